//! The words of a text, as hashes.

use std::ops::RangeInclusive;

use crate::chars;
use crate::fnv;

/// Where a word may be parted; it shows nothing.
const SOFT_HYPHEN: char = '\u{ad}';

/// Chinese characters and Japanese syllables.
const UNSPACED: RangeInclusive<char> = '\u{2e80}'..='\u{9fff}';

/// The bytes of ASCII as they enter the hash of a word; 0 for those that part words.
static FOLDED: [u8; 128] = {
    let mut table = [0; 128];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        if byte.is_ascii_digit() {
            table[at] = b'0';
        } else if byte.is_ascii_alphabetic() {
            table[at] = byte.to_ascii_lowercase();
        }
        at += 1;
    }
    table
};

/// The hashes of the words of a text: runs of letters and digits, in lower case, every digit as if it were zero, so
/// that all years are one word; in Chinese and Japanese each character. A soft hyphen parts no word.
pub(crate) fn words(text: &str) -> impl Iterator<Item = u32> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut hash = fnv::START;
        let mut any = false;
        while let Some(byte) = bytes.get(at) {
            if let Some(folded) = FOLDED.get(usize::from(*byte)) {
                at += 1;
                if *folded != 0 {
                    any = true;
                    hash = fnv::step(hash, u32::from(*folded));
                } else if any {
                    break;
                }
                continue;
            }
            let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                break;
            };
            if any && UNSPACED.contains(&character) {
                break;
            }
            at += character.len_utf8();
            if !chars::is_alphanumeric(character) {
                if character == SOFT_HYPHEN {
                    continue;
                }
                if any {
                    break;
                }
                continue;
            }
            any = true;
            let folded = chars::lower(character) as u32;
            hash = fnv::step(hash, folded);
            if UNSPACED.contains(&character) {
                break;
            }
        }
        any.then_some(hash)
    })
}

#[cfg(test)]
mod tests {
    use super::words;

    fn hashes(text: &str) -> Vec<u32> {
        words(text).collect()
    }

    #[test]
    fn a_word_is_a_run_of_letters_in_any_case() {
        assert_eq!(hashes("Sign up, NOW"), hashes("sign — up\nnow!"));
        assert_eq!(hashes("ÜBER Ärzte"), hashes("über ärzte"));
        assert_eq!(hashes("Impres\u{ad}sum\u{ad}"), hashes("Impressum"));
        assert_eq!(hashes("a b").len(), 2);
        assert_ne!(hashes("ab"), hashes("ba"));
        assert!(hashes(" … © \u{ad}").is_empty());
    }

    #[test]
    fn every_digit_is_one_letter() {
        assert_eq!(hashes("2019"), hashes("2024"));
        assert_ne!(hashes("2019"), hashes("19"));
    }

    #[test]
    fn signs_that_are_words_by_themselves_stand_alone() {
        assert_eq!(hashes("港の船"), [hashes("港"), hashes("の"), hashes("船")].concat());
        assert_eq!(hashes("DVD発売"), [hashes("dvd"), hashes("発"), hashes("売")].concat());
        assert_eq!(hashes("배의 항구").len(), 2);
    }
}

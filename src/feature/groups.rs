//! Groups of class words and of tags: what page authors call things.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use crate::html::Tag;
use crate::page::token_hash;

/// How many groups of class words `groups.txt` has.
pub(super) const N_WORD_GROUPS: usize = 19;

/// How many groups of tags there are.
pub(super) const N_TAG_GROUPS: usize = 19;

const SOURCE: &str = include_str!("groups.txt");

static BY_TOKEN: Lazy<FxHashMap<u32, u32>> = Lazy::new(|| {
    let mut groups = FxHashMap::default();
    for (group, words) in paragraphs() {
        for word in words {
            *groups.entry(token_hash(word.as_bytes())).or_insert(0) |= 1 << group;
        }
    }
    groups
});

/// The groups in file order, numbered, with their words.
fn paragraphs() -> impl Iterator<Item = (usize, Vec<&'static str>)> {
    SOURCE.split("\n[").skip(1).enumerate().map(|(group, paragraph)| {
        let words = paragraph.split_once('\n').map_or("", |(_, words)| words);
        (group, words.split_whitespace().collect())
    })
}

/// The groups that a class word belongs to, as bits.
pub(super) fn of_token(token: u32) -> u32 {
    BY_TOKEN.get(&token).copied().unwrap_or(0)
}

/// The group of a tag, if it has one.
pub(super) fn of_tag(tag: Tag) -> Option<usize> {
    let group = match tag {
        Tag::Nav | Tag::Menu => 0,
        Tag::Header => 1,
        Tag::Footer => 2,
        Tag::Aside => 3,
        Tag::Article => 4,
        Tag::Main => 5,
        Tag::Form | Tag::Fieldset | Tag::Search => 6,
        Tag::Table => 7,
        Tag::Ul | Tag::Ol => 8,
        Tag::Section => 9,
        Tag::Figure | Tag::Picture => 10,
        Tag::Blockquote => 11,
        Tag::Pre => 12,
        Tag::Button | Tag::Label | Tag::Option => 13,
        Tag::Dialog | Tag::Details => 14,
        Tag::A => 15,
        Tag::P => 16,
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => 17,
        Tag::Dl | Tag::Dd | Tag::Dt => 18,
        _ => return None,
    };
    Some(group)
}

#[cfg(test)]
mod tests {
    use super::{N_WORD_GROUPS, of_token, paragraphs};
    use crate::page::token_hash;

    #[test]
    fn the_file_has_as_many_groups_as_there_are_features() {
        assert_eq!(paragraphs().count(), N_WORD_GROUPS);
        assert!(paragraphs().all(|(_, words)| !words.is_empty()));
    }

    #[test]
    fn words_are_whole_and_lower_case() {
        for (group, words) in paragraphs() {
            for word in words {
                assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}");
                assert!(of_token(token_hash(word.as_bytes())) & (1 << group) != 0, "{word}");
            }
        }
        assert_eq!(of_token(token_hash(b"zzz")), 0);
    }
}

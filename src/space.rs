//! White space and characters without width, as both readers normalise them.

/// Appends text with each run of white space as one space, none at the start of a block, and
/// without characters that have no width.
pub(crate) fn push_collapsed(
    text: &str,
    out: &mut String,
    pending_space: &mut bool,
    block_start: u32,
) {
    let bytes = text.as_bytes();
    let mut word = 0;
    let mut at = 0;
    let mut flush = |from: usize, to: usize, pending: &mut bool| {
        if from < to {
            if *pending && out.len() > block_start as usize {
                out.push(' ');
            }
            *pending = false;
            out.push_str(text.get(from..to).unwrap_or(""));
        }
    };
    let mut plain_from = 0;
    while let Some(byte) = bytes.get(at) {
        if at >= plain_from && word < at {
            let plain = n_plain(bytes.get(at..).unwrap_or(&[]));
            at += plain;
            plain_from = at + CHUNK;
            if plain > 0 {
                continue;
            }
        }
        let (width, is_space) = match byte {
            // A single space between two words stays as it is.
            b' ' if word < at && bytes.get(at + 1).is_some_and(u8::is_ascii_graphic) => {
                at += 2;
                continue;
            }
            b' ' | b'\t' | b'\n' | b'\r' | 0x0c => (1, true),
            0x00..=0xc1 => {
                at += 1;
                continue;
            }
            _ => match unseen(bytes.get(at..).unwrap_or(&[])) {
                Some(found) => found,
                None => {
                    at += 1;
                    continue;
                }
            },
        };
        flush(word, at, pending_space);
        *pending_space |= is_space;
        at += width;
        word = at;
    }
    flush(word, bytes.len(), pending_space);
}

/// How many bytes are looked at together.
const CHUNK: usize = 8;

/// How many bytes of words stand first that single spaces part, and may be told together: such stay as
/// they are.
fn n_plain(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; CHUNK]);
    const TOPS: u64 = 0x80 * ONES;
    let mut n = 0;
    while let Some(chunk) = bytes.get(n..).and_then(|rest| rest.first_chunk()) {
        let all = u64::from_le_bytes(*chunk);
        // The highest bit of each byte is set where it is no control character or space.
        let controls = all.wrapping_sub(0x20 * ONES) & !all & TOPS;
        let apart = all ^ (0x20 * ONES);
        let spaces = !(((apart & !TOPS) + !TOPS) | apart) & TOPS;
        if (all & TOPS) | controls | (spaces & (spaces << 8)) != 0 {
            break;
        }
        // A space at the end is looked at with what follows.
        n += CHUNK - (spaces >> 63) as usize;
    }
    n
}

/// White space and zero-width characters beyond ASCII at the start of `bytes`: their width in
/// bytes, and whether they part words.
pub(crate) fn unseen(bytes: &[u8]) -> Option<(usize, bool)> {
    match bytes {
        [0xc2, 0xa0 | 0x85, ..] => Some((2, true)),
        [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..]
        | [0xe2, 0x81, 0x9f, ..]
        | [0xe3, 0x80, 0x80, ..] => Some((3, true)),
        [0xe2, 0x80, 0x8b, ..] | [0xef, 0xbb, 0xbf, ..] => Some((3, false)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;

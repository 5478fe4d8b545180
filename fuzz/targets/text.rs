//! Anything as flattened text: the pieces tile the input.
#![no_main]

mod checks;

use libfuzzer_sys::fuzz_target;
use unchrome::{Format, Options};

fuzz_target!(|page: &[u8]| {
    let article = checks::extract(&Options::new().with_format(Format::Text), page);
    // Columns are read one after the other: their pieces stand beside each other.
    let mut pieces: Vec<(usize, usize)> =
        article.trace().map(|piece| (piece.start, piece.end)).collect();
    pieces.sort_unstable();
    let mut end = 0;
    for (start, to) in pieces {
        assert!(start >= end || (start, to) == (0, 0), "pieces do not overlap");
        end = end.max(to);
    }
});

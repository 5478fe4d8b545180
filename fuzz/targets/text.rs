//! Anything as flattened text: the pieces tile the input.
#![no_main]

mod checks;

use libfuzzer_sys::fuzz_target;
use unchrome::{Format, Options};

fuzz_target!(|page: &[u8]| {
    let article = checks::extract(&Options::new().with_format(Format::Text), page);
    let mut end = 0;
    for piece in article.trace() {
        assert!(piece.start >= end || piece.start == 0 && piece.end == 0, "pieces in order");
        end = end.max(piece.end);
    }
});

//! Anything as the JSON-LD of a page.
#![no_main]

mod checks;

use libfuzzer_sys::fuzz_target;
use unchrome::{Format, Options};

fuzz_target!(|json: &[u8]| {
    let page =
        [b"<script type=\"application/ld+json\">", json, b"</script><p>A short text."].concat();
    checks::extract(&Options::new().with_format(Format::Html), &page);
});

//! Anything as HTML, through both readers: neither may fail.
#![no_main]

mod checks;

use libfuzzer_sys::fuzz_target;
use unchrome::{Format, Options, Reader};

fuzz_target!(|page: &[u8]| {
    let options = Options::new().with_format(Format::Html);
    checks::extract(&options, page);
    checks::extract(&options.with_reader(Reader::Scraper), page);
});

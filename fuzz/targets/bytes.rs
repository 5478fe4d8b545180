//! Any bytes, told apart by looking.
#![no_main]

mod checks;

use libfuzzer_sys::fuzz_target;
use unchrome::Options;

fuzz_target!(|page: &[u8]| {
    checks::extract(&Options::new(), page);
});

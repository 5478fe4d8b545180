//! Anything as the date of a page: what comes out is a date, or nothing.
#![no_main]

mod checks;

use libfuzzer_sys::fuzz_target;
use unchrome::{Format, Options};

fuzz_target!(|date: &str| {
    if date.contains(['<', '>', '"', '&']) {
        return;
    }
    let page = format!(
        "<meta property=\"article:published_time\" content=\"{date}\"><h1>The bridge</h1>\
         <p class=date>{date}</p><p>A short text.</p>"
    );
    let article = checks::extract(&Options::new().with_format(Format::Html), page.as_bytes());
    if let Some(published) = &article.metadata().published {
        let (year, _) = published.split_at(4.min(published.len()));
        assert!(year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()), "{published}");
    }
});

//! The whole flow, in one place.

use crate::options::{Format, Options};
use crate::{Article, article, html, label, plain};

/// Text to article, in five steps: read, mark, judge, describe and assemble.
pub(crate) fn run(text: &str, options: &Options) -> Article {
    let page = match options.format_of(text) {
        Format::Html => html::read(text),
        _ => plain::read(text),
    };
    let marks = label::mark(&page);
    let verdicts = label::judge(&page, &marks, options);
    article::assemble(page, marks, verdicts, options)
}

//! The whole flow, in one place.

use crate::options::{Format, Options};
use crate::{Article, article, html, label, plain, unseen};

/// Text to article, in five steps: read, mark, judge, describe and assemble.
pub(crate) fn run(text: &str, options: &Options) -> Article {
    let mut page = match options.format_of(text) {
        Format::Html => html::read(text),
        _ => plain::read(text),
    };
    let mut marks = label::mark(&page);
    let mut judgement = label::judge(&page, &marks, options);
    if let Some(with_unseen) = unseen::with_unseen(&page, &judgement.verdicts) {
        page = with_unseen;
        marks = label::mark(&page);
        judgement = label::judge(&page, &marks, options);
    }
    article::assemble(page, marks, judgement, options)
}

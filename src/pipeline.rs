//! The whole flow, in one place.

use crate::options::{Format, Options};
use crate::page::Page;
use crate::{Article, Note, article, html, label, plain, unseen};

/// Text to article, in five steps: read, mark, judge, describe and assemble. What a page was saved in is taken off
/// first.
pub(crate) fn run(text: &str, options: &Options) -> Article {
    let Some(unpacked) = options.unpack(text) else { return run_on(read(text, options), options) };
    let options = options.clone().with_found(unpacked.url);
    let mut article = run_on(read(&unpacked.html, &options), &options);
    article.add_note(Note::Unpacked);
    article
}

/// The first step: text to page.
pub(crate) fn read(text: &str, options: &Options) -> Page {
    match options.format_of(text) {
        Format::Html => html::read_for(text, options),
        _ => plain::read(text),
    }
}

/// The steps after reading.
pub(crate) fn run_on(mut page: Page, options: &Options) -> Article {
    let mut marks = label::mark(&page);
    let mut judgement = label::judge(&page, &marks, options);
    if let Some((with_unseen, declared)) = unseen::with_unseen(&page, &judgement.verdicts) {
        page = with_unseen;
        marks = label::mark(&page);
        marks.declare(declared.unwrap_or(page.blocks.len()));
        judgement = label::judge(&page, &marks, options);
    }
    article::assemble(page, marks, judgement, options)
}

use super::read;
use crate::Note;
use crate::page::{MAX_BLOCKS, Page};

/// The same page, read by the reader that builds a tree.
#[cfg(feature = "scraper")]
fn read_by_tree(source: &str) -> Page {
    let document = scraper::Html::parse_document(source);
    super::read_tree(&document, &super::Selectors::default())
}

#[test]
fn no_more_blocks_are_read_than_can_be_judged() {
    let few = read("<p>a");
    assert!(few.notes.is_empty(), "{:?}", few.notes);
    let source = "<p>a".repeat(MAX_BLOCKS + 10);
    let is_bounded = |page: &Page| {
        assert_eq!(page.blocks.len(), MAX_BLOCKS);
        assert_eq!(page.notes, [Note::TruncatedInput]);
    };
    is_bounded(&read(&source));
    #[cfg(feature = "scraper")]
    is_bounded(&read_by_tree(&source));
}

#[test]
fn no_more_elements_are_read_than_blocks_can_have() {
    let page = read(&"<i>a</i>".repeat(20 * MAX_BLOCKS));
    assert!(page.elements.len() <= 16 * MAX_BLOCKS, "{}", page.elements.len());
    assert_eq!((page.blocks.len(), page.notes), (1, vec![Note::TruncatedInput]));
}

use crate::html::Tag;
use crate::plain::read;
use crate::plain::tests::{tagged, texts};

#[test]
fn cells_are_blocks_of_their_own() {
    let text = "[Home](/)\n\n| Day | High \\| low | Note |\n|---|:-:|---|\n| Mon | `3|12` | |\n||4:01|[x|y](/z)|\n\nText";
    assert_eq!(
        tagged(text),
        [
            (None, "Home".to_owned()),
            (Some(Tag::Th), "Day".to_owned()),
            (Some(Tag::Th), "High | low".to_owned()),
            (Some(Tag::Th), "Note".to_owned()),
            (Some(Tag::Td), "Mon".to_owned()),
            (Some(Tag::Td), "3|12".to_owned()),
            (Some(Tag::Td), "4:01".to_owned()),
            (Some(Tag::Td), "x|y".to_owned()),
            (None, "Text".to_owned()),
        ]
    );
    let page = read(text);
    let n = |tag: Tag| page.elements.iter().filter(|element| element.tag == tag).count();
    assert_eq!([n(Tag::Table), n(Tag::Tr), n(Tag::Th), n(Tag::Td)], [1, 3, 3, 6]);
    // Borders and the line below the head belong to the cells before and behind.
    let of = |at: usize| {
        let block = &page.blocks[at];
        text.get(block.source_start as usize..block.source_end as usize)
    };
    assert_eq!(of(1), Some("| Day "));
    assert_eq!(of(4), Some("|\n|---|:-:|---|\n| Mon "));
    assert_eq!(of(7), Some("|[x|y](/z)|"));
}

#[test]
fn without_borders_at_the_ends_as_html2text_writes_it() {
    let text = "[Home](/)\n\nDay | High  \n---|---  \nMon | 03:12  \nTue | 04:01  \n";
    assert_eq!(texts(text), ["Home", "Day", "High", "Mon", "03:12", "Tue", "04:01"]);
}

#[test]
fn what_a_page_is_laid_out_in_is_no_table() {
    for rows in [
        "| a | b |\n|---|---|\n",
        "| a |\n|---|\n| b |\n",
        "| a | b |\n|---|---|\n| c |\n",
        "a | b\n---|---\nc | d\n---|---\ne | f\n",
    ] {
        let page = read(&format!("[Home](/)\n\n{rows}"));
        assert!(page.elements.iter().all(|element| element.tag != Tag::Table), "{rows}");
    }
    let long =
        format!("[Home](/)\n\n| a | b |\n|---|---|\n| {} | c |\n", "A sentence. ".repeat(80));
    assert!(read(&long).elements.iter().all(|element| element.tag != Tag::Table));
    let empty = "[Home](/)\n\n| | |\n|---|---|\n| | |\n";
    assert_eq!(read(empty).blocks.len(), 2);
}

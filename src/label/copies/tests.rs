use super::find;
use crate::label::PageKind;
use crate::plain;

const SLIDE: [&str; 2] = [
    "Colours that shine",
    "Dunes, slate and fog: three colours, each made for this lamp and mixed by hand in our own works.",
];

const NONE: [usize; 0] = [];

/// The numbers of the copies on a page of these lines, all of them kept, of a kind.
fn copies(lines: &[&str], kind: PageKind, is_free: impl Fn(usize) -> bool) -> Vec<usize> {
    let page = plain::read(&lines.join("\n\n"));
    assert_eq!(page.blocks.len(), lines.len());
    let mut kinds = [0.0; PageKind::ALL.len()];
    kinds[kind as usize] = 1.0;
    let copies = find(&page, &vec![true; lines.len()], &kinds, is_free);
    (0..lines.len()).filter(|at| copies[*at]).collect()
}

#[test]
fn a_slide_that_comes_again_is_a_copy_where_things_are_on_offer() {
    let [title, text] = SLIDE;
    let lines = [title, text, "Made to last", title, text, title, text, "In the box", title];
    for kind in [PageKind::Product, PageKind::Collection, PageKind::Service] {
        assert_eq!(copies(&lines, kind, |_| true), [3, 4, 5, 6], "{kind:?}");
    }
    for kind in [PageKind::Article, PageKind::Forum, PageKind::Documentation, PageKind::Listing] {
        assert_eq!(copies(&lines, kind, |_| true), NONE, "{kind:?}");
    }
    assert_eq!(copies(&lines, PageKind::Product, |at| at != 4), [5, 6], "what must stay");
    // In another order it is another text.
    assert_eq!(
        copies(&[title, text, "In the box", text, title], PageKind::Product, |_| true),
        NONE
    );
}

#[test]
fn a_story_that_is_there_twice_is_kept_once() {
    let story: Vec<String> = (1..9)
        .map(|n| format!("Paragraph {n} says once more that the bridge over the river is open, and how the town took the news of it."))
        .collect();
    let once: Vec<&str> = story.iter().map(String::as_str).collect();
    let twice = [&once[..], &["For narrow screens"], &once].concat();
    assert_eq!(copies(&twice, PageKind::Article, |_| true), Vec::from_iter(9..17));
    assert_eq!(copies(&twice, PageKind::Forum, |_| true), NONE);
    // A refrain is short.
    let song = [once[0], once[1], once[2], once[1], once[3], once[1]];
    assert_eq!(copies(&song, PageKind::Article, |_| true), NONE);
}

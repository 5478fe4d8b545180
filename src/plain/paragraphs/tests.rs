use crate::html::Tag;
use crate::plain::read;
use crate::plain::tests::{tagged, targets, texts};

/// As html2text wraps: at spaces and hyphens, addresses too.
const WRAPPED: &str = "\
[Home](/) » [Night
trains](/night-
trains \"Night
trains\")

The train will run on Sundays from the
summer timetable on, the [railway
office](/office) said. It is well-
known for its blankets.
Nobody has more of them.

[Roof of the shed](/shed-
roof)  
[Song of the porter](/song)
";

#[test]
fn sentences_and_links_go_on_in_the_next_line() {
    assert_eq!(
        texts(WRAPPED),
        [
            "Home » Night trains",
            "The train will run on Sundays from the summer timetable on, the railway office said. It is \
             well-known for its blankets. Nobody has more of them.",
            "Roof of the shed",
            "Song of the porter",
        ]
    );
    assert_eq!(targets(&read(WRAPPED)), ["/", "/night-trains", "/office", "/shed-roof", "/song"]);
    assert_eq!(texts(&WRAPPED.replace('\n', "\r\n")), texts(WRAPPED));
}

#[test]
fn a_backslash_is_a_line_break() {
    let text = format!("{WRAPPED}\n[Ode](/ode)\\\nto a train\n");
    assert_eq!(texts(&text).get(4..), Some(&["Ode".to_owned(), "to a train".to_owned()][..]));
}

#[test]
fn lines_that_are_blocks_stay_apart() {
    let text = "[Home](/)\n\nThe train runs.\nIt has blankets.\nabout\ncontact\nThe end.\nAn end.";
    assert_eq!(texts(text).len(), 7);
    // But for a link: no address ends at the end of a line.
    let found = texts(&format!("{text}\n\n[Song of the\nporter](/song)"));
    assert_eq!(found.last().map(String::as_str), Some("Song of the porter"));
    assert_eq!(found.len(), 8);
}

#[test]
fn tables_headings_and_code_that_is_set_in_keep_their_lines() {
    let text = "\n\nTrain\n=====\n\n| from | to\nthe | coast\n\n|---|---|\nold | new\n\n    sort a\n    tail b\n";
    let found = texts(&format!("{WRAPPED}{text}"));
    let of_text = &found[4..];
    let expected =
        ["Train", "| from | to", "the | coast", "|---|---|", "old | new", "sort a", "tail b"];
    assert_eq!(of_text, expected);
}

#[test]
fn what_stands_between_fences_is_code() {
    let text = "[Home](/)\n\n```python\ndef f(x):\n\n    return x  # [a](/b)\n```\nThen\n\n~~~\n```\n~~~\n```\n- a";
    assert_eq!(
        tagged(text),
        [
            (None, "Home".to_owned()),
            (Some(Tag::Pre), "def f(x):\n\n    return x  # [a](/b)".to_owned()),
            (None, "Then".to_owned()),
            (Some(Tag::Pre), "```".to_owned()),
            (None, "```".to_owned()),
            (Some(Tag::Li), "a".to_owned()),
        ]
    );
    assert_eq!(texts("[Home](/)\n\n```\n```"), ["Home", "``` ```"]);
}

#[test]
fn quotations_have_no_signs() {
    let text =
        "[Home](/)\n\n> Who reads [a\n> table](/t) is\n>safe.\n>\n> > And dry.\n\n>\n\n5 > 4";
    assert_eq!(
        tagged(text),
        [
            (None, "Home".to_owned()),
            (Some(Tag::Blockquote), "Who reads a table is safe.".to_owned()),
            (Some(Tag::Blockquote), "And dry.".to_owned()),
            (Some(Tag::Blockquote), ">".to_owned()),
            (None, "5 > 4".to_owned()),
        ]
    );
    assert_eq!(targets(&read(text)), ["/", "/t"]);
}

#[test]
fn what_is_drawn_between_paragraphs_says_nothing() {
    let text = "---\n\n[Home](/)\n\n* * *\n\n- a\n\n---\n- b\n";
    assert_eq!(texts(text), ["---", "Home", "a", "b"]);
    let page = read(text);
    assert_eq!(page.elements.iter().filter(|element| element.tag == Tag::Ul).count(), 2);
    let home = &page.blocks[1];
    assert_eq!(text.get(..home.source_end as usize), Some("---\n\n[Home](/)\n\n* * *"));
}

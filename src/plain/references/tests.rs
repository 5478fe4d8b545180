use super::{References, find, is_address};
use crate::plain::lines;
use crate::plain::markdown::Piece::{self, Link, Text};

const DUMP: &str = "\
   [1]Home [2]News

   The ferry sails again. Read [3]the notice of the harbour master.

References

   Visible links:
   1. https://a.example/
   2. https://a.example/news
   3. javascript: openNotice('a b')
   Hidden links:
   5. mailto:desk@a.example
";

fn references(text: &str) -> Option<References<'_>> {
    find(text, &lines::split(text))
}

#[test]
fn the_list_at_the_end_says_where_numbers_lead() {
    let references = references(DUMP).expect("a list");
    assert_eq!(references.begins("[2]News"), Some(("https://a.example/news", 3)));
    assert_eq!(references.begins("[5]Write"), Some(("mailto:desk@a.example", 3)));
    assert_eq!(references.begins("[4]What is not listed"), None);
    assert_eq!(references.begins("[sic]"), None);
    assert_eq!(references.first_line, 2, "the heading of the list is its first line");
}

#[test]
fn other_lists_and_other_numbers_are_none() {
    assert!(references("A list:\n1. one\n2. two\n3. three\n").is_none());
    let no_signs = DUMP.replace('[', "(").replace(']', ")");
    assert!(references(&no_signs).is_none());
    let text =
        format!("{DUMP}\nA paragraph stands behind the list, which is a part of the text then.\n");
    assert!(references(&text).is_none());
    assert!(references("[1]A\n1. https://a.example/\n2. https://b.example/\n").is_none());
}

#[test]
fn a_link_reaches_to_the_next_in_a_menu_and_nowhere_in_a_paragraph() {
    let references = references(DUMP).expect("a list");
    let parts = |line: &'static str| -> Vec<Piece<'static>> {
        let reach = references.reach(line);
        // The pieces borrow from the constants.
        references
            .pieces(line, reach)
            .into_iter()
            .map(|piece| match piece {
                Text(text) => Text(text),
                Link(label, to) if to.ends_with("/news") => Link(label, "news"),
                Link(label, _) => Link(label, "other"),
                other => unreachable!("{other:?}"),
            })
            .collect()
    };
    assert_eq!(parts("[1]Home [2]News"), [Link("Home ", "other"), Link("News", "news")]);
    assert_eq!(parts("[2][logo.gif] News"), [Link(" News", "news")]);
    assert_eq!(
        parts("It sails. Read [2]the notice of the master."),
        [Text("It sails. Read "), Text("the notice of the master.")]
    );
    assert_eq!(parts("[1][2]"), []);
    assert_eq!(parts("An array[7] of [four]"), [Text("An array[7] of [four]")]);
}

#[test]
fn addresses_have_a_scheme() {
    for address in ["https://a.example/b c", "MAILTO:a@b.example", "file:///a"] {
        assert!(is_address(address), "{address}");
    }
    for other in ["Note: this", "12:30", "://", "a", "see http//x"] {
        assert!(!is_address(other), "{other}");
    }
}

#[test]
fn an_address_may_have_several_lines() {
    let letter = "mailto:a@b.example?subject=Look&body=I have read this on the site of the paper.\n\n\
                  It is about the ferry, which you know well.\n\nYours, in haste, and with love\n";
    let text = DUMP.replace("   Hidden links:\n", &format!("   4. {letter}"));
    let references = references(&text).expect("a list");
    assert_eq!(references.first_line, 2);
    assert!(references.begins("[1]Home").is_some() && references.begins("[4]Send").is_some());
}

use super::{Definitions, find};
use crate::plain::lines;

const TEXT: &str = "See [the report][2], [The  Bridge][] and [the bridge].\n\n\
    [2]: https://a.example/r.pdf \"PDF\"\n[the bridge]: </bridge>\n";

fn of(text: &str) -> Definitions<'_> {
    find(text, &lines::split(text))
}

#[test]
fn references_are_links_of_three_kinds() {
    let definitions = of(TEXT);
    assert_eq!(definitions.first_line, 1);
    assert_eq!(
        definitions.link("[the report][2], "),
        Some(("the report", "https://a.example/r.pdf", 15))
    );
    assert_eq!(definitions.link("[The  Bridge][] and"), Some(("The  Bridge", "/bridge", 15)));
    assert_eq!(definitions.link("[the bridge]."), Some(("the bridge", "/bridge", 12)));
    assert_eq!(definitions.link("[a [b] c][2]"), Some(("a [b] c", "https://a.example/r.pdf", 12)));
}

#[test]
fn what_is_not_defined_and_numbers_alone_are_no_links() {
    let definitions = of(TEXT);
    for text in ["[a][3]", "[a]", "[2]", "[a][2", "(a)[2]", ""] {
        assert_eq!(definitions.link(text), None, "{text}");
    }
}

#[test]
fn definitions_are_used_or_text() {
    let is_used = |text: &str| of(text).are_used(text, &lines::split(text));
    assert!(is_used(TEXT));
    assert!(!is_used("As was said [2].\n\n[2]: https://a.example/r.pdf\n"));
    assert!(!is_used("See [a][b].\n"));
    assert!(!is_used(""));
}

#[test]
fn only_the_end_of_a_text_defines() {
    assert_eq!(of("[2]: https://a.example/\nThat was it.\n").first_line, 2);
    assert_eq!(of("A\n[Note]: this is no address\n").first_line, 2);
    assert_eq!(of("A\n[^1]: https://a.example/\n").first_line, 2);
    assert_eq!(of("A\n[1]: https://a.example/ is where it stands\n").first_line, 2);
    assert_eq!(of("A\n[1]: https://a.example/ 'Where'\n\n[2]: mailto:b@a.example\n").first_line, 1);
}

#[test]
fn numbers_that_run_on_define_whatever_stands_behind_them() {
    let text = "See [one][1], [two][2] and [three][3].\n\n[1]: entries.asp?id=1\n\n[2]: show('a b')\n\
        [3]: /three \"A title\nof two lines\"\n[4]: /four\n";
    let definitions = of(text);
    assert_eq!(definitions.first_line, 1);
    assert_eq!(definitions.link("[one][1]"), Some(("one", "entries.asp?id=1", 8)));
    assert_eq!(definitions.link("[two][2]"), Some(("two", "show('a", 8)));
    assert_eq!(of("[1]: entries.asp\n\n[4]: /four\n").first_line, 1);
}

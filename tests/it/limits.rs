//! Any bytes in, an article out, in time linear in the input.

use crate::pages;
use std::fmt::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use unchrome::{Format, Note, Options};

const SENTENCE: &str = "The bridge over the river reopened on Monday, after two years of work. ";

/// Time on a machine that is busy with other tests, without optimisation: far above what it takes,
/// far below what quadratic time would take.
#[track_caller]
fn assert_quick(what: &str, seconds: u64, run: impl FnOnce()) {
    let start = Instant::now();
    run();
    let time = start.elapsed();
    assert!(time < Duration::from_secs(seconds), "{what}: {time:?}");
}

fn extract(format: Format, page: &str) -> unchrome::Article {
    Options::new().with_format(format).extract(page)
}

#[test]
fn deep_nesting() {
    for tag in ["div", "b", "span", "p", "ul", "table", "svg", "template", "section", "a", "font"] {
        let open = format!("<{tag}>").repeat(700_000 / (tag.len() + 2));
        assert_quick(tag, 5, || {
            let article = extract(Format::Html, &format!("{open}<p>{SENTENCE}"));
            assert!(article.trace().count() <= 10);
        });
    }
    let page = format!("{}{SENTENCE}{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let article = extract(Format::Html, &page);
    assert!(article.notes().contains(&Note::NestingTooDeep), "{:?}", article.notes());
    assert!(article.trace().any(|piece| piece.text.contains("The bridge over the river")));
}

#[test]
fn twenty_megabytes_of_text() {
    let line = SENTENCE.repeat(4) + "\n";
    let page = line.repeat(20_000_000 / line.len());
    for (what, format) in [("text", Format::Text), ("HTML", Format::Html), ("either", Format::Auto)]
    {
        assert_quick(what, 60, || {
            assert!(extract(format, &page).trace().count() > 0);
        });
    }
}

#[test]
fn a_hundred_thousand_blocks() {
    let mut html = String::new();
    let mut text = String::new();
    for n in 0..100_000 {
        writeln!(html, "<div class=c{n}><p>Block {n}. {SENTENCE}</p></div>").unwrap();
        writeln!(text, "Block {n}. {SENTENCE}").unwrap();
    }
    assert_quick("HTML", 60, || {
        assert!(extract(Format::Html, &html).trace().count() >= 100_000);
    });
    assert_quick("text", 60, || {
        assert!(extract(Format::Text, &text).trace().count() > 0);
    });
    let links = "<a href=x>Link</a> ".repeat(100_000);
    assert_quick("links in a block", 60, || drop(extract(Format::Html, &links)));
    let lines = "Copy link\nTwitter\n".repeat(50_000);
    assert_quick("short lines", 60, || drop(extract(Format::Text, &lines)));
    let cells = format!("<table>{}", "<tr><td>1<td>2<td>3".repeat(33_000));
    assert_quick("cells", 60, || drop(extract(Format::Html, &cells)));
}

#[test]
fn megabyte_lines_and_words() {
    for unit in
        ["word ", "w", "é", "語", "\u{301}", "\u{200b}", "1.", "<", "&", "&amp", "a@", "http://"]
    {
        let line = unit.repeat(2_000_000 / unit.len());
        for format in [Format::Text, Format::Html] {
            assert_quick(unit, 60, || drop(extract(format, &line)));
        }
    }
}

#[test]
fn unclosed_markup() {
    for unit in
        ["<p title=\"", "<!--", "<script>", "<a href='", "<![CDATA[", "</", "<x:y ", "<p a=b "]
    {
        let page = unit.repeat(1_000_000 / unit.len());
        assert_quick(unit, 30, || drop(extract(Format::Html, &page)));
    }
    let attributes: String = (0..50_000).map(|n| format!(" a{n}=b")).collect();
    assert_quick("attributes", 30, || drop(extract(Format::Html, &format!("<p{attributes}>x"))));
    let classes: String = (0..100_000).map(|n| format!("c{n} ")).collect();
    let page = format!("<p class=\"{classes}\">x");
    assert_quick("classes", 30, || drop(extract(Format::Html, &page)));
}

#[test]
fn nothing_is_an_empty_article() {
    for page in ["", " ", "\n\n\n", "\u{feff}", "<html></html>", "<!-- -->", "<script>x</script>"] {
        for format in [Format::Auto, Format::Html, Format::Text] {
            let article = extract(format, page);
            assert_eq!(article.headline(), None, "{page:?}");
            if format != Format::Text {
                assert!(article.body().is_empty(), "{page:?}");
            }
        }
    }
    assert_eq!(unchrome::extract_bytes(b"\x89PNG\r\n\x1a\n").notes(), [Note::Binary]);
}

/// Scrapes are often cut: every fixture ends early at some fifty places.
#[test]
fn truncations() {
    const CUTS: usize = 50;
    for (name, page) in pages::fixtures() {
        for cut in 0..CUTS {
            let end = page.len() * cut / CUTS;
            let article = unchrome::extract_bytes(&page[..end]);
            assert!(article.to_text().len() <= 4 * end, "{name} cut at {end}");
        }
    }
}

#[test]
fn the_same_input_gives_the_same_output() {
    for (name, page) in pages::fixtures() {
        let (once, twice) = (unchrome::extract_bytes(&page), unchrome::extract_bytes(&page));
        assert!(once == twice, "{name}");
        assert_eq!(once.to_json(), twice.to_json(), "{name}");
    }
}

/// Pieces of pages in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<p>".to_owned()),
        Just("</p>".to_owned()),
        Just("<div class=\"share article\" id=x>".to_owned()),
        Just("</div>".to_owned()),
        Just("<table><tr><td>".to_owned()),
        Just("</table>".to_owned()),
        Just("<ul><li>".to_owned()),
        Just("<a href=\"/b?c=d&amp;e\">".to_owned()),
        Just("</a>".to_owned()),
        Just("<!-- c -->".to_owned()),
        Just("<script type=\"application/ld+json\">{\"@type\":\"Article\"".to_owned()),
        Just("</script>".to_owned()),
        Just("<h1>".to_owned()),
        Just("<br>".to_owned()),
        Just("<pre>\n".to_owned()),
        Just("<template><svg><title>".to_owned()),
        Just("&#x110000;&notit;&amp".to_owned()),
        Just("Share to FacebookFacebook\n".to_owned()),
        Just("12 Main Street\nSpringfield, IL 62701\n".to_owned()),
        Just("\u{feff}\u{200b}\u{301}\u{202e}".to_owned()),
        Just("[**Read** [more](/m)](https://a.example/ \"t\")".to_owned()),
        Just("\n![a](/i.png)".to_owned()),
        Just("\n\n# ".to_owned()),
        Just("\n=====\n".to_owned()),
        Just(SENTENCE.to_owned()),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_bytes_give_an_article(bytes in prop::collection::vec(any::<u8>(), 0..4000)) {
        let article = unchrome::extract_bytes(&bytes);
        let _ = (article.to_json(), article.to_markdown(), article.to_html());
    }

    #[test]
    fn soup_gives_an_article(page in soup()) {
        for format in [Format::Auto, Format::Html, Format::Text] {
            let article = extract(format, &page);
            let _ = (article.to_json(), article.to_markdown(), article.to_html());
            for piece in article.trace() {
                prop_assert!(piece.start <= piece.end && piece.end <= page.len());
                prop_assert!(page.is_char_boundary(piece.start) && page.is_char_boundary(piece.end));
            }
        }
    }

    #[test]
    fn text_pieces_tile_the_input(page in soup()) {
        let article = extract(Format::Text, &page);
        let mut at = 0;
        let is_gap = |text: &str| text.chars().all(|c| c.is_whitespace() || c == '\u{feff}'
            || c == '\u{200b}' || c.is_control());
        for piece in article.trace().filter(|piece| piece.end > 0) {
            prop_assert!(piece.start >= at, "pieces overlap");
            let gap = page.get(at..piece.start).unwrap();
            prop_assert!(is_gap(gap), "lost: {gap:?}");
            at = piece.end;
        }
        let gap = page.get(at..).unwrap();
        prop_assert!(is_gap(gap), "lost: {gap:?}");
    }
}

use once_cell::sync::Lazy;

use super::Piece::{Code, Emphasis, Image, Link, Strong, Text};
use super::{Piece, is_drawn, is_markdown, pieces, underline};
use crate::plain::definitions::{self, Definitions};
use crate::plain::lines;

/// The pieces of a line where no reference is defined.
fn all(line: &str) -> Vec<Piece<'_>> {
    static NONE: Lazy<Definitions<'static>> = Lazy::new(Definitions::default);
    pieces(line, &NONE).collect()
}

#[test]
fn links_have_labels_and_targets() {
    assert_eq!(
        all("Read [the report](https://a.example/r_(2).pdf \"PDF\") today."),
        [Text("Read "), Link("the report", "https://a.example/r_(2).pdf"), Text(" today.")]
    );
    assert_eq!(all("[Home](/)[News](</n w>)"), [Link("Home", "/"), Text("[News](</n w>)")]);
    assert_eq!(all("[Top](#top)"), [Link("Top", "#top")]);
    assert_eq!(all("[a [b] c](x/y.html)"), [Link("a [b] c", "x/y.html")]);
}

#[test]
fn code_and_bare_addresses() {
    assert_eq!(
        all("Set `zone = \"[a](/b)\"` and ``a ` b``."),
        [Text("Set "), Code("zone = \"[a](/b)\""), Text(" and "), Code("a ` b"), Text(".")]
    );
    assert_eq!(
        all("See <https://a.example/x> if 3 <4 and a<b>c."),
        [
            Text("See "),
            Link("https://a.example/x", "https://a.example/x"),
            Text(" if 3 <4 and a<b>c."),
        ]
    );
    assert_eq!(all("It is ~~wrong~~ ~ right"), [Text("It is "), Text("wrong"), Text(" ~ right")]);
    assert_eq!(all("`` a"), [Text("`` a")]);
}

#[test]
fn images_are_no_text() {
    assert_eq!(all("![A quay](q.jpg/x) The quay"), [Image, Text(" The quay")]);
    assert_eq!(all("[![logo](/l.png) Courier](/)"), [Link("![logo](/l.png) Courier", "/")]);
    assert_eq!(all("![logo](/l.png) Courier"), [Image, Text(" Courier")]);
}

#[test]
fn emphasis_and_backslashes() {
    assert_eq!(
        all("The *Margaret* and _the **old** boat_."),
        [
            Text("The "),
            Emphasis("Margaret"),
            Text(" and "),
            Emphasis("the **old** boat"),
            Text(".")
        ]
    );
    assert_eq!(all("It was **sound**."), [Text("It was "), Strong("sound"), Text(".")]);
    assert_eq!(
        all(r"1\. snake\_case"),
        [Text("1"), Text("."), Text(" snake"), Text("_"), Text("case")]
    );
}

#[test]
fn what_is_no_sign_stays() {
    for line in [
        "f[0](x) + g[1](y)",
        "[1] (see below)",
        "[a](b c)",
        "[open](",
        "2 ** 3 ** 4",
        "****",
        "a * b * c",
        "snake_case_name and __init__",
        "2*3*4 _ é_x_",
        r"C:\new",
        "!",
        "[",
        "]( [",
        "",
    ] {
        let text: String = all(line)
            .into_iter()
            .map(|piece| if let Text(text) = piece { text } else { panic!("{line}: {piece:?}") })
            .collect();
        assert_eq!(text, line);
    }
}

#[test]
fn brackets_without_end_take_linear_time() {
    for line in [
        "[".repeat(100_000),
        "[a](".repeat(50_000),
        "![".repeat(50_000),
        "**a".repeat(50_000),
        "_a ".repeat(50_000),
    ] {
        let whole: usize = all(&line)
            .into_iter()
            .map(|piece| match piece {
                Text(text) | Strong(text) | Emphasis(text) | Code(text) => text.len(),
                Link(..) | Image => 0,
            })
            .sum();
        assert!(whole <= line.len());
    }
}

#[test]
fn text_is_markdown_by_its_links() {
    let of = |text: &str| is_markdown(text, &lines::split(text));
    assert!(of("Home\nRead [the report](https://a.example/) today."));
    assert!(of("![](/l.png)"));
    assert!(!of("# Heading\n\n- item\n- **item**"));
    assert!(!of("call f[0](x)"));
    assert!(!of("[over two lines](\n/)"));
}

#[test]
fn headings_are_underlined() {
    assert_eq!([underline("====="), underline("---")], [Some(1), Some(2)]);
    assert_eq!([underline("=="), underline("-- -"), underline("=-="), underline("")], [None; 4]);
}

#[test]
fn lines_are_drawn_between_blocks() {
    assert!(["---", "* * *", "_____"].iter().all(|line| is_drawn(line)));
    assert!(!["--", "*-*", "--- a", "===", "**a**", "- - a", ""].iter().any(|line| is_drawn(line)));
}

#[test]
fn references_are_links_where_they_are_defined() {
    let text = "[Home][1] ![A quay][2] [News] and [more]\n[1]: /\n[2]: q.jpg/x\n[news]: /news\n";
    let lines = lines::split(text);
    let definitions = definitions::find(text, &lines);
    let line: Vec<Piece<'_>> = pieces(lines[0].text(text), &definitions).collect();
    assert_eq!(
        line,
        [
            Link("Home", "/"),
            Text(" "),
            Image,
            Text(" "),
            Link("News", "/news"),
            Text(" and [more]")
        ]
    );
}

//! Reading our Markdown gives back the blocks and texts it was written from.

use std::collections::HashSet;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use unchrome::{Article, Block, BlockKind, ContainerKind, SpanKind};

/// What a document is made of, in order: kinds of blocks, and all text without white space.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Outline {
    pub(crate) kinds: Vec<String>,
    pub(crate) text: String,
}

impl Outline {
    fn push(&mut self, text: &str) {
        self.text.extend(text.chars().filter(|c| !c.is_whitespace()));
    }
}

/// The outline of an article.
pub(crate) fn of_article(article: &Article) -> Outline {
    let mut outline = Outline::default();
    if let Some(headline) = article.headline() {
        outline.kinds.push("h1".into());
        outline.push(headline);
    }
    let mut seen = HashSet::new();
    for block in article.body() {
        for container in &block.inside {
            let kind = match container.kind {
                ContainerKind::Item { .. } => "item",
                ContainerKind::Quote { .. } => "quote",
                _ => continue,
            };
            if seen.insert(container.id) {
                outline.kinds.push(kind.into());
            }
        }
        add_block(block, &mut outline);
    }
    outline
}

fn add_block(block: &Block, outline: &mut Outline) {
    match &block.kind {
        BlockKind::Heading(level) => outline.kinds.push(format!("h{level}")),
        BlockKind::Preformatted { language } => {
            outline.kinds.push(format!("pre {}", language.as_deref().unwrap_or("")));
        }
        BlockKind::Rule => outline.kinds.push("rule".into()),
        BlockKind::Table(table) => {
            outline.push(table.caption.as_deref().unwrap_or(""));
            if !table.rows.is_empty() {
                outline.kinds.push("table".into());
            }
            for cell in table.rows.iter().flatten() {
                outline.push(&with_labels(&cell.text, &cell.spans));
            }
            return;
        }
        BlockKind::Image(image) => {
            outline.push(&block.text);
            for text in [&image.caption, &image.credit].into_iter().flatten() {
                outline.push(text);
            }
            return;
        }
        BlockKind::Embed { url } if block.text.is_empty() => outline.push(url),
        _ => {}
    }
    outline.push(&with_labels(&block.text, &block.spans));
}

/// The text, with the labels of footnotes in the place of their references.
fn with_labels(text: &str, spans: &[unchrome::Span]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for span in spans {
        if let SpanKind::FootnoteReference { label } = &span.kind {
            out.push_str(text.get(at..span.start).unwrap_or(""));
            out.push_str(label);
            at = span.end;
        }
    }
    out + text.get(at..).unwrap_or("")
}

/// The outline of a Markdown document.
pub(crate) fn of_markdown(markdown: &str) -> Outline {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH;
    let mut outline = Outline::default();
    let mut in_code = false;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                outline.kinds.push(format!("h{}", level_of(level)));
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.into_string(),
                    CodeBlockKind::Indented => "indented".into(),
                };
                outline.kinds.push(format!("pre {language}"));
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Table(_)) => outline.kinds.push("table".into()),
            Event::Start(Tag::Item) => outline.kinds.push("item".into()),
            Event::Start(Tag::BlockQuote(_)) => outline.kinds.push("quote".into()),
            Event::Start(Tag::HtmlBlock) => outline.kinds.push("html".into()),
            Event::Rule => outline.kinds.push("rule".into()),
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => outline.push(&text),
            Event::InlineHtml(html) => {
                let known = ["<sub>", "</sub>", "<sup>", "</sup>"];
                assert!(!in_code && known.contains(&&*html), "{html} in {markdown}");
            }
            _ => {}
        }
    }
    outline
}

fn level_of(level: HeadingLevel) -> usize {
    level as usize
}

/// Fails unless reading the article's Markdown gives back the article.
pub(crate) fn assert_round_trip(article: &Article) {
    let markdown = article.to_markdown();
    let (written, read) = (of_article(article), of_markdown(&markdown));
    if written.text != read.text {
        let at = written.text.bytes().zip(read.text.bytes()).take_while(|(a, b)| a == b).count();
        let from = |text: &str| {
            let chars = text.char_indices().skip_while(|(i, _)| i + 20 < at);
            chars.take(60).map(|(_, c)| c).collect::<String>()
        };
        panic!("wrote {:?}\nread  {:?}\n{markdown}", from(&written.text), from(&read.text));
    }
    assert_eq!(written.kinds, read.kinds, "{markdown}");
}

/// Texts that Markdown would take for something else.
#[rustfmt::skip]
#[cfg(feature = "scraper")]
const SHAPES: &[&str] = &[
        "# no heading",
        "#hash",
        "> no quote",
        "- no item",
        "+ no item",
        "* no item",
        "1. no item",
        "12) no item",
        "---",
        "===",
        "***",
        "___",
        "```",
        "~~~ fence",
        "    indented",
        "| a | b |",
        "| --- | --- |",
        ":--",
        "[link](http://a.test)",
        "![image](b.png)",
        "[ref]: http://a.test",
        "[^1]: note",
        "<div>html</div>",
        "<b>bold</b>",
        "<http://a.test>",
        "<0@a.test>",
        "&amp; &copy; &#35;",
        "*star* **stars**",
        "_under_ __score__ snake_case_word _",
        "Ⓐ_in circles_Ⓑ",
        "~~struck~~ ~one~",
        "`code` ``x",
        "back\\slash \\* \\",
        "$5 and $6",
        "$$x$$",
        "wow!",
        "a*b*c 2*3*4",
        "[ ] box",
        "[x] box",
        "http://a.test/a_b_c",
        "Title\n===",
        "a | b\n--- | ---\nc | d",
        "one\n- two",
        "x\n# y",
        "\\",
        "3.",
        "1986. A great year",
        "a\n1) b",
        "^x^ [^2]",
        "hello_",
        "_hello",
        "**",
        "* * *",
        "- - -",
        "&lt;script&gt;",
        "<!-- comment -->",
        "<?php",
        "~",
        "`",
        "a `` b ` c",
        "!",
        "![",
        "](",
        "\u{a0}x",
    ];

/// Where such a text may stand.
#[rustfmt::skip]
#[cfg(feature = "scraper")]
const PLACES: &[(&str, &str)] = &[
            ("<p>", "</p>"),
            ("<h2>", "</h2>"),
            ("<ul><li>", "</li></ul>"),
            ("<blockquote><p>", "</p></blockquote>"),
            ("<p>x<a href=/u>", "</a>y</p>"),
            ("<p><b>", "</b></p>"),
            ("<p>so <i>", "</i>!</p>"),
            ("<p><code>", "</code></p>"),
            ("<table><tr><th>a<th>b<tr><td>c<td>", "</table>"),
            ("<pre>", "</pre>"),
            ("<ol start=7><li>", "</li></ol>"),
];

#[cfg(feature = "scraper")]
#[test]
fn text_that_looks_like_markdown_stays_text() {
    let prose = "and then the text goes on for a while, so that it is a paragraph like any other one \
                 and nobody would leave it out of the article in which it stands.";
    // What the judge thinks of such texts is no matter here.
    let options = unchrome::Options::new().with_format(unchrome::Format::Html);
    let options = options.with_keep("p, h2, li, td, th, pre").unwrap();
    for shape in SHAPES {
        let escaped = shape.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>");
        for (before, after) in PLACES {
            let page = format!(
                "<p>First, {prose}</p><p>Second, {prose}</p>{before}{escaped} {prose}<br>{escaped}\
                 {after}<p>Then, {prose}</p><p>Last, {prose}</p>"
            );
            let article = options.extract(&page);
            assert!(article.body().len() >= 4, "{page}");
            assert_round_trip(&article);
        }
    }
}

#[test]
fn symbols_that_are_letters_to_unicode_part_words() {
    let prose = "and then the text goes on for a while, so that it is a paragraph like any other.";
    for symbol in ["Ⓐ", "ⓩ", "🄰", "🆉"] {
        let page = format!(
            "<p>First, {prose} {prose}</p><p><b>{symbol}</b>a {prose} {prose}</p>\
             <p>Last, {prose} {prose}</p>"
        );
        let article = unchrome::Options::new().with_format(unchrome::Format::Html).extract(&page);
        assert_eq!(article.body().len(), 3, "{page}");
        assert_round_trip(&article);
    }
}

#[test]
fn addresses_do_not_pair_with_text() {
    let prose =
        "and then the text goes on for a while, so that it is a paragraph like any other one.";
    for sign in ["$", "`", "*", "_", "~~", "|", "]", "\\"] {
        let page = format!(
            "<p>First, {prose} {prose}</p><p>It costs <a href=\"http://a.test/for-{sign}1/x\" \
             title=\"a {sign} b\">{sign}1 and more</a> today, {prose}</p><p>Last, {prose} {prose}</p>"
        );
        let article = unchrome::Options::new().with_format(unchrome::Format::Html).extract(&page);
        assert!(article.to_markdown().contains("http://a.test/for-"), "{sign}");
        assert_round_trip(&article);
    }
}

/// All pages of folders; run with `UNCHROME_PAGES=folder:folder cargo test --release --test it --
/// --ignored --nocapture round_trip_of_a_folder`.
#[test]
#[ignore = "needs a folder of pages in UNCHROME_PAGES"]
fn round_trip_of_a_folder() {
    let pages = crate::pages::of_folders();
    let mut failed = Vec::new();
    for path in &pages {
        let article = unchrome::extract_bytes(&std::fs::read(path).unwrap());
        let (written, read) = (of_article(&article), of_markdown(&article.to_markdown()));
        if written != read {
            let same = |(a, b): &(u8, u8)| a == b;
            let at = written.text.bytes().zip(read.text.bytes()).take_while(same).count();
            let kinds = written.kinds.iter().zip(&read.kinds).find(|(a, b)| a != b);
            println!("{}: text from byte {at}, kinds {kinds:?}", path.display());
            failed.push(path);
        }
    }
    assert!(failed.is_empty(), "{} of {} pages", failed.len(), pages.len());
}

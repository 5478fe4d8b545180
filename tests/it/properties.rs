//! What holds for every page.

use proptest::prelude::*;
use unchrome::{Article, BlockKind, Format, Label, Options, Span, SpanKind};

use crate::markdown::assert_round_trip;
use crate::pages;

const PROSE: &str = "went down to the harbour in the evening, where the boats had come in and the \
                     nets were hung up to dry, and talked to the people who were mending them";

/// Elements that our HTML may have, and their attributes.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("html", &[]),
    ("head", &[]),
    ("body", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("p", &[]),
    ("ul", &[]),
    ("ol", &["start"]),
    ("li", &["value"]),
    ("input", &["type", "checked", "disabled"]),
    ("blockquote", &["cite"]),
    ("pre", &[]),
    ("code", &["class"]),
    ("table", &[]),
    ("caption", &[]),
    ("tbody", &[]),
    ("tr", &[]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan"]),
    ("figure", &[]),
    ("figcaption", &[]),
    ("img", &["src", "alt", "title", "width", "height"]),
    ("hr", &[]),
    ("br", &[]),
    ("dl", &[]),
    ("dt", &[]),
    ("dd", &[]),
    ("details", &[]),
    ("summary", &[]),
    ("div", &["id", "role"]),
    ("a", &["href", "role"]),
    ("strong", &[]),
    ("em", &[]),
    ("sub", &[]),
    ("sup", &[]),
    ("s", &[]),
    ("mark", &[]),
    ("q", &[]),
    ("abbr", &["title"]),
    ("ruby", &[]),
    ("rt", &[]),
];

fn extract(page: &str) -> Article {
    Options::new().with_format(Format::Html).extract(page)
}

/// Fails if the article's HTML has anything that is not on the list, or an address that runs.
pub(crate) fn assert_safe(article: &Article) {
    let html = article.to_html();
    let document = scraper::Html::parse_document(&html);
    for node in document.tree.nodes() {
        let scraper::Node::Element(element) = node.value() else { continue };
        let known = ELEMENTS.iter().find(|(name, _)| *name == element.name());
        let (_, attributes) = known.unwrap_or_else(|| panic!("<{}> in {html}", element.name()));
        for (name, value) in element.attrs() {
            assert!(attributes.contains(&name), "{name} of <{}> in {html}", element.name());
            if matches!(name, "href" | "src" | "cite") {
                let clean: String =
                    value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
                let scheme = clean.split(['/', '?', '#']).next().unwrap_or("");
                let scheme = scheme.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
                let known = ["http", "https", "mailto", "tel", "ftp"];
                assert!(scheme.is_none_or(|s| known.contains(&s.as_str())), "{value} in {html}");
            }
        }
    }
}

/// Fails unless every letter of the body stands on the page, in the same order.
pub(crate) fn assert_nothing_invented(article: &Article) {
    let page: String = article.trace().map(|piece| piece.text).collect();
    let mut page = page.chars().filter(|c| c.is_alphanumeric());
    for block in article.body() {
        if matches!(block.kind, BlockKind::Image(_) | BlockKind::Embed { .. } | BlockKind::Math) {
            continue;
        }
        let is_formula = |at: usize| {
            block.spans.iter().any(|s| s.kind == SpanKind::Math && s.start <= at && at < s.end)
        };
        let caption = match &block.kind {
            BlockKind::Table(table) => table.caption.as_deref().unwrap_or(""),
            _ => "",
        };
        let text = block.text.char_indices().filter(|(at, _)| !is_formula(*at)).map(|(_, c)| c);
        // A caption may stand above or below the rows; tables with formulas have none of theirs.
        if matches!(block.kind, BlockKind::Table(_)) && !caption.is_empty() {
            continue;
        }
        for c in text.filter(|c| c.is_alphanumeric()) {
            assert!(page.any(|on_page| on_page == c), "{c:?} of {:?} is invented", block.text);
        }
    }
}

/// Fails unless all that the trace says is kept stands in the article; formulas stand there as TeX, in the
/// midst of other text.
fn assert_kept_is_there(article: &Article, name: &str) {
    let is_formula = |span: &Span| span.kind == SpanKind::Math;
    if article.body().iter().any(|block| block.spans.iter().any(is_formula)) {
        return;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut json: serde_json::Value = serde_json::from_str(&article.to_json()).unwrap();
    json["removed"].take();
    let mut there = String::new();
    let mut values = vec![&json];
    while let Some(value) = values.pop() {
        match value {
            serde_json::Value::String(text) => there += &letters(text),
            serde_json::Value::Array(list) => values.extend(list.iter().rev()),
            serde_json::Value::Object(fields) => values.extend(fields.values().rev()),
            _ => {}
        }
    }
    let is_cut = |block: usize| article.removed().any(|piece| piece.block == block);
    for piece in article.trace().filter(|piece| piece.kept && !is_cut(piece.block)) {
        // Letters before a note lead back to where it is referred to; the day of a comment is given as
        // the page says it for machines.
        let note = piece.text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let note = note.split(' ').skip_while(|word| word.len() == 1).collect::<String>();
        let is_there = [piece.text, &note].iter().any(|text| there.contains(&letters(text)));
        let is_day = piece.label == Label::Comment && piece.text.ends_with(char::is_numeric);
        assert!(is_there || is_day, "{piece:?} is nowhere in {name}");
    }
}

/// Fails unless the trace has every block of the page, once, and all numbers in order.
fn assert_complete(article: &Article) {
    let mut next = 0;
    for piece in article.trace() {
        assert!(piece.block == next || piece.block + 1 == next, "{piece:?}");
        next = piece.block + 1;
    }
    let (kept, removed) = (article.trace().filter(|p| p.kept).count(), article.removed().count());
    assert_eq!(kept + removed, article.trace().count());
    assert!(article.removed().all(|piece| piece.label != Label::Body));
}

#[test]
fn what_is_kept_of_a_fixture_is_there() {
    for (name, page) in pages::fixtures() {
        assert_kept_is_there(&unchrome::extract_bytes(&page), &name);
    }
}

fn check(page: &str) {
    let article = extract(page);
    assert_safe(&article);
    assert_nothing_invented(&article);
    assert_complete(&article);
    assert_kept_is_there(&article, page);
    assert_round_trip(&article);
    let json: serde_json::Value = serde_json::from_str(&article.to_json()).unwrap();
    assert_eq!(json["body"].as_str(), Some(article.to_text().as_str()));
    assert_eq!(json["blocks"].as_array().map(Vec::len), Some(article.body().len()));
}

/// Pieces of text and markup that break naive writers.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(PROSE.to_owned()),
        Just(format!("The man {PROSE}.")),
        "[ -~]{0,12}".prop_map(|text| text.replace('&', "&amp;").replace('<', "&lt;")),
        "[*_`~\\[\\]()!#>|$\\\\^&;:=+. a-z1-9-]{0,10}"
            .prop_map(|text| text.replace('&', "&amp;").replace('<', "&lt;")),
        "\\PC{0,4}".prop_map(|text| text.replace('&', "&amp;").replace('<', "&lt;")),
        Just(" ".to_owned()),
        Just("<br>".to_owned()),
        Just("<img src=/p.jpg alt='a [b] *c*'>".to_owned()),
        Just("<math><mi>x</mi><mo>_</mo></math>".to_owned()),
    ]
}

fn inline() -> impl Strategy<Value = String> {
    let leaf = piece();
    leaf.prop_recursive(3, 12, 4, |inner| {
        let names = prop_oneof![
            Just("b"),
            Just("i"),
            Just("a href=/x?a=(b)"),
            Just("code"),
            Just("sub"),
            Just("sup"),
            Just("s"),
            Just("mark"),
            Just("span"),
            Just("q"),
            Just("abbr title='x y'"),
        ];
        (names, prop::collection::vec(inner, 1..4)).prop_map(|(name, inner)| {
            let end = name.split(' ').next().unwrap_or("");
            format!("<{name}>{}</{end}>", inner.concat())
        })
    })
}

fn flow() -> impl Strategy<Value = String> {
    let leaf = (
        prop_oneof![
            Just("p"),
            Just("div"),
            Just("h2"),
            Just("h4"),
            Just("li"),
            Just("pre"),
            Just("hr"),
            Just("figcaption"),
            Just("dt"),
            Just("dd"),
            Just("summary"),
            Just("td"),
        ],
        prop::collection::vec(inline(), 1..4),
    )
        .prop_map(|(name, inner)| format!("<{name}>{} {PROSE} {}</{name}>", inner.concat(), 1));
    leaf.prop_recursive(4, 16, 4, |inner| {
        let names = prop_oneof![
            Just("ul"),
            Just("ol"),
            Just("ol start=9"),
            Just("li"),
            Just("blockquote"),
            Just("figure"),
            Just("details"),
            Just("dl"),
            Just("div"),
            Just("table"),
            Just("tr"),
            Just("section"),
            Just("dd"),
        ];
        (names, prop::collection::vec(inner, 1..4)).prop_map(|(name, inner)| {
            let end = name.split(' ').next().unwrap_or("");
            format!("<{name}>{}</{end}>", inner.concat())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_structure_is_rendered_soundly(blocks in prop::collection::vec(flow(), 1..6)) {
        let filler = format!("<p>Once more, he {PROSE}, as he often did in those days.</p>");
        check(&format!("{filler}{filler}{}{filler}", blocks.concat()));
    }

    #[test]
    fn any_text_gives_an_article(text in "\\PC{0,400}") {
        check(&text);
    }
}

/// Shapes from the OWASP cheat sheet and from the tests of sanitizers.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href=vbscript:msgbox(1)>x</a>",
    "<img src='javascript:alert(1)' width=500 height=500>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href='x\" onmouseover=\"alert(1)'>x</a>",
    "<img src=/a.jpg alt='\"><script>alert(1)</script>'>",
    "<img src='/a.jpg' title='\" onload=\"alert(1)'>",
    "<abbr title='\"><script>'>x</abbr>",
    "<pre class='language-\"><script>alert(1)</script>'>code</pre>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<blockquote cite='javascript:alert(1)'>x</blockquote>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<math alttext='\\) <script>alert(1)</script>'><mi>x</mi></math>",
    "<noscript><p title='</noscript><script>'></noscript>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><input value=x></form>",
    "<base href='javascript:alert(1)//'>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<table background='javascript:alert(1)'><tr><td>x</table>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1) src=x></video>",
    "<img srcset='javascript:alert(1) 2x, x\" onerror=1 3x'>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<ol start='1\" onclick=\"'><li value='\"><script>'>x</ol>",
    "<td colspan='\"><script>'>x",
    "<a href='//evil.test'>x</a>",
    "<sup><a href='#\"><script>'>1</a></sup><p id='\"><script>'>note</p>",
    "<template shadowrootmode=open><script>alert(1)</script></template>",
    "<img src=`x` onerror=alert(1)>",
    "<script type=math/tex>\\) <script>alert(1)</script>",
    "<a href=\"https://a.test/'onclick='x\">x</a>",
];

#[test]
fn hostile_markup_comes_out_safe() {
    let filler = format!("<p>Once more, he {PROSE}, as he often did in those days.</p>");
    for shape in HOSTILE {
        let inside = format!("<p>One day he {PROSE} {shape} and then he {PROSE}.</p>");
        let list = format!("<ul><li>He {PROSE} {shape}</ul>");
        let page = format!("{filler}{inside}{filler}{shape}{filler}{list}{filler}{filler}");
        let article = extract(&page);
        assert!(!article.body().is_empty(), "{shape}");
        assert_safe(&article);
        assert_round_trip(&article);
    }
}

//! Both readers see the same page: the lean one, and scraper's tree, which is the reference.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use unchrome::{Article, Format, Options, Reader, Reason};

use crate::pages;

fn extract(page: &[u8], reader: Reader) -> Article {
    Options::new().with_format(Format::Html).with_reader(reader).extract_bytes(page)
}

/// The texts of all blocks; parts that were cut out of one are not blocks.
fn texts(article: &Article) -> Vec<String> {
    let mut last = None;
    let is_block = |piece: &unchrome::Piece| last.replace(piece.block) != Some(piece.block);
    article.trace().filter(is_block).map(|piece| piece.text.to_owned()).collect()
}

fn both(page: &[u8]) -> (Vec<String>, Vec<String>) {
    (texts(&extract(page, Reader::Lean)), texts(&extract(page, Reader::Scraper)))
}

#[track_caller]
fn assert_same(page: &str, expected: &[&str]) {
    let (lean, tree) = both(page.as_bytes());
    assert_eq!(tree, expected, "the tree of {page}");
    assert_eq!(lean, expected, "lean, of {page}");
}

/// A page a line, after the states of the standard's tokenizer; the texts of its blocks.
#[test]
fn states_of_the_tokenizer() {
    let cases: &[(&str, &[&str])] = &[
        // data, character references
        ("a &amp; b &lt;p> &notit; &notin; &#x41;&#65", &["a & b <p> ¬it; ∉ AA"]),
        ("a < b, a <3 b, a<", &["a < b, a <3 b, a<"]),
        ("nul\0byte", &["nulbyte"]),
        // tag open, end tag open
        ("a<?php echo 1 ?>b", &["ab"]),
        ("a</>b</ x>c</3>d", &["abcd"]),
        ("a<!x>b<!DOCTYPE y>c", &["abc"]),
        ("<p>a</p", &["a"]),
        ("<p>a</", &["a</"]),
        // tag name
        ("<DIV>a</dIv>b", &["a", "b"]),
        ("<div/>a</div>b", &["a", "b"]),
        ("<p\n>a<p\t>b<p\u{c}>c<p/>d", &["a", "b", "c", "d"]),
        ("<p<b>a</p<b>b", &["ab"]),
        // attributes: before and after name, value in quotes, without, missing
        ("<p title='>'>a<p title=\">\">b<p title=>c<p title=a/>d", &["a", "b", "c", "d"]),
        ("<p =a>b<p a==b>c<p a = 'b>'>d<p a'b\">e", &["b", "c", "d", "e"]),
        ("<p a='b'c='>'>d<p a/b='>'>e", &["d", "e"]),
        ("<p a=b>c<p a='b", &["c"]),
        // comments
        ("a<!-->b<!--->c<!-- > -->d<!-- -- > --!>e<!-- --- -->f", &["abcdef"]),
        ("a<!--<!-- b -->c<!--x--y-->d", &["acd"]),
        ("a<!--b", &["a"]),
        ("a<!---!>b-->c<!----!>d", &["acd"]),
        ("a<![CDATA[b]]>c", &["ac"]),
        ("<svg><![CDATA[<p>b]]></svg>c", &["c"]),
        // raw text, escapable raw text
        ("a<style><p>b</styl></style >c", &["ac"]),
        ("a<textarea><p>b</textarea/>c", &["ac"]),
        ("<title>a</p>b</title>c", &["c"]),
        ("a<xmp><b></xmp>c", &["a", "<b>", "c"]),
        ("a<iframe><p>b</iframe>c<noembed>d</noembed>e", &["ace"]),
        ("a<plaintext>b</plaintext>", &["a", "b</plaintext>"]),
        ("a<style>b", &["a"]),
        // script data, escaped and escaped twice
        ("a<script>'<p>'</script>b", &["ab"]),
        ("a<script><!-- <script> </script> --></script>b", &["ab"]),
        ("a<script><!-- <script> </script> </script>b", &["ab"]),
        ("a<script><!-- <script> --></script>b", &["ab"]),
        ("a<script><!--></script>b", &["ab"]),
        ("a<script><!-- </script>b --></script>c", &["ab -->c"]),
        ("a<script><!-- <script></script> <script></script> --></script>b", &["ab"]),
        ("a<script><!-- <scripts> </script>b", &["ab"]),
        // line breaks
        ("<pre>\n\na\r\nb\rc</pre>", &["a\nb\nc"]),
        ("a\r\nb\rc", &["a b c"]),
    ];
    for (page, expected) in cases {
        assert_same(page, expected);
    }
}

/// A page a line, after the insertion modes of the standard's tree construction.
#[test]
fn modes_of_the_tree_construction() {
    let cases: &[(&str, &[&str])] = &[
        ("<p>a<p>b<div>c<p>d</div>e", &["a", "b", "c", "d", "e"]),
        ("<ul><li>a<ul><li>b</ul>c<li>d</ul>e", &["a", "b", "c", "d", "e"]),
        ("<dl><dt>a<dd>b<dt>c</dl>d", &["a", "b", "c", "d"]),
        ("<h1>a<h2>b</h1>c", &["a", "b", "c"]),
        ("<b>a<p>b</b>c</p>d", &["a", "bc", "d"]),
        ("<p><b>a<i>b</b>c</i>d", &["abcd"]),
        ("<a>b<a>c</a>d</a>", &["bcd"]),
        ("<table><tr><td>a<td>b<tr><th>c</table>d", &["a", "b", "c", "d"]),
        (
            "<table><caption>a<tbody><tr><td>b<table><tr><td>c</table>d</table>",
            &["a", "b", "c", "d"],
        ),
        ("<table><td>a</table>b", &["a", "b"]),
        ("<select><option>a<option>b</select>c", &["c"]),
        ("<select><option>a<div>b</div></select>c", &["c"]),
        ("a</p>b</br>c", &["a", "b", "c"]),
        ("<svg><p>a</p></svg>b", &["a", "b"]),
        ("<svg><foreignObject><p>a</p></foreignObject></svg>b", &["b"]),
        ("<svg><image><g></image></svg>a", &["a"]),
        ("<svg><g>a</p>b</svg>c", &["bc"]),
        ("<svg><g><path><h2>a</h2>b", &["a", "b"]),
        ("<math><mi><p>a</p></mi></math>b", &["b"]),
        ("<form><div>a</form>b</div>c", &["ab", "c"]),
        ("<form>a<form>b</form>c<form>d</form>", &["ab", "c", "d"]),
        ("<svg><title>a</title><desc>b</desc></svg>c", &["c"]),
        ("<template><p>a</template>b", &["b"]),
        ("<head><p>a</head>b", &["ab"]),
        ("<html><body>a</body></html>b", &["ab"]),
        ("<button>a<button>b</button>c", &["a", "b", "c"]),
        ("<form>a<form>b</form>c", &["ab", "c"]),
        ("<noscript><p>a</noscript>b", &["b"]),
        ("<object><p>a</object>b<applet>c</applet>d", &["bd"]),
        ("<p>a<math><mi>x</mi></math>b", &["ab"]),
        ("<marquee>a<p>b</marquee>c", &["a", "b", "c"]),
    ];
    for (page, expected) in cases {
        let (lean, tree) = both(page.as_bytes());
        assert_eq!(lean, tree, "{page}");
        assert_eq!(&lean, expected, "{page}");
    }
}

#[test]
fn every_page_of_the_fixtures() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let pages = pages::below(&fixtures, pages::is_html);
    assert!(pages.len() > 5);
    for path in pages {
        let page = fs::read(&path).unwrap();
        let (lean, tree) = both(&page);
        assert_eq!(lean, tree, "{}", path.display());
    }
}

#[test]
fn deep_nesting_and_many_unclosed_elements() {
    let numbered = |unit: &dyn Fn(usize) -> String| (0..30_000).map(unit).collect::<String>();
    let pages = [
        "<div>".repeat(140_000),
        "<svg><g>".repeat(90_000),
        "<b>".repeat(200_000),
        "<table><tr><td>".repeat(40_000),
        "<select><div>".repeat(50_000),
        "<select><option>".repeat(50_000),
        numbered(&|n| format!("<p><b id={n}>")),
        format!("<p {}>", numbered(&|n| format!("a{n}=b "))),
    ];
    for page in pages {
        let page = format!("{page}The bridge is open.");
        let start = std::time::Instant::now();
        drop(extract(page.as_bytes(), Reader::Scraper));
        let time = start.elapsed();
        assert!(time.as_secs() < 5, "{}: {time:?}", page.get(..40).unwrap_or_default());
    }
    let document = scraper::Html::parse_document(&"<div>".repeat(2_000));
    let article = unchrome::extract_document(&document);
    assert!(article.notes().contains(&unchrome::Note::NestingTooDeep));
}

#[test]
fn chosen_blocks_win_over_everything() {
    let page = "<div id=a><p>Share on Twitter</p><div class=b><p>Skip to content</p></div>\
                <h1>Bridge</h1></div><p>The <em>old</em> bridge reopened on Monday.</p>";
    let reasons = |options: Options| -> Vec<(String, bool, Reason)> {
        let article = options.extract(page);
        article.trace().map(|p| (p.text.to_owned(), p.kept, p.reason.clone())).collect()
    };
    let options = || Options::new().with_format(Format::Html);
    let kept = reasons(options().with_keep("#a, .none").unwrap());
    for (text, kept, reason) in kept.iter().take(2) {
        assert!(*kept, "{text}");
        assert_eq!(*reason, Reason::Rule("keep-selector"), "{text}");
    }
    let both = options().with_drop("#a").unwrap().with_keep(".b").unwrap();
    let both = reasons(both.with_drop("p > em").unwrap());
    let found: Vec<_> = both.iter().map(|(_, kept, reason)| (*kept, reason.clone())).collect();
    assert_eq!(found[0], (false, Reason::Rule("drop-selector")));
    assert_eq!(found[1], (true, Reason::Rule("keep-selector")));
    assert_eq!(found[2], (false, Reason::Rule("drop-selector")));
    assert_ne!(found[3].1, Reason::Rule("drop-selector"), "a part of a line is not a block");
    assert!(Options::new().with_keep("p >").unwrap_err().to_string().contains("p >"));
}

const TAGS: &[&str] = &[
    "p",
    "div",
    "b",
    "i",
    "a",
    "span",
    "ul",
    "li",
    "h2",
    "blockquote",
    "br",
    "section",
    "em",
    "script",
    "style",
    "svg",
    "button",
    "label",
    "pre",
    "form",
    "x-y",
];

fn malformed() -> impl Strategy<Value = String> {
    let tag = prop::sample::select(TAGS);
    let piece = prop_oneof![
        4 => "[a-z]{1,4} ?",
        5 => tag.clone().prop_map(|tag| format!("<{tag}>")),
        4 => tag.clone().prop_map(|tag| format!("</{tag}>")),
        1 => tag.prop_map(|tag| format!("<{tag} class='a>b' hidden c=d/>")),
        1 => "<!--[a-z>-]{0,3}-->",
        1 => "&[a-z]{1,3};?",
        1 => "[<>/!?=\"' -]{1,3}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Of so many pages, this many at most may differ: by classes of ARCHITECTURE.md's table.
const MALFORMED: usize = 6_000;
const MOST_APART: usize = MALFORMED / 500;

#[test]
fn malformed_pages() {
    let mut runner = TestRunner::deterministic();
    let mut apart = Vec::new();
    for _ in 0..MALFORMED {
        let page = malformed().new_tree(&mut runner).unwrap().current();
        let (lean, tree) = both(page.as_bytes());
        if lean != tree {
            let class = class_of(&lean, &tree);
            apart.push(format!("{class}: {page:?}\n    lean {lean:?}\n    tree {tree:?}"));
        }
    }
    apart.iter().for_each(|page| println!("{page}"));
    assert!(apart.len() <= MOST_APART, "{} of {MALFORMED}", apart.len());
}

/// How the blocks of the two readers differ.
fn class_of(lean: &[String], tree: &[String]) -> &'static str {
    let words = |texts: &[String]| -> Vec<String> {
        texts.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned).collect()
    };
    let (mut a, mut b) = (words(lean), words(tree));
    if a == b {
        return "other boundaries";
    }
    if a.concat() == b.concat() {
        return "other white space";
    }
    a.sort();
    b.sort();
    if a == b { "other order" } else { "other text" }
}

/// All pages of a folder; run with `UNCHROME_PAGES=folder cargo test --release -- --ignored
/// --nocapture pages_of_a_folder`.
#[test]
#[ignore = "needs a folder of pages in UNCHROME_PAGES"]
fn pages_of_a_folder() {
    let pages = pages::of_folders();
    let (mut n_texts, mut n_articles) = (0, 0);
    let mut classes: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for path in &pages {
        let page = fs::read(path).unwrap();
        let (lean, tree) = (extract(&page, Reader::Lean), extract(&page, Reader::Scraper));
        let same_article = lean.to_text() == tree.to_text() && lean.headline() == tree.headline();
        n_articles += usize::from(same_article);
        let (lean, tree) = (texts(&lean), texts(&tree));
        if lean == tree {
            n_texts += 1;
            continue;
        }
        let at = lean.iter().zip(&tree).take_while(|(a, b)| a == b).count();
        let show = |texts: &[String]| texts.get(at).map(|t| t.chars().take(90).collect::<String>());
        let name = path.file_name().unwrap().to_string_lossy();
        let n = format!("{} and {} blocks", lean.len(), tree.len());
        let first = format!("\n    lean {:?}\n    tree {:?}", show(&lean), show(&tree));
        let mark = if same_article { "" } else { " (other article)" };
        classes
            .entry(class_of(&lean, &tree))
            .or_default()
            .push(format!("{name}: {n}{mark}{first}"));
    }
    for (class, found) in &classes {
        println!("{class}: {}", found.len());
        found.iter().for_each(|page| println!("  {page}"));
    }
    let share = |n: usize| 100.0 * n as f64 / pages.len().max(1) as f64;
    println!(
        "{} pages: {:.2} % same texts, {:.2} % same article",
        pages.len(),
        share(n_texts),
        share(n_articles)
    );
}

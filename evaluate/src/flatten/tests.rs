use super::{BLOCK, SKIP, Style, flatten};

const PAGE: &[u8] = b"<title>T</title><body><nav><a href=/>Home</a> <a>News</a></nav>\
    <p>One <b>bold</b>\xc2\xa0word<br>next</p><noscript><p>off</noscript>\
    <ul><li>first<li>second</ul><script>x()</script>\
    <table><tr><td>a<td>b<tr><td>c<td>d</table>end";

#[test]
fn lines_are_blocks() {
    let expected = "Home News\nOne bold word\nnext\nfirst\nsecond\na\nb\nc\nd\nend";
    assert_eq!(flatten(PAGE, Style::Lines), expected);
}

#[test]
fn leaves_are_text_nodes() {
    let expected = "Home\nNews\nOne\nbold\nword\nnext\nfirst\nsecond\na\nb\nc\nd\nend";
    assert_eq!(flatten(PAGE, Style::Leaves), expected);
}

#[test]
fn layout_has_bullets_columns_and_gaps() {
    let expected = "Home News\n\nOne bold word\nnext\n\n  * first\n  * second\n\na  b\nc  d\n\nend";
    assert_eq!(flatten(PAGE, Style::Layout), expected);
    let page = b"<pre>fn a() {\n    b()\n}</pre>";
    assert_eq!(flatten(page, Style::Layout), "fn a() {\n    b()\n}");
}

#[test]
fn names_are_sorted() {
    assert!(BLOCK.is_sorted());
    assert!(SKIP.is_sorted());
}

#[test]
fn markdown_has_links_images_headings_and_items() {
    let expected = "[Home](/) News\n\nOne **bold** word\nnext\n\n*   first\n*   second\n\na\n\nb\n\nc\n\nd\n\nend";
    assert_eq!(flatten(PAGE, Style::Markdown), expected);
    let page = b"<h2>Ferry <a href='/f'></a></h2><ol><li>one<li>two<ul><li>in</ul></ol>\
        <a href='/s t'><img src=q.jpg alt='A [quay]'><h3>Tides</h3><p>High</p></a><b><br></b>end";
    let expected = "## Ferry\n\n1.  one\n2.  two\n\n    *   in\n\n\
        [![A quay ](q.jpg) ### Tides High ](/s%20t)\nend";
    assert_eq!(flatten(page, Style::Markdown), expected);
}

#[test]
fn text_run_together_has_spaces_or_what_the_source_has() {
    let page = b"<body><nav><a>Home</a><a> News </a></nav>\n<p>One <b>bold</b> word.</p><p>Two</p>";
    assert_eq!(flatten(page, Style::Joined), "Home News One bold word. Two");
    assert_eq!(flatten(page, Style::Glued), "Home News \nOne bold word.Two");
}

#[test]
fn terminals_wrap_and_number_links() {
    let words = "word ".repeat(16);
    let page =
        format!("<ul><li><a href=n>News</a></ul><p>{words}</p><a href=mailto:a@b.example>More</a>");
    let line = "word ".repeat(14);
    let expected = format!(
        "     * [1]News\n\n   {}\n   word word\n\n   [2]More\n\nReferences\n\n   1. https://site.example/n\n   2. mailto:a@b.example\n",
        line.trim_end()
    );
    assert_eq!(flatten(page.as_bytes(), Style::Terminal), expected);
}

use super::format;
use crate::options::Format;

const PROSE: &str = "The bridge over the river reopened on Monday, after two years of work, the \
                     council said in a statement that was read out in the town hall.\n";

#[track_caller]
fn assert_html(text: &str) {
    assert_eq!(format(text), Format::Html, "{text}");
}

#[track_caller]
fn assert_text(text: &str) {
    assert_eq!(format(text), Format::Text, "{text}");
}

#[test]
fn documents() {
    assert_html("<!DOCTYPE html><html><body>x");
    assert_html("<html>");
    assert_html("\u{feff}  \r\n<!-- saved from http://a.b --> <!-- twice -->\n<!doctype HTML>");
    assert_html("<?xml version=\"1.0\"?><html xmlns=\"x\"><body/></html>");
    assert_html("<HEAD><TITLE>x</TITLE>");
}

#[test]
fn fragments() {
    assert_html("<p>One.\n<p>Two.\n<p>Three.");
    assert_html("<div class=story>One.");
    assert_html("<article><h1>One</h1>");
    assert_html(&format!("<img src=a.jpg>{PROSE}"));
    assert_html("<script>if (a < b) { document.write('<p>'); }</script><p>x</p>");
    assert_html(&format!("<div>\n{}</div>", PROSE.repeat(1000)));
}

#[test]
fn text_before_html() {
    assert_html(
        "Saved page\nhttp://a.b/\n<html><head><title>T</title></head><body><p>x</p></body></html>\n",
    );
    assert_html("Hello <b>world</b>, <a href=\"/x\">here</a> <p>it is</p>");
    let page = "<p class=a>The bridge reopened.</p>\n".repeat(3000);
    assert_html(&format!("HTTP/1.1 200 OK\n\n<html><body>{page}"));
}

#[test]
fn prose_and_flattened_pages() {
    assert_text("");
    assert_text(" \n");
    assert_text(PROSE);
    assert_text("Home\nNews\nSport\n\nThe bridge reopened on Monday.");
    assert_text("If a < b and b > c, then a<b>c holds as well.");
    assert_text("a <b c> d");
    assert_text("<3 this article, I really do <3");
    assert_text("<Jane> hello\n<Tom> hello yourself\n<Jane> see you");
    assert_text("<-- back to the list\nThe bridge reopened.");
    assert_text("<!-- never closed\nThe bridge reopened.");
    assert_text("<<< >>> <");
}

#[test]
fn text_about_html() {
    assert_text("<div> is an element without a meaning of its own, and it is used everywhere.");
    assert_text("The <b> and <i> elements are not what they were.");
    let listing = "<!DOCTYPE html>\n<html>\n<body>\n<p>Hello</p>\n</body>\n</html>\n";
    assert_text(&format!("How to write a page\n{}{listing}{}", PROSE.repeat(3), PROSE.repeat(6)));
    assert_text(&format!("{}Use <a href=\"x\">x</a> for links.\n{PROSE}", PROSE.repeat(5)));
}

#[test]
fn only_the_beginning_is_read() {
    let text = format!("{}<html><body>{}", PROSE.repeat(2000), "<p>x</p>".repeat(100_000));
    assert_text(&text);
    assert_text(&"<".repeat(10_000_000));
    assert_text(&"<p ".repeat(3_000_000));
    assert_text(&"é".repeat(1_000_000));
}

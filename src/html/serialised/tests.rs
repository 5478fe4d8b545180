use std::borrow::Cow;

use super::mended;

const PAGE: &str = "<div id=\"top\"/><p>A<br/>b <i class=\"icon\" aria-hidden=\"true\"/> c</p>\
    <iframe src=\"/f\"/><svg><path d=\"m1\"/></svg>";

#[test]
fn elements_that_an_xml_writer_closed_are_closed() {
    assert_eq!(
        mended(PAGE),
        "<div id=\"top\"></div><p>A<br/>b <i class=\"icon\" aria-hidden=\"true\"></i> c</p>\
         <iframe src=\"/f\"></iframe><svg><path d=\"m1\"></path></svg>"
    );
}

#[test]
fn a_page_with_as_many_empty_elements_of_two_tags_is_of_no_xml_writer() {
    for pair in ["<script src=/s></script>", "<DIV></div>", "<i\nclass=a></i>"] {
        let page = |n: usize| format!("{PAGE}{}", pair.repeat(n));
        assert!(matches!(mended(&page(2)), Cow::Owned(_)), "{pair}");
        assert!(matches!(mended(&page(3)), Cow::Borrowed(_)), "{pair}");
    }
    // End tags in a row make no such pair, nor does a tag of another name.
    for tags in ["<p>a<b>c</b></p>", "<p>a<b></p>"] {
        assert!(matches!(mended(&format!("{PAGE}{}", tags.repeat(9))), Cow::Owned(_)), "{tags}");
    }
}

#[test]
fn a_few_such_elements_and_void_ones_are_left_as_they_are() {
    for page in [
        "<a name=\"top\"/><p>A</p><a name=\"mid\"/><a name=\"end\"/><i/>",
        "<br/><hr/><img/><wbr/><input/>",
        "a/>b/>c/>d/>",
        "/></></>",
        "",
    ] {
        assert!(matches!(mended(page), Cow::Borrowed(_)), "{page}");
    }
}

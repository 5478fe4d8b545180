use super::Base;
use crate::html;

fn base(page: &str, url: Option<&str>) -> Base {
    Base::of(&html::read(page), url)
}

#[test]
fn addresses_are_resolved_as_a_browser_does() {
    let cases = [
        ("", Some("https://a.test/x/y"), "z", Some("https://a.test/x/z")),
        ("", Some("https://a.test/x/y"), "//b.test/z", Some("https://b.test/z")),
        ("<base href='/deep/'>", Some("https://a.test/x"), "z", Some("https://a.test/deep/z")),
        ("<base href='https://c.test/d/'>", None, "z", Some("https://c.test/d/z")),
        ("<base href='javascript:1'>", Some("https://a.test/x"), "z", Some("https://a.test/z")),
        ("", None, "z?a=b c", Some("z?a=b%20c")),
        ("", None, "#part", Some("#part")),
        ("", None, "#", None),
        ("", None, " ", None),
        ("", None, "mailto:a@b.test", Some("mailto:a@b.test")),
    ];
    for (page, url, href, expected) in cases {
        assert_eq!(base(page, url).resolve(href).as_deref(), expected, "{page} {href}");
    }
}

#[test]
fn an_address_that_runs_code_is_refused() {
    let hostile = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " \u{1}javascript:alert(1)",
        "java\nscript:alert(1)",
        "jav\tascript:alert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "livescript:x",
        "blob:https://a.test/1",
        "file:///etc/passwd",
        "view-source:javascript:1",
    ];
    for href in hostile {
        for url in [None, Some("https://a.test/")] {
            assert_eq!(base("", url).resolve(href), None, "{href:?} {url:?}");
        }
    }
}

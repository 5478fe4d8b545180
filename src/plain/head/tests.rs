use super::{NAMES, find, meta_name, sender, values};
use crate::html::AttrName;
use crate::page::Page;
use crate::plain::lines;

/// Name and content of each meta element, and the title.
fn said(text: &str) -> Option<(Vec<(String, String)>, String)> {
    let lines = lines::split(text);
    let page = find(text, &lines)?.page();
    let metas = page.elements.iter().map(|element| {
        let value = |name| page.attribute(element, name).unwrap_or("").to_owned();
        (value(AttrName::Name), value(AttrName::Content))
    });
    let title = |page: &Page| page.islands.first().map(|title| page.island_text(title).to_owned());
    Some((metas.collect(), title(&page).unwrap_or_default()))
}

#[test]
fn yaml_between_dashes_is_a_head() {
    let text = "---\ntitle: \"Ferry: the strike\"\nauthors:\n  - Ann Roe\n  - 'Ben Doe'\nurl: https://a.example/f\n\
                tags: [ferry, \"strike\"]\ndate: 2024-03-14\n---\nThe islands woke.\n";
    let (metas, title) = said(text).expect("a head");
    assert_eq!(title, "Ferry: the strike");
    let metas: Vec<(&str, &str)> = metas.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        metas,
        [
            ("authors", "Ann Roe"),
            ("authors", "Ben Doe"),
            ("og:url", "https://a.example/f"),
            ("tags", "ferry"),
            ("tags", "strike"),
            ("date", "2024-03-14"),
        ]
    );
}

#[test]
fn lines_up_to_the_content_are_a_head() {
    let text = "Title: Ferry strike - Dispatch\n\nURL Source: https://a.example/f\n\nPublished Time: \
                2024-03-14T08:12:00Z\n\nMarkdown Content:\nThe islands woke.\n";
    let (metas, title) = said(text).expect("a head");
    assert_eq!(title, "Ferry strike - Dispatch");
    assert_eq!(metas[0], ("og:url".to_owned(), "https://a.example/f".to_owned()));
    assert_eq!(metas[1].0, "published_time");
    assert_eq!(find(text, &lines::split(text)).map(|head| head.n_lines), Some(4));
}

#[test]
fn the_fields_of_a_letter_are_a_head() {
    let text = "From: Ann Roe <ann@a.example>\nTo: list@a.example\nSubject: Ferry: the\n strike\nDate: Thu, 14 Mar \
                2024 08:12:00 +0100\n\nThe islands woke.\n";
    let (metas, title) = said(text).expect("a head");
    assert_eq!(title, "Ferry: the");
    let metas: Vec<(&str, &str)> = metas.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(metas, [("author", "Ann Roe"), ("date", "Thu, 14 Mar 2024 08:12:00 +0100")]);
    assert_eq!(find(text, &lines::split(text)).map(|head| head.n_lines), Some(5));
    let of_box = format!("From ann@a.example Thu Mar 14 08:12:00 2024\n{text}");
    assert_eq!(find(&of_box, &lines::split(&of_box)).map(|head| head.n_lines), Some(6));
    assert_eq!(sender(" ann@a.example (Ann Roe)"), Some("Ann Roe"));
    assert_eq!(sender(" \"Roe, Ann\" <ann@a.example>"), Some("Roe, Ann"));
    assert_eq!([sender("ann@a.example"), sender("<ann@a.example>")], [None, None]);
}

#[test]
fn other_beginnings_are_none() {
    for text in [
        "From: the harbour\nSubject: to change\n\nThe ferry sails.",
        "From: Oster\nTo: Brack\nPrice: 3\n\nThe ferry sails.",
        "From: Oster\nTo: Brack\nand back\nSubject: x\n\nThe ferry sails.",
        "From Oster to Brack",
        "",
        "---",
        "---\n---\nText",
        "---\nA line that ends a part: and goes on.\n---\nText",
        "---\ntitle: A\nText that has no end\n",
        "---\ntitle: A\nText that names nothing\n---\nText",
        "Title: A\nA text that begins so.\n",
        "Title: A\nA text that begins so.\nMarkdown Content:\n",
    ] {
        assert!(said(text).is_none(), "{text:?}");
    }
}

#[test]
fn names_are_those_of_meta_elements() {
    for row in NAMES.lines() {
        let (said, called) = row.split_once('\t').expect("a name and what it is called");
        assert_eq!(meta_name(&said.to_uppercase()), called);
    }
    assert_eq!(meta_name(" Published Time"), "published_time");
}

#[test]
fn values_are_bare() {
    let all = |value: &'static str| values(value).collect::<Vec<_>>();
    assert_eq!(all(" 'a, b' "), ["a, b"]);
    assert_eq!(all("[a, \"b\",]"), ["a", "b"]);
    assert_eq!(all("\""), ["\""]);
    assert_eq!(all(" "), [""; 0]);
}

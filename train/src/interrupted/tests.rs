use super::{FEWEST, FEWEST_OTHERS, Other, WORDS, interrupted};
use crate::sample::{Input, Sample};
use crate::words::tests::assert_whole;

const KEYS: [&str; 13] = [
    "news", "name", "pitch", "button", "consent", "read", "ask", "give", "advert", "media",
    "watch", "share", "prompt",
];

fn paragraphs(n: usize) -> Vec<String> {
    let paragraph =
        |nth| format!("Word{nth}a word{nth}b word{nth}c word{nth}d word{nth}e word{nth}f.");
    (0..n).map(paragraph).collect()
}

fn page(n: usize) -> (String, String) {
    let paragraphs = paragraphs(n);
    let body: String = paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect();
    (format!("<body><h1>Bridge</h1>{body}<div>Privacy</div></body>"), paragraphs.join("\n"))
}

fn others() -> Vec<Other> {
    let other = |nth| Other {
        title: format!("title{nth}a title{nth}b"),
        lead: format!("lead{nth}a lead{nth}b."),
        texts: Vec::new(),
    };
    (0..FEWEST_OTHERS).map(other).collect()
}

#[test]
fn boxes_stand_between_paragraphs_and_are_no_content() {
    let (source, truth) = page(6);
    let mut late = 0;
    for nth in 0..80 {
        let id = format!("page-{nth}");
        let page = interrupted(&source, &truth, &others(), &id).expect("long enough");
        assert_eq!(Some(&page), interrupted(&source, &truth, &others(), &id).as_ref());
        assert!(page.len() > source.len(), "{page}");
        let mut sample = Sample::unlabelled(
            &Input::Text(evaluate::flatten::Style::Lines).of(&page, &id),
            Input::Text(evaluate::flatten::Style::Lines),
        );
        sample.label(&truth);
        assert_eq!(sample.oracle, 1.0, "the article is whole: {page}");
        let labels = sample.labels();
        let content = || labels.iter().enumerate().filter(|(_, label)| **label > 0.5);
        assert_eq!(content().count(), 6, "{page}");
        let (first, last) = (content().next().unwrap().0, content().next_back().unwrap().0);
        assert!(last - first >= 6, "something stands between the first and the last: {page}");
        late += usize::from(labels.get(last - 4..last).unwrap().contains(&0.0));
    }
    assert!(late > 50, "near the end on most pages: {late}");
    let in_entries = (0..80).filter(|nth| {
        let page = interrupted(&source, &truth, &others(), &format!("page-{nth}"));
        page.is_some_and(|page| page.contains("<div>19:00</div>"))
    });
    assert!((5..25).contains(&in_entries.count()));
}

#[test]
fn a_short_article_and_one_without_others_are_left_alone() {
    let (source, truth) = page(FEWEST - 1);
    assert_eq!(interrupted(&source, &truth, &others(), "page"), None);
    let (source, truth) = page(FEWEST);
    assert_eq!(interrupted(&source, &truth, &[], "page"), None);
    assert_eq!(interrupted("", "", &others(), ""), None);
}

#[test]
fn every_language_has_all_words() {
    assert_eq!(WORDS.len(), 11);
    assert_whole(&WORDS, &KEYS, 8);
}

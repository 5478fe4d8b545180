use std::collections::BTreeSet;

use super::needles::SHORTEST;
use super::{LEAST_BYTES, MOST_BYTES, Notice, of, paragraphs};

fn is_told(notice: Notice, text: &str) -> bool {
    of(text).is_some_and(|mark| mark.rule == notice.value("notice"))
}

#[test]
fn every_notice_keeps_its_examples() {
    for notice in paragraphs() {
        let id = notice.value("notice");
        assert!(!notice.value("why").is_empty(), "{id} has no why");
        assert!(notice.values("-").next().is_some(), "{id} has no counterexample");
        for text in notice.values("+") {
            assert!(is_told(notice, text), "{id} must tell: {text}");
        }
        for text in notice.values("-") {
            assert!(of(text).is_none(), "{id} must not tell: {text}");
        }
    }
}

#[test]
fn every_saying_tells_an_example() {
    for notice in paragraphs() {
        let sayings = notice.sayings();
        assert!(!sayings.is_empty(), "{} says nothing, or has no label", notice.value("notice"));
        for saying in sayings {
            let mut examples = notice.values("+").map(|it| it.to_lowercase().replace('’', "'"));
            assert!(examples.any(|it| saying.tells(&it)), "{:?} tells none", saying.pieces);
            let needle = saying.needle();
            assert!(needle.len() >= SHORTEST, "{needle:?}: too short to look for");
        }
    }
}

#[test]
fn sayings_are_in_small_letters_and_stand_once() {
    let mut known = BTreeSet::new();
    for line in paragraphs().flat_map(|notice| notice.values("says").collect::<Vec<_>>()) {
        assert_eq!(line, line.to_lowercase().replace('’', "'"));
        assert!(known.insert(line), "twice: {line}");
    }
}

#[test]
fn pieces_count_in_their_order() {
    assert!(of("Get our free newsletter, every day, in your inbox.").is_some());
    assert!(of("In your inbox, get our free newsletter.").is_none());
    assert!(of("She said: get our free newsletter in your inbox.").is_none());
    assert!(of("SIGN UP FOR OUR NEWSLETTER AND HAVE IT IN YOUR INBOX").is_some());
    assert!(of("Sign up for our newsletter, for it is not in your mailbox.").is_none());
}

#[test]
fn a_long_paragraph_holds_none() {
    let notice = "This post is public so feel free to share it.";
    let long = format!("{notice} {}", "The pier is old. ".repeat(40));
    assert!(notice.len() >= LEAST_BYTES as usize && long.len() > MOST_BYTES as usize);
    let story = "The council of the harbour town met on Monday to hear what the wall will cost.\n";
    let article = crate::extract(&format!("{story}{long}\n{story}{notice}\n"));
    let removed: Vec<&str> = article.removed().map(|piece| piece.text).collect();
    assert!(removed.contains(&notice), "{removed:?}");
    assert!(article.to_text().contains(long.trim()), "{removed:?}");
}

use std::collections::BTreeSet;

use super::needles::Needles;
use super::saying::{SHORTEST, needle};
use super::{LEAST_BYTES, MOST_BYTES, Saying, of, saying};
use crate::label::rules::{entries, label_of};

const FILES: [&str; 2] = [include_str!("../notices.txt"), include_str!("readers.txt")];

/// A paragraph of a file.
#[derive(Debug, Clone, Copy)]
struct Notice(&'static str);

impl Notice {
    /// What stands behind a key, line by line.
    fn values(self, key: &str) -> impl Iterator<Item = &'static str> {
        entries(self.0).flatten().filter(move |entry| entry.0 == key).map(|entry| entry.1)
    }

    fn value(self, key: &str) -> &'static str {
        self.values(key).next().unwrap_or("")
    }

    fn sayings(self) -> Vec<Saying> {
        let label = label_of(self.value("label")).expect("a label");
        let id = self.value("notice");
        self.values("says").map(|line| Saying { line, label, id }).collect()
    }
}

fn paragraphs() -> impl Iterator<Item = Notice> {
    let paragraphs = FILES.into_iter().flat_map(|file| file.split("\n\n")).map(Notice);
    paragraphs.filter(|paragraph| !paragraph.value("notice").is_empty())
}

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
            assert!(examples.any(|it| saying.tells(&it)), "{} tells none", saying.line);
            let needle = needle(saying.line);
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

#[test]
fn the_build_script_lays_out_every_line() {
    let lines: Vec<&str> = paragraphs().flat_map(|notice| notice.values("says")).collect();
    let laid_out: Vec<Saying> = (0..).map_while(Saying::get).collect();
    assert_eq!(laid_out.iter().map(|saying| saying.line).collect::<Vec<_>>(), lines);
    for (nth, line) in lines.iter().enumerate() {
        assert_eq!(super::needle(nth), needle(line));
    }
}

#[test]
fn texts_are_found_wherever_they_stand() {
    let needles = ["to read on", "Besöker", "ribes to", "sevenbs"];
    let (places, bits) = saying::table(&needles).unwrap();
    let places: Vec<[u8; 8]> = places.into_iter().map(u64::to_le_bytes).collect();
    let found = Needles { places: &places, bits: &bits };
    let find = |text: &str| found.find(text, |nth| needles[nth]).collect::<Vec<_>>();
    for before in 0..9 {
        for after in 0..9 {
            let text = format!("{}To READ on{}", "x".repeat(before), "y".repeat(after));
            assert_eq!(find(&text), [0], "{text}");
            let text = format!("{}sevenBS{}", "-".repeat(before), "é".repeat(after));
            assert_eq!(find(&text), [3], "{text}");
        }
    }
    assert_eq!(find("subscribes to read on"), [2, 0], "two that overlap");
    assert_eq!(find("BESöKER"), [1]);
    assert_eq!(find("BESÖKER"), [] as [usize; 0], "only the case of ASCII is ignored");
    assert_eq!("sevenbs".len(), SHORTEST);
    assert!(find("").is_empty() && find("read").is_empty() && find("to read o").is_empty());
}

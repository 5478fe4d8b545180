use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regex::Regex;

use super::{SOURCE, why};
use crate::extract;

/// Strings in the code that look like ids of rules and are none.
const OTHERS: &[&str] = &[];

#[test]
fn every_rule_says_why_once() {
    let mut ids = BTreeSet::new();
    for line in SOURCE.lines() {
        let (id, why) = line.split_once('\t').expect(line);
        assert!(ids.insert(id), "{id} has two reasons");
        assert!(!why.is_empty() && !why.ends_with('.'), "{line}");
    }
    let text = include_str!("../reasons.txt");
    let own: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(own.is_sorted(), "reasons.txt is out of order");
    assert!(own.iter().all(|line| line.contains('\t')), "{own:?}");
}

/// The rules of the code, as far as their ids are of several words, have a reason, and no other has.
#[test]
fn rules_in_the_code_have_reasons() {
    let id = Regex::new(r#""([a-z]+(?:-[a-z]+)+)""#).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeSet::new();
    for folder in ["label", "label/address", "article", "article/sign", "article/link"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
                let code = fs::read_to_string(&path).unwrap();
                let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
                found.extend(id.captures_iter(code).map(|found| found[1].to_owned()));
            }
        }
    }
    let without: Vec<&String> = found.iter().filter(|id| why(id).is_none()).collect();
    assert_eq!(without, OTHERS.iter().collect::<Vec<_>>());
    let text = include_str!("../reasons.txt");
    let own = text.lines().filter_map(|line| line.split_once('\t')).map(|(id, _)| id);
    let unused: Vec<&str> = own.filter(|id| id.contains('-') && !found.contains(*id)).collect();
    assert_eq!(unused, Vec::<&str>::new(), "no code has these");
}

#[test]
fn pieces_say_why_a_rule_decided() {
    let story = "<p>The bridge over the river reopened on Monday, after two years of work.</p>";
    let mut page = "<ul><li>Facebook<li>Twitter<li>Copy link</ul>".to_owned();
    page += &story.repeat(6);
    page += "<footer>© 2024 Example Media Ltd.</footer>";
    let article = extract(&page);
    let said: Vec<String> = article.removed().map(|piece| piece.explanation()).collect();
    assert_eq!(said[0], "rule share-run: a bar of buttons to share");
    assert_eq!(said[3], "rule copyright-line: the line at the foot of a site");
}

use std::collections::BTreeSet;

use super::facts::Block;
use super::facts::Evidence::{self, *};
use super::{SOURCE, Seen, WEIGHTS, Weight};
use crate::feature::{self, Features};
use crate::label::{self, Label, judge};
use crate::options::Options;
use crate::page::Page;
use crate::{extract, html, model};

/// A page on which each fact holds of one block and more.
const PAGE: &str = include_str!("page.html");

/// Of each fact the beginning of a block that it holds of, and of one that it does not.
const CASES: &[(Evidence, &str, &str)] = &[
    (Paragraph, "The ferry between", "A single sentence"),
    (Sentence, "A single sentence", "Why ferries are"),
    (BetweenParagraphs, "Nobody had asked", "Ferry sails again"),
    (LikeParagraphs, "Nobody had asked", "Harbour walks"),
    (ContentClasses, "Nobody had asked", "Harbour walks"),
    (InArticle, "Nobody had asked", "Harbour walks"),
    (MainContainer, "Nobody had asked", "Harbour walks"),
    (Description, "The ferry between", "Nobody had asked"),
    (DeclaredText, "Nobody had asked", "A single sentence"),
    (ContentWords, "The ferry between", "Sign up for"),
    (Heading, "Why ferries are", "The ferry between"),
    (AmongKept, "Nobody had asked", "Harbour walks"),
    (AllLinks, "Harbour walks", "The ferry between"),
    (ManyLinks, "Our boats are", "The ferry between"),
    (FewWords, "Harbour walks", "The ferry between"),
    (NoSentence, "Ferry sails again", "The ferry between"),
    (Repeated, "Tide tables", "Harbour walks"),
    (LinkedEntries, "Harbour walks", "The ferry between"),
    (InNav, "Harbour walks", "The ferry between"),
    (InFooter, "Written and printed", "The ferry between"),
    (InHeader, "The island messenger", "The ferry between"),
    (InAside, "Our boats are", "The ferry between"),
    (InForm, "Sign up for", "The ferry between"),
    (InDialog, "Sign up for", "The ferry between"),
    (InFigure, "The ferry at", "The ferry between"),
    (CommentClasses, "I have waited", "The ferry between"),
    (FootClasses, "Written and printed", "The ferry between"),
    (MenuClasses, "Harbour walks", "The ferry between"),
    (ShareClasses, "Tell a friend", "The ferry between"),
    (TeaserClasses, "The lighthouse gets", "The ferry between"),
    (AdvertClasses, "Our boats are", "The ferry between"),
    (SignUpClasses, "Sign up for", "The ferry between"),
    (DetailClasses, "Ines Marsh", "The ferry between"),
    (ChromeClasses, "Harbour walks", "The ferry between"),
    (OutsideContainer, "Harbour walks", "The ferry between"),
    (AmongLinks, "Harbour walks", "The ferry between"),
    (AboveHeadline, "Harbour walks", "The ferry between"),
    (AboveText, "Harbour walks", "Written and printed"),
    (BelowText, "Written and printed", "Harbour walks"),
    (FarFromText, "Quay four", "Nobody had asked"),
    (BelowTeasers, "The lighthouse gets", "Nobody had asked"),
    (BelowComments, "I have waited", "Nobody had asked"),
    (NearLegal, "Written and printed", "Nobody had asked"),
    (NearMenu, "Harbour walks", "Nobody had asked"),
    (NearShare, "Tell a friend", "Nobody had asked"),
    (NearPrompt, "Sign up for", "Nobody had asked"),
    (NearByline, "Ferry sails again", "Nobody had asked"),
    (NearChrome, "The lighthouse", "Nobody had asked"),
    (Labelled, "Read also:", "Nobody had asked"),
    (Credited, "The ferry at", "Nobody had asked"),
    (Time, "Quay four", "Nobody had asked"),
    (Title, "Ferry sails again", "Nobody had asked"),
    (ChromeWords, "Sign up for", "Nobody had asked"),
    (AmongRemoved, "Harbour walks", "Nobody had asked"),
];

fn judged(page: &Page) -> (Features, Vec<f32>) {
    let marks = label::mark(page);
    let features = feature::measure(page, &marks, &model::judge().tables);
    let verdicts = judge(page, &marks, &Options::new()).verdicts;
    (features, verdicts.iter().map(|verdict| verdict.probability).collect())
}

#[test]
fn every_fact_holds_of_what_it_says() {
    assert_eq!(CASES.iter().map(|case| case.0).collect::<Vec<_>>(), Evidence::ALL);
    let page = html::read(PAGE);
    let (features, probabilities) = judged(&page);
    let seen = Seen { features: &features, probabilities: &probabilities };
    for (evidence, of, not_of) in CASES {
        let strength = |start: &str| {
            let at = page.blocks.iter().position(|block| page.block_text(block).starts_with(start));
            evidence.strength(&Block::of(&seen, at.expect(start)))
        };
        let (strong, weak) = (strength(of), strength(not_of));
        assert!((0.0..=1.0).contains(&strong), "{evidence}: {strong}");
        assert!(strong > weak, "{evidence}: {strong} of {of:?}, {weak} of {not_of:?}");
    }
}

#[test]
fn every_fact_has_a_word_a_phrase_and_a_weight() {
    let lines: Vec<&str> = SOURCE.lines().filter(|line| !line.starts_with('#')).collect();
    let words: Vec<&str> = lines.iter().filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(words, Evidence::ALL.iter().map(|evidence| evidence.word()).collect::<Vec<_>>());
    assert!(lines.iter().all(|line| line.split('\t').count() == 5), "{SOURCE}");
    let phrases: BTreeSet<&str> = Evidence::ALL.iter().map(|evidence| evidence.phrase()).collect();
    assert_eq!(phrases.len(), Evidence::ALL.len());
    let weights: Vec<&Weight> = WEIGHTS.iter().flatten().flatten().collect();
    assert!(weights.iter().all(|it| (0.0..1.0).contains(&it.mean)), "{weights:?}");
    for evidence in Evidence::ALL {
        assert!(weights.iter().any(|it| it.evidence == *evidence), "{evidence} is never told");
        assert_eq!(serde_json::to_value(evidence).unwrap(), evidence.to_string());
    }
}

/// Facts that are told hold, and speak for the verdict.
#[test]
fn what_is_told_holds_and_speaks_for_the_verdict() {
    let page = html::read(PAGE);
    let (features, probabilities) = judged(&page);
    let seen = Seen { features: &features, probabilities: &probabilities };
    for at in 0..page.blocks.len() {
        for kept in [true, false] {
            let told: Vec<Evidence> = seen.told(at, kept).iter().collect();
            assert!(told.iter().all(|fact| fact.speaks_for() == kept), "{told:?}");
            assert!(
                told.iter().all(|fact| fact.strength(&Block::of(&seen, at)) > 0.0),
                "{at}: {told:?}"
            );
        }
    }
}

#[test]
fn pieces_tell_the_facts_in_words() {
    let article = extract(PAGE);
    let piece = |start: &str| article.trace().find(|piece| piece.text.starts_with(start)).unwrap();
    let menu = piece("Harbour walks");
    assert_eq!(menu.label, Label::Boilerplate);
    assert!(menu.evidence().any(|fact| fact == InNav), "{}", menu.explanation());
    assert!(menu.explanation().contains("inside <nav>"), "{}", menu.explanation());
    let kept = piece("Nobody had asked");
    assert!(kept.evidence().any(|fact| fact == BetweenParagraphs), "{}", kept.explanation());
    let headline = piece("Ferry sails again");
    assert_eq!((headline.label, headline.evidence().count()), (Label::Headline, 0));
    assert_eq!(headline.explanation(), "rule headline: the page's headline");
}

/// What stands far below a paragraph stands above no first one, and far above one below no last one.
#[test]
fn paragraphs_far_away_are_paragraphs() {
    let paragraph = "<p>The ferry between the two islands sailed on Tuesday with forty passengers. It \
        had lain in dock since October, eleven weeks longer than planned.</p>";
    let items: String = (0..130).map(|nth| format!("<li>Quay {nth}</li>")).collect();
    let page = html::read(&format!("{paragraph}<ul>{items}</ul>{paragraph}"));
    let (features, probabilities) = judged(&page);
    let seen = Seen { features: &features, probabilities: &probabilities };
    for (fact, at) in [(AboveText, 120), (BelowText, 12)] {
        assert_eq!(fact.strength(&Block::of(&seen, at)), 0.0, "{fact} of {at}");
    }
}

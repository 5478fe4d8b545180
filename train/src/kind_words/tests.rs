use evaluate::flatten::Style;

use super::Rows;
use crate::sample::{Input, Sample};
use crate::tables::KindOdds;

/// A page of a kind with one word that only its kind has, and one that no other page has.
fn page(nth: usize, kind: &str, word: &str) -> Sample {
    let source = format!("Example page\n{word} {}", "q".repeat(nth + 3));
    let mut sample = Sample::unlabelled(&source, Input::Text(Style::Lines));
    sample.times = 1.0;
    sample.fold = Some((nth % 2) as u8);
    kind.clone_into(&mut sample.kind);
    sample.label(word);
    sample
}

fn pages() -> Vec<Sample> {
    let mut pages: Vec<Sample> = (0..20).map(|nth| page(nth, "article", "said")).collect();
    pages.extend((0..20).map(|nth| page(nth, "forum", "reply")));
    // Words are known from pages as fetched.
    let fetched = pages.iter().map(|of| {
        let mut sample = page(of.prepared.texts().len(), &of.kind, &of.truth);
        sample.input = Input::Html;
        sample.fold = of.fold;
        sample
    });
    let fetched: Vec<Sample> = fetched.collect();
    pages.extend(fetched);
    pages
}

fn steps<'a>(odds: &'a KindOdds, word: &str) -> Option<&'a [i8; 7]> {
    let of_word = Sample::unlabelled(word, Input::Text(Style::Lines)).prepared.words(0);
    odds.words.iter().find(|(hash, _)| Some(hash) == of_word.first()).map(|(_, steps)| steps)
}

#[test]
fn words_speak_for_the_kind_of_their_pages() {
    let odds = Rows::of(&pages()).fit(None);
    let [article, forum, product, ..] = steps(&odds, "said").unwrap();
    assert!(article > forum && article > product, "{odds:?}");
    let [article, forum, product, ..] = steps(&odds, "reply").unwrap();
    assert!(forum > article && forum > product, "{odds:?}");
    assert_eq!(steps(&odds, "other"), None);
    assert!(odds.words.is_sorted());
}

#[test]
fn pages_without_a_kind_and_those_of_a_fold_are_left_out() {
    let mut pages = pages();
    let rows = Rows::of(&pages);
    assert_eq!(rows.fit(Some(0)), rows.fit(Some(0)));
    assert_ne!(rows.fit(Some(0)), rows.fit(None));
    for page in pages.iter_mut().filter(|page| page.kind == "forum") {
        page.times = 0.0;
    }
    let odds = Rows::of(&pages).fit(None);
    assert_eq!(steps(&odds, "reply"), None);
    assert!(odds.start[1] < odds.start[0], "{odds:?}");
}

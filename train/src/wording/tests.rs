use evaluate::flatten::Style;

use super::{FEWEST_PAGES, Rows};
use crate::sample::{Input, Sample};

const CONTENT: &str = "The minister said on Monday that the bridge opens again";

/// A page whose content and chrome have a word each that no other page has.
fn page(nth: u32, input: Input) -> Sample {
    let content = format!("{CONTENT} zzz{}", "q".repeat(nth as usize));
    let chrome = "Subscribe now for our free letter";
    let source = match input {
        Input::Text(_) => format!("{chrome}\n{content}"),
        Input::Html | Input::Bare => format!("<p>{chrome}</p><p>{content}</p>"),
    };
    let mut sample = Sample::unlabelled(&source, input);
    sample.times = 1.0;
    sample.fold = Some((nth % 2) as u8);
    sample.label(&content);
    sample
}

fn pages(n: u32) -> Vec<Sample> {
    let inputs = [Input::Html, Input::Text(Style::Lines)];
    inputs.into_iter().flat_map(|input| (0..n).map(move |nth| page(nth, input))).collect()
}

/// The steps of a word in a table, if it has the word.
fn steps(odds: &[(u32, i8)], word: &str) -> Option<i8> {
    let of_word = Sample::unlabelled(word, Input::Text(Style::Lines)).prepared.words(0);
    odds.iter().find(|(hash, _)| Some(hash) == of_word.first()).map(|(_, steps)| *steps)
}

#[test]
fn words_speak_for_what_they_stand_in() {
    let odds = Rows::of(&pages(FEWEST_PAGES)).fit(None);
    assert!(steps(&odds, "minister") > Some(16), "{odds:?}");
    assert!(steps(&odds, "subscribe").is_some_and(|steps| steps < -16), "{odds:?}");
    assert!(odds.is_sorted());
}

#[test]
fn words_of_few_pages_are_not_known() {
    let odds = Rows::of(&pages(FEWEST_PAGES)).fit(None);
    assert_eq!(odds.len(), 9 + 6, "the words of content, one of them twice, and those of chrome");
    assert_eq!(steps(&odds, "zzz"), None);
    assert!(Rows::of(&pages(FEWEST_PAGES - 1)).fit(None).is_empty());
}

#[test]
fn pages_of_a_fold_and_pages_that_do_not_teach_are_left_out() {
    let mut pages = pages(FEWEST_PAGES);
    let rows = Rows::of(&pages);
    assert_eq!(rows.fit(None), rows.fit(None));
    assert_ne!(rows.fit(None), rows.fit(Some(1)));
    for page in &mut pages {
        // On the other fold's pages it is the other way about.
        if page.fold == Some(1) {
            page.label("Subscribe now for our free letter");
        }
    }
    let odds = Rows::of(&pages).fit(Some(1));
    assert!(steps(&odds, "minister") > Some(16));
    pages.iter_mut().for_each(|page| page.times = 0.0);
    assert!(Rows::of(&pages).fit(None).is_empty());
}

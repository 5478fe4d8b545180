use super::{FIRST, Told, first_words, measure};
use crate::feature::{Feature, Features};
use crate::model::{KindTable, N_KINDS, Tables, WordTable};
use crate::plain;

fn hash_of(word: &str) -> u32 {
    first_words(word).next().unwrap()
}

fn told(text: &str, words: &WordTable) -> Told {
    super::told(text, words, |_| ())
}

fn table(known: &[(&str, f32)]) -> WordTable {
    WordTable::new(known.iter().map(|(word, weight)| (hash_of(word), *weight)))
}

#[test]
fn a_long_block_is_told_by_its_beginning() {
    assert_eq!(first_words(&"word ".repeat(1000)).count(), FIRST);
}

#[test]
fn weights_are_summed_by_the_root_of_their_number() {
    let known = table(&[("subscribe", -2.0), ("said", 1.0)]);
    assert_eq!(told("Subscribe today", &known), Told { odds: -2.0, known: 0.5 });
    let told_four = told("said, said, said, said", &known);
    assert_eq!(told_four, Told { odds: 2.0, known: 1.0 });
    assert_eq!(told("", &known), Told { odds: 0.0, known: 0.0 });
    assert_eq!(told("unknown", &known), Told { odds: 0.0, known: 0.0 });
}

#[test]
fn each_block_has_what_its_words_speak_for() {
    let page = plain::read("Subscribe\nhe said\nunknown words here");
    let mut features = Features::new(&page);
    features.tallies = crate::feature::tally::count(&page);
    let words = table(&[("subscribe", -2.0), ("said", 1.0)]);
    measure(&page, &Tables { words, ..Tables::default() }, &mut features);
    let of = |block: usize, feature| features.get(block, feature);
    assert_eq!(of(0, Feature::Wording), -2.0);
    assert_eq!(of(1, Feature::WordingKnown), 0.5);
    assert_eq!(of(2, Feature::Wording), 0.0);
}

#[test]
fn each_word_of_a_page_speaks_once_for_its_kind() {
    let page = plain::read("Reply\nReply\nReply\nother words");
    let mut features = Features::new(&page);
    features.tallies = crate::feature::tally::count(&page);
    let mut odds = [0.0; N_KINDS];
    odds[1] = 2.0;
    let kinds = KindTable::new([0.0; N_KINDS], [(hash_of("reply"), odds)]);
    measure(&page, &Tables { kinds, ..Tables::default() }, &mut features);
    let e2 = 2.0_f32.exp();
    assert!((features.by_words[1] - e2 / (e2 + (N_KINDS - 1) as f32)).abs() < 1e-6);
    assert!((features.by_words.iter().sum::<f32>() - 1.0).abs() < 1e-6);
}

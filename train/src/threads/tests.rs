use std::collections::BTreeSet;

use super::{FEWEST_POSTS, NAMES, WORDS, Words, thread};
use crate::dice::Dice;
use crate::sample::{Input, Sample};

const KEYS: [&str; 7] = ["menu", "rank", "fact", "head", "foot", "tail", "sign"];

fn truth(n: usize) -> String {
    let post = |n: usize| {
        format!("The {n}th plank & its neighbour <b> were replaced in the {n}th week of May.")
    };
    (0..n).map(post).collect::<Vec<String>>().join("\n")
}

#[test]
fn posts_are_content_and_what_stands_around_them_is_not() {
    let truth = truth(9);
    let mut sources = BTreeSet::new();
    for nth in 0..80 {
        let id = format!("page-{nth}");
        let (source, posts) = thread(&truth, "Planks & nails", &id).expect("enough paragraphs");
        assert_eq!(thread(&truth, "Planks & nails", &id), Some((source.clone(), posts.clone())));
        assert!(posts.lines().count() >= FEWEST_POSTS && truth.starts_with(&posts));
        let mut sample = Sample::unlabelled(&source, Input::Html);
        sample.label(&posts);
        assert!(sample.oracle > 0.999, "all posts are there: {source}");
        let texts = sample.prepared.texts();
        let n_content = sample.shares.iter().filter(|share| share.is_content()).count();
        assert_eq!(n_content, posts.lines().count(), "{source}");
        assert!(texts.len() > n_content + posts.lines().count() / 2, "{source}");
        sources.insert(source);
    }
    assert_eq!(sources.len(), 80);
}

#[test]
fn an_article_of_a_few_paragraphs_makes_no_thread() {
    assert_eq!(thread(&truth(FEWEST_POSTS - 1), "Planks", "page"), None);
    assert_eq!(thread("", "", ""), None);
}

#[test]
fn every_language_has_all_words_and_the_script_of_a_text_tells_it() {
    assert_eq!(WORDS.len(), 8);
    for words in WORDS.iter() {
        assert!(KEYS.iter().all(|key| !words.all(key).is_empty()), "{}", words.language);
    }
    let language = |text: &str, id: &str| Words::of(&WORDS, text, &mut Dice::of(id, 0)).language;
    assert_eq!(language("Доску надо менять.", "a"), "ru");
    assert_eq!(language("木板变软了，水会慢慢渗进来。", "a"), "zh");
    assert_eq!(language("Η βάρκα μπάζει νερά.", "a"), "el");
    let latin: BTreeSet<&str> =
        (0..60).map(|nth| language("The planks leak.", &nth.to_string())).collect();
    assert_eq!(latin.len(), 5, "{latin:?}");
}

#[test]
fn names_are_told_apart() {
    assert_eq!(NAMES.iter().collect::<BTreeSet<_>>().len(), NAMES.len());
}

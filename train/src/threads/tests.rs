use std::collections::BTreeSet;

use super::{FEWEST_POSTS, NAMES, WORDS, thread};
use crate::sample::{Input, Sample};
use crate::words::tests::assert_whole;

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
    assert_whole(&WORDS, &KEYS, 5);
}

#[test]
fn names_are_told_apart() {
    assert_eq!(NAMES.iter().collect::<BTreeSet<_>>().len(), NAMES.len());
}

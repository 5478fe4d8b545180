use std::collections::BTreeSet;

use super::Words;
use crate::dice::Dice;

/// Every language has all words, and the script of a text tells its language: one with a script of its own by
/// itself, of the `n_latin` others any.
pub(crate) fn assert_whole(all: &[Words], keys: &[&str], n_latin: usize) {
    for words in all {
        assert!(keys.iter().all(|key| !words.all(key).is_empty()), "{}", words.language);
    }
    let language = |text: &str, id: &str| Words::of(all, text, &mut Dice::of(id, 0)).language;
    assert_eq!(language("Доску надо менять.", "a"), "ru");
    assert_eq!(language("木板变软了，水会慢慢渗进来。", "a"), "zh");
    assert_eq!(language("Η βάρκα μπάζει νερά.", "a"), "el");
    let latin: BTreeSet<&str> =
        (0..60).map(|nth| language("The planks leak.", &nth.to_string())).collect();
    assert_eq!(latin.len(), n_latin, "{latin:?}");
}

//! The words of dates: month names, fillers, zones.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use crate::table::{WordKinds, rows};

static MONTHS: Lazy<FxHashMap<&'static str, Vec<(&'static str, i8)>>> = Lazy::new(|| {
    let mut months: FxHashMap<&str, Vec<(&str, i8)>> = FxHashMap::default();
    for row in rows(include_str!("months.tsv")) {
        let [language, month, forms] = row.as_slice() else { continue };
        let Ok(month) = month.parse() else { continue };
        for form in forms.split('|') {
            months.entry(form).or_default().push((language, month));
        }
    }
    months
});

static ZONES: Lazy<FxHashMap<&'static str, i16>> = Lazy::new(|| {
    rows(include_str!("zones.tsv"))
        .filter_map(|row| match row.as_slice() {
            [name, minutes] => Some((*name, minutes.parse().ok()?)),
            _ => None,
        })
        .collect()
});

pub(super) static WORDS: Lazy<WordKinds> = Lazy::new(|| WordKinds::read(include_str!("words.tsv")));

/// The month of a lower-case word. A word that means different months in two languages is read
/// in the given language, else in the first of the file.
pub(super) fn month(word: &str, language: &str) -> Option<i8> {
    let meanings = MONTHS.get(word)?;
    let own = meanings.iter().find(|(known, _)| *known == language);
    own.or(meanings.first()).map(|(_, month)| *month)
}

/// Minutes ahead of UTC of a lower-case abbreviation.
pub(super) fn zone(word: &str) -> Option<i16> {
    ZONES.get(word).copied()
}

/// True if a lower-case word is of a kind in `words.tsv`.
pub(super) fn is(word: &str, kind: &str) -> bool {
    WORDS.of(kind).contains(&word)
}

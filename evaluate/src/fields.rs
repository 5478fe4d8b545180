//! Metadata against metadata: title, authors, date.

use std::collections::BTreeSet;

use once_cell::sync::Lazy;
use regex::Regex;
use serde_json::Value;

static NOT_WORD: Lazy<Regex> =
    Lazy::new(|| Regex::new(r"[^\p{L}\p{N}]+").expect("a valid pattern"));
static BETWEEN_NAMES: Lazy<Regex> =
    Lazy::new(|| Regex::new(r"\s*(?:;|,|\band\b|\bund\b|&)\s*").expect("a valid pattern"));
static DAY: Lazy<Regex> =
    Lazy::new(|| Regex::new(r"^(\d{4})-(\d\d)-(\d\d)").expect("a valid pattern"));

/// A text without case and punctuation: what two values must have in common to be equal.
///
/// ```
/// assert_eq!(evaluate::fields::folded(" “Straße”, open! "), "strasse open");
/// ```
pub fn folded(text: &str) -> String {
    let text = caseless::default_case_fold_str(text);
    NOT_WORD.replace_all(&text, " ").trim().to_owned()
}

/// The names in a list of authors, or in one string of them, folded.
pub fn people(authors: Option<&Value>) -> BTreeSet<String> {
    let names: Vec<&str> = match authors {
        Some(Value::String(all)) => BETWEEN_NAMES.split(all).collect(),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    names.into_iter().map(folded).filter(|name| !name.is_empty()).collect()
}

/// The day of a date or of a date with time.
pub fn day(date: &str) -> Option<&str> {
    DAY.find(date).map(|found| found.as_str())
}

#[cfg(test)]
mod tests;

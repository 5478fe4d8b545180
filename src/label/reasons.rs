//! What each rule says of the pieces that it decides, in words.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use crate::table::rows;

/// A line for each rule: its id, and why. From `reasons.txt` and the files of rules and notices.
const SOURCE: &str = built!(include_str "reasons");

static WHYS: Lazy<FxHashMap<&str, &str>> =
    Lazy::new(|| rows(SOURCE).filter_map(|row| Some((*row.first()?, *row.get(1)?))).collect());

/// Why a rule decides, if it is known.
pub(crate) fn why(id: &str) -> Option<&'static str> {
    WHYS.get(id).copied()
}

#[cfg(test)]
mod tests;

//! What each rule says of the pieces that it decides, in words.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// A line for each rule: its id, and why. From `reasons.txt` and the files of rules and notices.
const SOURCE: &str = built!(include_str "reasons");

static WHYS: Lazy<FxHashMap<&str, &str>> =
    Lazy::new(|| SOURCE.lines().filter_map(|line| line.split_once('\t')).collect());

/// Why a rule decides, if it is known.
pub(crate) fn why(id: &str) -> Option<&'static str> {
    WHYS.get(id).copied()
}

#[cfg(test)]
mod tests;

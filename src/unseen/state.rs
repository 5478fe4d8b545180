//! The state of a framework: JSON, often with more JSON in its strings.

use rustc_hash::FxHashSet;
use serde_json::Value;

/// JSON in strings of JSON is followed this deep.
const MAX_NESTED: u8 = 3;

/// Longest source that is parsed, in bytes.
const MAX_SOURCE: usize = 16 << 20;

/// Shortest string that counts as a piece of content, in bytes.
const MIN_PIECE: usize = 40;

/// The longest string under a key, anywhere in a JSON source.
pub(super) fn longest_value(source: &str, key: &str, least: usize) -> Option<String> {
    let strings = strings(source);
    let values = strings.into_iter().filter(|(of, value)| of == key && value.len() >= least);
    values.map(|(_, value)| value).max_by_key(String::len)
}

/// The HTML in a state: all strings under the key that holds most of it, in order, each once.
pub(super) fn html_of(source: &str, least: usize) -> Option<Vec<String>> {
    let mut pieces = strings(source);
    pieces.retain(|(_, value)| value.len() >= MIN_PIECE && is_html(value));
    let mut sums: Vec<(&str, usize)> = Vec::new();
    for (key, value) in &pieces {
        match sums.iter_mut().find(|(known, _)| known == key) {
            Some((_, sum)) => *sum += value.len(),
            None => sums.push((key, value.len())),
        }
        if sums.len() > 200 {
            break;
        }
    }
    // The first of the largest.
    let largest = sums.into_iter().rev().max_by_key(|(_, sum)| *sum);
    let key = largest.filter(|(_, n)| *n >= least)?.0.to_owned();
    let mut seen = FxHashSet::default();
    pieces.retain(|(of, value)| *of == key && seen.insert(value.clone()));
    Some(pieces.into_iter().map(|(_, value)| value).collect())
}

/// True if a string has elements that hold text.
pub(super) fn is_html(value: &str) -> bool {
    let opens = |tag: &&str| {
        value.match_indices(*tag).take(64).any(|(at, _)| {
            let next = value.as_bytes().get(at + tag.len());
            next.is_some_and(|next| matches!(next, b'>' | b' ' | b'/'))
        })
    };
    ["<p", "<div", "<br", "<li", "<h2", "<h3", "<blockquote", "<section"].iter().any(opens)
}

/// All strings of a JSON source in document order, each with the key it stands under.
fn strings(source: &str) -> Vec<(String, String)> {
    let source = source.trim();
    if source.len() > MAX_SOURCE {
        return Vec::new();
    }
    let Ok(value) = serde_json::from_str::<Value>(source) else { return Vec::new() };
    let mut found = Vec::new();
    // Values to be looked at, the next one last; the number counts JSON within strings.
    let mut open = vec![(String::new(), value, 0u8)];
    while let Some((key, value, nested)) = open.pop() {
        match value {
            Value::String(text) => {
                let inner = (nested < MAX_NESTED && text.len() >= MIN_PIECE)
                    .then(|| text.trim_start())
                    .filter(|text| text.starts_with(['{', '[']))
                    .and_then(|text| serde_json::from_str::<Value>(text).ok());
                match inner {
                    Some(inner) => open.push((key, inner, nested + 1)),
                    None => found.push((key, text)),
                }
            }
            Value::Array(values) => {
                let values = values.into_iter().rev();
                open.extend(values.map(|value| (key.clone(), value, nested)));
            }
            Value::Object(fields) => {
                let from = open.len();
                open.extend(fields.into_iter().map(|(key, value)| (key, value, nested)));
                if let Some(fields) = open.get_mut(from..) {
                    fields.reverse();
                }
            }
            _ => {}
        }
    }
    found
}

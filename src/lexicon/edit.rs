//! What wikis print on the links to edit a section.

use std::collections::BTreeSet;

use once_cell::sync::Lazy;

use super::fold::folded;

/// The labels, folded: what is compared with them is, too.
static LABELS: Lazy<BTreeSet<String>> = Lazy::new(|| labels().map(folded).collect());

/// The labels of the data file.
pub(super) fn labels() -> impl Iterator<Item = &'static str> {
    include_str!("edit_labels.txt").lines().filter(|line| !line.starts_with('#'))
}

/// True for brackets that show labels and nothing else: `[edit]`, `[[edit](/w/?action=edit) | [edit
/// source](/w/?action=source)]`, and `[[12]edit]`, where numbers stand for links.
pub(crate) fn are_edit_links(mark: &str) -> bool {
    if !mark.starts_with('[') {
        return false;
    }
    let mut shown = String::new();
    let mut rest = mark;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or("");
        let target = after.strip_prefix('(').filter(|_| c == ']');
        rest = match (c, target) {
            (']', Some(target)) => match target.split_once(')') {
                Some((_, rest)) => rest,
                None => return false,
            },
            ('[', _) => without_number(after).unwrap_or(after),
            _ => after,
        };
        if !matches!(c, '[' | ']' | '\\') {
            shown.push(c);
        }
    }
    shown.split('|').all(|label| LABELS.contains(folded(label).as_str()))
}

/// What follows a number and the bracket that closes it.
fn without_number(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.strip_prefix(']').filter(|_| rest.len() < text.len())
}

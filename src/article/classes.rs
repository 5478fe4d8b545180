//! What class and id words say of an element.

use once_cell::sync::Lazy;

use crate::page::{Element, Page, token_hash};

/// What the words of `classes.txt` mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    LineNumber,
    CopyButton,
    Anchor,
    EditLink,
    MathCopy,
    Math,
    Comment,
    CommentAuthor,
    Sign,
    Smiley,
}

const SECTIONS: &[(&str, Class)] = &[
    ("line-number", Class::LineNumber),
    ("copy-button", Class::CopyButton),
    ("anchor", Class::Anchor),
    ("edit-link", Class::EditLink),
    ("math-copy", Class::MathCopy),
    ("math", Class::Math),
    ("comment", Class::Comment),
    ("comment-author", Class::CommentAuthor),
    ("sign", Class::Sign),
    ("smiley", Class::Smiley),
];

/// The entries of `classes.txt`: what is marked, and the hashes of the words.
static ENTRIES: Lazy<Vec<(Class, Vec<u32>)>> = Lazy::new(|| {
    let mut section = None;
    let mut entries = Vec::new();
    for line in include_str!("classes.txt").lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = SECTIONS.iter().find(|(known, _)| *known == name).map(|(_, class)| *class);
        } else if let Some(class) = section {
            let words = line.split(' ').map(|word| token_hash(word.as_bytes())).collect();
            entries.push((class, words));
        }
    }
    entries
});

/// True if an element has all words of one entry of the class.
pub(super) fn is(page: &Page, element: &Element, class: Class) -> bool {
    let tokens = page.tokens_of(element);
    !tokens.is_empty()
        && ENTRIES
            .iter()
            .filter(|(of, _)| *of == class)
            .any(|(_, words)| words.iter().all(|word| tokens.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::{ENTRIES, SECTIONS};

    #[test]
    fn the_file_is_well_formed() {
        let text = include_str!("classes.txt");
        let n_lines = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with(['#', '[']))
            .inspect(|line| {
                assert!(line.chars().all(|c| c.is_ascii_lowercase() || c == ' '), "{line}");
                assert!(line.split(' ').all(|word| (2..=24).contains(&word.len())), "{line}");
            })
            .count();
        assert_eq!(ENTRIES.len(), n_lines);
        for (name, class) in SECTIONS {
            assert!(ENTRIES.iter().any(|(of, _)| of == class), "{name} is empty");
            assert_eq!(text.lines().filter(|line| *line == format!("[{name}]")).count(), 1);
        }
        assert_eq!(text.lines().filter(|line| line.starts_with('[')).count(), SECTIONS.len());
    }
}

//! The words of addresses, read from `words.txt` and `placeholder.txt`.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// What a word does; one bit each, for a word may do more than one thing.
pub(super) type Role = u16;

pub(super) const LABEL: Role = 1;
pub(super) const AFTER_NUMBER: Role = 1 << 1;
pub(super) const STREET: Role = 1 << 2;
pub(super) const UNIT: Role = 1 << 3;
pub(super) const BEFORE_NUMBER: Role = 1 << 4;
pub(super) const PHONE: Role = 1 << 5;
pub(super) const FAX: Role = 1 << 6;
pub(super) const CLOCK: Role = 1 << 7;
pub(super) const COUNTRY: Role = 1 << 8;

const SECTIONS: &[(&str, Role)] = &[
    ("label", LABEL),
    ("after number", AFTER_NUMBER),
    ("street", STREET),
    ("unit", UNIT),
    ("before number", BEFORE_NUMBER),
    ("phone", PHONE),
    ("fax", FAX),
    ("clock", CLOCK),
    ("country", COUNTRY),
];

const SOURCE: &str = include_str!("words.txt");

/// The words by what they do, and those that are no whole words.
pub(super) struct Words {
    roles: FxHashMap<&'static str, Role>,
    /// Ends of the word before a house number.
    endings: Vec<&'static str>,
    /// Parts of addresses in scripts without spaces.
    pub(super) script: Vec<&'static str>,
    /// Beginnings of a line with a box number.
    boxes: Vec<&'static str>,
}

static WORDS: Lazy<Words> = Lazy::new(|| {
    let mut words =
        Words { roles: FxHashMap::default(), endings: vec![], script: vec![], boxes: vec![] };
    let mut section = "";
    for line in SOURCE.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = name;
        } else if !line.is_empty() && !line.starts_with('#') {
            match section {
                "ending" => words.endings.push(line),
                "script" => words.script.push(line),
                "box" => words.boxes.push(line),
                _ => {
                    let role = SECTIONS.iter().find(|(name, _)| *name == section);
                    *words.roles.entry(line).or_default() |= role.map_or(0, |(_, role)| *role);
                }
            }
        }
    }
    words
});

static PLACEHOLDERS: Lazy<Option<AhoCorasick>> = Lazy::new(|| {
    let entries = include_str!("placeholder.txt").lines();
    let entries = entries.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let builder = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        // A finite automaton takes longer to make than it saves on hundreds of pages.
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(entries);
    builder.ok()
});

/// The words.
pub(super) fn words() -> &'static Words {
    &WORDS
}

impl Words {
    /// Whether a lower-case word, or a whole lower-case line, has a role.
    pub(super) fn has(&self, word: &str, role: Role) -> bool {
        self.roles.get(word).is_some_and(|roles| roles & role != 0)
    }

    /// Whether a lower-case word ends as words for streets do, with something before that.
    pub(super) fn ends_as_street(&self, word: &str) -> bool {
        self.endings.iter().any(|ending| word.ends_with(ending))
    }

    /// Whether a lower-case line begins as lines with a box number do.
    pub(super) fn begins_as_box(&self, line: &str) -> bool {
        let parted = |rest: &str| {
            rest.trim_start_matches([' ', ':', '.', '#']).starts_with(|c: char| c.is_ascii_digit())
        };
        self.boxes.iter().any(|prefix| line.strip_prefix(prefix).is_some_and(parted))
    }
}

/// Whether a line holds filler that a site template shipped with.
pub(in crate::label) fn is_placeholder(line: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric();
    PLACEHOLDERS.as_ref().is_some_and(|found| {
        found.find_iter(line).any(|hit| {
            let before = line.get(..hit.start()).and_then(|text| text.chars().next_back());
            let after = line.get(hit.end()..).and_then(|text| text.chars().next());
            !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{SECTIONS, SOURCE, is_placeholder, words};

    #[test]
    fn every_section_is_known_and_every_word_lower_case() {
        for line in SOURCE.lines().filter(|line| line.starts_with('[')) {
            let name = line.trim_matches(['[', ']']);
            let known = ["ending", "script", "box"].contains(&name)
                || SECTIONS.iter().any(|(section, _)| *section == name);
            assert!(known, "{name}");
        }
        assert_eq!(
            SOURCE,
            SOURCE
                .lines()
                .map(|l| if l.starts_with('#') { l.to_owned() } else { l.to_lowercase() } + "\n")
                .collect::<String>()
        );
        assert!(words().has("physical address", super::LABEL));
    }

    #[test]
    fn every_placeholder_is_found() {
        for entry in include_str!("placeholder.txt").lines().filter(|l| !l.starts_with('#')) {
            assert!(is_placeholder(&format!("x {}.", entry.to_uppercase())), "{entry}");
            assert!(!is_placeholder(&format!("9{entry}9")), "{entry}");
        }
    }
}

//! Reads data files: tab-separated lines, `#` comments, `|` between words.

use rustc_hash::FxHashMap;

/// The rows of a data file: its lines without comments, split at tabs.
pub(crate) fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

/// Words of each kind, of a file with the columns kind and words.
#[derive(Debug)]
pub(crate) struct WordKinds(FxHashMap<&'static str, Vec<&'static str>>);

impl WordKinds {
    pub(crate) fn read(file: &'static str) -> WordKinds {
        let mut kinds: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for row in rows(file) {
            if let [kind, words] = row.as_slice() {
                let words_of_kind = kinds.entry(kind).or_default();
                words_of_kind.extend(words.split('|'));
                // Longest first, so that "written by" is found before "by".
                words_of_kind.sort_by_key(|word| (std::cmp::Reverse(word.len()), *word));
                words_of_kind.dedup();
            }
        }
        WordKinds(kinds)
    }

    /// The words of a kind, longest first.
    pub(crate) fn of(&self, kind: &str) -> &[&'static str] {
        self.0.get(kind).map_or(&[], Vec::as_slice)
    }
}

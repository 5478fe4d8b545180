//! What class and id words say about an element.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use crate::page::token_hash;
use crate::sieve::Sieve;
use crate::table::rows;

/// What an element shows, by its class and id words; several may be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::metadata) struct Shows(u16);

impl Shows {
    pub(in crate::metadata) const AUTHOR: Shows = Shows(1);
    pub(in crate::metadata) const NAME: Shows = Shows(2);
    pub(in crate::metadata) const DATE: Shows = Shows(4);
    pub(in crate::metadata) const UPDATED: Shows = Shows(8);
    pub(in crate::metadata) const HEADLINE: Shows = Shows(16);
    pub(in crate::metadata) const ENTRY: Shows = Shows(32);
    pub(in crate::metadata) const META: Shows = Shows(64);
    pub(in crate::metadata) const REJECT: Shows = Shows(128);
    pub(in crate::metadata) const SUBTITLE: Shows = Shows(256);

    /// True if any of the flags of `other` is set.
    pub(in crate::metadata) fn any(self, other: Shows) -> bool {
        self.0 & other.0 != 0
    }

    fn from_name(name: &str) -> Option<Shows> {
        Some(match name {
            "author" => Shows::AUTHOR,
            "name" => Shows::NAME,
            "date" => Shows::DATE,
            "updated" => Shows::UPDATED,
            "headline" => Shows::HEADLINE,
            "entry" => Shows::ENTRY,
            "meta" => Shows::META,
            "reject" => Shows::REJECT,
            "subtitle" => Shows::SUBTITLE,
            _ => return None,
        })
    }
}

struct Table {
    known: FxHashMap<u32, Shows>,
    /// Most class words are turned away here: of 4,096 bits some 120 are set.
    sieve: Sieve<64>,
}

static TABLE: Lazy<Table> = Lazy::new(|| {
    let mut table = Table { known: FxHashMap::default(), sieve: Sieve::default() };
    for row in rows(include_str!("../data/class_words.tsv")) {
        let [word, shows] = row.as_slice() else { continue };
        let Some(shows) = Shows::from_name(shows) else { continue };
        let hash = token_hash(word.as_bytes());
        table.known.insert(hash, shows);
        table.sieve.insert(hash);
    }
    table
});

/// What the class and id words of an element say.
pub(in crate::metadata) fn shows(tokens: &[u32]) -> Shows {
    let table = &*TABLE;
    tokens.iter().fold(Shows::default(), |all, hash| {
        if !table.sieve.may_hold(*hash) {
            return all;
        }
        Shows(all.0 | table.known.get(hash).copied().unwrap_or_default().0)
    })
}

#[cfg(test)]
mod tests {
    use super::{Shows, TABLE, shows};
    use crate::page::token_hash;

    #[test]
    fn every_word_is_found() {
        let mut n_words = 0;
        for row in crate::table::rows(include_str!("../data/class_words.tsv")) {
            let expected = Shows::from_name(row[1]).unwrap();
            assert_eq!(shows(&[token_hash(row[0].as_bytes())]), expected, "{}", row[0]);
            n_words += 1;
        }
        assert_eq!(TABLE.known.len(), n_words);
        assert_eq!(shows(&[token_hash(b"wrapper")]), Shows::default());
    }
}

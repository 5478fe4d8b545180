//! The tables that features look up: of all pages, and for each fold of the pages of the others.

use std::io;

use evaluate::each::each;
use unchrome::internal::{self, KINDS};

use crate::sample::Sample;
use crate::site::N_FOLDS;
use crate::{class_words, kind_words, wording};

/// Log-odds are kept in steps of this part of one, in a byte.
const STEPS: f64 = 32.0;

/// Words by their hashes, with their log-odds in steps.
pub type Odds = Vec<(u32, i8)>;

/// How many kinds of page there are.
pub const N_KINDS: usize = KINDS.len();

/// What words say of the kind of page, in steps: of none of them, and of each by its hash.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct KindOdds {
    /// How likely each kind is before any word.
    pub start: [i8; N_KINDS],
    /// What each word adds.
    pub words: Vec<(u32, [i8; N_KINDS])>,
}

/// All tables, as they go into the judge's file.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Of class and id words.
    pub class_words: Odds,
    /// Of words of the text.
    pub words: Odds,
    /// Of words of the text, for kinds of page.
    pub kinds: KindOdds,
}

/// The tables of all pages that teach, and for each fold those of the pages of the others.
#[derive(Debug)]
pub struct Tables {
    /// Of all pages.
    pub all: Counted,
    of_all: internal::Tables,
    of_folds: Vec<(Counted, internal::Tables)>,
}

impl Tables {
    /// Counts and fits the tables.
    ///
    /// # Errors
    ///
    /// If a thread fails.
    pub fn count(samples: &[Sample]) -> io::Result<Tables> {
        let rows = wording::Rows::of(samples);
        let pages = kind_words::Rows::of(samples);
        let without: Vec<Option<u8>> = (0..N_FOLDS).map(Some).chain([None]).collect();
        let mut counted = each(&without, |without| {
            let class_words = class_words::count(samples, *without);
            let (words, kinds) = (rows.fit(*without), pages.fit(*without));
            let counted = Counted { class_words, words, kinds };
            let tables = counted.tables();
            Ok((counted, tables))
        })?;
        let (all, of_all) = counted.pop().unwrap_or_default();
        Ok(Tables { all, of_all, of_folds: counted })
    }

    /// The tables for a page: those that were counted without its fold.
    pub fn of(&self, sample: &Sample) -> &internal::Tables {
        let fold = sample.fold.and_then(|fold| self.of_folds.get(usize::from(fold)));
        fold.map_or(&self.of_all, |(_, tables)| tables)
    }

    /// What was counted without a fold, or on all pages.
    pub fn without(&self, fold: Option<u8>) -> &Counted {
        let fold = fold.and_then(|fold| self.of_folds.get(usize::from(fold)));
        fold.map_or(&self.all, |(counted, _)| counted)
    }
}

impl Counted {
    fn tables(&self) -> internal::Tables {
        let log_odds = |steps: i8| f32::from(steps) / STEPS as f32;
        let odds = |odds: &Odds| -> Vec<(u32, f32)> {
            odds.iter().map(|(word, odds)| (*word, log_odds(*odds))).collect()
        };
        let start = self.kinds.start.map(log_odds);
        let of_kinds = self.kinds.words.iter().map(|(word, odds)| (*word, odds.map(log_odds)));
        let of_kinds: Vec<_> = of_kinds.collect();
        internal::tables(&odds(&self.class_words), &odds(&self.words), start, &of_kinds)
    }
}

/// Log-odds in steps.
pub(crate) fn steps(odds: f64) -> i8 {
    (odds * STEPS).round().clamp(-127.0, 127.0) as i8
}

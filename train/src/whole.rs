//! What the whole program makes of pages whose site its judge has not seen: beside the blocks that
//! are kept, what no block shows, what is set apart as comments, and what comes twice.

use std::fs;
use std::io;
use std::path::Path;

use evaluate::results::{self, Extraction, Results};
use evaluate::score::{self, Overlap};
use unchrome::Options;
use unchrome::internal::Judge;

use crate::sample::{FORMS, Input, Sample};
use crate::sets::Loaded;
use crate::site::N_FOLDS;
use crate::tables::Tables;
use crate::{at, judge_file};

/// Extracts all pages, writes `whole/SET.FORM.jsonl` of each of the [`FORMS`] as `unchrome jsonl` writes results, and scores them: one score a sample.
///
/// # Errors
///
/// If a file cannot be written.
pub fn extract(
    sets: &[Loaded],
    samples: &[Sample],
    judges: &[Option<Judge>],
    work: &Path,
) -> io::Result<Vec<Overlap>> {
    let folder = work.join("whole");
    fs::create_dir_all(&folder).map_err(|error| at(&folder, error))?;
    let mut scores = Vec::with_capacity(samples.len());
    let mut rest = samples;
    for form in FORMS {
        for set in sets {
            let pages = &set.set.pages;
            let (of_set, after) = rest.split_at_checked(pages.len()).unwrap_or((rest, &[]));
            rest = after;
            let results = of_samples(set, of_set, judges)?;
            results.save(&folder.join(format!("{}.{form}.jsonl", set.set.name)))?;
            scores.extend(pages.iter().map(|page| {
                let truth = page.text.as_deref().unwrap_or_default();
                score::words(&results.of(page).text(false), truth)
            }));
        }
    }
    Ok(scores)
}

/// The judge that has not seen each fold, and last the one of all pages.
///
/// # Errors
///
/// If one that the fits left cannot be read.
pub fn judges(samples: &[Sample], tables: &Tables, work: &Path) -> io::Result<Vec<Option<Judge>>> {
    let folds = (0..N_FOLDS).map(Some).chain([None]);
    let read = |fold: Option<u8>| {
        // A fold without pages has no judge.
        if fold.is_some() && samples.iter().all(|page| page.fold != fold) {
            return Ok(None);
        }
        let header =
            fold.map_or_else(|| "of all".to_owned(), |fold| format!("without fold {fold}"));
        let file = judge_file::bytes(&header, tables.without(fold), work, fold)?;
        Ok(Judge::read(&file))
    };
    folds.map(read).collect()
}

/// The judge among [`judges`] that has not seen a fold, or the one of all pages.
pub(crate) fn without(judges: &[Option<Judge>], fold: Option<u8>) -> io::Result<&Judge> {
    let fold = fold.unwrap_or(N_FOLDS);
    let judge = judges.get(usize::from(fold)).and_then(Option::as_ref);
    judge.ok_or_else(|| io::Error::other(format!("no judge for fold {fold}")))
}

fn of_samples(set: &Loaded, samples: &[Sample], judges: &[Option<Judge>]) -> io::Result<Results> {
    Results::of_pages(&set.set, |nth, page| {
        let sample = samples.get(nth);
        let judge = without(judges, sample.and_then(|sample| sample.fold))?;
        let input = match sample.map_or(Input::Html, |sample| sample.input) {
            Input::Html => results::Input::Html,
            Input::Bare => results::Input::Bare,
            Input::Text(style) => results::Input::Flattened(style),
        };
        Extraction::new(&set.set, page, &input, &judge.ask(&Options::new()))
    })
}

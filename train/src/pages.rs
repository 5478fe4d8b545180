//! The judge of pages: kind, and the quality of the extraction.

use std::io;
use std::path::{Path, PathBuf};

use evaluate::each::each;
use evaluate::score::Overlap;
use unchrome::internal::{self, KINDS, Rows};

use crate::blocks::Probabilities;
use crate::fit;
use crate::matrix::{self, Matrix};
use crate::sample::{Origin, Sample};
use crate::tables::Tables;

/// Rounds of boosting for kinds: each adds one tree a kind.
const KIND_ROUNDS: u32 = 40;

/// Rounds of boosting for quality.
const QUALITY_ROUNDS: u32 = 60;

/// What the judge says of a page it has not seen.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The probability of each kind of page.
    pub kinds: Vec<f32>,
    /// The word-F1 that is expected.
    pub quality: f32,
    /// The score of what the judge keeps.
    pub score: Overlap,
    /// Word-F1 without regard to the kind of page, and of a threshold of one half.
    pub plain_f1: f64,
    /// Word-F1 of keeping every block with a probability of one half and more.
    pub half_f1: f64,
}

/// Where the rows of pages are.
pub fn folder(work: &Path) -> PathBuf {
    work.join("pages")
}

/// Fits the judges of kind and quality, each by pages whose blocks were judged out of fold: that of kind also
/// by those that only teach. Says what they think of the others.
///
/// # Errors
///
/// If a fit fails, or a file cannot be written or read.
pub fn judge(
    samples: &[Sample],
    teaching: &[Sample],
    tables: &Tables,
    [judged, of_teaching]: &[Probabilities; 2],
    work: &Path,
) -> io::Result<Vec<Outcome>> {
    let folder = folder(work);
    let pages = samples.iter().zip(judged).chain(teaching.iter().zip(of_teaching));
    let pages: Vec<(&Sample, &Vec<f32>)> = pages.collect();
    let measure = |page: &Sample| page.prepared.measure(tables.of(page));
    let rows = each(&pages, |(page, p)| Ok(measure(page).page_row(p)))?;
    let mut file = Matrix::create(&folder.join("x.f32"))?;
    rows.iter().try_for_each(|row| file.push(row))?;
    file.finish()?;
    matrix::write_names(&folder.join("names.txt"), &internal::page_feature_names())?;

    let labels = pages.iter().map(|(page, _)| {
        let kind = page.kind_number();
        // Pages known by snippets, and made ones, show what a kind looks like in other years, languages and
        // lengths, not how frequent it is.
        let only_shows = page.is_weak() || page.origin != Origin::Found;
        let shift = if only_shows { KINDS.len() } else { 0 };
        [(kind.unwrap_or(0) + shift) as f32, page.times_for_kind(), fold(page)]
    });
    write_labels(&folder.join("labels.f32"), labels)?;
    fit::trees("kinds", &folder, KIND_ROUNDS)?;
    let kinds = matrix::read(&folder.join("kinds.f32"), pages.len() * KINDS.len())?;

    let judged = pages.iter().zip(kinds.chunks_exact(KINDS.len()));
    let judged: Vec<_> = judged.take(samples.len()).collect();
    let mut outcomes =
        each(&judged, |((page, p), kinds)| Ok(outcome(page, &measure(page), p, kinds)))?;

    let labels = samples.iter().zip(&outcomes).map(|(page, outcome)| {
        let weight = if page.teaches() { page.times } else { 0.0 };
        [outcome.score.f1 as f32, weight, fold(page)]
    });
    let unasked = teaching.iter().map(|page| [0.0, 0.0, fold(page)]);
    write_labels(&folder.join("labels.f32"), labels.chain(unasked))?;
    fit::trees("quality", &folder, QUALITY_ROUNDS)?;
    let qualities = matrix::read(&folder.join("quality.f32"), pages.len())?;
    for (outcome, quality) in outcomes.iter_mut().zip(qualities) {
        outcome.quality = quality.clamp(0.0, 1.0);
    }
    Ok(outcomes)
}

fn fold(page: &Sample) -> f32 {
    page.fold.map_or(-1.0, f32::from)
}

fn write_labels(path: &Path, labels: impl Iterator<Item = [f32; 3]>) -> io::Result<()> {
    let mut file = Matrix::create(path)?;
    for label in labels {
        file.push(&label)?;
    }
    file.finish()
}

fn outcome(page: &Sample, rows: &Rows, p: &[f32], kinds: &[f32]) -> Outcome {
    Outcome {
        kinds: kinds.to_vec(),
        quality: 0.0,
        score: page.score(&rows.keep(p, kinds)),
        plain_f1: page.score(&rows.keep(p, &[])).f1,
        half_f1: page.score_at_half(p).f1,
    }
}

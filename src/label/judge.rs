//! Gives every block its verdict: sure marks first, then the learned judge; and the page its kind.

use super::decide::{decide, shifted};
use super::{Label, Mark, Marks, PageKind, Reason, Verdict};
use crate::feature::{self, page_row};
use crate::model::{self, Judge, Task};
use crate::options::{Favor, Options};
use crate::page::Page;

/// What is judged of a page.
#[derive(Debug, Default)]
pub(crate) struct Judgement {
    /// One per block, in page order.
    pub(crate) verdicts: Vec<Verdict>,
    /// The likeliest kind of page, with its probability.
    pub(crate) page_kind: Option<(PageKind, f32)>,
    /// The word-F1 that is expected of this extraction, 0 to 1.
    pub(crate) quality: Option<f32>,
}

/// Judges a page: features, probabilities, the kind of page, the decision, and a label with a
/// reason for each block.
pub(crate) fn judge(page: &Page, marks: &Marks, options: &Options) -> Judgement {
    let judge = model::judge();
    let task = if page.has_markup { Task::Html } else { Task::Text };
    let features = feature::measure(page, marks, &judge.tokens);
    let probabilities: Vec<f32> = (0..page.blocks.len())
        .map(|at| match mark_of(marks, at).filter(|mark| mark.sure) {
            Some(_) => 0.0,
            None => judge.probability(task, features.row(at)),
        })
        .collect();
    let draft = decide(&features, &probabilities, Favor::Balance);
    let row = page_row::measure(&features, &probabilities, &draft.keep, draft.expected);
    let kinds = judge.kinds(&row);
    let p_article = kinds.map_or(0.0, |kinds| kinds[PageKind::Article as usize]);
    let decision = decide(&features, &shifted(&probabilities, p_article), options.favor());
    let verdict = |(at, probability): (usize, &f32)| {
        let kept = decision.keep.get(at).copied().unwrap_or(false);
        verdict(mark_of(marks, at), kept, *probability)
    };
    Judgement {
        verdicts: probabilities.iter().enumerate().map(verdict).collect(),
        page_kind: kinds.as_ref().and_then(likeliest),
        quality: quality(judge, page, &row),
    }
}

fn likeliest(kinds: &[f32; PageKind::ALL.len()]) -> Option<(PageKind, f32)> {
    PageKind::ALL.into_iter().zip(*kinds).max_by(|a, b| a.1.total_cmp(&b.1))
}

/// Of a page without a block there is nothing to expect.
fn quality(judge: &Judge, page: &Page, row: &[f32]) -> Option<f32> {
    if page.blocks.is_empty() { None } else { judge.quality(row) }
}

fn mark_of(marks: &Marks, at: usize) -> Option<Mark> {
    marks.blocks.get(at).copied().flatten()
}

fn verdict(mark: Option<Mark>, kept: bool, probability: f32) -> Verdict {
    match mark {
        Some(mark) if mark.sure => {
            Verdict { label: mark.label, reason: Reason::Rule(mark.rule), probability }
        }
        _ if kept => Verdict { label: Label::Body, reason: Reason::Model, probability },
        Some(mark) => Verdict { label: mark.label, reason: Reason::Rule(mark.rule), probability },
        None => Verdict { label: Label::Boilerplate, reason: Reason::Model, probability },
    }
}

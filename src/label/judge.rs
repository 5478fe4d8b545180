//! Gives every block its verdict: sure marks first, then the learned judge; and the page its kind.

use std::ops::Range;

use super::decide::{Choice, choose, decide};
use super::evidence::Seen;
use super::site_lines::SITE_LINE;
use super::{Label, Mark, Marks, PageKind, Reason, Verdict};
use super::{copies, lists, shell, site_lines};
use crate::feature::{self, Features, page_row};
use crate::model::{Judge, logistic};
use crate::options::{Favor, Options};
use crate::page::Page;

/// The rules by which what is kept once is not kept again, and nothing of a page without content.
const COPY: &str = "copy";
const SHELL: &str = "shell";

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
    let judge = options.judge();
    let features = feature::measure(page, marks, &judge.tables);
    let mut probabilities = probabilities(&features, marks, judge);
    let draft = decide(&features, &probabilities, Favor::Balance);
    let row = page_row::measure(&features, &probabilities, &draft.keep, draft.expected);
    let kinds = judge.kinds(&row);
    let of_kinds = kinds.as_ref().map_or(&[][..], |kinds| kinds.as_slice());
    let words = |at: usize| features.n_words(at) * probabilities.get(at).copied().unwrap_or(0.0);
    let is_line = site_lines_of(page, kinds.as_ref(), options, words);
    site_lines::lower(&mut probabilities, &is_line, &marks.blocks);
    let choice = chosen(page, marks, &features, &probabilities, of_kinds, options.favor());
    let copies = copies(page, marks, &features, &choice.keep, of_kinds);
    let is = |of: &[bool], at: usize| of.get(at).copied().unwrap_or(false);
    let is_shell =
        options.favor() != Favor::Recall && shell::is_shell(&features, &choice.keep, of_kinds);
    let seen = Seen { features: &features, probabilities: &probabilities };
    let verdict = |(at, probability): (usize, &f32)| {
        if is(&copies, at) {
            return Verdict::new(Label::Duplicate, Reason::Rule(COPY), *probability);
        }
        let kept = is(&choice.keep, at);
        let mut verdict = verdict(mark_of(marks, at), kept, *probability);
        if verdict.reason != Reason::Model {
            return verdict;
        }
        if is(&is_line, at) && !kept {
            return Verdict::new(verdict.label, Reason::Rule(SITE_LINE), *probability);
        }
        if is_shell && kept {
            return Verdict::new(Label::Boilerplate, Reason::Rule(SHELL), *probability);
        }
        if let Some((label, rule)) = outside(at, *probability, &choice.inside) {
            return Verdict::new(label, Reason::Rule(rule), *probability);
        }
        if verdict.label == Label::Boilerplate && features.is_comment(at) {
            verdict.label = Label::Comment;
        }
        verdict.told = seen.told(at, kept);
        verdict
    };
    Judgement {
        verdicts: probabilities.iter().enumerate().map(verdict).collect(),
        page_kind: kinds.as_ref().and_then(likeliest),
        quality: quality(judge, page, &row),
    }
}

/// The probability of each block to be content: sure marks first, then what the judge says.
pub(crate) fn probabilities(features: &Features, marks: &Marks, judge: &Judge) -> Vec<f32> {
    let probability =
        |(at, log_odds): (usize, f32)| match mark_of(marks, at).filter(|mark| mark.sure) {
            Some(mark) => f32::from(u8::from(mark.label == Label::Body)),
            None => logistic(log_odds),
        };
    features.log_odds(judge).into_iter().enumerate().map(probability).collect()
}

/// Which blocks are lines of a site that the caller has learned.
fn site_lines_of(
    page: &Page,
    kinds: Option<&[f32; PageKind::ALL.len()]>,
    options: &Options,
    words: impl Fn(usize) -> f32,
) -> Vec<bool> {
    let kind = kinds.and_then(likeliest).map(|(kind, _)| kind);
    let site = options.site().filter(|_| !site_lines::repeat_content(kind));
    let is_line = site.map(|site| site.has(page)).unwrap_or_default();
    if site_lines::are_all(&is_line, words) { Vec::new() } else { is_line }
}

/// The blocks to keep, with whole lists.
fn chosen(
    page: &Page,
    marks: &Marks,
    features: &Features,
    probabilities: &[f32],
    kinds: &[f32],
    favor: Favor,
) -> Choice {
    let mut choice = choose(features, probabilities, kinds, page.has_markup, favor);
    if favor != Favor::Precision {
        let inside = choice.inside.clone();
        let may_stay = |at: usize| inside.contains(&at) && mark_of(marks, at).is_none();
        lists::complete(page, probabilities, may_stay, &mut choice.keep);
    }
    choice
}

/// Which of the kept blocks are copies of others, and go for that.
fn copies(
    page: &Page,
    marks: &Marks,
    features: &Features,
    keep: &[bool],
    kinds: &[f32],
) -> Vec<bool> {
    let is_sure = |at: usize| mark_of(marks, at).is_some_and(|mark| mark.sure);
    copies::find(page, keep, kinds, |at| !is_sure(at) && !features.is_code(at))
}

/// What a likely block is that stands above the headline of an article, or below the heading of its
/// comments.
fn outside(at: usize, probability: f32, inside: &Range<usize>) -> Option<(Label, &'static str)> {
    let is_likely = probability >= 0.5;
    match at {
        _ if !is_likely || inside.contains(&at) => None,
        _ if at < inside.start => Some((Label::Boilerplate, "above-headline")),
        _ => Some((Label::Comment, "below-comments")),
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
        Some(mark) if mark.sure => Verdict::new(mark.label, Reason::Rule(mark.rule), probability),
        _ if kept => Verdict::new(Label::Body, Reason::Model, probability),
        Some(mark) if mark.label != Label::Body => {
            Verdict::new(mark.label, Reason::Rule(mark.rule), probability)
        }
        _ => Verdict::new(Label::Boilerplate, Reason::Model, probability),
    }
}

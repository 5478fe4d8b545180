//! Every piece of the page, with its label and the reason.

use std::fmt;

use super::place::{Place, Plan};
use super::walk::Cut;
use crate::label::{Evidence, Label, Reason, Told, Verdict, why};
use crate::page;

/// A piece of the page: a block, or a part that was left out of one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Piece<'a> {
    /// Its text.
    pub text: &'a str,
    /// What it is.
    pub label: Label,
    /// Why.
    pub reason: &'a Reason,
    /// Probability of being content, 0 to 1, as the learned judge sees it.
    pub probability: f32,
    /// True if it is in the article: body, headline, byline, caption, comment.
    pub kept: bool,
    /// The number of its block on the page, from 0.
    pub block: usize,
    /// Its place in the input, in bytes, for input that came as text; 0 and 0 for HTML.
    pub start: usize,
    /// One past its last byte in the input.
    pub end: usize,
    told: Told,
}

/// What pieces are made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trace {
    text: String,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq)]
struct Entry {
    start: u32,
    end: u32,
    source_start: u32,
    source_end: u32,
    block: u32,
    kept: bool,
    verdict: Verdict,
}

impl Trace {
    pub(super) fn new(text: String, blocks: &[page::Block], plan: Plan, cuts: &[Cut]) -> Trace {
        let places: Vec<Place> = (0..blocks.len()).map(|at| plan.place(at)).collect();
        let mut entries = Vec::with_capacity(blocks.len() + cuts.len());
        let mut cuts = cuts.iter().peekable();
        let judged = blocks.iter().zip(plan.verdicts).zip(places).enumerate();
        for (at, ((block, verdict), place)) in judged {
            let number = u32::try_from(at).unwrap_or(u32::MAX);
            entries.push(Entry {
                start: block.start,
                end: block.end,
                source_start: block.source_start,
                source_end: block.source_end,
                block: number,
                kept: place != Place::Out,
                verdict,
            });
            while let Some(cut) = cuts.next_if(|cut| cut.block <= at) {
                entries.push(Entry {
                    start: cut.start,
                    end: cut.end,
                    source_start: 0,
                    source_end: 0,
                    block: number,
                    kept: false,
                    verdict: Verdict::new(Label::Hidden, Reason::Rule(cut.rule), 0.0),
                });
            }
        }
        Trace { text, entries }
    }

    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        self.entries.iter().map(|entry| Piece {
            text: self.text.get(entry.start as usize..entry.end as usize).unwrap_or("").trim(),
            label: entry.verdict.label,
            reason: &entry.verdict.reason,
            probability: entry.verdict.probability,
            kept: entry.kept,
            block: entry.block as usize,
            start: entry.source_start as usize,
            end: entry.source_end as usize,
            told: entry.verdict.told,
        })
    }
}

impl Piece<'_> {
    /// What spoke most strongly for a verdict of the judge: up to three facts, weightiest first. None where
    /// a rule decided.
    pub fn evidence(&self) -> impl Iterator<Item = Evidence> + use<> {
        let told = matches!(self.reason, Reason::Model).then_some(self.told);
        told.into_iter().flat_map(|told| told.iter())
    }

    /// The reason as a sentence: "rule share-run: a bar of buttons to share", "judge: 3 % likely to be content;
    /// all of it is links, stands beside labels of a menu".
    pub fn explanation(&self) -> String {
        match self.reason {
            Reason::Model => {
                let mut said =
                    format!("judge: {:.0} % likely to be content", self.probability * 100.0);
                for (nth, evidence) in self.evidence().enumerate() {
                    said += if nth == 0 { "; " } else { ", " };
                    said += evidence.phrase();
                }
                said
            }
            reason @ Reason::Rule(id) => match why(id) {
                Some(why) => format!("{reason}: {why}"),
                None => reason.to_string(),
            },
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Rule(id) => write!(f, "rule {id}"),
            Reason::Model => f.write_str("judge"),
        }
    }
}

//! Share bars: runs of lines that are labels of buttons.

use rustc_hash::FxHashMap;

use super::lines::Line;
use super::{Label, Mark, Marks};
use crate::lexicon::{Topics, of_bars};

/// Longest run of lines in which only names of networks are believed to be a list in an article
/// when a sentence introduces it.
const MAX_LISTED: usize = 12;

/// Marks the share bars of a page and gathers what they offer.
pub(super) fn mark(lines: &[Line], marks: &mut Marks) {
    let counts = count(lines);
    let mut at = 0;
    while at < lines.len() {
        let length = run_length(lines.get(at..).unwrap_or(&[]));
        if length > 0 {
            let run = lines.get(at..at + length).unwrap_or(&[]);
            mark_run(lines, &counts, at, run, marks);
        }
        at += length.max(1);
    }
}

/// Length of the run that starts with the first line: labels, with bare numbers and ornaments
/// between them; 0 if the first line is no label.
fn run_length(lines: &[Line]) -> usize {
    let mut end = 0;
    for (at, line) in lines.iter().enumerate() {
        if line.found.topics.any(of_bars()) {
            end = at + 1;
        } else if end == 0 || !line.is_filler() {
            break;
        }
    }
    end
}

fn mark_run(lines: &[Line], counts: &Counts, at: usize, run: &[Line], marks: &mut Marks) {
    let label = |line: &&Line| line.found.topics.any(of_bars());
    let n_labels = run.iter().filter(label).count();
    let n_networks: usize = run.iter().map(|line| usize::from(line.found.n_networks)).sum();
    let clear = run.iter().filter(label).filter(|line| !is_weak(line)).count();
    let bar_words = Topics::SHARE | Topics::NETWORK;
    let is_share = run.iter().any(|line| line.found.topics.any(bar_words | Topics::FOLLOW));
    let worded = run.iter().filter(label).any(|line| {
        let other = Topics::SHARE | Topics::TOOL | Topics::FOLLOW;
        line.found.topics.any(other) && !is_weak(line)
            || (line.found.n_networks > 0 && line.found.topics.any(Topics::SHARE))
    });
    let listed = !worded && is_introduced(lines, at) && n_labels <= MAX_LISTED;
    let repeated = n_labels == 1 && !worded_alone(run) && is_repeated(counts, run);
    let in_table = run.iter().any(|line| line.in_table) && !worded;
    let sure = !listed
        && !in_table
        && clear > 0
        && (n_labels >= 2 || repeated)
        && (worded || n_networks >= 2 || repeated);
    for (offset, line) in run.iter().enumerate() {
        if marks.blocks.get(at + offset).copied().flatten().is_some_and(|mark| mark.sure) {
            continue;
        }
        let rule = if n_labels >= 2 {
            "share-run"
        } else if repeated {
            "share-repeated"
        } else {
            "share-label"
        };
        let found = if is_share {
            Mark { label: Label::Share, rule, sure }
        } else {
            Mark {
                label: Label::Tool,
                rule: if n_labels >= 2 { "tool-run" } else { "tool-label" },
                sure,
            }
        };
        if let Some(slot) = marks.blocks.get_mut(at + offset) {
            *slot = Some(found);
        }
        if sure && is_share {
            gather(line, &mut marks.share_targets);
        }
    }
}

/// A label that is an ordinary word or name too.
fn is_weak(line: &Line) -> bool {
    line.found.topics.any(Topics::AMBIGUOUS) && !line.patterned
}

/// True if a sentence that ends in a colon stands before the run.
fn is_introduced(lines: &[Line], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(|line| line.introduces)
}

/// A single word such as "Share" repeated over a page may be a heading of each part.
fn worded_alone(run: &[Line]) -> bool {
    run.iter().any(is_weak)
}

/// How often a lone label stands on a page that repeats it under every teaser.
const MIN_REPEATS: u32 = 3;

type Counts = FxHashMap<(&'static str, Topics), u32>;

fn count(lines: &[Line]) -> Counts {
    let mut counts = Counts::default();
    for line in lines.iter().filter(|line| line.found.topics.any(of_bars())) {
        if let Some(name) = line.found.name {
            *counts.entry((name, line.found.topics)).or_default() += 1;
        }
    }
    counts
}

/// True if the line of a run of one stands on the page again and again.
fn is_repeated(counts: &Counts, run: &[Line]) -> bool {
    let line = run.iter().find(|line| line.found.topics.any(of_bars()));
    line.and_then(|line| counts.get(&(line.found.name?, line.found.topics)))
        .is_some_and(|n| *n >= MIN_REPEATS)
}

fn gather(line: &Line, targets: &mut Vec<String>) {
    if !line.found.topics.any(Topics::NETWORK | Topics::TOOL) && line.found.n_networks == 0 {
        return;
    }
    let Some(name) = line.found.name else { return };
    if !targets.iter().any(|target| target == name) {
        targets.push(name.to_owned());
    }
}

//! Pages that declare nothing: what only the shapes of lines can tell.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;
use unicode_segmentation::UnicodeSegmentation;

use crate::label::{Label, Marks, Verdict};
use crate::model::{Ensemble, reader};
use crate::page::{Block, Page};
use crate::table;
use rows::{Candidate, NAMES};
use title::Titled;

mod again;
mod owner;
pub(crate) mod rows;
mod shared;
mod signs;
pub(super) mod site;
mod title;

pub(super) use shared::Text as Shared;

/// Bytes of a line that can only be running text, and of one that is if it ends as a sentence does.
const LONG_LINE: u32 = 160;
const LONG_SENTENCE: u32 = 80;

/// What ends a sentence, in the scripts that have a sign of their own for it too.
const SENTENCE_ENDS: [char; 9] = ['.', '!', '?', '…', '。', '！', '？', '।', '؟'];

/// What ends a sentence that is no question.
pub(super) const FULL_STOPS: [char; 3] = ['.', '。', '।'];

/// Signs at the end of a line that goes on.
const GOES_ON: [char; 9] = [',', ';', ':', '-', '–', '—', '，', '、', '：'];

/// How the file of the trees begins.
pub(crate) const MAGIC: &[u8] = b"unchrome headlines 2\n";

/// By how much the weighed sum of a line may be below that of the best one for trees to be asked of it:
/// on held-out pages none that is further below was the likeliest with them.
const MARGIN: f32 = 3.0;

/// What both say of the lines of one page: the likelihood of each to be the headline goes as the
/// exponential of the mean of two sums, that of its figures (see [`rows`]) times their weights, and that
/// of boosted trees over the same figures.
#[derive(Debug)]
pub(crate) struct Scorer {
    weights: Vec<f32>,
    trees: Ensemble,
}

/// What the crate carries. The table says how both were made.
static SCORER: Lazy<Option<Scorer>> = Lazy::new(|| {
    let rows: Vec<_> = table::rows(include_str!("lines/weights.tsv")).collect();
    let weight = |name: &&str| {
        let row = rows.iter().find(|row| row.first() == Some(name));
        row.and_then(|row| row.get(1)?.parse().ok()).unwrap_or(0.0)
    };
    Scorer::read(NAMES.iter().map(weight).collect(), include_bytes!("lines/trees.bin"))
});

impl Scorer {
    /// From the weight of each figure and the file of the trees, if it is one.
    pub(crate) fn read(weights: Vec<f32>, trees: &[u8]) -> Option<Scorer> {
        let trees = reader::read_trees(trees, MAGIC, &NAMES)?;
        Some(Scorer { weights, trees })
    }

    /// The likelihood of each row to be the headline's.
    pub(crate) fn likelihoods(&self, rows: &[&[f32]]) -> Vec<f32> {
        let weighed = |row: &&[f32]| row.iter().zip(&self.weights).map(|(v, w)| v * w).sum();
        let mut sums: Vec<f32> = rows.iter().map(weighed).collect();
        let least = sums.iter().copied().fold(f32::MIN, f32::max) - MARGIN;
        for (sum, row) in sums.iter_mut().zip(rows) {
            let is_near = *sum >= least;
            *sum = if is_near { (*sum + self.trees.sum(row)) / 2.0 } else { f32::NEG_INFINITY };
        }
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        let parts: Vec<f32> = sums.iter().map(|sum| (sum - most).exp()).collect();
        let whole = parts.iter().sum::<f32>();
        parts.iter().map(|part| part / whole).collect()
    }
}

/// The likelihood from which a line that says the same as the whole first one is the headline: the first line
/// may be a button, or the site's name. Of WCXB's development split, flattened a line a block by the crate's
/// own judge, headlines are right on 61.0 % with the page's title as first line and on 54.0 % without, and on
/// 51.5 and 53.4 % (by an earlier judge) if titles are lines like others.
const LEAST_TITLED: f32 = 0.05;

/// The block that looks most like a headline, and how likely it is one: byline and dateline stand near it
/// even where it is not likely enough to be called so.
pub(super) fn likeliest(page: &Page, marks: &Marks, verdicts: &[Verdict]) -> Option<(usize, f32)> {
    let candidates = rows::candidates(page, marks, verdicts);
    let figures: Vec<&[f32]> = candidates.iter().map(|candidate| &candidate.row[..]).collect();
    let likely = SCORER.as_ref()?.likelihoods(&figures);
    let lines = || candidates.iter().map(|candidate| candidate.block).zip(likely.iter().copied());
    let best = |a: &(usize, f32), b: &(usize, f32)| a.1.total_cmp(&b.1);
    let of_title = || {
        let titled = if page.has_markup { Titled::default() } else { Titled::of(page) };
        let first = titled.by_part.first().map(|at| (*at, 1.0));
        let of_part = lines().filter(|(at, _)| titled.by_part.contains(at)).max_by(best).or(first);
        let of_whole = lines().filter(|(at, _)| titled.by_whole.contains(at)).max_by(best);
        of_part.or(of_whole.filter(|(_, likely)| *likely >= LEAST_TITLED)).map(|(at, _)| (at, 1.0))
    };
    // An index names its stories again below.
    let own = |line: &Candidate| {
        let block = page.blocks.get(line.block).filter(|_| line.is_above);
        block.map_or("", |block| page.block_text(block))
    };
    let texts = || candidates.iter().map(own);
    let of_text = || most(lines().zip(texts()).map(|((at, likely), text)| (at, likely, text)));
    let (at, likely) = of_title().or_else(of_text)?;
    // A box for sharing shows the headline again.
    let is_shared =
        |at: usize| verdicts.get(at + 1).is_some_and(|below| below.label == Label::Share);
    let text = page.blocks.get(at).map_or("", |block| page.block_text(block));
    let others = lines().zip(texts()).filter(|((at, _), other)| *other == text && !is_shared(*at));
    let other = others.map(|(line, _)| line).max_by(best).filter(|_| is_shared(at));
    Some((other.map_or(at, |(at, _)| at), likely))
}

/// The likeliest of some lines, each with its place, its likelihood and what it says: a line that stands there
/// more than once is as likely as all its places together, one without a text as it is by itself. Of them the
/// likeliest, the first of equal ones.
fn most<'a>(lines: impl Iterator<Item = (usize, f32, &'a str)> + Clone) -> Option<(usize, f32)> {
    let mut of_all: FxHashMap<&str, f32> = FxHashMap::default();
    for (_, likely, text) in lines.clone().filter(|line| !line.2.is_empty()) {
        *of_all.entry(text.trim()).or_insert(0.0) += likely;
    }
    let mut best: Option<(usize, f32, f32)> = None;
    for (at, likely, text) in lines {
        let all = of_all.get(text.trim()).copied().unwrap_or(likely);
        if best.is_none_or(|(_, known, own)| all > known || all == known && likely > own) {
            best = Some((at, all, likely));
        }
    }
    best.map(|(at, all, _)| (at, all))
}

/// True for a block of running text.
pub(super) fn is_running(page: &Page, block: &Block) -> bool {
    let ends = || page.block_text(block).trim_end_matches(['"', '”', '»', '」']);
    !block.hidden
        && block.link_bytes * 2 <= block.len()
        && (block.len() >= LONG_LINE
            || block.len() >= LONG_SENTENCE && ends().ends_with(SENTENCE_ENDS))
}

/// Words of a text, by Unicode's word boundaries where a script has no spaces; elsewhere the pieces
/// between spaces that hold a letter or a digit, which is the same but for signs inside words.
pub(super) fn count_words(text: &str) -> usize {
    if is_unspaced(text) {
        return text.unicode_words().count();
    }
    let (mut n_words, mut in_word) = (0, false);
    for byte in text.bytes() {
        let class = BYTES.get(usize::from(byte)).copied().unwrap_or(0);
        // Without a branch, for where words begin cannot be foreseen.
        let now = (in_word | (class & LETTER != 0)) & (class & SPACE == 0);
        n_words += usize::from(now & !in_word);
        in_word = now;
    }
    n_words
}

/// True for a text with letters of scripts that may do without spaces.
fn is_unspaced(text: &str) -> bool {
    // Lead bytes of the scripts from U+0800 on; 0xE2 leads punctuation.
    !text.is_ascii() && text.bytes().any(|byte| byte >= 0xe0 && byte != 0xe2)
}

const LETTER: u8 = 1;
const SPACE: u8 = 2;

/// What each byte is to words: a letter or digit of ASCII, or the lead byte of a letter beyond it.
static BYTES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0xc3..0xe0 => LETTER,
            b' ' | b'\n' | b'\t' => SPACE,
            _ => 0,
        };
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests;

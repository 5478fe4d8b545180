//! What the training program reaches: pages as the judge sees them. Not part of the API.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::feature::{self, Features, N_FEATURES, NAMES, page_row};
use crate::label::{self, Evidence, Marks, PageKind, decide};
use crate::metadata::lines;
use crate::model::{self, KindTable, Table, reader};
use crate::options::{Favor, Format, Options};
use crate::page::Page;
use crate::{decode, html, plain};

/// What the fit of a net has in common with its use.
pub use crate::model::{
    inputs::{LEVEL, bin as net_bin, level as net_level},
    lanes::{Channels, Lanes, Mix, WIDTH},
    logistic,
    net::{EPSILON, LEAST_GATE, N_GROUPINGS, REACH},
};

/// A page that has been read and marked.
#[derive(Debug)]
pub struct Prepared {
    page: Page,
    marks: Marks,
}

/// The rows of a page's blocks.
#[derive(Debug)]
pub struct Rows {
    features: Features,
    has_markup: bool,
}

/// What features look up, see `model`.
#[derive(Debug, Default, Clone)]
pub struct Tables(model::Tables);

impl Tables {
    /// Those of the judge that the crate carries.
    pub fn bundled() -> Tables {
        Tables(model::judge().tables.clone())
    }
}

/// A judge from a file.
#[derive(Debug, Clone)]
pub struct Judge(Arc<model::Judge>);

/// The first line of the judge's file, with its line feed.
pub const MAGIC: &[u8] = reader::MAGIC;

/// The kinds of page, in the order of the judge's file.
pub const KINDS: &[PageKind] = &PageKind::ALL;

/// The value of a feature that the input cannot show.
pub const ABSENT: f32 = feature::ABSENT;

/// The length of a block's row.
pub const ROW_LEN: usize = N_FEATURES;

/// A fact by which verdicts are explained.
#[derive(Debug)]
pub struct Fact {
    /// Its word in the file of the weights.
    pub word: &'static str,
    /// Whether it speaks for content.
    pub speaks_for: bool,
    /// Whether it is about the verdicts on the blocks around.
    pub is_around: bool,
}

/// All facts, in row order.
pub fn facts() -> Vec<Fact> {
    let fact = |evidence: &Evidence| Fact {
        word: evidence.word(),
        speaks_for: evidence.speaks_for(),
        is_around: evidence.is_around(),
    };
    Evidence::ALL.iter().map(fact).collect()
}

/// The names of the features of a block, in row order.
pub fn feature_names() -> Vec<String> {
    NAMES.iter().map(|name| (*name).to_owned()).collect()
}

/// The names of the features of a page, in row order.
pub fn page_feature_names() -> Vec<String> {
    page_row::page_names()
}

impl Judge {
    /// Reads a judge's file, if it is one.
    pub fn read(file: &[u8]) -> Option<Judge> {
        reader::read(file).map(|judge| Judge(Arc::new(judge)))
    }

    /// Options by which this judge is asked, not the one that the crate carries.
    pub fn ask(&self, options: &Options) -> Options {
        options.clone().with_judge(Arc::clone(&self.0))
    }
}

/// The text of bytes in any encoding.
pub fn decode(bytes: &[u8]) -> String {
    decode::decode(bytes, None).text.into_owned()
}

/// The figures of a line that may be the headline, in row order.
pub const HEADLINE_NAMES: &[&str] = &lines::rows::NAMES;

/// The lines of a flattened page that may be its headline, each with its row, where this judge says what is
/// content.
pub fn headline_rows(text: &str, judge: &Judge) -> Vec<(String, Vec<f32>)> {
    let page = plain::read(text);
    let marks = label::mark(&page);
    let judgement = label::judge(&page, &marks, &judge.ask(&Options::default()));
    let candidates = lines::rows::candidates(&page, &marks, &judgement.verdicts);
    let text = |at: usize| page.blocks.get(at).map_or("", |block| page.block_text(block));
    candidates.iter().map(|line| (text(line.block).to_owned(), line.row.to_vec())).collect()
}

/// How the file of the trees begins that weigh these figures beside their weights; then come
/// [`HEADLINE_NAMES`] and the trees, as in the judge's file.
pub const HEADLINE_MAGIC: &[u8] = lines::MAGIC;

/// What tells the headline of a flattened page.
#[derive(Debug)]
pub struct Headlines(lines::Scorer);

impl Headlines {
    /// From a weight for each figure and the file of the trees, if it is one.
    pub fn read(weights: Vec<f32>, trees: &[u8]) -> Option<Headlines> {
        lines::Scorer::read(weights, trees).map(Headlines)
    }

    /// The likelihood of each of a page's rows to be the headline's.
    pub fn likelihoods(&self, rows: &[Vec<f32>]) -> Vec<f32> {
        self.0.likelihoods(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }
}

/// Tables from hashes and log-odds: of class words, of words, and of words for each kind of page, the
/// last with what kinds start from.
pub fn tables(
    class_words: &[(u32, f32)],
    words: &[(u32, f32)],
    start: [f32; KINDS.len()],
    of_kinds: &[(u32, [f32; KINDS.len()])],
) -> Tables {
    Tables(model::Tables {
        class_words: Table::new(class_words.iter().copied()),
        words: Table::new(words.iter().copied()),
        kinds: KindTable::new(start, of_kinds.iter().copied()),
    })
}

/// Reads a page with the lean reader and gives the number of its blocks: what reading alone costs.
pub fn count_blocks(source: &str) -> usize {
    html::read(source).blocks.len()
}

impl Prepared {
    /// Reads and marks a page.
    pub fn new(source: &str, format: Format) -> Prepared {
        let page = if format == Format::Html { html::read(source) } else { plain::read(source) };
        let marks = label::mark(&page);
        Prepared { page, marks }
    }

    /// The text of every block.
    pub fn texts(&self) -> Vec<&str> {
        self.page.blocks.iter().map(|block| self.page.block_text(block)).collect()
    }

    /// Whether the block carries a mark that no judge may overrule.
    pub fn is_sure(&self, block: usize) -> bool {
        self.marks.blocks.get(block).copied().flatten().is_some_and(|mark| mark.sure)
    }

    /// The class words on the path from a block to the root, each once.
    pub fn path_tokens(&self, block: usize) -> Vec<u32> {
        let Some(block) = self.page.blocks.get(block) else { return Vec::new() };
        let mut seen = FxHashSet::default();
        let path = self.page.ancestors(block.element);
        let mut found: Vec<u32> = path
            .flat_map(|(_, element)| self.page.tokens_of(element).iter().copied())
            .filter(|token| seen.insert(*token))
            .collect();
        found.sort_unstable();
        found
    }

    /// The hashes of the words that a block begins with.
    pub fn words(&self, block: usize) -> Vec<u32> {
        let text = self.page.blocks.get(block).map_or("", |block| self.page.block_text(block));
        feature::first_words(text).collect()
    }

    /// Of each block that no sure mark decides, how far each fact of [`facts`] holds of it, and its probability
    /// to be content, as the judge has it that the crate carries.
    pub fn facts(&self) -> Vec<(Vec<f32>, f32)> {
        let judge = model::judge();
        let features = feature::measure(&self.page, &self.marks, &judge.tables);
        let probabilities = label::probabilities(&features, &self.marks, judge);
        let seen = label::Seen { features: &features, probabilities: &probabilities };
        let judged = probabilities.iter().enumerate().filter(|(at, _)| !self.is_sure(*at));
        judged.map(|(at, probability)| (seen.row(at), *probability)).collect()
    }

    /// Measures all blocks.
    pub fn measure(&self, tables: &Tables) -> Rows {
        let features = feature::measure(&self.page, &self.marks, &tables.0);
        Rows { features, has_markup: self.page.has_markup }
    }
}

impl Rows {
    /// All rows, one after the other; see [`feature_names`].
    pub fn values(&self) -> Vec<f32> {
        self.features.rows()
    }

    /// Of each block the numbers of the groups that it belongs to, among those of its page.
    pub fn groups(&self) -> Vec<[f32; N_GROUPINGS]> {
        self.features.groups()
    }

    /// The probability of each block to be content, as a judge has it.
    pub fn probabilities(&self, judge: &Judge) -> Vec<f32> {
        self.features.log_odds(&judge.0).into_iter().map(logistic).collect()
    }

    /// The row of the page, given the probabilities of its blocks; see [`page_feature_names`].
    pub fn page_row(&self, probabilities: &[f32]) -> Vec<f32> {
        let draft = decide::decide(&self.features, probabilities, Favor::Balance);
        page_row::measure(&self.features, probabilities, &draft.keep, draft.expected)
    }

    /// The blocks that are kept, given their probabilities and those of the kinds of page.
    pub fn keep(&self, probabilities: &[f32], kinds: &[f32]) -> Vec<bool> {
        let favor = Favor::Balance;
        decide::choose(&self.features, probabilities, kinds, self.has_markup, favor).keep
    }
}

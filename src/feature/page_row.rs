//! What the judge sees of a whole page once its blocks have probabilities: one row of named
//! figures, from which page kind and quality are told.

mod titled;

use super::names::{Feature, Feature::*};
use super::tally::is_long;
use super::{ABSENT, Features, NAMES};
use crate::label::PageKind;
use crate::model::N_KINDS;

/// Features of the page that every block's row carries alike, taken from the first block.
const OF_PAGE: &[Feature] = &[
    PageClocks,
    PageBlocks,
    PageLen,
    PageLink,
    PageLong,
    PageLongBlocks,
    PageSentences,
    PageMeanLen,
    PageMaxLen,
    PageCommas,
    PageMarked,
    PageShop,
    PageThread,
    PageContent,
    PageH1,
    PageArticles,
    PageMain,
    PageParagraphs,
    PageItems,
    PageCells,
    PageForms,
    PageImages,
    PageHeadings,
    PageTimes,
    PageCode,
    PageDefinitions,
    PageLongInP,
    PageOgType,
    PageUrlDepth,
    PageUrlWords,
    PageUrlDigits,
    TopBest,
    TopShare,
    TopLongShare,
];

/// Features of blocks of which the page has the mean over the words of its likely content: what
/// content looks like, where it stands, and what page authors call the elements around it.
const OF_CONTENT: &[Feature] = &[
    LinkDensity,
    MeanWord,
    Commas,
    Digits,
    Capitalised,
    Price,
    Clock,
    Ending,
    IndexShare,
    SinceTitle,
    SinceH1,
    SinceByline,
    SinceComment,
    SinceHeading,
    HeadingsNear,
    SigShare,
    SigBlocks,
    SigMeanLen,
    SigDensity,
    TagSigShare,
    RecordLevels,
    Rec1N,
    Rec1Len,
    Rec1Link,
    Rec1Share,
    Rec1Images,
    Rec2N,
    Rec2Len,
    Rec2Share,
    Siblings,
    TopOutside,
    TopPlace,
    TagArticle,
    TagMain,
    TagForm,
    TagTable,
    TagList,
    TagPre,
    TagQuote,
    TagDefinition,
    GroupContent,
    GroupComment,
    GroupSide,
    GroupMeta,
    GroupProduct,
    GroupForum,
    GroupList,
    GroupForm,
    Wording,
];

/// Types of schema.org that a page can declare, in the order of the bits of `page_schema`.
const SCHEMA: &[&str] = &[
    "schema_article",
    "schema_blog_posting",
    "schema_product",
    "schema_item_list",
    "schema_discussion",
    "schema_question",
    "schema_faq",
    "schema_collection",
];

/// Figures of the distribution of probabilities and of the decision, see [`judged`].
const JUDGED: &[&str] = &[
    "judged_mean",
    "judged_sure",
    "judged_unsure",
    "judged_max",
    "judged_entropy",
    "expected_f1",
    "expected_precision",
    "expected_recall",
    "kept_words",
    "kept_share",
    "kept_blocks",
    "kept_blocks_share",
    "kept_runs",
    "kept_gaps",
    "kept_first",
    "kept_last",
    "kept_long",
    "kept_mean_len",
    "kept_sentences",
    "most_records",
    "most_record_share",
];

/// How many figures a page's row has.
pub(crate) const N_PAGE_FEATURES: usize =
    OF_PAGE.len() + OF_CONTENT.len() + SCHEMA.len() + JUDGED.len() + titled::NAMES.len() + N_KINDS;

/// Below this no block is likely content; above the complement it surely is.
const UNLIKELY: f32 = 0.3;

/// The names of the figures, in row order.
pub(crate) fn page_names() -> Vec<String> {
    let name = |feature: &Feature| NAMES.get(*feature as usize).copied().unwrap_or_default();
    let of_page = OF_PAGE.iter().map(|feature| name(feature).to_owned());
    let of_content = OF_CONTENT.iter().map(|feature| format!("content_{}", name(feature)));
    let others = SCHEMA.iter().chain(JUDGED).chain(titled::NAMES).map(|name| (*name).to_owned());
    let by_words = PageKind::ALL.iter().map(|kind| format!("words_{}", kind.name()));
    of_page.chain(of_content).chain(others).chain(by_words).collect()
}

/// Measures a page: its blocks' features, their probabilities, and which of them would be kept.
pub(crate) fn measure(
    features: &Features,
    probabilities: &[f32],
    keep: &[bool],
    expected: f32,
) -> Vec<f32> {
    let value = |at: usize, feature: Feature| {
        features.row(at).get(feature as usize).copied().unwrap_or(ABSENT)
    };
    let mut row = Vec::with_capacity(N_PAGE_FEATURES);
    row.extend(OF_PAGE.iter().map(|feature| value(0, *feature)));
    row.extend(weighted_means(features, probabilities));
    // Bits of a byte, exact in this type.
    let schema = value(0, PageSchema);
    let bits = if schema < 0.0 { None } else { Some(schema as u32) };
    row.extend((0..SCHEMA.len()).map(|bit| bits.map_or(ABSENT, |bits| ((bits >> bit) & 1) as f32)));
    row.extend(judged(features, probabilities, keep, expected));
    row.push(most(features, Rec1N));
    row.push(most(features, Rec1Share));
    row.extend(titled::measure(features, probabilities, keep));
    row.extend(features.by_words);
    row
}

/// The means of [`OF_CONTENT`] over blocks, weighted by the words that are expected to be content.
fn weighted_means(features: &Features, probabilities: &[f32]) -> impl Iterator<Item = f32> {
    let mut sums = [(0.0, 0.0); OF_CONTENT.len()];
    for (at, (tally, p)) in features.tallies.iter().zip(probabilities).enumerate() {
        let (row, words) = (features.row(at), tally.n_runs * p);
        for ((sum, weight), feature) in sums.iter_mut().zip(OF_CONTENT) {
            let value = row.get(*feature as usize).copied().unwrap_or(ABSENT);
            if value > ABSENT {
                *sum += words * value;
                *weight += words;
            }
        }
    }
    sums.into_iter().map(|(sum, weight)| if weight > 0.0 { sum / weight } else { ABSENT })
}

fn most(features: &Features, feature: Feature) -> f32 {
    let values = (0..features.tallies.len())
        .filter_map(|at| features.row(at).get(feature as usize).copied());
    values.fold(ABSENT, f32::max)
}

/// Sums over the blocks of a page.
#[derive(Default)]
struct Sums {
    words: f32,
    likely: f32,
    sure: f32,
    unsure: f32,
    max: f32,
    entropy: f32,
    kept_words: f32,
    kept_likely: f32,
    kept_blocks: f32,
    kept_runs: f32,
    kept_len: f32,
    kept_long: f32,
    kept_sentences: f32,
    first: Option<usize>,
    last: usize,
}

/// The distribution of probabilities over words, and what would be kept. Shares are of the page's
/// words, places of its blocks; gaps are blocks dropped between the first and the last kept one.
fn judged(features: &Features, probabilities: &[f32], keep: &[bool], expected: f32) -> [f32; 19] {
    let n_blocks = features.tallies.len().max(1) as f32;
    let sums = sums(features, probabilities, keep);
    let words = sums.words.max(1.0);
    let span = sums.first.map_or(0.0, |first| (sums.last + 1 - first) as f32);
    let place = |at: Option<usize>| at.map_or(ABSENT, |at| at as f32 / n_blocks);
    [
        sums.likely / words,
        sums.sure / words,
        sums.unsure / words,
        sums.max,
        sums.entropy / words,
        expected,
        sums.kept_likely / sums.kept_words.max(1.0),
        sums.kept_likely / sums.likely.max(1e-6),
        sums.kept_words,
        sums.kept_words / words,
        sums.kept_blocks,
        sums.kept_blocks / n_blocks,
        sums.kept_runs,
        span - sums.kept_blocks,
        place(sums.first),
        place(sums.first.map(|_| sums.last)),
        sums.kept_long / sums.kept_len.max(1.0),
        sums.kept_len / sums.kept_blocks.max(1.0),
        sums.kept_sentences / sums.kept_blocks.max(1.0),
    ]
}

fn sums(features: &Features, probabilities: &[f32], keep: &[bool]) -> Sums {
    let mut sums = Sums::default();
    let mut was_kept = false;
    let blocks = features.tallies.iter().zip(probabilities).zip(keep);
    for (at, ((tally, p), kept)) in blocks.enumerate() {
        let words = tally.n_runs;
        sums.words += words;
        sums.likely += words * p;
        sums.sure += if *p > 1.0 - UNLIKELY { words } else { 0.0 };
        sums.unsure += if (UNLIKELY..=1.0 - UNLIKELY).contains(p) { words } else { 0.0 };
        sums.max = sums.max.max(*p);
        sums.entropy += words * entropy(*p);
        if *kept {
            sums.kept_words += words;
            sums.kept_likely += words * p;
            sums.kept_blocks += 1.0;
            sums.kept_runs += if was_kept { 0.0 } else { 1.0 };
            sums.kept_len += tally.len;
            sums.kept_long += if is_long(tally) { tally.len } else { 0.0 };
            sums.kept_sentences += tally.n_sentences;
            sums.first = sums.first.or(Some(at));
            sums.last = at;
        }
        was_kept = *kept;
    }
    sums
}

/// Of a probability, in bits.
fn entropy(p: f32) -> f32 {
    let part = |p: f32| if p > 0.0 { -p * p.log2() } else { 0.0 };
    part(p) + part(1.0 - p)
}

#[cfg(test)]
mod tests;

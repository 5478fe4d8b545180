//! Features of the block itself, its neighbours, its place, the whole page: what needs no markup.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::names::Feature::{self, *};
use super::tally::{Sums, Tally, is_long};
use super::{ABSENT, Features};
use crate::label::{Label, Mark, Marks, SECTION_LABEL};
use crate::page::Page;

/// Measures what lines alone can show.
pub(super) fn measure(page: &Page, marks: &Marks, sums: &Sums, features: &mut Features) {
    let tallies = std::mem::take(&mut features.tallies);
    own(page, &tallies, features);
    place(&tallies, features);
    whole_page(page, &tallies, sums, features);
    repeats(page, features);
    marked(marks, page.blocks.len(), features);
    features.tallies = tallies;
}

fn own(page: &Page, tallies: &[Tally], features: &mut Features) {
    let longest = tallies.iter().map(|tally| tally.len).fold(1.0, f32::max);
    let total = tallies.iter().map(|tally| tally.len).sum::<f32>().max(1.0);
    let shows_links = page.shows_links();
    for (at, (block, tally)) in page.blocks.iter().zip(tallies).enumerate() {
        let runs = tally.n_runs.max(1.0);
        let len = tally.len.max(1.0);
        let values = [
            (Len, tally.len),
            (Words, tally.n_words),
            (MeanWord, tally.n_letters / runs),
            (LongestWord, tally.longest),
            (LinkDensity, tally.link_density),
            (Links, f32::from(block.n_links)),
            (Commas, tally.n_commas),
            (Sentences, tally.n_sentences),
            (Digits, tally.n_digits / len),
            (Upper, tally.n_upper / len),
            (Capitalised, tally.n_capitalised / runs),
            (ShortWords, tally.n_short / runs),
            (Signs, tally.n_signs),
            (Quotes, tally.n_quotes),
            (Price, flag(tally.has_price)),
            (Year, flag(tally.has_year)),
            (Ending, f32::from(tally.ending)),
            (Beginning, f32::from(tally.beginning)),
            (Breaks, f32::from(block.n_breaks)),
            (Clock, flag(tally.has_clock)),
            (LenRank, tally.len / longest),
            (LenShare, tally.len / total),
        ];
        for (feature, value) in values {
            features.set(at, feature, value);
        }
        if !shows_links {
            features.set(at, LinkDensity, ABSENT);
            features.set(at, Links, ABSENT);
        }
    }
}

/// Where the block stands: in blocks, from both ends, from the nearest long blocks.
fn place(tallies: &[Tally], features: &mut Features) {
    let n = tallies.len();
    let mut last_long = None;
    for (at, tally) in tallies.iter().enumerate() {
        let values = [
            (Index, at as f32),
            (IndexFromEnd, (n - at - 1) as f32),
            (IndexShare, at as f32 / n as f32),
            (SinceLong, last_long.map_or(FAR_BLOCKS, |last| (at - last) as f32)),
        ];
        for (feature, value) in values {
            features.set(at, feature, value);
        }
        if is_long(tally) {
            last_long = Some(at);
        }
    }
    let mut next_long = None;
    for (at, tally) in tallies.iter().enumerate().rev() {
        features.set(at, UntilLong, next_long.map_or(FAR_BLOCKS, |next: usize| (next - at) as f32));
        if is_long(tally) {
            next_long = Some(at);
        }
    }
    let clock = |at: usize| tallies.get(at).is_some_and(|tally| tally.has_clock);
    distances(n, clock, SinceClock, UntilClock, features);
    let n_clocks = tallies.iter().filter(|tally| tally.has_clock).count() as f32;
    features.set_of_page(PageClocks, n_clocks);
}

fn whole_page(page: &Page, tallies: &[Tally], sums: &Sums, features: &mut Features) {
    let sum = sums.page();
    let n = sum.n.max(1.0);
    let max_len = tallies.iter().map(|tally| tally.len).fold(0.0, f32::max);
    let values = [
        (PageBlocks, sum.n),
        (PageLen, sum.len),
        (PageLink, if page.shows_links() { sum.link_density() } else { ABSENT }),
        (PageLong, sum.long / sum.len.max(1.0)),
        (PageLongBlocks, sum.n_long),
        (PageSentences, sum.sentences / n),
        (PageMeanLen, sum.len / n),
        (PageMaxLen, max_len),
        (PageCommas, sum.commas / n),
    ];
    for (feature, value) in values {
        features.set_of_page(feature, value);
    }
}

/// How often the same text stands on the page, and which of them this one is.
fn repeats(page: &Page, features: &mut Features) {
    let n = page.blocks.len();
    let mut seen: FxHashMap<&str, usize> = FxHashMap::with_capacity_and_hasher(n, FxBuildHasher);
    // Of each block the first one of its text, and of that one how often the text stands there.
    let mut firsts = Vec::with_capacity(n);
    let mut times = vec![0.0_f32; n];
    for (at, block) in page.blocks.iter().enumerate() {
        let first = *seen.entry(page.block_text(block)).or_insert(at);
        firsts.push(first);
        if let Some(times) = times.get_mut(first) {
            features.set(at, RepeatIndex, *times);
            *times += 1.0;
        }
    }
    for (at, first) in firsts.iter().enumerate() {
        features.set(at, Repeats, times.get(*first).copied().unwrap_or(1.0));
    }
}

/// What rules and vocabulary say of the block, and how far away blocks of certain labels are.
fn marked(marks: &Marks, n: usize, features: &mut Features) {
    const PROMPTS: [Label; 4] = [Label::Subscribe, Label::Consent, Label::Paywall, Label::Form];
    const AWAY: [(&[Label], Feature, Feature); 10] = [
        (&[Label::Teaser], SinceTeaser, UntilTeaser),
        (&[Label::Comment], SinceComment, UntilComment),
        (&[Label::Share, Label::Tool], SinceShare, UntilShare),
        (&[Label::Byline, Label::Dateline], SinceByline, UntilByline),
        (&[Label::Legal], SinceLegal, UntilLegal),
        (&PROMPTS, SincePrompt, UntilPrompt),
        (&[Label::Shop], SinceShop, UntilShop),
        (&[Label::Thread], SinceThread, UntilThread),
        (&[Label::Navigation, Label::Breadcrumb, Label::SkipLink], SinceMenu, UntilMenu),
        (&[Label::Body], SinceContent, UntilContent),
    ];
    let label = |at: usize| marks.blocks.get(at).copied().flatten();
    for at in 0..n {
        features.set(at, Marked, label(at).map_or(ABSENT, |mark| f32::from(mark.label as u8)));
        features.set(at, MarkedSure, label(at).map_or(0.0, |mark| 1.0 + flag(mark.sure)));
    }
    let is_section = |at: usize| label(at).is_some_and(|mark| mark.rule == SECTION_LABEL);
    distances(n, is_section, SinceSection, UntilSection, features);
    // Parts of a site, of which menus name dozens, are seen by figures of their own alone; and content that
    // is sure, because the caller or the page says so, tells nothing of what stands around it.
    let tells =
        |mark: &Mark| mark.rule != SECTION_LABEL && !(mark.label == Label::Body && mark.sure);
    let told: Vec<Option<Label>> =
        (0..n).map(|at| label(at).filter(tells).map(|mark| mark.label)).collect();
    let is_one_of = |at: usize, labels: &[Label]| {
        told.get(at).copied().flatten().is_some_and(|label| labels.contains(&label))
    };
    for (labels, since, until) in AWAY {
        distances(n, |at| is_one_of(at, labels), since, until, features);
    }
    let share_of = |sought: Label| {
        (0..n).filter(|at| is_one_of(*at, &[sought])).count() as f32 / n.max(1) as f32
    };
    let [of_shop, of_thread, of_content] = [Label::Shop, Label::Thread, Label::Body].map(share_of);
    let is_any =
        |label: &Option<Label>| label.is_some_and(|l| !matches!(l, Label::Caption | Label::Body));
    let mut running = 0.0;
    let counts: Vec<f32> = std::iter::once(0.0)
        .chain(told.iter().map(|label| {
            running += flag(is_any(label));
            running
        }))
        .collect();
    for at in 0..n {
        let (from, to) = (at.saturating_sub(5), (at + 6).min(n));
        let near = counts.get(to).zip(counts.get(from)).map_or(0.0, |(to, from)| to - from);
        features.set(at, MarkedNear, near);
    }
    features.set_of_page(PageMarked, running / n.max(1) as f32);
    features.set_of_page(PageShop, of_shop);
    features.set_of_page(PageThread, of_thread);
    features.set_of_page(PageContent, of_content);
}

/// As far away as nothing is: what is farther, or not there.
pub(crate) const FAR_BLOCKS: f32 = 99.0;

/// Distances in blocks to the last and the next block that `is` something; [`FAR_BLOCKS`] where there is none
/// or it is farther.
fn distances(
    n: usize,
    is: impl Fn(usize) -> bool,
    since: Feature,
    until: Feature,
    features: &mut Features,
) {
    let away = |n: Option<usize>| n.map_or(FAR_BLOCKS, |n| (n as f32).min(FAR_BLOCKS));
    let mut last = None;
    for at in 0..n {
        if is(at) {
            last = Some(at);
        }
        features.set(at, since, away(last.map(|last| at - last)));
    }
    let mut next = None;
    for at in (0..n).rev() {
        if is(at) {
            next = Some(at);
        }
        features.set(at, until, away(next.map(|next: usize| next - at)));
    }
}

pub(super) fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}

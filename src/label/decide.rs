//! Which blocks to keep, given the probability that each is content.

use std::ops::Range;

use crate::feature::Features;
use crate::label::PageKind;
use crate::options::Favor;

/// How much more a wrong word weighs than a missed one where precision is favoured (β² of the
/// F-measure is its inverse). A choice, not a fit.
const PRECISION_TILT: f32 = 4.0;

/// From this probability of being an article on, a page without markup and one with it is cut at a
/// threshold: articles have sharp borders, lists of entries have not. On held-out pages of wcxb-dev 0.4 and 0.5
/// won 0.001 word-F1 flattened and nothing as fetched against 0.3 and 0.35, with 0.2 for both 0.001 to 0.002
/// were lost; news in languages that were never trained on lost less than 0.001.
const ARTICLE: [f32; 2] = [0.4, 0.5];

/// Of an article with markup the best cut is kept in place of the sharp one if more by this is expected of it: of some
/// articles no block is likely, and what lies above the threshold is a part of them. On held-out pages 0.05 won
/// 0.001 word-F1 on wcxb-dev and 0.002 on news in languages that were never trained on as fetched, and 0.018 on
/// bare old news; 0.1 the same but on the last. Without markup it lost 0.001 to 0.002.
const IN_DOUBT: f32 = 0.05;

/// On a page with markup that is no article the log-odds of all blocks are raised by so much times the probability
/// that it is documentation or a service's: text of these is one whole, and what blocks have in common is likelier
/// than each by itself. On held-out pages of wcxb-dev it won 0.004 word-F1 on documentation and 0.003 on service.
/// For listings and collections as well it won nothing as fetched and lost 0.02 on bare threads; without markup
/// it won nothing.
const WHOLE: f32 = 0.6;

/// On a page with markup that is likelier to be of another kind, nothing is kept outside of what reaches the
/// threshold if that stands in one run, with fewer blocks than these left out in a row, and its words are
/// on average at least this likely: then the rest is unlikely together, not each on its own. On held-out
/// pages 42 of 1,965 are cut by it, two of them short articles that win 0.8 and 0.5 word-F1; the others
/// win 0.004 on average. Without markup it lost.
const RUN_GAP: usize = 4;
const SURE_RUN: f32 = 0.85;

/// Blocks between two kept ones, so many in a row and at least this likely to be content, stay too:
/// a line of code, an item of a list, a short answer, rows of a table. 0.001 word-F1 on wcxb-dev,
/// whether two blocks or six.
const LONGEST_GAP: usize = 6;
const LIKELY_IN_GAP: f32 = 0.4;

/// The same for blocks of code, terms that are defined, and headings, which are short and unlike the
/// text around them: a title, a button and line numbers stand beside code.
const LONGEST_CODE_GAP: usize = 4;
const LIKELY_CODE: f32 = 0.1;

/// Without markup a paragraph of so many words beside a kept block stays as well, and a shorter one
/// right above the heading of teasers, if it is at least this likely: the last one of an article has
/// nothing that tells it from the teasers that follow. It changed word-F1 by less than 0.001 on
/// wcxb-dev and lost 0.003 on news; a lost paragraph is worse than a teaser too many.
const SHORTEST_BESIDE: f32 = 20.0;
const SHORTEST_LAST: f32 = 8.0;
const LIKELY_BESIDE: f32 = 0.25;

/// From this probability of being an article or documentation on, nothing is kept above the main
/// heading that shows the page's title; nor, from the second of being an article on and if it is no
/// likelier to be a thread, below a heading of comments that so many further signs of comments follow,
/// each so many blocks after the one before at most. Both want so many kept words inside. The first won
/// 0.007 word-F1 on held-out news in languages that were never trained on, the second 0.006 more; on
/// wcxb-dev the first is even, the second lost less than 0.001, nothing of it on articles.
const ABOVE_HEADLINE: f32 = 0.11;
const BELOW_COMMENTS: f32 = 0.2;
const COMMENT_SIGNS: usize = 2;
const COMMENT_BLOCKS: usize = 20;
const LEAST_INSIDE: f32 = 50.0;

/// The blocks to keep, and what is expected of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decision {
    /// For each block whether it is kept.
    pub(crate) keep: Vec<bool>,
    /// The expected F1 of their words, 0 to 1, if the probabilities are right.
    pub(crate) expected: f32,
}

/// Chooses the blocks that make the expected F1 of the article's words greatest: by falling
/// probability, the prefix with the highest 2·Σp·n / (Σkept n + Σp·n), n being the words of a
/// block. Of all cuts through the order this one is best if the probabilities are right
/// (Ye, Chai, Lee and Chieu, "Optimizing F-measures", 2012).
pub(crate) fn decide(features: &Features, probabilities: &[f32], favor: Favor) -> Decision {
    let tilt = match favor {
        Favor::Balance => 1.0,
        Favor::Precision => PRECISION_TILT,
        Favor::Recall => 1.0 / PRECISION_TILT,
    };
    let n_words = |at: usize| features.n_words(at);
    let p = |at: usize| probabilities.get(at).copied().unwrap_or(0.0);
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|a, b| p(*b).total_cmp(&p(*a)).then(a.cmp(b)));
    let total: f32 = order.iter().map(|at| p(*at) * n_words(*at)).sum();
    let (mut hits, mut kept, mut best, mut best_rank) = (0.0, 0.0, 0.0, 0);
    for (rank, at) in order.iter().enumerate() {
        hits += p(*at) * n_words(*at);
        kept += n_words(*at);
        let expected = (1.0 + tilt) * hits / (kept * tilt + total).max(f32::MIN_POSITIVE);
        if expected > best {
            (best, best_rank) = (expected, rank + 1);
        }
    }
    let mut keep = vec![false; probabilities.len()];
    for at in order.iter().take(best_rank) {
        if let Some(slot) = keep.get_mut(*at) {
            *slot = true;
        }
    }
    Decision { keep, expected: best }
}

/// The expected F1 of the words of some blocks, if the probabilities are right.
fn expected(keep: &[bool], features: &Features, probabilities: &[f32]) -> f32 {
    let (mut hits, mut kept, mut total) = (0.0, 0.0, 0.0);
    for (at, (keep, p)) in keep.iter().zip(probabilities).enumerate() {
        let n_words = features.n_words(at);
        total += p * n_words;
        if *keep {
            hits += p * n_words;
            kept += n_words;
        }
    }
    2.0 * hits / (kept + total).max(f32::MIN_POSITIVE)
}

/// The blocks to keep, and the part of the page in which they may stand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Choice {
    /// For each block whether it is kept.
    pub(crate) keep: Vec<bool>,
    /// From the headline of an article to the heading of its comments.
    pub(crate) inside: Range<usize>,
}

/// The blocks to keep, given also the probabilities of the kinds of page, articles first; none are
/// as good as another kind.
pub(crate) fn choose(
    features: &Features,
    probabilities: &[f32],
    kinds: &[f32],
    has_markup: bool,
    favor: Favor,
) -> Choice {
    let threshold = match favor {
        Favor::Balance => 0.5,
        Favor::Precision => 1.0 - 0.5 / PRECISION_TILT.sqrt(),
        Favor::Recall => 0.5 / PRECISION_TILT.sqrt(),
    };
    let p_article = likely(kinds, PageKind::Article);
    let sharp: Vec<bool> = probabilities.iter().map(|p| *p >= threshold).collect();
    let is_sharp = p_article >= ARTICLE[usize::from(has_markup)] && sharp.contains(&true);
    let may_doubt = is_sharp && has_markup && favor == Favor::Balance;
    let better = may_doubt
        .then(|| decide(features, probabilities, favor))
        .filter(|best| best.expected > expected(&sharp, features, probabilities) + IN_DOUBT);
    let mut keep = if let Some(better) = better {
        better.keep
    } else if is_sharp {
        sharp
    } else {
        let p_whole = if has_markup {
            likely(kinds, PageKind::Documentation) + likely(kinds, PageKind::Service)
        } else {
            0.0
        };
        let mut keep = decide(features, &raised(probabilities, WHOLE * p_whole), favor).keep;
        if has_markup && let Some(run) = sure_run(features, probabilities, threshold) {
            keep_within(&mut keep, &run);
        }
        keep
    };
    if favor != Favor::Precision {
        smooth(&mut keep, features, probabilities, has_markup);
    }
    let inside = match favor {
        Favor::Recall => 0..keep.len(),
        _ => inside(&keep, features, kinds),
    };
    keep_within(&mut keep, &inside);
    Choice { keep, inside }
}

/// The probability of a kind of page; 0 where none has one.
fn likely(kinds: &[f32], kind: PageKind) -> f32 {
    kinds.get(kind as usize).copied().unwrap_or(0.0)
}

/// Probabilities whose log-odds are raised by so much; what is sure stays so.
fn raised(probabilities: &[f32], by: f32) -> Vec<f32> {
    let times = by.exp();
    probabilities.iter().map(|p| p * times / (1.0 - p + p * times)).collect()
}

fn keep_within(keep: &mut [bool], range: &Range<usize>) {
    for (at, slot) in keep.iter_mut().enumerate() {
        *slot &= range.contains(&at);
    }
}

/// The run of what reaches the threshold, if there is but one and it is surely content, see [`SURE_RUN`].
fn sure_run(features: &Features, probabilities: &[f32], threshold: f32) -> Option<Range<usize>> {
    let (mut words, mut likely, mut run) = (0.0, 0.0, None::<Range<usize>>);
    for (at, p) in probabilities.iter().enumerate().filter(|(_, p)| **p >= threshold) {
        let start = run.as_ref().map_or(at, |run| run.start);
        if run.is_some_and(|run| at - run.end >= RUN_GAP) {
            return None;
        }
        run = Some(start..at + 1);
        words += features.n_words(at);
        likely += features.n_words(at) * p;
    }
    run.filter(|_| likely > 0.0 && likely >= words * SURE_RUN)
}

/// From the headline of an article to the heading of its comments, see [`ABOVE_HEADLINE`].
fn inside(keep: &[bool], features: &Features, kinds: &[f32]) -> Range<usize> {
    let p_article = likely(kinds, PageKind::Article);
    let p_documentation = likely(kinds, PageKind::Documentation);
    let is_likeliest = kinds.iter().all(|p| *p <= p_article);
    // Of each block the kept words before it.
    let mut running = Vec::with_capacity(keep.len() + 1);
    let mut sum = 0.0_f32;
    running.push(sum);
    for (at, kept) in keep.iter().enumerate() {
        sum += if *kept { features.n_words(at) } else { 0.0 };
        running.push(sum);
    }
    let before = |at: usize| running.get(at).copied().unwrap_or(sum);
    let (mut start, mut end) = (0, keep.len());
    if p_article + p_documentation >= ABOVE_HEADLINE
        && let Some(headline) = features.main_heading().filter(|at| *at < end)
        && sum - before(headline) > LEAST_INSIDE
    {
        start = headline;
    }
    if is_likeliest && p_article >= BELOW_COMMENTS {
        let signs: Vec<usize> = (start..end).filter(|at| features.is_comment_sign(*at)).collect();
        let is_dense = |run: &&[usize]| {
            run.iter().zip(run.iter().skip(1)).all(|(at, next)| next - at <= COMMENT_BLOCKS)
        };
        let mut heads = signs.windows(COMMENT_SIGNS + 1).filter(is_dense).filter_map(<[_]>::first);
        let head = heads.find(|at| before(**at) - before(start) >= LEAST_INSIDE);
        end = head.map_or(end, |at| *at);
    }
    start..end
}

/// Keeps what stands in small gaps between kept blocks, see [`LONGEST_GAP`], and on pages without
/// markup the paragraphs beside them, see [`SHORTEST_BESIDE`]; but not what says of itself that it is
/// something else: "Read also: …", "… (Photo: Agency)".
fn smooth(keep: &mut [bool], features: &Features, probabilities: &[f32], has_markup: bool) {
    let is_likely = |at: usize, least: f32| probabilities.get(at).is_some_and(|p| *p >= least);
    let kept: Vec<usize> = (0..keep.len()).filter(|at| keep.get(*at) == Some(&true)).collect();
    let mut more = Vec::new();
    for pair in kept.windows(2) {
        let [before, after] = pair else { continue };
        let gap = before + 1..*after;
        if gap.len() <= LONGEST_GAP {
            more.extend(gap.clone().filter(|at| is_likely(*at, LIKELY_IN_GAP)));
        }
        if gap.len() <= LONGEST_CODE_GAP {
            let is_code = |at: &usize| features.is_code_or_label(*at);
            more.extend(gap.filter(is_code).filter(|at| is_likely(*at, LIKELY_CODE)));
        }
    }
    if !has_markup {
        let beside = kept.iter().flat_map(|at| [at.checked_sub(1), at.checked_add(1)]).flatten();
        let is_paragraph = |at: &usize| {
            let is_last = features.is_above_teasers(*at);
            let least = if is_last { SHORTEST_LAST } else { SHORTEST_BESIDE };
            features.n_words_of_any_script(*at) >= least
        };
        more.extend(beside.filter(is_paragraph).filter(|at| is_likely(*at, LIKELY_BESIDE)));
    }
    more.retain(|at| !features.is_labelled(*at));
    for at in more {
        if let Some(slot) = keep.get_mut(at) {
            *slot = true;
        }
    }
}

#[cfg(test)]
mod tests;

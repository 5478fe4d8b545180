//! What follows the block that shows the page's title: of an article the text does, whatever else
//! stands on the page.

use super::super::names::Feature::{
    Ending, LinkDensity, Rec1N, SigShare, SinceByline, UntilByline, UntilComment,
};
use super::super::{ABSENT, Features};

/// The names of the figures, in row order.
pub(super) const NAMES: &[&str] = &[
    "titled_place",
    "titled_in_heading",
    "titled_byline",
    "titled_comments",
    "titled_mean",
    "titled_max",
    "titled_words",
    "titled_share",
    "titled_run_mean",
    "titled_rest_mean",
    "titled_title_words",
    "titled_title_link",
    "titled_text_after",
    "titled_text_words",
    "titled_text_p",
    "titled_text_link",
    "titled_text_ending",
    "titled_text_records",
    "titled_text_sig_share",
];

/// Words of the first block below the title that is taken for its text.
const TEXT_WORDS: f32 = 12.0;

/// Blocks below the title that are looked at whether they are kept or not.
const BELOW: usize = 12;

/// Dropped blocks in a row that end the run of kept ones below the title.
const GAP: usize = 4;

/// Words, and how many of them are likely content.
#[derive(Debug, Default, Clone, Copy)]
struct Likely {
    words: f32,
    likely: f32,
}

impl Likely {
    fn add(&mut self, words: f32, p: f32) {
        self.words += words;
        self.likely += words * p;
    }

    fn mean(self) -> f32 {
        if self.words > 0.0 { self.likely / self.words } else { ABSENT }
    }
}

/// Measures it; all is absent where no block shows the title. The place is a share of the page's
/// blocks, distances are in blocks, means are over words.
pub(super) fn measure(
    features: &Features,
    probabilities: &[f32],
    keep: &[bool],
) -> [f32; NAMES.len()] {
    let title = features.titled().filter(|at| *at < keep.len());
    let Some(title) = title else { return [ABSENT; NAMES.len()] };
    let (mut below, mut run, mut rest) = (Likely::default(), Likely::default(), Likely::default());
    let (mut most, mut gap) = (0.0_f32, 0);
    for (at, ((tally, p), kept)) in features.tallies.iter().zip(probabilities).zip(keep).enumerate()
    {
        if at > title && at <= title + BELOW {
            below.add(tally.n_runs, *p);
            most = most.max(*p);
        }
        // Once it is as long as this, the gap stays.
        if at > title && gap < GAP {
            gap = if *kept { 0 } else { gap + 1 };
        }
        if *kept {
            let part = if at > title && gap < GAP { &mut run } else { &mut rest };
            part.add(tally.n_runs, *p);
        }
    }
    let byline = features.get(title, SinceByline).min(features.get(title, UntilByline));
    let words = |at: usize| features.tallies.get(at).map_or(0.0, |tally| tally.n_runs);
    let text = (title + 1..keep.len()).take(BELOW).find(|at| words(*at) >= TEXT_WORDS);
    let of_text = |feature| text.map_or(ABSENT, |at| features.get(at, feature));
    [
        title as f32 / keep.len().max(1) as f32,
        f32::from(u8::from(features.main_heading() == Some(title))),
        byline,
        features.get(title, UntilComment),
        below.mean(),
        most,
        run.words,
        run.words / (run.words + rest.words).max(1.0),
        run.mean(),
        rest.mean(),
        words(title),
        features.get(title, LinkDensity),
        text.map_or(ABSENT, |at| (at - title) as f32),
        text.map_or(ABSENT, words),
        text.and_then(|at| probabilities.get(at)).copied().unwrap_or(ABSENT),
        of_text(LinkDensity),
        of_text(Ending),
        of_text(Rec1N),
        of_text(SigShare),
    ]
}

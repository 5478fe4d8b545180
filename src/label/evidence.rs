//! What spoke most strongly for the judge's verdict on a block.

use std::fmt;

use serde::Serialize;

use crate::feature::Feature;

/// What the learned judge goes by: its figures, in the groups that a reader can check by eye.
///
/// ```
/// use unchrome::{Evidence, Options};
///
/// let mut page = String::from("<ul class=menu><li><a href=/a>Home<li><a href=/b>Our team</ul>");
/// page += &"<p>The bridge over the river was opened again on Monday, after two years.".repeat(5);
/// let article = Options::new().with_evidence(true).extract(&page);
/// let told = article.trace().filter_map(|piece| piece.evidence).count();
/// assert!(told > 0);
/// assert_eq!(Evidence::Links.to_string(), "links");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Evidence {
    /// How its text looks: length, sentences, case, signs, ending.
    Text,
    /// How much of it is links.
    Links,
    /// How the blocks before and after it look.
    Neighbours,
    /// Where on the page it stands, and how far from long text.
    Position,
    /// Share bars, menus, teasers, prompts, bylines that rules know, and how far they are.
    Marks,
    /// Its words, as far as many labelled pages have them, and those of the blocks around it.
    Wording,
    /// Other blocks like it: the same text, the same markup, items of one list.
    Repetition,
    /// What it has to do with headline, description and the headings above it.
    Headline,
    /// The names of the elements, classes and ids around it.
    Markup,
    /// The containers it lies in: how much of the page's text they hold.
    Container,
    /// What kind of page it is on.
    Page,
}

/// The groups, each by the first of its features; a group may come in several runs.
const RUNS: &[(Feature, Evidence)] = &[
    (Feature::Len, Evidence::Text),
    (Feature::LinkDensity, Evidence::Links),
    (Feature::Commas, Evidence::Text),
    (Feature::Index, Evidence::Position),
    (Feature::PageClocks, Evidence::Page),
    (Feature::Repeats, Evidence::Repetition),
    (Feature::Marked, Evidence::Marks),
    (Feature::Wording, Evidence::Wording),
    (Feature::MarkedNear, Evidence::Marks),
    (Feature::SigShare, Evidence::Repetition),
    (Feature::TitleShare, Evidence::Headline),
    (Feature::RecordLevels, Evidence::Repetition),
    (Feature::Hidden, Evidence::Markup),
    (Feature::ToMuchLong, Evidence::Container),
    (Feature::TagNav, Evidence::Markup),
    (Feature::TopOutside, Evidence::Container),
    (Feature::PageH1, Evidence::Page),
];

impl Evidence {
    /// How many there are.
    pub(crate) const COUNT: usize = Evidence::Page as usize + 1;

    pub(crate) const ALL: [Evidence; Evidence::COUNT] = [
        Evidence::Text,
        Evidence::Links,
        Evidence::Neighbours,
        Evidence::Position,
        Evidence::Marks,
        Evidence::Wording,
        Evidence::Repetition,
        Evidence::Headline,
        Evidence::Markup,
        Evidence::Container,
        Evidence::Page,
    ];

    /// The group of the feature at a place of a row.
    pub(crate) fn of(place: usize) -> Evidence {
        let after = RUNS.partition_point(|(first, _)| *first as usize <= place);
        RUNS.get(after.wrapping_sub(1)).map_or(Evidence::Text, |(_, evidence)| *evidence)
    }

    /// The group with the greatest sum.
    pub(crate) fn strongest(sums: &[f32; Evidence::COUNT]) -> Option<Evidence> {
        let strongest = Evidence::ALL.into_iter().zip(*sums).max_by(|a, b| a.1.total_cmp(&b.1));
        strongest.filter(|(_, sum)| *sum > 0.0).map(|(evidence, _)| evidence)
    }

    /// What the group says of a block, for being content or against it.
    pub(crate) fn phrase(self, is_content: bool) -> &'static str {
        match (self, is_content) {
            (Evidence::Text, true) => "reads like running text",
            (Evidence::Text, false) => "does not read like running text",
            (Evidence::Links, true) => "few links",
            (Evidence::Links, false) => "mostly links",
            (Evidence::Neighbours, true) => "stands among text",
            (Evidence::Neighbours, false) => "what stands around it is no text",
            (Evidence::Position, true) => "stands where text stands",
            (Evidence::Position, false) => "stands apart from the text",
            (Evidence::Marks, true) => "no share bars, menus or teasers nearby",
            (Evidence::Marks, false) => "share bars, menus, teasers or prompts nearby",
            (Evidence::Wording, true) => "worded like content",
            (Evidence::Wording, false) => "worded like chrome",
            (Evidence::Repetition, true) => "like the other blocks of the text",
            (Evidence::Repetition, false) => "one of several alike, or not like the text",
            (Evidence::Headline, true) => "belongs to the headline",
            (Evidence::Headline, false) => "has little to do with the headline",
            (Evidence::Markup, true) => "element and class names of content",
            (Evidence::Markup, false) => "element and class names of chrome",
            (Evidence::Container, true) => "inside the main container",
            (Evidence::Container, false) => "outside the main container",
            (Evidence::Page, true) => "kept on pages of this kind",
            (Evidence::Page, false) => "dropped on pages of this kind",
        }
    }
}

/// The word under which it stands in the JSON.
impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Evidence::Text => "text",
            Evidence::Links => "links",
            Evidence::Neighbours => "neighbours",
            Evidence::Position => "position",
            Evidence::Marks => "marks",
            Evidence::Wording => "wording",
            Evidence::Repetition => "repetition",
            Evidence::Headline => "headline",
            Evidence::Markup => "markup",
            Evidence::Container => "container",
            Evidence::Page => "page",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Evidence, RUNS};
    use crate::feature::{Feature, N_FEATURES};

    #[test]
    fn every_feature_belongs_to_a_group() {
        assert!(RUNS.windows(2).all(|pair| (pair[0].0 as usize) < pair[1].0 as usize));
        assert_eq!(RUNS[0].0 as usize, 0);
        for (feature, evidence) in [
            (Feature::LinkDensity, Evidence::Links),
            (Feature::Links, Evidence::Links),
            (Feature::Commas, Evidence::Text),
            (Feature::LenShare, Evidence::Text),
            (Feature::OddsMin, Evidence::Markup),
            (Feature::Ring3Link, Evidence::Container),
            (Feature::GroupNav, Evidence::Markup),
            (Feature::TopScore, Evidence::Container),
        ] {
            assert_eq!(Evidence::of(feature as usize), evidence, "{feature:?}");
        }
        assert_eq!(Evidence::of(N_FEATURES - 1), Evidence::Page);
    }

    #[test]
    fn the_strongest_has_the_greatest_sum() {
        let mut sums = [-1.0; Evidence::COUNT];
        assert_eq!(Evidence::strongest(&sums), None);
        for (at, evidence) in Evidence::ALL.into_iter().enumerate() {
            sums[at] = 1.0 + at as f32;
            assert_eq!(Evidence::strongest(&sums), Some(evidence));
            assert_eq!(serde_json::to_value(evidence).unwrap(), evidence.to_string());
            assert_ne!(evidence.phrase(true), evidence.phrase(false));
        }
    }
}

//! Lines that the pages of a site share, where the caller has learned them (see [`crate::Site`]).

use super::{Label, Mark, PageKind};

/// The id of the rule.
pub(super) const SITE_LINE: &str = "site-line";

/// By how much the log-odds fall of a block that is a line of the site: of one among others, and of one that stands
/// alone, as the headings over parts of a site's texts do ("How we tested"). Of 159 pages of languages-a, flattened,
/// word-F1 rises from 0.903 to 0.911, of 58 of chinese-a from 0.935 to 0.950 (`evaluate --sites --input lines`); by
/// an earlier judge at 1 and 2 the former by a third less, at 3 and 6 by no more, and flattened pages judged without
/// the site's lines at all came out at 0.830. At 2 alone, lines on pages of three lines stay; at 3 pages of WCXB's
/// development split, which the judge has seen, lose 0.001 of those flattened.
const AMONG_OTHERS: f32 = 4.0;
const ALONE: f32 = 2.5;

/// True for a kind of page whose content repeats lines from page to page: what specifications and manuals
/// call their parts. Of 50 products of WCXB's development split that share a site with two others word-F1 fell by
/// 0.03 as fetched, of 37 pages of documentation by 0.002.
pub(super) fn repeat_content(kind: Option<PageKind>) -> bool {
    matches!(kind, Some(PageKind::Product | PageKind::Documentation))
}

/// The share of the words that are likely content from which on lines of the site are the page's own text. Of
/// languages-a and chinese-a no page has so many; at a half, 0.002 of the former's gain was lost, for some pages
/// keep more of other stories than of their own.
const OWN: f32 = 0.8;

/// True if nearly all that is likely content is lines of the site, given the words of each block that are expected
/// to be: then other pages have the same text, as a story does in print, for phones, or from an agency.
pub(super) fn are_all(is_line: &[bool], words: impl Fn(usize) -> f32) -> bool {
    let (mut of_lines, mut of_all) = (0.0, 0.0);
    for (at, is_line) in is_line.iter().enumerate() {
        let words = words(at);
        of_all += words;
        of_lines += if *is_line { words } else { 0.0 };
    }
    of_lines > of_all * OWN
}

/// Lowers the probabilities of blocks that are lines of the site, but for marked content.
pub(super) fn lower(probabilities: &mut [f32], is_line: &[bool], marks: &[Option<Mark>]) {
    let is = |at: usize| is_line.get(at).copied().unwrap_or(false);
    let is_content =
        |at: usize| marks.get(at).copied().flatten().is_some_and(|mark| mark.label == Label::Body);
    for (at, probability) in probabilities.iter_mut().enumerate() {
        if is(at) && !is_content(at) {
            let among_others = is(at + 1) || at.checked_sub(1).is_some_and(is);
            let by = if among_others { AMONG_OTHERS } else { ALONE };
            let odds = *probability / (1.0 - *probability).max(f32::EPSILON) * (-by).exp();
            *probability = odds / (1.0 + odds);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ALONE, AMONG_OTHERS, are_all, lower, repeat_content};
    use crate::label::{Label, Mark, PageKind};
    use crate::model::logistic;

    #[test]
    fn lines_of_the_site_are_less_likely() {
        let mut probabilities = [0.9, 0.9, 0.9, 0.9, 1.0, 0.0];
        let is_line = [true, false, true, true, true, true];
        lower(&mut probabilities, &is_line, &[]);
        let by = |by: f32| logistic(9.0_f32.ln() - by);
        assert!((probabilities[0] - by(ALONE)).abs() < 1e-5, "{probabilities:?}");
        assert_eq!(probabilities[1], 0.9);
        assert!((probabilities[2] - by(AMONG_OTHERS)).abs() < 1e-5, "{probabilities:?}");
        assert!(probabilities[4] > 0.99 && probabilities[5] == 0.0, "what is sure stays");
    }

    #[test]
    fn lines_that_are_all_of_the_text_are_its_own() {
        let is_line = [true, false, true];
        assert!(!are_all(&is_line, |at| [12.0, 9.0, 13.0][at]));
        assert!(are_all(&is_line, |at| [12.0, 9.0, 30.0][at]));
        assert!(!are_all(&[], |_| 1.0));
    }

    #[test]
    fn marked_content_stays() {
        let content = Mark { label: Label::Body, rule: "content-label", sure: false };
        let mut probabilities = [0.9, 0.9];
        lower(&mut probabilities, &[true, true], &[Some(content), None]);
        assert!(probabilities[0] == 0.9 && probabilities[1] < 0.5, "{probabilities:?}");
        assert!(repeat_content(Some(PageKind::Product)) && !repeat_content(None));
    }
}

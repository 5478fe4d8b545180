//! The site's name on a page that declares nothing.

use super::owner::owners;
use super::signs::n_digits;
use crate::label::Marks;
use crate::metadata::Headline;
use crate::metadata::field::headline::beside;
use crate::metadata::fold;
use crate::page::Page;

/// Lines above the headline that are looked at for the name.
const MOST_LINES: usize = 20;

/// Letters of a name, at least, and bytes of a line that is one, at most.
const FEWEST_LETTERS: usize = 3;
const LONGEST: u32 = 60;

/// Digits of a year, which a title may have beside the headline as well.
const YEAR: usize = 4;

/// What the title that scrapers leave as the first line has beside the headline; else the longest line above
/// the headline that a line holds which tells who owns the rights: "Bay Ledger" of "© 2024 Bay Ledger Ltd.".
///
/// Flattened with titles, 583 pages of WCXB's development split have such a name: 469 times the one that the
/// markup gives, and 43 times a shorter or a longer form of it.
pub(in crate::metadata) fn site(
    page: &Page,
    marks: &Marks,
    headline: Option<&Headline>,
) -> Option<String> {
    let text = |at: usize| page.blocks.get(at).map_or("", |block| page.block_text(block)).trim();
    let first = page.blocks.iter().position(|block| !block.hidden)?;
    let of_title = headline.filter(|shown| shown.block.is_some_and(|at| at > first));
    let name = of_title.and_then(|shown| beside(text(first), &shown.text));
    if let Some(name) = name.filter(|name| n_digits(name) < YEAR) {
        return Some(name.to_owned());
    }
    let owners: Vec<String> =
        owners(page, marks).map(|line| format!(" {} ", fold::words(line))).collect();
    let end = headline.and_then(|shown| shown.block).unwrap_or(MOST_LINES).min(MOST_LINES);
    let is_name = |at: &usize| {
        let block = page.blocks.get(*at).filter(|block| !block.hidden && block.len() <= LONGEST);
        let own = block.map_or_else(String::new, |block| fold::words(page.block_text(block)));
        let held = format!(" {own} ");
        marks.blocks.get(*at).is_none_or(Option::is_none)
            && fold::n_letters(&own) >= FEWEST_LETTERS
            && owners.iter().any(|owner| owner.contains(&held))
    };
    // The first of equally long ones.
    let names = (0..end).filter(is_name).map(text).rev();
    names.max_by_key(|name| name.len()).map(str::to_owned)
}

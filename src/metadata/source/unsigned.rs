//! Names that stand by themselves beside a date, as flattened pages have them: "Ana Silva / 3 May 2024".

use std::ops::Range;

use crate::label::Marks;
use crate::metadata::claim::{Claims, Field, Source};
use crate::metadata::date::{self, Order};
use crate::metadata::fold;
use crate::metadata::person;
use crate::page::Page;

/// Blocks from the date to the name, at most.
const BESIDE: usize = 2;

/// The longest line with a date or with names, in bytes.
const LONGEST: u32 = 120;

/// Words of a full name.
const FULL: std::ops::RangeInclusive<usize> = 2..=4;

/// The least part of a line's letters, dates left out, that its names have: what is left says more
/// than who wrote.
const MOSTLY: f32 = 0.75;

/// Adds the full names of the line below the headline that is nearest to a date, if there are
/// nothing but names on it; a name that the headline holds is what the text is about.
pub(in crate::metadata) fn read(
    page: &Page,
    marks: &Marks,
    near: &Range<usize>,
    headline: usize,
    order: Order,
    claims: &mut Claims,
) {
    let line = |at: usize| {
        let block = page.blocks.get(at).filter(|block| !block.hidden && block.len() <= LONGEST)?;
        Some(page.block_text(block))
    };
    let about = page.blocks.get(headline).map(|block| fold::words(page.block_text(block)));
    let about = about.unwrap_or_default();
    let is_dated =
        |at: &usize| line(*at).is_some_and(|line| !date::find(line, order, "").is_empty());
    let Some(dated) = (headline + 1..near.end).find(is_dated) else { return };
    let around = (0..=BESIDE).flat_map(|apart| [dated.checked_sub(apart), Some(dated + apart)]);
    let below = around.flatten().filter(|at| *at > headline && near.contains(at));
    for at in below.filter(|at| marks.blocks.get(*at).copied().flatten().is_none()) {
        let Some(line) = line(at).filter(|line| is_names(line, order, &about)) else { continue };
        return claims.add_at(Field::Author, line, Source::Text, u32::try_from(at).ok());
    }
}

fn is_names(line: &str, order: Order, about: &str) -> bool {
    let names = person::names(line);
    let is_full = |name: &person::Name| {
        let words = || name.text.split(' ');
        !name.organisation
            && FULL.contains(&words().count())
            && words().all(|word| word.starts_with(char::is_uppercase) && !is_loud(word))
            && !about.contains(&fold::words(&name.text))
    };
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() as f32;
    let of_dates: f32 = date::find(line, order, "")
        .iter()
        .filter_map(|found| line.get(found.start..found.end))
        .map(letters)
        .sum();
    let of_names: f32 = names.iter().map(|name| letters(&name.text)).sum();
    !names.is_empty()
        && names.iter().all(is_full)
        && of_names >= MOSTLY * (letters(line) - of_dates)
}

/// True for a word of several letters in capitals: a section's, an agency's.
fn is_loud(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 2 && !word.contains(char::is_lowercase)
}

//! Names that stand by themselves beside a date, as flattened pages have them: "Ana Silva / 3 May 2024".

use std::ops::Range;

use crate::label::Marks;
use crate::metadata::claim::{Claims, Field, Source};
use crate::metadata::date::{self, Order};
use crate::metadata::fold;
use crate::metadata::person;
use crate::metadata::words;
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

/// Lines above the headline that can sign the text.
const ABOVE: usize = 3;

/// Adds the full names of the line around the headline that is nearest to a date, if there are nothing
/// but names on it, or in a part of it; a name that the headline holds is what the text is about.
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
    let is_dated = |at: &usize| line(*at).is_some_and(|line| is_dated(line, order));
    let above = headline.saturating_sub(ABOVE)..headline;
    let dated = (headline + 1..near.end).chain(above.rev()).find(is_dated);
    let Some(dated) = dated else { return };
    let around = (0..=BESIDE).flat_map(|apart| [dated.checked_sub(apart), Some(dated + apart)]);
    let beside = around.flatten().filter(|at| {
        let is_above = dated < headline && (dated.saturating_sub(1)..=dated).contains(at);
        near.contains(at) && (*at > headline && dated > headline || is_above)
    });
    for at in beside.filter(|at| marks.blocks.get(*at).copied().flatten().is_none()) {
        let Some(line) = line(at) else { continue };
        let part = (at == dated).then(|| beside_date(line, order)).flatten();
        let names = [line].into_iter().chain(part).find(|part| is_names(part, order, &about));
        if let Some(names) = names.filter(|names| !is_vocabulary(page, names)) {
            return claims.add_at(Field::Author, names, Source::Text, u32::try_from(at).ok());
        }
    }
}

/// The first part of a line with a date in one of the others, or the last one if the date is in the first:
/// "3 May 2024 · 5 min · Ana Silva".
fn beside_date(line: &str, order: Order) -> Option<&str> {
    let parts: Vec<&str> =
        line.split(person::SIGNS).flat_map(|part| part.split(" / ")).map(str::trim).collect();
    let has_date = |part: &str| !date::find(part, order, "").is_empty();
    match parts.as_slice() {
        [first, .., last] if has_date(first) => Some(last),
        [first, others @ ..] if others.iter().any(|part| has_date(part)) => Some(first),
        _ => None,
    }
}

/// True for a line with a date, or one that says of itself that it is one: "Published today".
fn is_dated(line: &str, order: Order) -> bool {
    words::opens_with_published(line) || !date::find(line, order, "").is_empty()
}

/// True for words that the page also writes in lower case: "Get Started" is no name.
fn is_vocabulary(page: &Page, names: &str) -> bool {
    let mut words = names.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| {
        let lower = word.to_lowercase();
        page.text.split(|c: char| !c.is_alphanumeric()).any(|other| other == lower)
    })
}

fn is_names(line: &str, order: Order, about: &str) -> bool {
    let names = person::names(line);
    let is_full = |name: &person::Name| {
        let words = || name.text.split(' ');
        !name.organisation
            && FULL.contains(&words().count())
            && words().all(|word| word.starts_with(char::is_uppercase) && !person::is_loud(word))
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

//! Names that stand by themselves below the headline, as on flattened pages, and on articles with markup
//! where nothing else says who wrote: "Ana Silva / 3 May 2024", "Ana Silva / Senior Editor",
//! "Ana Silva / 5 min read", "dpa / 3 May 2024".

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::chars;
use crate::html::Tag;
use crate::label::is_body;
use crate::metadata::Judged;
use crate::metadata::bio;
use crate::metadata::claim::{Claims, Field, Source};
use crate::metadata::date::{self, Order};
use crate::metadata::fold;
use crate::metadata::person;
use crate::metadata::words;
use crate::page::Page;

/// Blocks from the date to the name, at most.
const BESIDE: usize = 2;

/// Lines below the label of a birth that say who, when and where.
const BORN: usize = 3;

/// The longest line with a date or with names, in bytes.
const LONGEST: u32 = 120;

/// Words of a full name.
const FULL: std::ops::RangeInclusive<usize> = 2..=4;

/// The least part of a line's letters, dates left out, that its names have: what is left says more
/// than who wrote.
const MOSTLY: f32 = 0.75;

/// Lines above the headline that can sign the text.
const ABOVE: usize = 3;

/// Lines below the headline of which one without a date beside it can sign the text.
const BELOW: usize = 6;

/// Words of a line that says what someone is, or how long the text is, at most.
const ROLE: usize = 6;

/// Adds the full names of the line around the headline that is nearest to a date, if there are nothing
/// but names on it, or in a part of it, or an agency that stands there; else, of a page that is a text
/// (an article, a thread), those of the first line below it with a role or a reading time under it, of one
/// that ends in what a writer is, or of one below "About the author". A name that the headline holds is what
/// the text is about.
pub(in crate::metadata) fn read(
    judged: Judged<'_>,
    near: &Range<usize>,
    headline: usize,
    (order, is_text): (Order, bool),
    claims: &mut Claims,
) {
    let Judged { page, marks, .. } = judged;
    let about = page.blocks.get(headline).map(|block| fold::words(page.block_text(block)));
    let about = about.unwrap_or_default();
    let is_names = |line: &&str| is_names(line, order, &about);
    let beside_date = beside_date(page, near, headline, order).filter_map(|(at, is_dated)| {
        let line = without_handle(line(page, at)?);
        let part = is_dated.then(|| part_beside_date(line, order)).flatten();
        let before = is_dated.then(|| before_date(line, order)).flatten();
        let signs = |line: &&str| words::is_agency(line) || is_names(line);
        Some((at, [line].into_iter().chain(part).chain(before).find(signs)?))
    });
    let n_below = if is_text { BELOW } else { 0 };
    let places = headline + 1..near.end.min(headline + 1 + n_below);
    let below = places.clone().filter_map(|at| {
        let has_role = line(page, at + 1).is_some_and(|it| is_role(it) || words::is_listen(it));
        Some((at, line(page, at).filter(|_| has_role).filter(is_names)?))
    });
    let is_free = |at: usize| marks.blocks.get(at).copied().flatten().is_none();
    let is_born = |at: usize| {
        (1..=BORN).any(|back| line(page, at.wrapping_sub(back)).is_some_and(words::is_birth_label))
    };
    // An agency by itself is marked as a credit, which it is not beside the date.
    let is_signature = |(at, names): &(usize, &str)| {
        words::is_agency(names)
            || is_free(*at) && !leads_on(page, *at) && !is_vocabulary(page, names) && !is_born(*at)
    };
    let with_post =
        places.filter_map(|at| Some((at, name_with_post(line(page, at)?, order, &about)?)));
    let mut signed = beside_date.chain(below).chain(with_post).filter(is_signature);
    if let Some((at, names)) = signed.next() {
        let source = if words::is_agency(names) { Source::Byline } else { Source::Text };
        claims.add_at(Field::Author, names, source, u32::try_from(at).ok());
    } else if is_text && !read_about(page, headline, claims) {
        read_bio(judged, headline, &about, claims);
    }
}

/// Words of a line with a name and what its bearer is, at most.
const NAME_WITH_POST: usize = 7;

/// The full name that a line opens with which ends in what a writer is: "Ana Silva World Affairs
/// Correspondent".
pub(in crate::metadata) fn name_with_post<'a>(
    line: &'a str,
    order: Order,
    about: &str,
) -> Option<&'a str> {
    let is_short = line.split(' ').count() <= NAME_WITH_POST;
    let last = line.rsplit(' ').next().filter(|_| is_short)?;
    if !words::is_writer(&last.to_lowercase()) {
        return None;
    }
    let names = person::names(line);
    let [name] = names.as_slice() else { return None };
    let name = line.get(..name.text.len()).filter(|it| *it == name.text)?;
    is_names(name, order, about).then_some(name)
}

/// Adds the full name below a line like "About the author" that stands below the headline. Of several, as
/// on pages that introduce a team, none. False where there is no such line.
fn read_about(page: &Page, headline: usize, claims: &mut Claims) -> bool {
    let is_label = |at: &usize| line(page, *at).is_some_and(words::is_author_label);
    let labels = (headline + 1..page.blocks.len()).filter(is_label);
    let named = labels.filter_map(|at| Some((at + 1, line(page, at + 1)?)));
    let named = named.filter(|(_, line)| is_names(line, Order::DayFirst, ""));
    add_only(named, claims)
}

/// Adds the full name that the line below says something of, where neither is content: "Ana Silva / Ana is a
/// writer". Of several, none.
fn read_bio(judged: Judged<'_>, headline: usize, about: &str, claims: &mut Claims) {
    let Judged { page, verdicts, .. } = judged;
    let is_kept = |at: usize| is_body(verdicts, at);
    let told_of = (headline + 1..page.blocks.len()).filter_map(|at| {
        let below = page.blocks.get(at + 1).filter(|_| !is_kept(at) && !is_kept(at + 1))?;
        let name = line(page, at).filter(|name| bio::is_of(page.block_text(below), name))?;
        is_names(name, Order::DayFirst, about).then_some((at, name))
    });
    let mut told_of = told_of.peekable();
    if told_of.peek().is_none() {
        return;
    }
    // Of a page that tells of many, its words are looked through but once.
    let known: FxHashSet<&str> = words_of(&page.text).collect();
    let is_vocabulary =
        |name: &str| words_of(name).all(|word| known.contains(word.to_lowercase().as_str()));
    add_only(told_of.filter(|(_, name)| !is_vocabulary(name)), claims);
}

/// Adds a name if there is no other; false where there is none at all.
fn add_only<'a>(mut named: impl Iterator<Item = (usize, &'a str)>, claims: &mut Claims) -> bool {
    let Some((at, name)) = named.next() else { return false };
    if named.all(|(_, other)| other == name) {
        claims.add_at(Field::Author, name, Source::Text, u32::try_from(at).ok());
    }
    true
}

/// The blocks beside the date that stands nearest below the headline, else above it; and whether a block
/// is the one with the date. A name stands above a date more often than below.
fn beside_date(
    page: &Page,
    near: &Range<usize>,
    headline: usize,
    order: Order,
) -> impl Iterator<Item = (usize, bool)> {
    let is_dated = |at: &usize| line(page, *at).is_some_and(|line| is_dated(line, order));
    let above = headline.saturating_sub(ABOVE)..headline;
    let dated = (headline + 1..near.end).chain(above.rev()).find(is_dated);
    dated.into_iter().flat_map(move |dated| {
        let within = if dated > headline {
            headline + 1..=dated + BESIDE
        } else {
            dated.saturating_sub(1)..=dated
        };
        let upwards = (dated.saturating_sub(BESIDE)..=dated).rev();
        let beside = upwards.chain(dated + 1..=dated + BESIDE);
        let beside = beside.filter(move |at| near.contains(at) && within.contains(at));
        beside.map(move |at| (at, at == dated))
    })
}

/// True for a line that says what someone is, or how long the text is: "Senior Editor", "5 min read".
fn is_role(line: &str) -> bool {
    let words = line.split(|c: char| !chars::is_alphabetic(c)).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.take(ROLE + 1).collect();
    words.len() <= ROLE && words.last().is_some_and(|last| words::is_role(&last.to_lowercase()))
}

/// A line that is not too long for a date or names.
fn line(page: &Page, at: usize) -> Option<&str> {
    let block = page.blocks.get(at).filter(|block| !block.hidden && block.len() <= LONGEST)?;
    Some(page.block_text(block))
}

/// A line without the name of an account at its end: "Ana Silva @anasilva", or with no space between.
fn without_handle(line: &str) -> &str {
    let Some((before, handle)) = line.rsplit_once('@') else { return line };
    let is_handle = |c: char| chars::is_alphanumeric(c) || c == '_';
    if handle.is_empty() || !handle.chars().all(is_handle) { line } else { before.trim_end() }
}

/// What stands before the date of a line that goes on behind it: "Ana Silva 3 May 2024 Bridges 7 comments".
fn before_date(line: &str, order: Order) -> Option<&str> {
    let dates = date::find(line, order, "");
    let first = dates.first().filter(|found| found.date.day.is_some())?;
    Some(line.get(..first.start)?.trim_end())
}

/// The first part of a line with a date in one of the others, or the last one if the date is in the first:
/// "3 May 2024 · 5 min · Ana Silva".
fn part_beside_date(line: &str, order: Order) -> Option<&str> {
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

/// True for a block with a link or a button, where markup shows it, or the label of what follows: a section,
/// an offer. Links to people are claims of their own.
fn leads_on(page: &Page, at: usize) -> bool {
    page.blocks.get(at).filter(|_| page.has_markup).is_some_and(|block| {
        block.link_bytes > 0
            || page.block_text(block).ends_with(':')
            || page.ancestors(block.element).any(|(_, around)| around.tag == Tag::Button)
    })
}

/// True for words that the page also writes in lower case: "Get Started" is no name.
fn is_vocabulary(page: &Page, names: &str) -> bool {
    words_of(names).all(|word| {
        let lower = word.to_lowercase();
        words_of(&page.text).any(|other| other == lower)
    })
}

/// The letters and digits of a text between other signs.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !chars::is_alphanumeric(c)).filter(|word| !word.is_empty())
}

/// Words of a part of a line that says what someone is, at most.
const ROLE_PART: usize = 4;

/// The letters of a line that say what someone is, which tells no more than who wrote: all of "Staff Writer"
/// in "Ana Silva, Staff Writer", the last word of "Ana Silva Reporter".
fn of_roles(line: &str) -> f32 {
    let has_role = |word: &str| words::is_role(&person::last_word(word).to_lowercase());
    let of_part = |(nth, part): (usize, &str)| {
        let words =
            || part.split(|c: char| !chars::is_alphabetic(c)).filter(|word| !word.is_empty());
        let is_whole = nth > 0 && words().count() <= ROLE_PART && words().any(has_role);
        let counted = words().filter(|word| is_whole || has_role(word));
        counted
            .map(|word| fold::n_letters(if is_whole { word } else { person::last_word(word) }))
            .sum::<usize>()
    };
    let parts = line.split(|c: char| c == ',' || person::SIGNS.contains(&c));
    parts.enumerate().map(of_part).sum::<usize>() as f32
}

/// "Clockmaker's", as titles have it.
fn is_possessive(word: &str) -> bool {
    ["'s", "’s"].iter().any(|end| word.ends_with(end))
}

/// The longest beginning of one word of a name that another large letter follows, in bytes: "FitzGerald", "DianaHR".
const LONGEST_PREFIX: usize = 6;

/// "ObituaryService": labels that stood beside each other.
fn is_glued(word: &str) -> bool {
    fold::seams(word).any(|seam| seam > LONGEST_PREFIX)
}

fn is_names(line: &str, order: Order, about: &str) -> bool {
    let names = person::names(line);
    let is_full = |name: &person::Name| {
        let words = || name.text.split(' ');
        let opens_title = |word: &str| words::opens_title(&word.to_lowercase());
        let is_team = || words().any(|word| words::is_team(&word.to_lowercase()));
        (!name.organisation || is_team())
            && FULL.contains(&words().count())
            && words().all(|word| word.starts_with(chars::is_uppercase) || words::is_particle(word))
            && (is_team() || !words().any(person::is_loud))
            && !words().any(|word| is_possessive(word) || is_glued(word))
            && (is_team() || !words().next().is_some_and(opens_title))
            && !about.contains(&fold::words(&name.text))
    };
    let letters = |text: &str| fold::n_letters(text) as f32;
    let of_roles = of_roles(line);
    let dates = date::find(line, order, "");
    // "Date of creation: 3 May 2024"
    let is_label =
        |at: usize| line.get(..at).is_some_and(|it| it.trim_end().ends_with([':', '：']));
    let is_labelled = dates.first().is_some_and(|found| is_label(found.start));
    let of_dates: f32 =
        dates.iter().filter_map(|found| line.get(found.start..found.end)).map(letters).sum();
    let of_names: f32 = names.iter().map(|name| letters(&name.text)).sum();
    !names.is_empty()
        && !is_labelled
        // "Like Loading..." goes on.
        && !["…", "..."].iter().any(|end| line.trim_end().ends_with(end))
        && names.iter().all(is_full)
        && of_names >= MOSTLY * (letters(line) - of_dates - of_roles)
        && !words::opens_with_updated(line)
        && !words::opens_with_published(line)
}

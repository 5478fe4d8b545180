//! Claims of the visible lines around the headline: byline and dateline.

use super::reporter;
use crate::chars;
use crate::html::Tag;
use crate::metadata::claim::{Claims, Field, Source};
use crate::metadata::date::{self, Found, Order};
use crate::metadata::fold;
use crate::metadata::lines::FULL_STOPS;
use crate::metadata::near::{Near, is_running};
use crate::metadata::words;
use crate::page::{Block, Page};

/// Blocks below one that running text follows closely.
const AFTER: usize = 24;

/// The longest line that is a byline or a dateline.
const LONGEST_LINE: u32 = 240;

/// The longest line that says how long ago the text was written, in bytes.
const LONGEST_AGO: u32 = 100;

/// Bytes beside a date in a line that tells of it without a word like "published": near the
/// headline, and elsewhere.
const LONGEST_NEAR: usize = 100;
const LONGEST_FAR: usize = 12;

/// Bytes before a date in a sentence, above which the sentence tells of something else: "He died at home
/// on February 27, 2021."
const LONGEST_BEFORE: usize = 20;

/// Bytes from the word "published" at the beginning of a line to its date, at most.
const LONGEST_OPENING: usize = 60;

/// Signs that part date, time and byline in one line.
const PARTS: [char; 3] = ['|', '·', '•'];

/// True for a block that running text follows closely.
pub(in crate::metadata) fn heads_text(page: &Page, at: u32) -> bool {
    page.blocks
        .iter()
        .skip(at as usize + 1)
        .take(AFTER)
        .any(|block| !block.hidden && is_running(block))
}

/// The main heading above the running text, whatever it says: where no block shows the headline,
/// byline and dateline stand near this.
pub(in crate::metadata) fn heading(page: &Page) -> Option<usize> {
    let begins = |block: &Block| !block.hidden && is_running(block);
    let end = page.blocks.iter().position(begins).unwrap_or(page.blocks.len());
    page.blocks.get(..end)?.iter().rposition(|block| {
        let mut around = page.ancestors(block.element).take(3);
        !block.hidden && around.any(|(_, element)| element.tag == Tag::H1)
    })
}

/// Adds the names and dates of the lines near the headline. Gives the lines between headline and running
/// text that say when the article was written or changed, and nothing more, in their order.
pub(in crate::metadata) fn read(
    page: &Page,
    near: &Near,
    headline: Option<usize>,
    order: Order,
    language: &str,
    claims: &mut Claims,
) -> Vec<usize> {
    let begins = |at: &usize| page.blocks.get(*at).is_some_and(is_running);
    let text = near.blocks().find(begins).unwrap_or(near.head.end);
    let mut datelines = Vec::new();
    let shown = headline.and_then(|at| page.blocks.get(at)).map(|block| page.block_text(block));
    let signed = reporter::read(page, near, headline, language, claims);
    let mut label = None;
    for at in near.blocks() {
        let Some(block) = page.blocks.get(at) else { break };
        let line = page.block_text(block);
        if block.hidden || Some(at) == headline {
            continue;
        }
        let index = u32::try_from(at).ok();
        if block.len() > LONGEST_LINE {
            opening_date(line, index, order, language, claims);
            continue;
        }
        let mut dates = date::find(line, order, language);
        if Some(line) == shown {
            dates.retain(|found| line.get(found.start..found.end).is_some_and(has_whole_year));
        }
        if label.is_some_and(words::labels_authors) {
            claims.add_at(Field::Author, &listed(page, at), Source::Byline, index);
        } else if !signed.contains(&at) {
            let is_dated = || !dates.is_empty() || is_dateline_at(page, at + 1, order, language);
            let byline = |part: &str, claims: &mut Claims| {
                byline(part, index, &is_dated, claims);
            };
            line.split(PARTS).for_each(|part| byline(part.trim(), claims));
            // "Published 3 May 2024 by Ana Silva": what stands behind a date may sign as well.
            let behind = dates.iter().filter_map(|found| line.get(found.end..));
            behind.for_each(|rest| byline(rest.trim_start(), claims));
        }
        dateline(line, &dates, label, index, LONGEST_NEAR, claims);
        if line.len() > OPENING_READ {
            opening_date(line, index, order, language, claims);
        }
        if at < text && is_dateline(line, &dates) {
            datelines.push(at);
        }
        label = (block.len() < 40).then_some(line);
    }
    datelines
}

/// Lines of a list of who wrote, at most.
const LISTED: usize = 8;

/// A line with those below it, as long as each says that another name follows: "Ana Silva, / Bo Li &".
fn listed(page: &Page, at: usize) -> String {
    let lines = page.blocks.iter().skip(at).filter(|block| !block.hidden).take(LISTED);
    let mut list = String::new();
    for block in lines.take_while(|block| block.len() <= LONGEST_LINE) {
        let line = page.block_text(block).trim_end();
        list.push_str(line);
        let last = line.rsplit(' ').next().unwrap_or("");
        if !line.ends_with([',', '&', '、', '，']) && !words::joins(&last.to_lowercase()) {
            break;
        }
        list.push(' ');
    }
    list
}

/// The longest label before a date ("Published on"), in bytes, and letters beside the dates of a line that
/// says nothing else: a weekday, a place, the paper.
const LONGEST_LABEL: usize = 40;
const MAX_BESIDE: usize = 12;

/// True for a date with four figures in a row: "1.1.10" in a headline is mostly the number of a version.
fn has_whole_year(date: &str) -> bool {
    date.split(|c: char| !chars::is_numeric(c)).any(|figures| figures.chars().count() == 4)
}

/// True if a line has a day of the calendar, and says nothing but dates and their labels.
pub(in crate::metadata) fn is_dateline(line: &str, dates: &[Found]) -> bool {
    let (mut n_letters, mut from) = (0, 0);
    for found in dates {
        let before = line.get(from..found.start).unwrap_or("");
        let is_label = before.len() <= LONGEST_LABEL
            && (words::ends_with_updated(before) || words::ends_with_published(before));
        n_letters += if is_label { 0 } else { fold::n_letters(before) };
        from = found.end;
    }
    n_letters += fold::n_letters(line.get(from..).unwrap_or(""));
    let has_day = dates.iter().any(|found| found.date.day.is_some());
    has_day && line.len() <= LONGEST_NEAR && n_letters <= MAX_BESIDE
}

/// Bytes within which a paragraph's opening date begins, and the bytes that are read for it.
const OPENING: usize = 40;
const OPENING_READ: usize = 100;

/// A date that a paragraph opens with, alone or behind a place, and a dash or bracket after it:
/// "27.1.2022 - The council", "LEEDS, May 3, 2024 (Agency) -- The council".
fn opening_date(line: &str, block: Option<u32>, order: Order, language: &str, claims: &mut Claims) {
    let opening = line.get(..line.floor_char_boundary(OPENING_READ)).unwrap_or("");
    let Some(found) = date::find(opening, order, language).into_iter().next() else { return };
    let before = opening.get(..found.start).unwrap_or("");
    let after = opening.get(found.end..).unwrap_or("").trim_start_matches([' ', ')', ',']);
    let is_place = before.is_empty() || before.trim_end().ends_with([',', '(', '/', '-', '–', '—']);
    let ends = after.starts_with(['-', '–', '—', '(', '/', '|', ':']);
    if found.start <= OPENING && found.date.day.is_some() && is_place && ends {
        let value = opening.get(found.start..found.end).unwrap_or("");
        claims.add_at(Field::Published, value, Source::Dateline, block);
    }
}

/// True if a line below the headline and near it says how long ago the text was written.
pub(in crate::metadata) fn says_ago(page: &Page, near: &Near, headline: Option<usize>) -> bool {
    let lines = (headline.map_or(near.head.start, |at| at + 1)..near.head.end)
        .filter_map(|at| page.blocks.get(at));
    let mut lines = lines.filter(|block| !block.hidden && block.len() <= LONGEST_AGO);
    lines.any(|block| date::ago(page.block_text(block)).is_some())
}

/// Lines of a page that are looked at for a date where none stands near the headline.
const MAX_LINES: usize = 300;

/// Adds the dates of all short lines below the headline.
pub(in crate::metadata) fn read_far(
    page: &Page,
    from: usize,
    order: Order,
    language: &str,
    claims: &mut Claims,
) {
    let mut label = None;
    let mut n_lines = 0;
    for (at, block) in page.blocks.iter().enumerate().skip(from) {
        if block.hidden || block.len() > 120 {
            continue;
        }
        let line = page.block_text(block);
        let n_digits = line.chars().filter(|c| chars::is_numeric(*c)).count();
        if n_digits >= 3 {
            n_lines += 1;
            let dates = date::find(line, order, language);
            dateline(line, &dates, label, u32::try_from(at).ok(), LONGEST_FAR, claims);
        }
        if n_lines >= MAX_LINES {
            break;
        }
        label = (block.len() < 40).then_some(line);
    }
}

/// The longest line that is nothing but a signature: "Written by" and a name or two.
const LONGEST_SIGNATURE: u32 = 80;

/// Adds the names of lines that sign a text far from its headline: below it, or in a box beside it.
pub(in crate::metadata) fn read_signatures(page: &Page, near: &Near, claims: &mut Claims) {
    let mut label = false;
    for (at, block) in page.blocks.iter().enumerate() {
        if near.contains(at) || block.hidden || block.len() > LONGEST_SIGNATURE {
            label = false;
            continue;
        }
        let line = page.block_text(block);
        let signed = words::after_signed(line);
        if label || signed.is_some_and(|rest| rest.starts_with(chars::is_uppercase)) {
            let index = u32::try_from(at).ok();
            claims.add_at(Field::Author, signed.unwrap_or(line), Source::Byline, index);
        }
        label = signed == Some("");
    }
}

/// True for a block that is a date and nothing else.
fn is_dateline_at(page: &Page, at: usize, order: Order, language: &str) -> bool {
    let block = page.blocks.get(at).filter(|block| !block.hidden && block.len() <= LONGEST_LINE);
    let line = block.map_or("", |block| page.block_text(block));
    is_dateline(line, &date::find(line, order, language))
}

/// Letters of a name under which someone writes on a site.
const HANDLE: std::ops::RangeInclusive<usize> = 3..=30;

/// True for a name in small letters under which someone may write on a site: "jroe", "sea_walker7".
fn is_handle(name: &str) -> bool {
    let is_sign = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || b"_-.".contains(&c);
    HANDLE.contains(&name.len())
        && name.bytes().all(is_sign)
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && !name.ends_with('.')
}

/// Adds who is named behind "by": in capitals, as an agency, or, with a date beside it, by a handle.
fn byline(line: &str, block: Option<u32>, is_dated: &impl Fn() -> bool, claims: &mut Claims) {
    let Some((rest, parted)) = words::after_by(line) else { return };
    let rest = date::ago(rest).and_then(|at| rest.get(..at)).unwrap_or(rest);
    // "作者一覽", "文章排行": other words begin like these, and no space tells.
    if line.strip_suffix(rest).is_some_and(|by| by.ends_with(reporter::is_han)) {
        return;
    }
    // "Text Messages", "From Example, the open encyclopedia": a single word below such a label names no one.
    let is_pair =
        line.split_once(' ').is_some_and(|(first, last)| last == rest && words::is_noun(first));
    if is_pair && !parted && !rest.split(',').next().unwrap_or("").trim().contains(' ') {
        return;
    }
    // "From the sea to the hills" opens like a byline and goes on in lower case, as only agencies do.
    let names =
        rest.chars().next().is_some_and(|c| !chars::is_lowercase(c) && chars::is_alphabetic(c))
            || rest.split(' ').next().is_some_and(words::is_agency)
            || is_handle(rest) && is_dated();
    if names && (parted || rest.len() <= 120) && !rest.trim_end().ends_with(['.', '?', '!']) {
        claims.add_at(Field::Author, rest, Source::Byline, block);
    }
}

fn dateline(
    line: &str,
    dates: &[Found],
    label: Option<&str>,
    block: Option<u32>,
    longest: usize,
    claims: &mut Claims,
) {
    let mut from = 0;
    for found in dates {
        let own = line.get(from..found.start).unwrap_or("");
        let before = match label {
            Some(label) if own.trim().is_empty() && from == 0 => label,
            _ => own,
        };
        let from_start = std::mem::replace(&mut from, found.end) == 0;
        // "Published by Example News on May 3, 2024"
        let opening = Some(before).filter(|it| from_start && it.len() <= LONGEST_OPENING);
        let is_published =
            words::ends_with_published(before) || opening.is_some_and(words::opens_with_published);
        let is_updated =
            words::ends_with_updated(before) || opening.is_some_and(words::opens_with_updated);
        let updated = is_updated && !is_published;
        let labelled = is_updated || is_published;
        let beside = line.len().saturating_sub(found.end - found.start);
        // A caption ends in the name of who took the picture: "in Leeds, May 3, 2024. (Agency/Ana Silva)".
        let tells =
            own.len() > LONGEST_BEFORE && (line.ends_with(FULL_STOPS) || line.ends_with(')'));
        let is_other = !labelled && (tells || beside > longest) || words::ends_with_joined(before);
        if found.date.day.is_none() || is_other {
            continue;
        }
        let field = if updated { Field::Modified } else { Field::Published };
        // With the word that says what it is, if that stands on the line.
        let label = if is_published { own.trim_start().len() } else { 0 };
        let value = line.get(found.start.saturating_sub(label)..found.end).unwrap_or("");
        claims.add_at(field, value, Source::Dateline, block);
    }
}

#[cfg(test)]
mod tests;

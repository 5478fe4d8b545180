//! Address and contact blocks: runs of short lines that are no prose.
//!
//! Only lines with a digit or an "@" are looked at; around those that say something of an address
//! (street, postal code, telephone, hours), a window is drawn and weighed as a whole. An address
//! that is told in a sentence never is one, for its line is a sentence.

mod postal;
mod signals;
mod street;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use rustc_hash::FxHashMap;

use self::signals::Signals;
pub(super) use self::words::is_placeholder;
use super::Contact;
use crate::page::Page;

/// Lines of an address, without its label, at most.
const MAX_LINES: usize = 8;

/// Lines without a sign of their own between two with one, at most: a building, a city.
const MAX_GAP: usize = 2;

/// Blocks from the start and the end of a page that count as its edges.
const EDGE: usize = 12;

/// An address on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AddressBlock {
    /// The blocks, label line included.
    pub(super) blocks: Range<usize>,
    /// The block that is its label line, if it has one.
    pub(super) label: Option<usize>,
    /// Filler that a site template shipped with.
    pub(super) placeholder: bool,
    /// Labelled, repeated, filler, or at an edge of the page with all an address needs: no part
    /// of what the page tells.
    pub(super) sure: bool,
    pub(super) postal_code: Option<String>,
    pub(super) phones: Vec<String>,
    pub(super) emails: Vec<String>,
}

/// Finds the address blocks of a page, in page order, disjoint.
pub(super) fn find(page: &Page) -> Vec<AddressBlock> {
    let signed = page.blocks.iter().enumerate().filter_map(|(at, block)| {
        let signals = signals::of(page.block_text(block));
        signals.any().then_some((at, signals))
    });
    let mut found = Vec::new();
    let mut window: Vec<(usize, Signals)> = Vec::new();
    let mut free = 0;
    for (at, signals) in signed {
        if !window.is_empty() && !goes_on(page, &window, at, signals) {
            weigh(page, &window, &mut free, &mut found);
            window.clear();
        }
        if !signals.is_faint() || has_street_near(&window, at) {
            window.push((at, signals));
        }
    }
    weigh(page, &window, &mut free, &mut found);
    mark_repeated(page, &mut found);
    found
}

/// Each distinct address once, in page order.
pub(super) fn contacts(page: &Page, blocks: &[AddressBlock]) -> Vec<Contact> {
    let mut contacts: Vec<Contact> = Vec::new();
    let mut known: FxHashMap<Vec<&str>, usize> = FxHashMap::default();
    for block in blocks {
        let lines = lines(page, block);
        if let Some(contact) = known.get(&lines).and_then(|index| contacts.get_mut(*index)) {
            contact.times += 1;
            continue;
        }
        contacts.push(Contact {
            label: block.label.map(|at| text(page, at).trim_end_matches([':', '：']).to_owned()),
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            times: 1,
            placeholder: block.placeholder,
            postal_code: block.postal_code.clone(),
            phones: block.phones.clone(),
            emails: block.emails.clone(),
        });
        known.insert(lines, contacts.len() - 1);
    }
    contacts
}

fn text(page: &Page, at: usize) -> &str {
    page.blocks.get(at).map_or("", |block| page.block_text(block))
}

/// The lines of an address without its label.
fn lines<'a>(page: &'a Page, block: &AddressBlock) -> Vec<&'a str> {
    block.blocks.clone().filter(|at| Some(*at) != block.label).map(|at| text(page, at)).collect()
}

/// Whether a line with signals belongs to the window before it.
fn goes_on(page: &Page, window: &[(usize, Signals)], at: usize, signals: Signals) -> bool {
    let (Some((first, _)), Some((last, _))) = (window.first(), window.last()) else { return false };
    if signals.is_faint() && !has_street_near(window, at) {
        return true;
    }
    let has_place = window.iter().any(|(_, s)| s.postal);
    let has_street = window.iter().any(|(_, s)| s.street);
    // In Japan the postal code stands on the line before the street.
    let code_first = window.len() == 1 && at == last + 1;
    // A second address begins.
    let after_place = has_place && !code_first;
    let anew = signals.label || (signals.street && (after_place || has_street && signals.postal));
    let short_gap = at - last <= MAX_GAP + 1 && at - first < MAX_LINES;
    let between = || (last + 1..at).map(|at| text(page, at));
    short_gap
        && !anew
        && between().all(|line| signals::is_name_line(line) && !signals::is_label(line))
}

fn has_street_near(window: &[(usize, Signals)], at: usize) -> bool {
    window.iter().any(|(street, signals)| signals.street && at - street <= MAX_GAP)
}

/// Adds the window to what is found if it has what an address needs.
fn weigh(
    page: &Page,
    window: &[(usize, Signals)],
    free: &mut usize,
    found: &mut Vec<AddressBlock>,
) {
    let (Some((first, _)), Some((last, _))) = (window.first(), window.last()) else { return };
    let (first, last) = (*first, *last);
    let placeholder = window.iter().any(|(at, _)| is_placeholder(text(page, *at)));
    let label = label_above(page, first, *free);
    let labelled = label.is_some() || window.iter().any(|(_, s)| s.label);
    let complete = is_complete(window);
    let directly = labelled && label.is_none_or(|at| at + 1 == first);
    let placed = window.iter().any(|(_, signals)| signals.street || signals.postal);
    if !(placeholder || complete || (directly && placed)) {
        return;
    }
    let mut end = last + 1;
    let next = text(page, end).trim_end_matches('.');
    if next.len() <= 40
        && !next.is_empty()
        && words::words().has(&next.to_lowercase(), words::COUNTRY)
    {
        end += 1;
    }
    let start = label.unwrap_or(first);
    let at_edge = start < EDGE || end + EDGE >= page.blocks.len();
    *free = end;
    let of_lines = |pick: fn(&str) -> Option<&str>| -> Vec<String> {
        window.iter().filter_map(|(at, _)| pick(text(page, *at))).map(str::to_owned).collect()
    };
    found.push(AddressBlock {
        blocks: start..end,
        label,
        placeholder,
        sure: placeholder || (labelled && complete) || (complete && at_edge),
        postal_code: postal_code(page, window),
        phones: of_lines(signals::phone),
        emails: of_lines(signals::email),
    });
}

/// The postal code of a window: rather that of a line of its own than one beside a street.
fn postal_code(page: &Page, window: &[(usize, Signals)]) -> Option<String> {
    let placed = || window.iter().filter(|(_, signals)| signals.postal);
    let (at, signals) =
        placed().find(|(_, signals)| !signals.street).or_else(|| placed().next())?;
    signals::postal_code(text(page, *at), *signals).map(str::to_owned)
}

/// A street with a place within two lines, or a place and two ways to reach it.
fn is_complete(window: &[(usize, Signals)]) -> bool {
    let is_near = |(street, signals): &(usize, Signals)| {
        signals.street
            && window.iter().any(|(at, other)| other.postal && at.abs_diff(*street) <= MAX_GAP)
    };
    let ways = |pick: fn(&Signals) -> bool| usize::from(window.iter().any(|(_, s)| pick(s)));
    let n_ways = ways(|s| s.phone) + ways(|s| s.fax) + ways(|s| s.email) + ways(|s| s.hours);
    window.iter().any(is_near) || (window.iter().any(|(_, s)| s.postal) && n_ways >= 2)
}

/// The label line above a window, at most one name between them.
fn label_above(page: &Page, first: usize, free: usize) -> Option<usize> {
    let above = |n: usize| first.checked_sub(n).filter(|at| *at >= free);
    let direct = above(1).filter(|at| signals::is_label(text(page, *at)));
    direct.or_else(|| {
        above(1).filter(|at| signals::is_name_line(text(page, *at)))?;
        above(2).filter(|at| signals::is_label(text(page, *at)))
    })
}

/// What comes twice on a page is furniture.
fn mark_repeated(page: &Page, found: &mut [AddressBlock]) {
    let mut times: FxHashMap<Vec<&str>, usize> = FxHashMap::default();
    for block in found.iter() {
        *times.entry(lines(page, block)).or_default() += 1;
    }
    for block in found.iter_mut() {
        block.sure |= times.get(&lines(page, block)).is_some_and(|times| *times > 1);
    }
}

//! Leaves out of a source what a parser after the standard cannot take in linear time.
//!
//! html5ever walks its open elements at many tags, and copies unclosed formatting elements into
//! every paragraph: nesting, and the number of unclosed formatting elements, are factors of its
//! time. The lean reader's own bookkeeping tells which start tags are beyond the bounds.

#[cfg(feature = "scraper")]
use std::borrow::Cow;
use std::ops::Range;

#[cfg(feature = "scraper")]
use super::lean;
use super::tags::{FORMATTING, N_TAGS, RAW, Tag, VOID};
use super::tree::MAX_DEPTH;

/// Formatting elements unclosed at once. A parser makes copies of each in every paragraph that
/// follows; they change no text. More than what editors produce, less than what hurts.
const MAX_FORMATTING: u32 = 16;

/// Attributes of one element; a parser compares each with all before it.
const MAX_ATTRIBUTES: u32 = 256;

/// A source without the tags that are too deep.
#[cfg(feature = "scraper")]
pub(super) struct Bounded<'a> {
    pub(super) source: Cow<'a, str>,
    pub(super) was_cut: bool,
}

/// Bounds nesting, formatting elements and attributes.
#[cfg(feature = "scraper")]
pub(super) fn bounded(source: &str) -> Bounded<'_> {
    let guard = lean::scan(source);
    if guard.cuts.is_empty() {
        return Bounded { source: Cow::Borrowed(source), was_cut: false };
    }
    let mut rest = String::with_capacity(source.len());
    let mut from = 0;
    for cut in &guard.cuts {
        rest.push_str(source.get(from..cut.start).unwrap_or(""));
        from = cut.end;
    }
    rest.push_str(source.get(from..).unwrap_or(""));
    Bounded { source: Cow::Owned(rest), was_cut: guard.was_deep }
}

/// Watches the tags of a source.
#[derive(Debug)]
pub(super) struct Guard {
    cuts: Vec<Range<usize>>,
    was_deep: bool,
    /// Unclosed formatting elements, by tag.
    unclosed: [u32; N_TAGS],
    n_unclosed: u32,
    /// Unclosed elements inside of `<select>`, options aside: the standard has come to nest them,
    /// where the lean reader skips them.
    n_in_select: usize,
}

impl Guard {
    pub(super) fn new() -> Guard {
        Guard {
            cuts: Vec::new(),
            was_deep: false,
            unclosed: [0; N_TAGS],
            n_unclosed: 0,
            n_in_select: 0,
        }
    }

    /// A start tag at some depth. False if it is to be left out: then nothing must see it.
    pub(super) fn admits(&mut self, tag: Tag, depth: usize, in_select: bool) -> bool {
        if in_select && !tag.is(VOID | RAW) && !matches!(tag, Tag::Option | Tag::Optgroup) {
            self.n_in_select += 1;
        }
        let is_deep = depth >= MAX_DEPTH || in_select && self.n_in_select >= MAX_DEPTH;
        if is_deep && !tag.is(VOID | RAW) {
            self.was_deep = true;
            return false;
        }
        if !tag.is(FORMATTING) {
            return true;
        }
        if tag == Tag::A {
            self.end_tag(tag, false);
        }
        if self.n_unclosed >= MAX_FORMATTING {
            return false;
        }
        if let Some(n) = self.unclosed.get_mut(tag as usize) {
            *n += 1;
            self.n_unclosed += 1;
        }
        true
    }

    pub(super) fn end_tag(&mut self, tag: Tag, in_select: bool) {
        self.n_in_select = self.n_in_select.saturating_sub(usize::from(in_select));
        if let Some(n) = self.unclosed.get_mut(tag as usize).filter(|n| **n > 0) {
            *n -= 1;
            self.n_unclosed -= 1;
        }
    }

    /// The n-th attribute of a tag, from 0, and its range.
    pub(super) fn attribute(&mut self, n: u32, range: Range<usize>) {
        if n >= MAX_ATTRIBUTES {
            self.cut(range);
        }
    }

    /// Cuts out a range; what has been cut out of it goes with it.
    pub(super) fn cut(&mut self, range: Range<usize>) {
        while self.cuts.pop_if(|last| last.start >= range.start).is_some() {}
        self.cuts.push(range);
    }
}

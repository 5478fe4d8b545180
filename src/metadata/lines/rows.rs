//! The lines that may be the headline, each with figures of how it looks and where it stands.

use std::ops::RangeInclusive;

use super::again::Again;
use super::shared::Text;
use super::signs::{Signs, is_count, is_way, n_digits, n_steps};
use super::{FULL_STOPS, count_words, is_running, is_unspaced};
use crate::feature::credits;
use crate::label::{Label, Marks, Reason, Verdict, is_body};
use crate::lexicon::{Topics, topics};
use crate::metadata::date::{self, Order};
use crate::metadata::fold;
use crate::metadata::source::reporter;
use crate::metadata::source::unsigned::name_with_post;
use crate::metadata::source::visible::is_dateline;
use crate::metadata::words;
use crate::page::Page;

/// The figures of a line, in the order of its row.
pub(crate) const NAMES: [&str; N] = [
    "distance",
    "distance_far",
    "words",
    "words_off",
    "ends_sentence",
    "ends_question",
    "goes_on",
    "shared",
    "shared_often",
    "begins_large",
    "date",
    "byline",
    "marked",
    "duplicate",
    "byline_below",
    "date_below",
    "share_below",
    "capitalised",
    "digits",
    "first",
    "short_above",
    "date_above",
    "byline_above",
    "plain_above",
    "running_below",
    "longer_below",
    "in_text",
    "closes_bracket",
    "commas",
    "colon",
    "credits",
    "bars",
    "loud",
    "main_heading",
    "heading",
    "first_heading",
    "log_odds",
    "share_next",
    "share_above",
    "trail",
    "trail_above",
    "same_above",
    "same_below",
    "same_often",
    "named",
    "named_above",
    "named_below",
    "marked_above",
    "marked_below",
    "short_below",
    "price",
    "price_below",
    "count_below",
    "top",
    "into_text",
    "credit_above",
    "same_far_below",
    "owner",
];

const N: usize = 58;

/// A line that may be the headline.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) block: usize,
    /// It stands above the beginning of the text.
    pub(super) is_above: bool,
    pub(crate) row: [f32; N],
}

/// How many blocks above the beginning of the text are looked at, and how many from there on; most
/// headlines stand within a third of that.
const ABOVE: usize = 120;
const BELOW: usize = 10;

/// Letters of a kept block with which the text begins, and of a line that can only be running text.
const MIN_TEXT: usize = 100;
const LONG: usize = 160;

/// Letters of the first kept block of a page that has no text.
const MIN_ITEM: usize = 20;

/// Letters of a line that can be the headline, and from which on it is running text if it ends as a
/// sentence does.
const LENGTH: RangeInclusive<usize> = 2..=160;
const LONG_SENTENCE: usize = 80;

/// Letters of a line that can be a date or a byline, and of a weekday or a place before a date.
const MAX_LINE: usize = 80;
const MAX_BEFORE: usize = 12;

/// Words of a headline, as ln(1 + n), between which none is too short or too long.
const FEW_WORDS: f32 = 1.6;
const MANY_WORDS: f32 = 2.2;

/// What a line is beside its own figures.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    n_letters: usize,
    n_words: f32,
    has_date: bool,
    is_byline: bool,
    is_share: bool,
    is_marked: bool,
    is_duplicate: bool,
    is_sentence: bool,
    is_only_date: bool,
    /// A name that pages give to one of their parts, or a label of a button: "About", "Details", "Filter".
    is_named: bool,
    has_price: bool,
    /// Of a notice of cookies: what stands right above is its title.
    is_consent: bool,
    /// Of an image's caption or maker.
    is_credit: bool,
    /// No more than a label for that, for who wrote it, or for who was born when: what stands below is one.
    is_label: bool,
    n_digits: usize,
    /// Of a heading.
    level: Option<u8>,
    is_first_heading: bool,
}

impl Line {
    fn is_short(&self) -> bool {
        LENGTH.contains(&self.n_letters)
            && (self.n_letters < LONG_SENTENCE || !self.is_sentence)
            && !self.is_only_date
    }

    fn share_of_digits(&self) -> f32 {
        self.n_digits as f32 / self.n_letters.max(1) as f32
    }

    /// True for a part of a share bar that is surely one.
    fn is_share_bar(&self) -> bool {
        self.is_share && self.is_marked
    }

    fn is_plain(&self) -> bool {
        !self.has_date && !self.is_byline && !self.is_marked && !self.is_duplicate
    }
}

/// True for what forum software prints with a value behind it: "Posted: 3 May, 10:15".
fn is_of_thread(text: &str) -> bool {
    let Some((label, _)) = text.split_once([':', '：']) else { return false };
    topics(label).any(Topics::THREAD)
}

/// True for what menus, forms, shops and sections of a page call themselves.
fn is_named(known: Topics) -> bool {
    let of_site = Topics::SECTION | Topics::NAV | Topics::FORM | Topics::TOOL;
    known.any(of_site | Topics::CONTENT | Topics::SHOP | Topics::ACTION)
}

/// Signs of currencies.
const CURRENCIES: [char; 6] = ['$', '€', '£', '¥', '₹', '₽'];

/// The lines around the beginning of the text that may be the headline.
pub(crate) fn candidates(page: &Page, marks: &Marks, verdicts: &[Verdict]) -> Vec<Candidate> {
    let kept = kept(page, verdicts, MIN_ITEM);
    let Some(first) = beginning(page, verdicts).or(kept) else { return Vec::new() };
    // Of a list of short items the first stands far above the first text.
    let from = kept.unwrap_or(first).min(first).saturating_sub(ABOVE);
    let mut lines: Vec<Line> = (from..(first + BELOW + LOOK_BELOW).min(page.blocks.len()))
        .map(|at| line(page, marks, verdicts, at))
        .collect();
    let highest = lines.iter().filter_map(|line| line.level).min();
    if let Some(first) = lines.iter_mut().find(|line| line.level.is_some() && line.level == highest)
    {
        first.is_first_heading = true;
    }
    let text = Text::of(page, verdicts, first);
    let again = Again::of(page, marks);
    let shown = |at: &usize| {
        let block = page.blocks.get(*at);
        block.is_some_and(|block| !block.hidden && block.link_bytes * 2 <= block.len())
    };
    let is_consent = |nth: usize| lines.get(nth).is_some_and(|line| line.is_consent);
    let above = |nth: usize| lines.get(nth.checked_sub(1)?);
    let is_labelled = |nth: usize| above(nth).is_some_and(|line| line.is_label);
    let fits = |at: &usize| {
        let nth = *at - from;
        lines.get(nth).is_some_and(Line::is_short)
            && !is_consent(nth)
            && !is_consent(nth + 1)
            && !is_labelled(nth)
    };
    let own = |at: usize| page.blocks.get(at).map_or("", |block| page.block_text(block)).trim();
    (from..(first + BELOW).min(page.blocks.len()))
        .filter(|at| fits(at) && shown(at) && !is_way(own(*at)) && !is_count(own(*at)))
        .map(|at| {
            let probability = verdicts.get(at).map_or(0.0, |verdict| verdict.probability);
            let place = Place { lines: &lines, again: &again, nth: at - from, at, first };
            Candidate {
                block: at,
                is_above: at < first,
                row: row(own(at), &text, place, probability),
            }
        })
        .collect()
}

/// The first block that is kept and has some letters.
fn kept(page: &Page, verdicts: &[Verdict], n_letters: usize) -> Option<usize> {
    (0..page.blocks.len()).find(|at| {
        let is_body = is_body(verdicts, *at);
        let text = page.blocks.get(*at).map_or("", |block| page.block_text(block));
        is_body && text.chars().nth(n_letters).is_some()
    })
}

/// The first block of the text: the first that is kept and not short, else the first of running text.
fn beginning(page: &Page, verdicts: &[Verdict]) -> Option<usize> {
    let kept = kept(page, verdicts, MIN_TEXT);
    kept.or_else(|| page.blocks.iter().position(|block| is_running(page, block)))
}

fn line(page: &Page, marks: &Marks, verdicts: &[Verdict], at: usize) -> Line {
    let Some(block) = page.blocks.get(at) else { return Line::default() };
    let text = page.block_text(block);
    let mark = marks.blocks.get(at).copied().flatten();
    let is = |labels: &[Label]| mark.is_some_and(|mark| labels.contains(&mark.label));
    let n_letters = text.chars().count();
    let is_short = n_letters <= MAX_LINE;
    let known = if is_short { topics(text) } else { Topics::default() };
    let n_digits = n_digits(text);
    let by_rule = verdicts.get(at).is_some_and(|verdict| verdict.reason != Reason::Model);
    let n_words = count_words(text) as f32;
    let dates = if is_short { date::find(text, Order::DayFirst, "") } else { Vec::new() };
    let in_dates: usize = dates.iter().map(|found| found.end - found.start).sum();
    let opens_dated = || words::opens_with_updated(text) || words::opens_with_published(text);
    // "Development Update 2024-10-04" ends in a label and its date, and is a title.
    let before = || dates.first().and_then(|found| text.get(..found.start)).unwrap_or("");
    let opens_with_date = || opens_dated() || fold::n_letters(before()) <= MAX_BEFORE;
    let is_signature = || {
        is_unspaced(text) && reporter::is_signature(text)
            || name_with_post(text, Order::DayFirst, "").is_some()
    };
    Line {
        n_letters,
        // A sign of Chinese or Japanese is half a word.
        n_words: if is_unspaced(text) && !text.contains(' ') { n_words / 2.0 } else { n_words },
        has_date: is_short && (!dates.is_empty() || opens_dated()),
        is_byline: is_short && (words::after_by(text).is_some() || is_signature())
            || is(&[Label::Byline]),
        is_share: is(&[Label::Share, Label::Tool, Label::Counter]),
        is_marked: by_rule && !is(&[Label::Duplicate]) || is_short && is_of_thread(text),
        is_duplicate: is(&[Label::Duplicate]),
        is_sentence: text.trim_end().ends_with(FULL_STOPS),
        is_only_date: is_dateline(text, &dates) && opens_with_date() || in_dates * 2 > text.len(),
        is_named: is_named(known),
        has_price: n_digits > 0 && is_short && text.contains(CURRENCIES),
        is_consent: is(&[Label::Consent]),
        is_credit: is(&[Label::Credit]),
        is_label: is(&[Label::Credit]) && known.any(Topics::CREDIT)
            || known.any(Topics::BYLINE)
            || is_short && words::is_birth_label(text),
        n_digits,
        level: page.heading_level(block.element),
        is_first_heading: false,
    }
}

/// Where a line stands among the others.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    lines: &'a [Line],
    again: &'a Again<'a>,
    /// Its number among `lines`, and on the page.
    nth: usize,
    at: usize,
    /// Where the text begins.
    first: usize,
}

/// How many lines below are looked at for a date, a byline and a share bar.
const LOOK_BELOW: usize = 4;

impl Place<'_> {
    fn own(&self) -> Line {
        self.lines.get(self.nth).copied().unwrap_or_default()
    }

    fn above(&self) -> Option<&Line> {
        self.lines.get(self.nth.checked_sub(1)?)
    }

    /// True if one of the next lines is something.
    fn below(&self, n: usize, is: impl Fn(&Line) -> bool) -> bool {
        self.lines.iter().skip(self.nth + 1).take(n).any(is)
    }

    fn share_of_digits_below(&self) -> f32 {
        self.lines.get(self.nth + 1).map_or(0.0, Line::share_of_digits)
    }
}

/// Steps of the way to a page, and times that a line stands elsewhere, that are counted at most.
const MOST_STEPS: usize = 4;
const MOST_AGAIN: usize = 3;

fn begins_large(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    first.is_uppercase() || first.is_ascii_digit() || "\"'“„«‘".contains(first)
}

fn row(text: &str, body: &Text, place: Place<'_>, probability: f32) -> [f32; N] {
    let (line, signs) = (place.own(), Signs::of(text));
    let size = line.n_words.ln_1p();
    let off = (size - MANY_WORDS).max(0.0).powi(2) + (FEW_WORDS - size).max(0.0).powi(2);
    let distance = place.first.saturating_sub(place.at) as f32;
    let (shared, n_often) = body.shared(text);
    let ends = |signs: &[char]| text.ends_with(signs);
    let above = |is: fn(&Line) -> bool| place.above().is_some_and(is);
    let flag = |is: bool| f32::from(u8::from(is));
    let longer =
        |below: &Line| below.n_words > line.n_words && below.n_letters <= LONG && below.is_plain();
    [
        distance.ln_1p(),
        3.0 * distance / ABOVE as f32,
        size,
        off,
        flag(line.is_sentence),
        flag(ends(&['!', '?', '？', '！', '؟'])),
        flag(ends(&super::GOES_ON)),
        shared,
        n_often,
        flag(begins_large(text)),
        flag(line.has_date),
        flag(line.is_byline),
        flag(line.is_marked),
        flag(line.is_duplicate),
        flag(place.below(LOOK_BELOW - 1, |line| line.is_byline)),
        flag(place.below(LOOK_BELOW, |line| line.has_date)),
        flag(place.below(LOOK_BELOW - 1, |line| line.is_share)),
        signs.capitalised(),
        line.share_of_digits(),
        flag(place.at == 0),
        flag(above(|line| line.n_words <= 3.0)),
        flag(above(|line| line.has_date)),
        flag(above(|line| line.is_byline)),
        flag(above(|line| line.is_plain() && line.n_words >= 3.0 && line.n_letters <= LONG)),
        flag(place.below(1, |line| line.n_letters > LONG)),
        flag(place.below(1, longer)),
        flag(place.at >= place.first),
        flag(ends(&[')', ']'])),
        signs.n_commas.min(MOST_COMMAS) as f32 / line.n_words.max(3.0),
        flag(signs.has_colon),
        credits(without_note(text), &mut String::new()),
        signs.n_bars.min(MOST_BARS) as f32,
        flag(signs.has_upper && !signs.has_lower),
        flag(line.level == Some(1)),
        flag(line.level.is_some()),
        flag(line.is_first_heading),
        (probability.clamp(0.003, 0.997) / (1.0 - probability.clamp(0.003, 0.997))).ln(),
        flag(place.below(1, Line::is_share_bar)),
        flag(above(Line::is_share_bar)),
        n_steps(text).min(MOST_STEPS) as f32,
        flag(place.again.ends_above(place.at)),
        flag(place.again.is_above(place.at)),
        flag(place.again.is_below(place.at)),
        place.again.n_times(place.at).min(MOST_AGAIN) as f32,
        flag(line.is_named),
        flag(above(|line| line.is_named)),
        flag(place.below(1, |line| line.is_named)),
        flag(above(|line| line.is_marked)),
        flag(place.below(1, |line| line.is_marked)),
        flag(place.below(1, |line| line.n_words <= 3.0)),
        flag(line.has_price),
        flag(place.below(LOOK_BELOW - 1, |line| line.has_price)),
        place.share_of_digits_below(),
        (place.at as f32).ln_1p(),
        (place.at.saturating_sub(place.first) as f32).ln_1p(),
        flag(above(|line| line.is_credit)),
        flag(place.again.is_far_below(place.at)),
        flag(place.again.is_owner(text)),
    ]
}

/// Bars and dots between items of a menu, and commas, that are counted at most.
const MOST_BARS: usize = 3;
const MOST_COMMAS: usize = 4;

/// Letters of a note at the end of a headline: "（图）", "(фото)" say that there is an image, not whose
/// it is.
const MAX_NOTE: usize = 5;

fn without_note(text: &str) -> &str {
    let Some((before, note)) = text.rsplit_once(['(', '（']) else { return text };
    let note = note.trim_end_matches([')', '）']);
    if note.is_ascii() || note.chars().nth(MAX_NOTE).is_some() { text } else { before }
}

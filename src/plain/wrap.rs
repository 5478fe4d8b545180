//! Hard-wrapped paragraphs: which lines go on in the next.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::lines::Line;
use super::long::LONG_LINE;
use super::shape::Shape;

/// Widths, in characters, at which programs and people wrap: e-mail 65 to 78, terminals 80, and
/// some slack.
const WIDTHS: std::ops::RangeInclusive<usize> = 55..=100;

/// Lines that break inside a sentence before a page counts as wrapped: two short paragraphs'
/// worth.
const MIN_BROKEN: usize = 4;

/// The same of lines that are each as full as the next word lets them be, if none is wider: a letter's worth.
const MIN_FITTING: usize = 2;

/// Lines of the page, menus included, to one that breaks inside a sentence, at most: with more,
/// only some list or listing on it is wrapped.
const MAX_LINES_A_BREAK: usize = 6;

/// A full line may fall this many characters short of the width, beyond what the next word needs:
/// some programs even lines out.
const SLACK: usize = 8;

/// Lines of a script without lower case that are as wide as the widest, before a page counts as
/// wrapped: two paragraphs' worth, as above.
const MIN_FULL: usize = 4;

/// Such a line may fall this many columns short: what must not begin a line goes to the next, and a
/// character takes up two.
const WIDE_SLACK: usize = 3;

/// For each line, whether the next one goes on with its paragraph.
///
/// The whole page is decided once, by evidence: lines of similar width, not ending a sentence,
/// before lines that begin in lower case; and hardly a line longer than that. Of scripts without
/// lower case, many lines that are as wide as the widest, and none wider.
pub(super) fn joins(text: &str, lines: &[Line], shapes: &[Shape]) -> Vec<bool> {
    joins_by(text, lines, shapes, |_| true)
}

/// The same by the evidence of some lines.
pub(super) fn joins_by(
    text: &str,
    lines: &[Line],
    shapes: &[Shape],
    counts: impl Fn(&str) -> bool,
) -> Vec<bool> {
    let measured =
        |measure: Measure| Some((measure, wrap_width(text, (lines, shapes), measure, &counts)?));
    // Of ASCII both are the same.
    let measures = [n_columns as Measure, n_characters];
    let n_measures = if text.is_ascii() { 1 } else { measures.len() };
    let wrapped = measures.into_iter().take(n_measures).find_map(measured);
    if wrapped.is_none() && !is_run_together(lines) {
        return Vec::new();
    }
    let goes_on = |(at, line): (usize, &Line)| {
        let Some(next) = lines.get(at + 1).filter(|next| next.n_blank == 0) else { return false };
        if shapes.get(at + 1) != Some(&Shape::Text)
            || matches!(shapes.get(at), Some(Shape::Heading(..) | Shape::EditMark))
            || !follows(text, *line, *next)
        {
            return false;
        }
        let (line, next) = (line.text(text), next.text(text));
        // A drawn line parts, and what is quoted stays apart from what is not.
        if is_drawn(line) || is_drawn(next) || line.starts_with('>') != next.starts_with('>') {
            return false;
        }
        let Some((measure, width)) = wrapped else {
            return begins_lower(next) && !ends_sentence(line);
        };
        let used = measure(line);
        if is_unparted(line, next) {
            return used + WIDE_SLACK > width;
        }
        let word = next.split(' ').next().map_or(0, measure);
        used + 1 + word + SLACK > width || (begins_lower(next) && used * 2 > width)
    };
    lines.iter().enumerate().map(goes_on).collect()
}

/// Bytes of a line, on the mean, from which on a text has lost the lines of its blocks: those that it has are the
/// source's, inside of them. Pages with a line a block have some eighty, long articles two hundred.
const RUN_TOGETHER: usize = 250;

/// True for a text that has lost its lines, but for some of the source's.
fn is_run_together(lines: &[Line]) -> bool {
    let bytes: usize = lines.iter().map(|line| (line.end - line.start) as usize).sum();
    bytes > RUN_TOGETHER * lines.len() && lines.iter().any(|line| line.end - line.start > LONG_LINE)
}

/// The width at which the page is wrapped, if it is.
fn wrap_width(
    text: &str,
    (lines, shapes): (&[Line], &[Shape]),
    measure: Measure,
    counts: &impl Fn(&str) -> bool,
) -> Option<usize> {
    let mut seen = Widths::default();
    let mut n_lines = 0;
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| counts(line.text(text))) {
        n_lines += 1;
        let next = lines.get(at + 1).filter(|next| next.n_blank == 0);
        let next = next.filter(|_| shapes.get(at + 1) == Some(&Shape::Text));
        seen.see(text, *line, next, measure);
    }
    seen.by_sentences(n_lines).or_else(|| seen.by_width())
}

/// How many lines are how wide.
struct Widths {
    /// Of lines that break inside a sentence, and of those of scripts without lower case, by width.
    broken: [usize; *WIDTHS.end() + 1],
    wide: [usize; *WIDTHS.end() + 1],
    /// Lines that do not, and those that are longer than any is wrapped.
    n_whole: usize,
    n_long: usize,
    /// The widest of all lines, and the least that a line which breaks inside a sentence would be wide with the
    /// first word of the next.
    widest: usize,
    narrowest: usize,
}

impl Default for Widths {
    fn default() -> Widths {
        let none = [0; *WIDTHS.end() + 1];
        Widths { broken: none, wide: none, n_whole: 0, n_long: 0, widest: 0, narrowest: usize::MAX }
    }
}

impl Widths {
    fn see(&mut self, text: &str, line: Line, next: Option<&Line>, measure: Measure) {
        // Four bytes a character at most: a line beyond that is too long however it is written.
        let bytes = (line.end - line.start) as usize;
        let line = line.text(text);
        let width = if bytes > 400 { usize::MAX } else { measure(line) };
        // An address has no place to be wrapped at.
        self.n_long += usize::from(width > *WIDTHS.end() && line.contains(' ') || bytes > 400);
        self.widest = self.widest.max(if line.contains(' ') { width } else { 0 });
        let Some(next) = next.map(|next| next.text(text)) else { return };
        if !WIDTHS.contains(&width) {
            return;
        }
        let is_broken = begins_lower(next) && !ends_sentence(line);
        let is_wide = is_unparted(line, next);
        if is_broken {
            let word = next.split(' ').next().map_or(0, measure);
            self.narrowest = self.narrowest.min(width + 1 + word);
        }
        self.n_whole += usize::from(!is_broken);
        let counts = if is_broken { &mut self.broken } else { &mut self.wide };
        if let Some(count) = counts.get_mut(width).filter(|_| is_broken || is_wide) {
            *count += 1;
        }
    }

    /// In prose about seven of ten words begin in lower case, and one line of seven ends a
    /// sentence; names and bad luck take their part.
    fn by_sentences(&self, n_lines: usize) -> Option<usize> {
        let n_broken: usize = self.broken.iter().sum();
        let fits = n_broken >= MIN_FITTING && self.widest < self.narrowest;
        let is_mostly_broken = (n_broken >= MIN_BROKEN || fits)
            && n_broken * 2 >= self.n_whole
            && n_broken >= self.n_long * 3
            && (n_broken * MAX_LINES_A_BREAK >= n_lines || self.n_long == 0);
        // Where nouns have capitals, fewer lines begin in lower case.
        let enough = is_mostly_broken || fits && n_broken >= MIN_BROKEN && self.n_long == 0;
        enough.then(|| self.broken.iter().rposition(|count| *count > 0)).flatten()
    }

    fn by_width(&self) -> Option<usize> {
        let widest = self.wide.iter().rposition(|count| *count > 0)?;
        let full = self.wide.get(widest.saturating_sub(1)..).unwrap_or(&[]);
        let n_full: usize = full.iter().sum();
        let enough = self.n_long == 0 && n_full >= MIN_FULL && n_full * 3 >= self.wide.iter().sum();
        enough.then_some(widest)
    }
}

/// Whether nothing but white space is between two lines; another column may be.
pub(super) fn follows(text: &str, line: Line, next: Line) -> bool {
    let between = text.get(line.end as usize..next.start as usize);
    between.is_some_and(|between| between.trim_start().is_empty())
}

fn is_drawn(line: &str) -> bool {
    line.len() > 1 && line.bytes().all(|byte| matches!(byte, b'-' | b'_' | b'=' | b'*' | b'~'))
}

/// How wide a text is.
type Measure = fn(&str) -> usize;

/// Columns that a text takes up on a terminal, where Chinese, Japanese and Korean characters take two.
fn n_columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// What lynx takes for columns.
fn n_characters(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0xc0 != 0x80).count()
}

/// Whether what two lines have at their border are scripts without spaces between words.
pub(super) fn is_unparted(line: &str, next: &str) -> bool {
    let is_wide = |c: char| {
        c.width() == Some(2) && !matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}')
    };
    let is_sign = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '…' | '—');
    match (line.chars().next_back(), next.chars().next()) {
        (Some(end), Some(start)) => {
            is_wide(end) && (is_wide(start) || is_sign(start)) || is_sign(end) && is_wide(start)
        }
        _ => false,
    }
}

pub(super) fn begins_lower(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    text.ends_with(['.', '!', '?', '…', ':', ';'])
}

//! Where the pieces of a page meet on a line that a scraper has put them on.
//!
//! Scrapers that take the text of a page as a whole put all of it on one line, or on lines as the
//! source had them, with spaces between the pieces or with nothing. What tells the borders then:
//!
//! - words that have run into each other (`HomeAboutContact`, `of the week.The council`);
//! - labels that sites print, where no sentence goes on behind them;
//! - the end of many words in a row that begin with capitals, as menus have them, and signs between their entries;
//! - days that stand in no sentence, with the words before them that say whose or what they are;
//! - what the page begins with, its title, where it stands again, and whatever else stands on the line twice;
//! - in scripts without spaces between words, every space, but for those in a sentence.

use memchr::memmem;

use crate::chars;
use crate::lexicon::{self, Topics};

mod days;
mod repeated;

/// Words of a label, at most, and bytes.
const MAX_LABEL_WORDS: usize = 6;
const MAX_LABEL: usize = 60;

/// Words in a row, hardly one of them in lower case, that are a menu: more than a name has.
const MIN_MENU_WORDS: usize = 8;

/// Commas of a menu, at most: with more it is a list of names in a sentence.
const MAX_MENU_COMMAS: usize = 1;

/// Bytes of a title, at most, and words of one, or characters of a script without spaces, at least.
const LONGEST_TITLE: usize = 200;
const FEWEST_WORDS: usize = 4;
const FEWEST_CHARACTERS: usize = 8;

/// How often a title stands on a line, at most.
const MAX_TITLES: usize = 8;

/// Words from one sign between entries to the next, at most.
const FAR_APART: usize = 6;

/// Seams of a word that is two words: fewer may be a name (`YouTube`).
const MIN_SEAMS: usize = 2;

/// Bytes of a word in lower case with which another one runs into it: shorter ones begin names (`iPhone`).
const LONG_BEFORE: usize = 4;

/// Letters in lower case before a seam: one alone begins a name (`iPhone/iPad`).
const MIN_LOWER: usize = 2;

/// Letters before a full stop that ends a sentence and not an abbreviation.
const MIN_LAST_WORD: usize = 2;

/// Characters of a piece in a script without spaces that is more than a label.
const LONG: usize = 25;

/// Bytes of a line that may be one paragraph of a script with spaces between phrases, not between sentences.
const PHRASES: usize = 2000;

/// A word of the line, or a part of one.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    /// Bytes from the start of the line.
    start: usize,
    case: Case,
    ends_sentence: bool,
}

/// The first letter or digit of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Lower,
    Upper,
    /// Of a script without case.
    None,
    /// A number, or no word at all.
    Other,
}

/// What is before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Border {
    Open,
    Cut,
    /// The word is inside of a piece that stays whole.
    Whole,
}

/// Where pieces begin, in bytes from the start of the line, in order; `page` is the text that the line is of.
pub(super) fn find(line: &str, page: &str) -> Vec<usize> {
    let mut words = Vec::new();
    let mut borders = Vec::new();
    split(line, &mut words, &mut borders);
    cut_titles(line, page, &words, &mut borders);
    days::cut(line, &words, &mut borders);
    repeated::cut(&words, &mut borders);
    cut_separated(&words, &mut borders);
    cut_menus(&words, &mut borders);
    cut_labels(line, &words, &mut borders);
    cut_unspaced(line, &words, &mut borders);
    let cut = words.iter().zip(&borders).skip(1).filter(|(_, border)| **border == Border::Cut);
    cut.map(|(word, _)| word.start).collect()
}

/// Splits the line into words, and what are several words in one; the latter are cut apart.
fn split<'a>(line: &'a str, words: &mut Vec<Word<'a>>, borders: &mut Vec<Border>) {
    let mut at = 0;
    for whole in line.split(char::is_whitespace) {
        let mut from = 0;
        for to in seams(whole).into_iter().chain([whole.len()]) {
            if let Some(part) = whole.get(from..to).filter(|part| !part.is_empty()) {
                words.push(Word::new(part, at + from));
                borders.push(if from > 0 { Border::Cut } else { Border::Open });
            }
            from = to;
        }
        let after = line.get(at + whole.len()..).and_then(|rest| rest.chars().next());
        at += whole.len() + after.map_or(0, char::len_utf8);
    }
}

/// The places in a word, without white space, at which another word begins.
fn seams(word: &str) -> Vec<usize> {
    if word.len() < 4 || word.contains("://") || word.contains('@') || word.starts_with("www.") {
        return Vec::new();
    }
    let (mut sentences, mut others) = (Vec::new(), Vec::new());
    let (mut n_lower, mut n_digits, mut ended) = (0, 0, false);
    let mut rest = word.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let is_upper = chars::is_uppercase(c);
        let goes_on = rest.peek().is_none_or(|(_, next)| chars::is_lowercase(*next));
        if is_upper && ended {
            sentences.push(at);
        } else if is_upper && goes_on && (n_lower >= MIN_LOWER || n_digits == 4) {
            others.push(at);
        }
        let closes = matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']');
        let is_end = matches!(c, '.' | '!' | '?' | '…') && n_lower >= MIN_LAST_WORD;
        ended = is_end || ended && closes;
        n_lower = if chars::is_lowercase(c) { n_lower + 1 } else { n_lower * usize::from(closes) };
        n_digits = if c.is_ascii_digit() { n_digits + 1 } else { 0 };
    }
    if others.len() + sentences.len() < MIN_SEAMS {
        others.retain(|at| word.split_at_checked(*at).is_some_and(|(a, b)| are_apart(a, b)));
    }
    sentences.extend(others);
    sentences.sort_unstable();
    sentences
}

/// Whether the only seam of a word is one: a sentence has ended without a sign, or both are labels.
fn are_apart(before: &str, after: &str) -> bool {
    let is_lower = before.starts_with(chars::is_lowercase) && before.len() >= LONG_BEFORE;
    let is_label = || !lexicon::topics(before).is_none();
    is_lower || is_label() && !lexicon::topics_begun(after, &mut String::new()).is_none()
}

impl<'a> Word<'a> {
    fn new(text: &'a str, start: usize) -> Word<'a> {
        let case = match text.chars().find(|c| chars::is_alphanumeric(*c)) {
            Some(c) if chars::is_lowercase(c) => Case::Lower,
            Some(c) if chars::is_uppercase(c) => Case::Upper,
            Some(c) if chars::is_alphabetic(c) => Case::None,
            _ => Case::Other,
        };
        let open = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '」', '』', '）']);
        let last = open.strip_suffix(['.', '!', '?', '…', '。', '！', '？']);
        let ends_sentence = last.is_some_and(|word| {
            open.ends_with(is_full_width)
                || word.chars().take(MIN_LAST_WORD).count() == MIN_LAST_WORD
        });
        Word { text, start, case, ends_sentence }
    }

    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn is_unspaced(&self) -> bool {
        self.text.chars().any(is_full_width)
    }

    /// More than a label, of Thai or Lao.
    fn is_long_phrase(&self) -> bool {
        self.text.chars().filter(|c| is_of_phrases(*c)).nth(LONG).is_some()
    }
}

/// A character of a script without spaces between words, or its punctuation.
fn is_full_width(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
        || is_of_phrases(c)
}

/// A character of Thai or Lao, which set spaces between phrases.
fn is_of_phrases(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}')
}

/// Cuts around what the page begins with, as many words as stand in the line again.
fn cut_titles(line: &str, page: &str, words: &[Word<'_>], borders: &mut [Border]) {
    let Some(title) = shown_again(line, page) else { return };
    let places = memmem::find_iter(line.as_bytes(), title.as_bytes()).take(MAX_TITLES + 1);
    let places: Vec<usize> = places.collect();
    // What stands everywhere is no title.
    if places.len() > MAX_TITLES {
        return;
    }
    for at in places {
        let [first, after] =
            [at, at + title.len()].map(|byte| words.partition_point(|word| word.start < byte));
        set(borders, first);
        set(borders, after);
        let inside = borders.iter_mut().take(after).skip(first + 1);
        inside.for_each(|border| *border = Border::Whole);
    }
}

/// The most words of the page's beginning that a line shows, again if it is the first one.
fn shown_again<'a>(line: &str, page: &'a str) -> Option<&'a str> {
    let beginning = page.get(..page.floor_char_boundary(LONGEST_TITLE)).unwrap_or("").trim_start();
    let ends = beginning.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let titles: Vec<&str> = ends.filter_map(|end| beginning.get(..end)).collect();
    let first = titles.iter().position(|title| is_title(title))?;
    let titles = titles.get(first..)?;
    let shortest = memmem::Finder::new(titles.first()?);
    let is_own = line.starts_with(beginning);
    let (mut most, mut from) = (0, 0);
    while let Some(found) = line.as_bytes().get(from..).and_then(|rest| shortest.find(rest)) {
        let at = from + found;
        let shown = line.as_bytes().iter().skip(at).zip(beginning.as_bytes());
        let n_shown = shown.take_while(|(a, b)| a == b).count();
        // What is shown by the line that the page begins with stands below itself.
        most = most.max(if is_own { n_shown.min(at) } else { n_shown });
        from = at + 1;
    }
    titles.iter().rfind(|title| title.len() <= most).copied()
}

/// Whether so much tells a page's title from what stands on a page twice.
fn is_title(text: &str) -> bool {
    let n_words = text.split_whitespace().count();
    let is_unspaced = text.chars().filter(|c| is_full_width(*c)).count() >= FEWEST_CHARACTERS;
    n_words >= FEWEST_WORDS || is_unspaced
}

/// Cuts at signs between entries, where there are several close to each other.
fn cut_separated(words: &[Word<'_>], borders: &mut [Border]) {
    let is_sign = |word: &Word<'_>| matches!(word.text, "|" | "•" | "·" | "›" | "»" | "/" | "｜");
    let signs = || words.iter().enumerate().filter(|(_, word)| is_sign(word)).map(|(at, _)| at);
    for (at, next) in signs().zip(signs().skip(1)) {
        if next - at <= FAR_APART {
            set(borders, at);
            set(borders, next);
        }
    }
}

/// Cuts where many words in a row begin with capitals, and before the word with which a sentence
/// begins behind them.
fn cut_menus(words: &[Word<'_>], borders: &mut [Border]) {
    let mut from = 0;
    while from < words.len() {
        let (mut n, mut n_lower, mut n_commas, mut last_upper) = (0, 0, 0, from);
        let mut was_lower = true;
        let mut ends_sentence = false;
        for word in words.iter().skip(from) {
            let is_lower = matches!(word.case, Case::Lower | Case::None);
            if is_lower && was_lower {
                break;
            }
            n += 1;
            n_lower += usize::from(is_lower);
            n_commas += usize::from(word.text.ends_with(','));
            if word.case == Case::Upper {
                last_upper = from + n - 1;
            }
            was_lower = is_lower;
            if word.ends_sentence {
                ends_sentence = true;
                break;
            }
        }
        // One lower-case word alone belongs to what follows.
        if n >= MIN_MENU_WORDS && n_lower * 3 <= n && n_commas <= MAX_MENU_COMMAS {
            set(borders, from);
            let end = if ends_sentence { from + n } else { last_upper };
            set(borders, end);
        }
        from += n.max(1);
    }
}

/// Cuts around labels: where several words are one, or one that begins where something else ends,
/// and no sentence goes on behind it.
fn cut_labels(line: &str, words: &[Word<'_>], borders: &mut [Border]) {
    let mut folded = String::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let starts =
            word.case != Case::Lower && !lexicon::topics_begun(word.text, &mut folded).is_none();
        let found = if starts { label(line, words, borders, at) } else { None };
        let n_words = found.map_or(0, |(n_words, _)| n_words);
        if let Some((_, topics)) = found {
            set(borders, at);
            // What stands before a name belongs to it.
            if !topics.any(Topics::BYLINE | Topics::CREDIT) {
                set(borders, at + n_words);
            }
        }
        at += n_words.max(1);
    }
}

/// How many words the label has that begins at a word, and what it is about.
fn label(line: &str, words: &[Word<'_>], borders: &[Border], at: usize) -> Option<(usize, Topics)> {
    let first = words.get(at)?;
    let is_border = at == 0 || is_cut(borders, at);
    for n in (1..=MAX_LABEL_WORDS).rev() {
        let Some(last) = words.get(at + n - 1) else { continue };
        let goes_on = words
            .get(at + n)
            .is_some_and(|next| next.case == Case::Lower && !is_cut(borders, at + n));
        let is_apart = n > 1 || is_border && first.case != Case::None;
        if goes_on || !is_apart || last.end() - first.start > MAX_LABEL {
            continue;
        }
        let text = line.get(first.start..last.end()).unwrap_or("");
        let topics = lexicon::topics(text);
        if !topics.is_none() {
            return Some((n, topics));
        }
    }
    None
}

/// Cuts at the spaces between pieces of a script that has none between words.
fn cut_unspaced(line: &str, words: &[Word<'_>], borders: &mut [Border]) {
    if line.len() <= PHRASES && words.iter().any(Word::is_long_phrase) {
        return;
    }
    let mut is_prose = false;
    for (at, pair) in words.windows(2).enumerate() {
        let [before, word] = pair else { continue };
        let is_long =
            before.text.contains(['，', '。', '、', '؛']) || before.text.chars().count() > LONG;
        is_prose |= is_long && before.is_unspaced();
        if before.is_unspaced() && word.is_unspaced() && (before.ends_sentence || !is_prose) {
            set(borders, at + 1);
        }
        if is_cut(borders, at + 1) {
            is_prose = false;
        }
    }
}

/// Cuts before a word, unless it is inside of what stays whole.
fn set(borders: &mut [Border], at: usize) {
    if let Some(border) = borders.get_mut(at).filter(|border| **border == Border::Open) {
        *border = Border::Cut;
    }
}

fn is_cut(borders: &[Border], at: usize) -> bool {
    borders.get(at) == Some(&Border::Cut)
}

#[cfg(test)]
mod tests;

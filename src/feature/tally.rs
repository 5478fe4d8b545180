//! What can be counted in the text of a block, in one pass over its characters.

use crate::chars;
use crate::page::{Block, Page};

/// Counts over one block's text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    /// Length in letters of an alphabet: a character of Chinese or Japanese counts three, a
    /// syllable of Korean two.
    pub(crate) len: f32,
    /// Words: runs of letters and digits; in scripts without spaces, every two characters, or every
    /// five letters.
    pub(crate) n_words: f32,
    /// Runs of letters and digits, whatever the script.
    pub(crate) n_runs: f32,
    /// The same, but in a script that does not part words each letter for itself: as blocks are
    /// weighed in training.
    pub(crate) n_parts: f32,
    /// Letters, digits, upper-case letters, words that begin with one.
    pub(crate) n_letters: f32,
    pub(crate) n_digits: f32,
    pub(crate) n_upper: f32,
    pub(crate) n_capitalised: f32,
    /// Commas of all scripts, and marks that end a sentence before a space or the end.
    pub(crate) n_commas: f32,
    pub(crate) n_sentences: f32,
    /// Signs that stand in menus and imprints: `|`, `©`, `»`, `›`, `•`, `/`, `#`, `@`.
    pub(crate) n_signs: f32,
    /// Quotation marks and brackets.
    pub(crate) n_quotes: f32,
    /// Longest run of letters and digits, in characters.
    pub(crate) longest: f32,
    /// Short words (one to three letters): in most languages the share of function words.
    pub(crate) n_short: f32,
    /// A currency sign stands in it; a number from 1990 to 2039 does.
    pub(crate) has_price: bool,
    pub(crate) has_year: bool,
    /// A time of day or a date in figures stands in it: digits, `:`, `.`, `/` or `-`, digits.
    pub(crate) has_clock: bool,
    /// What it ends with: 2 for a sentence mark, 1 for another mark, 0 for a letter or digit.
    pub(crate) ending: u8,
    /// What it begins with: 0 lower-case letter, 1 upper-case letter or one without case,
    /// 2 digit, 3 anything else.
    pub(crate) beginning: u8,
    /// Share of its length inside links.
    pub(crate) link_density: f32,
}

/// Classes of ASCII bytes.
const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 3;
const SPACE: u8 = 4;
const COMMA: u8 = 5;
const STOP: u8 = 6;
const SIGN: u8 = 7;
const QUOTE: u8 = 8;
const PRICE: u8 = 9;
const OTHER: u8 = 0;

const fn ascii_class(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' | b'_' => LOWER,
        b'A'..=b'Z' => UPPER,
        b'0'..=b'9' => DIGIT,
        b' ' | b'\n' | b'\t' | b'\r' => SPACE,
        b',' | b';' => COMMA,
        b'.' | b'!' | b'?' => STOP,
        b'|' | b'/' | b'#' | b'@' | b'>' | b'*' => SIGN,
        b'"' | b'\'' | b'(' | b')' => QUOTE,
        b'$' => PRICE,
        _ => OTHER,
    }
}

static CLASSES: [u8; 128] = {
    let mut table = [0; 128];
    let mut at = 0;
    while at < 128 {
        table[at as usize] = ascii_class(at);
        at += 1;
    }
    table
};

/// The class of a character beyond ASCII.
fn class(character: char) -> u8 {
    match character {
        '，' | '、' | '،' | '；' | '؛' => COMMA,
        '。' | '！' | '？' | '؟' | '।' | '։' | '…' | '．' | '۔' | '።' | '။' | '។' => {
            STOP
        }
        '©' | '»' | '›' | '«' | '‹' | '•' | '·' | '→' | '®' | '™' | '｜' => SIGN,
        '“' | '”' | '„' | '’' | '‘' | '「' | '」' | '（' | '）' | '『' | '』' => {
            QUOTE
        }
        '€' | '£' | '¥' | '₽' | '₹' | '₩' | '￥' | '₺' | '₴' => PRICE,
        _ if chars::is_numeric(character) => DIGIT,
        _ if chars::is_uppercase(character) => UPPER,
        _ if chars::is_alphabetic(character) => LOWER,
        '\u{300}'..='\u{36f}' | '\u{900}'..='\u{eff}' | '\u{591}'..='\u{5c7}' => LOWER,
        '\u{1000}'..='\u{1049}' | '\u{1780}'..='\u{17d3}' => LOWER,
        _ => OTHER,
    }
}

/// How a script writes words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    /// Letters of an alphabet, words parted by spaces.
    Alphabet,
    /// Korean: syllables, words parted by spaces.
    Syllables,
    /// Chinese and Japanese: nothing between words.
    Dense,
    /// Thai, Lao, Burmese, Khmer: letters, and spaces only between clauses; the first two have no
    /// mark that ends a sentence.
    Clauses,
}

fn script(character: char) -> Script {
    match character {
        '\u{ac00}'..='\u{d7a3}' => Script::Syllables,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Script::Dense
        }
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => {
            Script::Clauses
        }
        _ => Script::Alphabet,
    }
}

/// From so many letters on, what stands between spaces in a script without sentence marks is a
/// clause and not a name; and from so many in all, its clauses are running text. Thai labels of menus
/// have up to 20 letters, most headlines up to 60.
const CLAUSE: usize = 15;
const CLAUSES: usize = 80;

/// The state of counting one block. Whole numbers, which a block of any length does not round.
#[derive(Default)]
struct Counter {
    len: usize,
    n_words: usize,
    n_runs: usize,
    n_parts: usize,
    n_letters: usize,
    n_digits: usize,
    n_upper: usize,
    n_capitalised: usize,
    n_commas: usize,
    n_sentences: usize,
    n_signs: usize,
    n_quotes: usize,
    n_short: usize,
    longest: usize,
    has_price: bool,
    has_year: bool,
    has_clock: bool,
    run: usize,
    run_dense: usize,
    run_clause: usize,
    run_capitalised: bool,
    run_digits: usize,
    year: u32,
    /// Figures with one of `:./-` behind them, as in a time or a date: how many so far.
    figures: u32,
    joined: bool,
    colon: bool,
    ended: bool,
    last: u8,
    /// Letters of a script without sentence marks, its clauses, and whether the last run is one.
    clause_letters: usize,
    clauses: usize,
    in_clause: bool,
}

impl Counter {
    fn see(&mut self, class: u8, script: Script, digit: u32) {
        self.len += match script {
            Script::Alphabet | Script::Clauses => 1,
            Script::Syllables => 2,
            Script::Dense => 3,
        };
        if matches!(class, LOWER | UPPER | DIGIT) {
            if self.run == 0 {
                self.figures = if self.joined && class == DIGIT { self.figures } else { 0 };
                self.joined = false;
                self.run_capitalised = class == UPPER;
                self.run_digits = 0;
                self.year = 0;
            }
            self.run += 1;
            self.run_dense += usize::from(script == Script::Dense);
            self.run_clause += usize::from(script == Script::Clauses);
            if class == DIGIT {
                self.n_digits += 1;
                self.run_digits += 1;
                self.year = self.year.saturating_mul(10).saturating_add(digit);
                self.has_clock |=
                    self.run == 2 && (self.figures == 2 || self.figures == 1 && self.colon);
            } else {
                self.n_letters += 1;
                self.n_upper += usize::from(class == UPPER);
            }
            self.ended = false;
        } else {
            self.end_run();
            match class {
                COMMA => self.n_commas += 1,
                STOP => self.ended = true,
                SIGN => self.n_signs += 1,
                QUOTE => self.n_quotes += 1,
                PRICE => self.has_price = true,
                SPACE => self.end_sentence(),
                _ => {}
            }
        }
        if class != SPACE {
            self.last = class;
        }
    }

    /// Further lower-case letters of ASCII in a run that has begun with a letter.
    fn see_lower(&mut self, n: usize) {
        self.len += n;
        self.n_letters += n;
        self.run += n;
        self.last = if n > 0 { LOWER } else { self.last };
    }

    /// A sentence ends where its mark does: before a space, in dense scripts at once.
    fn end_sentence(&mut self) {
        self.n_sentences += usize::from(self.ended);
        self.ended = false;
    }

    fn end_run(&mut self) {
        if self.run == 0 {
            return;
        }
        self.n_runs += 1;
        let has_others = self.run_dense == 0 || self.run > self.run_dense;
        self.n_parts += self.run_dense + usize::from(has_others);
        self.n_words += 1 + self.run_dense / 2 + self.run_clause / 5;
        self.longest = self.longest.max(self.run);
        self.n_capitalised += usize::from(self.run_capitalised);
        self.n_short += usize::from(self.run <= 3 && self.run_digits == 0);
        self.has_year |= self.run_digits == 4 && self.run == 4 && (1990..2040).contains(&self.year);
        self.figures += u32::from(self.run_digits == self.run && self.run <= 4);
        self.clause_letters += self.run_clause;
        self.in_clause = self.run_clause >= CLAUSE;
        self.clauses += usize::from(self.in_clause);
        self.run = 0;
        self.run_dense = 0;
        self.run_clause = 0;
    }

    /// A sign between figures: two around a colon are a time, three a date.
    fn join(&mut self, colon: bool) {
        self.joined = self.figures > 0;
        self.colon = colon;
    }

    fn finish(mut self, block: &Block, text: &str) -> Tally {
        self.end_run();
        self.end_sentence();
        let is_text = self.clause_letters >= CLAUSES;
        let n_clauses = if is_text { self.clauses } else { 0 };
        let ending = match self.last {
            STOP => 2,
            LOWER if is_text && self.in_clause => 2,
            LOWER | UPPER | DIGIT => 0,
            _ => 1,
        };
        Tally {
            len: self.len as f32,
            n_words: self.n_words as f32,
            n_runs: self.n_runs as f32,
            n_parts: self.n_parts as f32,
            n_letters: self.n_letters as f32,
            n_digits: self.n_digits as f32,
            n_upper: self.n_upper as f32,
            n_capitalised: self.n_capitalised as f32,
            n_commas: self.n_commas as f32,
            n_sentences: (self.n_sentences + n_clauses) as f32,
            n_signs: self.n_signs as f32,
            n_quotes: self.n_quotes as f32,
            longest: self.longest as f32,
            n_short: self.n_short as f32,
            has_price: self.has_price,
            has_year: self.has_year,
            has_clock: self.has_clock,
            ending,
            beginning: beginning(text),
            link_density: (block.link_bytes as f32 / (text.len().max(1)) as f32).min(1.0),
        }
    }
}

/// What a text begins with, see [`Tally::beginning`].
fn beginning(text: &str) -> u8 {
    let Some(first) = text.chars().next() else { return 3 };
    match if first.is_ascii() { ascii_class(first as u8) } else { class(first) } {
        LOWER if chars::is_lowercase(first) => 0,
        LOWER | UPPER => 1,
        DIGIT => 2,
        _ => 3,
    }
}

/// How many lower-case letters of ASCII bytes begin with: eight bytes at once, since where words end
/// cannot be foreseen.
fn n_lower(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let (chunks, rest) = bytes.as_chunks();
    let mut n = 0;
    for chunk in chunks {
        let all = u64::from_le_bytes(*chunk);
        let low = all & (0x7f * ONES);
        // The highest bit of each byte is set from the letter on, and from behind the last one.
        let from_a = low + (0x80 - u64::from(b'a')) * ONES;
        let beyond_z = low + (0x7f - u64::from(b'z')) * ONES;
        let others = !(from_a & !beyond_z & !all) & (0x80 * ONES);
        n += others.trailing_zeros() as usize / 8;
        if others != 0 {
            return n;
        }
    }
    n + rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count()
}

fn tally_of(block: &Block, text: &str) -> Tally {
    let mut counter = Counter::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii() {
            let class = CLASSES.get(usize::from(*byte)).copied().unwrap_or(OTHER);
            counter.see(class, Script::Alphabet, u32::from(byte.wrapping_sub(b'0')));
            if matches!(byte, b':' | b'.' | b'/' | b'-') {
                counter.join(*byte == b':');
            }
            at += 1;
            if class == LOWER || class == UPPER {
                let n = n_lower(bytes.get(at..).unwrap_or(&[]));
                counter.see_lower(n);
                at += n;
            }
            continue;
        }
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let class = class(character);
        counter.see(class, script(character), 0);
        if class == STOP && character != '…' {
            counter.end_sentence();
        }
        at += character.len_utf8();
    }
    counter.finish(block, text)
}

/// Counts in every block of a page.
pub(super) fn count(page: &Page) -> Vec<Tally> {
    page.blocks.iter().map(|block| tally_of(block, page.block_text(block))).collect()
}

/// A block is long from this many letters on, unless it is mostly links (see [`is_long`]).
pub(super) const LONG: f32 = 80.0;

/// A block that reads as running text: long, and less than a third of it in links. The figures
/// are those of the published prototype of this judge; the trees depend on them only weakly.
pub(super) fn is_long(tally: &Tally) -> bool {
    tally.len > LONG && tally.link_density < 0.33
}

/// Sums over a range of blocks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    pub(super) n: f32,
    pub(super) len: f32,
    pub(super) links: f32,
    pub(super) long: f32,
    pub(super) n_long: f32,
    pub(super) sentences: f32,
    pub(super) commas: f32,
    pub(super) words: f32,
}

impl Sum {
    pub(super) fn link_density(&self) -> f32 {
        self.links / self.len.max(1.0)
    }

    fn minus(&self, other: &Sum) -> Sum {
        Sum {
            n: self.n - other.n,
            len: self.len - other.len,
            links: self.links - other.links,
            long: self.long - other.long,
            n_long: self.n_long - other.n_long,
            sentences: self.sentences - other.sentences,
            commas: self.commas - other.commas,
            words: self.words - other.words,
        }
    }
}

/// Running sums over the blocks of a page, so that the sum over any range costs one subtraction.
#[derive(Debug)]
pub(super) struct Sums {
    running: Vec<Sum>,
}

impl Sums {
    pub(super) fn of(page: &Page, tallies: &[Tally]) -> Sums {
        let mut running = Vec::with_capacity(page.blocks.len() + 1);
        let mut sum = Sum::default();
        running.push(sum);
        for tally in tallies {
            let long = is_long(tally);
            sum.n += 1.0;
            sum.len += tally.len;
            sum.links += tally.len * tally.link_density;
            sum.long += if long { tally.len } else { 0.0 };
            sum.n_long += f32::from(u8::from(long));
            sum.sentences += tally.n_sentences;
            sum.commas += tally.n_commas;
            sum.words += tally.n_words;
            running.push(sum);
        }
        Sums { running }
    }

    /// The sum over `from..to`, cut to the page.
    pub(super) fn range(&self, from: usize, to: usize) -> Sum {
        let last = self.running.len() - 1;
        let (from, to) = (from.min(last), to.min(last));
        match (self.running.get(from), self.running.get(to)) {
            (Some(from), Some(to)) => to.minus(from),
            _ => Sum::default(),
        }
    }

    /// The sum over the whole page.
    pub(super) fn page(&self) -> Sum {
        self.running.last().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;

//! What is counted in a line.

use crate::chars;
use crate::lexicon::{Topics, fold, look_up};

/// What is counted in a line, character by character.
#[derive(Debug, Default)]
pub(super) struct Signs {
    pub(super) n_commas: usize,
    pub(super) n_bars: usize,
    pub(super) has_colon: bool,
    pub(super) has_upper: bool,
    pub(super) has_lower: bool,
    /// Runs of letters, and those that begin large.
    n_words: usize,
    n_large: usize,
}

impl Signs {
    pub(super) fn of(text: &str) -> Signs {
        let mut signs = Signs::default();
        let mut in_word = false;
        for c in text.chars() {
            let begins = !std::mem::replace(&mut in_word, chars::is_alphabetic(c)) && in_word;
            let (is_upper, is_lower) = (chars::is_uppercase(c), chars::is_lowercase(c));
            signs.has_upper |= is_upper;
            signs.has_lower |= is_lower;
            signs.n_words += usize::from(begins);
            signs.n_large += usize::from(begins && is_upper);
            match c {
                ',' | '、' | '，' | '،' => signs.n_commas += 1,
                ':' | '：' => signs.has_colon = true,
                '|' | '»' | '›' | '•' | '·' => signs.n_bars += 1,
                _ => {}
            }
        }
        signs
    }

    /// The share of words that begin large.
    pub(super) fn capitalised(&self) -> f32 {
        self.n_large as f32 / self.n_words.max(1) as f32
    }
}

/// The digits of a line.
pub(super) fn n_digits(text: &str) -> usize {
    text.chars().filter(|c| chars::is_numeric(*c)).count()
}

/// How many steps a line names of the way to a page: "Home > Sport > Football" has two.
pub(super) fn n_steps(text: &str) -> usize {
    text.split(' ').filter(|word| matches!(*word, ">" | "/" | "»" | "›" | "→")).count()
}

/// True for what a thread or a user has, as software prints it: "410 posts · Joined 2002".
pub(super) fn is_count(text: &str) -> bool {
    let mut folded = String::new();
    let mut parts = text.split(['·', '•', '|']);
    let is_counted = |part: &str| {
        fold(part, &mut folded);
        look_up(&folded).topics.any(Topics::THREAD | Topics::COUNTER)
    };
    text.contains(['·', '•', '|']) && parts.all(is_counted)
}

/// Whether a line is the way to a page: it names two steps or more, or one by a sign that titles do not have
/// between words. Of 2,004 titles of labelled pages none does.
pub(super) fn is_way(text: &str) -> bool {
    text.contains(" › ") || n_steps(text) > 1
}

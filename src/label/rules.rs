//! Rules that need a pattern; they stand in `rules.txt`.

use std::array::from_fn;

use once_cell::sync::{Lazy, OnceCell};
use regex::{Regex, RegexBuilder};

use super::{Label, Mark, Marks};
use crate::chars;
use crate::lexicon::opens_with;
use crate::page::Page;

/// Longest block in bytes that a rule is tried on.
const MAX_BYTES: u32 = 160;

/// A paragraph of the file.
#[derive(Debug, Default)]
struct Rule {
    id: &'static str,
    label: &'static str,
    why: &'static str,
    patterns: Vec<Pattern>,
    sure: bool,
    good: Vec<&'static str>,
    bad: Vec<&'static str>,
}

/// A `match` line and what stands above it: when it is tried.
#[derive(Debug, Default)]
struct Pattern {
    opens: Vec<String>,
    holds: &'static str,
    ends: Vec<String>,
    needs: Vec<String>,
    source: &'static str,
    /// The pattern ready for use: made when a block first calls for it, for that takes as long as
    /// many pages do, and most pages call for few.
    regex: OnceCell<Option<Regex>>,
}

impl Pattern {
    /// For a text, and the same in lower case.
    fn matches(&self, text: &str, lower: &str) -> bool {
        if !self.needs.is_empty() && !self.needs.iter().any(|piece| lower.contains(piece)) {
            return false;
        }
        let regex = self.regex.get_or_init(|| {
            // With borders of Unicode words, every text that is not ASCII would go the slow way.
            let pattern = self.source.replace(r"\b", r"(?-u:\b)");
            RegexBuilder::new(&pattern).case_insensitive(true).build().ok()
        });
        regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

static RULES: Lazy<Vec<Rule>> =
    Lazy::new(|| include_str!("rules.txt").split("\n\n").filter_map(read).collect());

/// All patterns in the order of the file, each with its rule; at most as many as [`Tried`] has bits.
fn patterns() -> impl Iterator<Item = (&'static Rule, &'static Pattern)> {
    RULES.iter().flat_map(|rule| rule.patterns.iter().map(move |pattern| (rule, pattern)))
}

/// The lines of a paragraph of a file of rules or notices: a key and what stands behind it; `None` for a line
/// that has nothing but a key.
pub(super) fn entries(
    paragraph: &'static str,
) -> impl Iterator<Item = Option<(&'static str, &'static str)>> {
    let lines = paragraph.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once(' ').map(|(key, value)| (key, value.trim())))
}

fn read(paragraph: &'static str) -> Option<Rule> {
    let (mut rule, mut pattern) = (Rule::default(), Pattern::default());
    for entry in entries(paragraph) {
        let (key, value) = entry?;
        match key {
            "rule" => rule.id = value,
            "label" => rule.label = value,
            "why" => rule.why = value,
            "opens" => pattern.opens = pieces(value),
            "holds" => pattern.holds = value,
            "ends" => pattern.ends = pieces(value),
            "needs" => pattern.needs = pieces(value),
            "match" => {
                rule.patterns.push(Pattern { source: value, ..std::mem::take(&mut pattern) });
            }
            "sure" => rule.sure = value == "yes",
            "+" => rule.good.push(value),
            "-" => rule.bad.push(value),
            _ => return None,
        }
    }
    (!rule.id.is_empty()).then_some(rule)
}

fn pieces(value: &str) -> Vec<String> {
    value.split(' ').map(|piece| piece.replace('_', " ")).collect()
}

/// The label that a file of rules or notices names.
pub(super) fn label_of(name: &str) -> Option<Label> {
    Some(match name {
        "advert" => Label::Advert,
        "boilerplate" => Label::Boilerplate,
        "breadcrumb" => Label::Breadcrumb,
        "comment" => Label::Comment,
        "consent" => Label::Consent,
        "credit" => Label::Credit,
        "legal" => Label::Legal,
        "navigation" => Label::Navigation,
        "paywall" => Label::Paywall,
        "placeholder" => Label::Placeholder,
        "share" => Label::Share,
        "subscribe" => Label::Subscribe,
        "thread" => Label::Thread,
        "tool" => Label::Tool,
        _ => return None,
    })
}

/// Marks the blocks that a rule matches; a rule that is sure overrides a mark that is not.
pub(super) fn mark(page: &Page, marks: &mut Marks) {
    for (block, slot) in page.blocks.iter().zip(&mut marks.blocks) {
        if slot.is_some_and(|mark| mark.sure) || block.len() > MAX_BYTES {
            continue;
        }
        *slot =
            match_of(page.block_text(block)).filter(|found| found.sure || slot.is_none()).or(*slot);
    }
}

/// The first rule of the file that matches.
fn match_of(text: &str) -> Option<Mark> {
    let text = text.trim();
    let fired = TRIGGERS.fired(text);
    if fired == 0 {
        return None;
    }
    let mut tried = patterns().enumerate().filter(|(place, _)| fired & bit(*place) != 0);
    let lower = text.to_lowercase();
    let (_, (rule, _)) = tried.find(|(_, (_, pattern))| pattern.matches(text, &lower))?;
    Some(Mark { label: label_of(rule.label)?, rule: rule.id, sure: rule.sure })
}

/// A set of patterns, a bit each.
type Tried = u64;

fn bit(place: usize) -> Tried {
    u32::try_from(place).ok().and_then(|place| Tried::checked_shl(1, place)).unwrap_or(0)
}

/// What a block must have for a pattern to be tried: nearly all blocks are spared that.
struct Triggers {
    /// The openings and their patterns, by the first byte of the opening; under that of `0` for any
    /// digit.
    opens: [Vec<Opening>; 1 << u8::BITS],
    holds: Signs,
    ends: Vec<(&'static str, Tried)>,
}

/// What blocks of some patterns begin with.
struct Opening {
    word: &'static str,
    /// Its second byte, if that is of ASCII: most words that share the first are told apart by it.
    second: Option<u8>,
    patterns: Tried,
}

/// Signs and their patterns: those of ASCII by their number, and the others.
struct Signs {
    ascii: [Tried; 1 << u8::BITS],
    others: Vec<(char, Tried)>,
}

impl Signs {
    /// What the patterns have in `holds`.
    fn new() -> Signs {
        let mut known = Signs { ascii: [0; 1 << u8::BITS], others: Vec::new() };
        for (place, (_, pattern)) in patterns().enumerate() {
            for sign in pattern.holds.chars() {
                match known.ascii.get_mut(sign as usize).filter(|_| sign.is_ascii()) {
                    Some(patterns) => *patterns |= bit(place),
                    None => known.others.push((sign, bit(place))),
                }
            }
        }
        known
    }

    fn of_byte(&self, byte: u8) -> Tried {
        self.ascii.get(usize::from(byte)).copied().unwrap_or(0)
    }

    /// The patterns of those signs beyond ASCII that a text holds.
    fn others(&self, text: &str) -> Tried {
        let held = self.others.iter().filter(|(sign, _)| text.contains(*sign));
        held.fold(0, |fired, (_, patterns)| fired | patterns)
    }
}

static TRIGGERS: Lazy<Triggers> = Lazy::new(|| {
    let opens = from_fn(|_| Vec::new());
    let mut triggers = Triggers { opens, holds: Signs::new(), ends: Vec::new() };
    for (place, (_, pattern)) in patterns().enumerate() {
        triggers.ends.extend(pattern.ends.iter().map(|piece| (piece.as_str(), bit(place))));
        for word in &pattern.opens {
            let first = word.bytes().next().unwrap_or(0);
            if let Some(words) = triggers.opens.get_mut(usize::from(first)) {
                let second = word.as_bytes().get(1).copied().filter(u8::is_ascii);
                words.push(Opening { word, second, patterns: bit(place) });
            }
        }
    }
    triggers
});

impl Triggers {
    fn fired(&self, text: &str) -> Tried {
        let Some(first) = text.chars().next() else { return 0 };
        let held = text.bytes().fold(0, |fired, byte| fired | self.holds.of_byte(byte));
        let ended = self.ends.iter().filter(|(piece, _)| text.ends_with(piece));
        let ended = ended.fold(0, |fired, (_, patterns)| fired | patterns);
        let beyond = if text.is_ascii() { 0 } else { self.holds.others(text) };
        self.opened(text, first) | held | ended | beyond
    }

    fn opened(&self, text: &str, first: char) -> Tried {
        let lower = chars::lower(first);
        let lead = lower.encode_utf8(&mut [0; char::MAX.len_utf8()]).bytes().next();
        let lead = if first.is_ascii_digit() { Some(b'0') } else { lead };
        let words = lead.and_then(|lead| self.opens.get(usize::from(lead)));
        let second =
            text.as_bytes().get(1).copied().filter(u8::is_ascii).map(|it| it.to_ascii_lowercase());
        let may_be = |opening: &&Opening| {
            second.is_none_or(|second| opening.second.is_none_or(|own| own == second))
        };
        let opens = |word: &str| word == "0" || opens_with(text, word);
        let opened = words.into_iter().flatten().filter(may_be).filter(|it| opens(it.word));
        opened.fold(0, |fired, opening| fired | opening.patterns)
    }
}

#[cfg(test)]
mod tests {
    use super::{RULES, TRIGGERS, Tried, label_of, match_of, patterns};

    #[test]
    fn every_rule_keeps_its_examples() {
        assert!(RULES.len() >= 5 && patterns().count() <= Tried::BITS as usize);
        for rule in RULES.iter() {
            assert!(label_of(rule.label).is_some(), "{}: label", rule.id);
            assert!(
                !rule.why.is_empty() && !rule.good.is_empty() && !rule.bad.is_empty(),
                "{}",
                rule.id
            );
            let pieces = rule.patterns.iter().flat_map(|it| it.opens.iter().chain(&it.needs));
            for piece in pieces {
                assert!(!piece.is_empty() && *piece == piece.to_lowercase(), "{}", rule.id);
            }
            assert_eq!(RULES.iter().filter(|other| other.id == rule.id).count(), 1, "{}", rule.id);
            for text in &rule.good {
                assert_ne!(TRIGGERS.fired(text), 0, "{text}");
                assert_eq!(match_of(text).map(|mark| mark.rule), Some(rule.id), "{text}");
                assert_eq!(
                    match_of(&text.to_uppercase()).map(|mark| mark.rule),
                    Some(rule.id),
                    "{text}"
                );
            }
            for text in &rule.bad {
                assert_eq!(match_of(text), None, "{text}");
            }
            for pattern in &rule.patterns {
                let told = rule.good.iter().any(|text| pattern.matches(text, &text.to_lowercase()));
                assert!(told, "no `+` line for {}", pattern.source);
            }
        }
    }
}

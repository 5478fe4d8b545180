//! Rules that need a pattern; they stand in `rules.txt`.

use std::array::from_fn;

use once_cell::sync::{Lazy, OnceCell};
use regex::{Regex, RegexBuilder};

use super::{Label, Mark, Marks};
use crate::lexicon::opens_with;
use crate::page::Page;

/// Longest block in bytes that a rule is tried on.
const MAX_BYTES: u32 = 160;

/// A paragraph of the file.
#[derive(Debug, Default)]
struct Rule {
    id: &'static str,
    label: &'static str,
    pattern: &'static str,
    why: &'static str,
    opens: Vec<&'static str>,
    holds: &'static str,
    ends: &'static str,
    sure: bool,
    good: Vec<&'static str>,
    bad: Vec<&'static str>,
    /// The pattern ready for use: made when a block first calls for it, for that takes as long as
    /// many pages do, and most pages call for few.
    regex: OnceCell<Option<Regex>>,
}

impl Rule {
    fn matches(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| {
            // With borders of Unicode words, every text that is not ASCII would go the slow way.
            let pattern = self.pattern.replace(r"\b", r"(?-u:\b)");
            RegexBuilder::new(&pattern).case_insensitive(true).build().ok()
        });
        regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

static RULES: Lazy<Vec<Rule>> =
    Lazy::new(|| include_str!("rules.txt").split("\n\n").filter_map(read).collect());

/// The lines of a paragraph of a file of rules or notices: a key and what stands behind it; `None` for a line
/// that has nothing but a key.
pub(super) fn entries(
    paragraph: &'static str,
) -> impl Iterator<Item = Option<(&'static str, &'static str)>> {
    let lines = paragraph.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once(' ').map(|(key, value)| (key, value.trim())))
}

fn read(paragraph: &'static str) -> Option<Rule> {
    let mut rule = Rule::default();
    for entry in entries(paragraph) {
        let (key, value) = entry?;
        match key {
            "rule" => rule.id = value,
            "label" => rule.label = value,
            "match" => rule.pattern = value,
            "why" => rule.why = value,
            "opens" => rule.opens = value.split(' ').collect(),
            "holds" => rule.holds = value,
            "ends" => rule.ends = value,
            "sure" => rule.sure = value == "yes",
            "+" => rule.good.push(value),
            "-" => rule.bad.push(value),
            _ => return None,
        }
    }
    (!rule.id.is_empty()).then_some(rule)
}

/// The label that a file of rules or notices names.
pub(super) fn label_of(name: &str) -> Option<Label> {
    Some(match name {
        "boilerplate" => Label::Boilerplate,
        "breadcrumb" => Label::Breadcrumb,
        "comment" => Label::Comment,
        "consent" => Label::Consent,
        "credit" => Label::Credit,
        "legal" => Label::Legal,
        "navigation" => Label::Navigation,
        "paywall" => Label::Paywall,
        "placeholder" => Label::Placeholder,
        "subscribe" => Label::Subscribe,
        "thread" => Label::Thread,
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
    let mut rules = RULES.iter().enumerate().filter(|(place, _)| fired & bit(*place) != 0);
    let (_, rule) = rules.find(|(_, rule)| rule.matches(text))?;
    Some(Mark { label: label_of(rule.label)?, rule: rule.id, sure: rule.sure })
}

/// A set of rules, a bit each.
type Rules = u32;

fn bit(place: usize) -> Rules {
    u32::try_from(place).ok().and_then(|place| 1_u32.checked_shl(place)).unwrap_or(0)
}

/// What a block must have for a rule to match: nearly all blocks are spared the patterns.
struct Triggers {
    /// The openings and their rules, by the first byte of the opening; under that of `0` for any
    /// digit.
    opens: [Vec<Opening>; 1 << u8::BITS],
    holds: Signs,
    ends: Signs,
}

/// A word that blocks of some rules begin with.
struct Opening {
    word: &'static str,
    /// Its second byte, if that is of ASCII: most words that share the first are told apart by it.
    second: Option<u8>,
    rules: Rules,
}

/// Signs and their rules: those of ASCII by their number, and the others.
struct Signs {
    ascii: [Rules; 1 << u8::BITS],
    others: Vec<(char, Rules)>,
}

impl Signs {
    /// Of the rules in the order of their places, whose signs are given for each.
    fn new(signs: fn(&Rule) -> &'static str) -> Signs {
        let mut known = Signs { ascii: [0; 1 << u8::BITS], others: Vec::new() };
        for (place, rule) in RULES.iter().enumerate() {
            for sign in signs(rule).chars() {
                match known.ascii.get_mut(sign as usize).filter(|_| sign.is_ascii()) {
                    Some(rules) => *rules |= bit(place),
                    None => known.others.push((sign, bit(place))),
                }
            }
        }
        known
    }

    fn of_byte(&self, byte: u8) -> Rules {
        self.ascii.get(usize::from(byte)).copied().unwrap_or(0)
    }

    /// The rules of those signs beyond ASCII for which something holds.
    fn others(&self, holds: impl Fn(char) -> bool) -> Rules {
        let held = self.others.iter().filter(|(sign, _)| holds(*sign));
        held.fold(0, |fired, (_, rules)| fired | rules)
    }
}

static TRIGGERS: Lazy<Triggers> = Lazy::new(|| {
    let opens = from_fn(|_| Vec::new());
    let (holds, ends) = (Signs::new(|rule| rule.holds), Signs::new(|rule| rule.ends));
    let mut triggers = Triggers { opens, holds, ends };
    for (place, rule) in RULES.iter().enumerate() {
        for word in &rule.opens {
            let first = word.bytes().next().unwrap_or(0);
            if let Some(words) = triggers.opens.get_mut(usize::from(first)) {
                let second = word.as_bytes().get(1).copied().filter(u8::is_ascii);
                words.push(Opening { word, second, rules: bit(place) });
            }
        }
    }
    triggers
});

impl Triggers {
    fn fired(&self, text: &str) -> Rules {
        let Some(first) = text.chars().next() else { return 0 };
        let is_ascii = text.is_ascii();
        let held = text.bytes().fold(0, |fired, byte| fired | self.holds.of_byte(byte));
        let ended = text.bytes().next_back().map_or(0, |last| self.ends.of_byte(last));
        let fired = self.opened(text, first) | held | ended;
        if is_ascii {
            return fired;
        }
        let beyond = self.holds.others(|sign| text.contains(sign));
        fired | beyond | self.ends.others(|sign| text.ends_with(sign))
    }

    fn opened(&self, text: &str, first: char) -> Rules {
        let lower = first.to_lowercase().next().unwrap_or(first);
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
        opened.fold(0, |fired, opening| fired | opening.rules)
    }
}

#[cfg(test)]
mod tests {
    use super::{RULES, Rules, TRIGGERS, label_of, match_of};

    #[test]
    fn every_rule_keeps_its_examples() {
        assert!((5..=Rules::BITS as usize).contains(&RULES.len()));
        for rule in RULES.iter() {
            assert!(label_of(rule.label).is_some(), "{}: label", rule.id);
            assert!(
                !rule.why.is_empty() && !rule.good.is_empty() && !rule.bad.is_empty(),
                "{}",
                rule.id
            );
            assert!(rule.opens.iter().all(|word| **word == word.to_lowercase()), "{}", rule.id);
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
            assert!(rule.regex.get().is_some_and(Option::is_some), "{}: pattern", rule.id);
        }
    }
}

//! Rules that need a pattern; they stand in `rules.txt`.

use once_cell::sync::Lazy;
use regex::{RegexSet, RegexSetBuilder};

use super::{Label, Mark, Marks};
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
    sure: bool,
    good: Vec<&'static str>,
    bad: Vec<&'static str>,
}

static RULES: Lazy<Vec<Rule>> =
    Lazy::new(|| include_str!("rules.txt").split("\n\n").filter_map(read).collect());

static PATTERNS: Lazy<RegexSet> = Lazy::new(|| {
    // With borders of Unicode words, every text that is not ASCII would go the slow way.
    let patterns = RULES.iter().map(|rule| rule.pattern.replace(r"\b", r"(?-u:\b)"));
    RegexSetBuilder::new(patterns).case_insensitive(true).build().unwrap_or_default()
});

fn read(paragraph: &'static str) -> Option<Rule> {
    let mut rule = Rule::default();
    for line in paragraph.lines().filter(|line| !line.starts_with('#')) {
        let (key, value) = line.split_once(' ')?;
        let value = value.trim();
        match key {
            "rule" => rule.id = value,
            "label" => rule.label = value,
            "match" => rule.pattern = value,
            "why" => rule.why = value,
            "opens" => rule.opens = value.split(' ').collect(),
            "holds" => rule.holds = value,
            "sure" => rule.sure = value == "yes",
            "+" => rule.good.push(value),
            "-" => rule.bad.push(value),
            _ => return None,
        }
    }
    (!rule.id.is_empty()).then_some(rule)
}

fn label_of(name: &str) -> Option<Label> {
    Some(match name {
        "boilerplate" => Label::Boilerplate,
        "breadcrumb" => Label::Breadcrumb,
        "credit" => Label::Credit,
        "legal" => Label::Legal,
        "navigation" => Label::Navigation,
        "placeholder" => Label::Placeholder,
        "subscribe" => Label::Subscribe,
        _ => return None,
    })
}

/// Marks the blocks that a rule matches; a rule that is sure overrides a mark that is not.
pub(super) fn mark(page: &Page, marks: &mut Marks) {
    for (block, slot) in page.blocks.iter().zip(&mut marks.blocks) {
        if slot.is_some_and(|mark| mark.sure) || block.len() > MAX_BYTES {
            continue;
        }
        let text = page.block_text(block).trim();
        if TRIGGERS.fires(text) {
            *slot = match_of(text).filter(|found| found.sure || slot.is_none()).or(*slot);
        }
    }
}

fn match_of(text: &str) -> Option<Mark> {
    let rule = RULES.get(PATTERNS.matches(text.trim()).iter().next()?)?;
    Some(Mark { label: label_of(rule.label)?, rule: rule.id, sure: rule.sure })
}

/// What a block must have for any rule to match: nearly all blocks are spared the patterns.
struct Triggers {
    /// The openings by their first byte, in lower case; `0` for any digit.
    opens: Vec<Vec<&'static str>>,
    holds: Vec<char>,
}

static TRIGGERS: Lazy<Triggers> = Lazy::new(|| {
    let mut triggers = Triggers { opens: vec![Vec::new(); 1 << u8::BITS], holds: Vec::new() };
    for rule in RULES.iter() {
        triggers.holds.extend(rule.holds.chars());
        for word in &rule.opens {
            let first = word.bytes().next().unwrap_or(0).to_ascii_lowercase();
            if let Some(words) = triggers.opens.get_mut(usize::from(first)) {
                words.push(word);
            }
        }
    }
    triggers
});

impl Triggers {
    fn fires(&self, text: &str) -> bool {
        let Some(first) = text.bytes().next() else { return false };
        let ornamented = !first.is_ascii() && text.bytes().any(is_sign);
        ornamented || self.opens(text, first) || self.holds(text)
    }

    fn opens(&self, text: &str, first: u8) -> bool {
        if first.is_ascii_digit() {
            return self.opens.get(usize::from(b'0')).is_some_and(|words| !words.is_empty());
        }
        let words = self.opens.get(usize::from(first.to_ascii_lowercase()));
        words.into_iter().flatten().any(|word| {
            text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        })
    }

    fn holds(&self, text: &str) -> bool {
        if text.is_ascii() {
            let mut ascii = self.holds.iter().filter_map(|c| u8::try_from(*c).ok());
            return ascii.any(|sign| memchr::memchr(sign, text.as_bytes()).is_some());
        }
        text.contains(self.holds.as_slice())
    }
}

/// Signs and lead bytes of signs without one of which no rule matches in other scripts.
fn is_sign(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b':' | b'|' | b'>' | b'@' | 0xc2 | 0xe2 | 0xef)
}

#[cfg(test)]
mod tests {
    use super::{PATTERNS, RULES, TRIGGERS, label_of, match_of};

    #[test]
    fn every_rule_keeps_its_examples() {
        assert_eq!(PATTERNS.len(), RULES.len());
        assert!(RULES.len() >= 5);
        for rule in RULES.iter() {
            assert!(label_of(rule.label).is_some(), "{}: label", rule.id);
            assert!(
                !rule.why.is_empty() && !rule.good.is_empty() && !rule.bad.is_empty(),
                "{}",
                rule.id
            );
            assert_eq!(RULES.iter().filter(|other| other.id == rule.id).count(), 1, "{}", rule.id);
            for text in &rule.good {
                assert!(TRIGGERS.fires(text), "{text}");
                assert_eq!(match_of(text).map(|mark| mark.rule), Some(rule.id), "{text}");
            }
            for text in &rule.bad {
                assert_eq!(match_of(text), None, "{text}");
            }
        }
    }
}

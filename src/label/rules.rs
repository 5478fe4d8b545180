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
    sure: bool,
    good: Vec<&'static str>,
    bad: Vec<&'static str>,
}

static RULES: Lazy<Vec<Rule>> =
    Lazy::new(|| include_str!("rules.txt").split("\n\n").filter_map(read).collect());

static PATTERNS: Lazy<RegexSet> = Lazy::new(|| {
    let patterns = RULES.iter().map(|rule| rule.pattern);
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
        _ => return None,
    })
}

/// Marks the blocks that a rule matches and nothing has marked.
pub(super) fn mark(page: &Page, marks: &mut Marks) {
    for (block, slot) in page.blocks.iter().zip(&mut marks.blocks) {
        if slot.is_some() || block.len() > MAX_BYTES {
            continue;
        }
        let text = page.block_text(block);
        if has_trigger(text) {
            *slot = match_of(text);
        }
    }
}

fn match_of(text: &str) -> Option<Mark> {
    let rule = RULES.get(PATTERNS.matches(text.trim()).iter().next()?)?;
    Some(Mark { label: label_of(rule.label)?, rule: rule.id, sure: rule.sure })
}

/// Every rule needs one of these characters, or the first words of the filler text.
fn has_trigger(text: &str) -> bool {
    text.bytes()
        .any(|b| b.is_ascii_digit() || matches!(b, b':' | b'|' | b'>' | b'@' | 0xc2 | 0xe2 | 0xef))
        || text.get(..5).is_some_and(|start| {
            ["lorem", "poste", "filed", "publi", "tagge", "copyr"]
                .iter()
                .any(|word| start.eq_ignore_ascii_case(word))
        })
}

#[cfg(test)]
mod tests {
    use super::{PATTERNS, RULES, has_trigger, label_of, match_of};

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
                assert!(has_trigger(text), "{text}");
                assert_eq!(match_of(text).map(|mark| mark.rule), Some(rule.id), "{text}");
            }
            for text in &rule.bad {
                assert_eq!(match_of(text), None, "{text}");
            }
        }
    }
}

//! Preformatted text: its exact white space, without line numbers and buttons, and its language.

use super::classes::{self, Class};
use crate::html::{AttrName, Tag};
use crate::page::{Block, Element, Page};

/// Class prefixes after which the language stands. Sources: HTML standard (`language-`), Google
/// Prettify (`lang-`), GitHub (`highlight-source-`, `highlight-text-`), Sphinx (`highlight-`).
const PREFIXES: &[&str] =
    &["language-", "lang-", "highlight-source-", "highlight-text-", "highlight-"];

/// Words beside which the language stands as a class of its own: highlight.js, pandoc, Prettify,
/// `SyntaxHighlighter`.
const COMPANIONS: &[&str] = &["hljs", "sourceCode", "prettyprint", "brush:"];

/// Values in the place of a language that name none.
const NO_LANGUAGE: &[&str] = &[
    "none",
    "plaintext",
    "plain",
    "undefined",
    "nohighlight",
    "default",
    "notranslate",
    "linenums",
    "prettyprinted",
    "source",
    "code",
    "auto",
    "wrapper",
    "numbersource",
    "numberlines",
];

/// A piece of code.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) text: String,
    pub(super) language: Option<String>,
    /// What is left out of the block: start, end, rule.
    pub(super) cuts: Vec<(u32, u32, &'static str)>,
}

/// Reads a preformatted block; `None` if it holds nothing but line numbers.
pub(super) fn read(page: &Page, block: &Block, pre: u32) -> Option<Found> {
    let element = page.element(pre)?;
    let cuts = cuts(page, block, pre as usize, element);
    let mut text = String::with_capacity(block.len() as usize);
    let mut at = block.start;
    for (start, end, _) in &cuts {
        text.push_str(page.text.get(at as usize..*start as usize).unwrap_or(""));
        at = *end;
    }
    text.push_str(page.text.get(at as usize..block.end as usize).unwrap_or(""));
    if !cuts.is_empty() {
        let from = text.len() - text.trim_start_matches(['\n', '\r']).len();
        text.drain(..from);
        text.truncate(text.trim_end().len());
    }
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    if text.is_empty() || is_gutter(page, pre, &text) {
        return None;
    }
    Some(Found { text, language: language(page, pre), cuts })
}

fn cuts(page: &Page, block: &Block, index: usize, pre: &Element) -> Vec<(u32, u32, &'static str)> {
    let mut cuts: Vec<(u32, u32, &'static str)> = Vec::new();
    for element in page.elements.get(index + 1..pre.end as usize).unwrap_or(&[]) {
        let (start, end) = (element.text_start.max(block.start), element.text_end.min(block.end));
        if start >= end || cuts.last().is_some_and(|(_, cut, _)| start < *cut) {
            continue;
        }
        if classes::is(page, element, Class::LineNumber) {
            // A number is one; a line that is marked as numbered is none.
            let text = page.text.get(start as usize..end as usize).unwrap_or("");
            if text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace()) {
                cuts.push((start, end, "line-numbers"));
            }
        } else if element.tag == Tag::Button || classes::is(page, element, Class::CopyButton) {
            cuts.push((start, end, "copy-button"));
        }
    }
    cuts
}

/// A block that counts its own lines: 1, 2, 3.
fn is_gutter(page: &Page, pre: u32, text: &str) -> bool {
    let mut numbers = text.split_whitespace().map(str::parse::<u32>);
    let Some(Ok(mut last)) = numbers.next() else { return false };
    for number in numbers {
        match number {
            Ok(number) if last.checked_add(1) == Some(number) => last = number,
            _ => return false,
        }
    }
    let marked = |(_, element): (u32, &Element)| classes::is(page, element, Class::LineNumber);
    text.contains('\n') || page.ancestors(pre).take(3).any(marked)
}

/// The language of a piece of code, as the elements in and around it tell.
fn language(page: &Page, pre: u32) -> Option<String> {
    let element = page.element(pre)?;
    let inside = page
        .elements
        .get(pre as usize + 1..element.end as usize)
        .unwrap_or(&[])
        .iter()
        .take(2)
        .filter(|child| matches!(child.tag, Tag::Code | Tag::Samp));
    let around = page.ancestors(element.parent).map(|(_, outer)| outer).take(3);
    let around = around.take_while(|outer| outer.end_block - outer.first_block <= 4);
    std::iter::once(element).chain(inside).chain(around).find_map(|e| language_of(page, e))
}

fn language_of(page: &Page, element: &Element) -> Option<String> {
    let declared = [AttrName::DataLang, AttrName::DataLanguage]
        .into_iter()
        .filter_map(|name| page.attribute(element, name))
        .find_map(as_language);
    let classes = page.attribute(element, AttrName::Class).unwrap_or("");
    let prefixed = || {
        classes.split_whitespace().find_map(|class| {
            PREFIXES.iter().find_map(|prefix| class.strip_prefix(prefix)).and_then(as_language)
        })
    };
    let beside = || {
        let mut words = classes.split_whitespace();
        words.any(|word| COMPANIONS.contains(&word)).then(|| {
            classes
                .split_whitespace()
                .filter(|word| !COMPANIONS.contains(word) && !word.contains('-'))
                .find_map(as_language)
        })?
    };
    declared.or_else(prefixed).or_else(beside)
}

/// A word as the name of a language: short, and of the characters that such names have.
fn as_language(word: &str) -> Option<String> {
    let word = word.trim().trim_end_matches(';').to_ascii_lowercase();
    let is_name = (1..=20).contains(&word.len())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || "+#._-".contains(c))
        && word.chars().any(|c| c.is_ascii_alphabetic());
    (is_name && !NO_LANGUAGE.contains(&word.as_str())).then_some(word)
}

//! Pages cut down to what is around their content, as scrapers do that look for the main element first, and as
//! feeds print articles.
//!
//! The truth says where to cut, as a scraper does that knows the site: what is to be removed is less than on a
//! whole page, but what a whole page is told by (menus, a foot, a title) is gone as well.

use once_cell::sync::Lazy;
use regex::Regex;
use scraper::{ElementRef, Html, Selector};

use crate::bare::seed;
use crate::flatten::{Style, flatten};
use crate::score;

/// Of the words of the truth the share that has to be left.
const LEAST_LEFT: f64 = 0.97;

/// Lines that may be left above and below the content.
const AROUND: [usize; 6] = [0, 1, 2, 4, 8, 16];

/// Characters from which on a line is known by its text.
const LEAST_CHARACTERS: usize = 20;

/// How many elements around the content may be chosen from: the innermost one and those around it.
const OUTWARDS: usize = 3;

static BODY: Lazy<Selector> = Lazy::new(|| selector("body"));
static TITLE: Lazy<Selector> = Lazy::new(|| selector("title"));

/// What follows the text of a link in Markdown.
static LINK_TARGET: Lazy<Regex> =
    Lazy::new(|| Regex::new(r"\]\([^)\n]*\)").expect("a valid pattern"));

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a valid selector")
}

/// The source of one of the elements around a page's content, on every second page below the page's title, by
/// the page's `id`. `None` where that is the whole body, or the content is not in the page.
pub fn fragment(html: &str, truth: &str, id: &str) -> Option<String> {
    let page = Html::parse_document(html);
    let mut around = page.select(&BODY).next()?;
    let mut path = Vec::new();
    let holds_all = |element: &ElementRef<'_>| {
        score::words(&flatten(element.html().as_bytes(), Style::Lines), truth).recall >= LEAST_LEFT
    };
    if !holds_all(&around) {
        return None;
    }
    while let Some(within) = around.child_elements().find(holds_all) {
        path.push(within);
        around = within;
    }
    let (outwards, has_title) = (seed(id) as usize % OUTWARDS, seed(id) >> 8 & 1 == 1);
    let element = path.iter().rev().nth(outwards).or(path.first())?;
    let title = page.select(&TITLE).next().filter(|_| has_title);
    Some(title.map(|title| title.html()).unwrap_or_default() + &element.html())
}

/// The lines of a flattened page from the first of its content to the last, with up to sixteen above and below,
/// by the page's `id`. `None` where the content is not in its lines.
pub fn window(text: &str, truth: &str, id: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let truth_letters = letters(truth);
    let is_content = |line: &&str| {
        let line = letters(line);
        line.chars().count() >= LEAST_CHARACTERS && truth_letters.contains(&line)
    };
    let first = lines.iter().position(is_content)?;
    let last = lines.iter().rposition(is_content)?;
    let around = |shift: u32| AROUND.get((seed(id) >> shift) as usize % AROUND.len());
    let (above, below) = (around(0)?, around(8)?);
    let end = (last + 1 + below).min(lines.len());
    let left = lines.get(first.saturating_sub(*above)..end)?.join("\n");
    (score::words(&left, truth).recall >= LEAST_LEFT).then_some(left)
}

/// Letters and digits alone: where links of Markdown lead to, emphasis, marks and spaces are not compared.
fn letters(text: &str) -> String {
    LINK_TARGET.replace_all(text, "").chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests;

//! Articles interrupted: between two paragraphs, mostly near the end, stands a box that invites to a
//! newsletter, points to other stories, asks for money, holds an advert, a player or a poll, and the article
//! goes on below it. Or it is told in entries, as running reports are, and below each are buttons to share it and
//! to comment.
//!
//! Labelled pages show such boxes rarely, and as fetched a judge tells them by their markup. Flattened, what
//! follows an invitation to a newsletter is the foot of the page nearly always, and the last paragraphs of
//! an article went with the box above them.

use std::sync::LazyLock;

use crate::beset::{FEWEST as FEWEST_OTHERS, Other, end_of, escaped, some_of};
use crate::dice::Dice;
use crate::words::Words;

static WORDS: LazyLock<Vec<Words>> =
    LazyLock::new(|| Words::read(include_str!("interrupted/words.tsv")));

/// Letters of a paragraph behind which a box may stand.
const FEWEST_LETTERS: usize = 40;

/// Fewer such paragraphs than these are not interrupted.
const FEWEST: usize = 4;

/// Boxes at most, and paragraphs that stand below the last one at most, on three pages of four.
const MOST_BOXES: usize = 3;
const MOST_BELOW: usize = 3;

/// Of so many articles one is told in entries, each of so many paragraphs at most.
const ONE_IN_ENTRIES: usize = 6;
const MOST_IN_ENTRY: usize = 3;

/// Stories that a box points to, at most.
const MOST_STORIES: usize = 3;

/// The source of a page with boxes between the paragraphs of its truth; which, and where, is told by the
/// page's id. `None` if the article is too short, there are too few others, or no place is found.
pub fn interrupted(source: &str, truth: &str, others: &[Other], id: &str) -> Option<String> {
    if others.len() < FEWEST_OTHERS {
        return None;
    }
    let mut dice = Dice::of(id, 3);
    let words = Words::of(&WORDS, truth, &mut dice);
    let lower = source.to_ascii_lowercase();
    let lines = truth.lines().map(str::trim);
    let long = lines.filter(|line| line.chars().count() >= FEWEST_LETTERS);
    let mut ends: Vec<usize> = long.filter_map(|line| end_of(line, source, &lower)).collect();
    ends.sort_unstable();
    ends.dedup();
    if ends.len() < FEWEST {
        return None;
    }
    if dice.throw(ONE_IN_ENTRIES) == 0 {
        return Some(in_entries(source, &ends, words, &mut dice));
    }
    let n = 1 + dice.throw(MOST_BOXES);
    let mut places = Vec::with_capacity(n);
    for nth in 0..n {
        let is_late = nth == 0 && dice.throw(4) > 0;
        let below =
            if is_late { 1 + dice.throw(MOST_BELOW) } else { 1 + dice.throw(ends.len() - 1) };
        places.extend(ends.get(ends.len().saturating_sub(1 + below)));
    }
    places.sort_unstable();
    places.dedup();
    let (mut made, mut done) = (String::with_capacity(source.len()), 0);
    for place in places {
        made += source.get(done..place).unwrap_or_default();
        made += &one(words, truth, others, &mut dice);
        done = place;
    }
    Some(made + source.get(done..).unwrap_or_default())
}

/// The source with what a running report shows around each of its entries: buttons below it, which are the same
/// everywhere, and above the next one its time.
fn in_entries(source: &str, ends: &[usize], words: &Words, dice: &mut Dice) -> String {
    let mut buttons = Vec::new();
    for (key, one_in) in [("share", 1), ("share", 3), ("prompt", 2)] {
        if dice.throw(one_in) == 0 {
            buttons.extend(dice.pick(words.all(key)).map(|value| escaped(value)));
        }
    }
    buttons.dedup();
    let buttons: Vec<String> = buttons.iter().map(|it| format!("<a href=#>{it}</a>")).collect();
    let buttons = format!("<div>{}</div>", buttons.join(" "));
    let (mut made, mut done, mut minutes) = (String::with_capacity(source.len()), 0, 19 * 60);
    let mut rest = ends;
    while let Some((last, after)) = rest.split_at_checked(1 + dice.throw(MOST_IN_ENTRY)) {
        let Some(place) = last.last().copied() else { break };
        made += source.get(done..place).unwrap_or_default();
        made += &buttons;
        if !after.is_empty() {
            made += &format!("<div>{:02}:{:02}</div>", minutes / 60, minutes % 60);
            minutes -= 1 + dice.throw(55).min(minutes / 2);
        }
        (done, rest) = (place, after);
    }
    made + source.get(done..).unwrap_or_default()
}

/// A box.
fn one(words: &Words, truth: &str, others: &[Other], dice: &mut Dice) -> String {
    let keys: &[(&str, usize)] = match dice.throw(8) {
        0..=2 => &[("news", 1), ("name", 2), ("pitch", 1), ("button", 1), ("consent", 2)],
        3 | 4 => return stories(words, truth, others, dice),
        5 => &[("ask", 1), ("give", 1)],
        6 => &[("advert", 1)],
        _ => &[("media", 1), ("watch", 2)],
    };
    let mut lines = Vec::new();
    for (key, one_in) in keys {
        if dice.throw(*one_in) == 0 {
            lines.extend(dice.pick(words.all(key)).map(|value| escaped(value)));
        }
    }
    set(&lines, dice)
}

/// A box that points to other stories.
fn stories(words: &Words, truth: &str, others: &[Other], dice: &mut Dice) -> String {
    let mut lines: Vec<String> =
        dice.pick(words.all("read")).map(|label| escaped(label)).into_iter().collect();
    let start = dice.throw(others.len());
    let n = 1 + dice.throw(MOST_STORIES);
    let with_leads = dice.throw(4) == 0;
    for other in some_of(others, truth, start, (n, 3)) {
        lines.push(format!("<a href=/s>{}</a>", escaped(&other.title)));
        if with_leads {
            lines.push(escaped(&other.lead));
        }
    }
    set(&lines, dice)
}

/// Lines as markup: a block each, or in one.
fn set(lines: &[String], dice: &mut Dice) -> String {
    let each = |open: &str, close: &str| {
        lines.iter().map(|line| format!("{open}{line}{close}")).collect::<String>()
    };
    match dice.throw(5) {
        0 => format!("<div>{}</div>", lines.join(" ")),
        1 => format!("<ul>{}</ul>", each("<li>", "</li>")),
        2 => format!("<aside>{}</aside>", each("<p>", "</p>")),
        _ => format!("<div>{}</div>", each("<div>", "</div>")),
    }
}

#[cfg(test)]
mod tests;

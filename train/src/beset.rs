//! Articles beset by others: leads of other stories, or comments of readers, stand before the page, behind
//! it or right below the article, as on pages laid out in tables, with no class word, and often no heading,
//! to tell them from it.
//!
//! What is put there are titles and paragraphs of other articles of the same set and fold, so that a
//! judge that has not seen a fold has not seen them either.

use evaluate::Page;

use crate::dice::Dice;
use crate::sets::Loaded;
use crate::site::N_FOLDS;
use crate::users::NAMES;

/// Letters of a paragraph that may stand as a lead or as a comment.
const TEXT: std::ops::Range<usize> = 60..500;

/// Letters of a title.
const LONGEST_TITLE: usize = 110;

/// Fewer other articles than these are not enough to choose from.
pub(crate) const FEWEST: usize = 12;

/// Pieces that are put on a page: at least, and how many more at most.
const PIECES: usize = 2;
const MORE_PIECES: usize = 6;

/// Headings above the pieces, on every second page with markup.
const LEADS: [&str; 6] = [
    "Related stories",
    "More news",
    "In other news",
    "Mehr zum Thema",
    "Also on this site",
    "Most read",
];
const COMMENTS: [&str; 5] =
    ["Comments", "Your comments", "Reader comments (5)", "Kommentare", "What readers say"];

/// When readers comment.
const DATES: [&str; 5] =
    ["May 3, 2005 10:15", "2011-08-04", "3 hours ago", "12.03.2008, 17:40", "Tue 4 Jan 2005"];

/// An article of which leads and comments are made.
#[derive(Debug, Clone)]
pub struct Other {
    pub(crate) title: String,
    pub(crate) lead: String,
    pub(crate) texts: Vec<String>,
}

/// The articles of a set by their fold; those of a set that does not enter training are all of one.
#[derive(Debug)]
pub struct Others(Vec<Vec<Other>>);

impl Others {
    /// Collects them.
    pub fn of(set: &Loaded) -> Others {
        let mut folds = vec![Vec::new(); usize::from(N_FOLDS) + 1];
        for page in set.set.pages.iter().filter(|page| page.kind() == "article") {
            if let (Some(other), Some(of_fold)) = (Other::of(page), folds.get_mut(fold(set, page)))
            {
                of_fold.push(other);
            }
        }
        Others(folds)
    }

    /// Those of a page's fold.
    pub fn beside(&self, set: &Loaded, page: &Page) -> &[Other] {
        self.0.get(fold(set, page)).map_or(&[], Vec::as_slice)
    }
}

fn fold(set: &Loaded, page: &Page) -> usize {
    usize::from(set.fold(page).unwrap_or(N_FOLDS))
}

impl Other {
    fn of(page: &Page) -> Option<Other> {
        let lines = page.text.iter().flat_map(|text| text.lines()).map(str::trim);
        let fits = |line: &&str| TEXT.contains(&line.chars().count());
        let mut texts = lines.filter(fits).map(str::to_owned);
        let lead = texts.next()?;
        let texts: Vec<String> = texts.collect();
        let title = page.title.as_deref().unwrap_or(&lead).chars().take(LONGEST_TITLE);
        let title = title.collect();
        (!texts.is_empty()).then_some(Other { title, lead, texts })
    }
}

/// Some of the others: `n` from one on, every `step`th, without the page itself, which is among its fold's
/// articles.
pub(crate) fn some_of<'a>(
    others: &'a [Other],
    truth: &'a str,
    start: usize,
    (n, step): (usize, usize),
) -> impl Iterator<Item = &'a Other> {
    let chosen = others.iter().cycle().skip(start).take(n * step).step_by(step);
    chosen.filter(|other| !truth.contains(&other.lead))
}

/// A text as a part of markup.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The source of a page with others put on it; how many, what, how and where is told by the page's id,
/// and by whether the page is to be flattened. `None` if there are too few others.
pub fn beset(
    source: &str,
    truth: &str,
    others: &[Other],
    id: &str,
    is_flattened: bool,
) -> Option<String> {
    if others.len() < FEWEST {
        return None;
    }
    let mut dice = Dice::of(id, u64::from(is_flattened));
    let n = PIECES + dice.throw(MORE_PIECES + 1);
    let start = dice.throw(others.len());
    let chosen = some_of(others, truth, start, (n, 2));
    let is_comments = dice.throw(3) == 0;
    let look = dice.throw(6);
    // Flattened, nothing but a heading tells comments from the posts of a thread.
    let mut pieces = if is_comments {
        heading(&COMMENTS, if is_flattened { 3 } else { 6 }, &mut dice)
    } else {
        heading(&LEADS, 6, &mut dice)
    };
    for other in chosen {
        let piece = if is_comments { comment } else { lead };
        pieces += &piece(other, look, &mut dice);
    }
    let pieces = match look {
        2 => format!("<table>{pieces}</table>"),
        3 => format!("<ul>{pieces}</ul>"),
        _ => pieces,
    };
    Some(match dice.throw(4) {
        0 if !is_comments => beside(source, &format!("<td>{pieces}</td>"), ""),
        1 if !is_comments => beside(source, "", &format!("<td>{pieces}</td>")),
        _ => below(source, truth, &pieces),
    })
}

fn heading(of: &[&str], n: usize, dice: &mut Dice) -> String {
    let heading = dice.pick(of).copied().unwrap_or_default();
    match dice.throw(n) {
        0 => format!("<h3>{heading}</h3>"),
        1 => format!("<b>{heading}</b><br>"),
        2 => format!("<p><strong>{heading}</strong></p>"),
        _ => String::new(),
    }
}

fn lead(other: &Other, look: usize, dice: &mut Dice) -> String {
    let (title, text) = (escaped(&other.title), escaped(&other.lead));
    let n_sentences = dice.throw(3);
    let end = text.match_indices(". ").nth(n_sentences).map_or(text.len(), |(at, _)| at + 1);
    let text = text.get(..end).unwrap_or(&text);
    let more = if dice.throw(3) == 0 { " <a href=/m>More...</a>" } else { "" };
    match look {
        0 => format!("<p><a href=/s><b>{title}</b></a><br>{text}{more}</p>"),
        1 => format!("<div><a href=/s>{title}</a></div><div>{text}{more}</div>"),
        2 => format!(
            "<tr><td><img src=/i.jpg></td><td><a href=/s>{title}</a><br>{text}{more}</td></tr>"
        ),
        3 => format!("<li><a href=/s>{title}</a> {text}{more}</li>"),
        4 => format!("<h4><a href=/s>{title}</a></h4><p>{text}{more}</p>"),
        _ => format!("<p><a href=/s>{text}</a></p>"),
    }
}

fn comment(other: &Other, look: usize, dice: &mut Dice) -> String {
    let name = dice.pick(&NAMES).copied().unwrap_or_default();
    let date = dice.pick(&DATES).copied().unwrap_or_default();
    let mut text = dice.pick(&other.texts).map_or_else(String::new, |text| escaped(text));
    if dice.throw(4) == 0 {
        let second = dice.pick(&other.texts).map_or_else(String::new, |text| escaped(text));
        text = format!("{text}<br><br>{second}");
    }
    match look {
        0 => format!("<p><b>{name}</b> wrote on {date}:<br>{text}</p>"),
        1 => format!("<div>{name}</div><div>{date}</div><div>{text}</div>"),
        2 => format!("<tr><td>{name}<br>{date}</td><td>{text}</td></tr>"),
        3 => format!("<li>{name} - {date}<p>{text}</p></li>"),
        4 => format!("<h4>{name}</h4><p>{text}</p><p>{date} <a href=/r>Reply</a></p>"),
        _ => format!("<p>{text}</p><p><i>{name}, {date}</i></p>"),
    }
}

/// The page's body as a cell of a table, between others.
fn beside(source: &str, before: &str, after: &str) -> String {
    let lower = source.to_ascii_lowercase();
    let of_body = |at: usize| Some(at + lower.get(at..)?.find('>')? + 1);
    let start = lower.find("<body").and_then(of_body).unwrap_or(0);
    let end = lower.rfind("</body").filter(|end| *end >= start).unwrap_or(source.len());
    let (head, rest) = source.split_at(start);
    let (body, tail) = rest.split_at(end - start);
    format!("{head}<table><tr valign=top>{before}<td>{body}</td>{after}</tr></table>{tail}")
}

/// Letters at the end of a paragraph by which it is found in the source, and paragraphs looked for, from
/// the last on: some end in a link or in a character that the source spells out.
const FOUND_BY: usize = 20;
const TRIED: usize = 6;

/// Right behind the last words of the truth, or at the end where these are not found.
fn below(source: &str, truth: &str, pieces: &str) -> String {
    let lower = source.to_ascii_lowercase();
    let mut last = truth.lines().rev().map(str::trim).take(TRIED);
    let at = last.find_map(|line| end_of(line, source, &lower));
    let at = at.or_else(|| lower.rfind("</body")).unwrap_or(source.len());
    let (head, tail) = source.split_at(at);
    format!("{head}{pieces}{tail}")
}

/// Where the element ends in a page's source that shows the end of a line of its truth last.
pub(crate) fn end_of(line: &str, source: &str, lower: &str) -> Option<usize> {
    let from = line.char_indices().rev().nth(FOUND_BY - 1)?.0;
    let at = source.rfind(line.get(from..)?)? + line.len() - from;
    let rest = lower.get(at..)?;
    let tags = ["</p", "</td", "</div", "<br", "</li"];
    let tag = tags.iter().filter_map(|tag| rest.find(tag)).min()?;
    Some(at + tag + rest.get(tag..)?.find('>')? + 1)
}

#[cfg(test)]
mod tests;

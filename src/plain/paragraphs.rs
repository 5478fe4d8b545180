//! Paragraphs of Markdown: which lines go on in the next.
//!
//! To CommonMark the end of a line is white space, and a blank line ends a paragraph. Some programs that
//! flatten a page to Markdown write so, html2text at 78 characters; others put a line for each block. Which it
//! is the whole page tells, by evidence.

use super::lines::Line;
use super::markdown;
use super::shape::Shape;
use super::wrap::{self, begins_lower, ends_sentence};

/// Breaks inside a sentence or a link, and lines that have another right below to one of them, at most, on
/// a page whose lines are wrapped.
const MIN_BROKEN: usize = 2;
const MAX_ADJACENT_A_BREAK: usize = 3;

/// Bytes of a line that breaks inside a sentence: shorter ones are labels.
const MIN_LINE: usize = 25;

/// Lines that a link takes up, at most: one in a column of a table is broken at each word of its address.
const MOST_LINES: usize = 12;

/// For each line, whether the next one goes on with its paragraph.
pub(super) fn joins(text: &str, lines: &[Line], shapes: &[Shape]) -> Vec<bool> {
    let (mut in_table, mut in_code) = (false, false);
    let mut open = 0_usize;
    let mut breaks: Vec<Break> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        if line.n_blank > 0 {
            (in_table, in_code, open) = (false, true, 0);
        }
        in_code &= is_set_in(text, *line);
        in_table |= is_of_table(line.text(text));
        open = match opens_link(line.text(text), open > 0) {
            true if open < MOST_LINES => open + 1,
            _ => 0,
        };
        let next = lines.get(at + 1).copied();
        let shapes = (shapes.get(at).copied(), shapes.get(at + 1).copied());
        breaks.push(match next {
            Some(next) => kind(text, (*line, next), shapes, (in_table, in_code, open > 0)),
            None => Break::Hard,
        });
    }
    let n = |kind: Break| breaks.iter().filter(|found| **found == kind).count();
    let n_broken = n(Break::Inside) + n(Break::InLink);
    let is_wrapped =
        n_broken >= MIN_BROKEN && n_broken * MAX_ADJACENT_A_BREAK >= n_broken + n(Break::Between);
    if is_wrapped {
        return breaks.iter().map(|found| *found != Break::Hard).collect();
    }
    let mut joins = wrap::joins(text, lines, shapes);
    joins.resize(lines.len(), false);
    for (join, found) in joins.iter_mut().zip(&breaks) {
        *join |= matches!(found, Break::Certain | Break::InLink);
    }
    joins
}

/// What the end of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    /// The end of a block.
    Hard,
    /// Within code or a quotation.
    Certain,
    /// Inside of a sentence, and of a link.
    Inside,
    InLink,
    /// Between what may be sentences or blocks.
    Between,
}

/// What stands between a line and the next, told whether the line is of a table or of code, and whether
/// a link is open at its end.
fn kind(
    text: &str,
    (line, next): (Line, Line),
    (shape, below): (Option<Shape>, Option<Shape>),
    (in_table, in_code, in_link): (bool, bool, bool),
) -> Break {
    let (here, there) = (line.text(text), next.text(text));
    match (shape, below) {
        (_, Some(Shape::Code)) => return Break::Certain,
        (Some(Shape::Quote(sign)), Some(Shape::Quote(_))) if next.n_blank == 0 => {
            let is_blank = |line: &str, sign: u32| line.len() == sign as usize;
            return if is_blank(here, sign) { Break::Hard } else { Break::Certain };
        }
        (Some(Shape::Text | Shape::Bullet(_) | Shape::Numbered(_)), Some(Shape::Text)) => {}
        _ => return Break::Hard,
    }
    let is_row = in_table || is_of_table(there);
    if next.n_blank > 0 || markdown::underline(there).is_some() || is_row && !in_link {
        return Break::Hard;
    }
    let is_inside = here.len() >= MIN_LINE
        && begins_lower(there.trim_start_matches(SIGNS))
        && !ends_sentence(here);
    // Two spaces or a backslash stand for a line break.
    let is_broken = text.get(line.end as usize..).is_some_and(|rest| rest.starts_with("  "));
    let is_code = in_code && is_set_in(text, next);
    match () {
        () if in_link => Break::InLink,
        () if is_broken || here.ends_with('\\') || is_code => Break::Hard,
        () if is_inside => Break::Inside,
        () => Break::Between,
    }
}

/// What stands before a word without parting it from its sentence.
const SIGNS: [char; 5] = ['[', '*', '_', '(', '"'];

/// White space before code that has no fences.
const CODE: &str = "    ";

fn is_set_in(text: &str, line: Line) -> bool {
    text.get(..line.start as usize).is_some_and(|before| before.ends_with(CODE))
}

/// True for a row of a table, and for the line that parts its head from its rows.
fn is_of_table(line: &str) -> bool {
    line.starts_with('|') || markdown::parts_head(line)
}

/// Whether a link is open at the end of a line: a label with no end, or one whose target has none.
fn opens_link(line: &str, is_open: bool) -> bool {
    let mut rest = line;
    if is_open {
        // What ends here is a label before a target or a reference, or a target.
        let Some(end) = rest.find(')').into_iter().chain(rest.find("][")).min() else {
            return true;
        };
        rest = rest.get(end + 1..).unwrap_or("");
    }
    let Some(target) = rest.rfind("](") else {
        return rest.rfind('[').is_some_and(|at| !rest.get(at..).unwrap_or("").contains(']'));
    };
    let after = rest.get(target + 2..).unwrap_or("");
    let Some(end) = after.find(')') else { return true };
    let after = after.get(end + 1..).unwrap_or("");
    after.rfind('[').is_some_and(|at| !after.get(at..).unwrap_or("").contains(']'))
}

#[cfg(test)]
mod tests;

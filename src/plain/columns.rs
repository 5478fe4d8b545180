//! Text that keeps the columns of the page: what stands side by side is read column by column.
//!
//! Programs that lay pages out (inscriptis, w3m, links) put the cells of a table beside each other,
//! a menu beside the article, each line of one beside a line of the other. Read line by line, menu
//! and article are mixed. A *gutter* is a band of spaces between two columns that goes down over
//! several lines; to the left and to the right of it text is read for itself, and parted again
//! (recursive X-Y cut: Nagy and Seth, "Hierarchical representation of optically scanned documents",
//! 1984). Tables of figures stay rows: there, most lines have something on both sides.

use std::ops::Range;

use memchr::memmem;

use super::lines::Line;
use crate::page::offset;

/// Fewest spaces between two columns; one parts words.
const GUTTER: u32 = 2;

/// Fewest lines that a gutter goes along.
const MIN_ROWS: usize = 3;

/// One line in so many, at least, has text on one side of the gutter only, or it parts a table.
const ROWS_TO_A_LONE_ONE: usize = 5;

/// What stands in a column of a layout: a paragraph, of so many bytes. Lists beside lists stay rows.
const PARAGRAPH: u32 = 80;

/// Rows without text to the right of a gutter, at most, before it counts as ended.
const MAX_LONE: usize = 200;

/// Columns in columns, and no deeper.
const DEEPEST: usize = 8;

/// What stands between two gaps of a line: its bytes, and from where to where it is on the canvas,
/// in characters.
#[derive(Debug, Clone, Copy)]
struct Cell {
    start: u32,
    end: u32,
    from: u32,
    to: u32,
}

/// The cells of a line, or some of them.
#[derive(Debug, Clone)]
struct Row {
    cells: Range<usize>,
    /// Blank lines before.
    n_blank: u8,
    /// Characters of the line, with spaces at its end: programs fill rows up to the last column.
    width: u32,
}

/// A band of spaces, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Gutter {
    from: u32,
    to: u32,
}

/// The lines in reading order, cut at gutters; none if there are no columns.
pub(super) fn read(text: &str, lines: &[Line]) -> Option<Vec<Line>> {
    let has_gap = |line: &&Line| memmem::find(line.text(text).as_bytes(), b"  ").is_some();
    if lines.iter().filter(has_gap).take(MIN_ROWS).count() < MIN_ROWS {
        return None;
    }
    let mut canvas = Canvas::default();
    let rows = lines.iter().map(|line| canvas.row(text, *line)).collect();
    let mut reading = Vec::with_capacity(lines.len());
    canvas.part(rows, DEEPEST, &mut reading);
    (reading.len() > lines.len()).then_some(reading)
}

#[derive(Debug, Default)]
struct Canvas {
    cells: Vec<Cell>,
}

impl Canvas {
    fn row(&mut self, text: &str, line: Line) -> Row {
        let first = self.cells.len();
        let is_space = |byte: &u8| *byte == b' ';
        let before = text.as_bytes().get(..line.start as usize).unwrap_or(&[]);
        let mut at = offset(before.iter().rev().take_while(|byte| is_space(byte)).count());
        let mut cell = Cell { start: line.start, end: line.start, from: at, to: at };
        let mut n_spaces = 0;
        for (place, c) in line.text(text).char_indices() {
            let start = line.start + offset(place);
            if c == ' ' {
                n_spaces += 1;
            } else {
                if n_spaces >= GUTTER {
                    self.cells.push(cell);
                    (cell.start, cell.from) = (start, at);
                }
                (cell.end, cell.to) = (start + offset(c.len_utf8()), at + 1);
                n_spaces = 0;
            }
            at += 1;
        }
        self.cells.push(cell);
        let after = text.as_bytes().get(line.end as usize..).unwrap_or(&[]);
        let width = at + offset(after.iter().take_while(|byte| is_space(byte)).count());
        Row { cells: first..self.cells.len(), n_blank: line.n_blank, width }
    }

    fn cells(&self, row: &Row) -> &[Cell] {
        self.cells.get(row.cells.clone()).unwrap_or(&[])
    }

    /// Adds the rows to `reading`, those along a gutter column by column.
    fn part(&self, rows: Vec<Row>, deepest: usize, reading: &mut Vec<Line>) {
        let mut at = 0;
        while let Some(row) = rows.get(at) {
            let found = if deepest == 0 { None } else { self.run(&rows, at) };
            let Some((run, gutter)) = found else {
                reading.extend(self.line(row));
                at += 1;
                continue;
            };
            // What goes before the row that shows the gutter has been read as rows.
            let rows = rows.get(run.clone()).unwrap_or(&[]);
            if self.is_layout(rows, gutter) {
                for is_left in [true, false] {
                    self.part(self.side(rows, gutter, is_left), deepest - 1, reading);
                }
            } else {
                reading.extend(rows.iter().filter_map(|row| self.line(row)));
            }
            at = run.end;
        }
    }

    /// The rows along the gutter that goes down the furthest from one of the gaps of a row.
    fn run(&self, rows: &[Row], first: usize) -> Option<(Range<usize>, Gutter)> {
        let cells = self.cells(rows.get(first)?);
        let gaps = cells.windows(2).filter_map(|pair| match pair {
            [left, right] => Some(Gutter { from: left.to, to: right.from }),
            _ => None,
        });
        let runs = gaps.take(DEEPEST).map(|gap| self.follow(rows, first, gap));
        let runs = runs.filter(|(run, _)| run.len() >= MIN_ROWS);
        runs.max_by_key(|(run, gutter)| (run.len(), gutter.to - gutter.from))
    }

    /// How far down a gutter goes, and how much of it is left. It ends with the last row that has
    /// text to its right, or is filled up with spaces.
    fn follow(&self, rows: &[Row], first: usize, gap: Gutter) -> (Range<usize>, Gutter) {
        let (mut gutter, mut end, mut narrowed) = (gap, first, gap);
        for (at, row) in rows.iter().enumerate().skip(first) {
            let Some(rest) = narrowed.beside(self.cells(row)) else { break };
            narrowed = rest;
            if row.width >= narrowed.to {
                (gutter, end) = (narrowed, at + 1);
            } else if at - end > MAX_LONE {
                break;
            }
        }
        (first..end, gutter)
    }

    /// Whether what stands beside each other are columns of a page, and not a table's.
    fn is_layout(&self, rows: &[Row], gutter: Gutter) -> bool {
        let (mut n_left, mut n_right, mut n_both, mut has_paragraph) = (0, 0, 0, false);
        for row in rows {
            let cells = self.cells(row);
            let is_left = cells.first().is_some_and(|cell| cell.from < gutter.to);
            let is_right = cells.last().is_some_and(|cell| cell.from >= gutter.to);
            n_left += usize::from(is_left);
            n_right += usize::from(is_right);
            n_both += usize::from(is_left && is_right);
            has_paragraph |= cells.iter().any(|cell| cell.end - cell.start >= PARAGRAPH);
        }
        let n_lone = rows.len() - n_both;
        n_left > 1 && n_right > 1 && has_paragraph && n_lone * ROWS_TO_A_LONE_ONE >= rows.len()
    }

    /// What of the rows stands to the left or to the right of a gutter.
    fn side(&self, rows: &[Row], gutter: Gutter, is_left: bool) -> Vec<Row> {
        let mut side = Vec::with_capacity(rows.len());
        let mut n_blank = 0_u8;
        for row in rows {
            let n_left = self.cells(row).partition_point(|cell| cell.from < gutter.to);
            let border = row.cells.start + n_left;
            let cells = if is_left { row.cells.start..border } else { border..row.cells.end };
            n_blank = n_blank.saturating_add(row.n_blank);
            if cells.is_empty() {
                n_blank = n_blank.saturating_add(1);
                continue;
            }
            let width = if is_left { row.width.min(gutter.from) } else { row.width };
            // A column begins a part of its own.
            let n_blank_here = if side.is_empty() { n_blank.max(1) } else { n_blank };
            side.push(Row { cells, n_blank: n_blank_here, width });
            n_blank = 0;
        }
        side
    }

    /// A row, or what is left of it, as one line.
    fn line(&self, row: &Row) -> Option<Line> {
        let cells = self.cells(row);
        let (first, last) = (cells.first()?, cells.last()?);
        Some(Line { start: first.start, end: last.end, n_blank: row.n_blank })
    }
}

impl Gutter {
    /// What is left of it beside the cells of a row: its widest part that none of them covers.
    fn beside(self, cells: &[Cell]) -> Option<Gutter> {
        let mut widest: Option<Gutter> = None;
        let mut from = 0;
        let ends = cells.iter().map(|cell| (cell.from, cell.to));
        for (to, next) in ends.chain([(u32::MAX, u32::MAX)]) {
            let gap = Gutter { from: from.max(self.from), to: to.min(self.to) };
            let is_wider = |best: Gutter| gap.to - gap.from > best.to - best.from;
            if gap.to >= gap.from + GUTTER && widest.is_none_or(is_wider) {
                widest = Some(gap);
            }
            from = next;
        }
        widest
    }
}

#[cfg(test)]
mod tests;

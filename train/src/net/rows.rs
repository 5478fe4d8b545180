//! The rows of all pages, as the fit of a net reads them.

use std::fs;
use std::io;
use std::path::Path;

use unchrome::internal::N_GROUPINGS;

use super::levels::Input;
use crate::at;
use crate::matrix::{columns, each_row};

/// One row in so many is looked at for the levels of features.
const LEVEL_SAMPLE: usize = 23;

/// All of them, page after page.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) inputs: Vec<Input>,
    /// The names of all features.
    pub(super) names: Vec<String>,
    /// Of each row the number of the level of each input.
    pub(super) levels: Vec<u8>,
    /// Below zero for rows whose label is to be guessed.
    pub(super) label: Vec<f32>,
    pub(super) weight: Vec<f32>,
    /// -1 for rows that are not trained on.
    pub(super) fold: Vec<i32>,
    /// Words of each row, and how many of them are content.
    pub(super) words: Vec<f32>,
    pub(super) matched: Vec<f32>,
    /// By each way of grouping the number of a row's group on its page.
    pub(super) groups: [Vec<u32>; N_GROUPINGS],
    pub(super) pages: Vec<Span>,
}

/// The rows of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Words of its truth.
    pub(super) truth: f32,
    /// How much it counts in the sum of F1; 0 if its truth is not known.
    pub(super) times: f32,
}

impl Rows {
    /// Reads what `blocks::judge` left in a folder.
    pub(super) fn read(folder: &Path) -> io::Result<Rows> {
        let path = folder.join("names.txt");
        let names = fs::read_to_string(&path).map_err(|error| at(&path, error))?;
        let names: Vec<String> = names.split_whitespace().map(str::to_owned).collect();
        let [label, weight, fold] = columns(&folder.join("labels.f32"))?;
        let [page, words, matched] = columns(&folder.join("words.f32"))?;
        let groups = columns(&folder.join("groups.f32"))?;
        let inputs = inputs(folder, &names)?;
        let mut levels = Vec::with_capacity(label.len() * inputs.len());
        each_row(&folder.join("x.f32"), names.len(), |row| {
            levels.extend(inputs.iter().map(|input| input.level(row[input.feature])));
        })?;
        let whole = |numbers: Vec<f32>| numbers.into_iter().map(|it| it as u32).collect();
        Ok(Rows {
            pages: pages(folder, &page)?,
            fold: fold.into_iter().map(|fold| fold as i32).collect(),
            groups: groups.map(whole),
            inputs,
            names,
            levels,
            label,
            weight,
            words,
            matched,
        })
    }

    /// The fold of a page; `None` if it has no blocks.
    pub(super) fn fold_of(&self, page: &Span) -> Option<i32> {
        (page.start < page.end).then(|| self.fold[page.start])
    }
}

/// The rows of each page, by the number of the page of each row.
fn pages(folder: &Path, of_rows: &[f32]) -> io::Result<Vec<Span>> {
    let [truth, times] = columns(&folder.join("truths.f32"))?;
    let mut start = 0;
    let span = |(page, (truth, times)): (usize, (f32, f32))| {
        let n = of_rows[start..].iter().take_while(|of_row| **of_row == page as f32).count();
        let span = Span { start, end: start + n, truth, times };
        start = span.end;
        span
    };
    Ok(truth.into_iter().zip(times).enumerate().map(span).collect())
}

/// The inputs for all features that say anything.
fn inputs(folder: &Path, names: &[String]) -> io::Result<Vec<Input>> {
    let mut sample: Vec<Vec<f32>> = vec![Vec::new(); names.len()];
    let mut number = 0;
    each_row(&folder.join("x.f32"), names.len(), |row| {
        if number % LEVEL_SAMPLE == 0 {
            sample.iter_mut().zip(row).for_each(|(values, value)| values.push(*value));
        }
        number += 1;
    })?;
    let of_feature = |(feature, (name, values)): (usize, (&String, &Vec<f32>))| {
        Input::new(feature, name, values)
    };
    Ok(names.iter().zip(&sample).enumerate().filter_map(of_feature).collect())
}

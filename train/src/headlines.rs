//! Fits the weights by which the headline of a flattened page is told: a conditional logit over the
//! lines around the beginning of its text (McFadden, "Conditional logit analysis of qualitative choice
//! behavior", 1974), by Newton's method.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::PathBuf;

use evaluate::each::each;
use evaluate::flatten::{Style, flatten};
use unchrome::internal::{self, HEADLINE_NAMES};

use crate::sample::STYLES;
use crate::sets::Loaded;
use crate::site;

/// The command that writes the weights.
const COMMAND: &str = "cargo run --release -p train -- --headlines --data DIR";

/// What keeps weights small, in squares of them, figures brought to a variance of one.
const RIDGE: f64 = 0.002;

/// Steps of Newton's method, and how far one goes at most: which of a page's lines is its title is told
/// by the weights where several fit, and far steps can miss.
const STEPS: usize = 24;
const MAX_STEP: f64 = 1.0;

/// The likelihoods by which the table parts pages.
const BOUNDS: [f32; 5] = [0.2, 0.3, 0.4, 0.6, 1.01];

/// Letters from which a title that holds a line, or is held by it, is that line.
const MIN_LETTERS: usize = 15;

/// A page: its lines, and which of them are the title.
#[derive(Debug)]
struct Page {
    group: String,
    fold: Option<u8>,
    times: f64,
    rows: Vec<Vec<f32>>,
    is_title: Vec<bool>,
}

/// Fits the weights to pages of the sets that enter training, prints how often the likeliest line of
/// held-out pages is the title, and gives the file.
///
/// # Errors
///
/// If no page has a title among its lines.
pub fn fit(sets: &[Loaded]) -> io::Result<(String, String)> {
    let pages = read(sets)?;
    let mut table = Table::default();
    for fold in 0..site::N_FOLDS {
        let weights = weights(&pages, |of| of.is_some_and(|of| of != fold))?;
        pages.iter().filter(|page| page.fold == Some(fold)).for_each(|it| table.add(it, &weights));
    }
    let weights = weights(&pages, |of| of.is_some())?;
    pages.iter().filter(|page| page.fold.is_none()).for_each(|page| table.add(page, &weights));
    let mut file = format!("# name\tweight (fitted by `{COMMAND}`)\n");
    for (name, weight) in HEADLINE_NAMES.iter().zip(weights) {
        let _ = writeln!(file, "{name}\t{weight:.3}");
    }
    Ok((file, table.to_string()))
}

/// Where the weights stand.
pub fn path() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../src/metadata/lines/weights.tsv"))
}

/// Writes the file.
///
/// # Errors
///
/// If that fails.
pub fn write(file: &str) -> io::Result<()> {
    fs::write(path(), file)
}

fn read(sets: &[Loaded]) -> io::Result<Vec<Page>> {
    let mut pages = Vec::new();
    for Loaded { set, times } in sets {
        let numbered: Vec<_> = set.pages.iter().enumerate().collect();
        let titled = |(nth, page): &(usize, &evaluate::Page)| {
            let Some(title) = page.title.as_deref().map(words) else { return Ok(None) };
            let html = set.html(page)?;
            let site = site::of_address(page.url.as_deref(), &page.id);
            let form = |style: Style| {
                let lines = internal::headline_rows(&flatten(&html, style));
                let is_title = |line: &str| is_title(&words(line), &title);
                let form = if style == Style::Markdown { "markdown" } else { "text" };
                Page {
                    group: format!("{form:<8} {:<12} {}", set.name, page.kind()),
                    fold: (*times > 0.0).then(|| site::fold(&site)),
                    times: f64::from(*times),
                    is_title: lines.iter().map(|(line, _)| is_title(line)).collect(),
                    rows: lines.into_iter().map(|(_, row)| row).collect(),
                }
            };
            Ok(Some([STYLES[nth % STYLES.len()], Style::Markdown].map(form)))
        };
        pages.extend(each(&numbered, titled)?.into_iter().flatten().flatten());
    }
    pages.retain(|page| !page.rows.is_empty());
    Ok(pages)
}

fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

fn is_title(line: &str, title: &str) -> bool {
    let (line_size, title_size) = (line.chars().count(), title.chars().count());
    !line.is_empty() && line == title
        || line_size >= MIN_LETTERS && title.contains(line)
        || title_size >= MIN_LETTERS && line.contains(title) && line_size < 2 * title_size + 20
}

/// The weights fitted to pages of some folds.
fn weights(pages: &[Page], enters: impl Fn(Option<u8>) -> bool) -> io::Result<Vec<f32>> {
    let n = HEADLINE_NAMES.len();
    let known = |page: &&Page| enters(page.fold) && page.is_title.contains(&true);
    let pages: Vec<&Page> = pages.iter().filter(known).collect();
    if pages.is_empty() {
        return Err(io::Error::other("no page has a title among its lines"));
    }
    let scales = scales(&pages, n);
    let mut weights = vec![0.0; n];
    for _ in 0..STEPS {
        let (mut slope, mut bend) = (vec![0.0; n], vec![vec![0.0; n]; n]);
        let mut whole = 0.0;
        for page in &pages {
            add(page, &scales, &weights, &mut slope, &mut bend);
            whole += page.times;
        }
        for at in 0..n {
            slope[at] -= 2.0 * RIDGE * whole * weights[at];
            bend[at][at] += 2.0 * RIDGE * whole;
        }
        let step = solve(bend, slope);
        let longest = step.iter().fold(MAX_STEP, |longest: f64, step| longest.max(step.abs()));
        let part = MAX_STEP / longest;
        weights.iter_mut().zip(step).for_each(|(weight, step)| *weight += part * step);
    }
    Ok(weights.iter().zip(&scales).map(|(weight, scale)| (weight * scale) as f32).collect())
}

/// One over the deviation of each figure.
fn scales(pages: &[&Page], n: usize) -> Vec<f64> {
    let rows = || pages.iter().flat_map(|page| &page.rows);
    let count = rows().count() as f64;
    let scale = |at: usize| {
        let values = || rows().map(move |row| f64::from(row[at]));
        let mean = values().sum::<f64>() / count;
        let variance = values().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        1.0 / (variance.sqrt() + 1e-6)
    };
    (0..n).map(scale).collect()
}

/// Adds what a page says of how the likelihood changes with the weights, and how that changes.
fn add(page: &Page, scales: &[f64], weights: &[f64], slope: &mut [f64], bend: &mut [Vec<f64>]) {
    let scaled = |row: &Vec<f32>| -> Vec<f64> {
        row.iter().zip(scales).map(|(value, scale)| f64::from(*value) * scale).collect()
    };
    let rows: Vec<Vec<f64>> = page.rows.iter().map(scaled).collect();
    let sum = |row: &Vec<f64>| row.iter().zip(weights).map(|(a, b)| a * b).sum::<f64>();
    let sums: Vec<f64> = rows.iter().map(sum).collect();
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    let parts: Vec<f64> = sums.iter().map(|sum| (sum - most).exp()).collect();
    let whole: f64 = parts.iter().sum();
    let titled = || parts.iter().zip(&page.is_title).filter(|(_, is)| **is);
    let of_title: f64 = titled().map(|(part, _)| *part).sum();
    let mut mean = vec![0.0; weights.len()];
    for ((row, part), is_title) in rows.iter().zip(&parts).zip(&page.is_title) {
        let likely = part / whole;
        let wanted = if *is_title { part / of_title } else { 0.0 };
        for (at, value) in row.iter().enumerate() {
            mean[at] += likely * value;
            slope[at] += page.times * (wanted - likely) * value;
            for (other, more) in row.iter().zip(bend[at].iter_mut()) {
                *more += page.times * likely * value * other;
            }
        }
    }
    for (row, at) in bend.iter_mut().zip(&mean) {
        row.iter_mut().zip(&mean).for_each(|(more, other)| *more -= page.times * at * other);
    }
}

/// Solves linear equations by elimination, the largest factor of a column first.
fn solve(mut factors: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for at in 0..n {
        let largest =
            (at..n).max_by(|a, b| factors[*a][at].abs().total_cmp(&factors[*b][at].abs()));
        let largest = largest.unwrap_or(at);
        factors.swap(at, largest);
        right.swap(at, largest);
        for below in at + 1..n {
            let times = factors[below][at] / factors[at][at];
            let (above, rest) = factors.split_at_mut(below);
            for (to, from) in rest[0].iter_mut().zip(&above[at]).skip(at) {
                *to -= times * from;
            }
            right[below] -= times * right[at];
        }
    }
    for at in (0..n).rev() {
        let known: f64 = (at + 1..n).map(|after| factors[at][after] * right[after]).sum();
        right[at] = (right[at] - known) / factors[at][at];
    }
    right
}

/// How many pages of each group there are, and on how many the likeliest line is the title; the same
/// by how likely it is.
#[derive(Debug, Default)]
struct Table {
    groups: BTreeMap<String, [usize; 2]>,
    bounds: BTreeMap<usize, [usize; 2]>,
}

impl Table {
    fn add(&mut self, page: &Page, weights: &[f32]) {
        let likely = internal::headline_likelihoods(&page.rows, weights);
        let best = likely.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        let Some((best, likely)) = best else { return };
        let is_right = usize::from(page.is_title[best]);
        let bound = BOUNDS.iter().position(|bound| likely < bound).unwrap_or(0);
        let of_bound = self.bounds.entry(bound).or_default();
        for counts in [self.groups.entry(page.group.clone()).or_default(), of_bound] {
            counts[0] += 1;
            counts[1] += is_right;
        }
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |[n, right]: [usize; 2]| right as f64 / n as f64;
        writeln!(f, "How often the likeliest line of held-out flattened pages is the title")?;
        for (group, counts) in &self.groups {
            writeln!(f, "{group:<36} {:>5} {:.3}", counts[0], share(*counts))?;
        }
        for (bound, counts) in &self.bounds {
            let bound = BOUNDS[*bound];
            writeln!(f, "likelihood below {bound:<19} {:>5} {:.3}", counts[0], share(*counts))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, is_title, solve, weights};
    use unchrome::internal::HEADLINE_NAMES;

    #[test]
    fn equations_are_solved() {
        let solved = solve(vec![vec![0.0, 2.0], vec![1.0, 1.0]], vec![4.0, 5.0]);
        assert!((solved[0] - 3.0).abs() < 1e-9 && (solved[1] - 2.0).abs() < 1e-9, "{solved:?}");
    }

    #[test]
    fn a_figure_that_tells_titles_apart_gets_its_weight() {
        let row = |value: f32| {
            let mut row = vec![0.0; HEADLINE_NAMES.len()];
            row[3] = value;
            row
        };
        let page = |n| Page {
            group: String::new(),
            fold: Some(0),
            times: 1.0,
            rows: vec![row(0.0), row(1.0 + n as f32), row(0.5)],
            is_title: vec![false, true, false],
        };
        let pages: Vec<Page> = (0..20).map(page).collect();
        let weights = weights(&pages, |fold| fold.is_some()).unwrap();
        assert!(weights[3] > 0.1, "{weights:?}");
        assert!(weights.iter().enumerate().all(|(at, weight)| at == 3 || weight.abs() < 1e-3));
    }

    #[test]
    fn a_title_is_found_with_its_kicker_and_without_the_site() {
        assert!(is_title("bridge", "bridge"));
        assert!(is_title("the bridge reopens", "the bridge reopens quayside courier"));
        assert!(is_title("culture the bridge reopens", "the bridge reopens"));
        assert!(!is_title("bridge", "the bridge reopens"));
        assert!(!is_title("", ""));
    }
}

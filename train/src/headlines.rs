//! Fits what tells the headline of a flattened page among the lines around the beginning of its text:
//! the weights of a conditional logit, and boosted trees, whose sums count the same. Together they were
//! right more often than the logit alone, and than trees alone on wcxb-dev's articles and the older pages
//! of Fundus, where trees alone were worse than the logit.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use evaluate::each::each;
use evaluate::flatten::{Style, flatten};
use unchrome::internal::{self, HEADLINE_MAGIC, HEADLINE_NAMES, Headlines, Judge};

use crate::matrix::{self, Matrix};
use crate::sample::STYLES;
use crate::sets::Loaded;
use crate::{fit, judge_file, site, whole};

mod around;
mod head;
mod logit;

/// The command that writes weights and trees.
const COMMAND: &str = "cargo run --release -p train -- --headlines --data DIR";

/// Rounds of boosting; with 100, and leaves of at least 100 lines, the titles of wcxb-dev's articles were
/// found 0.3 points less often.
const ROUNDS: u32 = 150;

/// How often an article counts whose title stands below addresses and above a share bar, see [`around`], or
/// below a made head, see [`head`]: a choice, like that for other made pages.
const AROUND: f32 = 0.15;

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

/// What tells headlines, as it stands in files.
#[derive(Debug)]
pub struct Files {
    weights: String,
    trees: Vec<u8>,
}

/// Fits weights and trees to pages of the sets that enter training, and makes a table of how often the
/// likeliest line of held-out pages is the title. Where the text of a page begins is said by the judge that
/// has not seen its site, of those that [`whole::judges`] gives: on pages that it was
/// fitted to a judge is surer than on those of users.
///
/// # Errors
///
/// If no page has a title among its lines, the fit fails, or a file cannot be written or read.
pub fn fit(sets: &[Loaded], judges: &[Option<Judge>], work: &Path) -> io::Result<(Files, String)> {
    let pages = read(sets, judges)?;
    let folder = work.join("headlines");
    write_rows(&pages, &folder)?;
    fit::trees("headlines", &folder, ROUNDS)?;
    let mut table = Table::default();
    for fold in (0..site::N_FOLDS).map(Some) {
        let (weights, trees) = (without(&pages, fold)?, trees(&folder, fold)?);
        table.add_all(&pages, fold, weights, &trees)?;
    }
    let (weights, trees) = (without(&pages, None)?, trees(&folder, None)?);
    table.add_all(&pages, None, weights.clone(), &trees)?;
    let mut lines = format!("# name\tweight (fitted by `{COMMAND}`)\n");
    for (name, weight) in HEADLINE_NAMES.iter().zip(weights) {
        let _ = writeln!(lines, "{name}\t{weight:.3}");
    }
    Ok((Files { weights: lines, trees }, table.to_string()))
}

/// Weights fitted to all pages of folds but one.
fn without(pages: &[Page], fold: Option<u8>) -> io::Result<Vec<f32>> {
    logit::weights(pages, |of| of.is_some() && of != fold)
}

/// The file of the trees that have not seen a fold, or have seen all.
fn trees(folder: &Path, fold: Option<u8>) -> io::Result<Vec<u8>> {
    let names = judge_file::names(HEADLINE_NAMES)?;
    let trees = fit::left(folder, "headlines", "trees", fold)?;
    Ok([HEADLINE_MAGIC, &names, &trees].concat())
}

/// Writes what the fit of the trees reads, see the head of `fit.py`.
fn write_rows(pages: &[Page], folder: &Path) -> io::Result<()> {
    let mut rows = Matrix::create(&folder.join("x.f32"))?;
    let mut labels = Matrix::create(&folder.join("labels.f32"))?;
    let mut numbers = Matrix::create(&folder.join("pages.f32"))?;
    for (number, page) in pages.iter().enumerate() {
        let teaches = page.fold.is_some() && page.is_title.contains(&true);
        let weight = if teaches { page.times as f32 } else { 0.0 };
        let fold = page.fold.map_or(-1.0, f32::from);
        for (row, is_title) in page.rows.iter().zip(&page.is_title) {
            rows.push(row)?;
            labels.push(&[f32::from(u8::from(*is_title)), weight, fold])?;
            numbers.push(&[number as f32])?;
        }
    }
    rows.finish()?;
    labels.finish()?;
    numbers.finish()?;
    let names = HEADLINE_NAMES.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    matrix::write_names(&folder.join("names.txt"), &names)
}

/// Writes the files.
///
/// # Errors
///
/// If that fails.
pub fn write(files: &Files) -> io::Result<()> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../src/metadata/lines"));
    fs::write(folder.join("weights.tsv"), &files.weights)?;
    fs::write(folder.join("trees.bin"), &files.trees)
}

fn read(sets: &[Loaded], judges: &[Option<Judge>]) -> io::Result<Vec<Page>> {
    let mut pages = Vec::new();
    for Loaded { set, times } in sets {
        let numbered: Vec<_> = set.pages.iter().enumerate().collect();
        let titled = |(nth, page): &(usize, &evaluate::Page)| {
            let Some(title) = page.title.as_deref().map(words) else { return Ok(None) };
            let html = set.html(page)?;
            let site = evaluate::sites::of_address(page.url.as_deref(), &page.id);
            let fold = (*times > 0.0).then(|| site::fold(&site));
            let judge = whole::without(judges, fold)?;
            let made = |form: &str, text: &str, times: f32| {
                let lines = internal::headline_rows(text, judge);
                let is_title = |line: &str| is_title(&words(line), &title);
                Page {
                    group: format!("{form:<8} {:<12} {}", set.name, page.kind()),
                    fold,
                    times: f64::from(times),
                    is_title: lines.iter().map(|(line, _)| is_title(line)).collect(),
                    rows: lines.into_iter().map(|(_, row)| row).collect(),
                }
            };
            let flattened = flatten(&html, STYLES[nth % STYLES.len()]);
            let made_articles = || {
                let lines: Vec<&str> = flattened.lines().collect();
                let nth = lines.iter().position(|line| is_title(&words(line), &title))?;
                let around = around::lines(&lines, nth, &page.id).join("\n");
                let head = head::lines(&lines, nth, &page.id).join("\n");
                let times = times * AROUND;
                Some([made("around", &around, times), made("head", &head, times)])
            };
            let is_article = page.kind() == "article";
            let made_articles = is_article.then(made_articles).flatten();
            let markdown = flatten(&html, Style::Markdown);
            let forms = [made("text", &flattened, *times), made("markdown", &markdown, *times)];
            Ok(Some(
                forms.into_iter().chain(made_articles.into_iter().flatten()).collect::<Vec<Page>>(),
            ))
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

/// How many pages of each group there are, and on how many the likeliest line is the title; the same
/// by how likely it is.
#[derive(Debug, Default)]
struct Table {
    groups: BTreeMap<String, [usize; 2]>,
    bounds: BTreeMap<usize, [usize; 2]>,
}

impl Table {
    /// Adds the pages of a fold.
    fn add_all(
        &mut self,
        pages: &[Page],
        fold: Option<u8>,
        weights: Vec<f32>,
        trees: &[u8],
    ) -> io::Result<()> {
        let headlines = Headlines::read(weights, trees)
            .ok_or_else(|| io::Error::other("the crate cannot read the trees made for it"))?;
        pages.iter().filter(|page| page.fold == fold).for_each(|page| self.add(page, &headlines));
        Ok(())
    }

    fn add(&mut self, page: &Page, headlines: &Headlines) {
        let likely = headlines.likelihoods(&page.rows);
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
    use super::is_title;

    #[test]
    fn a_title_is_found_with_its_kicker_and_without_the_site() {
        assert!(is_title("bridge", "bridge"));
        assert!(is_title("the bridge reopens", "the bridge reopens quayside courier"));
        assert!(is_title("culture the bridge reopens", "the bridge reopens"));
        assert!(!is_title("bridge", "the bridge reopens"));
        assert!(!is_title("", ""));
    }
}

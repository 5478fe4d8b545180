//! The judge of blocks: features, labels, fit, and what it says of pages it has not seen.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use unchrome::internal;

use crate::sample::{Input, Sample};
use crate::tables::Tables;
use crate::taught::Taught;
use crate::{align, at, fit, matrix, net};

/// Where the rows of one input are.
pub fn folder(work: &Path, input: Input) -> PathBuf {
    work.join(if input.has_markup() { "html" } else { "text" })
}

/// For each page the probability of each block to be content, by a judge that has not seen the
/// page's site: out of fold, or, for pages that do not enter training, by the judge of all others.
pub type Probabilities = Vec<Vec<f32>>;

/// How the judge of blocks is fitted.
#[derive(Debug)]
pub struct Fit<'a> {
    /// Where the rows go.
    pub work: &'a Path,
    /// How often the net goes through all pages.
    pub epochs: u32,
    /// Features whose name begins with one of these are absent.
    pub without: &'a [String],
}

/// Fits the judge of blocks, also to pages that only teach; says what it thinks of both.
///
/// # Errors
///
/// If the fit fails, or a file cannot be written or read.
pub fn judge(
    samples: &[Sample],
    teaching: &[Sample],
    tables: &Tables,
    fit: &Fit<'_>,
) -> io::Result<[Probabilities; 2]> {
    let Fit { work, epochs, without } = *fit;
    let (mut all, mut of_teaching) = (Vec::with_capacity(samples.len()), Vec::new());
    let mut taught = Taught::default();
    // Probabilities go out in the order in which the fits have them.
    if ![samples, teaching]
        .iter()
        .all(|pages| pages.is_sorted_by_key(|page| !page.input.has_markup()))
    {
        return Err(io::Error::other("pages with markup come first"));
    }
    for is_html in [true, false] {
        let with_input = |page: &&Sample| page.input.has_markup() == is_html;
        let mut of_input: Vec<&Sample> = samples.iter().filter(with_input).collect();
        let n_samples = of_input.len();
        of_input.extend(teaching.iter().filter(with_input));
        let Some(first) = of_input.first() else { continue };
        let folder = folder(work, first.input);
        write(&of_input, tables, &taught, &folder, without)?;
        let task = if is_html { "html" } else { "text" };
        net::fit(task, &folder, epochs)?;
        if is_html {
            taught = Taught::by(&of_input, &left(&folder, "net.f32", &of_input)?);
        }
        fit::symmetric(task, &folder)?;
        let mut judged = left(&folder, "p.f32", &of_input)?;
        of_teaching.extend(judged.split_off(n_samples));
        all.extend(judged);
    }
    Ok([all, of_teaching])
}

/// What a fit left of the blocks of some pages; sure marks are what they are.
fn left(folder: &Path, file: &str, pages: &[&Sample]) -> io::Result<Probabilities> {
    let n: usize = pages.iter().map(|page| page.shares.len()).sum();
    let p = matrix::read(&folder.join(file), n)?;
    let mut rest = p.as_slice();
    let of_page = |page: &&Sample| {
        let (here, after) = rest.split_at_checked(page.shares.len()).unwrap_or((rest, &[]));
        rest = after;
        let sure = |at: usize| page.prepared.is_sure(at);
        here.iter().enumerate().map(|(at, p)| if sure(at) { 0.0 } else { *p }).collect()
    };
    Ok(pages.iter().map(of_page).collect())
}

/// Writes what the fit reads, see [`net::fit`], and a list of the pages.
fn write(
    samples: &[&Sample],
    tables: &Tables,
    taught: &Taught,
    folder: &Path,
    without: &[String],
) -> io::Result<()> {
    let names = internal::feature_names();
    let mut rows = matrix::Matrix::create(&folder.join("x.f32"))?;
    let mut labels = matrix::Matrix::create(&folder.join("labels.f32"))?;
    let mut words = matrix::Matrix::create(&folder.join("words.f32"))?;
    let mut groups = matrix::Matrix::create(&folder.join("groups.f32"))?;
    let mut truths = matrix::Matrix::create(&folder.join("truths.f32"))?;
    let mut listing = String::new();
    for (number, page) in samples.iter().enumerate() {
        let measured = page.prepared.measure(tables.of(page));
        measured.groups().iter().try_for_each(|of_block| groups.push(of_block))?;
        let mut values = measured.values();
        leave_out(&mut values, &names, without);
        rows.push(&values)?;
        let fold = page.fold.map_or(-1.0, f32::from);
        for (label, weight) in taught.labels(page).into_iter().zip(page.weights()) {
            labels.push(&[label, weight, fold])?;
        }
        for share in &page.shares {
            let n = share.n_words as f32;
            words.push(&[number as f32, n, n * share.matched])?;
        }
        let times = if page.teaches() { page.times } else { 0.0 };
        truths.push(&[align::words(&page.truth).len() as f32, times])?;
        let input = page.input.name();
        listing += &format!("{}\t{}\t{input}\t{}\n", page.set, page.id, page.shares.len());
    }
    rows.finish()?;
    labels.finish()?;
    words.finish()?;
    groups.finish()?;
    truths.finish()?;
    matrix::write_names(&folder.join("names.txt"), &names)?;
    let path = folder.join("pages.tsv");
    fs::write(&path, listing).map_err(|error| at(&path, error))
}

/// Makes the features absent whose names begin with one of `without`, in rows one after the other.
pub fn leave_out(values: &mut [f32], names: &[String], without: &[String]) {
    let is_out = |name: &String| without.iter().any(|start| name.starts_with(start));
    for place in (0..names.len()).filter(|at| names.get(*at).is_some_and(is_out)) {
        for value in values.iter_mut().skip(place).step_by(names.len()) {
            *value = internal::ABSENT;
        }
    }
}

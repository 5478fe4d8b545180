//! Time of article extractors on the same pages, in one run, on one thread.
//!
//! `cargo run --release --manifest-path bench-peers/Cargo.toml -- FOLDER [N]` reads N of the HTML
//! files of a folder (default: all), evenly spread over their names, into memory, and prints a row
//! for each extractor: the best of several rounds over all pages. `--only NAME` runs one of them,
//! and the last column is then its peak memory; with all in one process it would be the peak of
//! whatever ran before.

use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, io};

/// Rounds over all pages; the fastest counts, as the one least disturbed.
const ROUNDS: usize = 3;

type Extract = fn(&str) -> usize;

/// Names, and what gives the length of what was extracted.
const PEERS: &[(&str, Extract)] = &[
    ("unchrome", |page| unchrome::extract(page).to_text().len()),
    ("unchrome, lean reader alone", unchrome::internal::count_blocks),
    ("scraper, parse alone", |page| scraper::Html::parse_document(page).tree.nodes().len()),
    ("dom_smoothie", |page| {
        let mut readability = dom_smoothie::Readability::new(page, None, None).ok();
        let article = readability.as_mut().and_then(|readability| readability.parse().ok());
        article.map_or(0, |article| article.text_content.len())
    }),
    ("legible", |page| {
        legible::parse(page, None, None).map_or(0, |article| article.text_content.len())
    }),
    ("libreadability", |page| {
        libreadability::extract(page, None).map_or(0, |article| article.text_content.len())
    }),
    ("rs-trafilatura", |page| {
        rs_trafilatura::extract(page).map_or(0, |result| result.content_text.len())
    }),
    ("trafilatura", |page| {
        let options = trafilatura::Options::default();
        trafilatura::extract(page, &options).map_or(0, |result| result.content_text.len())
    }),
];

fn main() -> io::Result<()> {
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let only = arguments.iter().position(|argument| argument == "--only").map(|at| {
        let name = arguments.drain(at..(at + 2).min(arguments.len())).next_back();
        name.unwrap_or_default()
    });
    let folder = PathBuf::from(arguments.first().ok_or_else(|| io::Error::other("FOLDER [N]"))?);
    let n = arguments.get(1).and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
    let pages = read(&folder, n)?;
    let bytes: usize = pages.iter().map(String::len).sum();
    println!("{} pages, {:.1} KB a page\n", pages.len(), per(bytes, pages.len()) / 1e3);
    println!("| | ms a page | MB/s | pages/s | times unchrome | panics | peak MB |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    std::panic::set_hook(Box::new(|_| {}));
    let mut ours = None;
    let chosen = PEERS.iter().filter(|(name, _)| only.as_deref().is_none_or(|only| only == *name));
    for (name, extract) in chosen {
        let (time, n_panics) = measure(*extract, &pages);
        let seconds = time.as_secs_f64();
        let ours = *ours.get_or_insert(seconds);
        println!(
            "| {name} | {:.3} | {:.0} | {:.0} | {:.2} | {n_panics} | {} |",
            seconds * 1e3 / pages.len() as f64,
            bytes as f64 / 1e6 / seconds,
            pages.len() as f64 / seconds,
            seconds / ours,
            peak_memory().unwrap_or_default(),
        );
    }
    Ok(())
}

fn per(sum: usize, n: usize) -> f64 {
    sum as f64 / n.max(1) as f64
}

/// Every k-th HTML file of a folder, by name, so that about `n` are read.
fn read(folder: &Path, n: usize) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "html") {
            paths.push(path);
        }
    }
    paths.sort();
    let step = paths.len().div_ceil(n.max(1)).max(1);
    let pages = paths.iter().step_by(step).map(fs::read);
    pages.map(|page| page.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())).collect()
}

/// The fastest round, and how many pages panicked in it.
fn measure(extract: Extract, pages: &[String]) -> (Duration, usize) {
    let mut best = (Duration::MAX, 0);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let mut n_panics = 0;
        for page in pages {
            let result = catch_unwind(AssertUnwindSafe(|| black_box(extract(black_box(page)))));
            n_panics += usize::from(result.is_err());
        }
        best = best.min((start.elapsed(), n_panics));
    }
    best
}

/// The most memory that the process has had, in MB, the pages included (Linux only).
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1024)
}

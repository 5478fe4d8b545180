//! Fits the judge: see README.md in this folder.
#![allow(missing_docs, clippy::print_stderr)]

mod align;
mod data;
mod score;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use data::Labelled;
use rustc_hash::FxHashMap;
use unchrome::Format;
use unchrome::internal::{Prepared, Rows, Tokens, feature_names, tokens};

const N_FOLDS: u64 = 5;

struct Page {
    labelled: Labelled,
    prepared: Prepared,
    /// Share of each block's words in the truth, and number of words.
    shares: Vec<(f32, usize)>,
    fold: u64,
}

fn fold_of(site: &str) -> u64 {
    let hash = site
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    (hash >> 20) % N_FOLDS
}

fn parallel<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let n = items.len();
    let queue = Mutex::new(items.into_iter().enumerate());
    let done = Mutex::new(Vec::with_capacity(n));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some((at, item)) = queue.lock().unwrap().next() else { break };
                    let result = work(item);
                    done.lock().unwrap().push((at, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Arguments `DIR` or `DIR=FLAT.jsonl`.
fn load(args: &[String]) -> Vec<Page> {
    let mut all = Vec::new();
    for arg in args {
        let (dir, flats) = match arg.split_once('=') {
            Some((dir, flats)) => (dir, flats.split(',').map(PathBuf::from).collect()),
            None => (arg.as_str(), Vec::new()),
        };
        if flats.is_empty() {
            all.extend(data::load(Path::new(dir), None).expect(arg));
        }
        let n = flats.len();
        for (nth, flat) in flats.iter().enumerate() {
            let pages = data::load(Path::new(dir), Some(flat)).expect(arg);
            all.extend(pages.into_iter().enumerate().filter(|(at, _)| at % n == nth).map(|(_, page)| page));
        }
    }
    parallel(all, |labelled| {
        let format = if labelled.is_html { Format::Html } else { Format::Text };
        let prepared = Prepared::new(&labelled.source, format);
        let shares = match &labelled.truth {
            Some(truth) => align::shares(&prepared.texts(), truth),
            None => snippet_shares(&prepared.texts(), &labelled),
        };
        let fold = fold_of(&labelled.site);
        Page { labelled, prepared, shares, fold }
    })
}

/// For pages with snippets only: 1 where a block holds a wanted one, 0 an unwanted one, else -1.
fn snippet_shares(texts: &[&str], labelled: &Labelled) -> Vec<(f32, usize)> {
    texts
        .iter()
        .map(|text| {
            let n = align::words(text).len();
            let hit = |list: &[String]| list.iter().any(|snippet| text.contains(snippet.trim()));
            let share = if hit(&labelled.with) {
                1.0
            } else if hit(&labelled.without) {
                0.0
            } else {
                -1.0
            };
            (share, n)
        })
        .collect()
}

/// Counts the table of class words on the pages that `wanted` accepts.
fn count_tokens(pages: &[Page], wanted: impl Fn(&Page) -> bool) -> Vec<(u32, f32)> {
    let mut counts: FxHashMap<u32, (f64, f64, u32)> = FxHashMap::default();
    for page in pages.iter().filter(|page| wanted(page) && page.labelled.truth.is_some()) {
        let mut of_page: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
        let (mut content, mut chrome) = (1.0, 1.0);
        for (at, (share, n)) in page.shares.iter().enumerate() {
            let n = *n as f64;
            let is_content = *share >= 0.5;
            if is_content {
                content += n
            } else {
                chrome += n
            }
            for token in page.prepared.path_tokens(at) {
                let entry = of_page.entry(token).or_default();
                if is_content { entry.0 += n } else { entry.1 += n }
            }
        }
        for (token, (c, x)) in of_page {
            let entry = counts.entry(token).or_default();
            entry.0 += c / content;
            entry.1 += x / chrome;
            entry.2 += 1;
        }
    }
    let mut odds: Vec<(u32, f32)> = counts
        .into_iter()
        .filter(|(_, (_, _, pages))| *pages >= 8)
        .map(|(token, (c, x, _))| (token, (((c + 0.5) / (x + 0.5)).ln() * 32.0).round().clamp(-127.0, 127.0) as f32 / 32.0))
        .collect();
    odds.sort_by_key(|(token, _)| *token);
    odds
}

fn write_f32(path: &Path, values: impl Iterator<Item = f32>) {
    let mut out = BufWriter::new(File::create(path).unwrap());
    for value in values {
        out.write_all(&value.to_le_bytes()).unwrap();
    }
}

fn read_f32(path: &Path) -> Vec<f32> {
    std::fs::read(path)
        .unwrap()
        .chunks_exact(4)
        .map(|bytes| f32::from_le_bytes(bytes.try_into().unwrap()))
        .collect()
}

fn measured(pages: Vec<Page>) -> Vec<(Page, Rows)> {
    let tables: Vec<Tokens> = (0..N_FOLDS)
        .map(|fold| {
            tokens(&count_tokens(&pages, |page| page.fold != fold && !is_test(&page.labelled.set)))
        })
        .collect();
    let all = tokens(&count_tokens(&pages, |page| !is_test(&page.labelled.set)));
    parallel(pages, |page| {
        let table = if is_test(&page.labelled.set) { &all } else { &tables[page.fold as usize] };
        let rows = page.prepared.measure(table);
        (page, rows)
    })
}

/// Sets that never enter training.
fn is_test(set: &str) -> bool {
    matches!(set, "languages-a" | "chinese-a")
}

/// Writes rows, labels and row data for the fit.
fn dump(out: &Path, args: &[String]) {
    let started = std::time::Instant::now();
    let pages = load(args);
    eprintln!("{} pages loaded in {:?}", pages.len(), started.elapsed());
    let table = count_tokens(&pages, |page| !is_test(&page.labelled.set));
    let measured = measured(pages);
    eprintln!("measured after {:?}", started.elapsed());
    std::fs::create_dir_all(out).unwrap();
    let table: Vec<(u32, f32)> = table;
    std::fs::write(out.join("tokens.tsv"), table.iter().map(|(t, o)| format!("{t}\t{o}\n")).collect::<String>()).unwrap();
    write_f32(
        &out.join("x.f32"),
        measured.iter().flat_map(|(_, rows)| rows.values().iter().copied()),
    );
    let mut meta = BufWriter::new(File::create(out.join("rows.f32")).unwrap());
    let mut listing = BufWriter::new(File::create(out.join("pages.tsv")).unwrap());
    let mut set_numbers: BTreeMap<String, usize> = BTreeMap::new();
    for (nth, (page, _)) in measured.iter().enumerate() {
        let next = set_numbers.len();
        let set = *set_numbers.entry(page.labelled.set.clone()).or_insert(next);
        let n_page: usize = page.shares.iter().map(|(_, n)| n).sum();
        let n_truth = page.labelled.truth.as_ref().map_or(n_page / 3, |t| align::words(t).len());
        let oracle = oracle(page);
        for (share, n) in &page.shares {
            let weight = *n as f32 / (n_truth as f32 + 0.5 * n_page as f32).max(1.0);
            let usable = page.labelled.truth.is_none() || (oracle >= 0.5 && n_truth > 0);
            for value in [
                *share,
                if usable { weight } else { 0.0 },
                page.fold as f32,
                set as f32,
                nth as f32,
                *n as f32,
            ] {
                meta.write_all(&value.to_le_bytes()).unwrap();
            }
        }
        writeln!(
            listing,
            "{}\t{}\t{}\t{}\t{:.4}",
            page.labelled.set,
            page.labelled.id,
            page.labelled.kind,
            page.shares.len(),
            oracle
        )
        .unwrap();
    }
    let names = feature_names();
    std::fs::write(out.join("names.txt"), format!("{}\n{}\n", names.len(), names.join("\n")))
        .unwrap();
    std::fs::write(
        out.join("sets.txt"),
        set_numbers.iter().map(|(k, v)| format!("{v}\t{k}\n")).collect::<String>(),
    )
    .unwrap();
    let oracles: Vec<f64> = measured
        .iter()
        .filter(|(p, _)| p.labelled.truth.is_some())
        .map(|(p, _)| oracle(p))
        .collect();
    eprintln!(
        "oracle {:.4}, done after {:?}",
        oracles.iter().sum::<f64>() / oracles.len().max(1) as f64,
        started.elapsed()
    );
}

fn f1_of(page: &Page, keep: impl Fn(usize) -> bool) -> (f64, f64, f64) {
    let texts = page.prepared.texts();
    let kept = texts
        .iter()
        .enumerate()
        .filter(|(at, _)| keep(*at))
        .flat_map(|(_, text)| score::runs(text));
    score::word_f1(kept, page.labelled.truth.as_deref().unwrap_or(""))
}

fn oracle(page: &Page) -> f64 {
    if page.labelled.truth.is_none() {
        return 0.0;
    }
    f1_of(page, |at| page.shares[at].0 >= 0.5).2
}

/// The prefix, by falling probability, that maximises expected F1.
fn expected_f1(p: &[f32], n: &[f32]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]).then(a.cmp(b)));
    let total: f32 = p.iter().zip(n).map(|(p, n)| p * n).sum();
    let (mut tp, mut kept, mut best, mut best_at) = (0.0, 0.0, 0.0, 0);
    for (rank, at) in order.iter().enumerate() {
        tp += p[*at] * n[*at];
        kept += n[*at];
        let f = 2.0 * tp / (kept + total).max(1e-6);
        if f > best {
            best = f;
            best_at = rank + 1;
        }
    }
    let mut keep = vec![false; p.len()];
    for at in &order[..best_at] {
        keep[*at] = true;
    }
    keep
}

/// Prints word-F1 by set and kind for several decisions over given probabilities.
fn decide(p_path: &Path, args: &[String], worst: usize) {
    let pages = load(args);
    let p = read_f32(p_path);
    let mut at = 0;
    let mut jobs = Vec::new();
    for page in &pages {
        let n = page.shares.len();
        jobs.push((page, &p[at..at + n]));
        at += n;
    }
    assert_eq!(at, p.len());
    let names = ["exp", "0.3", "0.4", "0.5", "0.6", "oracle"];
    let scores: Vec<[(f64, f64, f64); 6]> = parallel(jobs.clone(), |(page, p)| {
        if page.labelled.truth.is_none() {
            return [(0.0, 0.0, 0.0); 6];
        }
        let n: Vec<f32> =
            page.prepared.texts().iter().map(|t| score::runs(t).count() as f32).collect();
        let exp = expected_f1(p, &n);
        [
            f1_of(page, |at| exp[at]),
            f1_of(page, |at| p[at] >= 0.3),
            f1_of(page, |at| p[at] >= 0.4),
            f1_of(page, |at| p[at] >= 0.5),
            f1_of(page, |at| p[at] >= 0.6),
            f1_of(page, |at| page.shares[at].0 >= 0.5),
        ]
    });
    let mut by: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (nth, page) in pages.iter().enumerate().filter(|(_, p)| p.labelled.truth.is_some()) {
        let style = if page.labelled.is_html { "" } else { " text" };
        by.entry((format!("{}{style}", page.labelled.set), String::new())).or_default().push(nth);
        if page.labelled.set == "wcxb-dev" {
            by.entry((format!("{}{style}", page.labelled.set), page.labelled.kind.clone()))
                .or_default()
                .push(nth);
        }
    }
    println!(
        "{:14} {:14} {:>5}  {}",
        "set",
        "kind",
        "pages",
        names.map(|n| format!("{n:>7}")).join(" ")
    );
    for ((set, kind), members) in by {
        let mean =
            |d: usize| members.iter().map(|m| scores[*m][d].2).sum::<f64>() / members.len() as f64;
        let row: Vec<String> =
            (0..6).map(|d| format!("{:.4}", mean(d))).map(|s| format!("{s:>7}")).collect();
        let pr = |d: usize| {
            let p = members.iter().map(|m| scores[*m][d].0).sum::<f64>() / members.len() as f64;
            let r = members.iter().map(|m| scores[*m][d].1).sum::<f64>() / members.len() as f64;
            format!("P {p:.3} R {r:.3}")
        };
        println!(
            "{set:14} {kind:14} {:5}  {}   exp {}  0.5 {}",
            members.len(),
            row.join(" "),
            pr(0),
            pr(3)
        );
    }
    let mut losses: Vec<(f64, usize)> = scores
        .iter()
        .enumerate()
        .filter(|(nth, _)| pages[*nth].labelled.truth.is_some())
        .map(|(nth, s)| (s[5].2 - s[0].2.max(s[3].2), nth))
        .collect();
    losses.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (loss, nth) in losses.iter().take(worst) {
        let (page, s) = (&pages[*nth], &scores[*nth]);
        println!(
            "worst {} {} {} loss {loss:.3} exp {:.3} (P {:.2} R {:.2}) 0.5 {:.3} oracle {:.3}",
            page.labelled.set,
            page.labelled.id,
            page.labelled.kind,
            s[0].2,
            s[0].0,
            s[0].1,
            s[3].2,
            s[5].2
        );
    }
}

/// Prints the blocks of one page with truth and probability.
fn show(p_path: &Path, id: &str, args: &[String]) {
    let pages = load(args);
    let p = read_f32(p_path);
    let mut at = 0;
    for page in &pages {
        let n = page.shares.len();
        if page.labelled.id == id {
            for (i, text) in page.prepared.texts().iter().enumerate() {
                let short: String = text.chars().take(110).collect();
                println!(
                    "{:5} {} p {:.2} share {:.2}  {short}",
                    i,
                    if page.prepared.is_sure(i) { "S" } else { " " },
                    p[at + i],
                    page.shares[i].0
                );
            }
        }
        at += n;
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("dump") => dump(Path::new(&args[1]), &args[2..]),
        Some("decide") => decide(Path::new(&args[1]), &args[3..], args[2].parse().unwrap()),
        Some("show") => show(Path::new(&args[1]), &args[2], &args[3..]),
        Some("texts") => {
            let page = data::load(Path::new(&args[1]), None).unwrap().into_iter().find(|page| page.id == args[2]).unwrap();
            for text in Prepared::new(&page.source, Format::Html).texts() {
                println!("{}", text.replace('\n', " "));
            }
        }
        _ => eprintln!("dump OUT SET… | second OUT P1 SET… | decide P N SET… | show P ID SET…"),
    }
}

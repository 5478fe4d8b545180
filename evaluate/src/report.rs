//! The tables.

use std::collections::BTreeMap;
use std::io::{self, Write};

use evaluate::fields::{day, folded, people};
use evaluate::results::Extraction;
use evaluate::score::{Overlap, harmonic, interval, mean, shingles, words};
use evaluate::{Page, Results, Set};
use serde_json::Value;

use crate::Arguments;

/// The scores of one page.
struct Row<'a> {
    page: &'a Page,
    overlap: Overlap,
    shingles: (Option<f64>, Option<f64>),
}

/// Writes the scores of a set.
pub(crate) fn write(
    out: &mut impl Write,
    set: &Set,
    input: &str,
    results: &Results,
    arguments: &Arguments,
) -> io::Result<()> {
    let (n, n_missing) = (set.pages.len(), results.n_missing(set));
    writeln!(out, "{} ({input}): {n} pages, {n_missing} without a result", set.name)?;
    let rows: Vec<Row> = set
        .pages
        .iter()
        .filter_map(|page| {
            let truth = page.text.as_deref()?;
            let text = results.of(page).text(arguments.with_headline);
            let overlap = words(&text, truth);
            Some(Row { page, overlap, shingles: shingles(&text, truth) })
        })
        .collect();
    if !rows.is_empty() {
        write_texts(out, &rows)?;
    }
    write_snippets(out, set, results, arguments.with_headline)?;
    if arguments.metadata {
        write_fields(out, set, results)?;
    }
    let mut worst: Vec<&Row> = rows.iter().collect();
    worst.sort_by(|a, b| a.overlap.f1.total_cmp(&b.overlap.f1));
    for Row { page, overlap, .. } in worst.into_iter().take(arguments.worst) {
        let Overlap { precision, recall, f1 } = overlap;
        let (id, kind) = (&page.id, page.kind());
        writeln!(out, "  worst {id} {kind} F {f1:.3} P {precision:.3} R {recall:.3}")?;
    }
    Ok(())
}

fn write_texts(out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
    let f1s: Vec<f64> = rows.iter().map(|row| row.overlap.f1).collect();
    let (low, high) = interval(&f1s);
    let precision = mean(rows.iter().filter_map(|row| row.shingles.0));
    let recall = mean(rows.iter().filter_map(|row| row.shingles.1));
    writeln!(
        out,
        "word-F1 {:.4} [{low:.4}, {high:.4}]  P {:.4}  R {:.4}   shingle-F1 {:.4}  P {precision:.4}  R {recall:.4}",
        mean(f1s),
        mean(rows.iter().map(|row| row.overlap.precision)),
        mean(rows.iter().map(|row| row.overlap.recall)),
        harmonic(precision, recall),
    )?;
    let mut kinds: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        kinds.entry(row.page.kind()).or_default().push(row);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.len()));
    if kinds.len() < 2 {
        return Ok(());
    }
    for (kind, rows) in kinds {
        let f1s: Vec<f64> = rows.iter().map(|row| row.overlap.f1).collect();
        let (low, high) = interval(&f1s);
        writeln!(
            out,
            "  {kind:16} {:5}  word-F1 {:.4} [{low:.4}, {high:.4}]  P {:.4}  R {:.4}",
            rows.len(),
            mean(f1s),
            mean(rows.iter().map(|row| row.overlap.precision)),
            mean(rows.iter().map(|row| row.overlap.recall)),
        )?;
    }
    Ok(())
}

fn write_snippets(
    out: &mut impl Write,
    set: &Set,
    results: &Results,
    with_headline: bool,
) -> io::Result<()> {
    let (mut n_with, mut n_found, mut n_without, mut n_let_in) = (0.0, 0.0, 0.0, 0.0);
    for page in &set.pages {
        let text = results.of(page).text(with_headline);
        let n_in = |snippets: &[String]| {
            snippets.iter().filter(|snippet| text.contains(snippet.as_str())).count() as f64
        };
        n_with += page.with.len() as f64;
        n_found += n_in(&page.with);
        n_without += page.without.len() as f64;
        n_let_in += n_in(&page.without);
    }
    if n_with == 0.0 {
        return Ok(());
    }
    let share = |part: f64, whole: f64, of_nothing: f64| {
        if whole > 0.0 { part / whole } else { of_nothing }
    };
    let precision = share(n_found, n_found + n_let_in, 0.0);
    let recall = n_found / n_with;
    let f1 = harmonic(precision, recall);
    let out_of = share(n_without - n_let_in, n_without, 1.0);
    writeln!(out, "chunk-F1 {f1:.4}  with found {recall:.4}  without kept out {out_of:.4}")
}

fn write_fields(out: &mut impl Write, set: &Set, results: &Results) -> io::Result<()> {
    write_headlines(out, set, results)?;
    write_authors(out, set, results)?;
    write_dates(out, set, results)
}

fn write_headlines(out: &mut impl Write, set: &Set, results: &Results) -> io::Result<()> {
    let pairs: Vec<(String, String)> = set
        .pages
        .iter()
        .filter_map(|page| {
            let truth = page.title.as_deref().filter(|title| !title.is_empty())?;
            let given = headline(results.of(page)).unwrap_or_default();
            Some((folded(&given), folded(truth)))
        })
        .collect();
    if pairs.is_empty() {
        return Ok(());
    }
    let within = |a: &str, b: &str| !a.is_empty() && (b.contains(a) || a.contains(b));
    writeln!(
        out,
        "headline: {} pages, equal {:.4}, one within the other {:.4}",
        pairs.len(),
        mean(pairs.iter().map(|(given, truth)| share(given == truth))),
        mean(pairs.iter().map(|(given, truth)| share(within(given, truth)))),
    )
}

fn headline(extraction: &Extraction) -> Option<String> {
    let headline = extraction.headline.clone().filter(|headline| !headline.is_empty());
    headline.or_else(|| Some(extraction.field("title")?.as_str()?.to_owned()))
}

fn write_authors(out: &mut impl Write, set: &Set, results: &Results) -> io::Result<()> {
    let given = |page: &Page| results.of(page).field("authors").cloned();
    let mut pairs = Vec::new();
    let mut unasked = Vec::new();
    for page in &set.pages {
        match truth_authors(page) {
            Some(truth) => pairs.push((people(given(page).as_ref()), people(Some(&truth)))),
            None => unasked.push(share(given(page).is_some_and(|authors| is_given(&authors)))),
        }
    }
    if pairs.is_empty() {
        return Ok(());
    }
    let jaccard = mean(pairs.iter().map(|(given, truth)| {
        given.intersection(truth).count() as f64 / given.union(truth).count().max(1) as f64
    }));
    writeln!(
        out,
        "authors: {} pages, same set {:.4}, Jaccard {jaccard:.4}, given where the truth has none {:.4} of {}",
        pairs.len(),
        mean(pairs.iter().map(|(given, truth)| share(given == truth))),
        mean(unasked.iter().copied()),
        unasked.len(),
    )
}

fn truth_authors(page: &Page) -> Option<Value> {
    let list = page.authors.clone().filter(is_given);
    list.or_else(|| Some(Value::from(page.author.clone().filter(|author| !author.is_empty())?)))
}

fn is_given(value: &Value) -> bool {
    match value {
        Value::String(string) => !string.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    }
}

fn write_dates(out: &mut impl Write, set: &Set, results: &Results) -> io::Result<()> {
    let given = |page: &Page| {
        let published = results.of(page).field("published")?.as_str()?;
        (!published.is_empty()).then(|| published.to_owned())
    };
    let mut pairs = Vec::new();
    let mut unasked = Vec::new();
    for page in &set.pages {
        match page.date.as_deref().and_then(day) {
            Some(truth) => {
                let given = given(page);
                pairs.push((given.as_deref().and_then(day).map(str::to_owned), truth));
            }
            None => unasked.push(share(given(page).is_some())),
        }
    }
    if pairs.is_empty() {
        return Ok(());
    }
    let wrong = |given: &Option<String>, truth: &str| given.as_deref().is_some_and(|g| g != truth);
    writeln!(
        out,
        "published: {} pages, same day {:.4}, wrong day {:.4}, given where the truth has none {:.4} of {}",
        pairs.len(),
        mean(pairs.iter().map(|(given, truth)| share(given.as_deref() == Some(*truth)))),
        mean(pairs.iter().map(|(given, truth)| share(wrong(given, truth)))),
        mean(unasked.iter().copied()),
        unasked.len(),
    )
}

fn share(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}

/// Writes on which pages one results file is better than another, and by how much.
pub(crate) fn compare(
    out: &mut impl Write,
    set: &Set,
    a: &Results,
    b: &Results,
    with_headline: bool,
) -> io::Result<()> {
    /// Pages listed at either end.
    const SHOWN: usize = 20;
    let mut changes: Vec<(f64, f64, &Page)> = set
        .pages
        .iter()
        .filter_map(|page| {
            let truth = page.text.as_deref()?;
            let f1 = |results: &Results| words(&results.of(page).text(with_headline), truth).f1;
            let (before, after) = (f1(a), f1(b));
            Some((after - before, before, page))
        })
        .collect();
    changes.sort_by(|x, y| x.0.total_cmp(&y.0));
    let differences: Vec<f64> = changes.iter().map(|(difference, ..)| *difference).collect();
    let (low, high) = interval(&differences);
    writeln!(
        out,
        "{}: second against first: word-F1 {:+.4} [{low:+.4}, {high:+.4}], better on {}, worse on {} of {}",
        set.name,
        mean(differences.iter().copied()),
        differences.iter().filter(|difference| **difference > 1e-9).count(),
        differences.iter().filter(|difference| **difference < -1e-9).count(),
        differences.len(),
    )?;
    let ends = changes.iter().take(SHOWN).chain(changes.iter().skip(SHOWN).rev().take(SHOWN).rev());
    for (difference, before, page) in ends.filter(|(difference, ..)| difference.abs() > 1e-9) {
        let (after, id, kind) = (before + difference, &page.id, page.kind());
        writeln!(out, "  {difference:+.3} {before:.3} -> {after:.3} {id} {kind}")?;
    }
    Ok(())
}

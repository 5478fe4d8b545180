//! One test for each folder of `fixtures/` that holds an `input.html` or `input.txt`: the article
//! must be what its expectations say.
//!
//! `UPDATE_FIXTURES=1 cargo test --test fixtures` writes them anew.
#![allow(clippy::print_stderr)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Value, json};
use unchrome::{Article, Format, Options};

/// What every case states, and what it states if the file is there.
const REQUIRED: &[&str] = &["expected.json", "expected.md"];
const OPTIONAL: &[&str] = &["expected.html", "expected.txt", "expected.tei.xml"];

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let updates = std::env::var_os("UPDATE_FIXTURES").is_some();
    if updates && std::env::var_os("CI").is_some() {
        eprintln!("expectations are not written anew where CI is set");
        return ExitCode::FAILURE;
    }
    let mut cases = cases(&root);
    cases.sort();
    if cases.is_empty() {
        eprintln!("no case in {}", root.display());
        return ExitCode::FAILURE;
    }
    let trials = cases.into_iter().map(|case| {
        let name = case.strip_prefix(&root).unwrap_or(&case).display().to_string();
        Trial::test(name, move || check(&case, updates))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

/// All folders with an input.
fn cases(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        if !inputs(&folder).is_empty() {
            found.push(folder.clone());
        }
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        folders.extend(entries.map(|entry| entry.path()).filter(|path| path.is_dir()));
    }
    found
}

/// The inputs of a case: all must give the same article.
fn inputs(case: &Path) -> Vec<PathBuf> {
    ["input.html", "input.txt"]
        .map(|name| case.join(name))
        .into_iter()
        .filter(|p| p.is_file())
        .collect()
}

fn check(case: &Path, updates: bool) -> Result<(), Failed> {
    for input in inputs(case) {
        let bytes = fs::read(&input)?;
        let format = if input.ends_with("input.html") { Format::Html } else { Format::Text };
        let mut options = Options::new().with_format(format);
        if let Ok(url) = fs::read_to_string(case.join("url.txt")) {
            options = options.with_url(url.trim());
        }
        let article = options.extract_bytes(&bytes);
        let is_twin = inputs(case).len() > 1;
        for name in REQUIRED.iter().chain(OPTIONAL) {
            let path = case.join(name);
            if OPTIONAL.contains(name) && !path.is_file() {
                continue;
            }
            let found = rendered(&article, name, is_twin);
            if updates {
                fs::write(&path, found)?;
            } else {
                compare(&path, &found)?;
            }
        }
    }
    Ok(())
}

fn rendered(article: &Article, name: &str, is_twin: bool) -> String {
    match name {
        "expected.json" if is_twin => format!("{}\n", shared(article)),
        "expected.json" => format!("{}\n", without_estimates(&article.to_json_pretty())),
        "expected.md" => article.to_markdown(),
        "expected.html" => article.to_html(),
        "expected.tei.xml" => article.to_tei(),
        _ => format!("{}\n", article.to_text()),
    }
}

/// The document with null for what every fit of the judge changes a little.
fn without_estimates(json: &str) -> String {
    let line = |line: &str| match line.split_once(':') {
        Some((name @ ("  \"quality\"" | "  \"page_kind\""), _)) => format!("{name}: null,"),
        Some((name @ "  \"page_kind_probability\"", _)) => format!("{name}: null"),
        _ => line.to_owned(),
    };
    json.lines().map(line).collect::<Vec<String>>().join("\n")
}

/// What must be the same whether the page came as HTML or as text: the article, what is known of
/// it, and which pieces were removed as what. Markup adds to blocks; only text has byte places.
fn shared(article: &Article) -> String {
    let metadata = article.metadata();
    let removed: Vec<Value> = article
        .removed()
        .map(|piece| json!({ "label": piece.label, "text": piece.text }))
        .collect();
    let article = json!({
        "headline": article.headline(),
        "body": article.to_text(),
        "authors": metadata.authors,
        "language": metadata.language,
        "contacts": metadata.contacts,
        "share_targets": metadata.share_targets,
        "removed": removed,
    });
    format!("{article:#}")
}

fn compare(path: &Path, found: &str) -> Result<(), Failed> {
    let expected =
        fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    if expected == found {
        return Ok(());
    }
    let mut message = format!("{}\n", path.display());
    let (mut old, mut new) = (expected.lines(), found.lines());
    for number in 1.. {
        match (old.next(), new.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => {
                let line = |sign, line: Option<&str>| {
                    line.map_or_else(String::new, |line| format!("{number:4} {sign} {line}\n"))
                };
                message += &line('-', a);
                message += &line('+', b);
            }
        }
    }
    Err(message.into())
}

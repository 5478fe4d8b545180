//! Prints how well unchrome, or a results file, does on labelled sets.

mod report;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, ValueEnum};
use evaluate::flatten::Style;
use evaluate::results::{Extraction, Input};
use evaluate::sites::Sites;
use evaluate::{Results, Set};
use unchrome::{Favor, Options};

/// Scores extractions against labelled sets: by default unchrome's, of the pages as HTML and as
/// text flattened to lines.
#[derive(Debug, Parser)]
#[command(name = "evaluate")]
struct Arguments {
    /// Folders with gt.jsonl and html/
    #[arg(required = true, value_name = "DIR")]
    sets: Vec<PathBuf>,
    /// What the extractor gets
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Form::Html, Form::Lines])]
    input: Vec<Form>,
    /// Flattened pages, {"id", "text"} a line, instead
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    /// Score a results file, {"id", "headline", "body", "metadata"} a line, instead
    #[arg(long, value_name = "FILE")]
    results: Option<PathBuf>,
    /// Compare two results files page by page
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    compare: Option<Vec<PathBuf>>,
    /// Score title, authors and date as well
    #[arg(long)]
    metadata: bool,
    /// Count the headline to the body
    #[arg(long)]
    with_headline: bool,
    /// List the worst N pages
    #[arg(long, default_value_t = 0, value_name = "N")]
    worst: usize,
    /// Of pages that share their site with two others of the set: without and with what is learned of the site
    /// from the set's pages
    #[arg(long, conflicts_with_all = ["results", "compare"])]
    sites: bool,
    /// Which error the judge avoids
    #[arg(long, value_enum, default_value_t = Leaning::Balance)]
    favor: Leaning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Html,
    Bare,
    Fragment,
    Lines,
    Leaves,
    Layout,
    Markdown,
    Joined,
    Glued,
    Terminal,
    Window,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Leaning {
    Balance,
    Precision,
    Recall,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "evaluate: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for folder in &arguments.sets {
        let set = Set::load(folder)?;
        if let Some([a, b]) = arguments.compare.as_deref() {
            let (a, b) = (Results::load(a)?, Results::load(b)?);
            report::compare(&mut out, &set, &a, &b, arguments.with_headline)?;
            continue;
        }
        if arguments.sites {
            for (name, input) in inputs(arguments)? {
                of_sites(&mut out, &set, &name, &input, arguments)?;
            }
            continue;
        }
        for (name, results) in all_results(arguments, &set)? {
            report::write(&mut out, &set, &name, &results, arguments)?;
        }
    }
    Ok(())
}

/// The results to score, each with the name of what the extractor got.
fn all_results(arguments: &Arguments, set: &Set) -> io::Result<Vec<(String, Results)>> {
    if let Some(file) = &arguments.results {
        return Ok(vec![(file.display().to_string(), Results::load(file)?)]);
    }
    let options = options(arguments);
    let inputs = inputs(arguments)?.into_iter();
    inputs.map(|(name, input)| Ok((name, Results::extract(set, &input, &options)?))).collect()
}

fn options(arguments: &Arguments) -> Options {
    Options::new().with_favor(match arguments.favor {
        Leaning::Balance => Favor::Balance,
        Leaning::Precision => Favor::Precision,
        Leaning::Recall => Favor::Recall,
    })
}

/// What the extractor gets, each with its name.
fn inputs(arguments: &Arguments) -> io::Result<Vec<(String, Input)>> {
    if let Some(file) = &arguments.text {
        return Ok(vec![(file.display().to_string(), Input::Text(texts(file)?))]);
    }
    let named = |form: &Form| match form {
        Form::Html => ("html", Input::Html),
        Form::Bare => ("bare", Input::Bare),
        Form::Fragment => ("fragment", Input::Fragment),
        Form::Lines => ("lines", Input::Flattened(Style::Lines)),
        Form::Leaves => ("leaves", Input::Flattened(Style::Leaves)),
        Form::Layout => ("layout", Input::Flattened(Style::Layout)),
        Form::Markdown => ("markdown", Input::Flattened(Style::Markdown)),
        Form::Joined => ("joined", Input::Flattened(Style::Joined)),
        Form::Glued => ("glued", Input::Flattened(Style::Glued)),
        Form::Terminal => ("terminal", Input::Flattened(Style::Terminal)),
        Form::Window => ("window", Input::Window(Style::Lines)),
    };
    let named = arguments.input.iter().map(named);
    Ok(named.map(|(name, input)| (name.to_owned(), input)).collect())
}

/// The pages of sites of which a set has several, judged each for itself, and told what its site's share.
fn of_sites(
    out: &mut impl Write,
    set: &Set,
    name: &str,
    input: &Input,
    arguments: &Arguments,
) -> io::Result<()> {
    let options = options(arguments);
    let sites = Sites::learn(set, input, &options)?;
    let mut set = set.clone();
    set.pages.retain(|page| sites.of(page).is_some());
    let alone = Results::extract(&set, input, &options)?;
    report::write(out, &set, name, &alone, arguments)?;
    let told = Results::of_pages(&set, |_, page| {
        let options = options.clone();
        let options = match sites.of(page) {
            Some(site) => options.with_site(Arc::clone(site)),
            None => options,
        };
        Extraction::new(&set, page, input, &options)
    })?;
    report::write(out, &set, &format!("{name}, with sites"), &told, arguments)
}

/// The texts of a file of flattened pages, by id.
fn texts(path: &Path) -> io::Result<BTreeMap<String, String>> {
    let named =
        |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let mut texts = BTreeMap::new();
    for line in BufReader::new(File::open(path).map_err(named)?).lines() {
        let page: serde_json::Value = serde_json::from_str(&line.map_err(named)?)?;
        let field = |name: &str| page.get(name).and_then(serde_json::Value::as_str);
        if let (Some(id), Some(text)) = (field("id"), field("text")) {
            texts.insert(id.to_owned(), text.to_owned());
        }
    }
    Ok(texts)
}

//! Fits the judge: `cargo run --release -p train -- --data DIR`.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use train::sample::{self, FORMS, Sample};
use train::sets::Choice;
use train::{
    agree, blocks, card, evidence, fit, headlines, judge_file, made, pages, report, sets, show,
    tables, whole,
};

/// Fits the judge to labelled pages, prints what it is worth on held-out ones, and writes its file
/// and its model card.
#[derive(Debug, Parser)]
#[command(name = "train")]
struct Arguments {
    /// The folder with the labelled sets
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Only print what held-out pages show; write nothing
    #[arg(long)]
    cross_validate: bool,
    /// Leave a set out of training, and judge it like those never trained on; writes nothing
    #[arg(long, value_name = "SET")]
    leave_out: Vec<String>,
    /// Leave out the features of blocks whose names begin so, to see what they are worth; writes nothing
    #[arg(long, value_name = "START")]
    without: Vec<String>,
    /// Print the blocks of a page as the last run judged them
    #[arg(long, value_name = "ID")]
    show: Option<String>,
    /// Fit only what tells headlines of flattened pages, by the judges that the last run left; the judge stays
    #[arg(long)]
    headlines: bool,
    /// Fit only what facts weigh when verdicts of the crate's judge are explained; the judge stays
    #[arg(long, conflicts_with_all = ["headlines", "extract", "without"])]
    evidence: bool,
    /// Fit nothing: run the whole program anew with the judges that the last run left, after changes of what
    /// comes behind them
    #[arg(long, conflicts_with_all = ["headlines", "leave_out", "without"])]
    extract: bool,
    /// How often the fit of a net goes through all pages
    #[arg(long, default_value_t = fit::EPOCHS, value_name = "N")]
    epochs: u32,
    /// Only the first N pages of each set: to try things out; writes nothing
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Where the matrices go
    #[arg(long, default_value = "target/train", value_name = "DIR")]
    work: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut out = io::stdout().lock();
    match run(&arguments, &mut out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "train: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments, out: &mut impl Write) -> io::Result<()> {
    if let Some(id) = &arguments.show {
        return show::show(out, &arguments.data, &arguments.work, id);
    }
    let choice = Choice { leave_out: arguments.leave_out.clone(), limit: arguments.limit };
    let sets = sets::load(&arguments.data, &choice)?;
    let samples = sample::all(&sets)?;
    writeln!(out, "{} pages, each in {} forms", samples.len() / FORMS.len(), FORMS.len())?;
    if arguments.evidence {
        let (lines, table) = evidence::fit(&samples)?;
        writeln!(out, "{table}")?;
        let is_trial = arguments.cross_validate || choice.is_partial();
        return if is_trial { Ok(()) } else { evidence::write(&lines) };
    }
    let tables = tables::Tables::count(&samples)?;
    if arguments.headlines {
        let judges = whole::judges(&samples, &tables, &arguments.work)?;
        let (files, table) = headlines::fit(&sets, &judges, &arguments.work)?;
        writeln!(out, "{table}")?;
        let is_trial = arguments.cross_validate || choice.is_partial();
        return if is_trial { Ok(()) } else { headlines::write(&files) };
    }
    if arguments.extract {
        let judges = whole::judges(&samples, &tables, &arguments.work)?;
        let whole = whole::extract(&sets, &samples, &judges, &arguments.work)?;
        return writeln!(out, "{}", report::whole(&samples, &whole));
    }
    let made = made::all(&sets)?;
    let Arguments { work, epochs, without, .. } = arguments;
    let fit = blocks::Fit { work, epochs: *epochs, without };
    let probabilities = blocks::judge(&samples, &made, &tables, &fit)?;
    let outcomes = pages::judge(&samples, &made, &tables, &probabilities, work)?;
    let [judged, of_made] = &probabilities;
    let judges = whole::judges(&samples, &tables, work)?;
    agree::check(&samples, &tables, &judges, judged)?;
    let whole = whole::extract(&sets, &samples, &judges, work)?;
    let mut tables_of_figures = report::tables(&samples, &outcomes, &whole);
    tables_of_figures += &report::made(&made, of_made);
    writeln!(out, "{tables_of_figures}")?;
    let is_trial = arguments.cross_validate || choice.is_partial() || !arguments.without.is_empty();
    if is_trial { Ok(()) } else { write(arguments, &sets, &samples, &tables, &tables_of_figures) }
}

/// Writes the judge's file and the model card that belongs to it.
fn write(
    arguments: &Arguments,
    sets: &[sets::Loaded],
    samples: &[Sample],
    tables: &tables::Tables,
    figures: &str,
) -> io::Result<()> {
    let header = judge_file::header(sets, samples, &arguments.work, arguments.epochs)?;
    let file = judge_file::bytes(&header, &tables.all, &arguments.work, None)?;
    let card_path = card::path();
    let card = fs::read_to_string(&card_path)?;
    let card = card::with_block(&card, "provenance", &header)?;
    let card = card::with_block(&card, "figures", figures)?;
    fs::write(judge_file::path(), file)?;
    fs::write(card_path, card)
}

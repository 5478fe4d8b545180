//! The command line's arguments.

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use unchrome::{Favor, Format, Options, SelectorError};

/// Turns scraped article pages, HTML or flattened text, into articles, and says why every removed
/// piece was removed.
///
/// Exit status: 0 if an article was found, 1 if none was, 2 if something could not be read.
#[derive(Debug, Parser)]
#[command(name = "unchrome", version, args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) extract: ExtractArguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reads one JSON object a line from standard input, writes one a line, in the same order
    ///
    /// In: {"id", "html" or "text" or "html_base64", "url"}. Out: {"id", and the article as
    /// `--format json` gives it}, or {"id", "error"} for a line that is not such an object.
    /// Exit status: 0 if every line was answered, 2 if reading or writing failed.
    Jsonl(JsonlArguments),
    /// Learns what the pages of each site have in common, for `jsonl --sites`
    ///
    /// In: objects as for `jsonl`, one a line; a page's site is its "site", else the host of its "url". Out: one
    /// object a site and line; files of them may be joined. Exit status: 0, or 2 if a line is no such object.
    Learn,
}

#[derive(Debug, Args)]
pub(crate) struct ExtractArguments {
    /// Pages; `-`, or none, is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What the pages are
    #[arg(long, value_enum, default_value_t = Input::Auto)]
    pub(crate) input: Input,
    /// What to write
    #[arg(long, value_enum, default_value_t = Output::Text)]
    pub(crate) format: Output,
    /// The address from which the page was fetched
    #[arg(long)]
    url: Option<String>,
    /// The charset of the HTTP header
    #[arg(long)]
    charset: Option<String>,
    /// The pages are of one site: lines that at least three of them share are chrome where the judge is in doubt.
    /// Reads each page twice
    #[arg(long)]
    pub(crate) same_site: bool,
    #[command(flatten)]
    judging: JudgingArguments,
    /// Show every block of the page, in page order, with its label, probability, and rule or evidence.
    /// Objects of `--format json` have these of removed pieces anyway, and stay as they are
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, Args)]
pub(crate) struct JsonlArguments {
    /// How many pages to work on at once [default: one a core]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZero<usize>>,
    /// What `learn` wrote: of each site's pages, lines that they share are chrome where the judge is in doubt
    #[arg(long, value_name = "FILE")]
    pub(crate) sites: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) judging: JudgingArguments,
}

#[derive(Debug, Args)]
pub(crate) struct JudgingArguments {
    /// Which error weighs more
    #[arg(long, value_enum, default_value_t = Leaning::Balance)]
    favor: Leaning,
    /// Keep what this CSS selector matches; may be given several times, wins over --drop
    #[arg(long, value_name = "SELECTOR", value_parser = selector)]
    keep: Vec<String>,
    /// Remove what this CSS selector matches; may be given several times
    #[arg(long, value_name = "SELECTOR", value_parser = selector)]
    drop: Vec<String>,
}

/// Checks a selector while the command line is read, where clap can say which argument is wrong.
fn selector(css: &str) -> Result<String, SelectorError> {
    Options::new().with_keep(css).map(|_| css.to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Input {
    /// Told apart by looking
    Auto,
    /// HTML source
    Html,
    /// Text flattened to lines
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// Clean HTML
    Html,
    /// One object a page, on one line
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Leaning {
    /// Both alike
    Balance,
    /// Rather lose a sentence than keep chrome
    Precision,
    /// Rather keep chrome than lose a sentence
    Recall,
}

impl ExtractArguments {
    /// The library's options.
    pub(crate) fn options(&self) -> Options {
        let judging = self.judging.options();
        let mut options = judging.with_format(match self.input {
            Input::Auto => Format::Auto,
            Input::Html => Format::Html,
            Input::Text => Format::Text,
        });
        if let Some(url) = &self.url {
            options = options.with_url(url);
        }
        if let Some(charset) = &self.charset {
            options = options.with_charset(charset);
        }
        options
    }
}

impl JudgingArguments {
    /// The library's options, as far as they are the same for all pages.
    pub(crate) fn options(&self) -> Options {
        let mut options = Options::new().with_favor(match self.favor {
            Leaning::Balance => Favor::Balance,
            Leaning::Precision => Favor::Precision,
            Leaning::Recall => Favor::Recall,
        });
        // Each has been checked.
        for css in &self.keep {
            options = options.clone().with_keep(css).unwrap_or(options);
        }
        for css in &self.drop {
            options = options.clone().with_drop(css).unwrap_or(options);
        }
        options
    }
}

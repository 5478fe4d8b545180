//! `unchrome`: scraped pages in, articles out.

mod arguments; // command line -> Arguments
mod explain; // &Article -> every block with its reason
mod files; // FILE… -> articles on standard output
mod gzip; // compressed bytes -> bytes
mod jsonl; // JSON lines on standard input -> JSON lines on standard output
mod learn; // JSON lines on standard input -> what their sites have in common
mod line; // lines of bounded length
mod output; // &Article -> text, Markdown, HTML, JSON
mod page; // JSON line -> JSON line
mod sites; // what was learned of sites, by name

use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::Parser;

/// What a run came to, in the manner of grep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// At least one article was found.
    Found,
    /// Everything was read, and there was no article.
    NothingFound,
    /// Something could not be read; what could be was still done.
    Trouble,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Some(Command::Jsonl(options)) => jsonl::run(options),
        Some(Command::Learn) => learn::run(),
        None => files::run(&arguments.extract),
    };
    match outcome {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::NothingFound) => ExitCode::from(1),
        Ok(Outcome::Trouble) => ExitCode::from(2),
        // Whoever read the output has seen enough: `unchrome … | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("{error}"));
            ExitCode::from(2)
        }
    }
}

/// Says on standard error what went wrong; if that is closed as well, nobody is there to tell.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "unchrome: {message}");
}

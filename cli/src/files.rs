//! Files, one after the other.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use unchrome::{Article, Options};

use crate::arguments::{ExtractArguments, Output};
use crate::{Outcome, complain, explain, output};

/// Extracts every file; one that cannot be read is named, and the others are still done. An error
/// is one of standard output.
pub(crate) fn run(arguments: &ExtractArguments) -> io::Result<Outcome> {
    let standard_input = [PathBuf::from("-")];
    let files = match arguments.files.as_slice() {
        [] => standard_input.as_slice(),
        files => files,
    };
    let options = arguments.options();
    let several = files.len() > 1;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut outcome = Outcome::NothingFound;
    for file in files {
        match extract(file, &options) {
            Ok(article) => {
                write(&mut out, file, several, &article, arguments)?;
                if outcome == Outcome::NothingFound && !article.body().is_empty() {
                    outcome = Outcome::Found;
                }
            }
            Err(error) => {
                out.flush()?;
                complain(&format!("{}: {error}", name_of(file)));
                outcome = Outcome::Trouble;
            }
        }
    }
    out.flush()?;
    Ok(outcome)
}

fn extract(file: &Path, options: &Options) -> io::Result<Article> {
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        bytes
    } else {
        fs::read(file)?
    };
    Ok(options.extract_bytes(&bytes))
}

fn write(
    out: &mut impl Write,
    file: &Path,
    several: bool,
    article: &Article,
    arguments: &ExtractArguments,
) -> io::Result<()> {
    let name = several.then(|| name_of(file));
    if arguments.explain && !matches!(arguments.format, Output::Json) {
        let coloured = io::stdout().is_terminal() && !no_color();
        return explain::write(out, name.as_deref(), article, coloured);
    }
    match arguments.format {
        Output::Text => output::write_text(out, name.as_deref(), article),
        Output::Markdown => output::write_markdown(out, name.as_deref(), article),
        Output::Html => output::write_html(out, name.as_deref(), article),
        Output::Json => output::write_json(out, name.as_deref(), article),
    }
}

fn name_of(file: &Path) -> String {
    if file == Path::new("-") {
        return "(standard input)".to_owned();
    }
    file.display().to_string()
}

/// <https://no-color.org>: set and not empty.
fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

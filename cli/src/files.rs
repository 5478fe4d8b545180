//! Files, one after the other.

use std::borrow::Cow;
use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unchrome::{Article, Options, Site};

use crate::arguments::{ExtractArguments, Output};
use crate::{Outcome, complain, explain, gzip, output};

/// Extracts every file; one that cannot be read is named, and the others are still done. An error
/// is one of standard output.
pub(crate) fn run(arguments: &ExtractArguments) -> io::Result<Outcome> {
    let standard_input = [PathBuf::from("-")];
    let files = match arguments.files.as_slice() {
        [] => standard_input.as_slice(),
        files => files,
    };
    let mut inputs = Inputs::default();
    let mut options = arguments.options();
    if arguments.same_site {
        options = options.clone().with_site(inputs.site_of(files, &options));
    }
    let several = files.len() > 1;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut outcome = Outcome::NothingFound;
    for file in files {
        match inputs.read(file).map(|bytes| options.extract_bytes(&bytes)) {
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

/// Files, and standard input, which can be read but once.
#[derive(Debug, Default)]
struct Inputs {
    standard: Option<Vec<u8>>,
}

impl Inputs {
    fn read(&mut self, file: &Path) -> io::Result<Cow<'_, [u8]>> {
        if file != Path::new("-") {
            return fs::read(file).map(|bytes| gzip::opened(bytes.into()));
        }
        if self.standard.is_none() {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            self.standard = Some(gzip::opened(bytes.into()).into_owned());
        }
        Ok(self.standard.as_deref().unwrap_or_default().into())
    }

    /// What the files have in common. One that cannot be read is named when it is its turn.
    fn site_of(&mut self, files: &[PathBuf], options: &Options) -> Arc<Site> {
        let mut site = Site::new();
        for file in files {
            if let Ok(bytes) = self.read(file) {
                site.learn_bytes(&bytes, options);
            }
        }
        Arc::new(site)
    }
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

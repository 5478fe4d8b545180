//! JSON lines on standard input -> what their sites have in common on standard output.

use std::io;

use crate::sites::{self, Sites};
use crate::{Outcome, complain, line, page};

/// Learns from every line; a line that is no page is named, and the others are still learned.
pub(crate) fn run() -> io::Result<Outcome> {
    let mut sites = Sites::default();
    let mut outcome = Outcome::Found;
    let mut input = io::stdin().lock();
    let mut nth = 0;
    while let Some(line) = line::read(&mut input)? {
        nth += 1;
        if let Err(error) = learn(line, &mut sites) {
            complain(&format!("line {nth}: {error}"));
            outcome = Outcome::Trouble;
        }
    }
    sites.write(&mut io::BufWriter::new(io::stdout().lock()))?;
    Ok(outcome)
}

fn learn(line: io::Result<Vec<u8>>, sites: &mut Sites) -> Result<(), String> {
    let object = page::parse(line)?;
    let name = sites::name_of(&object)?.ok_or("neither \"site\" nor \"url\" names the site")?;
    let (format, bytes) = page::input(&object)?;
    sites.learn(name, &bytes, &unchrome::Options::new().with_format(format));
    Ok(())
}

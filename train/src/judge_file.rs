//! Writes the judge's file; `src/model/mod.rs` says what stands in it.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use unchrome::internal;

use crate::class_words::Odds;
use crate::sample::{Input, Sample};
use crate::sets::Loaded;
use crate::{at, blocks, pages};

/// Where the file is.
pub fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/model/judge.bin")
}

/// Where the weights come from: lines without a date or a place, so that training twice gives the
/// same bytes.
///
/// # Errors
///
/// If the fit did not say what it was done with.
pub fn header(
    sets: &[Loaded],
    samples: &[Sample],
    work: &Path,
    rounds: u32,
    epochs: u32,
) -> io::Result<String> {
    let versions = read(&work.join("text").join("versions.txt"))?;
    let versions = String::from_utf8_lossy(&versions).trim().replace('\n', ", ");
    let mut header = "command: cargo run --release -p train -- --data DIR\n".to_owned();
    let mut whole = Sha256::new();
    for set in sets.iter().filter(|set| set.times > 0.0) {
        let mut hash = Sha256::new();
        let of_set = |page: &&Sample| page.set == set.set.name && page.input == Input::Html;
        samples.iter().filter(of_set).for_each(|page| hash.update(page.digest));
        let digest = hash.finalize();
        whole.update(digest);
        let (name, n) = (&set.set.name, set.set.pages.len());
        // Writing to memory cannot fail.
        let _ = writeln!(header, "data: {name}, {n} pages, sha256 {}", hex(&digest));
    }
    let _ = writeln!(header, "digest: {}", hex(&whole.finalize()));
    let _ = write!(header, "fit: {versions}, {rounds} rounds, {epochs} epochs");
    Ok(header)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The file: header, names, class words, and the trees and nets that the fits left, of all pages or
/// without those of a fold.
///
/// # Errors
///
/// If a part is missing, or the crate cannot read what came of it.
pub fn bytes(header: &str, odds: &Odds, work: &Path, without: Option<u8>) -> io::Result<Vec<u8>> {
    let of = without.map_or_else(String::new, |fold| format!("{fold}."));
    let (html, text) = (blocks::folder(work, Input::Html), work.join("text"));
    let parts = [
        html.join(format!("html.{of}trees")),
        text.join(format!("text.{of}trees")),
        pages::folder(work).join(format!("kinds.{of}trees")),
        pages::folder(work).join(format!("quality.{of}trees")),
        html.join(format!("html.{of}net")),
        text.join(format!("text.{of}net")),
    ];
    let parts = parts.iter().map(|path| read(path)).collect::<io::Result<Vec<_>>>()?;
    let file = assemble(header, odds, &parts)?;
    if internal::Judge::read(&file).is_some() {
        Ok(file)
    } else {
        Err(io::Error::other("the crate cannot read the file that was made for it"))
    }
}

/// Puts the parts of the file together.
///
/// # Errors
///
/// If there are more names or class words than their counts can say.
pub fn assemble(header: &str, odds: &Odds, parts: &[Vec<u8>]) -> io::Result<Vec<u8>> {
    let mut file = internal::MAGIC.to_vec();
    file.extend(header.bytes());
    file.extend(b"\n\n");
    for names in [internal::feature_names(), internal::page_feature_names()] {
        let n = u16::try_from(names.len()).map_err(io::Error::other)?;
        file.extend(n.to_le_bytes());
        names.iter().for_each(|name| file.extend(format!("{name}\n").bytes()));
    }
    let n = u32::try_from(odds.len()).map_err(io::Error::other)?;
    file.extend(n.to_le_bytes());
    for (token, odds) in odds {
        file.extend(token.to_le_bytes());
        file.extend(odds.to_le_bytes());
    }
    parts.iter().for_each(|part| file.extend(part));
    Ok(file)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path).map_err(|error| at(path, error))
}

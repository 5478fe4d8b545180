//! Writes the judge's file; `src/model/mod.rs` says what stands in it.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use unchrome::internal;

use crate::sample::{Input, Sample};
use crate::sets::Loaded;
use crate::tables::Counted;
use crate::{at, blocks, fit, pages};

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
pub fn header(sets: &[Loaded], samples: &[Sample], work: &Path, epochs: u32) -> io::Result<String> {
    let versions = |path: PathBuf| {
        let versions = fs::read_to_string(&path).map_err(|error| at(&path, error))?;
        Ok::<_, io::Error>(versions.trim().to_owned())
    };
    let of_trees = versions(pages::folder(work).join("versions.txt"))?;
    let of_symmetric = versions(work.join("text/symmetric.txt"))?;
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
    let _ = write!(header, "fit: {of_trees}, {epochs} epochs of nets, {of_symmetric}");
    Ok(header)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The file: header, names, tables, and what the fits left, of all pages or
/// without those of a fold.
///
/// # Errors
///
/// If a part is missing, or the crate cannot read what came of it.
pub fn bytes(
    header: &str,
    counted: &Counted,
    work: &Path,
    without: Option<u8>,
) -> io::Result<Vec<u8>> {
    let (html, text) = (blocks::folder(work, Input::Html), work.join("text"));
    let pages = pages::folder(work);
    let parts = [
        fit::left(&pages, "kinds", "trees", without)?,
        fit::left(&pages, "quality", "trees", without)?,
        fit::left(&html, "html", "net", without)?,
        fit::left(&html, "html", "symmetric", without)?,
        fit::left(&text, "text", "net", without)?,
        fit::left(&text, "text", "symmetric", without)?,
    ];
    let file = assemble(header, counted, &parts)?;
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
/// If there are more names or words than their counts can say.
pub fn assemble(header: &str, counted: &Counted, parts: &[Vec<u8>]) -> io::Result<Vec<u8>> {
    let mut file = internal::MAGIC.to_vec();
    file.extend(header.bytes());
    file.extend(b"\n\n");
    file.extend(names(&internal::feature_names())?);
    file.extend(names(&internal::page_feature_names())?);
    for table in [&counted.class_words, &counted.words] {
        let n = u32::try_from(table.len()).map_err(io::Error::other)?;
        file.extend(n.to_le_bytes());
        for (word, odds) in table {
            file.extend(word.to_le_bytes());
            file.extend(odds.to_le_bytes());
        }
    }
    let kinds = &counted.kinds;
    let bytes = |odds: &[i8]| odds.iter().flat_map(|odds| odds.to_le_bytes()).collect::<Vec<u8>>();
    file.extend(bytes(&kinds.start));
    let n = u32::try_from(kinds.words.len()).map_err(io::Error::other)?;
    file.extend(n.to_le_bytes());
    for (word, odds) in &kinds.words {
        file.extend(word.to_le_bytes());
        file.extend(bytes(odds));
    }
    parts.iter().for_each(|part| file.extend(part));
    Ok(file)
}

/// Names as they stand in files of trees: how many, and each ended by a line feed.
///
/// # Errors
///
/// If there are more than their count can say.
pub fn names(names: &[impl AsRef<str>]) -> io::Result<Vec<u8>> {
    let n = u16::try_from(names.len()).map_err(io::Error::other)?;
    let lines = names.iter().flat_map(|name| [name.as_ref().as_bytes(), b"\n"]).flatten();
    Ok(n.to_le_bytes().iter().chain(lines).copied().collect())
}

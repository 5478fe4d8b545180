//! Calls the programs that grow the trees.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use crate::at;

/// How often the fit of a net goes through all pages: with five and fourteen times, held-out folds differed by no
/// more than two seeds of the dice do.
pub const EPOCHS: u32 = 8;

/// Grows the trees of one task over the rows of a folder; see the head of `fit.py`.
///
/// # Errors
///
/// If Python cannot be started, or the program fails.
pub fn trees(task: &str, folder: &Path, rounds: u32) -> io::Result<()> {
    run("fit.py", &[task, &rounds.to_string()], folder)
}

/// Grows the symmetric trees that are asked beside a net; see the head of `symmetric.py`.
///
/// # Errors
///
/// Those of [`trees`].
pub fn symmetric(task: &str, folder: &Path) -> io::Result<()> {
    run("symmetric.py", &[task], folder)
}

/// What the fit of a task left in a folder, `trees`, `net` or `symmetric`: of all pages, or without those of a fold.
///
/// # Errors
///
/// If it cannot be read.
pub fn left(folder: &Path, task: &str, what: &str, without: Option<u8>) -> io::Result<Vec<u8>> {
    let of = without.map_or_else(String::new, |fold| format!("{fold}."));
    let path = folder.join(format!("{task}.{of}{what}"));
    fs::read(&path).map_err(|error| at(&path, error))
}

fn run(program: &str, how: &[&str], folder: &Path) -> io::Result<()> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join(program);
    let status = Command::new("python3")
        .arg(&program)
        .args(how)
        .arg(folder)
        .status()
        .map_err(|error| at(&program, error))?;
    if status.success() { Ok(()) } else { Err(at(&program, format!("{how:?}: {status}"))) }
}

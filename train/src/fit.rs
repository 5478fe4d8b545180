//! Calls the program that grows the trees.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::at;

/// Rounds of boosting for blocks: more gave less than 0.001 on held-out folds, and a longer file.
pub const ROUNDS: u32 = 150;

/// Fits one task over the rows of a folder; see the head of `fit.py`.
///
/// # Errors
///
/// If Python cannot be started, or the program fails.
pub fn run(task: &str, folder: &Path, rounds: u32) -> io::Result<()> {
    let program = program();
    let status = Command::new("python3")
        .arg(&program)
        .args([task, &rounds.to_string()])
        .arg(folder)
        .status()
        .map_err(|error| at(&program, error))?;
    if status.success() { Ok(()) } else { Err(at(&program, format!("{task}: {status}"))) }
}

fn program() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fit.py")
}

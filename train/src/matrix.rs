//! Rows of 32-bit numbers in files, as the fit reads and writes them: little-endian, no header.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::at;

/// A file of numbers that is being written.
#[derive(Debug)]
pub struct Matrix {
    file: BufWriter<File>,
    path: PathBuf,
}

impl Matrix {
    /// Creates the file, and its folder.
    ///
    /// # Errors
    ///
    /// If that fails; the error names the file.
    pub fn create(path: &Path) -> io::Result<Matrix> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| at(folder, error))?;
        }
        let file = File::create(path).map_err(|error| at(path, error))?;
        Ok(Matrix { file: BufWriter::new(file), path: path.to_owned() })
    }

    /// Adds numbers.
    ///
    /// # Errors
    ///
    /// If they cannot be written.
    pub fn push(&mut self, values: &[f32]) -> io::Result<()> {
        for value in values {
            self.file.write_all(&value.to_le_bytes()).map_err(|error| at(&self.path, error))?;
        }
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// If what is left cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.file.flush().map_err(|error| at(&self.path, error))
    }
}

/// Reads a file of `n` numbers.
///
/// # Errors
///
/// If it cannot be read, or has another length.
pub fn read(path: &Path, n: usize) -> io::Result<Vec<f32>> {
    let bytes = fs::read(path).map_err(|error| at(path, error))?;
    let (numbers, rest) = bytes.as_chunks::<4>();
    if numbers.len() != n || !rest.is_empty() {
        return Err(at(path, format!("{} bytes, not {n} numbers", bytes.len())));
    }
    Ok(numbers.iter().map(|number| f32::from_le_bytes(*number)).collect())
}

/// Writes a list of names, one a line.
///
/// # Errors
///
/// If that fails.
pub fn write_names(path: &Path, names: &[String]) -> io::Result<()> {
    fs::write(path, names.join("\n")).map_err(|error| at(path, error))
}

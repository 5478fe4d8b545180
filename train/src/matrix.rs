//! Rows of 32-bit numbers in files, as the fit reads and writes them: little-endian, no header.

use std::array::from_fn;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
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
    if bytes.len() != n * size_of::<f32>() {
        return Err(at(path, format!("{} bytes, not {n} numbers", bytes.len())));
    }
    Ok(numbers(&bytes).collect())
}

/// Reads a file of rows of `N` numbers, by column.
///
/// # Errors
///
/// If it cannot be read.
pub fn columns<const N: usize>(path: &Path) -> io::Result<[Vec<f32>; N]> {
    let bytes = fs::read(path).map_err(|error| at(path, error))?;
    Ok(from_fn(|column| numbers(&bytes).skip(column).step_by(N).collect()))
}

/// Shows the rows of a file, each of `width` numbers, one after the other: they need not fit into memory.
///
/// # Errors
///
/// If it cannot be read, or ends within a row.
pub fn each_row(path: &Path, width: usize, mut see: impl FnMut(&[f32])) -> io::Result<()> {
    let file = File::open(path).map_err(|error| at(path, error))?;
    let mut file = BufReader::with_capacity(1 << 20, file);
    let mut bytes = vec![0; width * size_of::<f32>()];
    let mut row = Vec::with_capacity(width);
    while !file.fill_buf().map_err(|error| at(path, error))?.is_empty() {
        file.read_exact(&mut bytes).map_err(|error| at(path, error))?;
        row.clear();
        row.extend(numbers(&bytes));
        see(&row);
    }
    Ok(())
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = f32> + '_ {
    bytes.as_chunks().0.iter().map(|number| f32::from_le_bytes(*number))
}

/// Writes a list of names, one a line.
///
/// # Errors
///
/// If that fails.
pub fn write_names(path: &Path, names: &[String]) -> io::Result<()> {
    fs::write(path, names.join("\n")).map_err(|error| at(path, error))
}

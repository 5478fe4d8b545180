//! Lines of bounded length.

use std::io::{self, BufRead};

/// A longer line is passed over and answered with an error, so that input without line ends does
/// not fill the memory. The library reads 256 MB of a page; base64 and JSON escapes add to that.
const MAX_LINE: usize = 512 << 20;

/// Reads a line, without its end. The outer error is one of the input, which is then given up; the
/// inner one is of this line alone.
pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Option<io::Result<Vec<u8>>>> {
    read_at_most(input, MAX_LINE)
}

fn read_at_most(input: &mut impl BufRead, max: usize) -> io::Result<Option<io::Result<Vec<u8>>>> {
    let mut line = Vec::new();
    let mut n_bytes = 0;
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() && n_bytes == 0 {
            return Ok(None);
        }
        let newline = memchr::memchr(b'\n', buffer);
        let piece = buffer.get(..newline.unwrap_or(buffer.len())).unwrap_or(&[]);
        if line.len() + piece.len() <= max {
            line.extend_from_slice(piece);
        }
        let done = newline.is_some() || buffer.is_empty();
        let used = piece.len() + usize::from(newline.is_some());
        n_bytes += used;
        input.consume(used);
        if done {
            let n_text = n_bytes - usize::from(newline.is_some());
            let whole = n_text <= max;
            return Ok(Some(if whole { Ok(line) } else { Err(too_long(max)) }));
        }
        if n_bytes > max {
            // The rest is read for its end only.
            line = Vec::new();
        }
    }
}

fn too_long(max: usize) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("line longer than {max} bytes"))
}

#[cfg(test)]
mod tests;

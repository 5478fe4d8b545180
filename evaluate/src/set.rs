//! Labelled sets on disk.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use serde::Deserialize;

/// A folder of labelled pages.
#[derive(Debug, Clone)]
pub struct Set {
    /// The folder's name.
    pub name: String,
    /// The pages, in the order of `gt.jsonl`.
    pub pages: Vec<Page>,
    folder: PathBuf,
}

/// A labelled page: what an extraction should give.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Page {
    /// Unique in its set.
    pub id: String,
    /// Where it was fetched.
    pub url: Option<String>,
    /// `article`, `forum`, `product` …
    pub page_type: Option<String>,
    /// The main content as plain text.
    pub text: Option<String>,
    /// The article's title.
    pub title: Option<String>,
    /// All authors in one string.
    pub author: Option<String>,
    /// The authors one by one, or in one string.
    pub authors: Option<serde_json::Value>,
    /// The day of publication, YYYY-MM-DD.
    pub date: Option<String>,
    /// Snippets that must stand in the output.
    #[serde(deserialize_with = "or_empty")]
    pub with: Vec<String>,
    /// Snippets that must not.
    #[serde(deserialize_with = "or_empty")]
    pub without: Vec<String>,
}

fn or_empty<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

impl Page {
    /// The kind of page; `page` where the set does not say.
    pub fn kind(&self) -> &str {
        self.page_type.as_deref().filter(|kind| !kind.is_empty()).unwrap_or("page")
    }
}

impl Set {
    /// Reads `gt.jsonl` of a folder; pages are read when asked for.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or a line of it is not a labelled page; the error names both.
    pub fn load(folder: &Path) -> io::Result<Set> {
        let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
        let pages = read_lines(&folder.join("gt.jsonl"))?;
        Ok(Set { name, pages, folder: folder.to_owned() })
    }

    /// The bytes of a page as fetched.
    ///
    /// # Errors
    ///
    /// If there is neither `html/<id>.html.gz` nor `html/<id>.html`, or it cannot be unpacked.
    pub fn html(&self, page: &Page) -> io::Result<Vec<u8>> {
        let packed = self.folder.join("html").join(format!("{}.html.gz", page.id));
        if !packed.exists() {
            let plain = packed.with_extension("");
            return fs::read(&plain).map_err(|error| at(&plain, &error));
        }
        let file = File::open(&packed).map_err(|error| at(&packed, &error))?;
        let mut bytes = Vec::new();
        MultiGzDecoder::new(BufReader::new(file))
            .read_to_end(&mut bytes)
            .map_err(|error| at(&packed, &error))?;
        Ok(bytes)
    }
}

/// Reads a file of one JSON value a line.
pub(crate) fn read_lines<T: serde::de::DeserializeOwned>(path: &Path) -> io::Result<Vec<T>> {
    let file = File::open(path).map_err(|error| at(path, &error))?;
    let mut values = Vec::new();
    for (index, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(|error| at(path, &error))?;
        let value = serde_json::from_str(&line).map_err(|error| {
            io::Error::other(format!("{}: line {}: {error}", path.display(), index + 1))
        })?;
        values.push(value);
    }
    Ok(values)
}

fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

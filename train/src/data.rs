//! Labelled pages: the layout of a set's folder, and what a page's truth is.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use serde::Deserialize;

/// One labelled page.
#[derive(Debug)]
pub struct Labelled {
    /// The set it comes from.
    pub set: String,
    pub id: String,
    pub kind: String,
    /// Registrable domain, or the page's id where it has no address.
    pub site: String,
    /// HTML source, or flattened text.
    pub source: String,
    pub is_html: bool,
    pub truth: Option<String>,
    pub with: Vec<String>,
    pub without: Vec<String>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    url: Option<String>,
    page_type: Option<String>,
    text: Option<String>,
    with: Option<Vec<String>>,
    without: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Flat {
    id: String,
    text: String,
}

/// Loads a set; with `flat`, the text of its pages from a file of `{"id", "text"}` lines.
pub fn load(dir: &Path, flat: Option<&Path>) -> io::Result<Vec<Labelled>> {
    let set = dir.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut texts = std::collections::HashMap::new();
    if let Some(flat) = flat {
        for line in fs::read_to_string(flat)?.lines() {
            let row: Flat = serde_json::from_str(line).map_err(io::Error::other)?;
            texts.insert(row.id, row.text);
        }
    }
    let mut pages = Vec::new();
    for line in fs::read_to_string(dir.join("gt.jsonl"))?.lines() {
        let row: Row = serde_json::from_str(line).map_err(io::Error::other)?;
        let source = match flat {
            Some(_) => texts.remove(&row.id).unwrap_or_default(),
            None => html(dir, &row.id)?,
        };
        pages.push(Labelled {
            set: set.clone(),
            site: site(row.url.as_deref(), &row.id),
            kind: row.page_type.unwrap_or_else(|| "page".to_owned()),
            id: row.id,
            source,
            is_html: flat.is_none(),
            truth: row.text,
            with: row.with.unwrap_or_default(),
            without: row.without.unwrap_or_default(),
        });
    }
    Ok(pages)
}

fn html(dir: &Path, id: &str) -> io::Result<String> {
    let packed = dir.join("html").join(format!("{id}.html.gz"));
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(fs::File::open(packed)?).read_to_end(&mut bytes)?;
    Ok(decode(&bytes))
}

fn decode(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes)).to_lowercase();
    let label = head.split_once("charset=").map_or("", |(_, rest)| rest);
    let label: String = label
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect();
    let encoding =
        encoding_rs::Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252);
    encoding.decode(bytes).0.into_owned()
}

/// The registrable domain of an address.
fn site(url: Option<&str>, id: &str) -> String {
    let Some(url) = url else { return id.to_owned() };
    let rest = url.split_once("::").map_or(url, |(_, rest)| rest);
    let rest = rest.split_once("://").map_or(rest, |(_, rest)| rest);
    let host = rest.split(['/', ':', '?', '-']).next().unwrap_or("").to_lowercase();
    let whole = rest.split(['/', ':', '?']).next().unwrap_or("").to_lowercase();
    let host = if url.contains("::") { host } else { whole };
    psl::domain_str(&host).map_or_else(|| host.clone(), str::to_owned)
}

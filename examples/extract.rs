//! Prints the article of a page: headline, metadata, body, and what was removed and why.
//!
//! ```sh
//! cargo run --release --example extract                   # a bundled page
//! cargo run --release --example extract -- page.html …    # your own: HTML or text
//! ```

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use unchrome::Article;

/// A page as a scraper left it: an address block twice, a share bar three times.
const BUNDLED: &str = "fixtures/twins/address-and-share-bars/input.txt";

fn main() -> Result<(), Box<dyn Error>> {
    let mut files: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    if files.is_empty() {
        files.push(Path::new(env!("CARGO_MANIFEST_DIR")).join(BUNDLED));
    }
    for file in files {
        let page = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        print(&file, &unchrome::extract_bytes(&page))?;
    }
    Ok(())
}

fn print(file: &Path, article: &Article) -> Result<(), Box<dyn Error>> {
    println!("# {}\n", file.display());
    println!("headline: {}\n", article.headline().unwrap_or("none"));
    println!("metadata: {}\n", serde_json::to_string_pretty(article.metadata())?);
    println!("body:");
    for block in article.body() {
        println!("  {}", block.text);
    }
    println!("\nremoved:");
    for piece in article.removed() {
        let label = format!("{:?}", piece.label);
        println!("  {label:<12} {}\n    {}", piece.text, piece.explanation());
    }
    for note in article.notes() {
        println!("\nnote: {note:?}");
    }
    println!();
    Ok(())
}

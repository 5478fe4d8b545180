//! Pages in folders.

use std::fs;
use std::path::{Path, PathBuf};

/// The files below a folder that are wanted, sorted.
pub(crate) fn below(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    let mut pages = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if wanted(&path) {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages
}

/// Names and bytes of the pages of the fixtures.
pub(crate) fn fixtures() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let is_input = |path: &Path| path.file_stem().is_some_and(|stem| stem == "input");
    let read = |path: PathBuf| (path.display().to_string(), fs::read(&path).unwrap());
    let pages: Vec<_> = below(&root, is_input).into_iter().map(read).collect();
    assert!(!pages.is_empty());
    pages
}

/// True for a file whose name says that it is HTML.
pub(crate) fn is_html(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "html")
}

/// The HTML files of the folders in UNCHROME_PAGES, parted by colons.
pub(crate) fn of_folders() -> Vec<PathBuf> {
    let folders = std::env::var("UNCHROME_PAGES").unwrap();
    folders.split(':').flat_map(|folder| below(Path::new(folder), is_html)).collect()
}

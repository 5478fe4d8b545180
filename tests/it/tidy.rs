//! The repository keeps its own rules.

use std::fs;
use std::path::{Path, PathBuf};

const MAX_CODE_LINES: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files of the repository with one of the extensions, without what is built.
fn files(extensions: &[&str]) -> Vec<PathBuf> {
    let mut folders = vec![root().to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !name.starts_with('.')
                    && !["target", "work", "fixtures"].contains(&name.as_str())
                {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|e| extensions.iter().any(|known| e == *known)) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn is_test(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "tests.rs")
        || path.components().any(|part| part.as_os_str() == "tests")
}

#[test]
fn files_are_short() {
    assert!(files(&["rs"]).len() > 20);
    for path in files(&["rs"]).iter().filter(|path| !is_test(path)) {
        let source = fs::read_to_string(path).unwrap();
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
        let n = source.lines().filter(is_code).count();
        assert!(n <= MAX_CODE_LINES, "{}: {n} code lines", path.display());
    }
}

/// Clippy checks the length of functions by this.
#[test]
fn functions_are_short() {
    let settings = fs::read_to_string(root().join("clippy.toml")).unwrap();
    assert!(settings.contains("too-many-lines-threshold = 70"));
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("too_many_lines = \"warn\""));
}

#[test]
fn no_module_is_a_drawer() {
    for path in files(&["rs"]) {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            !["utils", "util", "helpers", "common", "misc"].contains(&stem.as_str()),
            "{}",
            path.display()
        );
    }
}

#[test]
fn no_reminders_are_left() {
    for path in files(&["rs", "md", "txt", "toml"]) {
        let source = fs::read_to_string(&path).unwrap();
        // In two parts, so that this file does not name them.
        for word in [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")] {
            assert!(!source.contains(word), "{}: {word}", path.display());
        }
    }
}

/// A data file that says in its first lines that it is sorted is sorted, section by section.
#[test]
fn sorted_files_are_sorted() {
    for path in files(&["txt", "tsv"]) {
        let source = fs::read_to_string(&path).unwrap();
        let head: Vec<&str> = source.lines().take_while(|line| line.starts_with('#')).collect();
        // A command that writes the file is indented, and may sort what it reads.
        let claims = head.iter().filter(|line| !line.starts_with("#   ")).any(|line| {
            line.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| word == "sorted")
        });
        if !claims {
            continue;
        }
        let mut last = "";
        for line in source.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            if line.starts_with('[') {
                last = "";
                continue;
            }
            assert!(last < line, "{}: {last:?} before {line:?}", path.display());
            last = line;
        }
    }
}

#[test]
fn the_readme_names_this_version() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let minor = env!("CARGO_PKG_VERSION").rsplit_once('.').unwrap().0;
    assert!(readme.contains(&format!("unchrome = \"{minor}\"")), "{minor}");
    assert!(readme.contains(env!("CARGO_PKG_RUST_VERSION")), "the oldest Rust that works");
    let changelog = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    assert!(changelog.contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn every_folder_of_the_library_is_in_the_architecture() {
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(architecture.contains(&format!("`{name}")), "{}", path.display());
    }
}

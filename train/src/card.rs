//! The model card beside the judge's file: what training knows of it stands between marks.

use std::io;
use std::path::{Path, PathBuf};

/// Where the card is.
pub fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/model/README.md")
}

/// The card with the text between `<!-- name -->` and `<!-- /name -->` replaced.
///
/// # Errors
///
/// If the marks are not there.
pub fn with_block(card: &str, name: &str, text: &str) -> io::Result<String> {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let missing = || io::Error::other(format!("the model card has no marks for {name}"));
    let (before, rest) = card.split_once(&open).ok_or_else(missing)?;
    let (_, after) = rest.split_once(&close).ok_or_else(missing)?;
    Ok(format!("{before}{open}```text\n{}\n```\n{close}{after}", text.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::with_block;

    #[test]
    fn only_what_stands_between_the_marks_changes() {
        let card = "a\n<!-- x -->\nold\n<!-- /x -->\nb\n";
        let new = with_block(card, "x", "new\n").unwrap();
        assert_eq!(new, "a\n<!-- x -->\n```text\nnew\n```\n<!-- /x -->\nb\n");
        assert_eq!(with_block(&new, "x", "new").unwrap(), new, "twice is once");
        assert!(with_block(card, "y", "new").is_err());
    }
}

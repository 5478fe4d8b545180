//! Every block of a page with its label and the reason.

use std::io::{self, Write};

use unchrome::{Article, Reason};

/// Writes a line for every block, in page order.
pub(crate) fn write(
    out: &mut impl Write,
    name: Option<&str>,
    article: &Article,
    coloured: bool,
) -> io::Result<()> {
    let _ = coloured;
    if let Some(name) = name {
        writeln!(out, "==> {name} <==")?;
    }
    for removed in article.removed() {
        let reason = match removed.reason {
            Reason::Rule(rule) => rule,
            _ => "model",
        };
        writeln!(out, "- {:?} {reason}: {}", removed.label, removed.text)?;
    }
    Ok(())
}

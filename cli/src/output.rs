//! Articles on standard output.

use std::io::{self, Write};

use serde_json::Value;
use unchrome::Article;

/// The headline and the body as plain text; of several files each under its name, as head(1) does.
pub(crate) fn write_text(
    out: &mut impl Write,
    name: Option<&str>,
    article: &Article,
) -> io::Result<()> {
    write_name(out, name)?;
    if let Some(headline) = article.headline() {
        writeln!(out, "{headline}\n")?;
    }
    writeln!(out, "{}", article.to_text().trim_end())
}

/// The article as Markdown.
pub(crate) fn write_markdown(
    out: &mut impl Write,
    name: Option<&str>,
    article: &Article,
) -> io::Result<()> {
    write_name(out, name)?;
    writeln!(out, "{}", article.to_markdown().trim_end())
}

/// The article as HTML; of several files each after a comment with its name.
pub(crate) fn write_html(
    out: &mut impl Write,
    name: Option<&str>,
    article: &Article,
) -> io::Result<()> {
    if let Some(name) = name {
        writeln!(out, "<!-- {} -->", name.replace("--", "- -"))?;
    }
    writeln!(out, "{}", article.to_html().trim_end())
}

/// The article as one JSON object on one line; of several files each with its name as `file`.
pub(crate) fn write_json(
    out: &mut impl Write,
    name: Option<&str>,
    article: &Article,
) -> io::Result<()> {
    match name {
        Some(name) => writeln!(out, "{}", json_with("file", &Value::from(name), article)),
        None => writeln!(out, "{}", article.to_json()),
    }
}

/// The article as a JSON object on one line, after a field of ours.
pub(crate) fn json_with(key: &str, value: &Value, article: &Article) -> String {
    let article = article.to_json();
    let fields = article.strip_prefix('{').unwrap_or("}");
    format!("{{{}:{value},{fields}", Value::from(key))
}

/// Writes the name of a file, as head(1) does.
pub(crate) fn write_name(out: &mut impl Write, name: Option<&str>) -> io::Result<()> {
    match name {
        Some(name) => writeln!(out, "==> {name} <=="),
        None => Ok(()),
    }
}

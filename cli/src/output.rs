//! Articles on standard output.

use std::io::{self, Write};

use serde_json::{Map, Value, json};
use unchrome::{Article, BlockKind, Reason};

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
    writeln!(out, "{}", article.to_text())
}

/// The article as Markdown.
pub(crate) fn write_markdown(
    out: &mut impl Write,
    name: Option<&str>,
    article: &Article,
) -> io::Result<()> {
    write_name(out, name)?;
    writeln!(out, "{}", article.to_text())
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
    writeln!(out, "{}", article.to_text())
}

/// The article as one JSON object on one line; of several files each with its name as `file`.
pub(crate) fn write_json(
    out: &mut impl Write,
    name: Option<&str>,
    article: &Article,
) -> io::Result<()> {
    let mut object = Map::new();
    if let Some(name) = name {
        object.insert("file".to_owned(), Value::from(name));
    }
    object.append(&mut article_object(article));
    serde_json::to_writer(&mut *out, &object)?;
    writeln!(out)
}

/// The article as a JSON object.
pub(crate) fn article_object(article: &Article) -> Map<String, Value> {
    let blocks: Vec<Value> = article
        .body()
        .iter()
        .map(|block| json!({ "kind": kind_name(&block.kind), "text": block.text }))
        .collect();
    let removed: Vec<Value> = article
        .removed()
        .map(|removed| {
            let rule = match removed.reason {
                Reason::Rule(rule) => Value::from(rule),
                _ => Value::Null,
            };
            json!({ "label": removed.label, "rule": rule, "text": removed.text })
        })
        .collect();
    let mut object = Map::new();
    object.insert("headline".to_owned(), Value::from(article.headline()));
    object.insert("body".to_owned(), Value::from(article.to_text()));
    object.insert("blocks".to_owned(), Value::from(blocks));
    object.insert("metadata".to_owned(), json!(article.metadata()));
    object.insert("removed".to_owned(), Value::from(removed));
    object
}

fn kind_name(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        _ => "paragraph",
    }
}

fn write_name(out: &mut impl Write, name: Option<&str>) -> io::Result<()> {
    match name {
        Some(name) => writeln!(out, "==> {name} <=="),
        None => Ok(()),
    }
}

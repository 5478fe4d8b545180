//! One line: a page in, an article or an error out.

use std::borrow::Cow;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use data_encoding::BASE64;
use serde_json::{Map, Value, json};
use unchrome::{Article, Format, Options};

use crate::gzip;
use crate::output::json_with;
use crate::sites::{self, Sites};

/// Answers a line.
pub(crate) fn answer(line: io::Result<Vec<u8>>, options: &Options, sites: &Sites) -> String {
    let mut object = match parse(line) {
        Ok(object) => object,
        Err(error) => return refusal(Value::Null, &error),
    };
    let id = object.get_mut("id").map_or(Value::Null, Value::take);
    // The library does not panic. If it does after all, that page alone is lost, not the run.
    let extracted = catch_unwind(AssertUnwindSafe(|| extract(&object, options, sites)));
    match extracted {
        Ok(Ok(article)) => json_with("id", &id, &article),
        Ok(Err(error)) => refusal(id, &error),
        Err(_) => refusal(id, "the extraction failed"),
    }
}

fn refusal(id: Value, error: &str) -> String {
    json!({ "id": id, "error": error }).to_string()
}

/// The object of a line.
pub(crate) fn parse(line: io::Result<Vec<u8>>) -> Result<Map<String, Value>, String> {
    let line = line.map_err(|error| error.to_string())?;
    match serde_json::from_slice(&line) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("not a JSON object".to_owned()),
        Err(error) => Err(format!("not JSON: {error}")),
    }
}

fn extract(
    object: &Map<String, Value>,
    options: &Options,
    sites: &Sites,
) -> Result<Article, String> {
    let mut options = sites.tell(sites::name_of(object)?.as_deref(), options.clone());
    if let Some(url) = string(object, "url")? {
        options = options.with_url(url);
    }
    let (format, bytes) = input(object)?;
    Ok(options.with_format(format).extract_bytes(&bytes))
}

/// What a page is, and its bytes.
pub(crate) fn input(object: &Map<String, Value>) -> Result<(Format, Cow<'_, [u8]>), String> {
    match ["html", "text", "html_base64"].map(|key| string(object, key)) {
        [Ok(Some(html)), Ok(None), Ok(None)] => Ok((Format::Html, html.as_bytes().into())),
        [Ok(None), Ok(Some(text)), Ok(None)] => Ok((Format::Text, text.as_bytes().into())),
        [Ok(None), Ok(None), Ok(Some(base64))] => {
            let bytes = BASE64.decode(base64.as_bytes());
            let bytes = bytes.map_err(|error| format!("\"html_base64\" is not base64: {error}"))?;
            Ok((Format::Html, gzip::opened(bytes.into())))
        }
        [Err(error), _, _] | [_, Err(error), _] | [_, _, Err(error)] => Err(error),
        [Ok(None), Ok(None), Ok(None)] => {
            Err("none of \"html\", \"text\", \"html_base64\"".to_owned())
        }
        _ => Err("more than one of \"html\", \"text\", \"html_base64\"".to_owned()),
    }
}

/// The string under a key; `null` is as good as absent.
pub(crate) fn string<'a>(
    object: &'a Map<String, Value>,
    key: &str,
) -> Result<Option<&'a str>, String> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(string)) => Ok(Some(string)),
        Some(_) => Err(format!("\"{key}\" is not a string")),
    }
}

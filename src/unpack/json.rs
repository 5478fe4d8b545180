//! Pages in JSON: as the whole value, or as a field of a record.

use serde_json::Value;

use super::{Unpacked, is_html};

/// Fields that say beside a page where it was fetched from.
const ADDRESSES: [&str; 4] = ["url", "link", "uri", "source_url"];

/// The longest string that is HTML, or is when its references are read.
pub(super) fn unpack(input: &str) -> Option<Unpacked> {
    let whole: Value = serde_json::from_str(input).ok()?;
    let mut longest: Option<(&str, Option<&str>)> = None;
    let mut open: Vec<(&Value, Option<&str>)> = vec![(&whole, None)];
    while let Some((value, address)) = open.pop() {
        match value {
            Value::String(text) => {
                let least = longest.map_or(0, |(text, _)| text.len());
                if text.len() > least && (is_html(text) || text.starts_with("&lt;")) {
                    longest = Some((text, address));
                }
            }
            Value::Array(items) => open.extend(items.iter().map(|item| (item, address))),
            Value::Object(fields) => {
                let own = ADDRESSES.iter().find_map(|name| fields.get(*name)?.as_str());
                open.extend(fields.values().map(|value| (value, own.or(address))));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let (html, address) = longest?;
    Some(Unpacked { html: html.to_owned(), url: address.map(str::to_owned) })
}

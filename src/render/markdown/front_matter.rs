//! Metadata as YAML front matter.

use serde_json::Value;

use crate::Article;

/// Writes the headline and all metadata that are a text, a number or a list of texts. Values are
/// written as JSON, which is YAML.
pub(super) fn write(article: &Article, out: &mut String) {
    out.push_str("---\n");
    if let Some(headline) = article.headline() {
        entry("headline", &Value::from(headline), out);
    }
    let metadata = serde_json::to_value(article.metadata()).unwrap_or_default();
    for (name, value) in metadata.as_object().into_iter().flatten() {
        let is_simple = match value {
            Value::String(_) | Value::Number(_) | Value::Bool(_) => true,
            Value::Array(values) => !values.is_empty() && values.iter().all(Value::is_string),
            _ => false,
        };
        if is_simple {
            entry(name, value, out);
        }
    }
    out.push_str("---\n\n");
}

fn entry(name: &str, value: &Value, out: &mut String) {
    out.push_str(name);
    out.push_str(": ");
    out.push_str(&value.to_string());
    out.push('\n');
}

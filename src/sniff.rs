//! HTML or flattened text?

use crate::options::Format;

/// Tells HTML from text.
pub(crate) fn format(text: &str) -> Format {
    if text.trim_start().starts_with('<') { Format::Html } else { Format::Text }
}

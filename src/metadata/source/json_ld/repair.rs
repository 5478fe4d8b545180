//! Reads JSON that is not quite JSON.
//!
//! Pages carry JSON-LD with comment and CDATA wrappers, raw line breaks in strings, trailing
//! commas, comments, several objects in one script, and cut off ends. One pass mends all of
//! these; what is then still not JSON is dropped.

use serde_json::Value;

/// Deeper JSON than this is not read: serde_json's own limit, which an unfinished text must not
/// pass either.
const MAX_DEPTH: usize = 120;

/// Longer scripts are data of an application, not a description of the page.
const MAX_BYTES: usize = 2 << 20;

/// The values in the text of a script.
pub(super) fn values(text: &str) -> Vec<Value> {
    let text = unwrapped(text);
    if text.is_empty() || text.len() > MAX_BYTES {
        return Vec::new();
    }
    if let Ok(value) = serde_json::from_str(text) {
        return vec![value];
    }
    let mended = mended(text);
    let stream = serde_json::Deserializer::from_str(&mended).into_iter::<Value>();
    stream.map_while(Result::ok).collect()
}

/// Without the wrappers that old templates put around scripts.
fn unwrapped(text: &str) -> &str {
    let mut text = text.trim().trim_start_matches('\u{feff}');
    for (open, close) in [
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("<![CDATA[", "]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
    ] {
        if let Some(inner) = text.strip_prefix(open) {
            text = inner.trim();
            text = text.strip_suffix(close).unwrap_or(text).trim();
        }
    }
    text.trim_end_matches(';').trim()
}

/// The state of mending.
#[derive(Default)]
struct Mender {
    out: String,
    /// The closing brackets that are due.
    open: Vec<char>,
    /// The last character that is not white space, and where it stands.
    last: Option<(char, usize)>,
}

impl Mender {
    /// A closing bracket: those left out before it are put in, one that closes nothing goes.
    fn close(&mut self, bracket: char) {
        if !self.open.contains(&bracket) {
            return;
        }
        self.end_value();
        while let Some(due) = self.open.pop() {
            self.push(due);
            if due == bracket {
                break;
            }
        }
    }

    /// Before a closing bracket: no comma, and a value after a colon.
    fn end_value(&mut self) {
        match self.last {
            Some((',', at)) => self.out.truncate(at),
            Some((':', _)) => self.out.push_str("null"),
            _ => {}
        }
    }

    fn push(&mut self, c: char) {
        if !c.is_whitespace() {
            self.last = Some((c, self.out.len()));
        }
        self.out.push(c);
    }

    fn last_is(&self, signs: &[char]) -> bool {
        self.last.is_some_and(|(last, _)| signs.contains(&last))
    }
}

/// The text with the known faults mended.
fn mended(text: &str) -> String {
    let mut mender = Mender { out: String::with_capacity(text.len() + 16), ..Mender::default() };
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => {
                let inside = string(text, at + 1, &mut mender.out);
                mender.last = Some(('"', mender.out.len()));
                while chars.next_if(|(next, _)| *next < inside).is_some() {}
            }
            '{' | '[' => {
                if mender.open.len() >= MAX_DEPTH {
                    break;
                }
                mender.open.push(if c == '{' { '}' } else { ']' });
                mender.push(c);
            }
            '}' | ']' => mender.close(c),
            '/' => {
                let end = comment_end(text, at);
                while chars.next_if(|(next, _)| *next < end).is_some() {}
            }
            // Between two whole values a comma or a semicolon is too much.
            ',' | ';' if mender.open.is_empty() => mender.push(' '),
            ',' if mender.last_is(&[',', '{', '[']) => {}
            _ => mender.push(c),
        }
    }
    mender.end_value();
    mender.out.extend(mender.open.iter().rev());
    mender.out
}

/// Copies a string from after its opening quote, control characters escaped, and quotes inside
/// that end no value. Gives the offset after its closing quote.
fn string(text: &str, from: usize, out: &mut String) -> usize {
    out.push('"');
    let rest = text.get(from..).unwrap_or("");
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => {
                escaped = false;
                if c.is_control()
                    || !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')
                {
                    out.pop();
                }
                out.push(if c.is_control() { ' ' } else { c });
            }
            '\\' => {
                escaped = true;
                out.push(c);
            }
            '"' if ends_string(rest.get(at + 1..).unwrap_or("")) => {
                out.push('"');
                return from + at + 1;
            }
            '"' => out.push_str("\\\""),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    if escaped {
        out.pop();
    }
    out.push('"');
    text.len()
}

/// White space looked at after a quote before it is taken for the end of its string.
const MAX_SPACE: usize = 256;

/// True if a quote with this after it ends its string.
fn ends_string(rest: &str) -> bool {
    let next = rest.chars().take(MAX_SPACE).find(|c| !c.is_whitespace());
    next.is_none_or(|c| matches!(c, ',' | ':' | '}' | ']' | '/'))
}

/// The end of a comment at `at`; one character if there is none.
fn comment_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    if rest.starts_with("/*") {
        rest.find("*/").map_or(text.len(), |end| at + end + 2)
    } else if rest.starts_with("//") {
        rest.find('\n').map_or(text.len(), |end| at + end)
    } else {
        at + 1
    }
}

#[cfg(test)]
mod tests {
    use super::values;

    #[test]
    fn known_faults_are_mended() {
        for text in [
            r#"{"a": "b c"}"#,
            r#"<!-- {"a": "b c"} -->"#,
            "//<![CDATA[\n{\"a\": \"b c\"}\n//]]>",
            r#"{"a": "b c",}"#,
            r#"{"a": "b c",,}"#,
            "{\"a\": \"b\nc\"}",
            r#"{"a": "b c"};"#,
            r#"/* note */ {"a": /* x */ "b c"} // end"#,
            r#"{"a": "b c""#,
            r#"{"a": "b c", "d": ["#,
            r#"{"a": "b c", "d":"#,
            r#"{"a": "b c"}]}"#,
        ] {
            let found = values(text);
            let a = found.first().and_then(|value| value.get("a")).and_then(|a| a.as_str());
            assert_eq!(a, Some("b c"), "{text}");
        }
    }

    #[test]
    fn several_values_and_quotes_inside() {
        assert_eq!(values("{\"a\":1}{\"b\":2}").len(), 2);
        assert_eq!(values("{\"a\":1},{\"b\":2}").len(), 2);
        let found = values(r#"{"a": "He said "no" to it", "b": 1,}"#);
        assert_eq!(found[0]["a"], "He said \"no\" to it");
        assert!(values("not json").is_empty());
        assert!(values("").is_empty());
    }

    #[test]
    fn hostile_nesting_ends() {
        for open in ["[", "{\"a\":", "\"", "/*", "{\"a\":\"\"b", "\\"] {
            values(&open.repeat(100_000));
        }
    }
}

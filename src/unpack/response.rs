//! Pages with the heads that they came with: HTTP responses, as `curl -i` writes them, and records of web
//! archives (WARC, ISO 28500).

use super::Unpacked;

/// Longest head in bytes.
const MAX_HEAD: usize = 64 << 10;

/// How the head of a record begins, and that of a response.
const RECORD: &str = "WARC/";
const RESPONSE: &str = "HTTP/";

/// Where a record says from where it was fetched, and what it is.
const ADDRESS: &str = "WARC-Target-URI";
const TYPE: &str = "WARC-Type";

/// The body of a response, or of the first response of an archive.
pub(super) fn unpack(input: &str) -> Option<Unpacked> {
    if input.starts_with(RESPONSE) {
        return Some(Unpacked::new(body(input)?.to_owned()));
    }
    let mut rest = input;
    while let Some(record) = head(rest, RECORD) {
        let end = next_record(record.body).unwrap_or(record.body.len());
        let (content, after) = record.body.split_at_checked(end)?;
        // What a page was asked for with, and what the crawler says of itself, are records as well.
        if matches!(record.field(TYPE), Some("response" | "resource")) {
            let html = body(content).unwrap_or(content).trim_end().to_owned();
            let url = record.field(ADDRESS).map(|url| url.trim_matches(['<', '>']).to_owned());
            return Some(Unpacked { html, url });
        }
        rest = after.trim_start();
    }
    None
}

/// What stands below the heads of a response; a page that was moved has several.
fn body(input: &str) -> Option<&str> {
    let mut body = head(input, RESPONSE)?.body;
    while let Some(next) = head(body, RESPONSE) {
        body = next.body;
    }
    Some(body)
}

/// A head, and what stands below it.
struct Headed<'a> {
    fields: &'a str,
    body: &'a str,
}

impl<'a> Headed<'a> {
    fn field(&self, sought: &str) -> Option<&'a str> {
        let mut fields = self.fields.lines().filter_map(|line| line.split_once(':'));
        fields.find(|(name, _)| name.eq_ignore_ascii_case(sought)).map(|(_, value)| value.trim())
    }
}

/// The head that a text begins with, if its first line begins so.
fn head<'a>(input: &'a str, beginning: &str) -> Option<Headed<'a>> {
    if !input.starts_with(beginning) {
        return None;
    }
    let look = input.get(..input.floor_char_boundary(MAX_HEAD))?;
    let below = |(end, _)| {
        let rest = input.get(end + 1..)?;
        let body = rest.strip_prefix('\n').or_else(|| rest.strip_prefix("\r\n"))?;
        Some(Headed { fields: input.get(..end)?, body })
    };
    look.match_indices('\n').find_map(below)
}

/// Where the next record begins.
fn next_record(body: &str) -> Option<usize> {
    body.find("\nWARC/1.").map(|at| at + 1)
}

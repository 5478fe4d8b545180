//! Pages in MIME messages: MHTML, as browsers save them, and letters that are HTML.

use mail_parser::{Message, MessageParser, MimeHeaders};

use super::Unpacked;

/// How many bytes from the start tell a message.
const LOOK_BYTES: usize = 16 << 10;

/// Short lines that are fields or may be, at most: of a message, one in so many bytes.
const BYTES_PER_FIELD: usize = 48;

/// Where browsers say from where they saved a page.
const ADDRESS: &str = "Snapshot-Content-Location";

/// The first part that is HTML.
pub(super) fn unpack(input: &str) -> Option<Unpacked> {
    if !is_message(input) || !is_bounded(input) {
        return None;
    }
    let message = MessageParser::new().parse(input)?;
    let part = message.parts.iter().find(|part| part.is_text_html())?;
    let html = with_title(&message, part.text_contents()?);
    let addresses = [of_snapshot(&message), part.content_location()];
    let is_address = |address: &&str| address.starts_with("http");
    let url = addresses.into_iter().flatten().find(is_address).map(str::to_owned);
    Some(Unpacked { html, url })
}

/// Letters seldom have a title: their subject is one.
fn with_title(message: &Message<'_>, html: &str) -> String {
    let subject = message.subject().filter(|_| !html.to_ascii_lowercase().contains("<title"));
    match subject {
        Some(subject) => {
            let escaped = subject.replace('&', "&amp;").replace('<', "&lt;");
            format!("<title>{escaped}</title>{html}")
        }
        None => html.to_owned(),
    }
}

/// True if the text begins with the fields of a MIME message.
fn is_message(input: &str) -> bool {
    let look = input.get(..input.floor_char_boundary(LOOK_BYTES)).unwrap_or("");
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let name = look.split(':').next().unwrap_or("");
    let has = |field: &str| {
        let begins = |line: &str| {
            let name = line.as_bytes().get(..field.len());
            name.is_some_and(|name| name.eq_ignore_ascii_case(field.as_bytes()))
        };
        look.lines().take_while(|line| !line.is_empty()).any(begins)
    };
    name.bytes().all(is_name) && has("MIME-Version:") && has("Content-Type:")
}

/// False where there is hardly more than fields and borders of parts, each of which takes up some 200 bytes once it
/// is read.
fn is_bounded(input: &str) -> bool {
    let counts = |line: &&str| {
        line.len() < BYTES_PER_FIELD && (line.contains(':') || line.starts_with("--"))
    };
    input.lines().filter(counts).count() * BYTES_PER_FIELD <= input.len() + LOOK_BYTES
}

fn of_snapshot<'a>(message: &'a Message<'_>) -> Option<&'a str> {
    message.header(ADDRESS)?.as_text().map(str::trim)
}

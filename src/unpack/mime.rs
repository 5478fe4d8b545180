//! Pages in MIME messages: MHTML, as browsers save them, and letters that are HTML.

use mail_parser::{Message, MessageParser, MimeHeaders};
use memchr::memmem;

use super::Unpacked;

/// How many bytes from the start tell a message.
const LOOK_BYTES: usize = 16 << 10;

/// Where browsers say from where they saved a page.
const ADDRESS: &str = "Snapshot-Content-Location";

/// The first part that is HTML.
pub(super) fn unpack(input: &str) -> Option<Unpacked> {
    if !is_message(input) {
        return None;
    }
    let message = MessageParser::new().parse(input)?;
    let part = message.parts.iter().find(|part| part.is_text_html())?;
    let html = part.text_contents()?.to_owned();
    let addresses = [of_snapshot(&message), part.content_location()];
    let is_address = |address: &&str| address.starts_with("http");
    let url = addresses.into_iter().flatten().find(is_address).map(str::to_owned);
    Some(Unpacked { html, url })
}

/// True if the text begins with fields, one of which says that it is a message of MIME.
fn is_message(input: &str) -> bool {
    let look = input.get(..input.floor_char_boundary(LOOK_BYTES)).unwrap_or("");
    let name = look.split(':').next().unwrap_or("");
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let has = |field: &str| memmem::find(look.as_bytes(), field.as_bytes()).is_some();
    name.bytes().all(is_name) && has("\nMIME-Version:") && has("\nContent-Type:")
}

fn of_snapshot<'a>(message: &'a Message<'_>) -> Option<&'a str> {
    message.header(ADDRESS)?.as_text().map(str::trim)
}

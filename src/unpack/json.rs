//! Pages in JSON: as the whole value, or as a field of a record.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Unpacked, is_html};

/// Fields that say beside a page where it was fetched from.
const ADDRESSES: [&str; 4] = ["url", "link", "uri", "source_url"];

/// Bytes of an address, at most.
const LONGEST_ADDRESS: usize = 4 << 10;

/// The longest string that is HTML, or is when its references are read.
pub(super) fn unpack(input: &str) -> Option<Unpacked> {
    match serde_json::from_str(input).ok()? {
        Found::Page(page) => Some(page),
        Found::Other(_) | Found::Nothing => None,
    }
}

/// What is looked for in a value. Nothing else of it is kept: numbers take up sixteen times their digits.
enum Found {
    Nothing,
    /// A string that is no page, but may be the address of one.
    Other(String),
    Page(Unpacked),
}

impl Found {
    fn length(&self) -> usize {
        match self {
            Found::Page(page) => page.html.len(),
            Found::Other(_) | Found::Nothing => 0,
        }
    }
}

impl<'de> Deserialize<'de> for Found {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Found, D::Error> {
        value.deserialize_any(Finder)
    }
}

struct Finder;

impl<'de> Visitor<'de> for Finder {
    type Value = Found;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Found, E> {
        Ok(if is_html(text) || text.starts_with("&lt;") {
            Found::Page(Unpacked::new(text.to_owned()))
        } else if text.len() <= LONGEST_ADDRESS {
            Found::Other(text.to_owned())
        } else {
            Found::Nothing
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Found, A::Error> {
        let mut longest = Found::Nothing;
        while let Some(found) = items.next_element::<Found>()? {
            if found.length() > longest.length() {
                longest = found;
            }
        }
        Ok(longest)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Found, A::Error> {
        let (mut longest, mut address) = (Found::Nothing, None);
        while let Some((name, found)) = fields.next_entry::<String, Found>()? {
            match found {
                Found::Other(text) if ADDRESSES.contains(&name.as_str()) => address = Some(text),
                found if found.length() > longest.length() => longest = found,
                _ => {}
            }
        }
        if let Found::Page(page) = &mut longest {
            page.url = page.url.take().or(address);
        }
        Ok(longest)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Found, E> {
        Ok(Found::Nothing)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Found, E> {
        Ok(Found::Nothing)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Found, E> {
        Ok(Found::Nothing)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Found, E> {
        Ok(Found::Nothing)
    }

    fn visit_unit<E>(self) -> Result<Found, E> {
        Ok(Found::Nothing)
    }
}

//! The sources of metadata: each reads its own shape and adds claims; none chooses.

mod address;
mod class_words;
mod home;
mod json_ld;
mod markup;
pub(super) mod opener;
pub(super) mod reporter;
pub(super) mod subtitle;
pub(super) mod unsigned;
pub(super) mod visible;

use super::claim::{Claims, Field, Source};
use crate::page::Page;

/// The claims of everything but the visible lines, which need the headline's place first; `is_dated`
/// for a page of a kind that mostly has a date.
pub(super) fn read(page: &Page, address: Option<&str>, is_dated: bool) -> Claims {
    let mut claims = Claims::default();
    markup::read(page, &mut claims);
    json_ld::read(page, address, is_dated, &mut claims);
    if let Some(title) = page.title() {
        claims.add(Field::Title, title, Source::TitleElement);
    }
    home::read(page, address, &mut claims);
    if let Some(address) = address {
        address::read(address, &mut claims);
    }
    claims
}

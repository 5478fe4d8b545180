//! Flattened articles with what many themes print around a title: an address above it, a share bar below
//! it. On the pages of the sets a title seldom stands alone above a share bar; where it does, and a lead or a
//! heading opens the text, that one was taken for the title.

use crate::dice::Dice;

const ADDRESSES: [&[&str]; 3] = [
    &["Physical Address", "12 Quay Street", "Harbour Town, MA 02124"],
    &["Address", "Hafenstr. 7", "20457 Hamburg"],
    &["+1 (555) 010-0199", "info@example.com", "Mon - Fri: 9 AM - 5 PM"],
];

const SHARE_BARS: [&[&str]; 5] = [
    &["Copy link", "twitter", "facebook", "whatsapp", "email"],
    &["Share on Facebook", "Share on Twitter", "Share on WhatsApp", "Share via Email"],
    &["Facebook", "X", "Pinterest", "LinkedIn", "Telegram", "Print"],
    &["Teilen", "Twittern", "E-Mail", "Drucken"],
    &["Compartir en Facebook", "Compartir en Twitter", "WhatsApp"],
];

/// Addresses above a title, and share bars below it, at most.
const MOST_ADDRESSES: usize = 2;
const MOST_SHARE_BARS: usize = 2;

/// The lines of a page whose title is its line `nth`: with a share bar below it, once or twice, and, on every
/// second page, with nothing above it but addresses.
pub(super) fn lines<'a>(own: &[&'a str], nth: usize, id: &str) -> Vec<&'a str> {
    let mut dice = Dice::of(id, 3);
    let (above, from_title) = own.split_at(nth.min(own.len()));
    let (title, below) = from_title.split_at(from_title.len().min(1));
    let mut lines = Vec::new();
    if dice.throw(2) == 0 {
        lines.extend(above);
    } else {
        for _ in 0..dice.throw(MOST_ADDRESSES + 1) {
            lines.extend(dice.pick(&ADDRESSES).copied().unwrap_or_default());
        }
    }
    lines.extend(title);
    let share_bar = dice.pick(&SHARE_BARS).copied().unwrap_or_default();
    for _ in 0..1 + dice.throw(MOST_SHARE_BARS) {
        lines.extend(share_bar);
    }
    lines.extend(below);
    lines
}

#[cfg(test)]
mod tests;

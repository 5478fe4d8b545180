//! Inputs that a page of another language, year or kind may lack, as a whole.

use super::rows::Rows;
use crate::dice::Dice;

/// Whether the feature of a name belongs; the first family that it fits counts.
type Family = fn(&str) -> bool;

const FAMILIES: [Family; 8] = [
    |name| name.contains("wording"),
    |name| begins(name, &["odds_", "group_"]),
    |name| {
        name.contains("mark")
            || begins(name, &["since_", "until_", "opens", "credits"])
            || ["page_shop", "page_thread", "page_content"].contains(&name)
    },
    |name| name.contains("title") || begins(name, &["heading", "description_share", "body_share"]),
    |name| name.starts_with("page_"),
    |name| begins(name, &["rec", "sibling"]) || name.contains("sig_"),
    |name| begins(name, &["ring_", "top_", "to_m"]),
    |name| begins(name, &["tag_", "own_tag", "depth"]),
];

fn begins(name: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| name.starts_with(start))
}

/// Of each input the family that it belongs to.
pub(super) fn of(rows: &Rows) -> Vec<Option<usize>> {
    let name = |feature: usize| rows.names[feature].as_str();
    let family = |name: &str| FAMILIES.iter().position(|is_of| is_of(name));
    rows.inputs.iter().map(|input| family(name(input.feature))).collect()
}

/// Whether each input is silenced on a page, where each family is so often.
pub(super) fn silenced(families: &[Option<usize>], share: f32, dice: &mut Dice) -> Vec<bool> {
    let is_out: [bool; FAMILIES.len()] = std::array::from_fn(|_| dice.share() < share);
    families.iter().map(|family| family.is_some_and(|family| is_out[family])).collect()
}

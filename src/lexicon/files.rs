//! The files of phrases, as the build script and the tests read them.

use super::topics::{NAMES, Topics};

macro_rules! files {
    ($($name:literal)*) => { &[$(($name, include_str!(concat!($name, ".txt")))),*] };
}

/// Language and content of each file.
pub(super) const FILES: &[(&str, &str)] = files! {
    "any" "ar" "bg" "bn" "ca" "cs" "da" "de" "el" "en" "es" "et" "eu" "fa" "fi" "fr" "gl" "he"
    "hi" "hr" "hu" "id" "is" "it" "ja" "ko" "lt" "lv" "ms" "nl" "no" "pl" "pt" "ro" "ru" "sk" "sl"
    "sr" "sv" "sw" "th" "tr" "uk" "ur" "vi" "zh"
};

/// The phrases of a file with their topics; those under an unknown heading have none.
pub(super) fn entries(text: &'static str) -> impl Iterator<Item = (Topics, &'static str)> {
    let mut topic = Topics::NONE;
    text.lines().filter_map(move |line| {
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            topic = NAMES
                .iter()
                .find(|(known, _)| *known == name)
                .map_or(Topics::NONE, |(_, topic)| *topic);
            return None;
        }
        Some((topic, line))
    })
}

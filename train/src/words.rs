//! The words that made pages show around their text, by language.

use crate::dice::Dice;

/// The words of a language.
#[derive(Debug, Default)]
pub(crate) struct Words {
    language: &'static str,
    entries: Vec<(&'static str, Vec<&'static str>)>,
}

impl Words {
    /// Reads lines of a language, a key, and values parted by `|`; the lines of a language stand together.
    pub(crate) fn read(table: &'static str) -> Vec<Words> {
        let mut all: Vec<Words> = Vec::new();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(language), Some(key), Some(values)) =
                (columns.next(), columns.next(), columns.next())
            else {
                continue;
            };
            if all.last().is_none_or(|last| last.language != language) {
                all.push(Words { language, ..Words::default() });
            }
            if let Some(last) = all.last_mut() {
                last.entries.push((key, values.split('|').collect()));
            }
        }
        all
    }

    /// The language of a text by its script; of one in Latin letters any that has no script of its own.
    pub(crate) fn of<'a>(all: &'a [Words], text: &str, dice: &mut Dice) -> &'a Words {
        let is_of = |words: &&Words| {
            words.all("script").first().and_then(|first| first.chars().next()).is_some_and(
                |first| {
                    let of_script = |c: &char| c.is_alphabetic() && block_of(*c) == block_of(first);
                    text.chars().filter(of_script).count() * 3 > text.chars().count()
                },
            )
        };
        let latin: Vec<&Words> =
            all.iter().filter(|words| words.all("script").is_empty()).collect();
        // English software is what most sites in any language show in part.
        let any = if dice.throw(2) == 0 { latin.first() } else { dice.pick(&latin) };
        all.iter().find(is_of).or(any.copied()).unwrap_or(&EMPTY)
    }

    /// The values of a key, none for an unknown one.
    pub(crate) fn all(&self, key: &str) -> &[&'static str] {
        self.entries.iter().find(|(known, _)| *known == key).map_or(&[], |(_, values)| values)
    }
}

static EMPTY: Words = Words { language: "", entries: Vec::new() };

/// Greek, Cyrillic, and Chinese characters, as numbers; 0 for Latin and all others.
fn block_of(c: char) -> u8 {
    match c {
        '\u{370}'..='\u{3ff}' => 1,
        '\u{400}'..='\u{4ff}' => 2,
        '\u{4e00}'..='\u{9fff}' => 3,
        _ => 0,
    }
}

#[cfg(test)]
pub(crate) mod tests;

//! Lays the phrases of `src/lexicon` out as tables that need no making when a program starts (`packed.rs` there
//! reads them), the notices of `src/label` (`notices.rs` there), and what the standard library says of characters
//! (`src/chars.rs` reads that), and why rules decide (`src/label/reasons.rs`).

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

use files::{FILES, entries};
use fold::levelled;
use keys::{KEY_BYTES, N_FIRSTS, N_KEYS, N_SLOTS, first_word, hash_of, key_of, slot_of};
use topics::Topics;

/// What `src/chars.rs` gives the library.
#[allow(dead_code)]
mod chars {
    pub(crate) fn is_alphabetic(c: char) -> bool {
        c.is_alphabetic()
    }

    pub(crate) fn is_numeric(c: char) -> bool {
        c.is_numeric()
    }

    pub(crate) fn is_alphanumeric(c: char) -> bool {
        c.is_alphanumeric()
    }

    pub(crate) fn each_lower(c: char, see: impl FnMut(char)) {
        c.to_lowercase().for_each(see);
    }
}
#[path = "src/lexicon/files.rs"]
mod files;
#[path = "src/fnv.rs"]
mod fnv;
#[allow(dead_code)]
#[path = "src/lexicon/fold.rs"]
mod fold;
#[path = "src/lexicon/keys.rs"]
mod keys;
#[allow(dead_code)]
#[path = "src/label/notices/saying.rs"]
mod saying;
#[allow(dead_code)]
#[path = "src/sieve.rs"]
mod sieve;
#[allow(dead_code)]
#[path = "src/lexicon/topics.rs"]
mod topics;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    let out = Path::new(&out);
    write_chars(&out.join("chars"))?;
    write_notices(&out.join("notices"))?;
    fs::write(out.join("reasons"), reasons())?;
    write_lexicon(&out.join("lexicon"))
}

/// A byte for each character below U+10000, in blocks of 256, of which those that are the same stand there once.
fn write_chars(out: &Path) -> io::Result<()> {
    let bits = |code: u32| {
        let c = char::from_u32(code).unwrap_or('\0');
        let is_lowered = c.to_lowercase().ne([c]);
        let is =
            [c.is_alphabetic(), c.is_numeric(), c.is_uppercase(), c.is_lowercase(), is_lowered];
        (0_u8..).zip(is).fold(0, |bits, (place, is)| bits | u8::from(is) << place)
    };
    let (mut index, mut blocks) = (Vec::new(), Vec::new());
    for start in (0..0x1_0000).step_by(256) {
        let block: Vec<u8> = (start..start + 256).map(bits).collect();
        let known = blocks.iter().position(|known| *known == block);
        index.push(u8::try_from(known.unwrap_or(blocks.len())).map_err(|_| too_long())?);
        if known.is_none() {
            blocks.push(block);
        }
    }
    fs::create_dir_all(out)?;
    fs::write(out.join("index"), index)?;
    fs::write(out.join("blocks"), blocks.concat())
}

/// What sites say in sentences; `src/label/notices.txt` describes the form of the files.
const NOTICES: [&str; 2] =
    [include_str!("src/label/notices.txt"), include_str!("src/label/notices/readers.txt")];

/// A line for each that a notice says, with its label and its name; of each line its place, and the place and the
/// length of its needle; and the table by which needles are found.
fn write_notices(out: &Path) -> io::Result<()> {
    let (mut text, mut sayings, mut needles) = (String::new(), Vec::new(), Vec::new());
    for paragraph in NOTICES.iter().flat_map(|file| file.split("\n\n")) {
        let value = |key| values(paragraph, key).next().unwrap_or("");
        let (label, name) = (value("label "), value("notice "));
        for line in values(paragraph, "says ") {
            let start = text.len();
            text.extend([label, "\t", name, "\t", line, "\n"]);
            let needle = saying::needle(line);
            let from = text.rfind(needle).ok_or_else(too_long)?;
            for number in [start, from, needle.len()] {
                sayings.extend(u32::try_from(number).map_err(|_| too_long())?.to_le_bytes());
            }
            needles.push(needle);
        }
    }
    let (places, bits) = saying::table(&needles).ok_or_else(too_long)?;
    let places: Vec<u8> = places.into_iter().flat_map(u64::to_le_bytes).collect();
    fs::create_dir_all(out)?;
    fs::write(out.join("text"), text)?;
    fs::write(out.join("sayings"), sayings)?;
    fs::write(out.join("places"), places)?;
    fs::write(out.join("bits"), bits)
}

/// What a paragraph of a file of rules or notices has behind a key, a line each.
fn values(paragraph: &'static str, key: &'static str) -> impl Iterator<Item = &'static str> {
    paragraph.lines().filter_map(move |line| line.strip_prefix(key)).map(str::trim)
}

/// Rules of the code with their reasons, and rules with patterns.
const REASONS: &str = include_str!("src/label/reasons.txt");
const RULES: &str = include_str!("src/label/rules.txt");

/// A line for each rule and notice: its id, and why.
fn reasons() -> String {
    let own = REASONS.lines().filter(|line| !line.starts_with('#'));
    let mut text: String = own.flat_map(|line| [line, "\n"]).collect();
    let files = [RULES].into_iter().chain(NOTICES);
    for paragraph in files.flat_map(|file| file.split("\n\n")) {
        let mut ids = values(paragraph, "rule ").chain(values(paragraph, "notice "));
        if let (Some(id), Some(why)) = (ids.next(), values(paragraph, "why ").next()) {
            text.extend([id, "\t", why, "\n"]);
        }
    }
    text
}

fn write_lexicon(out: &Path) -> io::Result<()> {
    fs::create_dir_all(out)?;
    let phrases = phrases();
    let write = |name: &str, bytes: &[u8]| fs::write(out.join(name), bytes);
    let (text, places) = text_of(&phrases)?;
    write("text", text.as_bytes())?;
    write("phrases", &places)?;
    write("slots", &slots(&phrases)?)?;
    write("networks", &networks(&phrases))?;
    let [bits, before, topics] = firsts(&phrases)?;
    write("firsts", &bits)?;
    write("firsts_before", &before)?;
    write("firsts_topics", &topics)
}

/// By their form without accents, all phrases, as the first file that has one spells it, and their topics.
type Phrases = BTreeMap<String, (&'static str, Topics)>;

fn phrases() -> Phrases {
    let mut phrases = Phrases::new();
    for (topic, phrase) in FILES.iter().flat_map(|(_, text)| entries(text)) {
        let (_, topics) = phrases.entry(levelled(phrase).into()).or_insert((phrase, Topics::NONE));
        *topics |= topic;
    }
    phrases
}

/// The text of all phrases, and of each two places in it and the topics.
fn text_of(phrases: &Phrases) -> io::Result<(String, Vec<u8>)> {
    let (mut text, mut places) = (String::new(), Vec::new());
    let mut place_of = |phrase: &str| {
        let start = u32::try_from(text.len()).ok().filter(|start| *start < 1 << 24);
        let (start, length) = start.zip(u8::try_from(phrase.len()).ok()).ok_or_else(too_long)?;
        text.push_str(phrase);
        Ok::<u32, io::Error>(start | u32::from(length) << 24)
    };
    for (level, (name, topics)) in phrases {
        let of_level = place_of(level)?;
        let of_name = if level == name { of_level } else { place_of(name)? };
        for part in [of_level, of_name, topics.bits()] {
            places.extend(part.to_le_bytes());
        }
    }
    Ok((text, places))
}

/// The number of the phrase in each slot.
fn slots(phrases: &Phrases) -> io::Result<Vec<u8>> {
    let mut slots = vec![0_u16; N_SLOTS];
    for (nth, level) in (1..).zip(phrases.keys()) {
        let first = slot_of(level);
        let (before, after) = slots.split_at_mut(first);
        let slot = after.iter_mut().chain(before).find(|slot| **slot == 0).ok_or_else(too_long)?;
        *slot = u16::try_from(nth).map_err(|_| too_long())?;
    }
    Ok(slots.into_iter().flat_map(u16::to_le_bytes).collect())
}

/// A bit for each key of a name of a network.
fn networks(phrases: &Phrases) -> Vec<u8> {
    let mut bits = vec![0; N_KEYS / 8];
    let mut add = |name: &str| sieve::set(&mut bits, key_of(name));
    let named = phrases.iter().filter(|(_, (_, topics))| topics.any(Topics::NETWORK));
    for (name, _) in named {
        add(name);
        if name.len() + 1 == KEY_BYTES {
            // Doubled, a name this short has another key.
            add(&name.repeat(2));
        }
    }
    bits
}

/// What first words tell: a bit for each hash, how many bits are set before each 64, and topics.
fn firsts(phrases: &Phrases) -> io::Result<[Vec<u8>; 3]> {
    let mut topics: BTreeMap<u32, Topics> = BTreeMap::new();
    for (level, (_, topic)) in phrases {
        *topics.entry(hash_of(first_word(level).bytes())).or_default() |= *topic;
    }
    let (mut bits, mut before) = (Vec::new(), Vec::new());
    let mut n_before = 0;
    for start in (0..N_FIRSTS as u32).step_by(u64::BITS as usize) {
        let here = topics.range(start..start + u64::BITS);
        let word = here.fold(0_u64, |word, (hash, _)| word | 1 << (hash - start));
        bits.extend(word.to_le_bytes());
        before.extend(u16::try_from(n_before).map_err(|_| too_long())?.to_le_bytes());
        n_before += word.count_ones();
    }
    let topics = topics.values().flat_map(|topics| topics.bits().to_le_bytes()).collect();
    Ok([bits, before, topics])
}

fn too_long() -> io::Error {
    io::Error::other("more, or longer, than a table has places for")
}

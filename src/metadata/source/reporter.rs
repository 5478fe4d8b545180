//! Who signs Chinese, Japanese and Korean pages, whose names stand amid a line, right behind or before
//! the word for a reporter: "（记者 王小明）", "김민수 기자 | 입력 2024.05.03", "山田太郎記者".

use once_cell::sync::Lazy;

use crate::metadata::claim::{Claims, Field, Source};
use crate::metadata::near::Near;
use crate::page::Page;
use crate::table::WordKinds;

static WORDS: Lazy<WordKinds> =
    Lazy::new(|| WordKinds::read(include_str!("../data/reporter_words.tsv")));

/// The longest line that may sign as a whole, the longest brackets that may, and how far into a
/// paragraph they begin; in bytes, of which most of these letters have three.
const LONGEST_LINE: usize = 180;
const LONGEST_BRACKETS: usize = 120;
const OPENING: usize = 120;

const OPENERS: [char; 6] = ['(', '（', '[', '【', '〔', '［'];
const CLOSERS: [char; 6] = [')', '）', ']', '】', '〕', '］'];

/// Signs that join two names of one role, and others that part words.
const JOINERS: [char; 6] = ['·', '・', '、', ',', '，', '/'];
const SIGNS: [char; 12] = ['|', '｜', '／', '=', '＝', ':', '：', ';', '；', '@', '<', '>'];

/// What only sentences end with, or hold.
const SENTENCE_SIGNS: [char; 5] = ['。', '！', '？', '!', '?'];
const SENTENCE_END: &str = "다.";

/// A word of a line, and whether a joiner parts it from the one before, or nothing but white space.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    joined: bool,
    spaced: bool,
}

/// Adds the names that reporters sign with: in lines near the headline, with an address, or of nothing
/// else; in brackets at the beginning of a paragraph, and in those that a block ends with; where no one
/// signs on a Chinese page, those of its editors. Gives the blocks that sign.
pub(in crate::metadata) fn read(
    page: &Page,
    near: &Near,
    headline: Option<usize>,
    language: &str,
    claims: &mut Claims,
) -> Vec<usize> {
    let names: fn(&[Word<'_>]) -> Vec<String> = match language {
        "zh" => |words| before_names(words, "role.zh"),
        "ko" => behind_names_of_korean,
        "ja" => behind_names_of_japanese,
        _ => return Vec::new(),
    };
    let (mut signed, mut edited) = (Vec::new(), Vec::new());
    for (at, block) in page.blocks.iter().enumerate() {
        if block.hidden || Some(at) == headline {
            continue;
        }
        let text = page.block_text(block).trim();
        let end = ending(text).filter(|it| !is_of_image(it));
        let begin = beginning(text, near.contains(at)).filter(|it| !is_of_image(it));
        let mut of_parts = begin.into_iter().chain(end).map(|it| names(&words(it)));
        let mut found = of_parts.find(|found| !found.is_empty()).unwrap_or_default();
        if found.is_empty() && language == "ja" && is_signed_paragraph(text) {
            found = end.map(all_names).unwrap_or_default();
        }
        let editors = end.or_else(|| is_line(text).then_some(text)).filter(|_| language == "zh");
        let editors = editors.map(|it| before_names(&words(it), "editor.zh"));
        signed.extend(found.into_iter().map(|name| (at, name)));
        edited.extend(editors.unwrap_or_default().into_iter().map(|name| (at, name)));
    }
    let signed = if signed.is_empty() { edited } else { signed };
    for (at, name) in &signed {
        claims.add_at(Field::Author, name, Source::Byline, u32::try_from(*at).ok());
    }
    signed.into_iter().map(|(at, _)| at).collect()
}

/// True for a line that is a reporter's name beside what they are, and nothing else: "홍길수 기자".
pub(in crate::metadata) fn is_signature(line: &str) -> bool {
    if !is_line(line) {
        return false;
    }
    let words = words(line);
    words.len() <= 2
        && (!before_names(&words, "role.zh").is_empty()
            || !behind_names_of_korean(&words).is_empty()
            || !behind_names_of_japanese(&words).is_empty())
}

/// What of a block may sign other than brackets at its end.
fn beginning(text: &str, is_near: bool) -> Option<&str> {
    if !is_line(text) {
        return opening(text);
    }
    let is_signature = |line: &str| line.contains('@') || words(line).len() <= 2;
    Some(text).filter(|text| is_near || is_signature(text))
}

fn is_of_image(text: &str) -> bool {
    WORDS.of("photo").iter().any(|word| text.contains(word))
}

fn is_line(text: &str) -> bool {
    text.len() <= LONGEST_LINE && !is_sentence(text)
}

/// True for a paragraph whose last sentence brackets follow: "市民は待っていたという。【山田太郎】".
fn is_signed_paragraph(text: &str) -> bool {
    let before = text.rsplit_once('【').filter(|_| text.ends_with('】'));
    before.is_some_and(|(before, _)| before.ends_with('。'))
}

fn is_sentence(text: &str) -> bool {
    text.contains(SENTENCE_SIGNS) || text.ends_with(SENTENCE_END)
}

/// The brackets that a paragraph opens with, or what stands before its first "=".
fn opening(text: &str) -> Option<&str> {
    let text = text.get(..text.floor_char_boundary(OPENING + LONGEST_BRACKETS))?;
    let parted = text.split_once(" = ").map(|(before, _)| before);
    let parted = parted.filter(|before| before.len() <= OPENING && !is_sentence(before));
    parted.or_else(|| {
        let (before, rest) = text.split_once(OPENERS).filter(|(it, _)| it.len() <= OPENING)?;
        let (within, _) = rest.split_once(CLOSERS)?;
        (within.len() <= LONGEST_BRACKETS && !is_sentence(before)).then_some(within)
    })
}

/// The brackets that a paragraph ends with.
fn ending(text: &str) -> Option<&str> {
    let within = text.strip_suffix(CLOSERS)?;
    let (_, within) = within.rsplit_once(OPENERS)?;
    (within.len() <= LONGEST_BRACKETS).then_some(within)
}

/// The words of a line: without spaces, brackets and signs.
fn words(line: &str) -> Vec<Word<'_>> {
    let parts = |c: char| c.is_whitespace() || OPENERS.contains(&c) || CLOSERS.contains(&c);
    let is_sign = |c: char| parts(c) || SIGNS.contains(&c) || JOINERS.contains(&c);
    let mut words = Vec::new();
    let (mut joined, mut spaced) = (false, true);
    for piece in line.split_inclusive(is_sign) {
        let text = piece.trim_end_matches(is_sign);
        if !text.is_empty() {
            words.push(Word { text, joined, spaced });
            (joined, spaced) = (false, true);
        }
        joined |= piece.ends_with(JOINERS);
        spaced &= piece.ends_with(char::is_whitespace);
    }
    words
}

/// "本报记者 王小明、李雪", "新晨网记者王小明", "作者：王小明".
fn before_names(words: &[Word<'_>], roles: &str) -> Vec<String> {
    let roles = WORDS.of(roles);
    let mut names = Vec::new();
    let mut signs = false;
    for word in words {
        let behind = roles.iter().filter_map(|role| {
            let at = word.text.rfind(role)?;
            word.text.get(at + role.len()..)
        });
        let behind = behind.min_by_key(|rest| rest.len());
        let rest = behind.unwrap_or(word.text);
        let ends = WORDS.of("not.zh").iter().find_map(|end| rest.strip_suffix(end));
        let name = ends.unwrap_or(rest);
        let is_name = (signs || behind.is_some()) && is_name(name, "surname.zh", is_han);
        if is_name {
            names.push(name.to_owned());
        }
        signs = behind == Some("") || is_name && ends.is_none();
    }
    names
}

/// "김민수 기자", "김민수·박지영 기자", "박지영 경제부 기자", "김민수기자".
fn behind_names_of_korean(words: &[Word<'_>]) -> Vec<String> {
    let is_none =
        |text: &str| ["not.ko", "role.ko"].iter().any(|kind| WORDS.of(kind).contains(&text));
    let is_known = |text: &str| is_name(text, "surname.ko", is_hangul) && !is_none(text);
    let is_desk =
        |text: &str| !is_known(text) && WORDS.of("desk.ko").iter().any(|it| text.ends_with(it));
    let mut names = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = WORDS.of("role.ko").iter().find_map(|role| word.text.strip_suffix(role));
        let Some(before) = before else { continue };
        let mut back = words.iter().take(at).rev().copied().peekable();
        let mut next = Some(Word { text: before, ..*word });
        if before.is_empty() {
            back.next_if(|word| is_desk(word.text));
            next = back.next();
        }
        let first = names.len();
        while let Some(name) = next.filter(|word| is_known(word.text)) {
            names.insert(first, name.text.to_owned());
            next = back.next().filter(|_| name.joined);
        }
    }
    names
}

/// "山田太郎記者", "山田 太郎 記者", "ソウル＝山田太郎特派員".
fn behind_names_of_japanese(words: &[Word<'_>]) -> Vec<String> {
    let mut names = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = WORDS.of("role.ja").iter().find_map(|role| word.text.strip_suffix(role));
        let Some(before) = before else { continue };
        let back = |n: usize| at.checked_sub(n).and_then(|at| words.get(at));
        let text = |n: usize| back(n).map_or("", |word| word.text);
        // The name ends with the word of the role, or with the one before.
        let (given, n) = if before.is_empty() { (text(1), 2) } else { (before, 1) };
        let is_spaced = back(n - 1).is_some_and(|word| word.spaced);
        let family = Some(text(n)).filter(|it| is_spaced && is_part(it) && is_part(given));
        let family = family.unwrap_or("");
        let whole = format!("{family}{given}");
        if is_full_name(&whole) {
            names.push(if family.is_empty() { whole } else { format!("{family} {given}") });
        }
    }
    names
}

/// The names of brackets that hold nothing else: "【山田太郎、林花子】".
fn all_names(within: &str) -> Vec<String> {
    let words = words(within);
    let is_all = words.iter().all(|word| word.text.chars().count() > 2 && is_full_name(word.text));
    let names = words.iter().filter(|_| is_all);
    names.map(|word| word.text.to_owned()).collect()
}

/// True for a family name or a given name.
fn is_part(text: &str) -> bool {
    (1..=3).contains(&text.chars().count())
        && text.chars().all(is_japanese)
        && !WORDS.of("not.ja").contains(&text)
}

fn is_full_name(text: &str) -> bool {
    (2..=6).contains(&text.chars().count())
        && text.chars().all(is_japanese)
        && text.chars().next().is_some_and(is_han)
        && !WORDS.of("not.ja").contains(&text)
}

/// True for a family name of some language, with one or two more letters.
fn is_name(text: &str, surnames: &str, is_letter: fn(char) -> bool) -> bool {
    let mut given = WORDS.of(surnames).iter().filter_map(|surname| text.strip_prefix(surname));
    given.any(|given| (1..=2).contains(&given.chars().count()) && given.chars().all(is_letter))
}

/// True for a letter of Chinese, Japanese Kanji among them.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '々' | '〇')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

fn is_japanese(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3041}'..='\u{30ff}')
}

#[cfg(test)]
mod tests;

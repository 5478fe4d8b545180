//! Names of authors, out of what pages put where a name should be.

use super::{date, fold, words};
use crate::chars;
use crate::lexicon;

/// A cleaned name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    /// The name of an organisation, as its words show.
    pub(super) organisation: bool,
}

/// The longest text that can be a list of names, in bytes.
const LONGEST_LIST: usize = 400;

/// The longest name of a person, in words and characters: "María del Carmen Fernández de la Vega".
const MAX_WORDS: usize = 7;
const MAX_CHARS: usize = 48;

/// The names in a byline or a field; none rather than something that is no name.
pub(super) fn names(value: &str) -> Vec<Name> {
    let value = fold::spaces(value);
    if value.is_empty() || value.len() > LONGEST_LIST || is_address(&value) {
        return Vec::new();
    }
    let value = without_brackets(&value);
    let value = without_dates(&value);
    if words::opens_with_other(&value) {
        return Vec::new();
    }
    let value = unglued(opened(value.as_ref()));
    let mut names: Vec<Name> = Vec::new();
    // What stands behind a sign is a role, a date, a counter: only a list after ";" goes on.
    for part in value.split(SIGNS).take(12) {
        for list in part.split(" - ").take(1).flat_map(|part| part.split(';')).take(24) {
            for piece in pieces(list) {
                if !names.is_empty() && has_role(&piece) {
                    break;
                }
                if !names.is_empty() && is_post_nominal(&piece) {
                    continue;
                }
                let Some(mut name) = name(&piece) else { continue };
                // "By Ana Silva, QNA LISBON": for whom she writes.
                name.organisation |=
                    is_loud(&name.text) && names.first().is_some_and(|first| !is_loud(&first.text));
                let folded = fold::words(&name.text);
                if !names.iter().any(|known| fold::words(&known.text) == folded) {
                    names.push(name);
                }
            }
        }
        if !names.is_empty() {
            break;
        }
    }
    names
}

/// Signs that part a byline from what stands beside it.
pub(super) const SIGNS: [char; 15] =
    ['|', '•', '·', '⋅', '∙', '◦', '›', '»', '–', '—', '｜', '‧', '●', '―', '✦'];

/// Without opening words, of which there can be two: "Text by", "Posted by: by".
fn opened(value: &str) -> &str {
    let mut value = value;
    for _ in 0..3 {
        match words::after_by(value) {
            Some((rest, _)) => value = rest,
            None => break,
        }
    }
    value
}

/// Words of a role behind a name in which one tells that it is one: "Travel News Reporter".
const LONGEST_ROLE: usize = 3;

/// Letters of a name's beginning that another large letter follows.
const LONGEST_PREFIX: usize = 3;

/// Up to a word that goes on without a space: "Ana SilvaPublished", "Ana SilvaReporter", "Ana SilvaMay 3,
/// 2024".
fn unglued(value: &str) -> &str {
    let is_label = |before: &str, rest: &str| {
        let first = rest.split(|c: char| !chars::is_alphabetic(c)).next().unwrap_or("");
        // "Mc", "Mac", "Van" are no word of their own.
        let word = before.rsplit(' ').next().unwrap_or(before);
        let n_role = if word.chars().count() > LONGEST_PREFIX { LONGEST_ROLE } else { 0 };
        words::is_role(&first.to_lowercase())
            || rest.split(' ').take(n_role).any(|word| words::is_role(&word.to_lowercase()))
            || words::opens_with_published(rest)
            || words::opens_with_updated(rest)
            || date::opens_with_month(rest)
            || rest.split(' ').next().is_some_and(words::cuts_name)
    };
    let mut parts = fold::seams(value).filter_map(|end| value.split_at_checked(end));
    parts.find(|(before, rest)| is_label(before, rest)).map_or(value, |(before, _)| before)
}

/// The last of words without a space between them: "Published" of "SilvaPublished".
pub(super) fn last_word(word: &str) -> &str {
    word.get(fold::seams(word).next_back().unwrap_or(0)..).unwrap_or(word)
}

/// Without the dates that stand beside names in one element.
fn without_dates(value: &str) -> std::borrow::Cow<'_, str> {
    if !value.contains(|c: char| c.is_ascii_digit()) {
        return value.into();
    }
    let mut out = String::new();
    let mut from = 0;
    for found in date::find(value, date::Order::DayFirst, "") {
        out.push_str(value.get(from..found.start).unwrap_or(""));
        out.push_str(" | ");
        from = found.end;
    }
    out.push_str(value.get(from..).unwrap_or(""));
    out.into()
}

/// True for a piece of a list that is a role: what follows belongs to it.
fn has_role(piece: &str) -> bool {
    piece.split(' ').any(|word| words::is_role(&word.trim_end_matches([':', '.']).to_lowercase()))
}

/// True for the letters of a degree, a licence or an order after a name: "MS", "M.D.", "CFP®".
fn is_post_nominal(piece: &str) -> bool {
    let letters: String = piece.chars().filter(|c| !matches!(c, '.' | '®' | '™' | '-')).collect();
    words::is_post_nominal(&letters)
}

/// Splits a list of names at commas and joining words. "Silva, Ana" (one comma, one word before
/// it) is a name turned around.
fn pieces(part: &str) -> Vec<String> {
    let part = part.trim();
    let commas: Vec<&str> = part.split([',', '、', '，', '/']).map(str::trim).collect();
    if let [family, given] = commas.as_slice()
        && part.contains(", ")
        && !family.contains(' ')
        && (1..=2).contains(&given.split(' ').count())
        && family.chars().next().is_some_and(chars::is_uppercase)
        && given.chars().next().is_some_and(chars::is_uppercase)
        && !given.split(' ').any(|word| words::is_role(&word.to_lowercase()))
        && !words::is_organisation(&given.to_lowercase())
    {
        return vec![format!("{given} {family}")];
    }
    let mut pieces = Vec::new();
    let n_items = commas.len();
    for (at, item) in commas.into_iter().enumerate() {
        // "By Ana Silva, Lisbon": where from.
        let is_full = pieces.last().is_some_and(|name: &String| name.contains(' '));
        let is_agency = || item.split(' ').any(|w| words::is_organisation(&w.to_lowercase()));
        let is_place = n_items == 2 && at == 1 && !item.contains(' ');
        if is_full && is_place && !is_agency() {
            break;
        }
        // "By Ana Silva, in News, Business": what follows names sections.
        if !pieces.is_empty() && item.split(' ').next().is_some_and(words::cuts) {
            break;
        }
        let mut piece = String::new();
        for word in item.split(' ').take_while(|word| !words::cuts(word)) {
            // "Ana Silva The Quayside Press", "Ana Silva For Example.org", "ANA SILVA FOR EXAMPLE".
            let is_cut = || words::cuts_name(word) || is_loud(&piece) && cuts_loud_name(word);
            if piece.contains(' ') && is_cut() {
                break;
            }
            let joins = words::joins(word)
                || word == "And" && piece.contains(' ')
                || word.len() > 1
                    && words::joins(&word.to_lowercase())
                    && word.is_ascii()
                    && word.chars().all(chars::is_uppercase);
            if joins && !piece.is_empty() {
                pieces.push(std::mem::take(&mut piece));
            } else if !(joins && piece.is_empty()) {
                if !piece.is_empty() {
                    piece.push(' ');
                }
                piece.push_str(word);
            }
        }
        pieces.push(piece);
    }
    pieces
}

/// True for a word in capitals that ends a name: "FOR".
fn cuts_loud_name(word: &str) -> bool {
    let (Some(first), Some(rest)) = (word.get(..1), word.get(1..)) else { return false };
    word.chars().all(chars::is_uppercase)
        && words::cuts_name(&format!("{first}{}", rest.to_lowercase()))
}

/// True for letters of cased scripts, three or more, that are all capitals.
pub(super) fn is_loud(text: &str) -> bool {
    let letters = || text.chars().filter(|c| chars::is_alphabetic(*c));
    letters().count() > 2 && letters().all(chars::is_uppercase)
}

/// A piece as a name: opening words, roles and marks taken off; `None` if it is none.
fn name(piece: &str) -> Option<Name> {
    let piece = piece.trim().trim_matches(|c: char| {
        matches!(c, '"' | '\'' | '*' | ':' | '-' | '_' | '“' | '”' | '©' | '@')
    });
    let piece = opened(piece);
    let mut parts: Vec<&str> = piece.split(' ').filter(|word| !word.is_empty()).collect();
    cut_counts(&mut parts);
    cut_quiet(&mut parts);
    let organisation = parts.iter().any(|word| words::is_organisation(&fold::letters(word)));
    if !organisation {
        cut_roles(&mut parts, is_loud(piece));
        if parts.len() > 2 && parts.first().is_some_and(is_role) {
            return None;
        }
    }
    let text = parts.join(" ");
    let text = text.trim_end_matches([',', ':', ';']);
    // The number of a note: "Ana Silva1".
    let named = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_noted = parts.len() > 1 && named.ends_with(chars::is_lowercase);
    let text = if is_noted { named } else { text }.to_owned();
    let folded = fold::words(&text);
    let n_chars = text.chars().count();
    let first = text.chars().next()?;
    let plausible = (2..=MAX_CHARS).contains(&n_chars)
        && parts.len() <= MAX_WORDS
        && chars::is_alphanumeric(first)
        && text.chars().any(chars::is_alphabetic)
        && !text.contains(['@', '{', '<', '=', '?', '!', '#', '%', '$', ':', '€', '£', '"'])
        && !(n_chars > 16 && !text.contains(' ') && text.is_ascii())
        && !words::is_junk(&folded)
        && !lexicon::is_nameless(&text)
        && (parts.len() > 1 || !parts.iter().any(is_role))
        && !parts.iter().any(|word| words::is_way(word));
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let dated = digits > 0 && parts.len() > 1 || digits * 3 > n_chars * 2;
    // A name in a cased script is written with capitals, but for handles of one word.
    let lower = parts.iter().filter(|word| word.chars().next().is_some_and(chars::is_lowercase));
    let sentence = parts.len() > 2 && lower.count() * 2 >= parts.len();
    (plausible && !dated && !sentence).then_some(Name { text, organisation })
}

fn is_role(word: &&str) -> bool {
    words::is_role(&word.trim_end_matches([':', '.']).to_lowercase())
}

/// Takes off what is counted or dated behind a full name, and the name if it stands there twice: "Ana Silva
/// 15 min read", "Ana Silva 4 Comments", "Ana Silva May 3", "Ana Silva Ana Silva".
fn cut_counts(parts: &mut Vec<&str>) {
    let goes_on = |pair: &[&str]| {
        let [first, second] = pair else { return false };
        let of = fold::letters(second);
        let is_count = first.starts_with(|c: char| c.is_ascii_digit())
            && (words::is_role(&of) || words::is_junk(&of));
        is_count || date::opens_with_month(&format!("{first} {second}"))
    };
    if let Some(at) = parts.windows(2).position(goes_on).filter(|at| *at >= 2) {
        parts.truncate(at);
    }
    let half = parts.len() / 2;
    let (first, second) = parts.split_at(half);
    if half > 1 && first == second {
        parts.truncate(half);
    }
}

/// Takes off what goes on in small letters behind a full name in capitals: "ANA SILVA Example Press".
fn cut_quiet(parts: &mut Vec<&str>) {
    let n_loud = parts.iter().take_while(|word| is_loud(word)).count();
    let is_quiet = |word: &&str| word.starts_with(chars::is_uppercase) && !is_loud(word);
    if n_loud >= 2 && parts.get(n_loud).is_some_and(is_quiet) {
        parts.truncate(n_loud);
    }
}

/// Words of a name without particles, at most, where a role stands behind it; else those behind the second
/// are what the role is about: "Ana Silva World Affairs Correspondent".
const MOST_BEFORE_ROLE: usize = 3;

/// Takes off what someone is, and for whom they write: "Ana Silva Former Lender", "Ana Silva PhD",
/// "Ana Silva EXAMPLE TODAY".
fn cut_roles(parts: &mut Vec<&str>, is_all_loud: bool) {
    let role = parts.iter().position(is_role).filter(|at| *at >= 2);
    if let Some(at) = role {
        parts.truncate(at);
    }
    let has_degree =
        |parts: &[&str]| parts.last().is_some_and(|last| is_post_nominal(last)) && !is_all_loud;
    while parts.len() > 1 && (parts.last().is_some_and(is_role) || has_degree(parts)) {
        parts.pop();
    }
    let is_large = |word: &&str| word.starts_with(chars::is_uppercase);
    if role.is_some() && parts.len() > MOST_BEFORE_ROLE && parts.iter().all(is_large) {
        parts.truncate(2);
    }
    let n_loud = parts.iter().rev().take_while(|word| is_loud(word)).count();
    if n_loud > 1 && parts.len() > n_loud + 1 && !is_all_loud {
        parts.truncate(parts.len() - n_loud);
    }
}

/// True for a web address or an e-mail address.
fn is_address(value: &str) -> bool {
    !value.contains(' ')
        && (value.contains("://")
            || value.starts_with("www.")
            || value.contains('@')
            || value.contains('/'))
}

/// Without what stands in brackets ("(Reuters)", "<a@example.org>"), and without handles, which can be
/// glued to a name.
fn without_brackets(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut depth = 0u32;
    for c in value.chars() {
        match c {
            '(' | '[' | '<' | '（' | '【' => depth += 1,
            ')' | ']' | '>' | '）' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    let name_of = |word: &'_ str| match word.split_once('@') {
        Some(("", "")) | None => Some(word.len()),
        Some((name, handle)) if !handle.contains('.') && !name.is_empty() => Some(name.len()),
        Some(_) => None,
    };
    let words = out.split(' ').filter_map(|word| word.get(..name_of(word)?));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::names;

    fn texts(value: &str) -> Vec<String> {
        names(value).into_iter().map(|name| name.text).collect()
    }

    #[test]
    fn lists_of_names() {
        for (value, expected) in [
            ("By Ana Silva and Bo Li", &["Ana Silva", "Bo Li"][..]),
            ("Von Uta Weiß, Jan Groß und Max Kuhn", &["Uta Weiß", "Jan Groß", "Max Kuhn"]),
            ("Par Zoé Petit et Luc Roy", &["Zoé Petit", "Luc Roy"]),
            ("作者：王小明", &["王小明"]),
            ("Silva, Ana", &["Ana Silva"]),
            ("By ANA SILVA FOR EXAMPLE", &["ANA SILVA"]),
            ("By ANA SILVA Example Press", &["ANA SILVA"]),
            ("Ana Silva World Affairs Correspondent", &["Ana Silva"]),
            ("Par Zoé Petit, à Valgrange", &["Zoé Petit"]),
            ("By Staff Reporter", &[]),
            ("Ana Silva (Reuters)", &["Ana Silva"]),
            ("Ana Silva <ana@example.org>", &["Ana Silva"]),
            ("Ana Silva | Political Reporter", &["Ana Silva"]),
            ("Ana Silva, Senior Reporter", &["Ana Silva"]),
            ("Ana B. Silva", &["Ana B. Silva"]),
            ("Ana Silva, MS, FACLM", &["Ana Silva"]),
            ("Ana Silva, CFP®", &["Ana Silva"]),
            ("Ana Silva, AFP", &["Ana Silva", "AFP"]),
            ("By Ana Silva, in News, Business", &["Ana Silva"]),
            ("https://facebook.com/ana", &[]),
            ("ana@example.org", &[]),
            ("@ana", &[]),
            ("By", &[]),
            ("admin", &[]),
            ("View all posts", &[]),
            ("Reviewed by Ana Silva", &[]),
            ("By Ana Silva 15 min read", &["Ana Silva"]),
            ("By Ana Silva 4 Comments", &["Ana Silva"]),
            ("By Ana SilvaTravel News Reporter", &["Ana Silva"]),
            ("By Ana McSilva Senior Reporter", &["Ana McSilva"]),
            ("Ana Silva@anasilva", &["Ana Silva"]),
            ("By Ana Silva1,2", &["Ana Silva"]),
            ("By Ana Silva In News", &["Ana Silva"]),
            ("By Ana Silva May 3rd 202411 mins", &["Ana Silva"]),
            ("Ana Silva Published 10:19am", &["Ana Silva"]),
            ("By Ana SilvaIn News", &["Ana Silva"]),
            ("By: Ana Silva Ana Silva", &["Ana Silva"]),
            ("By Ana SilvaMay 3, 202420 Mins Read", &["Ana Silva"]),
            ("3 May 2024", &[]),
        ] {
            assert_eq!(texts(value), expected, "{value}");
        }
    }

    #[test]
    fn organisations_are_known_by_their_words() {
        assert!(names("Example News Staff")[0].organisation);
        assert!(!names("Ana Silva")[0].organisation);
    }
}

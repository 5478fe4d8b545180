//! Lines with a street and a house number.

use super::words::{AFTER_NUMBER, BEFORE_NUMBER, STREET, UNIT, words};

/// Whether a lower-case line (and the same line as it stands) names a street and a number.
pub(super) fn is_street(line: &str, lower: &str) -> bool {
    starts_with_number(line, lower) || ends_with_number(lower) || in_script(lower)
}

/// "304 North Cardinal St.", "12 bis, rue de la Paix".
fn starts_with_number(line: &str, lower: &str) -> bool {
    let mut tokens = tokens(lower).peekable();
    if !tokens.next().is_some_and(is_house_number) {
        return false;
    }
    let known = words();
    if tokens.peek().is_some_and(|token| token.len() <= 3 && !known.has(token, AFTER_NUMBER)) {
        // "bis", "ter", "B": a part of the number, if a street comes next.
        let mut rest = tokens.clone();
        rest.next();
        if rest.next().is_some_and(|token| known.has(token, AFTER_NUMBER)) {
            return true;
        }
    }
    if tokens.peek().is_some_and(|token| known.has(token, AFTER_NUMBER)) {
        return tokens.count() > 1;
    }
    // The words of the name begin with a capital; the street word ends the line or its part.
    let as_written = line.split(' ').skip(1);
    for (n_name, (token, written)) in lower.split(' ').skip(1).zip(as_written).enumerate() {
        let bare = token.trim_matches(['.', ',', '#']);
        if n_name > 0 && known.has(bare, STREET) {
            return written.ends_with(',') || ends_part(lower, token);
        }
        let first = written.trim_start_matches(['\'', '"']).chars().next();
        if first.is_none_or(char::is_lowercase) || n_name >= 5 {
            return false;
        }
    }
    false
}

/// Whether a street word ends its part of the line: nothing follows, or a unit, or a name after
/// a comma.
fn ends_part(lower: &str, token: &str) -> bool {
    let at = token.as_ptr() as usize - lower.as_ptr() as usize + token.len();
    let rest = lower.get(at..).unwrap_or("").trim_start();
    let next = rest.split([' ', ',', '.']).next().unwrap_or("");
    rest.is_empty()
        || rest.starts_with([',', '#', '|', '(', '·', '•', '-', '–'])
        || words().has(next, UNIT)
        || next.bytes().all(|byte| byte.is_ascii_digit())
}

/// "Hauptstraße 5", "Calle de Alcalá, 50", "ul. Nowy Świat 15/17".
fn ends_with_number(lower: &str) -> bool {
    let known = words();
    let mut tokens = tokens(lower);
    let Some(first) = tokens.next() else { return false };
    let by_first =
        known.has(first, BEFORE_NUMBER) || known.has(first.trim_matches('.'), BEFORE_NUMBER);
    let mut last = first;
    let mut n_words = 1;
    for token in tokens {
        if is_house_number(token) && ((by_first && n_words >= 2) || known.ends_as_street(last)) {
            return true;
        }
        last = token;
        n_words += 1;
        if n_words > 7 {
            return false;
        }
    }
    false
}

/// Two parts of an address in a script that writes them together, or one beside a number.
fn in_script(lower: &str) -> bool {
    // Lead bytes of the blocks from CJK symbols to Hangul syllables.
    if !lower.bytes().any(|byte| (0xe3..=0xed).contains(&byte)) {
        return false;
    }
    let number = |text: &str| {
        let text = text.trim_start();
        text.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
    };
    let number_before = |text: &str| {
        text.trim_end().ends_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
    };
    let hit = |part: &str| {
        lower.match_indices(part).any(|(at, part)| {
            let after = lower.get(at + part.len()..).unwrap_or("");
            number(after) || number_before(lower.get(..at).unwrap_or(""))
        })
    };
    words().script.iter().any(|part| hit(part))
}

/// The words of a line, without the punctuation around them but for a full stop.
fn tokens(lower: &str) -> impl Iterator<Item = &str> + Clone {
    lower
        .split([' ', ',', ';'])
        .map(|token| token.trim_matches(['(', ')']))
        .filter(|t| !t.is_empty())
}

/// "304", "12a", "15/17", "9-11", "221B"; not "1,000", a year's span, or a decimal.
fn is_house_number(token: &str) -> bool {
    let token = token.trim_end_matches(['.', ':']);
    let token = token.trim_start_matches(['#']);
    let token = token.strip_prefix("no.").or_else(|| token.strip_prefix("no:")).unwrap_or(token);
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let rest = token.get(digits..).unwrap_or("");
    let part = |rest: &str| rest.len() <= 4 && rest.bytes().all(|b| b.is_ascii_alphanumeric());
    (1..=5).contains(&digits)
        && (rest.is_empty()
            || (rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_alphabetic()))
            || rest.chars().count() == 1 && rest.chars().all(char::is_alphabetic)
            || rest.strip_prefix(['/', '-']).is_some_and(part)
            || rest.strip_prefix('–').is_some_and(part))
}

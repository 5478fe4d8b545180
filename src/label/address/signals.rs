//! What one line says of an address.

use super::postal::{self, Code};
use super::street::is_street;
use super::words::{CLOCK, FAX, LABEL, PHONE, words};
use crate::chars;

/// Longer lines are no line of an address, in bytes and in characters.
const MAX_BYTES: usize = 140;
const MAX_CHARS: usize = 90;
const MAX_SPACES: usize = 15;

/// Longer lines are no label, in bytes: the longest known, twice the length of most.
const MAX_LABEL: usize = 64;

/// What a line holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Signals {
    /// A label stands before a colon in the line itself.
    pub(super) label: bool,
    pub(super) street: bool,
    /// A postal code, and whether it needs a street beside it to be one.
    pub(super) postal: bool,
    pub(super) faint: bool,
    pub(super) phone: bool,
    pub(super) fax: bool,
    pub(super) email: bool,
    pub(super) hours: bool,
}

impl Signals {
    pub(super) fn any(self) -> bool {
        self != Signals::default()
    }

    /// Whether a postal code is all there is, and that a doubtful one.
    pub(super) fn is_faint(self) -> bool {
        self == Signals { postal: true, faint: true, ..Signals::default() }
    }
}

/// The signals of a line; none for most lines, at the price of a scan for digits.
pub(super) fn of(line: &str) -> Signals {
    let mut signals = Signals::default();
    if line.len() > MAX_BYTES || !may_hold(line.as_bytes()) {
        return signals;
    }
    let (n_digits, n_numbers, n_spaces) = counts(line.as_bytes());
    if n_spaces > MAX_SPACES {
        return signals;
    }
    let (head, body) = match split_colon(line) {
        Some((head, body)) if head.len() <= MAX_LABEL && !body.is_empty() => {
            (head.trim().to_lowercase(), body.trim())
        }
        _ => (String::new(), line),
    };
    let known = words();
    signals.label = known.has(&head, LABEL);
    let body = if signals.label { body } else { line };
    signals.email = email(line).is_some();
    signals.phone = n_digits >= 7 && phone(line).is_some();
    signals.fax = signals.phone && known.has(&head, FAX);
    signals.hours = !signals.phone && n_numbers >= 2 && is_hours(line);
    if !signals.phone && !signals.hours && !is_sentence(body) {
        let lower = body.to_lowercase();
        signals.street = is_street(body, &lower) || known.begins_as_box(&lower);
        let code = place_code(body, signals.street);
        signals.postal = code.is_some();
        signals.faint = code.is_some_and(|code| code.faint) && !signals.street;
    }
    if !signals.street && !signals.postal {
        signals.label = false;
    }
    signals
}

/// The postal code of a line that has one.
pub(super) fn postal_code(line: &str, signals: Signals) -> Option<&str> {
    let body = if signals.label { split_colon(line)?.1.trim() } else { line };
    place_code(body, signals.street).map(|code| code.text)
}

/// The postal code of a line; beside a street, that of the place that follows it: a house number
/// is no code.
fn place_code(line: &str, has_street: bool) -> Option<Code<'_>> {
    if !has_street {
        return postal::code(line);
    }
    let Some((head, last)) = line.rsplit_once(", ") else {
        return postal::code(line).filter(|code| !line.is_ascii() && code.text.len() >= 5);
    };
    // "…, Cupertino, CA 95014" and "…, 75002 Paris, France".
    let from = head.rfind(", ").map(|at| at + 2);
    let tail = from.and_then(|from| line.get(from..)).unwrap_or(last);
    postal::code(tail).or_else(|| postal::code(last))
}

/// How many digits, runs of digits, and spaces a line has.
fn counts(bytes: &[u8]) -> (usize, usize, usize) {
    let (mut n_digits, mut n_numbers, mut n_spaces) = (0, 0, 0);
    let mut in_number = false;
    for byte in bytes {
        let digit = byte.is_ascii_digit();
        n_digits += usize::from(digit);
        n_numbers += usize::from(digit && !in_number);
        n_spaces += usize::from(*byte == b' ');
        in_number = digit;
    }
    (n_digits, n_numbers, n_spaces)
}

/// What stands before and after the first colon.
fn split_colon(line: &str) -> Option<(&str, &str)> {
    line.split_once(':').or_else(|| if line.is_ascii() { None } else { line.split_once('：') })
}

fn may_hold(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'0'..=b'9' | b'@' => true,
        // ０ to ９
        0xef => matches!(bytes.get(at + 1..at + 3), Some([0xbc, 0x90..=0x99])),
        _ => false,
    })
}

/// A label line, as it stands or with a colon.
pub(super) fn is_label(line: &str) -> bool {
    let line = line.trim_end_matches([':', '：', ' ']);
    line.len() <= MAX_LABEL && !line.is_empty() && words().has(&line.to_lowercase(), LABEL)
}

/// Whether a line could stand in an address without any sign of its own: a name.
pub(super) fn is_name_line(line: &str) -> bool {
    line.len() <= 100
        && line.split(' ').count() <= 7
        && !line.ends_with(['!', '?', '。'])
        && !is_sentence(line)
}

/// Whether a line is prose: it ends as sentences do, or has the small words of one.
pub(super) fn is_sentence(line: &str) -> bool {
    let n_words = line.split(' ').count();
    let last = line.rsplit(' ').next().unwrap_or("");
    let ends = line.ends_with(['!', '?', '。'])
        || (line.ends_with('.') && last.len() > 5)
        || line.ends_with("…");
    let n_lower = line
        .split(' ')
        .filter(|word| {
            word.chars().next().is_some_and(chars::is_lowercase)
                && word.chars().all(chars::is_alphabetic)
        })
        .count();
    (ends && n_words >= 6)
        || n_words > MAX_SPACES + 1
        || n_lower >= 5
        || line.chars().count() > MAX_CHARS
}

/// The telephone number of a line that is one, with or without its label.
pub(super) fn phone(line: &str) -> Option<&str> {
    let from = line.find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '('))?;
    let head = line.get(..from).filter(|head| head.len() <= MAX_LABEL)?;
    let head = head.trim_end_matches([':', '：', ' ', '.', '#', '-']).to_lowercase();
    let head = head.trim_start_matches(|c: char| !chars::is_alphabetic(c));
    let labelled = words().has(head, PHONE) || words().has(head, FAX);
    if !labelled && !head.is_empty() {
        return None;
    }
    let number = line.get(from..)?;
    let to = number
        .find(|c: char| {
            !(c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '-' | '.' | ' ' | '/' | '–'))
        })
        .unwrap_or(number.len());
    let (number, rest) = number.split_at_checked(to)?;
    let number = number.trim_end_matches([' ', '-', '(', '.', '/', '–']);
    let n_digits = number.bytes().filter(u8::is_ascii_digit).count();
    let marked = labelled || number.starts_with(['+', '(']);
    let parted = number.bytes().filter(|byte| !byte.is_ascii_digit()).count() >= 2;
    let is_phone = (7..=15).contains(&n_digits)
        && rest.chars().count() <= 16
        && (marked || (parted && n_digits >= 9 && rest.is_empty() && !number.contains('/')));
    is_phone.then_some(number)
}

/// The e-mail address in a line of few words.
pub(super) fn email(line: &str) -> Option<&str> {
    if !line.contains('@') || line.split(' ').count() > 5 {
        return None;
    }
    let word = line.split([' ', ',', ';', '<', '>', '(', ')', ':']).find(|word| {
        word.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.trim_end_matches('.').contains('.') && !host.contains('@')
        })
    })?;
    Some(word.trim_end_matches('.'))
}

/// Two times of day in a line: opening hours.
fn is_hours(line: &str) -> bool {
    let known = words();
    let mut n_times = 0;
    let parts = line.split([' ', '-', '–', '—', ',', '~', '(', ')']).filter(|p| !p.is_empty());
    let mut last_number = false;
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let rest = part.get(digits..).unwrap_or("");
        let minutes = rest
            .strip_prefix([':', 'h'])
            .is_some_and(|rest| rest.bytes().take_while(u8::is_ascii_digit).count() == 2);
        let may_be = rest.len() <= 8 && !rest.is_empty() && (digits > 0 || last_number);
        let clock = may_be && known.has(&rest.to_lowercase(), CLOCK);
        if ((1..=2).contains(&digits) && (minutes || clock))
            || (digits == 0 && last_number && clock)
        {
            n_times += 1;
        }
        last_number = (1..=2).contains(&digits) && rest.is_empty();
    }
    n_times >= 2
}

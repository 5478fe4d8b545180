//! Finds a date in a text.

use super::token::{Kind, Token, tokens};
use super::words::{self, is};
use super::{Date, Order, Time};
use crate::chars;
use crate::metadata::words::opens_with_updated;

/// A date in a text, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::metadata) struct Found {
    pub(in crate::metadata) date: Date,
    pub(in crate::metadata) start: usize,
    pub(in crate::metadata) end: usize,
}

/// The longest attribute value that is read as a date.
const LONGEST_VALUE: usize = 120;

/// The dates of a text, in order.
pub(in crate::metadata) fn find(text: &str, order: Order, language: &str) -> Vec<Found> {
    if !text.chars().any(chars::is_numeric) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let reader = Reader { tokens: &tokens, order, language };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match reader.date_at(at).or_else(|| reader.date_after_time(at)) {
            Some((date, next)) => {
                let start = tokens.get(at).map_or(0, |token| token.start);
                let end = tokens.get(next - 1).map_or(text.len(), |t| t.start + t.text.len());
                found.push(Found { date, start, end });
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// The value of an attribute or a field as a date: the first date in it, or a Unix time.
pub(in crate::metadata) fn parse(value: &str, order: Order, language: &str) -> Option<Date> {
    let value = value.trim();
    if value.is_empty() || value.len() > LONGEST_VALUE {
        return None;
    }
    if (9..=13).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return value.parse().ok().and_then(Date::unix);
    }
    let found = find(value, order, language);
    let day = found.iter().find(|found| found.date.day.is_some());
    day.or(found.first()).map(|found| found.date)
}

/// Years of which more digits can follow: those of the web.
const GLUED_YEARS: std::ops::RangeInclusive<i64> = 1991..=2039;

/// Tokens that may stand between a date and its time: "Friday , at".
const MAX_BETWEEN: usize = 5;

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    order: Order,
    language: &'a str,
}

impl Reader<'_> {
    fn number(&self, at: usize) -> Option<(i64, u8)> {
        match self.tokens.get(at)?.kind {
            Kind::Number(value, n_digits) => Some((value, n_digits)),
            _ => None,
        }
    }

    fn sign(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    fn word(&self, at: usize) -> Option<String> {
        let token = self.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
        (token.text.len() <= 40).then(|| token.text.to_lowercase())
    }

    /// True if the word at `at` begins with a marker, as in "年" or "日星期五".
    fn marked(&self, at: usize, kind: &str) -> bool {
        let token = self.tokens.get(at).filter(|token| token.kind == Kind::Word);
        token.is_some_and(|token| words::WORDS.of(kind).iter().any(|m| token.text.starts_with(m)))
    }

    fn year(&self, at: usize) -> Option<i16> {
        let (value, n_digits) = self.number(at)?;
        // What stands behind can be glued to it: "May 3, 202412 min".
        let glued = |year: i64| Some(year).filter(|year| GLUED_YEARS.contains(year));
        let value = match n_digits {
            4 => Some(value),
            5 => glued(value / 10),
            6 => glued(value / 100),
            _ => None,
        };
        let year = i16::try_from(value?).ok()?;
        // Years of the Buddhist era, as Thai pages count them.
        let is_buddhist = (2500..=2643).contains(&year) && self.is_thai();
        Some(if is_buddhist { year - 543 } else { year })
    }

    fn is_thai(&self) -> bool {
        let is_thai = |c: char| ('\u{e00}'..='\u{e7f}').contains(&c);
        self.language == "th" || self.tokens.iter().any(|token| token.text.starts_with(is_thai))
    }

    fn small(&self, at: usize) -> Option<i8> {
        let (value, n_digits) = self.number(at)?;
        i8::try_from(value).ok().filter(|_| n_digits <= 2)
    }

    /// A month's name at `at`: the month, and the token after it.
    fn month_name(&self, at: usize) -> Option<(i8, usize)> {
        let word = self.word(at)?;
        if is(&word, "month_before") {
            if let Some(month) = self.small(at + 1).filter(|month| (1..=12).contains(month)) {
                return Some((month, at + 2));
            }
            return None;
        }
        if let Some(next) = self.word(at + 1)
            && let Some(month) = words::month(&format!("{word} {next}"), self.language)
        {
            return Some((month, at + 2));
        }
        words::month(&word, self.language).map(|month| (month, at + 1))
    }

    /// Passes over fillers ("of", "de", ",") between the parts of a date.
    fn skip_fillers(&self, mut at: usize) -> usize {
        for _ in 0..3 {
            let filler = match self.tokens.get(at).map(|token| token.kind) {
                Some(Kind::Sign(sign)) => matches!(sign, ',' | '.' | '\'' | '’' | '-' | '/' | '،'),
                Some(Kind::Word) => self.word(at).is_some_and(|word| is(&word, "filler")),
                _ => false,
            };
            if !filler {
                break;
            }
            at += 1;
        }
        at
    }

    fn skip_ordinal(&self, at: usize) -> usize {
        match self.tokens.get(at) {
            Some(Token { kind: Kind::Sign('.' | 'º' | '°'), .. }) => at + 1,
            Some(token) if token.kind == Kind::Word && !token.spaced => {
                let ordinal = self.word(at).is_some_and(|word| is(&word, "ordinal"));
                at + usize::from(ordinal)
            }
            _ => at,
        }
    }

    /// A date that begins at a token, with its time: the date, and the token after it.
    fn date_at(&self, at: usize) -> Option<(Date, usize)> {
        let (date, next) = self.day_at(at)?;
        let (time, next) = match (date.day, self.time_after(next)) {
            (Some(_), Some((time, next))) => (Some(time), next),
            _ => (None, next),
        };
        Some((Date { time: time.or(date.time), ..date }, next))
    }

    /// A date with its time before it: "10:15, 3 May 2024", "10.15 Uhr | 3. Mai 2024".
    fn date_after_time(&self, at: usize) -> Option<(Date, usize)> {
        self.number(at).filter(|(_, n_digits)| *n_digits <= 2 && self.begins_number(at))?;
        let (time, mut next) = self.time_at(at)?;
        next += usize::from(self.word(next).is_some_and(|word| is(&word, "hour")));
        next += usize::from(matches!(self.sign(next), Some('|' | '·' | '•' | '–')));
        let (date, next) = self.day_at(self.skip_fillers(next))?;
        date.day.map(|_| (Date { time: Some(time), ..date }, next))
    }

    /// A date without what stands behind it.
    fn day_at(&self, at: usize) -> Option<(Date, usize)> {
        if self.number(at).is_some() && !self.begins_number(at) {
            return None;
        }
        match self.tokens.get(at)?.kind {
            Kind::Number(_, 4) => self.year_first(at),
            Kind::Number(_, 8) => self.compact(at),
            Kind::Number(_, 1 | 2) => self.small_first(at),
            Kind::Word => self.month_first(at),
            _ => None,
        }
    }

    /// A number that goes on from another ("1.234.567", "-5") begins no date.
    fn begins_number(&self, at: usize) -> bool {
        let spaced = self.tokens.get(at).is_some_and(|token| token.spaced);
        at == 0
            || spaced
            || !matches!(self.sign(at - 1), Some('.' | '-' | '/' | '$' | '€' | '£' | '#'))
            || at < 2
            || self.number(at - 2).is_none()
    }

    /// "2024-05-03", "2024/5/3", "2024. 5. 3.", "2024年5月3日", "2024. május 3.",
    /// "2024. gada 3. maijs"
    fn year_first(&self, at: usize) -> Option<(Date, usize)> {
        let year = self.year(at)?;
        if self.marked(at + 1, "year") {
            return self.marked_date(at, year);
        }
        if let Some(sign @ ('-' | '/' | '.' | '–' | '‑')) = self.sign(at + 1)
            && let Some(month) = self.small(at + 2)
        {
            if self.sign(at + 3) == Some(sign)
                && let Some(day) = self.small(at + 4)
            {
                return Some((Date::day(year, month, day)?, at + 5));
            }
            let whole = sign == '-' && self.tokens.len() == at + 3;
            return whole.then(|| Date::month(year, month).map(|date| (date, at + 3))).flatten();
        }
        let next = self.skip_fillers(at + 1);
        if let Some(day) = self.small(next) {
            let (month, after) = self.month_name(self.skip_ordinal(next + 1))?;
            return Some((Date::day(year, month, day)?, after));
        }
        let (month, after) = self.month_name(next)?;
        let day_at = self.skip_fillers(after);
        let day = self.small(day_at)?;
        Some((Date::day(year, month, day)?, self.skip_ordinal(day_at + 1)))
    }

    fn marked_date(&self, at: usize, year: i16) -> Option<(Date, usize)> {
        let month = self.small(at + 2).filter(|_| self.marked(at + 3, "month"))?;
        match self.small(at + 4) {
            Some(day) if self.marked(at + 5, "day") => Some((Date::day(year, month, day)?, at + 6)),
            _ => Date::month(year, month).map(|date| (date, at + 4)),
        }
    }

    /// "20240503"
    fn compact(&self, at: usize) -> Option<(Date, usize)> {
        let (value, _) = self.number(at)?;
        let year = i16::try_from(value / 10_000).ok().filter(|year| (1900..2100).contains(year))?;
        let month = i8::try_from(value / 100 % 100).ok()?;
        let day = i8::try_from(value % 100).ok()?;
        Some((Date::day(year, month, day)?, at + 1))
    }

    /// "3/5/2024", "3.5.24", "3rd of May, 2024", "3 tháng 5 năm 2024"
    fn small_first(&self, at: usize) -> Option<(Date, usize)> {
        let first = self.small(at)?;
        if let Some(sign @ ('-' | '/' | '.' | '‑')) = self.sign(at + 1)
            && let Some(second) = self.small(at + 2)
        {
            if self.sign(at + 3) != Some(sign) {
                return None;
            }
            if let Some((year, time, next)) = self.glued(at + 4) {
                let date = self.by_order(first, second, year)?;
                return Some((Date { time: Some(time), ..date }, next));
            }
            let year = self.year(at + 4).or_else(|| self.short_year(at + 4))?;
            return self.by_order(first, second, year).map(|date| (date, at + 5));
        }
        let (month, after) = self.month_name(self.skip_fillers(self.skip_ordinal(at + 1)))?;
        let mut year_at = self.skip_fillers(after);
        if self.word(year_at).is_some_and(|word| word.chars().count() <= 3) {
            year_at += 1;
        }
        let year = self.year(year_at).or_else(|| {
            let apostrophe = matches!(self.sign(year_at.checked_sub(1)?), Some('\'' | '’' | '-'));
            apostrophe.then(|| self.short_year(year_at)).flatten()
        })?;
        Some((Date::day(year, month, first)?, year_at + 1))
    }

    /// A year of two digits and a time with nothing between them, as two elements side by side leave
    /// them: "28.09.1912:31". The year, the time and the token after it.
    fn glued(&self, at: usize) -> Option<(i16, Time, usize)> {
        let (value, 4) = self.number(at)? else { return None };
        self.sign(at + 1).filter(|sign| *sign == ':')?;
        let is_apart = self.tokens.get(at + 2)?.spaced;
        let minute = self.small(at + 2).filter(|minute| (0..60).contains(minute) && !is_apart)?;
        let hour = i8::try_from(value % 100).ok().filter(|hour| (0..24).contains(hour))?;
        let (half, next) = self.half_day(at + 3, at);
        let time = Time { hour: in_half(hour, half), minute, second: None, zone: None };
        Some((century(i16::try_from(value / 100).ok()?), time, next))
    }

    /// A year of two digits.
    fn short_year(&self, at: usize) -> Option<i16> {
        let (value, n_digits) = self.number(at)?;
        let value = i16::try_from(value).ok().filter(|_| n_digits == 2)?;
        Some(century(value))
    }

    fn by_order(&self, first: i8, second: i8, year: i16) -> Option<Date> {
        let (day, month) = match self.order {
            _ if first > 12 => (first, second),
            _ if second > 12 => (second, first),
            Order::DayFirst => (first, second),
            Order::MonthFirst => (second, first),
        };
        let date = Date::day(year, month, day)?;
        Some(Date { ambiguous: first <= 12 && second <= 12 && first != second, ..date })
    }

    /// "May 3rd, 2024", "May 3 10:15:30 CEST 2024", "May 2024"
    fn month_first(&self, at: usize) -> Option<(Date, usize)> {
        let (month, after) = self.month_name(at)?;
        let day_at = self.skip_fillers(after);
        if let Some(day) = self.small(day_at) {
            if let Some((time, year_at)) = self.time_at(day_at + 1)
                && let Some(year) = self.year(year_at)
            {
                let date = Date::day(year, month, day)?;
                return Some((Date { time: Some(time), ..date }, year_at + 1));
            }
            let year_at = self.skip_fillers(self.skip_ordinal(day_at + 1));
            let year = self.year(year_at)?;
            return Some((Date::day(year, month, day)?, year_at + 1));
        }
        let year = self.year(day_at)?;
        // "may" and "mar" are also words and names: a month alone must be written like one.
        Date::month(year, month).map(|date| (date, day_at + 1))
    }

    /// A time of day after a date: "T10:15:30+02:00", ", 10.15 Uhr", "at 3:05 pm EST".
    fn time_after(&self, from: usize) -> Option<(Time, usize)> {
        for at in from..from + MAX_BETWEEN {
            if let Some(found) = self.time_at(at) {
                return Some(found);
            }
            let passes = match self.tokens.get(at)?.kind {
                Kind::Sign(sign) => sign != '+',
                // A weekday, "at", "T", "à": any short word but one before another date.
                Kind::Word => self
                    .word(at)
                    .is_some_and(|word| word.chars().count() <= 12 && !opens_with_updated(&word)),
                Kind::Number(..) => false,
            };
            if !passes {
                return None;
            }
        }
        None
    }

    fn time_at(&self, at: usize) -> Option<(Time, usize)> {
        let (value, n_digits) = self.number(at)?;
        if n_digits == 6 {
            let part = |by: i64| i8::try_from(value / by % 100).ok();
            return self.zoned((part(10_000)?, part(100)?, Some(part(1)?)), at + 1);
        }
        let hour = self.small(at)?;
        let clock = match self.tokens.get(at + 1)?.kind {
            Kind::Sign(':' | '：') => true,
            Kind::Sign('.') => self.word(at + 3).is_none_or(|word| ends_time(&word)),
            Kind::Word => self.marked(at + 1, "hour"),
            _ => false,
        };
        let minute = self.small(at + 2).filter(|minute| clock && (0..60).contains(minute))?;
        let mut next = at + 3;
        let mut second = None;
        if self.sign(next) == Some(':')
            && let Some(value) = self.small(next + 1).filter(|value| (0..=60).contains(value))
        {
            second = Some(value.min(59));
            next += 2;
            if self.sign(next) == Some('.') && self.number(next + 1).is_some() {
                next += 2;
            }
        }
        let (half, after) = self.half_day(next, at);
        self.zoned((in_half(hour, half), minute, second), after)
    }

    /// "am" or "pm" after a time or before it: true for the second half of the day.
    fn half_day(&self, at: usize, start: usize) -> (Option<bool>, usize) {
        let half = |word: &str| match word {
            word if is(word, "pm") => Some(true),
            word if is(word, "am") => Some(false),
            _ => None,
        };
        if let Some(word) = self.word(at) {
            if let Some(found) = half(&word) {
                return (Some(found), at + 1);
            }
            if self.sign(at + 1) == Some('.')
                && let Some(next) = self.word(at + 2)
                && let Some(found) = half(&format!("{word}.{next}"))
            {
                return (Some(found), at + 3 + usize::from(self.sign(at + 3) == Some('.')));
            }
        }
        let before = start.checked_sub(1).and_then(|at| self.word(at)).filter(|w| !w.is_ascii());
        (before.and_then(|word| half(&word)), at)
    }

    fn zoned(&self, time: (i8, i8, Option<i8>), at: usize) -> Option<(Time, usize)> {
        let (hour, minute, second) = time;
        if !(0..24).contains(&hour) || !(0..60).contains(&minute) {
            return None;
        }
        let (zone, next) = self.zone_at(at);
        Some((Time { hour, minute, second, zone }, next))
    }

    /// "+02:00", "+0200", "Z", "CEST", "(GMT+2)"
    fn zone_at(&self, at: usize) -> (Option<i16>, usize) {
        let mut at = at;
        let start = at;
        if self.word(at).is_some_and(|word| is(&word, "hour")) {
            at += 1;
        }
        at += usize::from(self.sign(at) == Some('('));
        let word = self.word(at);
        if word.as_ref().is_some_and(|word| is(word, "zone")) {
            return (None, at + 1);
        }
        let named = word.and_then(|word| words::zone(&word));
        let after = at + usize::from(named.is_some());
        let sign = match self.sign(after) {
            Some('+') => 1,
            Some('-' | '−') => -1,
            _ => return (named, if named.is_some() { after } else { start }),
        };
        let offset = match self.number(after + 1) {
            Some((value, 4)) => Some((value / 100 * 60 + value % 100, after + 2)),
            Some((value, 1 | 2)) => match (self.sign(after + 2), self.small(after + 3)) {
                (Some(':'), Some(minutes)) => Some((value * 60 + i64::from(minutes), after + 4)),
                _ => Some((value * 60, after + 2)),
            },
            _ => None,
        };
        match offset.and_then(|(minutes, next)| Some((i16::try_from(minutes).ok()?, next))) {
            Some((minutes, next)) if minutes <= 14 * 60 => (Some(sign * minutes), next),
            _ => (named, if named.is_some() { after } else { start }),
        }
    }
}

/// True for a word that says of the figures before it that they are a time.
fn ends_time(word: &str) -> bool {
    ["hour", "am", "pm", "zone"].iter().any(|kind| is(word, kind)) || words::zone(word).is_some()
}

/// The hour of 24, where the half of the day is told: true for the second.
fn in_half(hour: i8, half: Option<bool>) -> i8 {
    match half {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    }
}

/// The year that two digits stand for: 70 to 99 are of the last century.
fn century(value: i16) -> i16 {
    if value >= 70 { 1900 + value } else { 2000 + value }
}

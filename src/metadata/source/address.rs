//! Claims of the page's address: a date in its path.

use crate::metadata::claim::{Claims, Field, Source};
use crate::metadata::date::Date;

/// Years that a path can name: the web is not older.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// Adds the date that the path names: `/2024/05/03/`, `/2024-05-03-name`, `/20240503/`, and as a
/// month only `/2024/05/`.
pub(super) fn read(address: &str, claims: &mut Claims) {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let Some((_, path)) = path.split_once('/') else { return };
    let path = path.split(['?', '#']).next().unwrap_or(path);
    if let Some(date) = date(path) {
        claims.add(Field::Published, &date.to_string(), Source::Address);
    }
}

fn date(path: &str) -> Option<Date> {
    let numbers = numbers(path);
    let mut month = None;
    for (at, (value, n_digits, start, end)) in numbers.iter().enumerate() {
        let edge = |at: Option<usize>| {
            at.and_then(|at| path.as_bytes().get(at))
                .is_none_or(|byte| !byte.is_ascii_alphanumeric())
        };
        let whole = edge(start.checked_sub(1)) && edge(Some(*end));
        if *n_digits == 8 && whole {
            let day = split(*value);
            if day.is_some() {
                return day;
            }
        }
        if *n_digits != 4 || !whole {
            continue;
        }
        let Some(year) = i16::try_from(*value).ok().filter(|year| YEARS.contains(year)) else {
            continue;
        };
        let next = |after: usize, from: usize| {
            let (value, n_digits, start, end) = numbers.get(after)?;
            let near = *n_digits <= 2 && *start == from + 1 && edge(Some(*end));
            near.then_some((i8::try_from(*value).ok()?, *end))
        };
        if let Some((first, end_first)) = next(at + 1, *end) {
            let day = next(at + 2, end_first).and_then(|(day, _)| Date::day(year, first, day));
            if day.is_some() {
                return day;
            }
            let slashed = path.as_bytes().get(*end) == Some(&b'/');
            month = month.or(Date::month(year, first).filter(|_| slashed));
        }
    }
    month
}

fn split(value: i64) -> Option<Date> {
    let year = i16::try_from(value / 10_000).ok().filter(|year| YEARS.contains(year))?;
    Date::day(year, i8::try_from(value / 100 % 100).ok()?, i8::try_from(value % 100).ok()?)
}

/// The numbers of a path: value, digits, start, end.
fn numbers(path: &str) -> Vec<(i64, usize, usize, usize)> {
    let mut numbers = Vec::new();
    let bytes = path.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let digits =
            bytes.get(at..).unwrap_or(&[]).iter().take_while(|b| b.is_ascii_digit()).count();
        if (1..=8).contains(&digits) {
            let value = path.get(at..at + digits).and_then(|text| text.parse().ok());
            numbers.extend(value.map(|value| (value, digits, at, at + digits)));
        }
        at += digits.max(1);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_in_paths() {
        for (path, expected) in [
            ("2024/05/03/bridge-reopens", "2024-05-03"),
            ("news/2024/5/3/", "2024-05-03"),
            ("news/2024-05-03-bridge", "2024-05-03"),
            ("a/20240503/bridge.html", "2024-05-03"),
            ("blog/2024/05/bridge", "2024-05"),
            ("blog/2024/bridge", ""),
            ("story-12024050399", ""),
            ("2024/13/40/x", ""),
            ("best-of-2024-05", ""),
        ] {
            assert_eq!(date(path).map(|d| d.to_string()).unwrap_or_default(), expected, "{path}");
        }
    }
}

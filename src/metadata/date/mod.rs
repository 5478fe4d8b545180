//! Dates as pages write them: ISO 8601, numbers in either order, month names of many languages.
//!
//! A date keeps the precision and the zone of its source. Calendar rules come from jiff; nothing
//! is completed, and no clock is read.

mod ago;
mod find;
mod token;
mod words;

pub(super) use ago::ago;
pub(super) use find::{Found, find, parse};

use std::fmt;

/// Which of two small numbers of "3/5/2024" is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// A date with what its source said, and no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i16,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) time: Option<Time>,
    /// Day and month were told apart by the order of the language only.
    pub(super) ambiguous: bool,
}

/// Time of day, with the zone where the source names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) hour: i8,
    pub(super) minute: i8,
    pub(super) second: Option<i8>,
    /// Minutes ahead of UTC.
    pub(super) zone: Option<i16>,
}

/// True for a text that opens with the name of a month and a number, as in "May 3".
pub(super) fn opens_with_month(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let is_number = rest.trim_start_matches(['.', ' ']).starts_with(|c: char| c.is_ascii_digit());
    is_number && words::month(&word.to_lowercase(), "").is_some()
}

/// Years that a page of the web can carry: below stand typing errors and other calendars, above
/// none of the pages to come.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2100;

impl Date {
    /// A day of the calendar; `None` if there is no such day.
    pub(super) fn day(year: i16, month: i8, day: i8) -> Option<Date> {
        let valid = YEARS.contains(&year) && jiff::civil::Date::new(year, month, day).is_ok();
        valid.then_some(Date {
            year,
            month: Some(month),
            day: Some(day),
            time: None,
            ambiguous: false,
        })
    }

    /// A month of a year.
    pub(super) fn month(year: i16, month: i8) -> Option<Date> {
        let first = Date::day(year, month, 1)?;
        Some(Date { day: None, ..first })
    }

    /// True for the moment that clocks count from, in any zone: what a machine that was given no date
    /// shows.
    pub(super) fn is_unset(&self) -> bool {
        (self.year, self.month, self.day) == (1970, Some(1), Some(1))
            || (self.year, self.month, self.day) == (1969, Some(12), Some(31))
    }

    /// Seconds or milliseconds since 1970, as a date in UTC.
    pub(super) fn unix(number: i64) -> Option<Date> {
        let seconds = if number > 99_999_999_999 { number / 1000 } else { number };
        let moment = jiff::Timestamp::from_second(seconds).ok()?;
        let civil = jiff::tz::Offset::UTC.to_datetime(moment);
        let date = Date::day(civil.year(), civil.month(), civil.day())?;
        let time = Time {
            hour: civil.hour(),
            minute: civil.minute(),
            second: Some(civil.second()),
            zone: Some(0),
        };
        Some(Date { time: Some(time), ..date })
    }

    /// The other reading of an ambiguous date.
    pub(super) fn swapped(&self) -> Option<Date> {
        let swapped = Date::day(self.year, self.day?, self.month?)?;
        self.ambiguous.then_some(Date { time: self.time, ambiguous: true, ..swapped })
    }

    /// True if both name the same day, or differ by one where a zone can be the reason.
    pub(super) fn is_near(&self, other: &Date) -> bool {
        self.days_to(other).is_some_and(|days| days.abs() <= 1)
    }

    /// Days from this date to another; `None` if one is less exact than a day.
    pub(super) fn days_to(&self, other: &Date) -> Option<i32> {
        let civil = |date: &Date| jiff::civil::Date::new(date.year, date.month?, date.day?).ok();
        civil(self)?.until(civil(other)?).ok().map(|span| span.get_days())
    }

    /// For ordering: year, month, day.
    pub(super) fn key(&self) -> (i16, i8, i8) {
        (self.year, self.month.unwrap_or(0), self.day.unwrap_or(0))
    }

    /// How exact it is: 1 a year, 2 a month, 3 a day, 4 with a time, 5 with time and zone.
    pub(super) fn precision(&self) -> u8 {
        let time = self.time.map_or(0, |time| 1 + u8::from(time.zone.is_some()));
        1 + u8::from(self.month.is_some()) + u8::from(self.day.is_some()) + time
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        let Some(month) = self.month else { return Ok(()) };
        write!(f, "-{month:02}")?;
        let Some(day) = self.day else { return Ok(()) };
        write!(f, "-{day:02}")?;
        let Some(time) = self.time else { return Ok(()) };
        write!(f, "T{:02}:{:02}", time.hour, time.minute)?;
        if let Some(second) = time.second {
            write!(f, ":{second:02}")?;
        }
        match time.zone {
            None => Ok(()),
            Some(0) => write!(f, "Z"),
            Some(zone) => {
                let sign = if zone < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60)
            }
        }
    }
}

#[cfg(test)]
mod tests;

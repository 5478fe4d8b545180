//! When the article was published, and when it was changed.

use crate::metadata::claim::{Claim, Claims, Field, Source};
use crate::metadata::date::{self, Date, Order};
use crate::metadata::near::Near;
use crate::metadata::words;

/// How much a source's date counts. Set by hand: what is written for machines before what is
/// shown, what is shown near the headline before the rest.
fn weight(source: Source) -> f32 {
    match source {
        Source::JsonLd => 3.0,
        Source::OpenGraph => 2.8,
        Source::Parsely | Source::Sailthru | Source::Citation => 2.6,
        Source::Microdata | Source::Meta | Source::Rdfa => 2.4,
        Source::DublinCore => 2.2,
        Source::Dateline => 2.2,
        Source::TimeElement => 2.1,
        Source::ClassWords => 1.8,
        Source::Address => 2.0,
        _ => 1.0,
    }
}

/// What a visible date far from the headline keeps of its weight.
const FAR: f32 = 0.3;

/// What a date gains where its own element says that it is that of publication.
const LABELLED: f32 = 1.5;

/// What a visible date keeps that says nothing of itself, above the headline (today's date, other articles)
/// and right below a short text: a comment's, mostly, so less than any other.
const ABOVE: f32 = 0.6;
const BELOW: f32 = 0.29;

/// What a visible date keeps that is older than the web: a birth, a battle, an edition.
const OLD: f32 = 0.2;

/// The year of the first pages.
const FIRST_YEAR: i16 = 1991;

/// What the second and later dates of a source keep: of posts, answers, other articles.
const LATER: f32 = 0.3;

/// How much others can add to a date, in its own weight: many weak dates make no strong one.
const MOST_SUPPORT: f32 = 1.5;

/// The least weight that dates an article or a thread, and another page: there dates are mostly of
/// reviews, offers and entries. The latter took the pages of wcxb-dev that were dated though the truth
/// has no date from 25 % to 17 %, and three right dates of 780.
const ENOUGH: f32 = 0.5;
const ENOUGH_FOR_OTHERS: f32 = 1.7;

/// Where the page's headline stands, the blocks around it, and whether pages of its kind mostly have
/// a date.
#[derive(Debug)]
pub(in crate::metadata) struct Place {
    pub(in crate::metadata) near: Near,
    pub(in crate::metadata) headline: Option<usize>,
    pub(in crate::metadata) is_dated: bool,
}

/// A claim that could be read.
#[derive(Debug, Clone, Copy)]
struct Reading {
    date: Date,
    source: Source,
    weight: f32,
    block: Option<u32>,
    /// It is an item's that others of its kind come before: the date of an answer.
    is_answer: bool,
}

/// A chosen date, with its source.
pub(in crate::metadata) type Chosen = (Date, Source);

/// Chooses the day of publication, and the last change where it is not earlier.
pub(in crate::metadata) fn choose(
    claims: &Claims,
    place: &Place,
    order: Order,
    language: &str,
    latest: Option<Date>,
) -> (Option<Chosen>, Option<Chosen>) {
    let readings = |field| {
        let mut readings = read(claims.of(field), place, order, language);
        if let Some(latest) = latest {
            readings.retain(|reading| reading.date.key() <= latest.key());
        }
        readings
    };
    let mut published = readings(Field::Published);
    let modified = readings(Field::Modified);
    settle_order(&mut published, &modified);
    let enough = if place.is_dated { ENOUGH } else { ENOUGH_FOR_OTHERS };
    let chosen = best(&published, enough);
    let changed = best(&modified, enough)
        .filter(|(date, _)| chosen.is_none_or(|(published, _)| date.key() >= published.key()));
    // A page that tells only of its last change: that is the date by which readers know it.
    match (chosen, changed) {
        // Content systems name only the last change of pages that are no articles: there a
        // date that readers see counts.
        (None, Some(changed)) if changed.1 != Source::OpenGraph => (Some(changed), Some(changed)),
        other => other,
    }
}

fn read(claims: &[Claim], place: &Place, order: Order, language: &str) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    for claim in claims {
        let Some(date) = date::parse(&claim.value, order, language) else { continue };
        if date.is_unset() {
            continue;
        }
        let visible = is_visible(claim.source);
        let mut weight = weight(claim.source);
        let is_labelled = || is_labelled(&claim.value, order, language);
        if visible {
            weight *= share(claim, place, is_labelled);
        }
        if visible && date.year < FIRST_YEAR {
            weight *= OLD;
        }
        if claim.source == Source::ClassWords && is_labelled() {
            weight *= LABELLED;
        }
        let same_source = |known: &&Reading| known.source == claim.source && known.weight >= weight;
        let is_later = readings.iter().any(|known| same_source(&known));
        if is_later {
            weight *= LATER;
        }
        readings.push(Reading {
            date,
            source: claim.source,
            weight,
            block: claim.block,
            is_answer: is_later && claim.source == Source::Microdata && claim.block.is_none(),
        });
    }
    readings
}

/// What a visible date keeps of its weight by where it stands.
fn share(claim: &Claim, place: &Place, is_labelled: impl FnOnce() -> bool) -> f32 {
    let Some(at) = claim.block.map(|block| block as usize).filter(|at| place.near.contains(*at))
    else {
        return FAR;
    };
    let unlabelled = match at {
        _ if !place.near.head.contains(&at) => BELOW,
        _ if Some(at) < place.headline => ABOVE,
        _ => return 1.0,
    };
    if is_labelled() { 1.0 } else { unlabelled }
}

fn is_visible(source: Source) -> bool {
    matches!(source, Source::TimeElement | Source::ClassWords | Source::Dateline)
}

/// True if a word like "published" stands before the date.
fn is_labelled(value: &str, order: Order, language: &str) -> bool {
    let found = date::find(value, order, language);
    let before = found.first().and_then(|found| value.get(..found.start));
    before.is_some_and(|it| words::ends_with_published(it) && !words::ends_with_day(it))
}

/// Turns ambiguous dates around where only the other reading agrees with a certain date.
fn settle_order(published: &mut [Reading], modified: &[Reading]) {
    let certain: Vec<Date> = published
        .iter()
        .chain(modified)
        .map(|reading| reading.date)
        .filter(|date| !date.ambiguous && date.day.is_some())
        .collect();
    for reading in published.iter_mut() {
        let agrees = |date: &Date| certain.iter().any(|known| known.is_near(date));
        if let Some(swapped) = reading.date.swapped()
            && !agrees(&reading.date)
            && agrees(&swapped)
        {
            reading.date = swapped;
        }
    }
}

/// The reading with the most weight behind its day, if that is enough; of equal days, the most exact.
fn best(readings: &[Reading], enough: f32) -> Option<Chosen> {
    let mut best: Option<(f32, &Reading)> = None;
    for reading in readings {
        let mut seen: Vec<Source> = vec![reading.source];
        let mut support = 0.0;
        for other in readings {
            if !seen.contains(&other.source)
                && !other.is_answer
                && agree(&reading.date, &other.date)
            {
                seen.push(other.source);
                support += other.weight;
            }
        }
        let mut score = reading.weight + f32::min(support, reading.weight * MOST_SUPPORT);
        if reading.date.day.is_none() {
            score *= 0.4;
        }
        // Of several visible dates the first belongs to the headline.
        score -= reading.block.map_or(0.0, |block| (block.min(400) as f32) * 1e-4);
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, reading));
        }
    }
    let (_, chosen) = best.filter(|(score, _)| *score >= enough)?;
    let exact = readings.iter().filter(|reading| {
        reading.date.key() == chosen.date.key() && reading.weight * 2.0 >= chosen.weight
    });
    let exact = exact.max_by_key(|reading| reading.date.precision()).unwrap_or(chosen);
    let kept = if exact.date.precision() > chosen.date.precision() { exact } else { chosen };
    let kept = local(readings, kept).unwrap_or(kept);
    Some((kept.date, kept.source))
}

/// The day in the page's address, where a time in UTC falls on the day before or after it: it is the
/// publisher's own. Days that readers see are less sure: they may be those of a change.
fn local<'a>(readings: &'a [Reading], chosen: &Reading) -> Option<&'a Reading> {
    chosen.date.time.filter(|time| time.zone == Some(0))?;
    readings.iter().find(|reading| {
        reading.source == Source::Address
            && reading.date.is_near(&chosen.date)
            && reading.date.key() != chosen.date.key()
    })
}

/// True if two dates name the same day, or the same month where one knows no day.
fn agree(a: &Date, b: &Date) -> bool {
    if a.day.is_some() && b.day.is_some() {
        return a.key() == b.key() || a.time.is_some() && b.time.is_some() && a.is_near(b);
    }
    a.year == b.year && (a.month == b.month || a.month.is_none() || b.month.is_none())
}

/// Whether the page writes the day or the month first: as unambiguous dates near the headline
/// do, else as its language and region do.
pub(in crate::metadata) fn order(language: &str, host: Option<&str>) -> Order {
    let (primary, region) = language.split_once('-').unwrap_or((language, ""));
    let british = host.is_some_and(|host| {
        [".uk", ".au", ".nz", ".ie", ".in", ".za"].iter().any(|suffix| host.ends_with(suffix))
    });
    let american =
        primary == "en" || primary.is_empty() && host.is_some_and(|host| host.ends_with(".com"));
    if american && !british && (region.is_empty() || region == "US" || region == "CA") {
        Order::MonthFirst
    } else {
        Order::DayFirst
    }
}

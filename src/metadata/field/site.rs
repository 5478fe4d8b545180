//! The site's name.

use crate::metadata::claim::{Claim, Claims, Field, Source};
use crate::metadata::{Headline, fold};

use super::headline::{beside, parts_of};

const SOURCES: [Source; 4] = [Source::OpenGraph, Source::JsonLd, Source::Meta, Source::Microdata];

/// The site's name as the page declares it, or as its title ends with it: what the title has beside the
/// headline that the page shows.
pub(in crate::metadata) fn choose(
    claims: &Claims,
    host: Option<&str>,
    headline: Option<&Headline>,
) -> Option<(String, Source)> {
    let claim = |claim: &Claim| (claim.value.clone(), claim.source);
    let named = claims.first(Field::SiteName, &SOURCES);
    let named = named.filter(|claim| plausible(&claim.value) && !is_title(claims, &claim.value));
    let publishers = [Source::JsonLd, Source::Parsely, Source::Microdata, Source::Meta];
    let publisher =
        claims.first(Field::Publisher, &publishers).filter(|claim| plausible(&claim.value));
    match (named, publisher) {
        // A domain where a name should be: the publisher's name says the same in words.
        (Some(name), Some(publisher)) if is_domain(&name.value) && !is_domain(&publisher.value) => {
            Some(claim(publisher))
        }
        (Some(name), _) => Some(claim(name)),
        (None, publisher) => {
            let linked =
                || claims.from(Field::SiteName, Source::Link).find(|it| is_part(claims, it));
            from_title(claims, host)
                .or_else(|| publisher.or_else(linked).map(claim))
                .or_else(|| beside_headline(claims, headline?))
        }
    }
}

fn is_domain(name: &str) -> bool {
    !name.contains(' ')
        && name.rsplit_once('.').is_some_and(|(_, last)| (2..=4).contains(&last.len()))
}

/// The first or last part of the page's title, if it is the name of the host.
fn from_title(claims: &Claims, host: Option<&str>) -> Option<(String, Source)> {
    let host = host?.trim_start_matches("www.");
    let labels: Vec<String> =
        host.split('.').filter(|label| label.len() > 3).map(fold::letters).collect();
    let title = claims.from(Field::Title, Source::TitleElement).next()?;
    let parts: Vec<&str> =
        title.value.split(['|', '–', '—', '·', ':']).flat_map(|part| part.split(" - ")).collect();
    let ends = [parts.last(), parts.first()].into_iter().flatten().map(|part| part.trim());
    let name = ends.filter(|_| parts.len() > 1).find(|part| is_name(part, &labels))?;
    plausible(name).then(|| (name.to_owned(), Source::TitleElement))
}

/// What the page's title has beside its headline. Where a name is declared as well, on 481 pages of WCXB's
/// development split, the two were the same or one within the other on 441; of the rest half were short
/// forms of it.
fn beside_headline(claims: &Claims, headline: &Headline) -> Option<(String, Source)> {
    let title = claims.from(Field::Title, Source::TitleElement).next()?;
    let name = headline.block.and_then(|_| beside(&title.value, &headline.text))?;
    let is_named = plausible(name) && !name.starts_with(|c: char| c.is_numeric());
    is_named.then(|| (name.to_owned(), Source::TitleElement))
}

/// The longest site name, in characters; longer ones are slogans.
const LONGEST: usize = 64;

/// True for a site name that repeats the page's title: a template filled in wrongly.
fn is_title(claims: &Claims, name: &str) -> bool {
    let titles = claims.of(Field::Title).iter().take(4);
    titles.filter(|claim| claim.source != Source::TitleElement).any(|claim| claim.value == name)
}

/// True for what links to the first page show if the page's title has it beside something else: many
/// of them show "Home".
fn is_part(claims: &Claims, shown: &Claim) -> bool {
    let shown = fold::letters(&shown.value);
    let titles = claims.of(Field::Title).iter().take(4);
    let parts = titles.flat_map(|title| parts_of(&title.value).into_iter().skip(1));
    !shown.is_empty() && parts.map(fold::letters).any(|part| part == shown)
}

/// True for what a link to the first page shows.
pub(in crate::metadata) fn names_home(claims: &Claims, text: &str) -> bool {
    let text = fold::letters(text);
    claims.from(Field::SiteName, Source::Link).any(|claim| fold::letters(&claim.value) == text)
}

fn plausible(name: &str) -> bool {
    name.chars().count() <= LONGEST
        && !name.contains("://")
        && name.chars().any(char::is_alphabetic)
}

/// Everything by which the site may call itself, as letters only: its names in all sources, its
/// handle, and the labels of its host.
pub(in crate::metadata) fn names(claims: &Claims, host: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> = [Field::SiteName, Field::Publisher, Field::SiteHandle]
        .iter()
        .flat_map(|field| claims.of(*field))
        .filter(|claim| plausible(&claim.value) && !is_title(claims, &claim.value))
        .filter(|claim| claim.source != Source::Link || is_part(claims, claim))
        .map(|claim| fold::letters(&claim.value))
        .collect();
    if let Some(host) = host {
        let host = host.trim_start_matches("www.");
        names.push(fold::letters(host));
        // Every label but the last: "news.example.co.uk" gives "news", "example", "co".
        let labels: Vec<&str> = host.split('.').collect();
        let kept = labels.len().saturating_sub(1);
        names.extend(
            labels.iter().take(kept).filter(|label| label.len() > 2).map(|l| fold::letters(l)),
        );
    }
    names.retain(|name| name.len() > 1);
    names.sort();
    names.dedup();
    names
}

/// True if a part of a title is the site's name: equal to one of its names, or one within the
/// other where both are long enough to tell.
pub(in crate::metadata) fn is_name(part: &str, names: &[String]) -> bool {
    let part = fold::letters(part);
    if part.is_empty() {
        return false;
    }
    names.iter().any(|name| {
        let (short, long) = if part.len() < name.len() { (&part, name) } else { (name, &part) };
        *name == part
            || short.len() >= 5
                && short.len() * 5 >= long.len() * 2
                && long.contains(short.as_str())
    })
}

/// True if a part of a title is one of the site's names, and nothing else.
pub(in crate::metadata) fn is_exact(part: &str, names: &[String]) -> bool {
    names.contains(&fold::letters(part))
}

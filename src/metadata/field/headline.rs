//! The headline: the page's own wording, without the site's name.

use super::site;
use crate::html::Tag;
use crate::metadata::Headline;
use crate::metadata::claim::{Claims, Field, Source};
use crate::metadata::fold;
use crate::page::{Element, Page};

/// How much a source's wording counts; tuned on half of the sites of WCXB's development split and
/// Fundus' test pages.
fn weight(source: Source) -> f32 {
    match source {
        Source::Heading => 2.0,
        Source::JsonLd => 1.5,
        Source::Citation | Source::Microdata => 1.3,
        Source::OpenGraph | Source::Parsely => 1.0,
        Source::Sailthru | Source::DublinCore | Source::ClassWords => 0.8,
        Source::TitleElement => 0.7,
        Source::Meta => 0.5,
        _ => 0.4,
    }
}

/// What a wording counts that holds another one, or stands in it, as part of the other's weight.
const PARTIAL: f32 = 0.5;

/// Headings looked at; the headline's is among the first.
const MAX_HEADINGS: usize = 12;

/// The longest headline, in bytes.
const LONGEST: usize = 400;

/// A wording, with where it stands.
#[derive(Debug, Clone)]
struct Candidate {
    text: String,
    folded: String,
    source: Source,
    block: Option<u32>,
}

/// Chooses the headline, and says from which source.
pub(in crate::metadata) fn choose(
    page: &Page,
    claims: &Claims,
    site_names: &[String],
) -> Option<(Headline, Source)> {
    let mut candidates = declared(claims, site_names);
    let shown = headings(page, site_names);
    let related = |heading: &Candidate| {
        candidates.iter().any(|claim| relation(&heading.folded, &claim.folded) > 0.0)
    };
    let fits: Vec<bool> = shown.iter().map(related).collect();
    let any_fits = fits.contains(&true);
    let kept = shown.into_iter().zip(fits).filter(|(_, fits)| *fits || !any_fits);
    candidates.extend(kept.map(|(heading, _)| heading).take(if any_fits { 3 } else { 1 }));
    let best = best(&candidates)?;
    let block = best.block.map(|block| block as usize).or_else(|| block_of(page, &best.folded));
    Some((Headline { text: best.text.clone(), block }, best.source))
}

/// The wordings of the head, site's name taken off, each source's first.
fn declared(claims: &Claims, site_names: &[String]) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for claim in claims.of(Field::Title) {
        if claim.value.len() > LONGEST
            || candidates.iter().any(|known| known.source == claim.source)
        {
            continue;
        }
        let text = strip_site(&claim.value, site_names);
        let folded = fold::words(text);
        if !folded.is_empty() {
            let (text, block) = (text.to_owned(), claim.block);
            candidates.push(Candidate { text, folded, source: claim.source, block });
        }
    }
    candidates
}

/// The visible headings of the first level, or of the second where there is none.
fn headings(page: &Page, site_names: &[String]) -> Vec<Candidate> {
    let of_level = |tag: Tag| {
        let headings = page.elements.iter().filter(move |element| element.tag == tag);
        let shown = headings.take(MAX_HEADINGS).filter_map(|element| heading(page, element));
        shown.filter(|heading| !site::is_name(&heading.text, site_names)).collect::<Vec<_>>()
    };
    let first = of_level(Tag::H1);
    if first.is_empty() { of_level(Tag::H2) } else { first }
}

fn heading(page: &Page, element: &Element) -> Option<Candidate> {
    let mut text = String::new();
    let mut shown = None;
    let blocks = page.blocks.get(Page::blocks_in(element)).unwrap_or(&[]);
    for (at, block) in blocks.iter().enumerate().take(6) {
        if block.hidden || text.len() > LONGEST {
            continue;
        }
        shown = shown.or_else(|| u32::try_from(element.first_block as usize + at).ok());
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(page.block_text(block));
    }
    let text = fold::spaces(text.trim_end_matches(['¶', '#', '§', '🔗']));
    let folded = fold::words(&text);
    let fits = !folded.is_empty() && text.len() <= LONGEST;
    fits.then_some(Candidate { text, folded, source: Source::Heading, block: shown })
}

/// How far two wordings are the same: 1 equal, `PARTIAL` if one holds the other, less if they
/// share most words, 0 if not.
fn relation(a: &str, b: &str) -> f32 {
    if a == b {
        return 1.0;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if long.starts_with(short) || long.ends_with(short) {
        return PARTIAL;
    }
    let shared = fold::overlap(a, b);
    if shared >= 0.4 { PARTIAL * shared } else { 0.0 }
}

/// The candidate whose wording has the most weight behind it.
fn best(candidates: &[Candidate]) -> Option<&Candidate> {
    let mut best: Option<(f32, &Candidate)> = None;
    for candidate in candidates {
        let mut headings = 0;
        let score: f32 = candidates
            .iter()
            .map(|other| {
                headings += usize::from(other.source == Source::Heading);
                let repeated = other.source == Source::Heading && headings > 1;
                if repeated && other.folded != candidate.folded {
                    return 0.0;
                }
                weight(other.source) * relation(&candidate.folded, &other.folded)
            })
            .sum();
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The visible block that shows a wording.
fn block_of(page: &Page, folded: &str) -> Option<usize> {
    page.blocks.iter().take(400).position(|block| {
        let near = (block.len() as usize).abs_diff(folded.len()) <= folded.len() / 2 + 8;
        near && !block.hidden && fold::words(page.block_text(block)) == folded
    })
}

/// Signs that part a title from a site's name, with what they part: those of the first list only
/// ever do that, those of the second also stand in headlines.
const STRONG: [&str; 12] =
    [" | ", " :: ", " · ", " » ", " « ", " • ", " › ", " ‹ ", "｜", "ㅣ", " ∙ ", " \\ "];
const WEAK: [&str; 10] = [" - ", " – ", " — ", " ― ", ": ", " / ", "--", "_", "-", "|"];

/// The longest unknown last part that a strong sign may part off, in words.
const LONGEST_SUFFIX: usize = 7;

/// A title without the site's name at its end or start.
fn strip_site<'a>(title: &'a str, site_names: &[String]) -> &'a str {
    let mut text = title.trim();
    for _ in 0..3 {
        let Some(shorter) =
            without_suffix(text, site_names).or_else(|| without_prefix(text, site_names))
        else {
            break;
        };
        text = shorter;
    }
    text
}

fn without_suffix<'a>(text: &'a str, site_names: &[String]) -> Option<&'a str> {
    let last = |signs: &[&str]| {
        signs.iter().filter_map(|sign| text.rfind(sign).map(|at| (at, sign.len()))).max()
    };
    if let Some((at, len)) = last(&WEAK).max(last(&STRONG)) {
        let (head, tail) = (text.get(..at)?.trim_end(), text.get(at + len..)?.trim_start());
        if !head.is_empty() && site::is_name(tail, site_names) {
            return Some(head);
        }
    }
    let (at, len) = last(&STRONG)?;
    let (head, tail) = (text.get(..at)?.trim_end(), text.get(at + len..)?.trim_start());
    let n_words = tail.split(' ').count();
    (!head.is_empty() && !site::is_name(head, site_names) && n_words <= LONGEST_SUFFIX)
        .then_some(head)
}

fn without_prefix<'a>(text: &'a str, site_names: &[String]) -> Option<&'a str> {
    let signs = STRONG.iter().chain(WEAK.iter().take(7));
    let (at, len) = signs.filter_map(|sign| text.find(sign).map(|at| (at, sign.len()))).min()?;
    let (head, tail) = (text.get(..at)?.trim_end(), text.get(at + len..)?.trim_start());
    (!tail.is_empty() && site::is_name(head, site_names)).then_some(tail)
}

#[cfg(test)]
mod tests;

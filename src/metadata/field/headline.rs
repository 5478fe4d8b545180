//! The headline: the page's own wording, without the site's name.

use super::site;
use crate::html::Tag;
use crate::metadata::Headline;
use crate::metadata::claim::{Claims, Field, Source};
use crate::metadata::fold;
use crate::metadata::source::visible;
use crate::page::{Block, Element, Page};

mod parts;

pub(super) use parts::parts_of;
pub(in crate::metadata) use parts::{beside, longest_part};
use parts::{signs, strip_site, topic, without_prefix};

/// How much a source's wording counts. Set by hand, and compared on halves of WCXB's development split by
/// site, and on Fundus' test pages: JSON-LD at 1.0 instead of 1.5, and a heading at 2.15 instead of 2.0, won
/// 1.2 and 1.1 points on the halves and lost one page of Fundus'.
fn weight(source: Source) -> f32 {
    match source {
        Source::Heading => 2.15,
        Source::Citation | Source::Microdata => 1.3,
        Source::JsonLd | Source::OpenGraph | Source::Parsely => 1.0,
        Source::Sailthru | Source::DublinCore => 0.8,
        Source::TitleElement => 0.7,
        Source::Meta => 0.5,
        Source::Text => SHOWN_PART,
        _ => 0.4,
    }
}

/// What JSON-LD counts on a page of a forum, whose software writes it: titles and headings name the site and the
/// board as well.
const OF_THREAD: f32 = 1.5;

/// What a part of a title counts that stands in a block of its own.
const SHOWN_PART: f32 = 1.6;

/// What a heading counts that shares only some words with the head of a page that is no article.
const LOOSE_HEADING: f32 = 1.3;

/// What one wording lends to another that it holds, and to one that holds it: the shorter of two
/// is what both show, without a kicker, a section or a slogan.
const TO_SHORTER: f32 = 0.8;
const TO_LONGER: f32 = 0.4;

/// The least part of their words that two wordings of one headline share.
const LEAST_SHARED: f32 = 0.4;

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
    first_level: bool,
    weight: f32,
}

/// True for a page that calls itself an article.
fn is_article(claims: &Claims) -> bool {
    let article =
        |kind: &str| kind.ends_with("article") || kind.ends_with("posting") || kind == "post";
    claims.of(Field::PageType).iter().any(|claim| article(&claim.value.to_ascii_lowercase()))
}

/// The parts of the page's titles after their last sign, folded: a heading that shows only that is
/// the site's or the section's, if the title does not begin with the site.
fn parted(claims: &Claims, site_names: &[String]) -> Vec<String> {
    let titles = claims.from(Field::Title, Source::TitleElement);
    let titles = titles.chain(claims.from(Field::Title, Source::OpenGraph));
    let titles = titles.filter(|claim| without_prefix(&claim.value, site_names).is_none());
    let last = |title: &str| {
        let sign = signs(title).into_iter().rfind(|sign| sign.spaced)?;
        // A colon parts a kicker from the headline.
        let is_colon = title.get(sign.at..)?.starts_with(':');
        title.get(sign.at + sign.len..).filter(|_| !is_colon).map(fold::words)
    };
    titles.filter_map(|claim| last(&claim.value)).collect()
}

/// What a page is, as far as it decides on its headline.
#[derive(Debug, Clone, Copy)]
pub(in crate::metadata) struct PageIs {
    /// A site's first page.
    pub(in crate::metadata) home: bool,
    /// Text with a date.
    pub(in crate::metadata) written: bool,
    /// A thread of a forum.
    pub(in crate::metadata) thread: bool,
}

/// Chooses the headline, and says from which source.
pub(in crate::metadata) fn choose(
    page: &Page,
    claims: &Claims,
    site_names: &[String],
    page_is: PageIs,
) -> Option<(Headline, Source)> {
    let PageIs { home: is_home, written: is_written, thread: is_thread } = page_is;
    let mut candidates = declared(claims, site_names, is_home);
    for candidate in candidates.iter_mut().filter(|it| is_thread && it.source == Source::JsonLd) {
        candidate.weight = OF_THREAD;
    }
    let parted = parted(claims, site_names);
    let shown = headings(page, &|text| {
        site::is_name(text, site_names)
            || !is_home && site::names_home(claims, text)
            || parted.contains(&fold::words(text))
    });
    let parts = title_parts(claims);
    let support = |heading: &Candidate| {
        let of_parts = parts.iter().map(|part| relation(heading, part));
        let of_claims = candidates.iter().map(|claim| relation(heading, claim));
        of_claims.chain(of_parts.filter(|relation| *relation >= TO_SHORTER)).fold(0.0, f32::max)
    };
    let article = is_article(claims);
    let mut fitting: Vec<Candidate> = Vec::new();
    let mut alone = None;
    for mut heading in shown {
        let support = support(&heading);
        if support >= TO_SHORTER || support > 0.0 && heading.first_level {
            if support < TO_LONGER && !article {
                heading.weight = LOOSE_HEADING;
            }
            fitting.push(heading);
        } else if heading.first_level && alone.is_none() {
            alone = Some(heading);
        }
    }
    // A heading that no other source knows is the headline of an article, not of a shop; and of any
    // writing whose head has nothing but a title, where it stands above the text and leads nowhere.
    let is_its_own = || {
        is_written
            && candidates.iter().all(|candidate| candidate.source == Source::TitleElement)
            && alone.as_ref().is_some_and(|it| heads_text(page, it))
    };
    if fitting.is_empty() && (candidates.is_empty() || article || is_its_own()) {
        fitting.extend(alone);
    }
    // Where the main heading is what the head says, or the most of a part of it, nothing is left to be parted.
    let is_whole = fitting.iter().take(1).any(|heading| {
        heading.first_level
            && (candidates.iter().any(|claim| claim.folded == heading.folded)
                || parts.iter().any(|part| relation(heading, part) >= TO_SHORTER))
    });
    candidates.extend(fitting.into_iter().take(3));
    candidates.extend(shown_part(page, claims, site_names, &parted).filter(|_| !is_whole));
    let best = best(&candidates)?;
    let best = as_shared(best, &candidates, article).unwrap_or(best);
    let block = best.block.map(|block| block as usize).or_else(|| block_of(page, &best.folded));
    Some((Headline { text: best.text.clone(), block }, best.source))
}

/// The parts of the page's title, for what a heading may say in part.
fn title_parts(claims: &Claims) -> Vec<Candidate> {
    let title = claims.from(Field::Title, Source::TitleElement).next();
    let parts = title.map(|claim| parts_of(topic(&claim.value))).unwrap_or_default();
    let part = |text: &str| Candidate {
        text: text.to_owned(),
        folded: fold::words(text),
        source: Source::TitleElement,
        block: None,
        first_level: false,
        weight: 0.0,
    };
    parts.into_iter().skip(1).map(part).filter(|part| !part.folded.is_empty()).collect()
}

/// True for a heading that is no link, with running text below it.
fn heads_text(page: &Page, heading: &Candidate) -> bool {
    heading.block.is_some_and(|at| {
        let block = page.blocks.get(at as usize);
        block.is_some_and(|block| block.link_bytes < block.len()) && visible::heads_text(page, at)
    })
}

/// The wordings of the head, site's name taken off, each source's first.
fn declared(claims: &Claims, site_names: &[String], is_home: bool) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for claim in claims.of(Field::Title) {
        if claim.value.len() > LONGEST
            || candidates.iter().any(|known| known.source == claim.source)
            || claim.source == Source::ClassWords
        {
            continue;
        }
        let text = strip_site(&claim.value, site_names, is_home);
        let folded = fold::words(text);
        if !folded.is_empty() {
            let (text, block) = (text.to_owned(), claim.block);
            candidates.push(Candidate {
                text,
                folded,
                source: claim.source,
                block,
                first_level: false,
                weight: weight(claim.source),
            });
        }
    }
    let whole = candidates.clone();
    candidates.retain(|candidate| !is_cut(candidate, &whole));
    candidates
}

/// True for a wording that was cut off where another one goes on.
fn is_cut(candidate: &Candidate, all: &[Candidate]) -> bool {
    candidate.text.ends_with(['…', '.'])
        && (candidate.text.ends_with("...") || candidate.text.ends_with('…'))
        && all.iter().any(|other| {
            other.folded.len() > candidate.folded.len()
                && other.folded.starts_with(&candidate.folded)
        })
}

/// The visible headings of the first level, or of the second where there is none.
fn headings(page: &Page, is_site: &dyn Fn(&str) -> bool) -> Vec<Candidate> {
    let of_level = |tag: Tag| {
        let headings = page.elements.iter().filter(move |element| element.tag == tag);
        let shown = headings.take(MAX_HEADINGS).filter_map(|element| heading(page, element));
        shown.filter(|heading| !is_site(&heading.text)).collect::<Vec<_>>()
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
    let first_level = element.tag == Tag::H1;
    fits.then_some(Candidate {
        text,
        folded,
        source: Source::Heading,
        block: shown,
        first_level,
        weight: weight(Source::Heading),
    })
}

/// How far one wording supports another: 1 if they are equal, 0 if they have little in common.
fn relation(wording: &Candidate, other: &Candidate) -> f32 {
    if wording.folded == other.folded {
        return 1.0;
    }
    let is_shorter = wording.folded.len() < other.folded.len();
    let (short, long) = if is_shorter { (wording, other) } else { (other, wording) };
    if is_part(short, long) {
        return if is_shorter { TO_SHORTER } else { TO_LONGER };
    }
    let shared = fold::overlap(&wording.folded, &other.folded);
    if shared >= LEAST_SHARED { TO_LONGER * shared } else { 0.0 }
}

/// True if one wording begins or ends another, and a sign parts it off or it is most of it:
/// "Reviews" is no part of "Reviews of our classes", but of "Reviews | Our classes".
fn is_part(short: &Candidate, long: &Candidate) -> bool {
    let begins =
        long.folded.strip_prefix(short.folded.as_str()).is_some_and(|rest| rest.starts_with(' '));
    let ends =
        long.folded.strip_suffix(short.folded.as_str()).is_some_and(|rest| rest.ends_with(' '));
    if !begins && !ends {
        return false;
    }
    if short.folded.len() * 5 >= long.folded.len() * 3 {
        return true;
    }
    let lower = |text: &str| text.to_lowercase();
    let (short, long) = (lower(&short.text), lower(&long.text));
    let is_sign = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric());
    if begins {
        long.strip_prefix(short.as_str())
            .is_some_and(|rest| is_sign(rest.trim_start().chars().next()))
    } else {
        long.strip_suffix(short.as_str())
            .is_some_and(|rest| is_sign(rest.trim_end().chars().next_back()))
    }
}

/// The longest kicker, in words.
const LONGEST_KICKER: usize = 5;

/// The same headline as the page gives it for sharing, where that knows better: words that two
/// elements side by side glue together; and of an article whether a kicker ("Dispute over tolls:")
/// belongs to it, which is told by its lack, or by a further source that has it.
fn as_shared<'a>(
    best: &Candidate,
    candidates: &'a [Candidate],
    is_article: bool,
) -> Option<&'a Candidate> {
    let shared = candidates.iter().find(|other| other.source == Source::OpenGraph)?;
    let letters = |text: &str| text.replace(' ', "");
    let is_glued =
        shared.folded.len() > best.folded.len() && letters(&shared.folded) == letters(&best.folded);
    let has_kicker = |long: &Candidate, short: &Candidate| {
        let kicker = long.text.strip_suffix(short.text.as_str());
        kicker
            .and_then(|kicker| kicker.strip_suffix(": "))
            .is_some_and(|kicker| (1..=LONGEST_KICKER).contains(&kicker.split_whitespace().count()))
    };
    let is_told_twice = candidates.iter().filter(|other| other.folded == shared.folded).count() > 1;
    // What stands there for search engines begins with words to search for.
    let is_headline =
        |other: &Candidate| other.source == Source::JsonLd && other.folded == best.folded;
    let is_other = has_kicker(best, shared)
        || has_kicker(shared, best) && is_told_twice && !candidates.iter().any(is_headline);
    (is_glued || is_article && is_other).then_some(shared)
}

/// What each further source of the head adds to the first: they are mostly filled from one field
/// of one form, so that their agreement says less than a heading's. At 1 instead, 0.7 points were
/// lost on WCXB's development split and 0.8 (one page) won on Fundus' test pages.
const SAME_VOICE: f32 = 0.3;

/// The candidate whose wording has the most weight behind it.
fn best(candidates: &[Candidate]) -> Option<&Candidate> {
    let mut best: Option<(f32, &Candidate)> = None;
    for candidate in candidates {
        let score = score(candidate, candidates);
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The weight of all that shows a candidate's wording, or a part of it.
fn score(candidate: &Candidate, candidates: &[Candidate]) -> f32 {
    let (mut shown, mut declared, mut most_declared) = (0.0, 0.0, 0.0_f32);
    let mut is_first_heading = true;
    for other in candidates {
        let weight = other.weight * relation(candidate, other);
        match other.source {
            Source::Heading => {
                if is_first_heading || other.folded == candidate.folded {
                    shown += weight;
                }
                is_first_heading = false;
            }
            Source::Text => shown += weight,
            _ => {
                declared += weight;
                most_declared = most_declared.max(weight);
            }
        }
    }
    shown + most_declared + SAME_VOICE * (declared - most_declared)
}

/// The longest part of the page's titles, between the signs that part them, which a block of the
/// body shows: what a page repeats is its headline, what it leaves out is its site.
fn shown_part(
    page: &Page,
    claims: &Claims,
    site_names: &[String],
    parted: &[String],
) -> Option<Candidate> {
    let titles = claims.from(Field::Title, Source::TitleElement);
    let titles = titles.chain(claims.from(Field::Title, Source::OpenGraph)).take(2);
    let mut parts: Vec<(&str, String)> = Vec::new();
    for claim in titles {
        let kept = parts_of(topic(&claim.value)).into_iter();
        let kept = kept.filter(|part| !site::is_name(part, site_names));
        parts.extend(kept.map(without_page).map(|part| (part, fold::words(part))));
    }
    parts.retain(|(_, folded)| folded.chars().count() >= SHORTEST_PART);
    let longest = parts.iter().map(|(part, _)| part.len()).max()? * 2;
    // The last part is mostly the site's name or a section's.
    parts.sort_by_key(|(_, folded)| (parted.contains(folded), std::cmp::Reverse(folded.len())));
    let is_main = |block: &Block| page.heading_level(block.element) == Some(1);
    let mut best: Option<(usize, usize)> = None;
    for (at, block) in page.blocks.iter().enumerate().take(MAX_BLOCKS) {
        let len = block.len() as usize;
        if block.hidden
            || len > longest
            || block.link_bytes == block.len() && !is_main(block)
            || best.is_some_and(|(rank, _)| rank == 0)
        {
            continue;
        }
        let near = |part: &&(&str, String)| part.0.len().abs_diff(len) <= part.0.len() / 8 + 3;
        if !parts.iter().any(|part| near(&part)) {
            continue;
        }
        let text = page.block_text(block);
        if text.contains('©') {
            // The owner of the page's rights is no headline.
            continue;
        }
        let folded = fold::words(text);
        let rank = parts.iter().position(|(_, part)| *part == folded);
        if let Some(rank) = rank.filter(|rank| best.is_none_or(|(known, _)| *rank < known)) {
            best = Some((rank, at));
        }
    }
    let (rank, at) = best?;
    let block = page.blocks.get(at)?;
    let text = page.block_text(block).trim_start_matches(['»', '›', '>', '|', '•', ' ']);
    Some(Candidate {
        text: text.to_owned(),
        folded: parts.get(rank)?.1.clone(),
        source: Source::Text,
        block: u32::try_from(at).ok(),
        first_level: false,
        weight: weight(Source::Text),
    })
}

/// A part of a title without the number of the page: "Which bridge? (Page 2)", "Which bridge? (2/5)".
fn without_page(part: &str) -> &str {
    let Some((head, number)) = part.strip_suffix(')').and_then(|part| part.rsplit_once(" ("))
    else {
        return part;
    };
    let (word, digits) = number.rsplit_once(' ').unwrap_or(("", number));
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '/');
    let is_page =
        word.chars().all(char::is_alphabetic) && is_number && digits.len() <= LONGEST_NUMBER;
    if is_page && (!word.is_empty() || digits.contains('/')) { head.trim_end() } else { part }
}

/// The longest number of a page, in digits.
const LONGEST_NUMBER: usize = 5;

/// Blocks among which a part of a title is looked for.
const MAX_BLOCKS: usize = 1_500;

/// The shortest part, in characters: shorter ones are words of a menu.
const SHORTEST_PART: usize = 8;

/// Blocks among which the one is looked for that shows the headline.
const MAX_SHOWN: usize = 400;

/// The longest kicker in front of a headline, in bytes.
const LONGEST_KICKER_BYTES: usize = 80;

/// The visible block that shows a wording; else the heading that ends with it, behind a kicker
/// ("Dispute over tolls - Bridge reopens").
fn block_of(page: &Page, folded: &str) -> Option<usize> {
    let up_to = |longest: usize| {
        let lengths = (folded.len() / 2).saturating_sub(8)..=longest;
        let blocks = page.blocks.iter().enumerate().take(MAX_SHOWN);
        blocks.filter(move |(_, block)| !block.hidden && lengths.contains(&(block.len() as usize)))
    };
    let is_heading = |block: &Block| page.heading_level(block.element).is_some();
    let text = |block: &Block| fold::words(page.block_text(block));
    // "Comment on Bridge reopens...": what repeats a headline elsewhere cuts it off.
    let ends = |block: &Block| {
        is_heading(block)
            && !page.block_text(block).trim_end().ends_with(['…', '.'])
            && text(block).strip_suffix(folded).is_some_and(|kicker| kicker.ends_with(' '))
    };
    let shown = up_to(folded.len() * 3 / 2 + 8).filter(|(_, block)| text(block) == folded);
    // The path to the page ends with its headline too: a heading comes first.
    let shown = shown.min_by_key(|(_, block)| !is_heading(block));
    let ending = || up_to(folded.len() + LONGEST_KICKER_BYTES).find(|(_, block)| ends(block));
    shown.or_else(ending).map(|(at, _)| at)
}

//! The authors.

use super::dates::Place;
use crate::metadata::claim::{Claim, Claims, Field, Source};
use crate::metadata::fold;
use crate::metadata::near::Near;
use crate::metadata::person::{self, Name};

/// How much a source's names count; a list needs [`ENOUGH`]. Set by hand: what is written for
/// machines before what is shown, but a visible byline before a site's own name, and before a line of a
/// flattened page that only looks like one.
fn weight(source: Source) -> f32 {
    match source {
        Source::JsonLd | Source::Citation => 2.5,
        Source::Microdata | Source::Rdfa | Source::Parsely | Source::Sailthru => 2.0,
        Source::Byline | Source::Twitter => 1.9,
        Source::Link | Source::ClassWords | Source::Meta => 1.8,
        Source::OpenGraph | Source::DublinCore => 1.6,
        Source::Text => 1.0,
        _ => 0.5,
    }
}

/// What a visible claim far from the headline keeps of its weight.
const FAR: f32 = 0.6;

/// What a list keeps of its weight that names only organisations, and one of single words, which
/// are often the names of accounts: a person who signs visibly is the better answer.
const SITE: f32 = 0.58;
const LOGIN: f32 = 0.7;

/// More different names than this, far from the headline, are those of other articles.
const MAX_FAR: usize = 2;

/// The least weight that names the author of an article or a thread, and of another page.
const ENOUGH: f32 = 0.5;
const ENOUGH_FOR_OTHERS: f32 = 1.0;

/// More names than this from one source are a list of something else.
const MAX_NAMES: usize = 24;

/// The names that one source gives.
#[derive(Debug)]
struct List {
    source: Source,
    names: Vec<Name>,
    folded: Vec<String>,
    weight: f32,
    /// The block of the first name.
    block: Option<u32>,
    /// The names stand in different places of the page.
    spread: bool,
}

/// Blocks between two names of one byline.
const NEIGHBOURS: u32 = 6;

/// The chosen authors.
#[derive(Debug, Default)]
pub(in crate::metadata) struct Authors {
    pub(in crate::metadata) people: Vec<String>,
    pub(in crate::metadata) organisations: Vec<String>,
    pub(in crate::metadata) source: Option<Source>,
    /// The block that names them to readers, near the headline.
    pub(in crate::metadata) block: Option<u32>,
}

impl Authors {
    fn of_first(first: First) -> Authors {
        let (source, block) = (Some(first.source), Some(first.block));
        Authors { people: first.names, source, block, ..Authors::default() }
    }
}

/// Chooses the list of names with the most weight behind it. Of a page that is no one's writing, a
/// first page or a product's, names are mostly of other things; articles and threads mostly have an
/// author, a thread the one who opened it.
pub(in crate::metadata) fn choose(
    claims: &Claims,
    place: &Place,
    site_names: &[String],
    is_writing: bool,
    is_thread: bool,
) -> Authors {
    let near = &place.near;
    if is_thread && let Some(opener) = opener(claims, place) {
        return Authors::of_first(opener);
    }
    let mut lists = lists(claims, near, if is_thread { 1 } else { MAX_FAR });
    if !is_writing {
        lists.retain(|list| list.source == Source::JsonLd);
    }
    for list in &mut lists {
        if list.names.iter().all(|name| is_organisation(name, site_names)) {
            list.weight *= SITE;
        } else if list.names.iter().all(|name| !name.text.contains(' ') && name.text.is_ascii()) {
            list.weight *= LOGIN;
        }
    }
    let enough = if place.is_dated { ENOUGH } else { ENOUGH_FOR_OTHERS };
    let mut best: Option<(f32, &List)> = None;
    for list in &lists {
        let others = lists.iter().filter(|other| other.source != list.source);
        let support: f32 = others.map(|other| other.weight * shared(list, other)).sum();
        let score = list.weight + support;
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, list));
        }
    }
    let Some((_, list)) = best.filter(|(score, _)| *score >= enough) else {
        // A member's page is linked with all that they did: who edited, who answered.
        let member = is_thread.then(|| first_from(claims.of(Field::Member), place.near.head.start));
        return member.flatten().map_or_else(Authors::default, Authors::of_first);
    };
    let (organisations, people): (Vec<&Name>, Vec<&Name>) =
        list.names.iter().partition(|name| is_organisation(name, site_names));
    let block = list.names.first().and_then(|name| shown(claims, near, &name.text));
    let texts = |names: Vec<&Name>| names.into_iter().map(|name| name.text.clone()).collect();
    Authors {
        block,
        people: texts(people),
        organisations: texts(organisations),
        source: Some(list.source),
    }
}

/// The first block near the headline that shows a name.
fn shown(claims: &Claims, near: &Near, name: &str) -> Option<u32> {
    let names = |claim: &&Claim| person::names(&claim.value).iter().any(|it| it.text == name);
    let is_near = |block: &u32| near.contains(*block as usize);
    let shown = claims.of(Field::Author).iter().filter(names).filter_map(|claim| claim.block);
    shown.filter(is_near).min()
}

/// Blocks between the name of who opened a thread and its title, where that heads the text.
const BEFORE_POST: usize = 16;

/// Who opened a thread, where nothing is written for machines about the whole of it: the first name
/// that stands shortly before the headline or anywhere below it.
fn opener(claims: &Claims, place: &Place) -> Option<First> {
    let names = |claim: &Claim| !person::names(&claim.value).is_empty();
    if claims.from(Field::Author, Source::JsonLd).any(names) {
        return None;
    }
    first_from(claims.of(Field::Author), place.headline?.saturating_sub(BEFORE_POST))
}

/// The names of a claim, where it stands, and what made it.
#[derive(Debug)]
struct First {
    block: u32,
    names: Vec<String>,
    source: Source,
}

/// The names that stand first of some claims, from a block on: one, but where a line like "By Ana Silva and
/// Jo Marsh" signs more.
fn first_from(claims: &[Claim], from: usize) -> Option<First> {
    let mut best: Option<First> = None;
    for claim in claims {
        let Some(block) = claim.block.filter(|at| *at as usize >= from) else { continue };
        if best.as_ref().is_some_and(|first| block >= first.block) {
            continue;
        }
        let mut names = person::names(&claim.value);
        if claim.source != Source::Byline || claim.value.contains(',') {
            names.truncate(1);
        }
        if !names.is_empty() {
            let names = names.into_iter().map(|name| name.text).collect();
            best = Some(First { block, names, source: claim.source });
        }
    }
    best
}

/// True for several words in lower case: a phrase, where readers see it.
fn is_lower(text: &str) -> bool {
    text.contains(' ')
        && !text.chars().any(char::is_uppercase)
        && text.chars().any(char::is_lowercase)
}

fn is_organisation(name: &Name, site_names: &[String]) -> bool {
    name.organisation
        || site_names.contains(&fold::letters(&name.text))
        || is_branch(&name.text, site_names)
}

/// True for the site's name in capitals with more after it: "MDR THÜRINGEN", "BBC Sport".
fn is_branch(name: &str, site_names: &[String]) -> bool {
    name.split_once(' ').is_some_and(|(first, _)| {
        first.len() > 1
            && first.chars().all(char::is_uppercase)
            && site_names.contains(&fold::letters(first))
    })
}

fn is_visible(source: Source) -> bool {
    matches!(source, Source::ClassWords | Source::Link | Source::Byline)
}

/// The part of the names that both lists share.
fn shared(a: &List, b: &List) -> f32 {
    let count = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    let both = a.folded.iter().filter(|name| b.folded.contains(name)).count();
    let all = a.folded.len() + b.folded.len() - both;
    count(both) / count(all.max(1))
}

fn lists(claims: &Claims, near: &Near, max_far: usize) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    let all = claims.of(Field::Author).iter().chain(claims.of(Field::AuthorOrganisation));
    for claim in all {
        let visible = is_visible(claim.source);
        let is_near = claim.block.is_some_and(|block| near.contains(block as usize));
        let weight = weight(claim.source) * if visible && !is_near { FAR } else { 1.0 };
        let mut names = person::names(&claim.value);
        if visible {
            names.retain(|name| !is_lower(&name.text));
        }
        if names.is_empty() {
            continue;
        }
        match lists.iter_mut().find(|list| list.source == claim.source) {
            // Visible names are many on a page: those with the most weight count.
            Some(list) if visible && list.weight > weight => {}
            Some(list) if visible && list.weight < weight => *list = list_of(claim, names, weight),
            Some(list) => {
                let apart =
                    list.block.zip(claim.block).is_some_and(|(a, b)| b.abs_diff(a) > NEIGHBOURS);
                list.spread |= apart;
                extend(list, names);
            }
            None => lists.push(list_of(claim, names, weight)),
        }
    }
    for list in &mut lists {
        if is_visible(list.source) {
            tidy(list);
        }
        // A thread names an author with each post: the first opened it.
        if list.spread && list.names.len() > max_far {
            list.names.truncate(1);
            list.folded.truncate(1);
        }
    }
    lists.retain(|list| list.names.len() <= MAX_NAMES);
    lists
}

/// Of the names that class words point at, takes off what stands beside them in the same element:
/// a longer text around a name of the list; beside names of several words also single words and
/// phrases, which are sections, roles and titles after a name.
fn tidy(list: &mut List) {
    let names = std::mem::take(&mut list.names);
    let all = std::mem::take(&mut list.folded);
    let is_around = |long: &str| {
        let holds = |short: &String| short.contains(' ') && long.contains(short.as_str());
        all.iter().any(|other| other.len() < long.len() && holds(other))
    };
    let is_full = |name: &Name| name.text.contains(' ') && is_capitalised(&name.text);
    let has_full = names.iter().any(is_full);
    let is_kept =
        |name: &Name| !has_full || is_full(name) || name.organisation || !name.text.is_ascii();
    let kept = names.into_iter().zip(&all);
    let kept = kept.filter(|(name, folded)| !is_around(folded) && is_kept(name));
    extend(list, kept.map(|(name, _)| name).collect());
}

/// True for a text whose words begin with capitals, but for particles of names in the middle.
fn is_capitalised(text: &str) -> bool {
    let n_words = text.split(' ').count();
    text.split(' ').enumerate().all(|(at, word)| {
        let is_particle = at > 0 && at + 1 < n_words && word.chars().count() <= 3;
        is_particle || !word.chars().next().is_some_and(char::is_lowercase)
    })
}

fn list_of(claim: &Claim, names: Vec<Name>, weight: f32) -> List {
    let mut list = List {
        source: claim.source,
        names: Vec::new(),
        folded: Vec::new(),
        weight,
        block: claim.block,
        spread: false,
    };
    extend(&mut list, names);
    list
}

fn extend(list: &mut List, names: Vec<Name>) {
    for name in names {
        let folded = fold::words(&name.text);
        if !list.folded.contains(&folded) && list.names.len() <= MAX_NAMES {
            list.folded.push(folded);
            list.names.push(name);
        }
    }
}

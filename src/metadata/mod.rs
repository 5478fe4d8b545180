//! What the page says of its article: who, when, where.
//!
//! Sources make claims ([`source`]), one function per field weighs them ([`field`]), and the
//! metadata keeps both, so that every value can be traced.

mod address;
mod bio;
mod claim;
mod date;
mod field;
mod fold;
mod headline;
pub(crate) mod lines;
mod near;
mod person;
mod source;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

pub use claim::{Claim, Source};
pub use field::image::LeadImage;

use crate::label::{Contact, Label, Marks, PageKind, Verdict};
use crate::options::Options;
use crate::page::{Block, Page};
use address::Addresses;
use claim::{Claims, Field};
use date::Order;
use field::authors::Authors;
use field::dates::Place;
pub(crate) use headline::Headline;
use headline::Told;
use near::Near;

/// Where days stand in a text, in order, with their times: for who has to part a page that stands on one line.
pub(crate) fn days(text: &str) -> impl Iterator<Item = Range<usize>> {
    let found = date::find(text, Order::DayFirst, "").into_iter();
    found.filter(|found| found.date.day.is_some()).map(|found| found.start..found.end)
}

/// True for a text that opens with a word for "by" or "published", as before a name or a date.
pub(crate) fn opens_credit(text: &str) -> bool {
    words::after_by(text).is_some()
        || words::opens_with_published(text)
        || words::opens_with_updated(text)
}

/// Metadata of an article; what is not known is `None` or empty.
///
/// ```
/// let page = "<html lang=en><title>Bridge reopens | Example</title>\
///     <meta property=article:published_time content=2024-05-03T10:15:00+02:00>\
///     <h1>Bridge reopens</h1><p class=byline>By Ana Silva and Bo Li</p>";
/// let article = unchrome::extract(page);
/// let metadata = article.metadata();
/// assert_eq!(metadata.title.as_deref(), Some("Bridge reopens"));
/// assert_eq!(metadata.authors, ["Ana Silva", "Bo Li"]);
/// assert_eq!(metadata.published.as_deref(), Some("2024-05-03T10:15:00+02:00"));
/// assert_eq!(metadata.claims("published").count(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Metadata {
    /// The page's title, without the site's name.
    pub title: Option<String>,
    /// The line that sums the article up, below or above the headline.
    pub subtitle: Option<String>,
    /// Who wrote it: names of people; an organisation only where no one else signs.
    pub authors: Vec<String>,
    /// Organisations that are named as authors.
    pub organisations: Vec<String>,
    /// When it was published: ISO 8601, as exact as the page says, in the zone that it names.
    pub published: Option<String>,
    /// When it was last changed, in the same form.
    pub modified: Option<String>,
    /// The site's name.
    pub site_name: Option<String>,
    /// The organisation that publishes the site.
    pub publisher: Option<String>,
    /// The section of the site.
    pub section: Option<String>,
    /// Tags and keywords.
    pub tags: Vec<String>,
    /// The page's own summary.
    pub description: Option<String>,
    /// The language, as a tag of BCP 47: "en", "pt-BR".
    pub language: Option<String>,
    /// The page's address: the canonical one, else the one given in [`Options::with_url`].
    pub url: Option<String>,
    /// The canonical address that the page declares, made absolute.
    pub canonical_url: Option<String>,
    /// The lead image.
    pub image: Option<LeadImage>,
    /// The licence: an address or a text.
    pub licence: Option<String>,
    /// Whether the page declares that it can be read without paying (`isAccessibleForFree`).
    pub is_accessible_for_free: Option<bool>,
    /// The kind of page that it declares: a type of schema.org or Open Graph, in lower case.
    pub page_type: Option<String>,
    /// Words of the body, by the word boundaries of Unicode (UAX #29).
    pub word_count: usize,
    /// Minutes that a reader needs at 238 words a minute, rounded up; 0 for an empty body.
    pub reading_time_minutes: usize,
    /// How many comments the page says it has.
    pub comment_count: Option<u32>,
    /// Address and contact blocks of the page.
    pub contacts: Vec<Contact>,
    /// What the share bars of the page offer.
    pub share_targets: Vec<String>,
    /// For each field with a value, where the value came from.
    pub sources: BTreeMap<&'static str, Source>,
    #[serde(skip)]
    claims: Claims,
    /// The block that names the authors to readers.
    #[serde(skip)]
    byline: Option<usize>,
    /// The block that sums the article up, below the headline.
    #[serde(skip)]
    subtitle_block: Option<usize>,
    /// The blocks above the text that only say when it was written or changed.
    #[serde(skip)]
    datelines: Vec<usize>,
    /// The blocks at the end of the text that are about its author.
    #[serde(skip)]
    author_box: Range<usize>,
}

impl Metadata {
    /// Everything that the page's sources say about a field, by the field's name in singular:
    /// "title", "author", "published"; and "member", whom links call a member of the site. No claims
    /// for an unknown name.
    pub fn claims(&self, field: &str) -> impl Iterator<Item = &Claim> {
        self.claims.named(field)
    }

    /// The block that names the authors to readers, near the headline.
    pub(crate) fn byline(&self) -> Option<usize> {
        self.byline
    }

    /// The block between headline and text that sums the article up.
    pub(crate) fn subtitle_block(&self) -> Option<usize> {
        self.subtitle_block
    }

    /// The blocks between headline and text that say nothing but when it was written or changed.
    pub(crate) fn datelines(&self) -> &[usize] {
        &self.datelines
    }

    /// The blocks at the end of the text that are about its author.
    pub(crate) fn author_box(&self) -> &Range<usize> {
        &self.author_box
    }

    /// Keeps a chosen value's source, and gives the value.
    fn keep<T>(&mut self, field: &'static str, chosen: Option<(T, Source)>) -> Option<T> {
        chosen.map(|(value, source)| {
            self.sources.insert(field, source);
            value
        })
    }
}

/// Collects metadata, and finds the headline.
pub(crate) fn describe(
    page: &Page,
    marks: &Marks,
    verdicts: &[Verdict],
    kind: Option<PageKind>,
    options: &Options,
) -> (Option<Headline>, Metadata) {
    let addresses = Addresses::of(page, options.url());
    let n_words = count_words(page, verdicts);
    let is_thread = kind == Some(PageKind::Forum) && n_words >= SOME;
    let is_dated = matches!(kind, Some(PageKind::Article | PageKind::Forum));
    let is_written = is_dated && n_words >= SOME;
    let mut claims = source::read(page, options.url(), is_written);
    let canonical = claims.first(Field::Url, &[Source::Link, Source::OpenGraph]);
    let canonical =
        canonical.and_then(|claim| Some((addresses.resolve(&claim.value)?, claim.source)));
    let host = addresses.host().or_else(|| address::host_of(&canonical.as_ref()?.0));
    let site_names = field::site::names(&claims, host.as_deref());
    let language = language(page, verdicts, &claims);
    let tag = language.as_ref().map_or("", |(tag, _)| tag.as_str());
    let is_long = n_words >= LONG && !addresses.is_home();
    let (is_home, site_names) = (addresses.is_home(), &site_names);
    let judged = Judged { page, marks, verdicts };
    let told = Told { judged, claims: &claims, site_names, kind, is_home, is_written };
    let headline = told.choose();
    let at = headline.as_ref().and_then(|(headline, _)| headline.block);
    // Flattened, a page does not say that it is one of an offer.
    let is_offer =
        !page.has_markup && kind == Some(PageKind::Product) || field::plain::is_product(&claims);
    let is_writing = !addresses.is_home() && !is_offer;
    let may_have_byline = is_long && is_writing;
    let unnamed = || {
        let of_lines = || lines::likeliest(page, marks, verdicts).filter(|_| is_dated);
        if page.has_markup { source::visible::heading(page) } else { Some(of_lines()?.0) }
    };
    let at = at.or_else(|| may_have_byline.then(unnamed).flatten());
    let near = Near::of(page, verdicts, at);
    let order = field::dates::order(tag, host.as_deref());
    let primary = tag.split('-').next().unwrap_or("");
    let datelines = source::visible::read(page, &near, at, order, primary, &mut claims);
    source::visible::read_signatures(page, &near, &mut claims);
    // Two German nouns look like a name.
    let may_be_name = kind == Some(PageKind::Article) && may_have_byline && primary != "de";
    let is_unclaimed = claims.of(Field::Author).is_empty();
    if !page.has_markup || is_unclaimed && may_be_name {
        sign(judged, kind.filter(|_| n_words >= SOME), &near, at, order, &mut claims);
    } else if is_unclaimed && kind == Some(PageKind::Forum) {
        source::opener::read(page, order, &mut claims);
    }
    if let Some((headline, _)) = headline.as_ref().filter(|_| is_writing) {
        source::subtitle::read(page, verdicts, headline, &mut claims);
    }
    let place = Place { near, headline: at, is_dated };
    let mut metadata = Metadata::default();
    let authors = field::authors::choose(&claims, &place, site_names, is_writing, is_thread);
    fill_authors(&mut metadata, page, authors);
    let told_in = (order, primary);
    // Threads say of posts how long ago they are, and show the days as well.
    let reads_far =
        || may_have_byline && (is_thread || !source::visible::says_ago(page, &place.near, at));
    fill_dates(&mut metadata, page, &mut claims, &place, told_in, reads_far, options);
    if kind == Some(PageKind::Article) {
        metadata.datelines = datelines;
        metadata.author_box = bio::box_of(page, verdicts, &metadata.authors);
    }
    metadata.language = metadata.keep("language", language);
    fill_addresses(&mut metadata, &claims, &addresses, canonical);
    metadata.url = metadata.canonical_url.clone().or_else(|| options.url().map(str::to_owned));
    let shown = headline.as_ref().map(|(headline, _)| headline);
    metadata.site_name =
        metadata.keep("site_name", site(page, marks, &claims, host.as_deref(), shown));
    fill_plain(&mut metadata, &claims);
    fill_counted(&mut metadata, marks, n_words);
    let headline = metadata.keep("title", headline);
    metadata.title = headline.as_ref().map(|headline| headline.text.clone());
    metadata.claims = claims;
    (headline, metadata)
}

/// The language that the page declares, or is written in.
fn language(page: &Page, verdicts: &[Verdict], claims: &Claims) -> Option<(String, Source)> {
    let declared = field::language::declared(claims);
    let tag = declared.as_ref().map(|(tag, _)| tag.as_str());
    let detected = field::language::detected(page, verdicts, tag);
    field::language::choose(declared, detected)
}

/// The site's name, as the page declares it or its lines show it.
fn site(
    page: &Page,
    marks: &Marks,
    claims: &Claims,
    host: Option<&str>,
    headline: Option<&Headline>,
) -> Option<(String, Source)> {
    let declared = field::site::choose(claims, host, headline);
    let of_lines = || Some((lines::site::site(page, marks, headline)?, Source::Text));
    if page.has_markup { declared } else { declared.or_else(of_lines) }
}

/// A page, and what rules and judge say of its blocks.
#[derive(Debug, Clone, Copy)]
struct Judged<'a> {
    page: &'a Page,
    marks: &'a Marks,
    verdicts: &'a [Verdict],
}

/// Claims of who wrote a page, where no byline says so.
fn sign(
    judged: Judged<'_>,
    kind: Option<PageKind>,
    near: &Near,
    headline: Option<usize>,
    order: Order,
    claims: &mut Claims,
) {
    if kind == Some(PageKind::Forum) {
        source::opener::read(judged.page, order, claims);
    } else {
        source::opener::read_starter(judged.page, claims);
    }
    let names = |claim: &Claim| !person::names(&claim.value).is_empty();
    let is_signed = claims.from(Field::Author, Source::Byline).any(names);
    if let Some(at) = headline.filter(|_| !is_signed) {
        let texts = [PageKind::Article, PageKind::Forum, PageKind::Documentation];
        let is_text = kind.is_some_and(|kind| texts.contains(&kind));
        source::unsigned::read(judged, &near.head, at, (order, is_text), claims);
    }
}

/// People sign before organisations: these stand for themselves only where no person signs.
fn fill_authors(metadata: &mut Metadata, page: &Page, authors: Authors) {
    if let Some(source) = authors.source {
        metadata.sources.insert("authors", source);
    }
    metadata.authors =
        if authors.people.is_empty() { authors.organisations.clone() } else { authors.people };
    metadata.organisations = authors.organisations;
    let name = metadata.authors.first();
    metadata.byline = authors.block.zip(name).and_then(|(from, name)| shows(page, from, name));
}

/// When it was published and changed, as the page's head or the lines near the headline say it; where
/// they do not, and an article may well say it elsewhere, any line below them.
fn fill_dates(
    metadata: &mut Metadata,
    page: &Page,
    claims: &mut Claims,
    place: &Place,
    (order, language): (Order, &str),
    reads_far: impl FnOnce() -> bool,
    options: &Options,
) {
    let latest = options.reference_date().and_then(|text| date::parse(text, order, ""));
    let mut dates = field::dates::choose(claims, place, order, language, latest);
    if dates.0.is_none() && reads_far() {
        source::visible::read_far(page, place.near.head.end, order, language, claims);
        dates = field::dates::choose(claims, place, order, language, latest);
    }
    let (published, modified) = dates;
    metadata.published = metadata.keep("published", published).map(|date| date.to_string());
    metadata.modified = metadata.keep("modified", modified).map(|date| date.to_string());
}

/// Blocks of an element that names the authors in one of them: a portrait's, "By", a name.
const MAX_BLOCKS: usize = 6;

/// The first block from one on that shows a name.
fn shows(page: &Page, from: u32, name: &str) -> Option<usize> {
    let shows = |block: &Block| page.block_text(block).contains(name);
    let blocks = page.blocks.iter().enumerate().skip(from as usize).take(MAX_BLOCKS);
    let mut shown = blocks.filter(|(_, block)| !block.hidden && shows(block));
    shown.next().map(|(at, _)| at)
}

/// The canonical address and the lead image, made absolute.
fn fill_addresses(
    metadata: &mut Metadata,
    claims: &Claims,
    addresses: &Addresses,
    canonical: Option<(String, Source)>,
) {
    metadata.canonical_url = metadata.keep("canonical_url", canonical);
    let image = field::image::choose(claims, |address| addresses.resolve(address));
    metadata.image = metadata.keep("image", image);
}

/// The fields that the first source of an order decides.
fn fill_plain(metadata: &mut Metadata, claims: &Claims) {
    use field::plain;
    metadata.subtitle = metadata.keep("subtitle", plain::subtitle(claims));
    let block = claims.of(Field::Subtitle).iter().find_map(|claim| claim.block);
    metadata.subtitle_block = block.map(|block| block as usize);
    metadata.description = metadata.keep("description", plain::description(claims));
    metadata.publisher = metadata.keep("publisher", plain::publisher(claims));
    metadata.section = metadata.keep("section", plain::section(claims));
    metadata.licence = metadata.keep("licence", plain::licence(claims));
    metadata.page_type = metadata.keep("page_type", plain::page_type(claims));
    metadata.is_accessible_for_free = metadata.keep("is_accessible_for_free", plain::free(claims));
    metadata.comment_count =
        metadata.keep("comment_count", plain::count(claims, Field::CommentCount));
    let (tags, source) = plain::tags(claims);
    metadata.tags = metadata.keep("tags", source.map(|source| (tags, source))).unwrap_or_default();
}

/// What is counted, and what rules have found.
fn fill_counted(metadata: &mut Metadata, marks: &Marks, n_words: usize) {
    metadata.count(n_words);
    metadata.contacts = marks.contacts.clone();
    metadata.share_targets = marks.share_targets.clone();
}

impl Metadata {
    fn count(&mut self, n_words: usize) {
        self.word_count = n_words;
        self.reading_time_minutes = n_words.div_ceil(WORDS_A_MINUTE);
    }

    /// Counts the blocks that have come into the body since its words were counted, and not those that have
    /// left it: a table is kept whole, a date and the headline said again are not.
    pub(crate) fn count_anew(
        &mut self,
        page: &Page,
        was_body: &[bool],
        is_body: impl Fn(usize) -> bool,
    ) {
        let (mut more, mut fewer) = (0, 0);
        for (at, (block, was)) in page.blocks.iter().zip(was_body).enumerate() {
            let is = is_body(at);
            if is != *was {
                let n = if is { &mut more } else { &mut fewer };
                *n += lines::count_words(page.block_text(block));
            }
        }
        self.count((self.word_count + more).saturating_sub(fewer));
    }
}

/// Words a minute of a silent reader of English non-fiction (Brysbaert 2019).
const WORDS_A_MINUTE: usize = 238;

/// Words of a body that is an article whatever its page says of itself.
const LONG: usize = 200;

/// Words of body text without which the kind of a page is a guess.
const SOME: usize = 40;

fn count_words(page: &Page, verdicts: &[Verdict]) -> usize {
    let body = page.blocks.iter().zip(verdicts).filter(|(_, v)| v.label == Label::Body);
    body.map(|(block, _)| lines::count_words(page.block_text(block))).sum()
}

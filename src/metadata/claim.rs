//! What each source says, before anything is chosen.

use std::collections::BTreeMap;

use serde::Serialize;

/// A field of the metadata that sources make claims about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Field {
    Title,
    Subtitle,
    Author,
    /// An author that the source itself calls an organisation.
    AuthorOrganisation,
    /// A member of the site, by a link to the member's page: the writer of a post, in a thread.
    Member,
    Published,
    Modified,
    SiteName,
    SiteHandle,
    Publisher,
    Section,
    Tag,
    Description,
    Language,
    Url,
    Image,
    ImageWidth,
    ImageHeight,
    Licence,
    Copyright,
    Free,
    PageType,
    WordCount,
    CommentCount,
}

impl Field {
    /// The name of the field in JSON and in [`super::Metadata::claims`].
    pub(super) fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Subtitle => "subtitle",
            Field::Author | Field::AuthorOrganisation => "author",
            Field::Member => "member",
            Field::Published => "published",
            Field::Modified => "modified",
            Field::SiteName | Field::SiteHandle => "site_name",
            Field::Publisher => "publisher",
            Field::Section => "section",
            Field::Tag => "tag",
            Field::Description => "description",
            Field::Language => "language",
            Field::Url => "url",
            Field::Image => "image",
            Field::ImageWidth => "image_width",
            Field::ImageHeight => "image_height",
            Field::Licence => "licence",
            Field::Copyright => "copyright",
            Field::Free => "free",
            Field::PageType => "page_type",
            Field::WordCount => "word_count",
            Field::CommentCount => "comment_count",
        }
    }

    /// The field of a data file's second column; names as [`Field::name`], `None` for others.
    pub(super) fn from_name(name: &str) -> Option<Field> {
        const ALL: [Field; 21] = [
            Field::Title,
            Field::Subtitle,
            Field::Author,
            Field::Published,
            Field::Modified,
            Field::SiteName,
            Field::Publisher,
            Field::Section,
            Field::Tag,
            Field::Description,
            Field::Language,
            Field::Url,
            Field::Image,
            Field::ImageWidth,
            Field::ImageHeight,
            Field::Licence,
            Field::Copyright,
            Field::Free,
            Field::PageType,
            Field::WordCount,
            Field::CommentCount,
        ];
        if name == "site_handle" {
            return Some(Field::SiteHandle);
        }
        ALL.into_iter().find(|field| field.name() == name)
    }
}

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Source {
    /// A script of type `application/ld+json`.
    JsonLd,
    /// `og:` and `article:` properties.
    OpenGraph,
    /// `twitter:` names.
    Twitter,
    /// `dc.` and `dcterms.` names.
    DublinCore,
    /// `citation_` names, as scholarly indexes read them.
    Citation,
    /// `parsely-` names.
    Parsely,
    /// `sailthru.` names.
    Sailthru,
    /// Other names of `<meta>`.
    Meta,
    /// `<meta http-equiv>`.
    HttpEquiv,
    /// `itemprop` attributes.
    Microdata,
    /// `property` attributes of visible elements.
    Rdfa,
    /// Class names of the microformats: `h-entry`, `p-author`, `entry-title`.
    Microformat,
    /// `<time>`.
    TimeElement,
    /// `<link>` and `rel` attributes.
    Link,
    /// The `lang` attribute of the page's root.
    HtmlLang,
    /// `<title>`.
    TitleElement,
    /// A visible heading.
    Heading,
    /// Class and id words of a visible element.
    ClassWords,
    /// A visible line that begins like a byline.
    Byline,
    /// A visible line with a date.
    Dateline,
    /// A copyright line.
    Copyright,
    /// The page's address.
    Address,
    /// Found by reading the text itself.
    Text,
}

/// One value of one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Claim {
    /// The value, as the source has it, white space normalised.
    pub value: String,
    /// Where it stands.
    pub source: Source,
    /// Index of the visible block that shows it.
    #[serde(skip)]
    pub(crate) block: Option<u32>,
}

/// All claims about a page, in the order in which they were read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Claims(BTreeMap<Field, Vec<Claim>>);

/// More claims about one field say nothing new: pages made to choke a reader have 10⁵.
const MAX_CLAIMS: usize = 64;

/// The longest value that is kept, in bytes; a longer one is no title, name or date.
const MAX_BYTES: usize = 4_000;

impl Claims {
    /// Adds what a source says, if it says anything.
    pub(super) fn add(&mut self, field: Field, value: &str, source: Source) {
        self.add_at(field, value, source, None);
    }

    /// Adds what a visible block says.
    pub(super) fn add_at(&mut self, field: Field, value: &str, source: Source, block: Option<u32>) {
        let claims = self.0.entry(field).or_default();
        if claims.len() >= MAX_CLAIMS || value.len() > MAX_BYTES {
            return;
        }
        let value = super::fold::spaces(value);
        if !value.is_empty() {
            claims.push(Claim { value, source, block });
        }
    }

    /// The claims about a field.
    pub(super) fn of(&self, field: Field) -> &[Claim] {
        self.0.get(&field).map_or(&[], Vec::as_slice)
    }

    /// The claims of one source about a field.
    pub(super) fn from(&self, field: Field, source: Source) -> impl Iterator<Item = &Claim> {
        self.of(field).iter().filter(move |claim| claim.source == source)
    }

    /// The first claim about a field from the first of some sources that has one.
    pub(super) fn first(&self, field: Field, sources: &[Source]) -> Option<&Claim> {
        sources.iter().find_map(|source| self.from(field, *source).next())
    }

    /// The claims about the fields of a name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Claim> {
        self.0.iter().filter(move |(field, _)| field.name() == name).flat_map(|(_, claims)| claims)
    }
}

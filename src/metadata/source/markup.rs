//! Claims of elements and their attributes: `<meta>`, `<link>`, `<html>`, microdata, RDFa,
//! microformats, `<time>`, `rel`.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::class_words::{Shows, shows};
use crate::html::{AttrName, Tag};
use crate::metadata::claim::{Claims, Field, Source};
use crate::metadata::words;
use crate::page::{Element, Page};
use crate::table::rows;

static META_NAMES: Lazy<FxHashMap<&'static str, (Field, Source)>> = Lazy::new(|| {
    rows(include_str!("../data/meta_names.tsv"))
        .filter_map(|row| match row.as_slice() {
            [name, field, source] => Some((*name, (Field::from_name(field)?, source_of(source)?))),
            _ => None,
        })
        .collect()
});

static ITEM_NAMES: Lazy<FxHashMap<&'static str, Field>> = Lazy::new(|| {
    rows(include_str!("../data/item_names.tsv"))
        .filter_map(|row| match row.as_slice() {
            [name, field] => Some((*name, Field::from_name(field)?)),
            _ => None,
        })
        .collect()
});

/// Parts of an address after which a person comes: the author, or a member of the site.
static PATHS: Lazy<FxHashMap<&'static str, Field>> = Lazy::new(|| {
    let of = |field, table| rows(table).flatten().map(move |path| (path, field));
    let authors = of(Field::Author, include_str!("../data/author_paths.txt"));
    authors.chain(of(Field::Member, include_str!("../data/member_paths.txt"))).collect()
});

fn source_of(name: &str) -> Option<Source> {
    Some(match name {
        "open_graph" => Source::OpenGraph,
        "twitter" => Source::Twitter,
        "dublin_core" => Source::DublinCore,
        "citation" => Source::Citation,
        "parsely" => Source::Parsely,
        "sailthru" => Source::Sailthru,
        "meta" => Source::Meta,
        "http_equiv" => Source::HttpEquiv,
        _ => return None,
    })
}

/// The longest name that a table holds.
const LONGEST_NAME: usize = 48;

/// The longest part of an address in the tables of paths, in bytes.
const LONGEST_PATH: usize = 14;

/// The longest text of a link to an author, in bytes.
const LONGEST_NAME_TEXT: u32 = 80;

/// The longest visible text that is taken for a name or a date.
const LONGEST_TEXT: usize = 200;

/// Adds the claims of all elements, in one pass.
pub(super) fn read(page: &Page, claims: &mut Claims) {
    let mut reader = Reader { page, claims, rejected_until: 0, author_card: None };
    for (at, element) in page.elements.iter().enumerate() {
        match element.tag {
            Tag::Meta => reader.meta(element),
            Tag::Link => reader.link(element),
            Tag::Html => reader.root(element),
            _ => reader.visible(at, element),
        }
    }
}

struct Reader<'a, 'c> {
    page: &'a Page,
    claims: &'c mut Claims,
    /// Elements before this one lie in a subtree about something else.
    rejected_until: usize,
    /// The number of the `twitter:label` that says "Written by".
    author_card: Option<u8>,
}

impl Reader<'_, '_> {
    fn meta(&mut self, element: &Element) {
        let Some(content) = self.page.attribute(element, AttrName::Content) else { return };
        for name in [AttrName::Property, AttrName::Name, AttrName::HttpEquiv] {
            let Some(names) = self.page.attribute(element, name) else { continue };
            for name in names.split_whitespace().take(4) {
                self.named(name, content);
            }
        }
        if let Some(name) = self.page.attribute(element, AttrName::Itemprop) {
            self.item(name, content, Source::Microdata, None);
        }
    }

    fn named(&mut self, name: &str, content: &str) {
        if name.len() > LONGEST_NAME {
            return;
        }
        let name = name.to_ascii_lowercase();
        if name == "parsely-page" {
            return self.parsely_page(content);
        }
        if let Some(card) = name.strip_prefix("twitter:") {
            self.card(card, content);
        }
        if let Some((field, source)) = META_NAMES.get(name.as_str()) {
            self.claims.add(*field, &twice_decoded(content), *source);
        }
    }

    /// Labelled values of a Twitter card: a label "Written by" and the name in the value of the same
    /// number, as WordPress writes them. `twitter:creator` mostly names an account.
    fn card(&mut self, name: &str, content: &str) {
        let number = name.bytes().last();
        if name.starts_with("label") && matches!(words::after_by(content), Some(("", _))) {
            self.author_card = number;
        } else if name.starts_with("data") && number == self.author_card
            || name == "creator" && content.contains(' ')
        {
            self.claims.add(Field::Author, &twice_decoded(content), Source::Twitter);
        }
    }

    /// Parse.ly's older form: one JSON object in an attribute.
    fn parsely_page(&mut self, content: &str) {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(content) else { return };
        for (key, field) in [
            ("title", Field::Title),
            ("author", Field::Author),
            ("authors", Field::Author),
            ("pub_date", Field::Published),
            ("section", Field::Section),
        ] {
            let texts = match value.get(key) {
                Some(serde_json::Value::Array(items)) => items.as_slice(),
                Some(one) => std::slice::from_ref(one),
                None => &[],
            };
            for text in texts.iter().filter_map(|text| text.as_str()) {
                self.claims.add(field, text, Source::Parsely);
            }
        }
    }

    fn link(&mut self, element: &Element) {
        let Some(href) = self.page.attribute(element, AttrName::Href) else { return };
        let rels = self.page.attribute(element, AttrName::Rel).unwrap_or("");
        for rel in rels.split_whitespace() {
            let field = match rel {
                rel if rel.eq_ignore_ascii_case("canonical") => Field::Url,
                rel if rel.eq_ignore_ascii_case("license") => Field::Licence,
                rel if rel.eq_ignore_ascii_case("image_src") => Field::Image,
                _ => continue,
            };
            self.claims.add(field, href, Source::Link);
        }
    }

    fn root(&mut self, element: &Element) {
        for name in [AttrName::Lang, AttrName::XmlLang] {
            if let Some(language) = self.page.attribute(element, name) {
                self.claims.add(Field::Language, language, Source::HtmlLang);
            }
        }
    }

    /// An element of the body: what its attributes and class words say about its text.
    fn visible(&mut self, at: usize, element: &Element) {
        let words = shows(self.page.tokens_of(element));
        let in_body = !matches!(element.tag, Tag::Body | Tag::Main | Tag::Article);
        if words.any(Shows::REJECT) && in_body && !words.any(Shows::ENTRY) {
            self.rejected_until = self.rejected_until.max(element.end as usize);
        }
        // Posts of others that are embedded have names and dates of their own.
        if element.tag == Tag::Blockquote {
            self.rejected_until = self.rejected_until.max(element.end as usize);
        }
        if element.first_attribute == element.end_attribute && element.tag != Tag::Time {
            return;
        }
        self.item_attributes(at, element);
        let rejected = at < self.rejected_until || element.hidden;
        let leads_to = (element.tag == Tag::A).then(|| self.leads_to(element)).flatten();
        if leads_to == Some(Field::Member) && !element.hidden {
            self.linked(element, Field::Member);
        }
        if element.tag == Tag::Time {
            self.time(element, words, rejected);
        }
        if rejected {
            return;
        }
        if leads_to == Some(Field::Author) || self.is_author(element) {
            self.linked(element, Field::Author);
        }
        if words.any(Shows::AUTHOR) {
            self.shown(element, Field::Author);
        } else if words.any(Shows::DATE) && element.tag != Tag::Time {
            let field = if words.any(Shows::UPDATED) { Field::Modified } else { Field::Published };
            self.shown(element, field);
        } else if words.any(Shows::UPDATED) && element.tag != Tag::Time {
            self.shown(element, Field::Modified);
        } else if words.any(Shows::HEADLINE) && words.any(Shows::ENTRY) {
            self.shown(element, Field::Title);
        }
    }

    /// `itemprop` and `property` of an element that is not a `<meta>`.
    fn item_attributes(&mut self, at: usize, element: &Element) {
        let sources = [(AttrName::Itemprop, Source::Microdata), (AttrName::Property, Source::Rdfa)];
        for (name, source) in sources {
            let Some(names) = self.page.attribute(element, name) else { continue };
            let block = self.block_of(element);
            let value = self.item_value(at, element);
            if value.len() <= LONGEST_TEXT {
                self.item(names, &value, source, block);
            }
        }
    }

    /// The value of an item: an attribute made for it, the name inside, or the text.
    fn item_value(&self, at: usize, element: &Element) -> String {
        let attribute = |name| self.page.attribute(element, name);
        if let Some(value) = attribute(AttrName::Content).or(attribute(AttrName::Datetime)) {
            return value.to_owned();
        }
        if attribute(AttrName::Itemtype).is_some() || attribute(AttrName::Typeof).is_some() {
            let inside = self.page.elements.get(at + 1..element.end as usize).unwrap_or(&[]);
            let name = inside.iter().take(24).find(|inner| {
                let name = self.page.attribute(inner, AttrName::Itemprop);
                let name = name.or_else(|| self.page.attribute(inner, AttrName::Property));
                name.is_some_and(|name| name.ends_with("name"))
            });
            if let Some(name) = name {
                let content = self.page.attribute(name, AttrName::Content);
                return content.unwrap_or_else(|| self.page.element_text(name)).to_owned();
            }
        }
        self.text_of(element)
    }

    fn item(&mut self, names: &str, value: &str, source: Source, block: Option<u32>) {
        for name in names.split_whitespace().take(4) {
            let name = name.rsplit([':', '/', '#']).next().unwrap_or(name);
            if name.len() <= LONGEST_NAME
                && let Some(field) = ITEM_NAMES.get(name.to_ascii_lowercase().as_str())
            {
                self.claims.add_at(*field, value, source, block);
            }
        }
    }

    fn time(&mut self, element: &Element, words: Shows, rejected: bool) {
        let item = self.page.attribute(element, AttrName::Itemprop);
        if rejected && item.is_none() {
            return;
        }
        let item = item.and_then(|item| ITEM_NAMES.get(item.to_ascii_lowercase().as_str()));
        let is_change = words.any(Shows::UPDATED) && !words.any(Shows::DATE);
        let field = if is_change || item == Some(&Field::Modified) {
            Field::Modified
        } else {
            Field::Published
        };
        let value = self.page.attribute(element, AttrName::Datetime).map(str::to_owned);
        let value = value.unwrap_or_else(|| self.text_of(element));
        self.claims.add_at(field, &value, Source::TimeElement, self.block_of(element));
    }

    /// `rel=author`.
    fn is_author(&self, element: &Element) -> bool {
        let rel = self.page.attribute(element, AttrName::Rel).unwrap_or("");
        matches!(element.tag, Tag::A | Tag::Span)
            && rel.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("author"))
    }

    /// The text of an element that names a person.
    fn linked(&mut self, element: &Element, field: Field) {
        let block = self.block_of(element);
        let text = self.text_of(element);
        self.claims.add_at(field, &text, Source::Link, block);
    }

    /// Whom a link with a short text leads to, by its path.
    fn leads_to(&self, element: &Element) -> Option<Field> {
        let href = self.page.attribute(element, AttrName::Href)?;
        let path = href.split(['?', '#']).next().unwrap_or(href);
        let text = element.text_end.saturating_sub(element.text_start);
        if path.len() >= LONGEST_TEXT || text == 0 || text > LONGEST_NAME_TEXT {
            return None;
        }
        // The last part is the person's own, or the query is.
        let has_query = href.get(path.len()..).is_some_and(|rest| rest.starts_with('?'));
        let mut parts = path.trim_end_matches('/').split('/').peekable();
        while let Some(part) = parts.next() {
            if (parts.peek().is_some() || has_query)
                && part.len() <= LONGEST_PATH
                && let Some(field) = PATHS.get(part)
            {
                return Some(*field);
            }
        }
        None
    }

    fn shown(&mut self, element: &Element, field: Field) {
        let text = self.text_of(element);
        if text.len() <= LONGEST_TEXT {
            let block = self.block_of(element);
            self.claims.add_at(field, &text, Source::ClassWords, block);
        }
    }

    /// The text of an element, its blocks parted; nothing if it is too long for a value.
    fn text_of(&self, element: &Element) -> String {
        if element.text_end.saturating_sub(element.text_start) as usize > LONGEST_TEXT {
            return String::new();
        }
        let (start, end) = (element.text_start as usize, element.text_end as usize);
        let mut text = String::new();
        let blocks = element.first_block as usize
            ..(element.end_block as usize).max(element.first_block as usize + 1);
        for block in self.page.blocks.get(blocks).unwrap_or(&[]) {
            let from = start.max(block.start as usize);
            let to = end.min(block.end as usize);
            if from < to {
                if !text.is_empty() {
                    text.push_str(" | ");
                }
                text.push_str(self.page.text.get(from..to).unwrap_or(""));
            }
        }
        text
    }

    /// The block in which an element's text begins.
    fn block_of(&self, element: &Element) -> Option<u32> {
        let first = element.first_block;
        let begins = |block: &crate::page::Block| {
            block.start <= element.text_start && element.text_start < block.end
        };
        let before = first
            .checked_sub(1)
            .filter(|at| self.page.blocks.get(*at as usize).is_some_and(begins));
        before
            .or((first < u32::try_from(self.page.blocks.len()).unwrap_or(u32::MAX))
                .then_some(first))
    }
}

/// The content of a `<meta>`: many templates encode it twice.
fn twice_decoded(content: &str) -> std::borrow::Cow<'_, str> {
    crate::html::decode_references(content)
}

//! Claims of JSON-LD.

mod graph;
mod repair;

use serde_json::Value;

use graph::{Graph, Node, ORGANISATION_RANK, PAGE_RANK, SITE_RANK};

use crate::metadata::claim::{Claims, Field, Source};
use crate::page::{IslandKind, Page};

/// Adds what the page's JSON-LD says of its article, its site and its publisher. Content systems date
/// every page: the date of one that is called no article counts if the page reads like one.
pub(super) fn read(page: &Page, address: Option<&str>, is_dated: bool, claims: &mut Claims) {
    let islands = page.islands.iter().filter(|island| island.kind == IslandKind::JsonLd);
    let values: Vec<Value> =
        islands.flat_map(|island| repair::values(page.island_text(island))).collect();
    if values.is_empty() {
        return;
    }
    let graph = Graph::read(&values);
    let mut reader = Reader { graph: &graph, claims };
    if let Some(article) = graph.article(address) {
        reader.article(article);
    }
    if let Some(node) = graph.first_with(PAGE_RANK, "name") {
        reader.texts(node, "inLanguage", Field::Language);
        reader.texts(node, "description", Field::Description);
    }
    let is_dated = is_dated || graph.article(address).is_some();
    let node = graph.first_with(PAGE_RANK, "datePublished").filter(|_| is_dated);
    let mut reader = Reader { graph: &graph, claims };
    if let Some(node) = node {
        reader.texts(node, "datePublished", Field::Published);
        reader.texts(node, "dateModified", Field::Modified);
    }
    if let Some(node) = graph.first_with(SITE_RANK, "name") {
        reader.texts(node, "name", Field::SiteName);
    }
    if let Some(node) = graph.first_with(ORGANISATION_RANK, "name") {
        reader.texts(node, "name", Field::Publisher);
    }
}

/// Properties whose value is a text, and the fields they tell about.
const TEXTS: &[(&str, Field)] = &[
    ("headline", Field::Title),
    ("alternativeHeadline", Field::Subtitle),
    ("datePublished", Field::Published),
    ("uploadDate", Field::Published),
    ("datePosted", Field::Published),
    ("dateModified", Field::Modified),
    ("articleSection", Field::Section),
    ("keywords", Field::Tag),
    ("description", Field::Description),
    ("inLanguage", Field::Language),
    ("isAccessibleForFree", Field::Free),
    ("license", Field::Licence),
    ("wordCount", Field::WordCount),
    ("commentCount", Field::CommentCount),
    ("url", Field::Url),
    ("image", Field::Image),
];

struct Reader<'a, 'c> {
    graph: &'a Graph<'a>,
    claims: &'c mut Claims,
}

impl<'a> Reader<'a, '_> {
    fn article(&mut self, node: &'a Node) {
        for kind in graph::types(node).take(2) {
            self.claims.add(Field::PageType, &kind, Source::JsonLd);
        }
        for (name, field) in TEXTS {
            self.texts(node, name, *field);
        }
        if !node.contains_key("headline") {
            self.texts(node, "name", Field::Title);
        }
        if !node.contains_key("datePublished") {
            self.texts(node, "dateCreated", Field::Published);
        }
        let author = ["author", "creator", "authors"].iter().find_map(|name| node.get(*name));
        if let Some(author) = author {
            self.people(author);
        }
        if let Some(publisher) = node.get("publisher") {
            self.name_of(publisher, Field::Publisher);
        }
        if let Some(site) = node.get("isPartOf") {
            self.name_of(site, Field::SiteName);
        }
    }

    /// Claims of a property: a text, a number, a truth value, a list of them, or the name or
    /// address of an object.
    fn texts(&mut self, node: &'a Node, name: &str, field: Field) {
        let Some(value) = node.get(name) else { return };
        for value in listed(value).take(32) {
            match value {
                Value::String(text) => self.text(field, text),
                Value::Number(number) => self.text(field, &number.to_string()),
                Value::Bool(truth) => self.text(field, if *truth { "true" } else { "false" }),
                Value::Object(_) => self.object(value, field),
                _ => {}
            }
        }
    }

    fn object(&mut self, value: &'a Value, field: Field) {
        let Some(node) = self.graph.node(value) else { return };
        let keys: &[&str] = match field {
            Field::Image => &["url", "contentUrl", "@id"],
            Field::Language => &["alternateName", "name"],
            _ => &["name", "@value", "url", "@id"],
        };
        if let Some(text) = keys.iter().find_map(|key| node.get(*key)).and_then(first_text) {
            self.text(field, text);
        }
        if field == Field::Image {
            for (key, field) in [("width", Field::ImageWidth), ("height", Field::ImageHeight)] {
                match node.get(key) {
                    Some(Value::Number(number)) => self.text(field, &number.to_string()),
                    Some(Value::String(text)) => self.text(field, text),
                    _ => {}
                }
            }
        }
    }

    fn people(&mut self, value: &'a Value) {
        for value in listed(value).take(32) {
            match value {
                Value::String(name) => self.text(Field::Author, name),
                Value::Object(_) => {
                    let Some(node) = self.graph.node(value) else { continue };
                    let organised = graph::types(node).any(|kind| kind.contains("organi"));
                    let field = if organised { Field::AuthorOrganisation } else { Field::Author };
                    match node.get("name") {
                        Some(names) => {
                            for name in listed(names).take(8).filter_map(Value::as_str) {
                                self.text(field, name);
                            }
                        }
                        None => self.full_name(node),
                    }
                }
                _ => {}
            }
        }
    }

    fn full_name(&mut self, node: &'a Node) {
        let part = |key| node.get(key).and_then(Value::as_str);
        if let (Some(given), Some(family)) = (part("givenName"), part("familyName")) {
            self.text(Field::Author, &format!("{given} {family}"));
        }
    }

    fn name_of(&mut self, value: &'a Value, field: Field) {
        for value in listed(value).take(4) {
            let name =
                value.as_str().or_else(|| self.graph.node(value)?.get("name").and_then(first_text));
            if let Some(name) = name {
                self.text(field, name);
            }
        }
    }

    /// Texts in JSON-LD are plain; many templates write character references all the same.
    fn text(&mut self, field: Field, text: &str) {
        if text.contains('&') {
            let once = crate::html::decode_references(text);
            self.claims.add(field, &crate::html::decode_references(&once), Source::JsonLd);
        } else {
            self.claims.add(field, text, Source::JsonLd);
        }
    }
}

/// The items of a list, or the value itself.
fn listed(value: &Value) -> impl Iterator<Item = &Value> {
    match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    }
    .iter()
}

fn first_text(value: &Value) -> Option<&str> {
    listed(value).find_map(Value::as_str)
}

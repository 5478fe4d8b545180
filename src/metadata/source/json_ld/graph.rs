//! The nodes of all JSON-LD of a page, and the one that describes its article.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use crate::table::rows;

static RANKS: Lazy<FxHashMap<&'static str, u8>> = Lazy::new(|| {
    rows(include_str!("../../data/schema_types.tsv"))
        .filter_map(|row| match row.as_slice() {
            [name, rank] => Some((*name, rank.parse().ok()?)),
            _ => None,
        })
        .collect()
});

/// Ranks from here on describe pages and sites, not articles; see `schema_types.tsv`.
pub(super) const PAGE_RANK: u8 = 9;
pub(super) const SITE_RANK: u8 = 10;
pub(super) const ORGANISATION_RANK: u8 = 11;

/// Nodes looked at; a page's own description stands early.
const MAX_NODES: usize = 2_000;

/// Properties whose nodes are other things than the page's article.
const OTHER_THINGS: [&str; 14] = [
    "comment",
    "itemListElement",
    "hasPart",
    "mentions",
    "citation",
    "isRelatedTo",
    "isSimilarTo",
    "review",
    "reviews",
    "relatedLink",
    "liveBlogUpdate",
    "suggestedAnswer",
    "acceptedAnswer",
    "workExample",
];

pub(super) type Node = Map<String, Value>;

/// The nodes of a page, in order, with their ranks.
#[derive(Debug)]
pub(super) struct Graph<'a> {
    nodes: Vec<(u8, &'a Node)>,
    by_id: FxHashMap<&'a str, &'a Node>,
}

impl<'a> Graph<'a> {
    pub(super) fn read(values: &'a [Value]) -> Graph<'a> {
        let mut graph = Graph { nodes: Vec::new(), by_id: FxHashMap::default() };
        let mut stack: Vec<&Value> = values.iter().rev().collect();
        let mut n_seen = 0;
        while let Some(value) = stack.pop() {
            n_seen += 1;
            if n_seen > MAX_NODES {
                break;
            }
            match value {
                Value::Array(items) => stack.extend(items.iter().take(MAX_NODES).rev()),
                Value::Object(node) => {
                    graph.add(node);
                    // The questions of a list of questions are no article of their own.
                    if types(node).any(|kind| kind == "faqpage") {
                        continue;
                    }
                    let parts = node.iter().filter(|(name, value)| {
                        (value.is_object() || value.is_array())
                            && !OTHER_THINGS.contains(&name.as_str())
                    });
                    let parts: Vec<&Value> =
                        parts.map(|(_, value)| value).take(MAX_NODES).collect();
                    stack.extend(parts.iter().rev());
                }
                _ => {}
            }
        }
        graph
    }

    fn add(&mut self, node: &'a Node) {
        if node.len() > 1
            && let Some(id) = node.get("@id").and_then(Value::as_str)
        {
            self.by_id.entry(id).or_insert(node);
        }
        if let Some(rank) = rank(node) {
            self.nodes.push((rank, node));
        }
    }

    /// The node that describes the article: the lowest rank; of several, the one that names the
    /// page's address, else the first.
    pub(super) fn article(&self, address: Option<&str>) -> Option<&'a Node> {
        let articles = || self.nodes.iter().filter(|(rank, _)| *rank < PAGE_RANK);
        let best = articles().map(|(rank, _)| *rank).min()?;
        let mut same = articles().filter(|(rank, _)| *rank == best).map(|(_, node)| *node);
        let first = same.clone().next();
        let named = address.and_then(|address| same.find(|node| names(node, address)));
        named.or(first)
    }

    /// The first node of a rank that has a property.
    pub(super) fn first_with(&self, rank: u8, property: &str) -> Option<&'a Node> {
        let mut nodes = self.nodes.iter().filter(|(known, _)| *known == rank);
        nodes.find(|(_, node)| node.contains_key(property)).map(|(_, node)| *node)
    }

    /// The node of a reference; the object itself if it says more than its id.
    pub(super) fn node(&self, value: &'a Value) -> Option<&'a Node> {
        let node = value.as_object()?;
        if node.contains_key("name") {
            return Some(node);
        }
        let referred = node.get("@id").and_then(Value::as_str).and_then(|id| self.by_id.get(id));
        Some(referred.copied().unwrap_or(node))
    }
}

/// The types of a node, in lower case, without the vocabulary's address.
pub(super) fn types(node: &Node) -> impl Iterator<Item = String> {
    let kinds = match node.get("@type").or_else(|| node.get("type")) {
        Some(Value::Array(kinds)) => kinds.as_slice(),
        Some(kind) => std::slice::from_ref(kind),
        None => &[],
    };
    kinds
        .iter()
        .take(8)
        .filter_map(Value::as_str)
        .map(|kind| kind.rsplit(['/', '#', ':']).next().unwrap_or(kind).trim().to_ascii_lowercase())
}

fn rank(node: &Node) -> Option<u8> {
    types(node).filter_map(|kind| RANKS.get(kind.as_str()).copied()).min()
}

/// True if a node's own address is the page's.
fn names(node: &Node, address: &str) -> bool {
    let same = |value: &Value| {
        let id = value.as_str().or_else(|| value.get("@id").and_then(Value::as_str));
        id.is_some_and(|id| plain_address(id) == plain_address(address))
    };
    ["url", "mainEntityOfPage", "@id"].iter().filter_map(|name| node.get(*name)).any(same)
}

fn plain_address(address: &str) -> &str {
    let address = address.split(['#', '?']).next().unwrap_or(address);
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    address.trim_start_matches("www.").trim_end_matches('/')
}

//! The scraper reader: a walk over a parsed tree to builder events.
//!
//! It sees what a parser after the HTML standard sees, and is the reference for the lean reader.
//! The walk keeps no stack of its own but the tree's links, and is no deeper than
//! [`tree::MAX_DEPTH`]: what stands deeper becomes siblings.

use ego_tree::{NodeId, NodeRef};
use rustc_hash::FxHashSet;
use scraper::{ElementRef, Html, Node};

use super::attributes::AttrName;
use super::builder::Builder;
use super::selectors::Selectors;
use super::tags::Tag;
use super::{guard, lean, tree};
use crate::page::{Choice, IslandKind, Page};

/// Parses HTML source and reads the tree.
pub(super) fn read_source(source: &str, selectors: &Selectors) -> Page {
    let bounded = guard::bounded(source);
    let mut page = read(&Html::parse_document(&bounded.source), selectors);
    if bounded.was_cut && !page.notes.contains(&crate::Note::NestingTooDeep) {
        page.notes.push(crate::Note::NestingTooDeep);
    }
    page
}

/// Reads a tree.
pub(crate) fn read(document: &Html, selectors: &Selectors) -> Page {
    let matches = |selectors: &[scraper::Selector]| -> FxHashSet<NodeId> {
        selectors.iter().flat_map(|selector| document.select(selector)).map(|e| e.id()).collect()
    };
    let mut walker = Walker {
        // The tree has no record of its source's length; the builder grows as it must.
        builder: Builder::new(0),
        depth: 0,
        keep: matches(selectors.keep()),
        drop: matches(selectors.drop()),
    };
    walker.walk(document.tree.root());
    walker.builder.finish()
}

struct Walker {
    builder: Builder,
    /// Elements around the current node.
    depth: usize,
    keep: FxHashSet<NodeId>,
    drop: FxHashSet<NodeId>,
}

impl Walker {
    fn walk(&mut self, root: NodeRef<'_, Node>) {
        let mut at = root;
        while !self.builder.is_full() {
            if self.enter(at)
                && let Some(child) = at.first_child()
            {
                at = child;
                continue;
            }
            self.leave(at);
            while at.next_sibling().is_none() {
                let Some(parent) = at.parent().filter(|_| at != root) else { return };
                at = parent;
                self.leave(at);
            }
            let Some(next) = at.next_sibling().filter(|_| at != root) else { return };
            at = next;
        }
    }

    /// Begins a node. False if its children are not to be walked.
    fn enter(&mut self, node: NodeRef<'_, Node>) -> bool {
        match node.value() {
            Node::Element(_) => {
                ElementRef::wrap(node).is_some_and(|element| self.enter_element(element))
            }
            Node::Text(text) => {
                self.builder.text(text);
                false
            }
            Node::Document | Node::Fragment => true,
            _ => false,
        }
    }

    fn enter_element(&mut self, element: ElementRef<'_>) -> bool {
        self.depth += 1;
        let deep = self.depth > tree::MAX_DEPTH;
        if deep && self.builder.skips() {
            return false;
        }
        if deep {
            self.builder.note(crate::Note::NestingTooDeep);
        }
        if self.builder.stack().len() >= tree::MAX_DEPTH {
            self.builder.close();
        }
        let name = element.value().name().as_bytes();
        let tag = Tag::from_name(name);
        let foreign = tree::in_foreign(&self.builder);
        self.builder.open(tag, lean::name_hash(tag, name));
        for (name, value) in element.value().attrs() {
            if let Some(name) = AttrName::from_name(name.as_bytes()) {
                self.builder.attribute(name, value);
            }
        }
        self.choose(element.id());
        self.builder.start_content();
        self.content(element, tag, foreign)
    }

    fn choose(&mut self, node: NodeId) {
        if self.keep.contains(&node) {
            self.builder.choose(Choice::Keep);
        } else if self.drop.contains(&node) {
            self.builder.choose(Choice::Drop);
        }
    }

    /// Content that is an island. False if there is no more to it.
    fn content(&mut self, element: ElementRef<'_>, tag: Tag, foreign: bool) -> bool {
        let kind = match tag {
            _ if foreign => return true,
            Tag::Math => {
                self.builder.island(IslandKind::MathMl, &element.html());
                return false;
            }
            Tag::Title => Some(IslandKind::Title),
            Tag::Noscript if !tree::in_head(&self.builder) => Some(IslandKind::Noscript),
            Tag::Script => super::script_kind(&self.builder),
            _ => return true,
        };
        if let Some(kind) = kind {
            self.builder.island(kind, &source_in(element));
        }
        false
    }

    fn leave(&mut self, node: NodeRef<'_, Node>) {
        if !node.value().is_element() {
            return;
        }
        // Of the elements at the limit, only the one opened last is still open.
        let open = self.builder.stack().len();
        if open == self.depth.min(tree::MAX_DEPTH) {
            self.builder.close();
        }
        self.depth -= 1;
    }
}

/// The text in an element; markup, where a tree has it (`noscript` parsed without scripting).
fn source_in(element: ElementRef<'_>) -> String {
    if element.children().any(|child| child.value().is_element()) {
        return element.inner_html();
    }
    element.text().collect()
}

//! What each block is, and why.

mod address;
mod copies;
pub(crate) mod decide;
mod evidence;
mod judge;
mod kind;
mod lines;
mod lists;
mod mark;
mod notices;
mod reasons;
mod rules;
mod share;
mod shell;
mod site_lines;

pub use evidence::Evidence;
#[cfg(feature = "_internal")]
pub(crate) use evidence::Seen;
pub(crate) use evidence::Told;
#[cfg(feature = "_internal")]
pub(crate) use judge::probabilities;
pub(crate) use judge::{Judgement, judge};
pub use kind::PageKind;
pub(crate) use mark::of_several_labels;
pub(crate) use reasons::why;

use serde::Serialize;

use crate::page::Page;

/// What a block is on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Label {
    /// The article's headline.
    Headline,
    /// The line below or above the headline that sums the article up.
    Subtitle,
    /// Who wrote it.
    Byline,
    /// When (and where) it was written.
    Dateline,
    /// Content.
    Body,
    /// Text under an image or a table.
    Caption,
    /// Who made an image.
    Credit,
    /// A reader's comment, or a part of one.
    Comment,
    /// What forum software prints around posts: ranks, counts, states of the thread.
    Thread,
    /// Menus, link lists, pagers.
    Navigation,
    /// The path to the page: "Home › News › Europe".
    Breadcrumb,
    /// "Skip to main content".
    SkipLink,
    /// Share bars and "follow us".
    Share,
    /// Print, e-mail, copy, save, text size.
    Tool,
    /// An address or contact block.
    Address,
    /// Filler that a template shipped with: lorem ipsum, "123 Main Street".
    Placeholder,
    /// Cookie and privacy notices.
    Consent,
    /// Newsletter, membership and app prompts.
    Subscribe,
    /// Fields, buttons and messages of forms.
    Form,
    /// What stands around a price: cart, stock, delivery.
    Shop,
    /// What readers are asked to do: "Get started", "Book a demo".
    CallToAction,
    /// "Subscribers only", "continue reading".
    Paywall,
    /// Advertisement labels and advertisements.
    Advert,
    /// Teasers of other pages: related, most read, read also.
    Teaser,
    /// About the author.
    AuthorBox,
    /// Numbers of views, shares, comments; reading time.
    Counter,
    /// Copyright, terms, imprint.
    Legal,
    /// Text that has already come on this page.
    Duplicate,
    /// Hidden from readers by markup.
    Hidden,
    /// Not content, without a more exact word.
    Boilerplate,
}

/// Why a block has its label.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// A rule, by its id.
    Rule(&'static str),
    /// The learned judge; see [`Verdict::probability`].
    Model,
}

/// The ids of the two rules that are the caller's own.
const KEEP_SELECTOR: &str = "keep-selector";
const DROP_SELECTOR: &str = "drop-selector";

/// The id of the rule for parts of a site.
pub(crate) const SECTION_LABEL: &str = "section-label";

impl Reason {
    /// True if the caller's selectors decided: nothing changes that.
    pub(crate) fn is_choice(&self) -> bool {
        matches!(self, Reason::Rule(KEEP_SELECTOR | DROP_SELECTOR))
    }
}

/// The label of one block, with the reason.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Verdict {
    /// What the block is.
    pub label: Label,
    /// Why.
    pub reason: Reason,
    /// Probability of being content, 0 to 1, as the learned judge sees it.
    pub probability: f32,
    pub(crate) told: Told,
}

impl Verdict {
    pub(crate) fn new(label: Label, reason: Reason, probability: f32) -> Verdict {
        Verdict { label, reason, probability, told: Told::default() }
    }
}

/// True for a block that is content.
pub(crate) fn is_body(verdicts: &[Verdict], at: usize) -> bool {
    verdicts.get(at).is_some_and(|verdict| verdict.label == Label::Body)
}

/// What rules and vocabulary say of one block, before anything is learned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Mark {
    pub(crate) label: Label,
    /// The id of the rule.
    pub(crate) rule: &'static str,
    /// True if the rule is right whatever the page looks like: no judge may overrule it.
    pub(crate) sure: bool,
}

/// What rules and vocabulary say of a page.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// One per block, in page order.
    pub(crate) blocks: Vec<Option<Mark>>,
    /// Address and contact blocks found, each once.
    pub(crate) contacts: Vec<Contact>,
    /// What the share bars of the page offer, lower case, each once, in page order.
    pub(crate) share_targets: Vec<String>,
}

impl Marks {
    /// Marks the blocks from one on as what the page itself calls its article; other sure marks stay.
    pub(crate) fn declare(&mut self, from: usize) {
        let declared = Mark { label: Label::Body, rule: "article-body", sure: true };
        for slot in self.blocks.iter_mut().skip(from).filter(|slot| !slot.is_some_and(|m| m.sure)) {
            *slot = Some(declared);
        }
    }
}

/// An address or contact block of the page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Contact {
    /// The label line above it, as on the page: "Physical Address".
    pub label: Option<String>,
    /// Its lines, as on the page, without the label line.
    pub lines: Vec<String>,
    /// How often it stands on the page.
    pub times: usize,
    /// True if it is filler that a site template shipped with.
    pub placeholder: bool,
    /// The postal code among its lines, as written there.
    pub postal_code: Option<String>,
    /// Telephone and fax numbers among its lines, as written there.
    pub phones: Vec<String>,
    /// E-mail addresses among its lines.
    pub emails: Vec<String>,
}

/// Marks blocks by rules and vocabulary.
pub(crate) fn mark(page: &Page) -> Marks {
    mark::mark(page)
}

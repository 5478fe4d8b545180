//! Where each block of the page goes.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::html::{AttrName, Tag};
use crate::label::{Label, PageKind, Reason, Verdict, of_several_labels};
use crate::metadata::Headline;
use crate::page::{Block, Element, Page};

/// Where a block of the page goes in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Headline,
    Subtitle,
    Byline,
    Body,
    Caption,
    Credit,
    Comment,
    /// Not into the article.
    Out,
}

/// Bytes of a block that can be a byline, and of one that the judge takes for content: it can be a
/// sentence about the author.
const LONGEST_BYLINE: u32 = 160;
const LONGEST_IN_BODY: u32 = 60;

/// Bytes of a block that can only be running text.
const MIN_RUNNING: u32 = 60;

/// The lines around the headline that metadata knows of.
pub(super) struct Lines<'a> {
    pub(super) headline: Option<&'a Headline>,
    /// The blocks that sum the article up, and name its authors.
    pub(super) subtitle: Option<usize>,
    pub(super) byline: Option<usize>,
    /// Those that say nothing but when it was written, in order.
    pub(super) datelines: &'a [usize],
    /// Those at the end of the text that are about its author.
    pub(super) author_box: &'a Range<usize>,
}

/// The places of all blocks, and sums over them.
#[derive(Debug)]
pub(super) struct Plan {
    places: Vec<Place>,
    pub(super) verdicts: Vec<Verdict>,
    /// Bytes of the body and of what is left out, before each block.
    sums: Vec<(u32, u32)>,
    /// The block that shows the headline.
    headline: Option<usize>,
    /// The page is a thread.
    pub(super) is_thread: bool,
}

impl Plan {
    /// Makes the plan: the headline and exact repeats of it leave the body, and so do byline, datelines and
    /// the box about the author, by their blocks.
    pub(super) fn new(
        page: &Page,
        mut verdicts: Vec<Verdict>,
        lines: &Lines<'_>,
        kind: Option<PageKind>,
    ) -> Plan {
        let &Lines { headline, subtitle, byline, datelines, author_box } = lines;
        verdicts.truncate(page.blocks.len());
        let missing = page.blocks.len() - verdicts.len();
        verdicts.extend(std::iter::repeat_n(unjudged(), missing));
        let shown = headline.and_then(|headline| headline.block);
        let shown_text = shown.and_then(|at| page.blocks.get(at)).map(|at| page.block_text(at));
        let mut places = Vec::with_capacity(verdicts.len());
        for (at, (block, verdict)) in page.blocks.iter().zip(&mut verdicts).enumerate() {
            let is_dropped = verdict.reason.is_choice() && verdict.label != Label::Body;
            let place = if Some(at) == shown && !is_dropped {
                name(verdict, Label::Headline, "headline");
                Place::Headline
            } else if Some(at) == byline && !is_dropped && is_byline(block, verdict) {
                name(verdict, Label::Byline, "byline");
                Place::Byline
            } else if is_judged(verdict) && datelines.binary_search(&at).is_ok() {
                name(verdict, Label::Dateline, "dateline");
                Place::Out
            } else if is_judged(verdict)
                && place_of(verdict.label) == Place::Body
                && author_box.contains(&at)
            {
                name(verdict, Label::AuthorBox, "author-box");
                Place::Out
            } else if Some(at) == subtitle && !is_dropped && verdict.label != Label::Body {
                name(verdict, Label::Subtitle, "subtitle");
                Place::Subtitle
            } else if is_judged(verdict)
                && verdict.label == Label::Boilerplate
                && let Some(mark) = of_several_labels(page, at)
            {
                name(verdict, mark.label, mark.rule);
                Place::Out
            } else if verdict.label == Label::Comment && verdict.reason != Reason::Model {
                // Headings and buttons of comments are none.
                Place::Out
            } else {
                place_of(verdict.label)
            };
            let repeats = place == Place::Body && !verdict.reason.is_choice() && {
                let text = page.block_text(block);
                Some(text) == shown_text || headline.is_some_and(|headline| headline.text == text)
            };
            if repeats {
                verdict.label = Label::Duplicate;
                verdict.reason = Reason::Rule("headline-repeated");
                places.push(Place::Out);
            } else {
                places.push(place);
            }
        }
        let is_thread = kind == Some(PageKind::Forum);
        let mut plan = Plan { places, verdicts, sums: Vec::new(), headline: shown, is_thread };
        plan.sum(page);
        plan.keep_captions(page);
        // Where something is sold, the notes are small print.
        let is_sold = matches!(
            kind,
            Some(PageKind::Product | PageKind::Collection | PageKind::Listing | PageKind::Service)
        );
        if !is_sold {
            plan.keep_notes(page);
        }
        // Images and tables go by what is kept around them.
        plan.sum(page);
        plan
    }

    /// Captions of images and videos that stand in the article. The judge drops them, for they are
    /// no part of the text.
    fn keep_captions(&mut self, page: &Page) {
        for (index, figure) in page.elements.iter().enumerate() {
            let blocks = figure.first_block as usize..figure.end_block as usize;
            if figure.tag != Tag::Figure || figure.hidden || blocks.is_empty() {
                continue;
            }
            let inside = page.elements.get(index + 1..figure.end as usize).unwrap_or(&[]);
            let is_medium = |tag| matches!(tag, Tag::Img | Tag::Video | Tag::Audio | Tag::Iframe);
            let stands_in_article = || {
                let own = self.bytes_in(figure);
                let (kept, left_out) = self.bytes_around(page, figure, own);
                let before = blocks.start.checked_sub(1);
                own.0 == 0
                    && kept > left_out.saturating_sub(own.1)
                    && (before.is_some_and(|at| self.is_kept(at)) || self.is_kept(blocks.end))
            };
            if inside.iter().any(|element| is_medium(element.tag)) && stands_in_article() {
                for at in blocks {
                    self.keep_caption(page, at);
                }
            }
        }
    }

    fn keep_caption(&mut self, page: &Page, at: usize) {
        let Some(block) = page.blocks.get(at).filter(|block| !block.hidden) else { return };
        let is_caption =
            page.ancestors(block.element).take(4).any(|(_, outer)| outer.tag == Tag::Figcaption);
        if is_caption && self.is_free(at) {
            self.set(at, Place::Caption, Label::Caption, "figure-caption");
        }
    }

    /// Notes that raised links in the body lead to: small ones, which the judge dropped.
    fn keep_notes(&mut self, page: &Page) {
        // More of them are the sources of an encyclopedia, which readers do not read along.
        const MOST_NOTES: usize = 12;
        const MOST_BLOCKS: usize = 4;
        const MOST_BYTES: u32 = 1_500;
        let targets: FxHashSet<&str> = page
            .elements
            .iter()
            .filter(|link| {
                let raised = page.element(link.parent).is_some_and(|outer| outer.tag == Tag::Sup);
                link.tag == Tag::A && raised && self.is_in_body(page, link)
            })
            .filter_map(|link| page.attribute(link, AttrName::Href)?.strip_prefix('#'))
            .collect();
        if targets.is_empty() || targets.len() > MOST_NOTES {
            return;
        }
        for note in &page.elements {
            let blocks = note.first_block as usize..note.end_block as usize;
            let is_small = (1..=MOST_BLOCKS).contains(&blocks.len())
                && note.text_end.saturating_sub(note.text_start) <= MOST_BYTES
                && matches!(note.tag, Tag::Li | Tag::P | Tag::Div | Tag::Dd);
            let id = page.attribute(note, AttrName::Id).filter(|_| is_small);
            if id.is_some_and(|id| targets.contains(id))
                && blocks.clone().all(|at| self.is_free(at))
            {
                blocks.for_each(|at| self.keep(at, "referenced-note"));
            }
        }
    }

    /// True if the text of an inline element stands in a block of the body.
    fn is_in_body(&self, page: &Page, element: &Element) -> bool {
        let next = element.first_block as usize;
        let holds = |at: usize| {
            page.blocks.get(at).is_some_and(|block| {
                block.start <= element.text_start && element.text_start < block.end
            })
        };
        let mut near = [next.checked_sub(1), Some(next)].into_iter().flatten();
        near.any(|at| holds(at) && self.place(at) == Place::Body)
    }

    /// True for a block that the judge dropped without a more exact word.
    fn is_free(&self, at: usize) -> bool {
        self.place(at) == Place::Out
            && self.verdicts.get(at).is_some_and(|verdict| {
                verdict.reason == Reason::Model && verdict.label == Label::Boilerplate
            })
    }

    fn sum(&mut self, page: &Page) {
        let mut sum = (0u32, 0u32);
        self.sums.clear();
        self.sums.reserve(self.places.len() + 1);
        self.sums.push(sum);
        for (block, place) in page.blocks.iter().zip(&self.places) {
            match place {
                Place::Body => sum.0 += block.len(),
                Place::Out | Place::Comment => sum.1 += block.len(),
                _ => {}
            }
            self.sums.push(sum);
        }
    }

    pub(super) fn place(&self, at: usize) -> Place {
        self.places.get(at).copied().unwrap_or(Place::Out)
    }

    /// Bytes of the body, and of what is left out, among some blocks.
    pub(super) fn bytes(&self, from: usize, to: usize) -> (u32, u32) {
        let last = self.sums.len().saturating_sub(1);
        let (from, to) = (from.min(last), to.min(last));
        match (self.sums.get(from), self.sums.get(to)) {
            (Some(a), Some(b)) => (b.0.saturating_sub(a.0), b.1.saturating_sub(a.1)),
            _ => (0, 0),
        }
    }

    /// True if what stands at an element, before block `at`, is surrounded by the article: the
    /// innermost element around it that has text is mostly kept, and a neighbour of it is kept.
    pub(super) fn surrounds(&self, page: &Page, index: usize, at: usize) -> bool {
        let Some(element) = page.elements.get(index).filter(|element| !element.hidden) else {
            return false;
        };
        let (kept, left_out) = self.bytes_around(page, element, (0, 0));
        kept >= left_out && kept > 0 && (self.is_kept(at) || at > 0 && self.is_kept(at - 1))
    }

    /// True if an element stands between blocks of the body in one container, running text among
    /// them. Of 125 tables that stand so on pages of WCXB's development split 120 are content.
    pub(super) fn is_between(&self, page: &Page, element: &Element) -> bool {
        let (first, end) = (element.first_block, element.end_block);
        let has_more = |outer: &Element| outer.first_block < first || outer.end_block > end;
        let outer = page.ancestors(element.parent).map(|(_, outer)| outer).find(|it| has_more(it));
        let has_both = outer.is_some_and(|it| it.first_block < first && it.end_block > end);
        let beside = [first.checked_sub(1), Some(end)];
        let is_body = |at: &u32| self.place(*at as usize) == Place::Body;
        let is_running =
            |at: u32| page.blocks.get(at as usize).is_some_and(|block| block.len() >= MIN_RUNNING);
        has_both
            && beside.iter().all(|at| at.as_ref().is_some_and(is_body))
            && beside.into_iter().flatten().any(is_running)
    }

    /// Bytes of the body, and of what is left out, in the innermost element around one that holds
    /// more than its own.
    fn bytes_around(&self, page: &Page, element: &Element, own: (u32, u32)) -> (u32, u32) {
        let mut around = page.ancestors(element.parent).map(|(_, outer)| outer);
        let more = around.find_map(|outer| {
            let bytes = if outer.hidden { (0, 1) } else { self.bytes_in(outer) };
            (bytes != own).then_some(bytes)
        });
        more.unwrap_or_else(|| self.bytes(0, usize::MAX))
    }

    fn bytes_in(&self, element: &Element) -> (u32, u32) {
        self.bytes(element.first_block as usize, element.end_block as usize)
    }

    /// True if a block of the body begins inside an element.
    pub(super) fn has_body(&self, element: &Element) -> bool {
        self.bytes_in(element).0 > 0
    }

    fn is_kept(&self, at: usize) -> bool {
        !matches!(self.place(at), Place::Out | Place::Comment)
    }

    /// True if something stands between a block and the one before that ends the paragraph.
    pub(super) fn is_cut_off(&self, at: usize) -> bool {
        self.headline == Some(at)
    }

    /// Leaves a block out after all.
    pub(super) fn remove(&mut self, at: usize, rule: &'static str) {
        self.set(at, Place::Out, Label::Boilerplate, rule);
    }

    /// Leaves out what is no part of the article after all, as what the judge took it for: the caption of an
    /// image that is not in it, a comment that is none.
    pub(super) fn leave_out(&mut self, at: usize) {
        if let Some(place) = self.places.get_mut(at) {
            *place = Place::Out;
        }
    }

    /// Keeps a block that stands in a table which is kept.
    pub(super) fn keep(&mut self, at: usize, rule: &'static str) {
        self.set(at, Place::Body, Label::Body, rule);
    }

    fn set(&mut self, at: usize, place: Place, label: Label, rule: &'static str) {
        if let (Some(known), Some(verdict)) = (self.places.get_mut(at), self.verdicts.get_mut(at))
            && !verdict.reason.is_choice()
        {
            *known = place;
            verdict.label = label;
            verdict.reason = Reason::Rule(rule);
        }
    }
}

/// Gives a block the label that a rule has for it, or the metadata; what the judge had against it is no reason.
fn name(verdict: &mut Verdict, label: Label, rule: &'static str) {
    verdict.label = label;
    if verdict.reason == Reason::Model {
        verdict.reason = Reason::Rule(rule);
    }
}

/// True for a block that can be a byline, if it names the authors; those of comments have their own.
fn is_byline(block: &Block, verdict: &Verdict) -> bool {
    let longest = match verdict.label {
        Label::Comment => 0,
        Label::Body => LONGEST_IN_BODY,
        _ => LONGEST_BYLINE,
    };
    block.len() <= longest
}

/// True for a block that the judge alone has kept or dropped, without a more exact word.
fn is_judged(verdict: &Verdict) -> bool {
    verdict.reason == Reason::Model && matches!(verdict.label, Label::Body | Label::Boilerplate)
}

fn place_of(label: Label) -> Place {
    match label {
        Label::Body => Place::Body,
        Label::Caption => Place::Caption,
        Label::Credit => Place::Credit,
        Label::Comment => Place::Comment,
        _ => Place::Out,
    }
}

fn unjudged() -> Verdict {
    Verdict::new(Label::Boilerplate, Reason::Model, 0.0)
}

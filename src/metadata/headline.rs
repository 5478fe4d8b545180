//! The headline: what the page declares, or the line that looks most like one.

use super::Judged;
use super::claim::{Claims, Source};
use super::field::{self, site};
use super::lines::{self, Shared};
use crate::chars;
use crate::label::PageKind;

/// The headline, and the block that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Headline {
    pub(crate) text: String,
    pub(crate) block: Option<usize>,
}

/// The likelihood below which no line is the headline. On held-out flattened pages of all kinds three
/// of four likeliest lines above it are the title, and one of six below.
pub(super) const LEAST_LIKELY: f32 = 0.3;

/// The likelihood from which a line is the headline although the page has a title. Where this decided on pages
/// of languages-a and WCXB, right lines had 0.88 and more, wrong ones up to 0.54.
pub(super) const LIKELY: f32 = 0.6;

/// What tells the headline.
#[derive(Debug)]
pub(super) struct Told<'a> {
    pub(super) judged: Judged<'a>,
    pub(super) claims: &'a Claims,
    pub(super) site_names: &'a [String],
    pub(super) kind: Option<PageKind>,
    pub(super) is_home: bool,
    pub(super) is_written: bool,
}

impl Told<'_> {
    /// The headline as the page declares it, or as its lines look; and from which source it is.
    pub(super) fn choose(&self) -> Option<(Headline, Source)> {
        // Headings of flattened articles are lines among others: the site's name is one as well.
        let is_article = matches!(self.kind, None | Some(PageKind::Article));
        let Judged { page, .. } = self.judged;
        if !page.has_markup && is_article && page.title().is_none() {
            return self.line(LEAST_LIKELY).or_else(|| self.declared());
        }
        let Some((title, source)) = self.declared() else { return self.line(LEAST_LIKELY) };
        let is_doubtful = is_article && !self.is_home && self.may_be_of_site(&title, source);
        let line = if is_doubtful { self.line(LIKELY) } else { None };
        line.filter(|(line, _)| self.is_better(line, &title)).or(Some((title, source)))
    }

    /// The line that looks most like a headline, if it is likely enough.
    fn line(&self, least: f32) -> Option<(Headline, Source)> {
        let Judged { page, marks, verdicts } = self.judged;
        let (at, likely) = lines::likeliest(page, marks, verdicts)?;
        let block = page.blocks.get(at).filter(|_| likely >= least)?;
        let is_heading = page.heading_level(block.element).is_some();
        let source = if is_heading { Source::Heading } else { Source::Text };
        let text = page.block_text(block).to_owned();
        let has_letters = text.chars().any(chars::is_alphabetic);
        has_letters.then_some((Headline { text, block: Some(at) }, source))
    }

    /// True for a line below what shows the title and above all running text that has no fewer words in common
    /// with the body than the title.
    fn is_better(&self, line: &Headline, title: &Headline) -> bool {
        let Headline { text, block: Some(at) } = line else { return false };
        let Judged { page, verdicts, .. } = self.judged;
        let above = page.blocks.get(..*at).unwrap_or(&[]);
        let is_below = title.block.is_none_or(|title| *at > title + 1);
        if !is_below || above.iter().any(|block| lines::is_running(page, block)) {
            return false;
        }
        let body = Shared::of(page, verdicts, at + 1);
        body.shared(text).0 >= body.shared(&title.text).0
    }

    fn declared(&self) -> Option<(Headline, Source)> {
        let Told { judged, claims, site_names, kind, is_home, is_written } = *self;
        let page_is = field::headline::PageIs {
            home: is_home,
            written: is_written,
            thread: kind == Some(PageKind::Forum),
        };
        field::headline::choose(judged.page, claims, site_names, page_is)
    }

    /// True for a title that may be the site's: one that nothing on the page repeats, or only a link to the
    /// first page, or only what the page begins with.
    fn may_be_of_site(&self, title: &Headline, source: Source) -> bool {
        let Some(at) = title.block else { return source == Source::TitleElement };
        let Judged { page, .. } = self.judged;
        let above = || page.blocks.iter().take(at).filter(|block| !block.hidden).count();
        let is_told = matches!(source, Source::TitleElement | Source::Text);
        let is_short = || title.text.split_whitespace().count() <= MOST_WORDS;
        is_told && is_short() && above() < FIRST || site::names_home(self.claims, &title.text)
    }
}

/// Blocks at the beginning of a page that may be its site's name.
const FIRST: usize = 2;

/// The longest name of a site, in words.
const MOST_WORDS: usize = 5;

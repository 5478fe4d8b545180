//! Labelled pages as the judge sees them, each as HTML, as HTML without class names, as text, and
//! as Markdown.

use std::io;

use evaluate::bare::bare;
use evaluate::each::each;
use evaluate::flatten::{Style, flatten};
use evaluate::{Page, score};
use sha2::{Digest, Sha256};
use unchrome::Format;
use unchrome::internal::{self, KINDS, Prepared};

use crate::align::{self, Share};
use crate::sets::Loaded;

/// What the extractor would get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// The page as fetched.
    Html,
    /// The page without class names and more, see `evaluate::bare`.
    Bare,
    /// The page flattened to text.
    Text(Style),
}

impl Input {
    /// What it is called in tables: `html`, `bare`, or the style of flattening.
    pub fn name(self) -> &'static str {
        match self {
            Input::Html => "html",
            Input::Bare => "bare",
            Input::Text(style) => style.name(),
        }
    }

    /// The forms of a page, given its number in its set, in the order of [`FORMS`].
    pub fn forms(nth: usize) -> [Input; FORMS.len()] {
        let style = STYLES[nth % STYLES.len()];
        [Input::Html, Input::Bare, Input::Text(style), Input::Text(Style::Markdown)]
    }

    /// A page in this form.
    pub fn of(self, source: &str, id: &str) -> String {
        match self {
            Input::Html => source.to_owned(),
            Input::Bare => String::from_utf8_lossy(&bare(source.as_bytes(), id)).into_owned(),
            Input::Text(style) => flatten(source.as_bytes(), style),
        }
    }

    /// True for both forms of HTML, of which one judge is asked.
    pub fn has_markup(self) -> bool {
        !matches!(self, Input::Text(_))
    }

    /// How often a page counts in this form.
    fn times(self) -> f32 {
        match self {
            Input::Bare => BARE_TIMES,
            Input::Text(Style::Markdown) => MARKDOWN_TIMES,
            Input::Html | Input::Text(_) => 1.0,
        }
    }
}

/// How often a page without class names counts, of a page as fetched. On held-out pages without
/// class names of WCXB's development split, of Fundus and of news in five languages, word-F1 at a
/// threshold of one half rose from 0.843, 0.919 and 0.820 by 0.018, 0.027 and 0.064 at 0.15, and no
/// further at 0.4; on the pages as fetched it stayed within 0.004 at both, on average unchanged.
pub(crate) const BARE_TIMES: f32 = 0.2;

/// How often a page flattened to Markdown counts, of a page flattened in one of [`STYLES`]: of the
/// four ways to flatten a page each counts about as much.
const MARKDOWN_TIMES: f32 = 0.4;

/// The styles of flattening without markup; a page is flattened in one of them, by its number in its set. All
/// three for each page cost three times as much and won nothing.
pub const STYLES: [Style; 3] = [Style::Lines, Style::Leaves, Style::Layout];

/// The oracle's word-F1 below which a page teaches nothing: its text is not among its blocks.
const LEAST_ORACLE: f64 = 0.5;

/// What the forms of each page are called: `text` is one of [`STYLES`].
pub const FORMS: [&str; 4] = ["html", "bare", "text", "markdown"];

/// How a page came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It stands so in a set.
    Found,
    /// It is a part of one that does: of its kind, and no less so.
    Cut,
    /// It was made for teaching, and is no page that one would find.
    Made,
}

/// A labelled page in one form.
#[derive(Debug)]
pub struct Sample {
    /// The set's name, and the page's id in it.
    pub set: String,
    /// The page's id in its set.
    pub id: String,
    /// The kind of page, as the set says.
    pub kind: String,
    /// What the extractor gets.
    pub input: Input,
    /// The fold, or none if the page does not enter training.
    pub fold: Option<u8>,
    /// How much the page counts in training, in its form.
    pub times: f32,
    /// How it came to be.
    pub origin: Origin,
    /// The page, read.
    pub prepared: Prepared,
    /// What the extraction should give.
    pub truth: String,
    /// How much of each block is content.
    pub shares: Vec<Share>,
    /// Of a page known only by snippets: what they say of each block. Empty for other pages.
    pub hints: Vec<Option<bool>>,
    /// Word-F1 of the best choice of blocks.
    pub oracle: f64,
    /// SHA-256 of the page's bytes and its truth; zero for a page that was made.
    pub digest: [u8; 32],
}

/// All pages of all sets, first as HTML, then without class names, then as text, then as Markdown.
///
/// # Errors
///
/// If a page cannot be read.
pub fn all(sets: &[Loaded]) -> io::Result<Vec<Sample>> {
    let pages: Vec<(&Loaded, usize, &Page)> = sets
        .iter()
        .flat_map(|set| set.set.pages.iter().enumerate().map(move |(nth, page)| (set, nth, page)))
        .collect();
    let forms = each(&pages, |(set, nth, page)| {
        let bytes = set.set.html(page)?;
        let truth = page.text.as_deref().unwrap_or_default();
        let digest = digest(&bytes, truth);
        let source = internal::decode(&bytes);
        let of = |input: Input| {
            let mut sample = Sample::new(set, page, input, &input.of(&source, &page.id), truth);
            sample.digest = digest;
            Some(sample)
        };
        Ok(Input::forms(*nth).map(of))
    })?;
    Ok(by_form(forms))
}

/// The samples of all pages in their first form, then those in the next one.
pub(crate) fn by_form<const N: usize>(mut pages: Vec<[Option<Sample>; N]>) -> Vec<Sample> {
    let mut all = Vec::with_capacity(pages.len() * N);
    for form in 0..N {
        all.extend(pages.iter_mut().filter_map(|page| page.get_mut(form)?.take()));
    }
    all
}

fn digest(bytes: &[u8], truth: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
    hash.update(truth);
    hash.finalize().into()
}

impl Sample {
    /// A page of a set, labelled by what its extraction should give.
    pub(crate) fn new(
        from: &Loaded,
        page: &Page,
        input: Input,
        source: &str,
        truth: &str,
    ) -> Sample {
        let mut sample = Sample::unlabelled(source, input);
        sample.set.clone_from(&from.set.name);
        sample.id.clone_from(&page.id);
        page.kind().clone_into(&mut sample.kind);
        sample.fold = from.fold(page);
        sample.times = from.times * input.times();
        sample.label(truth);
        if page.text.is_none() {
            sample.hint(&page.with, &page.without);
        }
        sample
    }

    /// A page of no set.
    pub fn unlabelled(source: &str, input: Input) -> Sample {
        let format = if input.has_markup() { Format::Html } else { Format::Text };
        Sample {
            set: String::new(),
            id: String::new(),
            kind: String::new(),
            input,
            fold: None,
            times: 0.0,
            origin: Origin::Found,
            prepared: Prepared::new(source, format),
            truth: String::new(),
            shares: Vec::new(),
            hints: Vec::new(),
            oracle: 0.0,
            digest: [0; 32],
        }
    }

    /// Labels the blocks by what the extraction should give.
    pub fn label(&mut self, truth: &str) {
        truth.clone_into(&mut self.truth);
        self.shares = align::shares(&self.prepared.texts(), truth);
        let keep: Vec<bool> = self.shares.iter().map(Share::is_content).collect();
        self.oracle = self.score(&keep).f1;
    }

    /// Labels the blocks that hold a snippet which the extraction must or must not give.
    fn hint(&mut self, with: &[String], without: &[String]) {
        let holds = |text: &str, snippets: &[String]| {
            snippets.iter().any(|snippet| text.contains(snippet.trim()))
        };
        let hint = |text: &str| {
            if holds(text, with) { Some(true) } else { holds(text, without).then_some(false) }
        };
        self.hints = self.prepared.texts().into_iter().map(hint).collect();
    }

    /// True if only snippets of the page are known.
    pub fn is_weak(&self) -> bool {
        !self.hints.is_empty()
    }

    /// The label of each block: 1 content, 0 not, -1 for the fit to guess.
    pub fn labels(&self) -> Vec<f32> {
        let sign = |is: bool| f32::from(u8::from(is));
        if self.is_weak() {
            return self.hints.iter().map(|hint| hint.map_or(-1.0, sign)).collect();
        }
        self.shares.iter().map(|share| sign(share.is_content())).collect()
    }

    /// How right the text of the kept blocks is.
    pub fn score(&self, keep: &[bool]) -> score::Overlap {
        let texts = self.prepared.texts();
        let kept: Vec<&str> =
            texts.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(text, _)| text).collect();
        score::words(&kept.join("\n"), &self.truth)
    }

    /// How right the text of the blocks is that are as likely as not to be content, or likelier.
    pub fn score_at_half(&self, p: &[f32]) -> score::Overlap {
        let keep: Vec<bool> = p.iter().map(|p| *p >= 0.5).collect();
        self.score(&keep)
    }

    /// The weight of each block in training: its words, so that every page counts about the same.
    pub fn weights(&self) -> Vec<f32> {
        let n_page: usize = self.shares.iter().map(|share| share.n_words).sum();
        // Of a page known by snippets, about a third is content, as on the other pages.
        let n_truth = if self.is_weak() { n_page / 3 } else { align::words(&self.truth).len() };
        let whole = (n_truth as f32 + 0.5 * n_page as f32).max(1.0);
        let times = if self.teaches() || self.is_weak() { self.times } else { 0.0 };
        self.shares.iter().map(|share| times * share.n_words as f32 / whole).collect()
    }

    /// Whether its blocks show what is content.
    pub fn teaches(&self) -> bool {
        self.times > 0.0 && !self.truth.is_empty() && self.oracle >= LEAST_ORACLE
    }

    /// How often the page counts where kinds of page are told apart: those of small sets as often,
    /// those of large ones once. Made pages that are flattened do not: with them threads and listings
    /// were taken for articles. Nor do made threads: with them the kind was right on 0.5 % fewer pages.
    pub fn times_for_kind(&self) -> f32 {
        if self.times == 0.0 || self.kind_number().is_none() {
            return 0.0;
        }
        match (self.origin, self.input.has_markup()) {
            (Origin::Found, _) => self.times.max(self.input.times()),
            (Origin::Cut, _) => self.times,
            (Origin::Made, true) if self.kind == "article" => self.times,
            (Origin::Made, _) => 0.0,
        }
    }

    /// The number of the kind of page, if it is one of those that are told apart.
    pub fn kind_number(&self) -> Option<usize> {
        KINDS.iter().position(|kind| kind.name() == self.kind)
    }
}

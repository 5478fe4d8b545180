//! Pages made otherwise than they were, to teach what no set shows enough of: short articles, articles
//! among leads of other stories or comments without a word that names them, threads, and pages of all kinds cut
//! down to what is around their content.

use std::io;

use evaluate::Page;
use evaluate::cut;
use evaluate::each::each;
use evaluate::flatten::Style;
use unchrome::internal;

use crate::beset::{Other, Others, beset};
use crate::interrupted::interrupted;
use crate::sample::{self, BARE_TIMES, Input, Origin, STYLES, Sample};
use crate::sets::Loaded;
use crate::shorten::shortened;
use crate::threads::thread;

/// How often an article counts: shortened as fetched, beset without class names, beset and flattened,
/// interrupted and flattened (without class names as often as when beset), and as a thread. At 0.4 flattened,
/// and with comments that have no heading, threads of forum-a lost 0.01 word-F1.
const TIMES: [f32; 5] = [0.2, BARE_TIMES, 0.25, 0.5, 0.25];

/// How often a page that is cut counts, with markup and flattened. At 0.2 with markup forum-a and fundus-a lost 0.007
/// and 0.004 word-F1 as fetched.
const CUT_TIMES: [f32; 2] = [0.1, 0.4];

/// How often a page counts that is flattened otherwise, in one of [`OTHER_STYLES`].
const OTHER_TIMES: f32 = 0.3;

/// Ways to flatten a page that leave the reader to find its lines.
const OTHER_STYLES: [Style; 3] = [Style::Joined, Style::Glued, Style::Terminal];

/// The forms of a page, those with markup first.
const FORMS: usize = 10;

/// Most paragraphs that a shortened article has.
const MOST_PARAGRAPHS: usize = 4;

/// Paragraphs of an interrupted article that was shortened: at least, and how many more at most.
const INTERRUPTED_PARAGRAPHS: [usize; 2] = [5, 9];

/// A page as it was, and what others are made of.
#[derive(Clone, Copy)]
struct Original<'a> {
    set: &'a Loaded,
    page: &'a Page,
    /// Its number in its set.
    nth: usize,
    others: &'a [Other],
}

/// The articles whose text is known, first shortened (see [`crate::shorten`]), as fetched; then beset by others
/// (see [`crate::beset`]), without class names, every third one shortened too; then whole, beset and
/// flattened, half of them to Markdown; then every second one interrupted (see [`crate::interrupted`]) and
/// flattened, half of these shortened, and half of them without class names as well; then every second one as
/// a thread (see [`crate::threads`]), half of these flattened. (With flattened ones shortened to fewer
/// paragraphs, two of sixty Chinese pages lost most of their article.) Pages of all kinds are cut down to what is
/// around their content (see [`evaluate::cut`]), as fetched or without class names, and flattened; and they are
/// flattened whole to one line, or wrapped.
///
/// # Errors
///
/// If a page cannot be read.
pub fn all(sets: &[Loaded]) -> io::Result<Vec<Sample>> {
    let others: Vec<Others> = sets.iter().map(Others::of).collect();
    let mut originals = Vec::new();
    for (set, others) in sets.iter().zip(&others) {
        let pages = set.set.pages.iter().enumerate();
        let pages = pages.filter(|(_, page)| page.text.is_some());
        originals.extend(pages.map(|(nth, page)| {
            let others = others.beside(set, page);
            Original { set, page, nth, others }
        }));
    }
    Ok(sample::by_form(each(&originals, Original::forms)?))
}

impl Original<'_> {
    fn forms(&self) -> io::Result<[Option<Sample>; FORMS]> {
        let bytes = self.set.set.html(self.page)?;
        let source = internal::decode(&bytes);
        let is_article = self.page.kind() == "article";
        let of_article = if is_article { self.of_article(&source) } else { Default::default() };
        let [short, beset, thread, interrupted, flattened @ ..] = of_article;
        let [beset_text, interrupted_text, thread_text] = flattened;
        let [cut, cut_text] = self.cut(&source);
        Ok([
            short,
            beset,
            thread,
            interrupted,
            cut,
            beset_text,
            interrupted_text,
            thread_text,
            cut_text,
            Some(self.otherwise(&source)),
        ])
    }

    /// The page on one line, or wrapped.
    fn otherwise(&self, source: &str) -> Sample {
        let input = Input::Text(OTHER_STYLES[self.nth % OTHER_STYLES.len()]);
        let truth = self.page.text.as_deref().unwrap_or_default();
        let text = input.of(source, &self.page.id);
        self.made(Origin::Cut, input, &text, truth, OTHER_TIMES)
    }

    /// An article otherwise: four forms with markup, three that are flattened.
    fn of_article(&self, source: &str) -> [Option<Sample>; 7] {
        let Original { page, nth, others, .. } = *self;
        let truth = page.text.as_deref().unwrap_or_default();
        let style = self.style();
        let short = shortened(source, truth, 1 + nth / 3 % MOST_PARAGRAPHS);
        let made = |(source, truth): (&str, &str), input: Input, times: f32| {
            self.made(Origin::Made, input, &input.of(source, &page.id), truth, times)
        };
        let short = short.as_ref().map(|(source, truth)| (source.as_str(), truth.as_str()));
        let beset = |(source, truth): (&str, &str), input: Input, times: f32| {
            let source = beset(source, truth, others, &page.id, !input.has_markup())?;
            Some(made((&source, truth), input, times))
        };
        let whole = (source, truth);
        let [as_fetched, bare, flattened, interruptedly, as_thread] = TIMES;
        let title = page.title.as_deref().unwrap_or_default();
        let thread = |input: Input, nth_of_four: usize| {
            if nth % 4 != nth_of_four {
                return None;
            }
            let (source, truth) = thread(truth, title, &page.id)?;
            let mut sample = made((&source, &truth), input, as_thread);
            "forum".clone_into(&mut sample.kind);
            Some(sample)
        };
        let [least, more] = INTERRUPTED_PARAGRAPHS;
        let cut = || shortened(source, truth, least + nth / 4 % (more + 1));
        let cut = if nth % 4 == 0 { cut() } else { None };
        let cut = cut.as_ref().map_or(whole, |(source, truth)| (source.as_str(), truth.as_str()));
        let boxes = || interrupted(cut.0, cut.1, others, &page.id);
        let boxes = if nth % 2 == 0 { boxes() } else { None };
        let interrupted =
            |input: Input, times: f32| Some(made((boxes.as_ref()?, cut.1), input, times));
        let other_style =
            if nth % 4 < 2 { Style::Markdown } else { STYLES[nth / 4 % STYLES.len()] };
        [
            short.map(|short| made(short, Input::Html, as_fetched)),
            beset(short.filter(|_| nth / 6 % 3 == 0).unwrap_or(whole), Input::Bare, bare),
            thread(Input::Bare, 1),
            if nth % 8 < 4 { interrupted(Input::Bare, bare) } else { None },
            beset(whole, Input::Text(style), flattened),
            interrupted(Input::Text(other_style), interruptedly),
            thread(Input::Text(style), 3),
        ]
    }

    /// The page cut down: with markup, and flattened, before or after it was cut.
    fn cut(&self, source: &str) -> [Option<Sample>; 2] {
        let Original { page, nth, .. } = *self;
        let (truth, id) = (page.text.as_deref().unwrap_or_default(), page.id.as_str());
        let [with_markup, flattened] = CUT_TIMES;
        let fragment = cut::fragment(source, truth, id);
        let input = if nth % 3 == 2 { Input::Bare } else { Input::Html };
        let cut = |input: Input, source: &str, times: f32| {
            self.made(Origin::Cut, input, source, truth, times)
        };
        let markup = fragment.as_ref().map(|it| cut(input, &input.of(it, id), with_markup));
        let input = Input::Text(self.style());
        let flattened_before = || cut::window(&input.of(source, id), truth, id);
        let text = match fragment {
            Some(fragment) if nth % 4 < 2 => Some(input.of(&fragment, id)),
            _ => flattened_before(),
        };
        [markup, text.map(|text| cut(input, &text, flattened))]
    }

    /// How the page is flattened when it is beset or cut: half of all pages to Markdown.
    fn style(&self) -> Style {
        if self.nth.is_multiple_of(2) {
            Style::Markdown
        } else {
            STYLES[self.nth / 2 % STYLES.len()]
        }
    }

    fn made(&self, origin: Origin, input: Input, source: &str, truth: &str, times: f32) -> Sample {
        let mut sample = Sample::new(self.set, self.page, input, source, truth);
        sample.times = self.set.times * times;
        sample.origin = origin;
        sample
    }
}

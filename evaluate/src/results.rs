//! What an extractor made of a set.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};
use unchrome::{Article, Format, Options, Site};

use crate::bare::bare;
use crate::cut;
use crate::each::each;
use crate::flatten::{Style, flatten};
use crate::set::{self, Page, Set};

/// An extraction for every page of a set; a page without one counts as empty.
#[derive(Debug, Clone, Default)]
pub struct Results {
    by_id: BTreeMap<String, Extraction>,
}

/// What an extractor made of a page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Extraction {
    id: Value,
    /// The headline.
    pub headline: Option<String>,
    /// The body as plain text.
    pub body: Option<String>,
    /// Metadata as JSON.
    pub metadata: Option<Value>,
}

/// What the extractor gets.
#[derive(Debug, Clone)]
pub enum Input {
    /// The page as fetched.
    Html,
    /// The page without class names, and more; see [`bare`].
    Bare,
    /// One of the elements around the content, see [`cut::fragment`]; the page as fetched where there is none.
    Fragment,
    /// The page flattened.
    Flattened(Style),
    /// The lines around the content, see [`cut::window`]; all lines where it is not in them.
    Window(Style),
    /// Text from a file, by id.
    Text(BTreeMap<String, String>),
}

/// What an extractor gets of a page.
#[derive(Debug, Clone)]
pub enum Source {
    /// HTML, in the encoding that it came in.
    Html(Vec<u8>),
    /// Text, of which nothing is to be decoded.
    Text(String),
}

impl Source {
    /// What an extractor gets of a page of a set.
    ///
    /// # Errors
    ///
    /// If the page cannot be read.
    pub fn of(set: &Set, page: &Page, input: &Input) -> io::Result<Source> {
        let truth = page.text.as_deref().unwrap_or_default();
        Ok(match input {
            Input::Html => Source::Html(set.html(page)?),
            Input::Bare => Source::Html(bare(&set.html(page)?, &page.id)),
            Input::Fragment => {
                let html = set.html(page)?;
                let fragment = cut::fragment(&String::from_utf8_lossy(&html), truth, &page.id);
                Source::Html(fragment.map_or(html, String::into_bytes))
            }
            Input::Flattened(style) => Source::Text(flatten(&set.html(page)?, *style)),
            Input::Window(style) => {
                let text = flatten(&set.html(page)?, *style);
                Source::Text(cut::window(&text, truth, &page.id).unwrap_or(text))
            }
            Input::Text(texts) => Source::Text(texts.get(&page.id).cloned().unwrap_or_default()),
        })
    }

    /// Has unchrome extract it.
    pub fn extract(&self, options: Options) -> Article {
        match self {
            Source::Html(bytes) => options.with_format(Format::Html).extract_bytes(bytes),
            Source::Text(text) => options.with_format(Format::Text).extract(text),
        }
    }

    /// Has unchrome learn it as a page of a site.
    pub fn teach(&self, site: &mut Site, options: Options) {
        match self {
            Source::Html(bytes) => site.learn_bytes(bytes, &options.with_format(Format::Html)),
            Source::Text(text) => site.learn(text, &options.with_format(Format::Text)),
        }
    }
}

static EMPTY: Extraction =
    Extraction { id: Value::Null, headline: None, body: None, metadata: None };

impl Results {
    /// Reads a results file, as `unchrome jsonl` writes it.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or a line is not a JSON object of this form.
    pub fn load(path: &Path) -> io::Result<Results> {
        let extractions: Vec<Extraction> = set::read_lines(path)?;
        let by_id = extractions.into_iter().filter_map(|extraction| {
            let id = extraction.id.as_str()?.to_owned();
            Some((id, extraction))
        });
        Ok(Results { by_id: by_id.collect() })
    }

    /// Runs unchrome over a set.
    ///
    /// # Errors
    ///
    /// If a page cannot be read.
    pub fn extract(set: &Set, input: &Input, options: &Options) -> io::Result<Results> {
        Results::of_pages(set, |_, page| Extraction::new(set, page, input, options))
    }

    /// Makes an extraction of every page of a set, given its place in it.
    ///
    /// # Errors
    ///
    /// The first error of any of them.
    pub fn of_pages(
        set: &Set,
        extract: impl Fn(usize, &Page) -> io::Result<Extraction> + Sync,
    ) -> io::Result<Results> {
        let pages: Vec<(usize, &Page)> = set.pages.iter().enumerate().collect();
        let done = each(&pages, |(at, page)| Ok((page.id.clone(), extract(*at, page)?)))?;
        Ok(Results { by_id: done.into_iter().collect() })
    }

    /// Writes a results file.
    ///
    /// # Errors
    ///
    /// If that fails.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let mut lines = String::new();
        for (id, extraction) in &self.by_id {
            let line = json!({
                "id": id, "headline": extraction.headline, "body": extraction.body,
                "metadata": extraction.metadata,
            });
            lines += &format!("{line}\n");
        }
        fs::write(path, lines)
            .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))
    }

    /// The extraction of a page.
    pub fn of(&self, page: &Page) -> &Extraction {
        self.by_id.get(&page.id).unwrap_or(&EMPTY)
    }

    /// How many pages of a set have none.
    pub fn n_missing(&self, set: &Set) -> usize {
        set.pages.iter().filter(|page| !self.by_id.contains_key(&page.id)).count()
    }
}

impl Extraction {
    /// Runs unchrome over a page of a set.
    ///
    /// # Errors
    ///
    /// If the page cannot be read.
    pub fn new(set: &Set, page: &Page, input: &Input, options: &Options) -> io::Result<Extraction> {
        let options = match &page.url {
            Some(url) => options.clone().with_url(url),
            None => options.clone(),
        };
        Ok(Extraction::from(&Source::of(set, page, input)?.extract(options)))
    }

    /// What is scored: the body, after the headline if asked for.
    pub fn text(&self, with_headline: bool) -> String {
        let body = self.body.as_deref().unwrap_or("");
        if with_headline {
            format!("{}\n\n{body}", self.headline.as_deref().unwrap_or(""))
        } else {
            body.to_owned()
        }
    }

    /// A field of the metadata.
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.metadata.as_ref()?.get(name)
    }
}

impl From<&Article> for Extraction {
    fn from(article: &Article) -> Extraction {
        Extraction {
            id: Value::Null,
            headline: article.headline().map(str::to_owned),
            body: Some(article.to_text()),
            metadata: serde_json::to_value(article.metadata()).ok(),
        }
    }
}

//! The labelled sets: which there are, and how often each counts.

use std::io;
use std::path::Path;

use evaluate::{Page, Set};

use crate::site;

/// What is known of a set by its name.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The name of its folder.
    pub name: &'static str,
    /// How often each of its pages counts in training; 0 if it never enters. The small sets show
    /// other years, languages and kinds of page than the large one: counted three times they won
    /// 0.01 to 0.04 word-F1 on unseen sets of their kinds and cost 0.003 on those of the large one.
    pub times: f32,
}

/// The sets, in the order in which they are read.
pub const KNOWN: [Known; 7] = [
    Known { name: "wcxb-dev", times: 1.0 },
    Known { name: "fundus-a", times: 3.0 },
    Known { name: "fundus-old-a", times: 3.0 },
    Known { name: "forum-a", times: 3.0 },
    Known { name: "snippets", times: 0.5 },
    Known { name: "languages-a", times: 0.0 },
    Known { name: "chinese-a", times: 0.0 },
];

/// What of the sets is wanted.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Names of sets that do not enter training.
    pub leave_out: Vec<String>,
    /// Only so many pages of each set.
    pub limit: Option<usize>,
}

impl Choice {
    /// Whether a judge fitted to this choice has seen less than it could.
    pub fn is_partial(&self) -> bool {
        !self.leave_out.is_empty() || self.limit.is_some()
    }
}

/// A set that has been read.
#[derive(Debug)]
pub struct Loaded {
    /// Its pages, without those that have neither text nor snippets to compare with.
    pub set: Set,
    /// How often each of its pages counts; 0 if it does not enter training.
    pub times: f32,
}

impl Loaded {
    /// The fold of one of its pages, if the set enters training.
    pub fn fold(&self, page: &Page) -> Option<u8> {
        (self.times > 0.0)
            .then(|| site::fold(&evaluate::sites::of_address(page.url.as_deref(), &page.id)))
    }
}

/// Reads the sets of a folder.
///
/// # Errors
///
/// If one of them is missing or damaged, or one to leave out is not known.
pub fn load(data: &Path, choice: &Choice) -> io::Result<Vec<Loaded>> {
    for name in &choice.leave_out {
        if KNOWN.iter().all(|known| known.name != name) {
            return Err(io::Error::other(format!("no set is called {name}")));
        }
    }
    let load = |known: &Known| {
        let mut set = Set::load(&data.join(known.name))?;
        set.pages.retain(|page| page.text.is_some() || !page.with.is_empty());
        set.pages.truncate(choice.limit.unwrap_or(usize::MAX));
        let is_out = choice.leave_out.iter().any(|name| name == known.name);
        Ok(Loaded { set, times: if is_out { 0.0 } else { known.times } })
    };
    KNOWN.iter().map(load).collect()
}

//! Fits the judge to labelled pages; README.md in this folder says how.

// In the order in which a page passes through.
pub mod sets; // which sets, and how often each counts
pub mod site; // address -> registrable domain -> fold

pub mod align; // blocks, truth -> share of each block that is content
pub mod beset; // articles among leads of other stories and comments
mod dice; // throws for pages that are made
pub mod interrupted; // articles with boxes between their paragraphs
pub mod made; // articles made otherwise, which only teach
pub mod sample; // labelled page -> blocks with labels
pub mod shorten; // long articles -> their first paragraphs
pub mod taught; // pages known by snippets, flattened: labels by the judge of markup
pub mod threads; // articles -> posts of a thread
mod users; // who comments and posts on pages that are made
mod words; // what stands around the text of pages that are made

mod adagrad; // a weight and its steps, log-odds -> probability
mod class_words; // samples -> table of class words
mod kind_words; // samples -> table of what words say of the kind of page
pub mod tables; // samples -> both tables, of all pages and without each fold
mod wording; // samples -> table of what words say of their block

pub mod matrix; // rows of numbers <-> file

pub mod agree; // the fits' probabilities = the crate's
pub mod blocks; // samples -> probability of each block
pub mod net; // rows of blocks -> nets
pub mod pages; // samples, probabilities -> kind, decision, quality
pub mod whole; // samples -> articles

pub mod card; // outcome -> model card
pub mod evidence; // what the judge says -> weights of facts
pub mod fit; // trees: Python programs
pub mod headlines; // flattened pages -> what tells their headline
pub mod judge_file; // trees, nets -> judge.bin
pub mod report; // outcome -> tables
pub mod show; // a page's blocks, with truth and probability

use std::io;
use std::path::Path;

/// An error that names the file or the program it comes from.
pub(crate) fn at(path: &Path, error: impl std::fmt::Display) -> io::Error {
    io::Error::other(format!("{}: {error}", path.display()))
}

//! Scores extractions against labelled pages.
//!
//! A labelled set is a folder with `gt.jsonl`, one page a line, and `html/<id>.html.gz`.

pub mod bare; // HTML bytes -> HTML bytes without class names
pub mod cut; // a page -> what is around its content
pub mod each; // one piece of work for each of many, on both cores
pub mod fields; // metadata against metadata
pub mod flatten; // HTML bytes -> text, as scrapers flatten it
pub mod results; // unchrome on a set, or a results file -> Results
pub mod score; // text against text
pub mod set; // folder -> Set
pub mod sites; // Set -> what the pages of each site share

pub use results::Results;
pub use set::{Page, Set};

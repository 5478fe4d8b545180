//! Labels that sites print around articles, by topic, in many languages.
//!
//! One file a language, `any.txt` for names that stand in all of them. The form of a file:
//! `[topic]` headings, one phrase a line in the form that [`fold`] gives, but with its accents,
//! sorted; `#` begins a comment. In a phrase, `@` stands for the name of a network (`share on @`),
//! `0` for any number (`0 comments`). The topic `counter` holds the words beside a number. The topic
//! `content` is the other way about: headings over parts of the content itself ("Ingredients").

mod edit;
#[cfg(test)]
mod files;
mod fold;
mod keys;
mod packed;
mod several;
mod table;
mod topics;

pub(crate) use edit::are_edit_links;
pub(crate) use fold::{fold, folded, opens_with};
pub(crate) use several::{of_bars, topics_of_several};
pub(crate) use table::{Found, is_nameless, look_up, topics, topics_begun, topics_of};
pub(crate) use topics::Topics;

#[cfg(test)]
mod tests;

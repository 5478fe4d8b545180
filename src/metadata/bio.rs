//! What is said of who wrote, below the text: a name by itself, and a text that begins with it.

use std::ops::Range;

use super::words;
use crate::label::{Verdict, is_body};
use crate::page::Page;

/// Blocks at the end of a text among which the box about its author can have been kept, and blocks of a text that
/// has such an end.
const LAST: usize = 4;
const SHORTEST: usize = 6;

/// Where the box about the author can stand among what was kept: at its end, and what is below.
fn foot(verdicts: &[Verdict]) -> Range<usize> {
    let mut kept = (0..verdicts.len()).rev().filter(|at| is_body(verdicts, *at));
    let from = kept.nth(LAST - 1).filter(|_| kept.count() + LAST >= SHORTEST);
    from.unwrap_or(verdicts.len())..verdicts.len()
}

/// True for a text that begins with a name, or its first word, and what bearers of names do: "Ana is".
pub(super) fn is_of(text: &str, name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or(name);
    let rest = text.strip_prefix(name).or_else(|| text.strip_prefix(first));
    let verb = rest.and_then(|rest| rest.strip_prefix(' ')?.split(' ').next());
    verb.is_some_and(|verb| words::is_deed(verb.trim_end_matches(['.', ',', ':'])))
}

/// The blocks at the end of the kept text that are about one of the authors: a full name, what is said of its
/// bearer, and what follows. Of nine such ends of WCXB's articles, flattened, whether or not about an author, one
/// was a part of the text.
pub(super) fn box_of(page: &Page, verdicts: &[Verdict], authors: &[String]) -> Range<usize> {
    let foot = foot(verdicts);
    let text = |at: usize| page.blocks.get(at).map_or("", |block| page.block_text(block)).trim();
    let is_full = |name: &&String| name.contains(' ');
    let is_about = |at: &usize| {
        let of = |name: &&String| text(*at) == name.as_str() && is_of(text(at + 1), name);
        authors.iter().filter(is_full).any(|name| of(&name))
    };
    foot.clone().find(is_about).unwrap_or(foot.end)..foot.end
}

#[cfg(test)]
mod tests {
    use super::is_of;

    #[test]
    fn a_text_about_someone_begins_with_the_name() {
        assert!(is_of("Ana Silva is a writer.", "Ana Silva") && is_of("Ana writes.", "Ana Silva"));
        assert!(!is_of("Ana Silva", "Ana Silva") && !is_of("Anabel is a writer.", "Ana Silva"));
        assert!(!is_of("Silva is a writer.", "Ana Silva"));
    }
}

//! Pages whose content scripts bring: what they are sent with is the shell around it.

use crate::feature::Features;
use crate::label::PageKind;

/// Words of all that is kept of a page, below which it is a rest of its shell. Of 1,497 pages of wcxb-dev
/// as fetched and flattened, by judges that had not seen their sites, nine had some and fewer words: none of
/// them is labelled an article, and none of these words is content. From 20 on most are.
const FEW_WORDS: f32 = 16.0;

/// True if what is kept of a page is no content: a few words, and the page is likely no article. One of
/// those can be as short.
pub(super) fn is_shell(features: &Features, keep: &[bool], kinds: &[f32]) -> bool {
    let article = kinds.get(PageKind::Article as usize).copied().unwrap_or(1.0);
    let kept = keep.iter().enumerate().filter(|(_, kept)| **kept);
    let n_words: f32 = kept.map(|(at, _)| features.n_words_of_any_script(at)).sum();
    article < 0.5 && n_words < FEW_WORDS
}

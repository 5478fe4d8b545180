//! Labels of pages that are known by snippets, flattened, by what the judge of markup says of them as
//! fetched. (Bare pages too won and lost about as much, and forum threads lost 0.01.)

use rustc_hash::FxHashMap;

use crate::align::{self, Share};
use crate::sample::{Input, Sample};

/// Blocks of which the judge of markup says at least this are taken for content.
const SURE: f32 = 0.8;

/// Blocks of which it says at least this may be content.
const POSSIBLE: f32 = 0.2;

/// What the judge of markup says of pages that are known by snippets, as fetched: the blocks that
/// are content there, and those that may be.
#[derive(Debug, Default)]
pub struct Taught {
    pages: FxHashMap<(String, String), [String; 2]>,
}

impl Taught {
    /// Collects what the judge says: of each page, for each block, the probability to be content.
    pub fn by(samples: &[&Sample], probabilities: &[Vec<f32>]) -> Taught {
        let pages = samples
            .iter()
            .zip(probabilities)
            .filter(|(page, _)| page.input == Input::Html && page.is_weak())
            .map(|(page, p)| {
                let above = |least: f32| {
                    let texts = page.prepared.texts().into_iter().zip(p);
                    let kept: Vec<&str> =
                        texts.filter(|(_, p)| **p >= least).map(|(text, _)| text).collect();
                    kept.join("\n")
                };
                ((page.set.clone(), page.id.clone()), [SURE, POSSIBLE].map(above))
            })
            .collect();
        Taught { pages }
    }

    /// The label of each block, as [`Sample::labels`]: what snippets leave open is content if its
    /// words surely are, is not if its words surely are not, and else is for the fit to guess.
    pub fn labels(&self, page: &Sample) -> Vec<f32> {
        let labels = page.labels();
        let Some(truths) = self.pages.get(&(page.set.clone(), page.id.clone())) else {
            return labels;
        };
        let texts = page.prepared.texts();
        let [sure, possible] = truths.each_ref().map(|truth| align::shares(&texts, truth));
        let taught = |((label, sure), possible): ((f32, &Share), &Share)| match label {
            0.0.. => label,
            _ if sure.is_content() => 1.0,
            _ if !possible.is_content() => 0.0,
            _ => label,
        };
        labels.into_iter().zip(&sure).zip(&possible).map(taught).collect()
    }
}

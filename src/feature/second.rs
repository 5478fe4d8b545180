//! Features of the second pass: what the first pass thinks of the block and of those around it.

use super::names::Feature::{self, *};
use super::{ABSENT, Features, N_FEATURES};
use crate::page::{NONE, Page};

/// Probabilities weighed by length, summed over blocks from the start of the page on.
struct Mass {
    running: Vec<(f32, f32)>,
}

impl Mass {
    fn mean(&self, from: usize, to: usize) -> f32 {
        let last = self.running.len() - 1;
        let at = |index: usize| self.running.get(index.min(last)).copied().unwrap_or_default();
        let ((p0, n0), (p1, n1)) = (at(from), at(to));
        (p1 - p0) / (n1 - n0).max(1.0)
    }

    fn share(&self, to: usize) -> f32 {
        let total = self.running.last().map_or(1.0, |(p, _)| *p).max(1e-6);
        self.running.get(to).map_or(1.0, |(p, _)| *p / total)
    }
}

/// Adds the second pass's features to rows that the first pass has judged.
pub(crate) fn measure_second(page: &Page, probabilities: &[f32], features: &mut Features) {
    let mass = mass_of(features, probabilities);
    own_and_near(probabilities, &mass, features);
    grouped(probabilities, features);
    edges(probabilities, features);
    if page.has_markup {
        rings(page, &mass, features);
    }
}

fn mass_of(features: &Features, probabilities: &[f32]) -> Mass {
    let mut running = Vec::with_capacity(probabilities.len() + 1);
    let (mut p, mut n) = (0.0, 0.0);
    running.push((p, n));
    for (tally, probability) in features.tallies.iter().zip(probabilities) {
        p += tally.len * probability;
        n += tally.len;
        running.push((p, n));
    }
    Mass { running }
}

fn own_and_near(probabilities: &[f32], mass: &Mass, features: &mut Features) {
    const NEAR: [(isize, Feature); 8] = [
        (-4, P4Before),
        (-3, P3Before),
        (-2, P2Before),
        (-1, P1Before),
        (1, P1After),
        (2, P2After),
        (3, P3After),
        (4, P4After),
    ];
    let n = probabilities.len();
    for (at, probability) in probabilities.iter().enumerate() {
        features.set(at, P, *probability);
        for (offset, feature) in NEAR {
            let near = at.checked_add_signed(offset).and_then(|near| probabilities.get(near));
            features.set(at, feature, near.copied().unwrap_or(ABSENT));
        }
        let values = [
            (PMean3, mass.mean(at.saturating_sub(3), at + 4)),
            (PMean8, mass.mean(at.saturating_sub(8), at + 9)),
            (PMean20, mass.mean(at.saturating_sub(20), at + 21)),
            (PMeanBefore, mass.mean(at.saturating_sub(10), at)),
            (PMeanAfter, mass.mean(at + 1, at + 11)),
            (PPage, mass.mean(0, n)),
            (PShareBefore, mass.share(at)),
        ];
        for (feature, value) in values {
            features.set(at, feature, value);
        }
    }
}

/// Means over blocks that look alike, and over records.
fn grouped(probabilities: &[f32], features: &mut Features) {
    let layout = std::mem::take(&mut features.layout);
    let groups = [
        (&layout.signature, layout.n_signatures, PSignature),
        (&layout.record, layout.n_records, PRecord),
    ];
    for (numbers, n, feature) in groups {
        let mut sums = vec![(0.0, 0.0); n];
        for ((number, tally), p) in numbers.iter().zip(&features.tallies).zip(probabilities) {
            if let Some(sum) = sums.get_mut(*number as usize) {
                sum.0 += tally.len * p;
                sum.1 += tally.len;
            }
        }
        for (at, number) in numbers.iter().enumerate() {
            let mean = sums.get(*number as usize).filter(|_| *number != NONE);
            features.set(at, feature, mean.map_or(ABSENT, |(p, n)| p / f32::max(*n, 1.0)));
        }
    }
    features.layout = layout;
}

/// Distances to the first and last block that is likely content, and to the nearest before and
/// after.
fn edges(probabilities: &[f32], features: &mut Features) {
    let likely = |at: &usize| {
        let long = features.tallies.get(*at).is_some_and(|tally| tally.len >= 40.0);
        long && probabilities.get(*at).is_some_and(|p| *p >= 0.5)
    };
    let n = probabilities.len();
    let found: Vec<usize> = (0..n).filter(likely).collect();
    let (first, last) = (found.first().copied(), found.last().copied());
    let mut next = found.iter().copied().peekable();
    let mut before = None;
    for at in 0..n {
        while let Some(found) = next.next_if(|found| *found < at) {
            before = Some(found);
        }
        let after = next.peek().copied();
        let values = [
            (PSinceFirst, first.map_or(ABSENT, |first| at as f32 - first as f32)),
            (PUntilLast, last.map_or(ABSENT, |last| last as f32 - at as f32)),
            (PSinceLikely, before.map_or(99.0, |before: usize| (at - before) as f32)),
            (PUntilLikely, after.map_or(99.0, |after| after as f32 - at as f32)),
            (PLikely, found.len() as f32),
        ];
        for (feature, value) in values {
            features.set(at, feature, value);
        }
    }
}

/// Means over the four nearest ancestors that hold more blocks than the one before.
fn rings(page: &Page, mass: &Mass, features: &mut Features) {
    const RINGS: [Feature; 4] = [PRing1, PRing2, PRing3, PRing4];
    for (at, block) in page.blocks.iter().enumerate() {
        let mut n_rings = 0;
        let mut last = 0;
        for (_, element) in page.ancestors(block.element) {
            let n_blocks = element.end_block - element.first_block;
            if n_blocks == last {
                continue;
            }
            last = n_blocks;
            let Some(feature) = RINGS.get(n_rings) else { break };
            n_rings += 1;
            let mean = mass.mean(element.first_block as usize, element.end_block as usize);
            features.set(at, *feature, mean);
        }
    }
    debug_assert!(features.rows().len() == page.blocks.len() * N_FEATURES);
}

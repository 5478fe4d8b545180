//! Does the crate say of blocks what the fits said of them? Nets are fitted in another
//! language than they are used in; where the two part, figures of one say nothing of the other.

use std::io;

use unchrome::internal::Judge;

use crate::blocks::Probabilities;
use crate::sample::Sample;
use crate::tables::Tables;

/// One page in so many is looked at.
const EVERY: usize = 20;

/// How far two probabilities may be apart: the fit of nets has levels of
/// 16 bits, and adds in another order.
const TOLERANCE: f32 = 0.02;

/// Compares the probabilities of blocks that the fits left with those that the crate comes to, on
/// pages of folds; `judges` has for each fold the one that has not seen it.
///
/// # Errors
///
/// If they differ; the error names the page.
pub fn check(
    samples: &[Sample],
    tables: &Tables,
    judges: &[Option<Judge>],
    probabilities: &Probabilities,
) -> io::Result<()> {
    for (page, fitted) in samples.iter().zip(probabilities).step_by(EVERY) {
        let judge = page.fold.and_then(|fold| judges.get(usize::from(fold))?.as_ref());
        let Some(judge) = judge else { continue };
        let used = page.prepared.measure(tables.of(page)).probabilities(judge);
        let is_apart = |at: usize, fitted: f32, used: f32| {
            (fitted - used).abs() > TOLERANCE && !page.prepared.is_sure(at)
        };
        let apart =
            fitted.iter().zip(&used).enumerate().find(|(at, (a, b))| is_apart(*at, **a, **b));
        if let Some((at, (fitted, used))) = apart {
            let (set, id, form) = (&page.set, &page.id, page.input.name());
            return Err(io::Error::other(format!(
                "{set} {id} {form}, block {at}: {fitted} by the fit, {used} by the crate"
            )));
        }
    }
    Ok(())
}

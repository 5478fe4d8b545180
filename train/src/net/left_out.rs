//! What is left out at random while a net is fitted (dropout; Srivastava et al., 2014).

use std::iter::from_fn;

use unchrome::internal::{Channels, WIDTH};

use crate::dice::Dice;

/// Of 256 inputs, and of 256 channels that a layer adds to, so many are left out: 0.15.
const LEFT_OUT: u8 = 38;

/// How much the others count for that.
pub(super) const COUNTS: f32 = 256.0 / (256.0 - LEFT_OUT as f32);

/// Makes some levels those that add nothing.
pub(super) fn levels(levels: &mut [u32], dice: &mut Dice) {
    for eight in levels.chunks_mut(8) {
        for (level, byte) in eight.iter_mut().zip(dice.bits().to_le_bytes()) {
            *level = if byte < LEFT_OUT { 0 } else { *level };
        }
    }
}

/// For block after block what its channels are multiplied by: 0 for those left out. Nothing without dice.
pub(super) fn channels(dice: Option<&mut Dice>) -> impl Iterator<Item = Channels> {
    let mut dice = dice;
    from_fn(move || {
        let dice = dice.as_deref_mut()?;
        let mut bytes = [0; WIDTH];
        bytes.as_chunks_mut().0.iter_mut().for_each(|eight| *eight = dice.bits().to_le_bytes());
        let mut out = Channels::default();
        for (channel, byte) in out.0.as_flattened_mut().iter_mut().zip(bytes) {
            *channel = if byte < LEFT_OUT { 0.0 } else { COUNTS };
        }
        Some(out)
    })
}

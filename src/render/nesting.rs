//! Which containers end and begin from one block to the next.

use crate::{Block, Container};

/// What changes before a block.
#[derive(Debug)]
pub(super) struct Change<'a> {
    /// How many containers go on.
    pub(super) n_shared: usize,
    /// Those that end, outermost first.
    pub(super) ends: &'a [Container],
    /// Those that begin, outermost first.
    pub(super) begins: &'a [Container],
}

/// What changes from the containers around one block to those around the next.
pub(super) fn change<'a>(before: &'a [Container], after: &'a [Container]) -> Change<'a> {
    let n_shared = before.iter().zip(after).take_while(|(a, b)| a.id == b.id).count();
    Change {
        n_shared,
        ends: before.get(n_shared..).unwrap_or(&[]),
        begins: after.get(n_shared..).unwrap_or(&[]),
    }
}

/// The containers around a block, or none.
pub(super) fn around(block: Option<&Block>) -> &[Container] {
    block.map_or(&[], |block| block.inside.as_slice())
}

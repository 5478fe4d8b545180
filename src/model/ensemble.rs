//! Boosted regression trees, laid out so that several are walked side by side without a branch that
//! depends on the row.

use crate::feature::ABSENT;

/// Boosted regression trees; their leaves add up to log-odds, or to the quality.
#[derive(Debug)]
pub(crate) struct Ensemble {
    trees: Vec<[Node; SIZE]>,
}

/// Nodes that a tree takes up: decisions in the first half, leaves in the second, so that the
/// number of a node tells what it is.
const SIZE: usize = 16;
const HALF: usize = SIZE / 2;

/// How many trees are walked side by side: a step of one need not wait for that of another.
const SIDE_BY_SIDE: usize = 5;

/// Steps after which it is first looked at where all have come to.
const MOST_SHORT: usize = 4;

/// A decision: rows whose feature is at most `threshold` go left. A leaf has its value for a
/// threshold, and leads to itself. Eight bytes, so that an ensemble stays in the fastest caches.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    threshold: f32,
    feature: u16,
    /// Left and right, by their number in the tree.
    children: [u8; 2],
}

/// A decision as files have it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decision {
    pub(super) feature: u16,
    pub(super) threshold: f32,
    /// Left and right: a decision of the tree, or the complement of one of its leaves.
    pub(super) children: [i8; 2],
}

impl Ensemble {
    /// Trees of decisions and one leaf more each; `None` if one is too large, or has a circle.
    pub(super) fn new(trees: &[(Vec<Decision>, Vec<f32>)]) -> Option<Ensemble> {
        let trees = trees.iter().map(|(decisions, leaves)| laid_out(decisions, leaves));
        Some(Ensemble { trees: trees.collect::<Option<_>>()? })
    }

    /// How many trees there are.
    #[cfg(test)]
    pub(super) fn n_trees(&self) -> usize {
        self.trees.len()
    }

    /// The sum of the trees for a row.
    pub(crate) fn sum(&self, row: &[f32]) -> f32 {
        let (groups, rest) = self.trees.as_chunks::<SIDE_BY_SIDE>();
        let mut sum = 0.0;
        for group in groups {
            sum = leaves(group, row).into_iter().fold(sum, |sum, leaf| sum + leaf);
        }
        rest.iter().fold(sum, |sum, tree| {
            let [leaf] = leaves(std::array::from_ref(tree), row);
            sum + leaf
        })
    }
}

/// The nodes of a tree in their places.
fn laid_out(decisions: &[Decision], leaves: &[f32]) -> Option<[Node; SIZE]> {
    if leaves.is_empty() || leaves.len() > HALF || decisions.len() >= leaves.len() {
        return None;
    }
    let leaf = |at: usize| (at < leaves.len()).then_some((HALF + at) as u8);
    // Of a tree without a decision both sides are its only leaf.
    let mut tree = [Node { children: [leaf(0)?; 2], ..Node::default() }; SIZE];
    let (of_decisions, of_leaves) = tree.split_at_mut(HALF);
    for (at, (node, decision)) in of_decisions.iter_mut().zip(decisions).enumerate() {
        let child = |child: i8| match usize::try_from(child) {
            // Children come after their parent: no path can run in a circle.
            Ok(child) => (child > at && child < decisions.len()).then_some(child as u8),
            Err(_) => leaf(usize::from((!child).unsigned_abs())),
        };
        let [left, right] = decision.children;
        let &Decision { feature, threshold, .. } = decision;
        *node = Node { threshold, feature, children: [child(left)?, child(right)?] };
    }
    for (at, (node, value)) in of_leaves.iter_mut().zip(leaves).enumerate() {
        *node = Node { threshold: *value, feature: 0, children: [leaf(at)?; 2] };
    }
    Some(tree)
}

impl Node {
    fn next(self, row: &[f32]) -> usize {
        let value = row.get(usize::from(self.feature)).copied().unwrap_or(ABSENT);
        let [left, right] = self.children;
        usize::from(if value > self.threshold { right } else { left })
    }
}

/// The leaves that a row comes to in some trees.
fn leaves<const M: usize>(trees: &[[Node; SIZE]; M], row: &[f32]) -> [f32; M] {
    let mut here = [0; M];
    let step = |here: &mut [usize; M]| {
        for (at, tree) in here.iter_mut().zip(trees) {
            *at = node(tree, *at).next(row);
        }
    };
    // A leaf leads to itself: steps too many do no harm, and few rows need less than these.
    for _ in 0..MOST_SHORT {
        step(&mut here);
    }
    while here.iter().fold(HALF, |all, at| all & at) == 0 {
        step(&mut here);
    }
    let mut leaves = [0.0; M];
    for ((leaf, at), tree) in leaves.iter_mut().zip(here).zip(trees) {
        *leaf = node(tree, at).threshold;
    }
    leaves
}

/// A node by its number, of which there are no more than places.
#[allow(clippy::indexing_slicing)]
fn node(tree: &[Node; SIZE], at: usize) -> Node {
    tree[at % SIZE]
}

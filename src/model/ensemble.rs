//! Boosted regression trees, laid out so that several are walked side by side without a branch that
//! depends on the row.

use crate::feature::ABSENT;

/// Boosted regression trees; their leaves add up to log-odds, or to the quality.
#[derive(Debug, Default)]
pub(crate) struct Ensemble {
    /// Small trees in places of [`SMALL`] nodes each, or larger ones in places of [`LARGE`].
    nodes: Vec<Node>,
    /// Of each node the mean of what its training rows got.
    means: Vec<f32>,
    is_large: bool,
    stops: Vec<Stop>,
}

/// Nodes that a tree takes up: decisions in the first half, leaves in the second, so that the
/// number of a node tells what it is.
const SMALL: usize = 16;
const LARGE: usize = 64;

/// How many trees are walked side by side: a step of one need not wait for that of another. Stops
/// come after multiples of it.
const SIDE_BY_SIDE: usize = 5;

/// Steps after which it is first looked at where all have come to.
const MOST_SHORT: usize = 4;

/// After so many trees, a row whose sum is below one bound or above another is settled: hardly a
/// training row has come back from there. Most blocks of a page end at one of these.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop {
    pub(super) n_trees: usize,
    pub(super) below: f32,
    pub(super) above: f32,
    /// The log-odds of what rows below and above come to on average.
    pub(super) sums: [f32; 2],
}

/// A decision: rows whose feature is at most `threshold` go left. A leaf has its value for a
/// threshold, and leads to itself. Eight bytes, so that an ensemble stays in the fastest caches.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    threshold: f32,
    feature: u16,
    /// Left and right, by their number in the tree.
    children: [u8; 2],
}

/// A decision as the judge's file has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decision {
    pub(super) feature: u16,
    pub(super) threshold: f32,
    /// Left and right: a decision of the tree, or the complement of one of its leaves.
    pub(super) children: [i8; 2],
    pub(super) mean: f32,
}

impl Ensemble {
    /// Trees of decisions and one leaf more each; `None` if one is too large, or has a circle.
    pub(super) fn new(trees: &[(Vec<Decision>, Vec<f32>)], stops: Vec<Stop>) -> Option<Ensemble> {
        let most = trees.iter().map(|(_, leaves)| leaves.len()).max().unwrap_or(0);
        let is_large = most > SMALL / 2;
        let size = if is_large { LARGE } else { SMALL };
        if most > size / 2 {
            return None;
        }
        let mut ensemble = Ensemble { is_large, stops, ..Ensemble::default() };
        ensemble.nodes.reserve(trees.len() * size);
        ensemble.means.reserve(trees.len() * size);
        for (decisions, leaves) in trees {
            ensemble.push(decisions, leaves, size)?;
        }
        Some(ensemble)
    }

    fn push(&mut self, decisions: &[Decision], leaves: &[f32], size: usize) -> Option<()> {
        let (first, half) = (self.nodes.len(), size / 2);
        let leaf = |at: usize| u8::try_from(half + at).ok();
        // Of a tree without a decision both sides are its only leaf.
        self.nodes.resize(first + half, Node { children: [leaf(0)?; 2], ..Node::default() });
        self.means.resize(first + half, leaves.first().copied()?);
        for (at, decision) in decisions.iter().enumerate() {
            let child = |child: i8| match usize::try_from(child) {
                // Children come after their parent: no path can run in a circle.
                Ok(child) => (child > at && child < decisions.len()).then_some(child as u8),
                Err(_) => leaf(usize::from((!child).unsigned_abs())),
            };
            let [left, right] = decision.children;
            let &Decision { feature, threshold, mean, .. } = decision;
            *self.nodes.get_mut(first + at)? =
                Node { threshold, feature, children: [child(left)?, child(right)?] };
            *self.means.get_mut(first + at)? = mean;
        }
        for (at, value) in leaves.iter().enumerate() {
            let children = [leaf(at)?; 2];
            self.nodes.push(Node { threshold: *value, feature: 0, children });
            self.means.push(*value);
        }
        self.nodes.resize(first + size, Node { children: [leaf(0)?; 2], ..Node::default() });
        self.means.resize(first + size, 0.0);
        Some(())
    }

    /// How many trees there are.
    #[cfg(test)]
    pub(super) fn n_trees(&self) -> usize {
        self.nodes.len() / self.size()
    }

    /// How many nodes a tree takes up.
    fn size(&self) -> usize {
        if self.is_large { LARGE } else { SMALL }
    }

    /// The sum of the trees for a row; one that the first trees are sure of goes no further, see
    /// [`Stop`].
    pub(crate) fn sum(&self, row: &[f32]) -> f32 {
        if self.is_large {
            self.settle(self.trees::<LARGE>(), row)
        } else {
            self.settle(self.trees::<SMALL>(), row)
        }
    }

    fn settle<const N: usize>(&self, trees: &[[Node; N]], row: &[f32]) -> f32 {
        let (mut sum, mut rest, mut n_done) = (0.0, trees, 0);
        for stop in &self.stops {
            let n = stop.n_trees.saturating_sub(n_done).min(rest.len());
            let (here, after) = rest.split_at(n);
            sum = add(here, row, sum);
            let [below, above] = stop.sums;
            if sum < stop.below {
                return below;
            }
            if sum > stop.above {
                return above;
            }
            (rest, n_done) = (after, n_done + n);
        }
        add(rest, row, sum)
    }

    fn trees<const N: usize>(&self) -> &[[Node; N]] {
        self.nodes.as_chunks().0
    }

    /// What each feature adds to the sum, tree by tree, see [`super::Judge::contributions`].
    pub(super) fn contributions(&self, row: &[f32], add: &mut impl FnMut(usize, f32)) {
        let size = self.size();
        // From a leaf, both sides lead back to it.
        let decides = |node: &&Node| node.children[0] != node.children[1];
        for (nodes, means) in self.nodes.chunks(size).zip(self.means.chunks(size)) {
            let mean = |at: usize| means.get(at).copied().unwrap_or(0.0);
            let mut at = 0;
            while let Some(node) = nodes.get(at).filter(decides) {
                let next = node.next(row);
                add(usize::from(node.feature), mean(next) - mean(at));
                at = next;
            }
        }
    }
}

impl Node {
    fn next(self, row: &[f32]) -> usize {
        let value = row.get(usize::from(self.feature)).copied().unwrap_or(ABSENT);
        let [left, right] = self.children;
        usize::from(if value > self.threshold { right } else { left })
    }
}

/// Adds the leaves of trees to a sum, one after the other.
fn add<const N: usize>(trees: &[[Node; N]], row: &[f32], mut sum: f32) -> f32 {
    let (groups, rest) = trees.as_chunks::<SIDE_BY_SIDE>();
    for group in groups {
        sum = leaves(group, row).into_iter().fold(sum, |sum, leaf| sum + leaf);
    }
    rest.iter().fold(sum, |sum, tree| {
        let [leaf] = leaves(std::array::from_ref(tree), row);
        sum + leaf
    })
}

/// The leaves that a row comes to in some trees.
fn leaves<const N: usize, const M: usize>(trees: &[[Node; N]; M], row: &[f32]) -> [f32; M] {
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
    while here.iter().fold(N / 2, |all, at| all & at) == 0 {
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
fn node<const N: usize>(tree: &[Node; N], at: usize) -> Node {
    tree[at % N]
}

//! Reads the judge's file.

use super::ensemble::Decision;
use super::inputs::{Bins, Input, Inputs, Names};
use super::lanes::{Channels, Mix};
use super::net::Layer;
use super::symmetric::{Levels, MOST_LEVELS, Question, Symmetric};
use super::{Ensemble, Judge, KindTable, N_KINDS, Net, OfBlocks, Table, Tables};
use crate::feature::{NAMES, is_of_page, page_row};

pub(crate) const MAGIC: &[u8] = b"unchrome judge 7\n";

/// A place in the file.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    fn i16(&mut self) -> Option<i16> {
        self.array().map(i16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn f32(&mut self) -> Option<f32> {
        self.array().map(f32::from_le_bytes)
    }

    fn line(&mut self) -> Option<&'a str> {
        let end = memchr::memchr(b'\n', self.0)?;
        let line = self.take(end + 1)?;
        std::str::from_utf8(line.get(..end)?).ok()
    }
}

/// Reads the whole file; `None` if it is not one, or does not fit the features of this program.
pub(crate) fn read(bytes: &[u8]) -> Option<Judge> {
    let mut cursor = Cursor(bytes);
    if cursor.take(MAGIC.len())? != MAGIC {
        return None;
    }
    while !cursor.line()?.is_empty() {}
    let of_blocks = names(&mut cursor, NAMES)?;
    let of_pages = page_row::page_names();
    let of_pages: Vec<&str> = of_pages.iter().map(String::as_str).collect();
    let of_pages = names(&mut cursor, &of_pages)?;
    let tables = Tables {
        class_words: table(&mut cursor)?,
        words: table(&mut cursor)?,
        kinds: kinds(&mut cursor)?,
    };
    let kinds: Option<Vec<_>> = (0..N_KINDS).map(|_| ensemble(&mut cursor, &of_pages)).collect();
    let kinds = Some(kinds?.try_into().ok()?);
    let quality = Some(ensemble(&mut cursor, &of_pages)?);
    let mut blocks = || {
        let net = net(&mut cursor, &of_blocks)?;
        Some(OfBlocks { net, trees: symmetric(&mut cursor, &of_blocks)? })
    };
    let blocks = [blocks()?, blocks()?];
    cursor.0.is_empty().then_some(Judge { tables, kinds, quality, blocks })
}

/// `u32` count; of each word its `u32` hash and `i8` log-odds in 1/32.
fn table<const N: usize>(cursor: &mut Cursor<'_>) -> Option<Table<N>> {
    const BYTES: usize = 5;
    let n = cursor.u32()? as usize;
    let words = cursor.take(n.checked_mul(BYTES)?)?.as_chunks::<BYTES>().0;
    let odds = |&[w0, w1, w2, w3, odds]: &[u8; BYTES]| {
        (u32::from_le_bytes([w0, w1, w2, w3]), log_odds(odds))
    };
    Some(Table::new(words.iter().map(odds)))
}

/// `i8` a kind; `u32` count; of each word its `u32` hash and `i8` a kind; all in 1/32.
fn kinds(cursor: &mut Cursor<'_>) -> Option<KindTable> {
    let start = cursor.array()?.map(log_odds);
    let n = cursor.u32()?;
    let word = |cursor: &mut Cursor<'_>| Some((cursor.u32()?, cursor.array()?.map(log_odds)));
    let words: Vec<_> = (0..n).map(|_| word(cursor)).collect::<Option<_>>()?;
    Some(KindTable::new(start, words))
}

/// Log-odds from an `i8`, in 1/32.
fn log_odds(steps: u8) -> f32 {
    f32::from(i8::from_le_bytes([steps])) / 32.0
}

/// Reads trees that have a file of their own: `magic`, the names of the figures of a row, and the trees,
/// each part as in the judge's file; `None` if it is not one, or its names are not the known ones.
pub(crate) fn read_trees(bytes: &[u8], magic: &[u8], known: &[&str]) -> Option<Ensemble> {
    let mut cursor = Cursor(bytes);
    if cursor.take(magic.len())? != magic {
        return None;
    }
    let names = names(&mut cursor, known)?;
    let trees = ensemble(&mut cursor, &names)?;
    cursor.0.is_empty().then_some(trees)
}

/// The place in a row of each feature of the file. Every feature of the program must be in the
/// file, once, and no other.
fn names(cursor: &mut Cursor<'_>, known: &[&str]) -> Option<Vec<u16>> {
    let n = usize::from(cursor.u16()?);
    let (mut places, mut seen) = (Vec::with_capacity(n), vec![false; known.len()]);
    for nth in 0..n {
        let name = cursor.line()?;
        // The order is that of the program, unless the file is of another one.
        let is_there = known.get(nth) == Some(&name);
        let place = if is_there { nth } else { known.iter().position(|it| *it == name)? };
        let place = u16::try_from(place).ok()?;
        if std::mem::replace(seen.get_mut(usize::from(place))?, true) {
            return None;
        }
        places.push(place);
    }
    (n == known.len()).then_some(places)
}

/// `u16` trees; of each `u16` decisions, at most seven (`u16` feature, `f32` threshold, two `i16`
/// children: a decision of the tree, or the complement of a leaf of the tree) and one leaf more (`f32`).
fn ensemble(cursor: &mut Cursor<'_>, names: &[u16]) -> Option<Ensemble> {
    let n_trees = cursor.u16()?;
    let trees: Vec<_> = (0..n_trees).map(|_| tree(cursor, names)).collect::<Option<_>>()?;
    Ensemble::new(&trees)
}

fn tree(cursor: &mut Cursor<'_>, names: &[u16]) -> Option<(Vec<Decision>, Vec<f32>)> {
    const BYTES: usize = 10;
    let n = usize::from(cursor.u16()?);
    let child = |bytes: [u8; 2]| {
        let child = i8::try_from(i16::from_le_bytes(bytes)).ok()?;
        (child >= 0 || usize::from((!child).unsigned_abs()) <= n).then_some(child)
    };
    let decision = |bytes: &[u8; BYTES]| {
        let &[f0, f1, t0, t1, t2, t3, l0, l1, r0, r1] = bytes;
        Some(Decision {
            feature: *names.get(usize::from(u16::from_le_bytes([f0, f1])))?,
            threshold: f32::from_le_bytes([t0, t1, t2, t3]),
            children: [child([l0, l1])?, child([r0, r1])?],
        })
    };
    let mut decisions = Vec::with_capacity(n);
    for bytes in cursor.take(n * BYTES)?.as_chunks().0 {
        decisions.push(decision(bytes)?);
    }
    let leaves = cursor.take((n + 1) * size_of::<f32>())?.as_chunks().0;
    Some((decisions, leaves.iter().map(|leaf| f32::from_le_bytes(*leaf)).collect()))
}

/// `f32` times that the net counts, `f32` bias, `u16` trees.
fn symmetric(cursor: &mut Cursor<'_>, names: &[u16]) -> Option<Symmetric> {
    let (of_net, bias) = (cursor.f32()?, cursor.f32()?);
    let n_trees = cursor.u16()?;
    let trees: Vec<_> = (0..n_trees).map(|_| levels(cursor, names)).collect::<Option<_>>()?;
    Symmetric::new(of_net, bias, &trees)
}

/// `u8` levels, `f32` part; of each level `u16` feature and `f32` threshold; of each leaf an `i8`, in
/// parts.
fn levels(cursor: &mut Cursor<'_>, names: &[u16]) -> Option<Levels> {
    let [n_levels] = cursor.array()?;
    if usize::from(n_levels) > MOST_LEVELS {
        return None;
    }
    let part = cursor.f32()?;
    let mut question = || {
        let feature = *names.get(usize::from(cursor.u16()?))?;
        Some(Question { feature, threshold: cursor.f32()? })
    };
    let questions = (0..n_levels).map(|_| question()).collect::<Option<_>>()?;
    let n_leaves = 1 << n_levels;
    let leaf = |parts: &u8| f32::from(i8::from_le_bytes([*parts])) * part;
    Some(Levels { questions, leaves: cursor.take(n_leaves)?.iter().map(leaf).collect() })
}

/// `u16` inputs; the weights of each input and a bias; `u8` layers; the last two steps, each with its
/// bias. All weights are `f32`, by input, then by channel.
fn net(cursor: &mut Cursor<'_>, names: &[u16]) -> Option<Net> {
    let n_inputs = cursor.u16()?;
    let mut inputs: Vec<_> = (0..n_inputs).map(|_| input(cursor, names)).collect::<Option<_>>()?;
    for input in &mut inputs {
        input.weights = channels(cursor)?;
    }
    let (mut of_page, mut of_block, mut of_names) = (Vec::new(), Vec::new(), Vec::new());
    for of_feature in inputs.chunk_by(|a, b| a.bins.feature == b.bins.feature) {
        match of_feature {
            [one] if is_of_page(usize::from(one.bins.feature)) => of_page.push(one.clone()),
            [one] => of_block.push(one.clone()),
            several => of_names.push(Names::new(several)?),
        }
    }
    let bias = channels(cursor)?;
    let [n_layers] = cursor.array()?;
    Some(Net {
        of_page: Inputs::new(&of_page)?,
        of_block: Inputs::new(&of_block)?,
        names: of_names,
        bias,
        layers: (0..n_layers).map(|_| layer(cursor)).collect::<Option<_>>()?,
        second_last: mix(cursor)?,
        second_last_bias: channels(cursor)?,
        last: channels(cursor)?,
        last_bias: cursor.f32()?,
    })
}

/// `u16` feature, `f32` scale, `i16` first bin, `u8` levels, each an `i8` in 1/127.
fn input(cursor: &mut Cursor<'_>, names: &[u16]) -> Option<Input> {
    let feature = *names.get(usize::from(cursor.u16()?))?;
    let scale = cursor.f32()?;
    let first = i32::from(cursor.i16()?);
    let [n_levels] = cursor.array()?;
    let level = |byte: &u8| i8::from_le_bytes([*byte]);
    let levels = cursor.take(usize::from(n_levels))?.iter().map(level).collect();
    // One level is that of absent values; without a bin there is nothing to tell apart.
    let last = i32::from(n_levels.checked_sub(2)?);
    let bins = Bins { feature, scale, first, last };
    Some(Input { bins, levels, weights: Channels::default() })
}

/// `u8` dilation, then the weights in the order of [`Layer`].
fn layer(cursor: &mut Cursor<'_>) -> Option<Layer> {
    let [dilation] = cursor.array()?;
    Some(Layer {
        dilation: usize::from(dilation),
        gain: channels(cursor)?,
        shift: channels(cursor)?,
        gate: channels(cursor)?,
        gate_bias: cursor.f32()?,
        around: several(cursor)?,
        alike: several(cursor)?,
        mix: mix(cursor)?,
        of_gated: mix(cursor)?,
        of_all: mix(cursor)?,
        bias: channels(cursor)?,
    })
}

fn mix(cursor: &mut Cursor<'_>) -> Option<Box<Mix>> {
    several(cursor).map(Box::new)
}

fn several<const N: usize>(cursor: &mut Cursor<'_>) -> Option<[Channels; N]> {
    let mut several = [Channels::default(); N];
    for one in &mut several {
        *one = channels(cursor)?;
    }
    Some(several)
}

fn channels(cursor: &mut Cursor<'_>) -> Option<Channels> {
    let mut channels = Channels::default();
    let weights = channels.0.as_flattened_mut();
    let bytes = cursor.take(size_of_val(weights))?.as_chunks().0;
    for (weight, bytes) in weights.iter_mut().zip(bytes) {
        *weight = f32::from_le_bytes(*bytes);
    }
    Some(channels)
}

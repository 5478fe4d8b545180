//! Fits the net that judges blocks, a small convolutional network over the blocks of a page; what it
//! reckons is in `src/model/net.rs`.
//!
//! Every sum is made in the same order on any processor, and each net by one thread, so that fitting twice
//! gives the same weights.

mod channels; // sums over channels
mod families; // inputs that are silenced together
mod layer; // a layer, forth and back
mod learn; // pages -> a net; a net -> log-odds
mod left_out; // what is left out at random
mod levels; // a feature's values -> levels
mod loss; // log-odds -> how wrong they are
mod pass; // a page, forth and back
mod rows; // a folder -> rows of pages
mod weights; // weights, and the steps that change them

use std::fs;
use std::io;
use std::path::Path;

use evaluate::each::each;
use learn::Plan;
use rows::Rows;
use unchrome::internal::{Channels, WIDTH, logistic};
use weights::{DILATIONS, LAST, LAST_BIAS, Weights};

use crate::at;

/// How often what a way of grouping shows is silenced on a page of text, in each layer: lines that look
/// alike are the same in few other languages.
const SILENCED_GROUPS_OF_TEXT: f32 = 0.25;

/// The fold of pages that are not trained on, and of the net that is fitted to all others.
const NONE: i32 = -1;

/// Fits the nets of one task, `html` or `text`, over the rows of a folder that `blocks::judge` wrote.
///
/// Left there are `TASK.net`, in the form that `src/model/reader.rs` reads, `TASK.FOLD.net`, nets that
/// have not seen a fold, and `net.f32`: for all rows the probability by a net that has not seen
/// the row's fold. Labels that are not known are guessed before, by nets that know half of the folds.
///
/// # Errors
///
/// If a file cannot be read or written, or a fit panics.
pub fn fit(task: &str, folder: &Path, epochs: u32) -> io::Result<()> {
    let silenced_groups = if task == "text" { SILENCED_GROUPS_OF_TEXT } else { 0.0 };
    let plan = Plan { epochs: epochs as usize, silenced_groups };
    let mut rows = Rows::read(folder)?;
    let is_unknown: Vec<bool> = rows
        .label
        .iter()
        .zip(&rows.weight)
        .map(|(label, weight)| *label < 0.0 && *weight > 0.0)
        .collect();
    if is_unknown.contains(&true) {
        guess(&mut rows, &is_unknown, plan)?;
    }
    let mut folds = rows.fold.clone();
    folds.sort_unstable();
    folds.dedup();
    if !folds.contains(&NONE) {
        folds.push(NONE);
    }
    let (nets, log_odds) = nets_without(&rows, &folds, plan)?;
    let (scale, offset) = calibrate(&rows, &log_odds);
    let p = log_odds.iter().map(|it| 1.0 / (1.0 + (-(f64::from(*it) * scale + offset)).exp()));
    let bytes: Vec<u8> = p.flat_map(|p| (p as f32).to_le_bytes()).collect();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(|error| at(&path, error))
    };
    write("net.f32", &bytes)?;
    for (fold, net) in folds.iter().zip(nets) {
        let of = if *fold == NONE { String::new() } else { format!("{fold}.") };
        write(&format!("{task}.{of}net"), &bytes_of(&rows, net, scale, offset))?;
    }
    Ok(())
}

/// For each fold the net that has not seen it; and for all rows what that of their fold says.
fn nets_without(rows: &Rows, folds: &[i32], plan: Plan) -> io::Result<(Vec<Weights>, Vec<f32>)> {
    let fitted = each(folds, |without| {
        let net = learn::learn(rows, |fold| fold != NONE && fold != *without, plan);
        let log_odds = learn::predict(rows, &net, |fold| fold == *without);
        Ok((net, log_odds))
    })?;
    let mut all = vec![0.0; rows.label.len()];
    for (_, log_odds) in &fitted {
        // A row is in one fold.
        all.iter_mut().zip(log_odds).for_each(|(all, one)| *all += one);
    }
    Ok((fitted.into_iter().map(|(net, _)| net).collect(), all))
}

/// Labels that are not known become those that a net says which knows the other half of the folds, by what
/// is known there, and count for as much as it is sure.
fn guess(rows: &mut Rows, is_unknown: &[bool], plan: Plan) -> io::Result<()> {
    let (fold, weight) = (rows.fold.clone(), rows.weight.clone());
    let unknown = || (0..is_unknown.len()).filter(|row| is_unknown[*row]);
    rows.fold.iter_mut().filter(|fold| **fold != NONE).for_each(|fold| *fold %= 2);
    unknown().for_each(|row| rows.weight[row] = 0.0);
    let (_, log_odds) = nets_without(rows, &[0, 1], plan)?;
    (rows.fold, rows.weight) = (fold, weight);
    for row in unknown() {
        let p = logistic(log_odds[row]);
        rows.label[row] = if p >= 0.5 { 1.0 } else { 0.0 };
        rows.weight[row] *= (2.0 * p - 1.0).powi(2);
    }
    Ok(())
}

/// A slope and an offset of log-odds at which the labels of pages whose truth is known are likeliest
/// (Platt scaling), by Newton's method.
fn calibrate(rows: &Rows, log_odds: &[f32]) -> (f64, f64) {
    let known: Vec<usize> = rows
        .pages
        .iter()
        .filter(|page| page.times > 0.0)
        .flat_map(|page| page.start..page.end)
        .collect();
    let (mut scale, mut offset) = (0.0, 0.0);
    for _ in 0..20 {
        let (mut slope, mut bend) = ([0.0; 2], [1e-9, 0.0, 1e-9]);
        for row in &known {
            let (odds, weight) = (f64::from(log_odds[*row]), f64::from(rows.weight[*row]));
            let p = 1.0 / (1.0 + (-(odds * scale + offset)).exp());
            let (off, sure) = (weight * (p - f64::from(rows.label[*row])), weight * p * (1.0 - p));
            slope[0] += off * odds;
            slope[1] += off;
            bend[0] += sure * odds * odds;
            bend[1] += sure * odds;
            bend[2] += sure;
        }
        let of = bend[0] * bend[2] - bend[1] * bend[1];
        scale -= (bend[2] * slope[0] - bend[1] * slope[1]) / of;
        offset -= (bend[0] * slope[1] - bend[1] * slope[0]) / of;
    }
    (scale, offset)
}

/// A net as `src/model/reader.rs` reads it, its last step calibrated.
fn bytes_of(rows: &Rows, mut net: Weights, scale: f64, offset: f64) -> Vec<u8> {
    let last_bias = f64::from(net.end()[LAST_BIAS].0[0][0]) * scale + offset;
    let last = net.end_mut()[LAST].0.as_flattened_mut();
    last.iter_mut().for_each(|weight| *weight *= scale as f32);
    let n_inputs: usize = rows.inputs.iter().map(|input| input.rows.len()).sum();
    let mut out = (n_inputs as u16).to_le_bytes().to_vec();
    rows.inputs.iter().for_each(|input| input.write(&mut out));
    let row = |row: &Channels| -> Vec<u8> {
        row.0.as_flattened().iter().flat_map(|weight| weight.to_le_bytes()).collect()
    };
    out.extend(net.rows[..=net.n_first].iter().flat_map(row));
    out.push(DILATIONS.len() as u8);
    for (number, dilation) in DILATIONS.iter().enumerate() {
        out.push(*dilation as u8);
        for (at, weights) in net.layer(number).iter().enumerate() {
            let n = if at == weights::GATE_BIAS { 1 } else { WIDTH };
            out.extend(&row(weights)[..n * size_of::<f32>()]);
        }
    }
    out.extend(net.end()[..LAST_BIAS].iter().flat_map(row));
    out.extend((last_bias as f32).to_le_bytes());
    out
}

#[cfg(test)]
mod tests;

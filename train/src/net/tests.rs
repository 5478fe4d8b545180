use std::fs;
use std::path::PathBuf;

use fearless_simd::{Level, dispatch};
use unchrome::internal::{ABSENT, Channels, N_GROUPINGS};

use super::channels::Turned;
use super::levels::Input;
use super::loss::{F1_WEIGHT, Loss};
use super::pass::{Page, Trace};
use super::rows::{Rows, Span};
use super::weights::{DILATIONS, LAST, Steps, Weights};
use super::{NONE, families, fit};
use crate::dice::Dice;
use crate::matrix;

/// A folder of pages of seven blocks, of which those are content whose first feature is above 3; the last
/// two pages are trained on by nobody.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("unchrome-train-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let write = |file: &str, numbers: &[f32]| {
        let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        fs::write(folder.join(file), bytes).unwrap();
    };
    let (mut x, mut labels, mut words, mut groups, mut truths) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut dice = Dice::of(name, 1);
    for page in 0..62_u8 {
        let fold = if page < 60 { f32::from(page % 3) } else { -1.0 };
        let mut n_content = 0.0;
        for block in 0..7_u8 {
            let value = dice.throw(7) as f32;
            let is_content = f32::from(u8::from(value > 3.0));
            // The label of a block of every tenth page is to be guessed.
            let label = if page % 10 == 9 && block == 0 { -1.0 } else { is_content };
            x.extend([value, if block == 3 { ABSENT } else { dice.share() }, 1.0]);
            labels.extend([label, 1.0, fold]);
            words.extend([f32::from(page), 5.0, 5.0 * is_content]);
            groups.extend([f32::from(block % 2), 0.0]);
            n_content += 5.0 * is_content;
        }
        truths.extend([n_content, if page < 60 { 1.0 } else { 0.0 }]);
    }
    write("x.f32", &x);
    write("labels.f32", &labels);
    write("words.f32", &words);
    write("groups.f32", &groups);
    write("truths.f32", &truths);
    fs::write(folder.join("names.txt"), "len\npage_share\nsame").unwrap();
    folder
}

#[test]
fn a_net_learns_what_tells_and_says_it_of_pages_that_it_has_not_seen() {
    let folder = folder("learns");
    fit("html", &folder, 400).unwrap();
    let values = matrix::read(&folder.join("x.f32"), 62 * 7 * 3).unwrap();
    let p = matrix::read(&folder.join("net.f32"), 62 * 7).unwrap();
    let is_right = |(row, p): &(&[f32], &f32)| (**p > 0.5) == (row[0] > 3.0);
    let n_right = values.chunks_exact(3).zip(&p).filter(is_right).count();
    assert!(n_right > 62 * 7 * 95 / 100, "{n_right}");
    let nets = ["html.net", "html.0.net", "html.1.net", "html.2.net"];
    let read = || nets.map(|net| fs::read(folder.join(net)).unwrap());
    let nets_before = read();
    assert!(nets_before[1] != nets_before[2], "nets that have seen other pages");
    fit("html", &folder, 400).unwrap();
    assert!(read() == nets_before, "fitting twice gives the same bytes");
    fs::remove_dir_all(&folder).unwrap();
}

/// The loss of the first page, and its slopes if they are asked for: those of weights but the inputs',
/// and of what levels add.
fn loss(
    rows: &Rows,
    weights: &Weights,
    levels: &[Channels],
    slopes: Option<(&mut Weights, &mut [Channels])>,
) -> f32 {
    let numbers: Vec<u32> = (0..14).map(|at| at * 5 % 9).collect();
    let page = Page {
        levels: &numbers,
        n_inputs: 2,
        words: &rows.words[..7],
        groups: rows.groups.each_ref().map(|of_rows| &of_rows[..7]),
        is_shown: [[true; N_GROUPINGS]; DILATIONS.len()],
    };
    let (mut trace, mut of_blocks) = (Trace::default(), Vec::new());
    let mut dice = Dice::of("loss", 1);
    dispatch!(Level::new(), simd => trace.forth(simd, page, levels, weights, Some(&mut dice)));
    let loss = Loss::new(rows, 7);
    loss.slopes(&rows.pages[0], &trace.log_odds, &mut of_blocks);
    if let Some(to) = slopes {
        let turned = Turned::of(weights);
        dispatch!(Level::new(), simd => trace.back(simd, page, (weights, &turned), &of_blocks, to));
    }
    sum(rows, &loss, &trace.log_odds)
}

/// The loss itself: how unlikely labels are, and what the first page lacks of a word-F1 of 1.
fn sum(rows: &Rows, loss: &Loss<'_>, log_odds: &[f32]) -> f32 {
    let Span { truth, times, .. } = rows.pages[0];
    let (mut sum, mut kept, mut right) = (0.0, truth, 0.0);
    for (row, odds) in log_odds.iter().enumerate() {
        let p = 1.0 / (1.0 + (-odds).exp());
        let of_label = if rows.label[row] > 0.5 { p } else { 1.0 - p };
        sum -= of_label.ln() * rows.weight[row] * loss.per_block;
        kept += p * rows.words[row];
        right += p * rows.matched[row];
    }
    sum + F1_WEIGHT * times * (1.0 - 2.0 * right / kept)
}

#[test]
fn slopes_are_those_of_the_loss() {
    /// How far a weight is moved to either side.
    const STEP: f32 = 1e-3;
    let folder = folder("slopes");
    let rows = Rows::read(&folder).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let weights = Weights::random(2);
    let mut dice = Dice::of("levels", 1);
    let mut levels = vec![Channels::default(); 9];
    for number in levels.iter_mut().flat_map(|row| row.0.as_flattened_mut()) {
        *number = dice.share() - 0.3;
    }
    let (mut slopes, mut of_levels) = (Weights::zero(&weights), vec![Channels::default(); 9]);
    loss(&rows, &weights, &levels, Some((&mut slopes, &mut of_levels)));
    let (mut n_steep, mut off) = (0, Vec::new());
    let mut check = |name: String, slope: f32, moved: [f32; 2]| {
        let found = (moved[1] - moved[0]) / (2.0 * STEP);
        n_steep += usize::from(slope.abs() > 0.01);
        if (slope - found).abs() > 3e-4 + 0.03 * slope.abs() {
            off.push(format!("{name}: {slope}, not {found}"));
        }
    };
    // Some of each row; of the first two rows, which are inputs', there are no slopes here.
    for row in 2..weights.rows.len() {
        for channel in [row % 32, (row + 13) % 32] {
            let slope = slopes.rows[row].0.as_flattened()[channel];
            let moved = [-STEP, STEP].map(|by| {
                let mut weights = weights.clone();
                weights.rows[row].0.as_flattened_mut()[channel] += by;
                loss(&rows, &weights, &levels, None)
            });
            check(format!("row {row}, channel {channel}"), slope, moved);
        }
    }
    for level in 0..9 {
        let slope = of_levels[level].0.as_flattened()[level];
        let moved = [-STEP, STEP].map(|by| {
            let mut levels = levels.clone();
            levels[level].0.as_flattened_mut()[level] += by;
            loss(&rows, &weights, &levels, None)
        });
        check(format!("level {level}"), slope, moved);
    }
    assert!(n_steep > 100, "only {n_steep} weights matter");
    // Where a rectified channel is next to zero, a step has another slope on either side.
    assert!(off.len() < 25, "{} off: {off:#?}", off.len());
}

#[test]
fn steps_go_against_slopes_and_shorter_at_the_end() {
    let mut weights = Weights::random(1);
    let mut slopes = Weights::zero(&weights);
    slopes.end_mut()[LAST].0[0][0] = 50.0;
    let mut steps = Steps::new(&weights, 100);
    let mut moves = Vec::new();
    for _ in 0..100 {
        let before = weights.end()[LAST].0[0][0];
        steps.step(&mut weights, &slopes);
        moves.push(before - weights.end()[LAST].0[0][0]);
    }
    assert!(moves.iter().all(|by| *by > 0.0), "{moves:?}");
    let longest = (0..100).max_by(|a, b| moves[*a].total_cmp(&moves[*b]));
    assert!(longest.is_some_and(|at| (10..30).contains(&at)), "{moves:?}");
    assert!(moves[14] > 1e-3 && moves[0] < 1e-4 && moves[99] < 1e-6, "{moves:?}");
}

#[test]
fn levels_are_ranks_and_names_stand_alone() {
    let sample: Vec<f32> = (0..100).map(|at| f32::from(at as u8 % 4)).chain([ABSENT]).collect();
    let input = Input::new(3, "len", &sample).unwrap();
    let levels = [ABSENT, 0.0, 1.0, 2.0, 3.0].map(|value| usize::from(input.level(value)));
    assert_eq!(levels.map(|level| input.rows[0][level]), [0, -95, -32, 32, 95]);
    assert_eq!(input.level(1e9), input.level(3.0), "beyond the last bin is in it");
    let names = Input::new(3, "own_tag", &sample).unwrap();
    let levels = [ABSENT, 0.0, 3.0].map(|value| usize::from(names.level(value)));
    let of = |level: usize| names.rows.iter().map(|row| row[level]).collect::<Vec<_>>();
    assert_eq!(levels.map(of), [vec![0; 4], vec![127, 0, 0, 0], vec![0, 0, 0, 127]]);
    assert!(Input::new(3, "len", &[2.0, 2.0]).is_none(), "always the same");
    assert!(Input::new(3, "len", &[0.0, ABSENT]).is_none(), "zero wherever it is");
}

#[test]
fn families_are_silenced_as_a_whole() {
    let folder = folder("families");
    let rows = Rows::read(&folder).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let families = families::of(&rows);
    assert_eq!(families, [None, Some(4)], "the third feature is no input");
    let mut dice = Dice::of("families", 1);
    let n = (0..1000).filter(|_| families::silenced(&families, 0.2, &mut dice) == [false, true]);
    assert!((150..250).contains(&n.count()));
    assert_eq!(rows.fold_of(&rows.pages[61]), Some(NONE));
}

use super::{decide, shifted, smooth};
use crate::feature::{Features, Tally};
use crate::options::Favor;

fn page(words: &[f32]) -> Features {
    let tally = |n: &f32| Tally { n_runs: *n, ..Tally::default() };
    let mut features = Features::default();
    features.tallies = words.iter().map(tally).collect();
    features
}

#[test]
fn a_block_is_kept_if_it_is_expected_to_help() {
    let decision = decide(&page(&[100.0, 10.0, 100.0]), &[0.95, 0.6, 0.05], Favor::Balance);
    assert_eq!(decision.keep, [true, true, false]);
    assert!((decision.expected - 2.0 * 101.0 / (110.0 + 106.0)).abs() < 1e-4);
}

#[test]
fn favor_moves_the_border() {
    let features = page(&[100.0, 100.0]);
    let probabilities = [0.9, 0.4];
    assert_eq!(decide(&features, &probabilities, Favor::Precision).keep, [true, false]);
    assert_eq!(decide(&features, &probabilities, Favor::Recall).keep, [true, true]);
}

#[test]
fn small_gaps_are_filled() {
    let features = page(&[100.0, 5.0, 100.0, 5.0, 100.0, 5.0, 5.0, 5.0, 100.0, 30.0]);
    let probabilities = [0.99, 0.35, 0.99, 0.2, 0.99, 0.35, 0.35, 0.35, 0.99, 0.35];
    let mut keep = vec![true, false, true, false, true, false, false, false, true, false];
    smooth(&mut keep, &features, (&probabilities, &probabilities), true);
    assert_eq!(keep, [true, true, true, false, true, false, false, false, true, false]);
    smooth(&mut keep, &features, (&probabilities, &probabilities), false);
    assert_eq!(keep, [true, true, true, false, true, false, false, false, true, true]);
}

#[test]
fn nothing_is_kept_where_nothing_is_likely() {
    assert!(decide(&page(&[5.0, 5.0]), &[0.0, 0.0], Favor::Recall).keep.iter().all(|keep| !keep));
    assert!(decide(&page(&[]), &[], Favor::Balance).keep.is_empty());
}

#[test]
fn articles_are_judged_more_sharply() {
    let p = [0.0, 0.3, 0.55, 0.65, 1.0];
    let same = shifted(&p, 0.0, true);
    assert!(same.iter().zip(&p).all(|(shifted, p)| (shifted - p).abs() < 1e-6));
    let article = shifted(&p, 1.0, true);
    assert!((article[1] - 0.136_17).abs() < 1e-4, "log-odds of −1");
    assert!((article[2] - 0.310_15).abs() < 1e-4, "likely is not enough");
    assert!((article[3] - 0.5).abs() < 1e-6, "what is surely content stays so");
    assert!(article[0] == 0.0 && article[4] == 1.0);
    let text = shifted(&p, 1.0, false);
    assert!((text[1] - 0.206_30).abs() < 1e-4, "log-odds of −0.5");
}

use super::{choose, decide, raised};
use crate::feature::{Features, Tally};
use crate::label::PageKind;
use crate::options::Favor;

fn page(words: &[f32]) -> Features {
    let tally = |n: &f32| Tally { n_runs: *n, n_words: *n, ..Tally::default() };
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
    // Gaps of one block, of one that is unlikely, of six, and of seven.
    let gaps: [&[f32]; 4] = [&[0.45], &[0.2], &[0.45; 6], &[0.45; 7]];
    let (mut words, mut probabilities, mut filled) = (vec![100.0], vec![0.99], vec![true]);
    for (nth, gap) in gaps.into_iter().enumerate() {
        words.extend(gap.iter().map(|_| 5.0).chain([100.0]));
        probabilities.extend(gap.iter().copied().chain([0.99]));
        filled.extend(gap.iter().map(|_| nth % 2 == 0).chain([true]));
    }
    words.push(30.0);
    probabilities.push(0.3);
    filled.push(false);
    let features = page(&words);
    let keep =
        |has_markup, favor| choose(&features, &probabilities, &[1.0], has_markup, favor).keep;
    assert_eq!(keep(true, Favor::Balance), filled);
    let last = filled.len() - 1;
    assert!(keep(false, Favor::Balance)[last], "a paragraph beside a kept block, without markup");
    assert!(!keep(true, Favor::Precision)[1]);
    assert!(keep(true, Favor::Recall)[last]);
}

#[test]
fn an_article_in_doubt_is_cut_where_most_is_expected_of_it() {
    let features = page(&[100.0, 100.0, 100.0]);
    let probabilities = [0.53, 0.48, 0.36];
    let keep =
        |has_markup, favor| choose(&features, &probabilities, &[0.9], has_markup, favor).keep;
    assert_eq!(keep(true, Favor::Balance), [true, true, true]);
    assert_eq!(keep(false, Favor::Balance)[..2], [true, true], "what stands beside it stays");
}

#[test]
fn articles_are_cut_at_a_threshold() {
    let features = page(&[300.0, 60.0, 60.0]);
    let probabilities = [0.84, 0.48, 0.3];
    let keep =
        |p_article| choose(&features, &probabilities, &[p_article], true, Favor::Balance).keep;
    assert_eq!(keep(0.9), [true, false, false]);
    assert_eq!(keep(0.0), decide(&features, &probabilities, Favor::Balance).keep);
    assert_eq!(keep(0.0), [true, true, false]);
    let low = choose(&features, &[0.3, 0.3, 0.1], &[0.9], true, Favor::Balance);
    assert_eq!(low.keep, [true, true, false], "where nothing is likely, the likeliest");
}

#[test]
fn nothing_is_kept_where_nothing_is_likely() {
    assert!(decide(&page(&[5.0, 5.0]), &[0.0, 0.0], Favor::Recall).keep.iter().all(|keep| !keep));
    assert!(decide(&page(&[]), &[], Favor::Balance).keep.is_empty());
}

#[test]
fn nothing_is_kept_outside_of_one_sure_run() {
    let features = page(&[40.0, 60.0, 30.0, 400.0, 400.0]);
    let keep = |p: &[f32; 5], has_markup| {
        choose(&features, p, &[0.1, 0.0, 0.0, 0.0, 0.9], has_markup, Favor::Balance).keep
    };
    let sure = [0.95, 0.9, 0.95, 0.3, 0.3];
    assert_eq!(keep(&sure, true), [true, true, true, false, false]);
    assert_eq!(keep(&sure, false), [true; 5], "without markup the rest may be content as well");
    let unsure = [0.8, 0.8, 0.8, 0.3, 0.3];
    assert_eq!(keep(&unsure, true), [true; 5]);

    let features = page(&[50.0, 1.0, 1.0, 1.0, 50.0, 400.0]);
    let keep = |p: &[f32; 6]| choose(&features, p, &[0.1, 0.9], true, Favor::Balance).keep;
    let together = [0.95, 0.1, 0.45, 0.1, 0.95, 0.3];
    assert_eq!(keep(&together), [true, false, true, false, true, false]);
    let features = page(&[50.0, 1.0, 1.0, 1.0, 1.0, 50.0, 600.0]);
    let apart = [0.95, 0.1, 0.1, 0.1, 0.1, 0.95, 0.35];
    assert!(choose(&features, &apart, &[0.1, 0.9], true, Favor::Balance).keep[6]);
}

#[test]
fn the_text_of_documentation_is_one_whole() {
    let features = page(&[100.0, 15.0]);
    let probabilities = [0.8, 0.36];
    let keep = |kind: PageKind, has_markup| {
        let kinds = PageKind::ALL.map(|other| f32::from(u8::from(other == kind)));
        choose(&features, &probabilities, &kinds, has_markup, Favor::Balance).keep
    };
    assert_eq!(keep(PageKind::Documentation, true), [true, true]);
    assert_eq!(keep(PageKind::Service, true), [true, true]);
    assert_eq!(keep(PageKind::Documentation, false), [true, false]);
    assert_eq!(keep(PageKind::Listing, true), [true, false]);
    assert_eq!(raised(&[0.0, 0.5, 1.0], 3.0_f32.ln()), [0.0, 0.75, 1.0]);
}

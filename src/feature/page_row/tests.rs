use super::{N_PAGE_FEATURES, measure, page_names};
use crate::feature::{self, ABSENT, Features};
use crate::model::Tables;
use crate::{html, label, plain};

const PAGE: &str = "<meta property=og:type content=article>\
    <script type='application/ld+json'>{\"@type\": \"Product\"}</script>\
    <ul class=nav><li>One<li>Two<li>Three</ul>\
    <article><p>The bridge reopened on Monday, the council said.<p>Nobody was hurt.</article>";

fn features(is_html: bool) -> Features {
    let page = if is_html { html::read(PAGE) } else { plain::read("Menu\n\nThe bridge reopened.") };
    feature::measure(&page, &label::mark(&page), &Tables::default())
}

fn named(row: &[f32], name: &str) -> f32 {
    row[page_names().iter().position(|known| known == name).unwrap()]
}

#[test]
fn every_figure_has_one_name() {
    let names = page_names();
    let mut unique = names.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!((names.len(), unique.len()), (N_PAGE_FEATURES, N_PAGE_FEATURES));
    for is_html in [true, false] {
        let features = features(is_html);
        let n = features.tallies.len();
        assert_eq!(measure(&features, &vec![0.5; n], &vec![true; n], 0.5).len(), N_PAGE_FEATURES);
    }
    assert_eq!(measure(&Features::default(), &[], &[], 0.0).len(), N_PAGE_FEATURES);
}

#[test]
fn figures_tell_what_is_kept() {
    let row = measure(
        &features(true),
        &[0.0, 0.0, 0.0, 1.0, 0.5],
        &[false, false, false, true, true],
        0.8,
    );
    assert_eq!(named(&row, "kept_words"), 11.0);
    assert_eq!(named(&row, "kept_runs"), 1.0);
    assert_eq!(named(&row, "kept_gaps"), 0.0);
    assert_eq!(named(&row, "kept_first"), 0.6);
    assert!((named(&row, "judged_unsure") - 3.0 / 14.0).abs() < 1e-6);
    assert!((named(&row, "judged_entropy") - 3.0 / 14.0).abs() < 1e-6);
    assert_eq!(named(&row, "expected_f1"), 0.8);
    assert_eq!(named(&row, "content_tag_article"), 1.0);
}

#[test]
fn figures_tell_what_is_declared() {
    let features = features(true);
    let n = features.tallies.len();
    let row = measure(&features, &vec![0.5; n], &vec![true; n], 0.5);
    assert_eq!(named(&row, "page_og_type"), 1.0);
    assert_eq!(named(&row, "schema_product"), 1.0);
    assert_eq!(named(&row, "schema_article"), 0.0);
}

#[test]
fn what_text_cannot_show_is_absent() {
    let features = features(false);
    let n = features.tallies.len();
    let row = measure(&features, &vec![0.5; n], &vec![true; n], 0.5);
    for name in ["page_h_1", "schema_article", "content_tag_article"] {
        assert_eq!(named(&row, name), ABSENT, "{name}");
    }
    assert!(named(&row, "kept_words") > 0.0);
}

const TITLED: &str = "<title>Bridge reopens after two years</title>\
    <ul><li><a href=/>Home</a><li><a href=/news>News</a></ul>\
    <h1>Bridge reopens after two years</h1><p>Reported by<p>Ana Silva<p>One two three four.<p>Five six.\
    <div>A</div><div>B</div><div>C</div><div>D</div><p>Seven eight nine.";

#[test]
fn the_run_below_the_title_ends_at_a_gap() {
    let page = html::read(TITLED);
    let features = feature::measure(&page, &label::mark(&page), &Tables::default());
    let kept = |text: &str| text.starts_with(['O', 'F', 'S']);
    let keep: Vec<bool> = page.blocks.iter().map(|block| kept(page.block_text(block))).collect();
    let p: Vec<f32> = keep.iter().map(|kept| if *kept { 0.8 } else { 0.1 }).collect();
    let row = measure(&features, &p, &keep, 0.5);
    assert_eq!(named(&row, "titled_place"), 2.0 / page.blocks.len() as f32);
    assert_eq!(named(&row, "titled_in_heading"), 1.0);
    assert_eq!(named(&row, "titled_byline"), 1.0);
    assert_eq!(named(&row, "titled_words"), 6.0);
    assert!((named(&row, "titled_share") - 6.0 / 9.0).abs() < 1e-6);
    assert!((named(&row, "titled_run_mean") - 0.8).abs() < 1e-6);
    assert!((named(&row, "titled_rest_mean") - 0.8).abs() < 1e-6);
    let untitled = html::read("<p>One two three four.");
    let features = feature::measure(&untitled, &label::mark(&untitled), &Tables::default());
    let row = measure(&features, &[0.5], &[true], 0.5);
    assert_eq!(named(&row, "titled_place"), ABSENT);
    assert_eq!(named(&row, "titled_words"), ABSENT);
}

use std::collections::BTreeSet;

use super::{COMMENTS, FEWEST, Other, beset};
use crate::sample::{Input, Sample};

const PAGE: &str = "<html><title>Bridge reopens</title><body><h1>Bridge reopens</h1><p>The bridge over \
    the river reopened on Monday, after two years of work.</p><p>Drivers had to take a detour of \
    eleven kilometres until then.</p><div>Privacy</div></body></html>";
const TRUTH: &str = "The bridge over the river reopened on Monday, after two years of work.\n\
    Drivers had to take a detour of eleven kilometres until then.";

/// Articles of words that the page has not.
fn others(n: usize) -> Vec<Other> {
    let text =
        |nth: usize, what: &str| format!("{what}{nth}a {what}{nth}b. {what}{nth}c {what}{nth}d.");
    let other = |nth| Other {
        title: text(nth, "title"),
        lead: text(nth, "lead"),
        texts: vec![text(nth, "one"), text(nth, "two")],
    };
    (0..n).map(other).collect()
}

#[test]
fn what_is_put_on_a_page_is_no_content() {
    let others = others(FEWEST);
    let mut places = BTreeSet::new();
    for nth in 0..60 {
        let id = format!("page-{nth}");
        let page = beset(PAGE, TRUTH, &others, &id, false).expect("enough others");
        assert_eq!(
            Some(&page),
            beset(PAGE, TRUTH, &others, &id, false).as_ref(),
            "the same each time"
        );
        let mut sample = Sample::unlabelled(&page, Input::Bare);
        sample.label(TRUTH);
        assert_eq!(sample.oracle, 1.0, "the article is whole: {page}");
        let texts = sample.prepared.texts();
        let of_others =
            |text: &str| text.contains("lead") || text.contains("one") || text.contains("two0b");
        let labels: Vec<(bool, bool)> = texts
            .iter()
            .zip(&sample.shares)
            .map(|(text, share)| (of_others(text), share.is_content()))
            .collect();
        assert!(!labels.contains(&(true, true)), "{page}");
        let first = labels.iter().position(|(other, _)| *other);
        let content = labels.iter().position(|(_, content)| *content);
        let end = texts.iter().position(|text| *text == "Privacy");
        places.insert((first < content, first < end));
    }
    assert!(places.contains(&(true, true)), "before the page");
    assert!(places.contains(&(false, true)), "below the article");
    assert!(places.contains(&(false, false)), "behind the page");
}

#[test]
fn pages_differ_in_what_they_are_beset_by() {
    let others = others(40);
    let of = |id: &str, is_flattened| beset(PAGE, TRUTH, &others, id, is_flattened);
    let pages: BTreeSet<_> = (0..30).map(|nth| of(&format!("page-{nth}"), false)).collect();
    assert!(pages.len() >= 28, "{}", pages.len());
    assert_ne!(of("page", false), of("page", true));
}

#[test]
fn too_few_others_leave_a_page_as_it_is() {
    assert_eq!(beset(PAGE, TRUTH, &others(FEWEST - 1), "page", false), None);
}

#[test]
fn the_page_itself_is_not_put_on_it() {
    let mut others = others(FEWEST);
    for other in &mut others {
        TRUTH.lines().next().unwrap_or_default().clone_into(&mut other.lead);
    }
    let page = beset(PAGE, TRUTH, &others, "page", false).expect("enough others");
    assert_eq!(page.matches("reopened on Monday").count(), 1, "{page}");
}

#[test]
fn a_page_without_a_body_or_the_end_of_its_truth_is_beset_all_the_same() {
    for source in ["", "plain", "<p>Bridge", "</body><body", "ÄÖ</BODY>"] {
        for nth in 0..20 {
            let page = beset(source, TRUTH, &others(FEWEST), &format!("{nth}"), false);
            assert!(page.is_some_and(|page| page.len() > source.len()), "{source}");
        }
    }
}

#[test]
fn comments_of_flattened_pages_have_a_heading() {
    let others = others(40);
    let (mut n_comments, mut n_leads) = (0, 0);
    for nth in 0..60 {
        let page =
            beset(PAGE, TRUTH, &others, &format!("page-{nth}"), true).expect("enough others");
        if page.contains("lead") {
            n_leads += 1;
        } else {
            n_comments += 1;
            assert!(COMMENTS.iter().any(|heading| page.contains(heading)), "{page}");
        }
    }
    assert!(n_comments > 8 && n_leads > 8, "{n_comments} and {n_leads}");
}

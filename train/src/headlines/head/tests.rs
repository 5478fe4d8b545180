use std::collections::BTreeSet;

use super::{SITES, lines};

#[test]
fn the_head_names_the_site_and_the_own_lines_above_the_title_are_gone() {
    let own = ["Home", "News", "The bridge reopens", "A lead.", "Text."];
    let mut pages = BTreeSet::new();
    for id in 0..60 {
        let page = lines(&own, 2, &id.to_string());
        assert_eq!(page, lines(&own, 2, &id.to_string()));
        let site = page.iter().position(|line| SITES.iter().any(|(name, _)| name == line));
        let title = page.iter().position(|line| *line == own[2]).unwrap();
        assert!(site.is_some_and(|at| at <= 1 && at < title), "{page:?}");
        assert!(page.windows(2).any(|pair| pair == &own[3..]), "the text is whole: {page:?}");
        assert!(!page.contains(&own[1]) || page.contains(&"Sport"), "{page:?}");
        pages.insert(page);
    }
    assert!(pages.len() > 50, "{}", pages.len());
}

#[test]
fn a_page_without_its_title_has_no_head() {
    assert!(lines(&["Text."], 1, "a").is_empty());
    assert!(lines(&[], 0, "a").is_empty());
}

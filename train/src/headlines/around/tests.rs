use std::collections::BTreeSet;

use super::{ADDRESSES, SHARE_BARS, lines};

#[test]
fn a_share_bar_stands_below_the_title_and_its_own_lines_or_addresses_above() {
    let own = ["Home", "News", "The bridge reopens", "A lead.", "Text."];
    let (mut n_own, mut pages) = (0, BTreeSet::new());
    for id in 0..60 {
        let page = lines(&own, 2, &id.to_string());
        let at = page.iter().position(|line| *line == own[2]).unwrap();
        let (above, from_title) = page.split_at(at);
        let is_own = above == &own[..2];
        let is_address = |line: &&str| ADDRESSES.iter().any(|address| address.contains(line));
        assert!(is_own || above.iter().all(is_address), "{page:?}");
        let (share_bar, below) = from_title[1..].split_at(from_title.len() - 3);
        assert!(SHARE_BARS.iter().any(|bar| bar.repeat(share_bar.len() / bar.len()) == share_bar));
        assert_eq!(below, &own[3..]);
        n_own += usize::from(is_own);
        pages.insert(page);
    }
    assert!((20..40).contains(&n_own) && pages.len() > 15, "{n_own} {}", pages.len());
}

#[test]
fn a_title_may_be_the_first_line_or_the_last() {
    assert!(lines(&["Title"], 0, "a").contains(&"Title"));
    assert!(!lines(&[], 0, "a").is_empty());
}

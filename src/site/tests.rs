use super::{MAGIC, MAX_LINES, Site};
use crate::options::Options;

fn learned(pages: &[&str]) -> Site {
    let mut site = Site::new();
    for page in pages {
        site.learn(page, &Options::new());
    }
    site
}

fn is_line(site: &Site, page: &str) -> Vec<bool> {
    site.has(&crate::pipeline::read(page, &Options::new()))
}

#[test]
fn lines_of_three_pages_are_the_sites() {
    let pages =
        ["Home\nOne story\n3 May", "HOME\nAnother story\n4 May", "home »\nA third one\n5 May"];
    assert_eq!(is_line(&learned(&pages[..2]), pages[0]), [false; 3], "two pages tell nothing");
    assert_eq!(is_line(&learned(&pages), pages[0]), [true, false, true]);
    assert_eq!(is_line(&learned(&pages), "<p>Home</p><p>A fourth one</p>"), [true, false]);
}

#[test]
fn a_line_of_few_pages_among_many_is_not_the_sites() {
    let page = |n: usize| {
        let section = if n < 3 { "Sport" } else { "" };
        format!("Home\n{section}\nStory of the {}\n", "nth ".repeat(n + 1))
    };
    let pages: Vec<String> = (0..12).map(page).collect();
    let site = learned(&pages.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(is_line(&site, "Home\nSport\nStory of another"), [true, false, false]);
}

#[test]
fn pages_and_lines_count_once() {
    let mut site = learned(&["Home\nHome\nHome\nHome\nOne story"; 5]);
    assert_eq!(site.n_pages(), 1);
    assert_eq!(is_line(&site, "Home\nOne story"), [false, false]);
    site.learn("", &Options::new());
    site.learn("1\n2\n---", &Options::new());
    assert_eq!(site.n_pages(), 1, "without a line with letters there is no page");
    site.learn_bytes(b"H\xf4me\nAnother story", &Options::new());
    assert_eq!(site.n_pages(), 2);
}

#[test]
fn parts_are_merged_in_any_order() {
    let pages =
        ["Home\nOne story", "Home\nAnother story", "Home\nA third one", "Home\nA fourth one"];
    let (mut first, second) = (learned(&pages[..2]), learned(&pages[2..]));
    let mut other = second.clone();
    other.merge(&first);
    first.merge(&second);
    assert_eq!(first, other);
    assert_eq!(first, learned(&pages));
    assert_eq!(first.to_bytes(), other.to_bytes());
}

#[test]
fn bytes_give_what_they_were_made_of() {
    let site = learned(&["Home\nOne story", "Home\nAnother story"]);
    let bytes = site.to_bytes();
    assert_eq!(Site::from_bytes(&bytes), Some(site));
    assert_eq!(Site::from_bytes(&Site::new().to_bytes()), Some(Site::new()));
    for end in 0..bytes.len() {
        let part = Site::from_bytes(&bytes[..end]);
        assert!(part.is_none_or(|part| part.lines.len() < 3), "cut at {end}");
    }
    let many = [MAGIC, &u64::MAX.to_le_bytes(), &[0; 64]].concat();
    assert_eq!(Site::from_bytes(&many), None);
    assert_eq!(Site::from_bytes(b"Home"), None);
}

#[test]
fn lines_of_one_page_are_forgotten_where_they_are_most() {
    let mut site = Site::new();
    (0..MAX_LINES as u64).for_each(|line| site.count(line, 1 + (line % 4 > 0) as u32));
    site.learn("Home\nOne story", &Options::new());
    assert_eq!(site.lines.len(), MAX_LINES + 2, "a quarter was seen once");
    (0..MAX_LINES as u64).for_each(|line| site.count(line + MAX_LINES as u64, 1));
    site.learn("Home\nAnother story", &Options::new());
    assert_eq!(site.lines.len(), MAX_LINES / 4 * 3 + 1, "more than half was");
    assert_eq!(Site::from_bytes(&site.to_bytes()), Some(site));
}

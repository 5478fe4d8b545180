//! What is learned of a site's pages.

use std::sync::Arc;

use proptest::prelude::*;
use unchrome::{Options, Reason, Site};

fn site(pages: &[String]) -> Site {
    let mut site = Site::new();
    for page in pages {
        site.learn(page, &Options::new());
    }
    site
}

/// An article's page with a subheading that stands on every page of the site.
fn page(nth: usize) -> String {
    let bridge = ["old", "new", "long", "narrow", "stone"][nth];
    let story = |k: usize| {
        format!(
            "In week {k} of the works on the {bridge} bridge the river rose once more, and what had been \
             built on {} piers was taken down again, said the engineer, who had counted on it.",
            ["nine", "two", "three", "eleven", "no"][(nth + k) % 5]
        )
    };
    format!(
        "<html><head><title>The {bridge} bridge</title></head><body><h1>The {bridge} bridge</h1>\
         <p>{}</p><p>{}</p><h2>Ingredients</h2><p>{}</p><p>{}</p>\
         <p>Did you see it too? Then give us a ring, we would like to hear from you.</p>\
         <p>The Hill Paper, which has come out on Fridays for a hundred years, is read by all.</p>\
         </body></html>",
        story(1),
        story(2),
        story(3),
        story(4)
    )
}

#[test]
fn lines_of_the_site_go_and_content_stays() {
    let pages: Vec<String> = (0..4).map(page).collect();
    let options = Options::new().with_site(Arc::new(site(&pages)));
    for page in &pages {
        let article = options.extract(page);
        let body = article.to_text();
        assert!(body.contains("week 4") && body.contains("Ingredients"), "{body}");
        assert!(!body.contains("Hill Paper") && !body.contains("give us a ring"), "{body}");
        let told = article.trace().filter(|piece| *piece.reason == Reason::Rule("site-line"));
        assert_eq!(told.count(), 2);
    }
}

#[test]
fn a_story_that_stands_on_several_pages_stays() {
    let copies: Vec<String> =
        ["One", "Two", "Three", "Four"].iter().map(|name| page(0) + "<p>Seen by " + name).collect();
    let site = site(&copies);
    assert_eq!(site.n_pages(), 4);
    let article = Options::new().with_site(Arc::new(site)).extract(&copies[0]);
    assert!(article.to_text().contains("week 1") && article.to_text().contains("week 4"));
}

#[test]
fn a_site_of_two_pages_tells_nothing() {
    let pages: Vec<String> = (0..2).map(page).collect();
    let options = Options::new().with_site(Arc::new(site(&pages)));
    for page in &pages {
        assert_eq!(options.extract(page).to_json(), unchrome::extract(page).to_json());
    }
}

proptest! {
    #[test]
    fn parts_of_a_site_add_up(texts in prop::collection::vec("[a-e \\n<p>]{0,60}", 0..8), at in 0_usize..8) {
        let (first, second) = texts.split_at(at.min(texts.len()));
        let (first, second) = (site(first), site(second));
        let (mut one, mut other) = (first.clone(), second.clone());
        one.merge(&second);
        other.merge(&first);
        prop_assert_eq!(one.to_bytes(), other.to_bytes());
        prop_assert_eq!(Site::from_bytes(&one.to_bytes()), Some(one));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut named = b"unchrome site 1\n".to_vec();
        named.extend(&bytes);
        for bytes in [bytes, named] {
            if let Some(site) = Site::from_bytes(&bytes) {
                let _ = Options::new().with_site(Arc::new(site)).extract("Home\nA story");
            }
        }
    }
}

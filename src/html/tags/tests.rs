use super::{NAMES, Tag};

#[test]
fn every_name_is_found_in_both_cases() {
    for (name, tag, _) in NAMES {
        assert_eq!(Tag::from_name(name.as_bytes()), *tag);
        assert_eq!(Tag::from_name(name.to_uppercase().as_bytes()), *tag);
        assert_eq!(tag.name(), *name);
    }
    assert_eq!(Tag::from_name(b"my-card"), Tag::Other);
    assert_eq!(Tag::from_name(b""), Tag::Other);
}

#[test]
fn names_are_sorted() {
    assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
}

#[test]
fn headings_have_levels() {
    assert_eq!(Tag::H1.heading_level(), Some(1));
    assert_eq!(Tag::H6.heading_level(), Some(6));
    assert_eq!(Tag::Head.heading_level(), None);
}

use serde_json::json;

use super::{day, folded, people};

#[test]
fn folding_leaves_letters_and_numbers() {
    assert_eq!(folded("  The “Great_Fire”: 1666! "), "the great fire 1666");
    assert_eq!(folded("STRASSE Straße"), "strasse strasse");
    assert_eq!(folded("…"), "");
}

#[test]
fn people_are_a_set() {
    let listed = people(Some(&json!(["Jane Roe", "John Doe", ""])));
    assert_eq!(listed, people(Some(&json!("John Doe and Jane Roe"))));
    assert_eq!(listed, people(Some(&json!("Jane  Roe, john doe"))));
    assert_eq!(people(Some(&json!("Anders Sandberg & Söhne"))).len(), 2);
    assert!(people(None).is_empty());
    assert!(people(Some(&json!(null))).is_empty());
}

#[test]
fn days() {
    assert_eq!(day("2024-02-29T10:00:00Z"), Some("2024-02-29"));
    assert_eq!(day("29 February 2024"), None);
}

use super::{interval, mean, shingles, words, words_of};

#[track_caller]
fn assert_near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-12, "{a} is not {b}");
}

/// Each expectation is what `re.findall(r'\w+', text)` gives in Python 3.11.
#[test]
fn words_are_as_python_has_them() {
    for (text, expected) in [
        ("Don't stop, 3.5 %", &["Don", "t", "stop", "3", "5"][..]),
        ("snake_case __x", &["snake_case", "__x"]),
        ("新しい橋は、月曜日に", &["新しい橋は", "月曜日に"]),
        ("हिन्दी", &["ह", "न", "द"]),
        ("e\u{301}t\u{e9}", &["e", "té"]),
        ("ทั้งที่", &["ท", "งท"]),
        ("x² ½ Ⅳ ٣", &["x²", "½", "Ⅳ", "٣"]),
        ("a\u{200d}b c\u{ad}d", &["a", "b", "c", "d"]),
        ("ªº ʰ ⓐ", &["ªº", "ʰ"]),
        ("", &[]),
    ] {
        assert_eq!(words_of(text), expected, "{text}");
    }
}

#[test]
fn words_overlap_as_multisets() {
    let overlap = words("the the bridge is OPEN", "The bridge is open today");
    assert_near(overlap.precision, 0.8);
    assert_near(overlap.recall, 0.8);
    assert_near(overlap.f1, 0.8);
    assert_near(words("", "").f1, 1.0);
    assert_near(words("...", "a").f1, 0.0);
    assert_near(words("a", "").f1, 0.0);
}

#[test]
fn shingles_keep_order_and_case() {
    assert_eq!(shingles("a b c d e", "a b c d x"), (Some(0.5), Some(0.5)));
    assert_eq!(shingles("a b c D", "a b c d"), (Some(0.0), Some(0.0)));
    assert_eq!(shingles("a b", "a b"), (Some(1.0), Some(1.0)));
    assert_eq!(shingles("", "a b"), (None, Some(0.0)));
    assert_eq!(shingles("", ""), (None, None));
}

#[test]
fn the_interval_holds_the_mean() {
    let values: Vec<f64> = (0..100).map(|n| f64::from(n) / 100.0).collect();
    let (low, high) = interval(&values);
    let mean = mean(values.iter().copied());
    assert!(low < mean && mean < high && high - low < 0.2 && high - low > 0.05, "{low} {high}");
    assert_eq!(interval(&values), (low, high));
}

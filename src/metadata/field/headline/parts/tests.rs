use super::{TOPIC_LABELS, beside, strip_site};

#[test]
fn site_names_are_taken_off() {
    let names = ["examplenews".to_owned(), "example".to_owned()];
    for (title, expected) in [
        ("Bridge reopens - Example News", "Bridge reopens"),
        ("Bridge reopens | Example News", "Bridge reopens"),
        ("Bridge reopens | Local | Example News", "Bridge reopens"),
        ("Example News: Bridge reopens", "Bridge reopens"),
        ("Bridge reopens - after two years", "Bridge reopens - after two years"),
        ("Bridge: a history", "Bridge: a history"),
        ("Example News", "Example News"),
        ("桥梁重新开放_Example", "桥梁重新开放"),
        ("A well-known bridge", "A well-known bridge"),
    ] {
        assert_eq!(strip_site(title, &names, false), expected, "{title}");
    }
}

#[test]
fn threads_are_announced() {
    for label in TOPIC_LABELS.iter() {
        let title = format!("Example Forum :: {label} - Which bridge - and when?");
        assert_eq!(strip_site(&title, &[], false), "Which bridge - and when?", "{title}");
        assert_eq!(beside(&title, "Which bridge - and when?"), Some("Example Forum"), "{title}");
    }
    for (title, expected) in [
        ("View topic - Which bridge? | Example Forum", "Which bridge?"),
        ("Foro de Ejemplo • Ver tema - Which bridge?", "Which bridge?"),
        ("View topics - Example Forum", "View topics - Example Forum"),
        ("How to view topic - a guide", "How to view topic - a guide"),
    ] {
        assert_eq!(strip_site(title, &[], false), expected, "{title}");
    }
    assert_eq!(beside("View topic - Which bridge?", "Which bridge?"), None);
}

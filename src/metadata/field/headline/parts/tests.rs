use super::strip_site;

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

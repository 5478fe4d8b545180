use super::Name;

#[test]
fn names_of_files_tell_signs_from_pictures() {
    for url in [
        "https://a.example/wp-content/icons/arrow.png",
        "/styles/smilies/wink.gif",
        "https://s.example/images/core/emoji/13/72x72/1f642.png?v=2",
        "https://secure.gravatar.example/avatar/1305d6a6?s=96",
        "https://forum.example/data/avatars/m/7/7404.jpg",
        "/img/certify-icon.svg",
        "/img/Icon_Camera.GIF",
    ] {
        assert!(Name::of(url).is_sign(), "{url}");
    }
    for url in [
        "https://a.example/images/harbour.jpg",
        "/images/iconic-tower.jpg",
        "/lexicon/silicon.png",
        "/emojify/harbour.png?from=icons/a.png",
        "",
    ] {
        assert!(!Name::of(url).is_sign(), "{url}");
    }
}

#[test]
fn names_without_other_words_tell_placeholders() {
    for url in
        ["/a/blank.gif", "/lazy_placeholder.gif", "/1x1.png#a", "/img/loading-image.svg", "spacer"]
    {
        assert!(Name::of(url).is_placeholder(), "{url}");
    }
    for url in [
        "/a/image.gif",
        "/pixel-8.jpg",
        "/blank-pages.png",
        "/placeholder/harbour.jpg",
        "/.gif",
        "/",
    ] {
        assert!(!Name::of(url).is_placeholder(), "{url}");
    }
    assert!(Name::of("/logo.SVG?a=b").is_drawing() && !Name::of("/svg.png").is_drawing());
}

use super::files::{FILES, entries};
use super::fold::{folded, levelled};
use super::{Topics, are_edit_links, edit, fold, look_up, topics_begun, topics_of_several};

fn topics(line: &str) -> Topics {
    look_up(&folded(line)).topics
}

/// A phrase with a name in place of `@`, which is an ornament to [`fold`].
fn filled(phrase: &str) -> String {
    phrase.replace('@', "qq")
}

#[test]
fn files_are_sorted_unique_and_folded() {
    for (name, text) in FILES {
        let mut last = (String::new(), String::new());
        let mut heading = String::new();
        let mut n_phrases = 1;
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if line.starts_with('[') {
                assert!(n_phrases > 0, "{name}: {heading} is empty");
                assert!(*line > *heading, "{name}: {line} is out of order");
                (heading, n_phrases) = (line.to_owned(), 0);
                continue;
            }
            n_phrases += 1;
            let this = (heading.clone(), line.to_owned());
            assert!(this > last, "{name}: {line:?} is out of order or double");
            assert_eq!(line, line.to_lowercase(), "{name}: not in lower case");
            assert_eq!(
                folded(&filled(line)),
                levelled(&filled(line)),
                "{name}: not in folded form"
            );
            last = this;
        }
        assert!(n_phrases > 0, "{name}: {heading} is empty");
        for (topic, phrase) in entries(text) {
            assert!(!topic.is_none(), "{name}: {phrase:?} has no known topic");
        }
    }
}

#[test]
fn every_phrase_is_found() {
    let mut missed = Vec::new();
    for (name, text) in FILES {
        for (topic, phrase) in entries(text) {
            let line = phrase.replace('@', "Facebook");
            let begun = topics_begun(phrase, &mut String::new());
            if !topics(&line).any(topic) || !begun.any(topic) {
                missed.push(format!("{name}: {line}"));
            }
        }
    }
    assert_eq!(missed, Vec::<String>::new());
}

#[test]
fn folding_levels_case_space_numbers_and_ornaments() {
    assert_eq!(folded("  » Share\u{a0} this:\t"), "share this");
    assert_eq!(folded("1,234 Comments"), "0 comments");
    assert_eq!(folded("1.2K shares"), "0 shares");
    assert_eq!(folded("Comments (12)"), "comments");
    assert_eq!(folded("(12)"), "0");
    assert_eq!(folded("コメント１２件"), "コメント0件");
    assert_eq!(folded("| • —"), "");
    assert_eq!(folded(" \u{200b}(Share)  This: "), folded(" (Share)  This: "));
    assert_eq!(folded("Im\u{ad}pres\u{ad}sum"), "impressum");
    assert_eq!(folded("Terms\u{200e} \u{200b}of use"), "terms of use");
    assert_eq!(folded("..."), "");
    assert_eq!(folded("Share on X (Opens in new window)"), "share on x (opens in new window)");
}

#[test]
fn folding_levels_accents() {
    for (line, same) in [
        ("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ", "Διαβάστε επίσης"),
        ("A LIRE AUSSI", "À lire aussi"),
        ("Читайте еще", "Читайте ещё"),
        ("Lo mas leido", "Lo más leído"),
        ("A\u{300} lire aussi", "À lire aussi"),
        ("اقرأ أيضًا", "اقرا ايضا"),
        ("इसे भी पढ़ें", "इसे भी पढ\u{93c}ें"),
    ] {
        assert_eq!(folded(line), folded(same));
    }
    assert_ne!(folded("ガス"), folded("カス"));
    assert!(topics("ΣΧΕΤΙΚΑ ΑΡΘΡΑ").any(Topics::RELATED));
}

#[test]
fn glued_and_doubled_labels_are_found() {
    for line in [
        "Share to FacebookFacebook",
        "Click to share on X (Opens in new window)X",
        "Click to share on Facebook (Opens in new window) Facebook",
        "Share on Facebook",
        "Facebookでシェア",
    ] {
        assert!(topics(line).any(Topics::SHARE), "{line}");
    }
    for line in ["FacebookFacebook", "Facebook | Twitter | WhatsApp", "facebook 12"] {
        assert!(topics(line).any(Topics::NETWORK), "{line}");
    }
}

#[test]
fn sentences_are_not_found() {
    for line in [
        "He sold his share of the company to Facebook.",
        "Print is dead, said the editor",
        "The email reached him on Monday",
        "A copy of the letter",
        "Mark",
        "",
        "12",
        "3:2",
    ] {
        assert_eq!(topics(line), Topics::NONE, "{line}");
    }
}

/// An accent at the end changes nothing but the way that is taken.
#[test]
fn ascii_is_folded_as_all_is() {
    let mut out = [String::new(), String::new()];
    for line in [
        "",
        " ",
        "...",
        "Share (12)",
        "1.2K shares",
        "12,345 m away",
        "10:30 - 11",
        "(0)",
        "a [3]",
        "* Read More >>",
        "3 comments (4)",
        "5k",
        "5kg",
        "A  b\u{b}c",
        "1'000.50 x",
        "-7-",
        "x1y2",
        "The Bridge (old)",
        "'Twas",
        "100% off!",
    ] {
        fold(line, &mut out[0]);
        fold(&format!("{line}\u{300}"), &mut out[1]);
        assert_eq!(out[0], out[1], "{line:?}");
    }
}

#[test]
fn every_label_to_edit_is_one_in_brackets() {
    for label in edit::labels() {
        for mark in [format!("[{label}]"), format!("[ {label} | {label} ]")] {
            assert!(are_edit_links(&mark), "{mark}");
        }
        assert!(!are_edit_links(&format!("[{label} X]")), "{label}");
    }
    assert!(edit::labels().count() > 80);
}

#[test]
fn lines_of_labels_alone_are_known() {
    let several = |line: &str| topics_of_several(&folded(line));
    for (line, topic) in [
        ("Home | News | Sport | Business", Topics::NAV),
        ("Αρχική | Ειδήσεις | Οικονομία | Αθλητικά", Topics::NAV),
        ("Home News Sport Contact us Log in", Topics::NAV),
        ("Share Facebook Twitter Copy link", Topics::SHARE),
        ("Κοινοποίηση Facebook Twitter Αντιγραφή συνδέσμου", Topics::SHARE),
        ("Ostatnio dodane Najpopularniejsze Komentowane", Topics::RELATED),
        ("Latest · Most read · Most commented", Topics::RELATED),
        ("Privacy policy / Terms of use / Imprint", Topics::LEGAL),
    ] {
        assert_eq!(several(line), Some(topic), "{line}");
    }
    for line in [
        "Sports news",
        "Home and business news from the coast",
        "News: the bridge is open again",
        "Home, sweet home",
        "Business, sport and weather suffered",
        "Ingredients Instructions Nutrition",
        "Entertainment, Business, Finance, Technology",
        "Special price $142.00 You save $107.99 Regular price $249.99",
        "",
    ] {
        assert_eq!(several(line), None, "{line}");
    }
}

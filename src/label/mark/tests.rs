use super::mark;
use crate::label::{Label, Marks};
use crate::page::Page;
use crate::{html, plain};

const BAR: &str = "Copy link\ntwitter\nfacebook\nwhatsapp\nemail\n";

const STORY: &str =
    "The bridge over the river reopened on Monday, after two years of work, the council said.\n";

fn text(source: &str) -> (Page, Marks) {
    let page = plain::read(source);
    let marks = mark(&page);
    (page, marks)
}

fn share_lines(page: &Page, marks: &Marks) -> Vec<String> {
    let pairs = page.blocks.iter().zip(&marks.blocks);
    pairs
        .filter(|(_, mark)| mark.is_some_and(|mark| mark.label == Label::Share && mark.sure))
        .map(|(block, _)| page.block_text(block).trim().to_owned())
        .collect()
}

fn sure_lines(source: &str) -> Vec<String> {
    let (page, marks) = text(source);
    let pairs = page.blocks.iter().zip(&marks.blocks);
    pairs
        .filter(|(_, mark)| mark.is_some_and(|mark| mark.sure))
        .map(|(block, _)| page.block_text(block).trim().to_owned())
        .collect()
}

#[test]
fn share_bars_are_found_in_every_shape() {
    let source = format!("{BAR}{BAR}{STORY}{BAR}");
    let wrap =
        |tag: &str| source.lines().map(|line| format!("<{tag}>{line}</{tag}>")).collect::<String>();
    let pages = [
        plain::read(&source),
        plain::read(&source.replace('\n', "\r\n")),
        plain::read(&source.replace('\n', "\n   ")),
        plain::read(&source.replace('\n', "\n\n")),
        html::read(&wrap("p")),
        html::read(&wrap("div")),
    ];
    for page in pages {
        let marks = mark(&page);
        assert_eq!(share_lines(&page, &marks).len(), 15);
        assert!(marks.blocks.iter().flatten().all(|mark| mark.rule == "share-run"));
        assert_eq!(marks.share_targets, ["copy link", "twitter", "facebook", "whatsapp", "email"]);
    }
}

#[test]
fn share_bars_are_found_in_many_languages() {
    for bar in [
        "Teilen\nAuf Facebook teilen\nLink kopieren",
        "Partager\nPartager sur Facebook\nCopier le lien",
        "Compartir\nCompartir en Facebook\nCopiar enlace",
        "Поделиться\nВКонтакте\nТелеграм",
        "シェア\nFacebookでシェア\nツイッター",
        "شارك\nفيسبوك\nواتساب",
        "Udostępnij\nUdostępnij na Facebooku",
    ] {
        let (page, marks) = text(&format!("{bar}\n{STORY}"));
        assert_eq!(share_lines(&page, &marks).len(), bar.lines().count(), "{bar}");
    }
}

#[test]
fn lines_that_name_a_network_tell_where_to_share() {
    for bar in [
        "Share to Facebook\nShare to Pinterest",
        "Partager sur Facebook\nPartager sur Pinterest",
        "Compartir con Facebook\nCompartir en Pinterest",
        "Condividi su Facebook\nCondividi su Pinterest",
        "In Facebook freigeben\nAuf Pinterest teilen",
        "Udostępnij w usłudze Facebook\nUdostępnij w serwisie Pinterest",
    ] {
        let (_, marks) = text(&format!("{bar}\nCopy link\n{STORY}"));
        assert_eq!(marks.share_targets, ["facebook", "pinterest", "copy link"], "{bar}");
    }
}

#[test]
fn consent_adverts_and_skip_links_are_sure() {
    assert_eq!(sure_lines(&format!("Accept all cookies\nDecline\n{STORY}")).len(), 2);
    assert_eq!(sure_lines(&format!("{STORY}Anzeige\n{STORY}")).len(), 1);
    assert_eq!(sure_lines(&format!("Skip to content\n{STORY}")).len(), 1);
}

#[test]
fn content_that_looks_like_labels_is_not_sure() {
    for source in [
        "Share\nThe share of renewable power rose to half of all electricity last year.",
        "He kept a copy of the email and asked for the print edition.\nPrint is not dead, she said.",
        "Cookies\nButter, sugar and flour make the best cookies, the baker says.",
        "These are the companies that were fined last year by the court:\nApple\nGoogle\nFacebook\nTwitter\nThey will appeal.",
        "Mark\nX\nThe two men met in 1994.",
        "2019\n12\n2020\n14\n2021\n18",
        "Line\nMedium\nSignal\nBand",
    ] {
        assert!(sure_lines(source).is_empty(), "{source}: {:?}", sure_lines(source));
    }
}

#[test]
fn a_paragraph_that_comes_again_is_a_hint() {
    let (_, marks) = text(&format!("{STORY}{STORY}"));
    assert_eq!(marks.blocks[0], None);
    let second = marks.blocks[1].unwrap();
    assert!(second.label == Label::Duplicate && !second.sure);
}

#[test]
fn parts_of_a_site_and_headings_of_content_are_told_apart() {
    for (line, label, rule) in [
        ("Politik & Gesellschaft", None, None),
        ("POLITIK", Some(Label::Navigation), Some("section-label")),
        ("Ближний Восток", Some(Label::Navigation), Some("section-label")),
        ("Deutsch", Some(Label::Navigation), Some("section-label")),
        ("Ingredients:", Some(Label::Body), Some("content-heading")),
        ("材料", Some(Label::Body), Some("content-heading")),
    ] {
        let (_, marks) = text(&format!("{line}\n{STORY}"));
        let mark = marks.blocks[0];
        assert_eq!((mark.map(|mark| mark.label), mark.map(|mark| mark.rule)), (label, rule));
        assert!(mark.is_none_or(|mark| !mark.sure), "{line}");
    }
}

#[test]
fn a_prompt_below_each_entry_heads_no_comments() {
    let rules = |source: &str| -> Vec<&str> {
        text(source).1.blocks.iter().flatten().map(|mark| mark.rule).collect()
    };
    assert_eq!(
        rules(&format!("{STORY}Comment\n").repeat(2)),
        ["comments-heading", "duplicate", "comments-heading"]
    );
    let entries = ["One", "Two", "Three"].map(|entry| format!("{entry}. {STORY}Comment\n"));
    assert_eq!(rules(&entries.concat()), ["comment-button"; 3]);
    let counted = ["4", "0", "12"].map(|n| format!("{n}. {STORY}{n} comments\n"));
    assert!(!rules(&counted.concat()).contains(&"comments-heading"));
    assert_eq!(
        rules(&format!("{}Post a comment\n", entries.concat())).last(),
        Some(&"comments-heading")
    );
}

#[test]
fn links_to_edit_a_section_are_tools_wherever_they_stand() {
    let source = format!("The bridge\n[edit]\n{STORY}[Bearbeiten | Quelltext bearbeiten]\n{STORY}");
    assert_eq!(sure_lines(&source), ["[edit]", "[Bearbeiten | Quelltext bearbeiten]"]);
    assert_eq!(sure_lines(&format!("The bridge\n[edit: it is open]\n{STORY}")), [""; 0]);
    // A name of a part of a site, but for the link.
    let heading = |source: &str| text(source).1.blocks[0].map(|mark| mark.rule);
    assert_eq!(heading(&format!("Politics\n{STORY}")), Some("section-label"));
    assert_eq!(heading(&format!("Politics[edit]\n{STORY}")), Some("content-heading"));
}

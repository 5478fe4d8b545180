use super::{is_address, is_bracketed, pieces, says_nothing};
use crate::html::Tag;
use crate::plain::lines;
use crate::plain::markdown::Piece::{Image, Link, Text};
use crate::plain::read;
use crate::plain::tests::targets;

const PAGE: &str = "\
Courier [/img/masthead.svg]/
 * Prices [/prices]
 * Shows and
   fairs [/shows]

Home [/] | Wool [/wool]

The sorters went back to their tables on Wednesday, nine weeks after they had
laid down their shears over the price of a bag. They will be paid by the hour,
and no longer by weight, which was what they had asked the [sic] owners for in
the first place, says the council
[https://council.example/drying-room]. So do they[1].
";

#[test]
fn addresses_are_no_text() {
    let page = read(PAGE);
    let texts: Vec<&str> = page.blocks.iter().map(|block| page.block_text(block)).collect();
    let paragraph = "The sorters went back to their tables on Wednesday, nine weeks after they had laid down their \
        shears over the price of a bag. They will be paid by the hour, and no longer by weight, which was what they \
        had asked the [sic] owners for in the first place, says the council. So do they[1].";
    let expected =
        ["Courier [/img/masthead.svg]/", "Prices", "Shows and", "fairs", "Home | Wool", paragraph];
    assert_eq!(texts, expected);
    assert_eq!(
        targets(&page),
        ["/prices", "/shows", "/", "/wool", "https://council.example/drying-room"]
    );
    assert_eq!(page.elements.iter().filter(|e| e.tag == Tag::Li).count(), 2);
}

#[test]
fn labels_begin_at_separators_or_are_a_word() {
    assert_eq!(
        pieces("Home [/] | Shows and fairs [/s]"),
        [Link("Home", "/"), Text(" | "), Link("Shows and fairs", "/s")]
    );
    let sentence = "They stand empty. Nobody has asked for long what the owners mean to do with the drying room";
    let found = pieces(&format!("{sentence} [/room]. Really."))
        .iter()
        .map(|piece| format!("{piece:?}"))
        .collect::<Vec<_>>();
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[1..], ["Link(\"room\", \"/room\")", "Text(\". Really.\")"]);
    let unspaced = format!("{}[/a.html]。", "羊毛分拣工人星期三回到工作岗位".repeat(3));
    assert_eq!(pieces(&unspaced).len(), 3);
    assert_eq!(pieces(&unspaced)[1], Image);
}

#[test]
fn images_and_what_they_link_to_are_left_out() {
    assert_eq!(pieces("A quay [/q.jpg?w=2] The quay"), [Image, Text(" The quay")]);
    assert_eq!(pieces("[/q.png]https://a.example/[b] x"), [Image, Text(" x")]);
    assert_eq!(pieces("[/a][/b] "), [Image, Image, Text(" ")]);
}

#[test]
fn what_shows_nothing_is_hidden() {
    assert!(
        ["[/q.png] [/r.png]", "A quay [/q.jpg]", "https://a.example/share", "[/q.png]/"]
            .into_iter()
            .all(says_nothing)
    );
    assert!(
        !["Home [/]", "[1]", "A quay", "A quay [/q.jpg] The quay"].into_iter().any(says_nothing)
    );
    let page = read(&format!("{PAGE}\nhttps://a.example/share?u=1\n"));
    let hidden: Vec<bool> = page.blocks.iter().map(|block| block.hidden).collect();
    assert_eq!(hidden, [true, false, false, false, false, false, true]);
}

#[test]
fn what_somebody_has_put_in_brackets_is_no_address() {
    for text in ["1", "...", "and/or", "sic", "he/she", "3/4", "", "...)", "citation needed"] {
        assert!(!is_address(text), "{text:?}");
    }
    for text in
        ["/", "#top", "?p=3", "a/b.php", "mailto:a@b.example", "https://a.example", "logo.gif"]
    {
        assert!(is_address(text), "{text:?}");
    }
}

#[test]
fn few_addresses_and_tags_of_forums_are_no_such_text() {
    let of = |text: &str| is_bracketed(text, &lines::split(text));
    assert!(of(PAGE));
    assert!(!of("The page [/page] moved to [https://a.example/]."));
    assert!(!of(&format!("{PAGE}{}", "line\n".repeat(200))));
    assert!(!of(&format!("{PAGE}[b]bold[/b]")));
}

use super::push_collapsed;

fn collapsed(text: &str) -> String {
    let (mut out, mut pending) = (String::new(), false);
    push_collapsed(text, &mut out, &mut pending, 0);
    out
}

/// Eight bytes are looked at together: what parts words stands at each place among them.
#[test]
fn white_space_is_collapsed_wherever_it_stands() {
    let spaces = [" ", "  ", "\t", " \n", "\r\n ", "\u{a0}", " \u{2009}", "\u{3000}", "\u{0c} "];
    for space in spaces {
        for before in 1..20 {
            for after in 1..20 {
                let words = ["x".repeat(before), "y".repeat(after)];
                let text = format!("{space}{}{space}", words.join(space));
                assert_eq!(collapsed(&text), words.join(" "), "{text:?}");
            }
        }
    }
}

#[test]
fn what_has_no_width_is_left_out_and_the_rest_kept() {
    assert_eq!(collapsed("the bri\u{200b}dge over \u{feff}the river"), "the bridge over the river");
    for text in
        ["a b c d e f g h i j k", "Ein Wort in Köln, по-русски, 日本語 で", "a\u{1}b \u{7f}c"]
    {
        assert_eq!(collapsed(text), text);
    }
}

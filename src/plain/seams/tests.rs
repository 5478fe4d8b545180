use super::find;

/// The pieces of a line.
fn pieces(line: &str) -> Vec<&str> {
    let cuts = find(line, line);
    let starts = [0].into_iter().chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([line.len()]);
    starts.zip(ends).map(|(from, to)| line.get(from..to).expect("on characters").trim()).collect()
}

#[test]
fn words_that_have_run_into_each_other_are_cut_apart() {
    assert_eq!(
        pieces("It reopened this week.The council paid for it.”He left in 2024She stayed"),
        ["It reopened this week.", "The council paid for it.”", "He left in 2024She stayed",]
    );
    assert_eq!(pieces("HarbourBridgeTides"), ["Harbour", "Bridge", "Tides"]);
    assert_eq!(pieces("the second weekBy Ann Roe"), ["the second week", "By Ann Roe"]);
}

#[test]
fn names_and_addresses_stay_whole() {
    for name in [
        "She put it on YouTube and on an iPhone, as McKenzie had.",
        "He reads it on his iPhone/iPad.",
        "He wrote from a.Roe@Example.Org to the U.S.Army about it.",
        "see https://www.Example.org/WhatWeDo.Html or www.WhatWeDo.Example for it",
    ] {
        assert_eq!(pieces(name), [name]);
    }
}

#[test]
fn labels_are_cut_out_where_no_sentence_goes_on() {
    assert_eq!(
        pieces("Nobody was hurt. Share this article The harbour will reopen on Monday."),
        ["Nobody was hurt.", "Share this article", "The harbour will reopen on Monday."]
    );
    let sentence = "You may share this article with whom you like, and our Privacy policy says so.";
    assert_eq!(pieces(sentence), [sentence]);
    assert_eq!(pieces("Home News Sport"), ["Home", "News", "Sport"]);
}

#[test]
fn what_stands_twice_is_a_piece() {
    assert_eq!(
        pieces(
            "News Life Bridge open again: two years late Bridge open again: two years late The council \
             paid for it."
        ),
        [
            "News",
            "Life",
            "Bridge open again: two years late",
            "Bridge open again: two years late",
            "The council paid for it."
        ]
    );
    let refrain = "Nobody knew why. The bridge is gone. The bridge is gone. The bridge is gone.";
    assert_eq!(pieces(refrain), [refrain]);
    // As much as both have in common, and no words of a sentence.
    let line =
        "It was said that the old bridge is gone, and he said that the old bridge is gone, too.";
    assert_eq!(pieces(line), [line]);
}

#[test]
fn a_day_in_figures_with_a_time_is_in_no_sentence() {
    assert_eq!(
        pieces("Bridge open again after two years 2024-05-03 10:15 The council paid for it."),
        ["Bridge open again after two years", "2024-05-03 10:15", "The council paid for it."]
    );
    for stamp in ["3.5.2024 9:05", "03/05/2024, (10:15:30)", "2024-05-03 10:15"] {
        let line = format!("open again after two years {stamp} The council paid for it.");
        assert_eq!(pieces(&line)[1], stamp);
    }
    for told in ["3 May 2024 10:15", "2024-05-03", "2024-05-03 10:15am", "2024-05-03 1:0:0:0"] {
        let line = format!("open again after two years {told} The Council had said so.");
        assert_eq!(pieces(&line), [&line]);
    }
    let told = "The bridge was closed since 2022-05-03 The Council had said so.";
    assert_eq!(pieces(told), [told]);
}

#[test]
fn menus_end_where_a_sentence_begins() {
    assert_eq!(
        pieces("Oats Rye Wheat Barley Spelt Millet Maize Buckwheat The miller opens at nine."),
        ["Oats Rye Wheat Barley Spelt Millet Maize Buckwheat", "The miller opens at nine."]
    );
    let names = "With her came Ann Roe, Ben Doe, Cy Poe, Di Moe, Ed Loe and the vicar.";
    assert_eq!(pieces(names), [names]);
}

#[test]
fn chinese_is_cut_at_spaces_but_in_a_sentence() {
    assert_eq!(
        pieces(
            "首页 新闻 体育 群岛昨天迎来了没有渡轮的第八个早晨，船员都留在 斯滕尼斯 家中。 争端的起因是值班表。"
        ),
        [
            "首页",
            "新闻",
            "体育",
            "群岛昨天迎来了没有渡轮的第八个早晨，船员都留在 斯滕尼斯 家中。",
            "争端的起因是值班表。",
        ]
    );
}

#[test]
fn whatever_is_cut_comes_in_order() {
    for line in ["", " ", "A", "a  b", "。 。 。", "Aa.Bb.Cc", "\u{301}\u{200b} \u{fffd}"] {
        let cuts = find(line, "a  b");
        assert!(cuts.is_sorted() && cuts.iter().all(|cut| line.is_char_boundary(*cut)), "{line:?}");
    }
}

#[test]
fn the_title_is_cut_out_where_it_stands_again() {
    let line = "The ferry is back - Courier all news of the day the ferry The ferry is back it sailed at noon.";
    assert_eq!(
        pieces(line),
        [
            "The ferry is back",
            "- Courier all news of the day the ferry",
            "The ferry is back",
            "it sailed at noon.",
        ]
    );
    let cuts = find("all news of the day The ferry is back it sailed", "The ferry is back\nmore");
    assert_eq!(cuts, [20, 38]);
}

#[test]
fn entries_between_signs_are_cut_apart() {
    assert_eq!(pieces("oats | rye | wheat"), ["oats", "| rye", "| wheat"]);
    let sentence = "one | and a good deal later on and after much else a second | sign";
    assert_eq!(pieces(sentence), [sentence]);
}

#[test]
fn days_that_stand_in_no_sentence_are_cut_off_with_who_signs_them() {
    let line = "Ferry to stop at Lower Quay By Agnes Tolhurst Published: Jan. 3, 2024 10:15 The evening ferry will call";
    assert_eq!(
        pieces(line),
        [
            "Ferry to stop at Lower Quay",
            "By Agnes Tolhurst",
            "Published: Jan. 3, 2024 10:15",
            "The evening ferry will call"
        ]
    );
    assert_eq!(
        pieces("Ferry to stop Friday, 3 May 2024 #ferry The ferry stops"),
        ["Ferry to stop", "Friday, 3 May 2024", "#ferry The ferry stops"]
    );
    assert_eq!(
        pieces("Die Fähre legt wieder an Von Agnes Tolhurst 3. Mai 2024 Sie hält hier"),
        ["Die Fähre legt wieder an", "Von Agnes Tolhurst", "3. Mai 2024", "Sie hält hier"]
    );
    for sentence in [
        "It sank on 3 May 2024 off Oster.",
        "Since the 3 May 2024 accident it has stood still.",
        "It sank. In May 2024 Oster built another one.",
    ] {
        assert_eq!(pieces(sentence), [sentence]);
    }
}

#[test]
fn spaces_between_phrases_of_thai_part_no_paragraph() {
    let paragraph = "ครูใหญ่สมพร กล่าวว่าสะพานไม้แห่งนี้สร้างขึ้นเมื่อหกสิบปีก่อนโดยชาวบ้านริมน้ำ แล้วซ่อมใหม่";
    assert_eq!(pieces(paragraph), [paragraph]);
    assert_eq!(pieces("หน้าแรก ข่าว กีฬา"), ["หน้าแรก", "ข่าว", "กีฬา"]);
}

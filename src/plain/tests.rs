use proptest::prelude::*;

use super::read;
use crate::Note;
use crate::html::{AttrName, Tag};
use crate::page::{MAX_BLOCKS, NONE, Page};

pub(super) fn texts(text: &str) -> Vec<String> {
    let page = read(text);
    assert_tiles(text, &page);
    page.blocks.iter().map(|block| page.block_text(block).to_owned()).collect()
}

/// The blocks' source ranges and the unseen characters between them are the whole input.
fn assert_tiles(text: &str, page: &Page) {
    let gap = |from: usize, to: usize| {
        let gap = text.get(from..to).expect("sorted ranges on character boundaries");
        let unseen = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}');
        assert!(gap.chars().all(unseen), "lost {gap:?}");
    };
    let mut ranges: Vec<_> = page.blocks.iter().map(|b| (b.source_start, b.source_end)).collect();
    ranges.sort_unstable();
    let mut at = 0;
    for (start, end) in ranges {
        gap(at, start as usize);
        at = end as usize;
    }
    gap(at, text.len());
    let mut text_at = 0;
    for block in &page.blocks {
        assert!(block.source_end > block.source_start, "an empty source range");
        assert!(!page.block_text(block).is_empty(), "an empty block");
        assert_eq!(block.start, text_at, "blocks follow each other");
        text_at = block.end;
    }
    assert_eq!(text_at as usize, page.text.len());
    assert!(!page.has_markup);
    for element in &page.elements {
        let is_inline =
            matches!(element.tag, Tag::A | Tag::Strong | Tag::Em | Tag::Meta | Tag::Code);
        let has_blocks = element.first_block < element.end_block;
        let is_of_table = matches!(element.tag, Tag::Tr | Tag::Th | Tag::Td);
        assert!(element.end != NONE && (is_inline || is_of_table || has_blocks), "{element:?}");
    }
}

/// Tag names and text of the blocks.
pub(super) fn tagged(text: &str) -> Vec<(Option<Tag>, String)> {
    let page = read(text);
    assert_tiles(text, &page);
    let tag = |element| page.element(element).map(|element| element.tag);
    page.blocks.iter().map(|b| (tag(b.element), page.block_text(b).to_owned())).collect()
}

/// What the links of a page lead to.
pub(super) fn targets(page: &Page) -> Vec<&str> {
    page.elements.iter().filter_map(|e| page.attribute(e, AttrName::Href)).collect()
}

#[test]
fn every_line_end_parts_lines() {
    for end in ["\n", "\r\n", "\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{c}", "\u{b}"] {
        let text = format!("One{end}Two{end}{end}Three{end}");
        assert_eq!(texts(&text), ["One", "Two", "Three"], "{end:?}");
        let breaks: Vec<u8> = read(&text).blocks.iter().map(|block| block.n_breaks).collect();
        assert_eq!(breaks, [0, 0, 1], "{end:?}");
    }
}

#[test]
fn blank_lines_are_counted_up_to_255() {
    let text = format!("\n \t\nOne\n\u{a0}\n\u{200b}\nTwo{}Three", "\n".repeat(600));
    let breaks: Vec<u8> = read(&text).blocks.iter().map(|block| block.n_breaks).collect();
    assert_eq!(breaks, [2, 2, 255]);
}

#[test]
fn white_space_is_normalised_and_what_has_no_width_goes() {
    assert_eq!(texts("\u{feff}\t  A\u{a0}\u{a0}B\t\tC \u{200b}\r\n"), ["A B C"]);
    assert_eq!(texts("so\u{200b}me\u{feff}thing"), ["something"]);
    assert_eq!(texts(" \u{3000}全角　空白\u{3000}"), ["全角 空白"]);
    assert_eq!(texts(""), [""; 0]);
    assert_eq!(texts(" \n\u{feff}\u{a0}\n"), [""; 0]);
}

#[test]
fn source_ranges_give_the_line() {
    let text = "\u{feff}  Head\u{a0} line \r\n\r\n\tBody";
    let page = read(text);
    let sources: Vec<&str> = page
        .blocks
        .iter()
        .map(|block| text.get(block.source_start as usize..block.source_end as usize).unwrap())
        .collect();
    assert_eq!(sources, ["Head\u{a0} line", "Body"]);
}

#[test]
fn bullets_become_lists() {
    for sign in ["•", "‣", "-", "*", "–", "·", "+", "●"] {
        let text =
            format!("You need:\n{sign} a saw\n  {sign}\ta hammer\n{sign} nails\nThen begin.");
        let page = read(&text);
        assert_tiles(&text, &page);
        let tags: Vec<Tag> = page.elements.iter().map(|element| element.tag).collect();
        assert_eq!(tags, [Tag::Ul, Tag::Li, Tag::Li, Tag::Li], "{sign}");
        assert_eq!(texts(&text), ["You need:", "a saw", "a hammer", "nails", "Then begin."]);
        let list = page.elements.first().unwrap();
        assert_eq!((list.end, list.first_block, list.end_block, list.parent), (4, 1, 4, NONE));
        assert_eq!(page.element_text(list), "a sawa hammernails");
        let items: Vec<u32> = page.blocks.iter().map(|block| block.element).collect();
        assert_eq!(items, [NONE, 1, 2, 3, NONE]);
        let item = page.elements.get(2).unwrap();
        assert_eq!((item.parent, item.end, item.first_block), (0, 3, 2));
    }
}

#[test]
fn a_sure_bullet_may_stand_alone_and_others_may_not() {
    assert_eq!(tagged("• Only one"), [(Some(Tag::Li), "Only one".to_owned())]);
    for line in ["- Only one", "1. Bundesliga", "•nothing", "-5 degrees", "–", "* *", "*"] {
        assert_eq!(texts(line).concat(), line);
    }
}

#[test]
fn dialogue_keeps_its_dashes() {
    let text = "– Where are you going?\n– Home, he said.\n– Now?";
    assert_eq!(texts(text), text.lines().collect::<Vec<_>>());
    let text = "— Je pars.\n— Bien.";
    assert_eq!(texts(text), text.lines().collect::<Vec<_>>());
}

#[test]
fn numbers_that_count_up_become_ordered_lists() {
    for text in ["1. Mix\n2. Bake\n3. Eat", "1) Mix\n\n2) Bake\n3) Eat", "a) Mix\nb) Bake\nc) Eat"]
    {
        let found = tagged(text);
        assert!(found.iter().all(|(tag, _)| *tag == Some(Tag::Li)), "{text}: {found:?}");
        assert_eq!(texts(text), ["Mix", "Bake", "Eat"]);
        assert_eq!(read(text).elements.first().map(|list| list.tag), Some(Tag::Ol));
    }
    for text in ["1. FC Köln\n3. Liga", "2. Bake\n3. Eat", "1984. A novel\n1985. Another", "3.5 m"]
    {
        assert_eq!(texts(text), text.lines().collect::<Vec<_>>());
    }
}

#[test]
fn markdown_headings_become_headings() {
    let found = tagged("# Title\n\nText #one.\n\n### Part ##\nMore\n#hashtag");
    let tags: Vec<_> = found.iter().map(|(tag, _)| *tag).collect();
    assert_eq!(tags, [Some(Tag::H1), None, Some(Tag::H3), None, None]);
    assert_eq!(texts("## Title\n\nText"), ["Title", "Text"]);
    assert_eq!(texts("# 1 in the charts\nagain"), ["# 1 in the charts", "again"]);
    assert_eq!(texts("Run:\n\n# pacman -S git\n\nThen"), ["Run:", "# pacman -S git", "Then"]);
    assert_eq!(texts("####### seven\n\nText"), ["####### seven", "Text"]);
}

const WRAPPED: &str = "\
The harbour bridge will reopen to traffic on Monday after two years of
repairs that cost the city far more than it had planned, the council's
transport committee said on Friday. Drivers had waited for the day and
celebrated it with a concert of horns along both banks of the river.

The works had begun when an engineer found cracks in three of the main
girders. A second look, with ultrasound, then found cracks in all of
them, and the bridge was closed within a day.
Short line
Another line
";

#[test]
fn hard_wrapped_paragraphs_are_joined() {
    let found = texts(WRAPPED);
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(found[0].starts_with("The harbour bridge") && found[0].ends_with("of the river."));
    assert!(found[0].contains("years of repairs"));
    assert!(found[1].ends_with("within a day."));
    assert_eq!(found[2], "Short line");
    let page = read(WRAPPED);
    let first = page.blocks.first().unwrap();
    assert_eq!((first.source_start, first.n_breaks), (0, 0));
    let rest = WRAPPED.get(first.source_end as usize..).unwrap();
    assert!(rest.starts_with("\n\nThe works"));
    assert_eq!(texts(&WRAPPED.replace('\n', "\r\n")), found);
}

#[test]
fn a_word_parted_at_its_hyphen_stays_one_word() {
    let text = WRAPPED.replace("concert of horns", "concert of self-\nmade horns");
    assert!(texts(&text)[0].contains("self-made horns"), "{:?}", texts(&text));
}

#[test]
fn a_short_letter_is_joined_but_for_quotations_and_drawn_lines() {
    let text = "\
The footbridge over the Tarn reopened on Friday morning, eleven weeks
after a tree struck it.
> Does anyone know when the bridge will be open again? We would like to
> lead a group over it on Sunday.
Engineers replaced four of the twelve oak beams and raised the deck by
thirty centimetres.
____________________________________________________________________
walkers mailing list
";
    let found = texts(text);
    assert_eq!(found.len(), 5, "{found:#?}");
    assert!(found[0].contains("weeks after a tree"));
    assert!(found[1].starts_with("> Does") && found[1].contains("like to lead a group"));
    assert!(found[2].contains("the deck by thirty"));
    // With room for the next word these are lines of a list.
    assert_eq!(
        texts(&text.replace("eleven weeks\n", "eleven\n").replace("We would like to", "We")).len(),
        8
    );
}

#[test]
fn lines_that_leave_no_room_for_the_next_word_are_joined() {
    // Names have capitals, as nouns have in German: hardly a third of the lines begins in lower case.
    let text = "\
Es kamen Otto Ida und Karl Ulla vor Ulla Martha nach Nora
mit Berta vor Thea nach Dora Greta Nora Ida Martha und Greta
Anna Berta Paula mit Nora Dora Anna vor Greta Greta Clara
und Rosa nach Sven Nora mit Vera Thea vor Berta vor Wilma
Emil Thea Dora Martha Hanna vor Berta Wilma Thea Clara Dora
Thea Greta Thea Martha Karl und Greta ohne Karl Jonas Dora
Berta vor Nora Hanna Clara Hanna nach Rosa Sven Wilma ohne
Anna mit Ida Dora Anna nach Greta Jonas Lina nach Sven und
Sven und Clara Emil Martha Fritz Ida Ulla Dora Ida Fritz
Clara mit Anna nach Otto Sven Fritz Thea Sven und Thea Nora
Rosa Vera Clara Thea Jonas mit Emil nach Otto und Wilma Lina
nach Hanna Thea Hanna vor Clara Wilma Thea mit Berta Fritz
und Lina Sven Anna Clara Karl nach Thea nach Paula Dora an
Bord.
";
    assert_eq!(texts(text).len(), 1);
    // One with room for the next word is enough to tell that they are lines.
    assert_eq!(texts(&text.replace("vor Greta Greta Clara\n", "vor Greta\n")).len(), 14);
}

#[test]
fn whole_lines_are_not_joined() {
    let line = "Every paragraph of this page stands on a line of its own, as scrapers do it.\n";
    assert_eq!(texts(&line.repeat(20)).len(), 20);
    let mixed = WRAPPED.to_owned() + &"A long line that is a whole paragraph. ".repeat(5);
    let long = format!("{}\n", "A long line that is a whole paragraph of its own. ".repeat(5));
    assert_eq!(texts(&long.repeat(30)).len(), 30);
    assert!(texts(&mixed).len() < 8);
}

#[test]
fn very_long_lines_are_cut_at_sentence_ends() {
    let sentence = "The council met on Monday and talked about the 3.5 km road. ";
    let text = sentence.repeat(200);
    let found = texts(&text);
    assert!(found.len() > 15, "{}", found.len());
    assert!(found.iter().all(|piece| piece.starts_with("The") && piece.ends_with("road.")));
    let (_, whole) = found.split_last().unwrap();
    assert!(whole.iter().all(|piece| (500..620).contains(&piece.len())));
    assert_eq!(texts(&"市議会は月曜日に会合を開いた。".repeat(200)).len() / 10, 1);
    assert_eq!(texts(&"a".repeat(1_000_000)).len(), 1);
    assert_eq!(texts(&"1.5 ".repeat(300_000)).len(), 1);
}

#[test]
fn an_underline_belongs_to_the_last_part_of_a_very_long_line() {
    let text =
        format!("[Home](/)\n\n{}\n=====\n\nIt held.", "The bridge was closed. ".repeat(200).trim());
    let page = read(&text);
    assert!(page.blocks.len() > 3, "{} blocks", page.blocks.len());
    assert_tiles(&text, &page);
}

#[test]
fn much_text_is_read_in_linear_time() {
    // Lines that each look like the start of something long.
    for line in ["- ", "1. x\n", "# \n", "- a\n", "\n", "\u{a0}", "x. ", "a b c\n"] {
        let text = line.repeat(2_000_000 / line.len());
        let page = read(&text);
        assert!(page.text.len() <= text.len());
    }
    for line in [
        "```\n", "```a\n", "> \n", "> > a\n", "[a\n", "](\n", "[a](b-\n", "    a\n", "|\n",
        "[[a](b\n",
    ] {
        let text = format!("[a](/b)\n\n{}", line.repeat(2_000_000 / line.len()));
        let page = read(&text);
        assert!(page.text.len() <= text.len());
    }
    for rows in ["a|b\n-|--\n", "|\n", "|a|b|\n", "|[|`|\n"] {
        let text = format!("[a](/b)\n\n|a|b|\n|---|---|\n{}", rows.repeat(1_000_000 / rows.len()));
        assert!(read(&text).text.len() <= text.len());
    }
    for word in ["3 May 2024 ", "By Roe 3 May 2024 ", "By By By ", "May 3 "] {
        let text = word.repeat(1_000_000 / word.len());
        assert!(read(&text).text.len() <= text.len());
    }
    for line in ["a [/b] ", "a [/b\n", "[[/b]\n", "a\n[/b]\n"] {
        let text = format!("{}{}", "[/a]\n".repeat(5), line.repeat(2_000_000 / line.len()));
        let page = read(&text);
        assert!(page.text.len() <= text.len());
    }
}

proptest! {
    #[test]
    fn any_text_tiles(text in ".{0,300}") {
        assert_tiles(&text, &read(&text));
    }

    #[test]
    fn any_lines_tile(text in "([-*•#–>]{0,3}|[0-9]{1,3}[.)]|)[ \t\u{a0}\u{200b}]?[a-z.?\u{feff}]{0,8}([ \u{2028}\r\n]{1,3}[-*•#1.)a-z \n]{0,40}){0,10}") {
        assert_tiles(&text, &read(&text));
    }

    #[test]
    fn any_markdown_tiles(text in "([>`~ ]{0,4}[-*#|]?[a-z.\\[\\]()\\\\]{0,8}[ \r]{0,2}\n){0,30}") {
        let text = format!("[a](/b)\n\n{text}");
        assert_tiles(&text, &read(&text));
    }

    #[test]
    fn any_table_tiles(text in "(\\|? ?[a`\\[\\]|\\\\]{0,4}\\|[a ]{0,2}\\|?\n|\n){0,12}") {
        let text = format!("[a](/b)\n\n|a|b|\n|---|---|\n|a|b|\n{text}");
        assert_tiles(&text, &read(&text));
    }

    #[test]
    fn any_addresses_in_brackets_tile(text in "([a |,]{0,9}(\\[[/.a]{0,4}\\])?[/a]{0,2} {0,2}\n?){0,30}") {
        let text = format!("{}{text}", "[/a]\n".repeat(5));
        assert_tiles(&text, &read(&text));
    }

    #[test]
    fn any_long_line_tiles(text in "([a-zA-Z。. \u{a0}”!?]{1,60}){80,120}") {
        assert_tiles(&text, &read(&text));
    }
}

#[test]
fn links_of_markdown_are_read() {
    let text = "[Skip](#main)\n\nFerry\n=====\n\n*   [Home](/)\n*   [ **Local** news ](/local \"Local\")\n\n\
        Read [the **old** report](/r.pdf) of [](/x) May.\n\n![quay](/q.jpg)\n\n[### Tides](/tides)\n---";
    assert_eq!(
        tagged(text),
        [
            (None, "Skip".to_owned()),
            (Some(Tag::H1), "Ferry".to_owned()),
            (Some(Tag::Li), "Home".to_owned()),
            (Some(Tag::Li), "Local news".to_owned()),
            (None, "Read the old report of May.".to_owned()),
            (None, "![quay](/q.jpg)".to_owned()),
            (Some(Tag::H2), "Tides".to_owned()),
        ]
    );
    let page = read(text);
    let linked: Vec<(u32, u16)> = page.blocks.iter().map(|b| (b.link_bytes, b.n_links)).collect();
    assert_eq!(linked, [(4, 1), (0, 0), (4, 1), (10, 1), (14, 1), (0, 0), (5, 1)]);
    assert_eq!(targets(&page), ["#main", "/", "/local", "/r.pdf", "/tides"]);
    let inside: Vec<&str> = page
        .elements
        .iter()
        .filter(|e| e.tag == Tag::Strong)
        .map(|e| page.element_text(e))
        .collect();
    assert_eq!(inside, ["Local", "old"]);
}

#[test]
fn without_a_link_signs_of_markdown_stay() {
    assert_eq!(
        texts("It was **sound** and 1\\. it held.\n\nFerry\n====="),
        ["It was **sound** and 1\\. it held.", "Ferry", "====="]
    );
}

#[test]
fn a_short_article_on_a_page_of_short_lines_is_joined() {
    let menu = "Menu\nNews\nSport\n".repeat(40);
    assert_eq!(texts(&format!("{menu}\n{WRAPPED}")).len(), 124);
    let paragraph =
        "A paragraph of its own, longer than a terminal is wide, which no program has wrapped. ";
    let whole = format!("{}\n", paragraph.repeat(3)).repeat(4);
    assert!(texts(&format!("{menu}{whole}{WRAPPED}")).len() > 128, "not wrapped as a whole");
}

#[test]
fn wrapped_chinese_is_joined_without_spaces() {
    let line = "渡轮停航进入第八天岛上商店开始限量供应面包和牛奶居民只能等待渔船带来的货物渡";
    let text = format!("{}\n停航的第八天。\n\n短行\n", [line; 7].join("\n"));
    assert_eq!(texts(&text), [format!("{}停航的第八天。", line.repeat(7)), "短行".into()]);
}

#[test]
fn what_links_lead_to_is_one_hidden_block() {
    let text = "   [1]Home [2]News\n\n   The ferry sails.\n\nReferences\n\n   1. https://a.example/\n\
                \x20  2. https://a.example/n\n   3. https://a.example/m\n";
    assert_eq!(texts(text), ["Home News", "The ferry sails.", "References"]);
    let page = read(text);
    let hidden: Vec<bool> = page.blocks.iter().map(|block| block.hidden).collect();
    assert_eq!(hidden, [false, false, true]);
    assert_eq!(page.blocks[0].n_links, 2);
    assert_eq!(page.blocks[0].link_bytes, 8);
    assert_eq!(page.attribute(&page.elements[1], AttrName::Href), Some("https://a.example/n"));
}

proptest! {
    #[test]
    fn any_columns_tile(text in "([ab.\\[\\]1]{1,9}( {0,12}|\n)){0,60}") {
        assert_tiles(&text, &read(&text));
        // Columns of Markdown, and of text with addresses in brackets, are no others.
        for head in ["[a](/b)\n\n", "[/a] [/b] [/c] [/d] [/e]\n"] {
            let text = format!("{head}{text}");
            assert_tiles(&text, &read(&text));
        }
    }
}

#[test]
fn no_more_blocks_are_read_than_can_be_judged() {
    let n = MAX_BLOCKS + 10;
    for text in
        ["a b\n".repeat(n), "| a | b |\n|--|--|\n".to_owned() + &"| a | [b](/) |\n".repeat(n)]
    {
        let page = read(&text);
        assert!((MAX_BLOCKS..MAX_BLOCKS + 2).contains(&page.blocks.len()), "{}", page.blocks.len());
        assert_eq!(page.notes, [Note::TruncatedInput]);
    }
    let long = read(&"word ".repeat(10_000));
    assert!(long.notes.is_empty(), "{:?}", long.notes);
}

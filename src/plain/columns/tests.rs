use super::read;
use crate::plain::lines;

/// The lines as they are read.
fn reading(text: &str) -> Vec<&str> {
    let found = lines::split(text);
    let found = read(text, &found).unwrap_or(found);
    found.into_iter().map(|line| line.text(text)).collect()
}

const LAYOUT: &str = "\
The Harbour Dispatch
  Local     The islands woke yesterday to an eighth morning without a ferry, and shops began to ration bread.  Tide tables
  Region                                                                                                       High water at noon
  World     The company said that it would not return to talks before Thursday, when a judge will sit.
                                                                                                               Most read
  Weather   Nobody on the slip believed it.                                                                    Man finds ring in cod
A footer of the whole page, which is longer than the first column and the gap behind it.
";

#[test]
fn columns_are_read_one_after_the_other() {
    assert_eq!(
        reading(LAYOUT),
        [
            "The Harbour Dispatch",
            "Local",
            "Region",
            "World",
            "Weather",
            "The islands woke yesterday to an eighth morning without a ferry, and shops began to ration bread.",
            "The company said that it would not return to talks before Thursday, when a judge will sit.",
            "Nobody on the slip believed it.",
            "Tide tables",
            "High water at noon",
            "Most read",
            "Man finds ring in cod",
            "A footer of the whole page, which is longer than the first column and the gap behind it.",
        ]
    );
}

#[test]
fn blank_lines_of_a_column_are_counted() {
    let found = lines::split(LAYOUT);
    let found = read(LAYOUT, &found).expect("columns");
    let blank: Vec<u8> = found.iter().map(|line| line.n_blank).collect();
    assert_eq!(blank, [0, 1, 0, 0, 1, 1, 1, 1, 1, 0, 1, 0, 0]);
}

#[test]
fn tables_stay_rows() {
    let table = "\
Week  Topic                                                                                       Reading
1     Introduction: a sea of towns, and why none of them had a king who could close its harbour  20 pages
2     The Gotland traders                                                                         34 pages
3     Novgorod                                                                                    37 pages
";
    assert_eq!(reading(table).len(), 4);
    let figures = "Name   Price\nOats   2.10\nRye    1.90\n\nWheat\n       3.00\n";
    assert_eq!(reading(figures).len(), 5);
}

#[test]
fn text_with_two_spaces_after_a_full_stop_stays_as_it_is() {
    let text = "It was late.  The ferry had gone.\nNobody was there.  Only the dog was.\nHe sat.  I sat too.\n";
    assert_eq!(reading(text), text.lines().collect::<Vec<_>>());
}

#[test]
fn columns_may_stand_in_columns_without_end() {
    let row = format!("{}\n", "a  ".repeat(2_000));
    let text = row.repeat(50);
    assert_eq!(reading(&text).len(), 50);
}

#[test]
fn markdown_and_addresses_in_brackets_keep_columns_apart() {
    let goes_on = "\
  The islands woke yesterday to an eighth morning without a ferry, and shops began to [ration  Tide tables
  bread](/x), and nobody on the slip believed that the boats would come back before the        High water at noon
  judge had sat, which he will do on Thursday, as the company said on Monday, when it sent
  its men home again, all of them, and told them to wait there until they were called once     Man finds ring in cod
  [/more]                                                                                      Letters
";
    for head in ["[Home](/)\n\n", "[/a] [/b] [/c] [/d] [/e]\n\n"] {
        let text = format!("{head}{goes_on}");
        let page = crate::plain::read(&text);
        let mut ranges: Vec<_> =
            page.blocks.iter().map(|block| (block.source_start, block.source_end)).collect();
        ranges.sort_unstable();
        assert!(ranges.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{ranges:?}");
    }
}

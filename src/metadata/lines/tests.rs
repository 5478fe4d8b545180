use super::rows::{self, NAMES};
use super::{LEAST_LIKELY, headline, likelihoods};
use crate::label::{self, Marks};
use crate::metadata::table;
use crate::options::Options;
use crate::page::Page;
use crate::plain;

fn read(text: &str) -> (Page, Marks, label::Judgement) {
    let page = plain::read(text);
    let marks = label::mark(&page);
    let judgement = label::judge(&page, &marks, &Options::default());
    (page, marks, judgement)
}

#[test]
fn the_file_weighs_every_figure_and_no_other() {
    let rows = table::rows(include_str!("weights.tsv"));
    let named: Vec<&str> = rows
        .map(|row| {
            assert!(row[1].parse::<f32>().unwrap().is_finite(), "{row:?}");
            row[0]
        })
        .collect();
    assert_eq!(named, NAMES);
}

#[test]
fn likelihoods_of_a_page_make_one() {
    let rows = [[0.0, 1.0], [1.0, 0.0], [3.0, -2.0]];
    let likely = likelihoods(rows.iter().map(|row| &row[..]), &[0.5, -0.5]);
    assert!((likely.iter().sum::<f32>() - 1.0).abs() < 1e-6, "{likely:?}");
    assert!(likely[0] < likely[1] && likely[1] < likely[2]);
    assert!(likelihoods(std::iter::empty(), &[1.0]).is_empty());
    assert!((0.0..1.0).contains(&LEAST_LIKELY));
}

#[test]
fn figures_say_how_a_line_looks_and_where_it_stands() {
    let paragraph = "The bridge over the river was opened again on Monday, the council said. ";
    let text = format!(
        "Sport\nBridge opened again\n3 May 2024\nShare\n{}\n{}",
        paragraph.repeat(4),
        paragraph.repeat(3)
    );
    let (page, marks, judgement) = read(&text);
    let lines = rows::candidates(&page, &marks, &judgement.verdicts);
    let figure = |block: usize, name: &str| {
        let line = lines.iter().find(|line| line.block == block).unwrap();
        line.row[NAMES.iter().position(|known| *known == name).unwrap()]
    };
    assert_eq!((figure(0, "first"), figure(1, "first")), (1.0, 0.0));
    assert_eq!((figure(1, "shared"), figure(0, "shared")), (1.0, 0.0));
    assert_eq!((figure(1, "date_below"), figure(1, "date")), (1.0, 0.0));
    assert_eq!((figure(1, "short_above"), figure(3, "marked")), (1.0, 1.0));
    let others = [2, 4, 5];
    assert!(
        lines.iter().all(|line| !others.contains(&line.block)),
        "a date and running text are no headline"
    );
    assert!(lines.iter().flat_map(|line| line.row).all(f32::is_finite));
    let (found, _) = headline(&page, &marks, &judgement.verdicts).unwrap();
    assert_eq!((found.text.as_str(), found.block), ("Bridge opened again", Some(1)));
}

#[test]
fn texts_without_a_headline_have_none() {
    let paragraph = "The bridge over the river was opened again on Monday, the council said. ";
    for text in ["", "\n\n", "Home\nSport", &paragraph.repeat(5), "12\n3:4\n---"] {
        let (page, marks, judgement) = read(text);
        assert_eq!(headline(&page, &marks, &judgement.verdicts), None, "{text:?}");
    }
}

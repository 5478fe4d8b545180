use super::again::Again;
use super::rows::{self, NAMES};
use super::signs::{Signs, is_way, n_digits, n_steps};
use super::title::Titled;
use super::{MAGIC, MARGIN, SCORER, Scorer, likeliest, most};
use crate::label::{self, Marks};
use crate::metadata::headline::{LEAST_LIKELY, LIKELY};
use crate::options::Options;
use crate::page::Page;
use crate::plain;
use crate::table;

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

/// A file with one tree: what it adds where the first figure is at most one half, and where it is more.
fn trees(small: f32, large: f32) -> Vec<u8> {
    let mut file = MAGIC.to_vec();
    file.extend((NAMES.len() as u16).to_le_bytes());
    NAMES.iter().for_each(|name| file.extend(format!("{name}\n").bytes()));
    // One tree, of it one decision: figure, threshold, two leaves.
    file.extend([1, 0, 1, 0, 0, 0]);
    file.extend(0.5_f32.to_le_bytes());
    [-1_i16, -2].iter().for_each(|leaf| file.extend(leaf.to_le_bytes()));
    [small, large].iter().for_each(|value| file.extend(value.to_le_bytes()));
    file
}

#[test]
fn the_file_of_the_trees_fits_the_figures_and_no_other_is_read() {
    assert!(SCORER.is_some());
    let file = trees(0.0, 1.0);
    let reads = |file: &[u8]| Scorer::read(vec![0.0; NAMES.len()], file).is_some();
    assert!(reads(&file));
    assert!((0..file.len()).all(|end| !reads(&file[..end])), "cut short");
    let renamed = String::from_utf8_lossy(&file).replacen("distance", "distancy", 1).into_bytes();
    assert!(!reads(&renamed) && !reads(&[file, vec![0]].concat()));
}

#[test]
fn likelihoods_of_a_page_make_one() {
    let mut weights = vec![0.0; NAMES.len()];
    weights[..2].copy_from_slice(&[0.5, -0.5]);
    let row = |first: f32, second: f32| {
        let mut row = vec![0.0; NAMES.len()];
        row[..2].copy_from_slice(&[first, second]);
        row
    };
    let of = |trees: Vec<u8>, rows: &[Vec<f32>]| {
        let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
        Scorer::read(weights.clone(), &trees).unwrap().likelihoods(&rows)
    };
    let rows = [row(0.0, 1.0), row(1.0, 0.0), row(3.0, -2.0)];
    let likely = of(trees(0.0, 0.0), &rows);
    assert!((likely.iter().sum::<f32>() - 1.0).abs() < 1e-6, "{likely:?}");
    assert!(likely[0] < likely[1] && likely[1] < likely[2]);
    let likely = of(trees(4.0, 0.0), &rows);
    assert!(likely[0] > likely[2], "the trees count as well: {likely:?}");
    let far = [row(0.0, 0.0), row(0.0, 2.0 * MARGIN + 0.1)];
    assert_eq!(of(trees(0.0, 9.0), &far), [1.0, 0.0], "a line beyond the margin is none");
    assert!(of(trees(0.0, 0.0), &[]).is_empty());
    assert!((0.0..LIKELY).contains(&LEAST_LIKELY));
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
    let (found, likely) = likeliest(&page, &marks, &judgement.verdicts).unwrap();
    assert!(found == 1 && likely >= LEAST_LIKELY, "{found} {likely}");
}

#[test]
fn texts_without_a_headline_have_none() {
    let paragraph = "The bridge over the river was opened again on Monday, the council said. ";
    for text in ["", "\n\n", "Home\nSport", &paragraph.repeat(5), "12\n3:4\n---"] {
        let (page, marks, judgement) = read(text);
        let found = likeliest(&page, &marks, &judgement.verdicts);
        assert!(found.is_none_or(|(_, likely)| likely < LEAST_LIKELY), "{text:?}");
    }
}

#[test]
fn lines_that_stand_again_and_ends_of_trails_are_told() {
    let text = "Courier > Sport > Rowing\nROWING\nRowing\nOars\nBoats\nSport\n$12.50\nRowing";
    let (page, marks, _) = read(text);
    let again = Again::of(&page, &marks);
    let all = |is: &dyn Fn(usize) -> bool| (0..7).filter(|at| is(*at)).collect::<Vec<_>>();
    assert_eq!(all(&|at| again.ends_above(at)), [2], "as the trail writes it");
    assert_eq!(all(&|at| again.is_above(at)), [2]);
    assert_eq!(all(&|at| again.is_below(at)), [1]);
    assert_eq!((again.n_times(1), again.n_times(3)), (2, 0));
    assert_eq!(
        [n_steps("Courier > Sport > Rowing"), n_steps("and/or > 3"), n_steps("")],
        [2, 1, 0]
    );
}

#[test]
fn the_foot_repeats_the_name_of_a_site_and_says_that_it_owns_the_rights() {
    let paragraph = "The pier is old, and its planks are older still, as every child knows.\n";
    let text =
        format!("Salt & Thyme\nBread\n{}Salt & Thyme\n© 2023 Salt & Thyme\n", paragraph.repeat(5));
    let (page, marks, _) = read(&text);
    let again = Again::of(&page, &marks);
    assert!(again.is_far_below(0) && !again.is_far_below(1));
    assert!(again.is_owner("Salt & thyme") && !again.is_owner("Bread"));
}

#[test]
fn a_line_that_stands_there_three_times_is_the_likeliest_by_all_of_them() {
    let parted = [("Post", 0.3), ("Bread", 0.25), ("Bread ", 0.25), ("Menu", 0.2)];
    let best = most(parted.iter().enumerate().map(|(at, (text, likely))| (at, *likely, *text)));
    assert_eq!(best, Some((1, 0.5)));
    assert_eq!(most([].into_iter()), None);
}

#[test]
fn what_a_line_looks_like_is_counted() {
    let line = "Old pier, Part 2: NO one | knows";
    let signs = Signs::of(line);
    let counts = (n_digits(line), signs.n_commas, signs.n_bars);
    assert_eq!((counts, signs.has_colon), ((1, 1, 1), true));
    assert!(signs.has_upper && signs.has_lower);
    assert!((signs.capitalised() - 3.0 / 6.0).abs() < 1e-6, "{}", signs.capitalised());
}

#[test]
fn the_first_item_of_a_list_has_lines_above_it_too() {
    let name = |figure: &str| NAMES.iter().position(|name| *name == figure).unwrap();
    let text = "Oars\n24 products\nA short oar of ash, varnished\n$49.00\n";
    let mut page = text.to_owned();
    for nth in 0..200 {
        page += &format!("A long oar of spruce, number {nth}\n$59.00\n");
    }
    page +=
        &"We have sold oars to people who row for longer than anyone here can remember. ".repeat(3);
    let (page, marks, mut judgement) = read(&page);
    judgement.verdicts.iter_mut().skip(2).for_each(|verdict| verdict.label = label::Label::Body);
    let lines = rows::candidates(&page, &marks, &judgement.verdicts);
    let first = lines.iter().find(|line| line.block == 0).expect("the first line is looked at");
    assert_eq!((first.row[name("price_below")], first.row[name("top")]), (1.0, 0.0));
    assert!(first.row[name("count_below")] > 0.15);
}

#[test]
fn lines_that_repeat_the_title_are_found_by_its_longest_part_or_whole() {
    let of = |text: &str| {
        let titled = Titled::of(&plain::read(text));
        (titled.by_part, titled.by_whole)
    };
    let page = |first: &str| format!("{first}\nMenu\nBridge reopens at last\nExample News\nText");
    assert_eq!(of(&page("Bridge reopens at last - Example News")), (vec![2], vec![]));
    assert_eq!(of(&page("Example News | Bridge reopens at last")), (vec![2], vec![]));
    assert_eq!(of(&page("BRIDGE REOPENS, AT LAST")), (vec![], vec![2]));
    assert_eq!(of(&page("Example News")), (vec![], vec![]), "too short to tell");
    assert_eq!(of(&page("Example News - Home")), (vec![], vec![]));
    assert_eq!(of(&page("A bridge to be reopened - Example News")), (vec![], vec![]));
    assert_eq!(of(&page("* * * - * * *")), (vec![], vec![]));
    assert_eq!(of(""), (vec![], vec![]));
}

#[test]
fn the_way_to_a_page_is_told_from_a_title() {
    for line in ["Home > Sport > Football", "Example News › Sport", "News » Local » Harbour"] {
        assert!(is_way(line), "{line}");
    }
    for line in ["Bridge reopens", "Hot / cold", "A > B", "Why hike? » Example", ""] {
        assert!(!is_way(line), "{line}");
    }
}

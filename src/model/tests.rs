use super::{BYTES, Judge, N_ENSEMBLES, Task, TokenTable, reader};
use crate::feature::{N_FEATURES, NAMES, page_row};
use crate::label::PageKind;

/// The longest file: an extractor that is linked into programs should stay small.
const MOST_BYTES: usize = 500_000;

/// A file whose ensembles are all one tree: is feature 1 at most 0.5?
fn handmade() -> Vec<u8> {
    let mut file = reader::MAGIC.to_vec();
    file.extend(b"handmade\n\n");
    let of_pages = page_row::page_names();
    let of_pages: Vec<&str> = of_pages.iter().map(String::as_str).collect();
    for names in [NAMES, of_pages.as_slice()] {
        file.extend((names.len() as u16).to_le_bytes());
        names.iter().for_each(|name| file.extend(format!("{name}\n").bytes()));
    }
    file.extend(1_u32.to_le_bytes());
    file.extend(77_u32.to_le_bytes());
    file.push((-48_i8).to_le_bytes()[0]);
    for at in 0..N_ENSEMBLES {
        // Rows of text that come below a bound after the first tree are given up.
        let stops = u8::from(at == Task::Text as usize);
        file.push(stops);
        if stops == 1 {
            file.extend(1_u16.to_le_bytes());
            file.extend((-0.9_f32).to_le_bytes());
            file.extend((-5.0_f32).to_le_bytes());
            file.extend(f32::INFINITY.to_le_bytes());
            file.extend(0.0_f32.to_le_bytes());
        }
        file.extend(2_u16.to_le_bytes());
        file.extend(tree(at as f32 / 10.0));
        // A tree without a decision.
        file.extend(0_u16.to_le_bytes());
        file.extend(0.0_f32.to_le_bytes());
    }
    file
}

fn tree(right: f32) -> Vec<u8> {
    let mut tree = 1_u16.to_le_bytes().to_vec();
    tree.extend(1_u16.to_le_bytes());
    tree.extend(0.5_f32.to_le_bytes());
    tree.extend((-1_i16).to_le_bytes());
    tree.extend((-2_i16).to_le_bytes());
    tree.extend(((right - 3.0) / 4.0).to_le_bytes());
    tree.extend((-1.0_f32).to_le_bytes());
    tree.extend(right.to_le_bytes());
    tree
}

fn row(n: usize, value: f32) -> Vec<f32> {
    let mut row = vec![0.0; n];
    row[1] = value;
    row
}

#[test]
fn a_file_gives_back_what_was_written() {
    let judge = reader::read(&handmade()).unwrap();
    assert_eq!(judge.tokens.get(77), Some(-1.5));
    assert_eq!(judge.tokens.get(78), None);
    let p = |task, value| judge.probability(task, &row(N_FEATURES, value));
    let logistic = |odds: f32| 1.0 / (1.0 + (-odds).exp());
    assert_eq!(p(Task::Html, 0.5), logistic(-1.0), "at most the threshold goes left");
    assert_eq!(p(Task::Html, 0.6), logistic(0.0));
    assert_eq!(p(Task::Text, 0.6), logistic(0.1));
    assert_eq!(p(Task::Text, 0.5), logistic(-5.0), "given up");
    let page = row(page_row::N_PAGE_FEATURES, 1.0);
    let kinds = judge.kinds(&page).unwrap();
    assert!((kinds.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    let ratio = kinds[PageKind::Service as usize] / kinds[PageKind::Article as usize];
    assert!((ratio.ln() - 0.6).abs() < 1e-4, "the last kind leads the first by six tenths");
    assert_eq!(judge.quality(&page), Some((N_ENSEMBLES - 1) as f32 / 10.0));
    assert_eq!(judge.quality(&row(page_row::N_PAGE_FEATURES, 0.0)), Some(0.0), "clamped");
}

#[test]
fn contributions_add_up_from_the_mean() {
    let judge = reader::read(&handmade()).unwrap();
    for (value, expected) in [(0.5, -1.0 + 0.725), (0.6, 0.1 + 0.725)] {
        let mut found = Vec::new();
        judge.contributions(Task::Text, &row(N_FEATURES, value), |feature, by| {
            found.push((feature, by));
        });
        assert_eq!(found.len(), 1);
        assert!(found[0].0 == 1 && (found[0].1 - expected).abs() < 1e-6, "{found:?}");
    }
}

#[test]
fn trees_that_run_in_circles_are_refused() {
    let file = handmade();
    let at = file.len() - 4 - 2 - 8 - 4 - 4;
    assert_eq!(file[at..at + 4], [255, 255, 254, 255], "the children of the last tree");
    for child in [0_i16, 1, -3] {
        let mut broken = file.clone();
        broken[at..at + 2].copy_from_slice(&child.to_le_bytes());
        assert!(reader::read(&broken).is_none(), "{child}");
    }
}

#[test]
fn without_a_file_nothing_is_told() {
    let judge = Judge { tokens: TokenTable::default(), ensembles: Vec::new() };
    assert_eq!((judge.kinds(&[]), judge.quality(&[])), (None, None));
}

#[test]
fn the_bundled_file_fits_the_features() {
    let judge = reader::read(BYTES).expect("judge.bin does not fit the features: retrain");
    assert!(judge.ensembles.iter().all(|ensemble| ensemble.n_trees() >= 10));
    assert!(BYTES.len() < MOST_BYTES, "{} bytes", BYTES.len());
}

/// The model card speaks of this very file.
#[test]
fn the_model_card_has_the_header_of_the_file() {
    let text = String::from_utf8_lossy(BYTES);
    let header = text.split("\n\n").next().unwrap();
    assert!(header.contains("digest: "), "{header}");
    let card = include_str!("README.md");
    for line in header.lines().skip(1) {
        assert!(card.contains(line), "not in src/model/README.md: {line}");
    }
}

#[test]
fn damaged_files_are_refused() {
    let file = handmade();
    assert!(reader::read(b"").is_none());
    for cut in [1, 100, file.len() / 2, file.len() - 1] {
        assert!(reader::read(&file[..cut]).is_none(), "cut at {cut}");
    }
    let at = file.windows(4).position(|four| four == b"\nlen").map_or(0, |at| at + 1);
    for byte in [b'?', b'L'] {
        let mut renamed = file.clone();
        renamed[at] = byte;
        assert!(reader::read(&renamed).is_none(), "an unknown name");
    }
    let mut longer = file;
    longer.push(0);
    assert!(reader::read(&longer).is_none(), "bytes after the end");
}

use super::lanes::WIDTH;
use super::{BYTES, Judge, KindWords, N_KINDS, OfBlocks, Sheet, logistic, reader};
use crate::feature::{ABSENT, N_FEATURES, NAMES, is_of_page, page_row};
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
    for (word, steps) in [(77_u32, -48_i8), (78, 32)] {
        file.extend(1_u32.to_le_bytes());
        file.extend(word.to_le_bytes());
        file.extend(steps.to_le_bytes());
    }
    file.extend([32, 0, 0, 0, 0, 0, 0]);
    file.extend(1_u32.to_le_bytes());
    file.extend(79_u32.to_le_bytes());
    file.extend([0, 0, 0, 0, 0, 0, 64]);
    for at in 0..=N_KINDS {
        file.extend(2_u16.to_le_bytes());
        file.extend(tree(at as f32 / 10.0));
        // A tree without a decision.
        file.extend(0_u16.to_le_bytes());
        file.extend(0.0_f32.to_le_bytes());
    }
    for _ in 0..2 {
        file.extend(net(&[], 0));
        file.extend(symmetric([1.0, 0.0], &[]));
    }
    file
}

/// A level of a symmetric tree: is a feature above a threshold?
type AskedFor = (u16, f32);

/// How many times the net counts, and a bias; symmetric trees with leaves in halves.
fn symmetric(net_and_bias: [f32; 2], trees: &[(&[AskedFor], &[i8])]) -> Vec<u8> {
    let mut file = numbers(&net_and_bias);
    file.extend((trees.len() as u16).to_le_bytes());
    for (questions, leaves) in trees {
        file.push(questions.len() as u8);
        file.extend(numbers(&[0.5]));
        for (feature, threshold) in *questions {
            file.extend(feature.to_le_bytes());
            file.extend(threshold.to_le_bytes());
        }
        file.extend(leaves.iter().flat_map(|leaf| leaf.to_le_bytes()));
    }
    file
}

fn numbers(numbers: &[f32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// An input of the net: a feature, its first bin, and the levels of absent values and of bins, in
/// 1/127; it adds to the first channel.
type NetInput<'a> = (u16, i16, &'a [i8]);

/// A net whose layers add to the first channel what the first channels of the blocks before and after
/// show, and whose log-odds are the first channel.
fn net(inputs: &[NetInput<'_>], n_layers: u8) -> Vec<u8> {
    let one = |at: usize, value: f32| {
        let mut channels = [0.0; WIDTH];
        channels[at] = value;
        channels
    };
    let mix = |value: f32| [one(0, value).as_slice(), &[0.0; WIDTH * (WIDTH - 1)]].concat();
    let mut net = (inputs.len() as u16).to_le_bytes().to_vec();
    for (feature, first, levels) in inputs {
        net.extend(feature.to_le_bytes());
        net.extend(1.0_f32.to_le_bytes());
        net.extend(first.to_le_bytes());
        net.push(levels.len() as u8);
        net.extend(levels.iter().map(|level| level.to_le_bytes()[0]));
    }
    inputs.iter().for_each(|_| net.extend(numbers(&one(0, 1.0))));
    net.extend(numbers(&[0.0; WIDTH]));
    net.push(n_layers);
    for _ in 0..n_layers {
        net.push(2);
        // Gain, shift, gate and its bias, which is open for all blocks alike.
        net.extend(numbers(&[1.0; WIDTH]));
        net.extend(numbers(&[0.0; 2 * WIDTH + 1]));
        for weight in [0.0, 1.0, 0.0, 1.0, 0.0].into_iter().chain([0.0, OF_GROUP as f32]) {
            net.extend(numbers(&one(0, weight)));
        }
        net.extend(numbers(&[mix(1.0), mix(0.5), mix(0.25)].concat()));
        net.extend(numbers(&[0.0; WIDTH]));
    }
    net.extend(numbers(&mix(1.0)));
    net.extend(numbers(&[[0.0; WIDTH], one(0, 1.0)].concat()));
    net.extend(0.0_f32.to_le_bytes());
    net
}

/// The handmade file with another net and other trees for the blocks of text; `None` if it is none.
fn with_text(net_of_text: &[u8], trees: &[u8]) -> Option<Judge> {
    let mut file = handmade();
    file.truncate(file.len() - net(&[], 0).len() - symmetric([1.0, 0.0], &[]).len());
    file.extend([net_of_text, trees].concat());
    reader::read(&file)
}

fn with_net(net: &[u8]) -> Judge {
    with_text(net, &symmetric([1.0, 0.0], &[])).unwrap()
}

fn tree(right: f32) -> Vec<u8> {
    let mut tree = 1_u16.to_le_bytes().to_vec();
    tree.extend(1_u16.to_le_bytes());
    tree.extend(0.5_f32.to_le_bytes());
    tree.extend((-1_i16).to_le_bytes());
    tree.extend((-2_i16).to_le_bytes());
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
    assert_eq!(judge.tables.class_words.get(77), Some(-1.5));
    assert_eq!(judge.tables.class_words.get(78), None);
    assert_eq!(judge.tables.words.get(78), Some(1.0));
    assert_eq!(judge.tables.words.get(77), None);
    let page = row(page_row::N_PAGE_FEATURES, 0.6);
    let kinds = judge.kinds(&page).unwrap();
    assert!((kinds.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    let ratio = kinds[PageKind::Service as usize] / kinds[PageKind::Article as usize];
    assert!((ratio.ln() - 0.6).abs() < 1e-4, "the last kind leads the first by six tenths");
    assert_eq!(judge.quality(&page), Some(N_KINDS as f32 / 10.0));
    assert_eq!(
        judge.kinds(&row(page_row::N_PAGE_FEATURES, 0.5)),
        Some([1.0 / N_KINDS as f32; N_KINDS])
    );
    assert_eq!(
        judge.quality(&row(page_row::N_PAGE_FEATURES, 0.0)),
        Some(0.0),
        "at most the threshold goes left, and is clamped"
    );
}

#[test]
fn values_come_to_the_net_by_their_bins() {
    // Bins from that of 1 on, which is the eighth; then 1.25 (the ninth), 1.5 and all above.
    let inputs: &[NetInput<'_>] = &[(1, 8, &[-127, 127, 0, 64])];
    let judge = with_net(&net(inputs, 0));
    let log_odds = |values: &[f32]| {
        let rows: Vec<f32> = values.iter().flat_map(|value| [0.0, *value]).collect();
        let words = vec![1.0; values.len()];
        judge.log_odds(false, Sheet { rows: &rows, width: 2, words: &words, groups: [&[]; 2] })
    };
    let half = 64.0 / 127.0;
    // Less than nothing is cut off.
    assert_eq!(log_odds(&[ABSENT, -7.0, 0.0, 1.0, 1.2]), [0.0, 1.0, 1.0, 1.0, 1.0]);
    assert_eq!(log_odds(&[1.25, 1.3, 1.5, 1e30]), [0.0, 0.0, half, half]);
    assert!(log_odds(&[]).is_empty());
    assert_eq!(
        [logistic(0.0), logistic(f32::INFINITY), logistic(f32::NEG_INFINITY)],
        [0.5, 1.0, 0.0]
    );
}

/// What the blocks of its group count for a block, and groups of some blocks.
const OF_GROUP: f64 = 0.125;
const GROUPS: [u32; 7] = [0, 2, 0, 2, 2, 0, 3];

/// The layer of the handmade net, computed another way: everything in one place, with 64 bits.
#[test]
fn a_layer_sees_the_blocks_around_and_the_page() {
    let judge = with_net(&net(&[(0, 8, &[0, 0, 127])], 1));
    let rows = [1.25, 0.0, 0.0, 1.25, 0.0, 1.25, 0.0];
    let words = [4.0, 1.0, 1.0, 2.0, 0.0, 0.0, 8.0];
    let sheet = Sheet { rows: &rows, width: 1, words: &words, groups: [&[], &GROUPS] };
    let found = judge.log_odds(false, sheet);
    let input = rows.map(|value| f64::from(u8::from(value > 1.0)));
    let normed = input.map(|value| {
        let mean = value / WIDTH as f64;
        let rest = (WIDTH - 1) as f64 * mean * mean;
        let variance = ((value - mean).powi(2) + rest) / WIDTH as f64;
        (value - mean) / (variance + 1e-5).sqrt()
    });
    let n_words: f64 = words.iter().sum::<f32>().into();
    let gate = words.map(|words| f64::from(words) / 2.0 / n_words + 1e-6);
    let gated: f64 = normed.iter().zip(gate).map(|(value, gate)| value * gate).sum();
    let page = 0.5 * gated / gate.iter().sum::<f64>()
        + 0.25 * normed.iter().sum::<f64>() / normed.len() as f64;
    for (at, found) in found.into_iter().enumerate() {
        let before = at.checked_sub(2).map_or(0.0, |at| normed[at]);
        let after = normed.get(at + 2).copied().unwrap_or(0.0);
        let alike = |other: &usize| GROUPS[*other] == GROUPS[at];
        let alike: Vec<f64> = (0..7).filter(alike).map(|other| normed[other]).collect();
        let of_group = OF_GROUP * alike.iter().sum::<f64>() / alike.len() as f64;
        let expected = input[at] + (before + after + of_group + page).max(0.0);
        assert!((f64::from(found) - expected).abs() < 1e-4, "{at}: {found}, not {expected}");
    }
}

/// The same to the last bit, whatever a processor takes at once.
#[cfg(target_arch = "x86_64")]
#[test]
fn all_processors_reckon_alike() {
    let level = fearless_simd::Level::new();
    // No chance in it, and values of all sizes.
    let rows: Vec<f32> =
        (0..40 * N_FEATURES).map(|at| ((at * at) as f32 * 0.37).sin() * (at % 97) as f32).collect();
    let words: Vec<f32> = (0..40).map(|at| (at % 7) as f32).collect();
    let groups: Vec<u32> = (0..40).map(|at| at % 3).collect();
    let sheet = Sheet { rows: &rows, width: N_FEATURES, words: &words, groups: [&groups, &groups] };
    for of_blocks in &super::judge().blocks {
        let expected: Vec<u32> = of_blocks.log_odds(sheet).into_iter().map(f32::to_bits).collect();
        let others = [
            level.as_sse2().map(|simd| reckoned(simd, of_blocks, sheet)),
            level.as_sse4_2().map(|simd| reckoned(simd, of_blocks, sheet)),
            level.as_avx2().map(|simd| reckoned(simd, of_blocks, sheet)),
            level.as_avx512().map(|simd| reckoned(simd, of_blocks, sheet)),
        ];
        assert_eq!(expected.len(), 40);
        for found in others.into_iter().flatten() {
            assert_eq!(found, expected);
        }
    }
}

/// The bits of what net and trees come to on a processor.
#[cfg(target_arch = "x86_64")]
fn reckoned<S: fearless_simd::Simd>(simd: S, of_blocks: &OfBlocks, sheet: Sheet<'_>) -> Vec<u32> {
    let mut log_odds = of_blocks.net.reckon(simd, sheet);
    of_blocks.trees.reckon(simd, &mut log_odds, sheet);
    log_odds.into_iter().map(f32::to_bits).collect()
}

/// More blocks than are asked at once, and a feature of the page, which the first row has.
#[test]
fn symmetric_trees_are_asked_beside_the_net() {
    let of_page = (0..N_FEATURES).find(|feature| is_of_page(*feature)).unwrap();
    let questions = [(1, 0.5), (of_page as u16, 2.0), (0, -1.0)];
    let trees = symmetric(
        [0.5, 0.25],
        &[(&questions, &[0, 1, 2, 3, 4, 5, 6, 127]), (&[], &[-1]), (&[(1, 7.0)], &[0, -128])],
    );
    let inputs: &[NetInput<'_>] = &[(1, 8, &[0, 0, 127])];
    let judge = with_text(&net(inputs, 0), &trees).unwrap();
    let width = of_page + 1;
    for page in [2.0, 2.5] {
        let mut rows = vec![ABSENT; 40 * width];
        rows[of_page] = page;
        for (at, row) in rows.chunks_mut(width).enumerate() {
            row[1] = (at % 9) as f32;
            row[0] = (at % 3) as f32 - 2.0;
        }
        let sheet = Sheet { rows: &rows, width, words: &[1.0; 40], groups: [&[]; 2] };
        let found = judge.log_odds(false, sheet);
        for (at, found) in found.into_iter().enumerate() {
            let of_net = if at % 9 > 1 { 1.0 } else { 0.0 };
            let bits = [at % 9 > 0, page > 2.0, at % 3 == 2].map(usize::from);
            let first =
                [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 127.0][bits[0] + 2 * bits[1] + 4 * bits[2]];
            let last = if at % 9 == 8 { -128.0 } else { 0.0 };
            assert_eq!(found, 0.5 * of_net + 0.25 + (first - 1.0 + last) / 2.0, "{at}, {page}");
        }
    }
    let [_, of_text] = with_text(&net(&[], 0), &symmetric([0.5, 0.25], &[])).unwrap().blocks;
    let sheet = Sheet { rows: &[0.0; 5], width: 1, words: &[], groups: [&[]; 2] };
    let mut log_odds = [-5.0, -4.0, -3.5, 3.0, 3.75];
    of_text.trees.join(&mut log_odds, sheet);
    assert_eq!(log_odds, [-5.0, -4.0, -2.5, 1.75, 3.34375], "the less the surer the net is");
    let with_trees = |trees: &[u8]| with_text(&net(&[], 0), trees);
    let seven = symmetric([1.0, 0.0], &[(&[(1, 0.5); 7], &[0; 128])]);
    assert!(with_trees(&seven).is_none(), "more levels than there is room for");
    let unknown = symmetric([1.0, 0.0], &[(&[(N_FEATURES as u16, 0.5)], &[0; 2])]);
    assert!(with_trees(&unknown).is_none(), "a feature that is none");
}

#[test]
fn trees_that_run_in_circles_are_refused() {
    let file = handmade();
    let of_blocks = 2 * (net(&[], 0).len() + symmetric([1.0, 0.0], &[]).len());
    // Before what judges blocks, a tree without a decision, and the two leaves of the last one that has one.
    let at = file.len() - of_blocks - 2 - 4 - 8 - 4;
    assert_eq!(file[at..at + 4], [255, 255, 254, 255], "the children of the last tree");
    for child in [0_i16, 1, -3] {
        let mut broken = file.clone();
        broken[at..at + 2].copy_from_slice(&child.to_le_bytes());
        assert!(reader::read(&broken).is_none(), "{child}");
    }
}

#[test]
fn without_a_file_nothing_is_told() {
    let judge = Judge::default();
    assert_eq!((judge.kinds(&[]), judge.quality(&[])), (None, None));
    let sheet = Sheet { rows: &[], width: 0, words: &[], groups: [&[]; 2] };
    assert!(judge.log_odds(true, sheet).is_empty());
}

#[test]
fn the_bundled_file_fits_the_features() {
    let judge = reader::read(BYTES).expect("judge.bin does not fit the features: retrain");
    assert!(
        judge.kinds.iter().flatten().chain(&judge.quality).all(|ensemble| ensemble.n_trees() >= 10)
    );
    for OfBlocks { net, trees } in &judge.blocks {
        assert!(net.layers.len() > 1 && net.of_block.len() > 40);
        assert!(trees.n_trees() > 100);
    }
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

#[test]
fn words_of_a_page_tell_its_kind() {
    let judge = reader::read(&handmade()).unwrap();
    let mut words = KindWords::new(&judge.tables.kinds);
    let [article, .., service] = words.probabilities();
    assert!(((article / service).ln() - 1.0).abs() < 1e-6, "what articles start from");
    [79, 79, 80].into_iter().for_each(|word| words.see(word));
    let [article, .., service] = words.probabilities();
    assert!(((service / article).ln() - 1.0).abs() < 1e-6, "known words count once");
}

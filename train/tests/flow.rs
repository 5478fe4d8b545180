//! The flow of training over tiny pages, up to the fit and after it.

use std::fs;
use std::path::{Path, PathBuf};

use evaluate::flatten::Style;
use evaluate::score;
use train::sample::{self, Input, Origin, Sample};
use train::sets::{self, Choice, KNOWN};
use train::tables::{Counted, KindOdds, Tables};
use train::taught::Taught;
use train::{blocks, judge_file, made, matrix, report};
use unchrome::Options;
use unchrome::internal::{self, KINDS, ROW_LEN};

const PAGE: &str = "<html><head><title>Bridge reopens</title></head><body>\
    <div class='menu'><a href=/>Home</a></div>\
    <div class='story'><p>The bridge reopened on Monday, the council said.</p>\
    <p>Nobody was hurt when it closed.</p></div>\
    <div class='menu'>Read about the tunnel</div></body></html>";

const TRUTH: &str =
    "The bridge reopened on Monday, the council said.\\nNobody was hurt when it closed.";

/// A folder with all sets, two pages each, on sites of their own.
fn data(name: &str) -> PathBuf {
    let data = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for known in KNOWN {
        let set = data.join(known.name);
        fs::create_dir_all(set.join("html")).unwrap();
        let mut lines = String::new();
        for n in 0..2 {
            let url = format!("https://{}-{n}.example.org/", known.name);
            lines += &format!(
                "{{\"id\": \"{n}\", \"url\": \"{url}\", \"page_type\": \"article\", \"text\": \"{TRUTH}\"}}\n"
            );
            fs::write(set.join("html").join(format!("{n}.html")), PAGE).unwrap();
        }
        fs::write(set.join("gt.jsonl"), lines).unwrap();
    }
    data
}

#[test]
fn blocks_are_labelled_in_all_forms() {
    let sets = sets::load(&data("labels"), &Choice::default()).unwrap();
    let samples = sample::all(&sets).unwrap();
    assert_eq!(samples.len(), 4 * 2 * KNOWN.len());
    for page in &samples {
        let content: Vec<bool> = page.shares.iter().map(|share| share.is_content()).collect();
        assert_eq!(content, [false, true, true, false], "{} {:?}", page.set, page.input);
        assert!((page.oracle - 1.0).abs() < 1e-9);
        assert_eq!(KINDS[page.kind_number().unwrap()].name(), "article");
        assert_eq!(page.fold.is_some(), !["languages-a", "chinese-a"].contains(&page.set.as_str()));
    }
    let styles: Vec<Input> =
        samples.iter().rev().skip(2 * KNOWN.len()).take(2).map(|page| page.input).collect();
    assert_eq!(styles, [Input::Text(Style::Leaves), Input::Text(Style::Lines)]);
}

#[test]
fn extractions_are_reported_by_input_and_set() {
    let samples = sample::all(&sets::load(&data("report"), &Choice::default()).unwrap()).unwrap();
    let score = |page: &Sample| {
        let kept = if page.input == Input::Bare { "the bridge" } else { "nobody knows" };
        score::words(kept, "the bridge")
    };
    let table = report::whole(&samples, &samples.iter().map(score).collect::<Vec<_>>());
    let rows: Vec<Vec<&str>> =
        table.lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
    let n_sets = KNOWN.len();
    assert_eq!(rows.iter().filter(|row| row[0] == "bare").count(), n_sets);
    for row in &rows {
        let f1 = if row[0] == "bare" { "1.0000" } else { "0.0000" };
        assert_eq!(row[3], f1, "{row:?}");
    }
    let is_fetched = |row: &&Vec<&str>| row[..3] == ["html", "wcxb-dev", "2"];
    assert_eq!(rows.iter().filter(is_fetched).count(), 1, "{table}");
}

#[test]
fn pages_known_by_snippets_are_taught_in_all_forms() {
    let data = data("taught");
    let known = "{\"id\": \"0\", \"url\": \"https://a.example.org/\", \"page_type\": \"article\", \
        \"text\": null, \"with\": [\"Nobody was hurt\"], \"without\": [\"Read about\"]}\n";
    fs::write(data.join("snippets/gt.jsonl"), known).unwrap();
    let samples = sample::all(&sets::load(&data, &Choice::default()).unwrap()).unwrap();
    let fetched: Vec<&Sample> = samples.iter().filter(|page| page.input == Input::Html).collect();
    let labels_by = |p: [f32; 4]| {
        let taught = Taught::by(&fetched, &vec![p.to_vec(); fetched.len()]);
        let weak = samples.iter().filter(|page| page.is_weak());
        let labels: Vec<Vec<f32>> = weak.map(|page| taught.labels(page)).collect();
        assert_eq!(labels.len(), 4, "a page in each of its forms");
        assert!(labels.iter().all(|of_form| *of_form == labels[0]), "{labels:?}");
        labels[0].clone()
    };
    // Snippets are right whatever the judge says; where neither is sure the label stays open.
    assert_eq!(labels_by([0.01, 0.99, 0.1, 0.9]), [0.0, 1.0, 1.0, 0.0]);
    assert_eq!(labels_by([0.5, 0.19, 0.5, 0.5]), [-1.0, 0.0, 1.0, 0.0]);
    let fully_known = samples.iter().find(|page| !page.is_weak()).unwrap();
    assert_eq!(Taught::default().labels(fully_known), [0.0, 1.0, 1.0, 0.0]);
}

#[test]
fn articles_are_made_shorter_beset_and_threads() {
    let data = data("made");
    let set = data.join("wcxb-dev");
    let mut lines = String::new();
    for n in 0..18 {
        let paragraph = |k: usize| {
            format!(
                "Week {k} of the works on bridge {n} went by, and the people of town {n} still waited for it."
            )
        };
        let paragraphs: Vec<String> = (1..7).map(paragraph).collect();
        lines += &format!(
            "{{\"id\": \"{n}\", \"url\": \"https://a.example.org/{n}\", \"page_type\": \"article\", \"text\": \"{}\"}}\n",
            paragraphs.join("\\n")
        );
        let page = format!("<html><body><p>{}</p></body></html>", paragraphs.join("</p><p>"));
        fs::write(set.join("html").join(format!("{n}.html")), page).unwrap();
    }
    fs::write(set.join("gt.jsonl"), lines).unwrap();
    let samples = made::all(&sets::load(&data, &Choice::default()).unwrap()).unwrap();
    let samples: Vec<Sample> =
        samples.into_iter().filter(|page| page.origin != Origin::Cut).collect();
    assert!(samples.iter().all(|page| page.set == "wcxb-dev" && page.origin == Origin::Made));
    // Laid out beside others in columns, an article's lines may be no blocks of their own.
    assert!(samples.iter().all(|page| page.teaches() || !page.input.has_markup()));
    let n_paragraphs = |page: &Sample| page.truth.lines().count();
    let (threads, articles): (Vec<&Sample>, Vec<&Sample>) =
        samples.iter().partition(|page| page.kind == "forum");
    let of = |is: fn(&Input) -> bool| articles.iter().filter(move |page| is(&page.input)).copied();

    let short: Vec<usize> = of(|input| *input == Input::Html).map(n_paragraphs).collect();
    assert_eq!(short.len(), 15, "three of six paragraphs are few enough, four are not");
    assert!(short.iter().all(|n| (1..=3).contains(n)), "{short:?}");
    for page in of(|input| *input == Input::Html) {
        let n_content = page.shares.iter().filter(|share| share.is_content()).count();
        assert_eq!((n_content, page.shares.len()), (n_paragraphs(page), n_paragraphs(page)));
        assert_eq!(page.times_for_kind(), page.times);
    }
    let bare: Vec<usize> = of(|input| *input == Input::Bare).map(n_paragraphs).collect();
    assert_eq!((bare.len(), bare.iter().filter(|n| **n < 6).count()), (18, 6));
    for page in of(|input| !input.has_markup()) {
        assert_eq!((n_paragraphs(page), page.times_for_kind()), (6, 0.0));
        let is_other = |share: &&train::align::Share| !share.is_content() && share.n_words > 5;
        assert!(page.shares.iter().any(|share| is_other(&share)), "beset by nothing");
    }
    assert_eq!(of(|input| !input.has_markup()).count(), 18);

    let n_bare = threads.iter().filter(|page| page.input == Input::Bare).count();
    assert_eq!((threads.len(), n_bare), (9, 5), "every second article, a half of them flattened");
    for page in threads {
        assert!((3..=6).contains(&n_paragraphs(page)) && page.times_for_kind() == 0.0);
    }
}

#[test]
fn pages_of_all_kinds_are_cut_down_to_what_is_around_their_content() {
    let data = data("cut");
    let set = data.join("wcxb-dev");
    let (mut lines, n_pages) = (String::new(), 24);
    for n in 0..n_pages {
        let text = format!("Bridge {n} is open again after two years of work in the harbour.");
        let kind = if n % 2 == 0 { "product" } else { "article" };
        lines += &format!(
            "{{\"id\": \"{n}\", \"url\": \"https://a.example.org/{n}\", \"page_type\": \"{kind}\", \"text\": \"{text}\"}}\n"
        );
        let around = "<p>Home".repeat(40);
        let page =
            format!("<title>T</title>{around}<main><p>By Ana</p><p>{text}</p></main>{around}");
        fs::write(set.join("html").join(format!("{n}.html")), page).unwrap();
    }
    fs::write(set.join("gt.jsonl"), lines).unwrap();
    let samples = made::all(&sets::load(&data, &Choice::default()).unwrap()).unwrap();
    let is_cut = |page: &&Sample| page.origin == Origin::Cut && page.set == "wcxb-dev";
    let styles = [Style::Joined, Style::Glued, Style::Terminal].map(Input::Text);
    let (otherwise, cut): (Vec<&Sample>, Vec<&Sample>) =
        samples.iter().filter(is_cut).partition(|page| styles.contains(&page.input));
    for style in styles {
        let n = otherwise.iter().filter(|page| page.input == style).count();
        assert_eq!(n, n_pages / styles.len(), "{style:?}");
    }
    let n_products = cut.iter().filter(|page| page.kind == "product").count();
    assert_eq!((cut.len(), n_products), (2 * n_pages, n_pages));
    for page in cut {
        let n_content = page.shares.iter().filter(|share| share.is_content()).count();
        let n_around = page.shares.len() - n_content;
        assert!(n_content == 1 && n_around <= 33, "{:?}: {n_around} around", page.input);
        assert!(page.teaches() && page.times_for_kind() == page.times);
        // Of markup nothing is left but one of the elements around the content.
        assert!(!page.input.has_markup() || n_around <= 1);
    }
}

#[test]
fn a_set_that_is_left_out_teaches_nothing() {
    let choice = Choice { leave_out: vec!["fundus-a".to_owned()], limit: Some(1) };
    let samples = sample::all(&sets::load(&data("out"), &choice).unwrap()).unwrap();
    for page in samples.iter().filter(|page| page.set == "fundus-a") {
        assert!(page.weights().iter().all(|weight| *weight == 0.0) && page.fold.is_none());
    }
    assert!(samples.iter().any(Sample::teaches));
    let unknown = Choice { leave_out: vec!["nothing".to_owned()], limit: None };
    assert!(sets::load(&data("out"), &unknown).is_err());
}

#[test]
fn class_words_are_counted_on_the_pages_that_teach() {
    let sets = sets::load(&data("words"), &Choice::default()).unwrap();
    let tables = Tables::count(&sample::all(&sets).unwrap()).unwrap();
    // Eight pages teach: just enough for the two words, one of content and one of chrome.
    let mut odds: Vec<i8> = tables.all.class_words.iter().map(|(_, odds)| *odds).collect();
    odds.sort_unstable();
    assert_eq!(odds.len(), 2, "{odds:?}");
    assert!(odds[0] < -32 && odds[1] > 32, "{odds:?}");
}

#[test]
fn rows_go_to_the_fit_and_back() {
    let sets = sets::load(&data("rows"), &Choice::default()).unwrap();
    let samples = sample::all(&sets).unwrap();
    let tables = Tables::count(&samples).unwrap();
    let rows = samples[0].prepared.measure(tables.of(&samples[0]));
    assert_eq!(rows.values().len(), 4 * ROW_LEN);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rows/x.f32");
    let mut file = matrix::Matrix::create(&path).unwrap();
    file.push(&rows.values()).unwrap();
    file.finish().unwrap();
    assert_eq!(matrix::read(&path, 4 * ROW_LEN).unwrap(), rows.values());
    assert!(matrix::read(&path, 1).unwrap_err().to_string().contains("x.f32"));
    let p = [0.1, 0.9, 0.8, 0.2];
    assert_eq!(rows.page_row(&p).len(), internal::page_feature_names().len());
    assert_eq!(rows.keep(&p, &[1.0]), [false, true, true, false]);
}

#[test]
fn features_are_left_out_by_the_start_of_their_names() {
    let names = ["odds_sum", "len", "odds"].map(str::to_owned);
    let mut values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    blocks::leave_out(&mut values, &names, &["odds".to_owned()]);
    let absent = internal::ABSENT;
    assert_eq!(values, [absent, 2.0, absent, absent, 5.0, absent]);
}

/// What fits would leave that learned nothing: to whom every block is as likely as not. Ensembles
/// without trees, nets without inputs and layers, whose weights are all zero, and beside each its share,
/// its bias and no symmetric trees.
fn undecided() -> Vec<Vec<u8>> {
    let channels = 32 * 4;
    let net = 2 + channels + 1 + 32 * channels + 2 * channels + 4;
    let mut parts = vec![vec![0; 2]; KINDS.len() + 1];
    let symmetric = 4 + 4 + 2;
    parts.extend([net, symmetric, net, symmetric].map(|size| vec![0; size]));
    parts
}

#[test]
fn the_crate_reads_the_file() {
    let parts = undecided();
    let kinds = KindOdds { start: [1; KINDS.len()], words: vec![(9, [-1; KINDS.len()])] };
    let counted = Counted { class_words: vec![(7, -3)], words: vec![(8, 3)], kinds };
    let file = judge_file::assemble("a header", &counted, &parts).unwrap();
    assert!(internal::Judge::read(&file).is_some());
    let short = judge_file::assemble("a header", &Counted::default(), &parts[1..]).unwrap();
    assert!(internal::Judge::read(&short).is_none());
}

#[test]
fn a_judge_from_a_file_is_asked() {
    let file = judge_file::assemble("a header", &Counted::default(), &undecided()).unwrap();
    let undecided = internal::Judge::read(&file).unwrap().ask(&Options::new());
    assert!(undecided.extract(PAGE).to_text().contains("Read about the tunnel"));
    assert!(!Options::new().extract(PAGE).to_text().contains("Read about the tunnel"));
}

#[test]
fn words_of_a_fold_are_left_out() {
    let sets = sets::load(&data("folds"), &Choice::default()).unwrap();
    let samples = sample::all(&sets).unwrap();
    let tables = Tables::count(&samples).unwrap();
    assert_eq!(tables.without(None), &tables.all);
    // Eight pages are just enough for a word: without those of a fold there is none.
    let fold = samples[0].fold;
    assert!(fold.is_some() && tables.without(fold).class_words.is_empty());
}

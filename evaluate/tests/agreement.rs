//! The program prints what the reference scorer (a Python script over the same files) prints.

use std::path::Path;
use std::process::Command;

use evaluate::{Results, Set};

const SET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/set");

fn evaluate(arguments: &[&str]) -> String {
    let results = format!("{SET}/results.jsonl");
    let output = Command::new(env!("CARGO_BIN_EXE_evaluate"))
        .args([SET, "--results", &results])
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // Intervals come from other random numbers.
    let is_interval = regex::Regex::new(r" \[[^\]]*\]").unwrap();
    is_interval.replace_all(&String::from_utf8(output.stdout).unwrap(), "").into_owned()
}

#[test]
fn scores_agree_with_the_reference() {
    let printed = evaluate(&["--metadata", "--worst", "2"]);
    let expected = "\
word-F1 0.6643  P 0.6310  R 0.7143   shingle-F1 0.1455  P 0.1818  R 0.1212
  article              2  word-F1 0.9286  P 0.9286  R 0.9286
  forum                2  word-F1 0.4000  P 0.3333  R 0.5000
chunk-F1 0.5000  with found 0.5000  without kept out 0.0000
headline: 3 pages, equal 0.3333, one within the other 0.6667
authors: 2 pages, same set 0.5000, Jaccard 0.7500, given where the truth has none 0.3333 of 3
published: 3 pages, same day 0.3333, wrong day 0.3333, given where the truth has none 0.0000 of 2
  worst d forum F 0.000 P 0.000 R 0.000
  worst b forum F 0.800 P 0.667 R 1.000
";
    assert_eq!(printed.split_once('\n').unwrap().1, expected);
}

#[test]
fn the_headline_can_be_counted() {
    let printed = evaluate(&["--with-headline"]);
    let expected = "word-F1 0.5864  P 0.5265  R 0.7143   shingle-F1 0.1311  P 0.1429  R 0.1212";
    assert_eq!(printed.lines().nth(1), Some(expected));
}

#[test]
fn a_file_compared_with_itself_is_equal() {
    let results = format!("{SET}/results.jsonl");
    let output = Command::new(env!("CARGO_BIN_EXE_evaluate"))
        .args([SET, "--compare", &results, &results])
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("word-F1 +0.0000"), "{printed}");
    assert!(printed.contains("better on 0, worse on 0 of 4"), "{printed}");
}

#[test]
fn results_are_written_as_they_are_read() {
    let set = Set::load(SET.as_ref()).unwrap();
    let results = Results::load(format!("{SET}/results.jsonl").as_ref()).unwrap();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("results.jsonl");
    results.save(&path).unwrap();
    let again = Results::load(&path).unwrap();
    assert_eq!(again.n_missing(&set), results.n_missing(&set));
    for page in &set.pages {
        let (one, other) = (results.of(page), again.of(page));
        assert_eq!((one.text(true), &one.metadata), (other.text(true), &other.metadata));
    }
    assert!(results.save(&path.join("below-a-file")).unwrap_err().to_string().contains("below"));
}

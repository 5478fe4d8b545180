use std::io::BufReader;

use super::read_at_most;

fn lines(input: &str, max: usize) -> Vec<Option<String>> {
    // A buffer smaller than a line, so that lines come in pieces.
    let mut input = BufReader::with_capacity(3, input.as_bytes());
    std::iter::from_fn(|| read_at_most(&mut input, max).unwrap())
        .map(|line| line.ok().map(|line| String::from_utf8(line).unwrap()))
        .collect()
}

fn some(lines: &[&str]) -> Vec<Option<String>> {
    lines.iter().map(|line| Some((*line).to_owned())).collect()
}

#[test]
fn lines_come_without_their_ends() {
    assert_eq!(lines("one\ntwo", 100), some(&["one", "two"]));
    assert_eq!(lines("one\n\nthree\n", 100), some(&["one", "", "three"]));
    assert_eq!(lines("", 100), some(&[]));
}

#[test]
fn a_line_too_long_is_passed_over_alone() {
    assert_eq!(
        lines("12345\n123456\n1234567890123456\n12\n", 5),
        [Some("12345".to_owned()), None, None, Some("12".to_owned())],
    );
    assert_eq!(lines("123456", 5), [None]);
}

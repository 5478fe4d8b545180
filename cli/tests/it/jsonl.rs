use std::io::{BufRead, BufReader, Read, Write};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::run::{ARTICLE, gzip, run, start, text};

fn answers(arguments: &[&str], input: &str) -> Vec<Value> {
    let output = run(arguments, input.as_bytes());
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn each_form_of_a_page_is_answered() {
    // "<p>The bridge…" in UTF-8 as base64.
    let base64 = "PHA+VGhlIGJyaWRnZSByZW9wZW5lZC48L3A+";
    let compressed = data_encoding::BASE64.encode(&gzip(ARTICLE.as_bytes()));
    let input = format!(
        "{}\n{}\n{}\n{}\n",
        json!({ "id": "a", "html": ARTICLE, "url": "https://a.example/b" }),
        json!({ "id": 2, "text": "The bridge\nThe bridge reopened.", "url": null }),
        json!({ "id": [3], "html_base64": base64, "html": null }),
        json!({ "id": {}, "html_base64": compressed }),
    );
    let answers = answers(&["jsonl"], &input);
    assert_eq!(answers.len(), 4);
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(ids, [&json!("a"), &json!(2), &json!([3]), &json!({})]);
    for answer in [&answers[0], &answers[3]] {
        assert!(answer["body"].as_str().unwrap().contains("eleven kilometres"));
    }
    for answer in &answers {
        assert!(answer["body"].is_string() && answer["removed"].is_array(), "{answer}");
        assert!(answer.get("error").is_none());
    }
}

#[test]
fn a_bad_line_gets_an_error_and_the_rest_is_done() {
    let lines = [
        "no JSON".to_owned(),
        String::new(),
        "[1]".to_owned(),
        json!({ "id": 1 }).to_string(),
        json!({ "id": 2, "html": 7 }).to_string(),
        json!({ "id": 3, "html": "a", "text": "a" }).to_string(),
        json!({ "id": 4, "html_base64": "!" }).to_string(),
        json!({ "id": 5, "html": "a", "url": [] }).to_string(),
        "{\"id\": 6, \"html\": \"cut".to_owned(),
    ];
    let mut input = lines.join("\n");
    input.push_str(&format!("\n{}", json!({ "id": 7, "html": ARTICLE })));
    let answers = answers(&["jsonl"], &input);
    assert_eq!(answers.len(), lines.len() + 1);
    let (last, bad) = answers.split_last().unwrap();
    for answer in bad {
        assert_eq!(answer.as_object().unwrap().len(), 2, "{answer}");
        assert!(!answer["error"].as_str().unwrap().is_empty());
    }
    let ids: Vec<&Value> = bad.iter().map(|answer| &answer["id"]).collect();
    let null = &Value::Null;
    let expected = [null, null, null, &json!(1), &json!(2), &json!(3), &json!(4), &json!(5), null];
    assert_eq!(ids, expected);
    assert_eq!(last["id"], json!(7));
    assert!(last.get("error").is_none());
}

#[test]
fn bytes_that_are_not_utf_8_are_a_bad_line() {
    let output =
        run(&["jsonl"], b"{\"id\": 1, \"text\": \"\xff\"}\n{\"id\": 2, \"text\": \"a\"}\n");
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    assert!(lines[0].contains("error") && lines[1].starts_with("{\"id\":2,"));
}

#[test]
fn order_is_kept_whatever_the_number_of_threads() {
    let page = |n: usize| {
        // Every seventh page is much more work than its neighbours.
        let times = if n.is_multiple_of(7) { 200 } else { 1 };
        json!({ "id": n, "html": ARTICLE.repeat(times) }).to_string()
    };
    let input: Vec<String> = (0..300).map(page).collect();
    let input = input.join("\n");
    let one = answers(&["jsonl", "--threads", "1"], &input);
    let eight = answers(&["jsonl", "--threads", "8"], &input);
    let ids: Vec<u64> = eight.iter().map(|answer| answer["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, (0..300).collect::<Vec<u64>>());
    assert_eq!(one, eight);
}

#[test]
fn an_answer_comes_before_the_next_line_is_sent() {
    let mut child = start(&["jsonl"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for n in 0..3 {
        writeln!(stdin, "{}", json!({ "id": n, "text": "One." })).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!("{{\"id\":{n},")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_broken_pipe_is_no_error() {
    let mut child = start(&["jsonl"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let line = format!("{}\n", json!({ "id": 1, "html": ARTICLE.repeat(20) }));
    // Input that does not end: the program has to notice by itself.
    let writer = thread::spawn(move || while stdin.write_all(line.as_bytes()).is_ok() {});
    let mut first = String::new();
    stdout.read_line(&mut first).unwrap();
    drop(stdout);
    let status = child.wait().unwrap();
    writer.join().unwrap();
    let mut complaints = String::new();
    child.stderr.take().unwrap().read_to_string(&mut complaints).unwrap();
    assert_eq!((status.code(), complaints.as_str()), (Some(0), ""));
}

/// Peak memory of a process in kilobytes, as Linux counts it.
fn peak_memory(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn memory_does_not_grow_with_the_input() {
    let mut child = start(&["jsonl", "--threads", "2"]);
    let mut stdin = child.stdin.take().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let line = format!("{}\n", json!({ "id": 1, "text": "word ".repeat(20_000) }));
    // A reader that is slower than the program: what waits must wait outside.
    let reader = thread::spawn(move || {
        stdout.lines().inspect(|_| thread::sleep(Duration::from_micros(200))).count()
    });
    const LINES: usize = 2000;
    for _ in 0..LINES {
        stdin.write_all(line.as_bytes()).unwrap();
    }
    let peak = peak_memory(child.id());
    drop(stdin);
    assert_eq!(reader.join().unwrap(), LINES);
    assert!(child.wait().unwrap().success());
    // 200 MB went through.
    if let Some(peak) = peak {
        assert!(peak < 100_000, "{peak} kB");
    }
}

use serde_json::{Value, json};

use crate::run::{file, run, text};

const STORIES: [&str; 4] = [
    "The bridge over the river is open again after two years of work, the council said on Monday.",
    "Nobody had counted on the spring floods, which came three weeks early and took the crane away.",
    "In the end it cost a third more than planned, and most people say that it was worth the money.",
    "The crane was found in the reeds, eleven kilometres away, by two boys who were out to fish.",
];

const MOTTO: &str = "The paper of the valley since 1911";

fn page(nth: usize) -> String {
    format!("The Hill Paper\n{}\n{MOTTO}\n", STORIES[nth])
}

#[test]
fn files_of_one_site_tell_what_they_share() {
    let name = |nth: usize| file(&format!("site-{nth}.txt"), page(nth).as_bytes());
    let files: Vec<String> = (0..3).map(name).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let run = |more: &[&str]| run(&[more, files.as_slice()].concat(), page(3).as_bytes());
    assert_eq!(text(&run(&[]).stdout).matches(MOTTO).count(), 3);
    let output = run(&["--same-site"]);
    assert_eq!(text(&output.stdout).matches(MOTTO).count(), 0);
    assert!(STORIES[..3].iter().all(|story| text(&output.stdout).contains(story)));
    let explained = run(&["--same-site", "--explain", "-"]);
    assert!(text(&explained.stdout).contains("site-line"), "{}", text(&explained.stdout));
    assert!(text(&explained.stdout).contains("in the reeds"), "standard input is read but once");
    let missing = run(&["--same-site", "/no/such/file"]);
    assert_eq!(missing.status.code(), Some(2));
    assert_eq!(text(&missing.stderr).matches("/no/such/file").count(), 1);
}

fn lines(of: impl Fn(usize) -> Value) -> String {
    (0..3).map(|nth| format!("{}\n", of(nth))).collect()
}

fn bodies(sites: &str, pages: &str) -> Vec<String> {
    let output = run(&["jsonl", "--sites", sites], pages.as_bytes());
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
    let answers = text(&output.stdout).lines().map(serde_json::from_str::<Value>);
    answers.map(|answer| answer.unwrap()["body"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_learned_of_sites_is_used_by_name() {
    let of_paper = lines(|nth| json!({ "text": page(nth), "url": "https://www.Hill.example/a" }));
    let learned = run(&["learn"], of_paper.as_bytes());
    assert_eq!((learned.status.code(), text(&learned.stderr)), (Some(0), ""));
    assert_eq!(text(&learned.stdout).lines().count(), 1);
    let sites = file("sites.jsonl", &learned.stdout);
    let asked = |site: Value| format!("{}\n", json!({ "text": page(3), "site": site }));
    assert_eq!(bodies(&sites, &asked(json!("hill.example"))), [STORIES[3]]);
    assert!(bodies(&sites, &asked(json!("vale.example")))[0].contains(MOTTO));
    assert!(bodies(&sites, &asked(Value::Null))[0].contains(MOTTO));
}

#[test]
fn files_of_sites_may_be_joined() {
    let of = |nth: usize| format!("{}\n", json!({ "text": page(nth), "site": "hill" }));
    let parts = (0..3).map(|nth| run(&["learn"], of(nth).as_bytes()).stdout);
    let sites = file("joined.jsonl", &parts.collect::<Vec<_>>().concat());
    let asked = json!({ "text": page(3), "site": "hill" }).to_string();
    assert_eq!(bodies(&sites, &asked), [STORIES[3]]);
}

#[test]
fn bad_lines_and_files_are_named() {
    let bad =
        ["no JSON", "{\"text\": \"a\"}", "{\"site\": \"a\"}", "{\"site\": 1, \"text\": \"a\"}"];
    let output = run(&["learn"], bad.join("\n").as_bytes());
    assert_eq!(output.status.code(), Some(2));
    for nth in 1..=bad.len() {
        assert!(text(&output.stderr).contains(&format!("line {nth}: ")), "{nth}");
    }
    assert!(output.stdout.is_empty());
    for content in
        ["no JSON\n", "{\"site\": \"a\", \"learned\": \"AAAA\"}\n", "{\"site\": \"a\"}\n"]
    {
        let output = run(&["jsonl", "--sites", &file("bad.jsonl", content.as_bytes())], b"");
        assert_eq!(output.status.code(), Some(2), "{content}");
        assert!(text(&output.stderr).contains("bad.jsonl"), "{content}");
    }
}

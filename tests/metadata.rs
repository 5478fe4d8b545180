//! Runs the cases of `fixtures/metadata`, see the README there.

use std::fs;
use std::path::Path;

use serde_json::Value;
use unchrome::{Format, Options};

/// A value as a case writes it.
fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(written).collect::<Vec<_>>().join("; "),
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort();
            let pairs = names.iter().map(|name| format!("\"{name}\":{}", members[*name]));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

/// Runs one case; gives what is not as expected.
fn run(case: &str) -> Vec<String> {
    let (head, rest) = case.split_once("--- input\n").expect("a line '--- input'");
    let (input, expected) = rest.split_once("--- expected\n").expect("a line '--- expected'");
    let mut options = Options::new().with_format(Format::Html);
    for line in head.lines().skip(1) {
        options = match line.split_once(": ").expect("an option") {
            ("url", url) => options.with_url(url),
            ("reference", date) => options.with_reference_date(date),
            ("format", "text") => options.with_format(Format::Text),
            other => panic!("unknown option {other:?}"),
        };
    }
    let article = options.extract(input);
    let json = serde_json::to_value(article.metadata()).unwrap();
    let mut faults = Vec::new();
    for line in expected.lines().filter(|line| !line.is_empty()) {
        let (field, value) = line.split_once(':').expect("a field");
        let found = match field.strip_prefix("source.") {
            Some(field) => written(&json["sources"][field]),
            None if field == "headline" => article.headline().unwrap_or("").to_owned(),
            None => written(json.get(field).unwrap_or_else(|| panic!("no field {field}"))),
        };
        if found != value.trim() {
            faults.push(format!("{field}: expected {:?}, found {found:?}", value.trim()));
        }
    }
    assert!(expected.contains(':'), "a case without expectation");
    faults
}

#[test]
fn cases_of_all_sources() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/metadata");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let mut faults = Vec::new();
    let mut n_cases = 0;
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for case in text.split("\n== ").map(|case| case.trim_start_matches("== ")) {
            n_cases += 1;
            let name = case.lines().next().unwrap_or("");
            let file = file.file_stem().unwrap().to_string_lossy();
            faults.extend(run(case).iter().map(|fault| format!("{file}/{name}: {fault}")));
        }
    }
    assert!(n_cases >= 100, "only {n_cases} cases found");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn claims_and_sources_are_kept() {
    let page = "<title>Bridge reopens | Example</title><h1>Bridge reopens</h1>\
                <meta name=author content='Ana Silva'>";
    let article = unchrome::extract(page);
    let titles: Vec<_> =
        article.metadata().claims("title").map(|claim| claim.value.as_str()).collect();
    assert!(titles.contains(&"Bridge reopens | Example"));
    assert_eq!(article.metadata().claims("author").count(), 1);
    assert_eq!(article.metadata().claims("no such field").count(), 0);
}

#[test]
fn every_path_leads_to_a_person() {
    let tables = [
        ("author", include_str!("../src/metadata/data/author_paths.txt")),
        ("member", include_str!("../src/metadata/data/member_paths.txt")),
    ];
    for (field, table) in tables {
        for path in table.lines().filter(|line| !line.starts_with('#')) {
            let n_claims = |address: String| {
                let page = format!("<h1>Bridge reopens</h1><p><a href='{address}'>Ana Silva</a>");
                unchrome::extract(&page).metadata().claims(field).count()
            };
            assert_eq!(n_claims(format!("/{path}/ana")), 1, "{path}");
            assert_eq!(n_claims(format!("{path}?id=7")), 1, "{path}");
            assert_eq!(n_claims(format!("/{path}")), 0, "{path}");
        }
    }
}

/// Seconds that a page may take in a test build: linear pages take a tenth.
const LONGEST: f64 = 5.0;

#[test]
fn hostile_pages_end_soon() {
    let n = 100_000;
    let pages = [
        format!("<script type=application/ld+json>{}</script>", "[".repeat(n)),
        format!("<script type=application/ld+json>{}</script>", "{\"a\":".repeat(n)),
        format!("<script type=application/ld+json>{}</script>", "{\"a\":\"".repeat(n)),
        format!("<script type=application/ld+json>[1{}</script>", ", ".repeat(n)),
        format!("<script type=application/ld+json>{}{}</script>", " ".repeat(n), "}".repeat(n)),
        format!(
            "<script type=application/ld+json>[{}]</script>",
            "{\"@type\":\"Article\",\"headline\":\"a\"},".repeat(n)
        ),
        "<meta name=author content='Ana Silva'>".repeat(n),
        "<meta property=og:title content='Bridge - a - b - c'>".repeat(n),
        "<time datetime=2024-05-03>3 May 2024</time><p>".repeat(n),
        "<p class=author>By Ana Silva, 3 May 2024</p>".repeat(n),
        format!("<title>{}</title>", " | a".repeat(n)),
        format!("<title>{}</title>", "a-".repeat(n)),
        "<h1>Bridge reopens</h1>".repeat(n),
        format!("<meta name=author content='{}'>", "by ".repeat(n)),
        format!(
            "<div itemprop=author itemscope itemtype=x>{}",
            "<div itemprop=author itemscope itemtype=x>".repeat(n)
        ),
    ];
    for page in pages {
        let start = std::time::Instant::now();
        let article = unchrome::extract(&page);
        let seconds = start.elapsed().as_secs_f64();
        assert!(seconds < LONGEST, "{seconds} s: {}", page.chars().take(60).collect::<String>());
        assert!(serde_json::to_string(article.metadata()).is_ok());
    }
}

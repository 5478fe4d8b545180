//! What is learned of the sites of a set's pages.

use std::fs;
use std::path::Path;
use std::process::Command;

const STORIES: [&str; 4] = [
    "The bridge over the river is open again after two years of work, the council said on Monday.",
    "Nobody had counted on the spring floods, which came three weeks early and took the crane away.",
    "In the end it cost a third more than planned, and most people say that it was worth the money.",
    "The crane was found in the reeds, eleven kilometres away, by two boys who were out to fish.",
];

#[test]
fn pages_of_a_site_are_scored_without_and_with_what_they_share() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sites");
    fs::create_dir_all(folder.join("html")).unwrap();
    let mut lines = String::new();
    for (nth, story) in STORIES.iter().enumerate() {
        // The last one stands alone on its site.
        let site = if nth == 3 { "vale" } else { "hill" };
        lines += &format!(
            "{{\"id\": \"{nth}\", \"url\": \"https://{site}.example/{nth}\", \"page_type\": \
             \"article\", \"text\": \"{story}\"}}\n"
        );
        let page = format!(
            "<div>The Hill Paper</div><p>{story}</p><p>The paper of the valley since 1911</p>"
        );
        fs::write(folder.join("html").join(format!("{nth}.html")), page).unwrap();
    }
    fs::write(folder.join("gt.jsonl"), lines).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_evaluate"))
        .args([folder.to_str().unwrap(), "--sites", "--input", "lines"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    let of = |name: &str| {
        let mut lines = printed.lines().skip_while(|line| !line.contains(name));
        assert!(lines.next().is_some_and(|line| line.contains("3 pages")), "{printed}");
        lines.next().unwrap().split_whitespace().nth(1).unwrap().parse::<f64>().unwrap()
    };
    assert!(of("(lines):") < 0.95 && of("(lines, with sites):") == 1.0, "{printed}");
}

use super::{at, is_mark, parted};
use crate::plain::lines::split;

fn without(line: &str) -> &str {
    let lines = parted(line, split(line));
    assert!(lines.len() == 1 || is_mark(lines[1].text(line)), "{line}");
    lines[0].text(line)
}

#[test]
fn a_mark_is_no_part_of_the_heading() {
    assert_eq!(without("History[edit]"), "History");
    let two = "History (1931) [ edit | edit source ]\nIt was built in May.\nDesign [edit]";
    let lines: Vec<&str> = parted(two, split(two)).into_iter().map(|line| line.text(two)).collect();
    let [history, mark, story, design, last] = lines.as_slice() else { panic!("{lines:?}") };
    assert_eq!([*history, *mark], ["History (1931)", "[ edit | edit source ]"]);
    assert_eq!([*story, *design, *last], ["It was built in May.", "Design", "[edit]"]);
    assert_eq!(without("I found it [edit]"), "I found it [edit]", "one alone may be a writer's");
}

#[test]
fn marks_may_be_links() {
    let markdown = "Design[[edit](/w/index.php?title=X&action=edit \"Edit section: Design\") | \
                    [edit source](/w/index.php?title=X)]";
    assert_eq!(without(markdown), "Design");
    assert_eq!(without("Design\\[[edit](https://a.example/w/index.php)]"), "Design");
    assert_eq!(without("Design[[12]edit]"), "Design");
    assert_eq!(without("Geschichte[Bearbeiten | Quelltext bearbeiten]"), "Geschichte");
}

#[test]
fn what_is_said_in_brackets_stays() {
    for line in [
        "[edit]",
        "Nobody knew it then. [edit]",
        "Which of them[1]",
        "History[edit",
        "The second edition [edit and foreword by J. Miller]",
        "[edit](/w/index.php)",
        "History[[edit](/w/index.php]",
        "History[]",
    ] {
        assert_eq!(at(line), None, "{line}");
        assert_eq!(without(line), line);
    }
    assert_eq!(at(&format!("History{}", "[".repeat(900))), None);
}

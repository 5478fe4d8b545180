use serde_json::Value;

use crate::run::{ARTICLE, file, gzip, run, text};

#[test]
fn an_article_found_is_0_and_none_is_1() {
    let found = run(&["-"], ARTICLE.as_bytes());
    assert_eq!(found.status.code(), Some(0));
    assert!(text(&found.stdout).contains("reopened on Monday"));
    assert_eq!(text(&found.stderr), "");
    assert_eq!(run(&["-"], b"").status.code(), Some(1));
    assert_eq!(run(&[], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").status.code(), Some(1));
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_done() {
    let page = file("named.html", ARTICLE.as_bytes());
    let output = run(&["--format", "json", "no-such-file.html", &page], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("unchrome: no-such-file.html: "));
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["file"], Value::from(page));
    let directory = run(&[env!("CARGO_TARGET_TMPDIR")], b"");
    assert_eq!(directory.status.code(), Some(2));
    assert!(text(&directory.stderr).contains(env!("CARGO_TARGET_TMPDIR")));
}

#[test]
fn compressed_pages_are_read_even_if_they_break_off() {
    let whole = gzip(ARTICLE.as_bytes());
    let plain = run(&[], ARTICLE.as_bytes());
    assert_eq!(run(&[], &whole).stdout, plain.stdout);
    assert_eq!(run(&[&file("page.html.gz", &whole)], b"").stdout, plain.stdout);
    let several = [gzip(&ARTICLE.as_bytes()[..100]), gzip(&ARTICLE.as_bytes()[100..])].concat();
    assert_eq!(run(&[], &several).stdout, plain.stdout);
    let (without_end, damaged) = (&whole[..whole.len() - 8], [&whole[..], b"more"].concat());
    assert_eq!(run(&[], without_end).stdout, plain.stdout);
    assert_eq!(run(&[], &damaged).stdout, plain.stdout);
    for nothing in [&b"\x1f\x8b"[..], b"\x1f\x8b\x08\0\0\0\0\0\0\xff\xff\xff"] {
        assert_eq!(run(&["--format", "json"], nothing).status.code(), Some(1), "{nothing:?}");
    }
}

#[test]
fn wrong_arguments_are_2() {
    for arguments in [&["--no-such-option"][..], &["--input", "pdf"], &["jsonl", "--threads", "0"]]
    {
        assert_eq!(run(arguments, b"").status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(run(&["--help"], b"").status.code(), Some(0));
    assert_eq!(run(&["--version"], b"").status.code(), Some(0));
}

#[test]
fn every_format_has_the_body() {
    for format in ["text", "markdown", "html", "json"] {
        let output = run(&["--format", format, "-"], ARTICLE.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert!(text(&output.stdout).contains("a detour of eleven kilometres"), "{format}");
        assert!(output.stdout.ends_with(b"\n"), "{format}");
    }
}

#[test]
fn json_is_one_object_on_one_line() {
    let output = run(&["--format", "json", "--url", "http://a.example/b"], ARTICLE.as_bytes());
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    assert_eq!(lines.len(), 1);
    let object: Value = serde_json::from_str(lines[0]).unwrap();
    assert!(object["body"].as_str().unwrap().contains("\n\n"));
    for key in ["headline", "blocks", "metadata", "removed"] {
        assert!(object.get(key).is_some(), "{key}");
    }
}

#[test]
fn several_files_come_each_under_its_name() {
    let (one, two) = (file("one.html", ARTICLE.as_bytes()), file("two.html", ARTICLE.as_bytes()));
    let output = run(&[&one, &two], b"");
    let headers: Vec<&str> =
        text(&output.stdout).lines().filter(|line| line.starts_with("==>")).collect();
    assert_eq!(headers, [format!("==> {one} <=="), format!("==> {two} <==")]);
}

#[test]
fn the_input_can_be_set() {
    let output = run(&["--input", "text", "--explain"], b"<p>Not a paragraph</p>\n");
    assert!(text(&output.stdout).contains("<p>Not a paragraph</p>"));
    let output = run(&["--input", "html", "--explain"], b"<p>A paragraph</p>\n");
    assert!(!text(&output.stdout).contains("<p>"));
}

#[test]
fn explain_has_every_piece_in_order_and_no_colour_in_a_pipe() {
    let lines: Vec<String> = (0..20).map(|n| format!("Line number {n} of the page")).collect();
    let output = run(&["--explain", "--input", "text"], lines.join("\n").as_bytes());
    let explained = text(&output.stdout);
    assert!(!explained.contains('\x1b'));
    let mut rest = explained;
    for line in &lines {
        let (before, after) = rest.split_once(line.as_str()).unwrap();
        assert!(before.trim_start().starts_with(['+', '-']), "{before}");
        rest = after;
    }
}

#[test]
fn explain_lines_columns_up_whatever_the_label() {
    let story = "<p>The bridge over the river reopened on Monday, after two years of work.</p>";
    let around = "<p>Skip to content</p><ul><li><a href=/a>Get started</a></ul>";
    let page = format!("{around}<h1>Bridge reopens</h1>{}", story.repeat(6));
    let output = run(&["--explain", "--input", "html"], page.as_bytes());
    let explained = text(&output.stdout);
    let ends = explained.lines().map(|line| line.find(" 0.").map(|at| at + " 0.00".len()));
    let ends: Vec<Option<usize>> = ends.collect();
    assert!(explained.contains("call_to_action") && explained.contains("skip_link"), "{explained}");
    assert!(
        ends.len() == 9 && ends.iter().all(|end| end.is_some() && *end == ends[0]),
        "{explained}"
    );
}

#[test]
fn explain_tells_the_evidence_of_the_judge() {
    let story = "<p>The bridge over the river reopened on Monday, after two years of work.</p>";
    let page = format!("<div class=box><a href=/a>Our best pies</a></div>{}", story.repeat(6));
    let output = run(&["--explain", "--input", "html"], page.as_bytes());
    assert!(
        text(&output.stdout).contains("judge: chrome_words, all_links "),
        "{}",
        text(&output.stdout)
    );
    let json = |arguments: &[&str]| -> serde_json::Value {
        let arguments = [&["--format", "json", "--input", "html"], arguments].concat();
        serde_json::from_slice(&run(&arguments, page.as_bytes()).stdout).unwrap()
    };
    let (plain, explained) = (json(&[]), json(&["--explain"]));
    assert_eq!(plain, explained);
    let removed = &plain["removed"][0];
    assert_eq!(removed["evidence"], serde_json::json!(["chrome_words", "all_links"]), "{plain}");
    let reason = removed["reason"].as_str().unwrap().to_owned();
    assert!(
        reason.starts_with("judge: ")
            && reason.ends_with("; worded like chrome, all of it is links"),
        "{reason}"
    );
}

#[test]
fn escapes_of_a_page_do_not_reach_the_terminal() {
    let output = run(&["--explain", "--input", "text"], b"red \x1b[31malert\x07 here\nmore\n");
    assert!(!output.stdout.contains(&b'\x1b') && !output.stdout.contains(&b'\x07'));
}

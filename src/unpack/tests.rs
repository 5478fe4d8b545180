use super::{Unpacked, unpack};

const PAGE: &str = "<!DOCTYPE html>\n<html lang=\"de\"><body class=\"a\">\n<p title=\"Zwei\">Die Brücke ist „offen“, \
    sagte Ann's Vater.</p>\n<p>Ende &amp; aus</p>\n</body></html>";

fn html_of(input: &str) -> Option<String> {
    unpack(input).map(|unpacked| unpacked.html)
}

/// The page as a string of JSON.
fn json() -> String {
    serde_json::to_string(PAGE).unwrap()
}

fn references() -> String {
    PAGE.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[test]
fn pages_are_taken_out_of_json() {
    assert_eq!(html_of(&json()), Some(PAGE.to_owned()));
    let record = format!(
        r#"{{"status": [200, -1, 0.5, null, true], "title": "<p>A</p>", "response": {{"html": {}}}, "url": "https://example.org/a"}}"#,
        json()
    );
    let url = Some("https://example.org/a".to_owned());
    assert_eq!(unpack(&record), Some(Unpacked { html: PAGE.to_owned(), url }));
    assert_eq!(html_of(&format!("[{record}]")), Some(PAGE.to_owned()));
}

#[test]
fn json_without_a_page_and_unfinished_json_are_left_alone() {
    for input in [
        r#"{"text": "The bridge is open.\nThey said so."}"#,
        r#"["a < b"]"#,
        r#""a <p> b""#,
        "{",
        "",
    ] {
        assert_eq!(unpack(input), None, "{input}");
    }
    let unfinished = json();
    assert_eq!(unpack(&format!("[{unfinished}")), None);
}

#[test]
fn pages_of_character_references_are_read() {
    assert_eq!(html_of(&references()), Some(PAGE.to_owned()));
    assert_eq!(
        html_of(&references().replace('&', "&amp;")),
        Some(PAGE.to_owned()),
        "escaped twice"
    );
    let in_json = serde_json::to_string(&references()).unwrap();
    assert_eq!(html_of(&in_json), Some(PAGE.to_owned()));
    assert_eq!(unpack("&lt; is less than, &gt; is greater than."), None);
}

#[test]
fn pages_with_backslashes_are_read() {
    let inner = json();
    let inner = inner.trim_matches('"');
    assert_eq!(html_of(inner), Some(PAGE.to_owned()));
    let ascii = inner.replace('„', "\\u201e").replace('ü', "\\u00fc").replace('“', "\\u201c");
    assert_eq!(html_of(&ascii), Some(PAGE.to_owned()));
    let smile = PAGE.replace("Ende", "\u{1f600}");
    let escaped = inner.replace("Ende", "\\ud83d\\ude00");
    assert_eq!(html_of(&escaped), Some(smile));
    assert_eq!(
        html_of(&inner.replace("Ende", "\\ud83d \\q \\u12")).map(|html| html.len()),
        Some(PAGE.len() + 10)
    );
}

#[test]
fn pages_whose_scripts_have_backslashes_are_left_alone() {
    let page = PAGE.replace(
        "<body",
        r#"<script>x = "<a href=\"b\">\n<b c=\"d\">\n<e f=\"g\">"</script><body"#,
    );
    assert_eq!(unpack(&page), None);
    assert_eq!(unpack(PAGE), None);
}

#[test]
fn what_python_prints_of_bytes_and_strings_is_read() {
    let escaped = PAGE.replace('\n', "\\n").replace('\'', "\\'");
    let bytes: String =
        escaped
            .bytes()
            .map(|byte| {
                if byte.is_ascii() {
                    char::from(byte).to_string()
                } else {
                    format!("\\x{byte:02x}")
                }
            })
            .collect();
    assert_eq!(html_of(&format!("b'{bytes}'")), Some(PAGE.to_owned()));
    assert_eq!(html_of(&format!("b'{bytes}")), Some(PAGE.to_owned()), "cut off");
    let text = escaped.replace('ü', "\\xfc");
    assert_eq!(html_of(&format!("'{text}'")), Some(PAGE.to_owned()));
    assert_eq!(unpack("b'abc' is a literal of Python."), None);
    assert_eq!(unpack("'<' means less."), None);
}

const HEAD: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b--\"\r\n\r\n\r\n";

fn message(encoding: &str, body: &str) -> String {
    format!(
        "{HEAD}----b--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n\
         ----b--\r\nContent-Type: text/css\r\nContent-Location: cid:css@mhtml.blink\r\n\r\np {{ margin: 0 }}\r\n----b----\r\n"
    )
}

#[test]
fn pages_are_taken_out_of_messages() {
    let printable: String = PAGE
        .bytes()
        .map(|byte| match byte {
            b'=' => "=3D".to_owned(),
            b'\n' => "\r\n".to_owned(),
            _ if byte.is_ascii() => char::from(byte).to_string(),
            _ => format!("={byte:02X}"),
        })
        .collect();
    let broken = printable.replace("sagte ", "sag=\r\nte ");
    let unpacked = unpack(&message("quoted-printable", &broken)).expect("a page");
    assert_eq!(unpacked.html.replace('\r', "").trim_end(), PAGE);
    assert_eq!(unpacked.url.as_deref(), Some("https://example.org/a"));
    let bare = "Mime-Version: 1.0\ncontent-type: text/html\n\n<p>The bridge is open.</p>\n";
    assert_eq!(html_of(bare).as_deref(), Some("<p>The bridge is open.</p>"));
    let letter = format!("Subject: Open & <free>\n{bare}");
    let titled = "<title>Open &amp; &lt;free></title><p>The bridge is open.</p>";
    assert_eq!(html_of(&letter).as_deref(), Some(titled));
    let has_title = letter.replace("<p>", "<TITLE>A</TITLE><p>");
    assert_eq!(html_of(&has_title).as_deref(), Some("<TITLE>A</TITLE><p>The bridge is open.</p>"));
    let fields = "a:\n".repeat(20_000);
    assert_eq!(unpack(&bare.replace("\n\n", &format!("\n{fields}\n"))), None, "fields without end");
}

#[test]
fn messages_without_html_are_left_alone() {
    let plain = message("8bit", PAGE).replace("text/html", "text/plain");
    assert_eq!(unpack(&plain), None);
    assert_eq!(unpack(&message("8bit", "The bridge is open.")), None);
    assert_eq!(unpack("Title: A\n\nA page about MIME-Version: and Content-Type: fields."), None);
}

#[test]
fn heads_of_responses_are_taken_off() {
    let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}");
    assert_eq!(html_of(&response), Some(PAGE.to_owned()));
    let moved = format!("HTTP/2 301\nlocation: https://example.org/a\n\n{response}");
    assert_eq!(html_of(&moved), Some(PAGE.to_owned()));
    for text in ["HTTP/1.1 is a protocol.\n\nIt has heads.", "HTTP/1.1 200 OK", "WARC/1.0\n\n"] {
        assert_eq!(unpack(text), None, "{text}");
    }
}

#[test]
fn the_first_response_of_an_archive_is_taken_with_its_address() {
    let record = |kind: &str, content: &str| {
        let address = "WARC-Target-URI: <https://example.org/a>\r\nContent-Length: 9";
        format!("WARC/1.0\r\nWARC-Type: {kind}\r\n{address}\r\n\r\n{content}\r\n\r\n")
    };
    let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}");
    let archive = [
        record("warcinfo", "software: a crawler"),
        record("request", "GET /a HTTP/1.1\r\nHost: example.org"),
        record("response", &response),
        record("response", "HTTP/1.1 200 OK\r\n\r\n<html><p>Another page.</html>"),
    ];
    let url = Some("https://example.org/a".to_owned());
    let page = Some(Unpacked { html: PAGE.to_owned(), url });
    assert_eq!(unpack(&archive.concat()), page);
    assert_eq!(unpack(&record("resource", PAGE)), page);
    assert_eq!(unpack(&archive[..2].concat()), None);
}

//! Four times the input takes about four times the time, whatever there is more of.

use std::hint::black_box;
use std::time::{Duration, Instant};

use unchrome::{Format, Options};

const SENTENCE: &str = "The bridge over the river reopened on Monday, after two years of work. ";

/// What there is `n` of on a page.
type Make = fn(usize) -> String;

/// The least time of a few runs: what other tests take from this one is in none of them, or in all.
const RUNS: usize = 3;

/// Time may grow by this much where the input grows fourfold. Quadratic growth is sixteenfold;
/// between the two lies what caches and busy machines cost.
const MOST: f64 = 9.0;

/// Below this, a measurement says nothing.
const LEAST: Duration = Duration::from_millis(4);

fn time(format: Format, page: &str) -> Duration {
    let options = Options::new().with_format(format);
    let run = || {
        let start = Instant::now();
        let article = options.extract(black_box(page));
        black_box(article.to_markdown());
        start.elapsed()
    };
    (0..RUNS).map(|_| run()).min().unwrap_or_default()
}

#[track_caller]
fn assert_linear(format: Format, cases: &[(&str, usize, Make)]) {
    let mut faults = Vec::new();
    for (what, n, make) in cases {
        let (small, large) = (make(*n), make(4 * n));
        let (before, after) = (time(format, &small), time(format, &large));
        let ratio = after.as_secs_f64() / before.max(LEAST).as_secs_f64();
        // A machine that was busy the first time may be idle the second.
        let ratio = if ratio > MOST {
            time(format, &large).as_secs_f64() / time(format, &small).max(LEAST).as_secs_f64()
        } else {
            ratio
        };
        if ratio > MOST {
            faults.push(format!("{what}: {ratio:.1} times, from {before:?} to {after:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn numbered(n: usize, unit: impl Fn(usize) -> String) -> String {
    (0..n).map(unit).collect()
}

fn with_json_ld(json: &str) -> String {
    format!("<script type=\"application/ld+json\">{json}</script><p>{SENTENCE}</p>")
}

#[test]
fn html() {
    assert_linear(
        Format::Html,
        &[
            ("paragraphs", 2_000, |n| format!("<p>{SENTENCE}{SENTENCE}</p>\n").repeat(n)),
            ("one block", 8_000, |n| format!("<p>{}</p>", SENTENCE.repeat(n))),
            ("nesting", 40_000, |n| format!("{}{SENTENCE}", "<div>".repeat(n))),
            ("siblings", 20_000, |n| numbered(n, |i| format!("<div class=c{i}>x{i}</div>"))),
            ("attributes", 20_000, |n| {
                format!("<p {}>{SENTENCE}", numbered(n, |i| format!("a{i}=b ")))
            }),
            ("classes", 40_000, |n| {
                format!("<p class='{}'>{SENTENCE}", numbered(n, |i| format!("c{i} ")))
            }),
            ("identical blocks", 5_000, |n| format!("<p>{SENTENCE}</p>").repeat(n)),
            ("links in a block", 10_000, |n| format!("<p>{}", "<a href=/x>Read</a> so ".repeat(n))),
            ("menus", 10_000, |n| "<ul><li><a href=/x>Home</a></ul>".repeat(n)),
            ("share bars", 5_000, |n| "<p>Facebook<p>Twitter<p>Copy link".repeat(n)),
            ("metadata", 20_000, |n| {
                numbered(n, |i| format!("<meta property=article:tag content=t{i}>"))
            }),
            ("authors", 5_000, |n| {
                numbered(n, |i| format!("<span class=author>By Ana Silva {i}</span><br>"))
            }),
            ("JSON-LD, long", 10_000, |n| {
                let items = numbered(n, |i| format!("{{\"@type\":\"Person\",\"name\":\"A{i}\"}},"));
                with_json_ld(&format!("[{items}0]"))
            }),
            ("JSON-LD, deep", 50_000, |n| {
                with_json_ld(&format!("{}0{}", "{\"a\":[".repeat(n), "]}".repeat(n)))
            }),
            ("scripts", 5_000, |n| with_json_ld("{\"@type\":\"Article\"}").repeat(n)),
            ("open formatting", 10_000, |n| numbered(n, |i| format!("<p><b id={i}>x"))),
            ("tables in tables", 10_000, |n| "<table><tr><td>x".repeat(n)),
            ("cells", 10_000, |n| format!("<table>{}", "<tr><td>1<td>2".repeat(n))),
            ("lists in lists", 10_000, |n| "<ul><li>x".repeat(n)),
            ("headings", 5_000, |n| numbered(n, |i| format!("<h2>Part {i}</h2><p>{SENTENCE}"))),
            ("images", 5_000, |n| numbered(n, |i| format!("<img src=i{i}.jpg alt=x>"))),
            ("notes", 3_000, |n| {
                numbered(n, |i| format!("<p>{SENTENCE}<a href=#f{i} id=r{i}>{i}</a>"))
                    + &numbered(n, |i| format!("<li id=f{i}>Note {i} <a href=#r{i}>back</a>"))
            }),
            ("comments", 3_000, |n| {
                format!(
                    "<div class=comments>{}</div>",
                    "<div class=comment><b class=author>Ann</b>\
                    <p>I was there and saw it.</p></div>"
                        .repeat(n)
                )
            }),
            ("comment headings", 5_000, |n| {
                format!("<title>A title</title><h1>A title</h1><p>{}", SENTENCE.repeat(9))
                    + &"<h3>Comments</h3><p>x<p>y".repeat(n)
            }),
            ("forms", 10_000, |n| "<form><div>x</form>".repeat(n)),
            ("references", 100_000, |n| format!("<p>{}", "&amp;&#65;".repeat(n))),
            ("unclosed comments", 100_000, |n| "<!--".repeat(n)),
            ("unclosed formulas", 10_000, |n| "<p>x</p>".to_owned() + &"<math></p>".repeat(n)),
            ("lists without items", 2_000, |n| "x<ul>".repeat(n)),
        ],
    );
}

#[test]
fn text() {
    assert_linear(
        Format::Text,
        &[
            ("lines", 5_000, |n| format!("{SENTENCE}{SENTENCE}\n").repeat(n)),
            ("short lines", 20_000, |n| numbered(n, |i| format!("Item {i}\n"))),
            ("share bars", 10_000, |n| "Copy link\nTwitter\nFacebook\n".repeat(n)),
            ("addresses", 4_000, |n| {
                "Physical Address\n304 North Cardinal St.\nDorchester Center, MA 02124\n".repeat(n)
            }),
            ("one line", 20_000, |n| SENTENCE.repeat(n)),
            ("one word", 500_000, |n| "w".repeat(n)),
            ("words run together", 40_000, |n| "HomeAbout".repeat(n)),
            ("words without sentences", 40_000, |n| "Share This Article Home ".repeat(n)),
            ("Chinese on one line", 20_000, |n| "新闻 今天开始。 ".repeat(n)),
            ("columns", 2_000, |n| {
                format!("Menu    {SENTENCE}{SENTENCE}\n\n        {SENTENCE}\n").repeat(n)
            }),
            ("gaps of a line", 40_000, |n| format!("{0}\n{0}\n{0}\n", "a  ".repeat(n))),
            ("ragged gaps", 1_000, |n| {
                numbered(n, |i| format!("{}  y\n", "x".repeat(3 * (n - i) % 600)))
                    + &"a\n".repeat(10 * n)
            }),
            ("numbered links", 5_000, |n| {
                numbered(n, |i| format!("   [{}]News [sic] [\n", i + 1))
                    + &numbered(n, |i| format!("{:4}. https://a.example/{i}\n", i + 1))
            }),
            ("references", 2_000, |n| {
                numbered(n, |i| format!("* [News {i}][{i}] [x [y] [{i}\n"))
                    + &numbered(n, |i| format!("[{i}]: /news/{i}\n"))
            }),
            ("cells in a row", 10_000, |n| "| [a](/b) [[ text ".repeat(n)),
            ("blank lines", 500_000, |n| "\n".repeat(n) + SENTENCE),
        ],
    );
}

#[test]
fn packed() {
    const HEAD: &str =
        "MIME-Version: 1.0\nSubject: x\nContent-Type: multipart/related; boundary=b\n\n";
    const PART: &str = "--b\nContent-Type: text/html\n\n";
    assert_linear(
        Format::Auto,
        &[
            ("parts", 5_000, |n| HEAD.to_owned() + &format!("{PART}<p>x</p>\n").repeat(n)),
            ("parts in parts", 1_000, |n| {
                let part =
                    |i| format!("--b{i}\nContent-Type: multipart/mixed; boundary=b{}\n\n", i + 1);
                HEAD.replace("boundary=b", "boundary=b0") + &numbered(n, part)
            }),
            ("fields", 20_000, |n| {
                let fields = numbered(n, |i| format!("X-Field-{i}: x\n"));
                let page = format!("{fields}\n<p>{SENTENCE}");
                format!("Subject: x\nMIME-Version: 1.0\nContent-Type: text/html\n{page}")
            }),
            ("soft line breaks", 20_000, |n| {
                let encoding = "text/html\nContent-Transfer-Encoding: quoted-printable";
                HEAD.to_owned()
                    + &PART.replace("text/html", encoding)
                    + "<p>"
                    + &"so=\n".repeat(n)
                    + "</p>"
            }),
            ("records", 5_000, |n| {
                let record = |i| format!("{{\"url\":\"/{i}\",\"html\":\"<p>{SENTENCE}</p>\"}},");
                format!("[{}0]", numbered(n, record))
            }),
            ("heads of responses", 20_000, |n| {
                format!("{}<html><p>{SENTENCE}", "HTTP/1.1 302 Found\nlocation: /\n\n".repeat(n))
            }),
            ("records of an archive", 20_000, |n| {
                let record = "WARC/1.0\r\nWARC-Type: request\r\n\r\nGET /\r\n\r\n";
                record.repeat(n) + "WARC/1.0\r\nWARC-Type: response\r\n\r\n<html><p>x"
            }),
            ("references", 10_000, |n| "&lt;p&gt;so".repeat(n)),
            ("backslashes", 5_000, |n| "<p class=\\\"a\\\">\\n\\u00e4\\q".repeat(n)),
            ("bytes", 5_000, |n| format!("b'{}", "<p>\\xe2\\x80\\x99\\n".repeat(n))),
        ],
    );
}

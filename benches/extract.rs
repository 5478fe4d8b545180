//! How fast pages are read: `cargo bench`.
//!
//! Pages are made here, so that they are the same everywhere: paragraphs with links between menus,
//! teasers and share bars. Throughput is in bytes of input; it should not fall with size.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use unchrome::{Format, Options};

/// Paragraphs on a page: a note, a news article, a long read, a book.
const SIZES: [usize; 4] = [3, 15, 100, 3000];

const SENTENCES: [&str; 5] = [
    "The bridge over the river reopened on Monday, after two years of work.",
    "Drivers had to take a detour of eleven kilometres while the piers were replaced one by one.",
    "“We found foundations that were on none of the drawings,” the engineer said, and shrugged.",
    "Nobody had counted on the spring floods, which came three weeks early and took the crane.",
    "In the end it cost a third more than planned, and most people in town say it was worth it.",
];

fn paragraph(n: usize) -> String {
    let sentences: Vec<&str> = (0..4).map(|i| SENTENCES[(n * 3 + i * 2) % 5]).collect();
    sentences.join(" ")
}

fn html(n_paragraphs: usize) -> String {
    let mut page = String::from(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Bridge reopens | Courier\
         </title><meta property=\"og:title\" content=\"Bridge reopens\"><script>var a = 1;</script>\
         </head><body class=\"single post\"><nav class=\"menu main-menu\"><ul>",
    );
    for item in ["Home", "News", "Business", "Sport", "Culture", "Weather"] {
        write!(page, "<li class=\"menu-item\"><a href=\"/{item}\">{item}</a></li>").unwrap();
    }
    page.push_str("</ul></nav><main><article class=\"post\"><h1>Bridge reopens</h1>");
    for n in 0..n_paragraphs {
        let text = paragraph(n).replacen("river", "<a href=\"/river\">river</a>", 1);
        writeln!(page, "<p class=\"text\">{text}</p>").unwrap();
        if n % 5 == 4 {
            write!(
                page,
                "<div class=\"teaser related\"><a href=\"/s{n}\"><img src=\"/i{n}.jpg\" alt=\"\">\
                 Another story of the day, number {n}</a><span>{n} comments</span></div>"
            )
            .unwrap();
        }
    }
    page.push_str(
        "</article><ul class=\"share\"><li>Facebook</li><li>Twitter</li><li>Copy link</li></ul>\
         </main><footer><p>All rights reserved.</p></footer></body></html>",
    );
    page
}

fn text(n_paragraphs: usize) -> String {
    let mut page = String::from("Home\nNews\nBusiness\nSport\nBridge reopens\nFacebook\nTwitter\n");
    for n in 0..n_paragraphs {
        writeln!(page, "{}", paragraph(n)).unwrap();
        if n % 5 == 4 {
            writeln!(page, "Another story of the day, number {n}\n{n} comments").unwrap();
        }
    }
    page.push_str("Facebook\nTwitter\nCopy link\nAll rights reserved.\n");
    page
}

/// Bytes to article. Text should be several times as fast as HTML.
fn whole(criterion: &mut Criterion) {
    for (name, format) in [("whole/html", Format::Html), ("whole/text", Format::Text)] {
        let mut group = criterion.benchmark_group(name);
        let options = Options::new().with_format(format);
        for size in SIZES {
            let page = if format == Format::Html { html(size) } else { text(size) };
            group.throughput(Throughput::Bytes(page.len() as u64));
            group.bench_with_input(
                BenchmarkId::from_parameter(page.len()),
                &page,
                |bench, page| {
                    bench.iter(|| options.extract(black_box(page)));
                },
            );
        }
        group.finish();
    }
}

/// Article to string; against `whole`, hardly anything.
fn render(criterion: &mut Criterion) {
    let page = html(100);
    let article = unchrome::extract(&page);
    let mut group = criterion.benchmark_group("render");
    group.throughput(Throughput::Bytes(page.len() as u64));
    group.bench_function("text", |bench| bench.iter(|| black_box(&article).to_text()));
    group.bench_function("markdown", |bench| bench.iter(|| black_box(&article).to_markdown()));
    group.bench_function("html", |bench| bench.iter(|| black_box(&article).to_html()));
    group.bench_function("json", |bench| bench.iter(|| black_box(&article).to_json()));
    group.finish();
}

/// What decoding adds: the same text as bytes in encodings that are valid at a glance, declared,
/// and neither. The article is found as in `whole/text`; subtract it.
fn decode(criterion: &mut Criterion) {
    let page = text(100).replace("river", "rivière").replace(['“', '”'], "\"");
    let latin: Vec<u8> = page.chars().map(|char| u8::try_from(char).unwrap_or(b'?')).collect();
    let utf_16: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut group = criterion.benchmark_group("decode");
    let inputs = [
        ("utf-8", page.as_bytes(), None),
        ("latin-declared", &latin, Some("windows-1252")),
        ("latin-detected", &latin, None),
        ("utf-16", &utf_16, None),
    ];
    for (name, bytes, charset) in inputs {
        let mut options = Options::new().with_format(Format::Text);
        if let Some(charset) = charset {
            options = options.with_charset(charset);
        }
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(name, |bench| bench.iter(|| options.extract_bytes(black_box(bytes))));
    }
    group.finish();
}

/// The steps of an extraction, each with those before it: subtract. Needs
/// `cargo bench --features _internal`.
#[cfg(feature = "_internal")]
fn steps(criterion: &mut Criterion) {
    use unchrome::internal::{Prepared, Tables, count_blocks};
    let page = html(100);
    let tables = Tables::bundled();
    let mut group = criterion.benchmark_group("steps");
    group.throughput(Throughput::Bytes(page.len() as u64));
    group.bench_function("1 read", |bench| bench.iter(|| count_blocks(black_box(&page))));
    group.bench_function("2 read, mark", |bench| {
        bench.iter(|| Prepared::new(black_box(&page), Format::Html));
    });
    group.bench_function("3 read, mark, measure", |bench| {
        bench.iter(|| Prepared::new(black_box(&page), Format::Html).measure(&tables));
    });
    group.bench_function("4 all", |bench| bench.iter(|| unchrome::extract(black_box(&page))));
    group.finish();
}

#[cfg(not(feature = "_internal"))]
fn steps(_: &mut Criterion) {}

criterion_group!(benches, whole, steps, render, decode);
criterion_main!(benches);

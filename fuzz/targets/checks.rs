//! What holds for every input; shared by all targets.

use std::time::{Duration, Instant};

use unchrome::{Article, Options};

/// Time for a small input and for every further kilobyte, with sanitizers and on a busy machine.
const LEAST: Duration = Duration::from_secs(2);
const PER_KILOBYTE: Duration = Duration::from_millis(20);

/// Extracts a page twice and checks what holds for any.
pub fn extract(options: &Options, page: &[u8]) -> Article {
    let start = Instant::now();
    let article = options.extract_bytes(page);
    let n_kilobytes = u32::try_from(page.len() / 1024).unwrap_or(u32::MAX);
    let time = start.elapsed();
    assert!(time < LEAST + PER_KILOBYTE * n_kilobytes, "{time:?} for {} bytes", page.len());
    assert_eq!(article, options.extract_bytes(page), "the same input, the same output");
    for block in article.body() {
        let mut last = (0, usize::MAX);
        for span in &block.spans {
            assert!(span.start <= span.end && block.text.get(span.start..span.end).is_some());
            assert!(span.start >= last.0, "spans in order");
            last = (span.start, span.end);
        }
    }
    let html = article.to_html().to_ascii_lowercase();
    // Text may name such addresses; a tag, which alone has a "<" that is not escaped, may not.
    for tag in html.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or(tag)) {
        for scheme in ["javascript:", "data:", "vbscript:"] {
            assert!(!tag.contains(&format!("=\"{scheme}")), "{tag}");
        }
    }
    for piece in article.trace() {
        assert!(piece.start <= piece.end && (0.0..=1.0).contains(&piece.probability));
    }
    let _ = (article.to_text(), article.to_markdown(), article.to_json());
    article
}

//! `cargo run --release -p evaluate --example flatten -- SET STYLE`: the pages of a labelled set
//! flattened to text (`lines`, `leaves`, `layout` or `markdown`), as input lines for `unchrome jsonl`.

use std::io::{self, Write};
use std::path::Path;

use evaluate::Set;
use evaluate::flatten::{Style, flatten};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, style] = arguments.as_slice() else {
        return Err(io::Error::other("usage: flatten SET lines|leaves|layout|markdown"));
    };
    let style = match style.as_str() {
        "lines" => Style::Lines,
        "leaves" => Style::Leaves,
        "layout" => Style::Layout,
        "markdown" => Style::Markdown,
        other => return Err(io::Error::other(format!("unknown style {other}"))),
    };
    let set = Set::load(Path::new(folder))?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for page in &set.pages {
        let text = flatten(&set.html(page)?, style);
        let line = serde_json::json!({ "id": page.id, "text": text, "url": page.url });
        writeln!(out, "{line}")?;
    }
    out.flush()
}

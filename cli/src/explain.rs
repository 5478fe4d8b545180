//! Every piece of a page with its label and the reason.

use std::io::{self, Write};

use serde::Serialize;
use unchrome::{Article, Piece, Reason};

use crate::output::write_name;

const GREEN: &str = "\x1b[32m";
const RED: &str = "\x1b[31m";
const DIM: &str = "\x1b[2m";
const RESET: &str = "\x1b[0m";

/// Letters of the longest name of a label, `call_to_action`.
const LABEL_WIDTH: usize = 14;

/// Letters of a rule, or of the judge with two or three facts.
const RULE_WIDTH: usize = 44;

/// Writes a line for every piece, in page order: `+` for what is kept and `-` for what is not,
/// the label, the probability of being content, the rule (`judge` and its evidence if none decided), the
/// text.
pub(crate) fn write(
    out: &mut impl Write,
    name: Option<&str>,
    article: &Article,
    coloured: bool,
) -> io::Result<()> {
    write_name(out, name)?;
    for piece in article.trace() {
        write_piece(out, &piece, coloured)?;
    }
    Ok(())
}

fn write_piece(out: &mut impl Write, piece: &Piece, coloured: bool) -> io::Result<()> {
    let paint = |code: &'static str| if coloured { code } else { "" };
    let (sign, colour) = if piece.kept { ('+', GREEN) } else { ('-', RED) };
    let (colour, dim, reset) = (paint(colour), paint(DIM), paint(RESET));
    let label = name_of(&piece.label);
    let probability = piece.probability;
    let rule = match piece.reason {
        Reason::Rule(rule) => (*rule).to_owned(),
        _ => {
            let evidence: Vec<String> = piece.evidence().map(|fact| fact.to_string()).collect();
            if evidence.is_empty() {
                "judge".to_owned()
            } else {
                format!("judge: {}", evidence.join(", "))
            }
        }
    };
    // A page can hold escapes that would write to the reader's terminal.
    let text: String = piece.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    writeln!(
        out,
        "{colour}{sign} {label:<LABEL_WIDTH$}{reset} {probability:.2} {dim}{rule:<RULE_WIDTH$}{reset} {text}"
    )
}

/// The name under which a label stands in the JSON.
fn name_of(label: &impl Serialize) -> String {
    match serde_json::to_value(label) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

//! MathML to LaTeX: the elements of MathML Core, in one pass with a stack.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use crate::html::decode_references;

/// Elements nested deeper than this are passed over.
const MAX_DEPTH: usize = 64;

/// What `symbols.txt` says: a character, and the command for it.
static SYMBOLS: Lazy<FxHashMap<char, &'static str>> = Lazy::new(|| {
    include_str!("symbols.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (character, command) = line.split_once(' ')?;
            Some((character.chars().next()?, command))
        })
        .collect()
});

/// Functions that LaTeX sets upright by a command of their own.
const FUNCTIONS: &[&str] = &[
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim",
    "exp", "gcd", "hom", "inf", "ker", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min",
    "sec", "sin", "sinh", "sup", "tan", "tanh",
];

/// An open element.
#[derive(Debug)]
struct Node<'a> {
    name: &'a str,
    open_fence: String,
    close_fence: String,
    children: Vec<String>,
}

/// The TeX source that a formula carries as an annotation.
pub(super) fn annotation(source: &str) -> Option<String> {
    let mut rest = source;
    while let Some(at) = rest.find("<annotation") {
        let tail = rest.get(at..)?;
        let end = tail.find('>')?;
        let tag = tail.get(..end)?.to_ascii_lowercase();
        let content = tail.get(end + 1..)?;
        if tag.contains("tex") && !tag.starts_with("<annotation-xml") {
            let content = content.split("</").next().unwrap_or("");
            return Some(decode_references(content).into_owned());
        }
        rest = content;
    }
    None
}

/// Converts a formula.
pub(super) fn to_latex(source: &str) -> String {
    let mut stack = vec![Node::new("")];
    let mut rest = source;
    let mut n_skipped = 0usize;
    while !rest.is_empty() {
        let text_len = rest.find('<').unwrap_or(rest.len());
        let (text, tail) = rest.split_at(text_len);
        let text = text.trim();
        if !text.is_empty() && n_skipped == 0 {
            let text = decode_references(text);
            if let Some(node) = stack.last_mut() {
                let latex = leaf(node.name, text.trim());
                node.children.push(latex);
            }
        }
        let Some(end) = tail.find('>') else { break };
        let tag = tail.get(1..end).unwrap_or("");
        rest = tail.get(end + 1..).unwrap_or("");
        if tag.starts_with(['!', '?']) {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            if n_skipped > 0 {
                n_skipped -= 1;
            } else if stack.len() > 1 && stack.iter().any(|node| node.name == local(name)) {
                close(&mut stack);
            }
            continue;
        }
        let closes = tag.ends_with('/');
        let name = local(tag);
        let skips = n_skipped > 0 || name.starts_with("annotation") || stack.len() > MAX_DEPTH;
        if skips {
            n_skipped += usize::from(!closes);
            continue;
        }
        let mut node = Node::new(name);
        if name == "mfenced" {
            node.open_fence = attribute(tag, "open").unwrap_or("(").to_owned();
            node.close_fence = attribute(tag, "close").unwrap_or(")").to_owned();
        }
        stack.push(node);
        if closes {
            close(&mut stack);
        }
    }
    while stack.len() > 1 {
        close(&mut stack);
    }
    stack.pop().map(|root| join(&root.children)).unwrap_or_default()
}

impl<'a> Node<'a> {
    fn new(name: &'a str) -> Node<'a> {
        Node { name, open_fence: String::new(), close_fence: String::new(), children: Vec::new() }
    }
}

/// The name of a tag, without its prefix and attributes.
fn local(tag: &str) -> &str {
    let name = tag.split([' ', '\t', '\n', '\r', '/']).next().unwrap_or("");
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.find(&format!(" {name}="))?;
    let rest = tag.get(at + name.len() + 2..)?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.get(1..)?.split(quote).next()
}

fn close(stack: &mut Vec<Node<'_>>) {
    let Some(node) = stack.pop() else { return };
    let latex = combine(&node);
    if let Some(parent) = stack.last_mut() {
        parent.children.push(latex);
    }
}

fn combine(node: &Node<'_>) -> String {
    let child = |at: usize| node.children.get(at).map_or("", String::as_str);
    let script = |at: usize| group(child(at));
    match node.name {
        "msup" => format!("{}^{}", base(child(0)), script(1)),
        "msub" => format!("{}_{}", base(child(0)), script(1)),
        "msubsup" | "munderover" => {
            format!("{}_{}^{}", base(child(0)), script(1), script(2))
        }
        "munder" if is_large(child(0)) => format!("{}_{}", child(0), script(1)),
        "mover" if is_large(child(0)) => format!("{}^{}", child(0), script(1)),
        "munder" => format!("\\underset{}{}", script(1), script(0)),
        "mover" => match accent(child(1)) {
            Some(command) => format!("{command}{}", script(0)),
            None => format!("\\overset{}{}", script(1), script(0)),
        },
        "mfrac" => format!("\\frac{}{}", script(0), script(1)),
        "msqrt" => format!("\\sqrt{}", group(&join(&node.children))),
        "mroot" => format!("\\sqrt[{}]{}", child(1), script(0)),
        "mfenced" => format!(
            "\\left{}{}\\right{}",
            fence(&node.open_fence),
            node.children.join(","),
            fence(&node.close_fence)
        ),
        "mtable" => format!("\\begin{{matrix}}{}\\end{{matrix}}", node.children.join(" \\\\ ")),
        "mtr" | "mlabeledtr" => node.children.join(" & "),
        "mspace" => "\\ ".to_owned(),
        "mphantom" | "none" | "mprescripts" => String::new(),
        "mi" | "mn" | "mo" | "mtext" | "ms" => child(0).to_owned(),
        _ => join(&node.children),
    }
}

/// Pieces one after the other, with a space where a command would swallow a letter.
fn join(pieces: &[String]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let ends_in_command = out.rfind('\\').is_some_and(|at| {
            out.get(at + 1..).is_some_and(|name| {
                !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic())
            })
        });
        if ends_in_command && piece.starts_with(|c: char| c.is_alphabetic()) {
            out.push(' ');
        }
        out.push_str(piece);
    }
    out
}

fn group(latex: &str) -> String {
    format!("{{{latex}}}")
}

/// What a script hangs on: in braces unless it is one character or command.
fn base(latex: &str) -> String {
    let is_command =
        latex.strip_prefix('\\').is_some_and(|name| name.chars().all(|c| c.is_ascii_alphabetic()));
    if latex.chars().count() == 1 || is_command { latex.to_owned() } else { group(latex) }
}

fn is_large(latex: &str) -> bool {
    matches!(
        latex,
        "\\sum"
            | "\\prod"
            | "\\int"
            | "\\oint"
            | "\\bigcup"
            | "\\bigcap"
            | "\\lim"
            | "\\max"
            | "\\min"
            | "\\sup"
            | "\\inf"
            | "\\coprod"
            | "\\liminf"
            | "\\limsup"
    )
}

fn accent(latex: &str) -> Option<&'static str> {
    Some(match latex {
        "^" | "\\hat{}" | "ˆ" => "\\hat",
        "~" | "˜" | "\\sim" => "\\tilde",
        "¯" | "‾" | "_" | "―" => "\\overline",
        "→" | "\\to" | "⃗" => "\\vec",
        "." | "˙" => "\\dot",
        "¨" | ".." => "\\ddot",
        "⏞" => "\\overbrace",
        _ => return None,
    })
}

fn fence(character: &str) -> &str {
    match character {
        "" => ".",
        "{" => "\\{",
        "}" => "\\}",
        other => other,
    }
}

/// The text of a leaf element.
fn leaf(name: &str, text: &str) -> String {
    if matches!(name, "mtext" | "ms") {
        return format!("\\text{{{}}}", text.replace(['{', '}', '\\'], ""));
    }
    if FUNCTIONS.contains(&text) {
        return format!("\\{text}");
    }
    let n_letters = text.chars().count();
    if name == "mi" && n_letters > 1 && text.chars().all(char::is_alphabetic) {
        return format!("\\mathrm{{{text}}}");
    }
    let mut pieces = Vec::with_capacity(n_letters);
    for character in text.chars() {
        let piece = match character {
            '\u{2061}'..='\u{2064}' | '\u{200b}' => continue,
            '{' | '}' | '%' | '#' | '&' | '$' => format!("\\{character}"),
            '\\' => "\\backslash".to_owned(),
            _ => SYMBOLS
                .get(&character)
                .map_or_else(|| character.to_string(), |command| (*command).to_owned()),
        };
        pieces.push(piece);
    }
    join(&pieces)
}

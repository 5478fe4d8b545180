//! The lean reader: HTML source to builder events in one pass, without a DOM.
//!
//! A tokenizer after the HTML standard's states, which borrows from the source and looks only for
//! what matters to text, and a simplified tree construction: implied end tags, scopes, raw text,
//! foreign content. It departs from the standard where the departure does not change which text
//! stands in which block: formatting elements are not reconstructed, text in a table outside of
//! its cells stays in place, implied `tbody` elements are not made.

use memchr::{memchr, memchr3, memmem};

use super::attributes::AttrName;
use super::builder::Builder;
use super::charref;
use super::guard::Guard;
use super::tags::{RAW, Tag, VOID};
use super::tree;
use crate::page::{IslandKind, Page, token_hash};

/// Reads HTML source.
pub(super) fn read(source: &str) -> Page {
    let mut reader = Reader::new(source);
    reader.run();
    reader.builder.finish()
}

/// Goes over HTML source for what is too much for other parsers.
#[cfg(feature = "scraper")]
pub(super) fn scan(source: &str) -> Guard {
    let mut reader = Reader { guard: Some(Guard::new()), ..Reader::new(source) };
    reader.run();
    reader.guard.unwrap_or_else(Guard::new)
}

/// Where the value of an attribute stands.
struct Value {
    start: usize,
    end: usize,
    /// Known to be without character references and zeros.
    is_plain: bool,
}

struct Reader<'a> {
    source: &'a str,
    bytes: &'a [u8],
    at: usize,
    builder: Builder,
    guard: Option<Guard>,
    /// No end tag of a formula is left: none is searched for again.
    is_math_over: bool,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Reader<'a> {
        Reader {
            source,
            bytes: source.as_bytes(),
            at: 0,
            builder: Builder::new(source.len()),
            guard: None,
            is_math_over: false,
        }
    }

    /// Tells the guard, if there is one.
    fn watch(&mut self, tell: impl FnOnce(&mut Guard, usize)) {
        if let Some(guard) = &mut self.guard {
            tell(guard, self.at);
        }
    }

    /// True inside of `<select>`, if there is a guard to know it.
    fn is_guarded_select(&self) -> bool {
        self.guard.is_some() && tree::in_select(&self.builder)
    }

    fn run(&mut self) {
        while self.at < self.bytes.len() && !self.builder.is_full() {
            let rest = self.bytes.get(self.at..).unwrap_or(&[]);
            let text_len = match memchr(b'<', rest) {
                Some(0) => {
                    self.markup();
                    continue;
                }
                Some(len) => len,
                None => rest.len(),
            };
            self.characters(self.at, self.at + text_len);
            self.at += text_len;
        }
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.source.get(start..end.min(self.source.len())).unwrap_or("")
    }

    fn characters(&mut self, start: usize, end: usize) {
        if self.builder.skips() {
            return;
        }
        let text = charref::decode(self.slice(start, end), false);
        tree::before_text(&mut self.builder, &text);
        self.builder.text(&text);
    }

    /// At a `<`: a tag, a comment, or text after all.
    fn markup(&mut self) {
        match self.bytes.get(self.at + 1) {
            Some(byte) if byte.is_ascii_alphabetic() => self.start_tag(),
            Some(b'/') => self.end_tag(),
            Some(b'!') => self.declaration(),
            Some(b'?') => self.skip_past(b'>'),
            _ => {
                self.characters(self.at, self.at + 1);
                self.at += 1;
            }
        }
    }

    /// A comment, a document type, a CDATA section, or a bogus comment.
    fn declaration(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        if rest.starts_with(b"<!--") {
            self.comment();
        } else if rest.starts_with(b"<![CDATA[") && tree::in_foreign(&self.builder) {
            self.at = memmem::find(rest, b"]]>").map_or(self.bytes.len(), |len| self.at + len + 3);
        } else {
            self.skip_past(b'>');
        }
    }

    /// Comments end at `-->` or `--!>`; `<!-->` and `<!--->` are empty ones.
    fn comment(&mut self) {
        let start = self.at + 4;
        let rest = self.bytes.get(start..).unwrap_or(&[]);
        if rest.starts_with(b">") || rest.starts_with(b"->") {
            self.at = start;
            return self.skip_past(b'>');
        }
        let mut from = 0;
        while let Some(found) = rest.get(from..).and_then(|tail| memmem::find(tail, b"--")) {
            let after = from + found + 2;
            match rest.get(after) {
                Some(b'>') => return self.at = start + after + 1,
                Some(b'!') if rest.get(after + 1) == Some(&b'>') => {
                    return self.at = start + after + 2;
                }
                _ => from += found + 1,
            }
        }
        self.at = self.bytes.len();
    }

    fn skip_past(&mut self, byte: u8) {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        self.at = memchr(byte, rest).map_or(self.bytes.len(), |len| self.at + len + 1);
    }

    /// The name at the current place, which ends at white space, `/` or `>`.
    fn name(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let len = rest
            .iter()
            .position(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' | b'>'))
            .unwrap_or(rest.len());
        self.at += len;
        rest.get(..len).unwrap_or(&[])
    }

    fn end_tag(&mut self) {
        match self.bytes.get(self.at + 2) {
            Some(byte) if byte.is_ascii_alphabetic() => {}
            Some(b'>') => return self.at += 3,
            Some(_) => return self.skip_past(b'>'),
            None => {
                self.characters(self.at, self.bytes.len());
                return self.at = self.bytes.len();
            }
        }
        self.at += 2;
        let name = self.name();
        self.attributes(None);
        let tag = Tag::from_name(name);
        let in_select = self.is_guarded_select();
        self.watch(|guard, _| guard.end_tag(tag, in_select));
        tree::end_tag(&mut self.builder, tag, name_hash(tag, name));
    }

    fn start_tag(&mut self) {
        let start = self.at;
        self.at += 1;
        let name = self.name();
        let tag = match Tag::from_name(name) {
            Tag::Other
                if name.eq_ignore_ascii_case(b"image") && !tree::in_foreign(&self.builder) =>
            {
                Tag::Img
            }
            tag => tag,
        };
        let depth = self.builder.stack().len();
        let in_select = self.is_guarded_select();
        if self.guard.as_mut().is_some_and(|guard| !guard.admits(tag, depth, in_select)) {
            self.attributes(None);
            return self.watch(|guard, end| guard.cut(start..end));
        }
        let opened = tree::before_start_tag(&mut self.builder, tag);
        if !opened {
            self.attributes(None);
            // A raw text element that the tree leaves out still hides its content.
            if tag.is(RAW) && !tree::in_foreign(&self.builder) {
                self.raw_content(name);
            }
            return;
        }
        self.builder.open(tag, name_hash(tag, name));
        let self_closing = self.attributes(Some(()));
        let foreign = tree::in_foreign(&self.builder);
        if tag == Tag::Math && !foreign {
            return self.math(name);
        }
        self.builder.start_content();
        if (tag.is(VOID) && !foreign) || (self_closing && (foreign || is_foreign_root(tag))) {
            self.builder.close();
        } else if tag == Tag::Plaintext {
            self.builder.text(self.slice(self.at, self.bytes.len()));
            self.at = self.bytes.len();
        } else if tag.is(RAW) && !foreign {
            self.raw_element(tag, name);
        } else if matches!(tag, Tag::Pre | Tag::Listing) && self.bytes.get(self.at) == Some(&b'\n')
        {
            self.at += 1;
        }
    }

    /// Reads attributes up to the end of the tag, and gives them to the builder if they are
    /// wanted. True if the tag closes itself.
    fn attributes(&mut self, wanted: Option<()>) -> bool {
        let mut slash = false;
        let mut n_attributes = 0;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'>' => {
                    self.at += 1;
                    return slash;
                }
                b'/' => {
                    slash = true;
                    self.at += 1;
                }
                b' ' | b'\t' | b'\n' | b'\r' | 0x0c => self.at += 1,
                _ => {
                    slash = false;
                    let start = self.at;
                    self.attribute(wanted);
                    self.watch(|guard, end| guard.attribute(n_attributes, start..end));
                    n_attributes += 1;
                }
            }
        }
        slash
    }

    fn attribute(&mut self, wanted: Option<()>) {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        // A first `=` belongs to the name.
        let name_len = 1 + rest
            .iter()
            .skip(1)
            .position(|byte| {
                matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' | b'>' | b'=')
            })
            .unwrap_or(rest.len().saturating_sub(1));
        let name = rest.get(..name_len).unwrap_or(&[]);
        self.at += name_len;
        let equals = self.bytes.get(self.at..).unwrap_or(&[]);
        let spaces = equals.iter().take_while(|byte| is_space(**byte)).count();
        let value = if equals.get(spaces) == Some(&b'=') {
            self.at += spaces + 1;
            self.value()
        } else {
            Value { start: self.at, end: self.at, is_plain: true }
        };
        if wanted.is_some()
            && let Some(name) = AttrName::from_name(name)
        {
            let source = self.slice(value.start, value.end);
            let decoded =
                if value.is_plain { source.into() } else { charref::decode(source, true) };
            self.builder.attribute(name, &decoded);
        }
    }

    /// The value after an `=`; moves past it.
    fn value(&mut self) -> Value {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        self.at += rest.iter().take_while(|byte| is_space(**byte)).count();
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        match rest.first() {
            Some(quote @ (b'"' | b'\'')) => {
                let start = self.at + 1;
                let tail = self.bytes.get(start..).unwrap_or(&[]);
                let plain = memchr3(*quote, b'&', 0, tail).unwrap_or(tail.len());
                let rest = tail.get(plain..).unwrap_or(&[]);
                let is_plain = rest.first().is_none_or(|byte| byte == quote);
                let len = plain + memchr(*quote, rest).unwrap_or(rest.len());
                self.at = (start + len + 1).min(self.bytes.len());
                Value { start, end: start + len, is_plain }
            }
            Some(b'>') | None => Value { start: self.at, end: self.at, is_plain: true },
            Some(_) => {
                let start = self.at;
                let len = memchr3(b' ', b'>', b'\n', rest).unwrap_or(rest.len());
                let value = rest.get(..len).unwrap_or(&[]);
                let len = memchr3(b'\t', b'\r', 0x0c, value).unwrap_or(len);
                self.at += len;
                Value { start, end: self.at, is_plain: false }
            }
        }
    }

    /// Where the next end tag of an element begins.
    fn end_tag_of(&self, name: &[u8]) -> Option<usize> {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let is_its = |at: &usize| is_end_tag_of(rest.get(at + 2..).unwrap_or(&[]), name);
        Some(self.at + memmem::find_iter(rest, b"</").find(is_its)?)
    }

    /// The content of a raw text element: up to its own end tag, which is passed.
    fn raw_content(&mut self, name: &[u8]) -> (usize, usize) {
        let start = self.at;
        let is_script = name.eq_ignore_ascii_case(b"script");
        let mut end = self.end_tag_of(name).unwrap_or(self.bytes.len());
        let content = self.bytes.get(start..end).unwrap_or(&[]);
        if is_script && memmem::find(content, b"<!--").is_some() {
            end = self.script_end(start);
        }
        if end >= self.bytes.len() {
            self.at = self.bytes.len();
        } else {
            self.at = end + 2;
            self.name();
            self.attributes(None);
        }
        (start, end)
    }

    /// The end of a script that holds `<!--`: inside of such a comment, a `<script` takes one
    /// `</script` to itself ("script data escaped" and "double escaped" states).
    fn script_end(&self, start: usize) -> usize {
        let mut comment = None;
        let mut escaped_twice = false;
        let mut at = start;
        while let Some(found) =
            self.bytes.get(at..).and_then(|tail| memchr::memchr2(b'<', b'>', tail))
        {
            at += found;
            let rest = self.bytes.get(at + 1..).unwrap_or(&[]);
            if self.bytes.get(at) == Some(&b'>') {
                let dashes = comment.and_then(|from: usize| self.bytes.get(from + 2..at));
                if dashes.is_some_and(|inside| inside.ends_with(b"--")) {
                    (comment, escaped_twice) = (None, false);
                }
            } else if rest.first() == Some(&b'/') {
                if is_end_tag_of(rest.get(1..).unwrap_or(&[]), b"script") {
                    if !escaped_twice {
                        return at;
                    }
                    escaped_twice = false;
                }
            } else if comment.is_some() {
                escaped_twice |= rest.len() > 6 && is_end_tag_of(rest, b"script");
            } else if rest.starts_with(b"!--") {
                comment = Some(at);
            }
            at += 1;
        }
        self.bytes.len()
    }

    /// The content of a raw text element that has just been opened, and its end.
    fn raw_element(&mut self, tag: Tag, name: &[u8]) {
        let (start, end) = self.raw_content(name);
        let content = self.slice(start, end);
        match tag {
            Tag::Title => {
                let title = charref::decode(content, false);
                self.builder.island(IslandKind::Title, &title);
            }
            Tag::Noscript if !tree::in_head(&self.builder) => {
                self.builder.island(IslandKind::Noscript, content);
            }
            Tag::Script => {
                if let Some(kind) = super::script_kind(&self.builder) {
                    self.builder.island(kind, content);
                }
            }
            Tag::Xmp => self.builder.text(content),
            _ => {}
        }
        self.builder.close();
    }

    /// MathML is kept as an island, in source form.
    fn math(&mut self, name: &[u8]) {
        let from = self.at;
        let before = self.bytes.get(..from).unwrap_or(&[]);
        let start = memchr::memrchr(b'<', before).unwrap_or(from);
        let end = if self.is_math_over { None } else { self.end_tag_of(name) };
        // An unclosed formula must not swallow the page.
        let Some(end) = end else {
            self.is_math_over = true;
            self.builder.start_content();
            return;
        };
        self.at = end + 2;
        self.name();
        self.attributes(None);
        let source = self.slice(start, self.at);
        self.builder.start_content();
        self.builder.island(IslandKind::MathMl, source);
        self.builder.close();
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

fn is_foreign_root(tag: Tag) -> bool {
    matches!(tag, Tag::Svg | Tag::Math)
}

/// True if `rest` begins with `name` and then something that ends a tag's name.
fn is_end_tag_of(rest: &[u8], name: &[u8]) -> bool {
    rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
        && rest.get(name.len()).is_none_or(|byte| is_space(*byte) || matches!(byte, b'/' | b'>'))
}

pub(super) fn name_hash(tag: Tag, name: &[u8]) -> u32 {
    if tag == Tag::Other { token_hash(name) } else { 0 }
}

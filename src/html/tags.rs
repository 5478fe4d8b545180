//! The elements of HTML that the reader tells apart, and what each does to the flow of text.

use once_cell::sync::Lazy;

/// Starts and ends a block of text.
pub(crate) const BLOCK: u16 = 1;
/// Has no content and no end tag.
pub(crate) const VOID: u16 = 1 << 1;
/// Its content is not part of the visible text.
pub(crate) const SKIP: u16 = 1 << 2;
/// Its content is text up to its own end tag (raw or escapable raw text).
pub(crate) const RAW: u16 = 1 << 3;
/// "Special" in the standard's sense: an end tag of another element does not reach through it.
pub(crate) const SPECIAL: u16 = 1 << 4;
/// Closes an open `p` when it starts.
pub(crate) const CLOSES_P: u16 = 1 << 5;
/// Bounds the search for an open element ("has an element in scope").
pub(crate) const SCOPE: u16 = 1 << 6;
/// A formatting element: may be closed across block-level ones.
pub(crate) const FORMATTING: u16 = 1 << 7;
/// May stand in `<head>`.
pub(crate) const HEAD: u16 = 1 << 8;
/// An element of SVG or MathML content ends before this one starts.
pub(crate) const BREAKS_OUT: u16 = 1 << 9;

macro_rules! tags {
    ($($variant:ident $name:literal $flags:expr;)*) => {
        /// An element name; `Other` stands for every name not in the list.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub(crate) enum Tag { $($variant,)* #[default] Other }

        const NAMES: &[(&str, Tag, u16)] = &[$(($name, Tag::$variant, $flags),)*];
    };
}

// Source: the HTML standard, "The elements of HTML" and "The stack of open elements"
// (categories special, formatting), and its "in body" rules for CLOSES_P.
tags! {
    A "a" FORMATTING;
    Abbr "abbr" 0;
    Address "address" BLOCK | SPECIAL | CLOSES_P;
    Applet "applet" SPECIAL | SCOPE | SKIP;
    Area "area" VOID | SPECIAL;
    Article "article" BLOCK | SPECIAL | CLOSES_P;
    Aside "aside" BLOCK | SPECIAL | CLOSES_P;
    Audio "audio" SKIP;
    B "b" FORMATTING | BREAKS_OUT;
    Base "base" VOID | SPECIAL | HEAD;
    Bdi "bdi" 0;
    Bdo "bdo" 0;
    Big "big" FORMATTING | BREAKS_OUT;
    Blockquote "blockquote" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    Body "body" BLOCK | SPECIAL | BREAKS_OUT;
    Br "br" BLOCK | VOID | SPECIAL | BREAKS_OUT;
    Button "button" BLOCK | SPECIAL;
    Canvas "canvas" SKIP;
    Caption "caption" BLOCK | SPECIAL | SCOPE;
    Center "center" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    Cite "cite" 0;
    Code "code" FORMATTING | BREAKS_OUT;
    Col "col" VOID | SPECIAL;
    Colgroup "colgroup" SPECIAL;
    Data "data" 0;
    Datalist "datalist" SKIP;
    Dd "dd" BLOCK | SPECIAL | BREAKS_OUT;
    Del "del" 0;
    Details "details" BLOCK | SPECIAL | CLOSES_P;
    Dfn "dfn" 0;
    Dialog "dialog" BLOCK | SPECIAL | CLOSES_P;
    Dir "dir" BLOCK | SPECIAL | CLOSES_P;
    Div "div" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    Dl "dl" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    Dt "dt" BLOCK | SPECIAL | BREAKS_OUT;
    Em "em" FORMATTING | BREAKS_OUT;
    Embed "embed" VOID | SPECIAL | BREAKS_OUT;
    Fieldset "fieldset" BLOCK | SPECIAL | CLOSES_P;
    Figcaption "figcaption" BLOCK | SPECIAL | CLOSES_P;
    Figure "figure" BLOCK | SPECIAL | CLOSES_P;
    Font "font" FORMATTING;
    Footer "footer" BLOCK | SPECIAL | CLOSES_P;
    Form "form" BLOCK | SPECIAL | CLOSES_P;
    Frame "frame" VOID | SPECIAL;
    Frameset "frameset" SPECIAL;
    H1 "h1" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    H2 "h2" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    H3 "h3" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    H4 "h4" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    H5 "h5" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    H6 "h6" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    Head "head" SPECIAL | BREAKS_OUT;
    Header "header" BLOCK | SPECIAL | CLOSES_P;
    Hgroup "hgroup" BLOCK | SPECIAL | CLOSES_P;
    Hr "hr" BLOCK | VOID | SPECIAL | CLOSES_P | BREAKS_OUT;
    Html "html" BLOCK | SPECIAL | SCOPE;
    I "i" FORMATTING | BREAKS_OUT;
    Iframe "iframe" SPECIAL | RAW | SKIP;
    Img "img" VOID | SPECIAL | BREAKS_OUT;
    Input "input" VOID | SPECIAL;
    Ins "ins" 0;
    Kbd "kbd" 0;
    Label "label" BLOCK;
    Legend "legend" BLOCK;
    Li "li" BLOCK | SPECIAL | BREAKS_OUT;
    Link "link" VOID | SPECIAL | HEAD;
    Listing "listing" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    Main "main" BLOCK | SPECIAL | CLOSES_P;
    Map "map" 0;
    Mark "mark" 0;
    Marquee "marquee" SPECIAL | SCOPE;
    Math "math" SKIP;
    Menu "menu" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    Meta "meta" VOID | SPECIAL | HEAD | BREAKS_OUT;
    Meter "meter" 0;
    Nav "nav" BLOCK | SPECIAL | CLOSES_P;
    Nobr "nobr" FORMATTING | BREAKS_OUT;
    Noembed "noembed" SPECIAL | RAW | SKIP;
    Noframes "noframes" SPECIAL | RAW | SKIP | HEAD;
    Noscript "noscript" SPECIAL | RAW | SKIP | HEAD;
    Object "object" SPECIAL | SCOPE | SKIP;
    Ol "ol" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    Optgroup "optgroup" BLOCK;
    Option "option" BLOCK;
    Output "output" 0;
    P "p" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    Param "param" VOID | SPECIAL;
    Picture "picture" 0;
    Plaintext "plaintext" BLOCK | SPECIAL | CLOSES_P;
    Pre "pre" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    Progress "progress" 0;
    Q "q" 0;
    Rb "rb" 0;
    Rp "rp" 0;
    Rt "rt" 0;
    Rtc "rtc" 0;
    Ruby "ruby" BREAKS_OUT;
    S "s" FORMATTING | BREAKS_OUT;
    Samp "samp" 0;
    Script "script" SPECIAL | RAW | SKIP | HEAD;
    Search "search" BLOCK | SPECIAL | CLOSES_P;
    Section "section" BLOCK | SPECIAL | CLOSES_P;
    Select "select" SPECIAL | SKIP;
    Slot "slot" 0;
    Small "small" FORMATTING | BREAKS_OUT;
    Source "source" VOID | SPECIAL;
    Span "span" BREAKS_OUT;
    Strike "strike" FORMATTING | BREAKS_OUT;
    Strong "strong" FORMATTING | BREAKS_OUT;
    Style "style" SPECIAL | RAW | SKIP | HEAD;
    Sub "sub" BREAKS_OUT;
    Summary "summary" BLOCK | SPECIAL | CLOSES_P;
    Sup "sup" BREAKS_OUT;
    Svg "svg" SKIP;
    Table "table" BLOCK | SPECIAL | SCOPE | CLOSES_P | BREAKS_OUT;
    Tbody "tbody" BLOCK | SPECIAL;
    Td "td" BLOCK | SPECIAL | SCOPE;
    Template "template" SPECIAL | SCOPE | SKIP | HEAD;
    Textarea "textarea" SPECIAL | RAW | SKIP;
    Tfoot "tfoot" BLOCK | SPECIAL;
    Th "th" BLOCK | SPECIAL | SCOPE;
    Thead "thead" BLOCK | SPECIAL;
    Time "time" 0;
    Title "title" SPECIAL | RAW | SKIP | HEAD;
    Tr "tr" BLOCK | SPECIAL;
    Track "track" VOID | SPECIAL;
    Tt "tt" FORMATTING | BREAKS_OUT;
    U "u" FORMATTING | BREAKS_OUT;
    Ul "ul" BLOCK | SPECIAL | CLOSES_P | BREAKS_OUT;
    Var "var" BREAKS_OUT;
    Video "video" SKIP;
    Wbr "wbr" VOID | SPECIAL;
    Xmp "xmp" BLOCK | SPECIAL | CLOSES_P | RAW;
}

/// How many tags there are, `Other` included.
pub(crate) const N_TAGS: usize = NAMES.len() + 1;

const TABLE_SIZE: usize = 1024;

/// Open addressing over all names: a look-up costs one hash and, mostly, one comparison.
static TABLE: Lazy<[u8; TABLE_SIZE]> = Lazy::new(|| {
    let mut table = [u8::MAX; TABLE_SIZE];
    for (index, (name, _, _)) in NAMES.iter().enumerate() {
        let mut slot = slot_of(name.as_bytes());
        while table[slot] != u8::MAX {
            slot = (slot + 1) % TABLE_SIZE;
        }
        table[slot] = u8::try_from(index).unwrap_or(u8::MAX);
    }
    table
});

fn slot_of(name: &[u8]) -> usize {
    name.iter().fold(name.len(), |hash, byte| {
        hash.wrapping_mul(31).wrapping_add(usize::from(byte.to_ascii_lowercase()))
    }) % TABLE_SIZE
}

impl Tag {
    /// The tag of a name, in upper or lower case.
    pub(crate) fn from_name(name: &[u8]) -> Tag {
        if name.len() > 10 {
            return Tag::Other;
        }
        let mut slot = slot_of(name);
        loop {
            let Some((known, tag, _)) = NAMES.get(usize::from(TABLE[slot])) else {
                return Tag::Other;
            };
            if known.as_bytes().eq_ignore_ascii_case(name) {
                return *tag;
            }
            slot = (slot + 1) % TABLE_SIZE;
        }
    }

    /// The name in lower case; empty for `Other`.
    #[cfg(test)]
    pub(crate) fn name(self) -> &'static str {
        NAMES.get(self as usize).map_or("", |(name, _, _)| name)
    }

    fn flags(self) -> u16 {
        NAMES.get(self as usize).map_or(0, |(_, _, flags)| *flags)
    }

    /// True if the tag has any of the given flags.
    pub(crate) fn is(self, flags: u16) -> bool {
        self.flags() & flags != 0
    }

    /// The level of a heading, 1 to 6.
    pub(crate) fn heading_level(self) -> Option<u8> {
        (Tag::H1..=Tag::H6).contains(&self).then(|| self as u8 - Tag::H1 as u8 + 1)
    }
}

#[cfg(test)]
mod tests;

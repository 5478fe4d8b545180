//! Which open elements a tag closes: a simplified form of the HTML standard's tree construction.
//!
//! Every search over the open elements is bounded by [`MAX_DEPTH`].

use super::builder::{Builder, Open};
use super::tags::{BLOCK, BREAKS_OUT, CLOSES_P, FORMATTING, HEAD, RAW, SCOPE, SKIP, SPECIAL, Tag};
use crate::page::token_hash;

/// Elements nested deeper than this become siblings, as in the browsers built on Blink and WebKit.
pub(super) const MAX_DEPTH: usize = 512;

/// Closes what a start tag implies. False if the tag itself is to be left out.
pub(super) fn before_start_tag(builder: &mut Builder, tag: Tag) -> bool {
    if builder.skips() && !leaves_skipped(builder, tag) {
        return pushes_in_skipped(builder, tag);
    }
    leave_head(builder, tag);
    if !tag.is(HEAD) && !matches!(tag, Tag::Html | Tag::Head | Tag::Body) {
        imply_body(builder);
    }
    let keep = match tag {
        Tag::Body => replaces_body(builder),
        Tag::Html | Tag::Head => !is_open(builder, tag) && !has_body(builder, tag),
        Tag::Frame | Tag::Frameset => false,
        Tag::Form => open_form(builder).is_none(),
        Tag::Li => close_item(builder, &[Tag::Li]),
        Tag::Dd | Tag::Dt => close_item(builder, &[Tag::Dd, Tag::Dt]),
        Tag::Td | Tag::Th => table_part(builder, &[Tag::Tr, Tag::Tbody, Tag::Thead, Tag::Tfoot]),
        Tag::Tr => table_part(builder, &[Tag::Tbody, Tag::Thead, Tag::Tfoot]),
        Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption | Tag::Colgroup => {
            table_part(builder, &[])
        }
        Tag::Col => find_in_scope(builder, Tag::Table).is_some(),
        Tag::A => close_link(builder),
        Tag::Button => close_in_scope(builder, Tag::Button),
        Tag::Option | Tag::Optgroup => close_top(builder, Tag::Option),
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => close_heading(builder),
        Tag::Table if in_table_but_not_cell(builder) => close_in_scope(builder, Tag::Table),
        _ => true,
    };
    if keep && matches!(tag, Tag::Tr | Tag::Td | Tag::Th) {
        implied_table_parts(builder, tag);
    }
    if keep && tag.is(CLOSES_P) {
        close_p(builder);
    }
    if keep && builder.stack().len() >= MAX_DEPTH {
        builder.note(crate::Note::NestingTooDeep);
        builder.close();
    }
    keep
}

/// Text in the head, or right after it, belongs to the body.
pub(super) fn before_text(builder: &mut Builder, text: &str) {
    if builder.stack().len() > 2 || text.trim().is_empty() {
        return;
    }
    if builder.stack().last().is_some_and(|open| open.tag == Tag::Head) {
        builder.close();
    }
    imply_body(builder);
}

/// What may stand neither in the head nor outside of the body opens the elements around it.
fn imply_body(builder: &mut Builder) {
    let above = match builder.stack() {
        [] => [Some(Tag::Html), Some(Tag::Body)],
        [html] if html.tag == Tag::Html => [Some(Tag::Body), None],
        _ => return,
    };
    for tag in above.into_iter().flatten() {
        builder.open(tag, 0);
        builder.start_content();
    }
}

/// Closes what an end tag ends.
pub(super) fn end_tag(builder: &mut Builder, tag: Tag, name: u32) {
    if builder.skips() && end_foreign(builder, tag, name) {
        return;
    }
    match tag {
        Tag::Body | Tag::Html => {}
        Tag::Br => empty_element(builder, Tag::Br),
        // An end tag without a start stands for an empty paragraph.
        Tag::P if !builder.skips() && !is_p_in_button_scope(builder) => {
            empty_element(builder, Tag::P);
        }
        Tag::P => close_p(builder),
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => {
            if let Some(at) = find(builder, SCOPE, |open| open.heading_level().is_some()) {
                close_to(builder, at);
            }
        }
        Tag::Li => {
            let list = |open: Tag| matches!(open, Tag::Li | Tag::Ul | Tag::Ol);
            if let Some(at) = find(builder, SCOPE, list)
                && builder.stack().get(at).is_some_and(|open| open.tag == Tag::Li)
            {
                close_to(builder, at);
            }
        }
        Tag::Table | Tag::Td | Tag::Th | Tag::Caption => {
            if let Some(at) = find_table_part(builder, tag) {
                close_to(builder, at);
            }
        }
        Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot => {
            if let Some(at) = find_table_part(builder, tag) {
                close_to(builder, at);
            }
        }
        Tag::Template | Tag::Head => {
            if let Some(at) = builder.stack().iter().rposition(|open| open.tag == tag) {
                close_to(builder, at);
            }
        }
        Tag::Form => end_form(builder),
        _ if tag.is(FORMATTING) => end_formatting(builder, tag),
        _ if tag.is(SPECIAL) => {
            if let Some(at) = find_in_scope(builder, tag) {
                close_to(builder, at);
            }
        }
        _ => end_any_other(builder, tag, name),
    }
}

/// True inside SVG or MathML, where the rules of HTML do not hold.
pub(super) fn in_foreign(builder: &Builder) -> bool {
    builder.skips() && foreign_root(builder).is_some()
}

/// True inside of `<select>`.
pub(super) fn in_select(builder: &Builder) -> bool {
    builder.skips() && builder.stack().iter().any(|open| open.tag == Tag::Select)
}

/// True while the head is open.
pub(super) fn in_head(builder: &Builder) -> bool {
    builder.stack().get(..2).is_some_and(|open| open.iter().any(|open| open.tag == Tag::Head))
}

fn foreign_root(builder: &Builder) -> Option<usize> {
    builder.stack().iter().rposition(|open| matches!(open.tag, Tag::Svg | Tag::Math))
}

/// The elements of SVG and MathML that hold HTML or text, in which a tag of HTML does not end them
/// ("integration points").
fn holds_html(open: &Open) -> bool {
    const NAMES: [u32; 8] = [
        token_hash(b"foreignobject"),
        token_hash(b"desc"),
        token_hash(b"mi"),
        token_hash(b"mo"),
        token_hash(b"mn"),
        token_hash(b"ms"),
        token_hash(b"mtext"),
        token_hash(b"annotation-xml"),
    ];
    open.tag == Tag::Title || open.tag == Tag::Other && NAMES.contains(&open.name)
}

/// A tag that ends skipped content before it: HTML after an unclosed `<svg>`, a control after an
/// unclosed `<select>`.
fn leaves_skipped(builder: &mut Builder, tag: Tag) -> bool {
    let stack = builder.stack();
    let Some(at) = stack.iter().position(|open| open.tag.is(SKIP)) else { return true };
    let root = stack.get(at).map(|open| open.tag);
    let leaves = match root {
        Some(Tag::Select) => matches!(tag, Tag::Select | Tag::Input | Tag::Textarea | Tag::Button),
        Some(Tag::Svg | Tag::Math) => {
            tag.is(BREAKS_OUT) && !stack.iter().skip(at + 1).any(holds_html)
        }
        _ => false,
    };
    if leaves {
        close_to(builder, at);
        return tag != Tag::Select;
    }
    false
}

/// Whether a start tag inside skipped content is worth a place on the stack: only where an end
/// tag must find its own start again.
fn pushes_in_skipped(builder: &Builder, tag: Tag) -> bool {
    builder.stack().len() < MAX_DEPTH || tag.is(RAW)
}

/// Anything that may not stand in the head closes it.
fn leave_head(builder: &mut Builder, tag: Tag) {
    if !tag.is(HEAD)
        && !matches!(tag, Tag::Head | Tag::Html)
        && builder.stack().last().is_some_and(|open| open.tag == Tag::Head)
    {
        builder.close();
    }
}

/// A `<body>` after something that implied one. Its attributes would be added to the open one's;
/// they are looked for where most of the page is, so the open one ends.
fn replaces_body(builder: &mut Builder) -> bool {
    if builder.stack().last().is_some_and(|open| open.tag == Tag::Body) {
        builder.close();
        return true;
    }
    !is_open(builder, Tag::Body)
}

fn has_body(builder: &Builder, tag: Tag) -> bool {
    tag == Tag::Head && is_open(builder, Tag::Body)
}

fn is_open(builder: &Builder, tag: Tag) -> bool {
    builder.stack().iter().any(|open| open.tag == tag)
}

/// The innermost open element that `wanted` accepts, if no element with one of the `bounds` flags
/// stands inside it.
fn find(builder: &Builder, bounds: u16, wanted: impl Fn(Tag) -> bool) -> Option<usize> {
    for (at, open) in builder.stack().iter().enumerate().rev() {
        if wanted(open.tag) {
            return Some(at);
        }
        if open.tag.is(bounds) {
            return None;
        }
    }
    None
}

fn find_in_scope(builder: &Builder, tag: Tag) -> Option<usize> {
    find(builder, SCOPE, |open| open == tag)
}

/// Like [`find_in_scope`], for parts of a table: only another table bounds the search.
fn find_table_part(builder: &Builder, tag: Tag) -> Option<usize> {
    for (at, open) in builder.stack().iter().enumerate().rev() {
        if open.tag == tag {
            return Some(at);
        }
        if matches!(open.tag, Tag::Table | Tag::Template) {
            return None;
        }
    }
    None
}

fn close_to(builder: &mut Builder, at: usize) {
    while builder.stack().len() > at {
        builder.close();
    }
}

fn close_in_scope(builder: &mut Builder, tag: Tag) -> bool {
    if let Some(at) = find_in_scope(builder, tag) {
        close_to(builder, at);
    }
    true
}

fn close_top(builder: &mut Builder, tag: Tag) -> bool {
    if builder.stack().last().is_some_and(|open| open.tag == tag) {
        builder.close();
    }
    true
}

fn close_heading(builder: &mut Builder) -> bool {
    close_p(builder);
    if builder.stack().last().is_some_and(|open| open.tag.heading_level().is_some()) {
        builder.close();
    }
    true
}

fn empty_element(builder: &mut Builder, tag: Tag) {
    if !builder.skips() && before_start_tag(builder, tag) {
        builder.open(tag, 0);
        builder.start_content();
        builder.close();
    }
}

fn is_p_in_button_scope(builder: &Builder) -> bool {
    let found = find(builder, SCOPE, |open| matches!(open, Tag::P | Tag::Button));
    found.and_then(|at| builder.stack().get(at)).is_some_and(|open| open.tag == Tag::P)
}

/// "Button scope": a `p` outside of a button stays open.
fn close_p(builder: &mut Builder) {
    let found = find(builder, SCOPE, |open| matches!(open, Tag::P | Tag::Button));
    if let Some(at) = found
        && builder.stack().get(at).is_some_and(|open| open.tag == Tag::P)
    {
        close_to(builder, at);
    }
}

/// A list item closes an open one of its list.
fn close_item(builder: &mut Builder, items: &[Tag]) -> bool {
    let mut found = None;
    for (at, open) in builder.stack().iter().enumerate().rev() {
        if items.contains(&open.tag) {
            found = Some(at);
            break;
        }
        if open.tag.is(SPECIAL) && !matches!(open.tag, Tag::Address | Tag::Div | Tag::P) {
            break;
        }
    }
    if let Some(at) = found {
        close_to(builder, at);
    }
    close_p(builder);
    true
}

/// A part of a table closes all up to the innermost of `parents` or the table. Outside of a table
/// the tag is left out.
fn table_part(builder: &mut Builder, parents: &[Tag]) -> bool {
    let stop = |open: Tag| parents.contains(&open) || matches!(open, Tag::Table | Tag::Template);
    let Some(at) = builder.stack().iter().rposition(|open| stop(open.tag)) else { return false };
    close_to(builder, at + 1);
    true
}

/// Opens the `tbody` and the `tr` that a row or a cell directly in a table implies.
fn implied_table_parts(builder: &mut Builder, tag: Tag) {
    let top = |builder: &Builder| builder.stack().last().map(|open| open.tag);
    let mut imply = |above: Tag, implied: Tag| {
        if top(builder) == Some(above) && builder.stack().len() + 1 < MAX_DEPTH {
            builder.open(implied, 0);
            builder.start_content();
        }
    };
    imply(Tag::Table, Tag::Tbody);
    if tag != Tag::Tr {
        for section in [Tag::Tbody, Tag::Thead, Tag::Tfoot] {
            imply(section, Tag::Tr);
        }
    }
}

/// Directly in a table, outside of its cells.
fn in_table_but_not_cell(builder: &Builder) -> bool {
    builder.stack().last().is_some_and(|open| {
        matches!(open.tag, Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr)
    })
}

/// A link cannot stand in a link: it ends the one that is open.
fn close_link(builder: &mut Builder) -> bool {
    for (at, open) in builder.stack().iter().enumerate().rev() {
        if open.tag == Tag::A && !open.ended {
            end_formatting_at(builder, at);
            break;
        }
        if open.tag.is(SCOPE) {
            break;
        }
    }
    true
}

fn end_formatting(builder: &mut Builder, tag: Tag) {
    for (at, open) in builder.stack().iter().enumerate().rev() {
        if open.tag == tag && !open.ended {
            end_formatting_at(builder, at);
            return;
        }
        if open.tag.is(SCOPE) {
            return;
        }
    }
}

/// Ends a formatting element: off the stack if only inline elements stand above it, else in place.
fn end_formatting_at(builder: &mut Builder, at: usize) {
    let above = builder.stack().get(at + 1..).unwrap_or(&[]);
    if above.iter().any(|open| open.tag.is(SPECIAL | BLOCK)) {
        builder.end_formatting(at);
    } else {
        close_to(builder, at);
    }
}

fn open_form(builder: &Builder) -> Option<usize> {
    builder.stack().iter().rposition(|open| open.tag == Tag::Form && !open.ended)
}

/// Ends the open form: elements inside it that are still open stay so, and what follows is in them.
fn end_form(builder: &mut Builder) {
    let Some(form) =
        open_form(builder).filter(|form| find_in_scope(builder, Tag::Form) >= Some(*form))
    else {
        return;
    };
    let implied = |tag: Tag| {
        matches!(tag, Tag::P | Tag::Li | Tag::Dd | Tag::Dt | Tag::Option | Tag::Optgroup)
    };
    while builder.stack().last().is_some_and(|open| implied(open.tag)) {
        builder.close();
    }
    if builder.stack().len() == form + 1 {
        builder.close();
    } else {
        builder.end_formatting(form);
    }
}

/// In SVG and MathML no element bounds the search but the root of the content.
fn end_foreign(builder: &mut Builder, tag: Tag, name: u32) -> bool {
    let Some(root) = foreign_root(builder) else { return false };
    let is_directly = !builder.stack().iter().skip(root + 1).any(holds_html);
    if matches!(tag, Tag::P | Tag::Br) && is_directly {
        close_to(builder, root);
        return false;
    }
    let same = |open: &Open| open.tag == tag && open.name == name;
    let Some(above) = builder.stack().get(root..).and_then(|above| above.iter().rposition(same))
    else {
        return false;
    };
    close_to(builder, root + above);
    true
}

fn end_any_other(builder: &mut Builder, tag: Tag, name: u32) {
    for (at, open) in builder.stack().iter().enumerate().rev() {
        if open.tag == tag && (tag != Tag::Other || open.name == name) {
            return close_to(builder, at);
        }
        if open.tag.is(SPECIAL) {
            return;
        }
    }
}

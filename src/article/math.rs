//! Formulas: as LaTeX, from wherever a page keeps its source.

mod mathml;

use super::classes::{self, Class};
use crate::html::{AttrName, Tag};
use crate::page::{Element, Island, IslandKind, Page};

/// Longest formula that is read, in bytes of its source: pages hold formulas, not books of them.
const MAX_SOURCE: usize = 1 << 16;

/// A formula.
#[derive(Debug, PartialEq)]
pub(super) struct Formula {
    pub(super) latex: String,
    /// Where it stands in the page's text.
    pub(super) text_at: u32,
}

/// The formula whose source an element holds: MathML, or a TeX script.
pub(super) fn of_element(page: &Page, index: usize) -> Option<Formula> {
    let island = island_at(page, index)?;
    let source = page.island_text(island);
    if source.len() > MAX_SOURCE {
        return None;
    }
    let latex = match island.kind {
        IslandKind::Tex => tidy(source),
        IslandKind::MathMl => {
            let element = page.elements.get(index)?;
            let declared = page.attribute(element, AttrName::Alttext).map(tidy);
            mathml::annotation(source)
                .map(|source| tidy(&source))
                .filter(|latex| !latex.is_empty())
                .or(declared.filter(|latex| !latex.is_empty()))
                .unwrap_or_else(|| tidy(&mathml::to_latex(source)))
        }
        _ => return None,
    };
    (!latex.is_empty()).then_some(Formula { latex, text_at: island.text_at })
}

/// The formula that an image stands for: its alternative text, if that is LaTeX. Empty beside the
/// formula's own source.
pub(super) fn of_image(page: &Page, element: &Element) -> Option<String> {
    let alt = page.attribute(element, AttrName::Alt)?.trim();
    let is_latex = alt.starts_with("{\\displaystyle")
        || alt.starts_with("{\\textstyle")
        || alt.starts_with('$') && alt.ends_with('$') && alt.len() > 2
        || alt.contains(['\\', '^', '_', '=']) && classes::is(page, element, Class::Math);
    is_latex.then(|| tidy(alt.trim_matches('$'))).filter(|latex| !latex.is_empty())
}

/// True if an element shows a formula whose source stands beside it.
pub(super) fn is_copy(page: &Page, element: &Element) -> bool {
    if !classes::is(page, element, Class::MathCopy) {
        return false;
    }
    let from = page.islands.partition_point(|island| island.text_at < element.text_start);
    let near = page.islands.get(from..).unwrap_or(&[]);
    let near = near.iter().take_while(|island| island.text_at <= element.text_end);
    near.filter(|island| is_math(island)).any(|island| {
        page.ancestors(element.parent)
            .take(2)
            .any(|(index, outer)| island.element > index && island.element < outer.end)
    })
}

fn is_math(island: &Island) -> bool {
    matches!(island.kind, IslandKind::Tex | IslandKind::MathMl)
}

fn island_at(page: &Page, index: usize) -> Option<&Island> {
    let element = page.elements.get(index)?;
    if !matches!(element.tag, Tag::Math | Tag::Script) {
        return None;
    }
    let from = page.islands.partition_point(|island| (island.element as usize) < index);
    page.islands.get(from).filter(|island| island.element as usize == index)
}

/// LaTeX on one line, without the wrapping that `MediaWiki` puts around it.
fn tidy(latex: &str) -> String {
    let latex = latex.trim();
    let inner = ["{\\displaystyle", "{\\textstyle"]
        .into_iter()
        .find_map(|prefix| latex.strip_prefix(prefix))
        .and_then(|rest| rest.strip_suffix('}'));
    let latex = inner.or_else(|| latex.strip_prefix("\\displaystyle ")).unwrap_or(latex);
    let mut out = String::with_capacity(latex.len());
    for word in latex.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests;

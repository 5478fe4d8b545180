//! One page after another.

use crate::page::{NONE, Page};

/// A page and, after all of it, another one.
pub(super) fn append(page: &Page, mut more: Page) -> Page {
    let len = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
    let (text, blocks) = (len(page.text.len()), len(page.blocks.len()));
    let (elements, attributes) = (len(page.elements.len()), len(page.attributes.len()));
    let (values, tokens) = (len(page.values.len()), len(page.tokens.len()));
    let shift = |index: u32| if index == NONE { NONE } else { index.saturating_add(elements) };
    for block in &mut more.blocks {
        block.start += text;
        block.end += text;
        block.element = shift(block.element);
        block.first_element += elements;
    }
    for element in &mut more.elements {
        element.parent = shift(element.parent);
        element.end = shift(element.end);
        element.first_block += blocks;
        element.end_block += blocks;
        element.text_start += text;
        element.text_end += text;
        element.first_token += tokens;
        element.end_token += tokens;
        element.first_attribute += attributes;
        element.end_attribute += attributes;
    }
    for attribute in &mut more.attributes {
        attribute.start += values;
        attribute.end += values;
    }
    for island in &mut more.islands {
        island.element = shift(island.element);
        island.block += blocks;
        island.text_at += text;
        island.start += values;
        island.end += values;
    }
    let mut both = Page {
        text: page.text.clone() + &more.text,
        blocks: page.blocks.clone(),
        elements: page.elements.clone(),
        attributes: page.attributes.clone(),
        values: page.values.clone() + &more.values,
        tokens: page.tokens.clone(),
        islands: page.islands.clone(),
        has_markup: true,
        chosen: page.chosen.clone(),
        notes: page.notes.clone(),
    };
    both.blocks.append(&mut more.blocks);
    both.elements.append(&mut more.elements);
    both.attributes.append(&mut more.attributes);
    both.tokens.append(&mut more.tokens);
    both.islands.append(&mut more.islands);
    both
}

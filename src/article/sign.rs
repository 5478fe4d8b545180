//! Images that are signs, not pictures of the article: icons, smileys, portraits of members, what stands in
//! for an image until a script loads it, and what a page shows again and again.

use rustc_hash::FxHashMap;

use super::block::BlockKind;
use super::classes::{self, Class};
use super::image::{SETS, SOURCES};
use super::walk::Draft;
use crate::html::{AttrName, Tag};
use crate::page::{Element, Page};

/// A picture is shown large, small, and once more for printing; what is shown more often is a button, a rating
/// or a bullet.
const MOST_TIMES: u32 = 3;

/// More drawings in a row, without a word between them, are a menu or the logos of others.
const LONGEST_ROW: usize = 3;

/// Images of more pixels are pictures, whatever their names say.
const LARGEST: u32 = 200;

/// How many elements around an image may say what it is, if they hold no text.
const N_AROUND: usize = 2;

/// Longest alternative text of a smiley that stands for it, in bytes.
const LONGEST_SMILEY: usize = 16;

/// Words of a file's name, and of the folders it is in, that tell smileys, and other signs.
const SMILEYS: &[&str] =
    &["emoji", "emojis", "emoticon", "emoticons", "smiley", "smileys", "smilies"];
const FOLDERS: &[&str] = &["avatar", "avatars", "gravatar", "icons", "userpics"];
const FILES: &[&str] = &["avatar", "gravatar", "icon", "icons"];

/// Words of the name of a placeholder, and those that may stand beside them.
const PLACEHOLDERS: &[&str] = &[
    "1x1",
    "blank",
    "clear",
    "dummy",
    "empty",
    "lazy",
    "load",
    "loader",
    "loading",
    "pixel",
    "placeholder",
    "spacer",
    "transparent",
];
const BESIDE: &[&str] = &["gif", "image", "img"];

/// How often the page shows each image.
#[derive(Debug)]
pub(super) struct Signs<'a> {
    times: FxHashMap<&'a str, u32>,
}

impl<'a> Signs<'a> {
    pub(super) fn of(page: &'a Page) -> Signs<'a> {
        let mut times = FxHashMap::default();
        for image in page.elements.iter().filter(|element| element.tag == Tag::Img) {
            if let Some(source) = source(page, image) {
                *times.entry(source).or_default() += 1;
            }
        }
        Signs { times }
    }

    /// True for an image that is a sign; `url` is its address, `width` and `height` are its size.
    pub(super) fn has(
        &self,
        page: &Page,
        image: &Element,
        url: &str,
        size: [Option<u32>; 2],
    ) -> bool {
        let times = source(page, image).and_then(|source| self.times.get(source));
        if times.is_some_and(|times| *times > MOST_TIMES) {
            return true;
        }
        let is_large = size.into_iter().flatten().any(|size| size > LARGEST);
        let in_figure = page.ancestors(image.parent).take(4).any(|(_, e)| e.tag == Tag::Figure);
        let is_marked =
            || [Class::Sign, Class::Smiley].iter().any(|it| is_marked(page, image, *it));
        !is_large && !in_figure && (Name::of(url).is_sign() || is_marked())
    }
}

/// What tells one image from another: its set of addresses or its address, not that of what stands in for it.
fn source<'a>(page: &'a Page, image: &Element) -> Option<&'a str> {
    let is_own = |source: &&str| {
        !source.is_empty() && !source.starts_with("data:") && !is_placeholder(source)
    };
    let names = SETS.into_iter().chain(SOURCES);
    names.filter_map(|name| page.attribute(image, name)).find(is_own)
}

/// True for the address of what stands in for an image.
pub(super) fn is_placeholder(url: &str) -> bool {
    Name::of(url).is_placeholder()
}

/// True for the image of a smiley.
pub(super) fn is_smiley(page: &Page, image: &Element) -> bool {
    is_marked(page, image, Class::Smiley)
        || source(page, image).is_some_and(|source| Name::of(source).is_smiley())
}

/// The characters of a smiley, where they are no words.
pub(super) fn smiley<'a>(page: &'a Page, image: &Element) -> Option<&'a str> {
    let text = page.attribute(image, AttrName::Alt)?.trim();
    let is_one = !text.is_empty()
        && text.len() <= LONGEST_SMILEY
        && !text.chars().any(|c| c.is_alphabetic() || c.is_whitespace());
    is_one.then_some(text)
}

/// True if an image is marked, or what is around it alone.
fn is_marked(page: &Page, image: &Element, class: Class) -> bool {
    let around = page.ancestors(image.parent).map(|(_, element)| element).take(N_AROUND);
    let mut around = around.take_while(|element| element.first_block == element.end_block);
    classes::is(page, image, class) || around.any(|element| classes::is(page, element, class))
}

/// The path of an image's address.
struct Name<'a> {
    folders: &'a str,
    file: &'a str,
}

impl<'a> Name<'a> {
    fn of(url: &'a str) -> Name<'a> {
        let path = url.split(['?', '#']).next().unwrap_or("");
        let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
        Name { folders, file }
    }

    fn is_smiley(&self) -> bool {
        any_of(self.folders, SMILEYS) || any_of(self.file, SMILEYS)
    }

    fn is_sign(&self) -> bool {
        self.is_smiley() || any_of(self.folders, FOLDERS) || any_of(self.file, FILES)
    }

    fn is_placeholder(&self) -> bool {
        let stem = self.file.rsplit_once('.').map_or(self.file, |(stem, _)| stem);
        any_of(stem, PLACEHOLDERS)
            && words(stem).all(|word| is_of(word, PLACEHOLDERS) || is_of(word, BESIDE))
    }

    fn is_drawing(&self) -> bool {
        self.file.len() > 4 && self.file.to_ascii_lowercase().ends_with(".svg")
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

fn any_of(text: &str, list: &[&str]) -> bool {
    words(text).any(|word| is_of(word, list))
}

fn is_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|one| word.eq_ignore_ascii_case(one))
}

/// Leaves out long rows of drawings that have no caption.
pub(super) fn drop_rows(drafts: &mut Vec<Draft>) {
    let is_drawing = |draft: &Draft| {
        matches!(&draft.block.kind, BlockKind::Image(image)
            if image.caption.is_none() && Name::of(&image.url).is_drawing())
    };
    let mut kept = Vec::with_capacity(drafts.len());
    let mut row = Vec::new();
    for draft in drafts.drain(..) {
        if is_drawing(&draft) {
            row.push(draft);
            continue;
        }
        end_row(&mut row, &mut kept);
        kept.push(draft);
    }
    end_row(&mut row, &mut kept);
    *drafts = kept;
}

fn end_row(row: &mut Vec<Draft>, kept: &mut Vec<Draft>) {
    if row.len() > LONGEST_ROW {
        row.clear();
    }
    kept.append(row);
}

#[cfg(test)]
mod tests;

//! Claims of the links to the site's first page, which mostly show the site's name.

use crate::html::{AttrName, Tag};
use crate::metadata::claim::{Claims, Field, Source};
use crate::page::{Element, Page};

/// The longest name of a site, in bytes.
const LONGEST: usize = 80;

/// Names of files that are a folder's first page, without their ending.
const FIRST_PAGES: [&str; 4] = ["index", "default", "home", "main"];

/// The length of a language's name in an address: `/en/`.
const LANGUAGE_BYTES: usize = 2;

/// How many names are claimed.
const MOST: usize = 4;

/// Adds what the links to the first page show.
pub(super) fn read(page: &Page, address: Option<&str>, claims: &mut Claims) {
    let own = address.and_then(|address| address.split_once("://")).map(|(_, rest)| host(rest));
    let links = page.elements.iter().enumerate().filter(|(_, element)| element.tag == Tag::A);
    let home = links.filter(|(_, link)| {
        page.attribute(link, AttrName::Href).is_some_and(|href| leads_home(href, own))
    });
    let names = home.filter_map(|(at, link)| shown(page, at, link));
    for name in names.filter(|name| name.len() <= LONGEST).take(MOST) {
        claims.add(Field::SiteName, name, Source::Link);
    }
}

/// The text of a link, or what stands for its image.
fn shown<'a>(page: &'a Page, at: usize, link: &Element) -> Option<&'a str> {
    let text = page.element_text(link);
    if !text.is_empty() {
        return Some(text);
    }
    let inside = page.elements.get(at + 1..link.end as usize)?;
    let image = inside.iter().find(|element| element.tag == Tag::Img)?;
    page.attribute(image, AttrName::Alt).map(str::trim).filter(|name| !name.is_empty())
}

/// True for the address of a site's first page, in one of its languages or in the page's folder.
fn leads_home(href: &str, own: Option<&str>) -> bool {
    let href = href.trim();
    let (there, path) = match href.split_once("//") {
        Some(("http:" | "https:" | "", rest)) => {
            let there = host(rest);
            (Some(there), rest.get(there.len()..).unwrap_or(""))
        }
        Some(_) => return false,
        None => (None, href),
    };
    let is_own = there.zip(own).is_none_or(|(there, own)| bare(there) == bare(own));
    is_own && (there.is_some() || !path.is_empty()) && is_first(path)
}

fn is_first(path: &str) -> bool {
    let path = path.trim_start_matches(['.', '/']);
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let name = file.split('.').next().unwrap_or(file);
    let is_language = |part: &str| {
        part.len() == LANGUAGE_BYTES && part.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    (folder.is_empty() || is_language(folder))
        && (file.is_empty()
            || FIRST_PAGES.contains(&name)
            || folder.is_empty() && is_language(file))
}

fn host(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::leads_home;

    #[test]
    fn addresses_of_first_pages_are_told_from_others() {
        let own = Some("www.courier.example");
        for home in ["/", "./", "../", "/en/", "/en", "index.html", "../index.php", "/index.html"]
            .into_iter()
            .chain([
                "https://courier.example",
                "http://www.courier.example/",
                "//courier.example/de/",
            ])
        {
            assert!(leads_home(home, own), "{home}");
            assert!(leads_home(home, None), "{home}");
        }
        for other in ["", "#top", "?page=2", "/news", "news.html", "mailto:a@b.example", "/en/news"]
        {
            assert!(!leads_home(other, own), "{other}");
        }
        assert!(!leads_home("https://other.example/", own));
    }
}

//! The sites of a set's pages, and what their pages share.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use unchrome::{Options, Site};

use crate::each::each;
use crate::results::{Input, Source};
use crate::set::{Page, Set};

/// What is learned of sites from the pages of a set, without their labels.
#[derive(Debug, Default)]
pub struct Sites {
    by_page: BTreeMap<String, Arc<Site>>,
}

/// Pages of a site from which on something can be learned.
const FEWEST: usize = 3;

impl Sites {
    /// Learns the sites of a set in the form that the extractor gets.
    ///
    /// # Errors
    ///
    /// If a page cannot be read.
    pub fn learn(set: &Set, input: &Input, options: &Options) -> io::Result<Sites> {
        let pages: Vec<&Page> = set.pages.iter().collect();
        let learned = each(&pages, |page| {
            let mut site = Site::new();
            Source::of(set, page, input)?.teach(&mut site, options.clone());
            Ok((name(set, page)?, site))
        })?;
        let mut by_name: BTreeMap<&str, Site> = BTreeMap::new();
        for (name, site) in &learned {
            by_name.entry(name).or_default().merge(site);
        }
        by_name.retain(|_, site| site.n_pages() >= FEWEST);
        let by_name: BTreeMap<&str, Arc<Site>> =
            by_name.into_iter().map(|(name, site)| (name, Arc::new(site))).collect();
        let of_page = pages.iter().zip(&learned).filter_map(|(page, (name, _))| {
            Some((page.id.clone(), Arc::clone(by_name.get(name.as_str())?)))
        });
        Ok(Sites { by_page: of_page.collect() })
    }

    /// What is known of a page's site, if at least three of the set's pages are of it.
    pub fn of(&self, page: &Page) -> Option<&Arc<Site>> {
        self.by_page.get(&page.id)
    }
}

/// The name of a page's site: by its address, else by where most of its links lead.
fn name(set: &Set, page: &Page) -> io::Result<String> {
    if page.url.as_deref().is_some_and(|url| !url.is_empty()) {
        return Ok(of_address(page.url.as_deref(), &page.id));
    }
    let links = of_links(&String::from_utf8_lossy(&set.html(page)?));
    Ok(links.unwrap_or_else(|| page.id.clone()))
}

/// The registrable domain of an address, or the page's id where it has none.
///
/// Addresses of archives, `archive::host-path`, and hosts without a scheme are understood.
pub fn of_address(url: Option<&str>, id: &str) -> String {
    let Some(url) = url.filter(|url| !url.is_empty()) else { return id.to_owned() };
    let (rest, ends) = match url.split_once("::") {
        Some((_, rest)) => (rest, ['/', ':', '?', '-'].as_slice()),
        None => (url, ['/', ':', '?'].as_slice()),
    };
    let rest = rest.split_once("://").map_or(rest, |(_, rest)| rest);
    let host = rest.split(ends).next().unwrap_or_default().to_lowercase();
    psl::domain_str(&host).map_or_else(|| host.clone(), str::to_owned)
}

/// The registrable domain that most addresses of a page's source name.
fn of_links(source: &str) -> Option<String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for rest in source.split("://").skip(1) {
        let is_host = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        let host = rest.split(|c| !is_host(c)).next().unwrap_or_default().to_ascii_lowercase();
        if let Some(domain) = psl::domain_str(&host) {
            *times.entry(domain.to_owned()).or_insert(0) += 1;
        }
    }
    times.into_iter().max_by_key(|(_, n)| *n).map(|(domain, _)| domain)
}

#[cfg(test)]
mod tests {
    use super::{of_address, of_links};

    #[test]
    fn pages_of_one_site_have_one_name() {
        let site = |url| of_address(Some(url), "id");
        for url in
            ["https://www.example.co.uk/a", "http://news.EXAMPLE.co.uk:80/b?c", "example.co.uk"]
        {
            assert_eq!(site(url), "example.co.uk", "{url}");
        }
        assert_ne!(site("https://one.github.io/"), site("https://two.github.io/"), "two sites");
        assert_eq!(site("forum::board.example.org-viewtopic"), "example.org");
    }

    #[test]
    fn a_page_without_an_address_stands_alone() {
        assert_eq!(of_address(None, "17"), "17");
        assert_eq!(of_address(Some(""), "17"), "17");
    }

    #[test]
    fn links_tell_the_site() {
        let page = "<a href=http://a.example.org/1><a href='https://www.example.org'>\
            <a href=\"//x\"><script src=https://cdn.example.com/a.js></script>";
        assert_eq!(of_links(page).as_deref(), Some("example.org"));
        assert_eq!(of_links("<a href=/a>A</a>"), None);
    }
}

//! The page's address, and relative addresses made absolute.

use url::Url;

use crate::html::{AttrName, Tag};
use crate::page::Page;

/// The addresses against which a page's own are resolved.
#[derive(Debug)]
pub(super) struct Addresses {
    given: Option<Url>,
    base: Option<Url>,
}

impl Addresses {
    /// The given address, and the page's `<base>`.
    pub(super) fn of(page: &Page, given: Option<&str>) -> Addresses {
        let given = given.and_then(|given| Url::parse(given).ok());
        let declared = page.elements.iter().find(|element| element.tag == Tag::Base);
        let declared = declared.and_then(|element| page.attribute(element, AttrName::Href));
        let base = declared.and_then(|href| match &given {
            Some(given) => given.join(href).ok(),
            None => Url::parse(href).ok(),
        });
        Addresses { given, base }
    }

    /// The host of the given address, in lower case.
    pub(super) fn host(&self) -> Option<String> {
        self.given.as_ref().and_then(Url::host_str).map(str::to_owned)
    }

    /// True for the address of a site's first page.
    pub(super) fn is_home(&self) -> bool {
        self.given.as_ref().is_some_and(|given| given.path().len() <= 1)
    }

    /// An absolute address; `None` for a relative one on a page of unknown address, and for
    /// addresses that are not of the web.
    pub(super) fn resolve(&self, address: &str) -> Option<String> {
        let address = address.trim();
        let url = match self.base.as_ref().or(self.given.as_ref()) {
            Some(base) => base.join(address).ok()?,
            None if address.starts_with("//") => Url::parse(&format!("https:{address}")).ok()?,
            None => Url::parse(address).ok()?,
        };
        matches!(url.scheme(), "http" | "https").then(|| url.into())
    }
}

/// The host of an absolute address.
pub(super) fn host_of(address: &str) -> Option<String> {
    Url::parse(address).ok()?.host_str().map(str::to_owned)
}

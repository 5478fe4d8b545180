//! Addresses: resolved against the page's own, and never one that runs a script.

use url::Url;

use crate::html::{AttrName, Tag};
use crate::page::Page;

/// Addresses longer than this are not links but data; as in the servers and browsers that cut
/// them off at 8 KB.
const MAX_LEN: usize = 8192;

/// What relative addresses of a page are resolved against.
#[derive(Debug)]
pub(crate) struct Base(Option<Url>);

impl Base {
    /// The page's `<base href>`, itself resolved against the address the page was fetched from;
    /// only the first `base` with an address counts.
    pub(crate) fn of(page: &Page, fetched_from: Option<&str>) -> Base {
        let fetched = fetched_from.and_then(|url| Url::parse(url.trim()).ok()).filter(is_web);
        // `base` stands in the head: a page whose first elements hold none has none.
        let declared = page
            .elements
            .iter()
            .take_while(|element| !matches!(element.tag, Tag::P | Tag::Div | Tag::Article))
            .filter(|element| element.tag == Tag::Base)
            .find_map(|element| page.attribute(element, AttrName::Href));
        let url = match (declared, fetched) {
            (Some(href), Some(fetched)) => {
                fetched.join(href.trim()).ok().filter(is_web).or(Some(fetched))
            }
            (Some(href), None) => Url::parse(href.trim()).ok(),
            (None, fetched) => fetched,
        };
        Base(url.filter(is_web))
    }

    /// The address as a link of the article: `None` if it is empty, leads nowhere, or may run
    /// code or hold data.
    pub(crate) fn resolve(&self, href: &str) -> Option<String> {
        let href = href.trim();
        if href.is_empty() || href.len() > MAX_LEN {
            return None;
        }
        match Url::parse(href) {
            Ok(url) => is_safe(&url).then(|| url.into()),
            Err(url::ParseError::RelativeUrlWithoutBase) => match &self.0 {
                Some(base) => base.join(href).ok().filter(is_safe).map(Url::into),
                None => relative(href),
            },
            Err(_) => None,
        }
    }

    /// Like [`Base::resolve`], for what a page loads: only over the web.
    pub(crate) fn resolve_source(&self, source: &str) -> Option<String> {
        let resolved = self.resolve(source)?;
        match Url::parse(&resolved) {
            Ok(url) => is_web(&url).then_some(resolved),
            Err(_) => (!resolved.starts_with('#')).then_some(resolved),
        }
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// Schemes that only lead somewhere: IANA's that browsers and mail programs act on. A list of
/// what is allowed, since a list of what is forbidden is never complete.
fn is_safe(url: &Url) -> bool {
    matches!(
        url.scheme(),
        "http"
            | "https"
            | "mailto"
            | "tel"
            | "sms"
            | "ftp"
            | "ftps"
            | "sftp"
            | "magnet"
            | "geo"
            | "xmpp"
            | "irc"
            | "ircs"
            | "news"
            | "doi"
            | "bitcoin"
    )
}

/// A relative address where the page's own is not known: as it stands, if it is clean.
fn relative(href: &str) -> Option<String> {
    let scheme = href.split(['/', '?', '#']).next().unwrap_or("");
    if scheme.contains(':') || href.chars().any(char::is_control) || href == "#" {
        return None;
    }
    let mut out = String::with_capacity(href.len());
    for character in href.chars() {
        match character {
            ' ' => out.push_str("%20"),
            '"' => out.push_str("%22"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push('/'),
            '`' => out.push_str("%60"),
            _ => out.push(character),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests;

//! What was learned of sites, by their names: a file of JSON lines, which may be joined to others.
//!
//! A line is `{"site": NAME, "learned": BASE64}`. Of several lines with one name the sum counts.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::Arc;

use data_encoding::BASE64;
use serde_json::{Map, Value, json};
use unchrome::{Options, Site};

use crate::page::string;

/// Sites by name.
#[derive(Debug, Default)]
pub(crate) struct Sites(BTreeMap<String, Arc<Site>>);

impl Sites {
    /// Counts the lines of a page.
    pub(crate) fn learn(&mut self, name: String, page: &[u8], options: &Options) {
        Arc::make_mut(self.0.entry(name).or_default()).learn_bytes(page, options);
    }

    /// Options that know the site of a page, if anything was learned of it.
    pub(crate) fn tell(&self, name: Option<&str>, options: Options) -> Options {
        match name.and_then(|name| self.0.get(name)) {
            Some(site) => options.with_site(Arc::clone(site)),
            None => options,
        }
    }

    pub(crate) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        for (name, site) in &self.0 {
            let learned = BASE64.encode(&site.to_bytes());
            writeln!(out, "{}", json!({ "site": name, "learned": learned }))?;
        }
        out.flush()
    }

    pub(crate) fn open(path: &Path) -> io::Result<Sites> {
        let named = |error: io::Error| io::Error::other(format!("{}: {error}", path.display()));
        let file = std::fs::File::open(path).map_err(named)?;
        Sites::read(io::BufReader::new(file)).map_err(named)
    }

    fn read(lines: impl BufRead) -> io::Result<Sites> {
        let mut sites = Sites::default();
        for line in lines.lines() {
            let (name, site) = entry(&line?).ok_or_else(|| {
                io::Error::other("a line that is not as `unchrome learn` writes them")
            })?;
            Arc::make_mut(sites.0.entry(name).or_default()).merge(&site);
        }
        Ok(sites)
    }
}

fn entry(line: &str) -> Option<(String, Site)> {
    let object: Map<String, Value> = serde_json::from_str(line).ok()?;
    let learned = BASE64.decode(object.get("learned")?.as_str()?.as_bytes()).ok()?;
    Some((object.get("site")?.as_str()?.to_owned(), Site::from_bytes(&learned)?))
}

/// The name of a page's site: what the line calls it, else the host of its address.
pub(crate) fn name_of(page: &Map<String, Value>) -> Result<Option<String>, String> {
    if let Some(name) = string(page, "site")? {
        return Ok(Some(name.to_owned()));
    }
    Ok(string(page, "url")?.and_then(host))
}

/// The host of an address, without `www.`.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn a_host_is_the_name_of_a_site() {
        for url in ["https://www.Example.org/a", "http://example.org:80?q", "https://u@example.org"]
        {
            assert_eq!(host(url).as_deref(), Some("example.org"), "{url}");
        }
        assert_eq!(host("/a/b"), None);
        assert_eq!(host("https:///a"), None);
    }
}

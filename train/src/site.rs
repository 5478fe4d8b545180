//! Which pages belong together: those of one site, by registrable domain. They stand in the same
//! fold, so that no page is judged by what was learned from its own site's template.

/// How many folds there are.
pub const N_FOLDS: u8 = 5;

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

/// The fold of a site: from a hash (FNV-1a) of its name, so that it stays when pages are added.
pub fn fold(site: &str) -> u8 {
    let hash = site.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    ((hash >> 20) % u64::from(N_FOLDS)) as u8
}

#[cfg(test)]
mod tests {
    use super::{N_FOLDS, fold, of_address};

    #[test]
    fn pages_of_one_site_share_a_fold() {
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
    fn folds_are_of_like_size() {
        let mut sizes = [0; N_FOLDS as usize];
        for n in 0..5000 {
            sizes[usize::from(fold(&format!("site-{n}.example")))] += 1;
        }
        assert!(sizes.iter().all(|size| (800..1200).contains(size)), "{sizes:?}");
    }
}

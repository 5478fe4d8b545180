//! Which pages belong together: those of one site, by registrable domain. They stand in the same
//! fold, so that no page is judged by what was learned from its own site's template.

/// How many folds there are.
pub const N_FOLDS: u8 = 5;

/// The fold of a site: from a hash (FNV-1a) of its name, so that it stays when pages are added.
pub fn fold(site: &str) -> u8 {
    let hash = site.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    ((hash >> 20) % u64::from(N_FOLDS)) as u8
}

#[cfg(test)]
mod tests {
    use super::{N_FOLDS, fold};

    #[test]
    fn folds_are_of_like_size() {
        let mut sizes = [0; N_FOLDS as usize];
        for n in 0..5000 {
            sizes[usize::from(fold(&format!("site-{n}.example")))] += 1;
        }
        assert!(sizes.iter().all(|size| (800..1200).contains(size)), "{sizes:?}");
    }
}

use super::{BYTES, reader};
use crate::feature::NAMES;

/// The longest file: an extractor that is linked into programs should stay small.
const MOST_BYTES: usize = 500_000;

#[test]
fn the_bundled_file_fits_the_features() {
    let judge = reader::read(BYTES).expect("judge.bin does not fit the features: retrain");
    assert!(judge.ensembles.iter().all(|ensemble| ensemble.ends.len() >= 50));
    assert!(BYTES.len() < MOST_BYTES, "{} bytes", BYTES.len());
}

#[test]
fn damaged_files_are_refused() {
    assert!(reader::read(b"").is_none());
    for cut in [1, 100, BYTES.len() / 2, BYTES.len() - 1] {
        assert!(reader::read(&BYTES[..cut]).is_none(), "cut at {cut}");
    }
    let text = String::from_utf8_lossy(BYTES);
    let at = text.find(NAMES[0]).unwrap();
    let mut renamed = BYTES.to_vec();
    renamed[at] = b'?';
    assert!(reader::read(&renamed).is_none(), "an unknown name");
    let mut longer = BYTES.to_vec();
    longer.push(0);
    assert!(reader::read(&longer).is_none(), "bytes after the end");
}

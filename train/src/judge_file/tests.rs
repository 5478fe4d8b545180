use super::words;

#[test]
fn hashes_stand_as_what_each_has_more_than_the_one_before() {
    let bytes = words([(5, [1]), (305, [-1]), (u32::MAX, [0])].into_iter()).unwrap();
    let (n, words) = bytes.split_at(4);
    assert_eq!(n, 3_u32.to_le_bytes());
    assert_eq!(words.get(..5), Some(&[5, 1, 0xac, 0x02, 0xff][..]));
    // 2^32 - 1 - 305 has five groups of seven bits.
    assert_eq!(words.get(5..), Some(&[0xce, 0xfd, 0xff, 0xff, 0x0f, 0][..]));
}

#[test]
fn hashes_out_of_order_are_an_error() {
    assert!(words([(5, [1]), (4, [1])].into_iter()).is_err());
}

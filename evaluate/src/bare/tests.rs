use super::*;

const PAGE: &str = "<head><meta property='og:title' content='A'><meta charset='utf-8'></head>\
    <main id=\"a\"><div class='side bar' data-x=1 title=\"t\"><h2 class=x>Head</h2><p>class=\"kept\"</p>\
    </div></main>";

/// What becomes of the page with the first of some ids whose seed has these bits.
fn of_bits(mask: u64, bits: u64) -> String {
    let id = (0..10_000).map(|n: u32| n.to_string()).find(|id| seed(id) & mask == bits).unwrap();
    String::from_utf8(bare(PAGE.as_bytes(), &id)).unwrap()
}

#[test]
fn attributes_of_purpose_go_and_others_stay() {
    let page = of_bits(0b111_1111, 0);
    assert_eq!(
        page,
        "<head><meta property='og:title' content='A'><meta charset='utf-8'></head>\
         <main><div title=\"t\"><h2>Head</h2><p>class=\"kept\"</p></div></main>"
    );
}

#[test]
fn elements_and_declarations_go_by_the_id() {
    let page = of_bits(0b111_1111, 0b00_0101);
    assert_eq!(
        page,
        "<head><meta charset='utf-8'></head>\
         <div><div title=\"t\"><h2>Head</h2><p>class=\"kept\"</p></div></div>"
    );
    let page = of_bits(0b111_1111, 0b11_0000);
    assert!(page.contains("<main><table><tr><td><p><b>Head</b><p>"), "{page}");
    assert!(page.ends_with("</td></tr></table></main>"), "{page}");
    let page = of_bits(0b111_1111, 0b110_0000);
    assert!(page.contains("><br><br><b>Head</b><br><br><br><br>class=\"kept\"</div>"), "{page}");
}

#[test]
fn the_same_id_gives_the_same_page() {
    assert_eq!(bare(PAGE.as_bytes(), "7"), bare(PAGE.as_bytes(), "7"));
}

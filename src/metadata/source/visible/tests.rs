use super::*;

#[test]
fn a_dateline_says_when_and_nothing_more() {
    let is_it = |line| is_dateline(line, &date::find(line, Order::DayFirst, "en"));
    for line in [
        "3 May 2024",
        "Friday, 3 May 2024, 10:15 BST",
        "Published: 3 May 2024 | Updated: 4 May 2024",
        "LEEDS, May 3, 2024",
        "2024年5月3日 10時15分",
    ] {
        assert!(is_it(line), "{line}");
    }
    for line in [
        "",
        "Friday",
        "May 2024",
        "The bridge reopened on 3 May 2024",
        "3 May 2024: the bridge reopens",
        "The council has said that it was first published 3 May 2024",
    ] {
        assert!(!is_it(line), "{line}");
    }
}

use super::{Share, matched, shares, words};

/// Length of a longest common subsequence, the slow way.
fn length(a: &[u32], b: &[u32]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let next = if x == y { diagonal + 1 } else { row[at].max(row[at + 1]) };
            diagonal = std::mem::replace(&mut row[at + 1], next);
        }
    }
    row[b.len()]
}

#[test]
fn as_many_words_match_as_can() {
    let mut state = 1_u32;
    let mut random = |n: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % n
    };
    // Lengths on both sides of a limb of 64 bits.
    for (n_page, n_truth) in [(0, 5), (5, 0), (40, 30), (100, 64), (150, 65), (90, 200)] {
        let page: Vec<u32> = (0..n_page).map(|_| random(9)).collect();
        let truth: Vec<u32> = (0..n_truth).map(|_| random(9)).collect();
        let found = matched(&page, &truth);
        let kept: Vec<u32> =
            page.iter().zip(&found).filter(|(_, found)| **found).map(|(word, _)| *word).collect();
        assert_eq!(kept.len(), length(&page, &truth), "{n_page} against {n_truth}");
        let mut rest = truth.iter();
        assert!(kept.iter().all(|word| rest.any(|other| other == word)), "in order");
    }
}

#[test]
fn blocks_are_content_by_the_order_of_words() {
    let blocks = [
        "Home News Sport",
        "The bridge reopened on Monday.",
        "Read also: the tunnel",
        "Nobody was hurt.",
    ];
    let shares = shares(&blocks, "the bridge reopened on Monday.\nNobody was hurt.");
    let content: Vec<bool> = shares.iter().map(Share::is_content).collect();
    assert_eq!(content, [false, true, false, true]);
    assert_eq!(shares[1], Share { matched: 1.0, n_words: 5 });
}

#[test]
fn content_out_of_order_is_content() {
    let blocks = [
        "The answer that the truth gives last.",
        "A question of nine words stands first of all.",
        "And its details are told here at some length.",
    ];
    let truth = format!("{}\n{}\n{}", blocks[1], blocks[2], blocks[0]);
    assert!(shares(&blocks, &truth).iter().all(Share::is_content));
}

#[test]
fn of_two_copies_one_is_content() {
    let story = "The bridge reopened on Monday, the council said.";
    let shares = shares(&[story, "Home News Sport Weather", story], story);
    assert_eq!(shares.iter().filter(|share| share.is_content()).count(), 1, "{shares:?}");
    assert!(!shares[1].is_content());
}

#[test]
fn words_are_runs_or_single_signs() {
    assert_eq!(words("It’s 5 o_clock, ÉTÉ"), ["it", "s", "5", "o_clock", "été"]);
    assert_eq!(words("大桥 reopened。"), ["大", "桥", "reopened"]);
}

use super::{Tally, tally_of};
use crate::page::Block;

fn tally(text: &str) -> Tally {
    tally_of(&Block::default(), text)
}

#[test]
fn letters_of_all_scripts_have_their_length() {
    let english = tally("The old bridge of the town opened to traffic again on Monday.");
    for text in [
        "Der alte Stadtbrücke wurde am Montag für den Verkehr geöffnet.",
        "昔の橋は月曜日に再び開通した。古い町の橋。",
        "낡은 시내 다리가 월요일에 다시 차량 통행을 시작했다고 합니다.",
        "สะพานเก่าของเมืองเปิดให้คนเดินเท้าและรถยนต์ใช้อีกครั้งเมื่อเช้า",
    ] {
        let found = tally(text);
        let times = found.len / english.len;
        assert!((0.8..1.25).contains(&times), "{times}: {text}");
        let words = found.n_words / english.n_words;
        assert!((0.6..1.4).contains(&words), "{words}: {text}");
    }
}

#[test]
fn sentences_end_in_all_scripts() {
    for text in [
        "It opened on Monday.",
        "पुल सोमवार को खुला।",
        "پل پیر کو کھلا۔",
        "橋は月曜日に開通した。",
        "ድልድዩ ሰኞ ተከፈተ።",
        "ស្ពានបើកនៅថ្ងៃចន្ទ។",
    ] {
        assert_eq!((tally(text).ending, tally(text).n_sentences), (2, 1.0), "{text}");
    }
    assert_eq!(tally("Next page").ending, 0);
}

#[test]
fn long_clauses_of_thai_are_running_text_and_labels_are_none() {
    let text = tally(
        "ประธานสภาเมืองกล่าวว่าระหว่างทำงานวิศวกรพบฐานหินที่ไม่มีอยู่ในแผนที่ใดเลย ทำให้โครงการล่าช้าไปครึ่งปีเต็ม",
    );
    assert_eq!((text.ending, text.n_sentences), (2, 2.0));
    for label in ["ข่าวที่เกี่ยวข้อง", "สะพานเก่าเปิดใช้อีกครั้งหลังซ่อมสองปี"]
    {
        assert_eq!((tally(label).ending, tally(label).n_sentences), (0, 0.0), "{label}");
    }
}

#[test]
fn a_script_without_case_begins_with_no_lower_case_letter() {
    let beginnings = ["bridge", "Bridge", "мост", "جسر", "다리", "橋", "7 men"];
    assert_eq!(beginnings.map(|text| tally(text).beginning), [0, 1, 0, 1, 1, 1, 2]);
}

/// Eight bytes are looked at together: what ends a word stands at each place among them.
#[test]
fn words_end_wherever_their_last_letter_stands() {
    for n in 0..30 {
        for end in [b' ', b'`', b'{', b'A', b'_', b'9', 0xc3, 0] {
            let text = ["z".repeat(n).into_bytes(), vec![end], b"aaaaaaaaaaaa".to_vec()].concat();
            assert_eq!(super::n_lower(&text), n, "{text:?}");
        }
        assert_eq!(super::n_lower("a".repeat(n).as_bytes()), n);
    }
}

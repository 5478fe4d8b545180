use std::borrow::Cow;

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, ISO_2022_JP, ISO_8859_7, KOI8_R, SHIFT_JIS, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1256,
};

use super::decode;
use crate::Note;

const RUSSIAN: &str = "Новый мост через реку открыли в понедельник. Движение восстановлено.";
const GREEK: &str = "Η νέα γέφυρα άνοιξε τη Δευτέρα, μετά από δύο χρόνια εργασιών στην πόλη.";
const CHINESE: &str =
    "新桥于星期一重新开放，市议会在一份声明中说，工程历时两年，比原计划提前了三个月完成。";
const TRADITIONAL: &str =
    "新橋於星期一重新開放，市議會在一份聲明中說，工程歷時兩年，比原計劃提前了三個月完成。";
const JAPANESE: &str = "新しい橋は月曜日に再開通した。工事は二年かかったと市議会は声明で述べた。";
const KOREAN: &str = "새 다리가 월요일에 다시 열렸다. 공사는 이 년이 걸렸다고 시의회가 밝혔다.";
const POLISH: &str = "Nowy most został otwarty w poniedziałek, po dwóch latach prac, jak mówią władze miasta. Jeździć można też nocą.";
const ARABIC: &str = "أعيد افتتاح الجسر يوم الاثنين بعد عامين من العمل كما قال المجلس في بيان له.";

fn in_encoding(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, used, lost) = encoding.encode(text);
    assert_eq!((used, lost), (encoding, false), "{text}");
    bytes.into_owned()
}

fn in_utf_16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes_of).collect()
}

#[track_caller]
fn assert_decodes(bytes: &[u8], charset: Option<&str>, expected: &str) {
    let decoded = decode(bytes, charset);
    assert_eq!(decoded.text, expected);
    assert_eq!(decoded.notes, []);
}

#[test]
fn utf_8_is_borrowed() {
    for text in ["", "plain", RUSSIAN] {
        let decoded = decode(text.as_bytes(), None);
        assert!(matches!(decoded.text, Cow::Borrowed(borrowed) if borrowed == text));
    }
}

#[test]
fn a_mark_wins_and_is_left_out() {
    assert_decodes("\u{feff}Größe".as_bytes(), Some("windows-1251"), "Größe");
    assert_decodes(&in_utf_16("\u{feff}Größe 大小", u16::to_le_bytes), Some("utf-8"), "Größe 大小");
    assert_decodes(&in_utf_16("\u{feff}Größe 大小", u16::to_be_bytes), None, "Größe 大小");
}

#[test]
fn utf_16_without_a_mark() {
    let page = format!("<html><title>T</title><p>{CHINESE}</p></html>");
    for text in ["Plain text.", "a", page.as_str(), RUSSIAN] {
        assert_decodes(&in_utf_16(text, u16::to_le_bytes), None, text);
        assert_decodes(&in_utf_16(text, u16::to_be_bytes), None, text);
    }
}

const LEGACY: &[(&Encoding, &str)] = &[
    (WINDOWS_1251, RUSSIAN),
    (KOI8_R, RUSSIAN),
    (GBK, CHINESE),
    (BIG5, TRADITIONAL),
    (SHIFT_JIS, JAPANESE),
    (EUC_JP, JAPANESE),
    (ISO_2022_JP, JAPANESE),
    (EUC_KR, KOREAN),
    (ISO_8859_7, GREEK),
    (WINDOWS_1250, POLISH),
    (WINDOWS_1256, ARABIC),
];

#[test]
fn heads_of_responses_name_the_charset() {
    let (cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode("Мост открыт");
    for head in
        ["HTTP/1.1 200 OK", "WARC/1.0\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK"]
    {
        let head =
            format!("{head}\r\ncontent-type: text/html; charset=\"windows-1251\"\r\n\r\n<p>");
        let page = [head.as_bytes(), &cyrillic].concat();
        assert_decodes(&page, None, &format!("{head}Мост открыт"));
    }
}

#[test]
fn legacy_encodings_by_http_charset() {
    for (encoding, text) in LEGACY {
        assert_decodes(&in_encoding(encoding, text), Some(encoding.name()), text);
    }
}

#[test]
fn legacy_encodings_by_meta() {
    for (encoding, text) in LEGACY {
        let name = encoding.name();
        for declaration in [
            format!("<meta charset={name}>"),
            format!("<META CHARSET = '{}' />", name.to_lowercase()),
            format!("<meta http-equiv=\"Content-Type\" content=\"text/html; charset={name}\">"),
            format!("<?xml version='1.0' encoding=\"{name}\"?>"),
            format!("<!-- <meta charset=utf-8> --><link a='<'><meta charset=\"{name}\">"),
            format!("<meta charset=no-such-thing><meta charset={name}>"),
        ] {
            let page = format!("{declaration}<p>{text}");
            assert_decodes(&in_encoding(encoding, &page), None, &page);
            assert_decodes(&in_encoding(encoding, &page), Some("no-such-thing"), &page);
        }
    }
}

#[test]
fn legacy_encodings_by_detection() {
    for (encoding, text) in LEGACY {
        assert_decodes(&in_encoding(encoding, text), None, text);
    }
}

#[test]
fn http_wins_over_meta() {
    let page = format!("<meta charset=koi8-r><p>{RUSSIAN}");
    assert_decodes(&in_encoding(WINDOWS_1251, &page), Some("windows-1251"), &page);
}

#[test]
fn wrong_declarations_are_found_out() {
    let page = format!("<meta charset=iso-8859-1><p>{RUSSIAN}");
    assert_decodes(page.as_bytes(), None, &page);
    assert_decodes(page.as_bytes(), Some("iso-8859-1"), &page);
    let page = format!("<meta charset=utf-8><p>{RUSSIAN}");
    assert_decodes(&in_encoding(WINDOWS_1251, &page), None, &page);
    let page = format!("<meta charset=utf-16><p>{POLISH}");
    assert_decodes(page.as_bytes(), Some("utf-16le"), &page);
    let page = format!("<meta charset=shift_jis><p>{}", KOREAN.repeat(5));
    assert_decodes(&in_encoding(EUC_KR, &page), None, &page);
}

#[test]
fn ascii_labels_mean_windows_1252() {
    let page = "<meta charset=us-ascii><p>“Quoted” – café";
    assert_decodes(&in_encoding(WINDOWS_1252, page), None, page);
}

#[test]
fn a_few_bad_bytes_are_replaced() {
    let mut bytes = RUSSIAN.as_bytes().to_vec();
    bytes.pop();
    bytes.pop();
    let decoded = decode(&bytes, Some("windows-1251"));
    assert!(decoded.text.starts_with("Новый мост") && decoded.text.ends_with('\u{fffd}'));
    assert_eq!(decoded.notes, [Note::ReplacedBytes]);
}

#[test]
fn binary_gives_nothing() {
    let random: Vec<u8> =
        (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let sound: Vec<u8> = (0..5000_u32).flat_map(|n| [(n * 7 % 32) as u8, 0]).collect();
    for bytes in [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj".as_slice(),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04\x14\0\0\0\x08\0",
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"\0\0\0\0\0\0\0\0",
        &random,
        &sound,
    ] {
        let decoded = decode(bytes, Some("utf-8"));
        assert_eq!((decoded.text.as_ref(), decoded.notes.as_slice()), ("", &[Note::Binary][..]));
    }
}

#[test]
fn a_stray_control_character_is_text() {
    assert_decodes(b"one\x0ctwo\x1b[0m\0 three", None, "one\x0ctwo\x1b[0m\0 three");
    assert_decodes(b"", None, "");
}

#[test]
fn text_that_was_encoded_twice_is_decoded_twice() {
    for text in [POLISH, RUSSIAN, CHINESE, "A café’s “menu” – for naïve 🙂 guests…"] {
        let twice: String = text.bytes().map(char::from).collect();
        assert_encoded_twice(twice.as_bytes(), text);
        // Without the five bytes that windows-1252 does not have.
        let (twice, _) = WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
        assert_encoded_twice(twice.as_bytes(), text);
    }
}

#[track_caller]
fn assert_encoded_twice(bytes: &[u8], expected: &str) {
    let decoded = decode(bytes, None);
    assert_eq!(decoded.text, expected);
    assert_eq!(decoded.notes, [Note::EncodedTwice]);
}

#[test]
fn text_that_was_encoded_once_is_left_alone() {
    for text in [
        "La Câmara não é à São João",
        "GRÃOS e café",
        "Â£ 5",
        "He wrote “cafÃ©” – ‘Ã©’.",
        "Ã©",
        "Ã",
        "",
    ] {
        assert_decodes(text.as_bytes(), None, text);
    }
}

use super::*;

fn chinese(line: &str) -> Vec<String> {
    before_names(&words(line), "role.zh")
}

fn korean(line: &str) -> Vec<String> {
    behind_names_of_korean(&words(line))
}

fn japanese(line: &str) -> Vec<String> {
    behind_names_of_japanese(&words(line))
}

const NONE: [&str; 0] = [];

#[test]
fn every_entry_does_what_its_kind_says() {
    for role in WORDS.of("role.zh") {
        assert_eq!(chinese(&format!("本报{role} 王小明")), ["王小明"], "{role}");
        assert_eq!(chinese(&format!("{role}：王小明 来源：新晨网")), ["王小明"], "{role}");
    }
    for end in WORDS.of("not.zh") {
        assert_eq!(chinese(&format!("记者王小明{end}")), ["王小明"], "{end}");
    }
    for editor in WORDS.of("editor.zh") {
        let line = format!("{editor}：王小明、李雪");
        assert_eq!(before_names(&words(&line), "editor.zh"), ["王小明", "李雪"], "{editor}");
        assert_eq!(chinese(&line), NONE, "{editor}");
    }
    for role in WORDS.of("role.ko") {
        assert_eq!(korean(&format!("김민수 {role}")), ["김민수"], "{role}");
        assert_eq!(korean(&format!("[한빛일보 김민수{role}]")), ["김민수"], "{role}");
    }
    for word in WORDS.of("not.ko") {
        assert_eq!(korean(&format!("{word} 기자")), NONE, "{word}");
    }
    for end in WORDS.of("desk.ko") {
        assert_eq!(korean(&format!("박지영 편집{end} 기자")), ["박지영"], "{end}");
    }
    for role in WORDS.of("role.ja") {
        assert_eq!(japanese(&format!("山田太郎{role}")), ["山田太郎"], "{role}");
        assert_eq!(japanese(&format!("ソウル＝山田 花子 {role}")), ["山田 花子"], "{role}");
    }
    for word in WORDS.of("not.ja") {
        assert_eq!(japanese(&format!("{word}記者")), NONE, "{word}");
    }
    for (kind, given, role) in [("surname.zh", "小明", "记者 "), ("surname.ko", "민수", "")] {
        for surname in WORDS.of(kind) {
            let name = format!("{surname}{given}");
            let line = format!("{role}{name} 기자");
            let found = if kind == "surname.zh" { chinese(&line) } else { korean(&line) };
            assert_eq!(found, [name], "{kind}");
        }
    }
}

#[test]
fn who_made_an_image_signs_nothing() {
    for word in WORDS.of("photo") {
        let page =
            format!("<h1>서울시, 새 공원 개장</h1><p>새 공원을 열었다. [{word} = 김민수 기자]");
        let article = crate::Options::new().extract(&page.replace("<h1>", "<html lang=ko><h1>"));
        assert!(article.metadata().authors.is_empty(), "{word}");
    }
}

#[test]
fn several_sign_together() {
    assert_eq!(chinese("新晨网记者 王小明 李雪 通讯员 赵刚"), ["王小明", "李雪", "赵刚"]);
    assert_eq!(chinese("記者王小明、李雪／台北報導"), ["王小明", "李雪"]);
    assert_eq!(korean("김민수·박지영 기자"), ["김민수", "박지영"]);
    assert_eq!(korean("김민수 기자, 박지영 특파원"), ["김민수", "박지영"]);
    assert_eq!(all_names("山田太郎、林花子"), ["山田太郎", "林花子"]);
    assert_eq!(japanese("東京＝林花子記者、社会部 森 一郎 記者"), ["林花子", "森 一郎"]);
    assert_eq!(japanese("社会部 林花子記者"), ["林花子"]);
    assert_eq!(japanese("林 花子記者"), ["林 花子"]);
}

#[test]
fn a_reporter_without_a_name_signs_nothing() {
    for line in ["记者了解到", "记者从市政府获悉", "记者 综合报道", "作者：", "来源：新晨网"]
    {
        assert_eq!(chinese(line), NONE, "{line}");
    }
    for line in ["기자에게 말했다", "한 기자", "서울 기자", "김민수 기자회견", "기자"]
    {
        assert_eq!(korean(line), NONE, "{line}");
    }
    for line in ["記者会見", "記者", "1記者", "担当 記者"] {
        assert_eq!(japanese(line), NONE, "{line}");
    }
    assert_eq!(all_names("写真"), NONE);
    assert_eq!(all_names("山田太郎、写真2枚"), NONE);
}

#[test]
fn brackets_open_and_end_paragraphs() {
    assert_eq!(opening("新晨网北京5月3日电（记者 王小明）市政府宣布。"), Some("记者 王小明"));
    assert_eq!(opening("(서울=한빛) 김민수 기자 = 서울시는"), Some("(서울=한빛) 김민수 기자"));
    assert_eq!(opening("市政府宣布。公园开放（记者 王小明）。"), None);
    assert_eq!(opening("市政府宣布"), None);
    assert_eq!(ending("市民は待っていたという。【山田太郎】"), Some("山田太郎"));
    assert_eq!(ending("市民は待っていたという。"), None);
    assert!(is_signed_paragraph("市民は待っていたという。【山田太郎】"));
    for text in ["【関連記事】", "新しい公園【写真】", "市は発表した。【山田太郎】という。"]
    {
        assert!(!is_signed_paragraph(text), "{text}");
    }
}

#[test]
fn a_line_of_a_name_and_what_its_bearer_is_signs() {
    for line in ["홍길수 기자", "记者 王小明", "記者：王小明"] {
        assert!(is_signature(line), "{line}");
    }
    for line in ["홍길수", "홍길수 기자가 강가에서 본 것들", "记者", "Ana Silva", ""]
    {
        assert!(!is_signature(line), "{line}");
    }
}

use super::{Date, Order, ago, find, parse};

fn day_first(text: &str) -> String {
    parse(text, Order::DayFirst, "").map(|date| date.to_string()).unwrap_or_default()
}

#[test]
fn iso_forms_keep_precision_and_zone() {
    for (text, expected) in [
        ("2024-05-03", "2024-05-03"),
        ("2024-05-03T10:15", "2024-05-03T10:15"),
        ("10:15, 3 May 2024", "2024-05-03T10:15"),
        ("10:15 AM, May 3, 2024", "2024-05-03T10:15"),
        ("10.15 Uhr | 3. Mai 2024", "2024-05-03T10:15"),
        ("10:15 BST 3 MAY 2024Updated 14:20, 4 MAY 2024", "2024-05-03T10:15+01:00"),
        ("10:15 | 03/05/2024", "2024-05-03T10:15"),
        ("10:15 p.m. ET May 3, 2024 | Updated 7:02 a.m. ET May 4, 2024", "2024-05-03T22:15"),
        ("May 3, 2024 | Updated 7:02 a.m. ET May 4, 2024", "2024-05-03"),
        ("May 3, 2024, updated at 7:02 a.m.", "2024-05-03"),
        ("May 3, 2024 at 7:02 am PT", "2024-05-03T07:02"),
        ("Fri 3 May 2024 12.00 CEST", "2024-05-03T12:00+02:00"),
        ("May 3, 2024 10.15 km", "2024-05-03"),
        ("3 May 2024 10:15, 4 May 2024 11:20", "2024-05-03T10:15"),
        ("from 10:15, on Friday, 3 May 2024", "2024-05-03"),
        ("2024-05-03T10:15:30Z", "2024-05-03T10:15:30Z"),
        ("2024-05-03T10:15:30.233000+02:00", "2024-05-03T10:15:30+02:00"),
        ("2024-05-03 10:15:30 -0530", "2024-05-03T10:15:30-05:30"),
        ("20240503T101530Z", "2024-05-03T10:15:30Z"),
        ("20240503", "2024-05-03"),
        ("2024-05", "2024-05"),
        ("1714731330", "2024-05-03T10:15:30Z"),
        ("1714731330000", "2024-05-03T10:15:30Z"),
        ("Fri, 03 May 2024 10:15:30 GMT", "2024-05-03T10:15:30Z"),
        ("Fri May 03 2024", "2024-05-03"),
        ("Fri May  3 10:15:30 CEST 2024", "2024-05-03T10:15:30+02:00"),
        ("Fri May 03 10:15:30 +0000 2024", "2024-05-03T10:15:30Z"),
        ("Fri May  3 10:15:30 2024", "2024-05-03T10:15:30"),
        ("2024-02-30", ""),
        ("", ""),
        ("99999999999999999999", ""),
    ] {
        assert_eq!(day_first(text), expected, "{text}");
    }
}

#[test]
fn dates_that_are_glued_to_what_stands_beside_are_found() {
    for (text, expected) in [
        ("By Ana SilvaMay 3, 2024", "2024-05-03"),
        ("By Ana SilvaMay 3, 202420 Mins Read", "2024-05-03"),
        ("Mar 27, 20255 mins", "2025-03-27"),
        ("June 14, 20241 yr", "2024-06-14"),
        ("Redaktion3. Mai 2024", "2024-05-03"),
        ("May 3, 31416", ""),
        ("DisMay 3, 2024", "2024-05-03"),
        ("Dismay 3, 2024", ""),
    ] {
        assert_eq!(day_first(text), expected, "{text}");
    }
    let text = "By Ana SilvaMay 3, 202420 Mins Read";
    let found = find(text, Order::DayFirst, "")[0];
    assert_eq!(text.get(found.start..found.end), Some("May 3, 202420"));
}

#[test]
fn order_decides_only_what_is_ambiguous() {
    let american = |text| parse(text, Order::MonthFirst, "en").map(|date| date.to_string());
    assert_eq!(american("5/3/2024").as_deref(), Some("2024-05-03"));
    assert_eq!(american("13/5/2024").as_deref(), Some("2024-05-13"));
    assert_eq!(day_first("5/3/2024"), "2024-03-05");
    assert_eq!(day_first("3.5.24"), "2024-05-03");
    assert!(parse("5/3/2024", Order::DayFirst, "").is_some_and(|date| date.ambiguous));
}

#[test]
fn month_names_in_many_languages() {
    for (text, expected) in [
        ("May 3rd, 2024 at 3:05 p.m. EDT", "2024-05-03T15:05-04:00"),
        ("3 May 2024, 10:15 BST", "2024-05-03T10:15+01:00"),
        ("3. Mai 2024, 10.15 Uhr", "2024-05-03T10:15"),
        ("le 1er août 2024 à 9h05", "2024-08-01T09:05"),
        ("3 de mayo de 2024", "2024-05-03"),
        ("3 de març del 2024", "2024-03-03"),
        ("3 maggio 2024", "2024-05-03"),
        ("3 mei 2024 om 10:15", "2024-05-03T10:15"),
        ("3 maja 2024", "2024-05-03"),
        ("3. května 2024", "2024-05-03"),
        ("2024. május 3., péntek 10:15", "2024-05-03T10:15"),
        ("2024 m. gegužės 3 d.", "2024-05-03"),
        ("2024. gada 3. maijs", "2024-05-03"),
        ("3 мая 2024 г. в 10:15", "2024-05-03T10:15"),
        ("3 травня 2024", "2024-05-03"),
        ("3 Μαΐου 2024", "2024-05-03"),
        ("3 Mayıs 2024", "2024-05-03"),
        ("3. toukokuuta 2024", "2024-05-03"),
        ("٣ مايو ٢٠٢٤", "2024-05-03"),
        ("3 כانون", ""),
        ("3 במאי 2024", "2024-05-03"),
        ("3 मई 2024", "2024-05-03"),
        ("3 พฤษภาคม 2567", "2024-05-03"),
        ("ngày 3 tháng 5 năm 2024", "2024-05-03"),
        ("2024年5月3日 10:15", "2024-05-03T10:15"),
        ("2024년 5월 3일 오후 3:05", "2024-05-03T15:05"),
        ("2024. 5. 3.", "2024-05-03"),
        ("May 2024", "2024-05"),
    ] {
        assert_eq!(day_first(text), expected, "{text}");
    }
}

#[test]
fn a_month_of_two_meanings_is_read_in_its_language() {
    let read = |language| parse("5. listopada 2024", Order::DayFirst, language).map(|d| d.month);
    assert_eq!(read("pl"), Some(Some(11)));
    assert_eq!(read("hr"), Some(Some(10)));
}

#[test]
fn dates_in_a_line_have_their_places() {
    let line = "Published 3 May 2024 | Updated 5 May 2024, 9:00 UTC";
    let found = find(line, Order::DayFirst, "en");
    assert_eq!(found.len(), 2);
    assert_eq!(line.get(found[0].start..found[0].end), Some("3 May 2024"));
    assert_eq!(found[1].date.to_string(), "2024-05-05T09:00Z");
    assert!(find("Version 1.2.3 of 12.000 units, 555-1234", Order::DayFirst, "en").is_empty());
}

#[test]
fn near_dates_and_swaps() {
    let date = Date::day(2024, 5, 3).unwrap();
    assert!(date.is_near(&Date::day(2024, 5, 2).unwrap()));
    assert!(!date.is_near(&Date::day(2024, 5, 8).unwrap()));
    let read = parse("5/3/2024", Order::MonthFirst, "en").unwrap();
    assert_eq!(read.swapped().unwrap().to_string(), "2024-03-05");
}

#[test]
fn the_tables_are_whole() {
    let mut languages: Vec<&str> = include_str!("months.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split('\t').next())
        .collect();
    languages.dedup();
    assert!(languages.len() >= 25);
    for row in crate::table::rows(include_str!("months.tsv")) {
        let [language, month, forms] = row.as_slice() else { panic!("{row:?}") };
        for form in forms.split('|') {
            assert_eq!(form.to_lowercase(), *form);
            let text = format!("3 {form} 2024");
            let read = parse(&text, Order::DayFirst, language).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(read.month.map(|m| m.to_string()).as_deref(), Some(*month), "{text}");
        }
    }
    for row in crate::table::rows(include_str!("zones.tsv")) {
        assert!(
            matches!(row.as_slice(), [name, minutes] if super::words::zone(name).map(|m| m.to_string()).as_deref() == Some(*minutes))
        );
    }
}

#[test]
fn times_ago_are_found_where_they_begin() {
    for (line, expected) in [
        ("by Sam Oduya 12 months ago in News", Some("12 months ago in News")),
        ("3 hours ago", Some("3 hours ago")),
        ("Updated 3 days, 2 hours ago", Some("2 hours ago")),
        ("Ana Silva, vor 2 Tagen", Some("vor 2 Tagen")),
        ("il y a 3 heures", Some("il y a 3 heures")),
        ("hace 3 horas", Some("hace 3 horas")),
        ("há 3 horas", Some("há 3 horas")),
        ("πριν από 3 ώρες", Some("πριν από 3 ώρες")),
        ("πριν 3 ώρες", Some("πριν 3 ώρες")),
        ("cách đây 3 giờ", Some("cách đây 3 giờ")),
        ("för 3 timmar sedan", Some("3 timmar sedan")),
        ("pred 3 hodinami", Some("pred 3 hodinami")),
        ("před 3 hodinami", Some("před 3 hodinami")),
        ("пре 3 сата", Some("пре 3 сата")),
        ("преди 3 часа", Some("преди 3 часа")),
        ("acum 3 ore", Some("acum 3 ore")),
        ("fa 3 hores", Some("fa 3 hores")),
        ("منذ 3 ساعات", Some("منذ 3 ساعات")),
        ("قبل 3 ساعات", Some("قبل 3 ساعات")),
        ("לפני 3 שעות", Some("לפני 3 שעות")),
        ("3 ore fa", Some("3 ore fa")),
        ("3 uur geleden", Some("3 uur geleden")),
        ("3 dni temu", Some("3 dni temu")),
        ("3 часа назад", Some("3 часа назад")),
        ("3 години тому", Some("3 години тому")),
        ("3 saat önce", Some("3 saat önce")),
        ("3 tuntia sitten", Some("3 tuntia sitten")),
        ("3 timer siden", Some("3 timer siden")),
        ("3 horas atrás", Some("3 horas atrás")),
        ("3 jam lalu", Some("3 jam lalu")),
        ("3 giờ trước", Some("3 giờ trước")),
        ("3 घंटे पहले", Some("3 घंटे पहले")),
        ("3 ساعات قبل", Some("3 ساعات قبل")),
        ("3 hodiny zpátky", Some("3 hodiny zpátky")),
        ("3 dni nazaj", Some("3 dni nazaj")),
        ("3小时前", Some("3小时前")),
        ("3 時間前", Some("3 時間前")),
        ("3시간 전", Some("3시간 전")),
        ("3 May 2024", None),
        ("2024-05-03 10:15", None),
        ("5 min read", None),
        ("for 3 days", None),
        ("Covid19 ago", None),
        ("in 2019 long ago", None),
        ("", None),
    ] {
        assert_eq!(ago(line).and_then(|at| line.get(at..)), expected, "{line}");
    }
}

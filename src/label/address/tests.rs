use super::{AddressBlock, contacts, find, is_placeholder};
use crate::{html, plain};

fn in_text(text: &str) -> Vec<AddressBlock> {
    find(&plain::read(text))
}

const PROSE: &str = "The council met on Monday to talk about the bridge, and it agreed to pay.\n";

/// The address stands between prose; whether it is found with exactly its lines.
fn found_lines(address: &str) -> Vec<String> {
    let text = format!("{}{address}\n{}", PROSE.repeat(15), PROSE.repeat(15));
    let page = plain::read(&text);
    let found = find(&page);
    found
        .iter()
        .flat_map(|block| block.blocks.clone())
        .map(|at| page.block_text(&page.blocks[at]).to_owned())
        .collect()
}

const TEMPLATE: &str = "Physical Address\n304 North Cardinal St.\nDorchester Center, MA 02124\n";

#[test]
fn a_repeated_template_address_is_one_contact() {
    let text = format!("{TEMPLATE}{TEMPLATE}Kim opens a bridge\n{}", PROSE.repeat(9));
    for text in [
        text.clone(),
        text.replace('\n', "\r\n"),
        text.replace('\n', "\n\n"),
        text.replace('\n', "\n   \t"),
        text.replace("Address\n", "Address:\n"),
    ] {
        let page = plain::read(&text);
        let found = find(&page);
        assert_eq!(found.iter().map(|f| f.blocks.clone()).collect::<Vec<_>>(), [0..3, 3..6]);
        assert_eq!(found.iter().map(|f| f.label).collect::<Vec<_>>(), [Some(0), Some(3)]);
        assert!(found.iter().all(|f| f.sure && f.placeholder));
        let contacts = contacts(&page, &found);
        assert_eq!(contacts.len(), 1);
        let contact = &contacts[0];
        assert_eq!(contact.label.as_deref(), Some("Physical Address"));
        assert_eq!(contact.lines, ["304 North Cardinal St.", "Dorchester Center, MA 02124"]);
        assert_eq!((contact.times, contact.placeholder), (2, true));
        assert_eq!(contact.postal_code.as_deref(), Some("02124"));
    }
}

#[test]
fn the_same_lines_as_html_are_the_same_address() {
    for tag in ["p", "div", "li"] {
        let html: String =
            TEMPLATE.lines().map(|line| format!("<{tag}>{line}</{tag}>\n")).collect();
        let page = html::read(&format!("<body>{html}{html}<h1>Kim</h1><p>{PROSE}</p>"));
        let found = find(&page);
        assert_eq!(found.iter().map(|f| f.blocks.clone()).collect::<Vec<_>>(), [0..3, 3..6]);
        assert_eq!(contacts(&page, &found)[0].times, 2);
    }
}

/// Country, the lines of an address, its postal code.
const ADDRESSES: &[(&str, &str, Option<&str>)] = &[
    ("us", "Mailing Address\n1600 Amphitheatre Parkway\nMountain View, CA 94043", Some("94043")),
    ("us", "77 Massachusetts Ave, Suite 4\nCambridge, MA 02139-4307\nUSA", Some("02139-4307")),
    ("us", "P.O. Box 1234\nSpringfield, IL 62701", Some("62701")),
    ("us", "1 Infinite Loop, Cupertino, CA 95014", Some("95014")),
    ("gb", "Address\n10 Downing Street\nLondon\nSW1A 2AA\nUnited Kingdom", Some("SW1A 2AA")),
    ("gb", "221B Baker Street\nLondon NW1 6XE", Some("NW1 6XE")),
    ("ca", "24 Sussex Drive\nOttawa, ON K1M 1M4\nCanada", Some("K1M 1M4")),
    ("au", "Our Office\n1 Martin Place\nSydney NSW 2000\nAustralia", Some("2000")),
    ("ie", "Registered Office\n25 St Stephen Green\nDublin\nD02 XY45", Some("D02 XY45")),
    ("in", "Address: 12, Mahatma Gandhi Road\nBengaluru 560001\nIndia", Some("560001")),
    ("in", "Plot No. 45, Sector 18\nGurugram, Haryana 122015", Some("122015")),
    ("de", "Anschrift\nHauptstraße 5\n10115 Berlin", Some("10115")),
    ("de", "Musterverlag GmbH\nAm Markt 12a\nD-20095 Hamburg\nTel.: +49 40 1234567", Some("20095")),
    ("at", "Adresse:\nMariahilfer Str. 10\n1070 Wien\nÖsterreich", Some("1070")),
    ("ch", "Kontakt\nBahnhofstrasse 1\nCH-8001 Zürich", Some("8001")),
    ("fr", "Adresse\n12, rue de la Paix\n75002 Paris\nFrance", Some("75002")),
    ("fr", "12 bis avenue Victor Hugo\n69002 Lyon", Some("69002")),
    ("es", "Dirección\nCalle de Alcalá, 50\n28014 Madrid\nEspaña", Some("28014")),
    ("mx", "Dirección:\nAv. Insurgentes Sur 1602\n03940 Ciudad de México", Some("03940")),
    ("it", "Indirizzo\nVia Garibaldi 12\n20121 Milano MI\nItalia", Some("20121")),
    ("pt", "Morada\nRua Augusta 25\n1100-048 Lisboa", Some("1100-048")),
    ("br", "Endereço\nAvenida Paulista, 1578\nSão Paulo - SP\n01310-200", None),
    ("br", "Avenida Paulista, 1578\nSão Paulo - SP, 01310-200", Some("01310-200")),
    ("nl", "Bezoekadres\nKeizersgracht 123\n1015 CJ Amsterdam", Some("1015 CJ")),
    ("be", "Adres\nWetstraat 16\n1000 Brussel", Some("1000")),
    ("pl", "Adres\nul. Nowy Świat 15/17\n00-029 Warszawa", Some("00-029")),
    ("cz", "Adresa\nVodičkova ulice 30\n110 00 Praha", Some("110 00")),
    ("hu", "Cím\nAndrássy út 12\n1061 Budapest", Some("1061")),
    ("ro", "Adresa\nStr. Lipscani 10\n030031 București", Some("030031")),
    ("se", "Adress\nDrottninggatan 5\n111 51 Stockholm", Some("111 51")),
    ("dk", "Adresse\nVestergade 12\n1456 København", Some("1456")),
    ("no", "Besøksadresse\nStorgata 3\n0155 Oslo", Some("0155")),
    ("fi", "Käyntiosoite\nMannerheimintie 10\n00100 Helsinki", Some("00100")),
    ("ru", "Адрес редакции\nул. Тверская, 7\n125009 Москва", Some("125009")),
    ("ua", "Адреса\nвул. Хрещатик, 22\n01001 Київ", Some("01001")),
    ("tr", "Adresimiz\nİstiklal Caddesi 25\n34430 Beyoğlu", Some("34430")),
    ("jp", "住所\n〒100-0005 東京都千代田区丸の内1丁目9-1", Some("100-0005")),
    ("jp", "所在地\n東京都港区芝公園4丁目2番8号", None),
    ("cn", "地址：北京市朝阳区建国路88号", None),
    ("kr", "주소\n04524 서울특별시 중구 세종대로 110", Some("04524")),
    ("il", "כתובת\nרחוב הרצל 12\nתל אביב 6618501", Some("6618501")),
    ("eg", "العنوان\nشارع التحرير 15\nالقاهرة 11511", Some("11511")),
    ("id", "Alamat Redaksi\nJl. Sudirman No. 12\nJakarta 10220", Some("10220")),
];

#[test]
fn addresses_of_many_countries_are_found_whole() {
    let mut wrong = Vec::new();
    for (country, address, code) in ADDRESSES {
        let lines: Vec<&str> = address.lines().collect();
        let found = found_lines(address);
        // A name above the street is the page's, if no label says that an address follows.
        let without_name = lines.get(1..).unwrap_or(&[]);
        let (block, _) = (in_text(address), ());
        let found_code = block.first().and_then(|block| block.postal_code.clone());
        if (found != lines && !(found == without_name && lines[0].ends_with("GmbH")))
            || (code.is_some() && found_code.as_deref() != *code)
        {
            wrong.push(format!("{country}: {found:?} instead of {lines:?}; code {found_code:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn phones_and_emails_are_listed() {
    let text = "Contact us\n5 Mill Lane\nYork YO1 7EP\nPhone: +44 1904 555 123\nFax 01904 555124\n\
                press@mill.example\nMon - Fri 9:00 - 17:00";
    let found = in_text(text);
    assert_eq!(found.len(), 1);
    let block = &found[0];
    assert_eq!(block.blocks, 0..7);
    assert_eq!(block.phones, ["+44 1904 555 123", "01904 555124"]);
    assert_eq!(block.emails, ["press@mill.example"]);
    let without_street = "10115 Berlin\nTel: 030 1234567\nE-Mail: post@haus.example";
    assert_eq!(in_text(without_street).len(), 1);
}

#[test]
fn filler_is_told_from_addresses() {
    for line in ["Call 1-800-123-4567 now", "Company@Mail.com", "123 Main Street, Anytown"] {
        assert!(is_placeholder(line), "{line}");
    }
    for line in ["1123 Main Streets", "123 Mainz Street", "555-1234", "info@company.community"] {
        assert!(!is_placeholder(line), "{line}");
    }
    let found = in_text("123 Main Street\n(123) 456-7890\ninfo@company.com");
    assert!(found.iter().all(|block| block.placeholder && block.sure));
    assert_eq!(found.len(), 1);
}

/// What names places and numbers and is no address block.
const OTHERS: &[&str] = &[
    "Police were called to 304 North Cardinal St. in Dorchester on Monday night.",
    "The man, 34, of 12 Mill Lane, York YO1 7EP, denied the charge at the crown court.",
    "DORCHESTER, Mass. — Police said on Monday that 304 people had been counted.",
    "DORCHESTER, Mass. (AP) — 24 people",
    "Where: the concert takes place at 12 Mill Lane, and doors open at 7 pm.",
    "When: 7 pm to 9 pm, June 12, 2024\nTickets: 12 pounds",
    "She died at her home on 5 Mill Lane on May 3, 2024, aged 84, with her family around her.",
    "The house at 12 Mill Lane, York, has four rooms and costs 350,000 pounds.",
    "Lions 24, Bears 17",
    "Lions 24, Bears 17\nEagles 31, Giants 10\nFinal 2024",
    "2 cups flour\n1 cup sugar\n3 eggs\n12 oz butter",
    "Year 2019\nYear 2020\nYear 2021",
    "1999\n2000\n2001\n2002",
    "January 2024\nFebruary 2024\nMarch 2024",
    "12,345 67,890 11,121\n10115 20095 30001",
    "Smith v. Jones, 123 U.S. 456 (1999)\n42 U.S.C. 1983",
    "10 Things To Do On Main Street",
    "5 Best Street Food Places in Bangkok",
    "24 hours on the road",
    "Population 10115\nArea 12345",
    "Posted May 2024\n12 comments",
    "Match 5000\nEngland 24",
    "iPhone 15 Pro\nGalaxy 2024",
    "Version 2.0.1\nBuild 12345",
    "Apollo 11 Mission 1969\nOne Way",
    "12 Angry Men, 1957\nSunset Boulevard, 1950",
    "Contact 1997\n12 Monkeys 1995",
    "Share 1200 Views",
];

#[test]
fn prose_and_numbers_are_no_addresses() {
    let wrong: Vec<String> = OTHERS
        .iter()
        .filter(|text| !found_lines(text).is_empty())
        .map(|text| format!("{text:?}: {:?}", found_lines(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn any_page_is_searched_in_linear_time() {
    for line in ["1\n", "12 Mill Lane\n", "York YO1 7EP\n", "Address\n", "a@b.c\n", "Address: 1\n"]
    {
        let page = plain::read(&line.repeat(50_000));
        let found = find(&page);
        assert!(contacts(&page, &found).len() <= found.len());
    }
}

#[test]
fn every_postal_pattern_compiles() {
    for line in include_str!("postal.txt").lines().filter(|line| !line.starts_with('#')) {
        let (pattern, countries) = line.split_once('\t').expect("pattern, tab, countries");
        assert!(regex::Regex::new(pattern).is_ok(), "{pattern}");
        assert!(countries.split(' ').all(|country| country.len() == 2), "{line}");
    }
}

//! A page that a scraper flattened: an address block twice, the headline, a share bar twice,
//! fifteen paragraphs, the share bar again. The bundled page has the form of the seed page, which
//! is read too where it lies beside the repository.

use std::fs;
use std::path::Path;

use serde_json::Value;
use unchrome::{Article, Format, Label, Options};

/// The numbers of the page's lines.
const ADDRESSES: [usize; 6] = [0, 1, 2, 3, 4, 5];
const HEADLINE: usize = 6;
const SHARE_BARS: [usize; 15] = [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 32, 33, 34, 35, 36];
const FIRST_PARAGRAPH: usize = 17;
const N_PARAGRAPHS: usize = 15;
const N_LINES: usize = 37;
const N_SHARE_TARGETS: usize = 5;

/// A page by its lines.
#[derive(Clone)]
struct Page {
    lines: Vec<String>,
    placeholder: bool,
}

impl Page {
    fn new(text: &str) -> Page {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), N_LINES);
        Page { lines, placeholder: true }
    }

    fn bundled() -> Page {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let page = root.join("fixtures/twins/address-and-share-bars/input.txt");
        Page::new(&fs::read_to_string(page).unwrap())
    }

    /// The seed page and what is said of it.
    fn seed() -> Option<(Page, Value)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed");
        let page = fs::read_to_string(folder.join("000_de2b0b5702e56b51.txt")).ok()?;
        let expected = fs::read_to_string(folder.join("expected.json")).ok()?;
        Some((Page::new(&page), serde_json::from_str(&expected).unwrap()))
    }

    fn all() -> Vec<(&'static str, Page)> {
        let seed = Page::seed();
        if seed.is_none() {
            println!("skipped: the seed page does not lie beside the repository");
        }
        let seed = seed.map(|(page, _)| ("seed", page));
        [("bundled", Page::bundled())].into_iter().chain(seed).collect()
    }

    fn line(&self, at: usize) -> &str {
        &self.lines[at]
    }

    fn paragraphs(&self) -> Vec<&str> {
        let lines = self.lines.iter().skip(FIRST_PARAGRAPH).take(N_PARAGRAPHS);
        lines.map(String::as_str).collect()
    }

    /// The same page with another address and label line in place of each.
    fn with_address(&self, lines: [&str; 3]) -> Page {
        let mut page = self.clone();
        page.placeholder = false;
        for (at, line) in ADDRESSES.into_iter().zip(lines.into_iter().cycle()) {
            page.lines[at] = line.to_owned();
        }
        page
    }

    fn with_share_labels(&self, labels: [&str; N_SHARE_TARGETS]) -> Page {
        let mut page = self.clone();
        for (at, label) in SHARE_BARS.into_iter().zip(labels.into_iter().cycle()) {
            page.lines[at] = label.to_owned();
        }
        page
    }

    /// What is wrong with the article of this page, one line each.
    fn faults(&self, article: &Article) -> Vec<String> {
        let mut faults = Vec::new();
        let mut expect =
            |what: &str, found: &dyn std::fmt::Debug, expected: &dyn std::fmt::Debug| {
                let (found, expected) = (format!("{found:?}"), format!("{expected:?}"));
                if found != expected {
                    faults.push(format!("{what}: {found}, not {expected}"));
                }
            };
        expect("headline", &article.headline(), &Some(self.line(HEADLINE)));
        let body: Vec<&str> = article.body().iter().map(|block| block.text.as_str()).collect();
        let paragraphs = self.paragraphs();
        expect("paragraphs", &body.len(), &paragraphs.len());
        for paragraph in &paragraphs {
            expect(paragraph, &body.contains(paragraph), &true);
        }
        for block in &body {
            expect(block, &paragraphs.contains(block), &true);
        }
        let contacts = &article.metadata().contacts;
        let found: Vec<_> = contacts
            .iter()
            .map(|c| (c.label.as_deref(), c.lines.as_slice(), c.times, c.placeholder))
            .collect();
        let contact = (Some(self.line(0)), &self.lines[1..3], 2, self.placeholder);
        expect("contacts", &found, &[contact]);
        let bar = &SHARE_BARS[..N_SHARE_TARGETS];
        let targets: Vec<String> = bar.iter().map(|at| self.line(*at).to_lowercase()).collect();
        expect("share targets", &article.metadata().share_targets, &targets);
        let removed: Vec<_> = article.removed().map(|piece| (piece.label, piece.text)).collect();
        let addresses = ADDRESSES.map(|at| (Label::Address, self.line(at)));
        let bars = SHARE_BARS.map(|at| (Label::Share, self.line(at)));
        expect("removed", &removed, &[addresses.as_slice(), &bars].concat());
        faults
    }

    /// The lines as they are, one a line.
    fn text(&self) -> String {
        self.lines.join("\n")
    }

    fn joined(&self, line: impl Fn(&str) -> String) -> String {
        self.lines.iter().map(|l| line(l)).collect()
    }
}

/// Extracts each input and says of each what is wrong, once for all.
#[track_caller]
fn assert_right(inputs: Vec<(String, Page, Format, String)>) {
    let mut report = String::new();
    for (name, page, format, input) in inputs {
        let article = Options::new().with_format(format).extract(&input);
        for fault in page.faults(&article) {
            report += &format!("{name}: {fault}\n");
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn the_seed_is_as_its_expectations_say() {
    let Some((page, expected)) = Page::seed() else {
        println!("skipped: the seed page does not lie beside the repository");
        return;
    };
    let article = unchrome::extract(&page.text());
    let json: Value = serde_json::from_str(&article.to_json()).unwrap();
    assert_eq!(json["headline"], expected["headline"]);
    let texts: Vec<&Value> =
        json["blocks"].as_array().unwrap().iter().map(|b| &b["text"]).collect();
    assert_eq!(texts, expected["body_paragraphs"].as_array().unwrap().iter().collect::<Vec<_>>());
    let metadata = &json["metadata"];
    for (field, wanted) in expected["contacts"][0].as_object().unwrap() {
        assert_eq!(&metadata["contacts"][0][field], wanted, "{field}");
    }
    assert_eq!(metadata["contacts"].as_array().unwrap().len(), 1);
    assert_eq!(metadata["share_targets"], expected["share_targets"]);
    assert_eq!(metadata["language"], expected["language"]);
    let lines = expected["removed_lines"].as_object().unwrap();
    let removed = json["removed"].as_array().unwrap();
    assert_eq!(removed.len(), lines.values().map(|v| v.as_array().unwrap().len()).sum::<usize>());
    for (label, numbers) in lines {
        let texts = removed.iter().filter(|piece| piece["label"] == *label);
        let texts: Vec<&str> = texts.map(|piece| piece["text"].as_str().unwrap()).collect();
        let numbers = numbers.as_array().unwrap().iter().map(|n| n.as_u64().unwrap());
        let wanted: Vec<&str> = numbers.map(|n| page.line(usize::try_from(n).unwrap())).collect();
        assert_eq!(texts, wanted, "{label}");
    }
}

#[test]
fn lines_as_scrapers_write_them() {
    let mut inputs = Vec::new();
    for (name, page) in Page::all() {
        let styles = [
            ("as it is", page.text()),
            ("line feed at the end", page.joined(|line| format!("{line}\n"))),
            ("CRLF", page.joined(|line| format!("{line}\r\n"))),
            ("indented", page.joined(|line| format!("    {line}\n"))),
            ("tabs", page.joined(|line| format!("\t\t{line}\t\n"))),
            ("space after", page.joined(|line| format!("{line}  \n"))),
            ("blank lines", page.joined(|line| format!("{line}\n\n"))),
            ("blank lines, CRLF", page.joined(|line| format!("{line}\r\n\r\n"))),
            ("two blank lines", page.joined(|line| format!("\n\n{line}\n"))),
            ("byte order mark", format!("\u{feff}{}", page.text())),
        ];
        for (style, input) in styles {
            inputs.push((format!("{name}, {style}"), page.clone(), Format::Auto, input));
        }
    }
    assert_right(inputs);
}

#[test]
fn addresses_of_other_countries() {
    let addresses = [
        ["Anschrift", "Lindenstraße 48", "10969 Berlin"],
        ["Adresse", "12, rue de la République", "69002 Lyon"],
        ["Postal address", "14 Mill Lane", "Norwich NR2 1AB"],
        ["所在地", "〒150-0041", "東京都渋谷区神南1丁目2番3号"],
    ];
    let mut inputs = Vec::new();
    for (name, page) in Page::all() {
        for address in addresses {
            let page = page.with_address(address);
            let input = page.text();
            inputs.push((format!("{name}, {}", address[0]), page, Format::Auto, input));
        }
    }
    assert_right(inputs);
}

#[test]
fn share_labels_of_other_languages() {
    let bars = [
        ["Link kopieren", "Twitter", "Facebook", "WhatsApp", "E-Mail"],
        ["Copier le lien", "twitter", "facebook", "whatsapp", "e-mail"],
        ["Copiar enlace", "Twitter", "Facebook", "WhatsApp", "Correo electrónico"],
        ["Kopiuj link", "Twitter", "Facebook", "WhatsApp", "E-mail"],
        ["Скопировать ссылку", "ВКонтакте", "Одноклассники", "Телеграм", "WhatsApp"],
        ["نسخ الرابط", "تويتر", "فيسبوك", "واتساب", "البريد الإلكتروني"],
        ["リンクをコピー", "ツイッター", "フェイスブック", "LINE", "メール"],
        ["링크 복사", "트위터", "페이스북", "카카오톡", "이메일"],
    ];
    let mut inputs = Vec::new();
    for (name, page) in Page::all() {
        for bar in bars {
            let page = page.with_share_labels(bar);
            let input = page.text();
            inputs.push((format!("{name}, {}", bar[0]), page, Format::Auto, input));
        }
    }
    assert_right(inputs);
}

#[test]
fn bare_elements() {
    let mut inputs = Vec::new();
    for (name, page) in Page::all() {
        for tag in ["p", "div"] {
            let lines = page.joined(|line| format!("<{tag}>{line}</{tag}>\n"));
            let page_of = |lines: &str| format!("<html><body>\n{lines}</body></html>");
            for (what, input) in [("alone", lines.clone()), ("in a body", page_of(&lines))] {
                let name = format!("{name}, <{tag}> {what}");
                inputs.push((name, page.clone(), Format::Auto, input));
            }
        }
    }
    assert_right(inputs);
}

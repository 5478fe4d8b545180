//! The words around names and dates in bylines, in all languages at once.

use once_cell::sync::Lazy;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::chars;
use crate::lexicon::opens_with;
use crate::table::WordKinds;

static KINDS: Lazy<WordKinds> =
    Lazy::new(|| WordKinds::read(include_str!("data/byline_words.tsv")));

static SETS: Lazy<Sets> = Lazy::new(|| {
    let set = |kind| KINDS.of(kind).iter().copied().collect();
    Sets {
        and: set("and"),
        role: set("role"),
        org: set("org"),
        team: set("team"),
        junk: set("junk"),
        cut: set("cut"),
        cut_name: set("cut_name"),
        label: set("label"),
        born: set("born"),
        way: set("way"),
        title: set("title"),
        particle: set("particle"),
        deed: set("deed"),
        post_nominal: set("post_nominal"),
        noun: set("noun"),
        agency: set("agency"),
        listen: set("listen"),
    }
});

/// Words that open a line, by their first two letters, or the one that they have; longest first.
type Opening = FxHashMap<(char, Option<char>), Vec<&'static str>>;

static OPENINGS: Lazy<Openings> = Lazy::new(|| {
    let by_letters = |kind| {
        let mut opening = Opening::default();
        for word in KINDS.of(kind) {
            let mut letters = word.chars();
            if let Some(first) = letters.next() {
                opening.entry((first, letters.next())).or_default().push(word);
            }
        }
        opening
    };
    Openings {
        by: by_letters("by"),
        other: by_letters("other"),
        signed: by_letters("signed"),
        starter: by_letters("starter"),
        updated: by_letters("updated"),
        published: by_letters("published"),
    }
});

struct Openings {
    signed: Opening,
    starter: Opening,
    by: Opening,
    other: Opening,
    updated: Opening,
    published: Opening,
}

struct Sets {
    and: FxHashSet<&'static str>,
    role: FxHashSet<&'static str>,
    org: FxHashSet<&'static str>,
    team: FxHashSet<&'static str>,
    junk: FxHashSet<&'static str>,
    cut: FxHashSet<&'static str>,
    cut_name: FxHashSet<&'static str>,
    label: FxHashSet<&'static str>,
    born: FxHashSet<&'static str>,
    way: FxHashSet<&'static str>,
    title: FxHashSet<&'static str>,
    particle: FxHashSet<&'static str>,
    deed: FxHashSet<&'static str>,
    post_nominal: FxHashSet<&'static str>,
    noun: FxHashSet<&'static str>,
    agency: FxHashSet<&'static str>,
    listen: FxHashSet<&'static str>,
}

/// True for a lower-case word that joins two names.
pub(super) fn joins(word: &str) -> bool {
    SETS.and.contains(word)
}

/// True for a word, as written, after which a byline goes on about something else.
pub(super) fn cuts(word: &str) -> bool {
    SETS.cut.contains(word)
}

/// True for a word, as written, after which a byline goes on about something else if a full name stands
/// before it.
pub(super) fn cuts_name(word: &str) -> bool {
    SETS.cut_name.contains(word)
}

/// True for a line that says that the name of who wrote stands below: "About the author".
pub(super) fn is_author_label(line: &str) -> bool {
    SETS.label.contains(bare(line).as_str())
}

/// True for a line below which stands who was born, and when.
pub(super) fn is_birth_label(line: &str) -> bool {
    line.len() <= LONGEST_LABEL && SETS.born.contains(bare(line).as_str())
}

/// True for a lower-case word that opens titles and no name: "The Clockmaker".
pub(super) fn opens_title(word: &str) -> bool {
    SETS.title.contains(word)
}

/// True for a word, as written, that stands amid a way and in no name: "From Theory to Practice".
pub(super) fn is_way(word: &str) -> bool {
    SETS.way.contains(word)
}

/// True for a word, as written, that follows a name at the beginning of what is said of its bearer.
pub(super) fn is_deed(word: &str) -> bool {
    SETS.deed.contains(word)
}

/// True for a word, as written, that stands amid names: "Ana van Meer".
pub(super) fn is_particle(word: &str) -> bool {
    SETS.particle.contains(word)
}

/// The longest label of a birth, in bytes.
const LONGEST_LABEL: usize = 64;

/// A label in small letters, without its colon.
fn bare(line: &str) -> String {
    line.trim_end_matches([':', '：', ' ']).trim_start().to_lowercase()
}

/// True for a lower-case word of a role or a label, which no name begins or ends with.
pub(super) fn is_role(word: &str) -> bool {
    SETS.role.contains(word)
}

/// True for a lower-case word for one who writes: "correspondent".
pub(super) fn is_writer(word: &str) -> bool {
    KINDS.of("writer").contains(&word)
}

/// True for letters, as written but without signs, that follow a name and do not belong to it.
pub(super) fn is_post_nominal(letters: &str) -> bool {
    SETS.post_nominal.contains(letters)
}

/// True for a lower-case word of an organisation's name.
pub(super) fn is_organisation(word: &str) -> bool {
    SETS.org.contains(word)
}

/// True for a lower-case word for those who write for an organisation: "staff".
pub(super) fn is_team(word: &str) -> bool {
    SETS.team.contains(word)
}

/// True for a line that is nothing but an agency's short name, in any case.
pub(super) fn is_agency(line: &str) -> bool {
    SETS.agency.contains(line.trim().to_lowercase().as_str())
}

/// True for a line that offers to read the text out.
pub(super) fn is_listen(line: &str) -> bool {
    SETS.listen.contains(line.trim().to_lowercase().as_str())
}

/// True for a lower-case text that stands where a name should, and is none.
pub(super) fn is_junk(text: &str) -> bool {
    SETS.junk.contains(text)
}

/// What follows a byline's opening word ("By", "Von", "作者："), if the line has one. The second
/// value is true if a sign or the script parts them, so that no other word can be meant.
pub(super) fn after_by(line: &str) -> Option<(&str, bool)> {
    after(line, "by")
}

/// True for a line that is nothing but a label of a byline: what stands below it names the authors.
pub(super) fn labels_authors(line: &str) -> bool {
    after_by(line).is_some_and(|(rest, parted)| rest.is_empty() && (parted || !is_noun(line)))
}

/// True for a word, in any case, that opens bylines but mostly means something else.
pub(super) fn is_noun(word: &str) -> bool {
    SETS.noun.contains(word.trim().to_lowercase().as_str())
}

/// True if a line opens with words for someone who did something else than write: "Reviewed by".
pub(super) fn opens_with_other(line: &str) -> bool {
    after(line, "other").is_some()
}

/// True for a word for "asked".
pub(super) fn is_asked(text: &str) -> bool {
    KINDS.of("asked").contains(&text.to_lowercase().as_str())
}

/// What stands before words like "Discussion starter" at the end of a line.
pub(super) fn before_opener(line: &str) -> Option<&str> {
    let opener = |word: &&str| {
        let (before, end) = line.split_at_checked(line.len().checked_sub(word.len())?)?;
        let is_word = before.ends_with(' ') && end.eq_ignore_ascii_case(word);
        is_word.then(|| before.trim_end())
    };
    KINDS.of("opener").iter().find_map(opener)
}

/// What stands between words like "started by" amid a line and the next comma.
pub(super) fn after_opened(line: &str) -> Option<&str> {
    let lower = line.to_ascii_lowercase();
    let opened = |word: &&str| {
        let at = lower.find(&format!(" {word} "))?;
        line.get(at + word.len() + 2..)?.split(',').next().map(str::trim)
    };
    KINDS.of("opened").iter().find_map(opened)
}

/// What follows words like "Thread starter" at the start of a line, up to a sign.
pub(super) fn after_starter(line: &str) -> Option<&str> {
    let (rest, _) = after(line, "starter")?;
    rest.split([',', '·', '|', ';']).next().map(str::trim)
}

/// What follows opening words that only ever sign a text, wherever they stand: "Written by".
pub(super) fn after_signed(line: &str) -> Option<&str> {
    after(line, "signed").map(|(rest, _)| rest)
}

/// True if a line opens with a word for "updated".
pub(super) fn opens_with_updated(line: &str) -> bool {
    after(line, "updated").is_some()
}

/// True if a line opens with a word for "published".
pub(super) fn opens_with_published(line: &str) -> bool {
    after(line, "published").is_some()
}

/// True if one of the words for "updated" stands at the end of what comes before a date.
pub(super) fn ends_with_updated(before: &str) -> bool {
    ends_with(before, "updated")
}

/// True if one of the words for "published" stands at the end of what comes before a date, or the number of a
/// thread's first post does.
pub(super) fn ends_with_published(before: &str) -> bool {
    is_first_post(before) || ends_with(before, "published")
}

/// True for "#1" and signs around it.
fn is_first_post(label: &str) -> bool {
    let is_sign = |c: char| !chars::is_alphanumeric(c) && !matches!(c, '#' | '№');
    matches!(label.trim_matches(is_sign), "#1" | "№1" | "№ 1")
}

/// True if what comes before a date ends in a word for any date, such as today's: "Date:".
pub(super) fn ends_with_day(before: &str) -> bool {
    ends_with(before, "day")
}

/// True if the date tells since when someone is a member, by the end of what comes before it.
pub(super) fn ends_with_joined(before: &str) -> bool {
    ends_with(before, "joined")
}

fn ends_with(before: &str, kind: &str) -> bool {
    // Only the last words count; some stand a word away: "updated on", "aktualisiert am".
    let from = before.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    let tail = before.get(from..).unwrap_or(before).to_lowercase();
    let words: Vec<&str> =
        tail.split(|c: char| !chars::is_alphanumeric(c)).filter(|w| !w.is_empty()).collect();
    let last = words.iter().rev().take(4);
    KINDS.of(kind).iter().any(|word| {
        // Scripts without case have vowel signs and joiners within words, or no space between them.
        if word.contains(' ') || is_uncased(word) || !word.is_ascii() && word.chars().count() <= 3 {
            tail.contains(word)
        } else {
            last.clone().any(|known| known == word)
        }
    })
}

fn is_uncased(word: &str) -> bool {
    word.chars().next().is_some_and(|c| !chars::is_lowercase(c))
}

/// True for a letter of a script that parts words by spaces, Korean, Arabic, Hebrew and those of India among
/// them: "글자크기" (size of letters) does not open with "글" (text by), while "作者金明" opens with "作者".
fn is_spaced(c: char) -> bool {
    // Thai and Lao, Burmese, Khmer, kana, and Chinese characters.
    !matches!(c,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
        && chars::is_alphabetic(c)
}

fn after<'a>(line: &'a str, kind: &str) -> Option<(&'a str, bool)> {
    let line = line.trim_start_matches(|c: char| !chars::is_alphanumeric(c));
    let mut letters = line.chars().map(chars::lower);
    let (first, second) = (letters.next()?, letters.next());
    let openings = match kind {
        "by" => &OPENINGS.by,
        "other" => &OPENINGS.other,
        "signed" => &OPENINGS.signed,
        "starter" => &OPENINGS.starter,
        "updated" => &OPENINGS.updated,
        _ => &OPENINGS.published,
    };
    let words = [openings.get(&(first, second)), openings.get(&(first, None))];
    for word in words.into_iter().flatten().flatten() {
        if !opens_with(line, word) {
            continue;
        }
        let rest = line
            .char_indices()
            .nth(word.chars().count())
            .map_or("", |(at, _)| line.get(at..).unwrap_or(""));
        let next = rest.chars().next();
        let uncased = is_uncased(word);
        // "ByAna Silva": two elements without a space between them.
        let glued = next.is_some_and(chars::is_uppercase)
            && line
                .chars()
                .nth(word.chars().count().saturating_sub(1))
                .is_some_and(chars::is_lowercase);
        let goes_on = !uncased || word.ends_with(is_spaced);
        let is_letter =
            |c: char| goes_on && (chars::is_alphabetic(c) || !uncased && chars::is_numeric(c));
        if next.is_some_and(is_letter) && !glued {
            continue;
        }
        let trimmed = rest.trim_start_matches(|c: char| {
            matches!(c, ':' | '：' | '/' | '|' | '-' | '–' | '.' | '@' | '／') || c.is_whitespace()
        });
        let parted = uncased || rest.trim_start().starts_with([':', '：', '|', '／']);
        return Some((trimmed, parted));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{
        KINDS, after_by, after_opened, after_signed, after_starter, before_opener, ends_with_day,
        ends_with_joined, ends_with_published, ends_with_updated, is_agency, is_asked,
        is_author_label, is_birth_label, is_deed, is_listen, is_organisation, is_particle, is_role,
        is_team, is_way, is_writer, labels_authors, opens_title, opens_with_other,
        opens_with_published, opens_with_updated,
    };

    #[test]
    fn every_word_opens_its_line() {
        for word in KINDS.of("by") {
            assert!(
                after_by(&format!("{word} Ana Silva"))
                    .is_some_and(|(rest, _)| rest.ends_with("Silva")),
                "{word}"
            );
            assert_eq!(word.to_lowercase(), **word);
        }
        for word in KINDS.of("signed") {
            assert!(after_signed(&format!("{word} Ana Silva")).is_some(), "{word}");
            assert!(KINDS.of("by").contains(word), "{word}");
        }
        for word in KINDS.of("other") {
            assert!(opens_with_other(&format!("{word} Ana Silva")), "{word}");
            assert!(after_by(&format!("{word} Ana Silva")).is_none(), "{word}");
        }
        for word in KINDS.of("asked") {
            assert!(is_asked(word), "{word}");
        }
        for word in KINDS.of("opener") {
            assert_eq!(before_opener(&format!("Ana {word}")), Some("Ana"));
            assert_eq!(before_opener(word), None);
        }
        for word in KINDS.of("opened") {
            assert_eq!(after_opened(&format!("In Bridges {word} Ana, 3 May")), Some("Ana"));
            assert_eq!(after_opened(&format!("{word} Ana")), None);
        }
        for word in KINDS.of("starter") {
            assert_eq!(after_starter(&format!("{word}: Ana · 3 May")), Some("Ana"), "{word}");
        }
        for word in KINDS.of("updated") {
            assert!(opens_with_updated(&format!("{word}: 3 May")), "{word}");
            assert!(ends_with_updated(&format!("{word}: ")), "{word}");
        }
        for word in KINDS.of("published") {
            assert!(opens_with_published(&format!("{word}: 3 May")), "{word}");
            assert!(ends_with_published(&format!("{word}: ")), "{word}");
        }
        for word in KINDS.of("day") {
            assert!(ends_with_day(&format!("{word}: ")), "{word}");
        }
        for word in KINDS.of("joined") {
            assert!(ends_with_joined(&format!("{word}: ")), "{word}");
        }
    }

    #[test]
    fn every_word_is_of_its_kind() {
        for word in KINDS.of("team") {
            assert!(is_team(word) && is_organisation(word), "{word}");
        }
        for word in KINDS.of("label") {
            assert!(is_author_label(word) && is_author_label(&format!("{word}:")), "{word}");
        }
        for word in KINDS.of("deed") {
            assert!(is_deed(word) && !is_deed(&word.to_uppercase()), "{word}");
        }
        for word in KINDS.of("particle") {
            assert!(is_particle(word) && !is_particle(&word.to_uppercase()), "{word}");
        }
        for word in KINDS.of("way") {
            assert!(is_way(word) && !is_way(&word.to_uppercase()), "{word}");
        }
        for word in KINDS.of("title") {
            assert!(opens_title(word), "{word}");
        }
        for word in KINDS.of("born") {
            assert!(is_birth_label(word) && is_birth_label(&format!("{word}:")), "{word}");
        }
        for word in KINDS.of("agency") {
            assert!(is_organisation(word) && is_agency(&word.to_uppercase()), "{word}");
        }
        for word in KINDS.of("writer") {
            assert!(is_writer(word) && is_role(word), "{word}");
        }
        for word in KINDS.of("listen") {
            assert!(is_listen(word) && !is_listen(&format!("{word} now")), "{word}");
        }
        for word in KINDS.of("noun") {
            assert!(KINDS.of("by").contains(word), "{word}");
            assert!(labels_authors(&format!("{word}:")) && !labels_authors(word), "{word}");
        }
    }

    #[test]
    fn words_are_told_from_what_begins_like_them() {
        assert!(ends_with_published("#1 · ") && ends_with_published(" [#1] "));
        assert!(!ends_with_published("#12 · ") && !ends_with_published("The #1 "));
        assert!(labels_authors("By") && !labels_authors("By Ana Silva"));
        assert!(after_by("Byron Bay reopens").is_none());
        assert!(after_by("").is_none());
        assert!(after_by("글자크기 조절").is_none() && after_by("כתבות נוספות").is_none());
        assert_eq!(after_by("글 김민수"), Some(("김민수", true)));
        assert_eq!(after_by("作者金明"), Some(("金明", true)));
        assert_eq!(after_by("作者Ana Silva"), Some(("Ana Silva", true)));
    }
}

//! Lines that are made of labels and nothing else: menus, share bars and rows of tabs of which a page, or who
//! flattened it, made one line ("Home | News | Sport", "Share Facebook Twitter Copy link").

use super::table::{MAX_PATTERN_BYTES, topics_begun, topics_of};
use super::topics::Topics;

/// Fewest labels of a line, and fewest of those that are not ordinary words too. Two labels make many a title
/// ("Sports news").
const FEWEST: usize = 3;
const FEWEST_CLEAR: usize = 2;

/// Most words of one label.
const MOST_WORDS: usize = 5;

/// What a line may be of which all labels are about the same, the first that fits.
const SAME: [Topics; 4] = [Topics::RELATED, Topics::LEGAL, Topics::THREAD, Topics::ACCOUNT];

/// What share bars are made of.
pub(crate) fn of_bars() -> Topics {
    Topics::SHARE | Topics::NETWORK | Topics::TOOL | Topics::FOLLOW
}

/// What menus are made of.
fn of_menus() -> Topics {
    let of_site = Topics::NAV | Topics::SECTION | Topics::ACCOUNT | Topics::LEGAL | Topics::FORM;
    let of_offers = Topics::SUBSCRIBE | Topics::SHOP | Topics::ACTION | Topics::ADVERT;
    of_site | of_offers | of_bars()
}

/// What a folded line is about that is made of labels alone.
pub(crate) fn topics_of_several(folded: &str) -> Option<Topics> {
    if folded.len() > MAX_PATTERN_BYTES {
        return None;
    }
    let mut labels = Labels::default();
    let mut rest = folded.trim_start_matches(is_between);
    while !rest.is_empty() {
        let (label, topics) = first_label(rest)?;
        labels.add(topics);
        rest = rest.get(label.len()..)?.trim_start_matches(is_between);
    }
    labels.topics()
}

/// The labels of a line.
#[derive(Debug, Default)]
struct Labels {
    n: usize,
    n_clear: usize,
    /// How many of them are of menus, and of bars.
    n_menu: usize,
    n_bar: usize,
    /// How many speak of each of the topics of [`SAME`].
    n_same: [usize; SAME.len()],
}

impl Labels {
    fn add(&mut self, topics: Topics) {
        self.n += 1;
        self.n_clear += usize::from(!topics.any(Topics::AMBIGUOUS));
        self.n_menu += usize::from(topics.any(of_menus()));
        self.n_bar += usize::from(topics.any(of_bars() | Topics::LIKE));
        for (n, topic) in self.n_same.iter_mut().zip(SAME) {
            *n += usize::from(topics.any(topic));
        }
    }

    fn topics(&self) -> Option<Topics> {
        if self.n < FEWEST || self.n_clear < FEWEST_CLEAR {
            return None;
        }
        let same = SAME.into_iter().zip(self.n_same).find(|(_, n)| *n == self.n);
        let of_bar = (self.n_bar == self.n).then_some(Topics::SHARE);
        let of_menu = (self.n_menu == self.n).then_some(Topics::NAV);
        of_bar.or(same.map(|(topic, _)| topic)).or(of_menu)
    }
}

/// The longest label with which a text begins.
fn first_label(text: &str) -> Option<(&str, Topics)> {
    if topics_begun(text, &mut String::new()).is_none() {
        return None;
    }
    let ends = text.char_indices().filter(|(_, c)| is_between(*c)).map(|(at, _)| at);
    // A label may have a sign between its words, and ends before the next one.
    let mut ends: [Option<usize>; 2 * MOST_WORDS] = {
        let mut ends = ends.chain([text.len()]);
        std::array::from_fn(|_| ends.next())
    };
    ends.reverse();
    ends.into_iter().flatten().find_map(|end| {
        let label = text.get(..end)?;
        let topics = topics_of(label);
        (!label.ends_with(is_between) && !topics.is_none()).then_some((label, topics))
    })
}

/// What may stand between labels. Commas part what is listed in a sentence or below a story; figures are no menu's.
fn is_between(c: char) -> bool {
    matches!(c, ' ' | '|' | '/' | '·' | '•' | '-' | '–' | '—' | '›' | '»' | '>' | '\\' | '¦' | '｜')
}

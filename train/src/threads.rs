//! Threads made of articles: their paragraphs as the posts of a few users, between what forum software
//! prints around posts (names, ranks, counts, days, signatures, buttons), in one of eight languages and in
//! many kinds of markup without class names.
//!
//! The sets hold some 170 threads, most of them in English, of a dozen programs.

use std::fmt::Write;
use std::sync::LazyLock;

use crate::beset::escaped;
use crate::dice::Dice;
use crate::users::NAMES;
use crate::words::Words;

/// Letters of a paragraph that may be a post, or a part of one.
const TEXT: std::ops::Range<usize> = 40..900;

/// Posts of a thread, and paragraphs of a post.
const FEWEST_POSTS: usize = 3;
const MOST_POSTS: usize = 12;
const MOST_PARAGRAPHS: usize = 3;

/// Users of a thread: at least, and how many more at most.
const USERS: usize = 2;
const MORE_USERS: usize = 4;

const DAYS: [&str; 8] = [
    "May {1}, 2019",
    "{1}.03.2008, 17:4{2}",
    "2011-08-{1} 10:1{2}",
    "{1}/04/2013",
    "Tue {1} Jan 2005 9:2{2} pm",
    "{2} years ago",
    "{1} Mar 2016, 08:5{2}",
    "2021-11-{1}",
];

static WORDS: LazyLock<Vec<Words>> =
    LazyLock::new(|| Words::read(include_str!("threads/words.tsv")));

/// How the posts of a thread are set.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// What holds a post, its user, and its text.
    frame: usize,
    /// How facts about a user stand.
    facts: usize,
    /// Which of the words are shown.
    n_facts: usize,
    n_heads: usize,
    n_feet: usize,
    is_signed: bool,
    /// Buttons stand in one line, or in one each.
    is_row: bool,
}

/// A thread's source and what its extraction should give; `None` for too few paragraphs.
pub fn thread(truth: &str, title: &str, id: &str) -> Option<(String, String)> {
    let lines = truth.lines().map(str::trim);
    let texts: Vec<&str> = lines.filter(|line| TEXT.contains(&line.chars().count())).collect();
    let mut dice = Dice::of(id, 2);
    let words = Words::of(&WORDS, truth, &mut dice);
    let mut posts: Vec<&[&str]> = Vec::new();
    let mut rest = texts.as_slice();
    let most = FEWEST_POSTS + dice.throw(MOST_POSTS - FEWEST_POSTS + 1);
    while !rest.is_empty() && posts.len() < most {
        let n = if dice.throw(3) == 0 { 1 + dice.throw(MOST_PARAGRAPHS) } else { 1 };
        let (post, after) = rest.split_at(n.min(rest.len()));
        posts.push(post);
        rest = after;
    }
    if posts.len() < FEWEST_POSTS {
        return None;
    }
    let look = Look {
        frame: dice.throw(5),
        facts: dice.throw(4),
        n_facts: dice.throw(5),
        n_heads: 1 + dice.throw(3),
        n_feet: dice.throw(5),
        is_signed: dice.throw(3) == 0,
        is_row: dice.throw(2) == 0,
    };
    let users = USERS + dice.throw(MORE_USERS + 1);
    let first = dice.throw(NAMES.len());
    let starts = [dice.throw(8), dice.throw(8), dice.throw(8), dice.throw(DAYS.len())];
    let mut body = String::new();
    for (nth, post) in posts.iter().enumerate() {
        let user = if nth == 0 { 0 } else { dice.throw(users) };
        let post = Post { nth, user, name: (first + user) % NAMES.len(), title, texts: post };
        body += &post.html(words, look, starts, &mut dice);
    }
    let page = page(title, words, look, &body, &mut dice);
    Some((page, posts.concat().join("\n")))
}

struct Post<'a> {
    nth: usize,
    user: usize,
    name: usize,
    title: &'a str,
    texts: &'a [&'a str],
}

impl Post<'_> {
    fn html(&self, words: &Words, look: Look, starts: [usize; 4], dice: &mut Dice) -> String {
        let [at_fact, at_head, at_foot, at_day] = starts;
        let name = NAMES.get(self.name).copied().unwrap_or_default();
        let day = DAYS.get(at_day).copied().unwrap_or_default();
        let filled = |what: &str, dice: &mut Dice| {
            let day = day
                .replace("{1}", &(10 + (self.nth + dice.throw(2)) % 18).to_string())
                .replace("{2}", &(1 + dice.throw(8)).to_string());
            what.replace("{d}", &day)
                .replace("{n}", &(1 + self.nth * 7 + dice.throw(900)).to_string())
                .replace("{u}", name)
                .replace("{t}", &escaped(self.title))
        };
        let some = |key: &str, n: usize, start: usize, dice: &mut Dice| -> Vec<String> {
            let all = words.all(key);
            let chosen = all.iter().cycle().skip(start % all.len().max(1)).take(n.min(all.len()));
            chosen.map(|what| filled(what, dice)).collect()
        };
        let rank = words.all("rank").get((self.name + self.user) % words.all("rank").len().max(1));
        let facts = some("fact", look.n_facts, at_fact, dice);
        let user = user(name, rank.copied().unwrap_or_default(), &facts, look.facts);
        let heads = some("head", look.n_heads, at_head, dice);
        let feet = some("foot", look.n_feet, at_foot, dice);
        let parting = ["<br><br>", "</p><p>", "<br>"];
        let parting = parting.get(at_head % parting.len()).copied().unwrap_or("<br>");
        let texts: Vec<String> = self.texts.iter().map(|text| escaped(text)).collect();
        let mut text = texts.join(parting);
        if parting.contains("<p>") {
            text = format!("<p>{text}</p>");
        }
        let note =
            if dice.throw(6) == 0 { some("note", 1, dice.throw(4), dice) } else { Vec::new() };
        for note in note {
            let _ = write!(text, "<div><i>{note}</i></div>");
        }
        let signs = words.all("sign");
        if let Some(sign) = signs.get(self.user).filter(|_| look.is_signed) {
            let _ = write!(text, "<div>__________________<br>{sign}</div>");
        }
        let feet = if look.is_row { feet.join(" ") } else { feet.join("</div><div>") };
        framed(look.frame, &user, &heads, &text, &feet)
    }
}

fn user(name: &str, rank: &str, facts: &[String], look: usize) -> String {
    let parted = |fact: &String| {
        let (what, value) = fact.split_once(": ").unwrap_or((fact, ""));
        format!("<dt>{what}</dt><dd>{value}</dd>")
    };
    match look {
        0 => format!("<b>{name}</b><br>{rank}<br>{}", facts.join("<br>")),
        1 => {
            let facts: String = facts.iter().map(parted).collect();
            format!("<h4><a href=/u>{name}</a></h4><div>{rank}</div><dl>{facts}</dl>")
        }
        2 => {
            let facts: String = facts.iter().map(|fact| format!("<li>{fact}</li>")).collect();
            format!("<a href=/u>{name}</a><ul><li>{rank}</li>{facts}</ul>")
        }
        _ => format!("<div><a href=/u>{name}</a></div><div>{}</div>", facts.join("</div><div>")),
    }
}

fn framed(frame: usize, user: &str, heads: &[String], text: &str, feet: &str) -> String {
    let head = heads.join(" ");
    let lines: String = heads.iter().map(|head| format!("<div>{head}</div>")).collect();
    match frame {
        0 => format!(
            "<tr><td>{user}</td><td>{head}<hr>{text}</td></tr><tr><td>&nbsp;</td><td>{feet}</td></tr>"
        ),
        1 => format!(
            "<div><div>{user}</div><div>{lines}<div>{text}</div><div>{feet}</div></div></div>"
        ),
        2 => format!("<li><div>{lines}</div><div>{user}</div>{text}<div>{feet}</div></li>"),
        3 => format!(
            "<table><tr><td>{head}</td></tr><tr><td>{user}</td></tr><tr><td>{text}</td></tr>\
             <tr><td>{feet}</td></tr></table>"
        ),
        _ => format!("<div>{user} {head}</div><div>{text}</div><p>{feet}</p><hr>"),
    }
}

fn page(title: &str, words: &Words, look: Look, posts: &str, dice: &mut Dice) -> String {
    let title = escaped(title);
    let menu: Vec<String> =
        words.all("menu").iter().map(|item| format!("<a href=/m>{item}</a>")).collect();
    let menu = match dice.throw(3) {
        0 => menu.join(" | "),
        1 => format!("<ul><li>{}</li></ul>", menu.join("</li><li>")),
        _ => format!("<table><tr><td>{}</td></tr></table>", menu.join("</td><td>")),
    };
    let heading = match dice.throw(3) {
        0 => format!("<h1>{title}</h1>"),
        1 => format!("<table><tr><td><b><a href=/t>{title}</a></b></td></tr></table>"),
        _ => format!("<h2><a href=/t>{title}</a></h2>"),
    };
    let posts = match look.frame {
        0 => format!("<table>{posts}</table>"),
        2 => format!("<ol>{posts}</ol>"),
        _ => posts.to_owned(),
    };
    let all = words.all("tail");
    let (start, n) = (dice.throw(all.len()), dice.throw(all.len() + 1));
    let tail: Vec<&str> = all.iter().cycle().skip(start).take(n).copied().collect();
    let tail = tail.join("</div><div>").replace("{n}", "3");
    format!(
        "<html><head><title>{title}</title></head><body>{menu}{heading}{posts}<div>{tail}</div></body></html>"
    )
}

#[cfg(test)]
mod tests;

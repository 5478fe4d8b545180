//! Flattened articles with the head of a blog or a small paper in place of their own lines above the title: the
//! site's name, which its foot repeats, a motto, a menu, buttons, a date, a category; and captions below it.
//!
//! The sets have few such pages: there the first line is the title more often than the site's name is.

use crate::dice::Dice;

/// Names of sites, and the line of the foot that tells who owns the rights.
const SITES: [(&str, &str); 20] = [
    ("The Quayside Courier", "© 2024 The Quayside Courier"),
    ("Salt & Thyme", "© 2023 Salt & Thyme. All rights reserved."),
    ("Notes from the Attic", "Copyright © 2024 Notes from the Attic"),
    ("Lena Writes", "© 2024 Lena Writes"),
    ("North Shore News", "© 2022 North Shore News Ltd."),
    ("Pixel Harbour", "© 2024 Pixel Harbour"),
    ("WANDERLUST DIARIES", "© Wanderlust Diaries 2024"),
    ("My Garden Journal", "© 2021 My Garden Journal"),
    ("Ink and Ivy", "© 2024 · Ink and Ivy"),
    ("Port24", "© 2024 Port24"),
    ("Das Hafenblatt", "© 2024 Das Hafenblatt"),
    ("Küstenbote", "© Küstenbote 2024"),
    ("Le Petit Quai", "© 2024 Le Petit Quai"),
    ("El Faro del Puerto", "© 2024 El Faro del Puerto"),
    ("Il Molo", "© 2024 Il Molo"),
    ("Kurier Portowy", "© 2024 Kurier Portowy"),
    ("港の本棚", "© 2024 港の本棚"),
    ("부두 일기", "© 2024 부두 일기"),
    ("码头笔记", "© 2024 码头笔记"),
    ("Записки с причала", "© 2024 Записки с причала"),
];

const MOTTOS: [&str; 14] = [
    "bread, patience, small rooms",
    "Stories from the coast since 1911",
    "A blog about gardens and the people who keep them",
    "independent news for the harbour",
    "Letters about slow things",
    "Geschichten von der Küste",
    "Le journal du port",
    "Noticias de la ría",
    "what grows on a window sill",
    "Dinge, die ich am Ufer finde",
    "海と本と散歩のこと",
    "바다와 책과 산책",
    "读书、散步和海",
    "О море, книгах и прогулках",
];

const MENUS: [&[&str]; 9] = [
    &["Home", "About", "Recipes", "Contact"],
    &["News", "Sport", "Opinion", "Culture", "Sign in"],
    &["Menu", "Search"],
    &["Blog", "Archive", "Shop"],
    &["Subscribe", "Sign in"],
    &["Open in app", "Sign up", "Sign in", "Write"],
    &["Startseite", "Politik", "Wirtschaft", "Anmelden"],
    &["Accueil", "Société", "Culture", "Se connecter"],
    &["Inicio", "Política", "Economía", "Iniciar sesión"],
];

/// What stands between menu and title.
const ABOVE: [&[&str]; 18] = [
    &["Baking"],
    &["Blog"],
    &["Posted on January 14, 2024 by Nora"],
    &["Sunday, January 14, 2024"],
    &["Gift this article"],
    &["This article is more than 2 years old"],
    &["12.03.2024, 18:41 Uhr"],
    &["Panorama", "Alte Weberei"],
    &["World", "Europe"],
    &["By Ida Marsh", "May 3, 2024"],
    &["Listen", "4 min"],
    &["Última hora"],
    &["2021-02-18"],
    &["julio 09, 2018"],
    &["2022. 12. 4. 19:20"],
    &["Saturday, November 11, 2006"],
    &["2019年5月3日", "日记"],
    &["20 мая 2020 в 12:14"],
];

/// What stands below a title, above a lead or the text.
const BELOW: [&[&str]; 9] = [
    &["Image source, Agency", "Image caption,", "The mill has been closed since 2009"],
    &["View image in fullscreen", "A pier at low tide. Photograph: Handout"],
    &["Photo: Jane Roe"],
    &["The old pier, seen from the harbour"],
    &["Ida Marsh", "May 3, 2024", "4 min read"],
    &["Foto: Jan Groß / Agentur"],
    BUTTONS,
    &["Share"],
    &["Ida Marsh", "Follow", "Published in"],
];

/// A box for sharing, above a title as well: it names the site and repeats the title.
const SHARED: &str = "Share this post";
const BUTTONS: &[&str] = &["Copy link", "Facebook", "Email", "Notes", "More"];

/// The lines of a page whose title is its line `nth`, with such a head and foot.
pub(super) fn lines<'a>(own: &[&'a str], nth: usize, id: &str) -> Vec<&'a str> {
    let mut dice = Dice::of(id, 4);
    let Some(title) = own.get(nth).copied() else { return Vec::new() };
    let (site, rights) = dice.pick(&SITES).copied().unwrap_or_default();
    let mut lines = Vec::new();
    if dice.throw(3) == 0 {
        lines.push("Skip to content");
    }
    lines.push(site);
    if dice.throw(3) == 0 {
        lines.extend(dice.pick(&MOTTOS));
    }
    if dice.throw(4) > 0 {
        lines.extend(dice.pick(&MENUS).copied().unwrap_or_default());
    }
    let is_shared = dice.throw(5) == 0;
    if is_shared {
        lines.extend([SHARED, site, title]);
        lines.extend(BUTTONS);
    }
    if dice.throw(2) == 0 {
        lines.extend(dice.pick(&ABOVE).copied().unwrap_or_default());
    }
    lines.push(title);
    if dice.throw(3) == 0 {
        lines.extend(dice.pick(&BELOW).copied().unwrap_or_default());
    }
    lines.extend(own.get(nth + 1..).unwrap_or_default());
    if is_shared {
        lines.extend([SHARED, site, title]);
    }
    if dice.throw(2) == 0 {
        lines.push(site);
    }
    if dice.throw(2) == 0 {
        lines.push(rights);
    }
    lines
}

#[cfg(test)]
mod tests;

use crate::feature::{self, Features};
use crate::label::Marks;
use crate::model::Tables;
use crate::{html, plain};

const ENTRIES: &str = "<main><h1>Two lists</h1>\
    <ul class=news><li><h2><a href=/a>First</a></h2><p class=lead>What it says.</p>\
    <li><h2><a href=/b>Second</a></h2><p class=lead>What that says.</p>\
    <li><h2><a href=/c>Third</a></h2><p class=lead>What the last says.</p></ul>\
    <section><div><p class=lead>Deeper down.</p></div></section></main>";

fn groups(page: &crate::page::Page) -> [Vec<u32>; 2] {
    let marks = Marks { blocks: vec![None; page.blocks.len()], ..Marks::default() };
    let Features { groups, .. } = feature::measure(page, &marks, &Tables::default());
    groups
}

#[test]
fn blocks_that_look_alike_and_records_of_a_list_are_groups() {
    let page = html::read(ENTRIES);
    let texts: Vec<&str> = page.blocks.iter().map(|block| page.block_text(block)).collect();
    let at = |text: &str| texts.iter().position(|found| *found == text).unwrap();
    let [alike, records] = groups(&page);
    assert_eq!((alike.len(), records.len()), (texts.len(), texts.len()));
    let lead = at("What it says.");
    assert_eq!(alike[lead], alike[at("What the last says.")]);
    assert_ne!(alike[lead], alike[at("First")], "another element");
    assert_ne!(alike[lead], alike[at("Deeper down.")], "another depth");
    assert_eq!(records[lead], records[at("Third")], "both in entries");
    assert_ne!(records[lead], records[at("Two lists")], "in none");
    assert_eq!(records[at("Deeper down.")], records[at("Two lists")]);
}

#[test]
fn lines_that_look_alike_are_groups() {
    let page = plain::read("Menu\nNews\nHe said that it was late.\n12 May");
    let [alike, roughly] = groups(&page);
    assert_eq!(alike[0], alike[1]);
    assert_ne!(alike[0], alike[2]);
    assert_ne!(roughly[0], roughly[3], "it has a number");
}

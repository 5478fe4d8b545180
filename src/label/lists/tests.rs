use super::complete;
use crate::html;

/// Which items of a list are kept, from how likely they are, those of at least 0.5 being kept before.
fn kept(probabilities: &[f32], is_free: impl Fn(usize) -> bool) -> Vec<bool> {
    let items: String = (0..probabilities.len()).map(|n| format!("<li>Item {n}</li>")).collect();
    let page = html::read(&format!("<ul>{items}</ul>"));
    assert_eq!(page.blocks.len(), probabilities.len());
    let mut keep: Vec<bool> = probabilities.iter().map(|p| *p >= 0.5).collect();
    complete(&page, probabilities, is_free, &mut keep);
    keep
}

#[test]
fn a_list_that_is_kept_is_kept_whole() {
    assert_eq!(kept(&[0.7, 0.6, 0.45], |_| true), [true; 3]);
    assert_eq!(kept(&[0.45, 0.6, 0.7, 0.8, 0.49], |_| true), [true; 5]);
    assert_eq!(kept(&[0.7, 0.6, 0.1], |_| true), [true, true, false], "what is no content");
    assert_eq!(kept(&[0.7, 0.45, 0.45], |_| true), [true, false, false], "half a list");
    assert_eq!(kept(&[0.7, 0.6, 0.45], |at| at != 2), [true, true, false], "what may not stay");
}

#[test]
fn what_stands_beside_a_list_is_none_of_its_items() {
    let page = html::read("<ul><li>One</li><li>Two<ul><li>Within</li></ul></li></ul><p>After</p>");
    let mut keep = [true, true, false, false];
    complete(&page, &[0.9, 0.9, 0.45, 0.45], |_| true, &mut keep);
    assert_eq!(keep, [true, true, false, false]);
}

use super::*;

const TRUTH: &str =
    "The bridge is open again after two years of work.\nNobody had counted on the floods.";

const PAGE: &str = "<title>Bridge open</title><body><ul><li>Home</ul><main><div><p>The bridge is open again \
    after two years of work.<p>Nobody had counted on the floods.</div><p>Read next</main><p>Imprint";

#[test]
fn fragments_are_elements_that_hold_the_content() {
    let mut found: Vec<String> =
        (0..64).filter_map(|id: u32| fragment(PAGE, TRUTH, &id.to_string())).collect();
    found.sort();
    found.dedup();
    let div = "<div><p>The bridge is open again after two years of work.</p>\
        <p>Nobody had counted on the floods.</p></div>";
    let main = format!("<main>{div}<p>Read next</p></main>");
    let title = "<title>Bridge open</title>";
    assert_eq!(
        found,
        [div.to_owned(), main.clone(), format!("{title}{div}"), format!("{title}{main}"),]
    );
}

#[test]
fn what_is_not_in_the_page_has_no_fragment_and_no_window() {
    assert_eq!(fragment(PAGE, "Nothing of this kind stands anywhere.", "1"), None);
    assert_eq!(window("Home\nImprint", TRUTH, "1"), None);
    assert_eq!(
        fragment("<p>The bridge is open.", "The bridge is open.", "1").as_deref(),
        Some("<p>The bridge is open.</p>")
    );
}

#[test]
fn windows_have_some_lines_around_the_content() {
    let (above, below) = (["Home"; 20].join("\n"), ["Read next"; 20].join("\n"));
    let content = "The [bridge](/b) is open again after two years of work.\nBy Ana\nNobody had counted on the floods.";
    let text = format!("{above}\n{content}\n{below}");
    let of = |id: u32| window(&text, TRUTH, &id.to_string()).unwrap_or_default();
    let windows: Vec<String> = (0..64).map(of).collect();
    let mut sizes: Vec<usize> = windows.iter().map(|window| window.lines().count()).collect();
    sizes.sort_unstable();
    assert_eq!((sizes.first(), sizes.last()), (Some(&3), Some(&35)));
    assert!(windows.iter().all(|window| window.contains("bridge") && window.contains("floods")));
}

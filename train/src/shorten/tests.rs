use super::shortened;

const PAGE: &str = "<h1>Bridge reopens</h1><p>The bridge over the river reopened on Monday.</p>\
    <p>Drivers had to take a detour of <a href=/d>eleven kilometres</a> until then.</p>\
    <p>The mayor &amp; two engineers walked over it before noon.</p><p><b>The old bridge had stood \
    for ninety years.</b></p><p>A second one is planned for the year after next.</p><div>More</div>";
const TRUTH: &str = "The bridge over the river reopened on Monday.\n\
    Drivers had to take a detour of eleven kilometres until then.\n\
    The mayor & two engineers walked over it before noon.\n\
    The old bridge had stood for ninety years.\n\
    A second one is planned for the year after next.";

#[test]
fn the_first_paragraphs_stay_and_those_that_are_spelt_otherwise() {
    let (page, truth) = shortened(PAGE, TRUTH, 1).expect("is long enough");
    assert_eq!(
        truth,
        "The bridge over the river reopened on Monday.\nThe mayor & two engineers walked over it before noon."
    );
    assert!(page.contains("reopened on Monday") && page.contains("The mayor &amp; two"), "{page}");
    assert!(!page.contains("Drivers") && !page.contains("until then"), "{page}");
    assert!(!page.contains("eleven") && page.contains("<p><a href=/d></a></p>"), "{page}");
    assert!(page.contains("<p><b></b></p><p></p><div>More</div>"), "{page}");
}

#[test]
fn an_article_of_few_paragraphs_stays_whole() {
    let few: Vec<&str> = TRUTH.lines().take(3).collect();
    assert_eq!(shortened(PAGE, &few.join("\n"), 1), None);
    assert_eq!(shortened(PAGE, TRUTH, 4), None, "too little would be left out");
    assert_eq!(shortened("<p>Something else</p>", TRUTH, 1), None, "nothing of it is found");
}

#[test]
fn a_paragraph_that_stands_twice_is_left_out_twice() {
    let page = format!("{PAGE}<script>\"The old bridge had stood for ninety years.\"</script>");
    let (page, _) = shortened(&page, TRUTH, 1).expect("is long enough");
    assert!(page.ends_with("<script>\"\"</script>"), "{page}");
}

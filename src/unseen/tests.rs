use crate::extract;

const PROSE: &str = "The ferry across the sound leaves twice a day in winter, and five times a day \
                     from May on, when the islands fill with people who want to see the birds.";

fn three_times() -> String {
    format!("{PROSE}\\n\\nThe second boat is older. {PROSE}\\n\\nThe third is a barge. {PROSE}")
}

#[test]
fn an_article_body_in_json_ld_is_read() {
    let page = format!(
        "<title>Ferries</title><p>Please turn on scripts.<script type=application/ld+json>\
         {{\"@graph\":[{{\"@type\":\"NewsArticle\",\"articleBody\":\"{}\"}}]}}</script>",
        three_times()
    );
    let article = extract(&page);
    assert_eq!(article.to_text().matches("leaves twice a day").count(), 3);
    assert!(article.to_text().contains("The second boat"));
}

#[test]
fn html_in_the_state_of_a_framework_is_read() {
    let post = format!("\\\\u003cp>{PROSE}\\\\u003c/p>\\\\u003cp>It is {PROSE}\\\\u003c/p>");
    let state = format!(
        "{{\"topic\":\"{{\\\"posts\\\":[{{\\\"cooked\\\":\\\"{post}\\\"}},{{\\\"cooked\\\":\\\"{post}\\\"}}]}}\"}}"
    );
    let state = state.replace('"', "&quot;");
    let page = format!("<title>Ferries</title><div id=data data-preloaded=\"{state}\"></div>");
    assert_eq!(extract(&page).to_text().matches("leaves twice a day").count(), 4, "{page}");
}

#[test]
fn a_page_that_shows_its_content_is_left_alone() {
    let shown = format!("<p>{PROSE}</p>").repeat(12);
    let page = format!(
        "{shown}<script type=application/ld+json>{{\"articleBody\":\"{}\"}}</script>",
        three_times()
    );
    assert!(!extract(&page).to_text().contains("second boat"));
}

#[test]
fn what_noscript_holds_is_read() {
    let hidden: String = (1..4).map(|n| format!("<p>On pier {n}: {PROSE}</p>")).collect();
    let page = format!("<div id=app></div><noscript>{hidden}</noscript>");
    assert_eq!(extract(&page).to_text().matches("leaves twice a day").count(), 3);
}

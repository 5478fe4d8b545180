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
    let post = |who: &str| {
        let html = format!(
            "\\\\u003cp>{who}: {PROSE}\\\\u003c/p>\\\\u003cp>{who} took {PROSE}\\\\u003c/p>"
        );
        format!("{{\\\"cooked\\\":\\\"{html}\\\"}}")
    };
    let posts = [post("Ann"), post("Bo"), post("Bo")].join(",");
    let state = format!("{{\"topic\":\"{{\\\"posts\\\":[{posts}]}}\"}}");
    let state = state.replace('"', "&quot;");
    let page = format!("<title>Ferries</title><div id=data data-preloaded=\"{state}\"></div>");
    assert_eq!(extract(&page).to_text().matches("leaves twice a day").count(), 4, "{page}");
}

#[test]
fn states_in_attributes_of_several_libraries_are_read() {
    let html: String = (1..4).map(|n| format!("<p>On pier {n}: {PROSE}</p>")).collect();
    let state = serde_json::json!({ "component": "Story", "props": { "body": [0, html] } });
    let state = state.to_string().replace('"', "&quot;");
    let menu = "{&quot;menu&quot;:&quot;<p>All the ferries</p>&quot;}";
    for name in super::STATES.map(|name| format!("{name:?}")) {
        let name: String = name
            .chars()
            .enumerate()
            .flat_map(|(at, c)| {
                let dash = (at > 0 && c.is_uppercase()).then_some('-');
                dash.into_iter().chain(c.to_lowercase())
            })
            .collect();
        let page = format!(
            "<title>Ferries</title><div {name}='{menu}'></div><div {name}='{state}'></div>"
        );
        assert_eq!(extract(&page).to_text().matches("leaves twice a day").count(), 3, "{page}");
    }
}

#[test]
fn a_page_that_shows_its_content_is_left_alone() {
    let shown: String = (1..12).map(|n| format!("<p>On day {n}, {PROSE}</p>")).collect();
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

#[test]
fn of_the_state_of_a_rendered_page_only_what_it_shows_is_read() {
    let shown = format!("<p>{PROSE}</p><p>On the other side, {PROSE}</p>");
    let page = |html: &str| {
        let other = format!("<p>Elsewhere {PROSE} {PROSE}</p><p>{PROSE} {PROSE} {PROSE}</p>");
        let state = serde_json::json!([{ "html": html }, { "html": other }, { "html": html }]);
        format!(
            "<title>Ferries</title><main><h1>Ferries</h1>{shown}</main>\
             <script type=application/json>{state}</script>"
        )
    };
    let same = extract(&page(&shown)).to_text();
    assert!(!same.contains("Elsewhere"), "{same}");
    assert_eq!(same.matches("leaves twice a day").count(), 2, "{same}");
    // What is shown is the beginning of one of them.
    let rest = (1..8).map(|n| format!("<p>Of boat {n} they say that {PROSE}</p>"));
    let whole = extract(&page(&format!("{shown}{}", rest.collect::<String>()))).to_text();
    assert!(!whole.contains("Elsewhere") && whole.contains("Of boat 7"), "{whole}");
}

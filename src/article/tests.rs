use super::{Article, BlockKind, assemble};
use crate::html;
use crate::label::{self, Judgement, Label, Reason, Verdict};
use crate::options::Options;

/// The article of a page whose blocks have the given labels.
fn article(source: &str, labels: &[Label]) -> Article {
    let page = html::read(source);
    assert_eq!(page.blocks.len(), labels.len(), "{source}");
    let marks = label::mark(&page);
    let verdict = |label: &Label| Verdict::new(*label, Reason::Model, 0.5);
    let judgement =
        Judgement { verdicts: labels.iter().map(verdict).collect(), ..Judgement::default() };
    assemble(page, marks, judgement, &Options::new())
}

#[test]
fn comments_stand_apart_with_author_date_and_depth() {
    let source = "<p>Body.</p><ol><li><b class=author>Ann</b><p><time datetime=2024-05-01>May \
                  1</time><p>First.<p>More.<ol><li><div><span itemprop=author>Bo</span></div>\
                  <p>Reply.</li></ol></li><li><p>Last.</li></ol>";
    let mut labels = vec![Label::Body];
    labels.resize(8, Label::Comment);
    let article = article(source, &labels);
    let found: Vec<_> = article
        .comments()
        .iter()
        .map(|c| (c.author.as_deref(), c.date.as_deref(), c.text.as_str(), c.depth))
        .collect();
    assert_eq!(
        found,
        [
            (Some("Ann"), Some("2024-05-01"), "First.\n\nMore.", 0),
            (Some("Bo"), None, "Reply.", 1),
            (None, None, "Last.", 0),
        ]
    );
    assert_eq!(article.to_text(), "Body.");
    assert_eq!(article.removed().count(), 0);
}

#[test]
fn a_caption_goes_to_its_image_and_not_into_the_text() {
    let source = "<p>One.</p><figure><img src=/a.jpg><figcaption><span>A boat.</span><div>Photo: \
                  Ann</div></figcaption></figure><p>Two.</p><div>A lost caption.</div>";
    let labels = [Label::Body, Label::Caption, Label::Credit, Label::Body, Label::Caption];
    let article = article(source, &labels);
    let images: Vec<_> = article
        .body()
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Image(image) => Some((image.caption.as_deref(), image.credit.as_deref())),
            _ => None,
        })
        .collect();
    assert_eq!(images, [(Some("A boat."), Some("Photo: Ann"))]);
    assert_eq!(article.to_text(), "One.\n\nTwo.");
    assert_eq!(article.removed().map(|piece| piece.text).collect::<Vec<_>>(), ["A lost caption."]);
}

#[test]
fn cells_of_a_kept_table_are_kept_and_chrome_in_it_is_not() {
    let source = "<table><tr><th>Year<th>Sum<tr><td>1999<td>A long cell of text.<tr><td>2000<td>\
                  Share</table>";
    let labels =
        [Label::Body, Label::Body, Label::Counter, Label::Body, Label::Counter, Label::Share];
    let article = article(source, &labels);
    assert_eq!(article.to_text(), "Year | Sum\n1999 | A long cell of text.\n2000 |");
    let removed: Vec<_> =
        article.removed().map(|piece| (piece.label, piece.explanation())).collect();
    assert_eq!(removed, [(Label::Share, "judge: 50 % likely to be content".to_owned())]);
}

#[test]
fn a_paragraph_goes_on_after_a_line_break_unless_what_stands_between_is_left_out() {
    let (body, advert) = (Label::Body, Label::Advert);
    let text = |source, labels: &[Label]| article(source, labels).to_text();
    assert_eq!(text("<p>a<br>b<br><br>c</p>", &[body; 3]), "a\nb\n\nc");
    assert_eq!(text("<p>a<br>b<br>c</p>", &[body, advert, body]), "a\n\nc");
    assert_eq!(text("<p>a <label>b</label> c</p>", &[body; 3]), "a b c");
}

#[test]
fn an_article_can_be_sent_between_threads() {
    fn check<T: Send + Sync + 'static>() {}
    check::<Article>();
}

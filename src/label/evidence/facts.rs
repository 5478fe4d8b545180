//! The facts: what each says, whether it speaks for content or against it, and when it holds.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Seen;
use crate::feature::Feature::{self, *};
use crate::feature::{ABSENT, FAR, FAR_BLOCKS};

/// Which verdict a fact speaks for.
#[derive(PartialEq)]
enum Speaks {
    For,
    Against,
}

macro_rules! facts {
    ($($(#[doc = $doc:literal])+ $name:ident $speaks:ident $word:literal $phrase:literal |$block:ident| $strength:expr;)*) => {
        /// A fact about a block that speaks for its being content, or against it, as far as the learned judge
        /// goes by it. Its weight is fitted to the judge's own verdicts: it is what tells most in general, not
        /// the sum by which the judge came to this one.
        ///
        /// ```
        /// use unchrome::{Evidence, Label};
        ///
        /// let mut page = String::from("<ul class=menu><li><a href=/a>Harbour tours</a></ul>");
        /// page += &"<p>The bridge over the river was opened again on Monday, after two years.".repeat(5);
        /// let article = unchrome::extract(&page);
        /// let menu = article.trace().next().unwrap();
        /// assert_eq!(menu.label, Label::Boilerplate);
        /// assert!(menu.evidence().any(|evidence| evidence == Evidence::AllLinks));
        /// assert!(menu.explanation().contains("all of it is links"));
        /// assert_eq!(Evidence::AllLinks.to_string(), "all_links");
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Evidence {
            $($(#[doc = $doc])+ $name),*
        }

        impl Evidence {
            pub(crate) const ALL: &[Evidence] = &[$(Evidence::$name),*];

            /// The word under which it stands in the JSON.
            pub(crate) fn word(self) -> &'static str {
                match self { $(Evidence::$name => $word),* }
            }

            /// The fact in words, as [`Piece::explanation`](crate::Piece::explanation) has it.
            pub(crate) fn phrase(self) -> &'static str {
                match self { $(Evidence::$name => $phrase),* }
            }

            /// Whether it speaks for content.
            pub(crate) fn speaks_for(self) -> bool {
                match self { $(Evidence::$name => Speaks::$speaks == Speaks::For),* }
            }

            /// True for a fact about the verdicts on the pieces around.
            pub(crate) fn is_around(self) -> bool {
                matches!(self, Evidence::AmongKept | Evidence::AmongRemoved)
            }

            /// How far it holds of a block, from 0 to 1.
            pub(super) fn strength(self, block: &Block<'_>) -> f32 {
                match self { $(Evidence::$name => { let $block = block; $strength.number() })* }
            }
        }
    };
}

facts! {
    /// Several sentences, as long as paragraphs are.
    Paragraph For "paragraph" "a paragraph of several sentences"
        |b| b.is_paragraph();
    /// A sentence with its mark at the end.
    Sentence For "sentence" "a sentence"
        |b| b.is(Ending, 2.0..) && b.is(Words, 6.0..) && !b.is_paragraph();
    /// Paragraphs stand right before it and right behind it.
    BetweenParagraphs For "between_paragraphs" "stands between paragraphs"
        |b| b.is(SinceLong, ..1.5) && b.is(UntilLong, ..1.5);
    /// Blocks that look as it does, by markup or by shape, hold most of the running text.
    LikeParagraphs For "like_paragraphs" "looks like the paragraphs that make up the text"
        |b| b.is(SigLongShare, 0.4..);
    /// Elements around it have class names that stand around content on other pages.
    ContentClasses For "content_classes" "class names of content around it"
        |b| b.share(OddsSum, 6.0);
    /// It lies in `<article>` or `<main>`.
    InArticle For "in_article" "inside <article> or <main>"
        |b| b.inside(TagArticle) || b.inside(TagMain);
    /// It lies in the container that holds the most running text.
    MainContainer For "main_container" "inside the container with the most text"
        |b| b.is(TopOutside, 0.0..0.5) && b.is(TopShare, ..0.95);
    /// It has the words of the page's own description.
    Description For "description" "has the words of the page's description"
        |b| b.is(DescriptionShare, 0.6..) && b.is(Words, 8.0..);
    /// It stands in the text that the page declares to be its article.
    DeclaredText For "declared_text" "stands in the article text that the page declares"
        |b| b.is(BodyShare, 0.6..) && b.is(Words, 6.0..);
    /// Its words are those of content on other pages.
    ContentWords For "content_words" "worded like content"
        |b| b.share(Wording, 4.0);
    /// A heading, by its element.
    Heading For "heading" "a heading"
        |b| b.is(HeadingLevel, 1.0..6.5);
    /// Most of the pieces around it were kept.
    AmongKept For "among_kept" "stands among pieces that are kept"
        |b| b.kept_around;
    /// All of it is a link.
    AllLinks Against "all_links" "all of it is links"
        |b| b.is(LinkDensity, 0.9..);
    /// Much of it is links.
    ManyLinks Against "many_links" "much of it is links"
        |b| b.is(LinkDensity, 0.35..0.9);
    /// A few words that are no sentence.
    FewWords Against "few_words" "a few words, no sentence"
        |b| b.is(Words, ..4.5) && b.is(Ending, ..1.5);
    /// Longer than a label, without a mark that ends a sentence.
    NoSentence Against "no_sentence" "does not end as a sentence does"
        |b| b.is(Words, 4.5..) && b.is(Ending, ..1.5);
    /// The same text stands on the page again.
    Repeated Against "repeated" "stands on the page more than once"
        |b| b.is(Repeats, 1.5..);
    /// It lies in one of several entries alike that are mostly links.
    LinkedEntries Against "linked_entries" "in one of several entries alike that are links"
        |b| b.is(Rec1N, 2.5..) && b.is(Rec1Link, 0.5..);
    /// It lies in `<nav>`.
    InNav Against "in_nav" "inside <nav>" |b| b.inside(TagNav);
    /// It lies in `<footer>`.
    InFooter Against "in_footer" "inside <footer>" |b| b.inside(TagFooter);
    /// It lies in `<header>`.
    InHeader Against "in_header" "inside <header>" |b| b.inside(TagHeader);
    /// It lies in `<aside>`.
    InAside Against "in_aside" "inside <aside>" |b| b.inside(TagAside);
    /// It lies in a form, a button or another control.
    InForm Against "in_form" "inside a form or a control"
        |b| b.inside(TagForm) || b.inside(TagControl);
    /// It lies in a dialog.
    InDialog Against "in_dialog" "inside a dialog" |b| b.inside(TagDialog);
    /// It lies in `<figure>`, or class names around it speak of captions.
    InFigure Against "in_figure" "part of a figure"
        |b| b.inside(TagFigure) || b.near(GroupCaption);
    /// Class names around it speak of comments.
    CommentClasses Against "comment_classes" "class names of comments around it"
        |b| b.near(GroupComment);
    /// Class names around it speak of the foot of the page.
    FootClasses Against "foot_classes" "class names of a page's foot around it"
        |b| b.near(GroupFoot);
    /// Class names around it speak of a menu.
    MenuClasses Against "menu_classes" "class names of a menu around it"
        |b| b.near(GroupNav);
    /// Class names around it speak of sharing.
    ShareClasses Against "share_classes" "class names of share bars around it"
        |b| b.near(GroupShare);
    /// Class names around it speak of related or recommended things.
    TeaserClasses Against "teaser_classes" "class names of teasers around it"
        |b| b.near(GroupRelated);
    /// Class names around it speak of adverts.
    AdvertClasses Against "advert_classes" "class names of adverts around it"
        |b| b.near(GroupAd);
    /// Class names around it speak of newsletters, accounts and pop-ups.
    SignUpClasses Against "sign_up_classes" "class names of sign-ups around it"
        |b| b.near(GroupNewsletter);
    /// Class names around it speak of author, day and topics.
    DetailClasses Against "detail_classes" "class names of author, day or topics around it"
        |b| b.near(GroupMeta);
    /// Elements around it have class names that stand around chrome on other pages.
    ChromeClasses Against "chrome_classes" "class names of chrome around it"
        |b| b.share(OddsSum, -6.0);
    /// It lies outside of the container that holds the most running text.
    OutsideContainer Against "outside_container" "outside the container with the most text"
        |b| b.is(TopOutside, 0.5..);
    /// What lies around it is mostly links.
    AmongLinks Against "among_links" "what lies around it is mostly links"
        |b| b.is(Ring2Link, 0.5..);
    /// It stands above the headline.
    AboveHeadline Against "above_headline" "stands above the headline"
        |b| b.is(SinceTitle, -1e6..0.0);
    /// No paragraph stands before it.
    AboveText Against "above_text" "stands above the first paragraph"
        |b| b.is(SinceLong, FAR_BLOCKS..=FAR_BLOCKS) && b.is(UntilLong, 2.5..FAR_BLOCKS);
    /// No paragraph stands behind it.
    BelowText Against "below_text" "stands below the last paragraph"
        |b| b.is(UntilLong, FAR_BLOCKS..=FAR_BLOCKS) && b.is(SinceLong, 2.5..FAR_BLOCKS);
    /// No paragraph stands near.
    FarFromText Against "far_from_text" "far from any paragraph"
        |b| b.is(SinceLong, 9.5..) && b.is(UntilLong, 9.5..);
    /// A heading over other stories stands above it.
    BelowTeasers Against "below_teasers" "stands below a heading over other stories"
        |b| b.is(SinceTeaser, 0.5..10.5);
    /// A heading over comments, or a button to comment, stands above it.
    BelowComments Against "below_comments" "stands below a heading over comments"
        |b| b.is(SinceComment, 0.5..20.5);
    /// A legal notice stands beside it.
    NearLegal Against "near_legal" "stands beside a legal notice"
        |b| b.is(SinceLegal, ..3.5) || b.is(UntilLegal, ..3.5);
    /// Labels of a menu stand beside it.
    NearMenu Against "near_menu" "stands beside labels of a menu"
        |b| b.is(SinceMenu, ..2.5) || b.is(UntilMenu, ..2.5) || b.is(SinceSection, ..2.5);
    /// A share bar or a tool stands beside it.
    NearShare Against "near_share" "stands beside a share bar"
        |b| b.is(SinceShare, ..2.5) || b.is(UntilShare, ..2.5);
    /// A prompt to subscribe, to pay, to consent or to fill in a form stands beside it.
    NearPrompt Against "near_prompt" "stands beside a prompt to subscribe, pay or consent"
        |b| b.is(SincePrompt, ..2.5) || b.is(UntilPrompt, ..2.5);
    /// Byline or date stand beside it.
    NearByline Against "near_byline" "stands beside byline or date"
        |b| b.is(SinceByline, ..1.5) || b.is(UntilByline, ..1.5);
    /// Of the pieces around it several are chrome by rule.
    NearChrome Against "near_chrome" "several pieces near it are chrome by rule"
        |b| b.is(MarkedNear, 3.5..);
    /// A label opens it: "Read also: …".
    Labelled Against "labelled" "opens with a label"
        |b| b.is(Opens, 1.5..);
    /// It ends in the credit of an image.
    Credited Against "credited" "ends in the credit of an image"
        |b| b.is(Credits, 0.5..);
    /// It names a time or a date in figures.
    Time Against "time" "names a time or a date"
        |b| b.is(Clock, 0.5..) && b.is(Words, ..12.0);
    /// It has the words of the page's title.
    Title Against "title" "repeats the title"
        |b| b.is(TitleShare, 0.8..) && b.is(Words, 2.5..);
    /// Its words are those of chrome on other pages.
    ChromeWords Against "chrome_words" "worded like chrome"
        |b| b.share(Wording, -4.0);
    /// Most of the pieces around it were removed.
    AmongRemoved Against "among_removed" "stands among pieces that are removed"
        |b| 1.0 - b.kept_around;
}

/// How far up class names speak of a block.
const NEAR: f32 = 5.5;

/// As many pieces before a block and behind it are those around it.
const AROUND: usize = 3;

/// A block of a judged page.
pub(super) struct Block<'a> {
    row: &'a [f32],
    /// How likely the blocks around it are content, on average.
    kept_around: f32,
}

impl Block<'_> {
    pub(super) fn of<'a>(seen: &Seen<'a>, at: usize) -> Block<'a> {
        let before = seen.probabilities.get(at.saturating_sub(AROUND)..at).unwrap_or(&[]);
        let behind = seen.probabilities.get(at + 1..).unwrap_or(&[]);
        let behind = behind.get(..AROUND).unwrap_or(behind);
        let n = before.len() + behind.len();
        let sum = before.iter().chain(behind).sum::<f32>();
        Block { row: seen.features.row(at), kept_around: sum / n.max(1) as f32 }
    }

    fn get(&self, feature: Feature) -> f32 {
        self.row.get(feature as usize).copied().unwrap_or(ABSENT)
    }

    /// True if a figure is in a range; what the input cannot show is in none.
    fn is(&self, feature: Feature, range: impl std::ops::RangeBounds<f32>) -> bool {
        let value = self.get(feature);
        value > ABSENT && range.contains(&value)
    }

    /// How much of `whole` a figure is, at most all.
    fn share(&self, feature: Feature, whole: f32) -> f32 {
        let value = self.get(feature);
        if value > ABSENT { (value / whole).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// True if an element of a group is around it.
    fn inside(&self, tags: Feature) -> bool {
        self.is(tags, 0.0..FAR)
    }

    /// True if class words of a group stand on the nearest elements around it.
    fn near(&self, words: Feature) -> bool {
        self.is(words, 0.0..NEAR)
    }

    fn is_paragraph(&self) -> bool {
        self.is(Sentences, 1.5..) && self.is(Len, 140.0..)
    }
}

/// How far a fact holds: wholly or not at all, or in part.
trait Strength {
    fn number(self) -> f32;
}

impl Strength for bool {
    fn number(self) -> f32 {
        f32::from(u8::from(self))
    }
}

impl Strength for f32 {
    fn number(self) -> f32 {
        self
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

//! What a phrase is about.

use std::ops::{BitOr, BitOrAssign};

/// A set of topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Topics(u32);

macro_rules! topics {
    ($($constant:ident $name:literal $what:literal;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u32)]
        enum Bit { $($constant),* }

        impl Topics {
            $(#[doc = $what] pub(crate) const $constant: Topics = Topics(1 << Bit::$constant as u32);)*
        }

        /// The topics by their headings in the files.
        // For the build script and the tests.
        #[allow(dead_code)]
        pub(super) const NAMES: &[(&str, Topics)] = &[$(($name, Topics::$constant)),*];
    };
}

topics! {
    ACCOUNT "account" "Sign in, register.";
    ACTION "action" "What readers are asked to do: get started, book a demo, contact us.";
    ADVERT "advert" "Labels of advertisements.";
    AMBIGUOUS "ambiguous" "Labels that are ordinary words or names too: they may join a run, not make one.";
    AUTHOR "author" "About the author.";
    BYLINE "byline" "What stands before an author's name.";
    CHOICE "choice" "Allow, deny, close.";
    COMMENTS "comments" "Headings and prompts of comments.";
    CONSENT "consent" "Titles and buttons of cookie notices.";
    CONTENT "content" "Headings over parts of the content itself: description, ingredients, conclusion.";
    CORRECTION "correction" "Corrections, reprints, print editions.";
    COUNTER "counter" "Words beside a number: views, minutes of reading.";
    CREDIT "credit" "What stands before the maker of an image, and agencies.";
    FOLLOW "follow" "Follow us.";
    FORM "form" "Fields, buttons and messages of forms, and what one consents to in them.";
    LEGAL "legal" "Terms, privacy, imprint.";
    LIKE "like" "Likes and ratings.";
    NAV "nav" "Menus and pagers.";
    NETWORK "network" "Names of networks, as buttons show them.";
    PAYWALL "paywall" "Subscribers only.";
    RELATED "related" "Headings over links to other pages.";
    REPLY "reply" "Reply to a comment.";
    SECTION "section" "Parts of a site, as menus name them: politics, company, languages.";
    SHARE "share" "Share buttons.";
    SHOP "shop" "What stands around a price: cart, stock, delivery, reviews of customers.";
    SKIP "skip" "Skip links.";
    SUBSCRIBE "subscribe" "Newsletters and subscriptions.";
    THREAD "thread" "What forum software prints around posts: ranks, counts, states of the thread.";
    TOOL "tool" "Print, copy, save, text size.";
}

impl Topics {
    /// The topics whose numbers are the bits that are set.
    pub(super) fn of_bits(bits: u32) -> Topics {
        Topics(bits)
    }

    /// A bit for each topic.
    // For the build script.
    #[allow(dead_code)]
    pub(super) fn bits(self) -> u32 {
        self.0
    }

    /// No topic.
    pub(crate) const NONE: Topics = Topics(0);

    /// True if any of `other` is among these.
    pub(crate) fn any(self, other: Topics) -> bool {
        self.0 & other.0 != 0
    }

    /// True if there is none.
    pub(crate) fn is_none(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Topics {
    type Output = Topics;
    fn bitor(self, other: Topics) -> Topics {
        Topics(self.0 | other.0)
    }
}

impl BitOrAssign for Topics {
    fn bitor_assign(&mut self, other: Topics) {
        self.0 |= other.0;
    }
}

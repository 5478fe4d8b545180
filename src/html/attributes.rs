//! The attributes that anything downstream reads; all others are passed over while reading.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

macro_rules! attributes {
    ($($variant:ident $name:literal;)*) => {
        /// The name of an attribute that is kept.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub(crate) enum AttrName { $($variant,)* }

        const NAMES: &[(&str, AttrName)] = &[$(($name, AttrName::$variant),)*];
    };
}

attributes! {
    About "about";
    Alt "alt";
    Alttext "alttext";
    AriaHidden "aria-hidden";
    AriaLabel "aria-label";
    Charset "charset";
    Checked "checked";
    Cite "cite";
    Class "class";
    Colspan "colspan";
    Content "content";
    DataCfsrc "data-cfsrc";
    DataComponent "data-component";
    DataDelayedUrl "data-delayed-url";
    DataGtLazySrc "data-gt-lazy-src";
    DataImgUrl "data-img-url";
    DataLang "data-lang";
    DataLanguage "data-language";
    DataLazySrc "data-lazy-src";
    DataLazySrcset "data-lazy-srcset";
    DataLsrc "data-lsrc";
    DataModule "data-module";
    DataOriginal "data-original";
    DataPage "data-page";
    DataPreloaded "data-preloaded";
    DataProps "data-props";
    DataQa "data-qa";
    DataReactProps "data-react-props";
    DataSrc "data-src";
    DataSrcset "data-srcset";
    DataTestid "data-testid";
    DataType "data-type";
    Datetime "datetime";
    Dir "dir";
    Height "height";
    Hidden "hidden";
    Href "href";
    Hreflang "hreflang";
    HttpEquiv "http-equiv";
    Id "id";
    Itemid "itemid";
    Itemprop "itemprop";
    Itemscope "itemscope";
    Itemtype "itemtype";
    Lang "lang";
    Media "media";
    Name "name";
    Open "open";
    Poster "poster";
    Property "property";
    Props "props";
    Rel "rel";
    Resource "resource";
    Reversed "reversed";
    Role "role";
    Rowspan "rowspan";
    Scope "scope";
    Shadowrootmode "shadowrootmode";
    Sizes "sizes";
    Src "src";
    Srcset "srcset";
    Start "start";
    Style "style";
    Title "title";
    Type "type";
    Typeof "typeof";
    Value "value";
    Vocab "vocab";
    Width "width";
    XmlLang "xml:lang";
}

static BY_NAME: Lazy<FxHashMap<&'static [u8], AttrName>> =
    Lazy::new(|| NAMES.iter().map(|(name, attribute)| (name.as_bytes(), *attribute)).collect());

const LONGEST: usize = 16;

/// Of each first byte, which lengths there are, as bits: most names of which no one reads the value
/// need no further look.
static LENGTHS: [u32; 128] = {
    let mut lengths = [0; 128];
    let mut at = 0;
    while at < NAMES.len() {
        let name = NAMES[at].0.as_bytes();
        lengths[name[0] as usize] |= 1 << name.len();
        at += 1;
    }
    lengths
};

impl AttrName {
    /// The attribute of a name, in upper or lower case; `None` for one that no one reads.
    pub(crate) fn from_name(name: &[u8]) -> Option<AttrName> {
        match name {
            b"class" => return Some(AttrName::Class),
            b"href" => return Some(AttrName::Href),
            b"id" => return Some(AttrName::Id),
            _ => {}
        }
        let first = name.first()?.to_ascii_lowercase();
        let lengths = LENGTHS.get(usize::from(first)).copied().unwrap_or(0);
        if name.len() > LONGEST || lengths & 1 << name.len() == 0 {
            return None;
        }
        let mut lower = [0; LONGEST];
        for (to, from) in lower.iter_mut().zip(name) {
            *to = from.to_ascii_lowercase();
        }
        BY_NAME.get(lower.get(..name.len())?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{AttrName, LONGEST, NAMES};

    #[test]
    fn every_name_is_found_in_both_cases() {
        for (name, attribute) in NAMES {
            assert_eq!(AttrName::from_name(name.as_bytes()), Some(*attribute));
            assert_eq!(AttrName::from_name(name.to_uppercase().as_bytes()), Some(*attribute));
        }
        assert_eq!(NAMES.iter().map(|(name, _)| name.len()).max(), Some(LONGEST));
        assert_eq!(AttrName::from_name(b"onclick"), None);
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}

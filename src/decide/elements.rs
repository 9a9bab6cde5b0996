//! The elements that an editor may put into the text, and their attributes.
//!
//! TEI Guidelines, chapters 3, 11, 13 and 14: elements that stand within a line of text. The
//! schema of what this tool writes knows the same ones.

/// An element with the attributes that it may have.
#[derive(Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its TEI name.
    pub name: &'static str,
    /// The names of its attributes, in the order in which they are written; those of
    /// [`EVERYWHERE`] besides.
    pub attributes: &'static [&'static str],
    /// Whether TEI gives it `@evidence`.
    pub evidence: bool,
}

/// The attributes that every element may have.
pub const EVERYWHERE: &[&str] =
    &["n", "xml:lang", "rend", "rendition", "style", "ana", "corresp", "facs", "hand", "source"];

const fn phrase(name: &'static str, attributes: &'static [&'static str]) -> Phrase {
    Phrase { name, attributes, evidence: false }
}

/// One that can say on what evidence it rests (`att.editLike`).
const fn edited(name: &'static str, attributes: &'static [&'static str]) -> Phrase {
    Phrase { name, attributes, evidence: true }
}

const NAME: &[&str] = &["type", "subtype", "ref", "key", "role"];
const TYPED: &[&str] = &["type", "subtype"];
const EXTENT: &[&str] = &["reason", "agent", "unit", "quantity", "extent"];
const DATE: &[&str] = &[
    "when",
    "from",
    "to",
    "notBefore",
    "notAfter",
    "when-iso",
    "dur-iso",
    "dur",
    "when-custom",
    "from-custom",
    "to-custom",
    "notBefore-custom",
    "notAfter-custom",
    "calendar",
    "datingMethod",
    "datingPoint",
    "period",
    "type",
    "precision",
];

/// Every element, by name.
pub const PHRASES: &[Phrase] = &[
    phrase("abbr", TYPED),
    edited("add", &["place", "type"]),
    phrase("addName", NAME),
    edited("am", TYPED),
    phrase("bibl", TYPED),
    phrase("biblScope", &["unit", "from", "to"]),
    phrase("bloc", NAME),
    edited("corr", TYPED),
    phrase("country", NAME),
    phrase("damage", EXTENT),
    edited("date", DATE),
    edited("del", &["place", "type"]),
    phrase("distinct", TYPED),
    phrase("district", NAME),
    phrase("emph", &[]),
    edited("eventName", NAME),
    edited("ex", &[]),
    edited("expan", &[]),
    phrase("foreign", &[]),
    phrase("forename", NAME),
    edited("gap", EXTENT),
    phrase("genName", NAME),
    edited("geogName", NAME),
    phrase("hi", &[]),
    phrase("idno", TYPED),
    phrase("measure", &["type", "unit", "quantity", "commodity"]),
    phrase("mentioned", &[]),
    edited("name", NAME),
    phrase("nameLink", TYPED),
    phrase("num", &["type", "value"]),
    edited("objectName", NAME),
    edited("orgName", NAME),
    phrase("orig", &[]),
    edited("persName", NAME),
    edited("placeName", NAME),
    phrase("q", &["type", "who"]),
    phrase("quote", TYPED),
    phrase("ref", &["type", "subtype", "target"]),
    edited("reg", TYPED),
    phrase("region", NAME),
    phrase("roleName", NAME),
    phrase("rs", NAME),
    phrase("said", &["who", "toWhom"]),
    phrase("seg", TYPED),
    phrase("settlement", NAME),
    phrase("sic", &[]),
    phrase("soCalled", &[]),
    edited("supplied", EXTENT),
    phrase("surname", NAME),
    edited("surplus", &["reason"]),
    phrase("term", &["type", "subtype", "key", "ref"]),
    edited("time", DATE),
    phrase("title", &["level", "type", "ref", "key"]),
    edited("unclear", EXTENT),
];

impl Phrase {
    /// The element with a TEI name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        PHRASES.binary_search_by(|phrase| phrase.name.cmp(name)).ok().map(|at| &PHRASES[at])
    }

    /// The attribute with a name; none where the element has none of this name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&'static str> {
        self.attributes.iter().chain(EVERYWHERE).copied().find(|known| *known == name)
    }

    /// The order in which an attribute is written.
    #[must_use]
    pub fn order(&self, name: &str) -> usize {
        let mut all = self.attributes.iter().chain(EVERYWHERE);
        all.position(|known| *known == name).unwrap_or(usize::MAX)
    }

    /// What stands beside it in `choice`, with the words that an editor reads instead.
    #[must_use]
    pub fn alternative(&self) -> Option<&'static str> {
        match self.name {
            "sic" => Some("corr"),
            "orig" => Some("reg"),
            "abbr" => Some("expan"),
            _ => None,
        }
    }
}

/// Whether an element that crosses another is written in parts: those that hold long stretches.
#[must_use]
pub fn is_divisible(name: &str) -> bool {
    const LONG: &[&str] = &[
        "add",
        "bibl",
        "damage",
        "del",
        "distinct",
        "emph",
        "foreign",
        "hi",
        "mentioned",
        "q",
        "quote",
        "said",
        "seg",
        "soCalled",
        "supplied",
        "surplus",
        "unclear",
    ];
    LONG.contains(&name)
}

/// The known name nearest to a misspelt one.
#[must_use]
pub fn nearest(name: &str, known: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let far = |other: &str| strsim::osa_distance(&lower, &other.to_lowercase());
    let near = known.into_iter().map(|other| (far(other), other)).min()?;
    (near.0 <= 2 && near.0 * 2 < name.chars().count().max(3)).then_some(near.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_by_name() {
        assert!(PHRASES.is_sorted_by(|a, b| a.name < b.name));
        for phrase in PHRASES {
            assert_eq!(Phrase::find(phrase.name).map(|found| found.name), Some(phrase.name));
        }
        assert!(Phrase::find("p").is_none());
    }

    #[test]
    fn a_misspelt_name_is_told() {
        assert_eq!(nearest("persname", PHRASES.iter().map(|p| p.name)), Some("persName"));
        assert_eq!(nearest("placName", PHRASES.iter().map(|p| p.name)), Some("placeName"));
        assert_eq!(nearest("xy", PHRASES.iter().map(|p| p.name)), None);
    }
}

//! Numbers in the authority files of others.

/// An entry's number in another authority file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier {
    /// Whose number.
    pub scheme: Scheme,
    /// The number, as that authority writes it.
    pub value: String,
}

/// Whose numbers the lists may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// Wikidata: `Q1394`.
    Wikidata,
    /// The Gemeinsame Normdatei of the German-speaking libraries.
    Gnd,
    /// The Virtual International Authority File.
    Viaf,
    /// The International Standard Name Identifier (ISO 27729).
    Isni,
    /// The Library of Congress.
    Lccn,
    /// The Bibliothèque nationale de France.
    Bnf,
    /// `GeoNames`, for places.
    Geonames,
}

impl Identifier {
    /// The address that stands for the entry in linked data.
    #[must_use]
    pub fn uri(&self) -> String {
        format!("{}{}", self.scheme.base(), self.value)
    }
}

impl Scheme {
    /// Every scheme.
    pub const ALL: &[Self] =
        &[Self::Wikidata, Self::Gnd, Self::Viaf, Self::Isni, Self::Lccn, Self::Bnf, Self::Geonames];

    /// The name of its column, also TEI's `idno/@type`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wikidata => "wikidata",
            Self::Gnd => "gnd",
            Self::Viaf => "viaf",
            Self::Isni => "isni",
            Self::Lccn => "lccn",
            Self::Bnf => "bnf",
            Self::Geonames => "geonames",
        }
    }

    fn base(self) -> &'static str {
        match self {
            Self::Wikidata => "http://www.wikidata.org/entity/",
            Self::Gnd => "https://d-nb.info/gnd/",
            Self::Viaf => "http://viaf.org/viaf/",
            Self::Isni => "https://isni.org/isni/",
            Self::Lccn => "http://id.loc.gov/authorities/names/",
            Self::Bnf => "https://data.bnf.fr/ark:/12148/cb",
            Self::Geonames => "https://sws.geonames.org/",
        }
    }

    /// What its numbers look like, for a message.
    pub(super) fn wanted(self) -> &'static str {
        match self {
            Self::Wikidata => "`Q` and a number",
            Self::Gnd => "digits, with one hyphen at most and perhaps `X` at the end",
            Self::Viaf | Self::Geonames => "a number",
            Self::Isni => "16 digits, the last of which may be `X`",
            Self::Lccn => "small letters and a number",
            Self::Bnf => "eight digits and a sign",
        }
    }

    /// Whether a value looks like one of its numbers. Check digits are not counted.
    pub(super) fn accepts(self, value: &str) -> bool {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let sign = value.strip_suffix('X').unwrap_or(value);
        match self {
            Self::Wikidata => value.strip_prefix('Q').is_some_and(digits),
            Self::Gnd => digits(&sign.replacen('-', "", 1)) && !sign.starts_with('-'),
            Self::Viaf | Self::Geonames => digits(value),
            Self::Isni => value.len() == 16 && digits(sign),
            Self::Lccn => digits(value.trim_start_matches(|c: char| c.is_ascii_lowercase())),
            Self::Bnf => {
                value.len() == 9
                    && value.is_ascii()
                    && digits(&value[..8])
                    && value.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_other_shape_are_refused() {
        let sound = [
            (Scheme::Wikidata, "Q42"),
            (Scheme::Gnd, "118540238"),
            (Scheme::Gnd, "4005728-8"),
            (Scheme::Gnd, "11851136X"),
            (Scheme::Isni, "000000012281955X"),
            (Scheme::Lccn, "n79021164"),
            (Scheme::Bnf, "11888092r"),
            (Scheme::Geonames, "2950159"),
        ];
        for (scheme, value) in sound {
            assert!(scheme.accepts(value), "{} {value}", scheme.name());
        }
        for (scheme, value) in [
            (Scheme::Wikidata, "42"),
            (Scheme::Wikidata, "Q"),
            (Scheme::Gnd, "gnd:11"),
            (Scheme::Isni, "0000 0001 2281 955X"),
            (Scheme::Viaf, "viaf/12"),
            (Scheme::Bnf, "1188809é"),
        ] {
            assert!(!scheme.accepts(value), "{} {value}", scheme.name());
        }
    }

    #[test]
    fn an_identifier_has_an_address() {
        let identifier = Identifier { scheme: Scheme::Gnd, value: "118540238".into() };
        assert_eq!(identifier.uri(), "https://d-nb.info/gnd/118540238");
    }
}

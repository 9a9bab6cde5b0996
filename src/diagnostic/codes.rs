//! The table of codes. The doc comment of each is what `rubricate explain` prints.
//!
//! `R` + stage digit + two digits: 1 read, 2 normalise, 3 structure, 4 annotate, 5 resolve and
//! encode, 6 well-formedness and RELAX NG, 7 rules (integrity, references, Schematron),
//! 8 comparison with the golden file, 9 configuration, authority lists and decisions.
//! A code is never given a second meaning.

use super::Severity;
use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $severity:ident;)+) => {
        /// What a finding is about: one variant a rule, with a stable printed code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The printed form, such as `R301`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// How much findings of this code weigh.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// What the code means and what can be done, as `rubricate explain` prints it.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc, "\n",)+),)+ }
            }
        }
    };
}

codes! {
    /// The file holds no text.
    ///
    /// There is nothing to encode; no TEI file is written for it.
    EmptyInput = "R101", Error;

    /// Words of the text are others than in the golden file.
    ///
    /// `[-old-]{+new+}` shows them in their context. If the new reading is right, accept it with
    /// `rubricate accept --only` and the name in brackets.
    GoldenCharacters = "R801", Error;
    /// Words are divided in another way than in the golden file.
    ///
    /// All characters but white space are the same. Line breaks and indentation never count.
    GoldenWhiteSpace = "R802", Error;
    /// The same words stand in another order or place than in the golden file.
    GoldenOrder = "R803", Error;
    /// A name, a date or another mark has come that the golden file does not have.
    ///
    /// The marked words themselves are in both files.
    GoldenAdded = "R804", Error;
    /// A mark of the golden file is gone.
    ///
    /// The words that it marked are in both files.
    GoldenRemoved = "R805", Error;
    /// A mark begins or ends at another word than in the golden file.
    GoldenEdges = "R806", Error;
    /// The same words are marked as something else than in the golden file.
    GoldenKind = "R807", Error;
    /// A mark has another value than in the golden file, such as another date.
    GoldenValue = "R808", Error;
    /// A mark points to another entry or place than in the golden file.
    GoldenTarget = "R809", Error;
    /// A paragraph, heading, note or the like has come that the golden file does not have.
    GoldenStructureAdded = "R810", Error;
    /// A paragraph, heading, note or the like of the golden file is gone.
    GoldenStructureRemoved = "R811", Error;
    /// One paragraph of the golden file became several.
    GoldenSplit = "R812", Error;
    /// Several paragraphs of the golden file became one.
    GoldenMerged = "R813", Error;
    /// A paragraph, heading, note or the like has other edges, another name or other attributes
    /// than in the golden file.
    GoldenStructureChanged = "R814", Error;
    /// The header is not that of the golden file.
    GoldenHeader = "R815", Error;
    /// A register is not that of the golden file.
    GoldenRegister = "R816", Error;
    /// A comment, a processing instruction or the document type is not that of the golden file.
    GoldenMarkup = "R817", Error;
    /// The files differ in layout alone, which is named and not counted.
    ///
    /// Order of attributes, indentation, the form of empty elements, references, prefixes, and
    /// identifiers that were renumbered together with all that points to them.
    GoldenLayout = "R818", Info;
    /// The golden file has no counterpart.
    ///
    /// The document is gone, or its output was not built.
    GoldenWithoutOutput = "R820", Error;
    /// The file has no golden file yet.
    ///
    /// `rubricate accept` makes one of it.
    OutputWithoutGolden = "R821", Error;
    /// The file cannot be compared: it is not there, not readable, not well-formed, or its
    /// document type declares entities of its own.
    GoldenUnreadable = "R822", Error;
}

impl Code {
    /// The code printed as `text`, in upper or lower case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(text))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_well_formed() {
        let mut printed: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        printed.sort_unstable();
        for pair in printed.windows(2) {
            assert_ne!(pair[0], pair[1]);
        }
        for code in printed {
            assert!(code.len() == 4 && code.starts_with('R'), "{code}");
            assert_eq!(Code::parse(&code.to_lowercase()).map(Code::as_str), Some(code));
        }
    }
}

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

    /// A rule of the schema is not met.
    ///
    /// The message is the schema's own: an assert or report of Schematron, in a `.sch` file or
    /// within the RELAX NG schema.
    RuleViolated = "R701", Error;
    /// A rule of the schema is not met, and the schema says that this is a warning.
    ///
    /// The role of the assert or report is `warning`, `warn` or `nonfatal`.
    RuleWarning = "R702", Warning;
    /// A rule of the schema has something to say.
    ///
    /// The role of the assert or report is `info` or its like.
    RuleNote = "R703", Info;
    /// A rule of the schema is broken, and is not run.
    ///
    /// An expression is not XPath, names what is not declared, or the rule is not complete. The
    /// schema must be mended; documents are not checked against this rule.
    RuleBroken = "R704", Error;
    /// A rule of the schema is not supported, and is not run.
    ///
    /// An expression uses what this program does not evaluate, such as `key()`, functions written
    /// in XSLT, or another query language. Documents are not checked against this rule.
    RuleUnsupported = "R705", Error;
    /// A rule of the schema has no answer for a node.
    ///
    /// Its expression fails there, such as a cast of `five` to a number. Often the document is
    /// wrong in a way that the rule did not foresee; sometimes the rule is.
    RuleWithoutAnswer = "R706", Error;
    /// A rule of the schema takes too long, and was given up.
    ///
    /// Each rule may take a number of steps that grows with the document. From the place that is
    /// named, the document is not checked against this rule.
    RuleTooCostly = "R707", Error;
    /// The rules of a schema are written for another language than they are read as.
    ///
    /// Schematron without `queryBinding`, or with `xslt`, is meant for XPath 1. Most rules mean
    /// the same in XPath 2; comparisons of text with numbers, and functions that are given
    /// several nodes, may not. Say `queryBinding="xslt2"` once the rules are written for it.
    RuleLanguage = "R708", Warning;
    /// A pointer leads to an identifier that is not there.
    ///
    /// `#id` must be the xml:id of an element of the same file, `file.xml#id` that of one in the
    /// other file. Mend the pointer, or give the element its identifier.
    DanglingReference = "R711", Error;
    /// An xml:id is given to two elements of one file.
    ///
    /// Pointers to it cannot be followed. Rename one, and the pointers that mean it.
    IdGivenTwice = "R712", Error;
    /// A pointer leads to a file that is not there.
    ///
    /// Relative paths begin in the folder of the file they stand in, or at `xml:base`.
    MissingFile = "R713", Error;
    /// A pointer begins with a prefix that no prefixDef explains.
    ///
    /// Private prefixes such as `psn:` are declared by `<prefixDef>` in the header, with a
    /// pattern and what it stands for.
    UnknownPrefix = "R714", Warning;
    /// A pointer leads out of the folder that may be read.
    ///
    /// With `--root DIR` only files within that folder are looked at.
    OutsideRoot = "R715", Warning;
    /// A date is not in the calendar.
    ///
    /// A month has no such day, or a year no such month. Values are `yyyy`, `yyyy-mm` or
    /// `yyyy-mm-dd`.
    ImpossibleDate = "R721", Error;
    /// A range of dates ends before it begins.
    ///
    /// `@from` is not after `@to`, `@notBefore` not after `@notAfter`, a birth not after the death.
    DateRangeReversed = "R722", Error;
    /// The two calendars of a date do not agree.
    ///
    /// `@when` is Gregorian; `@when-custom` with `@datingMethod="#julian"` is the same day in the
    /// Julian calendar: 10 days behind from 1582, 11 from 1700, 12 from 1800, 13 from 1900.
    CalendarsDisagree = "R723", Error;
    /// A note that nothing refers to.
    ///
    /// A note among the notes of a document belongs to a place in the text, where a
    /// `<ref type="noteAnchor">` or `<ptr>` points to it.
    NoteWithoutAnchor = "R731", Warning;
    /// The anchor of a note leads to something that is no note.
    AnchorWithoutNote = "R732", Error;
    /// The number in the text and the number of the note differ.
    NoteNumberDiffers = "R733", Warning;
    /// The schema that a file names is not on this disk.
    ///
    /// An xml-model instruction names a schema by an address of the web, and nothing is fetched.
    /// Save the schema, and name the copy with `--schema` or in the instruction.
    SchemaNotFetched = "R741", Warning;
    /// The schema that a file names cannot be used.
    ///
    /// An xml-model instruction names a schema that is not there, or is not sound.
    SchemaUnusable = "R742", Error;
    /// The file is not well-formed XML.
    ///
    /// Every XML tool will refuse it. Reading ends at the first such place, so there may be more.
    IllFormed = "R601", Error;

    /// The file breaks the rules of namespaces: a prefix is not declared, or wrongly.
    Namespaces = "R602", Error;

    /// The bytes of the file are not in the encoding that it declares.
    ///
    /// A file without a declaration is UTF-8, or UTF-16 with a byte order mark.
    XmlEncoding = "R603", Error;

    /// The document asks for more than the limits allow: levels, attributes, entities, states.
    ///
    /// The limits guard against files that were made to exhaust a machine; they can be raised.
    XmlLimit = "R604", Error;

    /// An entity that is declared in another file was not read.
    ///
    /// External entities and the external DTD subset are never fetched, so what the entity would
    /// have put here is not validated. Put its text into the file, or declare it in the document.
    EntityNotRead = "R605", Error;

    /// The schema is not RELAX NG: an element, attribute or text that its syntax does not have.
    SchemaSyntax = "R610", Error;

    /// A file that the schema refers to cannot be read, or refers back.
    SchemaFile = "R611", Error;

    /// A definition of the schema is missing, is there twice, or refers to itself.
    SchemaDefinition = "R612", Error;

    /// The schema breaks a restriction of section 7 of the RELAX NG specification.
    SchemaRestriction = "R613", Error;

    /// The schema is deeper or larger than the limits allow.
    SchemaLimit = "R614", Error;

    /// The schema has no element of this name.
    UnknownElement = "R620", Error;

    /// The element is not allowed at this place.
    MisplacedElement = "R621", Error;

    /// An element that the content must have is missing.
    MissingElement = "R622", Error;

    /// Text stands where only elements are allowed.
    MisplacedText = "R623", Error;

    /// The element does not have this attribute, or not with the others that it has.
    MisplacedAttribute = "R624", Error;

    /// An attribute that the element must have is missing.
    MissingAttribute = "R625", Error;

    /// The value of an attribute is not of its type.
    BadValue = "R626", Error;

    /// The text of an element is not of the type that the element must hold.
    BadText = "R627", Error;

    /// Two elements have the same `xml:id`.
    DuplicateId = "R628", Error;

    /// An attribute of type ID repeats an identifier (RELAX NG DTD compatibility).
    RepeatedId = "R629", Warning;

    /// An attribute of type IDREF names no identifier of the file (RELAX NG DTD compatibility).
    DanglingIdref = "R630", Warning;

    /// More findings were left out.
    TooManyFindings = "R631", Info;

    /// The schema names a datatype library that is not known.
    ///
    /// Known are the built-in library (no URI: `string` and `token`), W3C XML Schema datatypes
    /// (`http://www.w3.org/2001/XMLSchema-datatypes`) and the ID types of DTD compatibility.
    UnknownDatatypeLibrary = "R650", Error;

    /// The schema names a datatype that its library does not have.
    ///
    /// The names are those of W3C XML Schema Part 2: `date`, `anyURI`, `nonNegativeInteger`.
    UnknownDatatype = "R651", Error;

    /// A parameter of a datatype is unknown, does not fit the type, or has no proper value.
    ///
    /// `length` belongs to strings, lists and binary types, `minInclusive` to numbers, dates and
    /// durations, `totalDigits` to decimals, `pattern` to all. Only `pattern` may be repeated.
    BadFacet = "R652", Error;

    /// A `pattern` parameter is no regular expression of W3C XML Schema, or a too large one.
    ///
    /// Schema patterns always match the whole value: `^` and `$` are ordinary characters.
    BadPattern = "R653", Error;

    /// A `value` in the schema is not of the type that it says it has.
    BadValuePattern = "R654", Error;

    /// A schema in the compact syntax cannot be read.
    ///
    /// The place is where the reader stopped; the message says what it expected there.
    CompactSyntax = "R655", Error;

    /// A schema in the compact syntax uses a prefix that it does not declare.
    ///
    /// Prefixes of names are declared with `namespace p = "…"`, those of datatypes with
    /// `datatypes p = "…"`; `xsd` and `xml` need no declaration.
    CompactPrefix = "R656", Error;
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

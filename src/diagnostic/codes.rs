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
    /// The file cannot be read.
    ///
    /// The message of the system says why: it is not there, is a folder, or you may not read it.
    UnreadableInput = "R102", Error;
    /// The file is no plain text.
    ///
    /// It begins as an image, an archive, a word processor's file or the like begins, or it is
    /// full of control characters. Save it as plain text (UTF-8) and build again.
    BinaryInput = "R103", Error;
    /// The file holds bytes that its encoding does not know.
    ///
    /// The encoding is the one that edition.toml names, that a byte order mark says, or UTF-8
    /// where most of the text is UTF-8. Nothing is replaced in silence: either the encoding is
    /// another one, or the bytes at that place are damaged.
    UndecodableInput = "R104", Error;
    /// The file is not UTF-8, and its letters do not tell which encoding it has.
    ///
    /// Name the encoding in edition.toml, as `encoding = "windows-1251"` under `[input]`. The
    /// encodings are those of the WHATWG Encoding Standard.
    UnknownEncoding = "R105", Error;
    /// The encoding of the file was guessed, or its byte order mark contradicts edition.toml.
    ///
    /// Compare a few words with accents or in another script. Name the encoding in edition.toml
    /// to be sure; the guess is then not made again.
    GuessedEncoding = "R106", Info;
    /// The file is too large to be one document.
    ///
    /// Documents of up to 1 GiB are read. Divide the file.
    OversizedInput = "R107", Error;

    /// A control character that XML does not allow was taken out.
    ///
    /// XML 1.0 allows no character below U+0020 but tab, line feed and carriage return, and
    /// neither U+FFFE nor U+FFFF. Nothing of the text is lost; the place is where the first one
    /// stood. Many of them mean that the file is no plain text.
    ControlCharacter = "R201", Warning;
    /// A control character stands in the text that belongs to no modern encoding.
    ///
    /// U+007F to U+009F are allowed in XML, but hardly ever meant: they appear where text in
    /// windows-1252 or another legacy encoding was read as ISO 8859-1. Name the right encoding
    /// in edition.toml.
    SuspiciousCharacter = "R202", Warning;
    /// The file holds U+FFFD, which stands for letters that were lost before.
    ///
    /// Some program that wrote the file could not read what it was given. The letters can only
    /// be taken from the original.
    ReplacementCharacter = "R203", Warning;
    /// Words broken over two lines were joined that occur nowhere else in the document.
    ///
    /// A hyphen at a line's end is taken out when the word goes on in small letters on the next
    /// line. It stays where the document writes the two halves with a hyphen, or each of them as
    /// a word of its own. The words named here could not be compared with another.
    DoubtfulBrokenWord = "R204", Info;
    /// A line of the page was set apart from the text.
    ///
    /// Rows of links, the name of a web site above them, and a section's head printed again at the
    /// foot of the page are no part of the document. They are kept as `fw` elements with the
    /// reason as `@type`, so that no character is lost.
    FurnitureSetApart = "R301", Info;
    /// A head such as `Notes:` has no notes below it.
    NotesMissing = "R302", Warning;
    /// A note has neither number nor sign.
    ///
    /// It is kept; no marker can point to it.
    NoteWithoutNumber = "R303", Warning;
    /// Two notes of one document have the same number.
    ///
    /// Both are kept. Markers with this number are tied to the notes in their order.
    NoteNumberTwice = "R304", Warning;
    /// A note that no marker in the text points to.
    ///
    /// The note is kept, and no link is invented. The marker was lost in the source, or it was
    /// translated or misread: search the text near the place where the order of the notes puts it.
    NoteWithoutMarker = "R401", Warning;
    /// A marker in the text that has no note.
    ///
    /// It stays as it is. The note may be on another page, or the number is none of a note.
    MarkerWithoutNote = "R402", Warning;
    /// A square bracket without its partner.
    BracketUnbalanced = "R403", Warning;
    /// A quotation mark without its partner.
    QuotationUnclosed = "R404", Warning;
    /// A name that fits several register entries, and the evidence does not decide.
    ///
    /// It is marked without a reference. Name the person in full, or add a role to the list.
    NameAmbiguous = "R405", Warning;
    /// A name with the surname of a listed person, whose initials fit nobody in the list.
    ///
    /// It is marked without a reference: a person of the same surname is no evidence.
    NameUnlisted = "R406", Warning;
    /// A mark that could not be written, since it crosses or repeats another.
    MarkDropped = "R501", Info;

    /// edition.toml cannot be read.
    ///
    /// Every edition has one in its folder; three lines are enough. `rubricate init DIR` writes
    /// one that explains every key.
    UnreadableEdition = "R901", Error;
    /// edition.toml is no sound TOML.
    ///
    /// The message is the TOML reader's. Often a quote or a bracket is missing on the line or on
    /// the one before.
    EditionSyntax = "R902", Error;
    /// A key of edition.toml is not known.
    ///
    /// A setting that is silently passed over would be believed to work. The nearest known key is
    /// named; `rubricate init` writes a file with all of them.
    UnknownKey = "R903", Error;
    /// A value of edition.toml is not what its key wants.
    ///
    /// The message says what stands there and what is wanted.
    EditionValue = "R904", Error;
    /// A key that edition.toml needs is missing.
    ///
    /// Every edition has a `title`, every editor and every licence a `name`.
    MissingKey = "R905", Error;
    /// An authority list, or the folder of the lists, cannot be read.
    ///
    /// The lists are `persons.tsv`, `places.tsv` and `orgs.tsv` in the folder that edition.toml
    /// names; they are UTF-8. A list that is not there counts as empty; a folder that is named
    /// must be there.
    UnreadableAuthority = "R920", Error;
    /// The columns of an authority list are not sound.
    ///
    /// The first row names the columns, separated by tabs. `id` and `preferred` are needed, no
    /// name may stand twice, and no row may have more fields than the first. A name that differs
    /// from a known one by a letter is taken for a slip; columns of your own are kept as notes.
    AuthorityColumn = "R921", Error;
    /// An identifier stands twice in the authority lists.
    ///
    /// Every person, place and organisation has an identifier of its own: it becomes the
    /// `xml:id` to which names in the text point.
    DuplicateIdentifier = "R922", Error;
    /// An identifier of an authority list is no XML name.
    ///
    /// It becomes an `xml:id`: letters, digits, `-`, `_` and `.`, the first a letter or `_`.
    AuthorityIdentifier = "R923", Error;
    /// A field of an authority list does not hold what its column wants.
    ///
    /// Dates are `1870-04-22`, `1870-04` or `1870`, in the Gregorian calendar, with the Old Style
    /// day of the same date in brackets where it is known: `1870-04-22 (OS 1870-04-10)`.
    /// Coordinates are decimal degrees, both or none. Numbers of other authority files are
    /// written without an address before them.
    AuthorityValue = "R924", Error;
    /// The New Style and the Old Style date of a life do not name the same day.
    ///
    /// One of them, or both, is copied wrongly: the calendars are 11 days apart from March 1700,
    /// 12 from March 1800, 13 from March 1900. The message says which Old Style day belongs to
    /// the New Style one. The list is used as it is.
    AuthorityStyles = "R925", Warning;
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
    /// No calendar has this day.
    ///
    /// A month has fewer days than the number printed, as in `31 June`. The text is kept; the value
    /// spans the days on either side. Check the source; encode a slip with `sic` and `corr`.
    DateImpossible = "R451", Error;
    /// The day of the week and the date disagree.
    ///
    /// One of the two is wrong, or the date is in the other calendar than the one assumed.
    WeekdayDisagrees = "R452", Warning;
    /// The two styles of a date are not the same day.
    ///
    /// Old Style is 10 days behind New Style from 1582, 11 from 1700, 12 from 1800, 13 from 1900.
    /// Both values are kept as printed.
    PairDisagrees = "R453", Warning;
    /// The name of a month or a number is misspelt and was read as what it must mean.
    ///
    /// The likely reading is used for the value; the text is kept.
    DateMisspelt = "R454", Warning;
    /// Nothing in the context gives the year of a date.
    ///
    /// The value has no year. Give the letter's date, or decide the place by hand.
    YearUnknown = "R455", Info;
    /// A winter with one year may be its beginning or its end.
    ///
    /// The value spans the whole year. Decide for January and February or for December.
    WinterAmbiguous = "R456", Warning;
    /// A range ends before it begins.
    ///
    /// The ends are exchanged in the value; check them against the source.
    DateReversed = "R457", Warning;
    /// In a date of figures either number can be the month.
    ///
    /// It is read in the order that the edition states (day before month where it states none).
    DateOrder = "R458", Info;
    /// Two days joined by a dash lie as far apart as the two styles and are read as one day.
    ///
    /// If it is a range, decide the place by hand.
    PairOrRange = "R459", Info;
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

//! The table of codes. The doc comment of each is what `rubricate explain` prints.
//!
//! `R` + stage digit + two digits: 0 publish, 1 read, 2 normalise, 3 structure, 4 annotate, 5 resolve and
//! encode, 6 well-formedness and RELAX NG, 7 rules (integrity, references, Schematron),
//! 8 comparison with the golden file, 9 configuration, authority lists and decisions.
//! A code is never given a second meaning.

use super::Severity;
use crate::xml::XmlErrorKind;
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
    /// The file is XML, but no TEI, and has no page in the site.
    ///
    /// Its root element is neither `TEI` nor `teiCorpus`. Keep files of other kinds outside the
    /// output folder, or leave it so: nothing else depends on it.
    NotTei = "R001", Warning;
    /// The document has errors and is not published, as edition.toml says.
    ///
    /// Mend the errors that are reported beside this, or set `errors = "banner"` under `[site]`:
    /// then the document is published and its page says what is wrong.
    NotPublished = "R002", Warning;
    /// The file holds no text.
    ///
    /// There is nothing to encode; no TEI file is written for it.
    EmptyInput = "R101", Error;
    /// The file cannot be read.
    ///
    /// The message of the system says why: it is not there, is a folder, or you may not read it.
    /// `check` says so of a folder too that holds no `.xml` file.
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
    /// A letter has no date.
    ///
    /// Neither its heading nor a dateline of its own above or below it gives one. The header then
    /// gives none either; nothing is guessed.
    LetterUndated = "R311", Warning;
    /// A letter has no signature.
    ///
    /// A signature is a name on a line of its own below the letter, or after a closing formula at
    /// the end of its last paragraph.
    LetterUnsigned = "R312", Info;
    /// A letter among several has no heading.
    ///
    /// Its sender is then taken from the signature, its addressee from the address or salutation.
    LetterWithoutHeading = "R313", Info;
    /// Two lines with the number of a letter stand one below the other.
    ///
    /// The first counts. Was the text of a letter lost between them?
    NumberTwice = "R314", Warning;
    /// Two letters of one page have the same number.
    ///
    /// Their files are told apart by their place on the page.
    LetterNumberTwice = "R315", Warning;
    /// A letter begins without a blank line before it.
    LettersTouch = "R316", Info;
    /// A letter stops in the middle of a sentence, without signature.
    ///
    /// The page was cut, or the rest of the letter stands on the next one.
    LetterUnfinished = "R317", Warning;
    /// A line above a letter is none of those that letters begin with.
    ///
    /// It is kept as it is. A printed letterhead, a summary and a dateline that cannot be read look
    /// alike.
    LetterLineUnknown = "R318", Info;
    /// The notes of a letter are numbered on from those of the letter before.
    NotesNumberedOn = "R319", Info;
    /// Who writes a letter and who is written to is a guess.
    ///
    /// A translation lost the case ending, so that the heading reads `Telegram to A. Gray B.
    /// Brown`. Sender first is the order of the original; where the signature says otherwise it
    /// decides.
    SenderUncertain = "R320", Warning;
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
    /// An archive is cited by an abbreviation that neither edition.toml nor the language knows.
    ///
    /// The abbreviation is kept as the name of the repository. Its full name, and with it
    /// `@key`, come from `[repositories]` in edition.toml: `GARF = "State Archive"`.
    RepositoryUnknown = "R407", Info;
    /// The date in a letter's heading and the one in its dateline cannot both be right.
    ///
    /// The header gives that of the heading, which is the editors'. Compare the two calendars and
    /// the numbers of the months.
    LetterDatesDisagree = "R461", Warning;
    /// A mark that could not be written, since it crosses or repeats another.
    MarkDropped = "R501", Info;
    /// The text of the TEI is not the normalised text of the source.
    ///
    /// This is a fault of the tool, found by reading its own output back. Please report it.
    TextChanged = "R502", Error;
    /// The file of a letter would have the name of another document's file.
    ///
    /// Letters are named by their page and their number: letter 3 of `page.txt` becomes
    /// `page.3.xml`, as does a document `page.3.txt`. The letter is not written. Rename one.
    OutputTaken = "R503", Error;

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
    /// Decisions, or their folder, cannot be read.
    ///
    /// They are UTF-8, in `decisions/NAME.jsonl` for the document `NAME`, and in
    /// `decisions/_all.jsonl` for the whole edition.
    UnreadableDecisions = "R940", Error;
    /// A line is no decision.
    ///
    /// Each line is one JSON object. Every decision has `decision` (its kind), `exact` (the words
    /// it is about), `who` and `when`; each kind has keys of its own, as `rubricate decide --help`
    /// lists them. Nothing is built before every line can be read.
    DecisionSyntax = "R941", Error;
    /// A key of a decision has a value that cannot be.
    ///
    /// An element that nobody decides, an attribute that TEI does not give it, an entry that is in
    /// no list, a date that is none. Nothing is built before every value is sound.
    DecisionValue = "R942", Error;
    /// A decision has no place any more.
    ///
    /// Its words are gone, or nothing around them is as it was when the decision was made. It is
    /// kept and not applied. The message names the places where it might belong: decide again
    /// there, and take the line out; or take it out where it is settled by the change.
    DecisionLost = "R943", Error;
    /// A decision fits in several places alike.
    ///
    /// It is kept and not applied. Decide again for the place that is meant, and take the line out.
    DecisionAmbiguous = "R944", Error;
    /// Two decisions contradict each other.
    ///
    /// One takes away what the other puts, or both say different things of one mark, or their
    /// marks cross. None of the two is applied. Take one out, or let it be replaced: `rubricate
    /// decide --replace`.
    DecisionsContradict = "R945", Error;
    /// Decisions are about a document that is not there.
    ///
    /// The document was renamed or deleted. Rename the file of decisions with it, or delete it.
    DecisionWithoutDocument = "R946", Error;
    /// The text of an edited file is not the text that it was generated from.
    ///
    /// Decisions are about markup. Correct the words in the plain text of the document, at the
    /// place that the message names; then the file can be absorbed.
    TextEdited = "R961", Error;
    /// A change in an edited file cannot be said as a decision.
    ///
    /// Decisions are about marks on words. What an editor changed of the structure, of the header,
    /// or with elements and attributes that decisions do not know stays in the edited file alone.
    /// Take it back there, bring it about in the text, the lists or edition.toml, or let
    /// `rubricate absorb --partial` take the rest.
    NotAbsorbed = "R962", Error;
    /// A comment or a processing instruction in an edited file is not taken over.
    ///
    /// What is generated anew has none. Say in `--why` what later editors should know.
    CommentNotAbsorbed = "R963", Warning;
    /// An edited file cannot be told to be one of the edition.
    ///
    /// It is no TEI, or has no text in common with the document that its name says it is. Name
    /// the document with `--document`.
    EditedUnknown = "R964", Error;
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

impl From<XmlErrorKind> for Code {
    fn from(kind: XmlErrorKind) -> Self {
        match kind {
            XmlErrorKind::Form => Self::IllFormed,
            XmlErrorKind::Namespace => Self::Namespaces,
            XmlErrorKind::Encoding => Self::XmlEncoding,
            XmlErrorKind::Limit => Self::XmlLimit,
        }
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

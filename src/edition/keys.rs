//! The keys of edition.toml: one table that the reader checks against and `rubricate init` prints.

/// What a key's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Text in quotes.
    Text,
    /// Several texts in square brackets.
    Texts,
    /// `true` or `false`.
    Flag,
    /// One of these words in quotes.
    Word(&'static [&'static str]),
    /// Two whole numbers in square brackets, the smaller first.
    Range,
    /// A section whose keys are the edition's own and whose values are texts.
    Map,
}

/// A key of edition.toml.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The section it stands in, empty at the top.
    pub section: &'static str,
    /// The key.
    pub name: &'static str,
    /// What its value is.
    pub shape: Shape,
    /// Whether it must be there, or must be there where its section is.
    pub needed: bool,
    /// What holds without it, in words or as it would be written.
    pub default: &'static str,
    /// A value, as it is written.
    pub example: &'static str,
    /// What it does.
    pub about: &'static str,
}

/// Sections that may stand several times, as `[[editors]]`.
pub const REPEATED: &[&str] = &["editors"];

/// What each section is about, in the order in which they are printed.
pub const SECTIONS: &[(&str, &str)] = &[
    ("editors", "Those who made the edition, one section each."),
    ("licence", "The licence of the edition."),
    ("languages", "The languages of the texts, as BCP 47 tags."),
    ("dates", "How dates are read where they do not say it themselves."),
    (
        "date-parts",
        "What vague parts of a time stand for in this edition. The header states the convention.",
    ),
    ("input", "How the files of the input folder are read."),
    ("folders", "Where everything is, seen from this file."),
    (
        "normalisation",
        "Which changes are made to the texts. Each change is recorded, and the header names those \
         that were made.",
    ),
    ("names", "How names are marked."),
    ("letters", "How letters are divided."),
    ("site", "How the edition is published."),
    ("repositories", "Archives by the abbreviations that the texts use for them."),
];

const fn optional(
    place: (&'static str, &'static str),
    shape: Shape,
    default: &'static str,
    example: &'static str,
    about: &'static str,
) -> Key {
    Key { section: place.0, name: place.1, shape, needed: false, default, example, about }
}

const fn needed(
    place: (&'static str, &'static str),
    example: &'static str,
    about: &'static str,
) -> Key {
    let shape = Shape::Text;
    Key { section: place.0, name: place.1, shape, needed: true, default: "", example, about }
}

const fn change(name: &'static str, about: &'static str) -> Key {
    optional(("normalisation", name), Shape::Flag, "true", "false", about)
}

const fn folder(name: &'static str, default: &'static str, about: &'static str) -> Key {
    optional(("folders", name), Shape::Text, default, default, about)
}

/// Every key, by section, in the order in which they are printed.
pub const KEYS: &[Key] = &[
    needed(("", "title"), "\"Letters from Elm Court\"", "The title of the edition."),
    optional(
        ("", "subtitle"),
        Shape::Text,
        "none",
        "\"1871-1874\"",
        "What stands under the title.",
    ),
    optional(
        ("", "source"),
        Shape::Text,
        "the title",
        "\"Transcribed from the letter book kept at Elm Court.\"",
        "Where the texts come from, as the header's sourceDesc says it.",
    ),
    optional(
        ("", "publisher"),
        Shape::Text,
        "\"unpublished\"",
        "\"Elm Court Papers\"",
        "Who publishes the edition.",
    ),
    optional(
        ("", "published"),
        Shape::Text,
        "none",
        "\"2026\"",
        "When it is published: a year, a month or a day. Nothing in the output comes from a clock.",
    ),
    optional(
        ("", "schema"),
        Shape::Text,
        "none",
        "\"schemas/rubricate.rng\"",
        "The RELAX NG schema that the output is checked against.",
    ),
    needed(("editors", "name"), "\"Ada Mohn\"", "The name, as it is to be printed."),
    optional(
        ("editors", "role"),
        Shape::Text,
        "none",
        "\"transcriber\"",
        "What was done, for the attribute role.",
    ),
    optional(
        ("editors", "id"),
        Shape::Text,
        "none",
        "\"mohn\"",
        "An XML name, to which the attribute resp can point.",
    ),
    needed(("licence", "name"), "\"CC BY 4.0\"", "The name of the licence."),
    optional(
        ("licence", "target"),
        Shape::Text,
        "none",
        "\"https://creativecommons.org/licenses/by/4.0/\"",
        "The address of its text.",
    ),
    optional(("languages", "main"), Shape::Text, "\"en\"", "\"en\"", "The language of the texts."),
    optional(
        ("languages", "others"),
        Shape::Texts,
        "none",
        "[\"fr\", \"de\"]",
        "Languages that occur in them besides.",
    ),
    optional(
        ("dates", "calendar"),
        Shape::Text,
        "\"gregorian\"",
        "\"gregorian\"",
        "The calendar of days that do not name it: gregorian, julian, or the name of a country that \
         changed from one to the other, such as russia or britain.",
    ),
    optional(
        ("dates", "abroad"),
        Shape::Texts,
        "none",
        "[\"Leyden\"]",
        "Places whose letters are dated in the Gregorian calendar, whatever the country says.",
    ),
    optional(
        ("dates", "numeric-order"),
        Shape::Word(&["language", "day-month", "month-day"]),
        "\"language\"",
        "\"day-month\"",
        "Whether 4.9.1920 is in September (day-month) or in April (month-day), or as the main \
         language has it.",
    ),
    optional(
        ("dates", "years"),
        Shape::Range,
        "none",
        "[1871, 1874]",
        "The first and the last year of the texts, for years of two figures.",
    ),
    optional(
        ("dates", "relative"),
        Shape::Flag,
        "true",
        "false",
        "Whether dates that lean on another are marked, such as \"the same day\".",
    ),
    optional(
        ("dates", "weekdays"),
        Shape::Flag,
        "false",
        "true",
        "Whether days of the week that stand alone are marked.",
    ),
    optional(
        ("dates", "durations"),
        Shape::Flag,
        "false",
        "true",
        "Whether lengths of time are marked, such as \"for three weeks\".",
    ),
    optional(
        ("dates", "events"),
        Shape::Flag,
        "false",
        "true",
        "Whether times named by an event are marked, such as \"during the fair\".",
    ),
    optional(
        ("dates", "corrections"),
        Shape::Flag,
        "false",
        "true",
        "Whether slips in dates are encoded with sic and corr, such as \"Decemher\" or \"31 June\".",
    ),
    optional(
        ("date-parts", ""),
        Shape::Map,
        "",
        "early = \"year 1-4, month 1-10, decade 0-3, century 1-30\"",
        "A word and its stretches: the first and the last month of a year, day of a month, month of \
         a season, year of a decade (from 0) and of a century (from 1).",
    ),
    optional(
        ("input", "encoding"),
        Shape::Text,
        "recognised",
        "\"windows-1252\"",
        "The encoding of files without a byte order mark: utf-8, utf-16le, windows-1251, koi8-r and \
         the other names of the WHATWG Encoding Standard.",
    ),
    folder(
        "input",
        "\"input\"",
        "The plain-text documents, .txt files. Where it is not named and not there, they are beside \
         this file.",
    ),
    folder("authority", "\"authority\"", "The lists persons.tsv, places.tsv and orgs.tsv."),
    folder("decisions", "\"decisions\"", "What the editors decided."),
    folder("output", "\"output\"", "What is built."),
    folder("golden", "\"tests/golden\"", "The approved TEI that the output is compared with."),
    folder("registers", "\"registers\"", "The registers, below the output folder."),
    folder("site", "\"site\"", "Templates and styles in the place of those of the tool."),
    change("composition", "Letters with combining marks are composed (Unicode NFC)."),
    change("spaces", "Runs of spaces become one, those at the edges of lines none."),
    change("no-break-spaces", "No-break and typographic spaces become spaces."),
    change("zero-width-spaces", "Zero-width spaces are taken out."),
    change("soft-hyphens", "Soft hyphens are taken out."),
    change("broken-words", "Words broken over two lines are joined."),
    change(
        "space-before-punctuation",
        "Spaces before a stop or comma are taken out, where the language has none there.",
    ),
    optional(
        ("names", "roles"),
        Shape::Word(&["beside", "inside"]),
        "\"beside\"",
        "\"inside\"",
        "Whether a role such as Captain stands beside the persName or inside of it.",
    ),
    optional(
        ("names", "unlisted"),
        Shape::Flag,
        "true",
        "false",
        "Whether names are marked that are in none of the lists.",
    ),
    optional(
        ("names", "min-certainty"),
        Shape::Word(&["low", "medium", "high"]),
        "\"medium\"",
        "\"high\"",
        "How sure the tool must be of a name in none of the lists to mark it; a less certain one is \
         only offered in the table of entities.",
    ),
    optional(
        ("letters", "output"),
        Shape::Word(&["files", "divisions"]),
        "\"files\"",
        "\"divisions\"",
        "Whether the letters of one document become a TEI file each, kept together by the file of \
         the document, or divisions of one file.",
    ),
    optional(
        ("site", "url"),
        Shape::Text,
        "none",
        "\"https://example.org/elm-court/\"",
        "Where the site will stand; citations and the files for other projects give this address.",
    ),
    optional(
        ("site", "errors"),
        Shape::Word(&["banner", "refuse"]),
        "\"banner\"",
        "\"refuse\"",
        "Whether a document in which errors are found is published with a banner that says so, or \
         is left out.",
    ),
    optional(
        ("repositories", ""),
        Shape::Map,
        "none",
        "ECM = \"Elm Court Muniment Room\"",
        "The abbreviation, and the full name for the header.",
    ),
];

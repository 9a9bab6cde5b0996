//! The authority lists: what is read, and what is wrong with them.

use crate::shared::shared;
use rubricate::authority::{Authority, Identifier, OrgKind, Scheme};
use rubricate::source::Source;

fn lists(persons: &str, places: &str, orgs: &str) -> Result<Authority, Vec<String>> {
    let source = |name: &str, text: &str| Source::from_text(name, text);
    Authority::from_sources(
        &source("persons.tsv", persons),
        &source("places.tsv", places),
        &source("orgs.tsv", orgs),
    )
    .map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

fn faults(persons: &str) -> Vec<String> {
    lists(persons, "", "").expect_err("the list is faulty")
}

#[test]
fn a_row_becomes_a_typed_entry() {
    let persons = "\u{FEFF}preferred\tid\tbirth\tgnd\tinkwell\taliases\r\n\
        Mohn, Ada\tmohn\t1880-05\t118540238\tblue\tA. Mohn; Frau Dr.\u{A0}Mohn ;\r\n\
        \r\n\
        # a remark\r\n\
        Re\u{301}my\tremy\r\n";
    let authority = lists(persons, "", "").unwrap();
    let mohn = &authority.persons[0];
    assert_eq!(mohn.entry.id, "mohn");
    assert_eq!(mohn.entry.preferred, "Mohn, Ada");
    assert_eq!(mohn.entry.aliases, ["A. Mohn", "Frau Dr. Mohn"]);
    let gnd = Identifier { scheme: Scheme::Gnd, value: "118540238".into() };
    assert_eq!(mohn.entry.identifiers, [gnd]);
    assert_eq!(mohn.entry.notes, [("inkwell".to_owned(), "blue".to_owned())]);
    assert_eq!(mohn.birth.as_ref().map(|birth| birth.date.to_string()).as_deref(), Some("1880-05"));
    let remy = &authority.persons[1].entry;
    assert_eq!((remy.preferred.as_str(), remy.line), ("Rémy", 5));
}

#[test]
fn quoted_fields_hold_tabs_lines_and_quotes() {
    let places = "id\tpreferred\tremark\na\t\"Upper\tBank\"\t\"two\nlines\"\n\
        b\t\"the \"\"Rock\"\"\"\t\"so\" they say\n";
    let authority = lists("", places, "").unwrap();
    let entry = |at: usize| &authority.places[at].entry;
    assert_eq!(
        (entry(0).preferred.as_str(), entry(0).notes[0].1.as_str()),
        ("Upper Bank", "two lines")
    );
    assert_eq!(entry(1).preferred, "the \"Rock\"");
    assert_eq!(entry(1).notes[0].1, "\"so\" they say");
    assert_eq!(entry(1).line, 4);
}

#[test]
fn places_and_organisations_have_their_kinds() {
    let places = "id\tpreferred\tlat\tlon\ttype\np\tPort\t-12.5\t170\tharbour\n";
    let orgs = "id\tpreferred\ttype\no\tClub\tpersonGrp\nq\tGuild\t\n";
    let authority = lists("", places, orgs).unwrap();
    let port = &authority.places[0];
    assert_eq!(port.kind, "harbour");
    assert_eq!(port.coordinates.as_ref().map(|at| at.written.as_str()), Some("-12.5 170"));
    let kinds: Vec<_> = authority.orgs.iter().map(|org| org.kind).collect();
    assert_eq!(kinds, [OrgKind::PersonGroup, OrgKind::Org]);
}

#[test]
fn columns_that_are_wrong_are_named() {
    assert_eq!(
        faults("id,preferred\na,b\n"),
        [
            "persons.tsv:1:1: error[R921]: the column `id` is missing; the header has `id,preferred` (the columns are separated by tabs)",
            "persons.tsv:1:1: error[R921]: the column `preferred` is missing; the header has `id,preferred` (the columns are separated by tabs)",
        ]
    );
    assert_eq!(
        faults("id\tpreferred\tbrith\tid\n"),
        [
            "persons.tsv:1:14: error[R921]: column 3 is named `brith`; is `birth` meant? (other columns are kept as notes; name them otherwise)",
            "persons.tsv:1:20: error[R921]: column 4 is named `id`, and so is column 1",
        ]
    );
    assert_eq!(
        faults("id\tpreferred\na\tb\tc\n"),
        [
            "persons.tsv:2:5: error[R921]: column 3 is one too many: the header has 2 columns, and here stands `c`"
        ]
    );
}

#[test]
fn identifiers_are_names_and_stand_once() {
    assert_eq!(
        faults("id\tpreferred\n1a\tA\nb c\tB\nd\tD\nd\tE\n\tF\n"),
        [
            "persons.tsv:2:1: error[R923]: column 1 `id`: `1a` is no XML name: it begins with `1`, wanted a letter or `_`",
            "persons.tsv:3:1: error[R923]: column 1 `id`: `b c` is no XML name: ` ` cannot stand in it, wanted letters, digits, `-`, `_`, `.`",
            "persons.tsv:6:1: error[R924]: column 1 `id`: an identifier is wanted here",
            "persons.tsv:5:1: error[R922]: the identifier `d` is taken: persons.tsv:4 has it already",
        ]
    );
    assert_eq!(
        lists("id\tpreferred\nx\tX\n", "", "id\tpreferred\nx\tX\n").unwrap_err(),
        ["orgs.tsv:2:1: error[R922]: the identifier `x` is taken: persons.tsv:2 has it already"]
    );
}

#[test]
fn values_that_are_wrong_are_shown_with_what_is_wanted() {
    assert_eq!(
        faults(
            "id\tpreferred\tbirth\tdeath\twikidata\na\tA\t1880-02-30\t1900\t42\nb\tB\t1900\t1899-12-31\n"
        ),
        [
            "persons.tsv:2:21: error[R924]: column 5 `wikidata`: `42` is no such number: wanted `Q` and a number",
            "persons.tsv:2:5: error[R924]: column 3 `birth`: `1880-02-30` is no date: month 02 has 29 days",
            "persons.tsv:3:10: error[R924]: column 4 `death`: `1899-12-31` is before the birth, `1900`",
        ]
    );
    let places =
        "id\tpreferred\tlat\tlon\na\tA\t59,9\t30\nb\tB\t\t30\nc\tC\t10\t200\nd\tD\tNaN\t1e1\n";
    assert_eq!(
        lists("", places, "").unwrap_err(),
        [
            "places.tsv:2:5: error[R924]: column 3 `lat`: `59,9` is no coordinate: wanted degrees from -90 to 90, such as `55.75`",
            "places.tsv:3:5: error[R924]: column 3 `lat`: the other coordinate stands alone; wanted both or none",
            "places.tsv:4:8: error[R924]: column 4 `lon`: `200` is no coordinate: wanted degrees from -180 to 180, such as `55.75`",
            "places.tsv:5:5: error[R924]: column 3 `lat`: `NaN` is no coordinate: wanted degrees from -90 to 90, such as `55.75`",
        ]
    );
    assert_eq!(
        lists("", "", "id\tpreferred\ttype\na\tA\tclub\n").unwrap_err(),
        [
            "orgs.tsv:2:5: error[R924]: column 3 `type`: `club` is no type: wanted `org`, `personGrp` or `event`"
        ]
    );
}

#[test]
fn lists_that_are_not_there_are_empty_and_a_folder_must_be() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(Authority::read(dir.path()), Ok(Authority::default()));
    std::fs::write(dir.path().join("orgs.tsv"), b"id\tpreferred\na\tCaf\xe9\n").unwrap();
    let faults = Authority::read(dir.path()).unwrap_err();
    assert!(
        faults[0]
            .to_string()
            .contains("orgs.tsv:2:6: error[R920]: byte 18 is no UTF-8: got E9 0A;")
    );
    let faults = Authority::read(&dir.path().join("none")).unwrap_err();
    assert!(faults[0].to_string().contains("cannot be read"), "{}", faults[0]);
}

#[test]
fn styles_that_disagree_are_doubtful_only() {
    let authority = lists("id\tpreferred\tbirth\na\tA\t1893-05-02 (OS 1893-04-19)\n", "", "");
    let findings = authority.unwrap().findings;
    assert_eq!(
        findings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "persons.tsv:2:5: warning[R925]: column 3 `birth`: `1893-05-02` is not `1893-04-19` in Old Style but `1893-04-20`"
        ]
    );
}

#[test]
fn nothing_in_a_list_makes_the_reader_fall() {
    for text in ["\"", "\t\t\t\n\"\"\"\n", "id\tpreferred\n\"a\tb", "\r\r\r", "#", "\u{FEFF}"] {
        let _ = lists(text, text, text);
    }
}

#[test]
fn the_lists_of_the_sample_are_sound() {
    let Some(dir) = shared("authority") else { return };
    let authority = Authority::read(&dir).unwrap();
    let sizes = (authority.persons.len(), authority.places.len(), authority.orgs.len());
    assert_eq!(sizes, (28, 32, 47));
    assert_eq!(authority.entries().count(), 107);
    let codes: Vec<_> = authority.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["R925"]);
}

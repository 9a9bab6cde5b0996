//! edition.toml: what is read, and what is wrong with it.

use rubricate::edition::keys::{KEYS, SECTIONS, Shape};
use rubricate::edition::template::template;
use rubricate::edition::{
    DateKind, Dates, Edition, Editor, Faulty, Folders, Languages, Letters, Licence, Names,
    NumericOrder, Roles, Site,
};
use rubricate::languages::PartWords;
use rubricate::layer::Certainty;
use rubricate::normalise::Change;
use rubricate::source::Encoding;

fn parse(text: &str) -> Result<Edition, Vec<String>> {
    Edition::parse(text, "edition.toml")
        .map_err(|error| error.faults().iter().map(ToString::to_string).collect())
}

fn faults(text: &str) -> Vec<String> {
    parse(text).expect_err("the text is faulty")
}

#[test]
fn a_title_is_enough() {
    let edition = Edition { title: "Letters".into(), ..Edition::default() };
    assert_eq!(parse("title = \"Letters\"\n"), Ok(edition.clone()));
    assert_eq!(parse("\u{FEFF}title = \"Letters\"\r\n"), Ok(edition));
}

/// An edition.toml with every key.
const EVERY_KEY: &str = r#"
title = "Letters"
subtitle = "1871-1874"
source = "A letter book."
publisher = "The House"
published = "2026-11"
schema = "schemas/own.rng"
[[editors]]
name = "Ada Mohn"
role = "transcriber"
id = "mohn"
[[editors]]
name = "Jo Ruiz"
[licence]
name = "CC0"
target = "https://creativecommons.org/publicdomain/zero/1.0/"
[languages]
main = "de-AT"
others = ["fr"]
[dates]
calendar = "russia"
abroad = ["Leyden"]
numeric-order = "month-day"
years = [1871, 1874]
relative = false
events = true
corrections = true
[date-parts]
Anfang = "year 1-4"
[input]
encoding = "koi8-r"
[folders]
input = "texts"
authority = "lists"
decisions = "decided"
output = "tei"
golden = "approved"
registers = "who"
site = "look"
[normalisation]
soft-hyphens = false
spaces = true
[names]
roles = "inside"
unlisted = false
min-certainty = "high"
[letters]
output = "files"
[site]
url = "https://example.org/elm"
errors = "refuse"
[repositories]
ECM = "Elm Court Muniment Room"
"#;

#[test]
fn every_key_has_its_place() {
    let expected = Edition {
        title: "Letters".into(),
        subtitle: Some("1871-1874".into()),
        source: Some("A letter book.".into()),
        publisher: Some("The House".into()),
        published: Some("2026-11".into()),
        schema: Some("schemas/own.rng".into()),
        editors: vec![
            Editor {
                name: "Ada Mohn".into(),
                role: Some("transcriber".into()),
                id: Some("mohn".into()),
            },
            Editor { name: "Jo Ruiz".into(), role: None, id: None },
        ],
        licence: Some(Licence {
            name: "CC0".into(),
            target: Some("https://creativecommons.org/publicdomain/zero/1.0/".into()),
        }),
        languages: Languages { main: "de-AT".into(), others: vec!["fr".into()] },
        dates: Dates {
            calendar: "russia".into(),
            abroad: vec!["Leyden".into()],
            order: NumericOrder::MonthDay,
            years: Some((1871, 1874)),
            parts: vec![PartWords::parse("Anfang", "year 1-4").unwrap()],
            corrections: true,
            marked: vec![DateKind::Events],
        },
        encoding: Encoding::named("koi8-r"),
        folders: Folders {
            input: "texts".into(),
            authority: Some("lists".into()),
            decisions: Some("decided".into()),
            output: "tei".into(),
            golden: "approved".into(),
            registers: "who".into(),
            site: "look".into(),
        },
        forbidden: vec![Change::SoftHyphen],
        names: Names { roles: Roles::Inside, unlisted: false, min_certainty: Certainty::High },
        letters: Letters::Files,
        site: Site { url: Some("https://example.org/elm/".into()), errors: Faulty::Refuse },
        repositories: vec![("ECM".into(), "Elm Court Muniment Room".into())],
    };
    assert!(!expected.rules().makes(Change::SoftHyphen));
    assert_eq!(parse(EVERY_KEY), Ok(expected));
}

#[test]
fn unknown_keys_are_named_with_the_nearest_one() {
    assert_eq!(
        faults(
            "titel = \"x\"\ntitle = \"x\"\nencoding = \"utf-8\"\nzzz = 1\n[licence]\nNAME = \"x\"\nname = \"y\"\n\
             [normalisation]\nsoft_hyphen = true\n[langauges]\nmain = \"en\"\n"
        ),
        [
            "edition.toml:1:1: error[R903]: `titel` is no key of edition.toml (is `title` meant?)",
            "edition.toml:3:1: error[R903]: `encoding` is no key of edition.toml (`encoding` stands under `[input]`)",
            "edition.toml:4:1: error[R903]: `zzz` is no key of edition.toml (known are title, subtitle, source, publisher, published, schema, editors, licence, languages, dates, date-parts, input, folders, normalisation, names, letters, site, repositories)",
            "edition.toml:6:1: error[R903]: `NAME` is no key of `[licence]` (is `name` meant?)",
            "edition.toml:9:1: error[R903]: `soft_hyphen` is no key of `[normalisation]` (is `soft-hyphens` meant?)",
            "edition.toml:10:2: error[R903]: `langauges` is no key of edition.toml (is `languages` meant?)",
        ]
    );
}

#[test]
fn wrong_types_say_what_is_wanted() {
    assert_eq!(
        faults(
            "title = 12\nsubtitle = \" \"\neditors = \"me\"\nlicence = []\n[dates]\nnumeric-order = \"dmy\"\n\
             years = [1874, 1871]\nrelative = \"yes\"\nabroad = [1]\ncalendar = 1752-09-02\n[names]\nroles = true\n\
             [repositories]\nA = 1.5\n"
        ),
        [
            "edition.toml:1:9: error[R904]: `title` is a whole number, wanted text in quotes",
            "edition.toml:2:12: error[R904]: `subtitle` is empty; leave the key out where it has no value",
            "edition.toml:3:1: error[R904]: `editors` is text, wanted sections that begin with `[[editors]]`",
            "edition.toml:4:1: error[R904]: `licence` is a list in square brackets, wanted a section that begins with `[licence]`",
            "edition.toml:6:17: error[R904]: `numeric-order` is \"dmy\", wanted \"language\" or \"day-month\" or \"month-day\"",
            "edition.toml:7:9: error[R904]: `years` goes from 1874 to 1871, wanted the smaller first",
            "edition.toml:8:12: error[R904]: `relative` is text, wanted true or false",
            "edition.toml:9:10: error[R904]: `abroad` holds a whole number, wanted texts in quotes",
            "edition.toml:10:12: error[R904]: `calendar` is a date, wanted text in quotes",
            "edition.toml:12:9: error[R904]: `roles` is true or false, wanted a word in quotes",
            "edition.toml:14:5: error[R904]: `A` is a number, wanted text in quotes",
        ]
    );
}

#[test]
fn wrong_values_say_what_is_wanted() {
    assert_eq!(
        faults(
            "title = \"x\"\npublished = \"May 2026\"\n[[editors]]\nname = \"A\"\nid = \"1a\"\n[[editors]]\nname = \"B\"\nid = \"b\"\n\
             [[editors]]\nname = \"C\"\nid = \"b\"\n[licence]\nname = \"x\"\ntarget = \"cc by\"\n[languages]\nmain = \"English!\"\n\
             others = [\"de\", \"x\"]\n[input]\nencoding = \"utf-9\"\n[folders]\noutput = \"input\"\nregisters = \"../who\"\n"
        ),
        [
            "edition.toml:2:13: error[R904]: `May 2026` is no date: wanted one as `1870-04-22`, `1870-04` or `1870`",
            "edition.toml:5:6: error[R904]: `1a` is no XML name: wanted letters, digits, `-`, `_` and `.`, the first a letter or `_`",
            "edition.toml:11:6: error[R904]: `b` is the id of another editor",
            "edition.toml:14:10: error[R904]: `cc by` is no address: wanted one as `https://…`",
            "edition.toml:16:8: error[R904]: `English!` is no language tag: wanted one as `en` or `de-AT`",
            "edition.toml:17:17: error[R904]: `x` is no language tag: wanted one as `en` or `de-AT`",
            "edition.toml:19:12: error[R904]: `utf-9` is no encoding: wanted a name of the Encoding Standard, such as `utf-8`, `windows-1251` or `koi8-r`",
            "edition.toml:21:10: error[R904]: the output folder and `input` are the same",
            "edition.toml:22:13: error[R904]: `registers` is a folder below the output folder",
        ]
    );
}

#[test]
fn needed_keys_are_missed_where_they_should_stand() {
    assert_eq!(
        faults("[[editors]]\nrole = \"x\"\n\n[licence]\ntarget = \"https://x\"\n"),
        [
            "edition.toml:1:1: error[R905]: the key `name` is missing under `[editors]` (such as `name = \"Ada Mohn\"`)",
            "edition.toml:1:1: error[R905]: the key `title` is missing (such as `title = \"Letters from Elm Court\"`)",
            "edition.toml:4:2: error[R905]: the key `name` is missing under `[licence]` (such as `name = \"CC BY 4.0\"`)",
        ]
    );
}

#[test]
fn text_that_is_no_toml_is_an_error_with_its_place() {
    let faults = faults("title = \"x\"\nsource = \"y\npublisher = \"z\"\ntitle = \"x\"\n");
    assert!(faults[0].starts_with("edition.toml:2:12: error[R902]: "), "{faults:?}");
}

#[test]
fn folders_that_are_not_there_are_not_sought() {
    let dir = tempfile::tempdir().unwrap();
    let missing = Edition::read(dir.path()).unwrap_err().to_string();
    assert!(missing.contains("error[R901]: the file cannot be read: "), "{missing}");
    std::fs::write(
        dir.path().join("edition.toml"),
        "title = \"x\"\n[folders]\ndecisions = \"d\"\n",
    )
    .unwrap();
    let folders = Edition::read(dir.path()).unwrap().folders;
    assert_eq!(folders.input.to_str(), Some("."));
    assert_eq!((folders.authority, folders.decisions), (None, Some("d".into())));
    for name in ["input", "authority"] {
        std::fs::create_dir(dir.path().join(name)).unwrap();
    }
    let folders = Edition::read(dir.path()).unwrap().folders;
    assert_eq!((folders.input, folders.authority), ("input".into(), Some("authority".into())));
}

#[test]
fn an_empty_or_foreign_edition_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("edition.toml");
    std::fs::write(&path, "").unwrap();
    assert!(Edition::read(dir.path()).unwrap_err().to_string().contains("R905"));
    std::fs::write(&path, b"title = \"caf\xE9\"\n").unwrap();
    let error = Edition::read(dir.path()).unwrap_err().to_string();
    assert!(error.contains("edition.toml:1:13: error[R901]: byte 12 is no UTF-8"), "{error}");
}

#[test]
fn the_template_explains_every_key_and_is_sound() {
    let text = template(&[("", "title", "\"x\"")]);
    assert_eq!(parse(&text), parse("title = \"x\""));
    // A line behind a # that has the form of a setting becomes one.
    let setting = |line: &str| {
        line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '))
    };
    let all: String = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if setting(rest) => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let edition = parse(&all).unwrap();
    assert_eq!(edition.repositories.len(), 1);
    for key in KEYS.iter().filter(|key| key.shape != Shape::Map) {
        let line = format!("\n{} = ", key.name);
        assert!(all.contains(&line), "{} {}", key.section, key.name);
    }
    assert!(SECTIONS.iter().all(|(name, _)| all.contains(&format!("[{name}]"))));
    assert!(text.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn every_change_that_can_be_forbidden_is_a_key() {
    let keys: Vec<_> =
        KEYS.iter().filter(|key| key.section == "normalisation").map(|key| key.name).collect();
    assert_eq!(keys, Change::CHOICES.iter().map(|change| change.name()).collect::<Vec<_>>());
    for &change in Change::CHOICES {
        let text = format!("title = \"x\"\n[normalisation]\n{} = false\n", change.name());
        assert_eq!(parse(&text).unwrap().forbidden, [change]);
    }
}

#[test]
fn defaults_are_as_the_table_says() {
    for key in KEYS.iter().filter(|key| !key.needed) {
        let written = key.default.starts_with('"') || ["true", "false"].contains(&key.default);
        if !written || key.name == "publisher" {
            continue;
        }
        let with = format!("title = \"x\"\n[{}]\n{} = {}\n", key.section, key.name, key.default);
        assert_eq!(parse(&with), parse("title = \"x\""), "{} {}", key.section, key.name);
    }
}

//! The editor's desk: an edition with everything that editing needs, made ready once.

use crate::annotate::NameKind;
use crate::annotate::names::{self, Lexicon, PersonFacts};
use crate::authority::{Authority, Org, OrgKind, Person, Place};
use crate::edition::Edition;
use crate::languages::Language;
use crate::normalise::Rules;

/// An edition ready for work; shared by all threads.
#[derive(Debug)]
pub struct Desk {
    /// What edition.toml says.
    pub edition: Edition,
    /// What the editors' lists say.
    pub authority: Authority,
    /// Every form of every listed name.
    pub lexicon: Lexicon,
    /// Which changes normalising makes.
    pub rules: Rules,
    /// The main language of the edition.
    pub language: &'static Language,
}

impl Desk {
    /// Makes an edition ready.
    #[must_use]
    pub fn new(edition: Edition, authority: Authority) -> Self {
        let persons = authority.persons.iter().map(person);
        let places = authority.places.iter().map(place);
        let orgs = authority.orgs.iter().map(org);
        let lexicon = Lexicon::new(persons.chain(places).chain(orgs).collect());
        let rules = edition.rules();
        let language = Language::get(&edition.languages.main);
        Self { edition, authority, lexicon, rules, language }
    }
}

fn person(row: &Person) -> names::Entry {
    let facts = PersonFacts {
        preferred: &row.entry.preferred,
        surname: &row.surname,
        forename: &row.forename,
        patronymic: &row.patronymic,
        aliases: row.entry.aliases.iter().map(String::as_str).collect(),
        role: &row.role,
        years: (
            row.birth.as_ref().map(|birth| birth.date.year),
            row.death.as_ref().map(|death| death.date.year),
        ),
    };
    names::Entry::person(&row.entry.id, &facts)
}

fn place(row: &Place) -> names::Entry {
    let aliases: Vec<&str> = row.entry.aliases.iter().map(String::as_str).collect();
    names::Entry::thing(&row.entry.id, NameKind::Place, &row.entry.preferred, &aliases)
}

fn org(row: &Org) -> names::Entry {
    let kind = match row.kind {
        OrgKind::Org => NameKind::Organisation,
        OrgKind::PersonGroup => NameKind::PersonGroup,
        OrgKind::Event => NameKind::Event,
    };
    let aliases: Vec<&str> = row.entry.aliases.iter().map(String::as_str).collect();
    names::Entry::thing(&row.entry.id, kind, &row.entry.preferred, &aliases)
}

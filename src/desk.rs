//! The editor's desk: an edition with everything that editing needs, made ready once.

use crate::annotate::NameKind;
use crate::annotate::dates::{Context, Dates, Scope};
use crate::annotate::names::{self, Lexicon, PersonFacts};
use crate::annotate::unlisted::Recogniser;
use crate::authority::{Authority, Org, OrgKind, Person, Place};
use crate::calendar::Policy;
use crate::decide::Decisions;
use crate::edition::{self, DateKind, Edition};
use crate::languages::{self, Language};
use crate::neighbours::Neighbours;
use crate::normalise::Rules;
use crate::structure::{Layout, LetterWords};
use std::sync::Arc;

/// An edition ready for work; shared by all threads.
#[derive(Debug)]
pub struct Desk {
    /// What edition.toml says.
    pub edition: Edition,
    /// What the editors' lists say.
    pub authority: Authority,
    /// What the editors decided.
    pub decisions: Decisions,
    /// Every form of every listed name.
    pub lexicon: Lexicon,
    /// The reader of dates, for the languages of the edition.
    pub dates: Dates,
    /// What its dates lean on: the calendar policy, the years.
    pub dating: Context,
    /// Which changes normalising makes.
    pub rules: Rules,
    /// The recogniser of names in no list, for the main language.
    pub recogniser: Recogniser,
    /// What the texts of the edition say of each other's names; nothing where they are not at hand.
    pub neighbours: Arc<Neighbours>,
    /// The main language of the edition.
    pub language: &'static Language,
    /// The words of letters in all languages of the edition.
    pub letters: LetterWords,
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
        let tags = std::iter::once(&edition.languages.main).chain(&edition.languages.others);
        let dates = Dates::of(&tags.map(String::as_str).collect::<Vec<_>>());
        let dates = match edition.dates.order {
            edition::NumericOrder::Language => dates,
            edition::NumericOrder::DayMonth => dates.with_order(languages::NumericOrder::DayMonth),
            edition::NumericOrder::MonthDay => dates.with_order(languages::NumericOrder::MonthDay),
        };
        let dates = dates.with_parts(&edition.dates.parts);
        let dating = dating(&edition);
        let recogniser = Recogniser::new(&edition.languages.main);
        let decisions = Decisions::default();
        let others = edition.languages.others.iter().filter_map(|tag| Language::find(tag));
        let known = std::iter::once(language).chain(others);
        let letters = LetterWords::merged(known.map(|language| &language.letters));
        Self {
            edition,
            authority,
            decisions,
            lexicon,
            dates,
            dating,
            rules,
            recogniser,
            neighbours: Arc::default(),
            language,
            letters,
        }
    }

    /// The same with what the editors decided.
    #[must_use]
    pub fn with_decisions(self, decisions: Decisions) -> Self {
        Self { decisions, ..self }
    }

    /// The same with what the texts of the edition say of each other's names.
    #[must_use]
    pub fn with_neighbours(self, neighbours: Arc<Neighbours>) -> Self {
        Self { neighbours, ..self }
    }

    /// The full name of an archive, by the abbreviation that the texts use: as edition.toml says,
    /// or as the languages of the edition know it.
    #[must_use]
    pub fn repository(&self, abbreviation: &str) -> Option<&str> {
        let own = self.edition.repositories.iter();
        let known = self.language.citations.archives.iter();
        let mut names = own.chain(known);
        names.find(|(short, _)| short == abbreviation).map(|(_, full)| full.as_str())
    }

    /// What the layout of its pages is recognised by.
    #[must_use]
    pub fn layout(&self) -> Layout<'_> {
        Layout {
            language: self.language,
            words: &self.letters,
            dates: &self.dates,
            context: &self.dating,
        }
    }
}

/// What the dates of an edition lean on.
fn dating(edition: &Edition) -> Context {
    // edition.toml was checked; an edition made otherwise may name a policy that is none.
    let policy = Policy::get(&edition.dates.calendar).unwrap_or_else(|_| Policy::gregorian());
    let scope = Scope {
        relative: edition.marks(DateKind::Relative),
        weekdays: edition.marks(DateKind::Weekdays),
        durations: edition.marks(DateKind::Durations),
        events: edition.marks(DateKind::Events),
    };
    let policy = policy.with_abroad(edition.dates.abroad.iter().cloned());
    let corrections = edition.dates.corrections;
    Context { years: edition.dates.years, scope, corrections, ..Context::with_policy(policy) }
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

//! What the registers know of one name-bearer, and every form that print gives its name.

use super::forms::{
    alternatives, bracket_forms, content_words, fold, head, is_acronym_of, is_name, is_patronymic,
    plural, with_stops, without_comment, words_of,
};
use crate::annotate::NameKind;

/// An entry of the authority lists, as the recogniser sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its `xml:id` in the register.
    pub id: String,
    /// Which kind of name it bears.
    pub kind: NameKind,
    /// The forms of its name; for a person the surnames and the aliases that stand alone.
    pub forms: Vec<Form>,
    /// Forenames and their variants, for a person.
    pub forenames: Vec<String>,
    /// Patronymics or middle names, for a person.
    pub patronymics: Vec<String>,
    /// Words of its role or description that can stand beside its name, folded.
    pub words: Vec<String>,
    /// Years of birth and death, as far as known.
    pub years: (Option<i32>, Option<i32>),
}

/// One form of a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    /// As it is printed.
    pub text: String,
    /// How much it says.
    pub reach: Reach,
}

/// How much a form says; the weaker come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// The full name, or an alias of the list.
    Full,
    /// Forename and patronymic, which say who it is where no surname follows.
    Given,
    /// A surname, which others may bear.
    Surname,
    /// The name cut before `of`: `Bolshevik faction` of the Duma.
    Short,
    /// A plural that counts in a row alone: `fronts` in `the Eastern and Western fronts`.
    Row,
}

/// What the lists know of a person.
#[derive(Debug, Clone, Default)]
pub struct PersonFacts<'a> {
    /// `Surname, Forename Patronymic` or the name in its usual order.
    pub preferred: &'a str,
    /// The surname alone.
    pub surname: &'a str,
    /// The forename alone.
    pub forename: &'a str,
    /// The patronymic or middle names.
    pub patronymic: &'a str,
    /// Other names, one each.
    pub aliases: Vec<&'a str>,
    /// The role or description.
    pub role: &'a str,
    /// Years of birth and death.
    pub years: (Option<i32>, Option<i32>),
}

impl Entry {
    /// A person with the forms that its list entry gives: its surnames (of birth and by alias),
    /// the aliases that are no surname, and the variants of its forename.
    #[must_use]
    pub fn person(id: &str, facts: &PersonFacts) -> Self {
        let mut entry = Self {
            id: id.to_owned(),
            kind: NameKind::Person,
            forms: Vec::new(),
            forenames: words_of(facts.forename),
            patronymics: words_of(facts.patronymic),
            words: content_words(facts.role),
            years: facts.years,
        };
        let surname = if facts.surname.is_empty() {
            facts.preferred.split(',').next().unwrap_or_default()
        } else {
            facts.surname
        };
        entry.add(surname.trim(), Reach::Surname);
        if !facts.forename.is_empty() && is_patronymic(facts.patronymic) {
            entry.add(&format!("{} {}", facts.forename, facts.patronymic), Reach::Given);
        }
        for alias in &facts.aliases {
            entry.alias(alias, surname.trim());
        }
        entry.forms.sort();
        entry.forms.dedup_by(|later, first| later.text == first.text);
        entry
    }

    /// A place, an organisation, a group or an event: its preferred name and its aliases.
    #[must_use]
    pub fn thing(id: &str, kind: NameKind, preferred: &str, aliases: &[&str]) -> Self {
        let mut entry = Self {
            id: id.to_owned(),
            kind,
            forms: Vec::new(),
            forenames: Vec::new(),
            patronymics: Vec::new(),
            words: content_words(preferred),
            years: (None, None),
        };
        for name in alternatives(preferred) {
            entry.name(&name);
        }
        for alias in aliases {
            let alias = without_comment(alias);
            // An alias without a capital (`the faction`) describes; it is no name.
            if alias.chars().any(char::is_uppercase) {
                entry.name(&alias);
            }
        }
        entry.forms.sort();
        entry.forms.dedup_by(|later, first| later.text == first.text);
        entry
    }

    fn add(&mut self, text: &str, reach: Reach) {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if letters >= 2 {
            self.forms.push(Form { text: text.to_owned(), reach });
        }
    }

    /// A name with its bracketed parts in and out, with stops where it is an abbreviation, cut before `of`, and its plural for rows.
    fn name(&mut self, name: &str) {
        for (text, inner) in bracket_forms(name) {
            self.add(&text, Reach::Full);
            for stopped in with_stops(&text) {
                self.add(&stopped, Reach::Full);
            }
            if let Some(head) = head(&text) {
                self.add(head, Reach::Short);
            }
            if let Some(row) = plural(&text) {
                self.add(&row, Reach::Row);
            }
            for inner in inner {
                let place = self.kind == NameKind::Place && is_name(&inner);
                if place || is_acronym_of(&inner, &text) {
                    self.add(&inner, Reach::Full);
                    for stopped in with_stops(&inner) {
                        self.add(&stopped, Reach::Full);
                    }
                }
            }
        }
    }

    /// An alias of a person: a variant of the surname or forename, or a name of its own.
    fn alias(&mut self, alias: &str, surname: &str) {
        let alias = alias.trim();
        let bare = without_comment(alias);
        let bare = bare.trim();
        if bare.is_empty() {
            return;
        }
        if let Some((first, second)) = bare.split_once('/') {
            // `Iosif/Joseph`, `Spandaryan/Spandarian`: two spellings of one part.
            for part in [first.trim(), second.trim()] {
                let forename = [first, second].iter().any(|p| self.forenames.contains(&fold(p)));
                if forename {
                    self.forenames.push(fold(part));
                } else if part != surname {
                    self.add(part, Reach::Surname);
                }
            }
            return;
        }
        if let Some((last, rest)) = bare.split_once(',') {
            // `Drabkin, Yakov Davidovich`: another surname with its forenames.
            self.add(last.trim(), Reach::Surname);
            self.forenames.extend(words_of(rest).into_iter().take(1));
            return;
        }
        let words: Vec<&str> = bare.split_whitespace().collect();
        if words.len() >= 2 && words.last() == Some(&surname) {
            // `Leon Trotsky`, `S. S. Kamenev`: the surname with another forename.
            let forename = words[0].trim_end_matches('.');
            let initials = words[0].contains('.') || forename.chars().count() < 2;
            if !initials {
                self.forenames.push(fold(forename));
            }
            return;
        }
        if words.len() >= 2 && words.first() == Some(&surname) {
            return;
        }
        if alias != bare && bare.split_whitespace().count() == 1 && alias.contains("name") {
            self.add(bare, Reach::Surname);
            return;
        }
        self.add(alias_with_surname(alias, surname).unwrap_or(bare), Reach::Full);
    }
}

/// `Artyom (Sergeev)` is a name as it stands: the bracket holds the surname.
fn alias_with_surname<'a>(alias: &'a str, surname: &str) -> Option<&'a str> {
    let inner = alias.strip_suffix(')')?.rsplit_once('(')?.1;
    (inner == surname).then_some(alias)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(entry: &Entry, reach: Reach) -> Vec<&str> {
        entry.forms.iter().filter(|f| f.reach == reach).map(|f| f.text.as_str()).collect()
    }

    #[test]
    fn a_persons_aliases_are_surnames_forenames_or_names() {
        let facts = PersonFacts {
            preferred: "Brown, John Henry",
            surname: "Brown",
            forename: "John",
            patronymic: "Henry",
            aliases: vec![
                "Smith (birth name)",
                "Jack Brown",
                "John/Johann",
                "Red (Brown)",
                "Old Fox",
                "Brown J.H. (inverted)",
            ],
            ..PersonFacts::default()
        };
        let entry = Entry::person("p", &facts);
        assert_eq!(forms(&entry, Reach::Surname), ["Brown", "Smith"]);
        assert_eq!(forms(&entry, Reach::Full), ["Old Fox", "Red (Brown)"]);
        assert_eq!(entry.forenames, ["john", "jack", "john", "johann"]);
    }

    #[test]
    fn a_forename_with_its_patronymic_is_a_form() {
        let given = |forename, patronymic| {
            let facts =
                PersonFacts { surname: "Orlov", forename, patronymic, ..Default::default() };
            Entry::person("p", &facts).forms.iter().any(|form| form.reach == Reach::Given)
        };
        assert!(given("Pavel", "Ilyich"));
        assert!(given("Anna", "Pavlovna"));
        assert!(!given("John", "Henry"));
    }

    #[test]
    fn abbreviations_are_printed_with_stops_too() {
        let party = Entry::thing("o", NameKind::Organisation, "PLP(b)", &["CC"]);
        let wanted = ["C. C.", "C.C.", "CC", "P. L. P. (b)", "P.L.P.(b)", "PLP(b)"];
        assert_eq!(forms(&party, Reach::Full), wanted);
    }

    #[test]
    fn brackets_slashes_and_heads_give_forms() {
        let org = |name: &str| Entry::thing("o", NameKind::Organisation, name, &[]);
        let party = org("People's Labour Party (PLP), PLP(b)");
        assert_eq!(
            forms(&party, Reach::Full),
            [
                "P. L. P.",
                "P. L. P. (b)",
                "P.L.P.",
                "P.L.P.(b)",
                "PLP",
                "PLP(b)",
                "People's Labour Party"
            ]
        );
        let bureau = org("Northern Bureau of the Committee");
        assert_eq!(forms(&bureau, Reach::Short), ["Northern Bureau"]);
        let front = org("Southern Front (Army)");
        assert_eq!(forms(&front, Reach::Full), ["Southern Front"]);
        assert_eq!(forms(&front, Reach::Row), ["Southern Fronts"]);
        let council = org("Council of (Labour and) Defence / Defence Board");
        assert_eq!(
            forms(&council, Reach::Full),
            ["Council of Defence", "Council of Labour and Defence", "Defence Board"]
        );
    }

    #[test]
    fn a_places_other_names_stand_in_brackets() {
        let place = Entry::thing(
            "p",
            NameKind::Place,
            "Oldtown (Newtown 1914-24, Oldville)",
            &["the town"],
        );
        assert_eq!(forms(&place, Reach::Full), ["Newtown", "Oldtown", "Oldville"]);
    }
}

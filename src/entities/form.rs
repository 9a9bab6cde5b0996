//! A person's name taken apart: forenames or initials, surname.

use super::spelling::key;
use crate::annotate::NameKind;

/// A part of a person's name before the surname.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A letter or two for a name: `J.`, `Yu.`.
    Initial(String),
    /// A forename, patronymic or middle name: its key, and its letters as printed, in lower case.
    Name(String, String),
}

/// The parts of a person's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Forenames and initials, in order.
    pub given: Vec<Part>,
    /// The key of the surname, with its particles; of a forename that stands alone, that.
    pub surname: String,
}

/// Words that belong to the surname after them.
const PARTICLES: &[&str] = &[
    "von", "van", "de", "der", "den", "du", "la", "le", "des", "del", "della", "di", "da", "zu",
    "zum", "zur", "vom", "ten", "ter", "af", "av", "d", "l", "o", "mac", "al", "el", "ibn", "ben",
];

impl Form {
    /// Takes a printed name apart. Initials after the surname come before it: `Gray J.A.`.
    #[must_use]
    pub fn read(name: &str) -> Self {
        let mut words: Vec<(String, bool)> = Vec::new();
        for word in name.split([' ', '\n', ',']).filter(|word| !word.is_empty()) {
            // `J.A.` is two initials, `Wilh.` a name cut short.
            let stops = word.matches('.').count();
            if stops > 1 || stops == 1 && !word.ends_with('.') {
                let parts = word.split_inclusive('.').filter(|part| !part.is_empty());
                words.extend(parts.map(|part| (part.trim_end_matches('.').to_owned(), true)));
            } else {
                words.push((word.trim_end_matches('.').to_owned(), stops == 1));
            }
        }
        let is_initial = |(word, stop): &(String, bool)| {
            word.chars().count() <= if *stop { 2 } else { 1 }
                && word.starts_with(char::is_uppercase)
        };
        let after = words.iter().rev().take_while(|word| is_initial(word)).count();
        if after < words.len() {
            words.rotate_right(after);
        }
        let particle = |(word, _): &(String, bool)| PARTICLES.contains(&word.as_str());
        let mut start = words.len().saturating_sub(1);
        while start > 0 && particle(&words[start - 1]) {
            start -= 1;
        }
        let surname: Vec<&str> = words[start..].iter().map(|(word, _)| word.as_str()).collect();
        let surname = key(&surname.join(" "), NameKind::Person);
        let given = words[..start].iter().map(|word| {
            let printed = word.0.to_lowercase();
            if is_initial(word) || word.1 {
                return Part::Initial(printed);
            }
            Part::Name(key(&word.0, NameKind::Person), printed)
        });
        Self { given: given.filter(|part| !part.letters().is_empty()).collect(), surname }
    }

    /// Whether two names can be one person's: the same surname, and no forename or initial that
    /// speaks against it.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        self.surname == other.surname
            && self.given.iter().zip(&other.given).all(|(one, two)| one.agrees(two))
    }

    /// How much the name says: the letters of its forenames, initials counting one.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.given.iter().map(|part| part.letters().chars().count()).sum()
    }
}

impl Part {
    /// Its letters, in lower case.
    pub(super) fn letters(&self) -> &str {
        match self {
            Self::Initial(letters) | Self::Name(_, letters) => letters,
        }
    }

    fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name(one, _), Self::Name(two, _)) => one == two,
            (Self::Initial(one), Self::Initial(two)) => {
                one.starts_with(two.as_str()) || two.starts_with(one.as_str())
            }
            // `Yu.` is `Iulia` by its key, and `J.` is `John` as it is printed.
            (Self::Initial(initial), Self::Name(key_of, printed))
            | (Self::Name(key_of, printed), Self::Initial(initial)) => {
                printed.starts_with(initial.as_str())
                    || key_of.starts_with(&key(initial, NameKind::Person))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_stand_before_or_after_the_surname() {
        let before = Form::read("J.A. Gray");
        assert_eq!(before, Form::read("Gray J. A."));
        assert_eq!(before.surname, "gray");
        let initials = ["j", "a"].map(|letter| Part::Initial(letter.to_owned()));
        assert_eq!(before.given, initials);
    }

    #[test]
    fn particles_belong_to_the_surname() {
        assert_eq!(Form::read("Anna von der Au").surname, "von der au");
        assert_eq!(
            Form::read("Anna von der Au").given,
            [Part::Name("anna".to_owned(), "anna".to_owned())]
        );
    }

    #[test]
    fn names_agree_unless_something_speaks_against_it() {
        let agree = |one: &str, two: &str| Form::read(one).agrees(&Form::read(two));
        assert!(agree("J. Gray", "John A. Gray"));
        assert!(agree("Gray", "John Gray"));
        assert!(agree("Chr. Gray", "Christian Gray"));
        assert!(agree("Yu. Gray", "Iulia Gray"));
        assert!(!agree("J. Gray", "Peter Gray"));
        assert!(!agree("John Gray", "Johanna Gray"));
        assert!(!agree("Kamenev", "Kamensky"));
    }
}

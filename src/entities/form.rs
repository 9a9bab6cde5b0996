//! A person's name taken apart: forenames or initials, surname.

use super::spelling::{key, slug};
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

/// Words after a surname that belong to it.
const SUFFIXES: &[&str] = &["jr", "sr", "jun", "sen", "junior", "senior", "esq", "fils"];

/// The words of a printed name, without their stops.
struct Words {
    /// Each with whether a stop stood after it; initials that stood after the surname come first.
    all: Vec<(String, bool)>,
    /// Where the surname begins, its particles included.
    surname: usize,
}

impl Words {
    fn read(name: &str) -> Self {
        let mut words: Vec<(String, bool)> = Vec::new();
        for word in name.split([' ', '\n', ',']).filter(|word| !word.is_empty()) {
            // `J.A.` is two initials, `Wilh.` a name cut short.
            let stops = word.matches('.').count();
            if stops > 1 || stops == 1 && !word.ends_with('.') {
                let parts = word.split_inclusive('.').filter(|part| !part.is_empty());
                let part =
                    |part: &str| (part.trim_end_matches('.').to_owned(), part.ends_with('.'));
                words.extend(parts.map(part));
            } else {
                words.push((word.trim_end_matches('.').to_owned(), stops == 1));
            }
        }
        let is_suffix = |(word, _): &(String, bool)| SUFFIXES.contains(&&*word.to_lowercase());
        let moved = |word: &&(String, bool)| is_initial(word) && !is_suffix(word);
        let after = words.iter().rev().take_while(moved).count();
        if after < words.len() {
            words.rotate_right(after);
        }
        let mut surname = words.len().saturating_sub(1);
        if surname > 0 && is_suffix(&words[surname]) {
            surname -= 1;
        }
        while surname > 0 && is_particle(&words[surname - 1].0) {
            surname -= 1;
        }
        Self { all: words, surname }
    }

    fn given(&self) -> &[(String, bool)] {
        &self.all[..self.surname]
    }

    /// Words as they were printed.
    fn printed(words: &[(String, bool)]) -> String {
        let words =
            words.iter().map(|(word, stop)| format!("{word}{}", if *stop { "." } else { "" }));
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Whether a word stands for a name: a letter, or two with a stop.
fn is_initial((word, stop): &(String, bool)) -> bool {
    word.chars().count() <= if *stop { 2 } else { 1 } && word.starts_with(char::is_uppercase)
}

/// Whether a word belongs to the surname after it, as `von`.
#[must_use]
pub fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// The surname and the forenames of a person's name, as printed: of `Gray, John` as a register
/// lists it, or of `John Gray`. One without forenames is a surname alone.
#[must_use]
pub fn surname_and_forenames(name: &str) -> (String, String) {
    let suffix =
        |after: &str| SUFFIXES.contains(&&*after.trim().trim_end_matches('.').to_lowercase());
    if let Some((surname, given)) = name.split_once(',').filter(|(_, after)| !suffix(after)) {
        return (surname.trim().to_owned(), given.trim().to_owned());
    }
    let words = Words::read(name);
    let (given, surname) = words.all.split_at(words.surname);
    // A sovereign's number is no surname.
    let is_number = |(word, _): &(String, bool)| word.chars().all(|c| "IVX".contains(c));
    if given.is_empty() || surname.iter().all(is_number) {
        return (name.split_whitespace().collect::<Vec<_>>().join(" "), String::new());
    }
    (Words::printed(surname), Words::printed(given))
}

/// `Mohn, A. B.` for `A. B. Mohn`, the initials as printed; none where a name begins with a
/// forename, or does not end with its surname.
#[must_use]
pub fn initials_last(name: &str) -> Option<String> {
    let (surname, given) = surname_and_forenames(name);
    let initials = name.trim().strip_suffix(&surname)?.trim_end();
    let is_letter = |part: &str| part.chars().count() == 1 && part.starts_with(char::is_uppercase);
    let mut parts = initials.split([' ', '.', '-']).filter(|part| !part.is_empty());
    let sound = !given.is_empty() && initials.ends_with('.') && !surname.contains('.');
    (sound && parts.all(is_letter)).then(|| format!("{surname}, {initials}"))
}

impl Form {
    /// Takes a printed name apart. Initials after the surname come before it: `Gray J.A.`.
    #[must_use]
    pub fn read(name: &str) -> Self {
        let words = Words::read(name);
        let surname: Vec<&str> =
            words.all[words.surname..].iter().map(|(word, _)| word.as_str()).collect();
        let surname = key(&surname.join(" "), NameKind::Person);
        let given = words.given().iter().map(|word| {
            let printed = word.0.to_lowercase();
            if is_initial(word) || word.1 {
                return Part::Initial(printed);
            }
            Part::Name(key(&word.0, NameKind::Person), printed)
        });
        Self { given: given.filter(|part| !part.letters().is_empty()).collect(), surname }
    }

    /// The first letters of forenames, in lower case and without accents: `ja` of `John A.`.
    pub(super) fn initials(given: &str) -> impl Iterator<Item = char> {
        let words = given.split([' ', '.', '\n']).map(slug);
        words.filter_map(|word| word.chars().next())
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
    fn registers_list_the_surname_first() {
        for (name, surname, given) in [
            ("John A. Gray", "Gray", "John A."),
            ("J.A. Gray", "Gray", "J. A."),
            ("Gray, John", "Gray", "John"),
            ("Anna von der Au", "von der Au", "Anna"),
            ("John Gray Jr.", "Gray Jr.", "John"),
            ("Elizabeth II", "Elizabeth II", ""),
            ("Gray", "Gray", ""),
        ] {
            let parts = surname_and_forenames(name);
            assert_eq!((parts.0.as_str(), parts.1.as_str()), (surname, given), "{name}");
        }
    }

    #[test]
    fn initials_follow_the_surname() {
        for (name, filed) in [
            ("A. B. Mohn", "Mohn, A. B."),
            ("A.B. Mohn", "Mohn, A.B."),
            ("J.-P. van der Aa", "van der Aa, J.-P."),
        ] {
            assert_eq!(initials_last(name).as_deref(), Some(filed));
        }
        let whole = [
            "Ada Mohn",
            "A.",
            "Mohn, A.",
            "Mohn A.",
            "Dr. Mohn",
            "A. Mohn, Jr.",
            "A. B.",
            "A. IV",
            "",
        ];
        for whole in whole {
            assert_eq!(initials_last(whole), None, "{whole}");
        }
    }

    #[test]
    fn father_and_son_are_two() {
        assert!(!Form::read("John Gray Jr.").agrees(&Form::read("John Gray")));
        assert!(Form::read("John Gray Jr.").agrees(&Form::read("J. Gray, Jr.")));
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

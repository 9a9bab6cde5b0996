//! Which texts can hold a date at all: those with a figure, or with one of the words that a date
//! without figures is made of. Most paragraphs have neither and are passed over at the speed of
//! this scan.

use super::context::Scope;
use super::lexicon::Sense;
use crate::languages::Role;
use hashbrown::HashMap;

/// Always sought.
const PLAIN: u8 = 1;
/// Always sought, written with a capital.
const CAPITAL: u8 = 2;
const RELATIVE: u8 = 4;
const WEEKDAYS: u8 = 8;
const DURATIONS: u8 = 16;
const EVENTS: u8 = 32;

/// Pairs of first bytes, one bit each.
type Starts = [u64; 1024];

/// The words that a date without figures cannot do without.
#[derive(Debug)]
pub(super) struct Anchors {
    words: HashMap<Box<str>, u8>,
    starts: Box<Starts>,
}

impl Default for Anchors {
    fn default() -> Self {
        Self { words: HashMap::new(), starts: Box::new([0; 1024]) }
    }
}

impl Anchors {
    /// Adds a phrase of the lexicon: its longest word, since that is the rarest.
    pub fn add(&mut self, words: impl Iterator<Item = impl AsRef<str>>, senses: &[Sense]) {
        let kinds = senses.iter().fold(0, |kinds, sense| kinds | kinds_of(*sense));
        if kinds == 0 {
            return;
        }
        if let Some(word) = words.max_by_key(|word| word.as_ref().len()) {
            let word = word.as_ref();
            let bit = start(word.as_bytes());
            self.starts[bit / 64] |= 1 << (bit % 64);
            *self.words.entry(word.into()).or_default() |= kinds;
        }
    }

    /// Whether a text has a figure or one of the words.
    pub fn may_hold_date(&self, text: &str, scope: Scope) -> bool {
        has_digit(text.as_bytes()) || self.has_word(text, scope)
    }

    fn has_word(&self, text: &str, scope: Scope) -> bool {
        let wanted = wanted(scope);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let skipped = not_of_word(&bytes[at..]);
            if skipped > 0 {
                at += skipped;
                continue;
            }
            let from = at;
            at += 1;
            while at < bytes.len() && not_of_word(&bytes[at..]) == 0 && !is_joint(bytes, at) {
                at += 1;
            }
            let bit = start(&bytes[from..at]);
            if self.starts[bit / 64] & (1 << (bit % 64)) != 0
                && text.get(from..at).is_some_and(|word| self.is_wanted(word, wanted))
            {
                return true;
            }
        }
        false
    }

    fn is_wanted(&self, word: &str, wanted: u8) -> bool {
        let kinds = match self.words.get(word) {
            Some(kinds) => *kinds,
            None => self.words.get(&*word.to_lowercase()).copied().unwrap_or(0),
        };
        let small = word.starts_with(char::is_lowercase);
        let kinds = if small { kinds & !CAPITAL } else { kinds };
        kinds & wanted != 0
    }
}

fn wanted(scope: Scope) -> u8 {
    let kinds = [
        (scope.relative, RELATIVE),
        (scope.weekdays, WEEKDAYS),
        (scope.durations, DURATIONS),
        (scope.events, EVENTS),
    ];
    let switched = kinds.into_iter().filter(|(on, _)| *on);
    switched.fold(PLAIN | CAPITAL, |all, (_, kind)| all | kind)
}

/// What a word with this sense is an anchor of.
fn kinds_of(sense: Sense) -> u8 {
    match sense {
        Sense::Month(month) if month.capital => CAPITAL,
        Sense::Month(_) | Sense::RepublicanMonth(_) | Sense::Decade(_) => PLAIN,
        Sense::Weekday(_) => WEEKDAYS,
        Sense::Season(_) | Sense::Day(_) | Sense::Following(_) | Sense::Feast(_) => RELATIVE,
        Sense::Event(_) => EVENTS,
        Sense::Cardinal(_) | Sense::Ordinal(_) | Sense::Part(_) | Sense::Term(_) => 0,
        Sense::Role(role) => match role {
            Role::Century
            | Role::TurnOfCentury
            | Role::DecadeBefore
            | Role::RepublicanEra
            | Role::Republic
            | Role::Hundred
            | Role::Thousand => PLAIN,
            Role::OtherDay | Role::SaidAlone | Role::SameYear => RELATIVE,
            Role::UnitDay
            | Role::UnitWeek
            | Role::UnitFortnight
            | Role::UnitMonth
            | Role::UnitYear => RELATIVE | DURATIONS,
            Role::UnitHour => DURATIONS,
            _ => 0,
        },
    }
}

/// The first two bytes of a word in lower case, as a number; letters outside of ASCII count as one,
/// since their lower case may begin otherwise.
fn start(word: &[u8]) -> usize {
    let byte = |at: usize| match word.get(at) {
        None => 0,
        Some(byte) if byte.is_ascii() => usize::from(byte.to_ascii_lowercase()),
        Some(_) => 128,
    };
    if byte(0) == 128 { 128 << 8 } else { (byte(0) << 8) | byte(1) }
}

/// How many bytes stand here that are of no word: marks of ASCII, of Latin-1 and of the general
/// punctuation.
fn not_of_word(bytes: &[u8]) -> usize {
    match bytes[0] {
        b'a'..=b'z' | b'A'..=b'Z' => 0,
        0xC2 => 2,
        0xE2 => 3,
        0x80.. => 0,
        _ => 1,
    }
}

/// Whether a line end was lost before this byte: `CrossSeptember`.
fn is_joint(bytes: &[u8], at: usize) -> bool {
    bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase()
}

/// Whether there is a figure; in pieces, so that the compiler can use vector instructions.
fn has_digit(bytes: &[u8]) -> bool {
    bytes
        .chunks(256)
        .any(|chunk| chunk.iter().fold(false, |found, byte| found | byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::dates::Dates;
    use proptest::prelude::*;

    #[test]
    fn the_words_of_dates_are_found_wherever_they_stand() {
        let anchors = &Dates::of(&["en", "ru"]).lexicon.anchors;
        let plain = Scope::default();
        for text in ["“October", "CrossSeptember", "в октябре", "x,May", "the twenties", "Октябрь"]
        {
            assert!(anchors.may_hold_date(text, plain), "{text}");
        }
        for text in ["a summary", "you may go", "yesterday", "for a while", ""] {
            assert!(!anchors.may_hold_date(text, plain), "{text}");
        }
        assert!(anchors.may_hold_date("yesterday", Scope::everything()));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// What the scan passes over has no date.
        #[test]
        fn a_text_that_is_passed_over_holds_no_date(text in "[a-zA-Z ,.“é’]{0,60}", word in 0..4_usize) {
            let words = ["yesterday", "in May", "nineteen hundred", "last week"];
            let text = format!("{text}{}{text}", words[word]);
            let dates = Dates::of(&["en", "fr"]);
            let found = dates.phrases(&text, Scope::everything());
            prop_assert!(found == 0 || dates.lexicon.anchors.may_hold_date(&text, Scope::everything()));
        }
    }
}

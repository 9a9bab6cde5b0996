//! What the texts of an edition say of each other's names: a surname that one of them shows after a
//! title or forename is known in all of them.

use super::hash::Hasher;
use super::lists::{PLACES, PLAIN};
use super::reading::Reading;
use hashbrown::{HashMap, HashSet};
use serde::{Deserialize, Serialize};

/// The word stands after a title, a forename or an initial.
const SURNAME: u8 = 1;
/// It is a place of the lists, stands after a preposition of place, and not as a surname.
const PLACE: u8 = 2;
/// It stands in lower case.
const LOWER: u8 = 4;

/// What one text shows of its words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown(Vec<(u32, u8)>);

impl Shown {
    /// What a text shows; plain words of the lists are left out.
    pub(super) fn new(reading: &Reading) -> Self {
        let named = reading.words.iter().filter(|word| word.lists & PLAIN == 0);
        let mut words: Vec<(u32, u8)> = named
            .map(|word| {
                let met = word.met;
                let surname = met.titled > 0 || met.given > 0;
                let place = met.placed > 0 && !surname && word.lists & PLACES != 0;
                let flag = |is: bool, flag: u8| if is { flag } else { 0 };
                let flags =
                    flag(surname, SURNAME) | flag(place, PLACE) | flag(met.lower > 0, LOWER);
                (word.hash, flags)
            })
            .collect();
        words.sort_unstable();
        words.shrink_to_fit();
        Self(words)
    }
}

/// The surnames of an edition, by the hashes of their folded letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known(HashSet<u32, Hasher>);

impl Known {
    /// The words that more texts show as a surname than as a place, and hardly any in lower case.
    #[must_use]
    pub fn new<'s>(texts: impl Iterator<Item = &'s Shown>) -> Self {
        const RARELY: u32 = 4;
        let mut counts: HashMap<u32, [u32; 3], Hasher> = HashMap::with_hasher(Hasher);
        for &(word, flags) in texts.flat_map(|shown| &shown.0).filter(|(_, flags)| *flags != 0) {
            let count = counts.entry(word).or_default();
            for (count, flag) in count.iter_mut().zip([SURNAME, PLACE, LOWER]) {
                *count += u32::from(flags & flag != 0);
            }
        }
        let is_surname = |[surname, place, lower]: [u32; 3]| {
            surname > 0 && surname >= place && surname > RARELY * lower
        };
        Self(counts.into_iter().filter(|(_, n)| is_surname(*n)).map(|(word, _)| word).collect())
    }

    /// Whether a word is one of them.
    #[must_use]
    pub fn has(&self, word: u32) -> bool {
        self.0.contains(&word)
    }

    /// Those that a text has, in order: all that its names follow from besides the text itself.
    pub fn of<'k>(&'k self, text: &'k Shown) -> impl Iterator<Item = u32> + 'k {
        text.0.iter().map(|(word, _)| *word).filter(|word| self.has(*word))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Recogniser;
    use super::*;

    fn known(texts: &[&str]) -> (Vec<Shown>, Known) {
        let recogniser = Recogniser::new("en");
        let shown: Vec<Shown> = texts.iter().map(|text| recogniser.shown(text)).collect();
        let known = Known::new(shown.iter());
        (shown, known)
    }

    #[test]
    fn a_surname_of_one_text_is_known_in_another() {
        let (shown, known) = known(&["I met Mr. Quillan there.", "Quillan came with Vostrey."]);
        assert_eq!(known.of(&shown[1]).count(), 1);
    }

    #[test]
    fn a_place_that_somebody_is_called_by_once_is_none() {
        let texts = ["He met Mr. Boston there.", "She went to Boston.", "They stay in Boston."];
        let (shown, known) = known(&texts);
        assert_eq!(known.of(&shown[1]).count(), 0);
    }
}

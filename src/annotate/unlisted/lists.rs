//! Lists of forenames, surnames, places and plain words: what the world outside the text knows.
//!
//! Sources and licences stand in `data/README.md`. A list is evidence, never a verdict.

use super::hash::{Hasher, folded};
use hashbrown::{HashMap, HashSet};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// A list that a word, or several words, can stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum List {
    /// Forenames of Europe and America.
    Forename = 1,
    /// Frequent surnames.
    Surname = 1 << 1,
    /// Cities of 100,000 people and more, in several languages.
    City = 1 << 2,
    /// Smaller towns.
    Town = 1 << 3,
    /// Villages.
    Village = 1 << 4,
    /// Countries, states, regions, seas and rivers, in several languages.
    Land = 1 << 5,
    /// Plain words that are printed in lower case.
    Word = 1 << 6,
    /// Common nouns of a language that prints them with a capital.
    Noun = 1 << 7,
}

/// Each list with its text, one name a line; lines after `#` are comments.
const FILES: [(List, &str); 10] = [
    (List::Forename, include_str!("data/forenames.txt")),
    (List::Forename, include_str!("data/forenames-older.txt")),
    (List::Surname, include_str!("data/surnames.txt")),
    (List::City, include_str!("data/cities.txt")),
    (List::Town, include_str!("data/towns.txt")),
    (List::Village, include_str!("data/villages.txt")),
    (List::Land, include_str!("data/lands.txt")),
    (List::Land, include_str!("data/regions.txt")),
    (List::Word, include_str!("data/words-en.txt")),
    (List::Word, include_str!("data/words-seen.txt")),
];

/// The names that history knew otherwise, with their years: name, kind (`city` or `land`), years, name today.
const HISTORICAL: &str = include_str!("data/historical.tsv");

static TABLE: LazyLock<HashMap<u32, u8, Hasher>> = LazyLock::new(|| {
    const ROUGHLY: usize = 200_000;
    let mut table = HashMap::with_capacity_and_hasher(ROUGHLY, Hasher);
    for (list, text) in FILES {
        for name in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            *table.entry(folded(name)).or_insert(0) |= list as u8;
            if let Some(plain) = without_accent(name) {
                *table.entry(folded(&plain)).or_insert(0) |= list as u8;
            }
        }
    }
    for line in HISTORICAL.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (name, kind) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let list = if kind == "city" { List::City } else { List::Land };
        *table.entry(folded(name)).or_insert(0) |= list as u8;
    }
    table
});

/// A name that begins with an accent as it is often printed: `Etats-Unis`.
fn without_accent(name: &str) -> Option<String> {
    let first = name.chars().next().filter(|first| !first.is_ascii())?;
    let plain = first.nfd().next().filter(char::is_ascii_alphabetic)?;
    Some(format!("{plain}{}", &name[first.len_utf8()..]))
}

/// Common nouns, apart: only a language that prints them with a capital asks for them.
static NOUNS: LazyLock<HashSet<u32, Hasher>> =
    LazyLock::new(|| include_str!("data/nouns-de.txt").lines().map(folded).collect());

/// The bit of the list of common nouns, where that holds a word, by its folded hash.
#[must_use]
pub fn nouns(hash: u32) -> u8 {
    if NOUNS.contains(&hash) { List::Noun as u8 } else { 0 }
}

/// The lists that hold a name, but for that of common nouns, by its folded hash: a bit for each.
#[inline]
#[must_use]
pub fn lists(hash: u32) -> u8 {
    TABLE.get(&hash).copied().unwrap_or(0)
}

/// The bits of the lists of words that are no names, or not only.
pub const PLAIN: u8 = List::Word as u8 | List::Noun as u8;

/// The bits of all lists of places.
pub const PLACES: u8 = List::City as u8 | List::Town as u8 | List::Village as u8 | List::Land as u8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_its_lists_whatever_its_case() {
        assert_ne!(lists(folded("TIFLIS")) & List::City as u8, 0);
        assert_ne!(lists(folded("New York")) & PLACES, 0);
        assert_ne!(lists(folded("Heinrich")) & List::Forename as u8, 0);
        assert_ne!(lists(folded("Etats-Unis")) & List::Land as u8, 0);
        assert_eq!(lists(folded("qqx")), 0);
    }
}

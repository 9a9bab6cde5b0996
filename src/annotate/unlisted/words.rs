//! The words that speak for or against a name: the `[names]` section of the language files.

use super::hash::{Hasher, folded};
use super::lists::{List, PLAIN, lists, nouns};
use crate::languages::{Language, Role};
use hashbrown::{HashMap, HashSet};
use serde::Deserialize;

/// The words within names and around them, in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    /// Words of a surname, as `von`.
    pub particles: Vec<String>,
    /// Small words within the names of bodies and places, as `of`.
    pub links: Vec<String>,
    /// Prepositions before the names of places.
    pub place_before: Vec<String>,
    /// Articles and possessives.
    pub determiners: Vec<String>,
    /// The possessives among them.
    #[serde(default)]
    pub possessives: Vec<String>,
    /// Words before the name of the one who is written to.
    pub salutations: Vec<String>,
    /// Nouns that name bodies.
    pub bodies: Vec<String>,
    /// Nouns that name places.
    pub sites: Vec<String>,
    /// Words of kinship and company.
    pub kin: Vec<String>,
    /// What persons do.
    pub personal: Vec<String>,
    /// Endings of common nouns.
    pub endings: Vec<String>,
    /// Endings that surnames have and other words hardly ever.
    pub surname_endings: Vec<String>,
    /// Whether common nouns are printed with a capital.
    #[serde(default)]
    pub capital_nouns: bool,
    /// Endings of a common noun in its other cases and numbers.
    #[serde(default)]
    pub case_endings: Vec<String>,
    /// Letters between the parts of a compound noun, as the `s` of `Arbeitszimmer`.
    #[serde(default)]
    pub joints: Vec<String>,
    /// Nouns with which names are put together too, as the `berg` of `Rosenberg`.
    #[serde(default)]
    pub name_tails: Vec<String>,
    /// Endings with which forenames are made small and dear, as the `chen` of `Paulchen`.
    #[serde(default)]
    pub diminutives: Vec<String>,
    /// What a forename can lose before them, as the `e` of `Liese` in `Lieschen`.
    #[serde(default)]
    pub dropped: Vec<String>,
    /// Titles of other languages and less common ones.
    pub honorifics: Vec<String>,
    /// Titles whose holders are named by a place.
    pub peers: Vec<String>,
    /// What follows a name and is none of it.
    pub suffixes: Vec<String>,
    /// What one calls one's own, as `Mama`: a name, but not after an article.
    pub intimates: Vec<String>,
    /// Of which people, land or faith somebody or something is, as `German`: no name by itself.
    #[serde(default)]
    pub peoples: Vec<String>,
    /// Words that are in no name, whatever their case.
    pub never: Vec<String>,
}

/// A set of the classes that a word belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u16);

/// A class of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum Class {
    /// A title, rank or form of address.
    Title = 1,
    /// A form of address with which no noun begins: `Mr.`.
    Address = 1 << 1,
    /// A word of a surname.
    Particle = 1 << 2,
    /// A small word within names.
    Link = 1 << 3,
    /// A preposition before places.
    PlaceBefore = 1 << 4,
    /// An article or possessive.
    Determiner = 1 << 5,
    /// A word before the one who is written to.
    Salutation = 1 << 6,
    /// A noun of bodies.
    Body = 1 << 7,
    /// A noun of places.
    Site = 1 << 8,
    /// A word of kinship.
    Kin = 1 << 9,
    /// What persons do.
    Personal = 1 << 10,
    /// The name of a month or a day of the week.
    Time = 1 << 11,
    /// `and`, `or`: what joins names of one kind.
    Joins = 1 << 12,
    /// A title whose holder is named by a place.
    Peer = 1 << 13,
    /// What follows a name and is none of it.
    Suffix = 1 << 14,
}

impl Classes {
    /// Whether a class is among them.
    #[must_use]
    pub fn has(self, class: Class) -> bool {
        self.0 & class as u16 != 0
    }

    /// All of them as bits.
    #[must_use]
    pub fn bits(self) -> u16 {
        self.0
    }

    fn add(&mut self, class: Class) {
        self.0 |= class as u16;
    }
}

/// The words of one language by their hashes, made once.
#[derive(Debug, Default)]
pub struct WordTable {
    classes: HashMap<u32, Classes, Hasher>,
    never: HashSet<u32, Hasher>,
    intimates: HashSet<u32, Hasher>,
    possessives: HashSet<u32, Hasher>,
    peoples: HashSet<u32, Hasher>,
    endings: Vec<String>,
    surname_endings: Vec<String>,
    capital_nouns: bool,
    case_endings: Vec<String>,
    joints: Vec<String>,
    name_tails: Vec<String>,
    diminutives: Vec<String>,
    dropped: Vec<String>,
    /// What leads a postscript, which is no initial: `P.S.`.
    postscripts: Vec<String>,
}

impl WordTable {
    /// The lists that hold a word, as far as they say something of this language.
    #[must_use]
    pub fn lists(&self, hash: u32) -> u8 {
        lists(hash) | if self.capital_nouns { nouns(hash) } else { 0 }
    }

    /// Whether a word in lower case is a forename made small, as `paulchen`.
    #[must_use]
    pub fn is_diminutive(&self, word: &str) -> bool {
        const STEM: usize = 3;
        let stems = self.diminutives.iter().filter_map(|end| word.strip_suffix(&**end));
        let is_forename = |stem: &str| {
            stem.chars().count() >= STEM
                && self.lists(folded(stem)) & (List::Forename as u8 | PLAIN) == List::Forename as u8
        };
        let whole = |stem: &str| {
            is_forename(stem)
                || self.dropped.iter().any(|letters| is_forename(&format!("{stem}{letters}")))
        };
        stems.into_iter().any(whole)
    }

    /// Whether a word in lower case that is in no list is a common noun all the same: one that is
    /// inflected, as `raumes`, or put together of two.
    #[must_use]
    pub fn derives_from_nouns(&self, word: &str) -> bool {
        const STEM: usize = 4;
        let is_stem = |stem: &str| {
            stem.chars().count() >= STEM && self.lists(folded(stem)) == List::Noun as u8
        };
        self.capital_nouns
            && (self.case_endings.iter().filter_map(|end| word.strip_suffix(&**end)).any(is_stem)
                || self.is_compound(word))
    }

    /// Whether the common nouns of the language are in a list.
    #[must_use]
    pub fn knows_nouns(&self) -> bool {
        self.capital_nouns
    }

    /// The table of a language.
    #[must_use]
    pub fn new(language: &Language) -> Self {
        let mut table = Self {
            endings: language.names.endings.clone(),
            surname_endings: language.names.surname_endings.clone(),
            capital_nouns: language.names.capital_nouns,
            case_endings: language.names.case_endings.clone(),
            joints: language.names.joints.clone(),
            name_tails: language.names.name_tails.clone(),
            diminutives: language.names.diminutives.clone(),
            dropped: language.names.dropped.clone(),
            never: hashes(&language.names.never),
            intimates: hashes(&language.names.intimates),
            possessives: hashes(&language.names.possessives),
            peoples: hashes(&language.names.peoples),
            postscripts: language.letters.postscripts.clone(),
            ..Self::default()
        };
        let words = &language.names;
        let lists: [(&[String], Class); 13] = [
            (&language.roles.titles, Class::Title),
            (&words.particles, Class::Particle),
            (&words.links, Class::Link),
            (&words.place_before, Class::PlaceBefore),
            (&words.determiners, Class::Determiner),
            (&words.salutations, Class::Salutation),
            (&words.bodies, Class::Body),
            (&words.sites, Class::Site),
            (&words.kin, Class::Kin),
            (&words.personal, Class::Personal),
            (&words.honorifics, Class::Title),
            (&words.peers, Class::Peer),
            (&words.suffixes, Class::Suffix),
        ];
        for (list, class) in lists {
            for word in list {
                table.add(word, class);
            }
        }
        for address in &language.roles.addresses {
            table.add(address, Class::Address);
            table.add(address, Class::Title);
        }
        let dates = &language.dates;
        for word in dates.months.iter().chain(&dates.weekdays).flatten() {
            table.add(word, Class::Time);
        }
        let joins = [Role::And, Role::Or].iter().filter_map(|role| dates.words.get(role));
        for word in joins.flatten() {
            table.add(word, Class::Joins);
        }
        table.add("&", Class::Joins);
        table
    }

    /// Adds a word; of several words each for itself would say too much, so they are left.
    fn add(&mut self, word: &str, class: Class) {
        let bare = word.trim_end_matches('.');
        if !bare.contains(' ') && !bare.is_empty() {
            self.classes.entry(folded(bare)).or_default().add(class);
        }
    }

    /// The classes of a word by its folded hash.
    #[must_use]
    pub fn classes(&self, hash: u32) -> Classes {
        self.classes.get(&hash).copied().unwrap_or_default()
    }

    /// Whether a word is in no name, by its folded hash.
    #[must_use]
    pub fn is_never(&self, hash: u32) -> bool {
        self.never.contains(&hash)
    }

    /// Whether one calls one's own by a word, by its folded hash.
    #[must_use]
    pub fn is_intimate(&self, hash: u32) -> bool {
        self.intimates.contains(&hash)
    }

    /// Whether a word says whose something is, by its folded hash.
    #[must_use]
    pub fn is_possessive(&self, hash: u32) -> bool {
        self.possessives.contains(&hash)
    }

    /// Whether a word says of which people, land or faith something is, by its folded hash.
    #[must_use]
    pub fn is_people(&self, hash: u32) -> bool {
        self.peoples.contains(&hash)
    }

    /// How many bytes at the start of a line lead a postscript.
    #[must_use]
    pub fn postscript(&self, line: &str) -> usize {
        let leads = |word: &&String| {
            line.get(..word.len()).is_some_and(|start| start.to_lowercase() == **word)
                && !line[word.len()..].starts_with(char::is_alphanumeric)
        };
        self.postscripts.iter().filter(leads).map(String::len).max().unwrap_or(0)
    }

    /// Whether a word in lower case is put together of two common nouns, as `gottesdienst` is, where
    /// the language puts nouns together. One that ends as names do is left out.
    fn is_compound(&self, word: &str) -> bool {
        const HEAD: usize = 3;
        const TAIL: usize = 4;
        if self.ends_as_surname(word) || ends(word, &self.name_tails, 1) {
            return false;
        }
        let is_noun = |part: &str| part.chars().count() >= HEAD && nouns(folded(part)) != 0;
        let places = word.char_indices().skip(HEAD).map(|(at, _)| word.split_at(at));
        places.filter(|(_, tail)| tail.chars().count() >= TAIL).any(|(head, tail)| {
            let joined = || self.joints.iter().filter_map(|joint| head.strip_suffix(&**joint));
            is_noun(tail) && (is_noun(head) || joined().any(is_noun))
        })
    }

    /// Whether a folded word has the ending of a common noun, with three letters before it.
    #[must_use]
    pub fn ends_as_noun(&self, word: &str) -> bool {
        ends(word, &self.endings, 3)
    }

    /// Whether a folded word has an ending of surnames, with two letters before it.
    #[must_use]
    pub fn ends_as_surname(&self, word: &str) -> bool {
        ends(word, &self.surname_endings, 2)
    }
}

fn hashes(words: &[String]) -> HashSet<u32, Hasher> {
    words.iter().map(|word| folded(word)).collect()
}

/// Whether a word has one of these endings, and at least so many bytes before it.
fn ends(word: &str, endings: &[String], stem: usize) -> bool {
    endings.iter().any(|end| word.len() >= end.len() + stem && word.ends_with(end.as_str()))
}

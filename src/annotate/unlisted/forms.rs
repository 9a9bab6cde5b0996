//! What the form of the words says by itself, in any edition: rules that need no learning.
//!
//! They add to the scores of the model, so that a form which no training text showed is still seen.

use super::chains::is_never;
use super::features::phrases;
use super::lists::{List, PLACES, PLAIN};
use super::model::{Label, Scores};
use super::reading::{Begin, Line, Met, Reading, Word};
use super::tokens::Shape;
use super::words::{Class, Classes};
use super::{Known, Role};
use std::ops::Range;

/// What a form of a person adds: `Mr. Gray`, `J. Gray`, `Anna Gray`.
const FORMED: f32 = 2.0;
/// What a forename adds that stands alone within a sentence.
const FORENAME: f32 = 2.0;
/// What a word adds that is in no list, is never printed in lower case nor after an article, and
/// stands within a sentence; and what more where it owns something.
const BARE: f32 = 1.0;
const OWNING: f32 = 0.7;
/// What more where the common nouns of the language are known, and it is none.
const UNKNOWN: f32 = 1.0;
/// What more where it is met several times.
const OFTEN: f32 = 0.8;
/// What more where it ends as a surname does.
const ENDED: f32 = 2.5;
/// What it adds that the word is a surname in other documents of the edition.
const KNOWN: f32 = 4.0;
/// What it adds that the word follows a forename or initials elsewhere.
const GIVEN: f32 = 1.0;
/// What an article before a word that is no forename takes away.
const LED: f32 = 3.0;
/// What a common noun takes away that nothing in the document shows to be a name.
const NOUN: f32 = 3.0;
/// What a noun of places adds to the words before it, as in `Elm Street`.
const SITE: f32 = 2.0;
/// Half of what it adds that several words are the name of a city or country in the lists.
const LISTED: f32 = 1.5;
/// What it adds that one calls one's own by a word, and no article stands before it.
const INTIMATE: f32 = 10.0;
/// What it takes away that a plain word begins a sentence, or that a number follows a short one.
const PLAINLY: f32 = 7.0;
/// What it takes away that a word says of which people something is: `German`.
const PEOPLE: f32 = 5.0;
/// Half of what a date adds right after a name at the start of a line.
const DATED: f32 = 1.5;
/// Half of what it adds that a name ends the line in which one is greeted or signs.
const NAMED: f32 = 2.5;
/// Half of what it adds that a name with a particle stands alone on its line.
const SIGNED: f32 = 1.5;
/// The longest name of a place before a date, in words.
const DATED_LENGTH: usize = 4;

/// The labels of a person's name, and of a place's.
const PERSON: [Label; 2] = [Label::Person, Label::PersonOn];
const PLACE: [Label; 2] = [Label::Place, Label::PlaceOn];

/// Adds to the scores of a chain what its forms say.
pub fn weigh(
    reading: &Reading,
    (line, chain): (Line, &Range<usize>),
    known: &Known,
    scores: &mut [Scores],
) {
    let mut add = |at: usize, labels: [Label; 2], weight: f32| {
        for label in labels {
            scores[at - chain.start][label as usize] += weight;
        }
    };
    let mut lying = Vec::new();
    phrases(reading, chain, &mut lying);
    for at in chain.clone() {
        // `St. Gallen` is a place, whatever stands before it.
        if lying[at - chain.start] & 3 == 2 {
            continue;
        }
        let (token, word) = (reading.tokens[at], reading.word(at));
        if !token.is_capital() {
            continue;
        }
        let formed = at > line.first && is_formed(reading, at);
        let intimate = is_intimate(reading, line, at);
        if formed {
            // A title outweighs what is known of the word.
            let noun = if is_noun_alone(word) { NOUN } else { 0.0 };
            add(at, PERSON, FORMED + noun);
            let mut before = at;
            while before > chain.start && is_given(reading, before - 1) {
                before -= 1;
                add(before, PERSON, FORMED);
            }
        } else if word.lists & List::Forename as u8 != 0
            && word.lists & (List::Word as u8 | List::City as u8 | List::Land as u8) == 0
            && word.met.lower == 0
            && word.met.determined == 0
            && reading.begins(line, at) == Begin::No
            && !is_name_after(reading, line, at)
        {
            add(at, PERSON, FORENAME);
        } else if intimate {
            add(at, PERSON, INTIMATE);
        } else if is_bare(reading, line, at) {
            let owning = if word.met.owning > 0 { OWNING } else { 0.0 };
            let often = if word.met.upper > 2 { OFTEN } else { 0.0 };
            let ended = if word.surname { ENDED } else { 0.0 };
            let unknown = if reading.table.knows_nouns() { UNKNOWN } else { 0.0 };
            add(at, PERSON, BARE + owning + often + ended + unknown);
        }
        if reading.table.is_people(token.hash) && !formed {
            add(at, PERSON, -PEOPLE);
            add(at, PLACE, -PEOPLE);
        } else if is_known(reading, line, at, known) {
            add(at, PERSON, KNOWN);
        }
        if is_common_noun(reading, at) {
            add(at, PERSON, -NOUN);
            add(at, PLACE, -NOUN);
        }
        if is_plain_beginning(reading, line, at) || is_numbered(reading, line, at) {
            add(at, PERSON, -PLAINLY);
            add(at, PLACE, -PLAINLY);
        }
        let led = at > line.first && reading.word(at - 1).classes.has(Class::Determiner);
        let own = matches!(line.role, Role::Salutation | Role::Signature | Role::Closing);
        let free = own || intimate;
        if led
            && !free
            && word.lists & List::Forename as u8 == 0
            && !is_name_after(reading, line, at)
        {
            add(at, PERSON, -LED);
        }
        if word.met.given > 0 && word.met.given >= word.met.placed && !is_land(reading, at) {
            add(at, PERSON, GIVEN);
            add(at, PLACE, -GIVEN);
        }
    }
    weigh_whole(reading, line, chain, &lying, &mut add);
}

/// Adds what a chain says as a whole: a name of several words in the lists, a site, a signature, a
/// place before a date. `lying` is how each token lies in a phrase of the lists.
fn weigh_whole(
    reading: &Reading,
    line: Line,
    chain: &Range<usize>,
    lying: &[u8],
    add: &mut impl FnMut(usize, [Label; 2], f32),
) {
    for (at, phrase) in chain.clone().zip(lying) {
        // The name of a city or country in several words: `New York`, `La Haye`.
        let (part, tier, words) = (phrase & 3, phrase >> 2 & 3, phrase >> 4);
        if part != 0 && tier <= 1 && words > 1 {
            let label = if part == 1 { Label::Place } else { Label::PlaceOn };
            add(at, [label, label], LISTED);
        }
    }
    if let Some(run) = site(reading, chain) {
        for at in run {
            add(at, PLACE, SITE);
            add(at, PERSON, -SITE);
        }
    }
    if ends_as_named(reading, line, chain) {
        for at in chain.clone() {
            let label = if at == chain.start { Label::Person } else { Label::PersonOn };
            let noun = if is_common_noun(reading, at) { NOUN / 2.0 } else { 0.0 };
            add(at, [label, label], NAMED + noun);
        }
    }
    if is_signed(reading, line, chain) {
        for at in chain.clone() {
            let label = if at == chain.start { Label::Person } else { Label::PersonOn };
            add(at, [label, label], SIGNED);
        }
    }
    if is_dated(reading, line, chain) && chain.len() <= DATED_LENGTH {
        for at in chain.clone() {
            let label = if at == chain.start { Label::Place } else { Label::PlaceOn };
            add(at, [label, label], DATED);
            add(at, PERSON, -DATED);
        }
    }
}

/// Whether the word before says that this one is a surname: a title, an initial, a forename, a
/// greeting.
#[must_use]
pub fn is_formed(reading: &Reading, at: usize) -> bool {
    let (token, word) = (reading.tokens[at], reading.word(at));
    let before = reading.tokens[at - 1];
    let initial = before.shape == Shape::Letter && before.stop;
    let led = initial && at >= 2 && is_given(reading, at - 2);
    let never = [Class::Title, Class::Time, Class::Determiner, Class::Kin];
    let thing = [Class::Body, Class::Site];
    let barred = never.iter().any(|class| word.classes.has(*class))
        || !led && thing.iter().any(|class| word.classes.has(*class));
    let long = !matches!(token.shape, Shape::Letter);
    if !token.is_capital() || !long || barred || before.stop && !reading.is_short(at - 1) {
        return false;
    }
    let common = word.lists & List::Word as u8 != 0 || word.met.lower > 0;
    let forename = reading.is_forename(at - 1);
    reading.classes(at - 1).has(Class::Address)
        || initial && (led || word.lists & List::Word as u8 == 0)
        || !common && (forename || reading.is_title(at - 1))
        // `Dear Rose`: what is a common word elsewhere is a name there.
        || (!common || word.lists & List::Forename as u8 != 0) && greets(reading, at)
}

/// Whether a chain ends a salutation or signature, and can be a name by its words: `Dear Rose`,
/// `Your faithful Dox`. A plain word is one only where it is a signature by itself.
fn ends_as_named(reading: &Reading, line: Line, chain: &Range<usize>) -> bool {
    const MOST: usize = 4;
    let rest = &reading.tokens[chain.end..line.end];
    if chain.len() > MOST || rest.iter().any(|token| token.shape != Shape::Sign) {
        return false;
    }
    let alone = line.role == Role::Signature && chain.start == line.first;
    let is_named = |at: usize| {
        let (token, word) = (reading.tokens[at], reading.word(at));
        let never = [Class::Title, Class::Kin, Class::Personal, Class::Body, Class::Time];
        let listed = word.lists & (List::Forename as u8 | List::Surname as u8) != 0;
        let plain = word.lists & PLAIN != 0 && !listed || word.met.lower > 0 || word.noun;
        !token.is_capital()
            || token.shape == Shape::Letter
            || !never.iter().any(|class| word.classes.has(*class))
                && (alone || !plain)
                && !is_place_alone(word)
    };
    let said = chain
        .clone()
        .any(|at| reading.tokens[at].is_capital() && reading.tokens[at].shape != Shape::Letter);
    let role = match line.role {
        Role::Salutation => chain.start > line.first,
        Role::Signature => true,
        // A closing that runs on into the name: `Dein Dox`.
        Role::Closing => {
            let own = |at: usize| reading.word(at).classes.has(Class::Determiner);
            chain.start > line.first && own(chain.start - 1)
        }
        _ => false,
    };
    role && said && chain.clone().all(is_named)
}

/// Whether a word is a city or country of the lists, and nobody's forename.
fn is_place_alone(word: &Word) -> bool {
    const GREAT: u8 = List::City as u8 | List::Land as u8;
    word.lists & GREAT != 0 && word.lists & List::Forename as u8 == 0
}

/// Whether a word stands by itself that other documents show as a surname.
fn is_known(reading: &Reading, line: Line, at: usize, known: &Known) -> bool {
    let (token, word) = (reading.tokens[at], reading.word(at));
    matches!(token.shape, Shape::Capital | Shape::Mixed | Shape::Capitals)
        && word.met.titled == 0
        && word.met.given == 0
        && word.classes == Classes::default()
        && stands_apart(reading, line, at)
        && known.has(word.hash)
}

/// Whether a chain is all of its line and begins with a particle: `von Quillan`.
fn is_signed(reading: &Reading, line: Line, chain: &Range<usize>) -> bool {
    let particle = reading.tokens[chain.start].shape == Shape::Lower;
    let rest = &reading.tokens[chain.end..line.end];
    particle && chain.start == line.first && rest.iter().all(|token| token.shape == Shape::Sign)
}

/// A word with nothing against its being a surname, and nothing for another name.
#[must_use]
pub fn is_bare(reading: &Reading, line: Line, at: usize) -> bool {
    let (token, word) = (reading.tokens[at], reading.word(at));
    let met = word.met;
    let other = PLAIN | List::City as u8 | List::Land as u8 | List::Town as u8;
    matches!(token.shape, Shape::Capital | Shape::Mixed)
        && word.lists & other == 0
        && word.classes == Classes::default()
        && !word.noun
        && met.lower == 0
        && met.determined.saturating_mul(6) <= met.upper
        && met.placed.saturating_mul(2) <= met.upper
        && (met.upper > 0 || reading.begins(line, at) == Begin::No)
        && stands_apart(reading, line, at)
        && !is_abbreviated(reading, line, at)
}

/// Whether a number follows a word cut short that no list has: `Nr. 876`.
fn is_numbered(reading: &Reading, line: Line, at: usize) -> bool {
    let word = reading.word(at);
    is_abbreviated(reading, line, at)
        && word.lists == 0
        && word.met.titled == 0
        && word.met.given == 0
        && reading.tokens[at + 1].shape == Shape::Number
}

/// Whether a plain word begins a sentence, and nothing in the document shows it as a name.
fn is_plain_beginning(reading: &Reading, line: Line, at: usize) -> bool {
    let word = reading.word(at);
    line.role == Role::Text
        && word.lists & PLAIN != 0
        && word.met == Met { lower: word.met.lower, ..Met::default() }
        && reading.begins(line, at) == Begin::Surely
        && !is_name_after(reading, line, at)
}

/// A short word with a stop after which the line goes on: `Nr. 3`, `Komp. 27`.
fn is_abbreviated(reading: &Reading, line: Line, at: usize) -> bool {
    const SHORT: u32 = 5;
    let token = reading.tokens[at];
    token.stop && token.end - token.start <= SHORT && at + 1 < line.end
}

/// Whether a word is a common noun by the lists, and no name.
fn is_noun_alone(word: &Word) -> bool {
    const NAMES: u8 = PLACES | List::Forename as u8 | List::Surname as u8;
    word.lists & (NAMES | List::Noun as u8) == List::Noun as u8
}

/// Whether a word is a common noun, and its other places in the document do not show it as a name.
fn is_common_noun(reading: &Reading, at: usize) -> bool {
    let word = reading.word(at);
    let met = word.met;
    let classes = [Class::Kin, Class::Title, Class::Personal, Class::Site, Class::Body];
    is_noun_alone(word)
        && !classes.iter().any(|class| word.classes.has(*class))
        && met.titled == 0
        && met.given == 0
        && met.greeted == 0
}

/// `Mama`, `my Father`, where neither an article nor another name stands beside it, and no `of`.
fn is_intimate(reading: &Reading, line: Line, at: usize) -> bool {
    let token = reading.tokens[at];
    if token.shape != Shape::Capital
        || !reading.table.is_intimate(token.hash)
        || is_name_after(reading, line, at)
    {
        return false;
    }
    // `Mother of God`.
    let link = at + 2 < line.end && !token.stop && reading.word(at + 1).classes.has(Class::Link);
    if link
        && !reading.word(at + 1).classes.has(Class::Joins)
        && reading.tokens[at + 2].is_capital()
    {
        return false;
    }
    // `my dear Father`: the words of greeting go with a possessive.
    let mut before = at;
    while before > line.first && reading.word(before - 1).classes.has(Class::Salutation) {
        before -= 1;
    }
    let beside = before.checked_sub(1).filter(|before| *before >= line.first);
    beside.is_none_or(|before| {
        let token = reading.tokens[before];
        reading.table.is_possessive(token.hash)
            || !reading.word(before).classes.has(Class::Determiner)
                && (!token.is_capital() || is_never(reading, before))
    })
}

/// Whether a word is a country by the lists.
fn is_land(reading: &Reading, at: usize) -> bool {
    reading.word(at).lists & List::Land as u8 != 0
}

/// Whether a greeting stands right before: `Dear Anna`.
fn greets(reading: &Reading, at: usize) -> bool {
    reading.word(at - 1).classes.has(Class::Salutation)
}

/// A forename or an initial, as it stands before a surname.
fn is_given(reading: &Reading, at: usize) -> bool {
    let token = reading.tokens[at];
    let initial = token.shape == Shape::Letter && token.stop;
    (initial || reading.is_forename(at)) && !reading.is_title(at)
}

fn is_name_after(reading: &Reading, line: Line, at: usize) -> bool {
    at + 1 < line.end && reading.tokens[at + 1].is_capital() && !reading.tokens[at].stop
}

/// Whether no other word with a capital stands right before or after a word.
fn stands_apart(reading: &Reading, line: Line, at: usize) -> bool {
    let after_name = at > line.first && reading.tokens[at - 1].is_capital();
    !after_name && !is_name_after(reading, line, at)
}

/// The run of capitalised words of a chain that a noun of places ends.
#[must_use]
pub fn site(reading: &Reading, chain: &Range<usize>) -> Option<Range<usize>> {
    let capital = |at: usize| {
        let classes = reading.word(at).classes;
        let barred = classes.has(Class::Title) || classes.has(Class::Determiner);
        reading.tokens[at].is_capital() && !reading.tokens[at].stop && !barred
    };
    let is_site = |at: &usize| capital(*at) && reading.word(*at).classes.has(Class::Site);
    let head = chain.clone().skip(1).find(is_site)?;
    let start = (chain.start..head).rev().take_while(|at| capital(*at)).last()?;
    let apart = head + 1 == chain.end || !reading.tokens[head + 1].is_capital();
    apart.then_some(start..head + 1)
}

/// Whether a chain begins its line and a date follows: `Elm Court, 3 May`.
#[must_use]
pub fn is_dated(reading: &Reading, line: Line, chain: &Range<usize>) -> bool {
    const SIGNS: usize = 2;
    if chain.start > line.first {
        return false;
    }
    let mut at = chain.end;
    while at < line.end && at - chain.end < SIGNS && reading.tokens[at].shape == Shape::Sign {
        at += 1;
    }
    let is_time = |at: usize| at < line.end && reading.word(at).classes.has(Class::Time);
    let number = at < line.end && reading.tokens[at].shape == Shape::Number;
    is_time(at) || number && (is_time(at + 1) || is_time(at + 2) || is_time(at + 3))
}

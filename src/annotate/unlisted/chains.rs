//! Chains: the stretches of a line in which a name can stand.
//!
//! A chain begins and ends with a capitalised word (or a particle before one); small words such as
//! `of` lie in it where capitals stand on both sides. What is in no chain is in no name, so that
//! nine of ten words of a text cost nothing.

use super::Role;
use super::lists::List;
use super::reading::{Line, Reading};
use super::tokens::Shape;
use super::words::Class;
use std::ops::Range;

/// The longest chain, in tokens; what is longer is cut.
const LONGEST: usize = 40;
/// The most small words between two capitalised ones.
const LINKS: usize = 2;

/// The chains of a line, as ranges of tokens, in order.
pub fn chains(reading: &Reading, line: Line, found: &mut Vec<Range<usize>>) {
    let mut at = line.first + postscript(reading, line);
    while at < line.end {
        let Some(start) = start(reading, line, at) else {
            at += 1;
            continue;
        };
        let mut end = start.end;
        while end - at < LONGEST
            && let Some(next) = extend(reading, line, end)
        {
            end = next;
        }
        found.push(at..end);
        at = end;
    }
}

/// How many tokens lead a postscript at the start of a line.
fn postscript(reading: &Reading, line: Line) -> usize {
    let tokens = &reading.tokens[line.first..line.end];
    let start = tokens[0].start as usize;
    let led = reading.table.postscript(&reading.text[start..tokens[tokens.len() - 1].end as usize]);
    tokens.iter().take_while(|token| (token.start as usize) < start + led).count()
}

/// The first capitalised word of a chain that begins at a token, with the particles before it.
fn start(reading: &Reading, line: Line, at: usize) -> Option<Range<usize>> {
    let mut word = at;
    while word < line.end && word - at < LINKS && is_particle(reading, word) {
        word += 1;
    }
    (word < line.end && is_capital(reading, line, word)).then_some(at..word + 1)
}

/// Where a chain ends when it goes on after a token: with the next capitalised word, small words
/// between.
fn extend(reading: &Reading, line: Line, end: usize) -> Option<usize> {
    let last = reading.tokens[end - 1];
    if last.stop && !reading.is_short(end - 1) {
        return None;
    }
    let mut word = end;
    while word < line.end && word - end < LINKS && is_link(reading, word) {
        word += 1;
    }
    (word < line.end && is_capital(reading, line, word)).then_some(word + 1)
}

/// A word with a capital that a name can hold; English `I` is none, nor is a month beside a number,
/// nor the greeting that begins a line.
fn is_capital(reading: &Reading, line: Line, at: usize) -> bool {
    let token = reading.tokens[at];
    let pronoun = token.shape == Shape::Letter
        && !token.stop
        && reading.text.as_bytes()[token.start as usize] == b'I';
    let greeting = at == line.first
        && reading.word(at).classes.has(Class::Salutation)
        && matches!(line.role, Role::Salutation | Role::Text);
    token.is_capital() && !pronoun && !greeting && !is_time(reading, at) && !is_never(reading, at)
}

/// A word that no name holds; `US` and `IT` are no pronouns.
pub fn is_never(reading: &Reading, at: usize) -> bool {
    let token = reading.tokens[at];
    token.shape != Shape::Capitals && reading.table.is_never(token.hash)
}

/// A month or weekday: `April` is a forename too, but not beside a number.
fn is_time(reading: &Reading, at: usize) -> bool {
    let word = reading.word(at);
    if !word.classes.has(Class::Time) {
        return false;
    }
    let number = |at: Option<usize>| {
        let token = at.and_then(|at| reading.tokens.get(at));
        token.is_some_and(|token| token.shape == Shape::Number)
    };
    word.lists & List::Forename as u8 == 0
        || number(at.checked_sub(1))
        || number(Some(at + 1))
        || at.checked_sub(2).is_some_and(|at| number(Some(at)))
}

fn is_particle(reading: &Reading, at: usize) -> bool {
    reading.tokens[at].shape == Shape::Lower && reading.word(at).classes.has(Class::Particle)
}

fn is_link(reading: &Reading, at: usize) -> bool {
    let token = reading.tokens[at];
    let classes = reading.word(at).classes;
    // `and` joins two names more often than it lies in one.
    let small = token.shape == Shape::Lower && !classes.has(Class::Joins);
    small && (classes.has(Class::Link) || classes.has(Class::Particle))
}

//! What speaks for and against a name at a token, as hashes for the model.
//!
//! Each template has a number. Most look at classes, lists, shapes and the rest of the document,
//! and are given twice: once for all languages and once for the one, so that what holds everywhere
//! is learnt from all texts together.

use super::forms::is_dated;
use super::hash::{feature, mix};
use super::lists::{List, PLACES, PLAIN, lists};
use super::reading::{Line, Met, Reading, Word};
use super::tokens::{Shape, Token};
use super::words::{Class, Classes};
use std::ops::Range;

/// The features of one token.
#[derive(Debug, Clone, Default)]
pub struct Features {
    /// Their hashes.
    pub hashes: Vec<u32>,
    /// How many of the first ones name the word itself; training leaves them out at times, so that
    /// the model learns to do without.
    pub own: usize,
    /// Where those end that look at the lists; they follow the first ones, and are left out at
    /// times too.
    pub listed: usize,
}

/// The number of templates that one language can have.
const TEMPLATES: u32 = 128;

/// A token with all that is looked at around it.
struct At<'r, 'a> {
    reading: &'r Reading<'a>,
    line: Line,
    chain: Range<usize>,
    token: usize,
    language: u32,
    out: &'r mut Features,
}

/// Gathers the features of a token of a chain. `phrase` says how it lies in the name of a place.
pub fn gather(
    reading: &Reading,
    (line, chain): (Line, Range<usize>),
    token: usize,
    phrase: u8,
    language: u32,
    out: &mut Features,
) {
    out.hashes.clear();
    let mut at = At { reading, line, chain, token, language, out };
    at.own();
    at.out.own = at.out.hashes.len();
    at.listed(phrase);
    at.out.listed = at.out.hashes.len();
    at.context();
    at.form();
    at.document();
    at.position();
    at.company();
}

impl At<'_, '_> {
    fn add(&mut self, template: u32, value: u32) {
        self.out.hashes.push(feature(template, value));
    }

    /// For all languages, and for this one.
    fn both(&mut self, template: u32, value: u32) {
        self.add(template, value);
        self.add(template + TEMPLATES * self.language, value);
    }

    fn it(&self) -> Token {
        self.reading.tokens[self.token]
    }

    fn word(&self, offset: isize) -> Option<(Token, &Word)> {
        let at = self.token.checked_add_signed(offset)?;
        let within = at >= self.line.first && at < self.line.end;
        within.then(|| (self.reading.tokens[at], self.reading.word(at)))
    }

    /// The classes of a neighbour as a number; a high bit where there is none.
    fn classes(&self, offset: isize) -> u32 {
        const NONE: u32 = 0x8000;
        let at = self.token.checked_add_signed(offset);
        let at = at.filter(|at| *at >= self.line.first && *at < self.line.end);
        at.map_or(NONE, |at| u32::from(self.reading.classes(at).bits()))
    }

    /// A neighbour as context: a small word or sign by itself, a name by its shape and lists.
    fn neighbour(&self, offset: isize) -> u32 {
        let Some((token, word)) = self.word(offset) else { return 1 };
        let known = word.classes.bits() != 0 || word.lists & PLAIN != 0;
        if token.is_capital() && !known {
            return mix(0x100 | token.shape as u32 | u32::from(word.lists) << 9);
        }
        word.hash ^ u32::from(token.stop)
    }

    /// The word itself where it is a plain one. Of names only the beginnings and ends are looked
    /// at: who is named in the texts of the training says nothing of other texts.
    fn own(&mut self) {
        let word = *self.reading.word(self.token);
        let shape = self.it().shape as u32;
        self.add(4, word.affixes[1]);
        self.add(3, word.affixes[0]);
        self.add(6, word.affixes[3]);
        let plain = word.classes != Classes::default() || word.lists & PLAIN != 0;
        if plain || !self.it().is_capital() {
            self.add(1, word.hash);
            self.add(2, word.hash ^ shape);
            self.add(5, word.affixes[2]);
            let (before, after) = (self.neighbour(-1), self.neighbour(1));
            self.add(7, mix(before) ^ word.hash);
            self.add(8, mix(after ^ 0x55) ^ word.hash);
        }
    }

    fn context(&mut self) {
        let near = [-2, -1, 1, 2].map(|offset| self.neighbour(offset));
        let shape = self.it().shape as u32;
        self.add(10, near[0]);
        self.add(11, near[1]);
        self.add(12, near[2]);
        self.add(13, near[3]);
        self.add(14, mix(near[0]) ^ near[1]);
        self.add(15, mix(near[2]) ^ near[3]);
        self.add(16, mix(near[1]) ^ near[2]);
        self.add(19, mix(near[1]) ^ shape);
        let classes = [-2, -1, 0, 1, 2].map(|offset| self.classes(offset));
        self.both(20, classes[0]);
        self.both(21, classes[1]);
        self.both(22, classes[2]);
        self.both(23, classes[3]);
        self.both(24, classes[4]);
        self.both(27, classes[1] | classes[3] << 16);
    }

    /// What the lists say of the word and its neighbours.
    fn listed(&mut self, phrase: u8) {
        let shape = self.it().shape as u32;
        let (word, it) = (*self.reading.word(self.token), self.it());
        let lists = u32::from(word.lists);
        let shape_at = |word: Option<(Token, &Word)>| {
            word.map_or(15, |(token, _)| token.shape as u32 | u32::from(token.stop) << 3)
        };
        let (before, after) = (shape_at(self.word(-1)), shape_at(self.word(1)));
        let lists_at = |word: Option<(Token, &Word)>| {
            let capital = word.filter(|(token, _)| token.is_capital());
            capital.map_or(0xff00, |(_, word)| u32::from(word.lists))
        };
        let (lists_before, lists_after) = (lists_at(self.word(-1)), lists_at(self.word(1)));
        let begin = self.reading.begins(self.line, self.token) as u32;
        let near = [-1, 1].map(|offset| self.neighbour(offset));
        let classes = [-1, 1].map(|offset| self.classes(offset));
        self.add(17, mix(near[0]) ^ lists);
        self.add(18, mix(near[1]) ^ lists);
        self.both(25, classes[0] | lists << 16);
        self.both(26, classes[1] | lists << 16);
        self.both(30, lists);
        self.both(31, lists | shape << 8 | begin << 12);
        self.both(32, u32::from(phrase));
        self.both(33, lists | lists_before << 8);
        self.both(34, lists | lists_after << 8);
        self.both(38, shape | before << 4 | lists << 8 | u32::from(it.stop) << 20);
        self.both(39, shape | after << 4 | lists << 8 | u32::from(it.stop) << 20);
        let Met { lower, titled, given, placed, determined, greeted, .. } = word.met;
        let met = [titled, given, greeted, placed, lower, determined];
        let met = met.iter().enumerate().fold(0, |bits, (at, n)| bits | u32::from(*n > 0) << at);
        self.both(57, met | lists << 8);
        self.both(58, self.line.role as u32 | lists << 4);
    }

    fn form(&mut self) {
        let it = self.it();
        let shape = it.shape as u32;
        let word = *self.reading.word(self.token);
        let shape_at = |word: Option<(Token, &Word)>| {
            word.map_or(15, |(token, _)| token.shape as u32 | u32::from(token.stop) << 3)
        };
        let (before, after) = (shape_at(self.word(-1)), shape_at(self.word(1)));
        let begin = self.reading.begins(self.line, self.token) as u32;
        let length = (it.end - it.start).min(9);
        self.both(35, shape | before << 4 | after << 8);
        self.both(36, shape | u32::from(it.stop) << 3 | length << 4);
        let listed = u32::from(word.lists == 0);
        self.both(37, shape | begin << 3 | u32::from(word.noun) << 5 | listed << 6);
    }

    fn document(&mut self) {
        let word = *self.reading.word(self.token);
        let Met { lower, upper, titled, given, placed, determined, greeted, alone, owning } =
            word.met;
        // 0, 1, 2, 3 for none, one, a few, many.
        let size = |count: u8| u32::from(count > 0) + u32::from(count > 1) + u32::from(count > 4);
        let capital = u32::from(self.it().is_capital());
        let share = |count: u8| -> u32 {
            let all = u32::from(upper).max(1);
            (u32::from(count) * 4 / all).min(4)
        };
        self.both(50, size(titled) | capital << 3);
        self.both(51, size(given) | capital << 3);
        self.both(52, size(placed) | share(placed) << 2 | capital << 6);
        self.both(53, share(determined) | size(upper) << 3 | capital << 6);
        self.both(54, size(lower) | size(upper) << 2 | capital << 4);
        self.both(55, size(greeted) | size(alone) << 2 | size(owning) << 4 | capital << 6);
        let person =
            u32::from(titled > 0) | u32::from(given > 0) << 1 | u32::from(greeted > 0) << 2;
        let other =
            u32::from(placed > 0) << 3 | u32::from(lower > 0) << 4 | u32::from(determined > 0) << 5;
        self.both(56, person | other | capital << 6);
    }

    fn position(&mut self) {
        let shape = self.it().shape as u32;
        // Without lower case, and short: what else the place of a line says is of one edition.
        let kind = u32::from(self.line.kind & 3);
        let begin = self.reading.begins(self.line, self.token) as u32;
        let place = (self.token - self.chain.start).min(3) as u32;
        let rest = (self.chain.end - 1 - self.token).min(3) as u32;
        self.both(60, kind | shape << 5);
        let dated = u32::from(is_dated(self.reading, self.line, &self.chain));
        self.both(61, dated | u32::from(self.chain.start == self.line.first) << 1);
        self.both(62, place | rest << 2 | shape << 4);
        self.both(63, place | begin << 2 | shape << 4);
        let title_before = (self.chain.start..self.token).any(|at| self.reading.is_title(at));
        self.both(65, u32::from(title_before) | shape << 1);
        let sign_before = self.word(-(place as isize) - 1).map_or(0, |(token, word)| {
            if token.shape == Shape::Sign { word.hash } else { u32::from(word.classes.bits()) }
        });
        self.both(66, mix(sign_before) ^ place);
        let role = self.line.role as u32;
        let edge = u32::from(self.chain.start == self.line.first)
            | u32::from(self.chain.end + 1 >= self.line.end) << 1;
        let noun = u32::from(self.reading.word(self.token).noun);
        self.both(67, role | edge << 4 | shape << 6);
        self.both(68, role | place << 4 | rest << 6 | noun << 8);
        self.both(69, role | self.classes(-1) << 4);
    }

    /// The name before or after this chain, where only a comma or `and` lies between: what it is.
    fn company(&mut self) {
        let before = self.chain.start.checked_sub(2).filter(|at| *at >= self.line.first);
        let before = before.filter(|_| self.joins(self.chain.start - 1));
        let after = Some(self.chain.end + 1).filter(|at| *at < self.line.end);
        let after = after.filter(|_| self.joins(self.chain.end));
        let before = before.map_or(0, |at| self.leaning(at));
        let after = after.map_or(0, |at| self.leaning(at));
        self.both(70, before);
        self.both(71, after | 16);
        self.both(72, before | after << 3 | 0x100);
    }

    fn joins(&self, at: usize) -> bool {
        let token = self.reading.tokens[at];
        token.shape == Shape::Sign && self.reading.text.as_bytes()[token.start as usize] == b','
            || self.reading.word(at).classes.has(Class::Joins)
    }

    /// 0 no name, 1 a capital, 2 a person's, 3 a place's, 4 a body's.
    fn leaning(&self, at: usize) -> u32 {
        let token = self.reading.tokens[at];
        if !token.is_capital() {
            return 0;
        }
        let word = self.reading.word(at);
        if word.classes.has(Class::Body) {
            4
        } else if word.met.titled > 0
            || word.met.given > 0
            || word.lists & List::Forename as u8 != 0
        {
            2
        } else if word.lists & (List::City as u8 | List::Land as u8) != 0 {
            3
        } else {
            1
        }
    }
}

/// How each token of a chain lies in the longest name of a place that the lists hold: 0 in none,
/// else 1 first or 2 later, with the kind of list and the number of words.
pub fn phrases(reading: &Reading, chain: &Range<usize>, found: &mut Vec<u8>) {
    const MOST: usize = 4;
    found.clear();
    found.resize(chain.len(), 0);
    let mut at = chain.start;
    while at < chain.end {
        let mut hash = super::hash::Folding::new();
        let mut longest = None;
        for end in at + 1..=chain.end.min(at + MOST) {
            let token = reading.tokens[end - 1];
            if end > at + 1 {
                hash.push(' ');
            }
            reading.text[token.span().range()].chars().for_each(|c| hash.push(c));
            let of = lists(hash.finish()) & PLACES;
            if token.stop {
                hash.push('.');
            }
            if of != 0 && token.is_capital() {
                longest = Some((end, of));
            }
        }
        let Some((end, of)) = longest else {
            at += 1;
            continue;
        };
        let tier = match of {
            of if of & List::Land as u8 != 0 => 0,
            of if of & List::City as u8 != 0 => 1,
            of if of & List::Town as u8 != 0 => 2,
            _ => 3,
        };
        let words = (end - at).min(3) as u8;
        for token in at..end {
            found[token - chain.start] = (if token == at { 1 } else { 2 }) | tier << 2 | words << 4;
        }
        at = end;
    }
}

//! What is known of names without markup, for texts whose scholars marked persons alone.
//!
//! It is asked only where the gold leaves a label open, and only of what is plain: countries and
//! great cities of the lists, bodies by their nouns, words that name nothing.

use super::gold::Gold;
use super::labels::{Allowed, PERSONS};
use crate::annotate::unlisted::chains::chains;
use crate::annotate::unlisted::features::phrases;
use crate::annotate::unlisted::forms::{is_formed, site};
use crate::annotate::unlisted::lists::{List, PLACES};
use crate::annotate::unlisted::model::Label;
use crate::annotate::unlisted::reading::Reading;
use crate::annotate::unlisted::tokens::Shape;
use crate::annotate::unlisted::words::Class;
use std::ops::Range;

const OUT: Allowed = 1 << Label::Out as u8;
const PLACE: Allowed = 1 << Label::Place as u8;
const PLACE_ON: Allowed = 1 << Label::PlaceOn as u8;
const BODY: Allowed = 1 << Label::Body as u8;
const BODY_ON: Allowed = 1 << Label::BodyOn as u8;

/// Narrows the labels that the gold leaves open.
pub fn narrow(gold: &Gold, reading: &Reading, allowed: &mut [Allowed]) {
    let complete = |kind: &str| gold.scope.get(kind).is_none_or(|scope| scope == "all");
    if complete("place") && complete("org") {
        return;
    }
    let mut found = Vec::new();
    let mut lying = Vec::new();
    for line in &reading.lines {
        found.clear();
        chains(reading, *line, &mut found);
        for chain in &found {
            let open = |at: usize, allowed: &[Allowed]| {
                allowed[at] & OUT != 0 && allowed[at] & (PLACE | BODY) == PLACE | BODY
            };
            bodies(reading, chain, allowed, &open);
            phrases(reading, chain, &mut lying);
            places(reading, chain, &lying, allowed, &open);
            sites(reading, chain, allowed, &open);
            for at in chain.clone().filter(|at| reading.tokens[*at].is_word()) {
                if open(at, allowed) {
                    allowed[at] &= plain(reading, at);
                }
            }
        }
    }
}

/// A run of capitalised words that ends in a noun of bodies: `Mining Board`, and what follows it
/// after `of`.
fn bodies(
    reading: &Reading,
    chain: &Range<usize>,
    allowed: &mut [Allowed],
    open: &dyn Fn(usize, &[Allowed]) -> bool,
) {
    let capital = |at: usize| reading.tokens[at].is_capital() && open(at, allowed);
    let is_body = |at: usize| reading.word(at).classes.has(Class::Body);
    let barred = |at: usize| {
        let word = reading.word(at);
        word.classes.has(Class::Title) || word.classes.has(Class::Determiner)
    };
    let Some(head) = chain.clone().find(|at| capital(*at) && is_body(*at)) else { return };
    let mut start = head;
    while start > chain.start && capital(start - 1) && !barred(start - 1) {
        start -= 1;
    }
    let mut end = head + 1;
    while end < chain.end && capital(end) && is_body(end) {
        end += 1;
    }
    let link = |at: usize| at < chain.end && reading.tokens[at].shape == Shape::Lower;
    if link(end) && reading.word(end).classes.has(Class::Link) {
        let name = (end + 1..chain.end).find(|at| !link(*at)).unwrap_or(chain.end);
        let land = name < chain.end && reading.word(name).lists & PLACES != 0;
        if name < chain.end && capital(name) && !land {
            end = name + 1;
        }
    }
    if end - start >= 2 {
        allowed[start] = BODY;
        allowed[start + 1..end].fill(BODY_ON);
    }
}

/// Lets go of what scholars left unmarked though its form is a person's: no edition marks all, and
/// to learn that `Mr. Gray` is no name would be wrong elsewhere.
pub fn loosen(reading: &Reading, allowed: &mut [Allowed]) {
    let mut found = Vec::new();
    for line in &reading.lines {
        found.clear();
        chains(reading, *line, &mut found);
        for chain in &found {
            let formed = chain
                .clone()
                .any(|at| allowed[at] == OUT && at > line.first && is_formed(reading, at));
            for at in chain.clone().filter(|_| formed) {
                if allowed[at] & OUT != 0 && !reading.word(at).classes.has(Class::Title) {
                    allowed[at] |= PERSONS;
                }
            }
        }
    }
}

/// A run of capitalised words that ends in a noun of places: `Elm Street`.
fn sites(
    reading: &Reading,
    chain: &Range<usize>,
    allowed: &mut [Allowed],
    open: &dyn Fn(usize, &[Allowed]) -> bool,
) {
    let Some(run) = site(reading, chain) else { return };
    if run.clone().all(|at| open(at, allowed)) {
        allowed[run.start] = PLACE;
        allowed[run.start + 1..run.end].fill(PLACE_ON);
    }
}

/// Countries wherever they stand, cities after a preposition of place.
fn places(
    reading: &Reading,
    chain: &Range<usize>,
    lying: &[u8],
    allowed: &mut [Allowed],
    open: &dyn Fn(usize, &[Allowed]) -> bool,
) {
    for at in chain.clone() {
        let phrase = lying[at - chain.start];
        if phrase & 3 != 1 || !open(at, allowed) {
            continue;
        }
        let end = (at + 1..chain.end)
            .find(|next| lying[next - chain.start] & 3 != 2)
            .unwrap_or(chain.end);
        let tier = phrase >> 2 & 3;
        let name = reading.word(at).lists & (List::Forename as u8 | List::Surname as u8);
        let placed = at > 0
            && reading.tokens[at - 1].shape == Shape::Lower
            && reading.word(at - 1).classes.has(Class::PlaceBefore);
        let apart = end == chain.end || !reading.tokens[end].is_capital();
        if apart && (tier == 0 && (name == 0 || placed) || tier == 1 && placed) {
            allowed[at] = PLACE;
            allowed[at + 1..end].fill(PLACE_ON);
        }
    }
}

/// The labels that a word can have that is in no such name.
fn plain(reading: &Reading, at: usize) -> Allowed {
    let word = reading.word(at);
    if word.classes.has(Class::Time) || word.classes.has(Class::Title) {
        return OUT;
    }
    let common = word.lists & List::Word as u8 != 0 || word.met.lower > 0;
    if common && word.lists & PLACES == 0 {
        return OUT | BODY | BODY_ON;
    }
    !0
}

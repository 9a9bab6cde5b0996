//! The recogniser of one language: from a text to its names.

use super::chains::chains;
use super::decode::{Segment, names};
use super::evidence::because;
use super::features::{Features, gather, phrases};
use super::forms::{is_bare, weigh};
use super::model::{Label, Model, Scores};
use super::reading::{Line, Reading};
use super::tokens::Shape;
use super::words::{Class, WordTable};
use super::{Known, Leaf, Role, Shown};
use crate::annotate::NameKind;
use crate::languages::Language;
use crate::layer::Span;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// The shipped model; its card is `model/README.md`.
static SHIPPED: LazyLock<Arc<Model>> = LazyLock::new(|| {
    let bytes = include_bytes!("model/names.bin");
    Arc::new(Model::read(bytes).expect("a test reads the shipped model"))
});

/// What a score for no name is lowered by when looking for names: so those are found too that are
/// somewhat less likely than not, and their probability tells them apart.
const RESERVE: f32 = -1.0;

/// What it adds to a bare word that a person is named beside it in a row.
const COMPANY: f32 = 1.5;
/// What becomes of the probability of a body without a noun that says so: half of them are wrong
/// at best, in every corpus.
const BODILESS: f32 = 0.35;
/// From this probability on a name speaks for its last word elsewhere in the document.
const SURE: f32 = 0.7;
/// How much it speaks, as a score.
const BONUS: f32 = 2.0;

/// A name that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The name, without titles before it.
    pub span: Span,
    /// Which kind.
    pub kind: NameKind,
    /// How likely it is just this name, from 0 to 1.
    pub probability: f32,
    /// What it rests on, a sentence for the editor.
    pub because: String,
}

/// Finds names in texts of one language; shared by all threads.
#[derive(Debug)]
pub struct Recogniser {
    model: Arc<Model>,
    table: WordTable,
    language: u32,
}

impl Recogniser {
    /// The recogniser of a language, with the shipped model.
    #[must_use]
    pub fn new(tag: &str) -> Self {
        Self::with_model(tag, Arc::clone(&SHIPPED))
    }

    /// The recogniser of a language with another model.
    #[must_use]
    pub fn with_model(tag: &str, model: Arc<Model>) -> Self {
        let table = WordTable::new(Language::get(tag));
        Self { model, table, language: language_number(tag) }
    }

    /// What a text, line by line, shows of its words to the other texts of its edition.
    #[must_use]
    pub fn shown(&self, text: &str) -> Shown {
        let mut leaves = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len();
            if span.start < span.end {
                leaves.push(Leaf { span, role: Role::Text });
            }
        }
        Shown::new(&Reading::new(text, &leaves, &self.table))
    }

    /// The names in the leaves of a text, by start.
    ///
    /// The text is labelled twice: a word that is surely in a person's name at one place is likelier
    /// to be in one elsewhere. `known` are the surnames of the other texts of its edition.
    #[must_use]
    pub fn names(&self, text: &str, leaves: &[Leaf], known: &Known) -> Vec<Found> {
        let reading = Reading::new(text, leaves, &self.table);
        let mut scores: Vec<Scores> = Vec::new();
        let mut chains: Vec<(Line, Range<usize>)> = Vec::new();
        each_chain(&reading, self.language, |line, chain, features| {
            if chains.last().is_none_or(|(_, last)| last != chain) {
                chains.push((line, chain.clone()));
            }
            scores.push(self.model.scores(&features.hashes));
        });
        let mut at = 0;
        for (line, chain) in &chains {
            weigh(&reading, (*line, chain), known, &mut scores[at..at + chain.len()]);
            at += chain.len();
        }
        let (leanings, persons) = self.leanings(&reading, &chains, &scores);
        let mut found = Vec::new();
        let mut at = 0;
        for (number, (line, chain)) in chains.iter().enumerate() {
            let scores = &mut scores[at..at + chain.len()];
            at += chain.len();
            let before = number.checked_sub(1).filter(|other| persons[*other]);
            let after = Some(number + 1).filter(|other| persons.get(*other) == Some(&true));
            let company = before.is_some_and(|other| joined(&reading, &chains[other].1, chain))
                || after.is_some_and(|other| joined(&reading, chain, &chains[other].1));
            if company && chain.len() == 1 && is_bare(&reading, *line, chain.start) {
                scores[0][Label::Person as usize] += COMPANY;
            }
            for (token, scores) in chain.clone().zip(scores.iter_mut()) {
                let leaning = leanings[reading.word_of[token] as usize];
                if reading.tokens[token].is_capital() {
                    for (label, bonus) in
                        [(1, leaning[0]), (2, leaning[0]), (3, leaning[1]), (4, leaning[1])]
                    {
                        scores[label] += bonus;
                    }
                }
            }
            for segment in names(&self.model, scores, RESERVE) {
                found.extend(name(&reading, (*line, known), chain, segment));
            }
        }
        found
    }

    /// For each word what its surest place adds to the scores of a person and of a place elsewhere;
    /// for each chain whether a person is surely in it.
    fn leanings(
        &self,
        reading: &Reading,
        chains: &[(Line, Range<usize>)],
        scores: &[Scores],
    ) -> (Vec<[f32; 2]>, Vec<bool>) {
        let mut persons = vec![false; chains.len()];
        let mut leanings = vec![[0.0_f32; 2]; reading.words.len()];
        let mut at = 0;
        for (number, (_, chain)) in chains.iter().enumerate() {
            let scores = &scores[at..at + chain.len()];
            at += chain.len();
            for segment in names(&self.model, scores, 0.0) {
                let kind = match segment.label {
                    Label::Person | Label::PersonOn => 0,
                    Label::Place | Label::PlaceOn => 1,
                    Label::Out | Label::Body | Label::BodyOn => continue,
                };
                if segment.probability < SURE {
                    continue;
                }
                persons[number] |= kind == 0;
                let last = chain.start + segment.end - 1;
                let leaning = &mut leanings[reading.word_of[last] as usize][kind];
                *leaning = leaning.max(BONUS * segment.probability);
            }
        }
        (leanings, persons)
    }
}

/// The number of a language in features; 0 for one without a file.
pub fn language_number(tag: &str) -> u32 {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    let known = Language::codes().position(|code| code.eq_ignore_ascii_case(primary));
    known.map_or(0, |at| at as u32 + 1)
}

/// Calls `visit` with the features of each token of each chain, in order.
pub fn each_chain(
    reading: &Reading,
    language: u32,
    mut visit: impl FnMut(Line, &Range<usize>, &Features),
) {
    let mut found = Vec::new();
    let mut lying = Vec::new();
    let mut features = Features::default();
    for line in &reading.lines {
        found.clear();
        chains(reading, *line, &mut found);
        for chain in &found {
            phrases(reading, chain, &mut lying);
            for token in chain.clone() {
                let phrase = lying[token - chain.start];
                gather(reading, (*line, chain.clone()), token, phrase, language, &mut features);
                visit(*line, chain, &features);
            }
        }
    }
}

/// The name of a segment, without titles and small words at its ends.
fn name(
    reading: &Reading,
    (line, known): (Line, &Known),
    chain: &Range<usize>,
    segment: Segment,
) -> Option<Found> {
    let kind = match segment.label {
        Label::Person | Label::PersonOn => NameKind::Person,
        Label::Place | Label::PlaceOn => NameKind::Place,
        Label::Body | Label::BodyOn => NameKind::Organisation,
        Label::Out => return None,
    };
    let mut kind = kind;
    let (mut start, mut end) = (chain.start + segment.start, chain.start + segment.end);
    let is_small = |at: usize| {
        let token = reading.tokens[at];
        matches!(token.shape, Shape::Lower | Shape::Sign)
            && !reading.word(at).classes.has(Class::Particle)
    };
    let is_title = |at: usize| {
        let classes = reading.word(at).classes;
        kind == NameKind::Person && reading.is_title(at) && !classes.has(Class::Kin)
    };
    let is_after = |at: usize| {
        reading.tokens[at].shape == Shape::Lower || reading.word(at).classes.has(Class::Suffix)
    };
    while start + 1 < end && (is_title(start) || is_small(start)) {
        start += 1;
    }
    while start + 1 < end && is_after(end - 1) {
        end -= 1;
    }
    // Letters alone are as often an abbreviation.
    let says =
        |at: usize| reading.tokens[at].is_capital() && reading.tokens[at].shape != Shape::Letter;
    if !(start..end).any(says) {
        return None;
    }
    if kind == NameKind::Person && start > line.first && is_kin(reading, start - 1) {
        start -= 1;
    }
    if kind == NameKind::Place
        && let Some(title) = peer(reading, line, start)
    {
        (kind, start) = (NameKind::Person, title);
    }
    let last = reading.tokens[end - 1];
    // `Tur[ukhan]`: a part of a word that its editor completed is no name by itself.
    let mut after = reading.text[last.end as usize..].chars();
    if after.next() == Some('[') && after.next().is_some_and(char::is_alphabetic) {
        return None;
    }
    let stop = last.stop && last.shape == Shape::Letter;
    let span =
        Span::new(reading.tokens[start].start as usize, last.end as usize + usize::from(stop));
    let bodiless = kind == NameKind::Organisation && !(start..end).any(|at| is_body(reading, at));
    let probability = segment.probability * if bodiless { BODILESS } else { 1.0 };
    let because = because(reading, (line, known), start..end, probability);
    Some(Found { span, kind, probability, because })
}

/// Whether a comma or `and` alone stands between two chains.
fn joined(reading: &Reading, one: &Range<usize>, two: &Range<usize>) -> bool {
    let sign = reading.tokens[one.end.min(reading.tokens.len() - 1)];
    one.end + 1 == two.start
        && (sign.shape == Shape::Sign && reading.text[sign.span().range()] == *","
            || reading.word(one.end).classes.has(Class::Joins))
}

/// A noun of bodies, or an abbreviation in capitals.
fn is_body(reading: &Reading, at: usize) -> bool {
    reading.word(at).classes.has(Class::Body) || reading.tokens[at].shape == Shape::Capitals
}

/// A word of kinship that is a part of the name after it: `Aunt Anna`.
fn is_kin(reading: &Reading, at: usize) -> bool {
    let classes = reading.classes(at);
    reading.tokens[at].is_capital()
        && !reading.tokens[at].stop
        && classes.has(Class::Title)
        && classes.has(Class::Kin)
}

/// The title before the name of a place that names its holder: `Duke of`.
fn peer(reading: &Reading, line: Line, start: usize) -> Option<usize> {
    let title = start.checked_sub(2).filter(|at| *at >= line.first)?;
    let of = reading.tokens[start - 1].shape == Shape::Lower;
    let link = reading.word(start - 1).classes.has(Class::Link);
    (of && link && reading.word(title).classes.has(Class::Peer)).then_some(title)
}

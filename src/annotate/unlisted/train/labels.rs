//! Which labels the gold allows for each token.
//!
//! Where the scholars' markup of a kind is not complete, a token without mark may bear any label of
//! that kind: the model learns only from what is known.

use super::gold::{Gold, Marked};
use super::weak;
use crate::annotate::unlisted::leaves;
use crate::annotate::unlisted::model::Label;
use crate::annotate::unlisted::reading::{Line, Reading};
use crate::annotate::unlisted::recogniser::{each_chain, language_number};
use crate::annotate::unlisted::words::{Class, WordTable};
use crate::languages::Language;
use crate::normalise::{Rules, normalise};
use crate::source::Source;
use crate::structure::structure;
use std::ops::Range;

/// A set of labels, a bit for each.
pub type Allowed = u8;

/// A token to learn from.
#[derive(Debug, Clone)]
pub struct Example {
    /// The hashes of its features.
    pub features: Vec<u32>,
    /// How many of the first ones name the word itself.
    pub own: usize,
    /// Where those end that look at lists; they follow.
    pub listed: usize,
    /// The labels that it may have.
    pub allowed: Allowed,
}

/// A chain to learn from.
#[derive(Debug, Clone)]
pub struct Chain {
    /// Its tokens, at least one.
    pub tokens: Vec<Example>,
}

const fn bit(label: Label) -> Allowed {
    1 << label as u8
}

/// The labels of a kind of names.
pub const PERSONS: Allowed = bit(Label::Person) | bit(Label::PersonOn);
const PLACES: Allowed = bit(Label::Place) | bit(Label::PlaceOn);
const BODIES: Allowed = bit(Label::Body) | bit(Label::BodyOn);

/// The kinds of names in the gold, with their labels.
const KINDS: [(&str, Label, Label, Allowed); 3] = [
    ("person", Label::Person, Label::PersonOn, PERSONS),
    ("place", Label::Place, Label::PlaceOn, PLACES),
    ("org", Label::Body, Label::BodyOn, BODIES),
];

/// The chains of a document.
pub fn chains(gold: &Gold) -> Vec<Chain> {
    let language = Language::get(&gold.language);
    let source = Source::from_text("gold", gold.text.as_str());
    let (text, _) = normalise(&source, &Rules::for_languages([gold.language.as_str()]));
    let (blocks, _) = structure(&text, language);
    let table = WordTable::new(language);
    let reading = Reading::new(text.as_str(), &leaves(&blocks), &table);
    // The place of each token in the gold's own text.
    let places: Vec<Range<usize>> = (reading.tokens.iter())
        .map(|token| {
            let span = text.source_of(token.span());
            span.start..span.end
        })
        .collect();
    let mut allowed = marked(gold, &reading, &places);
    weak::narrow(gold, &reading, &mut allowed);
    weak::loosen(&reading, &mut allowed);
    let mut found = Vec::new();
    let mut tokens: Vec<Example> = Vec::new();
    each_chain(&reading, language_number(&gold.language), |_: Line, chain, features| {
        let at = chain.start + tokens.len();
        let (features, own, listed) = (features.hashes.clone(), features.own, features.listed);
        tokens.push(Example { features, own, listed, allowed: allowed[at] });
        if tokens.len() == chain.len() {
            mend(&mut tokens);
            found.push(Chain { tokens: std::mem::take(&mut tokens) });
        }
    });
    found
}

/// The labels of each token by the marks and their scope.
fn marked(gold: &Gold, reading: &Reading, places: &[Range<usize>]) -> Vec<Allowed> {
    let mut allowed: Vec<Allowed> = places
        .iter()
        .map(|place| {
            let open = KINDS.iter().filter(|(kind, ..)| !in_scope(gold, kind, place));
            open.fold(bit(Label::Out), |all, (.., labels)| all | labels)
        })
        .collect();
    let mut spans: Vec<&Marked> = gold.spans.iter().collect();
    // The outer first; a name within a name is none to learn from.
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut reached = 0;
    for span in spans {
        let Some((_, first, on, labels)) = KINDS.iter().find(|(kind, ..)| *kind == span.kind)
        else {
            continue;
        };
        let from = places.partition_point(|place| place.end <= span.start);
        let to = places.partition_point(|place| place.start < span.end);
        if span.start < reached || from >= to {
            continue;
        }
        reached = span.end;
        if span.optional {
            allowed[from..to].iter_mut().for_each(|allowed| *allowed |= bit(Label::Out) | labels);
            continue;
        }
        let skip = |at: &usize| {
            let classes = reading.word(*at).classes;
            let title = reading.is_title(*at) && !classes.has(Class::Kin);
            *labels == PERSONS && title || classes.has(Class::Determiner)
        };
        let begin = (from..to - 1).find(|at| !skip(at)).unwrap_or(to - 1);
        allowed[from..begin].fill(bit(Label::Out));
        allowed[begin] = bit(*first);
        allowed[begin + 1..to].fill(bit(*on));
    }
    allowed
}

/// A chain may begin within a mark, after a word that is in no chain: what then goes on without a
/// beginning may be anything.
fn mend(tokens: &mut [Example]) {
    const ANY: Allowed = bit(Label::Out) | PERSONS | PLACES | BODIES;
    let goes_on = [Label::PersonOn, Label::PlaceOn, Label::BodyOn].map(bit);
    for token in tokens {
        if !goes_on.contains(&token.allowed) {
            break;
        }
        token.allowed = ANY;
    }
}

/// Whether the markup of a kind is complete at a place.
fn in_scope(gold: &Gold, kind: &str, place: &Range<usize>) -> bool {
    let scope = gold.scope.get(kind).map_or("all", String::as_str);
    let within = |kinds: &[&str]| {
        gold.spans.iter().any(|span| {
            kinds.contains(&span.kind.as_str()) && span.start < place.end && place.start < span.end
        })
    };
    let notes = || gold.text.find("\n\nNotes:\n\n").is_some_and(|at| place.start >= at);
    match scope {
        "all" => true,
        "text" => !notes(),
        "nosig" => !notes() && !within(&["signed", "closer", "salute", "opener"]),
        "main" => {
            !notes() && !within(&["head", "dateline", "salute", "signed", "opener", "closer"])
        }
        "struct" => within(&["head", "dateline", "salute", "signed"]),
        "dateline" | "dateline1" => within(&["dateline"]),
        _ => false,
    }
}

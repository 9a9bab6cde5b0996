//! What a name rests on, in words.

use super::lists::{List, PLACES};
use super::reading::{Line, Reading};
use super::tokens::Shape;
use super::words::Class;
use super::{Known, Role};
use std::fmt::Write as _;
use std::ops::Range;

/// A sentence that says what speaks for a name, and how likely it is, in percent.
pub fn because(
    reading: &Reading,
    (line, known): (Line, &Known),
    name: Range<usize>,
    probability: f32,
) -> String {
    let mut said: Vec<String> = Vec::new();
    let before = (name.start > line.first).then(|| name.start - 1);
    if let Some(at) = before {
        let classes = reading.word(at).classes;
        let token = reading.tokens[at];
        let printed = &reading.text[token.span().range()];
        if classes.has(Class::Title) {
            said.push(format!("the title `{printed}` before it"));
        } else if classes.has(Class::Salutation) {
            said.push(format!("the greeting `{printed}` before it"));
        } else if classes.has(Class::PlaceBefore) && token.shape == Shape::Lower {
            said.push(format!("`{printed}` before it"));
        }
    }
    let capitals = name.clone().filter(|at| reading.tokens[*at].is_capital());
    let lists = capitals.fold(0, |lists, at| lists | reading.word(at).lists);
    let initials =
        name.clone().any(|at| reading.tokens[at].shape == Shape::Letter && reading.tokens[at].stop);
    if initials {
        said.push("initials".to_owned());
    }
    if lists & List::Forename as u8 != 0 {
        said.push("a forename of the list".to_owned());
    }
    if lists & PLACES != 0 {
        said.push("a place of the list".to_owned());
    }
    let last = reading.word(name.end - 1);
    if name.len() == 1 {
        if last.met.titled > 0 || last.met.given > 0 {
            said.push("the word after a title or forename in this document".to_owned());
        } else if known.has(last.hash) {
            said.push("the word after a title or forename in another document".to_owned());
        }
    }
    if line.role == Role::Signature {
        said.push("a signature".to_owned());
    }
    if name.clone().any(|at| reading.word(at).classes.has(Class::Body)) {
        said.push("a word for a body".to_owned());
    }
    if said.is_empty() {
        said.push("its form and the words around it".to_owned());
    }
    let mut sentence = said.join("; ");
    let _ = write!(sentence, " ({:.0} %)", f64::from(probability) * 100.0);
    sentence
}

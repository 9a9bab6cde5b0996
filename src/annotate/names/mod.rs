//! Names of the authority lists: every form that print gives them, and who of several is meant.

mod choose;
mod entry;
mod forms;
mod lexicon;
mod persons;
mod things;
mod words;

pub use entry::{Entry, Form, PersonFacts, Reach};
pub use lexicon::Lexicon;
pub use words::RoleWords;

use super::{Mark, NameKind, mark};
use crate::diagnostic::{Code, Finding};
use crate::languages::Language;
use crate::layer::{Annotation, Certainty, Layer, Span};
use crate::structure::{BlockKind, Structure};
use choose::{Surroundings, choose, sentence, years};
use forms::content_words;
use std::collections::BTreeMap;

/// A mention with those that it can name, before it is known who is meant.
struct Open {
    span: Span,
    leaf: Span,
    kind: NameKind,
    role: Option<Span>,
    named: Vec<Vec<usize>>,
    full: bool,
    reach: Reach,
}

/// Finds the listed names of a document, and the titles beside them.
#[must_use]
pub fn find(
    text: &str,
    structure: &Structure,
    lexicon: &Lexicon,
    language: &Language,
) -> (Layer, Vec<Finding>) {
    // Line ends within a paragraph are spaces to a name; the offsets stay the same.
    let flat = text.replace('\n', " ");
    let mut open: Vec<Open> = Vec::new();
    for leaf in structure.leaves() {
        if matches!(leaf.kind, BlockKind::Furniture(_) | BlockKind::PageBreak { .. }) {
            continue;
        }
        mentions(&flat, leaf.span, lexicon, language, &mut open);
    }
    settle(&flat, &open, lexicon)
}

/// All mentions of a leaf, by start.
fn mentions(text: &str, leaf: Span, lexicon: &Lexicon, language: &Language, open: &mut Vec<Open>) {
    let found = lexicon.find(text, leaf);
    let is_person = |entry: usize| lexicon.entry(entry).kind == NameKind::Person;
    let mut here = Vec::new();
    let mut reached = leaf.start;
    for form in &found {
        let mut person = form.clone();
        person.bearers.retain(|(entry, _)| is_person(*entry));
        if person.bearers.is_empty() || form.span.start < reached {
            continue;
        }
        let read = persons::read(text, leaf, &person, lexicon, &language.roles);
        let Some(mention) = read else { continue };
        reached = mention.span.end;
        if let Some(first) = here.last_mut().filter(|first| is_double(text, first, &mention)) {
            first.span.end = mention.span.end;
            first.full = true;
            continue;
        }
        here.push(Open {
            span: mention.span,
            leaf,
            kind: NameKind::Person,
            role: mention.role,
            named: vec![mention.candidates],
            full: mention.full,
            reach: Reach::Surname,
        });
    }
    for mention in things::read(text, leaf, &found, lexicon, &language.citations.of) {
        let full = mention.reach == Reach::Full;
        let things::Mention { span, kind, named, reach } = mention;
        here.push(Open { span, leaf, kind, role: None, named, full, reach });
    }
    here.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    open.append(&mut here);
}

/// Whether two names of one person are joined to one by a hyphen: `Smith-Brown`.
fn is_double(text: &str, first: &Open, second: &persons::Mention) -> bool {
    text.get(first.span.end..second.span.start) == Some("-")
        && first.named.len() == 1
        && !second.candidates.is_empty()
        && first.named[0] == second.candidates
}

/// Decides who is meant, in the order of the text.
fn settle(text: &str, open: &[Open], lexicon: &Lexicon) -> (Layer, Vec<Finding>) {
    let mut marks = Vec::new();
    let mut findings = Vec::new();
    // For each entry the place of its last full form.
    let mut last_full: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, mention) in open.iter().enumerate() {
        let mut references = Vec::new();
        let mut certainty = Certainty::High;
        let mut because = "a form of the authority list".to_owned();
        for candidates in &mention.named {
            let entry = match candidates.as_slice() {
                [] => None,
                [only] => Some(*only),
                several => {
                    let around = surroundings(text, open, at, several, lexicon, &last_full);
                    let entries: Vec<&Entry> = several.iter().map(|&e| lexicon.entry(e)).collect();
                    let mut choice = choose(&entries, &around);
                    if choice.chosen.is_none() && mention.kind != NameKind::Person {
                        // Of two bodies of one name the list has the general one first.
                        choice.chosen = Some(0);
                        choice.because = format!("the first of the list; {}", choice.because);
                    }
                    certainty = certainty.min(choice.certainty);
                    because = choice.because;
                    choice.chosen.map(|chosen| several[chosen])
                }
            };
            let Some(entry) = entry else {
                certainty = Certainty::Low;
                findings.push(undecided(text, mention, candidates, lexicon, &mut because));
                continue;
            };
            references.push(lexicon.entry(entry).id.clone());
            if mention.full && mention.reach != Reach::Short {
                remember(&mut last_full, entry, mention, lexicon);
            }
        }
        let rule = match mention.kind {
            NameKind::Person => "names/person",
            NameKind::PersonGroup => "names/group",
            NameKind::Place => "names/place",
            NameKind::Organisation => "names/organisation",
            NameKind::Event => "names/event",
        };
        let name = Mark::Name { kind: mention.kind, references };
        marks.push(mark(mention.span, name, rule, certainty, because));
        marks.extend(mention.role.map(role));
    }
    (Layer::new(marks), findings)
}

fn role(span: Span) -> Annotation {
    mark(span, Mark::Role, "names/role", Certainty::High, "a title right before a name")
}

/// A full form is remembered for all entries that share one of its short forms.
fn remember(last: &mut BTreeMap<usize, usize>, entry: usize, mention: &Open, lexicon: &Lexicon) {
    let printed = lexicon.entry(entry);
    let longest = printed.forms.iter().map(|form| form.text.len()).max().unwrap_or_default();
    // An alias shared with others, as `Duma`, says nothing about which of them is meant.
    if mention.kind == NameKind::Person || mention.named[0].len() == 1 || longest == 0 {
        last.insert(entry, mention.span.start);
    }
}

/// The finding for a mention that stays without a reference.
fn undecided(
    text: &str,
    mention: &Open,
    candidates: &[usize],
    lexicon: &Lexicon,
    because: &mut String,
) -> Finding {
    let name = &text[mention.span.range()];
    if candidates.is_empty() && mention.kind != NameKind::Person {
        "the list has the first part of the name, with another one after it".clone_into(because);
        let message = format!("`{name}` begins like a listed name, and goes on otherwise");
        return Finding::new(Code::NameUnlisted, mention.span, message)
            .help("add it to the authority list, or to the aliases of its entry");
    }
    if candidates.is_empty() {
        "the surname is listed, the initials or forename are nobody's".clone_into(because);
        let message =
            format!("`{name}` has a listed surname, but initials or a forename that fit nobody");
        return Finding::new(Code::NameUnlisted, mention.span, message)
            .help("add the person to the authority list, or the forename to the aliases there");
    }
    let ids: Vec<&str> = candidates.iter().map(|&e| lexicon.entry(e).id.as_str()).collect();
    let message = format!("`{name}` can be {}", ids.join(" or "));
    Finding::new(Code::NameAmbiguous, mention.span, message)
        .help("the text gives no role, company or full name that decides")
}

/// What the text around a mention says about who is meant.
fn surroundings<'a>(
    text: &str,
    open: &[Open],
    at: usize,
    candidates: &[usize],
    lexicon: &'a Lexicon,
    last_full: &BTreeMap<usize, usize>,
) -> Surroundings<'a> {
    let mention = &open[at];
    let (reach, words) = sentence(text, mention.leaf, mention.span);
    let near = |other: &&Open| reach.contains(other.span) && other.span != mention.span;
    let from = open.partition_point(|other| other.span.start < reach.start);
    let company = open[from..]
        .iter()
        .take_while(|other| other.span.start < reach.end)
        .filter(near)
        .filter_map(|other| match other.named.as_slice() {
            [one] if one.len() == 1 => Some(lexicon.entry(one[0])),
            _ => None,
        })
        .collect();
    // A role before the first name of a row belongs to all of the row.
    let role_span = mention.role.or_else(|| {
        open[from..at].iter().rev().find_map(|other| {
            let between = text.get(other.span.end..mention.span.start)?;
            let row = between.len() <= 6 && !between.contains(['.', '(', ';']);
            (row && other.kind == NameKind::Person).then_some(other.role)?
        })
    });
    let role = role_span.map_or(Vec::new(), |span| content_words(&text[span.range()]));
    let recent = candidates
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| last_full.get(entry).map(|place| (*place, index)))
        .max()
        .map(|(_, index)| index);
    Surroundings { words, role, company, years: years(&text[mention.leaf.range()]), recent }
}

#[cfg(test)]
mod tests;

//! The marks of a document while decisions change them.

use super::decision::{Tag, Verdict};
use super::elements::Phrase;
use super::locate::locate;
use super::misfit::Reporter;
use super::people::People;
use super::ruled::{Put, Reach, Ruled, Taken};
use super::ruling::annotation;
use crate::annotate::{Mark, markers};
use crate::diagnostic::Diagnostic;
use crate::layer::{Annotation, Span};
use crate::resolve;
use crate::structure::Structure;
use hashbrown::HashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The marks of a document, by their spans.
pub(super) struct Sheet<'a> {
    marks: Vec<Option<Annotation>>,
    by_span: HashMap<Span, Vec<usize>>,
    /// The spans of names, by start.
    names: Vec<Span>,
    fitted: BTreeSet<usize>,
    /// The marks that an editor put within another one of the same words.
    within: Vec<(usize, &'static str)>,
    structure: &'a Structure,
    reporter: Reporter<'a>,
}

impl<'a> Sheet<'a> {
    /// A sheet with the marks of the rules.
    pub fn new(marks: Vec<Annotation>, structure: &'a Structure, reporter: Reporter<'a>) -> Self {
        let is_name = |mark: &&Annotation| matches!(mark.mark, Mark::Name { .. });
        let mut names: Vec<Span> = marks.iter().filter(is_name).map(|mark| mark.span).collect();
        names.sort_unstable();
        let (fitted, within) = (BTreeSet::new(), Vec::new());
        let mut sheet = Self {
            marks: Vec::with_capacity(marks.len()),
            by_span: HashMap::with_capacity(marks.len()),
            names,
            fitted,
            within,
            structure,
            reporter,
        };
        for mark in marks {
            sheet.push(mark);
        }
        sheet
    }

    fn push(&mut self, mark: Annotation) -> usize {
        let number = self.marks.len();
        self.by_span.entry(mark.span).or_default().push(number);
        self.marks.push(Some(mark));
        number
    }

    /// The marks on a span; of one element, where it is given.
    fn on(&self, span: Span, element: Option<&str>) -> Vec<usize> {
        let numbers = self.by_span.get(&span).map_or(&[][..], Vec::as_slice);
        let wanted = |number: &&usize| {
            self.marks[**number].as_ref().is_some_and(|mark| {
                element.is_none_or(|element| resolve::element_name(mark) == element)
            })
        };
        numbers.iter().filter(wanted).copied().collect()
    }

    /// Whether a decision has something to say here. One about a single place always has. One
    /// about every place of its words has where the mark is that it is about; what it adds it
    /// adds where no name is in the way.
    pub fn takes(&mut self, ruled: &Ruled) -> bool {
        if ruled.reach == Reach::Place {
            return true;
        }
        let verdict = &ruled.signed.decision.verdict;
        let element = verdict.element().map(|phrase| phrase.name);
        let there = !self.on(ruled.span, element).is_empty();
        let adds = match verdict {
            Verdict::Add(tag) => tag.name_kind().is_none() || !self.is_in_name(ruled.span),
            _ => false,
        };
        let takes = there || adds;
        if takes && let Reach::Edition(number) = ruled.reach {
            self.fitted.insert(number);
        }
        takes
    }

    /// Whether a name of the rules shares text with a span, but for shorter ones within it.
    fn is_in_name(&self, span: Span) -> bool {
        // Names are short and nest little: those that reach here begin a little before.
        let after = self.names.partition_point(|name| name.start < span.end);
        let near = self.names[..after].iter().rev().take(NEAR);
        near.copied().any(|name| name == span || name.overlaps(span) && !span.contains(name))
    }

    /// Takes away what a decision takes away.
    pub fn take_away(&mut self, ruled: &Ruled) {
        let element = match ruled.takes() {
            Some(Taken::All) => None,
            Some(Taken::One(element)) => Some(element),
            None => return,
        };
        for number in self.on(ruled.span, element) {
            self.marks[number] = None;
        }
    }

    /// Puts what a decision puts.
    pub fn put(&mut self, ruled: &Ruled, people: &People) -> Result<(), Diagnostic> {
        for &(span, put) in &ruled.puts {
            let old = self.on(span, Some(put.element()));
            let before = old.last().and_then(|&at| self.marks[at].as_ref()).and_then(Tag::of);
            let mut tag = match put {
                Put::Tag(tag) => tag.clone(),
                Put::Kept(element) | Put::Entries(element, _) => match before {
                    Some(tag) => tag,
                    None => plain(element),
                },
                Put::Marker(_) => before.unwrap_or_else(|| plain("ref")),
            };
            match put {
                Put::Entries(_, refs) => tag.refs = refs.to_vec(),
                Put::Marker(note) => {
                    tag.set("type", "noteAnchor");
                    tag.note = Some(note.clone());
                }
                Put::Tag(_) | Put::Kept(_) => {}
            }
            let note = match (&tag.note, put) {
                (Some(note), _) => {
                    let number = self.note(note);
                    Some(
                        number
                            .map_err(|misfit| self.reporter.note_misfit(ruled.signed, &misfit))?,
                    )
                }
                // A marker of which nothing else is said points where it pointed.
                (None, _) => old.last().and_then(|&at| self.marks[at].as_ref()).and_then(pointed),
            };
            for number in old {
                self.marks[number] = None;
            }
            let decision = &ruled.signed.decision;
            let who = people.id(&decision.signature.who).map(str::to_owned);
            let number = self.push(annotation(&tag, span, decision, who, note));
            self.within.extend(tag.within.map(|outer| (number, outer)));
        }
        Ok(())
    }

    /// The number of the note whose opening words an anchor quotes, from 0.
    fn note(&self, anchor: &super::anchor::Anchor) -> Result<usize, super::locate::Misfit> {
        let ground = self.reporter.ground;
        let place = locate(ground, &[anchor]).pop();
        let range = place.unwrap_or(Err(super::locate::Misfit::gone()))?;
        let at = ground.text_of(&range).start;
        let notes = markers::notes(self.structure);
        let found = notes.iter().position(|(_, span)| span.start <= at && at < span.end);
        found.ok_or_else(super::locate::Misfit::gone)
    }

    /// The decisions about the whole edition that had a place here.
    pub fn fitted(&mut self) -> BTreeSet<usize> {
        std::mem::take(&mut self.fitted)
    }

    /// The marks as they are now.
    pub fn into_marks(mut self) -> Vec<Annotation> {
        self.order_within();
        self.marks.into_iter().flatten().collect()
    }

    /// Gives the marks that stand within another one of the same words their rank.
    fn order_within(&mut self) {
        let within = std::mem::take(&mut self.within);
        // Each round settles at least one more of a chain of marks within each other.
        for _ in 0..within.len().min(DEEPEST) {
            let mut changed = false;
            for &(number, outer) in &within {
                let Some(mark) = &self.marks[number] else { continue };
                let around = self.on(mark.span, Some(outer)).into_iter().find(|at| *at != number);
                let rank = around.and_then(|at| self.marks[at].as_ref()).map(Annotation::rank);
                let Some(mark) = &mut self.marks[number] else { continue };
                let Some(rank) = rank.filter(|rank| *rank + 1 != mark.rank()) else { continue };
                if let Some(ruling) = &mut mark.evidence.ruling {
                    Arc::make_mut(ruling).rank = Some(rank + 1);
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
    }
}

/// Among so many names before a place is any that reaches it.
const NEAR: usize = 8;
/// So many marks of the same words stand within each other at the most.
const DEEPEST: usize = 16;

/// The note that a marker points to.
fn pointed(mark: &Annotation) -> Option<usize> {
    match mark.mark {
        Mark::Marker { note } => Some(note),
        _ => None,
    }
}

/// An element without values of its own.
fn plain(element: &str) -> Tag {
    let phrase = Phrase::find(element).expect("decisions are read with known elements alone");
    let mut tag = Tag::new(phrase);
    if element == "rs" {
        tag.set("type", "personGrp");
    }
    tag
}

//! The annotators: each reads the text and its blocks and returns a layer of marks.
//!
//! None of them changes the text or knows of the others' marks; where marks contradict each other
//! `resolve` decides.

pub mod brackets;
pub mod citations;
pub mod dates;
pub mod documents;
pub mod letters;
mod mark;
pub mod markers;
pub mod names;
pub mod quotations;
pub mod titles;
pub mod unlisted;

pub use mark::{Citation, Field, Mark, NameKind, TitleLevel};

use crate::Desk;
use crate::diagnostic::Finding;
use crate::edition::Roles;
use crate::layer::{Annotation, Certainty, Evidence, Layer, Span};
use crate::normalise::Text;
use crate::structure::{BlockKind, Structure};

/// What the annotators laid over a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Annotated {
    /// The marks, a layer for each annotator.
    pub layers: Vec<Layer>,
    /// Names too doubtful to be marked, by start; they are offered to the editor.
    pub faint: Vec<Annotation>,
    /// What the annotators wondered about.
    pub findings: Vec<Finding>,
}

/// Runs every annotator.
#[must_use]
pub fn annotate(text: &Text, structure: &Structure, desk: &Desk) -> Annotated {
    let language = desk.language;
    let words = text.as_str();
    let (markers, lost) = markers::find(words, structure, &language.page);
    let (brackets, open) = brackets::find(words, structure, &language.page);
    let (quotations, unclosed) = quotations::find(words, structure);
    let (mut names, doubtful) = names::find(words, structure, &desk.lexicon, language);
    if desk.edition.names.roles == Roles::Inside {
        names = roles_inside(words, names);
    }
    let (mut dates, odd) = desk.dates.mark(text, &letters::dating(words, structure, desk));
    let page: Vec<Span> = furniture(structure);
    dates.annotations.retain(|date| !page.iter().any(|line| line.overlaps(date.span)));
    let disagreeing = letters::dates_disagree(words, structure, &dates);
    let citations = citations::find(words, structure, &language.citations);
    let unknown = letters::repositories_unknown(words, &citations, desk);
    let mut layers = vec![
        letters::names(structure, &names),
        dates,
        markers,
        brackets,
        quotations,
        names,
        citations,
        documents::find(words, structure, &language.citations),
        titles::find(words, structure, &language.citations),
    ];
    let mut faint = Vec::new();
    if desk.edition.names.unlisted {
        let found =
            unlisted::find(words, structure, &layers, (&desk.recogniser, desk.neighbours.known()));
        let sure = |name: &Annotation| name.evidence.certainty >= desk.edition.names.min_certainty;
        let (marked, doubtful) = found.into_iter().partition(sure);
        layers.push(Layer::new(marked));
        faint = doubtful;
    }
    let findings = [lost, open, unclosed, doubtful, odd, disagreeing, unknown].concat();
    Annotated { layers, faint, findings }
}

/// The names of persons with the roles right before or after them made part of them.
fn roles_inside(text: &str, mut names: Layer) -> Layer {
    let is_role = |found: &&Annotation| found.mark == Mark::Role;
    let roles: Vec<Span> = names.annotations.iter().filter(is_role).map(|role| role.span).collect();
    let touch = |a: usize, b: usize| a <= b && text[a..b].chars().all(|c| c == ' ');
    for found in &mut names.annotations {
        if matches!(found.mark, Mark::Name { kind: NameKind::Person, .. }) {
            let name = found.span;
            let before = roles.iter().find(|role| touch(role.end, name.start));
            let after = roles.iter().find(|role| touch(name.end, role.start));
            found.span.start = before.map_or(name.start, |role| role.start);
            found.span.end = after.map_or(name.end, |role| role.end);
        }
    }
    Layer::new(names.annotations)
}

/// The lines that are of the page, not of the text: nothing is marked in them.
fn furniture(structure: &Structure) -> Vec<Span> {
    let of_page =
        |kind: &BlockKind| matches!(kind, BlockKind::Furniture(_) | BlockKind::PageBreak { .. });
    let leaves = structure.leaves().into_iter();
    leaves.filter(|leaf| of_page(&leaf.kind)).map(|leaf| leaf.span).collect()
}

/// One mark with its evidence, in one line.
pub(crate) fn mark(
    span: impl Into<Span>,
    mark: Mark,
    rule: &'static str,
    certainty: Certainty,
    because: impl Into<String>,
) -> Annotation {
    let evidence = Evidence::of_rule(rule, certainty, because);
    Annotation { span: span.into(), mark, evidence }
}

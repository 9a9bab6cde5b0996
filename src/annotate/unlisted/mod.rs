//! Names that are in no list: persons, places, bodies, by a learned model over what the words, the
//! lists of the world and the document itself say.
//!
//! The parts, in the order of the work: `tokens` and `reading` (a document read once, with what it
//! says of each word), `chains` (where a name can stand), `features`, `model` and `decode` (the best
//! labelling, each name with its probability), `evidence` (in words, for the editor).

mod chains;
mod decode;
mod evidence;
mod features;
mod forms;
mod hash;
mod lists;
mod model;
mod reading;
mod recogniser;
mod tokens;
pub mod train;
mod words;

pub(crate) use hash::folded;
pub(crate) use lists::{List, lists};
pub use model::{Model, Unsound};
pub use recogniser::{Found, Recogniser};
pub use words::NameWords;

use super::{Mark, mark};
use crate::layer::{Annotation, Certainty, Layer, Span};
use crate::structure::{BlockKind, Structure};

/// From this probability on a name is as good as sure.
const HIGH: f32 = 0.9;
/// From this probability on it is more likely than not; a little below one half, since a name that
/// is missed costs as much as one that is wrong.
const MEDIUM: f32 = 0.4;

/// Finds the names that no layer has marked, by start: with their certainty, without references.
#[must_use]
pub fn find(
    text: &str,
    structure: &Structure,
    layers: &[Layer],
    recogniser: &Recogniser,
) -> Vec<Annotation> {
    let mut taken: Vec<Span> = layers
        .iter()
        .flat_map(|layer| &layer.annotations)
        .filter(|found| matches!(found.mark, Mark::Name { .. } | Mark::Title(_) | Mark::Date(_)))
        .map(|found| found.span)
        .collect();
    taken.sort();
    let mut found = recogniser.names(text, &leaves(structure));
    found.retain(|name| {
        const BEFORE: usize = 8;
        let near = taken.partition_point(|span| span.start < name.span.end);
        !taken[..near].iter().rev().take(BEFORE).any(|span| span.overlaps(name.span))
    });
    found.into_iter().map(annotation).collect()
}

/// The leaves in which names are looked for: all but those of the page.
#[must_use]
pub fn leaves(structure: &Structure) -> Vec<Span> {
    let leaves = structure.leaves().into_iter();
    let of_text = leaves
        .filter(|leaf| !matches!(leaf.kind, BlockKind::Furniture(_) | BlockKind::PageBreak { .. }));
    of_text.map(|leaf| leaf.span).collect()
}

fn annotation(name: Found) -> Annotation {
    use super::NameKind::{Event, Organisation, Person, PersonGroup, Place};
    let certainty = match name.probability {
        sure if sure >= HIGH => Certainty::High,
        likely if likely >= MEDIUM => Certainty::Medium,
        _ => Certainty::Low,
    };
    let rule = match name.kind {
        Person => "unlisted/person",
        PersonGroup => "unlisted/group",
        Place => "unlisted/place",
        Organisation | Event => "unlisted/organisation",
    };
    let kind = Mark::Name { kind: name.kind, references: Vec::new() };
    mark(name.span, kind, rule, certainty, name.because)
}

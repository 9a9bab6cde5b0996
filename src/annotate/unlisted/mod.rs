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
mod known;
mod lists;
mod model;
mod reading;
mod recogniser;
mod tokens;
pub mod train;
mod words;

pub(crate) use hash::folded;
pub use known::{Known, Shown};
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
    (recogniser, known): (&Recogniser, &Known),
) -> Vec<Annotation> {
    let mut taken: Vec<Span> = layers
        .iter()
        .flat_map(|layer| &layer.annotations)
        .filter(|found| {
            let mark = &found.mark;
            matches!(mark, Mark::Name { .. } | Mark::Title(_) | Mark::Date(_) | Mark::Documents(_))
        })
        .map(|found| found.span)
        .collect();
    taken.sort();
    let mut found = recogniser.names(text, &leaves(structure), known);
    found.retain(|name| {
        const BEFORE: usize = 8;
        let near = taken.partition_point(|span| span.start < name.span.end);
        !taken[..near].iter().rev().take(BEFORE).any(|span| span.overlaps(name.span))
    });
    found.into_iter().map(annotation).collect()
}

/// A leaf in which names are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// Where it stands.
    pub span: Span,
    /// What it is to the document.
    pub role: Role,
}

/// What a leaf is to its document: who writes and to whom says more in some than in others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u8)]
pub enum Role {
    /// A paragraph, a quotation, an item of a list.
    #[default]
    Text,
    /// A salutation above a letter.
    Salutation,
    /// A closing formula below it.
    Closing,
    /// A signature.
    Signature,
    /// Place and date.
    Dateline,
    /// A line of an address.
    Address,
    /// A head or title.
    Head,
    /// A note.
    Note,
    /// Any other line.
    Other,
}

/// The leaves in which names are looked for: all but those of the page.
#[must_use]
pub fn leaves(structure: &Structure) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    // Where the notes and what stands below a letter end.
    let (mut noted, mut closed) = (0, 0);
    for block in structure.blocks() {
        block.walk(&mut |block| {
            let (kind, span) = (&block.kind, block.span);
            match kind {
                BlockKind::Notes | BlockKind::Note { .. } => noted = noted.max(span.end),
                BlockKind::Closer => closed = closed.max(span.end),
                _ => {}
            }
            let of_page = matches!(kind, BlockKind::Furniture(_) | BlockKind::PageBreak { .. });
            if block.children.is_empty() && !of_page {
                let role = match kind {
                    _ if span.start < noted => Role::Note,
                    BlockKind::Salute if span.start < closed => Role::Closing,
                    BlockKind::Salute => Role::Salutation,
                    BlockKind::Signed => Role::Signature,
                    BlockKind::Dateline => Role::Dateline,
                    BlockKind::AddressLine => Role::Address,
                    BlockKind::Head | BlockKind::Title { .. } => Role::Head,
                    BlockKind::Paragraph | BlockKind::Quotation | BlockKind::Item => Role::Text,
                    _ => Role::Other,
                };
                leaves.push(Leaf { span, role });
            }
        });
    }
    leaves
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

//! From blocks and layers to one tree. The only place where overlaps are decided.
//!
//! Marks are cut at the edges of the leaves first, then resolved inside each leaf. Every mark ends
//! up in the tree or in a finding.

mod conflict;
mod element;
mod inline;
mod outline;
mod piece;

pub(crate) use element::{element, element_name, is_own_identifier};
pub use element::{is_listed_in_header, pointer, prefix, register};
pub use piece::{Letter, Piece, Resolved};

use crate::annotate::Mark;
use crate::decide::elements::is_divisible;
use crate::diagnostic::Finding;
use crate::layer::{Annotation, Layer, Span};
use crate::structure::{Block, BlockKind, Structure};
use inline::Part;

/// Lays the layers over the blocks.
#[must_use]
pub fn resolve(text: &str, structure: &Structure, layers: Vec<Layer>) -> (Resolved, Vec<Finding>) {
    let mut findings = Vec::new();
    let marks = merge(layers);
    let marks = conflict::settle(text, marks, &mut findings);
    let marks = apart(structure, marks, &mut findings);
    let leaves = leaves(structure);
    let parts = cut(&leaves, &marks, &mut findings);
    let outline = outline::Outline::new(&marks, &leaves, parts, &mut findings);
    (outline.build(structure), findings)
}

/// The marks that are written where nobody decides otherwise, in the order of a layer, and
/// findings about the others.
pub(crate) fn written(
    text: &str,
    structure: &Structure,
    layers: Vec<Layer>,
) -> (Vec<Annotation>, Vec<Finding>) {
    let mut findings = Vec::new();
    let marks = conflict::settle(text, merge(layers), &mut findings);
    let marks = apart(structure, marks, &mut findings);
    let leaves = leaves(structure);
    let mut is_written = vec![false; marks.len()];
    for parts in cut(&leaves, &marks, &mut findings) {
        for part in inline::nest(&parts, &marks, &mut findings) {
            is_written[part.mark] = true;
        }
    }
    let written = marks.into_iter().zip(is_written).filter(|(_, is_written)| *is_written);
    (written.map(|(mark, _)| mark).collect(), findings)
}

/// The spans of the leaves in order.
fn leaves(structure: &Structure) -> Vec<Span> {
    let mut leaves: Vec<Span> = structure.leaves().into_iter().map(|leaf| leaf.span).collect();
    leaves.sort_unstable();
    leaves
}

/// The layers as one, in the order of a layer.
fn merge(layers: Vec<Layer>) -> Vec<Annotation> {
    let all = layers.into_iter().flat_map(|layer| layer.annotations).collect();
    Layer::new(all).annotations
}

/// Cuts the marks that reach over the edge of a letter with a file of its own: no link leads from
/// one file into the middle of another.
fn apart(
    structure: &Structure,
    marks: Vec<Annotation>,
    findings: &mut Vec<Finding>,
) -> Vec<Annotation> {
    let is_text = |block: &&Block| matches!(block.kind, BlockKind::Text { .. });
    let texts: Vec<Span> = structure.body.iter().filter(is_text).map(|block| block.span).collect();
    if texts.is_empty() {
        return marks;
    }
    let edges: Vec<usize> = texts.iter().flat_map(|text| [text.start, text.end]).collect();
    let mut done = Vec::with_capacity(marks.len());
    for mark in marks {
        let (mut start, end) = (mark.span.start, mark.span.end);
        let inside = &edges[edges.partition_point(|&edge| edge <= start)..];
        let inside = &inside[..inside.partition_point(|&edge| edge < end)];
        if !inside.is_empty() && !divisible(&mark.mark) {
            findings.push(conflict::dropped(&mark, "it reaches over the edge of a letter"));
            continue;
        }
        for &edge in inside {
            done.push(Annotation { span: Span::new(start, edge), ..mark.clone() });
            start = edge;
        }
        done.push(Annotation { span: Span::new(start, end), ..mark });
    }
    Layer::new(done).annotations
}

/// Cuts the marks at the edges of the leaves: the parts of each leaf, in the order of the leaves.
/// A mark that touches no leaf becomes a finding.
fn cut(leaves: &[Span], marks: &[Annotation], findings: &mut Vec<Finding>) -> Vec<Vec<Part>> {
    let mut parts = vec![Vec::new(); leaves.len()];
    for (index, annotation) in marks.iter().enumerate() {
        let span = annotation.span;
        let first = leaves.partition_point(|leaf| leaf.end <= span.start);
        let mut found = false;
        for (leaf, parts) in leaves[first..].iter().zip(&mut parts[first..]) {
            if leaf.start >= span.end {
                break;
            }
            let part = Span::new(span.start.max(leaf.start), span.end.min(leaf.end));
            parts.push(Part { span: part, mark: index });
            found = true;
        }
        if !found {
            findings.push(conflict::dropped(annotation, "it lies in no block of the text"));
        }
    }
    parts
}

/// Whether a mark can be divided into parts that are linked: those that hold long stretches.
fn divisible(mark: &Mark) -> bool {
    match mark {
        Mark::Quotation | Mark::SoCalled | Mark::Supplied | Mark::Citation(_) => true,
        Mark::Phrase(name) => is_divisible(name),
        Mark::Name { .. }
        | Mark::Role
        | Mark::Date(_)
        | Mark::Documents(_)
        | Mark::Marker { .. }
        | Mark::Field(_)
        | Mark::Gap { .. }
        | Mark::Slip { .. }
        | Mark::Expansion
        | Mark::Title(_) => false,
    }
}

/// The leaves of a block, in the order of the text.
fn is_leaf(block: &Block) -> bool {
    block.children.is_empty()
}

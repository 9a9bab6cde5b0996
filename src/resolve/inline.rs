//! Marks inside one leaf: nested where they nest, divided where they cross.

use super::{conflict, divisible};
use crate::diagnostic::Finding;
use crate::layer::{Annotation, Span};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A mark, or the part of it that lies in one leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The part of the leaf.
    pub span: Span,
    /// Which mark, an index into all of them.
    pub mark: usize,
}

/// The deepest that marks nest; what lies deeper becomes a finding.
const DEPTH_MAX: usize = 48;

/// Orders parts so that they nest: each lies within the one before it or after it. Parts that
/// cross are divided, or dropped with a finding where neither can be.
pub fn nest(parts: &[Part], marks: &[Annotation], findings: &mut Vec<Finding>) -> Vec<Part> {
    type Key = Reverse<(usize, Reverse<usize>, u16, usize)>;
    let key = |part: Part| -> Key {
        let rank = marks[part.mark].rank();
        Reverse((part.span.start, Reverse(part.span.end), rank, part.mark))
    };
    let mut queue: BinaryHeap<Key> = parts.iter().map(|part| key(*part)).collect();
    let mut done: Vec<Part> = Vec::with_capacity(parts.len());
    // The parts around the present place, as indices into `done`, the innermost last.
    let mut open: Vec<usize> = Vec::new();
    while let Some(Reverse((start, Reverse(end), _, mark))) = queue.pop() {
        let span = Span::new(start, end);
        while open.last().is_some_and(|&at| done[at].span.end <= start) {
            open.pop();
        }
        let crossed = open.last().copied().filter(|&at| done[at].span.end < end);
        if let Some(at) = crossed {
            let (outer, edge) = (done[at], done[at].span.end);
            if divisible(&marks[mark].mark) {
                queue.push(key(Part { span: Span::new(start, edge), mark }));
                queue.push(key(Part { span: Span::new(edge, end), mark }));
            } else if divisible(&marks[outer.mark].mark) && outer.span.start < start {
                done[at].span.end = start;
                open.pop();
                queue.push(key(Part { span: Span::new(start, edge), mark: outer.mark }));
                queue.push(key(Part { span, mark }));
            } else {
                findings.push(conflict::dropped(&marks[mark], "it crosses another mark"));
            }
            continue;
        }
        if open.len() >= DEPTH_MAX {
            findings.push(conflict::dropped(&marks[mark], "marks nest too deep here"));
            continue;
        }
        open.push(done.len());
        done.push(Part { span, mark });
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Mark, NameKind, mark};
    use crate::layer::Certainty;

    fn quote(start: usize, end: usize) -> Annotation {
        mark(start..end, Mark::Quotation, "test", Certainty::High, "")
    }

    fn name(start: usize, end: usize) -> Annotation {
        let name = Mark::Name { kind: NameKind::Person, references: Vec::new() };
        mark(start..end, name, "test", Certainty::High, "")
    }

    fn nested(marks: &[Annotation]) -> (Vec<(usize, usize, usize)>, usize) {
        let parts: Vec<Part> =
            marks.iter().enumerate().map(|(mark, a)| Part { span: a.span, mark }).collect();
        let mut findings = Vec::new();
        let done = nest(&parts, marks, &mut findings);
        (done.iter().map(|p| (p.span.start, p.span.end, p.mark)).collect(), findings.len())
    }

    #[test]
    fn the_outer_comes_before_the_inner() {
        assert_eq!(nested(&[name(2, 4), quote(0, 9)]).0, [(0, 9, 1), (2, 4, 0)]);
        assert_eq!(nested(&[name(0, 9), quote(0, 9)]).0, [(0, 9, 1), (0, 9, 0)]);
    }

    #[test]
    fn a_quotation_that_crosses_a_name_is_divided() {
        assert_eq!(nested(&[name(0, 4), quote(2, 9)]).0, [(0, 4, 0), (2, 4, 1), (4, 9, 1)]);
        assert_eq!(nested(&[quote(0, 4), name(2, 9)]).0, [(0, 2, 0), (2, 9, 1), (2, 4, 0)]);
    }

    #[test]
    fn of_two_that_cannot_be_divided_one_is_reported() {
        assert_eq!(nested(&[name(0, 4), name(2, 9)]), (vec![(0, 4, 0)], 1));
    }
}

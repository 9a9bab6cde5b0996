//! Decisions that cannot all be obeyed.

use super::decision::Verdict;
use super::elements;
use super::ruled::{Put, Ruled, Taken};
use crate::layer::Span;
use hashbrown::HashMap;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The pairs of decisions that contradict each other, each pair both ways round, by their indices.
///
/// Two decisions contradict each other when one takes away what the other puts, when both put the
/// same mark with other values, when both make of one mark two different ones, or when their marks
/// cross so that neither can be divided.
#[must_use]
pub fn contradictions(ruled: &[Ruled]) -> BTreeSet<(usize, usize)> {
    let mut pairs = BTreeSet::new();
    let mut puts: HashMap<(Span, &str), (usize, Put)> = HashMap::new();
    let mut taken: HashMap<(Span, Taken), usize> = HashMap::new();
    let mut retagged: HashMap<(Span, &str), (usize, Put)> = HashMap::new();
    for (at, one) in ruled.iter().enumerate() {
        for &(span, put) in &one.puts {
            let (first, value) = *puts.entry((span, put.element())).or_insert((at, put));
            let same_certainty = certainty(&ruled[first]) == certainty(one)
                || matches!(value, Put::Kept(_))
                || matches!(put, Put::Kept(_));
            if first != at && !(value.agrees(put) && same_certainty) {
                pairs.insert((first, at));
            }
        }
        if let (Verdict::Retag(from, _), Some(&(_, put))) =
            (&one.signed.decision.verdict, one.puts.first())
        {
            let (first, value) = *retagged.entry((one.span, from.name)).or_insert((at, put));
            if first != at && !value.agrees(put) {
                pairs.insert((first, at));
            }
        }
        if let Some(marks) = one.takes() {
            taken.entry((one.span, marks)).or_insert(at);
        }
    }
    for (at, one) in ruled.iter().enumerate() {
        for &(span, put) in &one.puts {
            let takers =
                [taken.get(&(span, Taken::One(put.element()))), taken.get(&(span, Taken::All))];
            pairs.extend(takers.into_iter().flatten().filter(|by| **by != at).map(|by| (*by, at)));
        }
    }
    pairs.extend(crossings(ruled));
    pairs.iter().flat_map(|&(one, other)| [(one, other), (other, one)]).collect()
}

fn certainty<'d>(ruled: &Ruled<'d>) -> (Option<crate::layer::Certainty>, Option<&'d str>) {
    (ruled.signed.decision.cert, ruled.signed.decision.evidence.as_deref())
}

/// The pairs whose marks cross. Long stretches, such as quotations, are divided where they do.
fn crossings(ruled: &[Ruled]) -> Vec<(usize, usize)> {
    let mut marks: Vec<(Span, bool, usize)> = Vec::new();
    for (at, one) in ruled.iter().enumerate() {
        let puts = one.puts.iter();
        marks.extend(puts.map(|&(span, put)| (span, elements::is_divisible(put.element()), at)));
    }
    marks.sort_by_key(|&(span, _, at)| (span.start, Reverse(span.end), at));
    let mut open: Vec<(Span, bool, usize)> = Vec::new();
    let mut pairs = Vec::new();
    for (span, divisible, at) in marks {
        open.retain(|(outer, ..)| outer.end > span.start);
        let crossed = |outer: &Span| outer.end < span.end && outer.start < span.start;
        let against = open.iter().find(|(outer, other, _)| crossed(outer) && !divisible && !other);
        match against {
            Some(&(_, _, other)) if other != at => pairs.push((other, at)),
            Some(_) | None => open.push((span, divisible, at)),
        }
    }
    pairs
}

//! What remains of a pattern when a part of what it matches has been read (derivatives).

use super::pattern::{AttributeId, EMPTY, ElementId, NOT_ALLOWED, Node, PatternId, Patterns, TEXT};
use hashbrown::HashMap;
use std::rc::Rc;

/// What was found out about patterns of one content, so that a part that stands in many places
/// is looked at once.
#[derive(Debug, Default)]
pub struct Memory {
    firsts: HashMap<PatternId, Rc<[(ElementId, PatternId)]>>,
    left: HashMap<PatternId, PatternId>,
}

/// The elements that a pattern can begin with, and what remains after each.
pub fn firsts(
    patterns: &mut Patterns,
    memory: &mut Memory,
    mut id: PatternId,
    out: &mut Vec<(ElementId, PatternId)>,
) {
    loop {
        match patterns.node(id) {
            Node::Element(element) => {
                out.push((element, EMPTY));
                return;
            }
            Node::Group(head, rest) => {
                let from = out.len();
                firsts(patterns, memory, head, out);
                for (_, left) in &mut out[from..] {
                    *left = patterns.group(*left, rest);
                }
                if !patterns.is_nullable(head) || patterns.exceeded() {
                    return;
                }
                id = rest;
            }
            Node::OneOrMore(inside) => {
                let from = out.len();
                firsts(patterns, memory, inside, out);
                let more = patterns.optional(id);
                for (_, left) in &mut out[from..] {
                    *left = patterns.group(*left, more);
                }
                return;
            }
            Node::Choice(_) | Node::Interleave(..) => {
                if let Some(known) = memory.firsts.get(&id) {
                    out.extend_from_slice(known);
                    return;
                }
                let from = out.len();
                branches(patterns, memory, id, out);
                merge(patterns, out, from);
                memory.firsts.insert(id, out[from..].into());
                return;
            }
            Node::NotAllowed
            | Node::Empty
            | Node::Text
            | Node::Attribute(_)
            | Node::Data(_)
            | Node::Value(_)
            | Node::List(_) => return,
        }
    }
}

/// The firsts of a choice or an interleave.
fn branches(
    patterns: &mut Patterns,
    memory: &mut Memory,
    id: PatternId,
    out: &mut Vec<(ElementId, PatternId)>,
) {
    if let Node::Choice(members) = patterns.node(id) {
        for at in 0..patterns.members(members).len() {
            let member = patterns.members(members)[at];
            firsts(patterns, memory, member, out);
        }
    } else if let Node::Interleave(a, b) = patterns.node(id) {
        let from = out.len();
        firsts(patterns, memory, a, out);
        for (_, left) in &mut out[from..] {
            *left = patterns.interleave(*left, b);
        }
        let from = out.len();
        firsts(patterns, memory, b, out);
        for (_, left) in &mut out[from..] {
            *left = patterns.interleave(a, *left);
        }
    }
}

/// Puts the ways on which one element can be read into one.
fn merge(patterns: &mut Patterns, out: &mut Vec<(ElementId, PatternId)>, from: usize) {
    let found = &mut out[from..];
    found.sort_unstable();
    if found.windows(2).all(|pair| pair[0].0 != pair[1].0) {
        return;
    }
    let merged: Vec<_> = found
        .chunk_by(|a, b| a.0 == b.0)
        .map(|ways| {
            let ways_left: Vec<_> = ways.iter().map(|&(_, left)| left).collect();
            (ways[0].0, patterns.choice(&ways_left))
        })
        .collect();
    out.truncate(from);
    out.extend(merged);
}

/// What remains after text between elements.
pub fn after_text(patterns: &mut Patterns, memory: &mut Memory, mut id: PatternId) -> PatternId {
    if let Some(&known) = memory.left.get(&id) {
        return known;
    }
    let (first, mut alternatives) = (id, Vec::new());
    loop {
        let one = match patterns.node(id) {
            Node::Text => TEXT,
            Node::Choice(members) => {
                let members = patterns.members(members).to_vec();
                let left: Vec<_> = members
                    .into_iter()
                    .map(|member| after_text(patterns, memory, member))
                    .collect();
                patterns.choice(&left)
            }
            Node::Group(head, rest) => {
                let left = after_text(patterns, memory, head);
                let left = patterns.group(left, rest);
                if patterns.is_nullable(head) {
                    alternatives.push(left);
                    id = rest;
                    continue;
                }
                left
            }
            Node::Interleave(a, b) => {
                let left = after_text(patterns, memory, a);
                let right = after_text(patterns, memory, b);
                let (left, right) = (patterns.interleave(left, b), patterns.interleave(a, right));
                patterns.choice(&[left, right])
            }
            Node::OneOrMore(inside) => {
                let left = after_text(patterns, memory, inside);
                let more = patterns.optional(id);
                patterns.group(left, more)
            }
            Node::NotAllowed
            | Node::Empty
            | Node::Element(_)
            | Node::Attribute(_)
            | Node::Data(_)
            | Node::Value(_)
            | Node::List(_) => NOT_ALLOWED,
        };
        alternatives.push(one);
        let left = patterns.choice(&alternatives);
        memory.left.insert(first, left);
        return left;
    }
}

/// What remains after an attribute that could be any of these.
pub fn after_attribute(
    patterns: &mut Patterns,
    memory: &mut Memory,
    id: PatternId,
    matched: &[AttributeId],
) -> PatternId {
    if !patterns.has_attributes(id) || patterns.exceeded() {
        return NOT_ALLOWED;
    } else if let Some(&known) = memory.left.get(&id) {
        return known;
    }
    let left = match patterns.node(id) {
        Node::Attribute(attribute) if matched.contains(&attribute) => EMPTY,
        Node::Choice(members) => {
            let members = patterns.members(members).to_vec();
            let left: Vec<_> = members
                .into_iter()
                .map(|member| after_attribute(patterns, memory, member, matched))
                .collect();
            patterns.choice(&left)
        }
        Node::Group(..) => {
            // Any part of the sequence can have it; the order of attributes says nothing.
            let (mut parts, mut rest) = (Vec::new(), id);
            while let Node::Group(head, tail) = patterns.node(rest) {
                parts.push(head);
                rest = tail;
            }
            parts.push(rest);
            let mut ways = Vec::new();
            for at in 0..parts.len() {
                let left = after_attribute(patterns, memory, parts[at], matched);
                if left != NOT_ALLOWED {
                    let with = |i: usize| if i == at { left } else { parts[i] };
                    let group = |rest, i| patterns.group(with(i), rest);
                    ways.push((0..parts.len()).rev().fold(EMPTY, group));
                }
            }
            patterns.choice(&ways)
        }
        Node::Interleave(a, b) => {
            let left = after_attribute(patterns, memory, a, matched);
            let right = after_attribute(patterns, memory, b, matched);
            let (left, right) = (patterns.interleave(left, b), patterns.interleave(a, right));
            patterns.choice(&[left, right])
        }
        Node::OneOrMore(inside) => {
            let left = after_attribute(patterns, memory, inside, matched);
            let more = patterns.optional(id);
            patterns.group(left, more)
        }
        Node::NotAllowed
        | Node::Empty
        | Node::Text
        | Node::Element(_)
        | Node::Attribute(_)
        | Node::Data(_)
        | Node::Value(_)
        | Node::List(_) => NOT_ALLOWED,
    };
    memory.left.insert(id, left);
    left
}

/// What remains when no more attributes come: what still needs one is not allowed.
pub fn without_attributes(patterns: &mut Patterns, id: PatternId) -> PatternId {
    replace_attributes(patterns, &mut HashMap::new(), id, NOT_ALLOWED)
}

/// What remains when all attributes are there that could be asked for.
pub fn satisfied(patterns: &mut Patterns, id: PatternId) -> PatternId {
    replace_attributes(patterns, &mut HashMap::new(), id, EMPTY)
}

fn replace_attributes(
    patterns: &mut Patterns,
    known: &mut HashMap<PatternId, PatternId>,
    id: PatternId,
    by: PatternId,
) -> PatternId {
    if !patterns.has_attributes(id) {
        return id;
    } else if let Some(&left) = known.get(&id) {
        return left;
    }
    let left = match patterns.node(id) {
        Node::Attribute(_) => by,
        Node::Choice(members) => {
            let members = patterns.members(members).to_vec();
            let left: Vec<_> = members
                .into_iter()
                .map(|member| replace_attributes(patterns, known, member, by))
                .collect();
            patterns.choice(&left)
        }
        Node::Group(..) => {
            let (mut parts, mut rest) = (Vec::new(), id);
            while let Node::Group(head, tail) = patterns.node(rest) {
                parts.push(replace_attributes(patterns, known, head, by));
                rest = tail;
            }
            let last = replace_attributes(patterns, known, rest, by);
            parts.into_iter().rev().fold(last, |rest, part| patterns.group(part, rest))
        }
        Node::Interleave(a, b) => {
            let left = replace_attributes(patterns, known, a, by);
            let right = replace_attributes(patterns, known, b, by);
            patterns.interleave(left, right)
        }
        Node::OneOrMore(inside) => {
            let inside = replace_attributes(patterns, known, inside, by);
            patterns.one_or_more(inside)
        }
        Node::NotAllowed
        | Node::Empty
        | Node::Text
        | Node::Element(_)
        | Node::Data(_)
        | Node::Value(_)
        | Node::List(_) => id,
    };
    known.insert(id, left);
    left
}

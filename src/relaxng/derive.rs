//! What remains of a pattern when a part of what it matches has been read (derivatives).

use super::pattern::{AttributeId, EMPTY, ElementId, NOT_ALLOWED, Node, PatternId, Patterns, TEXT};

/// The elements that a pattern can begin with, and what remains after each.
pub fn firsts(patterns: &mut Patterns, mut id: PatternId, out: &mut Vec<(ElementId, PatternId)>) {
    loop {
        match patterns.node(id) {
            Node::Element(element) => {
                out.push((element, EMPTY));
                return;
            }
            Node::Choice(members) => {
                for at in 0..patterns.members(members).len() {
                    let member = patterns.members(members)[at];
                    firsts(patterns, member, out);
                }
                return;
            }
            Node::Group(head, rest) => {
                let from = out.len();
                firsts(patterns, head, out);
                for (_, left) in &mut out[from..] {
                    *left = patterns.group(*left, rest);
                }
                if !patterns.is_nullable(head) || patterns.exceeded() {
                    return;
                }
                id = rest;
            }
            Node::Interleave(a, b) => {
                let from = out.len();
                firsts(patterns, a, out);
                for (_, left) in &mut out[from..] {
                    *left = patterns.interleave(*left, b);
                }
                let from = out.len();
                firsts(patterns, b, out);
                for (_, left) in &mut out[from..] {
                    *left = patterns.interleave(a, *left);
                }
                return;
            }
            Node::OneOrMore(inside) => {
                let from = out.len();
                firsts(patterns, inside, out);
                let more = patterns.optional(id);
                for (_, left) in &mut out[from..] {
                    *left = patterns.group(*left, more);
                }
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

/// What remains after text between elements.
pub fn after_text(patterns: &mut Patterns, mut id: PatternId) -> PatternId {
    let mut alternatives = Vec::new();
    loop {
        let one = match patterns.node(id) {
            Node::Text => TEXT,
            Node::Choice(members) => {
                let members = patterns.members(members).to_vec();
                let left: Vec<_> =
                    members.into_iter().map(|member| after_text(patterns, member)).collect();
                patterns.choice(&left)
            }
            Node::Group(head, rest) => {
                let left = after_text(patterns, head);
                let left = patterns.group(left, rest);
                if patterns.is_nullable(head) {
                    alternatives.push(left);
                    id = rest;
                    continue;
                }
                left
            }
            Node::Interleave(a, b) => {
                let (left, right) = (after_text(patterns, a), after_text(patterns, b));
                let (left, right) = (patterns.interleave(left, b), patterns.interleave(a, right));
                patterns.choice(&[left, right])
            }
            Node::OneOrMore(inside) => {
                let left = after_text(patterns, inside);
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
        if alternatives.is_empty() {
            return one;
        }
        alternatives.push(one);
        return patterns.choice(&alternatives);
    }
}

/// What remains after an attribute that could be any of these.
pub fn after_attribute(
    patterns: &mut Patterns,
    id: PatternId,
    matched: &[AttributeId],
) -> PatternId {
    if !patterns.has_attributes(id) || patterns.exceeded() {
        return NOT_ALLOWED;
    }
    match patterns.node(id) {
        Node::Attribute(attribute) if matched.contains(&attribute) => EMPTY,
        Node::Choice(members) => {
            let members = patterns.members(members).to_vec();
            let left: Vec<_> = members
                .into_iter()
                .map(|member| after_attribute(patterns, member, matched))
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
                let left = after_attribute(patterns, parts[at], matched);
                if left != NOT_ALLOWED {
                    let with = |i: usize| if i == at { left } else { parts[i] };
                    let group = |rest, i| patterns.group(with(i), rest);
                    ways.push((0..parts.len()).rev().fold(EMPTY, group));
                }
            }
            patterns.choice(&ways)
        }
        Node::Interleave(a, b) => {
            let left = after_attribute(patterns, a, matched);
            let right = after_attribute(patterns, b, matched);
            let (left, right) = (patterns.interleave(left, b), patterns.interleave(a, right));
            patterns.choice(&[left, right])
        }
        Node::OneOrMore(inside) => {
            let left = after_attribute(patterns, inside, matched);
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
    }
}

/// What remains when no more attributes come: what still needs one is not allowed.
pub fn without_attributes(patterns: &mut Patterns, id: PatternId) -> PatternId {
    if !patterns.has_attributes(id) {
        return id;
    }
    match patterns.node(id) {
        Node::Choice(members) => {
            let members = patterns.members(members).to_vec();
            let left: Vec<_> =
                members.into_iter().map(|member| without_attributes(patterns, member)).collect();
            patterns.choice(&left)
        }
        Node::Group(..) => {
            let (mut parts, mut rest) = (Vec::new(), id);
            while let Node::Group(head, tail) = patterns.node(rest) {
                parts.push(without_attributes(patterns, head));
                rest = tail;
            }
            let last = without_attributes(patterns, rest);
            parts.into_iter().rev().fold(last, |rest, part| patterns.group(part, rest))
        }
        Node::Interleave(a, b) => {
            let (a, b) = (without_attributes(patterns, a), without_attributes(patterns, b));
            patterns.interleave(a, b)
        }
        Node::OneOrMore(inside) => {
            let inside = without_attributes(patterns, inside);
            patterns.one_or_more(inside)
        }
        Node::NotAllowed
        | Node::Empty
        | Node::Text
        | Node::Element(_)
        | Node::Attribute(_)
        | Node::Data(_)
        | Node::Value(_)
        | Node::List(_) => NOT_ALLOWED,
    }
}

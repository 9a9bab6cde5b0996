//! Strings against patterns: attribute values, and the text of elements that hold data.

use super::datatypes::{Datatype, NamespaceContext, Value};
use super::pattern::{DataId, EMPTY, NOT_ALLOWED, Node, PatternId, Patterns, ValueId};
use hashbrown::HashMap;

/// A `data` pattern.
#[derive(Debug)]
pub struct Data {
    /// The type with its parameters.
    pub datatype: Datatype,
    /// What is excepted; `notAllowed` where nothing is.
    pub except: PatternId,
}

/// A `value` pattern.
#[derive(Debug)]
pub struct Literal {
    /// The value.
    pub value: Value,
    /// The literal, as the schema writes it.
    pub text: Box<str>,
}

/// The data, values and lists of a schema.
#[derive(Debug, Default)]
pub struct Strings {
    /// By [`DataId`].
    pub data: Vec<Data>,
    /// By [`ValueId`].
    pub values: Vec<Literal>,
    /// By what is inside the list.
    pub lists: HashMap<PatternId, Tokens>,
}

/// Whether a text is white space alone.
pub fn is_blank(text: &str) -> bool {
    text.bytes().all(crate::xml::is_space)
}

impl Strings {
    /// Whether a pattern matches a string: as the value of an attribute, or as all that an
    /// element holds.
    pub fn matches(
        &self,
        patterns: &Patterns,
        mut id: PatternId,
        text: &str,
        context: &dyn NamespaceContext,
    ) -> bool {
        if patterns.is_nullable(id) && is_blank(text) {
            return true;
        }
        loop {
            if patterns.takes_any_text(id) {
                return true;
            } else if !patterns.has_strings(id) {
                return false;
            }
            match patterns.node(id) {
                Node::NotAllowed | Node::Empty | Node::Element(_) | Node::Attribute(_) => {
                    return false;
                }
                Node::Text => return true,
                Node::Data(data) => return self.has_type(patterns, data, text, context),
                Node::Value(value) => return self.is_value(value, text, context),
                Node::List(inside) => {
                    let tokens = &self.lists[&inside];
                    return tokens.matches(
                        &mut |leaf, token| self.matches(patterns, leaf, token, context),
                        text,
                    );
                }
                Node::Choice(members) => {
                    let mut members = patterns.members(members).iter();
                    return members.any(|&member| self.matches(patterns, member, text, context));
                }
                Node::OneOrMore(inside) => id = inside,
                Node::Group(a, b) => {
                    if patterns.is_nullable(b) && self.matches(patterns, a, text, context) {
                        return true;
                    } else if !patterns.is_nullable(a) {
                        return false;
                    }
                    id = b;
                }
                Node::Interleave(a, b) => {
                    return patterns.is_nullable(b) && self.matches(patterns, a, text, context)
                        || patterns.is_nullable(a) && self.matches(patterns, b, text, context);
                }
            }
        }
    }

    fn has_type(
        &self,
        patterns: &Patterns,
        data: DataId,
        text: &str,
        context: &dyn NamespaceContext,
    ) -> bool {
        let data = &self.data[data.index()];
        data.datatype.check(text, context)
            && (data.except == NOT_ALLOWED || !self.matches(patterns, data.except, text, context))
    }

    fn is_value(&self, value: ValueId, text: &str, context: &dyn NamespaceContext) -> bool {
        self.values[value.index()].value.same(text, context)
    }
}

/// What is inside a `list`, as an automaton over tokens: one state a leaf (Glushkov).
#[derive(Debug, Default)]
pub struct Tokens {
    leaves: Vec<PatternId>,
    nullable: bool,
    first: Vec<u32>,
    /// For each leaf, which ones can follow it.
    follow: Vec<Vec<u32>>,
    last: Vec<bool>,
    successions: usize,
}

/// How many leaves and successions a list may have.
const MAX_LIST: usize = 1 << 16;

/// The leaves that a part of a list can begin and end with.
struct Part {
    nullable: bool,
    first: Vec<u32>,
    last: Vec<u32>,
}

impl Tokens {
    /// The automaton for the inside of a list; none where it is larger than the limit.
    pub fn new(patterns: &Patterns, inside: PatternId) -> Option<Self> {
        let mut tokens = Self::default();
        let part = tokens.part(patterns, inside)?;
        tokens.last = vec![false; tokens.leaves.len()];
        part.last.iter().for_each(|&leaf| tokens.last[leaf as usize] = true);
        for follow in &mut tokens.follow {
            follow.sort_unstable();
            follow.dedup();
        }
        (tokens.nullable, tokens.first) = (part.nullable, part.first);
        Some(tokens)
    }

    fn part(&mut self, patterns: &Patterns, id: PatternId) -> Option<Part> {
        let empty = |nullable| Part { nullable, first: Vec::new(), last: Vec::new() };
        Some(match patterns.node(id) {
            Node::Empty => empty(true),
            Node::Data(_) | Node::Value(_) => {
                if self.leaves.len() >= MAX_LIST {
                    return None;
                }
                let leaf = self.leaves.len() as u32;
                self.leaves.push(id);
                self.follow.push(Vec::new());
                Part { nullable: false, first: vec![leaf], last: vec![leaf] }
            }
            Node::Choice(members) => {
                let mut all = empty(false);
                for &member in patterns.members(members) {
                    let part = self.part(patterns, member)?;
                    all.nullable |= part.nullable;
                    all.first.extend(part.first);
                    all.last.extend(part.last);
                }
                all
            }
            Node::OneOrMore(inside) => {
                let part = self.part(patterns, inside)?;
                self.succeed(&part.last, &part.first)?;
                part
            }
            Node::Group(first, mut rest) => {
                let mut all = self.part(patterns, first)?;
                loop {
                    let (head, tail) = match patterns.node(rest) {
                        Node::Group(head, tail) => (head, tail),
                        _ => (rest, EMPTY),
                    };
                    let part = self.part(patterns, head)?;
                    self.succeed(&all.last, &part.first)?;
                    if all.nullable {
                        all.first.extend(&part.first);
                    }
                    if !part.nullable {
                        all.last.clear();
                    }
                    all.last.extend(&part.last);
                    all.nullable &= part.nullable;
                    if tail == EMPTY {
                        return Some(all);
                    }
                    rest = tail;
                }
            }
            // Section 7.1.3 has refused these inside a list.
            Node::NotAllowed
            | Node::Text
            | Node::Interleave(..)
            | Node::Element(_)
            | Node::Attribute(_)
            | Node::List(_) => empty(false),
        })
    }

    fn succeed(&mut self, before: &[u32], after: &[u32]) -> Option<()> {
        self.successions += before.len() * after.len();
        if self.successions > MAX_LIST {
            return None;
        }
        for &leaf in before {
            self.follow[leaf as usize].extend_from_slice(after);
        }
        Some(())
    }

    fn matches(&self, is_leaf: &mut dyn FnMut(PatternId, &str) -> bool, text: &str) -> bool {
        let mut tokens = text.split([' ', '\t', '\n', '\r']).filter(|token| !token.is_empty());
        let Some(first) = tokens.next() else { return self.nullable };
        let leaves = &self.leaves;
        let mut here: Vec<u32> = Vec::new();
        let mut check = |leaf: u32, token: &str| is_leaf(leaves[leaf as usize], token);
        here.extend(self.first.iter().filter(|&&leaf| check(leaf, first)));
        let mut next = Vec::new();
        for token in tokens {
            next.clear();
            next.extend(here.iter().flat_map(|&leaf| &self.follow[leaf as usize]));
            if here.len() > 1 {
                next.sort_unstable();
                next.dedup();
            }
            next.retain(|&leaf| check(leaf, token));
            std::mem::swap(&mut here, &mut next);
            if here.is_empty() {
                return false;
            }
        }
        here.iter().any(|&leaf| self.last[leaf as usize])
    }

    /// The leaves of the list: its data and values.
    pub fn leaves(&self) -> &[PatternId] {
        &self.leaves
    }
}

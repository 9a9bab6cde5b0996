//! Patterns in simple form, each held once.
//!
//! Equal patterns have equal ids, so a pattern can be the state of an automaton. Patterns come in
//! layers: a compiled schema has one, immutable; whoever runs it lays its own over it for the
//! patterns that remain when a part of the content has been read (derivatives).

use hashbrown::HashTable;
use std::hash::BuildHasher;
use std::sync::Arc;

/// How deep patterns may nest: what walks them recurses, once for each level of other operators
/// (a sequence of groups counts as one level).
pub const MAX_PATTERN_DEPTH: u16 = 300;

/// A pattern of a layer of [`Patterns`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PatternId(u32);

impl PatternId {
    /// The id as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// `notAllowed`.
pub const NOT_ALLOWED: PatternId = PatternId(0);
/// `empty`.
pub const EMPTY: PatternId = PatternId(1);
/// `text`.
pub const TEXT: PatternId = PatternId(2);

macro_rules! ids {
    ($($(#[$doc:meta])+ $name:ident;)+) => {
        $(
            $(#[$doc])+
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub u32);

            impl $name {
                /// The id as an index.
                pub fn index(self) -> usize {
                    self.0 as usize
                }
            }
        )+
    };
}

ids! {
    /// An `element` pattern of the schema.
    ElementId;
    /// An `attribute` pattern of the schema.
    AttributeId;
    /// A `data` pattern of the schema.
    DataId;
    /// A `value` pattern of the schema.
    ValueId;
}

/// A pattern, one level of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Node {
    /// Matches nothing.
    NotAllowed,
    /// Matches no content.
    Empty,
    /// Matches any text.
    Text,
    /// One of several; see [`Patterns::members`].
    Choice(Members),
    /// One, then the other; the first is no group itself.
    Group(PatternId, PatternId),
    /// Both, in any order.
    Interleave(PatternId, PatternId),
    /// Once or more.
    OneOrMore(PatternId),
    /// An element.
    Element(ElementId),
    /// An attribute.
    Attribute(AttributeId),
    /// Data of a type.
    Data(DataId),
    /// A value.
    Value(ValueId),
    /// Data separated by white space.
    List(PatternId),
}

/// The members of a choice, in a list of the layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Members {
    start: u32,
    length: u32,
}

const NULLABLE: u8 = 1;
const ATTRIBUTES: u8 = 2;
const STRINGS: u8 = 4;
/// It matches any text that is all of a content.
const ANY_TEXT: u8 = 8;
const INTERLEAVES: u8 = 16;

#[derive(Debug, Clone, Copy)]
struct Entry {
    node: Node,
    flags: u8,
    depth: u16,
}

/// Patterns, each held once.
#[derive(Debug, Default)]
pub struct Patterns {
    below: Option<Arc<Patterns>>,
    first: u32,
    first_member: u32,
    entries: Vec<Entry>,
    members: Vec<PatternId>,
    table: HashTable<u32>,
    hasher: hashbrown::DefaultHashBuilder,
    limit: usize,
    exceeded: bool,
}

impl Patterns {
    /// A first layer with room for `limit` patterns.
    pub fn new(limit: usize) -> Self {
        let mut patterns = Self { limit, ..Self::default() };
        patterns.add(Node::NotAllowed, 0, 0);
        patterns.add(Node::Empty, NULLABLE, 0);
        patterns.add(Node::Text, NULLABLE | ANY_TEXT, 0);
        patterns
    }

    /// A layer over another, with room for `limit` more patterns.
    pub fn over(below: &Arc<Self>, limit: usize) -> Self {
        Self {
            first: below.first + below.entries.len() as u32,
            first_member: below.first_member + below.members.len() as u32,
            below: Some(Arc::clone(below)),
            limit,
            ..Self::default()
        }
    }

    /// Whether more patterns or deeper ones were asked for than there is room for. From then on
    /// results mean nothing.
    pub fn exceeded(&self) -> bool {
        self.exceeded
    }

    /// How many patterns this layer holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    fn entry(&self, id: PatternId) -> &Entry {
        let mut layer = self;
        while id.0 < layer.first {
            layer = layer.below.as_ref().expect("only a layer with one below starts above 0");
        }
        &layer.entries[(id.0 - layer.first) as usize]
    }

    /// What a pattern is.
    pub fn node(&self, id: PatternId) -> Node {
        self.entry(id).node
    }

    /// The members of a choice, in ascending order.
    pub fn members(&self, members: Members) -> &[PatternId] {
        let mut layer = self;
        while members.start < layer.first_member {
            layer = layer.below.as_ref().expect("only a layer with one below starts above 0");
        }
        let start = (members.start - layer.first_member) as usize;
        &layer.members[start..start + members.length as usize]
    }

    /// Whether it matches no content at all (and needs no attribute).
    pub fn is_nullable(&self, id: PatternId) -> bool {
        self.entry(id).flags & NULLABLE != 0
    }

    /// Whether it has attributes that are not inside elements.
    pub fn has_attributes(&self, id: PatternId) -> bool {
        self.entry(id).flags & ATTRIBUTES != 0
    }

    /// Whether it has `interleave` that is not inside elements or attributes.
    pub fn has_interleaves(&self, id: PatternId) -> bool {
        self.entry(id).flags & INTERLEAVES != 0
    }

    /// Whether it has `data`, `value` or `list` that are not inside elements or attributes.
    pub fn has_strings(&self, id: PatternId) -> bool {
        self.entry(id).flags & STRINGS != 0
    }

    /// Whether it matches any text that is all of a content.
    pub fn takes_any_text(&self, id: PatternId) -> bool {
        self.entry(id).flags & ANY_TEXT != 0
    }

    fn add(&mut self, node: Node, flags: u8, depth: u16) -> PatternId {
        if depth > MAX_PATTERN_DEPTH || self.entries.len() >= self.limit {
            self.exceeded = true;
            return NOT_ALLOWED;
        }
        let hash = self.hasher.hash_one(node);
        if let Some(id) = self.find(hash, |other| other == node, node) {
            return id;
        }
        self.insert(hash, Entry { node, flags, depth })
    }

    /// Looks in this layer and in those below; each hashes in its own way.
    fn find(&self, hash: u64, same: impl Fn(Node) -> bool, node: Node) -> Option<PatternId> {
        let own = |&at: &u32| same(self.entries[at as usize].node);
        if let Some(&at) = self.table.find(hash, own) {
            return Some(PatternId(self.first + at));
        }
        let below = self.below.as_ref()?;
        below.find(below.hasher.hash_one(node), same, node)
    }

    fn insert(&mut self, hash: u64, entry: Entry) -> PatternId {
        let at = self.entries.len() as u32;
        self.entries.push(entry);
        let Self { table, entries, members, hasher, first_member, .. } = self;
        table.insert_unique(hash, at, |&at| match entries[at as usize].node {
            Node::Choice(list) => {
                let start = (list.start - *first_member) as usize;
                hash_members(hasher, &members[start..start + list.length as usize])
            }
            node => hasher.hash_one(node),
        });
        PatternId(self.first + at)
    }

    /// An element.
    pub fn element(&mut self, id: ElementId) -> PatternId {
        self.add(Node::Element(id), 0, 1)
    }

    /// An attribute.
    pub fn attribute(&mut self, id: AttributeId) -> PatternId {
        self.add(Node::Attribute(id), ATTRIBUTES, 1)
    }

    /// Data.
    pub fn data(&mut self, id: DataId) -> PatternId {
        self.add(Node::Data(id), STRINGS, 1)
    }

    /// A value.
    pub fn value(&mut self, id: ValueId) -> PatternId {
        self.add(Node::Value(id), STRINGS, 1)
    }

    /// A list; of what is not allowed, nothing is allowed (4.20).
    pub fn list(&mut self, inside: PatternId) -> PatternId {
        if inside == NOT_ALLOWED {
            return NOT_ALLOWED;
        }
        let depth = self.entry(inside).depth + 1;
        self.add(Node::List(inside), STRINGS, depth)
    }

    /// One or more.
    pub fn one_or_more(&mut self, inside: PatternId) -> PatternId {
        match self.node(inside) {
            Node::NotAllowed | Node::Empty | Node::Text | Node::OneOrMore(_) => inside,
            Node::Choice(_)
            | Node::Group(..)
            | Node::Interleave(..)
            | Node::Element(_)
            | Node::Attribute(_)
            | Node::Data(_)
            | Node::Value(_)
            | Node::List(_) => {
                let Entry { flags, depth, .. } = *self.entry(inside);
                self.add(Node::OneOrMore(inside), flags, depth + 1)
            }
        }
    }

    /// One, then the other.
    pub fn group(&mut self, first: PatternId, second: PatternId) -> PatternId {
        if first == NOT_ALLOWED || second == NOT_ALLOWED {
            return NOT_ALLOWED;
        } else if first == EMPTY {
            return second;
        } else if second == EMPTY {
            return first;
        }
        // Groups lean to the right, so that equal sequences are equal patterns.
        let mut heads = Vec::new();
        let mut last = first;
        while let Node::Group(head, rest) = self.node(last) {
            heads.push(head);
            last = rest;
        }
        let group = self.prepend(last, second);
        heads.into_iter().rev().fold(group, |group, head| self.prepend(head, group))
    }

    /// What is no group itself, then a pattern.
    fn prepend(&mut self, head: PatternId, group: PatternId) -> PatternId {
        if head == TEXT && self.takes_text_first(group) {
            return group;
        }
        let (a, b) = (*self.entry(head), *self.entry(group));
        let flags = together(a.flags, b.flags);
        self.add(Node::Group(head, group), flags, b.depth.max(a.depth + 1))
    }

    /// Whether text before this pattern says nothing new: the pattern allows it anyway.
    fn takes_text_first(&self, mut id: PatternId) -> bool {
        loop {
            match self.node(id) {
                Node::Text => return true,
                Node::Group(head, _) => id = head,
                Node::OneOrMore(inside) => {
                    return match self.node(inside) {
                        Node::Choice(members) => self.members(members).contains(&TEXT),
                        node => node == Node::Text,
                    };
                }
                Node::Interleave(a, b) => return a == TEXT || b == TEXT,
                Node::NotAllowed
                | Node::Empty
                | Node::Choice(_)
                | Node::Element(_)
                | Node::Attribute(_)
                | Node::Data(_)
                | Node::Value(_)
                | Node::List(_) => return false,
            }
        }
    }

    /// Both, in any order.
    pub fn interleave(&mut self, first: PatternId, second: PatternId) -> PatternId {
        if first == NOT_ALLOWED || second == NOT_ALLOWED {
            return NOT_ALLOWED;
        } else if first == EMPTY {
            return second;
        } else if second == EMPTY {
            return first;
        }
        let (a, b) = (*self.entry(first), *self.entry(second));
        let flags = together(a.flags, b.flags) | INTERLEAVES;
        let node = Node::Interleave(first.min(second), first.max(second));
        self.add(node, flags, a.depth.max(b.depth) + 1)
    }

    /// One of several.
    pub fn choice(&mut self, of: &[PatternId]) -> PatternId {
        let mut flat = Vec::with_capacity(of.len());
        for &member in of {
            match self.node(member) {
                Node::NotAllowed => {}
                Node::Choice(members) => flat.extend_from_slice(self.members(members)),
                Node::Empty
                | Node::Text
                | Node::Group(..)
                | Node::Interleave(..)
                | Node::OneOrMore(_)
                | Node::Element(_)
                | Node::Attribute(_)
                | Node::Data(_)
                | Node::Value(_)
                | Node::List(_) => flat.push(member),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        let other = flat.iter().any(|&member| member != EMPTY && self.is_nullable(member));
        if other {
            // `empty` beside what may be empty says nothing.
            flat.retain(|&member| member != EMPTY);
        }
        match flat[..] {
            [] => return NOT_ALLOWED,
            [one] => return one,
            [..] => {}
        }
        let (mut flags, mut depth) = (0, 0);
        for &member in &flat {
            let entry = self.entry(member);
            flags |= entry.flags;
            depth = depth.max(entry.depth + 1);
        }
        if let Some(known) = self.find_choice(&flat) {
            return known;
        }
        if depth > MAX_PATTERN_DEPTH || self.members.len() + self.entries.len() >= self.limit * 4 {
            self.exceeded = true;
            return NOT_ALLOWED;
        }
        let start = self.first_member + self.members.len() as u32;
        let node = Node::Choice(Members { start, length: flat.len() as u32 });
        let hash = hash_members(&self.hasher, &flat);
        self.members.extend_from_slice(&flat);
        self.insert(hash, Entry { node, flags, depth })
    }

    fn find_choice(&self, flat: &[PatternId]) -> Option<PatternId> {
        let hash = hash_members(&self.hasher, flat);
        let found = self.table.find(hash, |&at| {
            let node = self.entries[at as usize].node;
            matches!(node, Node::Choice(members) if self.members(members) == flat)
        });
        match found {
            Some(&at) => Some(PatternId(self.first + at)),
            None => self.below.as_ref()?.find_choice(flat),
        }
    }

    /// Optional.
    pub fn optional(&mut self, inside: PatternId) -> PatternId {
        self.choice(&[inside, EMPTY])
    }

    /// Any number of times.
    pub fn zero_or_more(&mut self, inside: PatternId) -> PatternId {
        let some = self.one_or_more(inside);
        self.optional(some)
    }
}

/// The flags of two patterns that stand side by side.
fn together(a: u8, b: u8) -> u8 {
    let either = (a | b) & (ATTRIBUTES | STRINGS | INTERLEAVES);
    let both = a & b & NULLABLE;
    let text = (a & ANY_TEXT != 0 && b & NULLABLE != 0) || (b & ANY_TEXT != 0 && a & NULLABLE != 0);
    either | both | if text { ANY_TEXT } else { 0 }
}

fn hash_members(hasher: &hashbrown::DefaultHashBuilder, members: &[PatternId]) -> u64 {
    hasher.hash_one(members)
}

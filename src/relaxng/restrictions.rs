//! The restrictions of section 7: what a schema must not say, once it is in simple form.

use super::names::Names;
use super::pattern::{NOT_ALLOWED, Node, PatternId, Patterns};
use super::simplify::Grammar;
use hashbrown::{HashMap, HashSet};
use std::rc::Rc;

/// What a pattern stands within, as section 7.1 counts.
const ATTRIBUTE: u8 = 1;
const LIST: u8 = 2;
const EXCEPT: u8 = 4;
const START: u8 = 8;
const REPEATED: u8 = 16;
const REPEATED_GROUP: u8 = 32;

/// What is wrong, and within which element (none is the start).
pub type Breach = (Option<usize>, String);

/// What the check has met.
pub struct Checked {
    /// The insides of the lists, for their automata.
    pub lists: Vec<PatternId>,
    /// For each element, whether a document can have it.
    pub reachable: Vec<bool>,
}

/// Checks what can be reached from the start; nothing else is left after simplification.
pub fn check(grammar: &Grammar) -> Result<Checked, Breach> {
    let mut walk = Walk {
        grammar,
        seen: vec![0; grammar.patterns.len()],
        lists: Vec::new(),
        kinds: vec![Asked::Never; grammar.patterns.len()],
        visits: vec![0; grammar.patterns.len()],
        visit: 0,
        sets: HashMap::new(),
        reachable: vec![false; grammar.elements.len()],
        pending: Vec::new(),
    };
    walk.check(grammar.start, START).map_err(|message| (None, message))?;
    while let Some(index) = walk.pending.pop() {
        let content = grammar.elements[index].content;
        walk.element(content).map_err(|message| (Some(index), message))?;
    }
    Ok(Checked { lists: walk.lists, reachable: walk.reachable })
}

struct Walk<'g> {
    grammar: &'g Grammar,
    /// For each pattern, within what it was met: one bit for each set of places.
    seen: Vec<u64>,
    lists: Vec<PatternId>,
    /// For each pattern its content type, where that was asked for.
    kinds: Vec<Asked>,
    /// For each pattern, the last look for duplicates that met it, and the number of this look.
    visits: Vec<u32>,
    visit: u32,
    sets: HashMap<PatternId, Rc<Set>>,
    reachable: Vec<bool>,
    /// Elements that were met and are to be checked.
    pending: Vec<usize>,
}

/// The content types of section 7.2, the lesser first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Empty,
    Complex,
    Simple,
}

/// Whether the content type of a pattern is known; it has none where data stands beside something.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Never,
    Is(Option<Kind>),
}

/// What a pattern has at its own level: attributes, elements, text.
#[derive(Debug, Default)]
struct Set {
    attributes: Vec<u32>,
    elements: Vec<u32>,
    text: bool,
}

impl Walk<'_> {
    fn patterns(&self) -> &Patterns {
        &self.grammar.patterns
    }

    fn element(&mut self, content: PatternId) -> Result<(), String> {
        self.check(content, 0)?;
        if self.kind(content)?.is_none() {
            return Err("data cannot stand beside elements, text or other data".into());
        }
        self.duplicates(content)
    }

    /// Section 7.1, and the wildcards of 7.3.
    #[expect(clippy::too_many_lines, reason = "a table: one arm for each kind of pattern")]
    fn check(&mut self, mut id: PatternId, within: u8) -> Result<(), String> {
        let refuse = |what: &str, place: &str| Err(format!("`{what}` is not allowed in {place}"));
        loop {
            let met = &mut self.seen[id.index()];
            if *met & (1 << within) != 0 {
                return Ok(());
            }
            *met |= 1 << within;
            let node = self.patterns().node(id);
            let what = match node {
                Node::NotAllowed => return Ok(()),
                Node::Empty => "empty",
                Node::Text => "text",
                Node::Choice(_) => "choice",
                Node::Group(..) => "group",
                Node::Interleave(..) => "interleave",
                Node::OneOrMore(_) => "oneOrMore",
                Node::Element(_) => "element",
                Node::Attribute(_) => "attribute",
                Node::Data(_) => "data",
                Node::Value(_) => "value",
                Node::List(_) => "list",
            };
            let starts = matches!(node, Node::Element(_) | Node::Choice(_));
            if within & START != 0 && !starts {
                return refuse(what, "`start`: a document is one element");
            }
            let data = matches!(node, Node::Data(_) | Node::Value(_) | Node::Choice(_));
            if within & EXCEPT != 0 && !data {
                return refuse(what, "the exceptions of `data`");
            }
            let in_list = matches!(
                node,
                Node::List(_)
                    | Node::Element(_)
                    | Node::Attribute(_)
                    | Node::Text
                    | Node::Interleave(..)
            );
            if within & LIST != 0 && in_list {
                return refuse(what, "`list`");
            }
            if within & ATTRIBUTE != 0 && matches!(node, Node::Element(_) | Node::Attribute(_)) {
                return refuse(what, "`attribute`");
            }
            match node {
                Node::NotAllowed | Node::Empty | Node::Text | Node::Value(_) => return Ok(()),
                Node::Element(element) => {
                    if !std::mem::replace(&mut self.reachable[element.index()], true) {
                        self.pending.push(element.index());
                    }
                    return Ok(());
                }
                Node::Attribute(attribute) => {
                    if within & REPEATED_GROUP != 0 {
                        return Err(
                            "an attribute in a group or interleave cannot be repeated".into()
                        );
                    }
                    let attribute = &self.grammar.attributes[attribute.index()];
                    if attribute.names.is_infinite() && within & REPEATED == 0 {
                        return Err("an attribute with a wildcard for its name must be repeated \
                                    (`oneOrMore`)"
                            .into());
                    }
                    self.check(attribute.value, ATTRIBUTE)?;
                    if self.kind(attribute.value)?.is_none() {
                        return Err("data cannot stand beside other data in an attribute".into());
                    }
                    return Ok(());
                }
                Node::Data(data) => {
                    let except = self.grammar.strings.data[data.index()].except;
                    if except == NOT_ALLOWED {
                        return Ok(());
                    }
                    return self.check(except, EXCEPT);
                }
                Node::List(inside) => {
                    self.lists.push(inside);
                    return self.check(inside, within | LIST);
                }
                Node::OneOrMore(inside) => {
                    let within = within | REPEATED;
                    return self.check(inside, within);
                }
                Node::Choice(members) => {
                    let grammar = self.grammar;
                    for &member in grammar.patterns.members(members) {
                        self.check(member, within)?;
                    }
                    return Ok(());
                }
                Node::Group(a, b) => {
                    let within = inner(within);
                    self.check(a, within)?;
                    if !matches!(self.patterns().node(b), Node::Group(..)) {
                        return self.check(b, within);
                    }
                    id = b;
                }
                Node::Interleave(a, b) => {
                    let within = inner(within);
                    self.check(a, within)?;
                    return self.check(b, within);
                }
            }
        }
    }

    /// Section 7.2; none where data stands beside something.
    fn kind(&mut self, id: PatternId) -> Result<Option<Kind>, String> {
        if let Asked::Is(known) = self.kinds[id.index()] {
            return Ok(known);
        }
        let kind = match self.patterns().node(id) {
            Node::NotAllowed | Node::Empty => Some(Kind::Empty),
            Node::Text | Node::Element(_) => Some(Kind::Complex),
            Node::Data(_) | Node::Value(_) | Node::List(_) => Some(Kind::Simple),
            Node::Attribute(_) => Some(Kind::Empty),
            Node::Choice(members) => {
                let mut most = Some(Kind::Empty);
                let grammar = self.grammar;
                for &member in grammar.patterns.members(members) {
                    let kind = self.kind(member)?;
                    most = most.zip(kind).map(|(a, b)| a.max(b));
                }
                most
            }
            Node::OneOrMore(inside) => {
                let kind = self.kind(inside)?;
                kind.zip(kind).and_then(together)
            }
            Node::Group(first, mut rest) => {
                let mut kind = self.kind(first)?;
                while let Node::Group(a, b) = self.patterns().node(rest) {
                    kind = kind.zip(self.kind(a)?).and_then(together);
                    rest = b;
                }
                kind.zip(self.kind(rest)?).and_then(together)
            }
            Node::Interleave(a, b) => self.kind(a)?.zip(self.kind(b)?).and_then(together),
        };
        self.kinds[id.index()] = Asked::Is(kind);
        Ok(kind)
    }

    /// Sections 7.3 and 7.4: what stands in both parts of a group or interleave.
    fn duplicates(&mut self, content: PatternId) -> Result<(), String> {
        self.visit += 1;
        let mut fast = Fast { walk: self, attributes: Vec::new() };
        if fast.collect(content) && fast.is_sound() {
            return Ok(());
        }
        self.set(content).map(|_| ())
    }

    /// What a pattern has, its parts compared on the way.
    fn set(&mut self, id: PatternId) -> Result<Rc<Set>, String> {
        if let Some(known) = self.sets.get(&id) {
            return Ok(Rc::clone(known));
        }
        let mut set = Set::default();
        match self.patterns().node(id) {
            Node::NotAllowed | Node::Empty | Node::Data(_) | Node::Value(_) | Node::List(_) => {}
            Node::Text => set.text = true,
            Node::Element(element) => set.elements.push(element.0),
            Node::Attribute(attribute) => set.attributes.push(attribute.0),
            Node::OneOrMore(inside) => return self.set(inside),
            Node::Choice(members) => {
                for member in self.patterns().members(members).to_vec() {
                    let part = self.set(member)?;
                    set.add(&part);
                }
            }
            Node::Group(first, mut rest) => {
                set.add(&*self.set(first)?);
                loop {
                    let (head, tail) = match self.patterns().node(rest) {
                        Node::Group(head, tail) => (head, Some(tail)),
                        _ => (rest, None),
                    };
                    let part = self.set(head)?;
                    self.compare_attributes(&set, &part)?;
                    set.add(&part);
                    let Some(tail) = tail else { break };
                    rest = tail;
                }
            }
            Node::Interleave(a, b) => {
                let (a, b) = (self.set(a)?, self.set(b)?);
                self.compare_attributes(&a, &b)?;
                if a.text && b.text {
                    return Err("text stands in two parts of an `interleave`".into());
                }
                let names = |index: u32| &self.grammar.elements[index as usize].names;
                if let Some(name) = shared(&a.elements, &b.elements, names) {
                    let told = self.grammar.element_names.name(name);
                    let name = told.map_or("a wildcard", |(_, local)| local);
                    return Err(format!("element `{name}` stands in two parts of an `interleave`"));
                }
                set.add(&a);
                set.add(&b);
            }
        }
        let set = Rc::new(set);
        self.sets.insert(id, Rc::clone(&set));
        Ok(set)
    }

    fn compare_attributes(&self, a: &Set, b: &Set) -> Result<(), String> {
        let names = |index: u32| &self.grammar.attributes[index as usize].names;
        match shared(&a.attributes, &b.attributes, names) {
            None => Ok(()),
            Some(name) => {
                let told = self.grammar.attribute_names.name(name);
                let name = told.map_or("a wildcard", |(_, local)| local);
                Err(format!("attribute `{name}` stands twice in a group"))
            }
        }
    }
}

/// The context inside a group or interleave.
fn inner(within: u8) -> u8 {
    if within & REPEATED != 0 { within | REPEATED_GROUP } else { within }
}

/// Two content types side by side.
fn together((a, b): (Kind, Kind)) -> Option<Kind> {
    match (a, b) {
        (Kind::Empty, other) | (other, Kind::Empty) => Some(other),
        (Kind::Complex, Kind::Complex) => Some(Kind::Complex),
        (Kind::Simple, _) | (_, Kind::Simple) => None,
    }
}

impl Set {
    fn add(&mut self, other: &Self) {
        for (mine, theirs) in
            [(&mut self.attributes, &other.attributes), (&mut self.elements, &other.elements)]
        {
            mine.extend(theirs);
            mine.sort_unstable();
            mine.dedup();
        }
        self.text |= other.text;
    }
}

/// A symbol that both sides have.
fn shared<'n>(a: &[u32], b: &[u32], names: impl Fn(u32) -> &'n Names) -> Option<u32> {
    let (mut single, mut wide) = (HashSet::new(), Vec::new());
    for &index in a {
        match names(index) {
            Names::One(symbol) => {
                single.insert(*symbol);
            }
            many @ Names::Many(..) => wide.push(many),
        }
    }
    for &index in b {
        let other = names(index);
        if let Names::One(symbol) = other {
            if single.contains(symbol) || wide.iter().any(|many| many.has(*symbol)) {
                return Some(*symbol);
            }
        } else {
            let found = single.iter().copied().filter(|&symbol| other.has(symbol)).min();
            let wide = || {
                let many = wide.iter().find(|many| many.overlaps(other))?;
                many.iter().find(|&symbol| other.has(symbol))
            };
            if let Some(symbol) = found.or_else(wide) {
                return Some(symbol);
            }
        }
    }
    None
}

/// The usual case, decided at a glance: no interleave, and no attribute name twice anywhere.
struct Fast<'w, 'g> {
    walk: &'w mut Walk<'g>,
    attributes: Vec<u32>,
}

impl Fast<'_, '_> {
    /// Collects the attributes; false where the long way is needed.
    fn collect(&mut self, mut id: PatternId) -> bool {
        loop {
            let grammar = self.walk.grammar;
            let patterns = &grammar.patterns;
            let node = patterns.node(id);
            if patterns.has_interleaves(id) {
                return false;
            } else if !patterns.has_attributes(id) {
                return true;
            }
            if matches!(node, Node::Choice(_) | Node::Group(..)) {
                let last = &mut self.walk.visits[id.index()];
                if std::mem::replace(last, self.walk.visit) == self.walk.visit {
                    // Met again: its attributes stand twice, perhaps in two members of a choice.
                    return false;
                }
            }
            match node {
                Node::Interleave(..) => return false,
                Node::Attribute(attribute) => {
                    self.attributes.push(attribute.0);
                    return true;
                }
                Node::Choice(members) => {
                    return patterns.members(members).iter().all(|&member| self.collect(member));
                }
                Node::OneOrMore(inside) => id = inside,
                Node::Group(a, b) => {
                    if !self.collect(a) {
                        return false;
                    }
                    id = b;
                }
                Node::NotAllowed
                | Node::Empty
                | Node::Text
                | Node::Element(_)
                | Node::Data(_)
                | Node::Value(_)
                | Node::List(_) => return true,
            }
        }
    }

    fn is_sound(&self) -> bool {
        let mut symbols = Vec::with_capacity(self.attributes.len());
        for &attribute in &self.attributes {
            match self.walk.grammar.attributes[attribute as usize].names {
                Names::One(symbol) => symbols.push(symbol),
                Names::Many(..) => return self.attributes.len() == 1,
            }
        }
        symbols.sort_unstable();
        symbols.windows(2).all(|pair| pair[0] != pair[1])
    }
}

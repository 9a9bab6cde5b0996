//! A TEI file as marks over the characters of its text.
//!
//! White space does not count: an editor's program may have wrapped the lines elsewhere. What
//! counts of it is told apart: a word that was divided, two words that were joined.

use crate::authority::Authority;
use crate::decide::elements::Phrase;
use crate::decide::{Tag, certainty};
use crate::encode::{TEI_NAMESPACE, is_container};
use crate::layer::Certainty;
use crate::xml::XML_NAMESPACE;
use crate::xml::tree::{Kind, NodeId, Tree};
use hashbrown::HashMap;
use std::collections::BTreeSet;
use std::ops::Range;

/// A file, read. Offsets are bytes of [`Page::chars`].
#[derive(Debug, Default)]
pub struct Page {
    /// The characters of the text, without white space, and without what an editor put beside it.
    pub chars: String,
    /// The marks that can be decided, the outer before the inner.
    pub marks: Vec<Found>,
    /// Where white space stands, before these characters.
    pub spaces: BTreeSet<usize>,
    /// Where it stands within a run of text, not beside a tag.
    pub hard_spaces: BTreeSet<usize>,
    /// Where a block begins or ends.
    pub breaks: BTreeSet<usize>,
    /// The characters where each note begins, in order.
    pub notes: Vec<usize>,
}

/// A mark in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its characters.
    pub span: Range<usize>,
    /// What it says.
    pub look: Look,
    /// Who is responsible for it, as the file says.
    pub resp: Option<String>,
    /// Where it stands in the file, in bytes.
    pub at: usize,
}

/// What a mark says, but for who is responsible for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Its element and values.
    pub tag: Tag,
    /// The number of the note that it points to, where it is a marker.
    pub note: Option<usize>,
    /// `@cert`.
    pub cert: Option<Certainty>,
    /// `@evidence`.
    pub evidence: Option<String>,
}

/// A mark that is not at its end yet, or one part of a divided one.
struct Part {
    found: Found,
    id: Option<String>,
    next: Option<String>,
    prev: Option<String>,
    /// The note that a marker points to.
    target: Option<String>,
}

impl Page {
    /// The text of a TEI file; the entries of the lists are those that names may point to.
    #[must_use]
    pub fn new(tree: &Tree, authority: &Authority) -> Self {
        let Some(&text) = tree.elements(TEI_NAMESPACE, "text").first() else {
            return Self::default();
        };
        let mut reader = Reader {
            tree,
            entries: Entries::new(authority),
            page: Self::default(),
            parts: Vec::new(),
            open: Vec::new(),
            ids: HashMap::new(),
            space: false,
        };
        reader.read(text);
        reader.finish()
    }
}

struct Reader<'t> {
    tree: &'t Tree,
    entries: Entries<'t>,
    page: Page,
    parts: Vec<Part>,
    /// The elements around the present node: where each ends, and the part it is, or whether it
    /// is a block.
    open: Vec<(usize, Option<usize>, bool)>,
    /// The notes by their identifiers.
    ids: HashMap<String, usize>,
    /// Whether white space stands before the next character.
    space: bool,
}

impl Reader<'_> {
    fn read(&mut self, text: NodeId) {
        let mut at = text.index();
        let end = self.tree.subtree_end(text);
        while at < end {
            let node = self.tree.node(at);
            self.close(at);
            at = match self.tree.kind(node) {
                Kind::Text => {
                    self.text(self.tree.value(node));
                    at + 1
                }
                Kind::Element if is_beside(self.tree, node) => self.tree.subtree_end(node),
                Kind::Element => {
                    self.start(node);
                    at + 1
                }
                Kind::Document | Kind::Attribute | Kind::Comment | Kind::Instruction => at + 1,
            };
        }
        self.close(end);
    }

    fn close(&mut self, at: usize) {
        while let Some(&(end, part, is_block)) = self.open.last()
            && end <= at
        {
            self.open.pop();
            let here = self.page.chars.len();
            if let Some(part) = part {
                self.parts[part].found.span.end = here;
            }
            if is_block {
                self.page.breaks.insert(here);
            }
        }
    }

    fn text(&mut self, text: &str) {
        let mut inside = false;
        for c in text.chars() {
            if c.is_whitespace() {
                self.space = true;
                continue;
            }
            let here = self.page.chars.len();
            if self.space {
                self.page.spaces.insert(here);
                if inside {
                    self.page.hard_spaces.insert(here);
                }
            }
            self.page.chars.push(c);
            (self.space, inside) = (false, true);
        }
    }

    fn start(&mut self, element: NodeId) {
        let end = self.tree.subtree_end(element);
        let here = self.page.chars.len();
        let local = self.tree.local_name(element);
        let is_tei = self.tree.namespace(element) == TEI_NAMESPACE;
        if is_tei && local == "note" {
            if let Some(id) = self.tree.attribute(element, XML_NAMESPACE, "id") {
                self.ids.insert(id.to_owned(), self.page.notes.len());
            }
            self.page.notes.push(here);
        }
        let parent = self.tree.parent(element).map_or("", |parent| self.tree.local_name(parent));
        let phrase = Phrase::find(local).filter(|_| is_tei && !is_container(parent));
        let Some(phrase) = phrase else {
            let is_block = !(is_tei && matches!(local, "choice" | "desc"));
            if is_block {
                self.page.breaks.insert(here);
            }
            self.open.push((end, None, is_block));
            return;
        };
        let part = self.part(element, phrase, here);
        self.open.push((end, Some(self.parts.len()), false));
        self.parts.push(part);
    }

    fn part(&self, element: NodeId, phrase: &'static Phrase, here: usize) -> Part {
        let mut tag = Tag::new(phrase);
        let mut part = Part {
            found: Found {
                span: here..here,
                look: Look { tag: Tag::new(phrase), note: None, cert: None, evidence: None },
                resp: None,
                at: self.tree.offset(element),
            },
            id: None,
            next: None,
            prev: None,
            target: None,
        };
        let pointed = |value: &str| value.strip_prefix('#').map(str::to_owned);
        for attribute in self.tree.attributes(element) {
            let value = self.tree.value(attribute);
            match self.tree.name(attribute) {
                "xml:id" => part.id = Some(value.to_owned()),
                "next" => part.next = pointed(value),
                "prev" => part.prev = pointed(value),
                "resp" => part.found.resp = Some(value.to_owned()),
                "cert" => part.found.look.cert = certainty(value),
                "evidence" => part.found.look.evidence = Some(value.to_owned()),
                name => {
                    // What no decision can say stays in the file, and is told of as a difference.
                    if let Some(known) = phrase.attribute(name) {
                        tag.set(known, value);
                    }
                }
            }
        }
        if tag.name_kind().is_some()
            && let Some(refs) = tag.get("ref").and_then(|value| self.entries.all(value))
        {
            tag.refs = refs;
            tag.attributes.retain(|(name, _)| *name != "ref");
        }
        if phrase.name == "ref" && tag.get("type") == Some("noteAnchor") {
            part.target = tag.get("target").and_then(pointed);
            tag.attributes.retain(|(name, _)| *name != "target");
        }
        tag.words = reading(self.tree, element, phrase);
        part.found.look.tag = tag;
        part
    }

    /// Joins the parts of divided marks, and finds the notes that markers point to.
    fn finish(mut self) -> Page {
        let by_id: HashMap<String, usize> = self
            .parts
            .iter()
            .enumerate()
            .filter_map(|(at, part)| Some((part.id.clone()?, at)))
            .collect();
        let mut joined: Vec<bool> = vec![false; self.parts.len()];
        for at in 0..self.parts.len() {
            if joined[at] {
                continue;
            }
            let mut last = at;
            while let Some(&next) = self.parts[last].next.as_ref().and_then(|id| by_id.get(id)) {
                let (one, other) = (&self.parts[last], &self.parts[next]);
                let follows = other.prev.is_some()
                    && other.prev == one.id
                    && other.found.look.tag == one.found.look.tag
                    && other.found.span.start == self.parts[at].found.span.end
                    && next > last;
                if !follows {
                    break;
                }
                self.parts[at].found.span.end = other.found.span.end;
                joined[next] = true;
                last = next;
            }
        }
        for (mut part, _) in self.parts.into_iter().zip(joined).filter(|(_, joined)| !joined) {
            part.found.look.note =
                part.target.as_ref().and_then(|target| self.ids.get(target)).copied();
            if !part.found.span.is_empty() {
                self.page.marks.push(part.found);
            }
        }
        self.page
    }
}

/// Whether an element holds what an editor put beside the text: a reading in `choice`, or a note
/// that stands in the line.
fn is_beside(tree: &Tree, element: NodeId) -> bool {
    if tree.namespace(element) != TEI_NAMESPACE {
        return false;
    }
    let Some(parent) = tree.parent(element) else { return false };
    let in_notes = |parent: NodeId| is_container(tree.local_name(parent));
    match tree.local_name(element) {
        "note" => !in_notes(parent),
        "corr" | "reg" | "expan" => tree.local_name(parent) == "choice",
        _ => false,
    }
}

/// What an editor reads instead of an element in `choice`.
fn reading(tree: &Tree, element: NodeId, phrase: &Phrase) -> Option<String> {
    let alternative = phrase.alternative()?;
    let choice = tree.parent(element).filter(|parent| tree.local_name(*parent) == "choice")?;
    let mut children = tree.children(choice).filter(|node| tree.kind(*node) == Kind::Element);
    let found = children.find(|node| tree.local_name(*node) == alternative)?;
    Some(tree.value(found).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The entries of the lists, by all that a name may point to them with.
struct Entries<'a> {
    by_id: HashMap<&'a str, &'a str>,
    by_uri: HashMap<String, &'a str>,
}

impl<'a> Entries<'a> {
    fn new(authority: &'a Authority) -> Self {
        let by_id = authority.entries().map(|entry| (entry.id.as_str(), entry.id.as_str()));
        let by_uri = authority.entries().flat_map(|entry| {
            entry.identifiers.iter().map(|number| (number.uri(), entry.id.as_str()))
        });
        Self { by_id: by_id.collect(), by_uri: by_uri.collect() }
    }

    /// The identifiers that pointers lead to; none where one of them leads elsewhere.
    fn all(&self, pointers: &str) -> Option<Vec<String>> {
        pointers.split_whitespace().map(|pointer| self.one(pointer)).collect()
    }

    fn one(&self, pointer: &str) -> Option<String> {
        if let Some(id) = self.by_uri.get(pointer.trim_end_matches('/')) {
            return Some((*id).to_owned());
        }
        let id = match pointer.rsplit_once('#') {
            Some((_, id)) => id,
            None => pointer.split_once(':').map_or(pointer, |(_, id)| id),
        };
        self.by_id.get(id).map(|id| (*id).to_owned())
    }
}

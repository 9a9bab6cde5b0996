//! A mark as a file has it: its element, its values, and who says so.

use super::entries::Entries;
use super::page::squeezed;
use crate::decide::elements::Phrase;
use crate::decide::{Tag, certainty};
use crate::encode::TEI_NAMESPACE;
use crate::layer::Certainty;
use crate::xml::tree::{Kind, NodeId, Tree};
use hashbrown::HashMap;
use std::ops::Range;

/// A mark in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its characters, at least one.
    pub span: Range<usize>,
    /// What it says.
    pub look: Look,
    /// `@resp`: who is responsible for it.
    pub resp: Option<String>,
    /// Whether the file says how sure that is.
    pub has_cert: bool,
    /// Where it stands in the file, in bytes.
    pub at: usize,
}

/// What a mark says, but for who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Its element and values.
    pub tag: Tag,
    /// The `xml:id` of the note that a marker points to.
    pub note: Option<String>,
    /// How sure it is; what says nothing is as sure as can be.
    pub cert: Certainty,
    /// `@evidence`.
    pub evidence: Option<String>,
    /// Attributes that no decision can give it, sorted.
    pub others: Vec<(String, String)>,
}

/// A mark on the way, or one part of a divided one.
#[derive(Debug)]
pub struct Part {
    found: Found,
    id: Option<String>,
    next: Option<String>,
    prev: Option<String>,
}

impl Part {
    /// Reads the start of a mark at a character of the page.
    pub fn read(
        (tree, entries): (&Tree, &Entries),
        element: NodeId,
        phrase: &'static Phrase,
        here: usize,
    ) -> Self {
        let mut look = Look {
            tag: Tag::new(phrase),
            note: None,
            cert: Certainty::High,
            evidence: None,
            others: Vec::new(),
        };
        let (mut id, mut next, mut prev, mut resp, mut has_cert) = (None, None, None, None, false);
        // Who reads something else signs for that.
        let choice = tree.parent(element).filter(|parent| tree.local_name(*parent) == "choice");
        let reading = choice.and_then(|choice| alternatives(tree, choice));
        let signed = reading.map_or(element, |(_, reading)| reading);
        let pointed = |value: &str| value.split_once('#').map(|(_, id)| id.to_owned());
        for (owner, attribute) in attributes(tree, element, signed) {
            let (name, value) = (tree.name(attribute), tree.value(attribute));
            match name {
                "cert" if owner == signed => {
                    has_cert = true;
                    match certainty(value) {
                        Some(certainty) => look.cert = certainty,
                        None => look.others.push((name.to_owned(), value.to_owned())),
                    }
                }
                "evidence" if owner == signed => look.evidence = Some(value.to_owned()),
                "resp" if owner == signed => resp = Some(value.to_owned()),
                "xml:id" if owner == element => id = Some(value.to_owned()),
                "next" if owner == element => next = pointed(value),
                "prev" if owner == element => prev = pointed(value),
                name => match phrase.attribute(name).filter(|_| owner == element) {
                    Some(known) => look.tag.set(known, value),
                    None => look.others.push((name.to_owned(), value.to_owned())),
                },
            }
        }
        if look.tag.name_kind().is_some()
            && let Some(refs) = look.tag.get("ref").and_then(|value| entries.all(value))
        {
            look.tag.refs = refs;
            look.tag.attributes.retain(|(name, _)| *name != "ref");
        }
        if phrase.name == "ref" && look.tag.get("type") == Some("noteAnchor") {
            look.note = look.tag.get("target").and_then(pointed);
            look.tag.attributes.retain(|(name, _)| *name != "target");
            // Markers are numbered anew at every run.
            id = None;
        }
        look.tag.words = reading.map(|(_, reading)| squeezed(tree.value(reading)));
        let at = tree.offset(element);
        Self { found: Found { span: here..here, look, resp, has_cert, at }, id, next, prev }
    }

    /// Says at which character it ends.
    pub fn ends(&mut self, here: usize) {
        self.found.span.end = here;
    }
}

/// Joins the parts of divided marks.
#[must_use]
pub fn join(parts: Vec<Part>) -> Vec<Found> {
    let numbered = parts.iter().enumerate();
    let by_id: HashMap<&str, usize> =
        numbered.filter_map(|(at, part)| Some((part.id.as_deref()?, at))).collect();
    let follower = |at: usize| {
        let next = *by_id.get(parts[at].next.as_deref()?)?;
        let (one, other) = (&parts[at], &parts[next]);
        let follows = next > at
            && other.prev == one.id
            && other.found.look == one.found.look
            && other.found.span.start == one.found.span.end;
        follows.then_some(next)
    };
    let followers: Vec<Option<usize>> = (0..parts.len()).map(follower).collect();
    drop(by_id);
    let mut joined = vec![false; followers.len()];
    let mut ends = vec![None; followers.len()];
    for at in 0..followers.len() {
        let mut last = at;
        while let Some(next) = followers[last].filter(|_| !joined[at]) {
            joined[next] = true;
            ends[at] = Some(parts[next].found.span.end);
            last = next;
        }
    }
    let mut marks = Vec::with_capacity(parts.len());
    for (at, Part { mut found, id, next, prev }) in parts.into_iter().enumerate() {
        if joined[at] {
            continue;
        }
        match ends[at] {
            Some(end) => found.span.end = end,
            None => {
                let more = [("xml:id", id), ("next", next), ("prev", prev)].into_iter();
                let more = more.filter_map(|(name, value)| Some((name.to_owned(), value?)));
                found.look.others.extend(more);
            }
        }
        found.look.others.sort();
        marks.push(found);
    }
    marks
}

/// The attributes of an element, and those of another one where that is another, each with its
/// element.
fn attributes(
    tree: &Tree,
    element: NodeId,
    other: NodeId,
) -> impl Iterator<Item = (NodeId, NodeId)> {
    let more = (other != element).then_some(other);
    [Some(element), more]
        .into_iter()
        .flatten()
        .flat_map(|owner| tree.attributes(owner).map(move |attribute| (owner, attribute)))
}

/// What is printed and what an editor reads instead, of a `choice` that holds these two alone.
#[must_use]
pub fn alternatives(tree: &Tree, choice: NodeId) -> Option<(NodeId, NodeId)> {
    let mut children = tree.children(choice).filter(|node| tree.kind(*node) != Kind::Text);
    let (one, other) = (children.next()?, children.next()?);
    if children.next().is_some() {
        return None;
    }
    let reads = |printed: NodeId, reading: NodeId| {
        let phrase = Phrase::find(tree.local_name(printed))?;
        let is_tei = tree.namespace(reading) == TEI_NAMESPACE;
        let is_read = phrase.alternative()? == tree.local_name(reading) && is_tei;
        let is_plain = tree.children(reading).all(|node| tree.kind(node) == Kind::Text);
        (is_read && is_plain).then_some((printed, reading))
    };
    reads(one, other).or_else(|| reads(other, one))
}

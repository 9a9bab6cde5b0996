//! Differences that say nothing: they are named and not counted.

use super::groups::Woven;
use super::reading::{Piece, Reading, TagKind};
use super::text::is_space;
use super::union::What;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// A way of writing the same in another form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LayoutKind {
    /// Attributes stand in another order.
    AttributeOrder,
    /// `<a/>` and `<a></a>`.
    EmptyElement,
    /// Indentation and line breaks.
    Indentation,
    /// Identifiers that were renumbered, with all that points to them.
    Identifiers,
    /// Another prefix for one namespace.
    Prefix,
    /// Namespace declarations that stand elsewhere or are not needed.
    Declarations,
    /// White space and quotes within tags.
    Tags,
    /// References and CDATA sections for the same characters.
    References,
    /// The XML declaration.
    XmlDeclaration,
}

impl LayoutKind {
    /// The words for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AttributeOrder => "attribute order",
            Self::EmptyElement => "form of empty elements",
            Self::Indentation => "indentation",
            Self::Identifiers => "identifiers renumbered",
            Self::Prefix => "prefixes",
            Self::Declarations => "namespace declarations",
            Self::Tags => "white space and quotes within tags",
            Self::References => "references and CDATA sections",
            Self::XmlDeclaration => "XML declaration",
        }
    }
}

impl fmt::Display for LayoutKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The kinds that occur, with how often.
pub(super) fn layout(woven: Woven) -> BTreeMap<LayoutKind, usize> {
    let Woven { old, new, .. } = woven;
    let mut found = Found::default();
    if old.raw == new.raw {
        return found.counts;
    }
    if !woven.renumbering.is_empty() {
        found.counts.insert(LayoutKind::Identifiers, woven.renumbering.len());
    }
    let (mut old_piece, mut new_piece) = (0, 0);
    for item in woven.items {
        match &item.what {
            What::Text { old: Some(a), new: Some(b) } => {
                let was = stretch(old, a, &mut old_piece);
                let is = stretch(new, b, &mut new_piece);
                found.text((old, was), (new, is));
            }
            What::Tag { old: Some(a), new: Some(b) } => {
                let (a, b) = (&old.tags[*a], &new.tags[*b]);
                found.lead(&old.raw[a.lead..a.raw.start], &new.raw[b.lead..b.raw.start]);
                if let (TagKind::Start(was), TagKind::Start(is)) = (&a.kind, &b.kind)
                    && old.raw[a.raw.clone()] != new.raw[b.raw.clone()]
                {
                    found.start((old, *was), (new, *is));
                }
            }
            What::Text { .. } | What::Tag { .. } => {}
        }
    }
    found.lead(&old.raw[old.tail..], &new.raw[new.tail..]);
    found.counts
}

/// The pieces of a stretch of text; `from` goes on with each stretch.
fn stretch<'r>(reading: &'r Reading, range: &Range<usize>, from: &mut usize) -> &'r [Piece] {
    while reading.pieces.get(*from).is_some_and(|piece| piece.at.end <= range.start) {
        *from += 1;
    }
    let rest = &reading.pieces[*from..];
    let count = rest.iter().take_while(|piece| piece.at.start < range.end).count();
    &rest[..count]
}

#[derive(Default)]
struct Found {
    counts: BTreeMap<LayoutKind, usize>,
}

impl Found {
    fn count(&mut self, kind: LayoutKind) {
        *self.counts.entry(kind).or_default() += 1;
    }

    fn text(&mut self, (old, was): (&Reading, &[Piece]), (new, is): (&Reading, &[Piece])) {
        if let ([was], [is]) = (was, is)
            && was.verbatim
            && is.verbatim
        {
            self.lead(&old.raw[was.lead..was.raw.start], &new.raw[is.lead..is.raw.start]);
            return;
        }
        // Forms of the pieces that are not as they read.
        let forms = |reading: &'_ Reading, pieces: &[Piece], blank: bool| -> Vec<String> {
            let pieces = pieces.iter().filter(|piece| !piece.verbatim);
            let raw = pieces.map(|piece| &reading.raw[piece.raw.clone()]);
            raw.filter(|raw| raw.bytes().all(is_space) == blank).map(str::to_owned).collect()
        };
        if forms(old, was, false) != forms(new, is, false) {
            self.count(LayoutKind::References);
        }
        if forms(old, was, true) != forms(new, is, true) {
            self.count(LayoutKind::Indentation);
        }
        if let (Some(was), Some(is)) = (was.first(), is.first()) {
            self.lead(&old.raw[was.lead..was.raw.start], &new.raw[is.lead..is.raw.start]);
        }
    }

    fn lead(&mut self, was: &str, is: &str) {
        if was == is {
            return;
        }
        let declaration = |lead: &str| {
            let end = lead.rfind("?>").map_or(0, |at| at + 2);
            (lead[..end].to_owned(), lead[end..].to_owned())
        };
        let (was, is) = (declaration(was), declaration(is));
        if was.0 != is.0 {
            self.count(LayoutKind::XmlDeclaration);
        }
        if was.1 != is.1 {
            self.count(LayoutKind::Indentation);
        }
    }

    fn start(&mut self, (old, was): (&Reading, usize), (new, is): (&Reading, usize)) {
        let (old_tag, new_tag) = (&old.elements[was], &new.elements[is]);
        let raw = |reading: &Reading, element: usize| {
            let tag = &reading.tags[reading.elements[element].tags.start];
            reading.raw[tag.raw.clone()].to_owned()
        };
        let (before, after) = (raw(old, was), raw(new, is));
        let order = |reading: &Reading, element: usize| {
            let mut attributes: Vec<_> = reading.attributes(element).iter().collect();
            attributes.sort_by_key(|attribute| attribute.value_at);
            attributes.iter().map(|attribute| attribute.name).collect::<Vec<_>>()
        };
        let (was_order, is_order) = (order(old, was), order(new, is));
        let mut sorted = (was_order.clone(), is_order.clone());
        sorted.0.sort_unstable();
        sorted.1.sort_unstable();
        let empty = |tags: &Range<usize>| tags.end == tags.start + 1;
        let both_empty = empty(&old_tag.tags) && empty(&new_tag.tags);
        let same_name = old_tag.name == new_tag.name;
        let kinds = [
            (sorted.0 == sorted.1 && was_order != is_order, LayoutKind::AttributeOrder),
            (
                both_empty && before.ends_with("/>") != after.ends_with("/>"),
                LayoutKind::EmptyElement,
            ),
            (same_name && old_tag.written != new_tag.written, LayoutKind::Prefix),
            (declarations(&before) != declarations(&after), LayoutKind::Declarations),
        ];
        let values = |reading: &Reading, element: usize| {
            let values = reading.attributes(element).iter();
            values.map(|a| (a.name, a.value.to_string())).collect::<Vec<_>>()
        };
        if kinds.iter().all(|(occurs, _)| !occurs)
            && same_name
            && values(old, was) == values(new, is)
        {
            // What else could differ in two tags that say the same.
            self.count(LayoutKind::Tags);
        }
        for (_, kind) in kinds.into_iter().filter(|(occurs, _)| *occurs) {
            self.count(kind);
        }
    }
}

/// The namespace declarations of a tag.
fn declarations(tag: &str) -> Vec<&str> {
    let mut found: Vec<_> =
        tag.split_whitespace().filter(|word| word.starts_with("xmlns")).collect();
    for word in &mut found {
        *word = word.trim_end_matches(['>', '/']);
    }
    found.sort_unstable();
    found
}

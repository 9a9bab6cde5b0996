//! Expanded names, each held once in a document.

use super::chars::{is_name_char, is_name_start};
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// An expanded name (namespace and local part) of one document. Equal ids are equal names, and
/// ids count up from 0 as names are first seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub(super) u32);

impl NameId {
    /// The id as an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a [`NameId`] stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name<'a> {
    /// The namespace name, `""` for none.
    pub namespace: &'a str,
    /// The local part.
    pub local: &'a str,
}

/// A namespace name of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct NamespaceId(pub(super) u32);

/// The bindings in force: equal ids mean equal bindings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ContextId(pub(super) u32);

/// The context under which unprefixed attributes are looked up: bindings do not touch them.
pub(super) const UNPREFIXED_ATTRIBUTE: ContextId = ContextId(u32::MAX);

/// Names as they are written under some bindings, and the expanded names they stand for.
#[derive(Debug, Default)]
pub(super) struct Names<'d> {
    written: HashTable<Written<'d>>,
    expanded: HashTable<u32>,
    all: Vec<(NamespaceId, &'d str)>,
    hasher: hashbrown::DefaultHashBuilder,
}

#[derive(Debug, Clone, Copy)]
struct Written<'d> {
    text: &'d str,
    context: ContextId,
    id: NameId,
}

impl<'d> Names<'d> {
    /// The expanded name of a written one that was seen under these bindings before.
    #[inline]
    pub(super) fn find(&self, text: &str, context: ContextId) -> Option<NameId> {
        let hash = self.hasher.hash_one((text.as_bytes(), context.0));
        let same = |written: &Written<'_>| written.context == context && written.text == text;
        self.written.find(hash, same).map(|written| written.id)
    }

    /// Keeps what a written name stands for.
    pub(super) fn keep(
        &mut self,
        text: &'d str,
        context: ContextId,
        namespace: NamespaceId,
    ) -> NameId {
        let local = text.split_once(':').map_or(text, |(_, local)| local);
        let id = self.expanded(namespace, local);
        let hasher = &self.hasher;
        let hash = hasher.hash_one((text.as_bytes(), context.0));
        let rehash = |w: &Written<'_>| hasher.hash_one((w.text.as_bytes(), w.context.0));
        self.written.insert_unique(hash, Written { text, context, id }, rehash);
        id
    }

    fn expanded(&mut self, namespace: NamespaceId, local: &'d str) -> NameId {
        let (names, hasher) = (&mut self.all, &self.hasher);
        let hash = hasher.hash_one((namespace.0, local));
        let found = self.expanded.find(hash, |&id| names[id as usize] == (namespace, local));
        if let Some(&id) = found {
            return NameId(id);
        }
        let id = u32::try_from(names.len()).expect("fewer names than bytes of 4 GiB");
        names.push((namespace, local));
        self.expanded.insert_unique(hash, id, |&id| {
            let (namespace, local) = names[id as usize];
            hasher.hash_one((namespace.0, local))
        });
        NameId(id)
    }

    pub(super) fn get(&self, id: NameId) -> (NamespaceId, &'d str) {
        self.all[id.index()]
    }
}

/// A qualified name as prefix (`""` where there is none) and local part, or why it is none.
pub(super) fn split(text: &str) -> Result<(&str, &str), Broken> {
    let mut characters = text.chars();
    if !characters.next().is_some_and(is_name_start) || !characters.all(is_name_char) {
        return Err(Broken::Name);
    }
    let Some((prefix, local)) = text.split_once(':') else { return Ok(("", text)) };
    let sound = !prefix.is_empty()
        && local.chars().next().is_some_and(is_name_start)
        && !local.contains(':');
    if sound { Ok((prefix, local)) } else { Err(Broken::Colon) }
}

/// Why a qualified name is none.
pub(super) enum Broken {
    /// It has a character that no name has there.
    Name,
    /// Its colons do not divide it into two names.
    Colon,
}

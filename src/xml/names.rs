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

/// The context under which attributes are looked up that bindings do not touch: those without a
/// prefix, and those of `xml:`.
pub(super) const FIXED: ContextId = ContextId(u32::MAX);

/// The id of an attribute whose name is not resolved yet.
pub(super) const UNRESOLVED: NameId = NameId(u32::MAX);

/// A written name as its first and last bytes: names that are not long are compared at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    first: u64,
    last: u64,
    length: usize,
}

/// Bytes that a key holds of a name.
const WORD: usize = 8;

impl Key {
    /// The key of the name at these places of a text.
    #[inline]
    pub(super) fn new(text: &[u8], start: usize, end: usize) -> Self {
        let length = end - start;
        let word = |at: usize| {
            let bytes = text.get(at..at + WORD)?;
            Some(u64::from_le_bytes(bytes.try_into().ok()?))
        };
        if length >= WORD {
            if let (Some(first), Some(last)) = (word(start), word(end - WORD)) {
                return Self { first, last, length };
            }
        } else if let Some(whole) = word(start) {
            let first = whole & ((1 << (8 * length)) - 1);
            return Self { first, last: first, length };
        }
        Self::near_the_end(&text[start..end])
    }

    #[cold]
    fn near_the_end(name: &[u8]) -> Self {
        let word = |part: &[u8]| {
            let mut bytes = [0; WORD];
            bytes[..part.len()].copy_from_slice(part);
            u64::from_le_bytes(bytes)
        };
        let first = word(&name[..name.len().min(WORD)]);
        let last = if name.len() < WORD { first } else { word(&name[name.len() - WORD..]) };
        Self { first, last, length: name.len() }
    }

    /// Whether the key says all of the name.
    #[inline]
    pub(super) fn is_whole(self) -> bool {
        self.length <= 2 * WORD
    }
}

/// Names as they are written under some bindings, and the expanded names they stand for.
#[derive(Debug)]
pub(super) struct Names<'d> {
    /// A hash table with open addresses: its size is a power of two, and a name stands in the
    /// first free slot from that of its hash on. At most half of the slots are taken.
    written: Vec<Option<Written<'d>>>,
    taken: usize,
    expanded: HashTable<u32>,
    all: Vec<(NamespaceId, &'d str)>,
    hasher: hashbrown::DefaultHashBuilder,
    /// What keys are mixed with: other numbers at each run, so that no document can be made whose
    /// names all fall together.
    seeds: [u64; 2],
}

#[derive(Debug, Clone, Copy)]
struct Written<'d> {
    key: Key,
    context: ContextId,
    id: NameId,
    text: &'d str,
}

/// Room for the names of most documents.
const ROOM: usize = 256;

impl Default for Names<'_> {
    fn default() -> Self {
        let hasher = hashbrown::DefaultHashBuilder::default();
        Self {
            written: vec![None; ROOM],
            taken: 0,
            expanded: HashTable::with_capacity(ROOM / 2),
            all: Vec::with_capacity(ROOM / 2),
            seeds: [hasher.hash_one(1) | 1, hasher.hash_one(2) | 1],
            hasher,
        }
    }
}

impl<'d> Names<'d> {
    /// The expanded name of a written one that was seen under these bindings before.
    #[inline]
    pub(super) fn find(&self, text: &str, key: Key, context: ContextId) -> Option<NameId> {
        let mut slot = self.slot(key, text, context);
        while let Some(written) = &self.written[slot & (self.written.len() - 1)] {
            if written.key == key
                && written.context == context
                && (key.is_whole() || written.text == text)
            {
                return Some(written.id);
            }
            slot += 1;
        }
        None
    }

    /// The slot from which on a name is looked for: two words multiplied, both halves of the
    /// product mixed.
    #[inline]
    fn slot(&self, key: Key, text: &str, context: ContextId) -> usize {
        if !key.is_whole() {
            return self.hasher.hash_one((text, context.0)) as usize;
        }
        let outside = u64::from(context.0) << 32 | key.length as u64;
        let product = u128::from(key.first ^ self.seeds[0])
            * u128::from(key.last.rotate_left(29) ^ outside ^ self.seeds[1]);
        ((product as u64) ^ (product >> 64) as u64) as usize
    }

    /// Keeps what a written name stands for.
    pub(super) fn keep(
        &mut self,
        text: &'d str,
        key: Key,
        context: ContextId,
        namespace: NamespaceId,
    ) -> NameId {
        let colon = text.bytes().position(|byte| byte == b':');
        let local = colon.map_or(text, |colon| &text[colon + 1..]);
        let id = self.expanded(namespace, local);
        self.taken += 1;
        if self.taken * 2 > self.written.len() {
            let larger = vec![None; self.written.len() * 2];
            let all = std::mem::replace(&mut self.written, larger);
            all.into_iter().flatten().for_each(|written| self.place(written));
        }
        self.place(Written { key, context, id, text });
        id
    }

    fn place(&mut self, written: Written<'d>) {
        let mask = self.written.len() - 1;
        let mut slot = self.slot(written.key, written.text, written.context) & mask;
        while self.written[slot].is_some() {
            slot = (slot + 1) & mask;
        }
        self.written[slot] = Some(written);
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
    let Some(colon) = text.bytes().position(|byte| byte == b':') else { return Ok(("", text)) };
    let (prefix, local) = (&text[..colon], &text[colon + 1..]);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_tell_names_apart_wherever_they_stand() {
        let names = ["a", "b", "ab", "placeName", "placeNama", "abcdefgh", "a_rather_long_na", "é"];
        for one in names {
            for other in names {
                let (inside, end) = (format!("<{one} x='1' and more text>"), format!("<{other}"));
                let one_key = Key::new(inside.as_bytes(), 1, 1 + one.len());
                let other_key = Key::new(end.as_bytes(), 1, 1 + other.len());
                assert_eq!(one_key == other_key, one == other, "{one} and {other}");
            }
        }
    }

    #[test]
    fn long_names_are_compared_as_a_whole() {
        let (one, other) = ("abcdefgh-1-ijklmnop", "abcdefgh-2-ijklmnop");
        let key = |name: &str| Key::new(name.as_bytes(), 0, name.len());
        assert_eq!(key(one), key(other));
        let mut names = Names::default();
        let id = names.keep(one, key(one), FIXED, NamespaceId(0));
        assert_eq!(names.find(one, key(one), FIXED), Some(id));
        assert_eq!(names.find(other, key(other), FIXED), None);
    }
}

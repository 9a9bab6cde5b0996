//! The names of a document, each kept once.

use hashbrown::HashMap;

/// A name as it is written somewhere in the document, prefix included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(u32);

/// A namespace and a local name, whatever the prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExpandedId(u32);

/// The names of one document. Two names with the same [`ExpandedId`] are equal to XPath.
#[derive(Debug, Clone)]
pub struct Names {
    written: Vec<Written>,
    expanded: Vec<(u32, u32)>,
    strings: Vec<Box<str>>,
    string_ids: HashMap<Box<str>, u32>,
    expanded_ids: HashMap<(u32, u32), ExpandedId>,
    written_ids: HashMap<(u32, u32), NameId>,
}

#[derive(Debug, Clone, Copy)]
struct Written {
    name: u32,
    expanded: ExpandedId,
}

impl NameId {
    /// The name of nodes that have none.
    pub const EMPTY: Self = Self(0);
}

impl ExpandedId {
    /// Its number, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Default for Names {
    fn default() -> Self {
        let mut names = Self {
            written: Vec::new(),
            expanded: Vec::new(),
            strings: Vec::new(),
            string_ids: HashMap::new(),
            expanded_ids: HashMap::new(),
            written_ids: HashMap::new(),
        };
        names.intern("", "", "");
        names
    }
}

impl Names {
    /// The number of a name: `written` with its prefix, and what the prefix stands for.
    pub fn intern(&mut self, written: &str, namespace: &str, local: &str) -> NameId {
        let name = self.string(written);
        let space = self.string(namespace);
        if let Some(&id) = self.written_ids.get(&(name, space)) {
            return id;
        }
        let local = self.string(local);
        let next = ExpandedId(self.expanded.len() as u32);
        let expanded = *self.expanded_ids.entry((space, local)).or_insert(next);
        if expanded == next {
            self.expanded.push((space, local));
        }
        let id = NameId(self.written.len() as u32);
        self.written.push(Written { name, expanded });
        self.written_ids.insert((name, space), id);
        id
    }

    fn string(&mut self, text: &str) -> u32 {
        if let Some(&id) = self.string_ids.get(text) {
            return id;
        }
        let id = self.strings.len() as u32;
        self.strings.push(text.into());
        self.string_ids.insert(text.into(), id);
        id
    }

    /// The name as written.
    #[must_use]
    pub fn written(&self, name: NameId) -> &str {
        &self.strings[self.written[name.0 as usize].name as usize]
    }

    /// The name without regard to its prefix.
    #[must_use]
    pub fn expanded(&self, name: NameId) -> ExpandedId {
        self.written[name.0 as usize].expanded
    }

    /// The local part.
    #[must_use]
    pub fn local(&self, name: NameId) -> &str {
        &self.strings[self.expanded[self.expanded(name).index()].1 as usize]
    }

    /// The namespace name; empty for none.
    #[must_use]
    pub fn namespace(&self, name: NameId) -> &str {
        &self.strings[self.expanded[self.expanded(name).index()].0 as usize]
    }

    /// How many expanded names there are.
    #[must_use]
    pub fn expanded_len(&self) -> usize {
        self.expanded.len()
    }

    /// The namespace and the local name of each expanded name, by its number.
    pub fn all_expanded(&self) -> impl Iterator<Item = (ExpandedId, &str, &str)> {
        self.expanded.iter().enumerate().map(|(at, &(space, local))| {
            let id = ExpandedId(at as u32);
            (id, &*self.strings[space as usize], &*self.strings[local as usize])
        })
    }

    /// The number of an expanded name, where the document has it.
    #[must_use]
    pub fn expanded_id(&self, namespace: &str, local: &str) -> Option<ExpandedId> {
        let space = *self.string_ids.get(namespace)?;
        let local = *self.string_ids.get(local)?;
        self.expanded_ids.get(&(space, local)).copied()
    }
}

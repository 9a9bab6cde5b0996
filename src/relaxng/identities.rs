//! Identifiers of a document: `xml:id`, and the ID types of DTD compatibility.

use super::validate::Told;
use crate::diagnostic::Code;
use hashbrown::HashMap;
use std::borrow::Cow;

/// The identifiers of a document, and what points at them.
#[derive(Debug, Default)]
pub(super) struct Identities<'d> {
    known: HashMap<Cow<'d, str>, usize>,
    references: Vec<(Cow<'d, str>, usize)>,
}

/// White space around an identifier does not count.
fn trim(value: Cow<'_, str>) -> Cow<'_, str> {
    let blank = [' ', '\t', '\n', '\r'];
    match value {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(blank)),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(blank).to_owned()),
    }
}

impl<'d> Identities<'d> {
    /// Adds an identifier; where it was given first, when it is there already.
    pub fn give(&mut self, value: Cow<'d, str>, at: usize) -> Option<usize> {
        match self.known.entry(trim(value)) {
            hashbrown::hash_map::Entry::Occupied(first) => Some(*first.get()),
            hashbrown::hash_map::Entry::Vacant(place) => {
                place.insert(at);
                None
            }
        }
    }

    /// Adds a reference to one identifier.
    pub fn refer(&mut self, value: Cow<'d, str>, at: usize) {
        self.references.push((trim(value), at));
    }

    /// Adds references to several.
    pub fn refer_to_all(&mut self, value: &str, at: usize) {
        for one in value.split_ascii_whitespace() {
            self.references.push((Cow::Owned(one.to_owned()), at));
        }
    }

    /// The references that lead nowhere.
    pub fn dangling(self) -> Vec<Told> {
        let nowhere = self.references.into_iter().filter(|(id, _)| !self.known.contains_key(id));
        nowhere
            .map(|(id, at)| {
                let message = format!("no element of this file has the identifier `{id}`");
                Told::new(at, Code::DanglingIdref, message)
            })
            .collect()
    }
}

//! The entries of the lists, by all that a name may point to them with.

use crate::authority::Authority;
use hashbrown::{HashMap, HashSet};

/// What pointers lead to.
#[derive(Debug)]
pub struct Entries {
    ids: HashSet<String>,
    by_uri: HashMap<String, String>,
}

impl Entries {
    /// The entries of these lists.
    #[must_use]
    pub fn new(authority: &Authority) -> Self {
        let ids = authority.entries().map(|entry| entry.id.clone());
        let by_uri = authority.entries().flat_map(|entry| {
            entry.identifiers.iter().map(|number| (number.uri(), entry.id.clone()))
        });
        Self { ids: ids.collect(), by_uri: by_uri.collect() }
    }

    /// The identifiers that pointers lead to; none where one of them leads elsewhere.
    #[must_use]
    pub fn all(&self, pointers: &str) -> Option<Vec<String>> {
        pointers.split_whitespace().map(|pointer| self.one(pointer)).collect()
    }

    /// Of `#id`, `person:id`, `registers/persons.xml#id` and the address in another authority
    /// file.
    fn one(&self, pointer: &str) -> Option<String> {
        if let Some(id) = self.by_uri.get(pointer.trim_end_matches('/')) {
            return Some(id.clone());
        }
        let id = match pointer.rsplit_once('#') {
            Some((file, _)) if file.contains("://") => return None,
            Some((_, id)) => id,
            None => pointer.split_once(':').map_or(pointer, |(_, id)| id),
        };
        self.ids.get(id).cloned()
    }

    /// Whether an identifier is one of the lists.
    #[must_use]
    pub fn knows(&self, id: &str) -> bool {
        self.ids.contains(id)
    }
}

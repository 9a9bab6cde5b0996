//! The identifiers of a document, as far as pointers from other documents need them.

use crate::xml::tree::{Tree, XML_NAMESPACE};
use crate::xml::{Document, Event, XmlError};

/// The values of `xml:id` in a document. Small, so that a run can keep those of many documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identifiers {
    /// The identifiers, sorted, one after the other.
    text: Box<str>,
    /// Where each ends.
    ends: Box<[u32]>,
}

impl Identifiers {
    /// Those of a tree.
    #[must_use]
    pub fn of_tree(tree: &Tree) -> Self {
        tree.id_attributes().iter().map(|&node| tree.value(node)).collect()
    }

    /// Those of a document, for which no tree is needed.
    ///
    /// # Errors
    /// The first thing that is not XML.
    pub fn of_document(document: &Document<'_>) -> Result<Self, XmlError> {
        let mut reader = document.reader();
        let mut found: Vec<String> = Vec::new();
        while let Some(event) = reader.next_event()? {
            if let Event::Start(_) = event {
                let is_id = |name| {
                    let name = reader.name(name);
                    name.local == "id" && name.namespace == XML_NAMESPACE
                };
                let ids = reader.attributes().iter().filter(|attribute| is_id(attribute.name));
                found.extend(ids.map(|attribute| attribute.value.to_string()));
            }
        }
        Ok(found.iter().map(String::as_str).collect())
    }

    /// Whether an element of the document bears the identifier.
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.get(middle).cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        false
    }

    fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[at] as usize]
    }

    /// How many bytes they take.
    #[must_use]
    pub fn size(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<u32>()
    }
}

impl<'a> FromIterator<&'a str> for Identifiers {
    /// White space around an identifier does not count.
    fn from_iter<I: IntoIterator<Item = &'a str>>(ids: I) -> Self {
        let mut ids: Vec<&str> = ids.into_iter().map(str::trim_ascii).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut ends = Vec::with_capacity(ids.len());
        let mut text = String::with_capacity(ids.iter().map(|id| id.len()).sum());
        for id in ids {
            text.push_str(id);
            ends.push(text.len() as u32);
        }
        Self { text: text.into(), ends: ends.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::Limits;

    #[test]
    fn identifiers_are_found_whatever_their_order() {
        let text = b"<a xml:id='m' id='no'><b xml:id=' b '/><c xml:id='zz'/><d xml:id='b'/></a>";
        let document = Document::new(text, Limits::default()).unwrap();
        let ids = Identifiers::of_document(&document).unwrap();
        assert_eq!(
            ["b", "m", "zz", "no", "z", ""].map(|id| ids.contains(id)),
            [true, true, true, false, false, false]
        );
        assert_eq!(Identifiers::of_tree(&Tree::of_document("a", &document).unwrap()), ids);
        assert!(!Identifiers::default().contains(""));
    }
}

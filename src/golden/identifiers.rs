//! Identifiers that were renumbered: they differ in their digits alone, and every pointer in the
//! file followed. That is layout, not a change.

use super::pairs::Pairs;
use super::reading::{Attribute, Reading};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The identifiers that have another number now.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Renumbering {
    new_of: BTreeMap<String, String>,
    old_of: BTreeMap<String, String>,
}

/// Which way a value is rewritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// As the old file names things.
    Old,
    /// As the new file does.
    New,
}

impl Renumbering {
    /// The identifiers of elements that correspond, where they differ in digits alone. One that
    /// stands twice in its file is left out, for it points nowhere for certain.
    pub fn between(old: &Reading, new: &Reading, pairs: &Pairs) -> Self {
        let mut renumbered = Vec::new();
        for (element, partner) in pairs.new_of.iter().enumerate() {
            let Some(partner) = partner else { continue };
            if let (Some(was), Some(is)) = (old.id(element), new.id(*partner))
                && was != is
                && shape(was) == shape(is)
            {
                renumbered.push((was, is));
            }
        }
        if renumbered.is_empty() {
            return Self::default();
        }
        let (old_twice, new_twice) = (standing_twice(old), standing_twice(new));
        let mut numbering = Self::default();
        for (was, is) in renumbered {
            if !old_twice.contains(was) && !new_twice.contains(is) {
                numbering.new_of.insert(was.to_owned(), is.to_owned());
                numbering.old_of.insert(is.to_owned(), was.to_owned());
            }
        }
        numbering
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.new_of.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.new_of.len()
    }

    /// A value of the other file as this naming would have it: an identifier itself, or the
    /// pointers `#id` within the value.
    pub fn rewrite<'v>(&self, value: &'v str, is_id: bool, naming: Naming) -> Cow<'v, str> {
        let map = match naming {
            Naming::Old => &self.old_of,
            Naming::New => &self.new_of,
        };
        if map.is_empty() {
            return Cow::Borrowed(value);
        }
        if is_id {
            return map.get(value).map_or(Cow::Borrowed(value), |other| Cow::Owned(other.clone()));
        }
        if !value.contains('#') {
            return Cow::Borrowed(value);
        }
        let mut changed = false;
        let parts: Vec<&str> = value
            .split(' ')
            .map(|word| match word.strip_prefix('#').and_then(|id| map.get(id)) {
                Some(other) => {
                    changed = true;
                    other.as_str()
                }
                None => word,
            })
            .collect();
        if !changed {
            return Cow::Borrowed(value);
        }
        let mut rewritten = String::with_capacity(value.len());
        for (index, (part, word)) in parts.iter().zip(value.split(' ')).enumerate() {
            if index > 0 {
                rewritten.push(' ');
            }
            if *part != word {
                rewritten.push('#');
            }
            rewritten.push_str(part);
        }
        Cow::Owned(rewritten)
    }

    /// Whether two attributes say the same, once renumbering is taken into account.
    pub fn agree(&self, old: &Attribute, new: &Attribute) -> bool {
        old.name == new.name && self.rewrite(&old.value, old.is_id, Naming::New) == *new.value
    }
}

/// An identifier with each run of digits as one `0`.
fn shape(id: &str) -> String {
    let mut shape = String::with_capacity(id.len());
    for c in id.chars() {
        if !c.is_ascii_digit() {
            shape.push(c);
        } else if !shape.ends_with('0') {
            shape.push('0');
        }
    }
    shape
}

fn standing_twice<'r>(reading: &'r Reading) -> BTreeSet<&'r str> {
    let mut seen = BTreeSet::new();
    let ids = reading.attributes.iter().filter(|attribute| attribute.is_id);
    ids.map(|attribute| &*attribute.value).filter(|id: &&'r str| !seen.insert(*id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_follow_their_identifiers() {
        let mut numbering = Renumbering::default();
        numbering.new_of.insert("n1".to_owned(), "n2".to_owned());
        let new = |value| numbering.rewrite(value, false, Naming::New);
        assert_eq!(new("#n1 x.xml#n1 #n11"), "#n2 x.xml#n1 #n11");
        assert_eq!(new("n1"), "n1");
        assert_eq!(numbering.rewrite("n1", true, Naming::New), "n2");
    }

    #[test]
    fn only_digits_may_differ() {
        assert_eq!(shape("p1.23"), shape("p45.6"));
        assert_ne!(shape("p1"), shape("q1"));
        assert_ne!(shape("p"), shape("p1"));
    }
}

//! The marks in which two files differ, by the words that they stand on.

use super::mark::Found;
use super::overlay::Overlay;
use super::page::Page;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// The marks on the same words that are not the same in both files.
#[derive(Debug, Default)]
pub struct Differing<'p> {
    /// Those of the generated file alone.
    pub old: Vec<&'p Found>,
    /// Those of the edited file alone.
    pub new: Vec<&'p Found>,
    /// All of the edited file on these words, the outer before the inner, where nothing but this
    /// order differs.
    pub order: Vec<&'p Found>,
}

/// The outer before the inner.
pub type Key = (usize, Reverse<usize>);

/// The span of a key.
#[must_use]
pub fn span(key: Key) -> Range<usize> {
    key.0..key.1.0
}

/// The differing marks, by their span in the generated page. Marks that begin or end in words that
/// differ are left out: what is said of these words is said of them.
#[must_use]
pub fn differing<'p>(
    old: &'p Page,
    new: &'p Page,
    overlay: &Overlay,
) -> BTreeMap<Key, Differing<'p>> {
    let mut groups: BTreeMap<Key, Differing> = BTreeMap::new();
    for mark in &old.marks {
        groups.entry(key(&mark.span)).or_default().old.push(mark);
    }
    let mut elsewhere = Vec::new();
    for mark in &new.marks {
        match overlay.old_of(&mark.span) {
            Some(span) => groups.entry(key(&span)).or_default().new.push(mark),
            None => elsewhere.push(overlay.old_near(&mark.span)),
        }
    }
    groups.retain(|key, group| {
        let names = |marks: &[&Found]| -> Vec<&str> {
            marks.iter().map(|mark| mark.look.tag.phrase.name).collect()
        };
        let order_differs = names(&group.old) != names(&group.new);
        let all = group.new.clone();
        cancel(group);
        if group.old.is_empty() && group.new.is_empty() {
            group.order = if order_differs { all } else { Vec::new() };
            return order_differs;
        }
        // A mark whose words were changed is no mark that was taken away.
        let span = span(*key);
        !group.new.is_empty() || !overlay.touches(&span) && !elsewhere.contains(&span)
    });
    groups
}

/// The key of a span.
#[must_use]
pub fn key(span: &Range<usize>) -> Key {
    (span.start, Reverse(span.end))
}

/// Takes out the marks that both files have.
fn cancel(group: &mut Differing) {
    group.new.retain(|new| {
        let same = group.old.iter().position(|old| is_same(old, new));
        if let Some(at) = same {
            group.old.remove(at);
        }
        same.is_none()
    });
}

/// Whether two marks say the same. Who says so is said by what an editor adds alone: what is
/// decided is signed when it is built.
#[must_use]
pub fn is_same(old: &Found, new: &Found) -> bool {
    old.look == new.look && (new.resp.is_none() || new.resp == old.resp)
}

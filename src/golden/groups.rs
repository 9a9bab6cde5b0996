//! Which items of the union belong to one change.

use super::identifiers::Renumbering;
use super::pairs::{Pairs, Places};
use super::reading::{PointKind, Reading, TagKind};
use super::tei::Role;
use super::text::is_space;
use super::union::{Item, What};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// The items of one change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Group {
    /// Indices of items that stand in one file only, or of a comment that says something else.
    pub items: Vec<usize>,
    /// The old element that has another name or other attributes now.
    pub value: Option<usize>,
    pub shape: Shape,
}

/// What is known of a change beyond its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shape {
    #[default]
    Plain,
    /// An element became several.
    Split,
    /// Several elements became one.
    Merged,
    /// Words stand elsewhere now.
    Moved,
}

/// All that the grouping looks at.
#[derive(Clone, Copy)]
pub(super) struct Woven<'a, 'd> {
    pub old: &'a Reading<'d>,
    pub new: &'a Reading<'d>,
    pub places: (&'a Places, &'a Places),
    pub pairs: &'a Pairs,
    pub items: &'a [Item],
    pub renumbering: &'a Renumbering,
}

/// The changes in order of their first item.
pub(super) fn groups(woven: Woven) -> Vec<Group> {
    let changed: Vec<usize> =
        (0..woven.items.len()).filter(|&index| !woven.items[index].is_common()).collect();
    let mut sets = Sets::new(changed.len());
    let position: HashMap<usize, usize> =
        changed.iter().enumerate().map(|(at, &item)| (item, at)).collect();
    let tags = by_element(woven, &changed, &mut sets);
    let mut at = 0;
    while at < changed.len() {
        let slot = woven.items[changed[at]].slot;
        let end = at + changed[at..].iter().take_while(|&&i| woven.items[i].slot == slot).count();
        join_slot(woven, &changed[at..end], at, &mut sets);
        at = end;
    }
    let mut shapes = BTreeMap::new();
    divisions(woven, &changed, &tags, &mut sets, &mut shapes);
    moves(woven, &changed, &mut sets, &mut shapes);
    let mut groups: Vec<(usize, Group)> = Vec::new();
    let mut group_of: HashMap<usize, usize> = HashMap::new();
    for &item in &changed {
        let root = sets.root(position[&item]);
        let index = *group_of.entry(root).or_insert_with(|| {
            groups.push((item, Group::default()));
            groups.len() - 1
        });
        groups[index].1.items.push(item);
    }
    for (member, shape) in shapes {
        if let Some(&index) = group_of.get(&sets.root(member)) {
            groups[index].1.shape = shape;
        }
    }
    groups.extend(values(woven));
    groups.sort_by_key(|(first, _)| *first);
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Elements and points whose content is another: each a change of its own, placed by its item.
fn values(woven: Woven) -> Vec<(usize, Group)> {
    let mut values = Vec::new();
    let mut seen = vec![false; woven.old.elements.len()];
    for (index, item) in woven.items.iter().enumerate() {
        let What::Tag { old: Some(old), new } = item.what else { continue };
        match &woven.old.tags[old].kind {
            TagKind::Start(element) | TagKind::End(element) => {
                if let Some(partner) = woven.pairs.new_of[*element]
                    && !seen[*element]
                {
                    seen[*element] = true;
                    if !agree(woven, *element, partner) {
                        let value = Some(*element);
                        values.push((index, Group { value, ..Group::default() }));
                    }
                }
            }
            TagKind::Point(_, said) => {
                if let Some(new) = new
                    && !matches!(&woven.new.tags[new].kind, TagKind::Point(_, now) if now == said)
                {
                    values.push((index, Group { items: vec![index], ..Group::default() }));
                }
            }
        }
    }
    values
}

/// Whether two elements have one name and the same attributes.
fn agree(woven: Woven, old: usize, new: usize) -> bool {
    let (was, is) = (woven.old.attributes(old), woven.new.attributes(new));
    woven.old.elements[old].name == woven.new.elements[new].name
        && was.len() == is.len()
        && was.iter().zip(is).all(|(was, is)| woven.renumbering.agree(was, is))
}

/// Both tags of an element that came or went, and all places of a tag that moved, are one change.
/// Gives the position of one changed tag of each element.
fn by_element(woven: Woven, changed: &[usize], sets: &mut Sets) -> HashMap<(bool, usize), usize> {
    let parted: HashMap<usize, usize> =
        woven.pairs.parted.iter().map(|&(old, new)| (new, old)).collect();
    let mut first = HashMap::new();
    for (at, &item) in changed.iter().enumerate() {
        let key = match woven.items[item].what {
            What::Tag { old: Some(tag), .. } => match woven.old.tags[tag].kind {
                TagKind::Start(element) | TagKind::End(element) => (true, element),
                TagKind::Point(..) => continue,
            },
            What::Tag { new: Some(tag), .. } => match woven.new.tags[tag].kind {
                TagKind::Start(element) | TagKind::End(element) => {
                    match woven.pairs.old_of[element].or(parted.get(&element).copied()) {
                        Some(old) => (true, old),
                        None => (false, element),
                    }
                }
                TagKind::Point(..) => continue,
            },
            What::Tag { .. } | What::Text { .. } => continue,
        };
        let other = *first.entry(key).or_insert(at);
        sets.join(at, other);
    }
    first
}

/// What differs at one spot: each block that came or went whole is a change; all other words there
/// are one, with the marks on them.
fn join_slot(woven: Woven, slot: &[usize], base: usize, sets: &mut Sets) {
    let olds = slot.iter().take_while(|&&item| woven.items[item].is_old()).count();
    let mut loose = Vec::new();
    let mut divided = Vec::new();
    let (mut words, mut white) = (false, false);
    for side in [0..olds, olds..slot.len()] {
        let mut at = side.start;
        while at < side.end {
            let unit = whole_element(woven, slot, at..side.end);
            match (&woven.items[slot[at]].what, unit) {
                (What::Text { .. }, _) => {
                    loose.push(at);
                    if text_of(woven, slot[at]).bytes().all(is_space) {
                        white = true;
                    } else {
                        words = true;
                    }
                    at += 1;
                }
                (What::Tag { .. }, Some((end, true))) => {
                    (at..end).for_each(|member| sets.join(base + at, base + member));
                    at = end;
                }
                (What::Tag { .. }, Some((end, false))) => {
                    let inside = || (at..end).map(|member| slot[member]);
                    let texts = || inside().map(|item| text_of(woven, item));
                    words |= texts().any(|text| !text.bytes().all(is_space));
                    white |= texts().any(|text| !text.is_empty());
                    loose.extend(at..end);
                    at = end;
                }
                (What::Tag { .. }, None) => {
                    divided.push(at);
                    at += 1;
                }
            }
        }
    }
    if !words && !white {
        return;
    }
    // White space between the parts of a divided paragraph went with the division.
    if !words {
        loose.extend(divided);
    }
    for pair in loose.windows(2) {
        sets.join(base + pair[0], base + pair[1]);
    }
}

/// Where an element ends that begins here and lies whole within the range, and whether it is
/// structure.
fn whole_element(woven: Woven, slot: &[usize], range: Range<usize>) -> Option<(usize, bool)> {
    let (reading, paired, element) = match woven.items[slot[range.start]].what {
        What::Tag { old: Some(tag), .. } => match woven.old.tags[tag].kind {
            TagKind::Start(e) => (woven.old, woven.pairs.new_of[e].is_some(), e),
            TagKind::End(_) | TagKind::Point(..) => return None,
        },
        What::Tag { new: Some(tag), .. } => match woven.new.tags[tag].kind {
            TagKind::Start(e) => (woven.new, woven.pairs.old_of[e].is_some(), e),
            TagKind::End(_) | TagKind::Point(..) => return None,
        },
        What::Tag { .. } | What::Text { .. } => return None,
    };
    if paired {
        return None;
    }
    let last = reading.elements[element].tags.end;
    // Texts stand between the tags, at most one between two.
    let nearest = last - reading.elements[element].tags.start;
    let most = (range.start + 2 * nearest + 1).min(range.end);
    let found = (range.start + nearest..most).find(|&at| {
        matches!(woven.items[slot[at]].what,
            What::Tag { old: Some(tag), .. } | What::Tag { old: None, new: Some(tag) } if tag == last)
    })?;
    let structure = matches!(reading.elements[element].role, Role::Block | Role::Note);
    Some((found + 1, structure))
}

fn text_of<'a>(woven: Woven<'a, '_>, item: usize) -> &'a str {
    match &woven.items[item].what {
        What::Text { old: Some(range), .. } => &woven.old.text[range.clone()],
        What::Text { new: Some(range), .. } => &woven.new.text[range.clone()],
        What::Text { .. } | What::Tag { .. } => "",
    }
}

/// Elements that were divided into several of their kind, or put together.
fn divisions(
    woven: Woven,
    changed: &[usize],
    tags: &HashMap<(bool, usize), usize>,
    sets: &mut Sets,
    shapes: &mut BTreeMap<usize, Shape>,
) {
    for (at, &item) in changed.iter().enumerate() {
        let What::Tag { old: Some(tag), .. } = woven.items[item].what else { continue };
        let TagKind::End(element) = woven.old.tags[tag].kind else { continue };
        let Some(partner) = woven.pairs.new_of[element] else { continue };
        let old_end = woven.places.0[tag];
        let new_end = woven.places.1[woven.new.elements[partner].tags.end];
        let split = new_end < old_end;
        let (reading, places, paired, mut part, goal) = if split {
            (woven.new, woven.places.1, &woven.pairs.old_of, partner, old_end)
        } else {
            (woven.old, woven.places.0, &woven.pairs.new_of, element, new_end)
        };
        let mut parts = Vec::new();
        let whole = loop {
            let Some(next) = next_sibling(reading, part) else { break false };
            let end = places[reading.elements[next].tags.end];
            let same_name = reading.elements[next].name == reading.elements[part].name;
            if !same_name || paired[next].is_some() || end > goal {
                break false;
            }
            parts.push(next);
            part = next;
            if end == goal {
                break true;
            }
        };
        if !whole {
            continue;
        }
        for part in parts {
            if let Some(&member) = tags.get(&(!split, part)) {
                sets.join(at, member);
            }
        }
        shapes.insert(at, if split { Shape::Split } else { Shape::Merged });
    }
}

/// The element that begins where this one ended, with nothing but comments between.
fn next_sibling(reading: &Reading, element: usize) -> Option<usize> {
    let after = reading.elements[element].tags.end + 1;
    let next = reading.tags[after..].iter().find(|tag| !matches!(tag.kind, TagKind::Point(..)))?;
    match next.kind {
        TagKind::Start(sibling) => Some(sibling),
        TagKind::End(_) | TagKind::Point(..) => None,
    }
}

/// Words that went in one place and came in another, once each.
fn moves(woven: Woven, changed: &[usize], sets: &mut Sets, shapes: &mut BTreeMap<usize, Shape>) {
    /// Fewer words occur anywhere; they were not moved.
    const FEWEST_WORDS: usize = 3;
    let mut texts: BTreeMap<usize, (String, bool, bool)> = BTreeMap::new();
    for (at, &item) in changed.iter().enumerate() {
        let text = text_of(woven, item);
        let entry = texts.entry(sets.root(at)).or_default();
        entry.0.push_str(text);
        let old = woven.items[item].is_old();
        entry.1 |= old;
        entry.2 |= !old;
    }
    let mut by_text: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (&root, (text, has_old, has_new)) in &texts {
        let text = text.trim();
        if has_old == has_new || text.split_whitespace().count() < FEWEST_WORDS {
            continue;
        }
        let sides = by_text.entry(text).or_default();
        if *has_old { sides.0.push(root) } else { sides.1.push(root) }
    }
    for (went, came) in by_text.into_values() {
        if let ([went], [came]) = (went.as_slice(), came.as_slice()) {
            sets.join(*went, *came);
            shapes.insert(*went, Shape::Moved);
        }
    }
}

/// Sets of numbers that are joined two at a time.
struct Sets {
    above: Vec<usize>,
}

impl Sets {
    fn new(count: usize) -> Self {
        Self { above: (0..count).collect() }
    }

    fn root(&mut self, mut member: usize) -> usize {
        while self.above[member] != member {
            self.above[member] = self.above[self.above[member]];
            member = self.above[member];
        }
        member
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.above[high] = low;
    }
}

/// The kind of a point that a group is about, where it is about one alone.
pub(super) fn point_kind(woven: Woven, group: &Group) -> Option<PointKind> {
    let [item] = group.items.as_slice() else { return None };
    let (reading, tag) = match woven.items[*item].what {
        What::Tag { new: Some(tag), .. } => (woven.new, tag),
        What::Tag { old: Some(tag), .. } => (woven.old, tag),
        What::Tag { .. } | What::Text { .. } => return None,
    };
    match reading.tags[tag].kind {
        TagKind::Point(kind, _) => Some(kind),
        TagKind::Start(_) | TagKind::End(_) => None,
    }
}

//! Both files as one sequence, in which each item says whether it stands in the old file, in the
//! new, or in both. All that stands in the old file, in order, is the old file; all that stands in
//! the new is the new one. A change is a set of items, so that any of them can be made alone.

use super::pairs::{Pairs, Places};
use super::reading::{Reading, Tag, TagKind};
use super::sequence::{self, Match};
use std::collections::HashMap;
use std::ops::Range;

/// One item of the union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub what: What,
    /// Items with one number lie between the same two common items of one place.
    pub slot: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// Text, by its place in either file; never in neither.
    Text { old: Option<Range<usize>>, new: Option<Range<usize>> },
    /// A tag, by its index in either file; never in neither.
    Tag { old: Option<usize>, new: Option<usize> },
}

impl Item {
    /// Whether it stands in both files.
    pub fn is_common(&self) -> bool {
        match &self.what {
            What::Text { old, new } => old.is_some() && new.is_some(),
            What::Tag { old, new } => old.is_some() && new.is_some(),
        }
    }

    /// Whether it stands in the old file.
    pub fn is_old(&self) -> bool {
        match &self.what {
            What::Text { old, .. } => old.is_some(),
            What::Tag { old, .. } => old.is_some(),
        }
    }
}

/// Lays both files into one sequence. Pairs of elements that are nested the other way round now
/// are parted again: one of the two went and came.
pub(super) fn unite(
    old: &Reading,
    new: &Reading,
    runs: &[Match],
    places: (&Places, &Places),
    pairs: &mut Pairs,
) -> Vec<Item> {
    let mut loom = Loom { old, new, places, pairs, items: Vec::new(), slot: 0, o: 0, n: 0 };
    loom.items.reserve(old.tags.len() + new.tags.len() / 2);
    let (mut old_at, mut new_at) = (0, 0);
    for run in runs {
        loom.place(old_at, old_at..run.old, new_at..run.new);
        loom.run(run);
        (old_at, new_at) = (run.old + run.len, run.new + run.len);
    }
    loom.place(old_at, old_at..old.text.len(), new_at..new.text.len());
    loom.items
}

/// The comments and instructions among tags.
fn points(reading: &Reading, tags: Range<usize>) -> Vec<usize> {
    tags.filter(|&tag| matches!(reading.tags[tag].kind, TagKind::Point(..))).collect()
}

struct Loom<'a, 'd> {
    old: &'a Reading<'d>,
    new: &'a Reading<'d>,
    places: (&'a Places, &'a Places),
    pairs: &'a mut Pairs,
    items: Vec<Item>,
    slot: usize,
    /// The next tags.
    o: usize,
    n: usize,
}

impl Loom<'_, '_> {
    /// A common stretch, with the places inside it that have tags.
    fn run(&mut self, run: &Match) {
        let end = run.old + run.len;
        let mut at = run.old;
        loop {
            let next_old = self.places.0.get(self.o).copied().unwrap_or(usize::MAX);
            let next_new = self.places.1.get(self.n).copied().unwrap_or(usize::MAX);
            let next = next_old.min(next_new).min(end);
            if at < next {
                let new = run.new + (at - run.old)..run.new + (next - run.old);
                let what = What::Text { old: Some(at..next), new: Some(new) };
                self.items.push(Item { what, slot: self.slot });
                at = next;
            }
            if next == end {
                return;
            }
            let new_at = run.new + (next - run.old);
            self.place(next, next..next, new_at..new_at);
        }
    }

    /// One place: the tags there and the text that differs.
    fn place(&mut self, place: usize, old_text: Range<usize>, new_text: Range<usize>) {
        let (o, n) = (self.o, self.n);
        while self.places.0.get(self.o) == Some(&place) {
            self.o += 1;
        }
        while self.places.1.get(self.n) == Some(&place) {
            self.n += 1;
        }
        let (olds, news) = (o..self.o, n..self.n);
        if olds.is_empty() && news.is_empty() && old_text.is_empty() && new_text.is_empty() {
            return;
        }
        let anchors = self.anchors(&olds, &news);
        let anchors = self.with_points(&olds, &news, &anchors);
        let (mut left_old, mut left_new) = (olds.start, news.start);
        let (mut old_at, mut new_at) = (old_text.start, new_text.start);
        for (old, new) in anchors {
            self.slot += 1;
            self.old_side(left_old..old, old_at..self.old.tags[old].at);
            self.new_side(left_new..new, new_at..self.new.tags[new].at);
            self.slot += 1;
            let what = What::Tag { old: Some(old), new: Some(new) };
            self.items.push(Item { what, slot: self.slot });
            (left_old, left_new) = (old + 1, new + 1);
            (old_at, new_at) = (self.old.tags[old].at, self.new.tags[new].at);
        }
        self.slot += 1;
        self.old_side(left_old..olds.end, old_at..old_text.end);
        self.new_side(left_new..news.end, new_at..new_text.end);
        self.slot += 1;
    }

    fn old_side(&mut self, tags: Range<usize>, text: Range<usize>) {
        let mut at = text.start;
        for tag in tags {
            self.old_text(at..self.old.tags[tag].at);
            at = self.old.tags[tag].at;
            let what = What::Tag { old: Some(tag), new: None };
            self.items.push(Item { what, slot: self.slot });
        }
        self.old_text(at..text.end);
    }

    fn old_text(&mut self, text: Range<usize>) {
        if !text.is_empty() {
            let what = What::Text { old: Some(text), new: None };
            self.items.push(Item { what, slot: self.slot });
        }
    }

    fn new_side(&mut self, tags: Range<usize>, text: Range<usize>) {
        let mut at = text.start;
        for tag in tags {
            self.new_text(at..self.new.tags[tag].at);
            at = self.new.tags[tag].at;
            let what = What::Tag { old: None, new: Some(tag) };
            self.items.push(Item { what, slot: self.slot });
        }
        self.new_text(at..text.end);
    }

    fn new_text(&mut self, text: Range<usize>) {
        if !text.is_empty() {
            let what = What::Text { old: None, new: Some(text) };
            self.items.push(Item { what, slot: self.slot });
        }
    }

    /// The tags of one place that stand in both files and in the same order, the most of them:
    /// tags of elements with text count more than points.
    fn anchors(&mut self, olds: &Range<usize>, news: &Range<usize>) -> Vec<(usize, usize)> {
        let mut candidates: Vec<(usize, usize)> = olds
            .clone()
            .filter_map(|tag| self.counterpart(tag).map(|new| (tag, new)))
            .filter(|(_, new)| news.contains(new))
            .collect();
        loop {
            let keys: Vec<_> =
                candidates.iter().map(|&(old, new)| (new, self.weight(old))).collect();
            let kept = sequence::heaviest_rising(&keys);
            if kept.len() == candidates.len() {
                return candidates;
            }
            // What is left out stands elsewhere now. An element whose start moved within its
            // place is nested in another way: it is said to go and to come, whole.
            let mut kept_tags = kept.iter().map(|&index| candidates[index]).peekable();
            let mut left_out = Vec::new();
            for &candidate in &candidates {
                if kept_tags.peek() == Some(&candidate) {
                    kept_tags.next();
                } else {
                    left_out.push(candidate);
                }
            }
            candidates = kept.iter().map(|&index| candidates[index]).collect();
            let before = candidates.len();
            for (old, _) in left_out {
                if let TagKind::Start(element) = self.old.tags[old].kind {
                    self.part(element);
                }
            }
            // The end of an element that was just parted may be among them.
            let candidates_now: Vec<_> = candidates
                .iter()
                .copied()
                .filter(|&(old, new)| self.counterpart(old) == Some(new))
                .collect();
            if candidates_now.len() == before {
                return candidates;
            }
            candidates = candidates_now;
        }
    }

    /// The same with the comments and instructions between them: equal ones, then the rest of a
    /// kind in order.
    fn with_points(
        &self,
        olds: &Range<usize>,
        news: &Range<usize>,
        anchors: &[(usize, usize)],
    ) -> Vec<(usize, usize)> {
        let mut all = Vec::with_capacity(anchors.len());
        let (mut old_from, mut new_from) = (olds.start, news.start);
        for &(old, new) in anchors.iter().chain([&(olds.end, news.end)]) {
            let of_old = points(self.old, old_from..old);
            let of_new = points(self.new, new_from..new);
            if !of_old.is_empty() && !of_new.is_empty() {
                all.extend(self.points(&of_old, &of_new));
            }
            all.push((old, new));
            (old_from, new_from) = (old + 1, new + 1);
        }
        all.pop();
        all
    }

    fn points(&self, olds: &[usize], news: &[usize]) -> Vec<(usize, usize)> {
        let mut numbers = HashMap::new();
        let mut number = |tag: &TagKind| {
            let next = numbers.len() as u32;
            let TagKind::Point(kind, said) = tag else { return u32::MAX };
            *numbers.entry((*kind, said.to_string())).or_insert(next)
        };
        let a: Vec<_> = olds.iter().map(|&tag| number(&self.old.tags[tag].kind)).collect();
        let b: Vec<_> = news.iter().map(|&tag| number(&self.new.tags[tag].kind)).collect();
        let kind = |tag: &Tag| match tag.kind {
            TagKind::Point(kind, _) => Some(kind),
            TagKind::Start(_) | TagKind::End(_) => None,
        };
        let mut all = Vec::new();
        let (mut left_old, mut left_new) = (0, 0);
        let end = Match { old: olds.len(), new: news.len(), len: 0 };
        for run in sequence::matches(&a, &b).into_iter().chain([end]) {
            for &old in &olds[left_old..run.old] {
                let same_kind =
                    |&new: &usize| kind(&self.old.tags[old]) == kind(&self.new.tags[news[new]]);
                if let Some(new) = (left_new..run.new).find(same_kind) {
                    all.push((old, news[new]));
                    left_new = new + 1;
                }
            }
            all.extend((0..run.len).map(|step| (olds[run.old + step], news[run.new + step])));
            (left_old, left_new) = (run.old + run.len, run.new + run.len);
        }
        all
    }

    fn part(&mut self, old_element: usize) {
        if let Some(new) = self.pairs.new_of[old_element].take() {
            self.pairs.old_of[new] = None;
            self.pairs.parted.push((old_element, new));
        }
    }

    /// The tag of the new file that is the same as one of the old.
    fn counterpart(&self, old: usize) -> Option<usize> {
        match self.old.tags[old].kind {
            TagKind::Start(element) => {
                self.pairs.new_of[element].map(|new| self.new.elements[new].tags.start)
            }
            TagKind::End(element) => {
                self.pairs.new_of[element].map(|new| self.new.elements[new].tags.end)
            }
            TagKind::Point(..) => None,
        }
    }

    fn weight(&self, old: usize) -> u32 {
        match self.old.tags[old].kind {
            TagKind::Start(element) | TagKind::End(element) => {
                let tags = &self.old.elements[element].tags;
                if self.places.0[tags.start] == self.places.0[tags.end] { 2 } else { 8 }
            }
            TagKind::Point(..) => 1,
        }
    }
}

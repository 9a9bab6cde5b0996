//! Which element of the old file is which of the new.
//!
//! A tag lies at a place that both files share: between two characters that stand in both, or in
//! the gap where they differ. Elements are the same that begin and end at the same places; then
//! those that agree in one edge; then those that overlap.

use super::reading::{Attribute, Reading, TagKind};
use super::sequence::{self, Match};
use super::tei::Role;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The shared places of all tags of one file, by index of the tag.
pub(super) type Places = Vec<usize>;

/// Which tags and elements correspond.
#[derive(Debug)]
pub(super) struct Pairs {
    /// For each old element the new one.
    pub new_of: Vec<Option<usize>>,
    /// For each new element the old one.
    pub old_of: Vec<Option<usize>>,
    /// Elements, old and new, that are the same and nested in another way now.
    pub parted: Vec<(usize, usize)>,
}

/// The places of the tags of both files. A place is an offset of the old text.
pub(super) fn places(old: &Reading, new: &Reading, runs: &[Match]) -> (Places, Places) {
    let old_places = of_one_file(old, runs, |run| run.old, |_, at| at);
    let new_places = of_one_file(new, runs, |run| run.new, |run, at| run.old + at - run.new);
    (old_places, new_places)
}

fn of_one_file(
    reading: &Reading,
    runs: &[Match],
    start: impl Fn(&Match) -> usize,
    map: impl Fn(&Match, usize) -> usize,
) -> Places {
    let mut run = 0;
    let place = |at: usize| {
        while runs.get(run).is_some_and(|r| start(r) + r.len <= at) {
            run += 1;
        }
        match runs.get(run) {
            Some(inside) if start(inside) < at => map(inside, at),
            // In the gap before this run: its place is where the run before it ends.
            Some(_) | None => {
                run.checked_sub(1).map_or(0, |before| runs[before].old + runs[before].len)
            }
        }
    };
    reading.tags.iter().map(|tag| tag.at).map(place).collect()
}

/// Finds the pairs.
pub(super) fn pair(old: &Reading, new: &Reading, places: (&Places, &Places)) -> Pairs {
    let mut pairs = Pairs {
        new_of: vec![None; old.elements.len()],
        old_of: vec![None; new.elements.len()],
        parted: Vec::new(),
    };
    let mut pairing = Pairing { old, new, places, pairs: &mut pairs };
    pairing.by_start();
    pairing.by_end();
    pairing.by_overlap();
    pairing.moved_points();
    pairs
}

struct Pairing<'a, 'd> {
    old: &'a Reading<'d>,
    new: &'a Reading<'d>,
    places: (&'a Places, &'a Places),
    pairs: &'a mut Pairs,
}

/// How much two elements that begin at one place must agree in, from all to little.
#[derive(Debug, Clone, Copy)]
enum Likeness {
    /// Name, attributes, end.
    Whole,
    /// Name and end.
    NameAndEnd,
    /// Name; they have text in common.
    Name,
    /// End; they have text in common, and the name is another.
    End,
}

impl Likeness {
    fn weaker(self) -> Option<Self> {
        match self {
            Self::Whole => Some(Self::NameAndEnd),
            Self::NameAndEnd => Some(Self::Name),
            Self::Name => Some(Self::End),
            Self::End => None,
        }
    }
}

impl Pairing<'_, '_> {
    fn join(&mut self, old: usize, new: usize) {
        self.pairs.new_of[old] = Some(new);
        self.pairs.old_of[new] = Some(old);
    }

    fn old_ends(&self, element: usize) -> (usize, usize) {
        let tags = &self.old.elements[element].tags;
        (self.places.0[tags.start], self.places.0[tags.end])
    }

    fn new_ends(&self, element: usize) -> (usize, usize) {
        let tags = &self.new.elements[element].tags;
        (self.places.1[tags.start], self.places.1[tags.end])
    }

    /// Elements that begin at the same place.
    fn by_start(&mut self) {
        let (mut o, mut n) = (0, 0);
        while o < self.old.tags.len() && n < self.new.tags.len() {
            let place = self.places.0[o].min(self.places.1[n]);
            let (mut olds, mut news) = (Vec::new(), Vec::new());
            while o < self.old.tags.len() && self.places.0[o] == place {
                if let TagKind::Start(element) = self.old.tags[o].kind {
                    olds.push(element);
                }
                o += 1;
            }
            while n < self.new.tags.len() && self.places.1[n] == place {
                if let TagKind::Start(element) = self.new.tags[n].kind {
                    news.push(element);
                }
                n += 1;
            }
            self.starts(&olds, &news);
        }
    }

    /// Pairs the elements of one place, the most alike first and then what lies between them.
    fn starts(&mut self, olds: &[usize], news: &[usize]) {
        let (mut o, mut n) = (0..olds.len(), 0..news.len());
        while !o.is_empty() && !n.is_empty() && self.same(olds[o.start], news[n.start]) {
            self.join(olds[o.start], news[n.start]);
            (o.start, n.start) = (o.start + 1, n.start + 1);
        }
        while !o.is_empty() && !n.is_empty() && self.same(olds[o.end - 1], news[n.end - 1]) {
            (o.end, n.end) = (o.end - 1, n.end - 1);
            self.join(olds[o.end], news[n.end]);
        }
        let mut gaps = vec![(o, n, Likeness::Whole)];
        while let Some((o, n, likeness)) = gaps.pop() {
            if o.is_empty() || n.is_empty() {
                continue;
            }
            let mut numbers = HashMap::new();
            let mut number = |key: (u64, usize, usize)| {
                let next = numbers.len() as u32;
                *numbers.entry(key).or_insert(next)
            };
            let a: Vec<_> = o.clone().map(|i| number(self.old_key(olds[i], likeness))).collect();
            let b: Vec<_> = n.clone().map(|i| number(self.new_key(news[i], likeness))).collect();
            let (mut left_old, mut left_new) = (o.start, n.start);
            let mut between = Vec::new();
            for run in sequence::matches(&a, &b) {
                for step in 0..run.len {
                    self.join(olds[o.start + run.old + step], news[n.start + run.new + step]);
                }
                between.push((left_old..o.start + run.old, left_new..n.start + run.new));
                left_old = o.start + run.old + run.len;
                left_new = n.start + run.new + run.len;
            }
            between.push((left_old..o.end, left_new..n.end));
            if let Some(weaker) = likeness.weaker() {
                gaps.extend(between.into_iter().map(|(o, n)| (o, n, weaker)));
            }
        }
    }

    /// Whether two elements that begin at one place agree in all but `xml:id`: what
    /// [`Likeness::Whole`] asks for.
    fn same(&self, old: usize, new: usize) -> bool {
        let relevant = |attribute: &&Attribute| !attribute.is_id;
        kind(self.old, old) == kind(self.new, new)
            && self.old_ends(old).1 == self.new_ends(new).1
            && self.old.attributes(old).iter().filter(relevant).map(|a| (a.name, &a.value)).eq(self
                .new
                .attributes(new)
                .iter()
                .filter(relevant)
                .map(|a| (a.name, &a.value)))
    }

    /// What two elements must have in common; keys that never agree hold the index.
    fn old_key(&self, element: usize, likeness: Likeness) -> (u64, usize, usize) {
        key(self.old, element, self.old_ends(element), likeness, 1)
    }

    fn new_key(&self, element: usize, likeness: Likeness) -> (u64, usize, usize) {
        key(self.new, element, self.new_ends(element), likeness, 2)
    }

    /// Elements with the same name that end at the same place and began elsewhere.
    fn by_end(&mut self) {
        let mut waiting: HashMap<(u64, usize), Vec<usize>> = HashMap::new();
        for element in unpaired(&self.pairs.new_of) {
            let (start, end) = self.old_ends(element);
            if start != end {
                waiting.entry((kind(self.old, element), end)).or_default().push(element);
            }
        }
        // The inner ones of both files come last in their lists.
        for element in unpaired(&self.pairs.old_of).into_iter().rev() {
            let (start, end) = self.new_ends(element);
            if start != end
                && let Some(old) =
                    waiting.get_mut(&(kind(self.new, element), end)).and_then(Vec::pop)
            {
                self.join(old, element);
            }
        }
    }

    /// Elements with the same name that have some text in common.
    fn by_overlap(&mut self) {
        /// Elements are few here; more than these at one place do not belong to each other.
        const LOOKED_AT: usize = 32;
        let news = unpaired(&self.pairs.old_of);
        let mut first = 0;
        for old in unpaired(&self.pairs.new_of) {
            let (start, end) = self.old_ends(old);
            if start == end {
                continue;
            }
            while news.get(first).is_some_and(|&new| {
                self.pairs.old_of[new].is_some() || self.new_ends(new).1 <= start
            }) {
                first += 1;
            }
            let found = news[first..].iter().copied().take(LOOKED_AT).find(|&new| {
                let (new_start, new_end) = self.new_ends(new);
                self.pairs.old_of[new].is_none()
                    && kind(self.new, new) == kind(self.old, old)
                    && new_start < end
                    && start < new_end
            });
            if let Some(new) = found {
                self.join(old, new);
            }
        }
    }

    /// Elements without text, such as page breaks, that stand elsewhere now: those that occur
    /// once among what is left.
    fn moved_points(&mut self) {
        let mut left: HashMap<u64, (Vec<usize>, Vec<usize>)> = HashMap::new();
        let is_point = |reading: &Reading, element: usize| {
            let element = &reading.elements[element];
            element.role == Role::Milestone && element.tags.end == element.tags.start + 1
        };
        for element in unpaired(&self.pairs.new_of) {
            if is_point(self.old, element) {
                left.entry(hash(self.old, element)).or_default().0.push(element);
            }
        }
        for element in unpaired(&self.pairs.old_of) {
            if is_point(self.new, element) {
                left.entry(hash(self.new, element)).or_default().1.push(element);
            }
        }
        for (olds, news) in left.into_values() {
            if let ([old], [new]) = (olds.as_slice(), news.as_slice()) {
                self.join(*old, *new);
            }
        }
    }
}

fn unpaired(of: &[Option<usize>]) -> Vec<usize> {
    (0..of.len()).filter(|&element| of[element].is_none()).collect()
}

fn key(
    reading: &Reading,
    element: usize,
    (start, end): (usize, usize),
    likeness: Likeness,
    side: usize,
) -> (u64, usize, usize) {
    let name = kind(reading, element);
    let alone = (u64::MAX, side, element);
    match likeness {
        Likeness::Whole => (hash(reading, element), end, 0),
        Likeness::NameAndEnd => (name, end, 0),
        Likeness::Name | Likeness::End if start == end => alone,
        Likeness::Name => (name, 0, 0),
        Likeness::End => (reading.elements[element].zone as u64, end, 0),
    }
}

/// The name and the zone as one number: nothing in the header is the same as something in the text.
fn kind(reading: &Reading, element: usize) -> u64 {
    let element = &reading.elements[element];
    u64::from(element.name) << 8 | element.zone as u64
}

/// The name, the zone and the attributes but for `xml:id` as one number.
fn hash(reading: &Reading, element: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    kind(reading, element).hash(&mut hasher);
    for attribute in reading.attributes(element).iter().filter(|attribute| !attribute.is_id) {
        (attribute.name, &attribute.value).hash(&mut hasher);
    }
    hasher.finish()
}

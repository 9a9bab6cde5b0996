//! From the items of a change to the sentence that tells it.

use super::change::{Change, Kind, Part, Site, Words};
use super::excerpt;
use super::groups::{Group, Shape, Woven, point_kind};
use super::reading::{PointKind, Reading, TagKind};
use super::tei::{Role, Zone};
use super::union::What;
use std::collections::HashMap;
use std::ops::Range;

/// The changes that the groups are, in the same order.
pub(super) fn describe(
    woven: Woven,
    groups: &[Group],
    locals: &dyn Fn(u32) -> String,
) -> Vec<Change> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    groups
        .iter()
        .map(|group| {
            let mut change = Teller { woven, locals }.tell(group);
            change.at = match (&change.new, group.items.first()) {
                (Some(site), _) => site.offset,
                (None, Some(&item)) => place_in_new(woven, item),
                (None, None) => 0,
            };
            let count = seen.entry(change.id.clone()).or_default();
            *count += 1;
            if *count > 1 {
                change.id = format!("{}-{count}", change.id);
            }
            change
        })
        .collect()
}

struct Teller<'a, 'd> {
    woven: Woven<'a, 'd>,
    locals: &'a dyn Fn(u32) -> String,
}

/// Where an item of the old file would stand in the new one: before the next thing there.
fn place_in_new(woven: Woven, item: usize) -> usize {
    let next = woven.items[item..].iter().find_map(|item| match &item.what {
        What::Text { new, .. } => new.as_ref().map(|range| woven.new.raw_at(range.start)),
        What::Tag { new, .. } => new.map(|tag| woven.new.tags[tag].raw.start),
    });
    next.unwrap_or(woven.new.raw.len())
}

/// What the items of a change amount to.
#[derive(Default)]
struct Sum {
    old_text: String,
    new_text: String,
    old_range: Option<Range<usize>>,
    new_range: Option<Range<usize>>,
    /// Elements that went, came, or have an edge elsewhere, the outer first.
    removed: Vec<usize>,
    added: Vec<usize>,
    moved: Vec<usize>,
}

impl Teller<'_, '_> {
    fn tell(&self, group: &Group) -> Change {
        if let Some(element) = group.value {
            return self.tell_value(element);
        }
        if let Some(kind) = point_kind(self.woven, group) {
            return self.tell_point(group, kind);
        }
        let sum = self.sum(group);
        let words = words(&sum, group.shape);
        let old_element = sum.removed.first().or(sum.moved.first()).copied();
        let new_element = sum
            .added
            .first()
            .copied()
            .or_else(|| sum.moved.first().and_then(|&old| self.woven.pairs.new_of[old]));
        let (role, zone) = self.nature(&sum, old_element, new_element);
        let is_structure = role.is_some_and(|role| role != Role::Annotation);
        let marks = !sum.removed.is_empty() || !sum.added.is_empty() || !sum.moved.is_empty();
        let kind = match group.shape {
            Shape::Split => Kind::Split,
            Shape::Merged => Kind::Merged,
            Shape::Moved => Kind::Order,
            Shape::Plain if is_parted(self.woven, &sum) => Kind::Edges,
            Shape::Plain => match words {
                Words::Same | Words::WhiteSpace if marks => kind_of_marks(&sum),
                // A block that came or went takes its words with it.
                Words::Characters
                    if is_structure
                        && sum.old_text.is_empty() != sum.new_text.is_empty()
                        && self.is_one_block(&sum) =>
                {
                    kind_of_marks(&sum)
                }
                Words::Same | Words::Characters => Kind::Characters,
                Words::WhiteSpace => Kind::WhiteSpace,
                Words::Order => Kind::Order,
            },
        };
        let part = zone.part().unwrap_or(match kind {
            Kind::Characters | Kind::WhiteSpace | Kind::Order => Part::Text,
            _ if is_structure => Part::Structure,
            _ => Part::Annotation,
        });
        let of_text = matches!(kind, Kind::Characters | Kind::WhiteSpace | Kind::Order);
        let old = self.old_site(&sum, old_element, of_text);
        let new = self.new_site(&sum, new_element, of_text);
        let element = match (new_element, old_element) {
            (Some(new), _) => Some((self.locals)(self.woven.new.elements[new].name)),
            (None, Some(old)) => Some((self.locals)(self.woven.old.elements[old].name)),
            (None, None) => None,
        };
        let message = self.message(kind, &sum, element.as_deref(), old.as_ref(), new.as_ref());
        let element = element.filter(|_| !of_text);
        finish(Change { id: String::new(), part, kind, words, element, at: 0, old, new, message })
    }

    fn sum(&self, group: &Group) -> Sum {
        let Woven { old, new, pairs, items, .. } = self.woven;
        let mut sum = Sum::default();
        for &item in &group.items {
            match &items[item].what {
                What::Text { old: Some(range), .. } => {
                    sum.old_text.push_str(&old.text[range.clone()]);
                    widen(&mut sum.old_range, range);
                }
                What::Text { new: Some(range), .. } => {
                    sum.new_text.push_str(&new.text[range.clone()]);
                    widen(&mut sum.new_range, range);
                }
                What::Tag { old: Some(tag), .. } => match old.tags[*tag].kind {
                    TagKind::Start(e) if pairs.new_of[e].is_none() => sum.removed.push(e),
                    TagKind::Start(e) => sum.moved.push(e),
                    TagKind::End(e) if pairs.new_of[e].is_some() => sum.moved.push(e),
                    TagKind::End(_) | TagKind::Point(..) => {}
                },
                What::Tag { new: Some(tag), .. } => match new.tags[*tag].kind {
                    TagKind::Start(e) | TagKind::End(e) => match pairs.old_of[e] {
                        Some(old) => sum.moved.push(old),
                        None if matches!(new.tags[*tag].kind, TagKind::Start(_)) => {
                            sum.added.push(e);
                        }
                        None => {}
                    },
                    TagKind::Point(..) => {}
                },
                What::Text { .. } | What::Tag { .. } => {}
            }
        }
        sum.moved.sort_unstable();
        sum.moved.dedup();
        sum.added.sort_unstable();
        sum
    }

    fn nature(&self, sum: &Sum, old: Option<usize>, new: Option<usize>) -> (Option<Role>, Zone) {
        let Woven { old: old_file, new: new_file, .. } = self.woven;
        let role =
            new.map(|e| new_file.elements[e].role).or(old.map(|e| old_file.elements[e].role));
        let of_words = [
            sum.new_range.as_ref().map(|range| new_file.zone(range.start)),
            sum.old_range.as_ref().map(|range| old_file.zone(range.start)),
        ];
        // What touches the words of the edition is told there.
        let zone = if of_words.contains(&Some(Zone::Text)) {
            Zone::Text
        } else {
            let of_element =
                new.map(|e| new_file.elements[e].zone).or(old.map(|e| old_file.elements[e].zone));
            of_element.or(of_words[0]).or(of_words[1]).unwrap_or(Zone::Text)
        };
        (role, zone)
    }

    /// Whether all that went or came is within the first element.
    fn is_one_block(&self, sum: &Sum) -> bool {
        let inside =
            |reading: &Reading, element: Option<&usize>, range: Option<&Range<usize>>| match (
                element, range,
            ) {
                (Some(&element), Some(range)) => {
                    let extent = reading.extent(element);
                    extent.start <= range.start && range.end <= extent.end
                }
                (_, None) => true,
                (None, Some(_)) => false,
            };
        inside(self.woven.old, sum.removed.first(), sum.old_range.as_ref())
            && inside(self.woven.new, sum.added.first(), sum.new_range.as_ref())
    }

    fn old_site(&self, sum: &Sum, element: Option<usize>, of_text: bool) -> Option<Site> {
        let old = self.woven.old;
        match element {
            Some(element) if !of_text || sum.old_range.is_none() => {
                Some(excerpt::of_element(old, element))
            }
            _ => sum.old_range.clone().map(|range| excerpt::of_text(old, range)),
        }
    }

    fn new_site(&self, sum: &Sum, element: Option<usize>, of_text: bool) -> Option<Site> {
        let new = self.woven.new;
        match element {
            Some(element) if !of_text || sum.new_range.is_none() => {
                Some(excerpt::of_element(new, element))
            }
            _ => sum.new_range.clone().map(|range| excerpt::of_text(new, range)),
        }
    }

    fn message(
        &self,
        kind: Kind,
        sum: &Sum,
        element: Option<&str>,
        old: Option<&Site>,
        new: Option<&Site>,
    ) -> String {
        let name = element.unwrap_or("text");
        let site = new.or(old);
        let around = |middle: &str| {
            site.map_or(String::new(), |site| format!("`{}{middle}{}`", site.before, site.after))
        };
        let text = site.map_or("", |site| &site.text);
        let marked = around(&marked(text));
        let tag = site.and_then(|site| site.markup.as_deref()).unwrap_or_default();
        match kind {
            Kind::Characters | Kind::WhiteSpace | Kind::Order => {
                let went = old.map_or(String::new(), |site| format!("[-{}-]", site.text));
                let came = new.map_or(String::new(), |site| format!("{{+{}+}}", site.text));
                let what = match kind {
                    Kind::WhiteSpace => "white space differs",
                    Kind::Order => "words stand elsewhere",
                    _ => "text differs",
                };
                format!("{what}: {}{}", around(&format!("{went}{came}")), self.carried(sum))
            }
            Kind::Added => format!("{name} added: {tag} on {marked}"),
            Kind::Removed => format!("{name} removed: {tag} on {marked}"),
            Kind::Split => format!("{name} divided into {}: {marked}", sum.added.len() + 1),
            Kind::Merged => format!("{} {name} put together: {marked}", sum.removed.len() + 1),
            Kind::Edges | Kind::OtherKind | Kind::Value | Kind::Target | Kind::Wording => {
                let (was, is) = (old.map_or("", |s| &s.text), new.map_or("", |s| &s.text));
                if text.is_empty() {
                    format!("{name} stands elsewhere: {tag} in {marked}")
                } else if was == is {
                    format!("{name} is nested in another way: {marked}")
                } else {
                    format!("{name} is on `{is}`, was on `{was}`: {marked}")
                }
            }
        }
    }

    /// The marks that went or came together with their words.
    fn carried(&self, sum: &Sum) -> String {
        let name =
            |reading: &Reading, element: usize| (self.locals)(reading.elements[element].name);
        let list = |names: Vec<String>, word: &str| {
            if names.is_empty() {
                String::new()
            } else {
                format!("; {word} with it: {}", names.join(", "))
            }
        };
        let removed = sum.removed.iter().map(|&e| name(self.woven.old, e)).collect();
        let added = sum.added.iter().map(|&e| name(self.woven.new, e)).collect();
        list(removed, "gone") + &list(added, "come")
    }

    /// An element with another name or other attributes.
    fn tell_value(&self, element: usize) -> Change {
        /// Attributes whose value points to something (class att.pointing and its like).
        const POINTING: [&str; 12] = [
            "ref", "target", "key", "corresp", "who", "sameAs", "copyOf", "url", "facs", "next",
            "prev", "source",
        ];
        let Woven { old, new, pairs, renumbering, .. } = self.woven;
        let partner = pairs.new_of[element].expect("a value is that of two elements");
        let (was, is) = (old.attributes(element), new.attributes(partner));
        let mut told = Vec::new();
        let mut points = false;
        for before in was {
            let (local, written) = ((self.locals)(before.name), before.written);
            match is.iter().find(|after| after.name == before.name) {
                Some(after) if renumbering.agree(before, after) => continue,
                Some(after) if before.value == after.value => {
                    told.push(format!("@{written} `{}` did not follow its target", before.value));
                }
                Some(after) => {
                    told.push(format!("@{written} `{}` became `{}`", before.value, after.value));
                }
                None => told.push(format!("@{written} `{}` went", before.value)),
            }
            points |= POINTING.contains(&local.as_str());
        }
        for after in is {
            if !was.iter().any(|before| before.name == after.name) {
                let local = (self.locals)(after.name);
                points |= POINTING.contains(&local.as_str());
                told.push(format!("@{} `{}` came", after.written, after.value));
            }
        }
        let (before, after) = (&old.elements[element], &new.elements[partner]);
        let name = (self.locals)(after.name);
        let kind = if before.name != after.name {
            told.insert(0, format!("was {}", (self.locals)(before.name)));
            Kind::OtherKind
        } else if points {
            Kind::Target
        } else {
            Kind::Value
        };
        let part = match after.zone.part() {
            Some(part) => part,
            None if after.role == Role::Annotation => Part::Annotation,
            None => Part::Structure,
        };
        let (old, new) = (excerpt::of_element(old, element), excerpt::of_element(new, partner));
        let around = format!("`{}{}{}`", new.before, marked(&new.text), new.after);
        let message = format!("{name}: {}, on {around}", told.join(", "));
        finish(Change {
            id: String::new(),
            part,
            kind,
            words: Words::Same,
            element: Some(name),
            at: 0,
            old: Some(old),
            new: Some(new),
            message,
        })
    }

    /// A comment, an instruction or a document type.
    fn tell_point(&self, group: &Group, kind: PointKind) -> Change {
        let What::Tag { old, new } = self.woven.items[group.items[0]].what else {
            unreachable!("a point is a tag")
        };
        let old = old.map(|tag| excerpt::of_point(self.woven.old, tag));
        let new = new.map(|tag| excerpt::of_point(self.woven.new, tag));
        let name = match kind {
            PointKind::Comment => "comment",
            PointKind::Instruction => "processing instruction",
            PointKind::Doctype => "document type",
        };
        let tag = |site: &Option<Site>| {
            site.as_ref().and_then(|site| site.markup.clone()).unwrap_or_default()
        };
        let (what, message) = match (&old, &new) {
            (None, _) => (Kind::Added, format!("{name} added: {}", tag(&new))),
            (_, None) => (Kind::Removed, format!("{name} removed: {}", tag(&old))),
            (Some(_), Some(_)) => {
                (Kind::Wording, format!("{name} differs: [-{}-]{{+{}+}}", tag(&old), tag(&new)))
            }
        };
        let site = new.as_ref().or(old.as_ref());
        let around = site.map_or(String::new(), |site| format!("{}|{}", site.before, site.after));
        let message = format!("{message} in `{around}`");
        finish(Change {
            id: String::new(),
            part: Part::Markup,
            kind: what,
            words: Words::Same,
            element: None,
            at: 0,
            old,
            new,
            message,
        })
    }
}

/// Words in their context, or their place where there are none.
fn marked(text: &str) -> String {
    if text.is_empty() { "|".to_owned() } else { format!("[{text}]") }
}

fn widen(whole: &mut Option<Range<usize>>, part: &Range<usize>) {
    *whole = Some(match whole {
        Some(whole) => whole.start.min(part.start)..whole.end.max(part.end),
        None => part.clone(),
    });
}

/// Whether the change is an element that is nested in another way now.
fn is_parted(woven: Woven, sum: &Sum) -> bool {
    match (sum.removed.as_slice(), sum.added.as_slice()) {
        ([old], [new]) => woven.pairs.parted.contains(&(*old, *new)),
        _ => false,
    }
}

fn kind_of_marks(sum: &Sum) -> Kind {
    match (sum.removed.is_empty(), sum.added.is_empty()) {
        (true, false) if sum.moved.is_empty() => Kind::Added,
        (false, true) if sum.moved.is_empty() => Kind::Removed,
        _ => Kind::Edges,
    }
}

/// What a change does to the words.
fn words(sum: &Sum, shape: Shape) -> Words {
    let (old, new) = (&sum.old_text, &sum.new_text);
    if old == new {
        // The same words went and came: they stand elsewhere.
        return if old.is_empty() { Words::Same } else { Words::Order };
    }
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    if solid(old) == solid(new) {
        return if shape == Shape::Moved { Words::Order } else { Words::WhiteSpace };
    }
    let sorted = |text: &str| {
        let mut words: Vec<_> = text.split_whitespace().map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    if sorted(old) == sorted(new) { Words::Order } else { Words::Characters }
}

/// Letters and digits that are not taken for one another.
const DIGITS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Gives the change its name: a number from all that it says, in six letters and digits.
fn finish(mut change: Change) -> Change {
    let site = |site: &Option<Site>| {
        site.as_ref().map_or(String::new(), |site| {
            format!("{}\u{1}{}\u{1}{:?}\u{1}{}", site.before, site.text, site.markup, site.after)
        })
    };
    let said = format!(
        "{}\u{2}{}\u{2}{:?}\u{2}{}\u{2}{}",
        change.part,
        change.kind,
        change.element,
        site(&change.old),
        site(&change.new)
    );
    // FNV-1a: the same on every machine and in every version.
    let mut number = 0xcbf2_9ce4_8422_2325_u64;
    for byte in said.bytes() {
        number = (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    number ^= number >> 32;
    change.id =
        (0..6).map(|place| char::from(DIGITS[(number >> (5 * place)) as usize % 32])).collect();
    change
}

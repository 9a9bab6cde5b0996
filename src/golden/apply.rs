//! The old file with some of the changes made.

use super::groups::{Group, Woven};
use super::identifiers::{Naming, Renumbering};
use super::names::Names;
use super::reading::{Attribute, Reading, TagKind};
use super::sayings::{Sayings, sayings};
use super::union::What;
use crate::xml::{Document, Limits};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// Why some changes cannot be made without others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entangled {
    /// These, by their index, belong to what was asked for: elements would cross otherwise.
    With(Vec<usize>),
    /// What would be written is not what was asked for; all changes together can be made.
    Together,
}

/// One step of writing, taken from one of the files.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Text(Side, Range<usize>),
    /// A start tag, by the index of the element.
    Start(Side, usize),
    End(Side, usize),
    /// A comment, instruction or document type, by the index of the tag.
    Point(Side, usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

/// Writes the old file with the changes made that `accepted` says, one entry a group.
pub(super) fn apply(
    woven: Woven,
    groups: &[Group],
    accepted: &[bool],
    names: &mut Names,
) -> Result<String, Entangled> {
    let steps = steps(woven, groups, accepted)?;
    let all_old = !accepted.contains(&true);
    for naming in [Naming::New, Naming::Old] {
        // Without renumbering there is nothing to choose.
        if naming == Naming::New && (woven.renumbering.is_empty() || all_old) {
            continue;
        }
        if !identifiers_are_unique(woven, &steps, naming) {
            continue;
        }
        for layout in [Layout::AsItStands, Layout::None] {
            let mut writer = Writer { woven, naming, layout, out: String::new(), open: Vec::new() };
            writer.write(&steps);
            if is_what_was_asked(woven, &steps, naming, &writer.out, names) {
                return Ok(writer.out);
            }
        }
    }
    Err(Entangled::Together)
}

/// What stands in the result, in order; or the changes without which elements would cross.
fn steps(woven: Woven, groups: &[Group], accepted: &[bool]) -> Result<Vec<Step>, Entangled> {
    const NONE: usize = usize::MAX;
    let mut group_of = vec![NONE; woven.items.len()];
    let mut value_of = vec![NONE; woven.old.elements.len()];
    for (index, group) in groups.iter().enumerate() {
        for &item in &group.items {
            group_of[item] = index;
        }
        if let Some(element) = group.value {
            value_of[element] = index;
        }
    }
    let is_made = |group: usize| group != NONE && accepted[group];
    // Open elements as old elements where they have one, and the groups that put them there.
    let mut open: Vec<((Side, usize), usize)> = Vec::new();
    let mut steps = Vec::with_capacity(woven.items.len());
    for (index, item) in woven.items.iter().enumerate() {
        let group = group_of[index];
        if !item.is_common() && item.is_old() == is_made(group) {
            continue;
        }
        match &item.what {
            What::Text { old: Some(range), .. } => steps.push(Step::Text(Side::Old, range.clone())),
            What::Text { new: Some(range), .. } => steps.push(Step::Text(Side::New, range.clone())),
            What::Tag { old, new } => {
                let (side, tag) = match (old, new) {
                    (Some(_), Some(new)) if group != NONE && accepted[group] => (Side::New, *new),
                    (Some(old), _) => (Side::Old, *old),
                    (None, Some(new)) => (Side::New, *new),
                    (None, None) => unreachable!("an item stands in a file"),
                };
                let reading = if side == Side::Old { woven.old } else { woven.new };
                match reading.tags[tag].kind {
                    TagKind::Point(..) => steps.push(Step::Point(side, tag)),
                    TagKind::Start(element) => {
                        let key = key(woven, side, element);
                        open.push((key, group));
                        steps.push(start(woven, key, &value_of, accepted));
                    }
                    TagKind::End(element) => {
                        let key = key(woven, side, element);
                        match open.pop() {
                            Some((top, _)) if top == key => steps.push(Step::End(key.0, key.1)),
                            crossed => {
                                return Err(crossing(crossed, key, &open, group, accepted));
                            }
                        }
                    }
                }
            }
            What::Text { .. } => unreachable!("an item stands in a file"),
        }
    }
    Ok(steps)
}

/// One name for an element that is in both files.
fn key(woven: Woven, side: Side, element: usize) -> (Side, usize) {
    match side {
        Side::New => match woven.pairs.old_of[element] {
            Some(old) => (Side::Old, old),
            None => (Side::New, element),
        },
        Side::Old => (Side::Old, element),
    }
}

fn start(woven: Woven, key: (Side, usize), value_of: &[usize], accepted: &[bool]) -> Step {
    if let (Side::Old, element) = key
        && accepted.get(value_of[element]) == Some(&true)
        && let Some(new) = woven.pairs.new_of[element]
    {
        return Step::Start(Side::New, new);
    }
    Step::Start(key.0, key.1)
}

/// The groups that must be made or left together with the ones that cross.
fn crossing(
    crossed: Option<((Side, usize), usize)>,
    key: (Side, usize),
    open: &[((Side, usize), usize)],
    group: usize,
    accepted: &[bool],
) -> Entangled {
    let mut involved: BTreeSet<usize> = [group].into();
    involved.extend(crossed.map(|(_, group)| group));
    involved.extend(open.iter().rev().find(|(open, _)| *open == key).map(|(_, group)| *group));
    let missing: Vec<_> =
        involved.into_iter().filter(|&group| accepted.get(group) == Some(&false)).collect();
    if missing.is_empty() { Entangled::Together } else { Entangled::With(missing) }
}

/// Whether white space that is layout is written as it stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    AsItStands,
    None,
}

struct Writer<'a, 'd> {
    woven: Woven<'a, 'd>,
    naming: Naming,
    layout: Layout,
    out: String,
    /// Names of the open elements as they were written, and whether the start tag still lacks
    /// its `>`.
    open: Vec<(&'d str, bool)>,
}

impl<'d> Writer<'_, 'd> {
    fn reading(&self, side: Side) -> &Reading<'d> {
        match side {
            Side::Old => self.woven.old,
            Side::New => self.woven.new,
        }
    }

    fn write(&mut self, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Text(side, range) => {
                    self.close_start();
                    self.text(*side, range.clone());
                }
                Step::Start(side, element) => {
                    self.close_start();
                    self.start(*side, *element);
                }
                Step::End(side, element) => self.end(*side, *element),
                Step::Point(side, tag) => {
                    self.close_start();
                    self.lead(*side, *tag);
                    let reading = self.reading(*side);
                    let raw = &reading.raw[reading.tags[*tag].raw.clone()];
                    self.out.push_str(raw);
                }
            }
        }
        if self.layout == Layout::AsItStands {
            let old = self.woven.old;
            self.out.push_str(&old.raw[old.tail..]);
        } else {
            self.out.push('\n');
        }
    }

    fn lead(&mut self, side: Side, tag: usize) {
        let reading = self.reading(side);
        let tag = &reading.tags[tag];
        let lead = &reading.raw[tag.lead..tag.raw.start];
        // The XML declaration leads to the first tag.
        if self.layout == Layout::AsItStands || self.out.is_empty() {
            self.out.push_str(lead);
        }
    }

    fn close_start(&mut self) {
        if let Some((_, lacks)) = self.open.last_mut()
            && *lacks
        {
            *lacks = false;
            self.out.push('>');
        }
    }

    fn start(&mut self, side: Side, element: usize) {
        let reading = self.reading(side);
        let (written, tag) =
            (reading.elements[element].written, reading.elements[element].tags.start);
        self.lead(side, tag);
        let reading = self.reading(side);
        let raw = reading.tags[tag].raw.clone();
        let mut tag_text = String::with_capacity(raw.len());
        let mut at = raw.start;
        let mut attributes: Vec<&Attribute> = reading.attributes(element).iter().collect();
        attributes.sort_by_key(|attribute| attribute.value_at);
        for attribute in attributes {
            let value = self.value(side, attribute);
            if *value == *attribute.value {
                continue;
            }
            let end = value_end(reading.raw, attribute.value_at);
            tag_text.push_str(&reading.raw[at..attribute.value_at]);
            tag_text.push_str(&escaped(&value, true));
            at = end;
        }
        tag_text.push_str(&reading.raw[at..raw.end]);
        let lacks = tag_text.ends_with("/>");
        if lacks {
            tag_text.truncate(tag_text.len() - 2);
            self.out.push_str(&tag_text);
        } else {
            self.out.push_str(&tag_text);
        }
        self.open.push((written, lacks));
    }

    /// The value as the chosen naming has it.
    fn value<'v>(&self, side: Side, attribute: &'v Attribute) -> Cow<'v, str> {
        value(self.woven.renumbering, self.naming, side, attribute)
    }

    fn end(&mut self, side: Side, element: usize) {
        let Some((written, lacks)) = self.open.pop() else { return };
        let reading = self.reading(side);
        let tag = reading.elements[element].tags.end;
        if lacks {
            self.out.push_str("/>");
            return;
        }
        self.lead(side, tag);
        let raw = &self.reading(side).raw;
        let range = self.reading(side).tags[tag].raw.clone();
        // `</name >` is kept where the name is the one that was written.
        let as_it_stands = &raw[range];
        if as_it_stands
            .strip_prefix("</")
            .is_some_and(|rest| rest.trim_end_matches('>').trim_end() == written)
        {
            self.out.push_str(as_it_stands);
        } else {
            self.out.push_str("</");
            self.out.push_str(written);
            self.out.push('>');
        }
    }

    fn text(&mut self, side: Side, range: Range<usize>) {
        let woven = self.woven;
        let reading = match side {
            Side::Old => woven.old,
            Side::New => woven.new,
        };
        let first = reading.pieces.partition_point(|piece| piece.at.end <= range.start);
        for piece in reading.pieces[first..].iter().take_while(|piece| piece.at.start < range.end) {
            let part = piece.at.start.max(range.start)..piece.at.end.min(range.end);
            let whole = part == piece.at;
            if self.layout == Layout::AsItStands && piece.at.start >= range.start {
                self.out.push_str(&reading.raw[piece.lead..piece.raw.start]);
            }
            if piece.verbatim {
                let offset = piece.raw.start;
                let raw = offset + part.start - piece.at.start..offset + part.end - piece.at.start;
                self.out.push_str(&reading.raw[raw]);
            } else if whole && self.layout == Layout::AsItStands {
                self.out.push_str(&reading.raw[piece.raw.clone()]);
            } else {
                self.out.push_str(&escaped(&reading.text[part], false));
            }
        }
    }
}

fn value<'v>(
    renumbering: &Renumbering,
    naming: Naming,
    side: Side,
    attribute: &'v Attribute,
) -> Cow<'v, str> {
    match (side, naming) {
        (Side::Old, Naming::New) | (Side::New, Naming::Old) => {
            renumbering.rewrite(&attribute.value, attribute.is_id, naming)
        }
        (Side::Old, Naming::Old) | (Side::New, Naming::New) => Cow::Borrowed(&attribute.value),
    }
}

/// The end of the value that begins here: at its quote.
fn value_end(raw: &str, start: usize) -> usize {
    let quote = raw.as_bytes()[start - 1];
    start + memchr::memchr(quote, &raw.as_bytes()[start..]).expect("a value ends at its quote")
}

fn escaped(text: &str, attribute: bool) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'', '\r', '\n', '\t']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\r' => escaped.push_str("&#13;"),
            '"' if attribute => escaped.push_str("&quot;"),
            '\'' if attribute => escaped.push_str("&apos;"),
            '\n' if attribute => escaped.push_str("&#10;"),
            '\t' if attribute => escaped.push_str("&#9;"),
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

/// No two elements of the result have one identifier, unless two of one file have it.
fn identifiers_are_unique(woven: Woven, steps: &[Step], naming: Naming) -> bool {
    let mut seen = std::collections::HashMap::new();
    steps.iter().all(|step| {
        let Step::Start(side, element) = step else { return true };
        let reading = if *side == Side::Old { woven.old } else { woven.new };
        reading.attributes(*element).iter().filter(|attribute| attribute.is_id).all(|attribute| {
            let value = value(woven.renumbering, naming, *side, attribute).into_owned();
            *seen.entry(value).or_insert(*side) == *side || {
                // Both files have it: an element of one was put beside that of the other.
                false
            }
        })
    })
}

/// Reads what was written and looks whether it says what the steps say.
fn is_what_was_asked(
    woven: Woven,
    steps: &[Step],
    naming: Naming,
    written: &str,
    names: &mut Names,
) -> bool {
    let Ok(document) = Document::from_text(written, Limits::default()) else { return false };
    let Ok(reading) = Reading::new(&document, names) else { return false };
    let mut asked = Sayings::default();
    for step in steps {
        let (Step::Text(side, _)
        | Step::Start(side, _)
        | Step::End(side, _)
        | Step::Point(side, _)) = step;
        let of = if *side == Side::Old { woven.old } else { woven.new };
        match step {
            Step::Text(_, range) => asked.text(&of.text[range.clone()]),
            Step::Start(_, element) => {
                let values = of.attributes(*element).iter().map(|attribute| {
                    (attribute.name, value(woven.renumbering, naming, *side, attribute))
                });
                asked.start(of.elements[*element].name, values);
            }
            Step::End(..) => asked.end(),
            Step::Point(_, tag) => asked.point(&of.tags[*tag].kind),
        }
    }
    asked.finish() == sayings(&reading)
}

//! What a line decides: its kind, its elements and their values.

use super::decision::{Part, Tag, Verdict};
use super::elements::{EVERYWHERE, PHRASES, Phrase, nearest};
use super::read::{Checker, Fault, text};
use crate::annotate::dates::Iso;
use crate::calendar::Calendar;
use std::collections::BTreeMap;

impl Checker {
    /// The verdict of a line whose keys are those of its kind.
    pub(super) fn verdict(&mut self, kind: &str) -> Option<Verdict> {
        let element = self.line.element.clone();
        let element = match &element {
            Some(name) => Some(self.phrase(name)?),
            None => None,
        };
        Some(match kind {
            "accept" => {
                let given = self.has("ref") || self.has("attributes") || self.has("note");
                let tag = self.tag(element?);
                let given = given || tag.words.is_some() || tag.within.is_some();
                Verdict::Accept(element?, given.then_some(tag))
            }
            "reject" => Verdict::Reject(element),
            "retag" => {
                let name = self.line.r#as.clone()?;
                let phrase = self.phrase(&name)?;
                Verdict::Retag(element?, self.tag(phrase))
            }
            "link" => {
                let tag = self.tag(element?);
                if tag.name_kind().is_none() && element?.name != "rs" {
                    let message = format!("`{}` points to no register", element?.name);
                    self.faults.push(Fault::value(message));
                }
                Verdict::Link(element?, self.line.r#ref.clone()?)
            }
            "add" => Verdict::Add(self.tag(element?)),
            "split" => Verdict::Split(element?, self.parts(element?)?),
            "date" => Verdict::Date(self.tag(Phrase::find("date")?)),
            "note" => {
                let note = self.line.note.clone()?;
                Verdict::Note(self.anchor_of(&note))
            }
            _ => return None,
        })
    }

    fn phrase(&mut self, name: &str) -> Option<&'static Phrase> {
        let found = Phrase::find(name);
        if found.is_none() {
            let fault = Fault::value(format!("`{name}` is no element that can be decided"));
            self.faults.push(match nearest(name, PHRASES.iter().map(|phrase| phrase.name)) {
                Some(meant) => fault.help(format!("is `{meant}` meant?")),
                None => fault.help("decisions are about elements within a line of text"),
            });
        }
        found
    }

    /// The tag that the line describes.
    fn tag(&mut self, phrase: &'static Phrase) -> Tag {
        let attributes = self.line.attributes.clone().unwrap_or_default();
        let refs = self.line.r#ref.clone();
        let mut tag = self.tag_of(phrase, &attributes, refs);
        if let Some(note) = self.line.note.clone() {
            tag.note = Some(self.anchor_of(&note));
        }
        if let Some(words) = self.line.words.clone() {
            if phrase.alternative().is_none() {
                let message =
                    format!("`words` stand beside `sic`, `orig` or `abbr`, not `{}`", phrase.name);
                self.faults.push(Fault::value(message));
            }
            tag.words = Some(text(&words));
        }
        tag.within = self.within(self.line.within.clone().as_deref());
        tag
    }

    fn within(&mut self, name: Option<&str>) -> Option<&'static str> {
        self.phrase(name?).map(|phrase| phrase.name)
    }

    fn tag_of(
        &mut self,
        phrase: &'static Phrase,
        attributes: &BTreeMap<String, String>,
        refs: Option<Vec<String>>,
    ) -> Tag {
        let mut tag = Tag::new(phrase);
        for (name, value) in attributes {
            let Some(known) = phrase.attribute(name) else {
                let message =
                    format!("`{}` has no attribute `{name}` that can be decided", phrase.name);
                let all = phrase.attributes.iter().chain(EVERYWHERE).copied();
                let fault = Fault::value(message);
                self.faults.push(match (name.as_str(), nearest(name, all)) {
                    ("resp", _) => fault.help("it follows from `who`"),
                    ("cert" | "evidence", _) => fault.help("it is a key of its own"),
                    (_, Some(meant)) => fault.help(format!("is `{meant}` meant?")),
                    (_, None) => fault,
                });
                continue;
            };
            tag.set(known, value.clone());
        }
        if phrase.name == "date" || phrase.name == "time" {
            self.faults.extend(date_faults(&tag));
        }
        if tag.name_kind().is_some() {
            if let Some(free) = tag.get("ref")
                && !free.contains(':')
            {
                let message = format!("`{free}` belongs into the key `ref`, a list of identifiers");
                self.faults.push(Fault::value(message));
            }
            tag.refs = refs.unwrap_or_default();
        } else if refs.is_some_and(|refs| !refs.is_empty()) && phrase.name != "rs" {
            let message = format!("`{}` points to no register", phrase.name);
            self.faults.push(Fault::value(message));
        }
        tag
    }

    fn parts(&mut self, element: &'static Phrase) -> Option<Vec<Part>> {
        let whole = text(&self.line.exact);
        let mut parts = Vec::new();
        for line in self.line.parts.clone()? {
            let exact = text(&line.exact).trim().to_owned();
            let occurrence = line.occurrence.unwrap_or(1);
            let there = super::anchor::places(&whole, &exact).nth(occurrence.max(1) - 1);
            if there.is_none() || exact.is_empty() {
                let message = format!("the part `{exact}` is not in `{whole}`");
                self.faults.push(Fault::value(message));
            }
            let phrase =
                if line.element.is_empty() { element } else { self.phrase(&line.element)? };
            let attributes = line.attributes.unwrap_or_default();
            let mut tag = self.tag_of(phrase, &attributes, line.r#ref);
            tag.within = self.within(line.within.as_deref());
            parts.push(Part { exact, occurrence: occurrence.max(1), tag });
        }
        Some(parts)
    }
}

/// What is wrong with the value of a date.
fn date_faults(tag: &Tag) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut days = BTreeMap::new();
    for name in ["when", "from", "to", "notBefore", "notAfter"] {
        let Some(value) = tag.get(name) else { continue };
        match Iso::parse(value) {
            Some(iso) => {
                days.insert(name, (iso.first(Calendar::Gregorian), iso.last(Calendar::Gregorian)));
            }
            None => {
                let message = format!("`{name}` has the value `{value}`, which is no date");
                let help = "wanted one such as `1920-09-04`, `1920-09`, `1920` or `--09-04`";
                faults.push(Fault::value(message).help(help));
            }
        }
    }
    if days.contains_key("when") && days.len() > 1 {
        faults.push(Fault::value("`when` is one day; a range has no `when`"));
    }
    for (first, last) in [("from", "to"), ("notBefore", "notAfter")] {
        let start = days.get(first).and_then(|(first, _)| *first);
        let end = days.get(last).and_then(|(_, last)| *last);
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            faults.push(Fault::value(format!("`{last}` is before `{first}`")));
        }
    }
    faults
}

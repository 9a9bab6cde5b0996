//! One mark as an element of TEI.

use crate::annotate::{Citation, Field, Mark, NameKind, TitleLevel};
use crate::decide::Ruling;
use crate::decide::elements::Phrase;
use crate::layer::{Annotation, Certainty};
use crate::tree::Element;

/// What a note and its marker are called by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteId {
    /// What the identifiers of its letter begin with; empty where the page has one alone.
    pub scope: String,
    /// Its place among the notes there, from 1.
    pub number: usize,
}

impl NoteId {
    /// The identifier of the note.
    pub fn note(&self) -> String {
        format!("{}n{}", self.scope, self.number)
    }

    /// The identifier of its marker.
    fn marker(&self) -> String {
        format!("{}r{}", self.scope, self.number)
    }
}

/// The element of a mark; its text is put into it by the caller.
pub fn element(annotation: &Annotation, notes: &[NoteId]) -> Element {
    let element = of_mark(annotation, notes);
    match (&annotation.mark, annotation.evidence.certainty) {
        _ if let Some(ruling) = &annotation.evidence.ruling => ruled(element, ruling),
        (Mark::Name { .. } | Mark::Title(_), certainty @ (Certainty::Low | Certainty::Medium)) => {
            element.with("cert", certainty.as_str())
        }
        _ => element,
    }
}

/// The name of the element of a mark.
pub fn element_name(annotation: &Annotation) -> &'static str {
    of_mark(annotation, &[]).name
}

/// The element as an editor wants it: with these attributes and no others, but for those that
/// follow from the mark.
fn ruled(mut element: Element, ruling: &Ruling) -> Element {
    let given = &ruling.attributes;
    let follows = |name: &str| {
        let points = matches!(name, "ref" | "target" | "xml:id");
        points && !given.iter().any(|(given, _)| *given == name)
    };
    element.attributes.retain(|(name, _)| follows(name));
    element.attributes.splice(0..0, given.iter().cloned());
    if ruling.words.is_some() { element } else { signed(element, ruling) }
}

/// The element with who is responsible for it, how sure they are, and on what evidence.
fn signed(element: Element, ruling: &Ruling) -> Element {
    // Who decided was as sure as can be, where nothing else was said.
    let cert = ruling.cert.or(ruling.who.is_some().then_some(Certainty::High));
    element
        .with_some("cert", cert.map(Certainty::as_str))
        .with_some("evidence", ruling.evidence.clone())
        .with_some("resp", ruling.who.as_ref().map(|who| format!("#{who}")))
}

/// What an editor reads instead of the text, to stand beside it in `choice`: TEI Guidelines,
/// section 3.5.
pub fn reading(annotation: &Annotation) -> Option<Element> {
    let ruling = annotation.evidence.ruling.as_ref()?;
    let words = ruling.words.as_ref()?;
    let name = Phrase::find(element_name(annotation))?.alternative()?;
    Some(signed(Element::new(name), ruling).words(words.clone()))
}

/// The element of a mark as the rules write it.
fn of_mark(annotation: &Annotation, notes: &[NoteId]) -> Element {
    match &annotation.mark {
        Mark::Name { kind, references } => name(*kind, references),
        Mark::Role => Element::new("roleName"),
        Mark::Date(value) => {
            let mut date = Element::new("date");
            for (name, value) in value.attributes() {
                date = date.with(name, value);
            }
            date
        }
        Mark::Documents(numbers) => {
            let targets: Vec<String> = numbers.iter().map(|n| format!("doc:{n}")).collect();
            Element::new("ref").with("type", "document").with("target", targets.join(" "))
        }
        Mark::Marker { note } => {
            let id = notes.get(*note);
            Element::new("ref")
                .with("type", "noteAnchor")
                .with_some("xml:id", id.map(NoteId::marker))
                .with_some("target", id.map(|id| format!("#{}", id.note())))
        }
        Mark::Citation(Citation::Archival) => Element::new("bibl").with("type", "archival"),
        Mark::Citation(Citation::Printed) => Element::new("bibl").with("type", "printed"),
        Mark::Field(Field::Identifier(kind)) => Element::new("idno").with("type", kind.clone()),
        Mark::Field(Field::Scope { unit, range }) => {
            let (from, to) = match range {
                Some((from, to)) => (Some(from.clone()), Some(to.clone())),
                None => (None, None),
            };
            Element::new("biblScope")
                .with("unit", unit.clone())
                .with_some("from", from)
                .with_some("to", to)
        }
        Mark::Gap { reason } => Element::new("gap").with("reason", reason.clone()),
        Mark::Supplied => Element::new("supplied").with("reason", "editorial"),
        Mark::Expansion => Element::new("ex"),
        Mark::Quotation => Element::new("quote"),
        Mark::SoCalled => Element::new("soCalled"),
        // What was printed comes to stand before the correction where the element is closed.
        Mark::Slip { meant: Some(meant) } => {
            let certainty = annotation.evidence.certainty;
            let doubt = (certainty < Certainty::High).then(|| certainty.as_str());
            let correction = Element::new("corr").with_some("cert", doubt).words(meant.clone());
            Element::new("choice").child(correction)
        }
        Mark::Slip { meant: None } => Element::new("sic"),
        Mark::Title(TitleLevel::Journal) => Element::new("title").with("level", "j"),
        Mark::Title(TitleLevel::Monograph) => Element::new("title").with("level", "m"),
        Mark::Phrase(name) => Element::new(name),
    }
}

fn name(kind: NameKind, references: &[String]) -> Element {
    let group = (kind == NameKind::PersonGroup).then_some("personGrp");
    let element = Element::new(kind.element()).with_some("type", group);
    if references.is_empty() {
        return element;
    }
    let pointers: Vec<String> = references.iter().map(|id| pointer(kind, id)).collect();
    element.with("ref", pointers.join(" "))
}

/// How a name points to its entry: `#id`, to the entry's place in the document's own header, or
/// `person:id`, straight into the register, where `#id` would be something else.
#[must_use]
pub fn pointer(kind: NameKind, id: &str) -> String {
    if is_listed_in_header(kind, id) { format!("#{id}") } else { format!("{}:{id}", prefix(kind)) }
}

/// The identifiers that a document uses for itself beside the numbered ones of its parts.
const OWN: [&str; 7] =
    ["rubricate", "julian", "gregorian", "frenchRepublican", "roman", "creationOfWorld", "edtf"];

/// Whether the header of a document lists an entry that the document names. TEI has no place for
/// events there, and `p1` or `l3.p1`, as parts of the document are numbered, would be there twice.
#[must_use]
pub fn is_listed_in_header(kind: NameKind, id: &str) -> bool {
    kind != NameKind::Event && !is_own_identifier(id)
}

/// Whether a document may use an identifier for itself: for one of its numbered parts, or for
/// what its header names.
pub fn is_own_identifier(id: &str) -> bool {
    let mut rest = id.chars();
    let numbered = rest.next().is_some_and(|c| c.is_ascii_lowercase())
        && rest.clone().next().is_some()
        && rest.all(|c| c.is_ascii_digit() || c == '.');
    let of_letter = id.strip_prefix('l').is_some_and(|rest| rest.starts_with(is_digit));
    numbered || of_letter || OWN.contains(&id)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The prefix of pointers into a register; see `prefixDef`.
#[must_use]
pub fn prefix(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "person",
        NameKind::Place => "place",
        NameKind::PersonGroup | NameKind::Organisation => "org",
        NameKind::Event => "event",
    }
}

/// The file of the register that holds a kind of names, below the folder of the registers.
#[must_use]
pub fn register(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "persons.xml",
        NameKind::Place => "places.xml",
        NameKind::PersonGroup | NameKind::Organisation | NameKind::Event => "orgs.xml",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_with_the_number_of_a_paragraph_is_named_in_its_register() {
        assert_eq!(pointer(NameKind::Person, "lenin"), "#lenin");
        assert_eq!(pointer(NameKind::Person, "p1"), "person:p1");
        assert_eq!(pointer(NameKind::Place, "p1a"), "#p1a");
        assert_eq!(pointer(NameKind::Place, "l12a.p1"), "place:l12a.p1");
        assert_eq!(pointer(NameKind::Organisation, "julian"), "org:julian");
        assert_eq!(pointer(NameKind::Event, "war"), "event:war");
    }
}

//! `correspDesc` and `msDesc`: how a letter was sent, and where it is kept.
//!
//! TEI Guidelines, sections 2.4.6 and 11.4.

use super::sent::{Correspondent, Kept, Sent, When};
use crate::Desk;
use crate::annotate::NameKind;
use crate::layer::Certainty;
use crate::resolve::pointer;
use crate::tree::Element;

/// The sending of a letter. `whole` says whether the file holds it alone.
pub fn description(sent: &Sent, whole: bool) -> Element {
    let of = (!whole).then(|| format!("#{}", sent.id));
    let description =
        Element::new("correspDesc").with_some("key", sent.number.clone()).with_some("corresp", of);
    let place = sent.place.as_ref().map(correspondent);
    let from = action("sent", &sent.senders, place, sent.date.as_ref());
    let to = action("received", &sent.addressees, None, sent.received.as_ref());
    description.child(from).child(to)
}

fn action(
    kind: &'static str,
    who: &[Correspondent],
    place: Option<Element>,
    date: Option<&When>,
) -> Element {
    let mut action = Element::new("correspAction").with("type", kind);
    action = action.children(who.iter().map(correspondent));
    action = action.child_some(place).child_some(date.map(self::date));
    if action.children.is_empty() {
        // TEI wants one statement at least; that nothing is known is one.
        let unknown = Element::new("note").words("not known");
        action = action.child(unknown);
    }
    action
}

/// A name, with its entry.
#[must_use]
pub fn correspondent(who: &Correspondent) -> Element {
    let kind = who.kind.unwrap_or(NameKind::Person);
    let name = match kind {
        NameKind::Person => Element::new("persName"),
        NameKind::Place => Element::new("placeName"),
        NameKind::PersonGroup | NameKind::Organisation | NameKind::Event => Element::new("orgName"),
    };
    let pointers: Vec<String> = who.references.iter().map(|id| pointer(kind, id)).collect();
    let name = name
        .with_some("ref", (!pointers.is_empty()).then(|| pointers.join(" ")))
        .with_some("cert", (who.certainty < Certainty::High).then(|| who.certainty.as_str()));
    match who.kind {
        // An office is all that is known of the person.
        None => name.child(Element::new("roleName").words(who.words.clone())),
        Some(_) => name.words(who.words.clone()),
    }
}

/// A date.
#[must_use]
pub fn date(when: &When) -> Element {
    let mut date = Element::new("date");
    for (name, value) in &when.attributes {
        date = date.with(name, value.clone());
    }
    date.words(when.words.clone())
}

/// Where a letter is kept: the archive with its levels, or the printed work.
#[must_use]
pub fn kept(kept: &Kept, desk: &Desk) -> Element {
    let Some(repository) = &kept.repository else {
        return Element::new("bibl").with("type", "printed").words(kept.words.clone());
    };
    let full = desk.repository(repository);
    let name = Element::new("repository")
        .with_some("key", full.map(|_| repository.clone()))
        .words(full.unwrap_or(repository).to_owned());
    let levels = kept
        .levels
        .iter()
        .map(|(kind, value)| Element::new("idno").with("type", kind.clone()).words(value.clone()));
    let identifier = Element::new("msIdentifier").child(name).children(levels);
    let physical = kept
        .manuscript
        .as_ref()
        .map(|words| Element::new("physDesc").child(Element::new("p").words(words.clone())));
    Element::new("msDesc").child(identifier).child_some(physical)
}

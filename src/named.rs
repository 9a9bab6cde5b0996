//! The entries that one document names, listed in its header.
//!
//! TEI Guidelines, sections 2.4.4, 16.2.2 and 16.2.3. A name points to `#lenin`, the entry in the
//! header of its own document; that entry points on to the register (`@sameAs`). So a document can
//! be read without its registers, and its names can be counted by tools that follow no prefixes.

use crate::annotate::{Mark, NameKind};
use crate::authority::{Authority, Entry};
use crate::layer::Annotation;
use crate::resolve::{is_listed_in_header, prefix, register};
use crate::tree::Element;
use std::collections::BTreeSet;
use std::path::Path;

/// Which entries the names of a document point to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named(BTreeSet<(NameKind, String)>);

impl Named {
    /// What the marks of a document name.
    #[must_use]
    pub fn new<'a>(marks: impl IntoIterator<Item = &'a Annotation>) -> Self {
        let names = marks.into_iter().filter_map(|found| match &found.mark {
            Mark::Name { kind, references } => Some((*kind, references)),
            _ => None,
        });
        Self(names.flat_map(|(kind, ids)| ids.iter().map(move |id| (kind, id.clone()))).collect())
    }

    /// `particDesc` and `settingDesc`: what each listed entry is called, and where the register
    /// has it. In the order of kinds, then of identifiers.
    #[must_use]
    pub fn listed(&self, authority: &Authority, registers: &Path) -> Vec<Element> {
        use NameKind::{Event, Organisation, Person, PersonGroup, Place};
        let list = |name: &'static str, kinds: &[NameKind]| {
            let entries: Vec<Element> = (self.0.iter())
                .filter(|(kind, id)| kinds.contains(kind) && is_listed_in_header(*kind, id))
                .filter_map(|(kind, id)| Some(entry(*kind, find(authority, *kind, id)?, registers)))
                .collect();
            (!entries.is_empty()).then(|| Element::new(name).children(entries))
        };
        let participants =
            [list("listPerson", &[Person]), list("listOrg", &[PersonGroup, Organisation, Event])];
        [
            ("particDesc", participants.into_iter().flatten().collect::<Vec<_>>()),
            ("settingDesc", list("listPlace", &[Place]).into_iter().collect()),
        ]
        .into_iter()
        .filter(|(_, lists)| !lists.is_empty())
        .map(|(name, lists)| Element::new(name).children(lists))
        .collect()
    }

    /// A `prefixDef` for each kind of pointers that lead straight into a register.
    #[must_use]
    pub fn prefixes(&self, registers: &Path) -> Vec<Element> {
        let straight = self.0.iter().filter(|(kind, id)| !is_listed_in_header(*kind, id));
        let kinds: BTreeSet<_> =
            straight.map(|(kind, _)| (prefix(*kind), register(*kind))).collect();
        kinds
            .into_iter()
            .map(|(prefix, file)| {
                let register = crate::files::printed(&registers.join(file));
                prefix_definition(
                    prefix,
                    "(.+)",
                    &format!("{register}#$1"),
                    "Entries of a register.",
                )
            })
            .collect()
    }
}

/// How pointers with a prefix become addresses.
#[must_use]
pub fn prefix_definition(prefix: &str, matched: &str, address: &str, about: &str) -> Element {
    Element::new("prefixDef")
        .with("ident", prefix)
        .with("matchPattern", matched)
        .with("replacementPattern", address)
        .child(Element::new("p").words(about))
}

fn entry(kind: NameKind, entry: &Entry, registers: &Path) -> Element {
    let (element, name) = match kind {
        NameKind::Person => ("person", "persName"),
        NameKind::Place => ("place", "placeName"),
        NameKind::PersonGroup | NameKind::Organisation | NameKind::Event => ("org", "orgName"),
    };
    let register = crate::files::printed(&registers.join(register(kind)));
    Element::new(element)
        .with("xml:id", entry.id.clone())
        .with("sameAs", format!("{register}#{}", entry.id))
        .child(Element::new(name).words(entry.preferred.clone()))
}

fn find<'a>(authority: &'a Authority, kind: NameKind, id: &str) -> Option<&'a Entry> {
    let mut entries: Box<dyn Iterator<Item = &Entry>> = match kind {
        NameKind::Person => Box::new(authority.persons.iter().map(|row| &row.entry)),
        NameKind::Place => Box::new(authority.places.iter().map(|row| &row.entry)),
        NameKind::PersonGroup | NameKind::Organisation | NameKind::Event => {
            Box::new(authority.orgs.iter().map(|row| &row.entry))
        }
    };
    entries.find(|entry| entry.id == id)
}

//! The registers: persons, places, organisations and the numbered documents, files of their own.
//!
//! TEI Guidelines, chapter 14.3. They are no `standOff` inside each document, since identifiers
//! and coordinates would leak into every plain-text conversion.

use crate::authority::{Authority, Entry, LifeDate, Org, OrgKind, Person, Place};
use crate::edition::Edition;
use crate::encode::{TEI_NAMESPACE, encode};
use crate::exchange::{self, Letter};
use crate::files;
use crate::tree::{Element, Node};
use std::collections::{BTreeMap, BTreeSet};

/// A register as a file: its name below `registers/` and its XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// Such as `persons.xml`.
    pub name: &'static str,
    /// The whole file.
    pub xml: String,
}

/// The registers of an edition: one for each list that has entries, and one of the documents that
/// the texts refer to by number, with those of them that the edition holds.
#[must_use]
pub fn registers(
    edition: &Edition,
    authority: &Authority,
    numbers: &BTreeSet<u32>,
    letters: &BTreeMap<u32, Vec<&Letter>>,
) -> Vec<Register> {
    let kind = |wanted: OrgKind| authority.orgs.iter().filter(move |org| org.kind == wanted);
    let bodies = kind(OrgKind::Org).chain(kind(OrgKind::PersonGroup)).map(org);
    let lists = [
        ("persons.xml", "Persons", vec![list("listPerson", authority.persons.iter().map(person))]),
        ("places.xml", "Places", vec![list("listPlace", authority.places.iter().map(place))]),
        (
            "orgs.xml",
            "Organisations, groups and events",
            vec![list("listOrg", bodies), list("listEvent", kind(OrgKind::Event).map(event))],
        ),
        (
            "documents.xml",
            "Documents by number",
            vec![list(
                "listBibl",
                numbers
                    .iter()
                    .map(|n| number(edition, *n, letters.get(n).map_or(&[], Vec::as_slice))),
            )],
        ),
    ];
    lists
        .into_iter()
        .filter_map(|(name, title, lists)| {
            let lists: Vec<Element> = lists.into_iter().flatten().collect();
            (!lists.is_empty()).then(|| Register { name, xml: file(edition, title, lists) })
        })
        .collect()
}

/// A list around its entries; none without entries.
fn list(name: &'static str, entries: impl Iterator<Item = Element>) -> Option<Element> {
    let entries: Vec<Element> = entries.collect();
    (!entries.is_empty()).then(|| Element::new(name).children(entries))
}

fn file(edition: &Edition, title: &str, lists: Vec<Element>) -> String {
    let titles = Element::new("titleStmt")
        .child(Element::new("title").with("type", "main").words(title))
        .child(Element::new("title").with("level", "m").words(edition.title.clone()));
    let publisher = edition.publisher.clone().unwrap_or_else(|| "unpublished".to_owned());
    let publication =
        Element::new("publicationStmt").child(Element::new("publisher").words(publisher));
    let source = Element::new("sourceDesc")
        .child(Element::new("bibl").words("The authority lists and references of the edition."));
    let description = Element::new("fileDesc").child(titles).child(publication).child(source);
    let julian = Element::new("calendar")
        .with("xml:id", "julian")
        .child(Element::new("p").words("Julian calendar (Old Style)"));
    let header = Element::new("teiHeader")
        .child(description)
        .child(Element::new("profileDesc").child(Element::new("calendarDesc").child(julian)));
    let root = Element::new("TEI")
        .with("xmlns", TEI_NAMESPACE)
        .with("xml:lang", edition.languages.main.clone())
        .child(header)
        .child(Element::new("standOff").children(lists));
    encode(&root, "").xml
}

fn person(person: &Person) -> Element {
    let mut element = Element::new("person").with("xml:id", person.entry.id.clone());
    element = element.child(person_name(person));
    for alias in &person.entry.aliases {
        element =
            element.child(Element::new("persName").with("type", "alias").words(alias.clone()));
    }
    let life = |name: &'static str, date: &Option<LifeDate>| {
        date.as_ref().map(|date| {
            let old = date.old_style.as_ref();
            Element::new(name)
                .with("when", date.date.to_string())
                .with_some("when-custom", old.map(ToString::to_string))
                .with_some("datingMethod", old.map(|_| "#julian"))
        })
    };
    element =
        element.child_some(life("birth", &person.birth)).child_some(life("death", &person.death));
    if !person.role.is_empty() {
        element =
            element.child(Element::new("note").with("type", "role").words(person.role.clone()));
    }
    tail(element, &person.entry)
}

/// `Surname, Forename Patronymic`, each part marked; the preferred name where there is no surname.
fn person_name(person: &Person) -> Element {
    let name = Element::new("persName").with("type", "main");
    if person.surname.is_empty() {
        return name.words(person.entry.preferred.clone());
    }
    let mut name = name.child(Element::new("surname").words(person.surname.clone()));
    let mut between = ", ";
    for (part, kind) in [(&person.forename, None), (&person.patronymic, Some("patronymic"))] {
        if !part.is_empty() {
            let part = Element::new("forename").with_some("type", kind).words(part.clone());
            name = name.child(Node::Words(between.to_owned())).child(part);
            between = " ";
        }
    }
    name
}

fn place(place: &Place) -> Element {
    let mut element = Element::new("place").with("xml:id", place.entry.id.clone());
    if let Some(kind) = name_token(&place.kind) {
        element = element.with("type", kind);
    }
    element = names(element, "placeName", &place.entry);
    if let Some(coordinates) = &place.coordinates {
        let geo = Element::new("geo").words(coordinates.written.clone());
        element = element.child(Element::new("location").child(geo));
    }
    tail(element, &place.entry)
}

fn org(org: &Org) -> Element {
    let kind = match org.kind {
        OrgKind::Org | OrgKind::Event => None,
        OrgKind::PersonGroup => Some("personGrp"),
    };
    let element = Element::new("org").with("xml:id", org.entry.id.clone()).with_some("type", kind);
    tail(names(element, "orgName", &org.entry), &org.entry)
}

fn event(org: &Org) -> Element {
    let element = Element::new("event").with("xml:id", org.entry.id.clone());
    tail(names(element, "eventName", &org.entry), &org.entry)
}

/// A document by its number, with references to where the edition has it.
fn number(edition: &Edition, number: u32, letters: &[&Letter]) -> Element {
    let register = files::printed(&edition.folders.registers.join("documents.xml"));
    Element::new("bibl")
        .with("xml:id", format!("doc-{number}"))
        .with("n", number.to_string())
        .child(Element::new("title").words(format!("Document {number}")))
        .children(letters.iter().map(|letter| exchange::reference(&register, letter)))
}

fn names(element: Element, name: &'static str, entry: &Entry) -> Element {
    let main = Element::new(name).with("type", "main").words(entry.preferred.clone());
    let aliases = entry
        .aliases
        .iter()
        .map(|alias| Element::new(name).with("type", "alias").words(alias.clone()));
    element.child(main).children(aliases)
}

/// The notes and the identifiers of an entry.
fn tail(element: Element, entry: &Entry) -> Element {
    let notes = entry.notes.iter().map(|(column, text)| {
        let kind = name_token(column).unwrap_or_else(|| "note".to_owned());
        Element::new("note").with("type", kind).words(text.clone())
    });
    let identifiers = entry.identifiers.iter().map(|identifier| {
        Element::new("idno").with("type", identifier.scheme.name()).words(identifier.value.clone())
    });
    element.children(notes).children(identifiers)
}

/// Words as one XML name: `historical region` → `historical-region`; none where no letter is left.
fn name_token(words: &str) -> Option<String> {
    let token: String = words
        .trim()
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' })
        .collect();
    let token = token.trim_matches('-').to_owned();
    token.starts_with(char::is_alphabetic).then_some(token)
}

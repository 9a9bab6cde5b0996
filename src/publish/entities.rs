//! Persons, places and organisations: what the registers say of them, and those that are only
//! pointed to.

use super::tei::{Document, NameKind, Place, Pointers, is_web_address};
use crate::authority::Scheme;
use crate::entities::initials_last;
use crate::xml::tree::NodeId;
use std::cell::LazyCell;
use std::collections::HashMap;

/// One entry.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entity {
    /// Its `xml:id`, or the key or address by which it is pointed to.
    pub id: String,
    /// What it is called; never empty.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Birth and death, or beginning and end, as ISO dates or words.
    pub life: (Option<String>, Option<String>),
    /// What the register notes, with the kind of note where it has one.
    pub notes: Vec<(Option<String>, String)>,
    /// Its numbers in authority files.
    pub numbers: Vec<Number>,
    /// Latitude and longitude, in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// The register's `@type`, such as `city`.
    pub sort: Option<String>,
    /// Whether a register has it.
    pub listed: bool,
}

/// A number in an authority file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Number {
    /// Whose, in lower case: `gnd`.
    pub scheme: String,
    /// The number alone.
    pub value: String,
    /// The address that stands for the entry; none where the scheme is not known.
    pub uri: Option<String>,
}

/// What an authority file is called, by its name in lower case.
#[must_use]
pub fn scheme_shown(scheme: &str) -> String {
    match scheme {
        "gnd" | "viaf" | "isni" | "lccn" => scheme.to_uppercase(),
        "wikidata" => "Wikidata".to_owned(),
        "geonames" => "GeoNames".to_owned(),
        "bnf" => "BnF".to_owned(),
        other => other.to_owned(),
    }
}

/// All entries of a kind, in the order of their names.
#[derive(Debug, Default)]
pub struct Entities {
    all: Vec<(NameKind, Entity)>,
    by_place: HashMap<Place, usize>,
    by_address: HashMap<String, usize>,
    /// Entries of documents that only say where these are.
    works: HashMap<Place, Place>,
}

impl Entities {
    /// Adds the entries that a document lists: registers, and lists in headers and `standOff`.
    /// Entries that only point on to another (`@sameAs`) are none of their own.
    pub fn read(&mut self, document: &Document) {
        let tree = document.tree();
        let nodes: Vec<NodeId> = document.below(document.root()).collect();
        let pointers = LazyCell::new(|| Pointers::of(document));
        for node in nodes {
            let kind = match tree.local_name(node) {
                "person" | "personGrp" => NameKind::Person,
                "place" => NameKind::Place,
                "org" | "event" => NameKind::Organisation,
                "bibl" => {
                    self.works.extend(work(document, node, |target| pointers.resolve(target)));
                    continue;
                }
                _ => continue,
            };
            let Some(id) = document.id(node) else { continue };
            if document.attribute(node, "sameAs").is_some() {
                continue;
            }
            let place = Place::In { path: document.path.to_string(), id: Some(id.to_owned()) };
            self.add(kind, place, entry(document, node, id));
        }
    }

    /// Adds an entry under the place that pointers lead to.
    pub fn add(&mut self, kind: NameKind, place: Place, entity: Entity) {
        let at = self.all.len();
        // Where an identifier was given twice, pointers lead to the first; both are listed.
        self.by_place.entry(place).or_insert(at);
        for uri in entity.numbers.iter().filter_map(|number| number.uri.as_deref()) {
            self.by_address.entry(same_address(uri)).or_insert(at);
        }
        self.all.push((kind, entity));
    }

    /// Adds an entry that no register has.
    pub fn add_unlisted(&mut self, kind: NameKind, place: Place, name: String) {
        let (id, uri) = match &place {
            Place::In { path, id } => (id.clone().unwrap_or_else(|| path.clone()), None),
            Place::Web(address) => (address.clone(), Some(address.as_str())),
            Place::Key(key) => (key.clone(), None),
        };
        let numbers = uri.and_then(|uri| addressed("", uri)).into_iter().collect();
        let name = match kind {
            _ if name.is_empty() => id.clone(),
            NameKind::Person => initials_last(&name).unwrap_or(name),
            NameKind::Place | NameKind::Organisation => name,
        };
        self.add(kind, place, Entity { id, name, numbers, ..Entity::default() });
    }

    /// The entry that a pointer leads to.
    #[must_use]
    pub fn find(&self, place: &Place) -> Option<usize> {
        self.by_place.get(place).copied().or_else(|| match place {
            Place::Web(address) => self.by_address.get(&same_address(address)).copied(),
            Place::In { .. } | Place::Key(_) => None,
        })
    }

    /// Where the document is that a pointer leads to the entry of, or the pointer itself.
    #[must_use]
    pub fn work<'a>(&'a self, place: &'a Place) -> &'a Place {
        self.works.get(place).unwrap_or(place)
    }

    /// The entries, by their numbers.
    #[must_use]
    pub fn all(&self) -> &[(NameKind, Entity)] {
        &self.all
    }
}

/// An address without what differs between two ways to write it.
fn same_address(uri: &str) -> String {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    let rest = rest.trim_start_matches("www.").trim_end_matches('/');
    let rest = rest.replacen("/wiki/Q", "/entity/Q", 1);
    rest.to_ascii_lowercase()
}

/// The place of an entry that points on to the document itself in the edition, and where that is.
fn work(
    document: &Document,
    node: NodeId,
    resolve: impl Fn(&str) -> Place,
) -> Option<(Place, Place)> {
    let tree = document.tree();
    let id = document.id(node)?.to_owned();
    let pointer = tree.children(node).find(|child| tree.local_name(*child) == "ref")?;
    let target = document.attribute(pointer, "target")?;
    let entry = Place::In { path: document.path.to_string(), id: Some(id) };
    let place = resolve(target);
    let elsewhere = matches!(&place, Place::In { path, .. } if **path != *document.path);
    elsewhere.then_some((entry, place))
}

/// Reads one entry.
fn entry(document: &Document, node: NodeId, id: &str) -> Entity {
    let tree = document.tree();
    let mut entity = Entity { id: id.to_owned(), listed: true, ..Entity::default() };
    entity.sort = document.attribute(node, "type").map(str::to_owned);
    let mut names: Vec<(bool, String)> = Vec::new();
    for child in tree.children(node) {
        match tree.local_name(child) {
            "persName" | "placeName" | "orgName" | "eventName" | "name" | "geogName" | "label" => {
                let main = document.attribute(child, "type").is_none_or(|kind| kind != "alias")
                    && !names.iter().any(|(main, _)| *main);
                names.push((main, inverted(document, child)));
            }
            "birth" => entity.life.0 = moment(document, child),
            "death" => entity.life.1 = moment(document, child),
            "note" | "occupation" | "desc" | "p" | "trait" | "state" => {
                let words = document.words(child);
                let named = document.attribute(child, "type").map(str::to_owned);
                if !words.is_empty() {
                    entity.notes.push((named, words));
                }
            }
            "location" => entity.coordinates = entity.coordinates.or(geo(document, child)),
            "geo" => entity.coordinates = entity.coordinates.or(pair(tree.value(child))),
            "idno" => entity.numbers.extend(number(document, child)),
            _ => {}
        }
    }
    entity.numbers.extend(document.attribute(node, "ref").and_then(|uri| addressed("", uri)));
    let main = names.iter().position(|(main, _)| *main).unwrap_or(0);
    if main < names.len() {
        entity.name = names.remove(main).1;
    }
    entity.aliases = names.into_iter().map(|(_, name)| name).filter(|n| !n.is_empty()).collect();
    entity.aliases.retain(|alias| *alias != entity.name);
    entity.aliases.dedup();
    if entity.name.is_empty() {
        id.clone_into(&mut entity.name);
    }
    entity
}

/// A name with the surname first, where its parts are marked and nothing stands between them.
fn inverted(document: &Document, node: NodeId) -> String {
    let words = document.words(node);
    let part = |name| document.first_below(node, name).map(|part| document.words(part));
    match (part("surname"), part("forename")) {
        (Some(surname), Some(_)) if !words.contains(',') => {
            let tree = document.tree();
            let rest = document
                .below(node)
                .filter(|&n| matches!(tree.local_name(n), "forename" | "nameLink" | "genName"))
                .map(|n| document.words(n));
            format!("{surname}, {}", rest.collect::<Vec<_>>().join(" "))
        }
        _ => words,
    }
}

fn moment(document: &Document, node: NodeId) -> Option<String> {
    let given = ["when", "when-iso", "notBefore", "notAfter", "from", "to"]
        .iter()
        .find_map(|name| document.attribute(node, name).map(str::to_owned));
    let inner = || {
        let date = document.first_below(node, "date")?;
        document.attribute(date, "when").map(str::to_owned)
    };
    let words = || Some(document.words(node)).filter(|words| !words.is_empty());
    given.or_else(inner).or_else(words)
}

fn geo(document: &Document, location: NodeId) -> Option<(f64, f64)> {
    pair(document.tree().value(document.first_below(location, "geo")?))
}

/// Latitude and longitude (WGS 84), parted by white space or a comma.
fn pair(words: &str) -> Option<(f64, f64)> {
    let spaced = if words.split_whitespace().count() == 2 {
        words.replace(',', if words.contains('.') { " " } else { "." })
    } else {
        words.replace(',', " ")
    };
    let mut numbers = spaced.split_whitespace().map(str::parse::<f64>);
    let (latitude, longitude) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    let known = latitude.abs() <= 90.0 && longitude.abs() <= 180.0 && numbers.next().is_none();
    known.then_some((latitude, longitude))
}

fn number(document: &Document, node: NodeId) -> Option<Number> {
    let value = document.words(node);
    let kind = document.attribute(node, "type").or_else(|| document.attribute(node, "subtype"));
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    if value.is_empty() {
        return None;
    }
    if is_web_address(&value) {
        return addressed(&kind, &value);
    }
    let scheme = Scheme::ALL.iter().find(|scheme| scheme.name() == kind);
    let uri =
        scheme.map(|&scheme| crate::authority::Identifier { scheme, value: value.clone() }.uri());
    Some(Number { scheme: kind, value, uri })
}

/// A number that is given as an address: its scheme by the host, where it is one of those known.
fn addressed(kind: &str, uri: &str) -> Option<Number> {
    if !is_web_address(uri) {
        return None;
    }
    let hosts = [
        ("d-nb.info/gnd/", "gnd"),
        ("wikidata.org/", "wikidata"),
        ("viaf.org/viaf/", "viaf"),
        ("geonames.org/", "geonames"),
        ("isni.org/isni/", "isni"),
        ("id.loc.gov/authorities/names/", "lccn"),
        ("data.bnf.fr/", "bnf"),
    ];
    let host = hosts.iter().find(|(host, _)| uri.contains(host));
    let scheme = host.map_or(kind, |(_, scheme)| scheme).to_owned();
    let value = match host {
        Some((_, "geonames")) => uri.split('/').find(|part| part.parse::<u64>().is_ok()),
        Some(_) => uri.trim_end_matches('/').rsplit('/').next(),
        None => None,
    };
    Some(Number { scheme, value: value.unwrap_or(uri).to_owned(), uri: Some(uri.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(list: &str) -> Entities {
        let xml = format!("<TEI><standOff>{list}</standOff></TEI>");
        let mut entities = Entities::default();
        for document in Document::read_all("r.xml", xml.as_bytes()).expect("it is XML") {
            entities.read(&document);
        }
        entities
    }

    #[test]
    fn an_entry_is_found_by_pointer_and_by_address() {
        let entities = read(
            "<person xml:id='p'><persName><surname>Mohn</surname><forename>Ada</forename></persName>\
             <persName type='alias'>A.</persName><idno type='GND'>118</idno></person>",
        );
        assert_eq!(entities.all()[0].1.name, "Mohn, Ada");
        assert_eq!(entities.all()[0].1.aliases, ["A."]);
        let place = Place::In { path: "r.xml".into(), id: Some("p".into()) };
        assert_eq!(entities.find(&place), Some(0));
        assert_eq!(entities.find(&Place::Web("http://d-nb.info/gnd/118/".into())), Some(0));
    }

    #[test]
    fn coordinates_are_read_in_the_ways_they_are_written() {
        assert_eq!(pair("59.9 30.3"), Some((59.9, 30.3)));
        assert_eq!(pair(" 59.9, 30.3 "), Some((59.9, 30.3)));
        assert_eq!(pair("59,9 30,3"), Some((59.9, 30.3)));
        assert_eq!(pair("-33.9,151"), Some((-33.9, 151.0)));
        for none in ["", "91 0", "59.9", "a b", "1 2 3"] {
            assert_eq!(pair(none), None, "{none}");
        }
    }
}

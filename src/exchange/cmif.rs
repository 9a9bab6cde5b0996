//! The Correspondence Metadata Interchange Format: all letters of an edition in one small TEI
//! file, for `correspSearch` and its like.
//!
//! The format is that of the TEI Correspondence SIG: a header with title, editors, publisher,
//! address, date and licence, the edition as `bibl` with an identifier that every letter points
//! to, and one `correspDesc` a letter, with names from authority files of others and dates in
//! ISO 8601. Who is not known is `Unknown`.

use super::{Letter, entry};
use crate::Desk;
use crate::annotate::NameKind;
use crate::authority::{Identifier, Scheme};
use crate::cache::Digest;
use crate::edition::Edition;
use crate::encode::{TEI_NAMESPACE, encode};
use crate::header::{Correspondent, Sent, When};
use crate::tree::{Element, Node};

/// Its name in the output folder.
pub const FILE: &str = "cmif.xml";
/// Where the descriptions go, once the header around them is written.
const HERE: &str = "<note type=\"letters\"/>";
/// Whose numbers are given: the first of these that an entry has.
const PREFERRED: [Scheme; 7] = [
    Scheme::Gnd,
    Scheme::Viaf,
    Scheme::Lccn,
    Scheme::Bnf,
    Scheme::Isni,
    Scheme::Geonames,
    Scheme::Wikidata,
];
/// The attributes of dates that the format knows.
const DATES: [&str; 5] = ["when", "from", "to", "notBefore", "notAfter"];

/// The `correspDesc` of one letter, as XML.
#[must_use]
pub fn description(desk: &Desk, sent: &Sent, file: &str, anchor: Option<&str>) -> String {
    let anchor = anchor.map_or(String::new(), |anchor| format!("#{anchor}"));
    let address = desk.edition.site.url.as_ref().map(|url| format!("{url}tei/{file}{anchor}"));
    let element = Element::new("correspDesc")
        .with_some("key", sent.number.clone())
        .with_some("ref", address)
        .with("source", format!("#{}", source(&desk.edition)))
        .child(action(desk, "sent", &sent.senders, sent.place.as_ref(), sent.date.as_ref()))
        .child(action(desk, "received", &sent.addressees, None, sent.received.as_ref()));
    let xml = encode(&element, "").xml;
    xml.split_once("?>\n").map_or(xml.clone(), |(_, element)| element.trim_end().to_owned())
}

/// The whole file; none where the edition has no letters. Its date is the last day on which one
/// of the letters was written: it follows from the edition, as no clock does.
#[must_use]
pub fn file(edition: &Edition, letters: &[Letter]) -> Option<String> {
    if letters.is_empty() {
        return None;
    }
    let last = letters.iter().filter_map(|letter| letter.day.clone()).max();
    let header = Element::new("teiHeader")
        .child(file_desc(edition, last))
        .child(Element::new("profileDesc").child(Element::new("note").with("type", "letters")));
    let root = Element::new("TEI")
        .with("xmlns", TEI_NAMESPACE)
        .child(header)
        .child(Element::new("text").child(Element::new("body").child(Element::new("p"))));
    let listed: Vec<&str> = letters.iter().map(|letter| letter.listed.as_str()).collect();
    Some(encode(&root, "").xml.replacen(HERE, &listed.join("\n"), 1))
}

fn file_desc(edition: &Edition, last: Option<String>) -> Element {
    let title = format!("{}: letters", edition.title);
    let mut titles = Element::new("titleStmt").child(Element::new("title").words(title));
    for editor in &edition.editors {
        titles = titles.child(Element::new("editor").words(editor.name.clone()));
    }
    let url = edition.site.url.as_deref().unwrap_or_default();
    let publisher = edition.publisher.clone().unwrap_or_else(|| "unpublished".to_owned());
    let publisher = match &edition.site.url {
        Some(url) => Element::new("ref").with("target", url.clone()).words(publisher).into(),
        None => Node::Words(publisher),
    };
    let mut publication = Element::new("publicationStmt")
        .child(Element::new("publisher").child(publisher))
        .child(Element::new("idno").with("type", "url").words(format!("{url}{FILE}")));
    if let Some(day) = last {
        publication = publication.child(Element::new("date").with("when", day));
    }
    if let Some(licence) = &edition.licence {
        let licence = Element::new("licence")
            .with_some("target", licence.target.clone())
            .words(licence.name.clone());
        publication = publication.child(Element::new("availability").child(licence));
    }
    let bibl = Element::new("bibl")
        .with("type", "online")
        .with("xml:id", source(edition))
        .words(edition.title.clone());
    Element::new("fileDesc")
        .child(titles)
        .child(publication)
        .child(Element::new("sourceDesc").child(bibl))
}

/// The identifier of the edition in the file: the same for the same title and address.
fn source(edition: &Edition) -> String {
    let named = format!("{}\n{}", edition.title, edition.site.url.as_deref().unwrap_or_default());
    let digest = Digest::of(named.as_bytes()).to_string();
    let hex: Vec<char> = digest.chars().filter(char::is_ascii_hexdigit).take(32).collect();
    let part = |range: std::ops::Range<usize>| hex[range].iter().collect::<String>();
    // The shape of a UUID; an `xml:id` begins with no digit.
    let groups = [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)];
    format!("uuid-{}", groups.join("-"))
}

fn action(
    desk: &Desk,
    kind: &'static str,
    who: &[Correspondent],
    place: Option<&Correspondent>,
    date: Option<&When>,
) -> Element {
    let mut action = Element::new("correspAction").with("type", kind);
    if who.is_empty() {
        action = action.child(Element::new("persName").words("Unknown"));
    }
    action = action.children(who.iter().map(|who| name(desk, who)));
    let date = date.map(|date| {
        let known = date.attributes.iter().filter(|(name, _)| DATES.contains(name));
        known.fold(Element::new("date"), |element, (name, value)| element.with(name, value.clone()))
    });
    let date = date.filter(|date| !date.attributes.is_empty());
    action.child_some(place.map(|place| name(desk, place))).child_some(date)
}

/// A name as its list has it, with its number in an authority file of others.
fn name(desk: &Desk, who: &Correspondent) -> Element {
    let element = Element::new(match who.kind.unwrap_or(NameKind::Person) {
        NameKind::Person => "persName",
        NameKind::Place => "placeName",
        NameKind::PersonGroup | NameKind::Organisation | NameKind::Event => "orgName",
    });
    let listed = who.references.first().and_then(|id| entry(&desk.authority, id));
    let numbers = listed.map(|entry| entry.identifiers.as_slice()).unwrap_or_default();
    let best = |number: &&Identifier| PREFERRED.iter().position(|scheme| *scheme == number.scheme);
    let address = numbers.iter().min_by_key(best).map(Identifier::uri);
    let words = listed.map_or_else(|| who.words.clone(), |entry| entry.preferred.clone());
    element.with_some("ref", address).words(words)
}

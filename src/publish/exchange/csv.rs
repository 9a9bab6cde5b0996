//! Tables as CSV (RFC 4180): UTF-8, the first row names the columns.

use super::super::tei::{Dated, Open, Party};
use super::super::volume::Volume;
use super::Subject;
use crate::csv::push_row as row;

/// The first row of the mentions.
pub const MENTIONS: &str = "document,anchor,kind,entity,words\r\n";

/// The authority files that have a column of their own.
const SCHEMES: &[&str] = &["gnd", "wikidata", "viaf", "geonames", "isni", "lccn", "bnf"];

/// Several values in one cell.
const AND: &str = "; ";

/// The first day, the last, and how the date lies to them.
fn ends(dated: Option<&Dated>) -> [String; 3] {
    let Some(dated) = dated else { return Default::default() };
    let (first, last) = (Dated::iso(dated.first), Dated::iso(dated.last.unwrap_or(dated.first)));
    match dated.open {
        None => [first, last, if dated.uncertain { "between" } else { "" }.to_owned()],
        Some(Open::End) => [first, String::new(), "not before".to_owned()],
        Some(Open::Start) => [String::new(), last, "not after".to_owned()],
    }
}

/// The documents.
pub fn documents(volume: &Volume) -> String {
    let mut table = String::new();
    row(
        &mut table,
        ["id", "file", "title", "date_from", "date_to", "date_kind", "language", "page", "errors"],
    );
    for (at, facts) in volume.documents.iter().enumerate() {
        let [from, to, kind] = ends(volume.date_of(at));
        row(
            &mut table,
            [
                volume.slugs[at].clone(),
                facts.path.to_string(),
                facts.title.clone(),
                from,
                to,
                kind,
                facts.head.language.clone().unwrap_or_default(),
                volume.page(at),
                facts.errors.len().to_string(),
            ],
        );
    }
    table
}

/// The letters.
pub fn letters(volume: &Volume) -> String {
    let mut table = String::new();
    let columns = [
        "document",
        "anchor",
        "title",
        "date_from",
        "date_to",
        "date_kind",
        "date",
        "from",
        "from_id",
        "to",
        "to_id",
        "sent_from",
        "received_at",
        "page",
    ];
    row(&mut table, columns);
    let ids = |parties: &[Party]| {
        let found = volume.correspondents(parties);
        let ids = found.iter().map(|&at| volume.entities.all()[at].1.id.as_str());
        ids.collect::<Vec<_>>().join(AND)
    };
    let names = |parties: &[Party]| {
        parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(AND)
    };
    let place = |party: &Option<Party>| party.as_ref().map(|p| p.name.clone()).unwrap_or_default();
    for &id in &volume.letters {
        let letter = volume.letter(id);
        let [from, to, kind] = ends(letter.date.as_ref());
        row(
            &mut table,
            [
                volume.slugs[id.document].clone(),
                letter.anchor.clone().unwrap_or_default(),
                volume.title_of_letter(id).to_owned(),
                from,
                to,
                kind,
                letter.date_words.clone(),
                names(&letter.sent),
                ids(&letter.sent),
                names(&letter.received),
                ids(&letter.received),
                place(&letter.sent_from),
                place(&letter.received_at),
                volume.page_of_letter(id),
            ],
        );
    }
    table
}

/// The entries of the indexes.
pub fn entities(volume: &Volume) -> String {
    let mut table = String::new();
    let columns = [
        "id",
        "kind",
        "name",
        "aliases",
        "from",
        "to",
        "latitude",
        "longitude",
        "mentions",
        "listed",
        "page",
    ];
    row(&mut table, columns.iter().chain(SCHEMES));
    for (at, (kind, entity)) in volume.entities.all().iter().enumerate() {
        let degrees = |degrees: Option<f64>| degrees.map(|d| d.to_string()).unwrap_or_default();
        let mut cells = vec![
            entity.id.clone(),
            kind.word().to_owned(),
            entity.name.clone(),
            entity.aliases.join(AND),
            entity.life.0.clone().unwrap_or_default(),
            entity.life.1.clone().unwrap_or_default(),
            degrees(entity.coordinates.map(|(latitude, _)| latitude)),
            degrees(entity.coordinates.map(|(_, longitude)| longitude)),
            volume.mentions[at].len().to_string(),
            if entity.listed { "yes" } else { "no" }.to_owned(),
            volume.entity_page(at),
        ];
        cells.extend(SCHEMES.iter().map(|scheme| {
            let numbers = entity.numbers.iter().filter(|number| number.scheme == *scheme);
            numbers.map(|number| number.value.as_str()).collect::<Vec<_>>().join(AND)
        }));
        row(&mut table, cells);
    }
    table
}

/// The places in one document where something is named.
pub fn mentions(subject: &Subject<'_>) -> String {
    let volume = subject.volume;
    let mut table = String::new();
    for mention in &volume.documents[subject.document].mentions {
        let entity = volume.entities.find(&mention.place);
        let entity = entity.map(|at| volume.entities.all()[at].1.id.as_str());
        row(
            &mut table,
            [
                &volume.slugs[subject.document],
                &*mention.context.anchor,
                mention.kind.word(),
                entity.unwrap_or_default(),
                mention.context.parts().1,
            ],
        );
    }
    table
}

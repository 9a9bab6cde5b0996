//! The places in Linked Places Format 1.2, which is GeoJSON with names, times and links.

use super::super::entities::Entity;
use super::super::tei::{Dated, NameKind};
use super::super::volume::Volume;
use crate::edition::Edition;
use serde_json::{Map, Value, json};

const CONTEXT: &str = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.jsonld";

/// All places as one collection.
pub fn collection(volume: &Volume, edition: &Edition) -> String {
    let times = times(volume);
    let features: Vec<Value> = (volume.entities.all().iter().enumerate())
        .filter(|(_, (kind, _))| *kind == NameKind::Place)
        .map(|(at, (_, entity))| feature(volume, edition, at, entity, times.as_ref()))
        .collect();
    let collection = json!({
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "features": features,
    });
    let json = serde_json::to_string_pretty(&collection);
    json.expect("texts and numbers can be written as JSON") + "\n"
}

/// The years from which the documents tell of places.
fn times(volume: &Volume) -> Option<Value> {
    let dates = (0..volume.documents.len()).filter_map(|at| volume.date_of(at));
    let named = volume.documents.iter().flat_map(|facts| &facts.dates).map(|(dated, _)| dated);
    let mut years: Vec<i32> = dates.chain(named).map(|dated| dated.first.0).collect();
    years.sort_unstable();
    let (first, last) = (years.first()?, years.last()?);
    let year = |year: i32| Dated::iso((year, 0, 0));
    Some(
        json!({ "timespans": [{ "start": { "in": year(*first) }, "end": { "in": year(*last) } }] }),
    )
}

fn feature(
    volume: &Volume,
    edition: &Edition,
    at: usize,
    entity: &Entity,
    times: Option<&Value>,
) -> Value {
    let page = volume.entity_page(at);
    let id = edition.site.url.as_ref().map_or_else(|| page.clone(), |url| format!("{url}{page}"));
    let mut feature = Map::new();
    feature.insert("@id".into(), json!(id));
    feature.insert("type".into(), json!("Feature"));
    feature.insert(
        "properties".into(),
        json!({ "title": entity.name, "mentions": volume.mentions[at].len() }),
    );
    if let Some(times) = times {
        feature.insert("when".into(), times.clone());
    }
    let names: Vec<Value> = std::iter::once(&entity.name)
        .chain(&entity.aliases)
        .map(|name| json!({ "toponym": name }))
        .collect();
    feature.insert("names".into(), json!(names));
    if let Some(sort) = &entity.sort {
        feature.insert("types".into(), json!([{ "identifier": "", "label": sort }]));
    }
    let links: Vec<Value> = (entity.numbers.iter())
        .filter_map(|number| number.uri.as_ref())
        .map(|uri| json!({ "type": "exactMatch", "identifier": uri }))
        .collect();
    if !links.is_empty() {
        feature.insert("links".into(), json!(links));
    }
    let geometry = entity.coordinates.map(
        |(latitude, longitude)| json!({ "type": "Point", "coordinates": [longitude, latitude] }),
    );
    feature.insert("geometry".into(), json!(geometry));
    Value::Object(feature)
}

//! BEACON: which entries of an authority file the edition has something about.
//!
//! Where the edition does not say where its site will stand, the lines have no target.

use super::super::volume::Volume;
use crate::edition::Edition;
use std::collections::BTreeMap;

/// The authority files with an address that is the same but for the number.
const PREFIXES: &[(&str, &str)] = &[
    ("gnd", "https://d-nb.info/gnd/"),
    ("wikidata", "http://www.wikidata.org/entity/"),
    ("viaf", "http://viaf.org/viaf/"),
    ("geonames", "https://sws.geonames.org/"),
    ("isni", "https://isni.org/isni/"),
    ("lccn", "http://id.loc.gov/authorities/names/"),
];

/// A file for each authority file, by its name.
pub fn files(volume: &Volume, edition: &Edition) -> Vec<(&'static str, String)> {
    let mut files = Vec::new();
    for &(scheme, prefix) in PREFIXES {
        let mut lines = BTreeMap::new();
        for (at, (_, entity)) in volume.entities.all().iter().enumerate() {
            let count = volume.mentions[at].len();
            let numbers = entity.numbers.iter().filter(|number| number.scheme == scheme);
            for number in numbers.filter(|number| count > 0 && is_plain(&number.value)) {
                lines.insert(&number.value, (count, volume.entity_page(at)));
            }
        }
        if lines.is_empty() {
            continue;
        }
        let mut file = format!(
            "#FORMAT: BEACON\n#PREFIX: {prefix}\n#NAME: {}\n#MESSAGE: {{annotation}} mentions\n",
            edition.title.split_whitespace().collect::<Vec<_>>().join(" ")
        );
        if let Some(url) = &edition.site.url {
            file.push_str(&format!("#HOMEPAGE: {url}\n"));
        }
        file.push('\n');
        for (value, (count, page)) in lines {
            match &edition.site.url {
                Some(url) => file.push_str(&format!("{value}|{count}|{url}{page}\n")),
                None => file.push_str(&format!("{value}|{count}\n")),
            }
        }
        files.push((scheme, file));
    }
    files
}

/// Whether a number can stand in a line.
fn is_plain(value: &str) -> bool {
    !value.is_empty() && !value.contains(|c: char| c == '|' || c.is_whitespace())
}

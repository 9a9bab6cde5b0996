//! The edition as data for other tools.

mod beacon;
mod csv;
mod iob;
mod places;
mod standoff;
mod text;

pub use text::Plain;

use super::Output;
use super::entities::scheme_shown;
use super::facts::Read;
use super::lines::{SourceLines, SourceText};
use super::output::Stream;
use super::profiles::{self, Profile};
use super::site::DataFile;
use super::tei::Reading;
use super::volume::Volume;
use crate::edition::Edition;
use std::sync::Arc;

/// A document with what the formats need to know of it.
#[derive(Debug)]
pub struct Subject<'a> {
    /// All documents.
    pub volume: &'a Volume,
    /// Its number.
    pub document: usize,
    /// The document.
    pub read: &'a Read,
    /// Its words.
    pub reading: &'a Reading,
    /// Where they come from.
    pub lines: &'a SourceLines,
    /// The text it was made from.
    pub source: Option<&'a Arc<SourceText>>,
}

/// What one document adds to the files that hold all.
#[derive(Debug, Default)]
pub struct Lines {
    standoff: String,
    iob: String,
    mentions: String,
    /// For each profile what it dropped.
    dropped: Vec<String>,
}

impl Subject<'_> {
    /// Writes the files of the document, and gives its part of those that hold all.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&self, output: &Output) -> std::io::Result<Lines> {
        let plain = Plain::new(self.volume, self.document);
        plain.write(self.reading, output)?;
        Ok(Lines {
            standoff: standoff::line(self),
            iob: iob::document(self),
            mentions: csv::mentions(self),
            dropped: profiles::write_all(self.read, &self.volume.slugs[self.document], output)?,
        })
    }
}

/// The files that hold all documents, as they grow.
#[derive(Debug)]
pub struct Exchange {
    standoff: Stream,
    iob: Stream,
    mentions: Stream,
    dropped: Vec<Stream>,
}

impl Exchange {
    /// Begins the files.
    ///
    /// # Errors
    /// When they cannot be made.
    pub fn new(output: &Output) -> std::io::Result<Self> {
        let mut mentions = output.stream("data/mentions.csv")?;
        mentions.write(csv::MENTIONS)?;
        let mut dropped = Vec::new();
        for profile in Profile::ALL {
            let mut list = output.stream(&format!("data/{}/dropped.tsv", profile.name()))?;
            list.write(profiles::COLUMNS)?;
            dropped.push(list);
        }
        Ok(Self {
            standoff: output.stream("data/standoff.jsonl")?,
            iob: output.stream("data/entities.iob")?,
            mentions,
            dropped,
        })
    }

    /// Adds the next document.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, lines: &Lines) -> std::io::Result<()> {
        self.standoff.write(&lines.standoff)?;
        self.iob.write(&lines.iob)?;
        for (list, dropped) in self.dropped.iter_mut().zip(&lines.dropped) {
            list.write(dropped)?;
        }
        self.mentions.write(&lines.mentions)
    }

    /// Writes what is about all documents. What there is, is listed for the reader.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(
        self,
        volume: &Volume,
        edition: &Edition,
        output: &Output,
    ) -> std::io::Result<Vec<DataFile>> {
        self.standoff.finish(output)?;
        self.iob.finish(output)?;
        self.mentions.finish(output)?;
        for list in self.dropped {
            list.finish(output)?;
        }
        output.write("data/documents.csv", csv::documents(volume))?;
        output.write("data/entities.csv", csv::entities(volume))?;
        output.write("data/places.geojson", places::collection(volume, edition))?;
        let mut files = vec![DataFile::new("data/documents.csv", "about_documents", "CSV")];
        if !volume.letters.is_empty() {
            output.write("data/letters.csv", csv::letters(volume))?;
            files.push(DataFile::new("data/letters.csv", "about_letters", "CSV"));
        }
        files.extend([
            DataFile::new("data/entities.csv", "about_entities", "CSV"),
            DataFile::new("data/mentions.csv", "about_mentions", "CSV"),
            DataFile::new("data/standoff.jsonl", "about_standoff", "JSON Lines"),
            DataFile::new("data/entities.iob", "about_iob", "IOB2 (CoNLL)"),
            DataFile::new("data/places.geojson", "about_places", "Linked Places (GeoJSON)"),
            DataFile::new("data/text/", "about_text", "TXT"),
        ]);
        for profile in Profile::ALL {
            let folder = format!("data/{}/", profile.name());
            let dropped = format!("{folder}dropped.tsv");
            files.push(DataFile::new(folder, profile.about(), "TEI"));
            files.push(DataFile::new(dropped, "about_dropped", "TSV"));
        }
        for (scheme, content) in beacon::files(volume, edition) {
            let path = format!("data/beacon-{scheme}.txt");
            output.write(&path, content)?;
            let of = scheme_shown(scheme);
            files.push(DataFile { of, ..DataFile::new(path, "about_beacon", "BEACON") });
        }
        Ok(files)
    }
}

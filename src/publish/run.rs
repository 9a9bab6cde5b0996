//! From a folder of TEI to a site: read once for what the indexes need, then page by page.

use super::entities::Entities;
use super::exchange::{Exchange, Lines, Plain, Subject};
use super::facts::{Facts, Read};
use super::lines::SourceLines;
use super::search::{Index, Indexed};
use super::site::{DataFile, Site};
use super::sources::{Sources, tei_files};
use super::tei::{Document, Reading};
use super::volume::{Volume, name_parties};
use super::{Output, escape};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::edition::{Edition, Faulty};
use crate::exchange::cmif;
use crate::rules::{Checker, Folder, Settings};
use anyhow::Context as _;
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;

/// How many documents are in memory at one time.
const AT_ONCE: usize = 256;

/// What is published, and how.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// Its folder.
    pub folder: &'a Path,
    /// The folder of the TEI.
    pub tei: &'a Path,
    /// Where the site goes.
    pub site: &'a Path,
    /// What documents are checked with.
    pub checker: &'a Checker,
}

/// What was published.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many documents have a page.
    pub documents: usize,
    /// The files that they stand in, as findings name them.
    pub paths: Vec<String>,
    /// How many files the site has.
    pub files: usize,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// What was read of one file.
#[derive(Default)]
struct Found {
    facts: Vec<Facts>,
    registers: Vec<Document>,
    listed: Vec<Document>,
    bytes: Vec<u8>,
    diagnostics: Vec<Diagnostic>,
}

/// Publishes the TEI of a folder. `done` is called after each page, from any thread.
///
/// # Errors
/// When a folder cannot be listed, a file cannot be written, or a template of the edition fails.
pub fn publish(plan: Plan<'_>, done: impl Fn() + Sync) -> anyhow::Result<Outcome> {
    let output = Output::new(plan.site);
    // From here on the folder is known for a site, and is not read as TEI.
    crate::files::write(&plan.site.join(super::MANIFEST), &output.manifest_before())
        .context("the folder of the site")?;
    let paths = tei_files(plan.tei)?;
    let mut outcome = Outcome::default();
    let (volume, registers) = read_all(plan, &paths, &output, &mut outcome)?;
    outcome.documents = volume.documents.len();
    let shown = |facts: &Facts| crate::files::printed(&plan.tei.join(&*facts.path));
    outcome.paths = volume.documents.iter().map(shown).collect();
    outcome.paths.dedup();
    let templates = crate::build::below(plan.folder, &plan.edition.folders.site);
    let site = Site::new(&volume, plan.edition, &templates, &output)?;
    let mut index = Index::default();
    let mut exchange = Exchange::new(&output)?;
    let sources = Sources::new(plan.edition, plan.folder);
    let all: Vec<usize> = (0..volume.documents.len()).collect();
    let same_file =
        |one: &usize, other: &usize| volume.documents[*one].path == volume.documents[*other].path;
    let files: Vec<&[usize]> = all.chunk_by(same_file).collect();
    for chunk in files.chunks(AT_ONCE) {
        let written: Vec<anyhow::Result<Vec<(Indexed, Lines)>>> = chunk
            .par_iter()
            .map(|documents| write_file(plan, &site, &index, &sources, documents, &done))
            .collect();
        for written in written {
            for (indexed, lines) in written? {
                index.add(indexed, &output)?;
                exchange.add(&lines)?;
            }
        }
    }
    index.finish(&output)?;
    let mut data = exchange.finish(&volume, plan.edition, &output)?;
    data.push(DataFile::new("tei/", "about_tei", "TEI"));
    data.extend(registers.into_iter().map(|path| DataFile::new(path, "about_register", "TEI")));
    let letters = plan.tei.join(cmif::FILE);
    if letters.is_file() {
        output.write(cmif::FILE, std::fs::read(&letters)?)?;
        data.push(DataFile::new(cmif::FILE, "about_cmif", "CMIF (TEI)"));
    }
    site.write_indexes(&data, &index)?;
    outcome.files = output.finish()?;
    outcome.diagnostics.sort();
    Ok(outcome)
}

/// Reads every file for what the indexes need, and copies it to the site; with the copies that are
/// registers.
fn read_all(
    plan: Plan<'_>,
    paths: &[String],
    output: &Output,
    outcome: &mut Outcome,
) -> anyhow::Result<(Volume, Vec<String>)> {
    let folder = Folder::new(None).context("the current folder")?;
    let mut entities = Entities::default();
    let mut documents = Vec::new();
    let mut registers = Vec::new();
    for chunk in paths.chunks(AT_ONCE) {
        let found: Vec<anyhow::Result<Found>> =
            chunk.par_iter().map(|path| read_one(plan, &folder, path)).collect();
        for (path, found) in chunk.iter().zip(found) {
            let found = found?;
            for document in found.registers.iter().chain(&found.listed) {
                entities.read(document);
            }
            let copy = format!("tei/{path}");
            if !found.facts.is_empty() || !found.registers.is_empty() {
                output.write(&copy, &found.bytes)?;
            }
            if found.facts.is_empty() && !found.registers.is_empty() {
                registers.push(copy);
            }
            documents.extend(found.facts);
            outcome.diagnostics.extend(found.diagnostics);
        }
    }
    Ok((Volume::new(documents, entities), registers))
}

fn read_one(plan: Plan<'_>, folder: &Folder, path: &str) -> anyhow::Result<Found> {
    let full = plan.tei.join(path);
    let shown = crate::files::printed(&full);
    let bytes = std::fs::read(&full).with_context(|| shown.clone())?;
    let settings = Settings { files: Some(folder), ..Settings::default() };
    let mut diagnostics = plan.checker.check(&shown, &bytes, settings).findings;
    diagnostics.retain(|finding| finding.severity() == Severity::Error);
    let mut found = Found { diagnostics, ..Found::default() };
    let Ok(documents) = Document::read_all(path, &bytes) else { return Ok(found) };
    if documents.is_empty() {
        let message = "this is no TEI: its root element is neither TEI nor teiCorpus";
        found.add(Code::NotTei, &shown, message);
    }
    let has_errors = found.diagnostics.iter().any(|f| f.severity() == Severity::Error);
    let refused = plan.edition.site.errors == Faulty::Refuse && has_errors;
    if refused {
        let message = "the document is not published, because of its errors";
        found.add(Code::NotPublished, &shown, message);
        return Ok(found);
    }
    let errors: Vec<String> =
        found.diagnostics.iter().filter(|f| f.severity() == Severity::Error).map(told).collect();
    for document in documents {
        if document.is_register() {
            found.registers.push(document);
            continue;
        }
        let read = Read::new(document);
        let reading = Reading::of(&read.document);
        let mut facts = read.facts(&reading);
        name_parties(&mut facts);
        facts.errors.clone_from(&errors);
        found.facts.push(facts);
        if read.lists_entries() {
            found.listed.push(read.document);
        }
    }
    found.bytes = bytes;
    Ok(found)
}

impl Found {
    fn add(&mut self, code: Code, path: &str, message: &str) {
        let path: Arc<str> = path.into();
        self.diagnostics.push(Diagnostic::new(code, &path, None, message));
    }
}

/// A finding as the page of its document tells it.
fn told(finding: &Diagnostic) -> String {
    match finding.place.at {
        Some(at) => format!("{}, {at}: {}", finding.code, finding.message),
        None => format!("{}: {}", finding.code, finding.message),
    }
}

/// Writes all that is about the documents of one file.
fn write_file(
    plan: Plan<'_>,
    site: &Site<'_>,
    index: &Index,
    sources: &Sources<'_>,
    documents: &[usize],
    done: &(impl Fn() + Sync),
) -> anyhow::Result<Vec<(Indexed, Lines)>> {
    let Some(&first) = documents.first() else { return Ok(Vec::new()) };
    let path = &site.volume.documents[first].path;
    let full = plan.tei.join(&**path);
    let bytes = std::fs::read(&full).with_context(|| full.display().to_string())?;
    let again = || format!("{} was changed while it was published", full.display());
    let parts = Document::read_all(path, &bytes).with_context(again)?;
    documents
        .iter()
        .map(|&document| {
            let part = site.volume.documents[document].part;
            let read = Read::new(parts.get(part).with_context(again)?.clone());
            let written = write_one(site, index, sources, document, &read);
            done();
            written
        })
        .collect()
}

/// Writes all that is about one document.
fn write_one(
    site: &Site<'_>,
    index: &Index,
    sources: &Sources<'_>,
    document: usize,
    read: &Read,
) -> anyhow::Result<(Indexed, Lines)> {
    let facts = &site.volume.documents[document];
    let reading = Reading::of(&read.document);
    let source = sources.of(&facts.path, facts.head.file.as_deref());
    let lines = source.as_ref().map(|source| SourceLines::new(&read.document, source));
    let lines = lines.unwrap_or_default();
    let tei = format!("tei/{}", facts.path);
    let plain = Plain::new(site.volume, document).text;
    site.write_document(document, read, &lines, (&tei, &plain))?;
    let subject = Subject {
        volume: site.volume,
        document,
        read,
        reading: &reading,
        lines: &lines,
        source: source.as_ref(),
    };
    let written = subject.write(site.output)?;
    let page = escape::path(&site.volume.page(document));
    Ok((index.read(read, &reading, &facts.title, page), written))
}

//! Building an edition: every document of its input folder becomes a TEI file, the registers are
//! written, and all of it is compared with the golden files. What did not change since an earlier
//! build is taken from there.

mod inputs;
mod kept;
mod letters;
mod retrace;

pub use inputs::Inputs;
pub use kept::{Comparisons, Earlier, Made};
pub use retrace::Retrace;

use crate::cache::{Digest, DocumentRecord};
use crate::decide;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::exchange::{self, Letter};
use crate::files;
use crate::source::Source;
use crate::validate::Validator;
use crate::{Desk, edit, registers};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::ops::Bound;
use std::path::{Path, PathBuf};

/// What a build did and found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many documents were read.
    pub documents: usize,
    /// The findings of all documents, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// How many of them were as an earlier build had left them.
    pub kept: usize,
    /// The files written or confirmed, by their path below the output folder.
    pub made: BTreeMap<String, Made>,
}

/// What the building of every document needs.
struct Site<'a> {
    desk: &'a Desk,
    validator: &'a Validator,
    input: &'a Path,
    output: &'a Path,
    /// The outputs of the documents themselves, beside which those of their letters stand.
    pages: BTreeSet<PathBuf>,
    earlier: Earlier<'a>,
}

/// What became of one input file.
struct Built {
    state: State,
    outputs: Vec<(PathBuf, Made)>,
    numbers: BTreeSet<u32>,
    fitted: BTreeSet<usize>,
    letters: Vec<Letter>,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// It could not be read.
    Unread,
    /// It was built.
    New,
    /// It was as an earlier build had left it.
    Kept,
}

impl Outcome {
    /// Whether a finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }
}

/// Builds all documents of an edition, in parallel. A document that cannot be read is a finding
/// and does not stop the others. `done` is called after each document, from any thread.
///
/// # Errors
/// When the input folder is none or cannot be listed, or an output cannot be written.
pub fn build(
    desk: &Desk,
    validator: &Validator,
    folder: &Path,
    earlier: Earlier,
    done: impl Fn() + Sync,
) -> anyhow::Result<Outcome> {
    let folders = &desk.edition.folders;
    let input = below(folder, &folders.input);
    let output = below(folder, &folders.output);
    if !input.exists() {
        anyhow::bail!(
            "{}: there is no such folder (wanted a folder of texts, the `input` of `[folders]` in \
             edition.toml)",
            files::printed(&input)
        );
    }
    let documents = files::documents(&input)?;
    let pages = documents.iter().map(|path| named(path, "")).collect();
    files::clear(&output)?;
    let site = Site { desk, validator, input: &input, output: &output, pages, earlier };
    let built: Vec<anyhow::Result<Built>> = documents
        .par_iter()
        .map(|path| {
            let built = build_one(&site, path);
            done();
            built
        })
        .collect();
    let mut built = built.into_iter().collect::<anyhow::Result<Vec<Built>>>()?;
    letters::exchange(&site, &documents, &mut built)?;
    let all: Vec<_> = built.iter().flat_map(|built| built.letters.iter().cloned()).collect();
    let mut outcome = Outcome { documents: documents.len(), ..Outcome::default() };
    let mut numbers = BTreeSet::new();
    let mut unread = BTreeSet::new();
    let mut fitted = BTreeSet::new();
    for (path, mut built) in documents.iter().zip(built) {
        match built.state {
            State::Unread => drop(unread.insert(path.clone())),
            State::Kept => outcome.kept += 1,
            State::New => {}
        }
        outcome.diagnostics.append(&mut built.diagnostics);
        let outputs = built.outputs.into_iter();
        outcome.made.extend(outputs.map(|(path, made)| (files::printed(&path), made)));
        numbers.append(&mut built.numbers);
        fitted.append(&mut built.fitted);
    }
    outcome.diagnostics.extend(decide::without_place(desk, &input, &documents, &fitted));
    let mut written = Vec::new();
    let letters = exchange::by_number(&all);
    for register in registers::registers(&desk.edition, &desk.authority, &numbers, &letters) {
        let path = folders.registers.join(register.name);
        let shown = files::printed(&output.join(&path));
        outcome.diagnostics.extend(validator.check_register(&shown, &register.xml));
        files::write(&output.join(&path), register.xml.as_bytes())?;
        let content = Digest::of(register.xml.as_bytes());
        written.push((path, Made { content, from: earlier.basis }));
    }
    if let Some(list) = exchange::cmif::file(&desk.edition, &all) {
        let path = PathBuf::from(exchange::cmif::FILE);
        // It is TEI of a format of its own, which the schema of the edition need not know.
        files::write(&output.join(&path), list.as_bytes())?;
        let content = Digest::of(list.as_bytes());
        written.push((path, Made { content, from: earlier.basis }));
    }
    earlier.keep_registers(&written);
    outcome.made.extend(written.into_iter().map(|(path, made)| (files::printed(&path), made)));
    earlier.remove_outdated(&outcome.made, &unread, &output)?;
    outcome.diagnostics.sort();
    Ok(outcome)
}

/// A folder of the edition; without the `./` that findings need not show.
#[must_use]
pub fn below(folder: &Path, part: &Path) -> PathBuf {
    if folder == Path::new(".") { part.to_path_buf() } else { folder.join(part) }
}

/// Builds one document and writes its files, where an earlier build did not.
fn build_one(site: &Site, path: &Path) -> anyhow::Result<Built> {
    let file = site.input.join(path);
    let shown = files::printed(&file);
    let bytes = match Source::bytes(&file) {
        Ok(bytes) => bytes,
        Err(error) => return Ok(Built::unread(error.into_diagnostic(&shown.into()))),
    };
    let others = site.desk.neighbours.digest(path);
    let key = site.earlier.key(&shown, &bytes, others, &rivals(&site.pages, path));
    if let Some(built) = kept(site, path, key) {
        return Ok(built);
    }
    let source = match Source::from_bytes(&shown, bytes, site.desk.edition.encoding) {
        Ok(source) => source.located(path),
        Err(error) => return Ok(Built::unread(error.into_diagnostic(&shown.into()))),
    };
    let built = write_one(site, path, &source, key)?;
    site.earlier.keep(path, key, &built.record());
    Ok(built)
}

/// What an earlier build made of a document, where all of it is still there.
fn kept(site: &Site, path: &Path, key: Digest) -> Option<Built> {
    let record = site.earlier.recall(path, key, site.output)?;
    let made = |(path, content): &(PathBuf, String)| {
        Some((path.clone(), Made { content: Digest::parse(content)?, from: key }))
    };
    Some(Built {
        state: State::Kept,
        outputs: record.outputs.iter().map(made).collect::<Option<_>>()?,
        diagnostics: record.findings()?,
        numbers: record.numbers,
        fitted: record.fitted,
        letters: record.letters,
    })
}

/// Edits and checks a document and writes its files.
fn write_one(site: &Site, path: &Path, source: &Source, key: Digest) -> anyhow::Result<Built> {
    let document = edit(source, site.desk);
    let faults = site.validator.check(site.desk, source, &document);
    let mut built = Built {
        state: State::New,
        outputs: Vec::new(),
        numbers: document.numbers.clone(),
        fitted: document.fitted.clone(),
        letters: exchange::letters(site.desk, &document, |suffix| {
            files::printed(&named(path, suffix))
        }),
        diagnostics: [source.findings(), document.diagnostics.clone(), faults].concat(),
    };
    if built.diagnostics.iter().any(|finding| finding.code == Code::EmptyInput) {
        return Ok(built);
    }
    for (suffix, tei) in document.files() {
        let name = named(path, &suffix);
        if !suffix.is_empty() && site.pages.contains(&name) {
            let message = format!("`{}` is the output of another file as well", name.display());
            let help = "give one of the two files another name";
            let mut finding = Diagnostic::new(Code::OutputTaken, source.path(), None, message);
            finding.help = Some(help.to_owned());
            built.diagnostics.push(finding);
            continue;
        }
        files::write(&site.output.join(&name), tei.xml.as_bytes())?;
        let content = Digest::of(tei.xml.as_bytes());
        built.outputs.push((name, Made { content, from: key }));
    }
    Ok(built)
}

/// The outputs of other documents that letters of this one could be named like.
fn rivals<'p>(pages: &'p BTreeSet<PathBuf>, path: &Path) -> Vec<&'p PathBuf> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut stem = path.file_stem().unwrap_or_default().to_owned();
    stem.push(".");
    let begins = |name: &OsStr| name.as_encoded_bytes().starts_with(stem.as_encoded_bytes());
    // All paths whose part below the folder begins so stand together.
    pages
        .range((Bound::Included(folder.join(&stem)), Bound::Unbounded))
        .map_while(|page| Some((page, page.strip_prefix(folder).ok()?)))
        .take_while(|(_, below)| below.iter().next().is_some_and(begins))
        .filter(|(_, name)| {
            name.iter().count() == 1 && name.as_os_str().len() > stem.len() + "xml".len()
        })
        .map(|(page, _)| page)
        .collect()
}

/// The path of an output, beside the place of its source.
fn named(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.with_extension("").into_os_string();
    name.push(suffix);
    name.push(".xml");
    name.into()
}

impl Built {
    /// What later builds need to know of it.
    fn record(&self) -> DocumentRecord {
        let outputs = self.outputs.iter().map(|(path, made)| (path.clone(), made.content));
        DocumentRecord::new(outputs.collect(), self.numbers.clone(), &self.diagnostics)
            .with_fitted(self.fitted.clone())
            .with_letters(self.letters.clone())
    }

    /// A document that could not be read.
    fn unread(finding: Diagnostic) -> Self {
        Self {
            state: State::Unread,
            outputs: Vec::new(),
            numbers: BTreeSet::new(),
            fitted: BTreeSet::new(),
            letters: Vec::new(),
            diagnostics: vec![finding],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rivals_are_the_pages_named_like_letters_of_a_document() {
        let pages = ["a.7.xml", "a.b/c.xml", "a.xml", "a.zz.xml", "ab.xml", "x/a.1.xml"];
        let pages: BTreeSet<PathBuf> = pages.map(PathBuf::from).into();
        let of = |path: &str| rivals(&pages, Path::new(path));
        assert_eq!(of("a.txt"), [Path::new("a.7.xml"), Path::new("a.zz.xml")]);
        assert_eq!(of("x/a.txt"), [Path::new("x/a.1.xml")]);
        assert_eq!(of("b.txt"), [] as [&Path; 0]);
    }
}

//! Validation of what was built: grammar, integrity and references, each finding shown at the
//! line of the plain-text source.

mod kept;

pub use kept::all as kept;

use crate::authority::Authority;
use crate::diagnostic::{Code, Diagnostic};
use crate::registers::{Register, registers};
use crate::relaxng::Schema;
use crate::rules::references::{Files, Found, Identifiers};
use crate::rules::{Checker, Settings};
use crate::source::{LineColumn, Source};
use crate::xml::{self, Limits};
use crate::{Desk, Document, files};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The schema of what this tool writes.
const OWN: &str = include_str!("../../schemas/rubricate.rnc");

/// The schemas and registers of an edition, read once, shared by all threads.
#[derive(Debug)]
pub struct Validator {
    checker: Checker,
    registers: BTreeMap<String, Arc<Identifiers>>,
}

/// The files that one document may point to: the registers, and what is made of the same page.
struct Beside<'a> {
    registers: &'a BTreeMap<String, Arc<Identifiers>>,
    own: BTreeMap<String, Own<'a>>,
}

/// A file of the page, whose identifiers are read when something points to it.
struct Own<'a> {
    xml: Cow<'a, str>,
    identifiers: OnceLock<Option<Arc<Identifiers>>>,
}

impl<'a> Own<'a> {
    fn new(xml: impl Into<Cow<'a, str>>) -> Self {
        Self { xml: xml.into(), identifiers: OnceLock::new() }
    }

    fn identifiers(&self) -> Option<&Arc<Identifiers>> {
        self.identifiers.get_or_init(|| identifiers_of(&self.xml)).as_ref()
    }
}

impl Files for Beside<'_> {
    fn look_up(&self, path: &str) -> Found {
        let own = || self.own.get(path).and_then(Own::identifiers);
        match self.registers.get(path).or_else(own) {
            Some(facts) => Found::Document(Arc::clone(facts)),
            None => Found::Missing,
        }
    }
}

impl Validator {
    /// The edition's own schema, or that of the tool where the edition names none; the registers
    /// as they will be written.
    ///
    /// # Errors
    /// A schema that cannot be used: what is wrong with it, with its file and line.
    pub fn new(desk: &Desk, schema: Option<&Path>) -> Result<Self, Diagnostic> {
        let checker = match schema {
            Some(path) => Checker::read(&[path], None, false)?.0,
            None => Checker::of_grammar(own_schema().map_err(|error| error.diagnostic().clone())?),
        };
        let mut validator = Self { checker, registers: BTreeMap::new() };
        for register in
            registers(&desk.edition, &desk.authority, &BTreeSet::new(), &BTreeMap::new())
        {
            validator.registers.extend(identifiers(desk, &register));
        }
        Ok(validator)
    }

    /// The findings about a document, at the lines of its source.
    #[must_use]
    pub fn check(&self, desk: &Desk, source: &Source, document: &Document) -> Vec<Diagnostic> {
        let numbers =
            registers(&desk.edition, &Authority::default(), &document.numbers, &BTreeMap::new());
        let numbers = numbers.into_iter().next();
        let mut own: BTreeMap<_, _> = numbers
            .map(|register| (place(desk, register.name), Own::new(register.xml)))
            .into_iter()
            .collect();
        let name = |suffix: &str| format!("{}{}{suffix}.xml", source.folder(), source.stem());
        own.extend(document.files().map(|(suffix, tei)| (name(&suffix), Own::new(&*tei.xml))));
        let beside = Beside { registers: &self.registers, own };
        let settings = Settings { files: Some(&beside), ..Settings::default() };
        let mut all = Vec::new();
        for (suffix, tei) in document.files() {
            let bytes = tei.xml.as_bytes();
            let (checked, tree) = self.checker.check_and_keep(&name(&suffix), bytes, settings);
            let mut findings = checked.findings;
            let text = document.text.as_str();
            findings.extend(tree.and_then(|tree| kept::file(tei, &tree, text)));
            // Notes without markers were reported when they were looked for.
            findings.retain(|finding| finding.code != Code::NoteWithoutAnchor);
            for mut finding in findings {
                let at = finding.place.at.map(|at| offset(&tei.xml, at));
                finding.place = document.place(source, tei, at.unwrap_or_default());
                all.push(finding);
            }
        }
        all.extend(kept::all(document, source));
        all
    }

    /// The findings about a register.
    #[must_use]
    pub fn check_register(&self, path: &str, xml: &str) -> Vec<Diagnostic> {
        self.checker.check(path, xml.as_bytes(), Settings::default()).findings
    }
}

/// What pointers into a register need to know, by its path beside the documents.
fn identifiers(desk: &Desk, register: &Register) -> Option<(String, Arc<Identifiers>)> {
    Some((place(desk, register.name), identifiers_of(&register.xml)?))
}

/// The path of a register beside the documents.
fn place(desk: &Desk, register: &str) -> String {
    files::printed(&desk.edition.folders.registers.join(register))
}

fn identifiers_of(text: &str) -> Option<Arc<Identifiers>> {
    let document = xml::Document::from_text(text, Limits::default()).ok()?;
    Some(Arc::new(Identifiers::of_document(&document).ok()?))
}

/// The schema of what this tool writes, compiled.
///
/// # Errors
/// Never, unless the program was built with a broken schema; a test holds it sound.
pub fn own_schema() -> Result<Schema, crate::relaxng::SchemaError> {
    let alone = |_: &str| Err("the schema is one file".to_owned());
    Schema::compile_with(OWN.as_bytes(), "rubricate.rnc", &alone)
}

/// The byte at a line and column.
fn offset(text: &str, at: LineColumn) -> usize {
    let line = text.split_inclusive('\n').take(at.line - 1).map(str::len).sum::<usize>();
    let rest = &text[line..];
    line + rest.char_indices().nth(at.column - 1).map_or(rest.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_of_the_tool_is_sound() {
        assert!(own_schema().is_ok());
    }

    #[test]
    fn lines_and_columns_are_bytes_again() {
        assert_eq!(offset("é\nab", LineColumn { line: 2, column: 2 }), 4);
        assert_eq!(offset("é\nab", LineColumn { line: 1, column: 2 }), 2);
    }
}

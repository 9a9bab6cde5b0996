//! Validation of what was built: grammar, integrity and references, each finding shown at the
//! line of the plain-text source.

use crate::authority::Authority;
use crate::diagnostic::{Code, Diagnostic};
use crate::encode::TEI_NAMESPACE;
use crate::registers::{Register, registers};
use crate::relaxng::Schema;
use crate::rules::references::{self, DocumentFacts, Files, Found};
use crate::rules::{Checker, Settings};
use crate::source::{LineColumn, Source};
use crate::xml::Limits;
use crate::xml::tree::{Kind, NodeId, Tree};
use crate::{Desk, Document, files};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// The schema of what this tool writes.
const OWN: &str = include_str!("../schemas/rubricate.rnc");
/// The name by which an output is checked: documents point to what stands beside them.
const OUTPUT: &str = "document.xml";

/// The schemas and registers of an edition, read once, shared by all threads.
#[derive(Debug)]
pub struct Validator {
    checker: Checker,
    registers: BTreeMap<String, Arc<DocumentFacts>>,
}

/// The files that one document may point to: the registers.
struct Beside<'a> {
    registers: &'a BTreeMap<String, Arc<DocumentFacts>>,
    numbers: Option<(String, Arc<DocumentFacts>)>,
}

impl Files for Beside<'_> {
    fn look_up(&self, path: &str) -> Found {
        let numbers = self.numbers.iter().find(|(name, _)| name == path).map(|(_, facts)| facts);
        match self.registers.get(path).or(numbers) {
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
        for register in registers(&desk.edition, &desk.authority, &BTreeSet::new()) {
            validator.registers.extend(validator.facts(desk, &register));
        }
        Ok(validator)
    }

    /// The findings about a document, at the lines of its source.
    #[must_use]
    pub fn check(&self, desk: &Desk, source: &Source, document: &Document) -> Vec<Diagnostic> {
        let xml = &document.tei.xml;
        let checked = self.checker.check(OUTPUT, xml.as_bytes(), Settings::default());
        let mut findings = checked.findings;
        if let Some(facts) = &checked.facts {
            let numbers = registers(&desk.edition, &Authority::default(), &document.numbers);
            let numbers = numbers.iter().find_map(|register| self.facts(desk, register));
            let beside = Beside { registers: &self.registers, numbers };
            findings.extend(references::check(facts, &beside));
        }
        findings.extend(text_is_kept(document));
        findings
            .into_iter()
            // Notes without markers were reported when they were looked for.
            .filter(|finding| finding.code != Code::NoteWithoutAnchor)
            .map(|mut finding| {
                let at = finding.place.at.map(|at| offset(xml, at));
                finding.place = document.place(source, at.unwrap_or_default());
                finding
            })
            .collect()
    }

    /// The findings about a register.
    #[must_use]
    pub fn check_register(&self, path: &str, xml: &str) -> Vec<Diagnostic> {
        self.checker.check(path, xml.as_bytes(), Settings::default()).findings
    }

    /// What pointers into a register need to know, by its path beside the documents.
    fn facts(&self, desk: &Desk, register: &Register) -> Option<(String, Arc<DocumentFacts>)> {
        let name = files::printed(&desk.edition.folders.registers.join(register.name));
        let checked = self.checker.check(&name, register.xml.as_bytes(), Settings::default());
        Some((name, Arc::new(checked.facts?)))
    }
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

/// Whether the text read back from the XML is the normalised text, white space not counted.
fn text_is_kept(document: &Document) -> Option<Diagnostic> {
    let path: Arc<str> = OUTPUT.into();
    let tree = Tree::read(OUTPUT, document.tei.xml.as_bytes(), Limits::default()).ok()?;
    let text = *tree.elements(TEI_NAMESPACE, "text").first()?;
    let mut found = tree
        .nodes()
        .filter(|node| tree.kind(*node) == Kind::Text && tree.is_below(*node, text))
        .filter(|node| !is_of_editor(&tree, *node))
        .flat_map(|node| tree.value(node).chars())
        .filter(|c| !c.is_whitespace());
    let mut wanted = document.text.as_str().chars().filter(|c| !c.is_whitespace());
    let same = wanted.by_ref().all(|c| found.next() == Some(c)) && found.next().is_none();
    let message = "the text of the TEI is not the text of the source";
    (!same).then(|| Diagnostic::new(Code::TextChanged, &path, None, message))
}

/// Whether words are what an editor reads instead of the text that stands beside them.
fn is_of_editor(tree: &Tree, words: NodeId) -> bool {
    let Some(reading) = tree.parent(words) else { return false };
    let is_choice = |node: &NodeId| tree.local_name(*node) == "choice";
    tree.parent(reading).as_ref().is_some_and(is_choice) && tree.previous_sibling(reading).is_some()
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

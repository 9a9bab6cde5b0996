//! Everything that is checked in a document, put together: grammar, rules, integrity, references.

use super::Subject;
use super::integrity;
use super::references::{self, Files, Identifiers, Pointers, TEI};
use super::schematron::{Options, Rules, Schematron};
use crate::diagnostic::{Code, Diagnostic};
use crate::relaxng::Schema;
use crate::xml::tree::Tree;
use crate::xml::{Document, Limits, Lines, XmlError};
use crate::xpath::{Documents, Library};
use std::cell::RefCell;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// The schemas that documents are checked against; none of them is allowed too.
///
/// ```no_run
/// use rubricate::rules::{Checker, Folder, Settings};
/// let (checker, about_rules) = Checker::read(&["tei_all.rng", "house.sch"], None, false)?;
/// let folder = Folder::new(None).expect("no root is asked for");
/// let settings = Settings { files: Some(&folder), ..Settings::default() };
/// let bytes = std::fs::read("letter.xml").expect("it is there");
/// for finding in checker.check("letter.xml", &bytes, settings).findings {
///     println!("{finding}");
/// }
/// # Ok::<(), rubricate::diagnostic::Diagnostic>(())
/// ```
#[derive(Debug, Default)]
pub struct Checker {
    grammars: Vec<Schema>,
    rules: Vec<Rules>,
    pointers: Pointers,
}

/// A document that was checked.
#[derive(Debug)]
pub struct Checked {
    /// The findings, in the order of the file.
    pub findings: Vec<Diagnostic>,
    /// What pointers from other documents need; none where the document is not XML.
    pub identifiers: Option<Identifiers>,
}

/// How documents are checked.
#[derive(Clone, Copy, Default)]
pub struct Settings<'s> {
    /// The documents that rules may ask for with `doc()`.
    pub library: Option<&'s dyn Library>,
    /// The files that pointers may lead to; without them pointers are not followed.
    pub files: Option<&'s dyn Files>,
    /// How rules are run.
    pub options: Options,
    /// How large and how deep documents may be.
    pub limits: Limits,
}

impl Checker {
    /// Reads schemas: RELAX NG (`.rng`, `.rnc`) with the Schematron in it, and Schematron
    /// (`.sch`). The findings are about rules that cannot be run; `documents` allows `doc()`.
    ///
    /// # Errors
    /// What is wrong with a schema that cannot be used, or a phase that it does not have.
    pub fn read<P: AsRef<Path>>(
        schemas: &[P],
        phase: Option<&str>,
        documents: bool,
    ) -> Result<(Self, Vec<Diagnostic>), Diagnostic> {
        let mut checker = Self::default();
        let mut findings = Vec::new();
        let mut phases: Vec<String> = Vec::new();
        // The rules of the phase, the findings about them, the phases that there are.
        let compiled = |(schematron, mut found): (Schematron, Vec<Diagnostic>)| {
            let (rules, more) = schematron.compile(phase, documents);
            found.extend(more);
            (rules, found, schematron.phases().into_iter().map(str::to_owned).collect::<Vec<_>>())
        };
        for path in schemas {
            let path = path.as_ref();
            let name = path.to_string_lossy().replace('\\', "/");
            let wrong = |message| {
                Diagnostic::new(Code::SchemaUnusable, &name.as_str().into(), None, message)
            };
            let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
            let (rules, found, declared) = if end.eq_ignore_ascii_case("sch") {
                compiled(Schematron::read(&name, &read_file).map_err(wrong)?)
            } else {
                // Most schemas are one file, whose rules are read beside its grammar.
                let of_files = |files: &[SchemaFile]| in_grammar(files).map(compiled);
                let alone = || Some(of_files(&[(name.clone(), std::fs::read(path).ok()?)]));
                let (grammar, rules) = rayon::join(|| read_grammar(path), alone);
                let (grammar, files) = grammar?;
                checker.pointers = Pointers::of_schema(&grammar);
                checker.grammars.push(grammar);
                let is_alone = matches!(&files[..], [(path, _)] if *path == name);
                let rules = rules.filter(|_| is_alone).unwrap_or_else(|| of_files(&files));
                rules.map_err(wrong)?
            };
            findings.extend(found);
            phases.extend(declared);
            if !rules.is_empty() {
                checker.rules.push(rules);
            }
        }
        let known = |wanted: &str| wanted.starts_with('#') || phases.iter().any(|p| p == wanted);
        if let Some(unknown) = phase.filter(|phase| !known(phase)) {
            let message = match phases.join(", ").as_str() {
                "" => format!("there is no phase `{unknown}`: the schema has none"),
                all => format!("there is no phase `{unknown}`: there are {all}"),
            };
            let name = schemas.first().map(|path| path.as_ref().to_string_lossy().into_owned());
            let name: Arc<str> = name.unwrap_or_default().into();
            return Err(Diagnostic::new(Code::SchemaUnusable, &name, None, message));
        }
        Ok((checker, findings))
    }

    /// A checker with one grammar and no other rules.
    #[must_use]
    pub fn of_grammar(grammar: Schema) -> Self {
        Self { grammars: vec![grammar], ..Self::default() }
    }

    /// Whether there is a schema at all.
    #[must_use]
    pub fn has_schema(&self) -> bool {
        !self.grammars.is_empty() || !self.rules.is_empty()
    }

    /// The findings about a document that they name `path`.
    #[must_use]
    pub fn check(&self, path: &str, bytes: &[u8], settings: Settings<'_>) -> Checked {
        self.check_and_keep(path, bytes, settings).0
    }

    /// The same, with the document as it was read; none where it is not XML.
    #[must_use]
    pub fn check_and_keep(
        &self,
        path: &str,
        bytes: &[u8],
        settings: Settings<'_>,
    ) -> (Checked, Option<Arc<Tree>>) {
        let path: Arc<str> = path.into();
        let document = match Document::new(bytes, settings.limits) {
            Ok(document) => document,
            Err(error) => {
                let text = String::from_utf8_lossy(bytes);
                return (Checked::ill_formed(vec![ill_formed(&path, &text, &error)]), None);
            }
        };
        let (mut findings, tree) = self.grammars(&path, &document);
        let Some(tree) = tree.map(Arc::new) else {
            return (Checked::ill_formed(findings), None);
        };
        let lines = Lines::new(document.text());
        let subject = Subject { tree: &tree, lines: &lines };
        findings.extend(self.rules_of(&tree, &lines, settings));
        findings.extend(integrity::check(subject, !self.grammars.is_empty()));
        let identifiers = Identifiers::of_tree(&tree);
        if let Some(files) = settings.files {
            // That an identifier is given twice is told here, with who refers to it.
            findings.retain(|finding| finding.code != Code::DuplicateId);
            let pointers = self.pointers_for(&tree);
            findings.extend(references::check(subject, &identifiers, pointers, files));
        }
        findings.sort();
        (Checked { findings, identifiers: Some(identifiers) }, Some(tree))
    }

    /// What the grammars find, and the tree of the document where it is XML.
    fn grammars(
        &self,
        path: &Arc<str>,
        document: &Document<'_>,
    ) -> (Vec<Diagnostic>, Option<Tree>) {
        let (mut findings, grown) = match self.grammars.first() {
            Some(first) => first.validate_into_tree(path, document),
            None => (Vec::new(), Some(Tree::of_document(path, document))),
        };
        for grammar in self.grammars.iter().skip(1) {
            findings.extend(grammar.validate_document(path, document));
        }
        match grown {
            Some(Ok(tree)) => (findings, Some(tree)),
            Some(Err(error)) => {
                findings.push(ill_formed(path, document.text(), &error));
                (findings, None)
            }
            // The grammar has told why.
            None => (findings, None),
        }
    }

    fn rules_of(
        &self,
        tree: &Arc<Tree>,
        lines: &Lines<'_>,
        settings: Settings<'_>,
    ) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for rules in &self.rules {
            let documents = Documents::new(Arc::clone(tree), settings.library);
            found.extend(rules.check(&documents, lines, settings.options));
        }
        found
    }

    /// The attributes that point: those of the schema, or of TEI.
    fn pointers_for(&self, tree: &Tree) -> &Pointers {
        static TEI_POINTERS: LazyLock<Pointers> = LazyLock::new(Pointers::tei);
        let is_tei = || tree.root().is_some_and(|root| tree.namespace(root) == TEI);
        if self.pointers.is_empty() && is_tei() { &TEI_POINTERS } else { &self.pointers }
    }
}

impl Checked {
    fn ill_formed(findings: Vec<Diagnostic>) -> Self {
        Self { findings, identifiers: None }
    }
}

/// The finding about a document that is not XML.
fn ill_formed(path: &Arc<str>, text: &str, error: &XmlError) -> Diagnostic {
    let at = Some(Lines::new(text).place(error.at));
    Diagnostic::new(error.kind.into(), path, at, error.message.as_str())
}

fn read_file(path: &str) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{path}: {error}"))
}

/// The rules in the files of a grammar.
fn in_grammar(files: &[SchemaFile]) -> Result<(Schematron, Vec<Diagnostic>), String> {
    Schematron::in_grammar(files, &read_file)
}

/// A file of a schema: its path and its bytes.
type SchemaFile = (String, Vec<u8>);

/// A grammar, and those of its files that can hold rules too: all in the XML syntax.
fn read_grammar(path: &Path) -> Result<(Schema, Vec<SchemaFile>), Diagnostic> {
    let name = path.to_string_lossy();
    let files = RefCell::new(Vec::<SchemaFile>::new());
    let load = |path: &str| {
        let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
        files.borrow_mut().push((path.to_owned(), bytes.clone()));
        Ok(bytes)
    };
    let first = load(&name).map_err(|error| {
        let message = format!("the schema cannot be read: {error}");
        Diagnostic::new(Code::SchemaFile, &name.as_ref().into(), None, message)
    })?;
    let schema = Schema::compile_with(&first, &name, &load);
    let schema = schema.map_err(|error| error.diagnostic().clone())?;
    let mut files = files.into_inner();
    files.retain(|(path, _)| !path.to_ascii_lowercase().ends_with(".rnc"));
    Ok((schema, files))
}

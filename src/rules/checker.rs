//! Everything that is checked in a document, put together: grammar, rules, integrity, references.

use super::Subject;
use super::integrity;
use super::references::{self, Files, Identifiers, Pointers, TEI};
use super::schematron::{Options, Rules, Schematron};
use crate::diagnostic::{Code, Diagnostic};
use crate::relaxng::{Schema, is_compact};
use crate::xml::tree::Tree;
use crate::xml::{Document, Limits, Lines, XmlError};
use crate::xpath::{Documents, Library};
use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

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
                let bytes = std::fs::read(path).map_err(|error| {
                    let message = format!("the schema cannot be read: {error}");
                    Diagnostic::new(Code::SchemaFile, &name.as_str().into(), None, message)
                })?;
                let first = (!is_compact(&name)).then_some((&*name, &*bytes));
                let of_files = |files: &[(&str, &[u8])]| {
                    Schematron::in_grammar(files, &read_file).map(compiled)
                };
                // Most schemas are one file, whose rules are read beside its grammar: in a thread
                // that is begun for them, since the memory of the first grows in larger steps.
                let (grammar, rules) = std::thread::scope(|scope| {
                    let rules = scope.spawn(|| of_files(first.as_slice()));
                    let grammar = read_grammar(&name, &bytes);
                    let rules =
                        rules.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                    (grammar, rules)
                });
                let (grammar, pointers, others) = grammar?;
                checker.pointers = pointers;
                checker.grammars.push(grammar);
                let rules = if others.is_empty() {
                    rules
                } else {
                    let others = others.iter().map(|(path, bytes)| (&**path, &**bytes));
                    of_files(&first.into_iter().chain(others).collect::<Vec<_>>())
                };
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
        let is_tei = || tree.root().is_some_and(|root| tree.namespace(root) == TEI);
        if self.pointers.is_empty() && is_tei() { Pointers::tei() } else { &self.pointers }
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

/// A file of a schema: its path and its bytes.
type SchemaFile = (String, Vec<u8>);

/// A grammar, which of its attributes point, and those of the files it refers to that can hold
/// rules: all in the XML syntax.
fn read_grammar(
    name: &str,
    bytes: &[u8],
) -> Result<(Schema, Pointers, Vec<SchemaFile>), Diagnostic> {
    let others = RefCell::new(Vec::<SchemaFile>::new());
    let load = |path: &str| {
        let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
        if !is_compact(path) {
            others.borrow_mut().push((path.to_owned(), bytes.clone()));
        }
        Ok(bytes)
    };
    let schema = Schema::compile_with(bytes, name, &load);
    let schema = schema.map_err(|error| error.diagnostic().clone())?;
    let pointers = Pointers::of_schema(&schema);
    Ok((schema, pointers, others.into_inner()))
}

//! The schema of each file: those of the arguments, or those that the file names.

use rubricate::diagnostic::{Code, Diagnostic, Severity};
use rubricate::rules::{Checker, associations, paths};
use rubricate::xml::{Document, Limits, Lines};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Every schema of a run, read once.
pub struct Schemas {
    /// By the paths of the schemas.
    checkers: BTreeMap<Vec<String>, Checker>,
    /// The schemas of each file.
    named: BTreeMap<String, Vec<String>>,
    /// About the schemas: rules that cannot be run, and schemas that files name in vain.
    pub findings: Vec<Diagnostic>,
    /// Why the schema of the arguments cannot be used.
    pub unusable: Option<Diagnostic>,
}

impl Schemas {
    pub fn new(given: &[PathBuf], files: &[String], phase: Option<&str>, documents: bool) -> Self {
        let mut schemas = Self {
            checkers: BTreeMap::new(),
            named: BTreeMap::new(),
            findings: Vec::new(),
            unusable: None,
        };
        schemas.checkers.insert(Vec::new(), Checker::default());
        if !given.is_empty() {
            match Checker::read(given, phase, documents) {
                Ok((checker, findings)) => {
                    schemas.checkers.insert(Vec::new(), checker);
                    schemas.findings.extend(findings);
                }
                Err(unusable) => schemas.unusable = Some(unusable),
            }
            return schemas;
        }
        for file in files {
            let named = schemas.named_by(file);
            if !named.is_empty() && !schemas.checkers.contains_key(&named) {
                match Checker::read(&named, phase, documents) {
                    Ok((checker, findings)) => {
                        schemas.checkers.insert(named.clone(), checker);
                        schemas.findings.extend(findings);
                    }
                    Err(unusable) => {
                        schemas.findings.push(unusable);
                        schemas.checkers.insert(named.clone(), Checker::default());
                    }
                }
            }
            schemas.named.insert(file.clone(), named);
        }
        schemas
    }

    /// The checker of a file.
    pub fn of(&self, file: &str) -> &Checker {
        let named = self.named.get(file).cloned().unwrap_or_default();
        let own = self.checkers.get(&named);
        own.unwrap_or_else(|| &self.checkers[&Vec::new()])
    }

    /// The schemas that a file names and that are on this disk.
    fn named_by(&mut self, file: &str) -> Vec<String> {
        let Ok(bytes) = std::fs::read(file) else { return Vec::new() };
        let Ok(document) = Document::new(&bytes, Limits::default()) else { return Vec::new() };
        let found = associations(&document);
        if found.is_empty() {
            return Vec::new();
        }
        let lines = Lines::new(document.text());
        let name = file.replace('\\', "/");
        let mut named = Vec::new();
        for association in found {
            let href = &association.href;
            let path = paths::resolve(&name, href);
            let (code, message) = match paths::scheme(href) {
                Some(_) => {
                    let message = format!(
                        "the schema is at `{href}`; nothing is fetched, so the file is not checked \
                         against it"
                    );
                    (Code::SchemaNotFetched, message)
                }
                None if Path::new(&path).is_file() => {
                    named.push(path);
                    continue;
                }
                None => (Code::SchemaUnusable, format!("there is no schema {path}")),
            };
            let at = Some(lines.place(association.offset));
            let mut finding = Diagnostic::new(code, &name.as_str().into(), at, message);
            if finding.severity() == Severity::Warning {
                finding.help = Some("name a copy with --schema".to_owned());
            }
            self.findings.push(finding);
        }
        named
    }
}

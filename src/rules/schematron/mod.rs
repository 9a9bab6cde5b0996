//! ISO Schematron: rules in `.sch` files and in RELAX NG schemas, run over a document.
//!
//! The query language is XPath 2 (`queryBinding="xslt2"`); see [`crate::xpath`] for its extent.
//! What of a schema cannot be run is a finding about the schema, with its place.
//!
//! ```
//! use rubricate::rules::schematron::{Options, Schematron};
//! use rubricate::xml::{Document, Limits, Lines, tree::Tree};
//! use rubricate::xpath::Documents;
//!
//! let rules = r#"<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
//!   <pattern><rule context="p"><assert test="@n">a p has no number</assert></rule></pattern>
//! </schema>"#;
//! let read = |_: &str| Ok(rules.as_bytes().to_vec());
//! let (schema, findings) = Schematron::read("rules.sch", &read).expect("it is XML");
//! assert!(findings.is_empty());
//! let rules = schema.compile(None, false).0;
//!
//! let document = Document::new(b"<text><p n='1'/><p/></text>", Limits::default())?;
//! let documents = Documents::new(Tree::of_document("t.xml", &document)?.into(), None);
//! let found = rules.check(&documents, &Lines::new(document.text()), Options::default());
//! assert_eq!(found[0].to_string(), "t.xml:1:17: error[R701]: a p has no number (test `@n`)");
//! # Ok::<(), rubricate::xml::XmlError>(())
//! ```

mod compile;
mod message;
mod read;
mod run;
mod source;

pub use read::ReadFile;

use crate::diagnostic::{Code, Diagnostic};
use crate::xml::Lines;
use crate::xml::tree::NodeId;
use crate::xpath::{Documents, Moment};

/// The rules of a schema, read and not yet compiled.
#[derive(Debug, Clone)]
pub struct Schematron {
    raw: source::RawSchema,
}

/// Rules that are ready to run. They never change, and are shared between documents and threads.
#[derive(Debug, Clone)]
pub struct Rules {
    compiled: compile::Compiled,
}

/// How rules are run.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What `current-date()` and its like give; rules that ask for it have no answer without.
    pub now: Option<Moment>,
    /// How many violations are told of; the rest is counted.
    pub most: usize,
    /// The steps that one rule may take in a document; by its size where there is none.
    pub steps: Option<u64>,
}

/// A node that does not meet a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The identifier of the rule or of its pattern.
    pub rule: Option<String>,
    /// Which rule of its pattern, from 0.
    pub number: usize,
    /// Which of its checks, from 0.
    pub check: usize,
    /// The identifier of the check.
    pub id: Option<String>,
    /// The node that the finding is about.
    pub node: NodeId,
    /// Error, warning or note, as the role of the check says.
    pub code: Code,
    /// The message, its white space collapsed.
    pub message: String,
    /// The further messages of the check (`diagnostics`).
    pub more: String,
    /// The test, shortened.
    pub test: String,
}

impl Default for Options {
    fn default() -> Self {
        Self { now: None, most: 10_000, steps: None }
    }
}

impl Schematron {
    /// Reads the rules of a `.sch` file and of the files it includes. `read` gives the bytes of a
    /// file.
    ///
    /// # Errors
    /// When a file cannot be read or is not XML.
    pub fn read(path: &str, read: &ReadFile<'_>) -> Result<(Self, Vec<Diagnostic>), String> {
        let mut reading = read::Reading::new(read);
        reading.file(path)?;
        Ok((Self { raw: reading.schema }, reading.findings))
    }

    /// Reads the rules in the files of a RELAX NG schema, each given by its path and its bytes.
    /// `read` gives the bytes of the files of rules that they include.
    ///
    /// # Errors
    /// When a file cannot be read or is not XML.
    pub fn in_grammar<P: AsRef<str>, B: AsRef<[u8]>>(
        files: &[(P, B)],
        read: &ReadFile<'_>,
    ) -> Result<(Self, Vec<Diagnostic>), String> {
        let mut reading = read::Reading::new(read);
        for (path, bytes) in files {
            reading.in_grammar(path.as_ref(), bytes.as_ref())?;
        }
        Ok((Self { raw: reading.schema }, reading.findings))
    }

    /// Whether there is no rule at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.raw.patterns.is_empty()
    }

    /// The phases that are declared, besides `#ALL`.
    #[must_use]
    pub fn phases(&self) -> Vec<&str> {
        self.raw.phases.iter().map(|phase| phase.id.as_str()).collect()
    }

    /// Compiles the rules of a phase (all where there is none). `documents` allows `doc()`.
    /// The findings are about rules that cannot be run.
    #[must_use]
    pub fn compile(&self, phase: Option<&str>, documents: bool) -> (Rules, Vec<Diagnostic>) {
        let (compiled, findings) = compile::compile(&self.raw, phase, documents);
        (Rules { compiled }, findings)
    }
}

impl Rules {
    /// How many rules there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.compiled.rules.len()
    }

    /// Whether there is no rule.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.compiled.rules.is_empty()
    }

    /// The nodes that do not meet the rules, in document order, and findings about rules that
    /// have no answer there.
    #[must_use]
    pub fn violations(
        &self,
        documents: &Documents<'_>,
        lines: &Lines<'_>,
        options: Options,
    ) -> (Vec<Violation>, Vec<Diagnostic>) {
        let outcome = run::run(&self.compiled, documents, lines, options);
        (outcome.violations, outcome.findings)
    }

    /// The findings about a document: violations in document order, then rules without answer.
    #[must_use]
    pub fn check(
        &self,
        documents: &Documents<'_>,
        lines: &Lines<'_>,
        options: Options,
    ) -> Vec<Diagnostic> {
        let outcome = run::run(&self.compiled, documents, lines, options);
        let tree = documents.main();
        let mut found: Vec<Diagnostic> = outcome
            .violations
            .iter()
            .map(|violation| {
                let at = lines.place(tree.offset(violation.node));
                let message = violation.message.as_str();
                let mut finding = Diagnostic::new(violation.code, tree.path(), Some(at), message);
                let source = match violation.id.as_ref().or(violation.rule.as_ref()) {
                    Some(name) => format!("rule {name}"),
                    None => format!("test `{}`", violation.test),
                };
                finding.help = Some(match violation.more.as_str() {
                    "" => source,
                    more => format!("{more}; {source}"),
                });
                finding
            })
            .collect();
        found.extend(outcome.findings);
        if outcome.untold > 0 {
            let message = format!("{} more violations of rules are not listed", outcome.untold);
            found.push(Diagnostic::new(Code::RuleViolated, tree.path(), None, message));
        }
        found
    }
}

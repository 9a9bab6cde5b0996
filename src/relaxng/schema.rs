//! The public face: a compiled schema, and documents validated against it.

use super::compiled::Compiled;
use super::files::{Files, Flaw, Load};
use super::machine::Machine;
use super::restrictions;
use super::simplify::simplify;
use super::validate::{Options, Outcome, Told, ill_formed, validate};
use crate::diagnostic::{Code, Diagnostic};
use crate::xml::tree::{Growing, Tree};
use crate::xml::{Document, Lines, XmlError};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// A RELAX NG schema, compiled. It never changes and can be shared between threads.
///
/// ```
/// use rubricate::relaxng::Schema;
/// let schema = Schema::compile(
///     b"<element name='poem' xmlns='http://relaxng.org/ns/structure/1.0'>
///         <oneOrMore><element name='line'><text/></element></oneOrMore>
///       </element>",
/// )?;
/// assert!(schema.validate(b"<poem><line>Arma virumque</line></poem>").is_empty());
/// let findings = schema.validate(b"<poem>\n<lime>Arma virumque</lime></poem>");
/// assert_eq!(
///     findings[0].to_string(),
///     "document:2:1: error[R620]: the schema has no element `<lime>` (did you mean `<line>`?)"
/// );
/// # Ok::<(), rubricate::relaxng::SchemaError>(())
/// ```
#[derive(Debug)]
pub struct Schema {
    compiled: Arc<Compiled>,
    options: Options,
    /// Automata that are not in use: what one document has made them learn serves the next.
    machines: Mutex<Vec<Machine>>,
}

/// Why a schema cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaError(Diagnostic);

impl SchemaError {
    /// The finding, in the file of the schema where it stands.
    #[must_use]
    pub fn diagnostic(&self) -> &Diagnostic {
        &self.0
    }
}

impl std::fmt::Display for SchemaError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for SchemaError {}

impl From<Flaw> for SchemaError {
    fn from(flaw: Flaw) -> Self {
        let at = Lines::new(&flaw.text).place(flaw.at);
        Self(Diagnostic::new(flaw.code, &flaw.path, Some(at), flaw.message))
    }
}

impl Schema {
    /// Reads a schema file and the files that it refers to, and compiles them. The compact syntax
    /// is read where the name ends in `.rnc`.
    ///
    /// ```no_run
    /// use rubricate::relaxng::Schema;
    /// let schema = Schema::read("tei_all.rng".as_ref())?;
    /// for finding in schema.validate_file("letter.xml", &std::fs::read("letter.xml")?) {
    ///     println!("{finding}");
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A file that cannot be read, is not RELAX NG, or breaks one of its rules.
    pub fn read(path: &Path) -> Result<Self, SchemaError> {
        let name = path.to_string_lossy();
        let bytes = std::fs::read(path).map_err(|error| {
            let message = format!("the schema cannot be read: {error}");
            SchemaError(Diagnostic::new(Code::SchemaFile, &name.as_ref().into(), None, message))
        })?;
        let load = |path: &str| std::fs::read(path).map_err(|error| error.to_string());
        Self::compile_with(&bytes, &name, &load)
    }

    /// Compiles a schema of one file.
    ///
    /// # Errors
    /// A schema that is not RELAX NG, breaks one of its rules, or refers to other files.
    pub fn compile(bytes: &[u8]) -> Result<Self, SchemaError> {
        let alone = |_: &str| Err("only one file was given".to_owned());
        Self::compile_with(bytes, "schema", &alone)
    }

    /// Compiles a schema whose other files come from elsewhere than the disk: `load` is given
    /// each path that the schema refers to, resolved against `path`.
    ///
    /// ```
    /// use rubricate::relaxng::Schema;
    /// let load = |path: &str| match path {
    ///     "parts/line.rnc" => Ok(b"element line { text }".to_vec()),
    ///     _ => Err("no such file".to_owned()),
    /// };
    /// let poem = b"start = element poem { external \"parts/line.rnc\" + }";
    /// let schema = Schema::compile_with(poem, "poem.rnc", &load)?;
    /// assert_eq!(schema.validate(b"<poem><line/><line/></poem>"), []);
    /// # Ok::<(), rubricate::relaxng::SchemaError>(())
    /// ```
    ///
    /// # Errors
    /// A file that cannot be loaded, is not RELAX NG, or breaks one of its rules.
    pub fn compile_with(bytes: &[u8], path: &str, load: Load<'_>) -> Result<Self, SchemaError> {
        let files = Files::read(bytes, path, load)?;
        let mut grammar = simplify(&files)?;
        let checked = restrictions::check(&grammar).map_err(|(element, message)| {
            let (file, at) = element.map_or((0, 0), |index| grammar.elements[index].place);
            files.flaw(Code::SchemaRestriction, file, at, message)
        })?;
        if !grammar.compile_lists(&checked.lists) {
            return Err(files
                .flaw(Code::SchemaLimit, 0, 0, "a list is larger than the limit")
                .into());
        }
        let compiled = Arc::new(Compiled::new(grammar, &checked.reachable));
        Ok(Self { compiled, options: Options::default(), machines: Mutex::new(Vec::new()) })
    }

    /// The same schema with other limits.
    ///
    /// ```
    /// use rubricate::relaxng::{Options, Schema};
    /// use rubricate::xml::Limits;
    /// let schema = Schema::compile_with(b"start = a  a = element a { a? }", "a.rnc", &|_| Err(String::new()))?;
    /// let xml = Limits { depth: 2, ..Limits::default() };
    /// let strict = schema.with_options(Options { xml, ..Options::default() });
    /// assert_eq!(strict.validate(b"<a><a/></a>"), []);
    /// assert_eq!(strict.validate(b"<a><a><a/></a></a>")[0].code.as_str(), "R604");
    /// # Ok::<(), rubricate::relaxng::SchemaError>(())
    /// ```
    #[must_use]
    pub fn with_options(self, options: Options) -> Self {
        // Machines made under other limits are of no use.
        Self { options, machines: Mutex::new(Vec::new()), ..self }
    }

    /// Validates a document; its findings, in its order, name it `document`.
    #[must_use]
    pub fn validate(&self, document: &[u8]) -> Vec<Diagnostic> {
        self.validate_file("document", document)
    }

    /// Validates a document that findings give this name.
    #[must_use]
    pub fn validate_file(&self, path: &str, document: &[u8]) -> Vec<Diagnostic> {
        let path: Arc<str> = path.into();
        let decoded = match Document::new(document, self.options.xml) {
            Ok(decoded) => decoded,
            Err(error) => {
                let text = String::from_utf8_lossy(document);
                return diagnostics(&path, &text, vec![ill_formed(error)]);
            }
        };
        self.validate_document(&path, &decoded)
    }

    /// Validates a document that was decoded already, under the limits that it was decoded with.
    #[must_use]
    pub fn validate_document(&self, path: &Arc<str>, document: &Document<'_>) -> Vec<Diagnostic> {
        self.run(path, document, None).0
    }

    /// Validates a document and reads it into a tree, at once; no tree where it is not XML.
    pub(crate) fn validate_into_tree(
        &self,
        path: &Arc<str>,
        document: &Document<'_>,
    ) -> (Vec<Diagnostic>, Option<Result<Tree, XmlError>>) {
        let (found, grown) = self.run(path, document, Some(Growing::new(path, document)));
        (found, grown.map(Growing::finish))
    }

    fn run<'d>(
        &self,
        path: &Arc<str>,
        document: &'d Document<'_>,
        growing: Option<Growing<'d>>,
    ) -> (Vec<Diagnostic>, Option<Growing<'d>>) {
        let mut machine = self.machine();
        let Outcome { told, grown } = validate(document, &mut machine, &self.options, growing);
        if !machine.is_worn(self.options.patterns) {
            self.machines.lock().unwrap_or_else(PoisonError::into_inner).push(machine);
        }
        (diagnostics(path, document.text(), told), grown)
    }

    /// Whether the schema has an element of this name, whatever else it allows.
    #[must_use]
    pub fn has_element(&self, namespace: &str, local: &str) -> bool {
        self.compiled.element_names.names().any(|name| name == (namespace, local))
    }

    /// The attributes without a namespace whose values can be URIs (`anyURI`, also in a list or
    /// among other types): the local names of element and attribute. Where `unbroken` is set, only
    /// those that a pattern keeps free of white space, as TEI does with its pointers.
    pub fn uri_attributes(&self, unbroken: bool) -> impl Iterator<Item = (&str, &str)> {
        self.compiled.uri_attributes(unbroken)
    }

    fn machine(&self) -> Machine {
        let idle = self.machines.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let Options { patterns, rows, .. } = self.options;
        idle.unwrap_or_else(|| Machine::new(&self.compiled, patterns, rows))
    }
}

/// Findings with their places as lines and columns.
fn diagnostics(path: &Arc<str>, text: &str, told: Vec<Told>) -> Vec<Diagnostic> {
    if told.is_empty() {
        return Vec::new();
    }
    let lines = Lines::new(text);
    let diagnostic = |told: Told| {
        let at = Some(lines.place(told.at));
        let mut diagnostic = Diagnostic::new(told.code, path, at, told.message);
        diagnostic.help = match told.first {
            Some(first) => Some(format!("first at {}", lines.place(first))),
            None => told.help,
        };
        diagnostic
    };
    told.into_iter().map(diagnostic).collect()
}

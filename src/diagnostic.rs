//! Findings about a document: a stable code, a place, and one sentence.

use crate::layer::Span;
use crate::source::LineColumn;
use std::fmt;
use std::sync::Arc;

mod codes;
pub use codes::Code;

/// How much a finding weighs. It belongs to the code, not to the single finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The run ends with exit code 1.
    Error,
    /// To be looked at; the output stands.
    Warning,
    /// What the tool did, for the record.
    Info,
}

impl Severity {
    /// The word printed before the code.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// Where a finding is: in a file, at a line and column, and in the XML where there is one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, as the user named it; always with `/`.
    pub path: Arc<str>,
    /// Line and column in it; none where the finding is about the whole file.
    pub at: Option<LineColumn>,
    /// Line and column in the XML that was built from the file.
    pub xml: Option<LineColumn>,
}

/// One finding, ready to print: one line, `path:line:column: level[code]: message`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where.
    pub place: Place,
    /// Which rule; `rubricate explain CODE` tells more.
    pub code: Code,
    /// What is wrong: lower case, the offending text in backticks, got and wanted.
    pub message: String,
    /// What can be done about it.
    pub help: Option<String>,
}

/// A finding of a stage, placed in the normalised text; it becomes a [`Diagnostic`] once the
/// offset map has led it back to the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which rule.
    pub code: Code,
    /// The text it is about.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What can be done about it.
    pub help: Option<String>,
}

impl Finding {
    /// A finding without help.
    #[must_use]
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, span, message: message.into(), help: None }
    }

    /// The same with a sentence on what can be done.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl Diagnostic {
    /// A finding at a place of a file.
    #[must_use]
    pub fn new(
        code: Code,
        path: &Arc<str>,
        at: Option<LineColumn>,
        message: impl Into<String>,
    ) -> Self {
        let place = Place { path: Arc::clone(path), at, xml: None };
        Self { place, code, message: message.into(), help: None }
    }

    /// The severity of its code.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl fmt::Display for LineColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.place.path)?;
        if let Some(at) = self.place.at {
            write!(f, "{at}:")?;
        }
        write!(f, " {}[{}]: {}", self.severity().as_str(), self.code, self.message)?;
        if let Some(help) = &self.help {
            write!(f, " ({help})")?;
        }
        Ok(())
    }
}

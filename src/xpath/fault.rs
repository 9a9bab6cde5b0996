//! Why an expression could not be read, or gave no answer.

use std::fmt;

/// What kind of failure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// The expression is not XPath, or names something that is not declared.
    Syntax,
    /// The expression may be sound, but is not evaluated here.
    Unsupported,
    /// The expression has no value for this node, such as `'a' cast as xs:integer`.
    Dynamic,
    /// The evaluation was given up because it cost too much.
    Cost,
}

/// A failure with the place in the expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    kind: FaultKind,
    offset: usize,
    message: String,
}

impl Fault {
    pub(super) fn new(kind: FaultKind, offset: usize, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, offset, message: message.into() }))
    }

    pub(super) fn syntax(offset: usize, message: impl Into<String>) -> Self {
        Self::new(FaultKind::Syntax, offset, message)
    }

    pub(super) fn unsupported(offset: usize, message: impl Into<String>) -> Self {
        Self::new(FaultKind::Unsupported, offset, message)
    }

    /// A failure of evaluation; its place is set by the expression that it passes through.
    pub(super) fn dynamic(message: impl Into<String>) -> Self {
        Self::new(FaultKind::Dynamic, usize::MAX, message)
    }

    /// The same at a place, unless it already has one.
    pub(super) fn at(mut self, offset: usize) -> Self {
        if self.0.offset == usize::MAX {
            self.0.offset = offset;
        }
        self
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> FaultKind {
        self.0.kind
    }

    /// The byte of the expression that it is about.
    #[must_use]
    pub fn offset(&self) -> usize {
        if self.0.offset == usize::MAX { 0 } else { self.0.offset }
    }

    /// What is wrong, in one clause.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Fault {}

//! Spans of the normalised text, and the marks that the annotators lay over it.

use crate::annotate::Mark;
use crate::decide::Ruling;
use std::ops::Range;
use std::sync::Arc;

/// Bytes of the normalised text, half open. Source positions are [`crate::source::SourceSpan`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// A span from its two ends; `start` is not after `end`.
    ///
    /// # Panics
    /// When `start` is after `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span of {start}..{end} ends before it starts");
        Self { start, end }
    }

    /// The span as a range, to slice the text with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether it holds nothing, as a page break does.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether all of `inner` lies within it.
    #[must_use]
    pub fn contains(self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// How sure a rule is of a mark; TEI's `@cert`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// A guess with something against it.
    Low,
    /// More likely than not.
    Medium,
    /// As good as sure; not written into the TEI.
    High,
}

impl Certainty {
    /// The word of `teidata.certainty`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// Why a mark stands where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The rule that made it, a short stable name such as `dates/pair`.
    pub rule: &'static str,
    /// How sure the rule is.
    pub certainty: Certainty,
    /// What it rests on, a sentence for the editor.
    pub because: String,
    /// What an editor decided, where no rule made the mark but an editor.
    pub ruling: Option<Arc<Ruling>>,
}

/// One mark on a span, with the reason for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    /// The marked text.
    pub span: Span,
    /// What it is marked as.
    pub mark: Mark,
    /// Which rule says so, and why.
    pub evidence: Evidence,
}

/// The marks of one annotator. Marks of one layer, and of several, may overlap freely;
/// `resolve` is the only place that decides between them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layer {
    /// By start, the outer before the inner, then by rank.
    pub annotations: Vec<Annotation>,
}

impl Evidence {
    /// The evidence of a rule.
    #[must_use]
    pub fn of_rule(rule: &'static str, certainty: Certainty, because: impl Into<String>) -> Self {
        Self { rule, certainty, because: because.into(), ruling: None }
    }
}

impl Annotation {
    /// Whether an editor decided that it stands here.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.evidence.ruling.is_some()
    }

    /// The order of marks that cover the same text: the lower is further out. An editor may put a
    /// mark elsewhere than its kind says.
    #[must_use]
    pub fn rank(&self) -> u16 {
        let decided = self.evidence.ruling.as_ref().and_then(|ruling| ruling.rank);
        decided.unwrap_or_else(|| u16::from(self.mark.rank()) * RANK_STEP)
    }
}

/// Between two kinds of marks there is room for as many that an editor put there.
pub const RANK_STEP: u16 = 100;

impl Layer {
    /// A layer with its annotations in order.
    #[must_use]
    pub fn new(mut annotations: Vec<Annotation>) -> Self {
        annotations.sort_by_key(|a| (a.span.start, std::cmp::Reverse(a.span.end), a.rank()));
        Self { annotations }
    }
}

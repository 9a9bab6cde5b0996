//! What is said of decisions that cannot be obeyed.

use super::decision::Signed;
use super::ground::Ground;
use super::locate::{Misfit, MisfitKind};
use super::ruled::Ruled;
use crate::diagnostic::{Code, Diagnostic};
use crate::normalise::Text;
use crate::source::{LineColumn, Source};
use std::ops::Range;

/// Tells where decisions stand, and where they might belong.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reporter<'a> {
    /// The document.
    pub source: &'a Source,
    /// Its text.
    pub text: &'a Text,
    /// Its text as anchors read it.
    pub ground: &'a Ground,
}

impl Reporter<'_> {
    /// A decision that has no place any more.
    pub fn misfit(self, signed: &Signed, misfit: &Misfit) -> Diagnostic {
        let exact = short(&signed.decision.at.exact);
        let (code, message) = match misfit.kind {
            MisfitKind::Gone => {
                (Code::DecisionLost, format!("`{exact}` is not in the text any more"))
            }
            MisfitKind::Elsewhere => (
                Code::DecisionLost,
                format!("`{exact}` is in the text, but nothing around it tells which one is meant"),
            ),
            MisfitKind::Several => {
                (Code::DecisionAmbiguous, format!("`{exact}` fits in several places alike"))
            }
        };
        at_line(signed, code, &message, self.might(&misfit.might))
    }

    /// A marker whose note has no place.
    pub fn note_misfit(self, signed: &Signed, misfit: &Misfit) -> Diagnostic {
        let message = match &signed.decision.verdict {
            super::decision::Verdict::Note(note) => {
                format!("no note begins with `{}`", short(&note.exact))
            }
            _ => "the note it points to is not there any more".to_owned(),
        };
        at_line(signed, Code::DecisionLost, &message, self.might(&misfit.might))
    }

    /// A decision about every place of its words, of which there is none.
    pub fn nowhere(signed: &Signed) -> Diagnostic {
        let message = format!("`{}` is nowhere in its document", short(&signed.decision.at.exact));
        at_line(signed, Code::DecisionLost, &message, None)
    }

    /// One of two decisions that contradict each other.
    pub fn contradiction(self, one: &Ruled, other: &Ruled) -> Diagnostic {
        let message = format!(
            "this contradicts line {} ({}); neither is applied",
            if one.signed.path == other.signed.path {
                other.signed.line.to_string()
            } else {
                format!("{} of {}", other.signed.line, other.signed.path)
            },
            other.signed.decision,
        );
        let at = self.place(one.span.start);
        let help =
            format!("both are about `{}` at {at}", short(&self.text.as_str()[one.span.range()]));
        at_line(one.signed, Code::DecisionsContradict, &message, Some(help))
    }

    /// The places where a decision might belong, each with its words in their context.
    fn might(self, might: &[Range<usize>]) -> Option<String> {
        let told: Vec<String> = might
            .iter()
            .map(|range| {
                let at = self.place(self.ground.text_of(range).start);
                format!("{at} `{}`", excerpt(self.ground.flat(), range))
            })
            .collect();
        (!told.is_empty()).then(|| format!("it might belong at {}", told.join(", or at ")))
    }

    fn place(self, at: usize) -> String {
        let span = crate::layer::Span::new(at, at);
        let place = self.source.line_column(self.text.source_of(span).start);
        format!("{}:{place}", self.source.path())
    }
}

/// A finding at the line of a decision.
fn at_line(signed: &Signed, code: Code, message: &str, help: Option<String>) -> Diagnostic {
    let at = Some(LineColumn { line: signed.line, column: 1 });
    let message = format!("{message} ({})", signed.decision);
    let mut finding = Diagnostic::new(code, &signed.path, at, message);
    finding.help = help;
    finding
}

/// Words with what stands around them.
pub(super) fn excerpt(flat: &str, range: &Range<usize>) -> String {
    const AROUND: usize = 20;
    let before = &flat[..range.start];
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let after = &flat[range.end..];
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    format!("{}[{}]{}", &before[from..], short(&flat[range.clone()]), &after[..to])
}

/// Long words without their middle.
pub(super) fn short(words: &str) -> String {
    const LONGEST: usize = 60;
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    let start: String = words.chars().take(LONGEST - 20).collect();
    let end: String = words.chars().rev().take(19).collect::<Vec<_>>().into_iter().rev().collect();
    format!("{start}…{end}")
}

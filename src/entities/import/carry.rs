//! What the lists do not bring about by themselves is decided, mention by mention.

use super::wishes::Becomes;
use crate::annotate::{Mark, NameKind};
use crate::decide::request::Marked;
use crate::decide::{Anchor, Decision, Ground, Signature, Tag, Verdict, elements::Phrase};
use crate::layer::{Annotation, Span};

/// A mention that an editor decided about, with the entity that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried<'a> {
    /// The line of the row.
    pub line: usize,
    /// Its document and its number there, in the catalogue.
    pub place: (usize, usize),
    /// Where it stands.
    pub span: Span,
    /// What it was taken for.
    pub was: NameKind,
    /// Whether it was marked in the TEI.
    pub marked: bool,
    /// What it becomes.
    pub becomes: &'a Becomes,
}

/// The names marked in a document that share text with a span.
fn names(marked: &Marked, span: Span) -> impl Iterator<Item = (&Annotation, NameKind, &[String])> {
    let named = marked.marks.iter().filter_map(|mark| match &mark.mark {
        Mark::Name { kind, references } => Some((mark, *kind, references.as_slice())),
        _ => None,
    });
    named.filter(move |(mark, ..)| mark.span.overlaps(span))
}

impl Carried<'_> {
    /// Whether the marks of its document say what was decided.
    pub fn holds(&self, marked: &Marked) -> bool {
        let mut there = names(marked, self.span);
        match self.becomes {
            Becomes::NoName => {
                // One that is not marked would be offered again.
                let rejected = marked.obeyed.rejects(self.span, self.was.element());
                let is_it = |(mark, kind, _): (&Annotation, NameKind, &[String])| {
                    mark.span == self.span && kind == self.was
                };
                rejected && !there.any(is_it)
            }
            Becomes::Kind(wanted) => there.any(|(_, kind, _)| kind == *wanted),
            Becomes::Entry(wanted, id) => {
                there.any(|(_, kind, refs)| kind == *wanted && refs.contains(id))
            }
        }
    }

    /// What must be decided, and about which text, for the marks to say what was decided.
    pub fn verdict(&self, marked: &Marked) -> (Span, Verdict) {
        let (kind, refs) = match self.becomes {
            Becomes::NoName => return (self.span, Verdict::Reject(Some(phrase(self.was)))),
            Becomes::Kind(kind) => (*kind, Vec::new()),
            Becomes::Entry(kind, id) => (*kind, vec![id.clone()]),
        };
        let there: Vec<_> = names(marked, self.span).collect();
        let on_it = there.iter().find(|(mark, ..)| mark.span == self.span);
        let found = on_it.or_else(|| there.iter().find(|(_, is, _)| *is == kind));
        let mut tag = Tag::new(phrase(kind));
        if kind == NameKind::PersonGroup {
            tag.set("type", "personGrp");
        }
        tag.refs = refs;
        match found {
            Some((mark, is, _)) if *is == kind => (mark.span, Verdict::Link(tag.phrase, tag.refs)),
            Some((mark, is, _)) => (mark.span, Verdict::Retag(phrase(*is), tag)),
            None => (self.span, Verdict::Add(tag)),
        }
    }
}

fn phrase(kind: NameKind) -> &'static Phrase {
    Phrase::find(kind.element()).expect("the elements of names can be decided")
}

/// The decision about one place; none where the text there holds no words.
pub fn decision(
    ground: &Ground,
    (span, verdict): (Span, Verdict),
    signature: &Signature,
) -> Option<Decision> {
    let at = Anchor::new(ground, span)?;
    Some(signed(verdict, at, signature))
}

/// A decision about an anchor.
pub fn signed(verdict: Verdict, at: Anchor, signature: &Signature) -> Decision {
    let (everywhere, cert, evidence, replaces) = (false, None, None, Vec::new());
    Decision { verdict, at, everywhere, cert, evidence, signature: signature.clone(), replaces }
}

//! Marks that cannot both be true: one is kept, the other becomes a finding.

use super::divisible;
use crate::annotate::{Mark, NameKind};
use crate::diagnostic::{Code, Finding};
use crate::layer::{Annotation, Span};

/// Drops the marks that contradict a stronger one. Keeps the order.
pub fn settle(text: &str, marks: Vec<Annotation>, findings: &mut Vec<Finding>) -> Vec<Annotation> {
    let mut kept: Vec<Annotation> = Vec::with_capacity(marks.len());
    // The marks that can still overlap the next one, as indices into `kept`.
    let mut open: Vec<usize> = Vec::new();
    let mut gone: Vec<bool> = Vec::with_capacity(marks.len());
    for mark in marks {
        open.retain(|&at| kept[at].span.end > mark.span.start && !gone[at]);
        let against: Vec<usize> =
            open.iter().copied().filter(|&at| contradict(&kept[at], &mark)).collect();
        if let Some(stronger) = against.iter().find(|&&at| wins(&kept[at], &mark)) {
            findings.extend(report(text, &mark, &kept[*stronger]));
            continue;
        }
        for at in against {
            findings.extend(report(text, &kept[at], &mark));
            gone[at] = true;
        }
        open.push(kept.len());
        kept.push(mark);
        gone.push(false);
    }
    let mut at = 0;
    kept.retain(|_| {
        at += 1;
        !gone[at - 1]
    });
    kept
}

/// A finding for a mark that is not written.
pub fn dropped(mark: &Annotation, why: &str) -> Finding {
    let message = format!("a mark of `{}` is not written: {why}", mark.evidence.rule);
    Finding::new(Code::MarkDropped, mark.span, message)
}

/// A finding, unless the two say the same.
fn report(text: &str, lost: &Annotation, kept: &Annotation) -> Option<Finding> {
    let of_title = lost.mark == Mark::SoCalled && matches!(kept.mark, Mark::Title(_));
    let same = lost.span == kept.span && lost.mark == kept.mark || of_title;
    let other = text.get(kept.span.range()).unwrap_or_default();
    (!same).then(|| dropped(lost, &format!("`{other}` is marked by `{}`", kept.evidence.rule)))
}

/// Whether two overlapping marks cannot both stand. What editors decided stands; what a rule
/// found gives way where it could only be written by dropping that.
fn contradict(a: &Annotation, b: &Annotation) -> bool {
    if !a.span.overlaps(b.span) || a.is_decided() && b.is_decided() {
        return false;
    }
    let crossing = !a.span.contains(b.span) && !b.span.contains(a.span);
    if (a.is_decided() || b.is_decided()) && crossing && !divisible(&a.mark) && !divisible(&b.mark)
    {
        return true;
    }
    let equal = a.span == b.span;
    match (&a.mark, &b.mark) {
        (Mark::Name { kind: one, .. }, Mark::Name { kind: two, .. }) => {
            crossing || equal || *one == NameKind::Person && *two == NameKind::Person
        }
        (Mark::Name { kind, .. }, Mark::Title(_)) | (Mark::Title(_), Mark::Name { kind, .. }) => {
            crossing || equal && *kind != NameKind::Event
        }
        // Quotation marks around a title are its own.
        (Mark::SoCalled, Mark::Title(_)) => is_within_quotes(b.span, a.span),
        (Mark::Title(_), Mark::SoCalled) => is_within_quotes(a.span, b.span),
        // Numbers of documents, archives and notes are no dates, and no names.
        (Mark::Date(_) | Mark::Role, Mark::Documents(_) | Mark::Field(_))
        | (Mark::Documents(_) | Mark::Field(_), Mark::Date(_) | Mark::Role) => true,
        (Mark::Date(_), Mark::Citation(_)) | (Mark::Citation(_), Mark::Date(_)) => crossing,
        (Mark::Date(_), Mark::Date(_)) => crossing || equal,
        (Mark::Marker { .. }, Mark::Documents(_) | Mark::Field(_))
        | (Mark::Documents(_) | Mark::Field(_), Mark::Marker { .. }) => true,
        (Mark::Date(_) | Mark::Name { .. }, Mark::Marker { .. })
        | (Mark::Marker { .. }, Mark::Date(_) | Mark::Name { .. }) => equal,
        (Mark::Documents(_), Mark::Citation(_)) | (Mark::Citation(_), Mark::Documents(_)) => true,
        (Mark::Name { .. } | Mark::Date(_), Mark::Role)
        | (Mark::Role, Mark::Name { .. } | Mark::Date(_)) => crossing,
        (one, two) => equal && one == two,
    }
}

/// Whether a title is all that stands between quotation marks, of three bytes at most.
fn is_within_quotes(title: Span, quoted: Span) -> bool {
    let (before, after) = (title.start.abs_diff(quoted.start), quoted.end.abs_diff(title.end));
    quoted.contains(title) && (1..=3).contains(&before) && (1..=3).contains(&after)
}

/// Whether the first of two contradicting marks is kept: the decided one, then the surer in kind,
/// then the longer, then the one with a register entry, then the surer.
fn wins(a: &Annotation, b: &Annotation) -> bool {
    let key = |m: &Annotation| {
        (m.is_decided(), class(&m.mark), m.span.len(), linked(&m.mark), m.evidence.certainty)
    };
    key(a) >= key(b)
}

/// How sure a kind of mark is by its form alone.
fn class(mark: &Mark) -> u8 {
    match mark {
        Mark::Marker { .. } | Mark::Field(_) | Mark::Citation(_) => 3,
        Mark::Documents(_) => 2,
        Mark::Title(_) => 1,
        Mark::Name { .. }
        | Mark::Role
        | Mark::Date(_)
        | Mark::Gap { .. }
        | Mark::Supplied
        | Mark::Expansion
        | Mark::Quotation
        | Mark::SoCalled
        | Mark::Phrase(_)
        | Mark::Slip { .. } => 0,
    }
}

fn linked(mark: &Mark) -> bool {
    matches!(mark, Mark::Name { references, .. } if !references.is_empty())
}

impl Span {
    /// Its length in bytes.
    fn len(self) -> usize {
        self.end - self.start
    }
}

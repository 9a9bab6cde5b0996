//! Who and what a document names: every mention, and the provisional entries of those in no list.
//!
//! A provisional entry gathers the mentions that name the same person, place or organisation as
//! far as the forms of the names say so: initials, surname, spelling by rule. Nothing is joined for
//! being a few letters apart.

mod catalogue;
mod cluster;
mod context;
mod form;
pub mod import;
mod join;
mod spelling;
pub mod table;

pub use catalogue::{Catalogue, Item};
pub use context::{Context, Gathered};
pub use form::{Form, Part, initials_last, is_particle, surname_and_forenames};
pub use spelling::key;

use crate::annotate::names::{Entry, Lexicon};
use crate::annotate::{Mark, NameKind};
use crate::layer::{Annotation, Evidence, Layer, Span};

/// One mention of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands in the normalised text.
    pub span: Span,
    /// Which kind of name it is.
    pub kind: NameKind,
    /// Which rule found it, how sure it is, and what that rests on.
    pub evidence: Evidence,
    /// The `xml:id`s of the listed entries that it names; none where it is in no list.
    pub references: Vec<String>,
    /// The `xml:id`s of the listed entries that it may name where the evidence does not decide.
    pub candidates: Vec<String>,
    /// Its provisional entry, an index into [`Names::entities`]; none where it has references.
    pub entity: Option<usize>,
    /// Whether it is marked in the TEI; a fainter one is only offered.
    pub marked: bool,
}

/// A provisional entry: mentions in no list that name the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// A suggested `xml:id`, unique in the document, such as `gray-j`.
    pub id: String,
    /// Which kind of name it bears.
    pub kind: NameKind,
    /// The fullest form of its name.
    pub name: String,
    /// The forms of its name as printed, in the order of the text, each once.
    pub forms: Vec<String>,
    /// Its mentions, indices into [`Names::mentions`], in the order of the text.
    pub mentions: Vec<usize>,
    /// The `xml:id`s of listed entries that it may be, sorted.
    pub candidates: Vec<String>,
}

/// The names of one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// Every mention, by start, the outer first.
    pub mentions: Vec<Mention>,
    /// The provisional entries, in the order of their first mentions.
    pub entities: Vec<Entity>,
}

impl Names {
    /// Gathers the names that the layers mark, and those too faint to be marked.
    #[must_use]
    pub fn gather(text: &str, layers: &[Layer], faint: &[Annotation], lexicon: &Lexicon) -> Self {
        let marked = layers.iter().flat_map(|layer| &layer.annotations).map(|found| (found, true));
        // Where a name is marked no other one is offered.
        let named = Reach::of(marked.clone().filter_map(|(found, _)| name_of(found)));
        let is_free = |found: &&Annotation| !named.overlaps(found.span);
        let offered = faint.iter().filter(is_free).map(|found| (found, false));
        let mut mentions: Vec<Mention> = marked
            .chain(offered)
            .filter_map(|(found, marked)| mention(text, found, lexicon, marked))
            .collect();
        mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), m.kind));
        let entities = cluster::entities(text, &mut mentions);
        Self { mentions, entities }
    }
}

/// The spans of names, to be asked whether one shares text with another span.
struct Reach(Vec<(usize, usize)>);

impl Reach {
    /// Each by its start, with the farthest end of those up to it.
    fn of(spans: impl Iterator<Item = Span>) -> Self {
        let mut spans: Vec<(usize, usize)> = spans.map(|span| (span.start, span.end)).collect();
        spans.sort_unstable();
        let mut farthest = 0;
        for (_, end) in &mut spans {
            farthest = farthest.max(*end);
            *end = farthest;
        }
        Self(spans)
    }

    fn overlaps(&self, span: Span) -> bool {
        let before = self.0.partition_point(|&(start, _)| start < span.end);
        before.checked_sub(1).is_some_and(|last| self.0[last].1 > span.start)
    }
}

fn name_of(found: &Annotation) -> Option<Span> {
    matches!(found.mark, Mark::Name { .. }).then_some(found.span)
}

fn mention(text: &str, found: &Annotation, lexicon: &Lexicon, marked: bool) -> Option<Mention> {
    let Mark::Name { kind, references } = &found.mark else { return None };
    let (span, kind) = (found.span, *kind);
    let candidates =
        if references.is_empty() { candidates(text, span, kind, lexicon) } else { Vec::new() };
    let (evidence, references) = (found.evidence.clone(), references.clone());
    Some(Mention { span, kind, evidence, references, candidates, entity: None, marked })
}

/// The listed entries of a kind with a form that a mention ends with: `Gray` in `J. Gray`.
fn candidates(text: &str, span: Span, kind: NameKind, lexicon: &Lexicon) -> Vec<String> {
    let forms = lexicon.find(text, span).into_iter().filter(|form| form.span.end == span.end);
    let bearers = forms.flat_map(|form| form.bearers).map(|(entry, _)| lexicon.entry(entry));
    let given = Form::read(&text[span.range()]).given;
    let fits = |forename: &String| {
        let printed = given[0].letters();
        forename.starts_with(printed) || printed.starts_with(forename.as_str())
    };
    // A forename that speaks against it says that it is somebody else.
    let may_be = |entry: &&Entry| {
        kind != NameKind::Person
            || given.is_empty()
            || entry.forenames.is_empty()
            || entry.forenames.iter().any(fits)
    };
    let bearers = bearers.filter(|entry| entry.kind == kind).filter(may_be);
    let mut ids: Vec<String> = bearers.map(|entry| entry.id.clone()).collect();
    ids.sort();
    ids.dedup();
    ids
}

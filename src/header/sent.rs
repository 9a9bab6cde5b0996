//! What was sent: sender, addressee, place, date and source of a letter, as the header, the
//! exchange and the CMIF give them.

use crate::annotate::citations::repository;
use crate::annotate::{Field, Mark, NameKind};
use crate::layer::{Annotation, Certainty, Span};
use crate::structure::{Correspondence, Party, PartyKind};

/// One letter of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sent {
    /// The `xml:id` of its division.
    pub id: String,
    /// Its number as printed.
    pub number: Option<String>,
    /// TEI's `@type` of its division.
    pub kind: String,
    /// Who writes.
    pub senders: Vec<Correspondent>,
    /// Who is written to.
    pub addressees: Vec<Correspondent>,
    /// Where it was written.
    pub place: Option<Correspondent>,
    /// When it was written.
    pub date: Option<When>,
    /// When it was received.
    pub received: Option<When>,
    /// Where it is kept, or printed.
    pub sources: Vec<Kept>,
}

/// A person, body or place with the words that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correspondent {
    /// What is named; none for an office.
    pub kind: Option<NameKind>,
    /// The words, with single spaces.
    pub words: String,
    /// The entries that the name points to.
    pub references: Vec<String>,
    /// How sure it is.
    pub certainty: Certainty,
}

/// A date with its attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The words.
    pub words: String,
    /// TEI's attributes, in their order.
    pub attributes: Vec<(&'static str, String)>,
}

/// A line that says where a letter is kept or printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// The archive, as printed; none for a printed work.
    pub repository: Option<String>,
    /// Fond, opis, delo, list: the kind of level and its value.
    pub levels: Vec<(String, String)>,
    /// What kind of manuscript it is.
    pub manuscript: Option<String>,
    /// The whole line.
    pub words: String,
}

/// Gathers what the layout and the marks say of a letter.
pub fn sent(text: &str, letter: &Correspondence, marks: &[&Annotation], id: String) -> Sent {
    let parties =
        |list: &[Party]| list.iter().map(|party| correspondent(text, party, marks)).collect();
    let dated = |span: &Span| when(text, *span, marks);
    let place = letter.place.map(|span| {
        let (references, kind) = entry(span, marks, &[NameKind::Place]);
        let kind = kind.or(Some(NameKind::Place));
        Correspondent {
            kind,
            words: squeeze(&text[span.range()]),
            references,
            certainty: Certainty::High,
        }
    });
    Sent {
        id,
        number: letter.number.clone(),
        kind: letter.kind.clone(),
        senders: parties(&letter.senders),
        addressees: parties(&letter.addressees),
        place,
        date: letter.heading_date.iter().chain(&letter.datelines).find_map(dated),
        received: letter.received.iter().find_map(dated),
        sources: letter.sources.iter().map(|span| kept(text, *span, marks)).collect(),
    }
}

fn correspondent(text: &str, party: &Party, marks: &[&Annotation]) -> Correspondent {
    let kinds = [NameKind::Person, NameKind::Organisation, NameKind::PersonGroup];
    let (references, found) = entry(party.span, marks, &kinds);
    let kind = match party.kind {
        PartyKind::Person => Some(NameKind::Person),
        PartyKind::Body => Some(NameKind::Organisation),
        PartyKind::Office => None,
    };
    let kind = found.or(kind);
    let words = squeeze(&text[party.span.range()]);
    Correspondent { kind, words, references, certainty: party.certainty }
}

/// The entries of the longest name of some kinds that shares text with a span.
fn entry(span: Span, marks: &[&Annotation], kinds: &[NameKind]) -> (Vec<String>, Option<NameKind>) {
    let mut best: Option<(usize, &Vec<String>, NameKind)> = None;
    for mark in marks {
        let Mark::Name { kind, references } = &mark.mark else { continue };
        let shared = mark.span.end.min(span.end).saturating_sub(mark.span.start.max(span.start));
        let better = best.is_none_or(|(most, ..)| shared > most);
        if shared * 2 > span.end - span.start
            && kinds.contains(kind)
            && !references.is_empty()
            && better
        {
            best = Some((shared, references, *kind));
        }
    }
    best.map_or((Vec::new(), None), |(_, references, kind)| (references.clone(), Some(kind)))
}

/// The date within a line that says most: a day before a month before a year.
fn when(text: &str, line: Span, marks: &[&Annotation]) -> Option<When> {
    let exact = |value: &str| value.split('T').next().map_or(0, str::len);
    let mut best: Option<(usize, &Annotation)> = None;
    for mark in marks.iter().filter(|mark| line.contains(mark.span)) {
        let Mark::Date(value) = &mark.mark else { continue };
        let said = ["when", "from", "notBefore", "to", "notAfter"]
            .iter()
            .filter_map(|name| value.get(name));
        let Some(length) = said.map(exact).max() else { continue };
        if best.is_none_or(|(most, _)| length > most) {
            best = Some((length, mark));
        }
    }
    let (_, mark) = best?;
    let Mark::Date(value) = &mark.mark else { return None };
    let attributes = value.attributes().map(|(name, value)| (name, value.to_owned())).collect();
    Some(When { words: squeeze(&text[mark.span.range()]), attributes })
}

fn kept(text: &str, line: Span, marks: &[&Annotation]) -> Kept {
    let mut found = Kept { words: squeeze(&text[line.range()]), ..Kept::default() };
    let mut end = None;
    for mark in marks.iter().filter(|mark| line.contains(mark.span)) {
        match &mark.mark {
            Mark::Citation(crate::annotate::Citation::Archival) if end.is_none() => {
                end = Some(mark.span);
            }
            Mark::Field(Field::Identifier(kind)) => {
                found.levels.push((kind.clone(), squeeze(&text[mark.span.range()])));
            }
            _ => {}
        }
    }
    if let Some(citation) = end {
        let name = repository(&text[citation.range()]);
        found.repository = (!name.is_empty()).then(|| name.to_owned());
        let rest = text[citation.end..line.end]
            .trim_matches(|c: char| c.is_whitespace() || ".,;".contains(c));
        found.manuscript = (!rest.is_empty()).then(|| squeeze(rest));
    }
    found
}

/// Words with single spaces.
fn squeeze(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! What the layout of letters tells of names and dates: who stands in their headings, datelines
//! and signatures, and whether the dates of heading and dateline agree.

use super::citations::repository;
use super::dates::{Context, LetterContext};
use super::{Citation, Mark, NameKind, mark};
use crate::Desk;
use crate::diagnostic::{Code, Finding};
use crate::layer::{Annotation, Certainty, Layer, Span};
use crate::structure::{Correspondence, Party, PartyKind, Structure};

/// What the dates of a page lean on: each letter on the date that its editors give it.
#[must_use]
pub fn dating(text: &str, structure: &Structure, desk: &Desk) -> Context {
    let mut context = desk.dating.clone();
    for letter in &structure.letters {
        let (Some(span), Some(heading)) = (letter.span, letter.heading_date) else { continue };
        let date = desk.dates.dateline(&text[heading.range()], &desk.dating);
        let date = date.and_then(|date| date.anchor);
        context.letters.push(LetterContext { span, date, abroad: None });
    }
    context
}

/// Names that stand where letters name people, bodies and places, and are in no list; `names` are
/// those that the lists know.
#[must_use]
pub fn names(structure: &Structure, names: &Layer) -> Layer {
    let mut found = Vec::new();
    let listed: Vec<Span> = names
        .annotations
        .iter()
        .filter(|found| matches!(found.mark, Mark::Name { .. }))
        .map(|found| found.span)
        .collect();
    let free = |span: Span| !listed.iter().any(|other| other.overlaps(span));
    for letter in &structure.letters {
        let parties = letter.senders.iter().chain(&letter.addressees).chain(&letter.signatures);
        for party in parties {
            if free(party.span) {
                found.push(named(party));
            }
        }
        if let Some(place) = letter.place.filter(|place| free(*place)) {
            let name = Mark::Name { kind: NameKind::Place, references: Vec::new() };
            let because = "it stands before the date of a dateline";
            found.push(mark(place, name, "letters/place", Certainty::Medium, because));
        }
    }
    found.sort_by_key(|found: &Annotation| (found.span, found.mark.rank()));
    found.dedup_by(|a, b| a.span == b.span && a.mark == b.mark);
    Layer::new(found)
}

fn named(party: &Party) -> Annotation {
    let (mark_as, rule) = match party.kind {
        PartyKind::Person => {
            (Mark::Name { kind: NameKind::Person, references: Vec::new() }, "letters/person")
        }
        PartyKind::Body => (
            Mark::Name { kind: NameKind::Organisation, references: Vec::new() },
            "letters/organisation",
        ),
        PartyKind::Office => (Mark::Role, "letters/office"),
    };
    // That it is a name is sure where it stands; who of two writes may not be.
    mark(party.span, mark_as, rule, Certainty::High, party.because)
}

/// Abbreviations before the levels of an archive that no archive is known by, each told once.
#[must_use]
pub fn repositories_unknown(text: &str, citations: &Layer, desk: &Desk) -> Vec<Finding> {
    let mut told: Vec<&str> = Vec::new();
    let mut findings = Vec::new();
    for citation in &citations.annotations {
        if !matches!(citation.mark, Mark::Citation(Citation::Archival)) {
            continue;
        }
        let name = repository(&text[citation.span.range()]);
        let abbreviated = name.chars().count() > 1 && name.chars().all(char::is_uppercase);
        if !abbreviated || desk.repository(name).is_some() || told.contains(&name) {
            continue;
        }
        told.push(name);
        let span = Span::new(citation.span.start, citation.span.start + name.len());
        let message = format!("no archive is known as `{name}`");
        let help = "give its full name under `[repositories]` in edition.toml";
        findings.push(Finding::new(Code::RepositoryUnknown, span, message).help(help));
    }
    findings
}

/// Letters whose heading and dateline give days that cannot both be theirs.
#[must_use]
pub fn dates_disagree(text: &str, structure: &Structure, dates: &Layer) -> Vec<Finding> {
    structure.letters.iter().filter_map(|letter| disagreement(text, letter, dates)).collect()
}

fn disagreement(text: &str, letter: &Correspondence, dates: &Layer) -> Option<Finding> {
    let days = |span: Span| {
        dates.annotations.iter().filter(|date| span.contains(date.span)).find_map(|date| {
            let Mark::Date(value) = &date.mark else { return None };
            match value.days() {
                (None, None) => None,
                days => Some((date.span, days)),
            }
        })
    };
    let (_, heading) = days(letter.heading_date?)?;
    let (at, own) = letter.datelines.iter().find_map(|line| days(*line))?;
    let before = |a, b| matches!((a, b), (Some(a), Some(b)) if a < b);
    let apart = before(heading.1, own.0) || before(own.1, heading.0);
    apart.then(|| {
        let heading = letter.heading_date.map_or("", |span| &text[span.range()]);
        let message =
            format!("the letter is dated `{}`, its heading `{heading}`", &text[at.range()]);
        Finding::new(Code::LetterDatesDisagree, at, message)
            .help("the header follows the heading; one of the two is misread or misprinted")
    })
}

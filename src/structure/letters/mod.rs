//! Letters: the layout of a page that holds one or several of them.
//!
//! Each unit of the page is weighed as every part of a letter (`look`); the parts follow each
//! other as they do in letters (`role`); the best sequence is taken (`path`) and built (`build`).
//! All words come from the language files.

mod build;
mod correspondence;
mod dateline;
mod findings;
mod heading;
mod line;
mod look;
mod number;
mod parts;
mod party;
mod path;
mod place;
mod role;
mod run_in;
mod words;

pub use correspondence::Correspondence;
pub use party::{Party, PartyKind};
pub use words::LetterWords;

use super::Structure;
use super::unit::Unit;
use crate::annotate::dates::{Context, Dates};
use crate::diagnostic::Finding;
use crate::languages::Language;
use line::Line;
use look::Page;
use role::{Region, Role};

/// What the grammar of letters knows: the words of the languages, and how dates are read.
#[derive(Debug, Clone, Copy)]
pub struct Layout<'a> {
    /// The main language.
    pub language: &'a Language,
    /// The words of all languages of the edition.
    pub words: &'a LetterWords,
    /// The reader of dates.
    pub dates: &'a Dates,
    /// What dates lean on.
    pub context: &'a Context,
}

impl Layout<'_> {
    /// Whether a word in lower case is a title, rank or form of address.
    fn is_title(&self, lower: &str) -> bool {
        let roles = &self.language.roles;
        let bare = lower.trim_end_matches('.');
        roles.titles.iter().any(|title| title == lower || title == bare)
            || roles.addresses.iter().any(|address| address.to_lowercase() == lower)
    }

    /// Whether a word in lower case is a day of the week.
    fn is_weekday(&self, lower: &str) -> bool {
        let days = self.language.dates.weekdays.iter().flatten();
        days.into_iter().any(|day| day.to_lowercase() == lower)
    }
}

/// The blocks of a page that holds letters; none where it holds none.
pub fn read(
    text: &str,
    units: &[Unit],
    layout: &Layout,
    findings: &mut Vec<Finding>,
) -> Option<Structure> {
    let lines: Vec<Line> = units.iter().map(|unit| Line::new(text, *unit)).collect();
    let roles = roles(&lines, layout);
    roles
        .iter()
        .any(|role| !matches!(role.region(), Region::Prose | Region::Notes))
        .then(|| build::Builder { text, lines: &lines, roles: &roles, layout }.build(findings))
}

/// What each unit is.
fn roles(lines: &[Line], layout: &Layout) -> Vec<Role> {
    let page = Page { layout, surnames: surnames(lines, layout) };
    let before = |at: usize| at.checked_sub(1).map(|at| &lines[at]).filter(|_| !lines[at].unit.gap);
    let after = |at: usize| lines.get(at + 1).filter(|next| !next.unit.gap);
    let looks: Vec<_> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| look::look(line, (before(at), after(at)), &page))
        .collect();
    // Where nothing is set apart by blank lines, lines that touch say nothing.
    let gaps_speak = lines.iter().skip(1).any(|line| line.unit.gap);
    let gaps: Vec<_> = lines.iter().map(|line| gaps_speak.then_some(line.unit.gap)).collect();
    let mut roles = path::best(&looks, &gaps);
    address_panels(lines, &mut roles);
    addressed_below(lines, &mut roles);
    other_hands(lines, &mut roles, layout);
    roles
}

/// What follows a signature and is signed again is the part of another hand, where the heading
/// names several who write, and no word says that it is a postscript.
fn other_hands(lines: &[Line], roles: &mut [Role], layout: &Layout) {
    let mut several = false;
    let mut at = 0;
    while at < roles.len() {
        if roles[at] == Role::Heading {
            several =
                heading::read(&lines[at], layout).is_some_and(|found| found.senders.len() > 1);
        }
        let length = roles[at..].iter().take_while(|role| **role == Role::Postscript).count();
        let signed = at > 0 && matches!(roles[at - 1], Role::Signature | Role::Closing);
        let again = roles.get(at + length) == Some(&Role::Signature);
        if several
            && length > 0
            && signed
            && again
            && lines[at].after(&layout.words.postscripts).is_none()
        {
            roles[at..at + length].fill(Role::Body);
        }
        at += length.max(1);
    }
}

/// Who is written to may be said again below the heading, as telegrams have it, and ends with a
/// stop: `Leyden to GRAY, BROWN.`
fn addressed_below(lines: &[Line], roles: &mut [Role]) {
    let mut headed = false;
    for at in 0..roles.len() {
        headed &= roles[at].region() == Region::Top;
        if roles[at] != Role::Heading {
            continue;
        }
        if headed && lines[at].ends_with(&['.', ';', ':']) {
            roles[at] = Role::Address;
        }
        headed = true;
    }
}

/// Place and date that touch the lines of an address, below a signature, are those of its frank or
/// postmark: they are part of the address.
fn address_panels(lines: &[Line], roles: &mut [Role]) {
    /// A panel has a line of place and date, and two at least below it.
    const LINES: usize = 3;
    let mut signed = false;
    let mut at = 0;
    while at < roles.len() {
        match roles[at] {
            Role::Signature => signed = true,
            role if role.region() != Region::Bottom => signed = false,
            _ => {}
        }
        if !signed || roles[at] != Role::EndDateline {
            at += 1;
            continue;
        }
        let touching = (at + 1..roles.len()).take_while(|&next| {
            !lines[next].unit.gap
                && matches!(roles[next], Role::EndAddress | Role::Signature | Role::EndDateline)
        });
        let end = at + 1 + touching.count();
        if end - at >= LINES {
            roles[at..end].fill(Role::EndAddress);
        }
        at = end;
    }
}

/// The surnames of those who write, in the headings of a page, in lower case.
fn surnames(lines: &[Line], layout: &Layout) -> Vec<String> {
    let mut names = Vec::new();
    for line in lines {
        let Some(heading) = heading::read(line, layout) else { continue };
        for party in &heading.senders {
            let start = party.span.start - line.unit.span.start;
            let end = party.span.end - line.unit.span.start;
            let last = line.text.get(start..end).and_then(|name| line::words(name).last());
            names.extend(
                last.filter(|_| party.kind == PartyKind::Person)
                    .map(|name| name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()),
            );
        }
    }
    names
}

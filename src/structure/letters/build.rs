//! From the roles of units to the blocks of letters.

use super::correspondence::{Correspondence, addressed, signature};
use super::line::Line;
use super::party::{Party, PartyKind};
use super::role::{Region, Role};
use super::{Layout, findings, heading, number, parts, place};
use crate::diagnostic::Finding;
use crate::layer::Certainty;
use crate::structure::unit::Unit;
use crate::structure::{Block, BlockKind, Structure, front, notes, prose};
use std::collections::BTreeSet;
use std::ops::Range;

/// Everything that the blocks are made of.
pub struct Builder<'a> {
    /// The text of the page.
    pub text: &'a str,
    /// Its units.
    pub lines: &'a [Line<'a>],
    /// What each of them is.
    pub roles: &'a [Role],
    /// The words and dates of its languages.
    pub layout: &'a Layout<'a>,
}

/// A stretch of units that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stretch {
    /// Text of no letter, and its notes.
    Prose(Range<usize>),
    /// A letter with its enclosures and notes.
    Letter(Range<usize>),
}

/// A letter as it was built.
struct Built {
    /// The letter and its enclosures.
    texts: Vec<Block>,
    /// Its source and its notes.
    back: Vec<Block>,
    correspondence: Correspondence,
}

impl Builder<'_> {
    /// The blocks of the page.
    pub fn build(&self, findings: &mut Vec<Finding>) -> Structure {
        let stretches = self.stretches();
        let is_letter = |stretch: &Stretch| matches!(stretch, Stretch::Letter(_));
        let several = stretches.iter().filter(|stretch| is_letter(stretch)).count() > 1
            || !stretches.last().is_some_and(is_letter);
        let mut structure = Structure::default();
        let mut keys = BTreeSet::new();
        let mut place = 0;
        for (at, stretch) in stretches.iter().enumerate() {
            match stretch {
                Stretch::Prose(range) => {
                    self.prose(range.clone(), at == 0, &mut structure, findings);
                }
                Stretch::Letter(range) => {
                    place += 1;
                    let mut built = self.letter(range.clone(), findings);
                    findings::of_letter(
                        self,
                        range.clone(),
                        &built.correspondence,
                        several,
                        findings,
                    );
                    if several {
                        let key = unlike(built.correspondence.number.as_deref(), place, &mut keys);
                        let children = [built.texts, built.back].concat();
                        structure.body.push(Block::around(BlockKind::Text { key }, children));
                    } else {
                        structure.body.append(&mut built.texts);
                        structure.back.append(&mut built.back);
                    }
                    structure.letters.push(built.correspondence);
                }
            }
        }
        findings::of_page(self.text, &structure, findings);
        structure
    }

    /// The stretches of the page: a letter begins with a line that names it, or where a top
    /// follows text that was of no letter.
    fn stretches(&self) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for (at, role) in self.roles.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| self.roles[before]);
            let prose = role.region() == Region::Prose
                || role.region() == Region::Notes
                    && matches!(stretches.last(), None | Some(Stretch::Prose(_)));
            match (stretches.last_mut(), prose) {
                (Some(Stretch::Prose(range)), true) => range.end = at + 1,
                (_, true) => stretches.push(Stretch::Prose(at..at + 1)),
                (Some(Stretch::Letter(range)), false)
                    if !self.begins(range.clone(), before, at) =>
                {
                    range.end = at + 1;
                }
                (_, false) => stretches.push(Stretch::Letter(at..at + 1)),
            }
        }
        stretches
    }

    /// Whether a new letter begins at a unit, after the letter that reaches up to it.
    fn begins(&self, letter: Range<usize>, before: Option<Role>, at: usize) -> bool {
        let role = self.roles[at];
        let Some(before) = before else { return true };
        if role.region() != Region::Top || before.region() == Region::Top || role == Role::Enclosure
        {
            return false;
        }
        let top = self.top(at);
        if top.clone().any(|at| self.roles[at].names_letter()) {
            return true;
        }
        // Without headings a letter begins with a dateline of its own and a salutation, once the
        // last one is signed; a salutation alone begins another hand's part.
        let has = |range: Range<usize>, role: Role| self.roles[range].contains(&role);
        let first = self.top(letter.start);
        !first.clone().any(|at| self.roles[at].names_letter())
            && has(top.clone(), Role::Dateline)
            && has(top, Role::Salute)
            && has(letter, Role::Signature)
            && has(first, Role::Dateline)
    }

    /// The units above the text of a letter that begins at a unit.
    pub fn top(&self, at: usize) -> Range<usize> {
        let length =
            self.roles[at..].iter().take_while(|role| role.region() == Region::Top).count();
        at..at + length
    }

    /// Text of no letter, and its notes.
    fn prose(
        &self,
        range: Range<usize>,
        first: bool,
        structure: &mut Structure,
        findings: &mut Vec<Finding>,
    ) {
        let page = &self.layout.language.page;
        let length = self.roles[range.clone()]
            .iter()
            .take_while(|role| role.region() == Region::Prose)
            .count();
        let (text, below) = (range.start..range.start + length, range.start + length..range.end);
        let mut units = self.units(text);
        if first {
            let (title, rest) = front::title_page(self.text, units, page);
            structure.front.extend(title);
            units = rest;
        }
        structure.body.extend(prose::divide(self.text, &units, page));
        structure.body.extend(notes::block(self.text, &self.units(below), page, findings));
    }

    /// The units of a range.
    pub fn units(&self, range: Range<usize>) -> Vec<Unit> {
        self.lines[range].iter().map(|line| line.unit).collect()
    }

    /// A letter with its enclosures, its source and its notes.
    fn letter(&self, range: Range<usize>, findings: &mut Vec<Finding>) -> Built {
        let page = &self.layout.language.page;
        let of = |at: &usize, role: Role| self.roles[*at] == role;
        let notes_at =
            range.clone().find(|at| self.roles[*at].region() == Region::Notes).unwrap_or(range.end);
        // Sources stand below the letter, and below each enclosure; all go to the foot.
        let starts: Vec<usize> = std::iter::once(range.start)
            .chain((range.start + 1..notes_at).filter(|at| of(at, Role::Enclosure)))
            .collect();
        let mut built = Built {
            texts: Vec::new(),
            back: Vec::new(),
            correspondence: Correspondence::default(),
        };
        let mut sources = Vec::new();
        for (nth, &start) in starts.iter().enumerate() {
            let end = starts.get(nth + 1).copied().unwrap_or(notes_at);
            let foot = (start..end).rev().take_while(|at| of(at, Role::Source)).count();
            let last = nth + 1 == starts.len();
            let text_end = if last { end - foot } else { end };
            let about = self.correspondence(start..end);
            let kind = if nth == 0 {
                BlockKind::Letter { kind: about.kind.clone(), n: about.number.clone() }
            } else {
                BlockKind::Letter { kind: "enclosure".to_owned(), n: about.number.clone() }
            };
            if text_end > start {
                built.texts.push(Block::around(kind, parts::of(self, start..text_end)));
            }
            if last {
                sources.extend(end - foot..end);
            }
            if nth == 0 {
                built.correspondence = about;
            }
        }
        if !sources.is_empty() {
            let lines = sources
                .iter()
                .map(|&at| Block::leaf(BlockKind::SourceLine, self.lines[at].unit.span));
            built.back.push(Block::around(BlockKind::Source, lines.collect()));
        }
        built.correspondence.sources = sources.iter().map(|&at| self.lines[at].unit.span).collect();
        built.back.extend(notes::block(
            self.text,
            &self.units(notes_at..range.end),
            page,
            findings,
        ));
        built
    }

    /// What the layout of a letter says of its sending.
    fn correspondence(&self, range: Range<usize>) -> Correspondence {
        let words = self.layout.words;
        let mut about = Correspondence { kind: "letter".to_owned(), ..Correspondence::default() };
        let span = |at: usize| self.lines[at].unit.span;
        about.span =
            Some(crate::layer::Span::new(span(range.start).start, span(range.end - 1).end));
        let mut to: Option<Party> = None;
        for at in range.clone() {
            let line = &self.lines[at];
            match self.roles[at] {
                Role::Number
                    if about.number.is_none() && parts::is_head(self, range.clone(), at) =>
                {
                    about.number = number::read(line.whole, words);
                }
                Role::Heading if about.senders.is_empty() && about.addressees.is_empty() => {
                    if let Some(found) = heading::read(line, self.layout) {
                        about.kind = found.kind.unwrap_or(about.kind);
                        about.number = about.number.or(found.number);
                        about.heading_date = about.heading_date.or(found.date);
                        (about.senders, about.addressees) = (found.senders, found.addressees);
                    }
                }
                Role::Remark => {
                    let kind =
                        words.kinds.iter().find(|(word, _)| line.lower.starts_with(word.as_str()));
                    if let Some((_, kind)) = kind.filter(|_| about.kind == "letter") {
                        about.kind.clone_from(kind);
                    }
                }
                Role::Dateline | Role::EndDateline => {
                    if line.after(&words.received).is_some() {
                        about.received.push(line.unit.span);
                    } else if parts::is_heading_date(self, range.clone(), at) {
                        about.heading_date = Some(line.unit.span);
                    } else {
                        about.datelines.push(line.unit.span);
                        about.place = about.place.or_else(|| place::read(line, self.layout));
                    }
                }
                Role::Signature => about.signatures.extend(signature(line, self.layout)),
                Role::Address | Role::EndAddress => {
                    let found = addressed(
                        line,
                        &[&words.address, &words.to],
                        self.layout,
                        Certainty::Medium,
                    );
                    let better =
                        to.as_ref().is_none_or(|party| party.certainty < Certainty::Medium);
                    if better && found.as_ref().is_some_and(|party| party.kind == PartyKind::Person)
                    {
                        to = found;
                    }
                }
                Role::Salute if to.is_none() => {
                    to = addressed(
                        line,
                        &[&words.salutations, &words.addressed],
                        self.layout,
                        Certainty::Low,
                    );
                }
                _ => {}
            }
        }
        about.signatures.extend(parts::run_in_signature(self, range));
        about.complete(self.text, to);
        about
    }
}

/// A key that no other letter of the page has: its number, else its place on the page.
fn unlike(number: Option<&str>, place: usize, keys: &mut BTreeSet<String>) -> String {
    let plain = |number: &&str| number.bytes().all(|b| b.is_ascii_alphanumeric());
    let mut key = number.filter(plain).map_or_else(|| place.to_string(), str::to_owned);
    while !keys.insert(key.clone()) {
        key = format!("{key}.{place}");
    }
    key
}

//! What the layout of a letter says of its sending: who, to whom, when.

use super::Layout;
use super::line::{self, Line, span_in};
use super::party::{Party, PartyKind, is_name, parties};
use crate::layer::{Certainty, Span};

/// One letter of a page, as far as its layout tells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Correspondence {
    /// Where the letter begins and ends in the text, without its enclosures.
    pub span: Option<Span>,
    /// Its number as printed.
    pub number: Option<String>,
    /// The `@type` of its division.
    pub kind: String,
    /// Who writes.
    pub senders: Vec<Party>,
    /// Who is written to.
    pub addressees: Vec<Party>,
    /// The editors' date below the heading.
    pub heading_date: Option<Span>,
    /// The place in its dateline.
    pub place: Option<Span>,
    /// Its own datelines.
    pub datelines: Vec<Span>,
    /// The lines that say when it was received.
    pub received: Vec<Span>,
    /// The names in its signatures.
    pub signatures: Vec<Party>,
    /// Where it is kept, or printed.
    pub sources: Vec<Span>,
}

impl Correspondence {
    /// Fills in from the signature, the address and the salutation what no heading says, and lets
    /// the signature decide where the heading leaves open who of two writes.
    pub fn complete(&mut self, text: &str, addressed: Option<Party>) {
        let open = self.senders.len() == 1 && self.senders[0].certainty == Certainty::Low;
        if open && let [to] = self.addressees.as_mut_slice() {
            let from = &mut self.senders[0];
            let signed = |party: &Party| {
                let name = surname(text, party.span);
                self.signatures.iter().any(|signed| surname(text, signed.span) == name)
            };
            if signed(to) && !signed(from) {
                std::mem::swap(&mut from.span, &mut to.span);
            }
            if signed(from) != signed(to) {
                for party in [from, to] {
                    party.certainty = Certainty::Medium;
                    party.because = "the signature decides who of the two writes";
                }
            }
        }
        if self.senders.is_empty() {
            self.senders.clone_from(&self.signatures);
        }
        if self.addressees.is_empty() {
            self.addressees.extend(addressed);
        }
    }
}

/// The last word of a name, in lower case.
fn surname(text: &str, span: Span) -> String {
    let last = line::words(&text[span.range()]).last().unwrap_or_default();
    last.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// The name in a signature: what is left without closing words before it and an office after it.
pub fn signature(line: &Line, layout: &Layout) -> Vec<Party> {
    const BECAUSE: &str = "it is the signature";
    let mut rest = line.bare;
    for leads in [&layout.words.signed, &layout.words.closings, &layout.words.before_signature] {
        let lower = rest.to_lowercase();
        rest = line::after(rest, &lower, leads)
            .unwrap_or(rest)
            .trim_start_matches([' ', ',', ':', ')', ']']);
    }
    let name = name_at_end(rest.split([',', ';']).next().unwrap_or_default(), layout);
    let name = name.unwrap_or_else(|| rest.split([',', ';']).next().unwrap_or_default().trim());
    let start = line.unit.span.start + (line.text.len() - line.text.trim_start().len());
    if name.is_empty() || !is_name(name, layout) {
        return Vec::new();
    }
    let place = span_in(line.text, name, start);
    let mut found = parties(name, place.start, layout, BECAUSE);
    for party in &mut found {
        party.certainty = Certainty::Medium;
        // A signature names persons, whatever word of an office stands in it.
        if party.kind == PartyKind::Office {
            party.kind = PartyKind::Person;
        }
    }
    found
}

/// The longest name at the end of a line: capitalised words with small words between.
pub fn name_at_end<'a>(text: &'a str, layout: &Layout) -> Option<&'a str> {
    let text = text.trim_end_matches([' ', ',', ';', ':']);
    let starts: Vec<usize> = text
        .char_indices()
        .filter(|(at, c)| {
            !c.is_whitespace() && text[..*at].chars().next_back().is_none_or(char::is_whitespace)
        })
        .map(|(at, _)| at)
        .collect();
    let fits = |at: &&usize| {
        let name = &text[**at..];
        name.starts_with(|c: char| c.is_uppercase() || c == '[') && is_name(name, layout)
    };
    starts.iter().find(fits).map(|at| &text[*at..])
}

/// Whom a line of an address or a salutation names.
pub fn addressed(
    line: &Line,
    leads: &[&[String]],
    layout: &Layout,
    certainty: Certainty,
) -> Option<Party> {
    const BECAUSE: &str = "the address or the salutation names it";
    let mut rest = line.bare;
    for leads in leads {
        let lower = rest.to_lowercase();
        rest = line::after(rest, &lower, leads).unwrap_or(rest).trim_start();
    }
    let rest = rest.trim_end_matches(['!', ',', ':', '.', ' ', '—', '–', '-']);
    let place = span_in(line.text, rest, line.unit.span.start);
    let mut party = parties(rest, place.start, layout, BECAUSE).into_iter().next()?;
    (party.kind != PartyKind::Office).then(|| {
        party.certainty = certainty;
        party
    })
}

//! What is wondered about the letters of a page.

use super::build::Builder;
use super::correspondence::Correspondence;
use super::role::{Region, Role};
use crate::diagnostic::{Code, Finding};
use crate::layer::{Certainty, Span};
use crate::structure::{BlockKind, Structure, clip};
use std::ops::Range;

/// What one letter lacks, and what in it is not understood.
pub fn of_letter(
    builder: &Builder,
    range: Range<usize>,
    about: &Correspondence,
    several: bool,
    findings: &mut Vec<Finding>,
) {
    let span = |at: usize| builder.lines[at].unit.span;
    let start = span(range.start);
    let roles = &builder.roles[range.clone()];
    let name =
        about.number.as_ref().map_or_else(|| "the letter".to_owned(), |n| format!("letter {n}"));
    let mut tell = |code, span: Span, message: String, help: &str| {
        findings.push(Finding::new(code, span, message).help(help));
    };
    if (about.datelines.len(), about.heading_date) == (0, None) {
        let help = "wanted a line with place and date above or below it";
        tell(Code::LetterUndated, start, format!("{name} has no date"), help);
    }
    if about.signatures.is_empty() {
        let help = "wanted a name on a line of its own, or after a closing formula";
        tell(Code::LetterUnsigned, start, format!("{name} has no signature"), help);
    }
    if several && !roles.contains(&Role::Heading) {
        let help = "wanted a line such as `A. Gray to B. Brown` above it";
        tell(Code::LetterWithoutHeading, start, format!("{name} has no heading"), help);
    }
    if about.senders.iter().any(|sender| sender.certainty == Certainty::Low) {
        let help = "two names stand in the heading without a word between; decide who writes";
        tell(Code::SenderUncertain, start, format!("who writes {name} is a guess"), help);
    }
    for at in range.start + 1..range.end {
        let (before, here) = (builder.roles[at - 1], builder.roles[at]);
        if before == Role::Number && here == Role::Number {
            let help = "the first is taken for the number of the letter; both are kept";
            tell(
                Code::NumberTwice,
                span(at),
                "two lines with a number stand one below the other".to_owned(),
                help,
            );
        }
    }
    let before = range.start.checked_sub(1);
    let touches = before.filter(|at| builder.roles[*at].region() != Region::Prose);
    if touches.is_some()
        && !builder.lines[range.start].unit.gap
        && builder.lines.iter().skip(1).any(|line| line.unit.gap)
    {
        let help = "the new letter is begun at its number or heading";
        tell(Code::LettersTouch, start, format!("no blank line stands before {name}"), help);
    }
    let last = range.clone().rev().find(|at| builder.roles[*at].region() != Region::Notes);
    if let Some(at) = last.filter(|at| builder.roles[*at] == Role::Body)
        && !ends(builder.lines[at].unit.text(builder.text))
    {
        let help = "its end is on another page, or was lost";
        tell(
            Code::LetterUnfinished,
            span(at),
            format!("{name} stops in the middle of a sentence"),
            help,
        );
    }
    for at in range {
        if builder.roles[at] == Role::Letterhead {
            let line = builder.lines[at].text;
            let message = format!("`{}` is kept as a line above the letter", clip(line));
            tell(
                Code::LetterLineUnknown,
                span(at),
                message,
                "wanted an address, a dateline or a salutation",
            );
        }
    }
}

/// Whether a text ends with the end of a sentence, a marker of a note not counted.
fn ends(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    text.ends_with([
        '.', '!', '?', ':', ';', ')', ']', '"', '”', '»', '“', '’', '—', '–', '-', '…', '*',
    ])
}

/// What the letters of a page have in common that they should not have.
pub fn of_page(text: &str, structure: &Structure, findings: &mut Vec<Finding>) {
    let mut numbers: Vec<&str> = Vec::new();
    for letter in &structure.letters {
        let Some((number, span)) = letter.number.as_deref().zip(letter.span) else { continue };
        if numbers.contains(&number) {
            let start = Span::new(
                span.start,
                span.start + text[span.range()].lines().next().map_or(0, str::len),
            );
            findings.push(
                Finding::new(
                    Code::LetterNumberTwice,
                    start,
                    format!("two letters have the number {number}"),
                )
                .help("references to it go to the first"),
            );
        }
        numbers.push(number);
    }
    let mut last: Option<u32> = None;
    for block in &structure.body {
        if !matches!(block.kind, BlockKind::Text { .. }) {
            continue;
        }
        let mut first = None;
        let mut end = None;
        block.walk(&mut |block| {
            if let BlockKind::Note { n: Some(n), .. } = &block.kind
                && let Ok(number) = n.parse::<u32>()
            {
                first.get_or_insert((number, block.span));
                end = Some(number);
            }
        });
        if let Some((number, span)) = first
            && last.is_some_and(|last| number == last + 1)
        {
            findings.push(
                Finding::new(
                    Code::NotesNumberedOn,
                    span,
                    format!(
                        "the notes go on from those of the letter before: {number} follows {}",
                        number - 1
                    ),
                )
                .help("their numbers are kept; markers are looked for within their own letter"),
            );
        }
        last = end.or(last);
    }
}

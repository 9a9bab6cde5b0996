//! Labelled values, of which citations are made: `F. 558`, `S. 141-142`, `Vol. IV`, `l. 12 ob.`.

use super::{CitationWords, LabelList};
use crate::layer::Span;

/// What a label can be the label of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// A level of an archive's order.
    Archive,
    /// A part of a printed work.
    Print,
    /// Either, as the German `Bd.`.
    Both,
}

/// A value with its label.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labelled<'a> {
    /// Label and value.
    pub span: Span,
    /// The value alone.
    pub value: Span,
    /// What the label is used for.
    pub used: Use,
    /// Whether the label is printed in other letters than the language file has it, `f.` for `F.`.
    pub loose: bool,
    /// The name of the archive's level, or the unit of the printed work.
    pub name: &'a str,
    /// The unit of the printed work, where the label can be both.
    pub unit: &'a str,
}

/// The labelled values of a line that may be a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labels {
    /// Those of an archive's order.
    pub archival: usize,
    /// Those of a printed work.
    pub printed: usize,
    /// Whether the line begins with the citation: an abbreviation or a title, then the first.
    pub start: bool,
}

/// Counts the labelled values of a line.
#[must_use]
pub fn labels(line: &str, words: &CitationWords) -> Labels {
    /// The most characters that stand for the archive before its first label.
    const BEFORE: usize = 60;
    let found = values(line, Span::new(0, line.len()), words);
    let archival = found.iter().filter(|value| value.used != Use::Print).count();
    let first = found.first().map_or(usize::MAX, |value| value.span.start);
    let before = line.get(..first).unwrap_or_default();
    let start = before.len() <= BEFORE
        && before.split_whitespace().all(|word| word.contains(|c: char| !c.is_lowercase()));
    Labels { archival, printed: found.len() - archival, start }
}

/// Units of which several are listed: `L. 1-3, 5`.
const LISTED: [&str; 4] = ["list", "folio", "page", "column"];
/// The most figures of a number that goes on a list; more is a year or a shelf mark.
const LISTED_FIGURES: usize = 4;

/// The labelled values of a paragraph, in order.
pub(super) fn values<'a>(text: &str, leaf: Span, words: &'a CitationWords) -> Vec<Labelled<'a>> {
    let mut found: Vec<Labelled> = Vec::new();
    let mut before = None;
    for (at, c) in text[leaf.range()].char_indices().map(|(at, c)| (leaf.start + at, c)) {
        let begins = !before.is_some_and(char::is_alphanumeric);
        before = Some(c);
        if !begins || !(c.is_ascii_digit() || is_roman(c)) {
            continue;
        }
        if found.last().is_some_and(|last| at < last.span.end) {
            continue;
        }
        let Some(label) = label_before(text, leaf.start, at, words) else { continue };
        let listed = LISTED.contains(&label.name) || LISTED.contains(&label.unit);
        let Some(end) = value_end(text, at, leaf.end, listed, words) else { continue };
        if !c.is_ascii_digit() && label.used == Use::Archive {
            continue;
        }
        let span = Span::new(label.start, end);
        let Label { used, loose, name, unit, .. } = label;
        found.push(Labelled { span, value: Span::new(at, end), used, loose, name, unit });
    }
    found
}

/// A label of the language file that ends right before a value.
struct Label<'a> {
    start: usize,
    used: Use,
    loose: bool,
    name: &'a str,
    unit: &'a str,
}

/// The longest label that ends before a place; one in the letters of the language file before one
/// in others.
fn label_before<'a>(
    text: &str,
    from: usize,
    at: usize,
    words: &'a CitationWords,
) -> Option<Label<'a>> {
    let spaced = text[from..at].trim_end_matches([' ', '\n', '\u{a0}']);
    let gap = spaced.len() < at - from;
    let fits = |label: &str, any_case: bool| {
        let (length, exact) = ends_with(spaced, label)?;
        let start = from + spaced.len() - length;
        let bounded = !text[from..start].chars().next_back().is_some_and(char::is_alphanumeric);
        let apart = gap || !label.ends_with(char::is_alphanumeric);
        (bounded && apart && (exact || any_case)).then_some((start, exact))
    };
    let longest = |labels: &'a LabelList, any_case: bool| {
        let fitting = labels.ending(spaced).filter_map(|(label, name)| {
            let (start, exact) = fits(label, any_case)?;
            Some((exact, std::cmp::Reverse(start), name.as_str()))
        });
        fitting.max_by_key(|(exact, start, _)| (*exact, *start))
    };
    let archive = longest(&words.archive_labels, true);
    let print = longest(&words.print_labels, false);
    match (archive, print) {
        (None, None) => None,
        (Some((exact, start, name)), None) => {
            Some(Label { start: start.0, used: Use::Archive, loose: !exact, name, unit: name })
        }
        (None, Some((_, start, name))) => {
            Some(Label { start: start.0, used: Use::Print, loose: false, name, unit: name })
        }
        (Some((exact, start, name)), Some((_, printed, unit))) if exact && start == printed => {
            Some(Label { start: start.0, used: Use::Both, loose: false, name, unit })
        }
        (Some((exact, start, name)), Some((_, printed, _))) if exact && start > printed => {
            Some(Label { start: start.0, used: Use::Archive, loose: false, name, unit: name })
        }
        (_, Some((_, start, name))) => {
            Some(Label { start: start.0, used: Use::Print, loose: false, name, unit: name })
        }
    }
}

/// Whether a text ends with a label, in any case of letters: its length in the text, and whether
/// the letters are the label's own.
fn ends_with(text: &str, label: &str) -> Option<(usize, bool)> {
    let mut printed = text.char_indices().rev();
    let (mut start, mut exact) = (text.len(), true);
    for wanted in label.chars().rev() {
        let (at, found) = printed.next()?;
        if found != wanted {
            if !found.to_lowercase().eq(wanted.to_lowercase()) {
                return None;
            }
            exact = false;
        }
        start = at;
    }
    Some((text.len() - start, exact))
}

/// Where a value ends: `5467`, `141-142`, `3/S`, `2ob.`, `IV`; with its side of the leaf, and
/// what a list goes on with.
fn value_end(
    text: &str,
    from: usize,
    limit: usize,
    listed: bool,
    words: &CitationWords,
) -> Option<usize> {
    let mut end = from + token(&text[from..limit]);
    if !text[from..].starts_with(|c: char| c.is_ascii_digit())
        && !text[from..end].chars().all(|c| is_roman(c) || c == '-' || c == '–')
    {
        return None;
    }
    loop {
        end += side(&text[end..limit], words);
        let rest = &text[end..limit];
        let Some(next) = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(',')) else { break };
        let length = token(next);
        let number = next.starts_with(|c: char| c.is_ascii_digit())
            && next[..length].split(['-', '–']).all(|part| part.len() <= LISTED_FIGURES)
            && !is_year(&next[..length], &text[from..end]);
        let after = &next[length..];
        // `L. 3, 5 May`: a word after the number, in a sentence, makes it something else.
        let goes_on = after.is_empty()
            || after.starts_with([',', '.', ';', ')', ']', '\n'])
            || side(after, words) > 0;
        if !listed || !number || !goes_on {
            break;
        }
        end = limit - after.len();
    }
    Some(end)
}

/// Length of a token that begins with a digit or a letter.
fn token(rest: &str) -> usize {
    let end = rest
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '–' | '/')))
        .unwrap_or(rest.len());
    rest[..end].trim_end_matches(['-', '–', '/']).len()
}

/// Length of the word for a side of a leaf, with the space before it: ` ob.`.
fn side(rest: &str, words: &CitationWords) -> usize {
    let Some(word) = rest.strip_prefix(' ') else { return 0 };
    let ends = |side: &str| {
        word.strip_prefix(side).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
    };
    words.sides.iter().filter(|side| ends(side)).map(|side| side.len() + 1).max().unwrap_or(0)
}

/// Whether a number that goes on a list is rather the year of the work.
fn is_year(number: &str, before: &str) -> bool {
    let figures = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    number.len() == 4 && figures(before) < 4 && number.starts_with(['1', '2'])
}

fn is_roman(c: char) -> bool {
    matches!(c, 'I' | 'V' | 'X' | 'L' | 'C')
}

//! Citations: files in archives, and printed works with volume and page.
//!
//! TEI Guidelines, chapters 3.12 and 11.4 (`idno`, `biblScope`).

use super::{Citation, Field, Mark, TitleLevel, mark};
use crate::layer::{Annotation, Certainty, Layer, Span};
use crate::structure::{BlockKind, Structure};
use serde::Deserialize;

/// The `[citations]` section of the language files.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitationWords {
    /// Archives by their abbreviations, with their full names.
    pub archives: Vec<(String, String)>,
    /// Labels of an archive's levels, as printed, with the `@type` of `idno`.
    pub archive_labels: Vec<(String, String)>,
    /// Labels of parts of printed works, as printed, with the `@unit` of `biblScope`.
    pub print_labels: Vec<(String, String)>,
    /// What stands before a citation and is no part of it: `see`, `cf.`.
    pub before: Vec<String>,
    /// Words for a document of the edition, before its number.
    pub document_words: Vec<String>,
    /// Signs for *number*, before the number.
    pub number_signs: Vec<String>,
    /// Words that stand beside the title of a newspaper or journal.
    pub journal_words: Vec<String>,
    /// Words that stand before `of` and such a title: `the editors of`.
    pub journal_offices: Vec<String>,
    /// What links such an office to its title.
    pub of: Vec<String>,
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
    let whole = Span::new(0, line.len());
    let found = labelled_values(line, whole, words);
    let archival = found.iter().filter(|part| part.archival).count();
    let first = found.first().map_or(usize::MAX, |part| part.span.start);
    let before = line.get(..first).unwrap_or_default();
    let begins = before.len() <= BEFORE
        && before.split_whitespace().all(|word| word.contains(|c: char| !c.is_lowercase()));
    Labels { archival, printed: found.len() - archival, start: begins }
}

/// A labelled value: `F. 558`, `S. 141-142`.
struct Labelled<'a> {
    span: Span,
    value: Span,
    archival: bool,
    name: &'a str,
}

/// Finds citations. Those of archives are known by their labels, wherever they stand; those of
/// printed works by volume and page, in notes alone.
#[must_use]
pub fn find(text: &str, structure: &Structure, words: &CitationWords) -> Layer {
    let mut found = Vec::new();
    for block in structure.blocks() {
        block.walk(&mut |block| match block.kind {
            BlockKind::Note { .. } => {
                for paragraph in &block.children {
                    in_leaf(text, paragraph.span, true, words, &mut found);
                }
            }
            BlockKind::Paragraph
            | BlockKind::Item
            | BlockKind::Quotation
            | BlockKind::SourceLine
                if block.children.is_empty() =>
            {
                in_leaf(text, block.span, false, words, &mut found);
            }
            _ => {}
        });
    }
    // A note's paragraphs are visited twice, with the note and by themselves.
    found.sort_by_key(|a: &Annotation| (a.span, a.mark.rank()));
    found.dedup_by(|a, b| {
        a.span.overlaps(b.span)
            && (a.span == b.span
                || matches!((&a.mark, &b.mark), (Mark::Citation(_), Mark::Citation(_))))
            && std::mem::discriminant(&a.mark) == std::mem::discriminant(&b.mark)
    });
    Layer::new(found)
}

fn in_leaf(text: &str, leaf: Span, note: bool, words: &CitationWords, found: &mut Vec<Annotation>) {
    let labelled = labelled_values(text, leaf, words);
    let mut at = 0;
    while at < labelled.len() {
        let mut end = at + 1;
        while end < labelled.len()
            && joined(text, labelled[end - 1].span.end, labelled[end].span.start)
        {
            end += 1;
        }
        let run = &labelled[at..end];
        let archival = run.iter().filter(|part| part.archival).count();
        if archival >= 2 {
            push(text, leaf, run, Citation::Archival, words, found);
        } else if note && archival == 0 {
            push(text, leaf, run, Citation::Printed, words, found);
        }
        at = end;
    }
}

/// Whether only points, commas and spaces, or a few signs of numbering, stand between two values.
fn joined(text: &str, from: usize, to: usize) -> bool {
    const BETWEEN: usize = 6;
    to - from <= BETWEEN && text[from..to].chars().all(|c| !c.is_alphabetic())
}

/// The labelled values of a paragraph, in order.
fn labelled_values<'a>(text: &str, leaf: Span, words: &'a CitationWords) -> Vec<Labelled<'a>> {
    let mut values = Vec::new();
    let labels = words
        .archive_labels
        .iter()
        .map(|label| (label, true))
        .chain(words.print_labels.iter().map(|label| (label, false)));
    for ((label, name), archival) in labels {
        for (offset, _) in text[leaf.range()].match_indices(label.as_str()) {
            let start = leaf.start + offset;
            let before = text[leaf.start..start].chars().next_back();
            if before.is_some_and(char::is_alphanumeric) {
                continue;
            }
            let from = start + label.len();
            let from =
                from + (text[from..leaf.end].len() - text[from..leaf.end].trim_start().len());
            let length = value_length(&text[from..leaf.end]);
            if length > 0 {
                let value = Span::new(from, from + length);
                values.push(Labelled { span: Span::new(start, value.end), value, archival, name });
            }
        }
    }
    values.sort_by_key(|value| (value.span.start, std::cmp::Reverse(value.span.end)));
    // Of two labels at one place (`p.`, `pp.`) the longer counts.
    values.dedup_by(|later, first| later.span.start < first.span.end);
    values
}

/// Length of a value that begins with a digit: `5467`, `141-142`, `3/S`, `2ob.`.
fn value_length(rest: &str) -> usize {
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    let end = rest
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '–' | '/')))
        .unwrap_or(rest.len());
    rest[..end].trim_end_matches(['-', '–', '/']).len()
}

fn push(
    text: &str,
    leaf: Span,
    run: &[Labelled],
    kind: Citation,
    words: &CitationWords,
    found: &mut Vec<Annotation>,
) {
    let first = run[0].span.start;
    let last = run[run.len() - 1].span.end;
    let start = match kind {
        Citation::Archival => repository_start(text, leaf.start, first),
        Citation::Printed => printed_start(text, leaf.start, first, words),
    };
    let end = if text[last..leaf.end].starts_with('.') { last + 1 } else { last };
    let (rule, because) = match kind {
        Citation::Archival => ("citations/archival", "two or more labels of an archive's order"),
        Citation::Printed => ("citations/printed", "a volume or page in a note"),
    };
    found.push(mark(start..end, Mark::Citation(kind), rule, Certainty::High, because));
    if kind == Citation::Printed
        && let Some((span, level)) = title(text, Span::new(start, first))
    {
        let because = "what stands before the volume or page";
        found.push(mark(span, Mark::Title(level), rule, Certainty::Medium, because));
    }
    for part in run {
        let field = if part.archival {
            Field::Identifier(part.name.to_owned())
        } else {
            Field::Scope { unit: part.name.to_owned(), range: range(&text[part.value.range()]) }
        };
        let because = "the value after its label";
        found.push(mark(part.value, Mark::Field(field), rule, Certainty::High, because));
    }
}

/// Where an archival citation begins: with the abbreviation of the archive before its first label.
fn repository_start(text: &str, leaf: usize, first: usize) -> usize {
    let before = text[leaf..first].trim_end();
    let trimmed = before.trim_end_matches(['.', ',', ';', ':']);
    let word = trimmed
        .rfind(|c: char| c.is_whitespace() || "([\"“".contains(c))
        .map_or(0, |at| at + trimmed[at..].chars().next().map_or(0, char::len_utf8));
    let capitals = trimmed[word..].chars().filter(|c| c.is_uppercase()).count();
    if capitals >= 2 && trimmed.len() < before.len() || capitals >= 3 { leaf + word } else { first }
}

/// Where a printed citation begins: after `see` or `cf.`, else with its sentence, which begins
/// with the note or after a full stop that ends no initial and no abbreviation.
fn printed_start(text: &str, leaf: usize, first: usize, words: &CitationWords) -> usize {
    let before = &text[leaf..first];
    let mut start = 0;
    for (at, _) in before.match_indices(['.', ';']) {
        let word = before[..at].rsplit(|c: char| c.is_whitespace() || c == '.').next();
        let ends_sentence = word.is_some_and(|word| {
            word.chars().count() > 3 && word.chars().next().is_some_and(char::is_lowercase)
        });
        if ends_sentence {
            start = at + 1;
        }
    }
    let mut rest = before[start..].trim_start();
    loop {
        let lower = rest.to_lowercase();
        let lead = words.before.iter().find(|lead| {
            lower.strip_prefix(lead.as_str()).is_some_and(|after| after.starts_with([' ', ':']))
        });
        let Some(lead) = lead else { break };
        rest = rest.get(lead.len()..).map_or("", |rest| rest.trim_start_matches([' ', ':']));
    }
    first - rest.len()
}

/// The title before the first label: what is in quotation marks, a journal; else the last words
/// before it, after the author, that are no year.
fn title(text: &str, before: Span) -> Option<(Span, TitleLevel)> {
    const POINTS: [char; 5] = [' ', '.', ',', ';', ':'];
    let words = text[before.range()].trim_end_matches(POINTS);
    let quoted = words.find(['"', '“', '«', '„']).and_then(|open| {
        let after = open + words[open..].chars().next().map_or(0, char::len_utf8);
        let length = words[after..].find(['"', '”', '»', '“'])?;
        Some(Span::new(before.start + after, before.start + after + length))
    });
    if let Some(span) = quoted.filter(|span| !span.is_empty()) {
        return Some((span, TitleLevel::Journal));
    }
    let mut end = words.len();
    loop {
        let start = words[..end].rfind(". ").map_or(0, |at| at + 2);
        let part = &words[start..end];
        if part.chars().any(char::is_alphabetic) {
            let span = Span::new(before.start + start, before.start + end);
            return (start > 0).then_some((span, TitleLevel::Monograph));
        }
        end = words[..start].trim_end_matches(POINTS).len();
        if start == 0 {
            return None;
        }
    }
}

/// The first and the last number of `141-142`.
fn range(value: &str) -> Option<(String, String)> {
    let (from, to) = value.split_once(['-', '–'])?;
    let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (number(from) && number(to)).then(|| (from.to_owned(), to.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;
    use crate::normalise::Text;
    use crate::structure::structure;

    fn citations(text: &str) -> Vec<(&str, Citation)> {
        let language = Language::get("en");
        let (blocks, _) = structure(&Text::verbatim(text), language);
        let layer = find(text, &blocks, &language.citations);
        let mut found = Vec::new();
        for a in layer.annotations {
            if let Mark::Citation(kind) = a.mark {
                found.push((&text[a.span.range()], kind));
            }
        }
        found
    }

    #[test]
    fn archival_citations_are_known_by_their_labels() {
        let text =
            "Text (GAVO. F. 5. On. 1. D. 17. L. 2-6).\n\nNotes:\n\n1 RGVA. F. 5 On. 3/S. Copy.";
        let wanted = [
            ("GAVO. F. 5. On. 1. D. 17. L. 2-6", Citation::Archival),
            ("RGVA. F. 5 On. 3/S.", Citation::Archival),
        ];
        assert_eq!(citations(text), wanted);
    }

    #[test]
    fn printed_citations_are_found_in_notes_alone() {
        let text = "See vol. 3 p. 4.\n\nNotes:\n\n1 See Smith A.B. Works. Vol. 51. P. 141-142.";
        assert_eq!(
            citations(text),
            [("Smith A.B. Works. Vol. 51. P. 141-142.", Citation::Printed)]
        );
    }

    #[test]
    fn the_title_stands_between_author_and_volume() {
        let title = |text: &str| {
            title(text, Span::new(0, text.len())).map(|(s, _)| text[s.range()].to_owned())
        };
        assert_eq!(title("Smith A.B. Works. ").as_deref(), Some("Works"));
        assert_eq!(title("\"New Times\". 1936. ").as_deref(), Some("New Times"));
        assert_eq!(title("Smith A.B. Works. 1936. ").as_deref(), Some("Works"));
        assert_eq!(title("1936. "), None);
        assert_eq!(title(""), None);
    }

    #[test]
    fn a_label_without_a_number_is_none() {
        assert_eq!(citations("F. Smith and D. Jones met L. Brown."), []);
    }
}

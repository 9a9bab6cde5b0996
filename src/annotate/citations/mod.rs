//! Citations: files in archives, and printed works with volume and page.
//!
//! TEI Guidelines, chapters 3.12 and 11.4 (`idno`, `biblScope`).

mod labels;
mod printed;
mod values;

use super::{Citation, Field, Mark, mark};
use crate::layer::{Annotation, Certainty, Layer, Span};
use crate::structure::{BlockKind, Structure};
use labels::LabelList;
use serde::Deserialize;
use values::{Labelled, Use, values};

pub use values::{Labels, labels};

/// The `[citations]` section of the language files.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitationWords {
    /// Archives by their abbreviations, with their full names.
    pub archives: Vec<(String, String)>,
    /// Labels of an archive's levels, as printed, with the `@type` of `idno`.
    pub archive_labels: LabelList,
    /// Labels of parts of printed works, as printed, with the `@unit` of `biblScope`.
    pub print_labels: LabelList,
    /// What stands before a citation and is no part of it: `see`, `cf.`.
    pub before: Vec<String>,
    /// What stands for the work or file cited last: `ibid.`.
    pub same: Vec<String>,
    /// Words for a side of a leaf, after its number: `ob.`.
    pub sides: Vec<String>,
    /// Small words within the name of an archive.
    pub within_names: Vec<String>,
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
    let mut values = values(text, leaf, words);
    values.retain(|value| !numbers_document(&text[leaf.start..value.span.start], words));
    let mut at = 0;
    while at < values.len() {
        let mut end = at + 1;
        while end < values.len() && goes_on(text, &values[at..end], &values[end]) {
            end += 1;
        }
        if let Some(kind) = kind(text, leaf, &values[at..end], note, words) {
            push(text, leaf, &values[at..end], kind, words, found);
        }
        at = end;
    }
}

/// Whether a number is that of a document of the edition, by the word before it: `document No. 12`.
fn numbers_document(before: &str, words: &CitationWords) -> bool {
    let last = before.trim_end().rsplit(|c: char| !c.is_alphabetic() && c != '.').next();
    last.is_some_and(|word| words.document_words.contains(&word.to_lowercase()))
}

/// Whether a value belongs to the citation before it. Only points, commas and spaces, or a few
/// signs of numbering, stand between, or the place and year of printing; and a citation has its
/// first level once.
fn goes_on(text: &str, run: &[Labelled], next: &Labelled) -> bool {
    const BETWEEN: usize = 6;
    const IMPRINT: usize = 48;
    // A label that reaches into the value before it is none of its citation.
    let Some(between) = text.get(run[run.len() - 1].span.end..next.span.start) else {
        return false;
    };
    let close = between.len() <= BETWEEN && between.chars().all(|c| !c.is_alphabetic());
    let imprint = between.len() <= IMPRINT
        && next.used != Use::Archive
        && between.starts_with(['.', ',', ';', ' '])
        && printed::is_imprint(between);
    let again = run.len() > 1 && run[0].name == next.name && between.contains(';');
    (close || imprint) && !again
}

/// What a run of values cites; nothing where too little speaks for it.
fn kind(
    text: &str,
    leaf: Span,
    run: &[Labelled],
    note: bool,
    words: &CitationWords,
) -> Option<Citation> {
    let count = |used: Use| run.iter().filter(|part| part.used == used).count();
    let loose = run.iter().any(|part| part.loose);
    let first = run[0].span.start;
    let same = note && names_same(&text[leaf.start..first], words);
    let named = repository_start(text, leaf.start, first) < first;
    // Small letters alone are too weak: `d. 7, l. 12` may be anything.
    let enough = if loose && !named { 3 } else { 2 };
    let archival = count(Use::Archive);
    if archival > 0 && (archival + count(Use::Both) >= enough || same) {
        return Some(Citation::Archival);
    }
    (note && archival == 0).then_some(Citation::Printed)
}

/// Whether a text ends with a word for the work or file cited last.
fn names_same(before: &str, words: &CitationWords) -> bool {
    let before = before.trim_end().trim_end_matches([',', '.']).to_lowercase();
    words.same.iter().any(|same| before.ends_with(same.trim_end_matches('.')))
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
        Citation::Archival => archive_start(text, leaf.start, first, words),
        Citation::Printed => printed::start(text, leaf.start, first, words),
    };
    let end = if text[last..leaf.end].starts_with('.') { last + 1 } else { last };
    let (rule, because) = match kind {
        Citation::Archival => ("citations/archival", "two or more labels of an archive's order"),
        Citation::Printed => ("citations/printed", "a volume or page in a note"),
    };
    found.push(mark(start..end, Mark::Citation(kind), rule, Certainty::High, because));
    if kind == Citation::Printed
        && let Some((span, level)) = printed::title(text, Span::new(start, first))
    {
        let because = "what stands before the volume or page";
        found.push(mark(span, Mark::Title(level), rule, Certainty::Medium, because));
    }
    for part in run {
        let field =
            if part.used == Use::Archive || part.used == Use::Both && kind == Citation::Archival {
                Field::Identifier(part.name.to_owned())
            } else {
                Field::Scope { unit: part.unit.to_owned(), range: range(&text[part.value.range()]) }
            };
        let because = "the value after its label";
        found.push(mark(part.value, Mark::Field(field), rule, Certainty::High, because));
    }
}

/// Where an archival citation begins: with the name of the archive, or its abbreviation.
fn archive_start(text: &str, leaf: usize, first: usize, words: &CitationWords) -> usize {
    const WORDS: usize = 12;
    let start = printed::start(text, leaf, first, words);
    let start = text[start..first].rfind(['(', '[']).map_or(start, |at| start + at + 1);
    let name = &text[start..first];
    let of_name = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.is_empty()
            || !word.starts_with(char::is_lowercase)
            || words.within_names.iter().any(|small| small == word)
    };
    let several = name.split_whitespace().count();
    let ends = name.trim_end().ends_with(['.', ',', ';', ':']);
    if ends && several <= WORDS && name.split_whitespace().all(of_name) {
        return start;
    }
    repository_start(text, leaf, first)
}

/// Where an archival citation begins in running text: with the abbreviation of the archive before its first label.
fn repository_start(text: &str, leaf: usize, first: usize) -> usize {
    let before = text[leaf..first].trim_end();
    let trimmed = before.trim_end_matches(['.', ',', ';', ':']);
    let word = trimmed
        .rfind(|c: char| c.is_whitespace() || "([\"“".contains(c))
        .map_or(0, |at| at + trimmed[at..].chars().next().map_or(0, char::len_utf8));
    let capitals = trimmed[word..].chars().filter(|c| c.is_uppercase()).count();
    if capitals >= 2 && trimmed.len() < before.len() || capitals >= 3 { leaf + word } else { first }
}

/// What an archival citation calls its archive: its first word.
#[must_use]
pub fn repository(citation: &str) -> &str {
    citation.split(['.', ',', ';', ' ']).next().unwrap_or_default()
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
    fn archives_are_named_in_many_ways() {
        let text = "Text.\n\nNotes:\n\n1 GAVO, f. 130, op. 3, d. 7, l. 12 ob.\n\n2 Ibid. L. 4, 6-7.\n\n\
                    3 See: Elm Court Papers, Box 4, Folder 17.\n\n4 RGVA. F. 5. On. 1. D. 17. L. 2; F. 9. D. 3.";
        let archival = |text| (text, Citation::Archival);
        let wanted = [
            archival("GAVO, f. 130, op. 3, d. 7, l. 12 ob."),
            archival("L. 4, 6-7."),
            archival("Elm Court Papers, Box 4, Folder 17."),
            archival("RGVA. F. 5. On. 1. D. 17. L. 2"),
            archival("F. 9. D. 3."),
        ];
        assert_eq!(citations(text), wanted);
        assert_eq!(citations("He sent d. 7 and l. 12 of them."), []);
    }

    #[test]
    fn place_and_year_of_printing_stand_within() {
        let text =
            "Text.\n\nNotes:\n\n1 See: Brown's Papers. Vol. IV. The Haven, 1964. P. 120-122, 130.";
        assert_eq!(
            citations(text),
            [("Brown's Papers. Vol. IV. The Haven, 1964. P. 120-122, 130.", Citation::Printed)]
        );
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
            printed::title(text, Span::new(0, text.len())).map(|(s, _)| text[s.range()].to_owned())
        };
        assert_eq!(title("Smith A.B. Works. ").as_deref(), Some("Works"));
        assert_eq!(title("\"New Times\". 1936. ").as_deref(), Some("New Times"));
        assert_eq!(title("Smith A.B. Works. 1936. ").as_deref(), Some("Works"));
        assert_eq!(
            title("A. Smith, A Year in York, London, 1858, ").as_deref(),
            Some("A Year in York")
        );
        assert_eq!(
            title("Smith, A Year in York, London, 1858, ").as_deref(),
            Some("A Year in York")
        );
        assert_eq!(title("Smith, YY, ").as_deref(), Some("YY"));
        assert_eq!(title("1936. "), None);
        assert_eq!(title(""), None);
    }

    #[test]
    fn a_label_without_a_number_is_none() {
        assert_eq!(citations("F. Smith and D. Jones met L. Brown."), []);
    }
}

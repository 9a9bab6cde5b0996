//! References to documents of the edition by their numbers: `documents No. 22-24, 30`.

use super::citations::CitationWords;
use super::{Mark, mark};
use crate::layer::{Annotation, Certainty, Layer, Span};
use crate::structure::{BlockKind, Structure};

/// The largest number that a document of an edition has; more is a year or a file.
const NUMBER_MAX: u32 = 9_999;
/// The widest range that is taken for one of documents.
const RANGE_MAX: u32 = 500;

/// Finds references to documents: a word for *document* with numbers, or a bare number sign that
/// opens a bracket, `(No. 68-71, 74)`.
#[must_use]
pub fn find(text: &str, structure: &Structure, words: &CitationWords) -> Layer {
    let mut found = Vec::new();
    for leaf in structure.leaves() {
        if matches!(leaf.kind, BlockKind::Furniture(_) | BlockKind::PageBreak { .. }) {
            continue;
        }
        in_leaf(text, leaf.span, words, &mut found);
    }
    Layer::new(found)
}

fn in_leaf(text: &str, leaf: Span, words: &CitationWords, found: &mut Vec<Annotation>) {
    let body = &text[leaf.range()];
    for sign in &words.number_signs {
        for (offset, _) in body.match_indices(sign.as_str()) {
            let before = body[..offset].trim_end();
            let word = document_word(before, words);
            let bracket = before.ends_with('(');
            if word.is_none() && !bracket {
                continue;
            }
            let numbers = offset + sign.len();
            let Some((length, list)) = read_numbers(&body[numbers..]) else { continue };
            let start = leaf.start + word.unwrap_or(offset);
            let span = Span::new(start, leaf.start + numbers + length);
            let because = if word.is_some() {
                "a word for a document with its number"
            } else {
                "a number sign that opens a bracket"
            };
            let mark =
                mark(span, Mark::Documents(list), "documents/number", Certainty::High, because);
            found.push(mark);
        }
    }
    found.sort_by_key(|a| (a.span.start, std::cmp::Reverse(a.span.end)));
    // `No.` and `Nos.` can begin at one place.
    found.dedup_by(|later, first| later.span.overlaps(first.span));
}

/// Where the word for *document* begins that ends a text; none where it ends with another.
fn document_word(before: &str, words: &CitationWords) -> Option<usize> {
    let start = before
        .rfind(|c: char| !c.is_alphabetic() && c != '.')
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    words.document_words.contains(&before[start..].to_lowercase()).then_some(start)
}

/// Reads ` 22-24, 30 and 31`: its length and the numbers with the ranges spelt out.
fn read_numbers(rest: &str) -> Option<(usize, Vec<u32>)> {
    let mut at = rest.len() - rest.trim_start().len();
    let mut list = Vec::new();
    let mut end = 0;
    loop {
        let (digits, first) = read_number(&rest[at..])?;
        at += digits;
        let mut last = first;
        if let Some(after) = rest[at..].strip_prefix(['-', '–', '—'])
            && let Some((digits, number)) = read_number(after)
        {
            at = rest.len() - after.len() + digits;
            last = number;
        }
        if last < first || last - first > RANGE_MAX {
            return None;
        }
        list.extend(first..=last);
        end = end.max(at);
        let tail = rest[at..].trim_start_matches([',', ' ']);
        let tail = tail.strip_prefix("and ").or_else(|| tail.strip_prefix("& ")).unwrap_or(tail);
        let more = tail.len() < rest[at..].len() && read_number(tail).is_some();
        // A word after the number, as in `3 May`, makes it something else.
        let word = tail.trim_start_matches(|c: char| c.is_ascii_digit() || "-–—".contains(c));
        if !more || word.trim_start().starts_with(char::is_uppercase) {
            return Some((end, list));
        }
        at = rest.len() - tail.len();
    }
}

/// A number at the start: its length and value.
fn read_number(rest: &str) -> Option<(usize, u32)> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest[..digits].parse().ok()?;
    let next = rest[digits..].chars().next();
    (number > 0 && number <= NUMBER_MAX && !next.is_some_and(char::is_alphabetic))
        .then_some((digits, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;
    use crate::normalise::Text;
    use crate::structure::structure;

    fn references(text: &str) -> Vec<(&str, Vec<u32>)> {
        let language = Language::get("en");
        let (blocks, _) = structure(&Text::verbatim(text), language);
        let layer = find(text, &blocks, &language.citations);
        let mut found = Vec::new();
        for a in layer.annotations {
            if let Mark::Documents(list) = a.mark {
                found.push((&text[a.span.range()], list));
            }
        }
        found
    }

    #[test]
    fn ranges_and_lists_are_spelt_out() {
        let text = "See (documents No. 22-24, 30) and Document No. 7 here (No. 68, 70-71).";
        let wanted = [
            ("documents No. 22-24, 30", vec![22, 23, 24, 30]),
            ("Document No. 7", vec![7]),
            ("No. 68, 70-71", vec![68, 70, 71]),
        ];
        assert_eq!(references(text), wanted);
    }

    #[test]
    fn other_numbers_are_no_documents() {
        assert_eq!(references("The journal, 1936, No. 7, and order No. 5 of May."), []);
        assert_eq!(references("document No. 9-3 and document No. A"), []);
    }
}

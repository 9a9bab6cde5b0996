//! References to documents of the edition by their numbers: `documents No. 22-24, 30`.

use super::citations::CitationWords;
use super::{Mark, mark};
use crate::layer::{Annotation, Certainty, Layer, Span};
use crate::structure::{BlockKind, Structure};

/// The largest number that a document of an edition has; more is a year or a file.
const NUMBER_MAX: u32 = 9_999;
/// The widest range that is taken for one of documents.
const RANGE_MAX: u32 = 500;

/// Finds references to documents: a word for *document* with numbers, `documents No. 22-24`; an
/// abbreviation of it, or one after `see`, without the sign, `cf. doc. 21`; a bare number sign that
/// opens a bracket, `(No. 68-71, 74)`; and a sign that goes on from one of these, `; No. 80`.
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

/// Reads on from each number of a paragraph that can be the first of a reference.
fn in_leaf(text: &str, leaf: Span, words: &CitationWords, found: &mut Vec<Annotation>) {
    let body = &text[leaf.range()];
    let (mut done, mut last) = (0, None);
    for (at, _) in body.match_indices(|c: char| c.is_ascii_digit()) {
        if at < done || body[..at].ends_with(char::is_alphanumeric) {
            continue;
        }
        let Some((start, because)) = opening(body, at, last, words) else { continue };
        let Some((length, list)) = read_numbers(&body[at..]) else { continue };
        done = at + length;
        last = Some(done);
        let span = Span::new(leaf.start + start, leaf.start + done);
        let mark = mark(span, Mark::Documents(list), "documents/number", Certainty::High, because);
        found.push(mark);
    }
}

/// Where a reference begins whose first number stands at a place, and what makes it one.
fn opening(
    body: &str,
    at: usize,
    last: Option<usize>,
    words: &CitationWords,
) -> Option<(usize, &'static str)> {
    let before = body[..at].trim_end();
    let Some(sign) = sign_before(before, words) else {
        let start = document_word(before, words)?;
        let short = before.ends_with('.');
        let lead = lead_before(before[..start].trim_end(), words);
        return (short || lead).then_some((start, "a word for a document, and a number"));
    };
    let front = before[..sign].trim_end();
    if let Some(start) = document_word(front, words) {
        return Some((start, "a word for a document with its number"));
    }
    if front.ends_with('(') {
        return Some((sign, "a number sign that opens a bracket"));
    }
    let goes_on = last.is_some_and(|last| matches!(body.get(last..sign), Some("; " | ", ")));
    goes_on.then_some((sign, "a number sign that goes on from a reference"))
}

/// Where the sign for *number* begins that ends a text.
fn sign_before(before: &str, words: &CitationWords) -> Option<usize> {
    let starts = words.number_signs.iter().filter_map(|sign| {
        let start = before.strip_suffix(sign.as_str())?.len();
        (!before[..start].ends_with(char::is_alphanumeric)).then_some(start)
    });
    starts.min()
}

/// Whether a text ends with `see`, `cf.` or an opening bracket.
fn lead_before(before: &str, words: &CitationWords) -> bool {
    let lower = before.to_lowercase();
    before.ends_with(['(', '['])
        || words.before.iter().any(|lead| {
            let rest = lower.strip_suffix(lead.as_str());
            rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)) && lead.len() > 2
        })
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
    fn references_go_on_and_are_abbreviated() {
        let text = "See (documents Nos. 12, 14; No. 20). Cf. doc. 21. He read letter 5 (letter 6).";
        let wanted = [
            ("documents Nos. 12, 14", vec![12, 14]),
            ("No. 20", vec![20]),
            ("doc. 21", vec![21]),
            ("letter 6", vec![6]),
        ];
        assert_eq!(references(text), wanted);
    }

    #[test]
    fn other_numbers_are_no_documents() {
        assert_eq!(references("The journal, 1936, No. 7, and order No. 5 of May."), []);
        assert_eq!(references("document No. 9-3 and document No. A"), []);
    }
}

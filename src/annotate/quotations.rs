//! Quotations and scare quotes. The quotation marks stay inside the element.
//!
//! TEI Guidelines, chapter 3.3.3.

use super::{Mark, mark};
use crate::diagnostic::{Code, Finding};
use crate::layer::{Annotation, Certainty, Layer, Span};
use crate::structure::{BlockKind, Structure};

/// The most words that are kept at a distance by quotation marks; more is a quotation.
const SO_CALLED_WORDS: usize = 3;

/// The most words between straight single marks that hold no sentence.
const SINGLE_WORDS: usize = 8;

/// An opening quotation mark that waits for its partner.
struct Open {
    at: usize,
    closes: &'static str,
}

/// Finds what stands between quotation marks, nested ones as well. One without its partner
/// reaches to the end of its paragraph and is reported.
#[must_use]
pub fn find(text: &str, structure: &Structure) -> (Layer, Vec<Finding>) {
    let mut found = Vec::new();
    let mut findings = Vec::new();
    for leaf in structure.leaves() {
        match leaf.kind {
            BlockKind::Furniture(_) | BlockKind::PageBreak { .. } => {}
            BlockKind::Quotation => {
                // The outer marks are the block's own.
                let first = text[leaf.span.start..].chars().next().map_or(0, char::len_utf8);
                let inner = Span::new(leaf.span.start + first, leaf.span.end);
                in_leaf(text, inner, &mut found, &mut Vec::new());
            }
            _ => in_leaf(text, leaf.span, &mut found, &mut findings),
        }
    }
    (Layer::new(found), findings)
}

fn in_leaf(text: &str, leaf: Span, found: &mut Vec<Annotation>, findings: &mut Vec<Finding>) {
    let mut open: Vec<Open> = Vec::new();
    let signs = text[leaf.range()].char_indices().filter(|(_, c)| is_quote(*c));
    for (at, sign) in signs.map(|(at, sign)| (leaf.start + at, sign)) {
        let before = text[leaf.start..at].chars().next_back();
        let after = text[at + sign.len_utf8()..leaf.end].chars().next();
        if let Some(position) = open.iter().rposition(|open| open.closes.contains(sign))
            && can_close(sign, before, after)
        {
            // What stands open inside was never closed; its mark was an apostrophe or a slip.
            open.truncate(position + 1);
            let start = open.pop().map_or(at, |open| open.at);
            found.extend(read(text, start, at + sign.len_utf8()));
        } else if let Some(closes) = closers(sign)
            && can_open(before, after)
            && (sign != '\'' || closes_later(&text[at..leaf.end]))
        {
            open.push(Open { at, closes });
        }
    }
    let Some(first) = open.into_iter().next() else { return };
    let sign = text[first.at..].chars().next().unwrap_or('"');
    let span = Span::new(first.at, first.at + sign.len_utf8());
    findings.push(
        Finding::new(
            Code::QuotationUnclosed,
            span,
            format!("`{sign}` is not closed in its paragraph"),
        )
        .help("the quotation is taken to end with the paragraph"),
    );
    if sign != '\'' && sign != '‘' {
        let because = "the quotation mark is not closed; the quotation ends with the paragraph";
        // Where the printer sets stops after closing marks, the last stop is not quoted.
        let words = &text[first.at..leaf.end];
        let quoted = if stops_outside(text) { words.trim_end_matches(['.', ' ']) } else { words };
        let span = first.at..first.at + quoted.len().max(sign.len_utf8());
        found.push(mark(span, Mark::Quotation, "quotations/unclosed", Certainty::Low, because));
    }
}

/// Whether the printer of a text sets full stops and commas after closing quotation marks.
fn stops_outside(text: &str) -> bool {
    let count = |pairs: &[&str]| pairs.iter().map(|pair| text.matches(pair).count()).sum::<usize>();
    count(&["”.", "”,", "\".", "\",", "».", "»,"]) > count(&[".”", ",”", ".\"", ",\"", ".»", ",»"])
}

fn is_quote(sign: char) -> bool {
    matches!(sign, '"' | '\'' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '‚' | '‹' | '›')
}

/// The marks that can close what this one opens.
fn closers(sign: char) -> Option<&'static str> {
    match sign {
        '"' => Some("\"”"),
        '“' => Some("”\""),
        '„' => Some("“”\""),
        '«' => Some("»"),
        '»' => Some("«"),
        '‘' => Some("’"),
        '\'' => Some("'"),
        '‚' => Some("‘’"),
        '‹' => Some("›"),
        _ => None,
    }
}

/// Whether a mark stands where a quotation can begin: before its first word, after none.
fn can_open(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|c| !c.is_alphanumeric()) && after.is_some_and(|c| !c.is_whitespace())
}

/// Whether a mark can close. A straight mark before a word, after a space, opens; `’` between
/// letters is an apostrophe.
fn can_close(sign: char, before: Option<char>, after: Option<char>) -> bool {
    let word_after = after.is_some_and(char::is_alphanumeric);
    match sign {
        '"' => {
            !(before.is_none_or(char::is_whitespace)
                && after.is_some_and(|c| !c.is_whitespace() && !",.;:!?)".contains(c)))
        }
        '’' | '\'' => !word_after && before.is_some_and(|c| !c.is_whitespace()),
        _ => true,
    }
}

/// Whether a straight single mark that could open a quotation has its partner: the next one that
/// is no apostrophe. Both are so often apostrophes that each must look like a quotation mark.
fn closes_later(rest: &str) -> bool {
    // A longer search would make many lone marks cost the square of their number.
    const REACH: usize = 2000;
    let rest = &rest[..rest.floor_char_boundary(REACH)];
    let mut apostrophes = 0;
    for (at, _) in rest.match_indices('\'').skip(1) {
        let before = rest[..at].chars().next_back();
        let mut after = rest[at + 1..].chars();
        let (next, then) = (after.next(), after.next());
        if next.is_some_and(char::is_alphanumeric) || before.is_some_and(char::is_whitespace) {
            continue;
        }
        if before.is_some_and(|c| ",.!?;".contains(c)) {
            return true;
        }
        // `the workers' party`: a plural's apostrophe, unless a quotation is open.
        let plural =
            before == Some('s') && next == Some(' ') && then.is_some_and(char::is_lowercase);
        if plural {
            apostrophes += 1;
            continue;
        }
        return apostrophes == 0 && rest[1..at].split_whitespace().count() <= SINGLE_WORDS;
    }
    false
}

/// A quotation, or words kept at a distance where they are few and no sentence.
fn read(text: &str, start: usize, end: usize) -> Option<Annotation> {
    let inner = text[start..end].trim_matches(|c: char| is_quote(c) || c.is_whitespace());
    if inner.is_empty() {
        return None;
    }
    let sentence = inner.ends_with(['.', ',', '!', '?', '…', ']', ';', ':']);
    if inner.split_whitespace().count() <= SO_CALLED_WORDS && !sentence {
        let because = "a few words in quotation marks, no sentence";
        let span = start..end;
        return Some(mark(
            span,
            Mark::SoCalled,
            "quotations/so-called",
            Certainty::Medium,
            because,
        ));
    }
    let because = "the words between quotation marks";
    Some(mark(start..end, Mark::Quotation, "quotations/pair", Certainty::High, because))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;
    use crate::normalise::Text;
    use crate::structure::structure;

    fn marks(text: &str) -> (Vec<(&str, bool)>, usize) {
        let (blocks, _) = structure(&Text::verbatim(text), Language::get("en"));
        let (layer, findings) = find(text, &blocks);
        let found = layer.annotations.into_iter();
        let found = found.map(|m| (&text[m.span.range()], m.mark == Mark::Quotation)).collect();
        (found, findings.len())
    }

    #[test]
    fn quotations_and_scare_quotes_are_told_apart() {
        let (found, findings) = marks("The \"new men\" came. “I do not know them,” he said.");
        assert_eq!(found, [("\"new men\"", false), ("“I do not know them,”", true)]);
        assert_eq!(findings, 0);
    }

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        assert_eq!(
            marks("It’s the workers’ and Stalin's own way; 'tis the miners' pay."),
            (vec![], 0)
        );
    }

    #[test]
    fn straight_single_marks_pair_where_they_are_no_apostrophes() {
        let (found, findings) =
            marks("'We shall see what comes,' said Ann's 'friend' to the boys' club.");
        assert_eq!(found, [("'We shall see what comes,'", true), ("'friend'", false)]);
        assert_eq!(findings, 0);
    }

    #[test]
    fn quotations_nest() {
        let (found, _) = marks("“He said ‘never more will I’ and left the room.”");
        assert_eq!(found[1], ("‘never more will I’", true));
    }

    #[test]
    fn an_unclosed_quotation_ends_with_its_paragraph() {
        let (found, findings) = marks("He wrote: “I shall come to you.\n\nHe came.");
        assert_eq!((found, findings), (vec![("“I shall come to you.", true)], 1));
    }

    #[test]
    fn german_and_french_marks_pair() {
        let (found, _) =
            marks("Er schrieb „das ist nicht wahr, nein“ und « rien ne va plus ici ».");
        assert_eq!(found.len(), 2);
    }
}

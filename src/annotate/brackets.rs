//! Editors' brackets: omissions, words that cannot be read, supplied words, completions within a
//! word.
//!
//! TEI Guidelines, chapters 3.5.3 and 12.3.

use super::{Mark, mark};
use crate::diagnostic::{Code, Finding};
use crate::layer::{Annotation, Certainty, Layer, Span};
use crate::structure::{BlockKind, PageWords, Structure};

/// The longest text between brackets that is taken for supplied words, in bytes.
const SUPPLIED_MAX: usize = 200;

/// The most words between brackets that tell of a place which cannot be read: `two words illegible`.
const DAMAGE_WORDS: usize = 4;

/// Finds omissions (`[...]`, `[…]`), words that cannot be read (`[illegible]`, `(distortion)`),
/// supplied words (`[would]`) and completions within a word (`Tur[ukhan]`). A bracket without its
/// partner is reported.
#[must_use]
pub fn find(text: &str, structure: &Structure, page: &PageWords) -> (Layer, Vec<Finding>) {
    let mut found = Vec::new();
    let mut findings = Vec::new();
    for leaf in structure.leaves() {
        if !matches!(leaf.kind, BlockKind::Furniture(_) | BlockKind::PageBreak { .. }) {
            in_leaf(text, leaf.span, page, &mut found, &mut findings);
        }
    }
    (Layer::new(found), findings)
}

fn in_leaf(
    text: &str,
    leaf: Span,
    page: &PageWords,
    found: &mut Vec<Annotation>,
    findings: &mut Vec<Finding>,
) {
    let mut open = None;
    let mut round = None;
    for (at, sign) in text[leaf.range()].bytes().enumerate().map(|(i, b)| (leaf.start + i, b)) {
        match sign {
            b'[' => {
                if let Some(start) = open.replace(at) {
                    findings.push(unbalanced(start, "is not closed before the next one"));
                }
            }
            b']' => match open.take() {
                Some(start) => found.extend(read(text, leaf, start, at + 1, page)),
                None => findings.push(unbalanced(at, "closes nothing")),
            },
            b'(' => round = Some(at),
            b')' => {
                let start = round.take().filter(|_| open.is_none());
                found.extend(start.and_then(|start| garbled(text, start, at + 1, page)));
            }
            _ => {}
        }
    }
    if let Some(start) = open {
        findings.push(unbalanced(start, "is not closed in its paragraph"));
    }
}

fn unbalanced(at: usize, what: &str) -> Finding {
    Finding::new(Code::BracketUnbalanced, Span::new(at, at + 1), format!("a square bracket {what}"))
        .help("the text is kept as it is, without markup for this bracket")
}

/// Round brackets that hold nothing but a word for what cannot be read.
fn garbled(text: &str, start: usize, end: usize, page: &PageWords) -> Option<Annotation> {
    let inner = text[start + 1..end - 1].trim().to_lowercase();
    let (_, reason) = page.damage.iter().find(|(words, _)| *words == inner)?;
    Some(damage(start..end, reason))
}

fn damage(span: std::ops::Range<usize>, reason: &str) -> Annotation {
    let because = "the brackets stand for words that cannot be read";
    let gap = Mark::Gap { reason: reason.to_owned() };
    mark(span, gap, "brackets/damage", Certainty::High, because)
}

/// The reason why words cannot be read, where that is what they say: `two words illegible`.
fn unreadable<'p>(inner: &str, page: &'p PageWords) -> Option<&'p str> {
    if inner.split_whitespace().count() > DAMAGE_WORDS {
        return None;
    }
    let lower = inner.to_lowercase();
    let says = |phrase: &str| {
        lower.match_indices(phrase).any(|(at, _)| {
            let (before, after) = (&lower[..at], &lower[at + phrase.len()..]);
            !before.ends_with(char::is_alphabetic) && !after.starts_with(char::is_alphabetic)
        })
    };
    page.damage.iter().find(|(phrase, _)| says(phrase)).map(|(_, reason)| reason.as_str())
}

/// What a pair of brackets means; none where it holds no words of the text.
fn read(text: &str, leaf: Span, start: usize, end: usize, page: &PageWords) -> Option<Annotation> {
    let inner = text[start + 1..end - 1].trim();
    let dots = inner.chars().all(|c| matches!(c, '.' | '…' | ' '));
    if dots && inner.chars().any(|c| c != ' ') {
        let because = "three points in square brackets stand for words that the editors left out";
        let gap = Mark::Gap { reason: "editorial".to_owned() };
        return Some(mark(start..end, gap, "brackets/omission", Certainty::High, because));
    }
    let before = text[leaf.start..start].chars().next_back();
    let after = text[end..leaf.end].chars().next();
    let letters = !inner.is_empty() && inner.chars().all(char::is_alphabetic);
    let in_word = before.is_some_and(char::is_alphabetic) || after.is_some_and(char::is_alphabetic);
    if letters && in_word {
        let because = "square brackets within a word hold what the editors completed";
        let span = start..end;
        return Some(mark(span, Mark::Expansion, "brackets/completion", Certainty::High, because));
    }
    let words = inner.chars().any(char::is_alphabetic);
    if !words || inner.len() > SUPPLIED_MAX {
        return None;
    }
    if let Some(reason) = unreadable(inner, page) {
        return Some(damage(start..end, reason));
    }
    let because = "words in square brackets are the editors', not the writer's";
    Some(mark(start..end, Mark::Supplied, "brackets/supplied", Certainty::Medium, because))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;
    use crate::normalise::Text;
    use crate::structure::structure;

    fn marks(text: &str) -> (Vec<(&str, Mark)>, usize) {
        let language = Language::get("en");
        let (blocks, _) = structure(&Text::verbatim(text), language);
        let (layer, findings) = find(text, &blocks, &language.page);
        let marks = layer.annotations.into_iter();
        (marks.map(|m| (&text[m.span.range()], m.mark)).collect(), findings.len())
    }

    fn gap(reason: &str) -> Mark {
        Mark::Gap { reason: reason.to_owned() }
    }

    #[test]
    fn what_cannot_be_read_is_a_gap_with_its_reason() {
        let (found, findings) =
            marks("He (distortion)* came [two words illegible] by a (distortion of) [torn] sail.");
        let wanted = [
            ("(distortion)", gap("garbled")),
            ("[two words illegible]", gap("illegible")),
            ("[torn]", gap("damage")),
        ];
        assert_eq!((found, findings), (wanted.to_vec(), 0));
    }

    #[test]
    fn brackets_are_omissions_completions_or_supplied_words() {
        let (found, findings) = marks("He [would] go to Tur[ukhan] in d[om] [...] and […].");
        let wanted = [
            ("[would]", Mark::Supplied),
            ("[ukhan]", Mark::Expansion),
            ("[om]", Mark::Expansion),
            ("[...]", gap("editorial")),
            ("[…]", gap("editorial")),
        ];
        assert_eq!((found, findings), (wanted.to_vec(), 0));
    }

    #[test]
    fn a_bracket_alone_is_reported_and_kept() {
        assert_eq!(marks("3[inaida] Gav] here [and on").1, 2);
        assert_eq!(marks("[12] and [ ] hold no words"), (vec![], 0));
    }
}

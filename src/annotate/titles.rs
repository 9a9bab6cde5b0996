//! Titles of newspapers and journals: known by the word beside them, then wherever they recur.

use super::citations::CitationWords;
use super::{Mark, TitleLevel, mark};
use crate::layer::{Annotation, Certainty, Layer, Span};
use crate::structure::{BlockKind, Structure};
use std::collections::BTreeSet;

/// The most words of a title without quotation marks.
const TITLE_WORDS: usize = 3;

/// Finds titles beside a word for *newspaper* or its editors, and their other places in the text.
#[must_use]
pub fn find(text: &str, structure: &Structure, words: &CitationWords) -> Layer {
    let leaves: Vec<Span> = structure
        .leaves()
        .into_iter()
        .filter(|leaf| !matches!(leaf.kind, BlockKind::Furniture(_) | BlockKind::PageBreak { .. }))
        .map(|leaf| leaf.span)
        .collect();
    let mut titles = BTreeSet::new();
    for leaf in &leaves {
        introduced(&text[leaf.range()], words, &mut titles);
    }
    // A word that the text also prints in lower case is a word, no name.
    titles.retain(|title| !text.contains(&title.to_lowercase()));
    let mut found: Vec<Annotation> = Vec::new();
    for leaf in &leaves {
        for title in &titles {
            for (at, _) in text[leaf.range()].match_indices(title.as_str()) {
                let span = Span::new(leaf.start + at, leaf.start + at + title.len());
                if is_word(text, span) {
                    let because = format!("`{title}` stands beside a word for a newspaper");
                    let title = Mark::Title(TitleLevel::Journal);
                    found.push(mark(span, title, "titles/journal", Certainty::Medium, because));
                }
            }
        }
    }
    Layer::new(found)
}

/// The titles that a paragraph introduces: `the Luch newspaper`, `the editors of Pravda`,
/// `the newspaper Pravda`.
fn introduced(leaf: &str, words: &CitationWords, titles: &mut BTreeSet<String>) {
    let tokens: Vec<(usize, &str)> = tokens(leaf);
    for (at, (_, token)) in tokens.iter().enumerate() {
        let lower = token.to_lowercase();
        if words.journal_words.contains(&lower) {
            titles.extend(title_before(leaf, &tokens, at));
            titles.extend(title_after(leaf, &tokens, at + 1));
        } else if words.journal_offices.contains(&lower)
            && tokens.get(at + 1).is_some_and(|(_, of)| words.of.contains(&of.to_lowercase()))
        {
            titles.extend(title_after(leaf, &tokens, at + 2));
        }
    }
}

/// The words of a text with their places.
fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric() || c == '-' || c == '’' || c == '\'', start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// The capitalised words right after a place, one sentence part alone.
fn title_after(leaf: &str, tokens: &[(usize, &str)], from: usize) -> Option<String> {
    let mut end = from;
    while end < tokens.len() && end - from < TITLE_WORDS && is_capital(tokens[end].1) {
        let before = if end == 0 { 0 } else { tokens[end - 1].0 + tokens[end - 1].1.len() };
        let between = &leaf[before..tokens[end].0];
        if !between.chars().all(|c| c == ' ' || end == from && "\"“«„‘".contains(c)) {
            break;
        }
        end += 1;
    }
    title(leaf, tokens, from, end)
}

/// The capitalised words right before a place, after an article or a quotation mark.
fn title_before(leaf: &str, tokens: &[(usize, &str)], to: usize) -> Option<String> {
    let mut start = to;
    while start > 0 && to - start < TITLE_WORDS && is_capital(tokens[start - 1].1) {
        let end = tokens[start - 1].0 + tokens[start - 1].1.len();
        if !leaf[end..tokens[start].0].chars().all(|c| c == ' ' || "\"”»“’".contains(c)) {
            break;
        }
        start -= 1;
    }
    // The first word of a sentence is capitalised anyway.
    let sentence = start == 0 || leaf[..tokens[start].0].trim_end().ends_with(['.', '!', '?']);
    (!sentence).then(|| title(leaf, tokens, start, to))?
}

fn title(leaf: &str, tokens: &[(usize, &str)], from: usize, to: usize) -> Option<String> {
    let (first, last) = (tokens.get(from)?, tokens.get(to.checked_sub(1)?)?);
    (from < to).then(|| leaf[first.0..last.0 + last.1.len()].to_owned())
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 2
}

fn is_word(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;
    use crate::normalise::Text;
    use crate::structure::structure;

    fn titles(text: &str) -> Vec<&str> {
        let language = Language::get("en");
        let (blocks, _) = structure(&Text::verbatim(text), language);
        let layer = find(text, &blocks, &language.citations);
        layer.annotations.iter().map(|a| &text[a.span.range()]).collect()
    }

    #[test]
    fn a_title_is_known_by_its_word_and_then_everywhere() {
        let text =
            "He read the Star newspaper and wrote to the editors of Dawn. The Star paid him.";
        assert_eq!(titles(text), ["Star", "Dawn", "Star"]);
    }

    #[test]
    fn a_sentence_that_begins_with_the_word_names_none() {
        assert_eq!(titles("Newspapers came. Every newspaper said so."), [] as [&str; 0]);
    }
}

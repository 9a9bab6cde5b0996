//! Printed works: where the citation begins, and which of its words are the title.

use super::CitationWords;
use crate::annotate::TitleLevel;
use crate::layer::Span;

const POINTS: [char; 5] = [' ', '.', ',', ';', ':'];

/// Where a citation begins: after `see` or `cf.`, else with its sentence, which begins with the
/// note or after a full stop that ends no initial and no abbreviation.
pub(super) fn start(text: &str, leaf: usize, first: usize, words: &CitationWords) -> usize {
    let before = &text[leaf..first];
    let mut start = 0;
    for (at, _) in before.match_indices(['.', ';']) {
        let word = before[..at].rsplit(|c: char| c.is_whitespace() || c == '.').next();
        let ends_sentence = word.is_some_and(|word| {
            word.chars().count() > 3 && word.chars().next().is_some_and(char::is_lowercase)
        });
        if ends_sentence || before[at..].starts_with(';') {
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
/// before it, after the author, that are no year and no place of printing.
pub(super) fn title(text: &str, before: Span) -> Option<(Span, TitleLevel)> {
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
        if part.chars().any(char::is_alphabetic) && !is_imprint(part) {
            let author = author_length(part);
            let end = end - imprint_length(part);
            let span = Span::new(before.start + start + author, before.start + end);
            if author > 0 {
                return Some((span, TitleLevel::Monograph));
            }
            let whole = start == 0 && part.split_whitespace().count() > 1 && !is_author(part);
            return (start > 0 || whole).then_some((span, TitleLevel::Monograph));
        }
        end = words[..start].trim_end_matches(POINTS).len();
        if start == 0 {
            return None;
        }
    }
}

/// Whether words are a place and year of printing: `Paris, 1923`, `The Hague 1964`.
pub(super) fn is_imprint(words: &str) -> bool {
    let words = words.trim_matches(POINTS);
    let Some((place, year)) = words.rsplit_once([' ', ',']) else { return false };
    let place = place.trim_end_matches(POINTS);
    year.len() == 4
        && year.bytes().all(|b| b.is_ascii_digit())
        && !place.is_empty()
        && place.split([' ', '-']).count() <= 4
        && place.split([' ', '-']).all(|word| word.starts_with(char::is_uppercase) || word == "-")
}

/// The length of place and year at the end of a title, with the comma before them:
/// `A Voyage Round the World, London, 1777`.
fn imprint_length(words: &str) -> usize {
    let commas = words.match_indices(", ").map(|(at, _)| at);
    let start = commas.filter(|at| *at > 0).find(|at| is_imprint(&words[at + 2..]));
    start.map_or(0, |at| words.len() - at)
}

/// The length of a surname with its comma before a title: `Gibbon, Decline and Fall`, `Burke, WW`.
/// One plain word after a comma is rather a place.
fn author_length(words: &str) -> usize {
    let Some((surname, rest)) = words.split_once(", ") else { return 0 };
    let name = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_alphabetic)
    };
    let capitals = rest.chars().filter(|c| c.is_uppercase()).count();
    let title = rest.starts_with(char::is_uppercase)
        && (rest.contains(' ') || capitals > 1)
        && !is_author(rest)
        && !is_imprint(rest);
    if name(surname) && title { surname.len() + 2 } else { 0 }
}

/// Whether words are an author's name: with initials, or a surname and a forename after a comma.
fn is_author(words: &str) -> bool {
    words.split_whitespace().any(|word| {
        word.ends_with('.') && word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
    })
}

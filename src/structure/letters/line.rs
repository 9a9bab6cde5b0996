//! A unit of a page as the grammar of letters sees it: its words, and which of the words of a
//! language it begins with.

use super::Layout;
use crate::layer::Span;
use crate::structure::Unit;

/// A unit with more words is a paragraph and nothing else.
pub const LONGEST: usize = 40;

/// A unit with its words.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// The unit.
    pub unit: Unit,
    /// Its whole text.
    pub whole: &'a str,
    /// Its text, without the marker of a note at its end.
    pub text: &'a str,
    /// The text within square or round brackets around it, else the text.
    pub bare: &'a str,
    /// `bare` in lower case.
    pub lower: String,
    /// The words of `bare`; no more than one above [`LONGEST`].
    pub words: Vec<&'a str>,
    /// Whether brackets stand around it.
    pub bracketed: bool,
}

impl<'a> Line<'a> {
    /// Reads a unit.
    pub fn new(text: &'a str, unit: Unit) -> Self {
        let whole = unit.text(text);
        let mut text = whole;
        // Two markers may stand one after the other.
        for _ in 0..2 {
            text = without_marker(text);
        }
        let inner = text
            .strip_prefix('[')
            .map(|rest| rest.trim_end_matches('.').trim_end_matches(']'))
            .or_else(|| text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')))
            .filter(|inner| !inner.contains(['[', '(']));
        let bare = inner.unwrap_or(text).trim();
        let words: Vec<&str> = bare.split_whitespace().take(LONGEST + 1).collect();
        let lower = if words.len() > LONGEST { String::new() } else { bare.to_lowercase() };
        Self { unit, whole, text, bare, lower, words, bracketed: inner.is_some() }
    }

    /// Whether it has more words than any part of a letter but its paragraphs.
    pub fn is_long(&self) -> bool {
        self.words.len() > LONGEST
    }

    /// What follows one of these words at its beginning; the longest word counts.
    pub fn after(&self, leads: &[String]) -> Option<&'a str> {
        after(self.bare, &self.lower, leads)
    }

    /// Its last character.
    pub fn ends_with(&self, signs: &[char]) -> bool {
        self.bare.ends_with(signs)
    }
}

/// What follows one of these words at the beginning of a text; the longest word counts.
pub fn after<'a>(text: &'a str, lower: &str, leads: &[String]) -> Option<&'a str> {
    let fits = |lead: &&String| {
        lower.strip_prefix(lead.as_str()).is_some_and(|rest| {
            !lead.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
        })
    };
    let lead = leads.iter().filter(fits).max_by_key(|lead| lead.len())?;
    // Lower case may have another length; characters are counted then.
    let length = lead.chars().count();
    let at = text.char_indices().nth(length).map_or(text.len(), |(at, _)| at);
    Some(&text[at..])
}

/// A line without the marker of a note at its end: `Dear friend! 1`, `Yours S. Kirov 2 .`.
fn without_marker(line: &str) -> &str {
    const DIGITS: usize = 2;
    let end = line.trim_end_matches(['.', ',', ' ']);
    let digits = end.bytes().rev().take_while(u8::is_ascii_digit).count();
    let stem = &end[..end.len() - digits];
    // `24/7 1` is a date and a marker; `16/11 21` is a date.
    if digits == 1 && stem.ends_with(' ') && is_day_and_month(stem.trim_end()) {
        return stem.trim_end();
    }
    let before = stem.trim_end().chars().next_back();
    let spaced = stem.ends_with(' ');
    let marks = before.is_some_and(|c| {
        matches!(c, '!' | ',' | ':' | '?')
            || c.is_alphabetic() && (spaced || end.len() == line.len())
    });
    // Before a stop the number may be that of a day, as in `Berlin, 24.`.
    let stops = line.len() - end.len();
    let free = stops == 0
        || line[end.len()..].starts_with(' ')
        || spaced && ends_with_name(stem.trim_end());
    if (1..=DIGITS).contains(&digits) && marks && free && before != Some(',') {
        stem.trim_end()
    } else {
        line
    }
}

/// Whether a line is a day and a month in figures, and nothing else: `24/7`, `24/VII`.
fn is_day_and_month(line: &str) -> bool {
    let figures = |part: &str, signs: &str| {
        (1..=4).contains(&part.len()) && part.chars().all(|c| signs.contains(c))
    };
    line.split_once('/').is_some_and(|(day, month)| {
        figures(day, "0123456789")
            && day.len() <= 2
            && (figures(month, "IVX") || month.len() <= 2 && figures(month, "0123456789"))
    })
}

/// Whether a line ends with an initial and a name: `Yours S. Gray`.
fn ends_with_name(line: &str) -> bool {
    let mut words = line.split(' ').rev();
    let is_name = |word: &str| word.chars().count() > 1 && word.starts_with(char::is_uppercase);
    let is_initial = |word: &str| {
        word.ends_with('.') && word.starts_with(char::is_uppercase) && word.chars().count() <= 3
    };
    words.next().is_some_and(is_name) && words.next().is_some_and(is_initial)
}

/// What kind of words a stretch of text is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Makeup {
    /// Words that begin with a capital letter.
    pub capitals: usize,
    /// Initials: a capital letter and a full stop.
    pub initials: usize,
    /// Small words of names.
    pub small: usize,
    /// Words that begin with a digit.
    pub figures: usize,
    /// All others.
    pub others: usize,
}

impl Makeup {
    /// Counts the words of a text.
    pub fn of(text: &str, layout: &Layout) -> Self {
        let mut makeup = Self::default();
        for word in words(text) {
            let first = word.chars().next().unwrap_or_default();
            if first.is_ascii_digit() {
                makeup.figures += 1;
            } else if first.is_uppercase() {
                if word.chars().filter(|c| c.is_alphabetic()).count() <= 2 && word.ends_with('.')
                    || word.matches('.').count() > 1
                {
                    makeup.initials += 1;
                }
                makeup.capitals += 1;
            } else if is_small(word, layout) || elided(word) {
                makeup.small += 1;
            } else {
                makeup.others += 1;
            }
        }
        makeup
    }

    /// How many words there are.
    pub fn all(self) -> usize {
        self.capitals + self.small + self.figures + self.others
    }
}

/// The words of a text that have a letter or digit, without brackets and quotation marks.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let around = |c: char| "()[]\"“”„‘’'«»,;:!?*-–—".contains(c);
    text.split(|c: char| c.is_whitespace() || c == '—' || c == '–')
        .flat_map(|word| word.split("--"))
        .map(move |word| word.trim_matches(around))
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

/// A small word of names and headings.
fn is_small(word: &str, layout: &Layout) -> bool {
    let lower = word.to_lowercase();
    layout.words.small.contains(&lower) || layout.words.and.contains(&lower)
}

/// A name after an elided word: `d'Estournelles`, `dell’Isola`.
fn elided(word: &str) -> bool {
    word.find(['\'', '’'])
        .is_some_and(|at| at > 0 && at < 6 && word[at..].chars().skip(1).count() > 1)
}

/// Where a part of a text stands in the text that it is a part of.
pub fn span_in(text: &str, part: &str, offset: usize) -> Span {
    // Both are slices of one text: the distance of their first bytes is the place of the part.
    let start = offset + (part.as_ptr() as usize - text.as_ptr() as usize);
    Span::new(start, start + part.len())
}

//! Those who write and those who are written to, as a heading, a signature or an address names
//! them.

use super::Layout;
use super::line::{self, span_in, words};
use crate::entities::is_particle;
use crate::layer::{Certainty, Span};

/// One sender or addressee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name alone; the words for an office where no name stands beside it.
    pub span: Span,
    /// What is named.
    pub kind: PartyKind,
    /// How sure it is.
    pub certainty: Certainty,
    /// What it rests on.
    pub because: &'static str,
}

/// What a sender or addressee is named as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartyKind {
    /// By the name of a person.
    Person,
    /// By an office, without a name: `the Secretary of State`.
    Office,
    /// A body: `the Central Committee`.
    Body,
}

/// Reads a list of names: `S. Gray, I. Brown and the Harbour Board`. `offset` is where `part`
/// begins in the text.
pub fn parties(part: &str, offset: usize, layout: &Layout, because: &'static str) -> Vec<Party> {
    let mut found = Vec::new();
    for item in items(part, layout) {
        // `the Advisers (Gray, Brown)`: the names in brackets are those of the office.
        match bracketed(item).filter(|names| names.contains([',', ';'])) {
            Some(names) => {
                let at = span_in(part, names, offset).start;
                found.extend(parties(names, at, layout, because));
            }
            None => found.extend(party(part, item, offset, layout, because)),
        }
    }
    found
}

/// The items of a list of names: divided at commas, semicolons and words for *and* outside of
/// brackets. A comma before an office belongs to the name before it.
fn items<'a>(part: &'a str, layout: &Layout) -> Vec<&'a str> {
    let mut items = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(c) = part[at..].chars().next() {
        let next = at + c.len_utf8();
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 => {
                items.push(&part[start..at]);
                start = next;
            }
            ' ' if depth == 0 => {
                let rest = &part[next..];
                let word = rest.split(' ').next().unwrap_or_default();
                if layout.words.and.contains(&word.to_lowercase()) && !is_place_list(rest, layout) {
                    items.push(&part[start..at]);
                    start = next + word.len();
                    at = start;
                    continue;
                }
            }
            _ => {}
        }
        at = next;
    }
    items.push(&part[start..]);
    let mut whole: Vec<&str> = Vec::new();
    for item in items.into_iter().map(str::trim).filter(|item| !item.is_empty()) {
        // `Justice Day, of the Supreme Court`: what begins with a preposition goes with the name.
        let goes_on = words(item).next().is_some_and(|first| {
            first.starts_with(char::is_lowercase)
                && layout.words.from.contains(&first.to_lowercase())
        });
        match whole.last_mut().filter(|_| goes_on) {
            Some(before) => {
                let (from, to) = (span_in(part, before, 0).start, span_in(part, item, 0).end);
                *before = &part[from..to];
            }
            None => whole.push(item),
        }
    }
    if whole.len() > 1 && is_one(part, &whole, layout) { vec![part.trim()] } else { whole }
}

/// Whether what follows a word for *and* goes on with an office or a body: `the Ministers in
/// Norway, Denmark, and Sweden`, `Committee for Trade and Industry`.
fn is_place_list(rest: &str, layout: &Layout) -> bool {
    let after = rest.split_once(' ').map_or("", |(_, after)| after);
    let mut words = words(after);
    let first = words.next().unwrap_or_default();
    let lower = first.to_lowercase();
    // A name of its own begins with an article, a title or an initial, or is several words.
    let own = layout.words.small.contains(&lower)
        || first.ends_with('.')
        || layout.is_title(&lower)
        || words.next().is_some();
    !own
}

/// Whether commas stand within the title of one office or body: what follows the first is no name
/// of a person, or one name in brackets ends it all.
fn is_one(part: &str, items: &[&str], layout: &Layout) -> bool {
    let words_of = layout.words;
    let has_office = has_one(items[0], &words_of.offices) || has_one(items[0], &words_of.bodies);
    let bare = |item: &&str| words(without_article(item)).count() == 1 && !item.contains('.');
    let named = part.matches('(').count() == 1 && bracketed(part).is_some();
    let persons =
        items[1..].iter().any(|item| has_initials(item) || after_titles(item, layout).0 > 0);
    has_office && (named && !persons || !part.contains('(') && items[1..].iter().all(bare))
}

fn has_one(text: &str, list: &[String]) -> bool {
    words(text).any(|word| {
        let lower = word.to_lowercase();
        list.iter().any(|known| lower == *known || lower.strip_suffix('s') == Some(known))
    })
}

/// One item as a party: a name in brackets after an office, an office, a body or a name.
fn party(
    whole: &str,
    item: &str,
    offset: usize,
    layout: &Layout,
    because: &'static str,
) -> Option<Party> {
    let item = without_marker(item.trim_matches(|c: char| c.is_whitespace() || ",;:".contains(c)));
    let place = |text: &str| span_in(whole, text, offset);
    let new = |span, kind| Some(Party { span, kind, certainty: Certainty::High, because });
    if let Some(name) = bracketed(item).filter(|name| is_name(name, layout)) {
        return new(place(name), PartyKind::Person);
    }
    let bare = without_article(item);
    if bare.is_empty() || !bare.chars().any(char::is_alphabetic) {
        return None;
    }
    if layout.is_title(&bare.trim_end_matches('.').to_lowercase()) {
        return new(place(bare), PartyKind::Office);
    }
    let (titles, name) = after_titles(bare, layout);
    if has_one(bare, &layout.words.bodies) && titles == 0 && !has_initials(bare) {
        return new(place(bare.trim_end_matches('.')), PartyKind::Body);
    }
    if titles == 0 && has_one(bare, &layout.words.offices) && !has_initials(bare) {
        return new(place(bare.trim_end_matches('.')), PartyKind::Office);
    }
    if !name.is_empty() && is_name(name, layout) && !goes_on_as_office(name, layout) {
        return new(place(strip_stop(name)), PartyKind::Person);
    }
    new(place(bare.trim_end_matches('.')), PartyKind::Office)
}

/// Whether what follows a title is the rest of an office: `of State` after `Secretary`. Words such
/// as `von` begin a surname.
fn goes_on_as_office(name: &str, layout: &Layout) -> bool {
    let first = words(name).next().unwrap_or_default();
    layout.words.from.iter().any(|word| word == first) && !is_particle(first)
}

/// What stands in brackets at the end of an item, after an office.
fn bracketed(item: &str) -> Option<&str> {
    let item = without_marker(item);
    let open = item.rfind('(').filter(|open| *open > 0)?;
    let inside = item[open + 1..].trim_end_matches('.').strip_suffix(')')?;
    Some(inside.trim())
}

/// Without the marker of a note glued to its end: `(Gray)1`, `Gray2`.
fn without_marker(item: &str) -> &str {
    let stem = item.trim_end_matches(|c: char| c.is_ascii_digit());
    if stem.ends_with(|c: char| c.is_alphabetic() || c == ')') { stem } else { item }
}

/// A name without the full stop of the heading; that of an initial stays.
fn strip_stop(name: &str) -> &str {
    let last = name.rsplit([' ', '.']).find(|part| !part.is_empty()).unwrap_or_default();
    if last.chars().count() > 2 { name.trim_end_matches('.') } else { name }
}

fn has_initials(text: &str) -> bool {
    words(text)
        .any(|word| word.ends_with('.') && word.chars().filter(|c| c.is_alphabetic()).count() <= 2)
}

/// Without an article or preposition before it.
fn without_article(item: &str) -> &str {
    const ARTICLES: [&str; 12] =
        ["the ", "The ", "le ", "la ", "les ", "l'", "l’", "der ", "die ", "das ", "den ", "dem "];
    ARTICLES.iter().find_map(|article| item.strip_prefix(article)).unwrap_or(item).trim()
}

/// How many titles and forms of address stand before a name, and the name.
fn after_titles<'a>(item: &'a str, layout: &Layout) -> (usize, &'a str) {
    let mut rest = item;
    let mut count = 0;
    while let Some((first, after)) = rest.split_once(' ') {
        if !layout.is_title(&first.to_lowercase()) || after.trim().is_empty() {
            break;
        }
        count += 1;
        rest = after.trim_start();
    }
    // `Consul General` alone is a title, not a person called General.
    if count > 0 && layout.is_title(&rest.to_lowercase()) { (0, item) } else { (count, rest) }
}

/// Whether words can be the name of a person: capitalised, with small words between, few.
pub fn is_name(text: &str, layout: &Layout) -> bool {
    const WORDS: usize = 6;
    let makeup = line::Makeup::of(text, layout);
    makeup.capitals > 0
        && makeup.others == 0
        && makeup.figures == 0
        && makeup.all() <= WORDS
        && makeup.small <= makeup.capitals
}

//! Mentions of listed persons: a surname with its initials, forenames, roles.

use super::entry::Reach;
use super::forms::fold;
use super::lexicon::{Found, Lexicon};
use super::words::RoleWords;
use crate::annotate::NameKind;
use crate::annotate::unlisted::{List, folded, lists};
use crate::entities::key;
use crate::layer::Span;

/// A surname or alias with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The name with initials and forenames.
    pub span: Span,
    /// The role or form of address right before it.
    pub role: Option<Span>,
    /// The listed persons that it can be, by index; none where the initials fit nobody.
    pub candidates: Vec<usize>,
    /// Whether initials or a forename were printed, so that it says who it is.
    pub full: bool,
}

/// What stands before or after a surname: its place and its parts, folded, without stops.
struct Initials {
    span: Span,
    letters: Vec<String>,
}

/// Reads the mention around a found surname or alias; none where it is a part of another name.
pub fn read(
    text: &str,
    leaf: Span,
    found: &Found,
    lexicon: &Lexicon,
    roles: &RoleWords,
) -> Option<Mention> {
    let persons: Vec<(usize, Reach)> = found.bearers.clone();
    let surnames: Vec<usize> = persons
        .iter()
        .filter(|(_, reach)| *reach == Reach::Surname)
        .map(|(entry, _)| *entry)
        .collect();
    let mut span = found.span;
    let mut candidates: Vec<usize> = persons.iter().map(|(entry, _)| *entry).collect();
    let mut full = surnames.is_empty();
    if persons.iter().all(|(_, reach)| *reach == Reach::Given) {
        let goes_on = text[span.end..leaf.end].strip_prefix([' ', '-']);
        if goes_on.is_some_and(|next| next.starts_with(char::is_uppercase)) {
            // The surname that follows is found by itself, or it is of somebody else.
            return None;
        }
    }
    if !surnames.is_empty() {
        if let Some(initials) = initials_before(text, leaf, span.start, roles) {
            let fitting = fitting(lexicon, &surnames, &initials.letters);
            let address = roles.is_address(text[initials.span.range()].trim());
            if !fitting.is_empty() {
                (span.start, candidates, full) = (initials.span.start, fitting, true);
            } else if !address {
                (span.start, candidates, full) = (initials.span.start, Vec::new(), true);
            }
        } else if let Some((start, fitting)) =
            forenames_before(text, leaf, span.start, lexicon, &surnames, roles)
        {
            (span.start, candidates, full) = (start, fitting, true);
        } else if let Some(start) = strange_forename(text, leaf, span.start, lexicon, &surnames) {
            (span.start, candidates, full) = (start, Vec::new(), true);
        } else if let Some(initials) = initials_after(text, leaf, span.end) {
            let fitting = fitting(lexicon, &surnames, &initials.letters);
            if !fitting.is_empty() {
                (span.end, candidates, full) = (initials.span.end, fitting, true);
            }
        }
    }
    let role = roles.before(text, leaf, span.start);
    Some(Mention { span, role, candidates, full })
}

/// The persons whose forename and patronymic begin with the initials, in their order.
fn fitting(lexicon: &Lexicon, persons: &[usize], initials: &[String]) -> Vec<usize> {
    let fits = |&at: &usize| {
        let entry = lexicon.entry(at);
        let begins = |names: &[String], initial: &String| {
            names.iter().any(|n| n.starts_with(initial.as_str()))
        };
        match initials {
            [] => false,
            [only] => begins(&entry.forenames, only),
            [first, second, ..] => {
                begins(&entry.forenames, first)
                    && (entry.patronymics.is_empty() || begins(&entry.patronymics, second))
            }
        }
    };
    persons.iter().copied().filter(fits).collect()
}

/// Initials right before a place: `I.V. `, `V. I. `, `Yu. `.
fn initials_before(text: &str, leaf: Span, to: usize, roles: &RoleWords) -> Option<Initials> {
    const MOST: usize = 3;
    let mut start = to;
    let mut letters = Vec::new();
    while letters.len() < MOST {
        let before = text[leaf.start..start].trim_end_matches([' ', '\n']);
        let Some(stem) = before.strip_suffix('.') else { break };
        let length: usize =
            stem.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let letter = &stem[stem.len() - length..];
        let mut chars = letter.chars();
        let single = chars.next().is_some_and(char::is_uppercase) && chars.all(char::is_lowercase);
        // A digraph of transliteration, as in `Yu.` and `Zh.`, is one initial.
        let preceded = stem[..stem.len() - length].chars().next_back();
        let bounded = preceded.is_none_or(|c| !c.is_alphanumeric());
        if !single || letter.chars().count() > 2 || !bounded {
            break;
        }
        // `Mr. J. Gray` has one initial.
        let is_long = letter.chars().count() > 1;
        if is_long && !letters.is_empty() && roles.is_address(&format!("{letter}.")) {
            break;
        }
        start = leaf.start + stem.len() - length;
        letters.insert(0, fold(letter));
    }
    (!letters.is_empty()).then(|| Initials { span: Span::new(start, to), letters })
}

/// Initials right after a surname: ` V.I.`, `, V. I.`.
fn initials_after(text: &str, leaf: Span, from: usize) -> Option<Initials> {
    const MOST: usize = 3;
    let rest = &text[from..leaf.end];
    let mut at = rest.len() - rest.trim_start_matches([',', ' ']).len();
    if at == 0 {
        return None;
    }
    let mut letters = Vec::new();
    let mut end = 0;
    while letters.len() < MOST {
        let word: String = rest[at..].chars().take_while(|c| c.is_alphabetic()).collect();
        let after = &rest[at + word.len()..];
        if word.chars().count() > 2
            || !word.starts_with(char::is_uppercase)
            || !after.starts_with('.')
        {
            break;
        }
        letters.push(fold(&word));
        end = at + word.len() + 1;
        at = end + usize::from(rest[end..].starts_with(' '));
    }
    let next = rest[end.min(rest.len())..].trim_start().chars().next();
    // One initial alone before a word may begin that word's own name.
    let enough =
        letters.len() >= 2 || !letters.is_empty() && !next.is_some_and(char::is_alphabetic);
    enough.then(|| Initials { span: Span::new(from, from + end), letters })
}

/// A forename right before a surname, with or without a patronymic: where it begins and whose it
/// is. `Vladimir Ilyich `, `Leon `.
fn forenames_before(
    text: &str,
    leaf: Span,
    to: usize,
    lexicon: &Lexicon,
    surnames: &[usize],
    roles: &RoleWords,
) -> Option<(usize, Vec<usize>)> {
    let (last_start, last) = word_before(text, leaf, to)?;
    let whose = |names: &dyn Fn(usize) -> bool| -> Vec<usize> {
        surnames.iter().copied().filter(|at| names(*at)).collect()
    };
    let direct = whose(&|at| lexicon.entry(at).forenames.contains(&last));
    // `General Brown` may be listed as an alias; the title stays outside the name.
    if !direct.is_empty() && !roles.titles.contains(&last) {
        return Some((last_start, direct));
    }
    let (first_start, first) = word_before(text, leaf, last_start)?;
    let both = whose(&|at| {
        let entry = lexicon.entry(at);
        entry.patronymics.contains(&last) && entry.forenames.contains(&first)
    });
    (!both.is_empty()).then_some((first_start, both))
}

/// Where a forename begins that stands before a surname and is none of those who bear it: `Mary`
/// before the name of a John. One with the same initial may be another spelling.
fn strange_forename(
    text: &str,
    leaf: Span,
    to: usize,
    lexicon: &Lexicon,
    surnames: &[usize],
) -> Option<usize> {
    let (start, word) = word_before(text, leaf, to)?;
    let initial = |name: &str| key(name, NameKind::Person).chars().next();
    let strange = |at: &usize| {
        let forenames = &lexicon.entry(*at).forenames;
        !forenames.is_empty() && forenames.iter().all(|name| initial(name) != initial(&word))
    };
    let is_forename = || {
        let listed = lists(folded(&word));
        listed & List::Forename as u8 != 0 && listed & List::Word as u8 == 0
    };
    (surnames.iter().all(strange) && is_forename()).then_some(start)
}

/// The capitalised word right before a place, one space between: where it begins, and folded.
fn word_before(text: &str, leaf: Span, to: usize) -> Option<(usize, String)> {
    let before = text[leaf.start..to].strip_suffix([' ', '\n'])?;
    let length: usize = before
        .chars()
        .rev()
        .take_while(|c| c.is_alphabetic() || *c == '-')
        .map(char::len_utf8)
        .sum();
    let word = &before[before.len() - length..];
    word.starts_with(char::is_uppercase).then(|| (leaf.start + before.len() - length, fold(word)))
}

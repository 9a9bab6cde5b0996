//! Who of several is meant: by role, company, earlier full forms and years; never by fame.

use super::entry::Entry;
use super::forms::content_words;
use crate::layer::{Certainty, Span};

/// What the text around a mention says.
pub struct Surroundings<'a> {
    /// The words before the mention in its sentence, and a few after it, folded.
    pub words: Vec<String>,
    /// The role right before it, folded.
    pub role: Vec<String>,
    /// The entries named for certain in the same sentence.
    pub company: Vec<&'a Entry>,
    /// The years printed in the paragraph.
    pub years: Vec<i32>,
    /// The entry last named in full that shares this form, by its index among the candidates.
    pub recent: Option<usize>,
}

/// A choice with its reason.
pub struct Choice {
    /// The chosen candidate, an index into the candidates; none where the evidence is not enough.
    pub chosen: Option<usize>,
    /// How sure it is.
    pub certainty: Certainty,
    /// A sentence that says why.
    pub because: String,
}

/// How much one choice must weigh more than the next.
const MARGIN: i32 = 5;

/// Chooses among two or more candidates.
#[must_use]
pub fn choose(candidates: &[&Entry], around: &Surroundings) -> Choice {
    let weighed: Vec<(i32, Vec<String>)> =
        candidates.iter().enumerate().map(|(at, entry)| weigh(at, entry, around)).collect();
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(weighed[at].0), at));
    let (best, next) = (order[0], order[1]);
    let lead = weighed[best].0 - weighed[next].0;
    if lead < MARGIN {
        let because = format!(
            "`{}` and `{}` fit alike: no role, company or earlier full name decides",
            candidates[best].id, candidates[next].id
        );
        return Choice { chosen: None, certainty: Certainty::Low, because };
    }
    let certainty = if lead >= 4 * MARGIN { Certainty::High } else { Certainty::Medium };
    Choice { chosen: Some(best), certainty, because: weighed[best].1.join("; ") }
}

fn weigh(at: usize, entry: &Entry, around: &Surroundings) -> (i32, Vec<String>) {
    let mut weight = 0;
    let mut reasons = Vec::new();
    let shared = |words: &[String]| -> Vec<String> {
        entry.words.iter().filter(|word| words.contains(word)).cloned().collect()
    };
    let role = shared(&around.role);
    if !role.is_empty() {
        weight += 12 * i32::try_from(role.len()).unwrap_or(1).min(3);
        reasons.push(format!("the role before the name ({})", role.join(", ")));
    }
    let company: usize = around
        .company
        .iter()
        .filter(|other| other.id != entry.id)
        .map(|other| shared(&other.words).len().min(3))
        .sum();
    if company > 0 {
        weight += 3 * i32::try_from(company).unwrap_or(1).min(4);
        reasons.push("the company of people of the same role".to_owned());
    }
    let near = shared(&around.words);
    if !near.is_empty() {
        weight += 5 * i32::try_from(near.len()).unwrap_or(1).min(3);
        reasons.push(format!("words of the sentence ({})", near.join(", ")));
    }
    if around.recent == Some(at) {
        weight += 10;
        reasons.push("the last full form of this name in the text".to_owned());
    }
    let (birth, death) = entry.years;
    let latest = around.years.iter().max();
    if let (Some(birth), Some(latest)) = (birth, latest)
        && *latest < birth + 10
    {
        weight -= 40;
    }
    if let (Some(death), Some(first)) = (death, around.years.iter().min())
        && *first > death
    {
        weight -= 15;
    }
    (weight, reasons)
}

/// The words of the sentence around a span: all before it, and a few after it.
#[must_use]
pub fn sentence(text: &str, leaf: Span, span: Span) -> (Span, Vec<String>) {
    const AFTER: usize = 80;
    let before = &text[leaf.start..span.start];
    let start = sentence_start(before).map_or(leaf.start, |at| leaf.start + at);
    let rest = &text[span.end..leaf.end];
    let end = rest
        .char_indices()
        .find(|(at, c)| matches!(c, '.' | ';' | '!' | '?') && *at > 0 || *at >= AFTER && *c == ' ')
        .map_or(leaf.end, |(at, _)| span.end + at);
    let mut words = content_words(&text[start..span.start]);
    words.extend(content_words(&text[span.end..end]));
    (Span::new(start, end), words)
}

/// Where the last sentence of a text begins: after a stop that follows a word, not an initial.
fn sentence_start(before: &str) -> Option<usize> {
    before.rmatch_indices(['.', '!', '?']).find_map(|(at, _)| {
        let after = &before[at + 1..];
        let word = before[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let begins =
            after.trim_start().starts_with(|c: char| c.is_uppercase() || "\"“„«".contains(c));
        (after.starts_with(char::is_whitespace) && begins && word.chars().count() > 2)
            .then(|| at + 1 + (after.len() - after.trim_start().len()))
    })
}

/// The years of four digits in a text.
#[must_use]
pub fn years(text: &str) -> Vec<i32> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse().ok())
        .filter(|year| (1000..2100).contains(year))
        .collect()
}

//! Where a decision belongs: a quotation with what stands around it.
//!
//! After the text quote selector of the Web Annotation Data Model (W3C, section 4.2.4), with the
//! paragraph as a second witness.

use super::ground::Ground;
use crate::layer::Span;
use std::ops::Range;

/// A quotation that finds its place again. All texts are flat: single spaces, NFC.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Anchor {
    /// The words themselves.
    pub exact: String,
    /// What stands before them in their paragraph. Where a machine wrote it, it tells the place
    /// from all others by itself; what cannot is left out.
    pub prefix: String,
    /// The same for what stands after them.
    pub suffix: String,
    /// The hash of the flat text of their paragraph.
    pub paragraph: Option<u64>,
    /// The hashes of the paragraphs before and after, where theirs stands in the document more
    /// than once; 0 where there is none.
    pub between: Option<(u64, u64)>,
    /// Which of the places of these words, from 1; none where there is only one.
    pub occurrence: Option<usize>,
    /// Of how many.
    pub of: Option<usize>,
}

/// How many characters of context are tried, until they tell the place from all others.
const CONTEXTS: [usize; 3] = [32, 64, 128];

impl Anchor {
    /// The anchor of a span; none where it holds no words.
    #[must_use]
    pub fn new(ground: &Ground, span: Span) -> Option<Self> {
        Some(Self::of_flat(ground, &ground.flat_of(span)?))
    }

    /// The anchor of flat text that begins and ends with a word.
    #[must_use]
    pub fn of_flat(ground: &Ground, range: &Range<usize>) -> Self {
        let flat = ground.flat();
        let exact = flat[range.clone()].to_owned();
        let number = ground.paragraph_at(range.start);
        let number = number.filter(|&at| range.start < ground.paragraphs()[at].range.end);
        let around = number.map_or(0..flat.len(), |at| ground.paragraphs()[at].range.clone());
        let before = &flat[around.start..range.start];
        let after = &flat[range.end..around.end.max(range.end)];
        let prefix = telling(before, |context| before_and(context, &exact), Side::Before, flat);
        let suffix = telling(after, |context| format!("{exact}{context}"), Side::After, flat);
        let mut anchor = Self { exact, prefix, suffix, ..Self::default() };
        if let Some(number) = number {
            let hash = ground.paragraphs()[number].hash;
            anchor.paragraph = Some(hash);
            anchor.between = (ground.with_hash(hash).len() > 1).then(|| neighbours(ground, number));
            let places = anchor.places_in_paragraphs(ground);
            if places.len() > 1 {
                let at = places.iter().position(|&at| at == range.start);
                anchor.occurrence = at.map(|at| at + 1);
                anchor.of = Some(places.len());
            }
        }
        anchor
    }

    /// The places of the words in the paragraphs that are, to the letter, the one of the anchor.
    #[must_use]
    pub fn places_in_paragraphs(&self, ground: &Ground) -> Vec<usize> {
        let Some(hash) = self.paragraph else { return Vec::new() };
        let same = |number: &&usize| {
            self.between.is_none_or(|between| neighbours(ground, **number) == between)
        };
        let paragraphs = ground.with_hash(hash).iter().filter(same);
        paragraphs
            .flat_map(|&number| {
                let range = &ground.paragraphs()[number].range;
                let end = (range.end - 1 + self.exact.len()).min(ground.flat().len());
                let end = ground.flat().floor_char_boundary(end);
                places(&ground.flat()[range.start..end], &self.exact)
                    .map(|at| range.start + at)
                    .collect::<Vec<_>>()
            })
            .collect()
    }
}

/// All places of words in a text, those that overlap among them.
pub fn places<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    let step = words.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        if words.is_empty() {
            return None;
        }
        let at = from + text.get(from..)?.find(words)?;
        from = at + step;
        Some(at)
    })
}

fn before_and(context: &str, exact: &str) -> String {
    format!("{context}{exact}")
}

fn neighbours(ground: &Ground, number: usize) -> (u64, u64) {
    let hash = |number: Option<usize>| {
        number.and_then(|at| ground.paragraphs().get(at)).map_or(0, |found| found.hash)
    };
    (hash(number.checked_sub(1)), hash(Some(number + 1)))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// The shortest context that tells the place from all others, or nothing.
fn telling(around: &str, whole: impl Fn(&str) -> String, side: Side, flat: &str) -> String {
    for count in CONTEXTS {
        let context = nearest(around, count, side);
        if places(flat, &whole(context)).nth(1).is_none() && !context.is_empty() {
            return context.to_owned();
        }
        if context.len() == around.len() {
            break;
        }
    }
    String::new()
}

/// The characters next to the place, with the rest of the word that they begin or end in.
fn nearest(around: &str, count: usize, side: Side) -> &str {
    match side {
        Side::Before => {
            let from = around.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
            let word = around[..from].rfind(' ').map_or(0, |at| at + 1);
            if from - word < LONGEST_WORD { &around[word..] } else { &around[from..] }
        }
        Side::After => {
            let to = around.char_indices().nth(count).map_or(around.len(), |(at, _)| at);
            let word = around[to..].find(' ').map_or(around.len(), |at| to + at);
            if word - to < LONGEST_WORD { &around[..word] } else { &around[..to] }
        }
    }
}

/// A longer run of letters is cut, in bytes.
const LONGEST_WORD: usize = 24;

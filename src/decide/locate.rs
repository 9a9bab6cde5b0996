//! The place of an anchor in a text that may have changed since.
//!
//! In a paragraph that is as it was, the place is known. In one that was edited, what stands
//! before the words or after them tells it, for each of them was the only one of its kind when the
//! decision was made. Where neither is enough, the decision is not applied: it is reported, with
//! the places where it might belong.

use super::anchor::{Anchor, places};
use super::ground::Ground;
use aho_corasick::AhoCorasick;
use std::ops::Range;

/// Why an anchor has no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// What is wrong.
    pub kind: MisfitKind,
    /// Where it might belong, the likeliest first; flat text.
    pub might: Vec<Range<usize>>,
}

/// What is wrong with an anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MisfitKind {
    /// The words are not in the text.
    Gone,
    /// The words are there, but nothing around them is as it was.
    Elsewhere,
    /// Several places fit alike.
    Several,
}

impl Misfit {
    /// Words that are not there, and nothing like them.
    #[must_use]
    pub fn gone() -> Self {
        Self { kind: MisfitKind::Gone, might: Vec::new() }
    }
}

/// The shortest context that is enough without the other side, in characters.
const ENOUGH: usize = 16;
/// How alike the other side must still be, 1 being the same.
const ALIKE: f64 = 0.5;
/// The most places that are named.
const MOST_NAMED: usize = 3;

/// The places of anchors, each as a range of flat text.
#[must_use]
pub fn locate(ground: &Ground, anchors: &[&Anchor]) -> Vec<Result<Range<usize>, Misfit>> {
    let mut found: Vec<Option<Result<Range<usize>, Misfit>>> =
        anchors.iter().map(|anchor| in_its_paragraph(ground, anchor).map(Ok)).collect();
    let open: Vec<usize> = (0..anchors.len()).filter(|&at| found[at].is_none()).collect();
    if !open.is_empty() {
        let sides = sides(ground, open.iter().map(|&at| anchors[at]));
        for (&at, sides) in open.iter().zip(sides) {
            found[at] = Some(judge(ground, anchors[at], &sides));
        }
    }
    found.into_iter().flatten().collect()
}

/// The place in a paragraph that was not edited.
fn in_its_paragraph(ground: &Ground, anchor: &Anchor) -> Option<Range<usize>> {
    anchor.paragraph?;
    let places = anchor.places_in_paragraphs(ground);
    // Where the paragraph stands in the document several times, their number is a witness too.
    let at = match (anchor.occurrence, anchor.of) {
        (Some(occurrence), Some(of)) if of == places.len() => {
            *places.get(occurrence.checked_sub(1)?)?
        }
        (None, None) if places.len() == 1 => places[0],
        (Some(_) | None, Some(_) | None) => return None,
    };
    Some(at..at + anchor.exact.len())
}

/// The places where one side of an anchor fits.
#[derive(Debug, Default)]
struct Sides {
    left: Vec<usize>,
    right: Vec<usize>,
}

/// More sides than this are looked for all at once.
const FEW: usize = 8;

/// Where the sides of anchors fit. A side that an anchor does not have fits nowhere, unless the
/// anchor was written by hand: then the words alone are looked for.
fn sides<'a>(ground: &Ground, anchors: impl ExactSizeIterator<Item = &'a Anchor>) -> Vec<Sides> {
    let flat = ground.flat();
    let mut found: Vec<Sides> = (0..anchors.len()).map(|_| Sides::default()).collect();
    let mut wanted: Vec<(String, usize, Option<usize>)> = Vec::new();
    for (number, Anchor { exact, prefix, suffix, paragraph, .. }) in anchors.enumerate() {
        let by_hand = paragraph.is_none();
        if by_hand || !prefix.is_empty() {
            wanted.push((format!("{prefix}{exact}"), number, Some(prefix.len())));
        }
        if by_hand || !suffix.is_empty() {
            wanted.push((format!("{exact}{suffix}"), number, None));
        }
    }
    let mut put = |(_, number, prefix): &(String, usize, Option<usize>), at: usize| match prefix {
        Some(prefix) => found[*number].left.push(at + prefix),
        None => found[*number].right.push(at),
    };
    let words = wanted.iter().map(|(words, ..)| words);
    let automaton = (wanted.len() > FEW).then(|| AhoCorasick::new(words)).and_then(Result::ok);
    if let Some(automaton) = automaton {
        for hit in automaton.find_overlapping_iter(flat) {
            put(&wanted[hit.pattern().as_usize()], hit.start());
        }
    } else {
        for side in &wanted {
            places(flat, &side.0).for_each(|at| put(side, at));
        }
    }
    found
}

/// The place that the sides tell, or why there is none.
fn judge(ground: &Ground, anchor: &Anchor, sides: &Sides) -> Result<Range<usize>, Misfit> {
    let by_hand = anchor.paragraph.is_none();
    let fits = |at: &usize| sides.right.binary_search(at).is_ok();
    let mut both: Vec<usize> = sides.left.iter().copied().filter(fits).collect();
    if by_hand && anchor.prefix.is_empty() && anchor.suffix.is_empty() {
        whole_words(ground.flat(), &anchor.exact, &mut both);
    }
    let range = |at: usize| at..at + anchor.exact.len();
    let several = |places: &[usize]| Misfit {
        kind: MisfitKind::Several,
        might: places.iter().take(MOST_NAMED).map(|&at| range(at)).collect(),
    };
    // Words alone prove nothing, unless whoever wrote the anchor meant them to.
    if by_hand {
        return match (anchor.occurrence, both.as_slice()) {
            (None, [only]) => Ok(range(*only)),
            (Some(occurrence), all) if anchor.of.is_none_or(|of| of == all.len()) => {
                let at = occurrence.checked_sub(1).and_then(|at| all.get(at));
                at.map(|&at| range(at)).ok_or_else(|| several(all))
            }
            (None | Some(_), []) => Err(lost(ground, anchor)),
            (None | Some(_), all) => Err(several(all)),
        };
    }
    let (has_left, has_right) = (!anchor.prefix.is_empty(), !anchor.suffix.is_empty());
    if has_left && has_right && both.len() == 1 {
        return Ok(range(both[0]));
    }
    let left: &[usize] = if has_left { &sides.left } else { &[] };
    let right: &[usize] = if has_right { &sides.right } else { &[] };
    // Words that went leave their context to whatever begins the next paragraph.
    let together =
        |one: usize, other: usize| ground.paragraph_at(one) == ground.paragraph_at(other);
    match (left, right) {
        (&[at], []) if is_enough(&anchor.prefix) && together(at - anchor.prefix.len(), at) => {
            let after = &ground.flat()[at + anchor.exact.len()..];
            if has_right && !is_alike(&anchor.suffix, after.chars()) {
                return Err(lost(ground, anchor));
            }
            Ok(range(at))
        }
        ([], &[at])
            if is_enough(&anchor.suffix)
                && together(at, range(at).end + anchor.suffix.len() - 1) =>
        {
            let turned: String = anchor.prefix.chars().rev().collect();
            if has_left && !is_alike(&turned, ground.flat()[..at].chars().rev()) {
                return Err(lost(ground, anchor));
            }
            Ok(range(at))
        }
        ([], []) => Err(lost(ground, anchor)),
        (left, right) => {
            let mut all = [left, right].concat();
            all.sort_unstable();
            all.dedup();
            if all.len() == 1 { Err(lost(ground, anchor)) } else { Err(several(&all)) }
        }
    }
}

/// Of the places of words those where they are no part of a longer one, where there are any.
pub fn whole_words(flat: &str, words: &str, places: &mut Vec<usize>) {
    if places.iter().any(|&at| stands_alone(flat, at, words)) {
        places.retain(|&at| stands_alone(flat, at, words));
    }
}

/// Whether words are not a part of a longer one.
#[must_use]
pub fn stands_alone(flat: &str, at: usize, words: &str) -> bool {
    let joined = |one: Option<char>, other: Option<char>| {
        one.is_some_and(char::is_alphanumeric) && other.is_some_and(char::is_alphanumeric)
    };
    !joined(flat[..at].chars().next_back(), words.chars().next())
        && !joined(words.chars().next_back(), flat[at + words.len()..].chars().next())
}

fn is_enough(context: &str) -> bool {
    context.chars().nth(ENOUGH - 1).is_some()
}

/// Whether what stands there now is much like what stood there; both lead away from the words.
fn is_alike(then: &str, now: impl Iterator<Item = char>) -> bool {
    const NEAR: usize = 32;
    let then: String = then.chars().take(NEAR).collect();
    let now: String = now.take(then.chars().count()).collect();
    strsim::normalized_levenshtein(&then, &now) >= ALIKE
}

/// A misfit with the places where the anchor might belong.
fn lost(ground: &Ground, anchor: &Anchor) -> Misfit {
    let flat = ground.flat();
    let mut might: Vec<Range<usize>> =
        places(flat, &anchor.exact).map(|at| at..at + anchor.exact.len()).collect();
    if might.is_empty() {
        might.extend(between(flat, anchor).or_else(|| most_alike(ground, anchor)));
        return Misfit { kind: MisfitKind::Gone, might };
    }
    let far = |range: &Range<usize>| {
        let before: String = flat[..range.start].chars().rev().take(32).collect();
        let then: String = anchor.prefix.chars().rev().take(32).collect();
        let after: String = flat[range.end..].chars().take(32).collect();
        let suffix: String = anchor.suffix.chars().take(32).collect();
        strsim::levenshtein(&before, &then) + strsim::levenshtein(&after, &suffix)
    };
    might.truncate(MOST_WEIGHED);
    might.sort_by_cached_key(|range| (far(range), range.start));
    might.truncate(MOST_NAMED);
    Misfit { kind: MisfitKind::Elsewhere, might }
}

/// More places are not compared.
const MOST_WEIGHED: usize = 100;

/// What stands now between the words that stood before and those that stood after.
fn between(flat: &str, anchor: &Anchor) -> Option<Range<usize>> {
    const TAIL: usize = 12;
    const FARTHEST: usize = 400;
    let only = |words: &str| {
        let mut all = places(flat, words);
        all.next().filter(|_| all.next().is_none())
    };
    let tail: String = last(&anchor.prefix, TAIL);
    let head: String = anchor.suffix.chars().take(TAIL).collect();
    let from = only(&tail).map(|at| at + tail.len());
    let to = only(&head);
    let range = match (from, to) {
        (Some(from), Some(to)) if from <= to && to - from <= FARTHEST => from..to,
        (Some(from), _) => from..flat[from..].find(' ').map_or(flat.len(), |at| from + at),
        (None, Some(to)) => flat[..to].rfind(' ').map_or(0, |at| at + 1)..to,
        (None, None) => return None,
    };
    Some(range)
}

fn last(text: &str, count: usize) -> String {
    let from = text.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
    text[from..].to_owned()
}

/// The paragraph that shares the most words with the anchor, where it is half of them or more.
fn most_alike(ground: &Ground, anchor: &Anchor) -> Option<Range<usize>> {
    let flat = ground.flat();
    let around = format!("{} {} {}", anchor.prefix, anchor.exact, anchor.suffix);
    let mut words: Vec<&str> = around.split(' ').filter(|word| word.len() > 3).collect();
    words.sort_unstable();
    words.dedup();
    let shared = |range: &Range<usize>| {
        let text = &flat[range.clone()];
        words.iter().filter(|word| text.contains(**word)).count()
    };
    let best = ground
        .paragraphs()
        .iter()
        .map(|paragraph| (shared(&paragraph.range), paragraph.range.clone()))
        .max_by_key(|(count, range)| (*count, std::cmp::Reverse(range.start)))?;
    (best.0 > 0 && best.0 * 2 >= words.len()).then_some(best.1)
}

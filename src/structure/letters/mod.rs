//! Letters: the layout of a page that holds one or several of them.

mod number;
mod words;

pub use words::LetterWords;

use super::unit::Unit;
use super::{Block, BlockKind, PageWords, notes, prose};
use crate::diagnostic::Finding;
use crate::languages::Language;
use std::collections::BTreeSet;

/// Divides the units of a page into several numbered letters; none where it does not hold
/// several. What stands above the first of them stays as it is.
pub fn several(
    text: &str,
    units: &[Unit],
    language: &Language,
    findings: &mut Vec<Finding>,
) -> Option<Vec<Block>> {
    let number = |unit: &Unit| number::read(unit.text(text), &language.letters);
    let starts: Vec<usize> = (0..units.len()).filter(|&at| number(&units[at]).is_some()).collect();
    if starts.len() < 2 || starts.windows(2).any(|pair| pair[1] == pair[0] + 1) {
        return None;
    }
    let mut body = prose::divide(text, &units[..starts[0]], &language.page);
    let mut keys = BTreeSet::new();
    for (at, &start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(units.len());
        let n = number(&units[start]).unwrap_or_default();
        let key = unlike(&n, at + 1, &mut keys);
        let letter = letter(text, &units[start..end], n, &language.page, findings);
        body.push(Block::around(BlockKind::Text { key }, letter));
    }
    Some(body)
}

/// A letter and its notes.
fn letter(
    text: &str,
    units: &[Unit],
    n: String,
    page: &PageWords,
    findings: &mut Vec<Finding>,
) -> Vec<Block> {
    let head = Block::leaf(BlockKind::Head, units[0].span);
    let (units, notes) = notes::gather(text, units[1..].to_vec(), page, findings);
    let paragraph = |unit: &Unit| Block::leaf(BlockKind::Paragraph, unit.span);
    let parts = std::iter::once(head).chain(units.iter().map(paragraph)).collect();
    let letter = Block::around(BlockKind::Letter { n: Some(n) }, parts);
    std::iter::once(letter).chain(notes).collect()
}

/// A key that no other letter of the page has: its number, else its place on the page.
fn unlike(number: &str, place: usize, keys: &mut BTreeSet<String>) -> String {
    let mut key = if number.is_empty() { place.to_string() } else { number.to_owned() };
    while !keys.insert(key.clone()) {
        key = format!("{key}.{place}");
    }
    key
}

//! Slips of the pen and the press: `Decemher 7, 1912`, `2 5 Octobre 1917`.

use super::{Grammar, Read};
use crate::annotate::dates::tokens::{Gap, Kind};
use crate::annotate::dates::tree::{Node, Phrase, Point, Repair};

/// Shorter words have too many neighbours.
const SHORTEST: usize = 5;

impl Grammar<'_> {
    /// A misspelt month before a day and a year in full: `Decemher 7, 1912`.
    pub(super) fn misspelt(&self, at: usize) -> Read<Phrase> {
        let (day, after_day) = self.day(at + 1)?;
        if day.words || self.gap(at + 1) > Gap::Space {
            return None;
        }
        let (year, next) = self.year(self.skip_marks(after_day, &[',', '.']))?;
        let (month, repair) = self.month_meant(at)?;
        let point = Point {
            day: Some(day.day),
            month: Some(month),
            year: Some(year),
            repair: Some(repair),
            ..Point::default()
        };
        Some((self.phrase(Node::Point(point), at, next), next))
    }

    /// A misspelt month between a day and a year in full: `7 Decemher 1912`.
    pub(super) fn misspelt_between(&self, start: usize, day: u8, at: usize) -> Read<Phrase> {
        if self.tokens.get(at)?.kind != Kind::Word || self.gap(at) > Gap::Space {
            return None;
        }
        let (year, next) = self.year(self.skip_marks(at + 1, &[',', '.']))?;
        let (month, repair) = self.month_meant(at)?;
        let point = Point {
            day: Some(day),
            month: Some(month),
            year: Some(year),
            repair: Some(repair),
            ..Point::default()
        };
        Some((self.phrase(Node::Point(point), start, next), next))
    }

    /// The month that a word was meant to be: one letter differs.
    fn month_meant(&self, at: usize) -> Option<(u8, Repair)> {
        let word = self.slice(at);
        let letters: Vec<char> = word.to_lowercase().chars().collect();
        if letters.len() < SHORTEST {
            return None;
        }
        let (name, number) = self
            .lexicon
            .month_names
            .iter()
            .find(|(name, _)| differs_by_one(&letters, &name.chars().collect::<Vec<_>>()))?;
        Some((*number, Repair { printed: word.to_owned(), meant: capitalised(name) }))
    }

    /// A day whose two figures were set apart: `2 5 Octobre 1917`.
    pub(super) fn parted_day(&self, at: usize) -> Read<(u8, Repair)> {
        let ((tens @ 1..=3, 1), (units @ 0..=9, 1)) = (self.figures(at)?, self.figures(at + 1)?)
        else {
            return None;
        };
        let day = tens * 10 + units;
        if day > 31 || self.gap(at + 1) != Gap::Space {
            return None;
        }
        let (_, after) = self.month(at + 2)?;
        self.year(self.skip_dot(after))?;
        let repair = Repair { printed: format!("{tens} {units}"), meant: day.to_string() };
        Some(((day as u8, repair), at + 2))
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether one letter is changed, missing, too many, or two neighbours are changed about.
fn differs_by_one(a: &[char], b: &[char]) -> bool {
    let same_start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same_start..], &b[same_start..]);
    let same_end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - same_end], &b[..b.len() - same_end]);
    match (a, b) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_read_and_two_are_not() {
        let chars = |word: &str| word.chars().collect::<Vec<_>>();
        for slip in ["decemher", "decembr", "decemmber", "decembre", "decmeber"] {
            assert!(differs_by_one(&chars(slip), &chars("december")), "{slip}");
        }
        for other in ["december", "dezembr", "decem"] {
            assert!(!differs_by_one(&chars(other), &chars("december")), "{other}");
        }
    }
}

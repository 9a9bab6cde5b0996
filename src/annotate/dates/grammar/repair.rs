//! Slips of the pen and the press: `Decemher 7, 1912`, `2 5 Octobre 1917`.

use super::{Grammar, Read};
use crate::annotate::dates::tokens::{Gap, Kind};
use crate::annotate::dates::tree::{Node, Phrase, Point, Repair};

/// Shorter words have too many neighbours.
const SHORTEST: usize = 4;
/// Words of so many letters may have two slips beside a day and a year, or one beside a year alone.
const LONG: usize = 7;

impl Grammar<'_> {
    /// A misspelt month before a day and a year in full: `Decemher 7, 1912`, `Septemher 1920`.
    pub(super) fn misspelt(&self, at: usize) -> Read<Phrase> {
        let (point, next) = self.misspelt_month_year(at).or_else(|| self.misspelt_month_day(at))?;
        // A nought for an O is a token of its own.
        let first =
            at - usize::from(at > 0 && self.gap(at) == Gap::None && self.slice(at - 1) == "0");
        Some((self.phrase(Node::Point(point), first, next), next))
    }

    fn misspelt_month_year(&self, at: usize) -> Read<Point> {
        let (year, next) = self.year(at + 1).filter(|_| self.gap(at + 1) <= Gap::Space)?;
        if !self.tokens[at].capital || self.slice(at).chars().count() < LONG {
            return None;
        }
        let (month, repair) = self.month_meant(at, 1)?;
        // `Augusta 1920` is no August.
        if repair.meant.chars().count() < LONG {
            return None;
        }
        let point = Point {
            month: Some(month),
            year: Some(year),
            repair: Some(repair),
            ..Point::default()
        };
        Some((point, next))
    }

    fn misspelt_month_day(&self, at: usize) -> Read<Point> {
        let (day, after_day) = self.day(at + 1)?;
        if day.words || self.gap(at + 1) > Gap::Space {
            return None;
        }
        let (year, next) = self.year(self.skip_marks(after_day, &[',', '.']))?;
        let (month, repair) = self.month_meant(at, 2)?;
        let point = Point {
            day: Some(day.day),
            month: Some(month),
            year: Some(year),
            repair: Some(repair),
            ..Point::default()
        };
        Some((point, next))
    }

    /// A misspelt month between a day and a year in full: `7 Decemher 1912`.
    pub(super) fn misspelt_between(&self, start: usize, day: u8, at: usize) -> Read<Phrase> {
        if self.tokens.get(at)?.kind != Kind::Word || self.gap(at) > Gap::Space {
            return None;
        }
        let (year, next) = self.year(self.skip_marks(at + 1, &[',', '.']))?;
        let (month, repair) = self.month_meant(at, 2)?;
        let point = Point {
            day: Some(day),
            month: Some(month),
            year: Some(year),
            repair: Some(repair),
            ..Point::default()
        };
        Some((self.phrase(Node::Point(point), start, next), next))
    }

    /// The month that a word was meant to be, where there is but one that is so near: one slip, in
    /// long names as many as `slips`.
    fn month_meant(&self, at: usize, slips: usize) -> Option<(u8, Repair)> {
        let nought = at > 0 && self.gap(at) == Gap::None && self.slice(at - 1) == "0";
        let printed =
            if nought { format!("0{}", self.slice(at)) } else { self.slice(at).to_owned() };
        let letters = printed.chars().count();
        if !(SHORTEST..=2 * LONG).contains(&letters) {
            return None;
        }
        let word = printed.to_lowercase();
        let allowed = |name: &str| if name.chars().count() >= LONG { slips } else { 1 };
        let distance = |name: &str| strsim::osa_distance(&word, name);
        let near = |(name, _): &&(String, u8)| distance(name) <= allowed(name);
        let nearest = self.lexicon.month_names.iter().filter(near).min_by_key(|(n, _)| distance(n));
        let (name, number) = nearest?;
        let rivals = self.lexicon.month_names.iter().filter(near);
        let sole = rivals.clone().all(|(n, other)| other == number || distance(n) > distance(name));
        let repair = Repair { printed, meant: capitalised(name) };
        sole.then_some((*number, repair))
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

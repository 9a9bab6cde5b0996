//! Times between two dates: `between 5 and 10 May`, the turn of two years, a night.

use super::{Grammar, Read};
use crate::annotate::dates::tree::{Join, Node, Phrase, Point, Unit};
use crate::languages::Role;

/// Years on either side of the turn of a century.
const REACH: i32 = 10;

impl Grammar<'_> {
    /// `between 5 and 10 May 1921`, `between September and November 1920`.
    pub(super) fn between(&self, at: usize) -> Read<Phrase> {
        if !self.role(at, Role::Between) {
            return None;
        }
        let from = self.past_lead(at + 1);
        let (mut found, next) = self.joined(from).or_else(|| {
            let (month, next) = self.month(from)?;
            let point = Point { month: Some(month.number), ..Point::default() };
            Some((vec![self.phrase(Node::Point(point), from, next)], next))
        })?;
        if found.len() == 2 && found[1].span.end == self.end_of(next) {
            let (b, a) = (found.pop()?, found.pop()?);
            return Some((self.phrase(Node::Between(Box::new(a), Box::new(b)), at, next), next));
        }
        if found.len() != 1 || !(self.role(next, Role::And) || self.role(next, Role::To)) {
            return None;
        }
        let (second, end) = self.single(self.past_lead(next + 1))?;
        let first = found.remove(0);
        let bare = |phrase: &Phrase| matches!(&phrase.node, Node::Point(p) if p.day.is_none());
        if bare(&first) != bare(&second) {
            return None;
        }
        let node = Node::Between(Box::new(first), Box::new(second));
        Some((self.phrase(node, at, end), end))
    }

    /// `turn of 1918-1919`, `turn of the century`, `turn of the 19th and 20th centuries`.
    pub(super) fn turn(&self, at: usize) -> Read<Phrase> {
        if self.role(at, Role::TurnOfCentury) {
            return Some((self.phrase(Node::Turn(None), at, at + 1), at + 1));
        }
        if !self.role(at, Role::Turn) {
            return None;
        }
        let mut from = at + 1;
        for _ in 0..2 {
            let skips = [Role::Article, Role::Year].iter().any(|&role| self.role(from, role))
                || self.unit(from) == Some(Unit::Year);
            from += usize::from(skips);
        }
        if self.role(from, Role::Century) {
            return Some((self.phrase(Node::Turn(None), at, from + 1), from + 1));
        }
        if let Some((years, next)) = self.turn_of_centuries(from) {
            return Some((self.phrase(Node::Turn(Some(years)), at, next), next));
        }
        let (years, next) = self.turn_of_years(from)?;
        Some((self.phrase(Node::Turn(Some(years)), at, next), next))
    }

    fn turn_of_years(&self, at: usize) -> Read<(i32, i32)> {
        let (mut found, next) = self.joined(at)?;
        let first = found.pop().filter(|_| found.is_empty())?;
        if let Node::Range { from, to, .. } = &first.node {
            return Some(((from.node.year()?.value, to.node.year()?.value), next));
        }
        let first = first.node.year()?.value;
        // `1919 and 1920`
        let second = self.role(next, Role::And).then(|| self.year(next + 1)).flatten();
        match second.filter(|(second, _)| second.value == first + 1) {
            Some((second, end)) => Some(((first, second.value), end)),
            // The turn of one year is that which it began with.
            None => Some(((first - 1, first), next)),
        }
    }

    /// The years around the end of one century and the beginning of the next.
    fn turn_of_centuries(&self, at: usize) -> Read<(i32, i32)> {
        let (first, next) = self.century(at)?;
        let Node::Century { number, bc: false } = first.node else { return None };
        let around = |year: i32| (year - REACH, year + REACH);
        let second = next + 1;
        if (self.role(next, Role::And) || self.sign(next).is_some())
            && let Some((phrase, end)) = self.century(self.past_lead(second))
            && matches!(phrase.node, Node::Century { number: n, .. } if n == number + 1)
        {
            return Some((around(number * 100), end));
        }
        Some((around((number - 1) * 100), next))
    }

    /// `the night of 3 to 4 March 1921`: the range itself.
    pub(super) fn night(&self, at: usize) -> Read<Phrase> {
        if !self.role(at, Role::Night) {
            return None;
        }
        let from = self.past_lead(at + 1);
        if let Some((phrase, next)) = self.night_between(at, from) {
            return Some((phrase, next));
        }
        let (mut phrase, next) = self.single(from)?;
        let Node::Range { from, to, join } = &mut phrase.node else { return None };
        // `3/4 March` are two days here, `3/16 March` one in both styles.
        if let (Node::Point(a), Node::Point(b)) = (&from.node, &to.node)
            && a.days_apart(b) == Some(1)
        {
            *join = Join::Words;
        }
        Some((self.phrase(phrase.node, at, next), next))
    }

    /// `Nacht vom 3. zum 4. März`: with a word between the days that joins only nights.
    fn night_between(&self, at: usize, from: usize) -> Read<Phrase> {
        let (first, next) = match self.plain(from) {
            Some((phrase, next)) => (phrase, next),
            None => {
                let (day, next) = self.day(from)?;
                let point = Point { day: Some(day.day), ..Point::default() };
                (self.phrase(Node::Point(point), from, next), next)
            }
        };
        let next = self.skip_dot(next);
        if !self.role(next, Role::NightTo) {
            return None;
        }
        let (second, end) = self.plain(self.past_lead(next + 1))?;
        let (from, to) = (Box::new(first), Box::new(second));
        let node = Node::Range { from, to, join: Join::Words };
        Some((self.phrase(node, at, end), end))
    }

    /// `ночь на 4 марта 1921 г.`: it began the evening before.
    pub(super) fn night_before(&self, at: usize) -> Read<Phrase> {
        if !self.role(at, Role::NightBefore) {
            return None;
        }
        let (phrase, next) = self.plain(self.past_lead(at + 1))?;
        let Node::Point(point) = &phrase.node else { return None };
        point.day?;
        Some((self.phrase(Node::NightBefore(Box::new(phrase)), at, next), next))
    }
}

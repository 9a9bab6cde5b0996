//! Years that stand alone: `1912`, `'20`, `44 BC`, `anno 7406 from the creation of the world`.

use super::{Grammar, Read};
use crate::annotate::dates::lexicon::Sense;
use crate::annotate::dates::tokens::{Gap, Kind};
use crate::annotate::dates::tree::{Join, Naming, Node, Phrase, Point, Year};
use crate::languages::Role;

/// Bare figures outside of these need a word before them to be a year.
const PLAIN_YEARS: std::ops::RangeInclusive<i32> = 1500..=2035;

/// The words that may stand before a year that stands alone.
const BEFORE_YEARS: [Role; 15] = [
    Role::Life,
    Role::BareMonth,
    Role::Year,
    Role::From,
    Role::To,
    Role::Between,
    Role::And,
    Role::Or,
    Role::By,
    Role::Outside,
    Role::After,
    Role::Before,
    Role::Circa,
    Role::Of,
    Role::NotBefore,
];

impl Grammar<'_> {
    /// A year alone: `1912`, `44 BC`, `anno 7406 from the creation of the world`, `1920/21 economic
    /// year`.
    pub(super) fn bare_year(&self, at: usize) -> Read<Phrase> {
        let point =
            |year, naming| Node::Point(Point { year: Some(year), naming, ..Point::default() });
        if self.gap(at) == Gap::None && at > 0 && !self.may_touch(at) {
            return None;
        }
        if let Some((year, next)) = self.year_of_the_world(at) {
            return Some((self.phrase(point(year, Naming::World), at, next), next));
        }
        if let Some((year, next)) = self.year_before_christ(at).filter(|_| !self.is_guarded(at)) {
            return Some((self.phrase(point(year, Naming::Usual), at, next), next));
        }
        if let Some((value @ 1..2100, _)) = self.figures(at) {
            let era = self.role(at + 1, Role::Ad);
            if era || (at > 0 && self.role(at - 1, Role::Ad)) {
                let next = at + 1 + usize::from(era);
                let node = point(Year::full(value as i32), Naming::Usual);
                return Some((self.phrase(node, at, next), next));
            }
        }
        if let Some(found) = self.quoted_year(at).or_else(|| self.economic_year(at)) {
            return Some(found);
        }
        if let Some((year, next)) = self.said_in_words(at) {
            return Some((self.phrase(point(year, Naming::Usual), at, next), next));
        }
        let (year, next) = self.year(at)?;
        if self.is_guarded(at)
            || self.decade(at).is_some()
            || !self.may_be_year(at, year.value, next)
        {
            return None;
        }
        if let Some(second) = year.second {
            let half = |value| {
                Phrase::boxed(
                    point(Year::full(value), Naming::Usual),
                    self.phrase(Node::OtherDay, at, next).span,
                )
            };
            let node = Node::Range { from: half(year.value), to: half(second), join: Join::Stroke };
            return Some((self.phrase(node, at, next), self.after_year(next)));
        }
        let next = self.after_year(next);
        Some((self.phrase(point(year, Naming::Usual), at, next), next))
    }

    /// `in the year nineteen hundred and five`
    fn said_in_words(&self, at: usize) -> Read<Year> {
        let said = |role| at > 0 && self.role(at - 1, role);
        let led = said(Role::Year) || said(Role::UnitYear) || said(Role::RepublicanEra);
        led.then(|| self.year_in_words(at)).flatten()
    }

    /// `the 1920/21 economic year`, `the economic year 1920/21`.
    fn economic_year(&self, at: usize) -> Read<Phrase> {
        let before = self.role(at, Role::EconomicYear);
        let (year, next) = self.double_year(at + usize::from(before))?;
        let after = self.role(next, Role::EconomicYear);
        let end = next + usize::from(after);
        let node = Node::EconomicYear(year.value);
        (before || after).then(|| (self.phrase(node, at, end), end))
    }

    /// `'20`, after a preposition.
    fn quoted_year(&self, at: usize) -> Read<Phrase> {
        let quote = self.is_mark(at, '\'') || self.is_mark(at, '’');
        let glued = quote && self.gap(at) != Gap::None && self.gap(at + 1) == Gap::None;
        if !glued || !self.leads_year(at) {
            return None;
        }
        let (year, next) = self.short_year(at).filter(|(year, _)| year.figures == 2)?;
        let closed = self.gap(next) >= Gap::Space
            || !matches!(self.tokens.get(next).map(|t| t.kind), Some(Kind::Known(_) | Kind::Word));
        let node = Node::Point(Point { year: Some(year), ..Point::default() });
        closed.then(|| (self.phrase(node, at, next), next))
    }

    /// Whether figures may be glued to what stands before them.
    fn may_touch(&self, at: usize) -> bool {
        match self.tokens[at - 1].kind {
            Kind::Mark('.' | ',' | '/' | ':' | '-' | '–') => {
                at < 2 || self.figures(at - 2).is_none() || self.gap(at - 1) != Gap::None
            }
            Kind::Mark(mark) => {
                !matches!(mark, '$' | '£' | '№' | '#' | '+' | '=' | '_' | '\'' | '’')
            }
            Kind::Word | Kind::Known(_) => self.month(at - 1).is_some(),
            Kind::Number { .. } => false,
        }
    }

    /// Whether four figures are a year rather than an amount.
    fn may_be_year(&self, at: usize, value: i32, next: usize) -> bool {
        if self.role(next, Role::Amount) && self.gap(next) <= Gap::Space {
            return false;
        }
        let after = self.tokens.get(next);
        let spoilt = after.is_some_and(|token| match token.kind {
            Kind::Word | Kind::Number { .. } => token.gap == Gap::None && !token.capital,
            Kind::Known(_) => {
                token.gap == Gap::None && !token.capital && self.month(next).is_none()
            }
            Kind::Mark('%' | '°' | '½' | '¼' | '×' | '+' | '=') => true,
            Kind::Mark('/' | '.' | ',' | ':' | '-') => {
                token.gap == Gap::None
                    && self.gap(next + 1) == Gap::None
                    && self.figures(next + 1).is_some()
                    && !self.year_may_end(next)
            }
            Kind::Mark(_) => false,
        });
        if spoilt {
            return false;
        }
        let round = value % 50 == 0 || !PLAIN_YEARS.contains(&value);
        !round
            || self.leads_year(at)
            || self.is_mark(next, ')')
            || self.is_mark(next, ']')
            || (self.is_mark(next, '(') && self.is_mark(next + 1, '?'))
            || (self.gap(at) >= Gap::Line
                && (self.gap(next) >= Gap::Line || next >= self.tokens.len()))
    }

    /// `1917-18`, `1917-1918`.
    fn year_may_end(&self, mark: usize) -> bool {
        (self.is_mark(mark, '-') || self.is_mark(mark, '/'))
            && matches!(self.figures(mark + 1), Some((_, 2 | 4)))
    }

    fn leads_year(&self, at: usize) -> bool {
        let Some(before) = self.lead(at) else { return true };
        match self.tokens[before].kind {
            Kind::Mark(mark) => matches!(mark, '(' | '['),
            Kind::Known(_) => {
                BEFORE_YEARS.iter().any(|&role| self.role(before, role))
                    || self
                        .senses(before)
                        .iter()
                        .any(|s| matches!(s, Sense::Part(_) | Sense::Season(_)))
            }
            Kind::Word | Kind::Number { .. } => false,
        }
    }
}

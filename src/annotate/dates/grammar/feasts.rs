//! Feasts, and days counted from them: `Easter 1917`, `the 2nd Sunday after Trinity, 1655`.

use super::{Grammar, Read};
use crate::annotate::dates::lexicon::Sense;
use crate::annotate::dates::tokens::Gap;
use crate::annotate::dates::tree::{Bound, Church, Node, Phrase};
use crate::languages::Role;

/// Sundays are counted to Advent, the 27th after Trinity at most.
const MOST_SUNDAYS: u8 = 27;

impl Grammar<'_> {
    /// `Easter 1917`, `Trinity Sunday 1921 (Orthodox)`.
    pub(super) fn feast(&self, first: usize) -> Read<Phrase> {
        let before = self.church(first).filter(|_| !matches!(self.slice(first), "(" | "[" | ","));
        let at = before.map_or(first, |(_, next)| next);
        let index = self.senses(at).iter().find_map(|sense| {
            let Sense::Feast(index) = sense else { return None };
            Some(*index)
        })?;
        let mut from = self.skip_marks(at + 1, &[',', '.']);
        from += usize::from(self.role(from, Role::Of) || self.role(from, Role::Year));
        let year = self
            .year(from)
            .filter(|(_, next)| self.gap(from) < Gap::Block && !self.role(*next, Role::Amount));
        let which = self.which(at);
        let alone = self.lexicon.feasts.get(usize::from(index)).is_some_and(|feast| feast.alone);
        if year.is_none() && !(alone && self.scope.relative) {
            return None;
        }
        let (year, mut next) =
            year.map_or((None, at + 1), |(year, next)| (Some(year), self.after_year(next)));
        let mut church: Option<Church> = before.map(|(church, _)| church);
        if let Some((after, end)) = self.church(next) {
            (church, next) = (Some(after), end);
        }
        let node = Node::Feast { index, year, church, which };
        Some((self.phrase(node, first, next), next))
    }

    /// `Monday after Easter 1485`, `the 2nd Sunday after Trinity, 1655`, `the Friday next before
    /// the feast of St Luke 1350`, `the eve of Michaelmas 1648`.
    pub(super) fn near_feast(&self, at: usize) -> Read<Phrase> {
        if self.role(at, Role::Eve) {
            return self.eve(at);
        }
        let counted = self.day(at).filter(|(day, next)| {
            (day.ordinal || self.lexicon.ordinal_stop && self.is_mark(*next, '.'))
                && day.day <= MOST_SUNDAYS
        });
        let (count, from) = counted.map_or((1, at), |(day, next)| (day.day, self.skip_dot(next)));
        let (weekday, after) = self.weekday(from)?;
        let side = self.skip_dot(after);
        let side = side + usize::from(self.role(side, Role::Next));
        let sign = if self.role(side, Role::After) {
            1
        } else if self.role(side, Role::Before) {
            -1
        } else {
            return None;
        };
        let (feast, next) = self.feast_named(side + 1)?;
        let count = sign * i8::try_from(count).ok()?;
        let node = Node::NearFeast { weekday: Some(weekday), count, feast: Box::new(feast) };
        Some((self.phrase(node, at, next), next))
    }

    /// `the eve of Michaelmas 1648`, `the eve of 3 May 1920`, `the eve of 1905`: the day before a
    /// day, any time before what is longer.
    fn eve(&self, at: usize) -> Read<Phrase> {
        let leads = |at| [Role::Article, Role::DayLead].iter().any(|&role| self.role(at, role));
        let from = at + 1 + usize::from(leads(at + 1));
        let (of, next) =
            self.feast_named(at + 1).or_else(|| self.single(from)).or_else(|| self.vague(from))?;
        let is_day = match &of.node {
            Node::Feast { .. } => true,
            Node::Point(point) => point.day.is_some(),
            _ => false,
        };
        let of = Box::new(of);
        let node = if is_day {
            Node::NearFeast { weekday: None, count: -1, feast: of }
        } else {
            Node::Bound(Bound::Before, of)
        };
        Some((self.phrase(node, at, next), next))
    }

    /// A feast, past the words that lead to its name.
    fn feast_named(&self, at: usize) -> Read<Phrase> {
        let mut from = at;
        for _ in 0..3 {
            let skips = [Role::Article, Role::Of, Role::FeastOf];
            from += usize::from(skips.iter().any(|&role| self.role(from, role)));
        }
        self.feast(from)
    }
}

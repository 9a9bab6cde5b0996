//! Dates counted from the day of writing or from the date before: `three days ago`, `the same day`.

use super::{Grammar, Read};
use crate::annotate::dates::lexicon::Sense;
use crate::annotate::dates::tokens::Gap;
use crate::annotate::dates::tree::{Node, Origin, Phrase, Unit, Which};
use crate::languages::Role;

/// More than this many of a unit is no date.
const MOST: u32 = 999;

impl Grammar<'_> {
    /// Every expression without a name of its own.
    pub(super) fn relative(&self, at: usize) -> Read<Phrase> {
        self.event(at)
            .or_else(|| self.lasting(at))
            .or_else(|| self.scope.relative.then(|| self.counted(at)).flatten())
            .or_else(|| self.scope.relative.then(|| self.pointed(at)).flatten())
    }

    /// `today`, `the same day`, `the other day`, `last week`, `the same month`, `Friday`.
    fn pointed(&self, at: usize) -> Read<Phrase> {
        for &sense in self.senses(at) {
            let node = if let Sense::Day(days) = sense {
                Node::Today(days)
            } else if let Sense::Following(days) = sense {
                Node::Following(days)
            } else if sense == Sense::Role(Role::OtherDay) {
                Node::OtherDay
            } else {
                continue;
            };
            return Some((self.phrase(node, at, at + 1), at + 1));
        }
        self.current(at).or_else(|| self.same(at)).or_else(|| self.lone_weekday(at))
    }

    /// `this month`, `last week`, `next year`.
    pub(super) fn current(&self, at: usize) -> Read<Phrase> {
        let which = if self.role(at, Role::Last) {
            Which::Last
        } else if self.role(at, Role::Next) {
            Which::Next
        } else if self.role(at, Role::This) {
            Which::This
        } else {
            return self.current_phrase(at).or_else(|| self.current_after(at));
        };
        let unit = self.unit(at + 1).filter(|unit| is_longer(*unit))?;
        Some((self.phrase(Node::Current { unit, which }, at, at + 2), at + 2))
    }

    /// `la semaine prochaine`, `le mois dernier`.
    fn current_after(&self, at: usize) -> Read<Phrase> {
        let unit = self.unit(at).filter(|unit| is_longer(*unit))?;
        let which = self.which(at + 2);
        let said = matches!(which, Which::Last | Which::Next) && self.gap(at + 1) == Gap::Space;
        said.then(|| (self.phrase(Node::Current { unit, which }, at, at + 2), at + 2))
    }

    /// The same where the lexicon has the words as one phrase.
    fn current_phrase(&self, at: usize) -> Read<Phrase> {
        let words = [
            (Role::ThisMonth, Unit::Month, Which::This),
            (Role::LastMonth, Unit::Month, Which::Last),
            (Role::NextMonth, Unit::Month, Which::Next),
            (Role::ThisYear, Unit::Year, Which::This),
            (Role::LastYear, Unit::Year, Which::Last),
        ];
        let alone = self.role(at, Role::SaidAlone);
        let (_, unit, which) =
            words.into_iter().find(|(role, ..)| alone && self.role(at, *role))?;
        Some((self.phrase(Node::Current { unit, which }, at, at + 1), at + 1))
    }

    fn same(&self, at: usize) -> Read<Phrase> {
        if self.role(at, Role::SameYear) && !self.role(at, Role::Of) {
            return Some((self.phrase(Node::Same(Unit::Year), at, at + 1), at + 1));
        }
        if !self.role(at, Role::Same) {
            return None;
        }
        let unit = self.unit(at + 1)?;
        Some((self.phrase(Node::Same(unit), at, at + 2), at + 2))
    }

    /// A day of the week alone.
    fn lone_weekday(&self, at: usize) -> Read<Phrase> {
        let (number, mut next) = self.weekday(at)?;
        let printed = self.slice(at);
        let capital = self.tokens[at].capital || !self.lexicon.capital_weekdays;
        if !self.scope.weekdays || printed.chars().count() < 4 || !capital {
            return None;
        }
        let mut which = self.which(at);
        next += usize::from(self.role(next, Role::DayPart) && self.gap(next) == Gap::Space);
        // `Friday last`, `lundi dernier`
        let after = self.which(next + 1);
        if which == Which::Any
            && matches!(after, Which::Last | Which::Next)
            && self.gap(next) == Gap::Space
            && self.unit(next + 1).is_none()
        {
            (which, next) = (after, next + 1);
        }
        Some((self.phrase(Node::Weekday { number, which }, at, next), next))
    }

    pub(super) fn unit(&self, at: usize) -> Option<Unit> {
        let units = [
            (Role::UnitHour, Unit::Hour),
            (Role::UnitDay, Unit::Day),
            (Role::UnitWeek, Unit::Week),
            (Role::UnitMonth, Unit::Month),
            (Role::UnitYear, Unit::Year),
        ];
        units.into_iter().find(|(role, _)| self.role(at, *role)).map(|(_, unit)| unit)
    }

    /// `three weeks`, `a fortnight`.
    fn length(&self, at: usize) -> Read<(u32, Unit)> {
        let word = self.senses(at).iter().find_map(|sense| {
            let Sense::Cardinal(n) = sense else { return None };
            Some(u32::from(*n))
        });
        let count =
            word.or_else(|| Some(self.figures(at)?.0)).filter(|n| (1..=MOST).contains(n))?;
        if self.gap(at + 1) > Gap::Line {
            return None;
        }
        if self.role(at + 1, Role::UnitFortnight) {
            return Some(((count * 2, Unit::Week), at + 2));
        }
        Some(((count, self.unit(at + 1)?), at + 2))
    }

    /// `three days ago`, `vor drei Tagen`, `two weeks later`, `a week before the congress`.
    fn counted(&self, at: usize) -> Read<Phrase> {
        let made = |count, unit, from, sign, next| {
            Some((self.phrase(Node::Counted { count, unit, from, sign }, at, next), next))
        };
        if self.role(at, Role::AgoBefore) {
            let ((count, unit), next) = self.length(at + 1)?;
            return made(count, unit, Origin::Writing, -1, next);
        }
        if self.role(at, Role::HenceBefore)
            && let Some(((count, unit), next)) = self.length(at + 1)
        {
            return made(count, unit, Origin::Writing, 1, next);
        }
        let ((count, unit), next) = self.length(at)?;
        if self.role(next, Role::Ago) {
            return made(count, unit, Origin::Writing, -1, next + 1);
        }
        if self.role(next, Role::Hence) {
            return made(count, unit, Origin::Writing, 1, next + 1);
        }
        let sign = if self.role(next, Role::Before) || self.role(next, Role::Earlier) {
            -1
        } else if self.role(next, Role::After) || self.role(next, Role::Later) {
            1
        } else {
            return None;
        };
        let mut end = next + 1;
        end += usize::from(self.role(end, Role::Article));
        let event = self.event_index(end);
        if event.is_some() || self.role(end, Role::AnyEvent) {
            return made(count, unit, Origin::Event(event), sign, end + 1);
        }
        if self.role(next, Role::Later) || self.role(next, Role::Earlier) {
            return made(count, unit, Origin::Before, sign, next + 1);
        }
        None
    }

    fn event_index(&self, at: usize) -> Option<u16> {
        self.senses(at).iter().find_map(|sense| {
            let Sense::Event(index) = sense else { return None };
            Some(*index)
        })
    }

    /// `during the 9th Conference`, `on the eve of the revolution`.
    fn event(&self, at: usize) -> Read<Phrase> {
        if !self.scope.events {
            return None;
        }
        let eve = self.role(at, Role::Eve);
        if !eve && !self.role(at, Role::During) {
            return None;
        }
        let from = at + 1 + usize::from(self.role(at + 1, Role::Article));
        let index = self.event_index(from)?;
        let first = if eve { at } else { from };
        Some((self.phrase(Node::Event { index, eve }, first, from + 1), from + 1))
    }

    /// `for three weeks`.
    fn lasting(&self, at: usize) -> Read<Phrase> {
        if !self.scope.durations || !self.role(at, Role::Lasting) {
            return None;
        }
        let ((count, unit), next) = self.length(at + 1)?;
        // `for eight days from 1 June 1920`
        let from = self.role(next, Role::From).then(|| self.plain(self.past_lead(next + 1)));
        let from = from.flatten().filter(
            |(phrase, _)| matches!(&phrase.node, Node::Point(point) if point.day.is_some()),
        );
        let (from, end) = from.map_or((None, next), |(from, end)| (Some(Box::new(from)), end));
        Some((self.phrase(Node::Lasting { count, unit, from }, at + 1, end), end))
    }

    /// `1 June 1920, for eight days`.
    pub(super) fn lasting_from(&self, first: &Phrase, at: usize) -> Read<Node> {
        let from = at + usize::from(self.is_mark(at, ','));
        let (lasting, next) = self.lasting(from)?;
        let Node::Lasting { count, unit, from: None } = lasting.node else { return None };
        Some((Node::Lasting { count, unit, from: Some(Box::new(first.clone())) }, next))
    }
}

/// Whether `this` before it means a stretch of days; `this hour` means none.
fn is_longer(unit: Unit) -> bool {
    matches!(unit, Unit::Week | Unit::Month | Unit::Year)
}

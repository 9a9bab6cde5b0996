//! Times of day: `6 p.m.`, `23:40`, `um 6 Uhr 5`, `2 hours 15 minutes`.

use super::{Grammar, Read};
use crate::annotate::dates::tokens::{Gap, Kind};
use crate::annotate::dates::tree::Time;
use crate::languages::Role;

/// An hour and a minute in figures, and how sure it is that they are that.
#[derive(Debug, Clone, Copy)]
struct Figures {
    hour: u32,
    minute: u32,
    /// The mark between the two, if both are there.
    mark: Option<char>,
    /// The hour has two figures.
    full: bool,
    next: usize,
}

impl Grammar<'_> {
    /// A time of day after a date: `, 6 p.m.`, `—12 noon`, `, 23:40`, `um 6 Uhr 5 Min.`
    pub(super) fn time_after(&self, at: usize) -> Read<Time> {
        let mark = [',', '—', '–', '-', ';'].iter().any(|&mark| self.is_mark(at, mark));
        let mut from = at + usize::from(mark);
        let said = self.role(from, Role::At);
        from += usize::from(said);
        if self.gap(from) == Gap::Block {
            return None;
        }
        let dotted = || self.time_with_stop(from).filter(|_| mark || said);
        self.time_in_hours(from).or_else(|| self.time(from)).or_else(dotted)
    }

    /// A time of day.
    pub(super) fn time(&self, at: usize) -> Read<Time> {
        if self.role(at, Role::Noon) {
            return Some((time(12, 0), at + 1));
        }
        if self.role(at, Role::Midnight) {
            return Some((time(0, 0), at + 1));
        }
        if let Some(found) = self.four_figures(at) {
            return Some(found);
        }
        let read = self.hour_and_minute(at)?;
        let Figures { hour, minute, next, .. } = read;
        if hour == 12 && self.role(next, Role::Noon) {
            return Some((time(12, minute), next + 1));
        }
        if hour == 12 && self.role(next, Role::Midnight) {
            return Some((time(0, minute), next + 1));
        }
        if self.role(next, Role::Clock) {
            let clock = self.skip_dot(next + 1);
            // `23 Uhr 40`, `6 h 30`
            let (minute, after) = self.minute_after(clock).map_or((minute, clock), |m| m);
            let plain = if after == clock { next + 1 } else { after };
            return Some(self.half_day(hour, minute, after).unwrap_or((time(hour, minute), plain)));
        }
        self.half_day(hour, minute, next)
            .or_else(|| (read.mark == Some(':')).then(|| (time(hour, minute), next)))
    }

    /// `0930 hours`, as armies write it.
    fn four_figures(&self, at: usize) -> Read<Time> {
        let (value, 4) = self.figures(at)? else { return None };
        let (hour @ 0..=24, minute @ 0..=59) = (value / 100, value % 100) else { return None };
        let said = self.role(at + 1, Role::Clock) || self.role(at + 1, Role::UnitHour);
        said.then(|| (time(hour, minute), at + 2))
    }

    /// `23.40`, where nothing else can be meant.
    fn time_with_stop(&self, at: usize) -> Read<Time> {
        let read = self.hour_and_minute(at)?;
        let ends = match self.tokens.get(read.next) {
            None => true,
            Some(token) => {
                let mark = matches!(token.kind, Kind::Mark('.' | ';'));
                token.gap >= Gap::Line || (mark && self.gap(read.next + 1) != Gap::None)
            }
        };
        (read.mark == Some('.') && read.full && ends)
            .then(|| (time(read.hour, read.minute), read.next))
    }

    fn hour_and_minute(&self, at: usize) -> Option<Figures> {
        let (hour @ 0..=24, digits @ 1..=2) = self.figures(at)? else { return None };
        let next = at + 1;
        let plain = Figures { hour, minute: 0, mark: None, full: digits == 2, next };
        let mark = [':', '.'].into_iter().find(|&mark| self.is_mark(next, mark));
        let glued = self.gap(next) == Gap::None && self.gap(next + 1) == Gap::None;
        match (mark, self.figures(next + 1)) {
            (Some(mark), Some((minute @ 0..=59, 2))) if glued => {
                Some(Figures { minute, mark: Some(mark), next: next + 2, ..plain })
            }
            _ => Some(plain),
        }
    }

    /// The minutes after `Uhr`, in two figures that begin nothing else.
    fn minute_after(&self, at: usize) -> Read<u32> {
        let (minute @ 0..=59, 2) = self.figures(at)? else { return None };
        let next = at + 1;
        let after = self.skip_dot(next);
        if self.role(next, Role::UnitMinute) {
            return Some((minute, next + 1));
        }
        let other = self.month(after).is_some()
            || self.role(next, Role::Amount)
            || matches!(self.tokens.get(next).map(|t| t.kind), Some(Kind::Number { .. }));
        (!other && self.gap(at) <= Gap::Space).then_some((minute, next))
    }

    /// The hour with what says which half of the day it is in.
    fn half_day(&self, hour: u32, minute: u32, at: usize) -> Read<Time> {
        if self.role(at, Role::Pm) {
            let hour = if (1..=11).contains(&hour) { hour + 12 } else { hour };
            return Some((time(hour, minute), at + 1));
        }
        let hour = if hour == 12 { 0 } else { hour };
        self.role(at, Role::Am).then(|| (time(hour, minute), at + 1))
    }

    /// `2 hours 15 minutes`, `2 h. 15 m.`
    pub(super) fn time_in_hours(&self, at: usize) -> Read<Time> {
        let (hour @ 0..=24, _) = self.figures(at)? else { return None };
        if !self.role(at + 1, Role::UnitHour) {
            return None;
        }
        let next = self.skip_dot(at + 2);
        let (minute @ 0..=59, _) = self.figures(next)? else { return None };
        let end = if self.slice(next + 1).len() > 3 { next + 2 } else { self.skip_dot(next + 2) };
        self.role(next + 1, Role::UnitMinute).then(|| (time(hour, minute), end))
    }
}

fn time(hour: u32, minute: u32) -> Time {
    Time { hour: (hour % 24) as u8, minute: minute as u8 }
}

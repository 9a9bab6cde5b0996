//! Functions on dates, times and durations.

use super::super::atomic::Atom;
use super::super::cast::cast;
use super::super::decimal::Decimal;
use super::super::fault::Fault;
use super::super::functions::Function as F;
use super::super::temporal::{DAY, Duration, DurationKind, Moment, MomentKind, SECOND};
use super::super::types::AtomicType;
use super::super::value::Seq;
use super::Call;

impl<'a> Call<'_, 'a> {
    pub(super) fn of_dates(&self) -> Result<Seq<'a>, Fault> {
        use DurationKind as D;
        use MomentKind as M;
        match self.function {
            F::CurrentDate => self.now(M::Date),
            F::CurrentDateTime => self.now(M::DateTime),
            F::CurrentTime => self.now(M::Time),
            F::ImplicitTimezone => Ok(zone(0)),
            F::YearFromDate => self.moment(M::Date, |m| integer(m.year)),
            F::YearFromDateTime => self.moment(M::DateTime, |m| integer(m.year)),
            F::MonthFromDate => self.moment(M::Date, |m| integer(i64::from(m.month))),
            F::MonthFromDateTime => self.moment(M::DateTime, |m| integer(i64::from(m.month))),
            F::DayFromDate => self.moment(M::Date, |m| integer(i64::from(m.day))),
            F::DayFromDateTime => self.moment(M::DateTime, |m| integer(i64::from(m.day))),
            F::HoursFromTime => self.moment(M::Time, |m| integer(m.nanos / SECOND / 3600)),
            F::HoursFromDateTime => self.moment(M::DateTime, |m| integer(m.nanos / SECOND / 3600)),
            F::MinutesFromTime => self.moment(M::Time, |m| integer(m.nanos / SECOND / 60 % 60)),
            F::MinutesFromDateTime => {
                self.moment(M::DateTime, |m| integer(m.nanos / SECOND / 60 % 60))
            }
            F::SecondsFromTime => self.moment(M::Time, |m| seconds(i128::from(m.nanos))),
            F::SecondsFromDateTime => self.moment(M::DateTime, |m| seconds(i128::from(m.nanos))),
            F::TimezoneFromDate => self.moment(M::Date, |m| m.zone.map_or(Seq::Empty, zone)),
            F::TimezoneFromDateTime => {
                self.moment(M::DateTime, |m| m.zone.map_or(Seq::Empty, zone))
            }
            F::TimezoneFromTime => self.moment(M::Time, |m| m.zone.map_or(Seq::Empty, zone)),
            F::YearsFromDuration => self.duration(|d| integer(d.months / 12)),
            F::MonthsFromDuration => self.duration(|d| integer(d.months % 12)),
            F::DaysFromDuration => self.duration(|d| whole(d.nanos / i128::from(DAY))),
            F::HoursFromDuration => {
                self.duration(|d| whole(d.nanos / i128::from(3600 * SECOND) % 24))
            }
            F::MinutesFromDuration => {
                self.duration(|d| whole(d.nanos / i128::from(60 * SECOND) % 60))
            }
            F::SecondsFromDuration => self.duration(|d| seconds(d.nanos)),
            F::AdjustDate => self.adjusted(M::Date),
            F::AdjustDateTime => self.adjusted(M::DateTime),
            F::AdjustTime => self.adjusted(M::Time),
            _ => {
                let (Some(date), Some(time)) =
                    (self.moment_at(0, M::Date)?, self.moment_at(1, M::Time)?)
                else {
                    return Ok(Seq::Empty);
                };
                let zone = date.zone.or(time.zone);
                let (kind, nanos) = (M::DateTime, time.nanos);
                let _ = D::Any;
                Ok(Seq::atom(Atom::Moment(Moment { kind, nanos, zone, ..date })))
            }
        }
    }

    fn now(&self, kind: MomentKind) -> Result<Seq<'a>, Fault> {
        let Some(now) = self.evaluation.now else {
            return Err(Fault::dynamic("the rule asks for the date of today, which is not given"));
        };
        cast(&Atom::Moment(now), AtomicType::Moment(kind)).map(Seq::atom)
    }

    fn moment_at(&self, at: usize, kind: MomentKind) -> Result<Option<Moment>, Fault> {
        match self.atom(at)? {
            None => Ok(None),
            Some(Atom::Moment(moment)) if moment.kind == kind => Ok(Some(moment)),
            Some(atom @ Atom::Untyped(_)) => match cast(&atom, AtomicType::Moment(kind))? {
                Atom::Moment(moment) => Ok(Some(moment)),
                _ => Ok(None),
            },
            Some(other) => {
                let message = format!("a date or time is wanted, not {}", other.type_name());
                Err(Fault::dynamic(message))
            }
        }
    }

    fn moment(&self, kind: MomentKind, part: fn(Moment) -> Seq<'a>) -> Result<Seq<'a>, Fault> {
        Ok(self.moment_at(0, kind)?.map_or(Seq::Empty, part))
    }

    fn duration_at(&self, at: usize) -> Result<Option<Duration>, Fault> {
        match self.atom(at)? {
            None => Ok(None),
            Some(Atom::Duration(duration)) => Ok(Some(duration)),
            Some(atom @ Atom::Untyped(_)) => {
                match cast(&atom, AtomicType::Duration(DurationKind::Any))? {
                    Atom::Duration(duration) => Ok(Some(duration)),
                    _ => Ok(None),
                }
            }
            Some(other) => {
                Err(Fault::dynamic(format!("a duration is wanted, not {}", other.type_name())))
            }
        }
    }

    fn duration(&self, part: fn(Duration) -> Seq<'a>) -> Result<Seq<'a>, Fault> {
        Ok(self.duration_at(0)?.map_or(Seq::Empty, part))
    }

    fn adjusted(&self, kind: MomentKind) -> Result<Seq<'a>, Fault> {
        let Some(moment) = self.moment_at(0, kind)? else { return Ok(Seq::Empty) };
        let minutes = match self.count() {
            1 => Some(0),
            _ => match self.duration_at(1)? {
                None => None,
                Some(duration) => {
                    let minutes = duration.nanos / i128::from(60 * SECOND);
                    let sound = minutes.abs() <= 14 * 60;
                    match i16::try_from(minutes).ok().filter(|_| sound) {
                        Some(minutes) => Some(minutes),
                        None => return Err(Fault::dynamic("a time zone is within 14 hours")),
                    }
                }
            },
        };
        match moment.in_zone(minutes) {
            Some(moved) => Ok(Seq::atom(Atom::Moment(moved))),
            None => Err(Fault::dynamic("the date is too far away")),
        }
    }
}

fn integer<'a>(value: i64) -> Seq<'a> {
    Seq::atom(Atom::Integer(value))
}

fn whole<'a>(value: i128) -> Seq<'a> {
    integer(i64::try_from(value).unwrap_or(i64::MAX))
}

/// The seconds of a minute, with their fraction.
fn seconds<'a>(nanos: i128) -> Seq<'a> {
    let minute = i128::from(60 * SECOND);
    let in_minute = nanos % minute;
    let sign = if in_minute < 0 { "-" } else { "" };
    let (second, rest) =
        (in_minute.abs() / i128::from(SECOND), in_minute.abs() % i128::from(SECOND));
    let value = Decimal::parse(&format!("{sign}{second}.{rest:09}"));
    value.map_or(Seq::Empty, |value| Seq::atom(Atom::Decimal(value)))
}

fn zone<'a>(minutes: i16) -> Seq<'a> {
    let nanos = i128::from(minutes) * 60 * i128::from(SECOND);
    Seq::atom(Atom::Duration(Duration { kind: DurationKind::DayTime, months: 0, nanos }))
}

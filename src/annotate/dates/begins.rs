//! Which constructions a word can begin, so that the grammar tries no others.

use super::lexicon::Sense;
use crate::languages::Role;

/// A set of kinds of constructions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Begins(u8);

impl Begins {
    /// Nothing.
    pub const NOTHING: Self = Self(0);
    /// Days, months and years.
    pub const DATE: Self = Self(1);
    /// Longer times and their parts.
    pub const VAGUE: Self = Self(2);
    /// Bounds.
    pub const BOUND: Self = Self(4);
    /// What is counted from another date.
    pub const RELATIVE: Self = Self(8);
    /// What figures can begin.
    pub const FIGURES: Self = Self(1 | 2 | 8);

    /// Whether the two have something in common.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What a phrase of the lexicon can begin.
    pub fn of(phrase: &str, senses: &[Sense]) -> Self {
        Self(senses.iter().fold(0, |all, &sense| all | of_sense(phrase, sense).0))
    }
}

fn of_sense(phrase: &str, sense: Sense) -> Begins {
    match sense {
        Sense::Month(_) | Sense::RepublicanMonth(_) => Begins::DATE,
        // `Monday after Easter 1485`
        Sense::Weekday(_) => Begins(Begins::DATE.0 | Begins::RELATIVE.0 | Begins::VAGUE.0),
        // `eighteen-nineties`
        Sense::Cardinal(11..=20) => Begins(Begins::DATE.0 | Begins::RELATIVE.0 | Begins::VAGUE.0),
        // `a`, `un` count; they are no days.
        Sense::Cardinal(_) if phrase.len() <= 2 => Begins::RELATIVE,
        Sense::Cardinal(_) => Begins(Begins::DATE.0 | Begins::RELATIVE.0),
        Sense::Ordinal(_) => Begins(Begins::DATE.0 | Begins::VAGUE.0),
        Sense::Season(_) | Sense::Decade(_) | Sense::Part(_) | Sense::Feast(_) | Sense::Term(_) => {
            Begins::VAGUE
        }
        Sense::Day(_) | Sense::Following(_) => Begins::RELATIVE,
        Sense::Event(_) => Begins::NOTHING,
        Sense::Role(role) => of_role(role),
    }
}

fn of_role(role: Role) -> Begins {
    match role {
        Role::Noon
        | Role::Midnight
        | Role::Pridie
        | Role::AnteDiem
        | Role::Kalends
        | Role::Nones
        | Role::Ides
        | Role::RepublicanYear
        | Role::RepublicanEra
        | Role::World
        | Role::EconomicYear
        | Role::Thousand => Begins::DATE,
        Role::Between
        | Role::Turn
        | Role::TurnOfCentury
        | Role::Night
        | Role::NightBefore
        | Role::Circa
        | Role::DecadeBefore
        | Role::Orthodox
        | Role::Western => Begins::VAGUE,
        Role::Eve => Begins(Begins::VAGUE.0 | Begins::RELATIVE.0),
        Role::After | Role::Before | Role::NotBefore | Role::NotAfter => Begins::BOUND,
        Role::This
        | Role::Last
        | Role::Next
        | Role::SaidAlone
        | Role::Same
        | Role::SameYear
        | Role::OtherDay
        | Role::AgoBefore
        | Role::HenceBefore
        | Role::During
        | Role::Lasting
        | Role::UnitWeek
        | Role::UnitMonth
        | Role::UnitYear => Begins::RELATIVE,
        _ => Begins::NOTHING,
    }
}

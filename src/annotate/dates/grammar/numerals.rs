//! Years in words: `nineteen hundred and twenty`, `mil huit cent quinze`, `achtzehnhundertfünf`.

use super::{Grammar, Read};
use crate::annotate::dates::lexicon::{EntryId, Sense};
use crate::annotate::dates::tokens::{Gap, Kind};
use crate::annotate::dates::tree::Year;
use crate::languages::Role;

/// A number is not followed over more words than this.
const MOST_WORDS: usize = 9;

/// A number as far as it was read.
#[derive(Debug, Default)]
struct Sum {
    thousands: u32,
    below: u32,
    words: usize,
    /// An ordinal closed it: `twentieth`.
    closed: bool,
}

impl Grammar<'_> {
    /// A year in words.
    pub(super) fn year_in_words(&self, at: usize) -> Read<Year> {
        let mut sum = Sum::default();
        let mut next = at;
        while !sum.closed && sum.words < MOST_WORDS {
            let joined = if sum.words == 0 { next } else { self.past_joint(next) };
            if self.gap(joined) > Gap::Line || !self.add(&mut sum, joined) {
                break;
            }
            next = joined + 1;
        }
        let value = sum.thousands + sum.below;
        let year = sum.words > 1 && (1000..=2100).contains(&value);
        year.then(|| (Year::full(value as i32), next))
    }

    /// Past `and` or a hyphen between two words of a number.
    fn past_joint(&self, at: usize) -> usize {
        let hyphen = self.is_mark(at, '-') && self.gap(at) == Gap::None;
        at + usize::from(hyphen || self.role(at, Role::And))
    }

    /// Adds the number that a token stands for; whether it could be added.
    fn add(&self, sum: &mut Sum, at: usize) -> bool {
        match self.tokens.get(at).map(|token| token.kind) {
            Some(Kind::Known(entry)) => sum.add(self.lexicon.senses(entry)),
            Some(Kind::Word) => {
                let parts = self.lexicon.number_words(self.slice(at));
                parts.is_some_and(|parts| self.add_all(sum, &parts))
            }
            Some(Kind::Number { .. } | Kind::Mark(_)) | None => false,
        }
    }

    fn add_all(&self, sum: &mut Sum, parts: &[EntryId]) -> bool {
        parts.iter().all(|&part| {
            let senses = self.lexicon.senses(part);
            sum.add(senses) || senses.contains(&Sense::Role(Role::And))
        })
    }
}

impl Sum {
    fn add(&mut self, senses: &[Sense]) -> bool {
        let added = senses.iter().any(|&sense| match sense {
            Sense::Cardinal(n) => self.add_number(u32::from(n)),
            Sense::Ordinal(n) => {
                self.closed = self.add_number(u32::from(n));
                self.closed
            }
            Sense::Role(Role::Hundred) => self.multiply(),
            Sense::Role(Role::Thousand) if self.thousands == 0 => {
                (self.thousands, self.below) = (self.below.max(1) * 1000, 0);
                true
            }
            _ => false,
        });
        self.words += usize::from(added);
        added
    }

    fn multiply(&mut self) -> bool {
        let fits = self.below < 100;
        if fits {
            self.below = self.below.max(1) * 100;
        }
        fits
    }

    fn add_number(&mut self, n: u32) -> bool {
        let (tens, units) = (self.below % 100 / 10, self.below % 10);
        // `nineteen twenty`
        if self.thousands == 0 && (11..=20).contains(&self.below) && (10..100).contains(&n) {
            self.below = self.below * 100 + n;
            return true;
        }
        let fits = match n {
            100.. => self.below == 0,
            // `fünf und zwanzig`, `soixante-quinze`
            10..=99 => (tens == 0 && (units == 0 || n.is_multiple_of(10))) || (tens >= 6 && n < 20),
            _ => units == 0 && tens != 1,
        };
        if fits {
            self.below += n;
        }
        fits
    }
}

//! What is known before a text is read: the letter's date and place, the calendar, the years.

use super::iso::Iso;
use crate::calendar::Policy;
use crate::layer::Span;

/// What dates may lean on. The default is New Style and nothing known.
#[derive(Debug, Clone)]
pub struct Context {
    /// Which calendar days are written in where the text does not say.
    pub policy: Policy,
    /// The day of writing, or the date before, to the day, month or year.
    pub date: Option<Iso>,
    /// Whether it was written where New Style was in use; none where that is not known.
    pub abroad: Option<bool>,
    /// The first and last year of the documents, for years in two figures.
    pub years: Option<(i32, i32)>,
    /// The letters of the text, in order, where they are known already. Inside of one its date and
    /// place count instead of those above.
    pub letters: Vec<LetterContext>,
    /// Which expressions beyond plain dates are sought.
    pub scope: Scope,
    /// Whether slips get marks of their own.
    pub corrections: bool,
}

/// The date and place of one letter of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterContext {
    /// Where it stands.
    pub span: Span,
    /// Its date.
    pub date: Option<Iso>,
    /// Whether it was written where New Style was in use.
    pub abroad: Option<bool>,
}

/// Which expressions are sought besides days, months, years, seasons and longer times.
///
/// The default is none: scholars leave most of them unmarked, and a mark that nobody asked for is in
/// the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "four independent switches, set by name")]
pub struct Scope {
    /// `yesterday`, `last week`, `three days ago`, `the same day`; they need a day to count from.
    pub relative: bool,
    /// `Friday` alone.
    pub weekdays: bool,
    /// `for three weeks`.
    pub durations: bool,
    /// `during the 9th Conference`.
    pub events: bool,
}

impl Scope {
    /// Everything: what `rubricate date` looks for.
    #[must_use]
    pub fn everything() -> Self {
        Self { relative: true, weekdays: true, durations: true, events: true }
    }
}

impl Default for Context {
    fn default() -> Self {
        Self {
            policy: Policy::gregorian(),
            date: None,
            abroad: None,
            years: None,
            letters: Vec::new(),
            scope: Scope::default(),
            corrections: false,
        }
    }
}

impl Context {
    /// A context with a calendar policy and nothing else known.
    #[must_use]
    pub fn with_policy(policy: Policy) -> Self {
        Self { policy, ..Self::default() }
    }

    /// The same with a day of writing.
    #[must_use]
    pub fn dated(mut self, date: Iso) -> Self {
        self.date = Some(date);
        self
    }

    /// What holds at a place of the text: that of its letter, or of the whole.
    pub(super) fn at(&self, offset: usize) -> (Option<Iso>, Option<bool>) {
        let after = self.letters.partition_point(|letter| letter.span.start <= offset);
        let letter = after.checked_sub(1).map(|last| &self.letters[last]);
        let letter = letter.filter(|letter| offset < letter.span.end);
        match letter {
            Some(letter) => (letter.date.or(self.date), letter.abroad.or(self.abroad)),
            None => (self.date, self.abroad),
        }
    }
}

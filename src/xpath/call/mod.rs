//! The functions of XPath: one file a subject.

mod dates;
mod nodes;
mod numbers;
mod sequences;
mod strings;

use super::atomic::{Atom, Str};
use super::evaluate::{Evaluation, Focus};
use super::fault::Fault;
use super::functions::Function as F;
use super::syntax::ExprId;
use super::truth::effective_boolean;
use super::value::{Item, Node, Seq};

/// The arguments of a call, evaluated as they are asked for.
pub(super) struct Call<'e, 'a> {
    evaluation: &'e Evaluation<'a>,
    function: F,
    arguments: &'e [ExprId],
    focus: &'e Focus<'a>,
}

impl<'a> Evaluation<'a> {
    pub(super) fn call(
        &self,
        function: F,
        arguments: &[ExprId],
        focus: &Focus<'a>,
    ) -> Result<Seq<'a>, Fault> {
        Call { evaluation: self, function, arguments, focus }.value()
    }
}

impl<'a> Call<'_, 'a> {
    #[expect(clippy::too_many_lines, reason = "a table: one arm for each function")]
    fn value(&self) -> Result<Seq<'a>, Fault> {
        match self.function {
            F::Position => Ok(Seq::integer(self.focus.position)),
            F::Last => Ok(Seq::integer(self.focus.size)),
            F::True => Ok(Seq::boolean(true)),
            F::False => Ok(Seq::boolean(false)),
            F::Boolean => Ok(Seq::boolean(effective_boolean(&self.seq(0)?)?)),
            F::Not => Ok(Seq::boolean(!self.evaluation.truth(self.arguments[0], self.focus)?)),
            F::Exists => Ok(Seq::boolean(self.evaluation.exists(self.arguments[0], self.focus)?)),
            F::Empty => Ok(Seq::boolean(!self.evaluation.exists(self.arguments[0], self.focus)?)),
            F::Error => Err(self.error()),
            F::BaseUri
            | F::DocumentUri
            | F::Doc
            | F::DocAvailable
            | F::GenerateId
            | F::HasChildren
            | F::Id
            | F::InScopePrefixes
            | F::Innermost
            | F::Lang
            | F::LocalName
            | F::LocalNameFromQName
            | F::Name
            | F::NamespaceUri
            | F::NamespaceUriForPrefix
            | F::NamespaceUriFromQName
            | F::NodeName
            | F::Outermost
            | F::ResolveQName
            | F::Root => self.of_nodes(),
            F::CodepointEqual
            | F::CodepointsToString
            | F::Compare
            | F::Concat
            | F::Contains
            | F::ContainsToken
            | F::DefaultCollation
            | F::EncodeForUri
            | F::EndsWith
            | F::IriToUri
            | F::LowerCase
            | F::Matches
            | F::NormalizeSpace
            | F::NormalizeUnicode
            | F::Replace
            | F::StartsWith
            | F::String
            | F::StringJoin
            | F::StringLength
            | F::StringToCodepoints
            | F::Substring
            | F::SubstringAfter
            | F::SubstringBefore
            | F::Tokenize
            | F::Translate
            | F::UpperCase => self.of_strings(),
            F::Abs
            | F::Avg
            | F::Ceiling
            | F::Floor
            | F::Max
            | F::Min
            | F::Number
            | F::Round
            | F::RoundHalfToEven
            | F::Sum => self.of_numbers(),
            F::Count
            | F::Data
            | F::DeepEqual
            | F::DistinctValues
            | F::ExactlyOne
            | F::Head
            | F::IndexOf
            | F::InsertBefore
            | F::OneOrMore
            | F::Remove
            | F::Reverse
            | F::Subsequence
            | F::Tail
            | F::Trace
            | F::Unordered
            | F::ZeroOrOne => self.of_sequences(),
            F::AdjustDate
            | F::AdjustDateTime
            | F::AdjustTime
            | F::CurrentDate
            | F::CurrentDateTime
            | F::CurrentTime
            | F::DateTime
            | F::DayFromDate
            | F::DayFromDateTime
            | F::DaysFromDuration
            | F::HoursFromDateTime
            | F::HoursFromDuration
            | F::HoursFromTime
            | F::ImplicitTimezone
            | F::MinutesFromDateTime
            | F::MinutesFromDuration
            | F::MinutesFromTime
            | F::MonthFromDate
            | F::MonthFromDateTime
            | F::MonthsFromDuration
            | F::SecondsFromDateTime
            | F::SecondsFromDuration
            | F::SecondsFromTime
            | F::TimezoneFromDate
            | F::TimezoneFromDateTime
            | F::TimezoneFromTime
            | F::YearFromDate
            | F::YearFromDateTime
            | F::YearsFromDuration => self.of_dates(),
        }
    }

    fn count(&self) -> usize {
        self.arguments.len()
    }

    fn seq(&self, at: usize) -> Result<Seq<'a>, Fault> {
        self.evaluation.eval(self.arguments[at], self.focus)
    }

    fn atom(&self, at: usize) -> Result<Option<Atom<'a>>, Fault> {
        self.evaluation.atom(self.arguments[at], self.focus)
    }

    fn node(&self, at: usize) -> Result<Option<Node>, Fault> {
        self.evaluation.node(self.arguments[at], self.focus)
    }

    /// The atomic values of an argument.
    fn atoms(&self, at: usize) -> Result<Vec<Atom<'a>>, Fault> {
        let value = self.seq(at)?;
        self.evaluation.spend(value.as_slice().len() as u64)?;
        Ok(value.as_slice().iter().map(|item| self.evaluation.atomize(item)).collect())
    }

    /// A string argument; nothing is the empty string, a number is no string.
    fn text(&self, at: usize) -> Result<Str<'a>, Fault> {
        match self.atom(at)? {
            None => Ok(Str::Borrowed("")),
            Some(atom) => match atom.as_text() {
                Some(text) => Ok(text.clone()),
                None => {
                    Err(Fault::dynamic(format!("a string is wanted, not {}", atom.type_name())))
                }
            },
        }
    }

    /// A string argument that may be left out.
    fn text_or(&self, at: usize, default: &'static str) -> Result<Str<'a>, Fault> {
        if at < self.count() { self.text(at) } else { Ok(Str::Borrowed(default)) }
    }

    /// A number argument; untyped text is a double.
    fn number(&self, at: usize) -> Result<Option<Atom<'a>>, Fault> {
        let Some(atom) = self.atom(at)? else { return Ok(None) };
        let atom = super::arithmetic::typed(&atom)?;
        if atom.is_number() {
            return Ok(Some(atom));
        }
        Err(Fault::dynamic(format!("a number is wanted, not {}", atom.type_name())))
    }

    /// A number argument as a double, rounded as `substring` and `subsequence` do.
    fn rounded(&self, at: usize) -> Result<f64, Fault> {
        let number = self.number(at)?.and_then(|atom| atom.as_f64());
        Ok(number.map_or(f64::NAN, |value| (value + 0.5).floor()))
    }

    fn integer(&self, at: usize) -> Result<i64, Fault> {
        let number = self.number(at)?;
        match number {
            Some(Atom::Integer(value)) => Ok(value),
            other => {
                let value = other.and_then(|atom| atom.as_f64()).filter(|v| v.fract() == 0.0);
                match value {
                    Some(value) if value.abs() < 1e15 => Ok(value as i64),
                    _ => Err(Fault::dynamic("an integer is wanted")),
                }
            }
        }
    }

    fn error(&self) -> Fault {
        let last = self.count().checked_sub(1).map(|last| last.min(1));
        let said = last.and_then(|at| self.atom(at).ok().flatten());
        Fault::dynamic(match said {
            Some(atom) => {
                format!("the rule calls `error()`: {}", super::cast::shorten(&atom.to_text()))
            }
            None => "the rule calls `error()`".to_owned(),
        })
    }
}

/// The items of a sequence of strings.
fn texts<'a>(parts: impl Iterator<Item = String>) -> Seq<'a> {
    parts.map(|part| Item::Atom(Atom::text(part))).collect()
}

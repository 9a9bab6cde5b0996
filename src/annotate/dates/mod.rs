//! Date expressions and their values.
//!
//! Three steps: `tokens` cuts the text and looks its words up in the language files, `grammar`
//! composes them to expressions, `evaluate` turns these into stretches of time in a calendar and
//! those into TEI attributes. What an expression leaves out comes from a [`Context`] and from the
//! dates before it.
//!
//! ```
//! use rubricate::annotate::dates::{Context, Dates};
//!
//! let dates = Dates::of(&["en"]);
//! let found = dates.read("He wrote on October 25 (November 7), 1917.", &Context::default());
//! assert_eq!(found.expressions[0].value.get("when"), Some("1917-11-07"));
//! assert_eq!(found.expressions[0].value.get("when-custom"), Some("1917-10-25"));
//! ```

mod anchors;
mod begins;
mod context;
mod dateline;
mod evaluate;
mod grammar;
mod iso;
mod lexicon;
mod tokens;
mod tree;
mod value;

pub use context::{Context, LetterContext, Scope};
pub use iso::Iso;
pub use value::DateValue;

use super::Mark;
use crate::diagnostic::Finding;
use crate::languages::{EventWords, Language, NumericOrder, PartWords};
use crate::layer::{Annotation, Certainty, Evidence, Layer, Span};
use crate::normalise::Text;
use evaluate::{Evaluator, Reading, Writing};
use grammar::Grammar;
use lexicon::Lexicon;
use std::collections::BTreeSet;
use tree::{Node, Phrase};

/// A date reader for one or several languages.
#[derive(Debug)]
pub struct Dates {
    lexicon: Lexicon,
}

/// What was found in a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// The expressions in order; none overlaps another.
    pub expressions: Vec<Expression>,
    /// The days of writing that datelines give, each with the offset from which it holds.
    pub writings: Vec<(usize, Iso)>,
    /// What is wrong with some of them, or could not be known.
    pub findings: Vec<Finding>,
}

/// One date expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// Where it stands.
    pub span: Span,
    /// Its TEI attributes.
    pub value: DateValue,
    /// The rule, how sure it is, and the reason in a sentence.
    pub evidence: Evidence,
    /// The day, month or year that later dates can be counted from, in New Style.
    pub anchor: Option<Iso>,
    /// The halves of a pair, each a date element of its own.
    pub inner: Vec<Expression>,
    /// What is misspelt or impossible in it.
    pub slip: Option<Slip>,
}

/// A slip of the pen or the press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Where it stands.
    pub span: Span,
    /// What was meant, where there is but one reading.
    pub meant: Option<String>,
}

/// The rule by which parts of a longer time are read: `early 1920`.
pub const PART: &str = "dates/part";

/// Text without blank line longer than this is cut there, so that memory stays bounded.
const LONGEST_BLOCK: usize = 1 << 20;

impl Dates {
    /// A reader for languages, the first one foremost.
    #[must_use]
    pub fn new(languages: &[&Language]) -> Self {
        Self { lexicon: Lexicon::new(languages, &[]) }
    }

    /// A reader for languages by their codes; codes without a language file are passed over.
    #[must_use]
    pub fn of(codes: &[&str]) -> Self {
        let languages: Vec<_> = codes.iter().filter_map(|code| Language::find(code)).collect();
        Self::new(&languages)
    }

    /// The same with the events of an edition, besides those of the language files.
    #[must_use]
    pub fn with_events(languages: &[&Language], events: &[EventWords]) -> Self {
        Self { lexicon: Lexicon::new(languages, events) }
    }

    /// Replaces what the parts of years and months stand for, where the edition has a convention
    /// of its own: a row counts for the parts that share a word with it, and what it does not say
    /// stays.
    #[must_use]
    pub fn with_parts(mut self, parts: &[PartWords]) -> Self {
        for part in parts {
            for own in &mut self.lexicon.parts {
                if own.words.iter().any(|word| part.words.contains(word)) {
                    *own = part.clone().or(own);
                }
            }
        }
        self
    }

    /// The conventions by which these vague expressions were read, each in a sentence, sorted.
    pub fn conventions<'t>(&self, expressions: impl Iterator<Item = &'t str>) -> BTreeSet<String> {
        let begins = |text: &str, part: &PartWords| {
            part.words.iter().any(|word| {
                let start = text.get(..word.len());
                start.is_some_and(|start| start.to_lowercase() == word.to_lowercase())
            })
        };
        let of = |text: &'t str| self.lexicon.parts.iter().find(|part| begins(text, part));
        expressions.filter_map(of).map(ToString::to_string).collect()
    }

    /// Sets which of two numbers is the day, where the edition says so.
    #[must_use]
    pub fn with_order(mut self, order: NumericOrder) -> Self {
        self.lexicon.order = order;
        self
    }

    /// The date marks of a normalised text: spans in bytes, outer before inner.
    ///
    /// ```
    /// use rubricate::annotate::Mark;
    /// use rubricate::annotate::dates::{Context, Dates, Iso};
    /// use rubricate::normalise::Text;
    ///
    /// let text = Text::verbatim("I thank you for yours of the 12th inst.");
    /// let context = Context::default().dated(Iso::of_day(1920, 9, 14));
    /// let layer = Dates::of(&["en"]).find(&text, &context);
    /// let [found] = layer.annotations.as_slice() else { panic!("one date") };
    /// assert_eq!(&text.as_str()[found.span.range()], "12th inst");
    /// let Mark::Date(value) = &found.mark else { panic!("a date") };
    /// assert_eq!(value.get("when"), Some("1920-09-12"));
    /// ```
    #[must_use]
    pub fn find(&self, text: &Text, context: &Context) -> Layer {
        self.mark(text, context).0
    }

    /// The date marks of a normalised text, and what is wrong with its dates.
    #[must_use]
    pub fn mark(&self, text: &Text, context: &Context) -> (Layer, Vec<Finding>) {
        let found = self.read(text.as_str(), context);
        let mut annotations = Vec::new();
        for expression in found.expressions {
            for inner in expression.inner {
                annotations.push(Annotation {
                    span: inner.span,
                    mark: Mark::Date(inner.value),
                    evidence: inner.evidence,
                });
            }
            if let Some(slip) = expression.slip.filter(|_| context.corrections) {
                annotations.push(Annotation {
                    span: slip.span,
                    mark: Mark::Slip { meant: slip.meant },
                    evidence: expression.evidence.clone(),
                });
            }
            annotations.push(Annotation {
                span: expression.span,
                mark: Mark::Date(expression.value),
                evidence: expression.evidence,
            });
        }
        (Layer::new(annotations), found.findings)
    }

    /// Every date expression of a text, with its value and reasons.
    #[must_use]
    pub fn read(&self, text: &str, context: &Context) -> Found {
        let blocks = self.parse(text, context);
        let writings = dateline::writings(text, &blocks, &self.lexicon, context);
        let mut evaluator = Evaluator {
            text,
            lexicon: &self.lexicon,
            context,
            memory: dateline::memory(text, &blocks),
            findings: Vec::new(),
        };
        let mut expressions = Vec::new();
        for block in &blocks {
            evaluator.memory.paragraph = None;
            for (at, phrase) in block.phrases.iter().enumerate() {
                let (date, abroad) = context.at(phrase.span.start);
                evaluator.memory.writing =
                    date.or_else(|| dateline::before(&writings, phrase.span.start));
                evaluator.memory.abroad = abroad.unwrap_or(false);
                evaluator.memory.borrowed = dateline::lent(&block.phrases[at..], &evaluator);
                let Some(reading) = evaluator.evaluate(phrase) else { continue };
                expressions.push(expression(text, phrase, &reading));
                evaluator.remember(&reading);
            }
        }
        let mut findings = evaluator.findings;
        findings.sort_by_key(|finding| (finding.span, finding.code));
        findings.dedup();
        Found { expressions, writings, findings }
    }

    /// The date of a dateline or heading, such as `St. Petersburg, January 9 (21), 1897`: the
    /// first expression in it that names a day, or failing that a month or year.
    #[must_use]
    pub fn dateline(&self, line: &str, context: &Context) -> Option<Expression> {
        let mut found = self.read(line, context).expressions;
        let rank = |e: &Expression| match e.anchor {
            Some(Iso { day: Some(_), .. }) => 0,
            Some(Iso { month: Some(_), .. }) => 1,
            Some(_) => 2,
            None => 3,
        };
        found.sort_by_key(rank);
        found.into_iter().next()
    }

    /// How many expressions the grammar finds in a text, whatever the scan says.
    #[cfg(test)]
    fn phrases(&self, text: &str, scope: Scope) -> usize {
        let mut tokens = Vec::new();
        tokens::tokens(text, 0..text.len(), &self.lexicon, &mut tokens);
        let mut phrases = Vec::new();
        Grammar::new(text, &tokens, &self.lexicon, scope).phrases(&mut phrases);
        phrases.len()
    }

    /// The expressions of each block between blank lines, unevaluated.
    fn parse(&self, text: &str, context: &Context) -> Vec<Block> {
        let mut found = Vec::new();
        let mut tokens = Vec::new();
        for block in blocks(text) {
            let part = &text[block.range()];
            if !self.lexicon.anchors.may_hold_date(part, context.scope) {
                continue;
            }
            tokens::tokens(text, block.range(), &self.lexicon, &mut tokens);
            let grammar = Grammar::new(text, &tokens, &self.lexicon, context.scope);
            let mut phrases = Vec::new();
            grammar.phrases(&mut phrases);
            if !phrases.is_empty() {
                found.push(Block { span: block, phrases });
            }
        }
        found
    }
}

/// A paragraph that holds dates.
#[derive(Debug)]
struct Block {
    span: Span,
    phrases: Vec<Phrase>,
}

/// The stretches between blank lines.
fn blocks(text: &str) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= bytes.len() {
            return None;
        }
        let from = start;
        let longest = text.floor_char_boundary((from + LONGEST_BLOCK).min(bytes.len()));
        let blank = memchr::memmem::find(&bytes[from..longest], b"\n\n").map(|at| from + at);
        start = match blank {
            Some(blank) => blank + 2,
            // The cut is made at a space, so that no word or number is divided.
            None if longest < bytes.len() => memchr::memrchr2(b' ', b'\n', &bytes[from..longest])
                .map_or(longest, |space| from + space + 1),
            None => longest,
        };
        Some(Span::new(from, start))
    })
}

fn expression(text: &str, phrase: &Phrase, reading: &Reading) -> Expression {
    Expression {
        slip: slip(text, phrase, reading),
        span: phrase.span,
        value: reading.value(),
        evidence: evidence(reading),
        anchor: reading.anchor,
        inner: halves(phrase, reading),
    }
}

/// The word that was misspelt, or the whole of a day that never was.
fn slip(text: &str, phrase: &Phrase, reading: &Reading) -> Option<Slip> {
    let Node::Point(point) = &phrase.node else { return None };
    if reading.rule == evaluate::IMPOSSIBLE {
        return Some(Slip { span: phrase.span, meant: None });
    }
    let repair = point.repair.as_ref()?;
    let at = phrase.span.start + text[phrase.span.range()].find(&repair.printed)?;
    let span = Span::new(at, at + repair.printed.len());
    Some(Slip { span, meant: Some(repair.meant.clone()) })
}

fn evidence(reading: &Reading) -> Evidence {
    let because = if reading.because.is_empty() {
        "as written".to_owned()
    } else {
        reading.because.join("; ")
    };
    Evidence::of_rule(reading.rule, reading.cert.unwrap_or(Certainty::High), because)
}

/// The two halves of a pair as date elements of their own.
fn halves(phrase: &Phrase, reading: &Reading) -> Vec<Expression> {
    let Writing::Pair { old_first, new: Some(new) } = reading.writing else { return Vec::new() };
    let (Node::Pair(first, second) | Node::Range { from: first, to: second, .. }) = &phrase.node
    else {
        return Vec::new();
    };
    // `8 (21) - 14 (27) November` has pairs for halves.
    if matches!(first.node, Node::Pair(..)) {
        return Vec::new();
    }
    let old = Reading { writing: Writing::Julian, ..reading.clone() };
    let new = Reading { shape: new, writing: Writing::SaidGregorian, ..reading.clone() };
    let (a, b) = if old_first { (old, new) } else { (new, old) };
    [(first, a), (second, b)]
        .into_iter()
        .map(|(half, reading)| Expression {
            span: half.span,
            value: reading.value(),
            evidence: evidence(&reading),
            anchor: reading.anchor,
            inner: Vec::new(),
            slip: None,
        })
        .collect()
}

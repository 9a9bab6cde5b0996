//! The grammar: tokens become expressions.
//!
//! Each function reads one construction at a token and gives it with the token after it, or none.
//! None looks further than a few tokens ahead, so that the whole is linear in the text.

mod calendars;
mod closing;
mod days;
mod feasts;
mod named;
mod numerals;
mod numeric;
mod point;
mod relative;
mod repair;
mod spans;
mod supplied;
mod times;
mod vague;
mod words;
mod years;

#[cfg(test)]
mod linear;

use super::Scope;
use super::begins::Begins;
use super::lexicon::{Lexicon, Sense};
use super::tokens::{Gap, Kind, Token, roman};
use super::tree::{Bound, Frame, Node, Phrase, Repair};
use crate::languages::Role;
use crate::layer::Span;

/// A construction that was read, and the token after it.
type Read<T> = Option<(T, usize)>;

/// The tokens of one block, with what they may mean.
pub(super) struct Grammar<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
    scope: Scope,
    /// How often a token was looked at, to show that it is linear in the text.
    #[cfg(test)]
    looks: std::cell::Cell<u64>,
}

impl<'a> Grammar<'a> {
    pub fn new(text: &'a str, tokens: &'a [Token], lexicon: &'a Lexicon, scope: Scope) -> Self {
        Self {
            text,
            tokens,
            lexicon,
            scope,
            #[cfg(test)]
            looks: std::cell::Cell::default(),
        }
    }
}

impl Grammar<'_> {
    /// Every expression of the block, in order.
    pub fn phrases(&self, out: &mut Vec<Phrase>) {
        let mut at = 0;
        while at < self.tokens.len() {
            let Some((found, next)) = self.expression(at) else {
                at += 1;
                continue;
            };
            let first = out.len();
            out.extend(found);
            self.frame(&mut out[first..], at);
            for after in first.max(1)..out.len() {
                let (before, from) = (out[after - 1].span.end, out[after].span.start);
                out[after - 1].frame.lends = self.only_list_marks(before, from);
            }
            at = next.max(at + 1);
        }
    }

    /// One expression, or the several of a list.
    fn expression(&self, at: usize) -> Read<Vec<Phrase>> {
        let begins = match self.tokens[at].kind {
            // `XIXe siècle`
            Kind::Word if self.roman(at).is_none() => {
                let figure =
                    matches!(self.text.as_bytes()[self.tokens[at].start], b'I' | b'V' | b'X');
                let century = || figure.then(|| self.century(at)).flatten();
                let worded = || {
                    let led = at > 0 && self.role(at - 1, Role::Year);
                    led.then(|| self.bare_year(at)).flatten()
                };
                return self.misspelt(at).or_else(century).or_else(worded).map(one);
            }
            Kind::Word => Begins::FIGURES,
            Kind::Mark('[') => return self.supplied(at),
            Kind::Mark('?') => return self.doubted(at),
            Kind::Number { value: 0, digits: 1, .. } if self.gap(at + 1) == Gap::None => {
                return self.misspelt(at + 1).map(one);
            }
            Kind::Mark('\'' | '’') | Kind::Number { .. } => Begins::FIGURES,
            Kind::Known(_) if self.roman(at).is_some() => Begins::FIGURES,
            Kind::Known(entry) => self.lexicon.begins(entry),
            Kind::Mark(_) => return None,
        };
        if begins.has(Begins::DATE)
            && let Some(found) = self.dates(at)
        {
            return Some(found);
        }
        let tried = |kind| begins.has(kind);
        let vague = tried(Begins::VAGUE).then(|| self.vague(at)).flatten();
        let bounded = || tried(Begins::BOUND).then(|| self.bounded(at)).flatten();
        let relative = || tried(Begins::RELATIVE).then(|| self.relative(at)).flatten();
        vague.or_else(bounded).or_else(relative).map(one)
    }

    /// Days, months, years, their pairs, ranges and lists.
    fn dates(&self, at: usize) -> Read<Vec<Phrase>> {
        let (mut found, mut next) = self.timed(at).map(one).or_else(|| self.joined(at))?;
        if let Some(last) = found.last_mut() {
            if let Some((node, after)) = self.lasting_from(last, next) {
                let span = Span::new(last.span.start, self.end_of(after));
                (*last, next) = (Phrase::new(node, span), after);
            }
            next = self.doubt(last, at, next);
            next = self.bounded_after(last, next);
            self.about(last, next);
        }
        self.note_repairs(&mut found, at, next);
        Some((found, next))
    }

    /// `4 May 1920 or later`.
    fn bounded_after(&self, phrase: &mut Phrase, next: usize) -> usize {
        let at = next + usize::from(self.is_mark(next, ','));
        let bound = if self.role(at, Role::OrLater) {
            Bound::NotBefore
        } else if self.role(at, Role::OrEarlier) {
            Bound::NotAfter
        } else {
            return next;
        };
        let span = Span::new(phrase.span.start, self.end_of(at + 1));
        let of = std::mem::replace(phrase, Phrase::new(Node::OtherDay, span));
        phrase.node = Node::Bound(bound, Box::new(of));
        at + 1
    }

    /// `1915 or so`: the words stay outside, as those before a date do.
    fn about(&self, phrase: &mut Phrase, next: usize) {
        if self.role(next, Role::CircaAfter) {
            let of = std::mem::replace(phrase, Phrase::new(Node::OtherDay, phrase.span));
            phrase.node = Node::Circa(Box::new(of));
        }
    }

    /// Says where a letter was read as a digit.
    fn note_repairs(&self, found: &mut [Phrase], from: usize, next: usize) {
        for at in from..next.min(self.tokens.len()) {
            let Kind::Number { value, repaired: true, .. } = self.tokens[at].kind else { continue };
            let start = self.tokens[at].start;
            let within = found
                .iter_mut()
                .find(|phrase| phrase.span.start <= start && start < phrase.span.end);
            if let Some(Phrase { node: Node::Point(point), .. }) = within {
                let repair =
                    Repair { printed: self.slice(at).to_owned(), meant: value.to_string() };
                point.repair.get_or_insert(repair);
            }
        }
    }

    /// `not earlier than`, and at the head of a line or bracket also `after`.
    fn bounded(&self, at: usize) -> Read<Phrase> {
        let (bound, always) = self.bound(at)?;
        let bracketed = at > 0 && matches!(self.tokens[at - 1].kind, Kind::Mark('[' | '('));
        let heads = at == 0 || self.tokens[at].gap >= Gap::Line;
        if !always && !heads && !bracketed {
            return None;
        }
        let mut from = at + 1;
        // `spätestens am 4. Mai`, `avant le 4 mai`
        for _ in 0..2 {
            let skips = [Role::Article, Role::BareDay, Role::DayLead, Role::MonthOnly];
            from += usize::from(skips.iter().any(|&role| self.role(from, role)));
        }
        let (of, next) = self.single(from).or_else(|| self.vague(from))?;
        // `After May 4 he left` only names the day.
        let closed = self.gap(next) >= Gap::Line
            || matches!(self.tokens.get(next).map(|t| t.kind), Some(Kind::Mark(_)) | None);
        if !always && !bracketed && !closed {
            return None;
        }
        Some((self.phrase(Node::Bound(bound, Box::new(of)), at, next), next))
    }

    /// The bound that a word sets, and whether it always belongs to the date.
    fn bound(&self, at: usize) -> Option<(Bound, bool)> {
        [
            (Role::NotBefore, Bound::NotBefore, true),
            (Role::NotAfter, Bound::NotAfter, true),
            (Role::After, Bound::After, false),
            (Role::Before, Bound::Before, false),
        ]
        .into_iter()
        .find(|(role, ..)| self.role(at, *role))
        .map(|(_, bound, always)| (bound, always))
    }

    /// One expression of days, months and years, not a list.
    pub(super) fn single(&self, at: usize) -> Read<Phrase> {
        let (mut found, next) = self.joined(at)?;
        (found.len() == 1).then(|| (found.remove(0), next))
    }

    /// `by` stands before the date.
    fn frame(&self, found: &mut [Phrase], at: usize) {
        let Some(first) = found.first_mut() else { return };
        let start = self.tokens.partition_point(|token| token.start < first.span.start).max(at);
        let mut before = start;
        while before > 0 && self.role(before - 1, Role::Article) && !self.role(before - 1, Role::By)
        {
            before -= 1;
        }
        first.frame.by = before > 0 && self.role(before - 1, Role::By);
        first.frame.received = self.is_received(start);
    }

    /// Whether a word shortly before in the same line says that something came then, or was
    /// answered: `Received 4 May`, `eingegangen den 4. Mai`.
    fn is_received(&self, at: usize) -> bool {
        /// A preposition, an article and the marks of an abbreviation.
        const REACH: usize = 4;
        for before in (at.saturating_sub(REACH)..at).rev() {
            if self.gap(before + 1) >= Gap::Line {
                return false;
            }
            if self.role(before, Role::Received) {
                return true;
            }
        }
        false
    }

    /// Whether nothing but a comma or `and` stands between two expressions.
    fn only_list_marks(&self, from: usize, to: usize) -> bool {
        let first = self.tokens.partition_point(|token| token.start < from);
        let between = self.tokens[first..].iter().take_while(|token| token.start < to);
        let mut count = 0;
        for (offset, token) in between.enumerate() {
            count += 1;
            let at = first + offset;
            let joins = token.kind == Kind::Mark(',')
                || token.kind == Kind::Mark('.')
                || token.kind == Kind::Mark('&')
                || self.role(at, Role::And)
                || self.role(at, Role::Or)
                || self.role(at, Role::Article);
            if !joins || count > 3 || token.gap == Gap::Block {
                return false;
            }
        }
        count > 0
    }

    fn phrase(&self, node: Node, from: usize, next: usize) -> Phrase {
        Phrase {
            node,
            span: Span::new(self.tokens[from].start, self.end_of(next)),
            frame: Frame::default(),
        }
    }

    /// Where the last token before `next` ends.
    fn end_of(&self, next: usize) -> usize {
        next.checked_sub(1).map_or(0, |last| self.tokens[last].end)
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        #[cfg(test)]
        self.looks.set(self.looks.get() + 1);
        self.tokens.get(at).map(|token| token.kind)
    }

    fn senses(&self, at: usize) -> &[Sense] {
        match self.kind(at) {
            Some(Kind::Known(entry)) => self.lexicon.senses(entry),
            Some(Kind::Word | Kind::Number { .. } | Kind::Mark(_)) | None => &[],
        }
    }

    fn role(&self, at: usize, role: Role) -> bool {
        self.senses(at).contains(&Sense::Role(role))
    }

    fn is_mark(&self, at: usize, mark: char) -> bool {
        self.kind(at) == Some(Kind::Mark(mark))
    }

    fn gap(&self, at: usize) -> Gap {
        self.tokens.get(at).map_or(Gap::Block, |token| token.gap)
    }

    fn slice(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    fn roman(&self, at: usize) -> Option<u16> {
        match self.tokens.get(at)?.kind {
            Kind::Word | Kind::Known(_) => roman(self.slice(at)),
            Kind::Number { .. } | Kind::Mark(_) => None,
        }
    }

    /// Past any of these marks, at most three.
    fn skip_marks(&self, at: usize, marks: &[char]) -> usize {
        let mut next = at;
        while next < at + 3 && marks.iter().any(|&mark| self.is_mark(next, mark)) {
            next += 1;
        }
        next
    }

    /// Past a full stop that is glued to the token before it, or the colon that old hands write for
    /// it.
    fn skip_dot(&self, at: usize) -> usize {
        let colon = self.is_mark(at, ':')
            && self.gap(at + 1) != Gap::None
            && self.figures(at + 1).is_some();
        at + usize::from((self.is_mark(at, '.') || colon) && self.gap(at) == Gap::None)
    }
}

fn one((phrase, next): (Phrase, usize)) -> (Vec<Phrase>, usize) {
    (vec![phrase], next)
}

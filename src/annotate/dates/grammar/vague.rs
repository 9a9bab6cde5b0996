//! Years and longer times, and their parts: `early 1920`, `summer and autumn of 1918`, `the late
//! 19th century`, `c. 1915`, `Easter 1917`.

use super::{Grammar, Read};
use crate::annotate::dates::lexicon::Sense;
use crate::annotate::dates::tokens::{Gap, Kind};
use crate::annotate::dates::tree::{Join, Naming, Node, Phrase, Point, Which, Year};
use crate::languages::Role;

/// Bare figures outside of these need a word before them to be a year.
const PLAIN_YEARS: std::ops::RangeInclusive<i32> = 1500..=2035;

/// The words that may stand before a year that stands alone.
const BEFORE_YEARS: [Role; 14] = [
    Role::BareMonth,
    Role::Year,
    Role::From,
    Role::To,
    Role::Between,
    Role::And,
    Role::Or,
    Role::By,
    Role::Outside,
    Role::After,
    Role::Before,
    Role::Circa,
    Role::Of,
    Role::NotBefore,
];

impl Grammar<'_> {
    /// Every expression that is longer than a day, or vague.
    pub(super) fn vague(&self, at: usize) -> Read<Phrase> {
        self.between(at)
            .or_else(|| self.turn(at))
            .or_else(|| self.part_range(at))
            .or_else(|| self.seasons(at))
            .or_else(|| self.term(at))
            .or_else(|| self.century(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.feast(at))
            .or_else(|| self.circa(at))
            .or_else(|| self.night(at))
    }

    /// A year alone: `1912`, `44 BC`, `anno 7406 from the creation of the world`, `1920/21 economic
    /// year`.
    pub(super) fn bare_year(&self, at: usize) -> Read<Phrase> {
        let point =
            |year, naming| Node::Point(Point { year: Some(year), naming, ..Point::default() });
        if self.gap(at) == Gap::None && at > 0 && !self.may_touch(at) {
            return None;
        }
        if let Some((value, _)) = self.figures(at).filter(|(value, _)| (1..=7700).contains(value)) {
            if self.role(at + 1, Role::World) && value > 5000 {
                let node = point(Year::full(value as i32), Naming::World);
                return Some((self.phrase(node, at, at + 2), at + 2));
            }
            if self.role(at + 1, Role::Bc) && !self.is_guarded(at) {
                let node = point(Year::full(-(value as i32)), Naming::Usual);
                return Some((self.phrase(node, at, at + 2), at + 2));
            }
            let era = self.role(at + 1, Role::Ad);
            if (era || (at > 0 && self.role(at - 1, Role::Ad))) && value < 2100 {
                let next = at + 1 + usize::from(era);
                return Some((
                    self.phrase(point(Year::full(value as i32), Naming::Usual), at, next),
                    next,
                ));
            }
        }
        if let Some(found) = self.quoted_year(at) {
            return Some(found);
        }
        let (year, next) = self.year(at)?;
        if self.role(next, Role::EconomicYear) {
            return Some((self.phrase(Node::EconomicYear(year.value), at, next + 1), next + 1));
        }
        if self.is_guarded(at)
            || self.decade(at).is_some()
            || !self.may_be_year(at, year.value, next)
        {
            return None;
        }
        if let Some(second) = year.second {
            let half = |value| {
                Phrase::boxed(
                    point(Year::full(value), Naming::Usual),
                    self.phrase(Node::OtherDay, at, next).span,
                )
            };
            let node = Node::Range { from: half(year.value), to: half(second), join: Join::Stroke };
            return Some((self.phrase(node, at, next), self.after_year(next)));
        }
        let next = self.after_year(next);
        Some((self.phrase(point(year, Naming::Usual), at, next), next))
    }

    /// `'20`, after a preposition.
    fn quoted_year(&self, at: usize) -> Read<Phrase> {
        let quote = self.is_mark(at, '\'') || self.is_mark(at, '’');
        let glued = quote && self.gap(at) != Gap::None && self.gap(at + 1) == Gap::None;
        if !glued || !self.leads_year(at) {
            return None;
        }
        let (year, next) = self.short_year(at).filter(|(year, _)| year.figures == 2)?;
        let closed = self.gap(next) >= Gap::Space
            || !matches!(self.tokens.get(next).map(|t| t.kind), Some(Kind::Known(_) | Kind::Word));
        let node = Node::Point(Point { year: Some(year), ..Point::default() });
        closed.then(|| (self.phrase(node, at, next), next))
    }

    /// Whether figures may be glued to what stands before them.
    fn may_touch(&self, at: usize) -> bool {
        match self.tokens[at - 1].kind {
            Kind::Mark('.' | ',' | '/' | ':' | '-' | '–') => {
                at < 2 || self.figures(at - 2).is_none() || self.gap(at - 1) != Gap::None
            }
            Kind::Mark(mark) => {
                !matches!(mark, '$' | '£' | '№' | '#' | '+' | '=' | '_' | '\'' | '’')
            }
            Kind::Word | Kind::Known(_) => self.month(at - 1).is_some(),
            Kind::Number { .. } => false,
        }
    }

    /// Whether four figures are a year rather than an amount.
    fn may_be_year(&self, at: usize, value: i32, next: usize) -> bool {
        if self.role(next, Role::Amount) && self.gap(next) <= Gap::Space {
            return false;
        }
        let after = self.tokens.get(next);
        let spoilt = after.is_some_and(|token| match token.kind {
            Kind::Word | Kind::Number { .. } => token.gap == Gap::None && !token.capital,
            Kind::Known(_) => {
                token.gap == Gap::None && !token.capital && self.month(next).is_none()
            }
            Kind::Mark('%' | '°' | '½' | '¼' | '×' | '+' | '=') => true,
            Kind::Mark('/' | '.' | ',' | ':' | '-') => {
                token.gap == Gap::None
                    && self.gap(next + 1) == Gap::None
                    && self.figures(next + 1).is_some()
                    && !self.year_may_end(next)
            }
            Kind::Mark(_) => false,
        });
        if spoilt {
            return false;
        }
        let round = value % 50 == 0 || !PLAIN_YEARS.contains(&value);
        !round
            || self.leads_year(at)
            || self.is_mark(next, ')')
            || self.is_mark(next, ']')
            || (self.gap(at) >= Gap::Line
                && (self.gap(next) >= Gap::Line || next >= self.tokens.len()))
    }

    /// `1917-18`, `1917-1918`.
    fn year_may_end(&self, mark: usize) -> bool {
        (self.is_mark(mark, '-') || self.is_mark(mark, '/'))
            && matches!(self.figures(mark + 1), Some((_, 2 | 4)))
    }

    fn leads_year(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        match self.tokens[before].kind {
            Kind::Mark(mark) => matches!(mark, '(' | '['),
            Kind::Known(_) => {
                BEFORE_YEARS.iter().any(|&role| self.role(before, role))
                    || self
                        .senses(before)
                        .iter()
                        .any(|s| matches!(s, Sense::Part(_) | Sense::Season(_)))
            }
            Kind::Word | Kind::Number { .. } => false,
        }
    }

    /// `between 5 and 10 May 1921`.
    fn between(&self, at: usize) -> Read<Phrase> {
        if !self.role(at, Role::Between) {
            return None;
        }
        let (mut found, next) = self.joined(at + 1)?;
        if found.len() == 2 && found[1].span.end == self.end_of(next) {
            let (b, a) = (found.pop()?, found.pop()?);
            return Some((self.phrase(Node::Between(Box::new(a), Box::new(b)), at, next), next));
        }
        if found.len() != 1 || !(self.role(next, Role::And) || self.role(next, Role::To)) {
            return None;
        }
        let (second, end) = self.single(next + 1)?;
        let node = Node::Between(Box::new(found.remove(0)), Box::new(second));
        Some((self.phrase(node, at, end), end))
    }

    /// `turn of 1918-1919`, `turn of the century`.
    fn turn(&self, at: usize) -> Read<Phrase> {
        if !self.role(at, Role::Turn) {
            return None;
        }
        let mut from = at + 1;
        from += usize::from(self.role(from, Role::Article));
        if self.role(from, Role::Century) {
            return Some((self.phrase(Node::Turn(None), at, from + 1), from + 1));
        }
        let (years, next) = self.single(from)?;
        let Node::Range { from: first, to: second, .. } = &years.node else { return None };
        let (first, second) = (first.node.year()?.value, second.node.year()?.value);
        Some((self.phrase(Node::Turn(Some((first, second))), at, next), next))
    }

    /// `beginning of 1920 to the end of 1921`.
    fn part_range(&self, at: usize) -> Read<Phrase> {
        let (first, next) = self.part(at)?;
        let dash = ['-', '–', '—', '/'].iter().any(|&mark| self.is_mark(next, mark));
        let joined = dash || self.role(next, Role::To);
        if joined {
            let mut from = next + 1;
            from += usize::from(self.role(from, Role::Article));
            let second = self.part(from).or_else(|| self.single(from));
            if let Some((second, end)) = second {
                let node =
                    Node::Range { from: Box::new(first), to: Box::new(second), join: Join::Words };
                return Some((self.phrase(node, at, end), end));
            }
        }
        Some((first, next))
    }

    /// `early 1920`, `mid-May`, `the late 19th century`.
    pub(super) fn part(&self, at: usize) -> Read<Phrase> {
        let index = self.senses(at).iter().find_map(|sense| {
            let Sense::Part(index) = sense else { return None };
            Some(*index)
        })?;
        let mut from = at + 1;
        from += usize::from(self.is_mark(from, '-'));
        // `Mitte/Ende September`: the wider of two parts is not guessed; the second counts.
        for _ in 0..2 {
            let skips =
                [Role::Article, Role::Of, Role::Year].iter().any(|&role| self.role(from, role));
            from += usize::from(skips && self.month(from).is_none());
        }
        if self.gap(from) >= Gap::Block {
            return None;
        }
        let (of, next) = self
            .century(from)
            .or_else(|| self.decade(from))
            .or_else(|| self.named_decade(from))
            .or_else(|| self.month_or_year(from))
            .or_else(|| self.current(from))?;
        Some((self.phrase(Node::Part(index, Box::new(of)), at, next), next))
    }

    /// A month or a year, not a day.
    fn month_or_year(&self, at: usize) -> Read<Phrase> {
        let (phrase, next) = self.plain(at)?;
        let Node::Point(point) = &phrase.node else { return None };
        (point.day.is_none()).then_some((phrase, next))
    }

    /// `spring of 1921`, `summer and autumn of 1918`, `last winter`, `the winter of 1918-19`.
    fn seasons(&self, at: usize) -> Read<Phrase> {
        let (first, mut next) = self.season(at)?;
        let mut last = first;
        let dash = self.is_mark(next, '-') || self.is_mark(next, '–') || self.is_mark(next, '/');
        if dash || [Role::And, Role::Or, Role::To].iter().any(|&role| self.role(next, role)) {
            let from = next + 1 + usize::from(self.role(next + 1, Role::Article));
            if let Some((season, end)) = self.season(from) {
                (last, next) = (season, end);
            }
        }
        let which = self.which(at);
        let Some((year, end)) = self.year_of_season(next, last == 4) else {
            let node = Node::Seasons { first, last, year: None, which };
            return (self.scope.relative && which != Which::Any)
                .then(|| (self.phrase(node, at, next), next));
        };
        let node = Node::Seasons { first, last, year: Some(year), which };
        Some((self.phrase(node, at, end), end))
    }

    /// The year after a season or term; one that goes over the new year may have two.
    fn year_of_season(&self, at: usize, goes_over: bool) -> Read<Year> {
        let mut from = self.skip_marks(at, &['.', ',']);
        for _ in 0..2 {
            let skips =
                [Role::Of, Role::Article, Role::Year].iter().any(|&role| self.role(from, role));
            from += usize::from(skips);
        }
        if self.gap(from) >= Gap::Block || self.is_guarded(from) {
            return None;
        }
        let (mut year, mut end) = self.year(from)?;
        let dash = self.is_mark(end, '-') || self.is_mark(end, '–') || self.is_mark(end, '—');
        if goes_over && year.second.is_none() && dash {
            let second = year.value + 1;
            let said = self.figures(end + 1).is_some_and(|(value, digits)| {
                value as i32 == second || (digits == 2 && value as i32 == second % 100)
            });
            if said {
                year.second = Some(second);
                end += 2;
            }
        }
        Some((year, self.after_year(end)))
    }

    /// `Wintersemester 1821/22`.
    fn term(&self, at: usize) -> Read<Phrase> {
        let index = self.senses(at).iter().find_map(|sense| {
            let Sense::Term(index) = sense else { return None };
            Some(*index)
        })?;
        let term = self.lexicon.terms.get(usize::from(index))?;
        let (year, end) = self.year_of_season(at + 1, term.to < term.from)?;
        Some((self.phrase(Node::Term { index, year }, at, end), end))
    }

    fn season(&self, at: usize) -> Read<u8> {
        self.senses(at).iter().find_map(|sense| {
            let Sense::Season(number) = sense else { return None };
            Some((*number, at + 1))
        })
    }

    /// `the 19th century`, `XIXe siècle`; also `18th` in `the 18th and 19th centuries`.
    pub(super) fn century(&self, at: usize) -> Read<Phrase> {
        let (number, next) = self.century_number(at)?;
        if !self.role(next, Role::Century) || self.gap(next) > Gap::Line {
            let dash =
                self.is_mark(next, '-') || self.is_mark(next, '–') || self.is_mark(next, ',');
            let listed =
                dash || [Role::And, Role::Or, Role::To].iter().any(|&role| self.role(next, role));
            let from = next + 1 + usize::from(self.role(next + 1, Role::Article));
            let (_, after) = listed.then(|| self.century_number(from)).flatten()?;
            let node = Node::Century { number, bc: false };
            return self.role(after, Role::Century).then(|| (self.phrase(node, at, next), next));
        }
        let bc = self.role(next + 1, Role::Bc);
        let node = Node::Century { number, bc };
        let end = next + 1 + usize::from(bc);
        Some((self.phrase(node, at, end), end))
    }

    fn century_number(&self, at: usize) -> Read<i32> {
        // `XIXe siècle`
        let letters = self.slice(at).trim_end_matches(char::is_lowercase);
        let roman = super::roman(letters).map(u32::from);
        let (number, mut next) = match roman.or_else(|| Some(self.figures(at)?.0)) {
            Some(number @ 1..=21) => (number, at + 1),
            Some(_) => return None,
            None => {
                let (day, next) = self.day(at)?;
                (u32::from(day.day), next)
            }
        };
        next += usize::from(self.role(next, Role::OrdinalEnding) && self.gap(next) == Gap::None);
        Some((number as i32, self.skip_dot(next)))
    }

    /// `the 1920s`, `the twenties`.
    fn decade(&self, at: usize) -> Read<Phrase> {
        if let Some((value, digits @ (2 | 4))) = self.figures(at) {
            let mut next = at + 1;
            next += usize::from(self.is_mark(next, '-') && self.gap(next) == Gap::None);
            let ends = self.role(next, Role::DecadeAfter) && self.gap(next) == Gap::None;
            let quoted = (self.is_mark(next, '\'') || self.is_mark(next, '’'))
                && self.slice(next + 1) == "s";
            let end = next + 1 + usize::from(quoted && !ends);
            let years = digits == 2 || (1000..2100).contains(&value);
            let decade = value % 10 == 0 && years && (ends || quoted);
            let node = Node::Decade { first: value as i32, whole: digits == 4 };
            return decade.then(|| (self.phrase(node, at, end), end));
        }
        let led = at > 0 && self.role(at - 1, Role::Article);
        led.then(|| self.named_decade(at)).flatten()
    }

    /// `twenties`.
    fn named_decade(&self, at: usize) -> Read<Phrase> {
        let decade = self.senses(at).iter().find_map(|sense| {
            let Sense::Decade(decade) = sense else { return None };
            Some(*decade)
        })?;
        let node = Node::Decade { first: i32::from(decade), whole: false };
        Some((self.phrase(node, at, at + 1), at + 1))
    }

    /// `Easter 1917`, `Trinity Sunday 1921 (Orthodox)`.
    fn feast(&self, at: usize) -> Read<Phrase> {
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
        let (year, mut next) = year.map_or((None, at + 1), |(year, next)| (Some(year), next));
        let church = self.church(next);
        if let Some((_, end)) = church {
            next = end;
        }
        let node = Node::Feast { index, year, church: church.map(|(church, _)| church), which };
        Some((self.phrase(node, at, next), next))
    }

    /// `c. 1915`, `about 4 September 1920`.
    fn circa(&self, at: usize) -> Read<Phrase> {
        if !self.role(at, Role::Circa) {
            return None;
        }
        let mut from = self.skip_dot(at + 1);
        from += usize::from(self.role(from, Role::Article));
        let (of, next) = self.plain(from)?;
        // The word itself stays outside, as `until` and `since` do.
        let node = Node::Circa(Box::new(of));
        Some((self.phrase(node, from, next), next))
    }

    /// `the night of 3 to 4 March 1921`: the range itself.
    fn night(&self, at: usize) -> Read<Phrase> {
        if !self.role(at, Role::Night) {
            return None;
        }
        let from = at + 1 + usize::from(self.role(at + 1, Role::Article));
        let (phrase, next) = self.single(from)?;
        if !matches!(phrase.node, Node::Range { .. }) {
            return None;
        }
        Some((self.phrase(phrase.node, at, next), next))
    }
}

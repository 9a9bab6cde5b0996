//! Longer times and their parts: `early 1920`, `summer and autumn of 1918`, `the late
//! 19th century`, `c. 1915`.

use super::{Grammar, Read};
use crate::annotate::dates::lexicon::Sense;
use crate::annotate::dates::tokens::Gap;
use crate::annotate::dates::tree::{Join, Node, Phrase, Unit, Which, Year};
use crate::languages::Role;

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
            .or_else(|| self.near_feast(at))
            .or_else(|| self.feast(at))
            .or_else(|| self.circa(at))
            .or_else(|| self.night(at))
            .or_else(|| self.night_before(at))
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
            let skips = [Role::Article, Role::Of].iter().any(|&role| self.role(from, role));
            let year = self.role(from, Role::Year) && self.year(from + 1).is_some();
            from += usize::from((skips || year) && self.month(from).is_none());
        }
        if self.gap(from) >= Gap::Block {
            return None;
        }
        let (of, next) = self
            .century(from)
            .or_else(|| self.decade(from))
            .or_else(|| self.named_decade(from))
            .or_else(|| self.seasons(from))
            .or_else(|| self.month_or_year(from))
            .or_else(|| self.current(from))
            .or_else(|| self.month_or_year_of_writing(from))?;
        Some((self.phrase(Node::Part(index, Box::new(of)), at, next), next))
    }

    /// `the end of the month`: the one that is going on.
    fn month_or_year_of_writing(&self, at: usize) -> Read<Phrase> {
        // `the year` may be one phrase of the lexicon.
        let year = self.role(at, Role::Year) && self.slice(at).contains(' ');
        let led = year || (at > 0 && self.role(at - 1, Role::Article));
        let unit = if year { Some(Unit::Year) } else { self.unit(at) };
        let unit = unit.filter(|unit| matches!(unit, Unit::Month | Unit::Year))?;
        let node = Node::Current { unit, which: Which::Any };
        (led && self.scope.relative).then(|| (self.phrase(node, at, at + 1), at + 1))
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
        let full = if goes_over { self.double_year(from) } else { self.year(from) };
        let quote = self.is_mark(from, '\'') || self.is_mark(from, '’');
        let (year, end) = full.or_else(|| quote.then(|| self.short_year(from)).flatten())?;
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
                // `three centuries` are a length of time.
                let (day, next) = self.day(at).filter(|(day, _)| day.ordinal)?;
                (u32::from(day.day), next)
            }
        };
        let hyphen = self.is_mark(next, '-')
            && self.gap(next) == Gap::None
            && self.role(next + 1, Role::OrdinalEnding);
        next += usize::from(hyphen && self.gap(next + 1) == Gap::None);
        next += usize::from(self.role(next, Role::OrdinalEnding) && self.gap(next) == Gap::None);
        Some((number as i32, self.skip_dot(next)))
    }

    /// `the 1920s`, `the twenties`.
    pub(super) fn decade(&self, at: usize) -> Read<Phrase> {
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
            return decade.then(|| self.of_century((self.phrase(node, at, end), end)));
        }
        self.hyphened_decade(at).or_else(|| self.worded_decade(at))
    }

    /// `eighteen-nineties`, `nineteen twenties`.
    fn hyphened_decade(&self, at: usize) -> Read<Phrase> {
        let hundreds = self.senses(at).iter().find_map(|sense| match *sense {
            Sense::Cardinal(n @ 11..=20) => Some(i32::from(n)),
            _ => None,
        })?;
        let from = at + 1 + usize::from(self.is_mark(at + 1, '-'));
        let (phrase, next) = self.named_decade(from).filter(|_| self.gap(from) <= Gap::Space)?;
        let Node::Decade { first: tens, .. } = phrase.node else { return None };
        let node = Node::Decade { first: hundreds * 100 + tens, whole: true };
        Some((self.phrase(node, at, next), next))
    }

    /// With the century that follows a decade: `the thirties of the 19th century`.
    fn of_century(&self, (mut phrase, next): (Phrase, usize)) -> (Phrase, usize) {
        let Node::Decade { first, whole: false } = phrase.node else { return (phrase, next) };
        let mut from = next;
        for _ in 0..2 {
            let skips = [Role::Of, Role::Article].iter().any(|&role| self.role(from, role));
            from += usize::from(skips);
        }
        let Some((century, end)) = self.century(from) else { return (phrase, next) };
        let Node::Century { number, bc: false } = century.node else { return (phrase, next) };
        phrase.node = Node::Decade { first: (number - 1) * 100 + first, whole: true };
        phrase.span.end = century.span.end;
        (phrase, end)
    }

    /// `les années 1920`, `les années vingt`, `the twenties`, `двадцатых годах`.
    fn worded_decade(&self, at: usize) -> Read<Phrase> {
        if self.role(at, Role::DecadeBefore) {
            if let Some((mut phrase, next)) = self.named_decade(at + 1) {
                phrase.span.start = self.tokens[at].start;
                return Some((phrase, next));
            }
            let (year, next) = self.year(at + 1)?;
            // `les années 1920 à 1925` is a range.
            let joined = self.sign(next).is_some_and(|(_, from)| self.figures(from).is_some());
            let node = Node::Decade { first: year.value, whole: true };
            return (year.value % 10 == 0 && !joined).then(|| (self.phrase(node, at, next), next));
        }
        let (phrase, next) = self.named_decade(at)?;
        // `le vingt juin`: what also counts is no decade by its article alone.
        let counts = self.senses(at).iter().any(|sense| matches!(sense, Sense::Cardinal(_)));
        let led = at > 0 && self.role(at - 1, Role::Article) && !counts;
        let whole = matches!(phrase.node, Node::Decade { whole: true, .. });
        (led || whole || next > at + 1).then_some((phrase, next))
    }

    /// `twenties`, `dreißiger Jahre`, `thirties of the 19th century`.
    fn named_decade(&self, at: usize) -> Read<Phrase> {
        let decade = self.senses(at).iter().find_map(|sense| {
            let Sense::Decade(decade) = sense else { return None };
            Some(*decade)
        })?;
        let node = Node::Decade { first: i32::from(decade), whole: false };
        let years = self.role(at + 1, Role::UnitYear) && self.gap(at + 1) == Gap::Space;
        let next = at + 1 + usize::from(years);
        Some(self.of_century((self.phrase(node, at, next), next)))
    }

    /// `c. 1915`, `about 4 September 1920`.
    fn circa(&self, at: usize) -> Read<Phrase> {
        if !self.role(at, Role::Circa) {
            return None;
        }
        let mut from = self.skip_dot(at + 1);
        from += usize::from(self.role(from, Role::Article));
        let (of, next) = self.single(from)?;
        // The word itself stays outside, as `until` and `since` do.
        let node = Node::Circa(Box::new(of));
        Some((self.phrase(node, from, next), next))
    }
}

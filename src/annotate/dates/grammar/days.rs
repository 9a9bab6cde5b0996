//! Days side by side, and dates joined to pairs and ranges: `8-14`, `1 (14)`, `June 30 - July 2`.

use super::closing::Closing;
use super::words::DayNumber;
use super::{Grammar, Read};
use crate::annotate::dates::tokens::Gap;
use crate::annotate::dates::tree::{Join, Naming, Node, Phrase, Point, Year};
use crate::languages::Role;

/// A day of a group, and how it hangs on the one before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub number: DayNumber,
    /// Its first token.
    pub first: usize,
    /// The token after it.
    pub next: usize,
    /// The token after it and the bracket that closes there.
    pub end: usize,
    pub join: Sign,
}

/// What stands between two dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Dash,
    Words,
    Stroke,
    Bracket,
    Ampersand,
    Comma,
    List,
}

/// More days than this are no list of days.
const MOST_DAYS: usize = 12;

impl Sign {
    pub(super) fn is_list(self) -> bool {
        match self {
            Self::Comma | Self::List => true,
            Self::Dash | Self::Words | Self::Stroke | Self::Bracket | Self::Ampersand => false,
        }
    }

    /// How the sign joins two dates; none for the two styles of one day.
    pub(super) fn join(self) -> Option<Join> {
        match self {
            Self::Bracket => None,
            Self::Dash => Some(Join::Dash),
            Self::Words => Some(Join::Words),
            Self::Stroke | Self::Ampersand | Self::Comma | Self::List => Some(Join::Stroke),
        }
    }
}

impl Item {
    pub(super) fn single(number: DayNumber, first: usize, next: usize) -> Self {
        Self { number, first, next, end: next, join: Sign::List }
    }
}

impl Grammar<'_> {
    /// One or several days: `8`, `8-14`, `1 (14)`, `8, 10 and 12`, `8 (21) - 14 (27)`.
    pub(super) fn days(&self, at: usize) -> Read<Vec<Item>> {
        let (number, mut next) = self.day(at)?;
        let mut found = vec![Item::single(number, at, next)];
        while found.len() < MOST_DAYS {
            let Some((sign, from)) = self.sign(self.skip_dot(next)) else { break };
            let last = found[found.len() - 1];
            if sign == Sign::Bracket {
                let Some((items, end)) =
                    self.days_in_brackets(from).filter(|_| last.end == last.next)
                else {
                    break;
                };
                found.extend(items);
                next = end;
                continue;
            }
            let Some((number, end)) = self.day(from) else { break };
            if self.gap(from) > Gap::Space || self.starts_numeric(from) {
                break;
            }
            // `October 3, 20 men`: a comma goes on only to another day of the list.
            if sign == Sign::Comma {
                let goes_on = self.sign(self.skip_dot(end)).is_some_and(|(sign, after)| {
                    (sign.is_list() || sign == Sign::Ampersand)
                        && self.day(after).is_some_and(|(day, _)| !day.words)
                });
                if !goes_on {
                    break;
                }
            } else if number.words || self.counts(end) {
                break;
            }
            let styles = is_style_step(last.number.day, number.day);
            let join = if sign == Sign::Ampersand && !styles { Sign::List } else { sign };
            found.push(Item { number, first: from, next: end, end, join });
            next = end;
        }
        Some((found, next))
    }

    /// What stands in brackets after days: the same in the other style.
    fn days_in_brackets(&self, at: usize) -> Read<Vec<Item>> {
        let (number, next) = self.day(at)?;
        let mut found = vec![Item { join: Sign::Bracket, ..Item::single(number, at, next) }];
        let mut end = self.skip_dot(next);
        if let Some((sign @ (Sign::Dash | Sign::Words), from)) = self.sign(end) {
            let (number, next) = self.day(from)?;
            found.push(Item { join: sign, ..Item::single(number, from, next) });
            end = self.skip_dot(next);
        }
        let closed = self.is_mark(end, ')') || self.is_mark(end, ']');
        if let Some(last) = found.last_mut() {
            last.end = end + 1;
        }
        closed.then_some((found, end + 1))
    }

    /// Whether what stands here is counted by the number before it.
    fn counts(&self, at: usize) -> bool {
        [Role::Am, Role::Pm, Role::Clock, Role::Amount, Role::UnitDay]
            .iter()
            .any(|&role| self.role(at, role))
    }

    /// Whether the number begins a date in figures of its own.
    fn starts_numeric(&self, at: usize) -> bool {
        (self.is_mark(at + 1, '/') || self.is_mark(at + 1, '.'))
            && self.gap(at + 1) == Gap::None
            && self.gap(at + 2) == Gap::None
            && self.figures(at + 2).is_some()
    }

    /// The sign that joins what stands before to what stands after, and where that begins.
    pub(super) fn sign(&self, at: usize) -> Read<Sign> {
        if self.gap(at) >= Gap::Block {
            return None;
        }
        let marks = [
            ('-', Sign::Dash),
            ('–', Sign::Dash),
            ('—', Sign::Dash),
            ('/', Sign::Stroke),
            ('(', Sign::Bracket),
            ('[', Sign::Bracket),
            ('&', Sign::Ampersand),
            (',', Sign::Comma),
        ];
        if let Some((mark, sign)) = marks.into_iter().find(|(mark, _)| self.is_mark(at, *mark)) {
            let mut next = at + 1;
            // `8, and 10`; two hyphens stand for a dash.
            if mark == ',' && (self.role(next, Role::And) || self.role(next, Role::Or)) {
                return Some((Sign::List, self.past_lead(next + 1)));
            }
            next +=
                usize::from(mark == '-' && self.is_mark(next, '-') && self.gap(next) == Gap::None);
            return Some((sign, next));
        }
        if self.role(at, Role::To) {
            return Some((Sign::Words, self.past_lead(at + 1)));
        }
        (self.role(at, Role::And) || self.role(at, Role::Or))
            .then(|| (Sign::List, self.past_lead(at + 1)))
    }

    /// Past `on the`, `den` before the next day of a list or range.
    pub(super) fn past_lead(&self, at: usize) -> usize {
        let at = at + usize::from(self.role(at, Role::DayLead));
        at + usize::from(self.role(at, Role::Article) || self.role(at, Role::BareDay))
    }

    /// A date with what it is joined to.
    pub(super) fn joined(&self, at: usize) -> Read<Vec<Phrase>> {
        let (mut found, mut next) = self.group(at)?;
        let mut last = found.pop()?;
        for _ in 0..2 {
            let Some((joined, end)) = self.join(&last, at, next) else { break };
            (last, next) = (joined, end);
        }
        next = self.after_point(&mut last, next);
        found.push(last);
        Some((found, next))
    }

    /// A style or a time of day after a date.
    fn after_point(&self, phrase: &mut Phrase, at: usize) -> usize {
        let mut next = at;
        let point = match &mut phrase.node {
            Node::Range { to, .. } => &mut to.node,
            other => other,
        };
        let Node::Point(point) = point else { return next };
        if point.style.is_none()
            && let Some((style, end)) = self.style(next)
        {
            point.style = Some(style);
            next = end;
        }
        // `4 September 1920 (Saturday)`
        if point.day.is_some()
            && self.is_mark(next, '(')
            && let Some((weekday, end)) = self.weekday(next + 1)
            && self.is_mark(end, ')')
        {
            point.weekday = Some(weekday);
            next = end + 1;
        }
        if point.day.is_some()
            && point.time.is_none()
            && let Some((time, end)) = self.time_after(next)
        {
            point.time = Some(time);
            next = end;
        }
        if next > at {
            phrase.span.end = self.end_of(next);
        }
        next
    }

    /// The second half that follows a date, if one does.
    fn join(&self, first: &Phrase, at: usize, next: usize) -> Read<Phrase> {
        let dotted = self.skip_dot(next);
        let (sign, mut from) = self.sign(dotted)?;
        if self.gap(from) >= Gap::Line && sign != Sign::Words {
            return None;
        }
        // `5 May 1920 (O.S. 22 April)`
        let styled = [Role::OldStyle, Role::NewStyle].iter().any(|&role| self.role(from, role));
        from += usize::from(sign == Sign::Bracket && styled);
        let (mut second, mut end) = self
            .second_year_of(first, sign, from)
            .or_else(|| self.second_half(first, sign, from))?;
        end = self.dashed_second_year(first, &mut second, end);
        let mut node = join_with(first, sign, second)?;
        if sign == Sign::Bracket {
            end = self.skip_dot(end);
            if !self.is_mark(end, ')') && !self.is_mark(end, ']') {
                return None;
            }
            end += 1;
            if node.year().is_none() {
                let closing = self.closing(end, true, true);
                node.close(closing.year, closing.shift, true);
                end = closing.next;
            }
            end = self.second_year_in_brackets(&node, end);
        }
        let mut phrase = self.phrase(node, at, end);
        phrase.span.start = first.span.start;
        Some((phrase, end))
    }

    /// `December 27/January 8, 1893-94`: the years of both halves.
    fn dashed_second_year(&self, first: &Phrase, second: &mut Phrase, end: usize) -> usize {
        let (Node::Point(a), Node::Point(b)) = (&first.node, &mut second.node) else { return end };
        let wraps = a.month == Some(12) && b.month == Some(1) && a.year.is_none();
        if !wraps || b.day.is_none() {
            return end;
        }
        let closing = self.with_dashed_year(Closing { year: b.year, ..Closing::none(end) });
        b.year = closing.year;
        second.span.end = self.end_of(closing.next);
        closing.next
    }

    /// `1893 (1894)`: the year of the second half, said again.
    fn second_year_in_brackets(&self, node: &Node, at: usize) -> usize {
        let said = || {
            let year = node.year()?.value;
            let (second, next) = self.is_mark(at, '(').then(|| self.year(at + 1))??;
            (second.value == year + 1 && self.is_mark(next, ')')).then_some(next + 1)
        };
        said().unwrap_or(at)
    }

    /// The second of two years: `1912-1927`, `1917–18`, `1912 - 1921`.
    fn second_year_of(&self, first: &Phrase, sign: Sign, at: usize) -> Read<Phrase> {
        let Node::Point(Point { year: Some(year), month: None, day: None, .. }) = first.node else {
            return None;
        };
        if !matches!(sign, Sign::Dash | Sign::Words | Sign::Stroke) {
            return None;
        }
        let (value, digits) = self.figures(at)?;
        let glued = self.gap(at + 1) == Gap::None
            && self.figures(at + 2).is_some()
            && !self.is_mark(at + 1, '/');
        let (value, point) = match digits {
            4 => {
                (self.year(at)?.0.value, Point { year: Some(self.year(at)?.0), ..Point::default() })
            }
            2 if sign != Sign::Words && !glued => {
                let value = year.value - year.value % 100 + value as i32;
                (value, Point { year: Some(Year::full(value)), ..Point::default() })
            }
            _ => return None,
        };
        let next = if digits == 4 { self.year(at)?.1 } else { at + 1 };
        (value > year.value)
            .then(|| (self.phrase(Node::Point(point), at, next), self.after_year(next)))
    }

    /// The second half of a pair or range of days or months.
    fn second_half(&self, first: &Phrase, sign: Sign, at: usize) -> Read<Phrase> {
        let with_day = |node: &Node| matches!(node, Node::Point(Point { day: Some(_), .. }));
        if sign == Sign::List || matches!(first.node, Node::Pair(..)) && sign == Sign::Bracket {
            return None;
        }
        // In brackets after a range stands the same range in the other style.
        if sign == Sign::Bracket && matches!(first.node, Node::Range { .. }) {
            return self.range_in_brackets(at);
        }
        if matches!(first.node, Node::Pair(..)) {
            return self.second_pair(at).filter(|_| sign != Sign::Comma);
        }
        let open = matches!(&first.node, Node::Point(p) if p.month.is_some() && p.year.is_none());
        let glued = sign == Sign::Dash && open && self.figures(at).is_some();
        let (mut found, next) = match glued.then(|| self.numeric_after_any(at)).flatten() {
            Some((phrase, next)) => (vec![phrase], next),
            None => self.group_or_part(at)?,
        };
        if found.len() != 1 {
            return None;
        }
        let second = found.remove(0);
        match sign {
            Sign::Bracket | Sign::Comma | Sign::Ampersand => {
                (with_day(&first.node) && with_day(&second.node)).then_some((second, next))
            }
            Sign::Dash | Sign::Stroke | Sign::Words => Some((second, next)),
            Sign::List => None,
        }
    }

    /// The range in the other style; never one with brackets of its own.
    fn range_in_brackets(&self, at: usize) -> Read<Phrase> {
        let (mut found, next) = self.group(at)?;
        let first = found.pop().filter(|_| found.is_empty())?;
        if matches!(first.node, Node::Range { .. }) {
            return Some((first, next));
        }
        let (sign, from) = self.sign(self.skip_dot(next))?;
        if !matches!(sign, Sign::Dash | Sign::Words) {
            return None;
        }
        let (mut found, end) = self.group(from)?;
        let second = found.pop().filter(|_| found.is_empty())?;
        let node = join_with(&first, sign, second)?;
        Some((self.phrase(node, at, end), end))
    }

    /// `October 30 (November 12), 1917` after another day in both styles.
    fn second_pair(&self, at: usize) -> Read<Phrase> {
        let (mut found, next) = self.group(at)?;
        let first = found.pop().filter(|_| found.is_empty())?;
        if matches!(first.node, Node::Pair(..)) {
            return Some((first, next));
        }
        let (pair, end) = self.join(&first, at, next)?;
        matches!(pair.node, Node::Pair(..)).then_some((pair, end))
    }

    fn group_or_part(&self, at: usize) -> Read<Vec<Phrase>> {
        self.group(at).or_else(|| {
            let (phrase, next) = self.part(at)?;
            Some((vec![phrase], next))
        })
    }
}

fn is_republican(point: &Point) -> bool {
    point.naming == Naming::Republican
}

/// Whether two days of one month lie as far apart as the two styles.
fn is_style_step(a: u8, b: u8) -> bool {
    (10..=13).contains(&a.abs_diff(b))
}

/// Joins two halves, where they can be halves of one thing.
fn join_with(first: &Phrase, sign: Sign, second: Phrase) -> Option<Node> {
    let (a, b) = (Box::new(first.clone()), Box::new(second));
    let days = match (&a.node, &b.node) {
        (Node::Point(a), Node::Point(b)) => Some(a.days_apart(b)),
        _ => None,
    };
    match sign {
        Sign::Bracket => match (days, &a.node, &b.node) {
            (Some(_), Node::Point(x), Node::Point(y)) if is_republican(x) != is_republican(y) => {
                Some(Node::Pair(a, b))
            }
            (Some(apart), ..) => {
                apart.is_some_and(|days| (9..=14).contains(&days)).then_some(Node::Pair(a, b))
            }
            (None, Node::Range { .. }, Node::Range { .. }) => Some(Node::Pair(a, b)),
            _ => None,
        },
        Sign::Comma | Sign::Ampersand => {
            days.flatten().filter(|days| (10..=13).contains(days))?;
            Some(Node::Range { from: a, to: b, join: Join::Stroke })
        }
        Sign::Dash | Sign::Stroke | Sign::Words => {
            let join = sign.join()?;
            let grain = |node: &Node| match node {
                Node::Point(point) => (point.day.is_some(), point.month.is_some()),
                _ => (false, false),
            };
            // A day may end with a day, a month with a month, and a part with a part.
            let points = matches!((&a.node, &b.node), (Node::Point(_), Node::Point(_)));
            let parts = matches!(a.node, Node::Part(..)) || matches!(b.node, Node::Part(..));
            let pairs = matches!((&a.node, &b.node), (Node::Pair(..), Node::Pair(..)));
            let same = points && grain(&a.node) == grain(&b.node);
            (same || parts || pairs).then_some(Node::Range { from: a, to: b, join })
        }
        Sign::List => None,
    }
}

//! Dates in figures: `4/IX-20`, `04.09.1920`, `8. 11. 904`, `IX-1920`, `1920-09-04`.

use super::closing::Closing;
use super::days::{Item, Sign};
use super::named::DaysRead;
use super::{Grammar, Read};
use crate::annotate::dates::lexicon::MonthName;
use crate::annotate::dates::tokens::{Gap, Kind};
use crate::annotate::dates::tree::{Node, Phrase, Point, Time, Year};
use crate::languages::{NumericOrder, Role};

impl Grammar<'_> {
    /// A date that names its month by a number.
    pub(super) fn numeric(&self, at: usize) -> Read<Phrase> {
        if at > 0 && self.gap(at) == Gap::None && self.follows_figures(at) {
            return None;
        }
        self.numeric_after_any(at)
    }

    /// The same where what stands before does not matter, as after the dash of a range.
    pub(super) fn numeric_after_any(&self, at: usize) -> Read<Phrase> {
        let (point, mut next) = self
            .iso(at)
            .or_else(|| self.day_month_year(at))
            .or_else(|| self.roman_month_year(at))
            .or_else(|| self.month_stroke_year(at))?;
        if point.year.is_some() {
            next = self.after_year(next);
        }
        Some((self.phrase(Node::Point(point), at, next), next))
    }

    /// Whether the number goes on one before it, as in `763.72112/5126`.
    fn follows_figures(&self, at: usize) -> bool {
        match self.tokens[at - 1].kind {
            Kind::Mark('.' | '/' | ',' | ':' | '-') => {
                at > 1 && self.gap(at - 1) == Gap::None && self.figures(at - 2).is_some()
            }
            Kind::Mark('$' | '£' | '#' | '№' | '+') | Kind::Number { .. } => true,
            Kind::Mark(_) | Kind::Word | Kind::Known(_) => false,
        }
    }

    /// Figures glued to the mark before them.
    fn glued(&self, at: usize, mark: char) -> Option<(u32, u8)> {
        let glued =
            self.is_mark(at, mark) && self.gap(at) == Gap::None && self.gap(at + 1) == Gap::None;
        glued.then(|| self.figures(at + 1)).flatten()
    }

    /// `1920-09-04`, `1920-09-04T23:40:00`, `1920-09`.
    fn iso(&self, at: usize) -> Read<Point> {
        let (year, 4) = self.figures(at)? else { return None };
        // `1920/09/04`, `1920.09.04`
        let divided = |mark| matches!(self.glued(at + 3, mark), Some((1..=31, 2)));
        let mark = ['/', '.'].into_iter().find(|&mark| divided(mark)).unwrap_or('-');
        let (month @ 1..=12, 2) = self.glued(at + 1, mark)? else { return None };
        let mut point = Point {
            year: Some(Year::full(year as i32)),
            month: Some(month as u8),
            ..Point::default()
        };
        let Some((day @ 1..=31, 2)) = self.glued(at + 3, mark) else {
            // `1911-12` is two years, `1920-09` a month.
            let months = month != year % 100 + 1;
            let open = self.glued(at + 3, '-').is_none() && self.glued(at + 3, '/').is_none();
            return (months && open && (1000..=2100).contains(&year)).then_some((point, at + 3));
        };
        point.day = Some(day as u8);
        let mut next = at + 5;
        if self.slice(next) == "T"
            && self.gap(next) == Gap::None
            && let (Some((hour @ 0..=24, 2)), Some((minute @ 0..=59, 2))) =
                (self.figures(next + 1), self.glued(next + 2, ':'))
        {
            point.time = Some(Time { hour: (hour % 24) as u8, minute: minute as u8 });
            next += 4;
            next += if self.glued(next, ':').is_some() { 2 } else { 0 };
        }
        Some((point, next))
    }

    /// `4/IX-20`, `16/II 21`, `1/X. 1918`, `20.08.20`, `8. 11. 904`, `29/5 41`, `9/XI`, `4.8.`
    fn day_month_year(&self, at: usize) -> Read<Point> {
        let (first, after) = self.day(at)?;
        if first.words {
            return None;
        }
        // `22./3. 02.` has both marks; `14 / 5. 19` has its stroke set apart.
        let after = after + usize::from(self.is_mark(after, '.') && self.is_mark(after + 1, '/'));
        let stroke = self.is_mark(after, '/')
            && self.gap(after) == Gap::Space
            && self.gap(after + 1) == Gap::Space;
        let mark = ['/', '.', '-']
            .into_iter()
            .find(|&mark| self.is_mark(after, mark) && (self.gap(after) == Gap::None || stroke));
        let from = match mark {
            Some(_) => after + 1,
            None if self.gap(after) == Gap::Space
                && (((first.ordinal || self.is_lone_roman(after))
                    && self.lexicon.ordinal_stop)
                    || self.is_roman_before_year(after)) =>
            {
                after
            }
            None => return None,
        };
        let spaced = self.gap(from) == Gap::Space;
        if self.gap(from) > Gap::Space || (spaced && mark == Some('-')) {
            return None;
        }
        let small = || mark.and_then(|_| self.small_roman(from));
        let roman = self.roman(from).or_else(small).filter(|n| (1..=12).contains(n));
        let second = match roman {
            Some(month) => month as u8,
            None => match self.figures(from)? {
                (value @ 1..=31, 1..=2) => value as u8,
                _ => return None,
            },
        };
        let months = from + 1;
        let (day, month) = self.in_order(first.day, second, roman.is_some())?;
        let swapped = day != first.day && self.lexicon.order == NumericOrder::DayMonth;
        let either_order = roman.is_none() && mark == Some('/') && day <= 12 && day != month;
        let point = Point { day: Some(day), month: Some(month), ..Point::default() };
        let year = self.numeric_year(months, mark, roman.is_some());
        // `D. 12. 5 1920` is a file.
        let half = spaced && mark == Some('.') && !self.is_mark(months, '.');
        if half && roman.is_none() && self.is_numbered(at) {
            return None;
        }
        if let Some((year, next)) = year {
            return Some((Point { year: Some(year), either_order, ..point }, next));
        }
        if roman.is_some() {
            let closed = self.is_mark(months, '.')
                && self.gap(months) == Gap::None
                && self.gap(months + 1) != Gap::None;
            let bare = mark != Some('-')
                && (closed
                    || self.gap(months) != Gap::None
                    || !matches!(
                        self.tokens.get(months).map(|t| t.kind),
                        Some(Kind::Number { .. })
                    ));
            return bare.then_some((point, months));
        }
        // `8./20. Mai` is no 20 August.
        if swapped {
            return None;
        }
        self.without_year(at, mark, months).map(|next| (point, next))
    }

    /// `04-09-20`: the hyphens of a number of another kind stand between parts of other lengths.
    fn is_all_of_two(&self, at: usize, digits: u8) -> bool {
        let two = |at: usize| matches!(self.figures(at), Some((_, 2)));
        let day = at.checked_sub(3).is_some_and(|day| two(day) && !self.is_guarded(day));
        digits == 2 && day && at.checked_sub(1).is_some_and(two) && self.gap(at - 3) != Gap::None
    }

    /// A Roman number in small letters, as in `17.iii.1909`.
    fn small_roman(&self, at: usize) -> Option<u16> {
        let word = self.slice(at);
        let figures = word.len() <= 4 && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
        figures.then(|| super::roman(&word.to_ascii_uppercase())).flatten()
    }

    /// `4 IX 1920`
    fn is_roman_before_year(&self, at: usize) -> bool {
        self.roman(at).is_some_and(|n| n <= 12)
            && self.gap(at + 1) == Gap::Space
            && self.year(at + 1).is_some()
    }

    /// A Roman number after a day and a space: `18 IX.`, `27 III. 09`.
    fn is_lone_roman(&self, at: usize) -> bool {
        let month = self.roman(at).is_some_and(|n| n <= 12);
        month
            && (self.slice(at).len() > 1 || self.is_mark(at + 1, '.'))
            && self.gap(at + 1) != Gap::None
            || month && self.is_mark(at + 1, '.')
    }

    /// The year after a day and the number of a month.
    fn numeric_year(&self, at: usize, mark: Option<char>, roman: bool) -> Read<Year> {
        let mut from = at;
        let mut marks = 0;
        while marks < 2
            && ['.', '/', '-', '–', ',', '\'', '’'].iter().any(|&m| self.is_mark(from, m))
        {
            if self.gap(from) != Gap::None && !roman {
                return None;
            }
            (from, marks) = (from + 1, marks + 1);
        }
        if self.gap(from) > Gap::Space || (marks == 0 && self.gap(from) == Gap::None) {
            return None;
        }
        // In figures alone, the second mark is the first; only a stroke may be followed by a space.
        let same =
            mark.is_none_or(|mark| self.is_mark(at, mark)) || mark == Some('/') || mark.is_none();
        // `25. 8 907` has lost its second mark: only where the line ends with it.
        let closes = self.gap(self.skip_dot(from + 1)) >= Gap::Line && mark == Some('.');
        if !roman && !closes && !(same && (marks > 0 || mark == Some('/'))) {
            return None;
        }
        if let Some((year, next)) = self.year(from) {
            return (year.second.is_none()).then_some((year, next));
        }
        let (value, digits) = self.figures(from)?;
        if mark == Some('-') && !roman && !self.is_all_of_two(at, digits) {
            return None;
        }
        let short = match digits {
            2 => true,
            3 => (700..=999).contains(&value),
            _ => false,
        };
        let next = from + 1;
        let goes_on = ['.', '/', ',', ':']
            .iter()
            .any(|&m| self.is_mark(next, m) && self.gap(next) == Gap::None)
            && self.gap(next + 1) == Gap::None
            && (self.figures(next + 1).is_some() || self.begins_roman_date(next + 1));
        let half_day = marks == 0 && (self.role(next, Role::Am) || self.role(next, Role::Pm));
        let hour =
            half_day || [Role::Clock, Role::Amount].iter().any(|&role| self.role(next, role));
        let closes = |at| [',', '.', ';', ':', ')', ']'].iter().any(|&m| self.is_mark(at, m));
        let stays =
            marks > 0 || self.gap(next) != Gap::None || closes(next) || next >= self.tokens.len();
        (short && !goes_on && !hour && stays)
            .then_some((Year { value: value as i32, figures: digits, second: None }, next))
    }

    /// A day and month in figures without a year need a word before them that says so, since they
    /// might be a fraction or a section.
    fn without_year(&self, at: usize, mark: Option<char>, next: usize) -> Option<usize> {
        let led = self.lead(at).is_some_and(|lead| {
            [Role::BareDay, Role::From, Role::To, Role::Between, Role::And]
                .iter()
                .any(|&role| self.role(lead, role))
        });
        let weekday = at > 0
            && (self.weekday(at - 1).is_some()
                || (self.is_mark(at - 1, ',') && at > 1 && self.weekday(at - 2).is_some()));
        let line = (at == 0 || self.gap(at) >= Gap::Line)
            && (self.gap(self.skip_dot(next)) >= Gap::Line || next >= self.tokens.len());
        let ordinal = mark.is_none();
        if self.begins_range(next) {
            return Some(next);
        }
        let stop = self.is_mark(next, '.')
            && self.gap(next) == Gap::None
            && self.gap(next + 1) != Gap::None;
        let glued = self.gap(next) == Gap::None
            && !self.is_mark(next, '.')
            && !matches!(self.tokens.get(next).map(|t| t.kind), Some(Kind::Mark(_)) | None);
        if glued || (self.is_guarded(at) && !led) {
            return None;
        }
        match mark {
            Some('.') => {
                ((led || weekday || line) && stop && self.lexicon.ordinal_stop).then_some(next + 1)
            }
            Some('/') => (led || weekday || (line && !self.is_fraction(at))).then_some(next),
            None => (ordinal && (stop || line || led)).then(|| self.skip_dot(next)),
            Some(_) => None,
        }
    }

    /// `1/2`, `3/4` and `5/8` alone on a line are fractions.
    fn is_fraction(&self, at: usize) -> bool {
        let part = |at| self.figures(at).map_or(0, |(value, _)| value);
        let (upper, lower) = (part(at), part(at + 2));
        upper < lower && matches!(lower, 2 | 3 | 4 | 8)
    }

    /// Whether a month in Roman figures and a year stand here: `VII.20`.
    fn begins_roman_date(&self, at: usize) -> bool {
        let month = self.roman(at).is_some_and(|n| n <= 12);
        month && self.figures(self.skip_marks(at + 1, &['.', '/', '-'])).is_some()
    }

    /// Whether a dash and a date with its year follow: `30.06-02.07.1920`.
    fn begins_range(&self, next: usize) -> bool {
        let dotted = self.skip_dot(next);
        let Some((Sign::Dash | Sign::Words, from)) = self.sign(dotted) else { return false };
        let Some((first, after)) = self.day(from) else { return false };
        let divided = ['.', '/'].into_iter().find(|&mark| self.is_mark(after, mark));
        let month = after + 1;
        let numbered = self.roman(month).is_some_and(|n| n <= 12)
            || matches!(self.figures(month), Some((1..=12, 1..=2)));
        !first.words
            && divided.is_some()
            && numbered
            && self.numeric_year(month + 1, divided, self.roman(month).is_some()).is_some()
    }

    /// `8 (21).XI.1917`, `8/21 XI 1917`: both styles before a month in Roman figures.
    pub(super) fn numeric_pair(&self, at: usize) -> Read<Vec<Phrase>> {
        let (_, after) = self.day(at)?;
        let joins = ['(', '[', '/', '-', '–'];
        if !joins.iter().any(|&mark| self.is_mark(self.skip_dot(after), mark)) {
            return None;
        }
        let (days, next) = self.days(at)?;
        let paired = |day: &Item| matches!(day.join, Sign::Bracket | Sign::Stroke | Sign::Dash);
        if days.len() != 2 || !paired(&days[1]) {
            return None;
        }
        let mark = ['.', '/', '-'].into_iter().find(|&mark| self.is_mark(next, mark));
        let from = next + usize::from(mark.is_some());
        if self.gap(from) > Gap::Space {
            return None;
        }
        let number = self.roman(from).filter(|n| (1..=12).contains(n))? as u8;
        let (year, end) = self.numeric_year(from + 1, mark, true)?;
        let month = MonthName { number, capital: false, doubtful: false, day_after: true };
        let days = DaysRead::plain(days);
        let closing = Closing { year: Some(year), ..Closing::none(end) };
        let end = self.after_year(end);
        Some((self.compose(days, month, at, closing), end))
    }

    /// Which of two numbers is the day.
    fn in_order(&self, first: u8, second: u8, roman: bool) -> Option<(u8, u8)> {
        let swapped = !roman
            && match self.lexicon.order {
                NumericOrder::DayMonth => second > 12 && first <= 12,
                NumericOrder::MonthDay => first <= 12,
            };
        let (day, month) = if swapped { (second, first) } else { (first, second) };
        (month <= 12).then_some((day, month))
    }

    /// `IX-1920`, `IX.1920`.
    fn roman_month_year(&self, at: usize) -> Read<Point> {
        let month = self.roman(at).filter(|n| (1..=12).contains(n))?;
        let mark = ['-', '/', '.'].into_iter().any(|mark| self.is_mark(at + 1, mark));
        if !mark
            || self.gap(at + 1) != Gap::None
            || self.is_guarded(at)
            || self.gap(at + 2) > Gap::Space
        {
            return None;
        }
        // `Section I. 1912` is a heading.
        if self.is_mark(at + 1, '.') && self.gap(at + 2) != Gap::None && month == 1 {
            return None;
        }
        let (year, next) = self.year(at + 2)?;
        let point = Point { year: Some(year), month: Some(month as u8), ..Point::default() };
        (year.second.is_none()).then_some((point, next))
    }

    /// `09/1920`; without the nought, only where a preposition says that it is a month.
    fn month_stroke_year(&self, at: usize) -> Read<Point> {
        let (month @ 1..=12, 1..=2) = self.figures(at)? else { return None };
        let (_, 4) = self.glued(at + 1, '/').or_else(|| self.glued(at + 1, '.'))? else {
            return None;
        };
        let led = at > 0 && self.role(at - 1, Role::BareMonth);
        let zero = self.slice(at).starts_with('0') && !self.is_guarded(at);
        let (year, next) = self.year(at + 2)?;
        let open = self.glued(next, '/').is_none() && self.glued(next, '.').is_none();
        let point = Point { year: Some(year), month: Some(month as u8), ..Point::default() };
        ((led || zero) && open && year.second.is_none()).then_some((point, next))
    }
}

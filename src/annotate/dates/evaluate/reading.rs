//! What an expression means, before it becomes attributes: a stretch of time in the calendar it was
//! written in.

use super::super::iso::Iso;
use super::super::value::DateValue;
use crate::calendar::{Calendar, Day};
use crate::layer::Certainty;

/// A stretch of time, as TEI tells its kinds apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Shape {
    /// All of it.
    When(Iso),
    /// It lasted from the one to the other.
    Span(Iso, Iso),
    /// Some time between the two, or open to one side.
    Bounds(Option<Iso>, Option<Iso>),
    /// A length of time only.
    Nothing,
}

/// What the numbers of the shape count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Writing {
    /// New Style, not said.
    Gregorian,
    /// New Style, said.
    SaidGregorian,
    /// Old Style, by the edition's policy or said.
    Julian,
    /// Old Style where the end of the first shows that the second is New Style.
    JulianThenGregorian,
    /// Both styles side by side; the shape is the Old Style half.
    Pair { old_first: bool, new: Option<Shape> },
    /// The shape is Gregorian and the custom value stands beside it.
    Other { name: &'static str, method: Option<&'static str>, custom: Custom },
}

/// A value in a calendar that is neither Gregorian nor Julian.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Custom {
    None,
    When(Iso),
}

/// The meaning of an expression and why.
#[derive(Debug, Clone)]
pub(in super::super) struct Reading {
    pub shape: Shape,
    pub writing: Writing,
    /// Too vague to be moved by the days between the styles.
    pub coarse: bool,
    /// Two months of one year, which stand for some time within them.
    pub one_year: bool,
    pub low_precision: bool,
    pub cert: Option<Certainty>,
    pub evidence: Vec<&'static str>,
    pub more: Vec<(&'static str, String)>,
    pub edtf: Option<char>,
    pub rule: &'static str,
    pub because: Vec<String>,
    /// The day, month or year that later dates are counted from.
    pub anchor: Option<Iso>,
}

impl Reading {
    pub fn new(shape: Shape, writing: Writing, rule: &'static str) -> Self {
        Self {
            shape,
            writing,
            coarse: false,
            one_year: false,
            low_precision: false,
            cert: None,
            evidence: Vec::new(),
            more: Vec::new(),
            edtf: None,
            rule,
            because: Vec::new(),
            anchor: shape.start(),
        }
    }

    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.because.push(why.into());
        self
    }

    /// Lowers the certainty; it is never raised.
    pub fn doubt(&mut self, cert: Certainty) {
        self.cert = Some(self.cert.map_or(cert, |old| old.min(cert)));
    }

    pub fn rests_on(&mut self, evidence: &'static str) {
        if !self.evidence.contains(&evidence) {
            self.evidence.push(evidence);
        }
    }

    /// The shape in New Style.
    pub fn gregorian(&self) -> Shape {
        match self.writing {
            Writing::Gregorian | Writing::SaidGregorian | Writing::Other { .. } => self.shape,
            Writing::Pair { new: Some(new), .. } => new,
            Writing::Julian | Writing::Pair { new: None, .. } => self.shape.to_gregorian(self),
            Writing::JulianThenGregorian => match self.shape {
                Shape::Span(from, to) => Shape::Span(moved(from, false).unwrap_or(from), to),
                Shape::When(_) | Shape::Bounds(..) | Shape::Nothing => self.shape,
            },
        }
    }

    /// The attributes of the `date` element.
    pub fn value(&self) -> DateValue {
        let mut value = DateValue::default();
        let gregorian = self.gregorian();
        gregorian.write(&mut value, "");
        let moves = self.moves();
        match self.writing {
            Writing::Gregorian => {}
            Writing::SaidGregorian => value.set("calendar", "#gregorian"),
            Writing::Julian if !moves => {}
            Writing::Julian => {
                self.shape.write(&mut value, "-custom");
                value.set("calendar", "#julian");
                value.set("datingMethod", "#julian");
            }
            Writing::JulianThenGregorian => {
                if let Shape::Span(from, _) = self.shape {
                    value.set("from-custom", from.without_time().to_string());
                }
                value.set("calendar", "#julian #gregorian");
                value.set("datingMethod", "#julian");
            }
            Writing::Pair { old_first, .. } => {
                self.shape.write(&mut value, "-custom");
                value.set(
                    "calendar",
                    if old_first { "#julian #gregorian" } else { "#gregorian #julian" },
                );
                value.set("datingMethod", "#julian");
            }
            Writing::Other { name, method, custom } => {
                match custom {
                    Custom::None => {}
                    Custom::When(iso) => value.set("when-custom", iso.to_string()),
                }
                value.set("calendar", name);
                if let Some(method) = method {
                    value.set("datingMethod", method);
                }
            }
        }
        self.write_rest(&mut value);
        value
    }

    fn write_rest(&self, value: &mut DateValue) {
        if let (Some(sign), Shape::When(iso), None) =
            (self.edtf, self.shape, value.get("datingMethod"))
        {
            value.set("when-custom", format!("{}{sign}", iso.without_time()));
            value.set("datingMethod", "#edtf");
        }
        for (name, more) in &self.more {
            value.set(name, more.clone());
        }
        if self.low_precision {
            value.set("precision", "low");
        }
        if let Some(cert) = self.cert.filter(|cert| *cert < Certainty::High) {
            value.set("cert", cert.as_str());
        }
        if !self.evidence.is_empty() {
            value.set("evidence", self.evidence.join(" "));
        }
    }

    /// Whether Old Style is worth the words: years and vague times are not moved by some days.
    fn moves(&self) -> bool {
        let grained = |iso: Iso| iso.month.is_some() && iso.year.is_some();
        !self.coarse
            && match self.shape {
                Shape::When(iso) => grained(iso),
                Shape::Span(from, to) => grained(from) || grained(to),
                Shape::Bounds(from, to) => from.is_some_and(grained) || to.is_some_and(grained),
                Shape::Nothing => false,
            }
    }
}

impl Shape {
    /// Where it begins, or ends where its beginning is open.
    pub fn start(self) -> Option<Iso> {
        match self {
            Self::When(iso) | Self::Span(iso, _) => Some(iso),
            Self::Bounds(from, to) => from.or(to),
            Self::Nothing => None,
        }
    }

    /// Where it ends.
    pub fn end(self) -> Option<Iso> {
        match self {
            Self::When(iso) | Self::Span(_, iso) => Some(iso),
            Self::Bounds(_, to) => to,
            Self::Nothing => None,
        }
    }

    /// The Gregorian days it covers, first and last; none where it is open, or no year is known.
    pub fn days(self) -> (Option<Day>, Option<Day>) {
        let first = |iso: Iso| iso.sound(Calendar::Gregorian).first(Calendar::Gregorian);
        let last = |iso: Iso| iso.sound(Calendar::Gregorian).last(Calendar::Gregorian);
        match self {
            Self::When(iso) => (first(iso), last(iso)),
            Self::Span(from, to) => (first(from), last(to)),
            Self::Bounds(from, to) => (from.and_then(first), to.and_then(last)),
            Self::Nothing => (None, None),
        }
    }

    fn write(self, value: &mut DateValue, suffix: &str) {
        let name = |name: &str| -> &'static str {
            match (name, suffix) {
                ("when", "") => "when",
                ("from", "") => "from",
                ("to", "") => "to",
                ("notBefore", "") => "notBefore",
                ("notAfter", "") => "notAfter",
                ("when", _) => "when-custom",
                ("from", _) => "from-custom",
                ("to", _) => "to-custom",
                ("notBefore", _) => "notBefore-custom",
                (_, _) => "notAfter-custom",
            }
        };
        let plain = |iso: Iso| match suffix {
            "" => iso.sound(Calendar::Gregorian),
            _ => iso.without_time().sound(Calendar::Julian),
        };
        match self {
            Self::When(iso) => value.set(name("when"), plain(iso).to_string()),
            Self::Span(from, to) => {
                value.set(name("from"), plain(from).to_string());
                value.set(name("to"), plain(to).to_string());
            }
            Self::Bounds(from, to) => {
                if let Some(from) = from {
                    value.set(name("notBefore"), plain(from).to_string());
                }
                if let Some(to) = to {
                    value.set(name("notAfter"), plain(to).to_string());
                }
            }
            Self::Nothing => {}
        }
    }

    /// The Gregorian stretch of a Julian one. A month becomes the days it lasted.
    fn to_gregorian(self, reading: &Reading) -> Self {
        if !reading.moves() {
            return self;
        }
        match self {
            Self::When(iso) if iso.day.is_some() => Self::When(moved(iso, false).unwrap_or(iso)),
            Self::When(iso) => Self::Bounds(moved(iso, false), moved(iso, true)),
            Self::Span(from, to) if reading.one_year && from.day.is_none() => {
                Self::Bounds(moved(from, false), moved(to, true))
            }
            Self::Span(from, to) => {
                Self::Span(moved(from, false).unwrap_or(from), moved(to, true).unwrap_or(to))
            }
            Self::Bounds(from, to) => Self::Bounds(
                from.map(|f| moved(f, false).unwrap_or(f)),
                to.map(|t| moved(t, true).unwrap_or(t)),
            ),
            Self::Nothing => self,
        }
    }
}

/// The Gregorian name of the first or last day of an Old Style day or month; years stay.
fn moved(iso: Iso, last: bool) -> Option<Iso> {
    iso.month?;
    let day = if last { iso.last(Calendar::Julian)? } else { iso.first(Calendar::Julian)? };
    Some(Iso { time: iso.time, ..Iso::named(Calendar::Gregorian, day) })
}

//! Casts between simple types.

use super::atomic::{Atom, QName, Str};
use super::decimal::Decimal;
use super::fault::Fault;
use super::lexer::{is_name_char, is_name_start};
use super::temporal::{Duration, DurationKind, Moment, MomentKind};
use super::types::AtomicType;
use std::borrow::Cow;

/// The value as another type.
pub(super) fn cast<'a>(atom: &Atom<'a>, target: AtomicType) -> Result<Atom<'a>, Fault> {
    if let Some(text) = atom.as_text() {
        return parse(text, target).ok_or_else(|| no_such_value(text, target));
    }
    let refused = || {
        let name = name_of(target);
        Fault::dynamic(format!("{} (`{atom}`) cannot become {name}", atom.type_name()))
    };
    match target {
        AtomicType::AnyAtomic => Ok(atom.clone()),
        AtomicType::Untyped => Ok(Atom::Untyped(atom.to_text())),
        AtomicType::String
        | AtomicType::NormalizedString
        | AtomicType::Token
        | AtomicType::Language
        | AtomicType::NmToken
        | AtomicType::Name
        | AtomicType::NcName => parse(&atom.to_text(), target).ok_or_else(refused),
        AtomicType::Uri => Err(refused()),
        AtomicType::QName => match atom {
            Atom::QName(_) => Ok(atom.clone()),
            _ => Err(refused()),
        },
        AtomicType::Boolean => match atom {
            Atom::Boolean(_) => Ok(atom.clone()),
            _ if atom.is_number() => atom.truth().map(Atom::Boolean),
            _ => Err(refused()),
        },
        AtomicType::Float => {
            number(atom).map(|value| Atom::Float(value as f32)).ok_or_else(refused)
        }
        AtomicType::Double => number(atom).map(Atom::Double).ok_or_else(refused),
        AtomicType::Decimal => decimal(atom).map(Atom::Decimal).ok_or_else(refused),
        AtomicType::Integer(first, last) => match atom {
            Atom::Integer(value) => Some(*value),
            _ => decimal(atom).and_then(Decimal::truncate),
        }
        .filter(|value| (first..=last).contains(value))
        .map(Atom::Integer)
        .ok_or_else(refused),
        AtomicType::Moment(kind) => moment(atom, kind).map(Atom::Moment).ok_or_else(refused),
        AtomicType::Duration(kind) => match atom {
            Atom::Duration(value) => Ok(Atom::Duration(Duration {
                kind,
                months: if kind == DurationKind::DayTime { 0 } else { value.months },
                nanos: if kind == DurationKind::YearMonth { 0 } else { value.nanos },
            })),
            _ => Err(refused()),
        },
    }
}

fn number(atom: &Atom<'_>) -> Option<f64> {
    match atom {
        Atom::Boolean(value) => Some(f64::from(u8::from(*value))),
        _ => atom.as_f64(),
    }
}

fn decimal(atom: &Atom<'_>) -> Option<Decimal> {
    match atom {
        Atom::Integer(value) => Some(Decimal::from_integer(*value)),
        Atom::Decimal(value) => Some(*value),
        _ => Decimal::from_f64(number(atom)?),
    }
}

fn moment(atom: &Atom<'_>, kind: MomentKind) -> Option<Moment> {
    let Atom::Moment(value) = atom else { return None };
    let known = match value.kind {
        from if from == kind => true,
        MomentKind::DateTime => true,
        MomentKind::Date => kind != MomentKind::Time,
        _ => false,
    };
    let empty = Moment::date(1972, 1, 1);
    let mut made = Moment { kind, zone: value.zone, ..empty };
    let (date, month, year) = match kind {
        MomentKind::DateTime | MomentKind::Date => (true, true, true),
        MomentKind::YearMonth => (false, true, true),
        MomentKind::Year => (false, false, true),
        MomentKind::MonthDay => (true, true, false),
        MomentKind::Month => (false, true, false),
        MomentKind::Day => (true, false, false),
        MomentKind::Time => (false, false, false),
    };
    made.day = if date { value.day } else { made.day };
    made.month = if month { value.month } else { made.month };
    made.year = if year { value.year } else { made.year };
    if matches!(kind, MomentKind::DateTime | MomentKind::Time) {
        made.nanos = value.nanos;
    }
    known.then_some(made)
}

/// The value of a lexical form, white space around it ignored.
fn parse<'a>(text: &Str<'a>, target: AtomicType) -> Option<Atom<'a>> {
    let trimmed = text.trim_matches(is_space);
    let collapsed = |keep: fn(&str) -> bool| {
        let value = collapse(text);
        keep(&value).then(|| Atom::Text(value.into_owned().into()))
    };
    match target {
        AtomicType::AnyAtomic | AtomicType::String => Some(Atom::Text(text.clone())),
        AtomicType::Untyped => Some(Atom::Untyped(text.clone())),
        AtomicType::NormalizedString => Some(Atom::text(text.replace(is_space, " "))),
        AtomicType::Token => collapsed(|_| true),
        AtomicType::Language => collapsed(is_language),
        AtomicType::NmToken => {
            collapsed(|t| !t.is_empty() && t.chars().all(|c| is_name_char(c) || c == ':'))
        }
        AtomicType::Name => collapsed(|t| {
            t.starts_with(|c| is_name_start(c) || c == ':')
                && t.chars().all(|c| is_name_char(c) || c == ':')
        }),
        AtomicType::NcName => collapsed(is_nc_name),
        AtomicType::Uri => Some(Atom::Uri(collapse(text).into_owned().into())),
        AtomicType::Boolean => match trimmed {
            "true" | "1" => Some(Atom::Boolean(true)),
            "false" | "0" => Some(Atom::Boolean(false)),
            _ => None,
        },
        AtomicType::Decimal => Decimal::parse(trimmed).map(Atom::Decimal),
        AtomicType::Integer(first, last) => {
            let digits = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
            let sound = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            let value = trimmed.parse::<i64>().ok().filter(|_| sound)?;
            (first..=last).contains(&value).then_some(Atom::Integer(value))
        }
        AtomicType::Double => float(trimmed).map(Atom::Double),
        AtomicType::Float => match float(trimmed)? {
            value if value.is_finite() => trimmed.parse().ok().map(Atom::Float),
            value => Some(Atom::Float(value as f32)),
        },
        AtomicType::Moment(kind) => Moment::parse(kind, trimmed).map(Atom::Moment),
        AtomicType::Duration(kind) => Duration::parse(kind, trimmed).map(Atom::Duration),
        // Which namespace a prefix stands for is not known here.
        AtomicType::QName => is_nc_name(trimmed).then(|| {
            let name =
                QName { written: trimmed.into(), namespace: "".into(), local: trimmed.into() };
            Atom::QName(name.into())
        }),
    }
}

/// The lexical form of `xs:double`.
pub(super) fn float(text: &str) -> Option<f64> {
    match text {
        "INF" | "+INF" => Some(f64::INFINITY),
        "-INF" => Some(f64::NEG_INFINITY),
        "NaN" => Some(f64::NAN),
        // Rust reads words, XML Schema does not.
        _ => text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'))
            .then(|| text.parse().ok())?,
    }
}

pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Runs of white space become one space, none at the ends.
pub(super) fn collapse(text: &str) -> Cow<'_, str> {
    let tidy = !text.starts_with(is_space)
        && !text.ends_with(is_space)
        && !text.contains(['\t', '\n', '\r'])
        && !text.contains("  ");
    if tidy {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    Cow::Owned(joined)
}

fn is_nc_name(text: &str) -> bool {
    text.starts_with(is_name_start) && text.chars().all(is_name_char)
}

fn is_language(text: &str) -> bool {
    text.split('-').enumerate().all(|(at, part)| {
        (1..=8).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphabetic() || (at > 0 && b.is_ascii_digit()))
    })
}

fn no_such_value(text: &str, target: AtomicType) -> Fault {
    let shown = shorten(text);
    Fault::dynamic(format!("`{shown}` is no {}", name_of(target)))
}

/// A text short enough for a message.
pub(super) fn shorten(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 60;
    let text = collapse(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => text,
    }
}

fn name_of(target: AtomicType) -> &'static str {
    match target {
        AtomicType::AnyAtomic => "xs:anyAtomicType",
        AtomicType::Untyped => "xs:untypedAtomic",
        AtomicType::String => "xs:string",
        AtomicType::NormalizedString => "xs:normalizedString",
        AtomicType::Token => "xs:token",
        AtomicType::Language => "xs:language",
        AtomicType::NmToken => "xs:NMTOKEN",
        AtomicType::Name => "xs:Name",
        AtomicType::NcName => "xs:NCName",
        AtomicType::Uri => "xs:anyURI",
        AtomicType::Boolean => "xs:boolean",
        AtomicType::Decimal => "xs:decimal",
        AtomicType::Integer(i64::MIN, i64::MAX) => "xs:integer",
        AtomicType::Integer(..) => "integer of that range",
        AtomicType::Float => "xs:float",
        AtomicType::Double => "xs:double",
        AtomicType::Moment(MomentKind::DateTime) => "xs:dateTime",
        AtomicType::Moment(MomentKind::Date) => "xs:date",
        AtomicType::Moment(MomentKind::Time) => "xs:time",
        AtomicType::Moment(MomentKind::YearMonth) => "xs:gYearMonth",
        AtomicType::Moment(MomentKind::Year) => "xs:gYear",
        AtomicType::Moment(MomentKind::MonthDay) => "xs:gMonthDay",
        AtomicType::Moment(MomentKind::Month) => "xs:gMonth",
        AtomicType::Moment(MomentKind::Day) => "xs:gDay",
        AtomicType::Duration(DurationKind::Any) => "xs:duration",
        AtomicType::Duration(DurationKind::YearMonth) => "xs:yearMonthDuration",
        AtomicType::Duration(DurationKind::DayTime) => "xs:dayTimeDuration",
        AtomicType::QName => "xs:QName",
    }
}

//! What is wrong with a date: read as loosely as people write, reported part by part.

use super::super::calendar::{Moment, Shape, days_in_month};
use crate::calendar::MONTHS;

/// Why a value has none of the shapes; it is asked only where it has none.
pub(super) fn explain(shapes: &[Shape], value: &str) -> String {
    let flaws = flaws(shapes, value);
    if flaws.is_empty() { format!("{} is wanted", wanted(shapes)) } else { flaws.join("; ") }
}

fn flaws(shapes: &[Shape], value: &str) -> Vec<String> {
    if value.is_empty() {
        return vec![format!("it is empty; {} is wanted", wanted(shapes))];
    }
    if let Some(shape) = ALL.into_iter().find(|&shape| Moment::read(shape, value).is_some()) {
        return vec![format!("it is {}; {} is wanted", noun(shape), wanted(shapes))];
    }
    if let Some((from, to)) = value.split_once('/') {
        let is_date = |text| ALL.into_iter().any(|shape| Moment::read(shape, text).is_some());
        if is_date(from) && is_date(to) {
            return vec!["it holds two dates; write each in an attribute of its own (from and to, notBefore and notAfter)".into()];
        }
    }
    if let Some(partial) = value.strip_prefix("--") {
        return yearless(partial, shapes);
    }
    let (negative, body) = match value.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, value),
    };
    let (date, time) = match body.find(['T', ' ']) {
        // What follows a space is a time only if it begins with a digit; `12 May` does not.
        Some(at) if body[at + 1..].starts_with(|c: char| c.is_ascii_digit()) => {
            (&body[..at], Some(&body[at..]))
        }
        Some(_) | None => (body, None),
    };
    if time.is_none() && date.contains(':') && !date.contains('-') {
        return time_flaws(date);
    }
    let date = if time.is_none() { without_zone(date) } else { date };
    let Some(parts) = numbers(date) else { return vec![unreadable(date, shapes)] };
    let mut flaws = date_flaws(negative, &parts);
    if let Some(time) = time {
        if parts.len() < 3 {
            flaws.push("a time needs a full date before it".into());
        }
        if let Some(time) = time.strip_prefix('T') {
            flaws.extend(time_flaws(time));
        } else {
            flaws.push("a `T` stands between date and time, and nothing else".into());
        }
    }
    flaws
}

/// The numbers between hyphens, one to three; none where anything else stands there.
fn numbers(date: &str) -> Option<Vec<&str>> {
    let parts: Vec<_> = date.split('-').take(4).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (parts.len() <= 3 && parts.iter().all(digits)).then_some(parts)
}

fn date_flaws(negative: bool, parts: &[&str]) -> Vec<String> {
    let mut flaws = Vec::new();
    let year = parts[0];
    if let [first, .., last] = parts
        && first.len() < 3
        && last.len() > 2
    {
        return vec!["the year comes first, then month and day, as `1823-02-28`".into()];
    }
    if year.bytes().all(|digit| digit == b'0') {
        flaws.push("there is no year 0; 1 BC is `-0001`".into());
    } else if year.len() < 4 {
        flaws.push(format!("year needs four digits, as `{year:0>4}`"));
    } else if year.len() > 4 && year.starts_with('0') {
        flaws.push(format!("year has no zeros before `{}`", year.trim_start_matches('0')));
    } else if year.len() > 15 {
        flaws.push("year has more than 15 digits".into());
    }
    let year: i64 = year.parse().unwrap_or(i64::MAX - 1);
    let year = if negative { 1 - year } else { year };
    let Some(month) = parts.get(1) else { return flaws };
    let month = month_flaws(month, &mut flaws);
    let (Some(day), Some(month)) = (parts.get(2), month) else { return flaws };
    let shown = if negative { format!("-{}", parts[0]) } else { parts[0].to_owned() };
    day_flaws(day, month, (year, &shown), &mut flaws);
    flaws
}

/// Says what is wrong with the month; gives its number where it has one.
fn month_flaws(month: &str, flaws: &mut Vec<String>) -> Option<u8> {
    if month.len() != 2 {
        flaws.push("month needs two digits".into());
    }
    let number = month.parse().ok().filter(|number| (1..=12).contains(number));
    if number.is_none() {
        flaws.push(format!("there is no month `{month}`"));
    }
    number
}

fn day_flaws(day: &str, month: u8, (year, shown): (i64, &str), flaws: &mut Vec<String>) {
    let days = days_in_month(year, month);
    let name = MONTHS[usize::from(month - 1)];
    match day.parse::<u8>() {
        Ok(0) => flaws.push(format!("there is no day `{day}`")),
        Ok(number) if number <= days => {
            if day.len() != 2 {
                flaws.push("day needs two digits".into());
            }
        }
        Ok(_) | Err(_) if shown.is_empty() => flaws.push(format!("{name} has {days} days")),
        Ok(_) | Err(_) => flaws.push(format!("{name} {shown} has {days} days")),
    }
}

/// What follows `--`: a month and perhaps a day, or after a third hyphen a day alone.
fn yearless(partial: &str, shapes: &[Shape]) -> Vec<String> {
    let mut flaws = Vec::new();
    let partial = without_zone(partial);
    if let Some(day) = partial.strip_prefix('-') {
        match day.parse::<u8>() {
            Ok(1..=31) => flaws.push("day needs two digits".into()),
            Ok(_) | Err(_) => flaws.push(format!("there is no day `{day}`")),
        }
        return flaws;
    }
    match numbers(partial).as_deref() {
        Some([month]) => {
            month_flaws(month, &mut flaws);
        }
        Some([month, day]) => {
            if let Some(month) = month_flaws(month, &mut flaws) {
                // No year is said, so the leap day may be meant.
                day_flaws(day, month, (2000, ""), &mut flaws);
            }
        }
        Some(_) | None => flaws.push(unreadable(partial, shapes)),
    }
    flaws
}

fn time_flaws(time: &str) -> Vec<String> {
    let clock = without_zone(time);
    let zone = &time[clock.len()..];
    let mut flaws = Vec::new();
    let parts: Vec<_> = clock.split(':').take(4).collect();
    let [hours, minutes, rest @ ..] = parts.as_slice() else {
        return vec!["a time is written `10:30:00`".into()];
    };
    let mut part = |text: &str, name: &str, most: u8| {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse::<u8>() {
            Ok(_) if digits && text.len() != 2 => flaws.push(format!("{name} needs two digits")),
            Ok(number) if digits && number <= most => {}
            Ok(_) | Err(_) => flaws.push(format!("there is no {name} `{text}`")),
        }
    };
    part(hours, "hour", 24);
    part(minutes, "minute", 59);
    match rest {
        [] => flaws.push("seconds are missing, as in `10:30:00`".into()),
        [seconds] => {
            let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
            part(whole, "second", 60);
            if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
                flaws.push("decimals of the second are digits".into());
            }
        }
        [_, _, ..] => flaws.push("a time is written `10:30:00`".into()),
    }
    if flaws.is_empty() && clock.starts_with("24") {
        flaws.push("hour 24 is midnight, `24:00:00` alone".into());
    }
    if flaws.is_empty() && !zone.is_empty() {
        flaws.push(format!("`{zone}` is no time zone: `Z`, or up to 14 hours as `+01:00`"));
    }
    flaws
}

/// The text before a time zone, where it ends with what looks like one.
fn without_zone(text: &str) -> &str {
    if let Some(before) = text.strip_suffix(['Z', 'z']) {
        return before;
    }
    let Some(sign) = text.rfind(['+', '-']) else { return text };
    let zone = &text[sign + 1..];
    let is_zone = text[sign..].starts_with('+') || zone.contains(':');
    if is_zone { &text[..sign] } else { text }
}

fn unreadable(date: &str, shapes: &[Shape]) -> String {
    if date.contains(['/', '.'])
        && date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/' || byte == b'.')
    {
        return "year, month and day are joined by `-`, as `1823-02-28`".into();
    }
    if date.contains(char::is_alphabetic) {
        return format!("a date is written in numbers; {} is wanted", wanted(shapes));
    }
    match date.chars().find(|c| !c.is_ascii_digit() && *c != '-') {
        Some(c) => {
            format!("{} is no part of a date; {} is wanted", super::shown(c), wanted(shapes))
        }
        None => format!("{} is wanted", wanted(shapes)),
    }
}

const ALL: [Shape; 8] = [
    Shape::Date,
    Shape::YearMonth,
    Shape::Year,
    Shape::DateTime,
    Shape::Time,
    Shape::MonthDay,
    Shape::Day,
    Shape::Month,
];

fn noun(shape: Shape) -> &'static str {
    match shape {
        Shape::DateTime => "a date with a time",
        Shape::Time => "a time",
        Shape::Date => "a full date",
        Shape::YearMonth => "a month of a year",
        Shape::Year => "a year",
        Shape::MonthDay => "a day of a month",
        Shape::Day => "a day of any month",
        Shape::Month => "a month of any year",
    }
}

fn example(shape: Shape) -> &'static str {
    match shape {
        Shape::DateTime => "`1823-02-28T10:30:00`",
        Shape::Time => "`10:30:00`",
        Shape::Date => "`1823-02-28`",
        Shape::YearMonth => "`1823-02`",
        Shape::Year => "`1823`",
        Shape::MonthDay => "`--02-28`",
        Shape::Day => "`---28`",
        Shape::Month => "`--02`",
    }
}

/// What would be right: the type where there is one, else the three most used.
fn wanted(shapes: &[Shape]) -> String {
    if let [shape] = shapes {
        return format!("{} such as {}", noun(*shape), example(*shape));
    }
    let examples: Vec<_> =
        ALL.into_iter().filter(|shape| shapes.contains(shape)).take(3).map(example).collect();
    match examples.split_last() {
        Some((last, first)) => format!("a date such as {} or {last}", first.join(", ")),
        None => "a date".into(),
    }
}

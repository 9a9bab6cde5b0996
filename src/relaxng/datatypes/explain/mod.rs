//! Why a value is none of its type, in a sentence for the editor who wrote it.

use super::library::{Item, Kind};
use super::names::{self, Colon};
use super::{Datatype, NamespaceContext, binary, decimal, shown, space, uri};

mod dates;

/// Why a value belongs to none of several types, as in a choice of datatypes (TEI writes its
/// dates and numbers so); none when it belongs to one of them, or when there are none.
///
/// Types of dates are explained together: a value is held against the one that it comes nearest.
#[must_use]
pub fn explain_any(
    datatypes: &[&Datatype],
    value: &str,
    ctx: &dyn NamespaceContext,
) -> Option<String> {
    if datatypes.iter().any(|datatype| datatype.check(value, ctx)) {
        return None;
    }
    let shapes: Vec<_> = datatypes
        .iter()
        .filter_map(
            |datatype| {
                if let Kind::Moment(shape) = datatype.kind { Some(shape) } else { None }
            },
        )
        .collect();
    if shapes.len() > 1 {
        return Some(dates::explain(&shapes, space::trim(value)));
    }
    let mut reasons: Vec<String> = Vec::new();
    for reason in datatypes.iter().filter_map(|datatype| datatype.explain(value, ctx)) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    // More than three ways to be right are no help.
    reasons.truncate(3);
    (!reasons.is_empty()).then(|| reasons.join("; or "))
}

/// Why the trimmed value is no value of the type, facets left aside. It is asked only where it
/// is none.
pub(super) fn lexical(kind: Kind, value: &str, ctx: &dyn NamespaceContext) -> String {
    match kind {
        Kind::Text(_) => "any text is allowed".into(),
        Kind::Language => language(value),
        Kind::Name => names::flaw(value, Colon::Yes).unwrap_or_default(),
        Kind::NcName => names::flaw(value, Colon::No).unwrap_or_default(),
        Kind::Nmtoken => nmtoken(value),
        Kind::Entity => entity(value, ctx),
        Kind::List(item) => list(item, value, ctx),
        Kind::Boolean => "it must be `true` or `false` (or `1` or `0`)".into(),
        Kind::Decimal => number(value, "a number is digits, with a sign or a point, as `-12.5`"),
        Kind::Integer { least, most } => integer(value, least, most),
        Kind::Float | Kind::Double => number(
            value,
            "a number is digits, with a sign, a point or an exponent, as `-12.5` or `1e6`",
        ),
        Kind::Duration => duration(value),
        Kind::Moment(shape) => dates::explain(&[shape], value),
        Kind::HexBinary => match value.chars().find(|c| !c.is_ascii_hexdigit()) {
            Some(c) => format!("{} is no hexadecimal digit", shown(c)),
            None => "hexadecimal digits come in pairs".into(),
        },
        Kind::Base64Binary => base64(value),
        Kind::AnyUri => match uri::flaw(value) {
            Some(flaw) => address(flaw, value),
            None => String::new(),
        },
        Kind::QName => qname(value, ctx),
    }
}

fn language(value: &str) -> String {
    let rule = "a language tag is letters, then letters and digits after `-`, as `en` or `de-AT`";
    if value.is_empty() {
        return format!("it is empty; {rule}");
    }
    if value.contains('_') {
        return format!(
            "the parts of a language tag are joined by `-`, as `{}`",
            value.replace('_', "-")
        );
    }
    match value.split('-').find(|part| part.len() > 8) {
        Some(part) => {
            format!("`{part}` is too long: a part of a language tag has at most 8 letters")
        }
        None => rule.into(),
    }
}

fn nmtoken(value: &str) -> String {
    match value.chars().find(|&c| !names::is_name_char(c)) {
        Some(c) => format!("{} is not allowed in a name token", shown(c)),
        None => "a name token has at least one character".into(),
    }
}

fn entity(value: &str, ctx: &dyn NamespaceContext) -> String {
    match names::flaw(value, Colon::No) {
        None if !ctx.is_unparsed_entity(value) => {
            format!("no unparsed entity `{value}` is declared")
        }
        flaw => flaw.unwrap_or_default(),
    }
}

fn list(item: Item, value: &str, ctx: &dyn NamespaceContext) -> String {
    let wrong = space::words(value).find_map(|word| {
        let reason = match item {
            Item::Nmtoken if !names::is_nmtoken(word) => nmtoken(word),
            Item::NcName => names::flaw(word, Colon::No)?,
            Item::Entity if !names::is_ncname(word) || !ctx.is_unparsed_entity(word) => {
                entity(word, ctx)
            }
            Item::Nmtoken | Item::Entity => return None,
        };
        Some(format!("`{word}`: {reason}"))
    });
    wrong.unwrap_or_else(|| "at least one name is wanted".into())
}

fn number(value: &str, rule: &str) -> String {
    if value.is_empty() {
        return format!("it is empty; {rule}");
    }
    let with_point = value.replace(',', ".");
    if value.contains(',') && decimal::Decimal::read(&with_point).is_some() {
        return format!("decimals stand after a point, as `{with_point}`");
    }
    match value.chars().find(|c| !c.is_ascii_digit() && !matches!(c, '+' | '-' | '.')) {
        Some(c) => format!("{} is no part of a number; {rule}", shown(c)),
        None => rule.into(),
    }
}

fn integer(value: &str, least: Option<i128>, most: Option<i128>) -> String {
    if decimal::is_integer(value, None, None) {
        let bound = match (least, most) {
            (Some(least), _) if !decimal::is_integer(value, Some(least), None) => {
                format!("at least {least}")
            }
            (_, Some(most)) => format!("at most {most}"),
            (_, None) => String::new(),
        };
        return format!("it must be {bound}");
    }
    if decimal::Decimal::read(value).is_some() {
        return "it must be a whole number, without a point".into();
    }
    number(value, "a whole number is digits, with or without a sign")
}

fn duration(value: &str) -> String {
    let rule = "a duration is written `P1Y2M3DT4H5M6S`, its units in this order";
    let body = value.strip_prefix('-').unwrap_or(value);
    if !body.starts_with('P') {
        return format!("a duration begins with `P`; {rule}");
    }
    if body.contains('W') {
        return "weeks are not allowed in a duration; write days, as `P14D`".into();
    }
    if !body.contains('T') && body.contains(['H', 'S']) {
        return "hours, minutes and seconds follow a `T`, as `PT24H`".into();
    }
    if body.ends_with(['P', 'T']) {
        return format!("no number follows `{}`; {rule}", &body[body.len() - 1..]);
    }
    rule.into()
}

fn base64(value: &str) -> String {
    let allowed = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=') || c.is_ascii_whitespace()
    };
    match value.chars().find(|&c| !allowed(c)) {
        Some(c) => format!("{} is no base64 character", shown(c)),
        None if binary::base64_octets(value).is_none() => {
            "base64 comes in groups of four characters, the last filled up with `=`".into()
        }
        None => String::new(),
    }
}

fn address(flaw: uri::Flaw, value: &str) -> String {
    match flaw {
        uri::Flaw::Percent => {
            "`%` in a URI needs two hexadecimal digits after it; the sign itself is `%25`".into()
        }
        uri::Flaw::Fragments => "a URI has at most one `#`".into(),
        uri::Flaw::Scheme => {
            let scheme = value.split(':').next().unwrap_or_default();
            format!(
                "`{scheme}` before the `:` is no URI scheme: a letter, then letters, digits, `+`, `-` or `.`"
            )
        }
        uri::Flaw::Nothing => {
            let scheme = value.split(':').next().unwrap_or_default();
            format!("nothing follows `{scheme}:`")
        }
    }
}

fn qname(value: &str, ctx: &dyn NamespaceContext) -> String {
    let (prefix, local) = value.split_once(':').unwrap_or(("", value));
    let flaw = names::flaw(local, Colon::No)
        .or_else(|| value.contains(':').then(|| names::flaw(prefix, Colon::No)).flatten());
    match flaw {
        Some(flaw) => flaw,
        None if ctx.namespace(prefix).is_none() => format!("the prefix `{prefix}` is not declared"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests;

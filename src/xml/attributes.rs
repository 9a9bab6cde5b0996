//! Attribute values: references replaced and white space normalised (section 3.3.3).

use super::cursor::Cursor;
use super::doctype::{Doctype, Entity};
use super::{Limits, XmlError};

/// What the expansion of a value may use, and has used.
pub(super) struct Expansion<'e> {
    pub(super) doctype: &'e Doctype,
    pub(super) limits: &'e Limits,
    /// Bytes that entities have added so far.
    pub(super) spent: &'e mut usize,
}

/// The text of a predefined entity.
pub(super) fn predefined(name: &str) -> Option<&'static str> {
    match name {
        "amp" => Some("&"),
        "lt" => Some("<"),
        "gt" => Some(">"),
        "quot" => Some("\""),
        "apos" => Some("'"),
        _ => None,
    }
}

/// The value of a literal that stands at `at`; `\r\n` in it counts as one line end.
pub(super) fn expand(literal: &str, at: usize, used: Expansion<'_>) -> Result<String, XmlError> {
    let Expansion { doctype, limits, spent } = used;
    let mut value = String::with_capacity(literal.len());
    let mut open: Vec<(&str, Cursor<'_>)> =
        vec![("", Cursor { text: literal, at: 0, fixed: Some(at) })];
    while let Some((_, cursor)) = open.last_mut() {
        let rest = &cursor.text[cursor.at..];
        let stop = rest.find(['&', '<', '\t', '\n', '\r']).unwrap_or(rest.len());
        value.push_str(&rest[..stop]);
        cursor.at += stop;
        match cursor.peek() {
            None => {
                open.pop();
            }
            Some(b'<') => {
                let message = "`<` is not allowed in an attribute value; write `&lt;`";
                return Err(XmlError::form(at, message));
            }
            Some(b'&') => {
                cursor.at += 1;
                if cursor.take("#") {
                    value.push(cursor.character()?);
                    continue;
                }
                let name = reference(cursor)?;
                let text = match doctype.entities.get(name) {
                    Some(Entity::Internal(text)) => text,
                    Some(Entity::External | Entity::Unparsed) => {
                        let message =
                            format!("entity `{name}` is no text that an attribute can hold");
                        return Err(XmlError::form(at, message));
                    }
                    None => match predefined(name) {
                        Some(text) => {
                            value.push_str(text);
                            continue;
                        }
                        None => return Err(undeclared(at, name)),
                    },
                };
                if predefined(name).is_some() {
                    // Declared again, as the specification allows, but always with this meaning.
                    value.push_str(predefined(name).unwrap_or_default());
                    continue;
                }
                if open.iter().any(|(other, _)| *other == name) {
                    return Err(XmlError::form(at, format!("entity `{name}` holds itself")));
                }
                // One more for each, so that empty entities count too.
                *spent += text.len() + 1;
                if *spent > limits.expansion || open.len() > limits.entity_depth {
                    return Err(too_much(at));
                }
                open.push((name, Cursor { text, at: 0, fixed: Some(at) }));
            }
            Some(found) => {
                cursor.at += 1;
                // Only the document has `\r\n`: entities had theirs replaced.
                if found == b'\r' && cursor.peek() == Some(b'\n') {
                    cursor.at += 1;
                }
                value.push(' ');
            }
        }
    }
    Ok(value)
}

/// The name of a reference after `&`.
pub(super) fn reference<'t>(cursor: &mut Cursor<'t>) -> Result<&'t str, XmlError> {
    let place = cursor.place();
    let lone = || XmlError::form(place, "`&` begins a reference; write `&amp;` for the sign");
    let name = cursor.name().map_err(|_| lone())?;
    if cursor.take(";") { Ok(name) } else { Err(lone()) }
}

pub(super) fn undeclared(at: usize, name: &str) -> XmlError {
    XmlError::form(at, format!("entity `{name}` is not declared"))
}

pub(super) fn too_much(at: usize) -> XmlError {
    XmlError::limit(at, "the entities expand beyond the limit")
}

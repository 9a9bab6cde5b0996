//! The document type declaration: its internal subset, as far as a processor that does not
//! validate must read it. The external subset and external entities are never fetched.

use super::attributes::{Expansion, expand};
use super::content_model;
use super::cursor::Cursor;
use super::{Limits, XmlError};
use std::collections::HashMap;

/// What the declaration says.
#[derive(Debug, Default)]
pub(super) struct Doctype {
    /// The bytes of the declaration.
    pub(super) start: usize,
    pub(super) end: usize,
    /// General entities; the first declaration counts.
    pub(super) entities: HashMap<String, Entity>,
    /// Declared attributes of each element, by its name as written.
    pub(super) attributes: HashMap<String, Vec<Declared>>,
    /// Whether declarations were left unread, so that an unknown entity may be one of theirs.
    pub(super) partial: bool,
}

/// A general entity.
#[derive(Debug)]
pub(super) enum Entity {
    /// With its replacement text.
    Internal(String),
    /// In another file.
    External,
    /// Of a notation, never parsed.
    Unparsed,
}

/// A declared attribute.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) name: String,
    /// Whether the white space of its values stays as it is.
    pub(super) cdata: bool,
    pub(super) default: Option<String>,
}

/// Reads the declaration that begins at `start`.
pub(super) fn read(
    text: &str,
    start: usize,
    standalone: bool,
    limits: &Limits,
) -> Result<Doctype, XmlError> {
    let mut parser = Parser {
        doctype: Doctype { start, ..Doctype::default() },
        parameters: HashMap::new(),
        standalone,
        stopped: false,
        expanded: 0,
        limits,
    };
    let mut cursor = Cursor { text, at: start + "<!DOCTYPE".len(), fixed: None };
    cursor.space()?;
    cursor.qualified_name()?;
    let spaced = cursor.skip_space();
    if !matches!(cursor.peek(), Some(b'[' | b'>')) {
        if !spaced {
            return Err(cursor.error("white space is missing after the name"));
        }
        external(&mut cursor, false)?;
        cursor.skip_space();
        parser.leave_unread();
    }
    if cursor.take("[") {
        parser.subset(&mut cursor)?;
        cursor.expect("]")?;
        cursor.skip_space();
    }
    cursor.expect(">")?;
    parser.doctype.end = cursor.at;
    Ok(parser.doctype)
}

struct Parser<'l> {
    doctype: Doctype,
    parameters: HashMap<String, Option<String>>,
    standalone: bool,
    /// Whether declarations are no longer taken, as after a parameter entity that was not read.
    stopped: bool,
    expanded: usize,
    limits: &'l Limits,
}

impl Parser<'_> {
    fn leave_unread(&mut self) {
        self.doctype.partial = !self.standalone;
    }

    /// The declarations up to `]`, internal parameter entities followed.
    fn subset(&mut self, document: &mut Cursor<'_>) -> Result<(), XmlError> {
        // Parameter entities that are open: name, text, where reading stands in it.
        let mut open: Vec<(String, String, usize)> = Vec::new();
        loop {
            let reference = if let Some((_, text, at)) = open.last_mut() {
                let fixed = Some(document.at);
                let mut cursor = Cursor { text: text.as_str(), at: *at, fixed };
                let reference = self.declarations(&mut cursor)?;
                if reference.is_none() && !cursor.done() {
                    return Err(cursor.error("no declaration"));
                }
                *at = cursor.at;
                reference
            } else {
                let reference = self.declarations(document)?;
                if reference.is_none() {
                    return Ok(());
                }
                reference
            };
            let Some(name) = reference else {
                open.pop();
                continue;
            };
            if open.iter().any(|(other, ..)| *other == name) {
                return Err(document.error(format!("entity `%{name};` holds itself")));
            }
            match self.parameters.get(&name) {
                Some(Some(text)) => {
                    self.expanded += text.len() + 1;
                    if self.expanded > self.limits.expansion
                        || open.len() >= self.limits.entity_depth
                    {
                        let message = "the parameter entities expand beyond the limit";
                        return Err(XmlError::limit(document.at, message));
                    }
                    open.push((name, text.clone(), 0));
                }
                Some(None) => {
                    self.leave_unread();
                    self.stopped = !self.standalone;
                }
                None if self.doctype.partial => {}
                None => {
                    let message = format!("entity `%{name};` is not declared");
                    return Err(document.error(message));
                }
            }
        }
    }

    /// Declarations up to a parameter reference, which is returned, or to what is none.
    fn declarations(&mut self, cursor: &mut Cursor<'_>) -> Result<Option<String>, XmlError> {
        loop {
            cursor.skip_space();
            if cursor.take("%") {
                let name = cursor.name()?.to_owned();
                cursor.expect(";")?;
                return Ok(Some(name));
            } else if cursor.take("<!--") {
                cursor.comment()?;
            } else if cursor.take("<?") {
                cursor.instruction()?;
            } else if cursor.take("<!ENTITY") {
                self.entity(cursor)?;
            } else if cursor.take("<!ATTLIST") {
                self.attribute_list(cursor)?;
            } else if cursor.take("<!ELEMENT") {
                cursor.space()?;
                cursor.qualified_name()?;
                cursor.space()?;
                content_model::read(cursor)?;
                cursor.skip_space();
                cursor.expect(">")?;
            } else if cursor.take("<!NOTATION") {
                cursor.space()?;
                cursor.name()?;
                cursor.space()?;
                external(cursor, true)?;
                cursor.skip_space();
                cursor.expect(">")?;
            } else {
                return Ok(None);
            }
        }
    }

    fn entity(&mut self, cursor: &mut Cursor<'_>) -> Result<(), XmlError> {
        cursor.space()?;
        let parameter = cursor.take("%");
        if parameter {
            cursor.space()?;
        }
        let name = cursor.name()?.to_owned();
        if name.contains(':') {
            return Err(XmlError::namespace(cursor.place(), "an entity's name has no colon"));
        }
        cursor.space()?;
        let entity = if matches!(cursor.peek(), Some(b'"' | b'\'')) {
            Entity::Internal(entity_value(cursor)?)
        } else {
            external(cursor, false)?;
            let spaced = cursor.skip_space();
            if !parameter && cursor.take("NDATA") {
                if !spaced {
                    return Err(cursor.error("white space is missing before NDATA"));
                }
                cursor.space()?;
                cursor.name()?;
                Entity::Unparsed
            } else {
                Entity::External
            }
        };
        cursor.skip_space();
        cursor.expect(">")?;
        if self.stopped {
            return Ok(());
        }
        if parameter {
            let text = if let Entity::Internal(text) = entity { Some(text) } else { None };
            self.parameters.entry(name).or_insert(text);
        } else {
            self.doctype.entities.entry(name).or_insert(entity);
        }
        Ok(())
    }

    fn attribute_list(&mut self, cursor: &mut Cursor<'_>) -> Result<(), XmlError> {
        cursor.space()?;
        let element = cursor.qualified_name()?.to_owned();
        loop {
            let spaced = cursor.skip_space();
            if cursor.take(">") {
                return Ok(());
            }
            if !spaced {
                return Err(cursor.error("white space is missing before the attribute"));
            }
            let name = cursor.qualified_name()?.to_owned();
            cursor.space()?;
            let cdata = attribute_type(cursor)?;
            cursor.space()?;
            let mut default = None;
            if !cursor.take("#REQUIRED") && !cursor.take("#IMPLIED") {
                if cursor.take("#FIXED") {
                    cursor.space()?;
                }
                let at = cursor.place();
                let literal = cursor.literal()?;
                let mut spent = self.expanded;
                let expansion =
                    Expansion { doctype: &self.doctype, limits: self.limits, spent: &mut spent };
                let value = expand(literal, at, expansion)?;
                self.expanded = spent;
                default = Some(if cdata { value } else { collapse(&value) });
            }
            let declared = self.doctype.attributes.entry(element.clone()).or_default();
            if !self.stopped && declared.iter().all(|other| other.name != name) {
                if declared.len() >= self.limits.attributes.min(4096) {
                    let message = "more attributes are declared for an element than the limit";
                    return Err(XmlError::limit(cursor.place(), message));
                }
                declared.push(Declared { name, cdata, default });
            }
        }
    }
}

/// `SYSTEM "…"` or `PUBLIC "…" "…"`; a notation may have a public identifier alone.
fn external(cursor: &mut Cursor<'_>, notation: bool) -> Result<(), XmlError> {
    if cursor.take("SYSTEM") {
        cursor.space()?;
        cursor.literal()?;
        return Ok(());
    }
    if !cursor.take("PUBLIC") {
        return Err(cursor.error("SYSTEM or PUBLIC is missing"));
    }
    cursor.space()?;
    let public = cursor.literal()?;
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b" \r\n-'()+,./:=?;!*#@$_%".contains(&b);
    if !public.bytes().all(allowed) {
        return Err(cursor.error("this public identifier has a character that is not allowed"));
    }
    let spaced = cursor.skip_space();
    if matches!(cursor.peek(), Some(b'"' | b'\'')) {
        if !spaced {
            return Err(cursor.error("white space is missing between the identifiers"));
        }
        cursor.literal()?;
    } else if !notation {
        return Err(cursor.error("the system identifier is missing"));
    }
    Ok(())
}

/// White space collapsed, as for every attribute that is not CDATA.
pub(super) fn collapse(value: &str) -> String {
    value.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The type of an attribute; whether it is CDATA.
fn attribute_type(cursor: &mut Cursor<'_>) -> Result<bool, XmlError> {
    if cursor.take("CDATA") {
        return Ok(true);
    }
    let notation = cursor.take("NOTATION");
    if notation {
        cursor.space()?;
    }
    if cursor.take("(") {
        loop {
            cursor.skip_space();
            if notation {
                cursor.name()?
            } else {
                cursor.name_token()?
            };
            cursor.skip_space();
            if cursor.take(")") {
                return Ok(false);
            }
            cursor.expect("|")?;
        }
    }
    // The longer names first, for they begin with the shorter ones.
    let names = ["IDREFS", "IDREF", "ID", "ENTITY", "ENTITIES", "NMTOKENS", "NMTOKEN"];
    if !notation && names.iter().any(|name| cursor.take(name)) {
        return Ok(false);
    }
    Err(cursor.error("this is no type of an attribute"))
}

/// The value of an internal entity: character references are replaced, entities are not.
fn entity_value(cursor: &mut Cursor<'_>) -> Result<String, XmlError> {
    let place = cursor.place();
    let raw = cursor.literal()?;
    let mut value = String::with_capacity(raw.len());
    let mut rest = Cursor { text: raw, at: 0, fixed: Some(place) };
    while !rest.done() {
        let left = &raw[rest.at..];
        let stop = left.find(['&', '%', '\r']).unwrap_or(left.len());
        value.push_str(&left[..stop]);
        rest.at += stop;
        match rest.peek() {
            Some(b'%') => {
                let message = "a parameter entity is not allowed inside a declaration here";
                return Err(rest.error(message));
            }
            Some(b'\r') => {
                rest.at += 1;
                if rest.peek() != Some(b'\n') {
                    value.push('\n');
                }
            }
            Some(_) => {
                rest.at += 1;
                if rest.take("#") {
                    value.push(rest.character()?);
                } else {
                    let name = rest.name()?;
                    rest.expect(";")?;
                    value.push('&');
                    value.push_str(name);
                    value.push(';');
                }
            }
            None => {}
        }
    }
    Ok(value)
}

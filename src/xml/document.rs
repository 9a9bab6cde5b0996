//! A document in memory: its decoded text and what its prolog declares.

use super::chars::{Seen, is_space, look_over};
use super::doctype::{self, Doctype};
use super::encoding::decode;
use super::{Limits, Reader, XmlError};
use std::borrow::Cow;
use std::ops::Range;

/// A decoded document with its declarations, ready to be read any number of times.
#[derive(Debug)]
pub struct Document<'b> {
    text: Cow<'b, str>,
    /// Where the first character stands that XML does not allow; nothing is read past it.
    illegal: Option<usize>,
    /// Whether line ends are to be normalised.
    pub(super) carriage_return: bool,
    /// Where reading begins: after the XML declaration.
    body: usize,
    pub(super) doctype: Doctype,
    pub(super) limits: Limits,
}

impl<'b> Document<'b> {
    /// Decodes a document and reads its prolog up to the document element.
    ///
    /// # Errors
    /// Bytes that are not in their encoding; a prolog that is not well-formed.
    pub fn new(bytes: &'b [u8], limits: Limits) -> Result<Self, XmlError> {
        Self::from_decoded(decode(bytes)?, limits)
    }

    /// The same for a text that is decoded already; an encoding declaration in it says nothing.
    ///
    /// # Errors
    /// A prolog that is not well-formed.
    pub fn from_text(text: &'b str, limits: Limits) -> Result<Self, XmlError> {
        Self::from_decoded(Cow::Borrowed(text.strip_prefix('\u{FEFF}').unwrap_or(text)), limits)
    }

    fn from_decoded(text: Cow<'b, str>, limits: Limits) -> Result<Self, XmlError> {
        let Seen { illegal, carriage_return } = look_over(&text);
        let legal = &text[..illegal.unwrap_or(text.len())];
        let declaration = declaration(legal)?;
        let body = declaration.end;
        let doctype = match doctype_start(legal, body) {
            Some(start) => doctype::read(legal, start, declaration.standalone, &limits)
                .map_err(|error| at_end(error, &text, illegal))?,
            None => Doctype::default(),
        };
        Ok(Self { text, illegal, carriage_return, body, doctype, limits })
    }

    /// The decoded text; all offsets point into it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the document type declaration stands, where there is one.
    #[must_use]
    pub fn doctype(&self) -> Option<Range<usize>> {
        (self.doctype.end > 0).then_some(self.doctype.start..self.doctype.end)
    }

    /// Whether it declares entities or attributes, so that the text says less than is read.
    #[must_use]
    pub fn has_declarations(&self) -> bool {
        !self.doctype.entities.is_empty() || !self.doctype.attributes.is_empty()
    }

    /// A reader from the beginning.
    #[must_use]
    pub fn reader(&self) -> Reader<'_> {
        Reader::new(self, self.body)
    }

    /// The part that may be read: up to the first character that is not allowed.
    pub(super) fn legal(&self) -> &str {
        &self.text[..self.illegal.unwrap_or(self.text.len())]
    }

    /// How many bytes entities and defaults may add.
    pub(super) fn expansion(&self) -> usize {
        self.text.len().saturating_mul(4).saturating_add(self.limits.expansion)
    }

    /// The error of a document that ends before it should.
    pub(super) fn ends_early(&self, message: &str) -> XmlError {
        let error = XmlError::form(self.legal().len(), message);
        at_end(error, &self.text, self.illegal)
    }
}

/// Where the text ends at a character that is not allowed, that is what is wrong.
fn at_end(error: XmlError, text: &str, illegal: Option<usize>) -> XmlError {
    let Some(at) = illegal.filter(|&at| error.at >= at) else { return error };
    let character = text[at..].chars().next().map_or(0, u32::from);
    XmlError::form(at, format!("character U+{character:04X} is not allowed in XML"))
}

struct Declaration {
    end: usize,
    standalone: bool,
}

/// Reads the XML declaration, where there is one.
fn declaration(text: &str) -> Result<Declaration, XmlError> {
    let none = Declaration { end: 0, standalone: false };
    let Some(rest) = text.strip_prefix("<?xml") else { return Ok(none) };
    if !rest.bytes().next().is_some_and(is_space) {
        return Ok(none);
    }
    let Some(length) = rest.find("?>") else {
        return Err(XmlError::form(0, "the XML declaration has no end"));
    };
    let wrong = || {
        let message = "the XML declaration is version, then encoding, then standalone, such as \
                       `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`";
        XmlError::form(0, message)
    };
    let mut pairs = Vec::new();
    let mut left = &rest[..length];
    while !left.trim_start_matches(space_char).is_empty() {
        let trimmed = left.trim_start_matches(space_char);
        if trimmed.len() == left.len() {
            return Err(wrong());
        }
        let (name, value) = trimmed.split_once('=').ok_or_else(wrong)?;
        let value = value.trim_start_matches(space_char);
        let quote = if value.starts_with('"') { '"' } else { '\'' };
        let inside = value.strip_prefix(quote).ok_or_else(wrong)?;
        let (value, after) = inside.split_once(quote).ok_or_else(wrong)?;
        pairs.push((name.trim_end_matches(space_char), value));
        left = after;
    }
    let mut pairs = pairs.into_iter().peekable();
    let version = pairs.next().filter(|(name, _)| *name == "version").ok_or_else(wrong)?.1;
    let minor = version.strip_prefix("1.").unwrap_or_default();
    if minor.is_empty() || !minor.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(XmlError::form(0, format!("`{version}` is no version of XML known here")));
    }
    if let Some((_, encoding)) = pairs.next_if(|(name, _)| *name == "encoding") {
        let sound = encoding.starts_with(|first: char| first.is_ascii_alphabetic())
            && encoding.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
        if !sound {
            return Err(XmlError::form(0, format!("`{encoding}` is no name of an encoding")));
        }
    }
    let standalone = match pairs.next_if(|(name, _)| *name == "standalone") {
        Some((_, "yes")) => true,
        Some((_, "no")) | None => false,
        Some((_, other)) => {
            return Err(XmlError::form(0, format!("standalone is yes or no, not `{other}`")));
        }
    };
    if pairs.next().is_some() {
        return Err(wrong());
    }
    Ok(Declaration { end: "<?xml".len() + length + "?>".len(), standalone })
}

fn space_char(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// Where `<!DOCTYPE` stands, after nothing but comments, instructions and white space.
/// Whether those are well-formed is seen when they are read.
fn doctype_start(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = text[at..].trim_start_matches(space_char);
        at = text.len() - rest.len();
        let end = if rest.starts_with("<!DOCTYPE") {
            return Some(at);
        } else if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else {
            return None;
        };
        at += rest.find(end)? + end.len();
    }
}

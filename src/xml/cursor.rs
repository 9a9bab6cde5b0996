//! A place in the declarations of a document, and the small things that are read there.

use super::XmlError;
use super::chars::{is_char, is_name_byte, is_name_start, is_space};
use super::names::split;

/// A place in declarations.
#[derive(Debug)]
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    /// The place that errors name, where the text is not the document's.
    pub(super) fixed: Option<usize>,
}

impl<'t> Cursor<'t> {
    pub(super) fn place(&self) -> usize {
        self.fixed.unwrap_or(self.at)
    }

    pub(super) fn error(&self, message: impl Into<String>) -> XmlError {
        if self.done() && self.fixed.is_none() {
            return XmlError::form(self.at, "the document type declaration has no end");
        }
        XmlError::form(self.place(), message)
    }

    pub(super) fn done(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn take(&mut self, wanted: &str) -> bool {
        let found = self.text.as_bytes()[self.at..].starts_with(wanted.as_bytes());
        if found {
            self.at += wanted.len();
        }
        found
    }

    pub(super) fn expect(&mut self, wanted: &str) -> Result<(), XmlError> {
        if self.take(wanted) { Ok(()) } else { Err(self.error(format!("`{wanted}` is missing"))) }
    }

    pub(super) fn skip_space(&mut self) -> bool {
        let start = self.at;
        while self.peek().is_some_and(is_space) {
            self.at += 1;
        }
        self.at > start
    }

    pub(super) fn space(&mut self) -> Result<(), XmlError> {
        if self.skip_space() { Ok(()) } else { Err(self.error("white space is missing")) }
    }

    pub(super) fn name_token(&mut self) -> Result<&'t str, XmlError> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().position(|&b| !is_name_byte(b)).unwrap_or(rest.len());
        let token = &self.text[self.at..self.at + length];
        if token.is_empty() || !token.chars().all(super::chars::is_name_char) {
            return Err(self.error("a name is missing"));
        }
        self.at += length;
        Ok(token)
    }

    pub(super) fn name(&mut self) -> Result<&'t str, XmlError> {
        let place = self.place();
        let name = self.name_token()?;
        if name.starts_with(is_name_start) {
            Ok(name)
        } else {
            Err(XmlError::form(place, format!("`{name}` is no name")))
        }
    }

    pub(super) fn qualified_name(&mut self) -> Result<&'t str, XmlError> {
        let name = self.name()?;
        if split(name).is_err() {
            return Err(XmlError::namespace(self.place(), format!("`{name}` has colons too many")));
        }
        Ok(name)
    }

    /// A quoted literal, without its quotes.
    pub(super) fn literal(&mut self) -> Result<&'t str, XmlError> {
        let Some(quote @ (b'"' | b'\'')) = self.peek() else {
            return Err(self.error("a quoted value is missing"));
        };
        let start = self.at + 1;
        let Some(length) = memchr::memchr(quote, &self.text.as_bytes()[start..]) else {
            self.at = self.text.len();
            return Err(self.error("a quote has no end"));
        };
        self.at = start + length + 1;
        Ok(&self.text[start..start + length])
    }

    /// The character of a reference after `&#`.
    pub(super) fn character(&mut self) -> Result<char, XmlError> {
        let place = self.place();
        let rest = &self.text[self.at..];
        let end = rest.as_bytes().iter().position(|&b| b == b';' || !b.is_ascii_alphanumeric());
        let Some(end) = end.filter(|&end| rest.as_bytes()[end] == b';') else {
            return Err(XmlError::form(place, "a character reference ends with `;`"));
        };
        let digits = &rest[..end];
        self.at += end + 1;
        let number = match digits.strip_prefix('x') {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => digits.parse(),
        };
        let character = number.ok().and_then(char::from_u32).filter(|&c| is_char(c));
        character.ok_or_else(|| {
            XmlError::form(place, format!("`&#{digits};` is no character that XML allows"))
        })
    }

    pub(super) fn comment(&mut self) -> Result<(), XmlError> {
        let rest = &self.text[self.at..];
        let Some(end) = rest.find("--") else {
            self.at = self.text.len();
            return Err(self.error("a comment has no end"));
        };
        self.at += end + 2;
        if self.take(">") { Ok(()) } else { Err(self.error("`--` is not allowed in a comment")) }
    }

    pub(super) fn instruction(&mut self) -> Result<(), XmlError> {
        let target = self.name()?;
        if target.eq_ignore_ascii_case("xml") || target.contains(':') {
            return Err(self.error(format!("`{target}` is no target of an instruction")));
        }
        if self.take("?>") {
            return Ok(());
        }
        self.space()?;
        let Some(end) = self.text[self.at..].find("?>") else {
            self.at = self.text.len();
            return Err(self.error("an instruction has no end"));
        };
        self.at += end + 2;
        Ok(())
    }
}

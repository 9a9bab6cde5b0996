//! The characters of a compact schema: line ends made one kind, `\x{…}` escapes replaced
//! (section 3 of the specification), each with the place where it began.

use super::{Result, wrong};
use crate::relaxng::syntax::Offset;

/// A character and where it begins in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Character {
    pub(super) at: Offset,
    pub(super) char: char,
    /// Written as itself. Only a line end that is so ends comments and cannot stand in quotes.
    pub(super) plain: bool,
}

impl Character {
    pub(super) fn is_newline(self) -> bool {
        self.plain && self.char == '\n'
    }

    pub(super) fn is_space(self) -> bool {
        matches!(self.char, ' ' | '\t') || self.is_newline()
    }
}

/// Reads characters one by one, with a few to look ahead at.
#[derive(Debug, Clone)]
pub(super) struct Characters<'a> {
    text: &'a str,
    at: Offset,
}

impl<'a> Characters<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Where the next character begins.
    pub(super) fn at(&self) -> Offset {
        self.at
    }

    /// The next character; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Character>> {
        let at = self.at;
        let Some(char) = self.text[at..].chars().next() else { return Ok(None) };
        self.at += char.len_utf8();
        match char {
            '\r' => {
                if self.text[self.at..].starts_with('\n') {
                    self.at += 1;
                }
                Ok(Some(Character { at, char: '\n', plain: true }))
            }
            '\\' => match self.escape()? {
                Some(char) => Ok(Some(Character { at, char, plain: false })),
                None => Ok(Some(Character { at, char, plain: true })),
            },
            char if is_xml(char) => Ok(Some(Character { at, char, plain: true })),
            char => wrong(at, format!("the character U+{:04X} is not allowed", char as u32)),
        }
    }

    /// The next character, left where it is.
    pub(super) fn peek(&self) -> Result<Option<Character>> {
        self.clone().next()
    }

    /// What follows a backslash, if that is `x{…}` with any number of `x`.
    fn escape(&mut self) -> Result<Option<char>> {
        let rest = self.text[self.at..].trim_start_matches('x');
        let skipped = self.text.len() - self.at - rest.len();
        let Some(digits) = rest.strip_prefix('{').filter(|_| skipped > 0) else { return Ok(None) };
        let at = self.at + skipped + 1;
        let length = digits.bytes().take_while(u8::is_ascii_hexdigit).count();
        if length == 0 || !digits[length..].starts_with('}') {
            return wrong(at + length, "an escape is hexadecimal digits in braces, as `\\x{E9}`");
        }
        // More digits than fit are no character either.
        let code = u32::from_str_radix(&digits[..length], 16).unwrap_or(u32::MAX);
        let Some(char) = char::from_u32(code).filter(|&char| is_xml(char)) else {
            return wrong(at, format!("`{}` is the code of no character", &digits[..length]));
        };
        self.at = at + length + 1;
        Ok(Some(char))
    }
}

/// Whether a character may stand in XML.
fn is_xml(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

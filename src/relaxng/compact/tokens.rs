//! The tokens of a compact schema.

use super::characters::{Character, Characters};
use super::{Result, wrong};
use crate::relaxng::datatypes::names::{is_name_char, is_name_start};
use crate::relaxng::syntax::{Offset, SyntaxError};
use std::fmt;

/// A token and where it begins.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) at: Offset,
    pub(super) kind: TokenKind,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name without a colon, keyword or not.
    Name(String),
    /// The same after a backslash: never a keyword.
    Quoted(String),
    /// `p:a`.
    Prefixed(String, String),
    /// `p:*`.
    Wildcard(String),
    /// One segment of a literal, without its quotes.
    Literal(String),
    /// Lines of documentation that belong together, without their `##`.
    Documentation(String),
    Symbol(&'static str),
    End,
    /// Nothing that could be read; the message says why. It is the last token.
    Wrong(String),
}

impl Token {
    pub(super) fn is(&self, symbol: &str) -> bool {
        matches!(self.kind, TokenKind::Symbol(own) if own == symbol)
    }

    /// Whether it is this keyword.
    pub(super) fn is_keyword(&self, keyword: &str) -> bool {
        matches!(&self.kind, TokenKind::Name(name) if name == keyword)
    }
}

/// Words that stand for themselves only after a backslash, where a name could be meant.
const KEYWORDS: [&str; 19] = [
    "attribute",
    "default",
    "datatypes",
    "div",
    "element",
    "empty",
    "external",
    "grammar",
    "include",
    "inherit",
    "list",
    "mixed",
    "namespace",
    "notAllowed",
    "parent",
    "start",
    "string",
    "text",
    "token",
];

pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// The symbols; one that begins with another stands before it.
const SYMBOLS: [&str; 18] =
    ["|=", "&=", ">>", "=", "{", "}", "(", ")", "[", "]", ",", "&", "|", "?", "*", "+", "-", "~"];

impl fmt::Display for TokenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(f, "`{name}`"),
            Self::Quoted(name) => write!(f, "`\\{name}`"),
            Self::Prefixed(prefix, local) => write!(f, "`{prefix}:{local}`"),
            Self::Wildcard(prefix) => write!(f, "`{prefix}:*`"),
            Self::Literal(_) => f.write_str("a literal"),
            Self::Documentation(_) => f.write_str("documentation (`##`)"),
            Self::Symbol(symbol) => write!(f, "`{symbol}`"),
            Self::End => f.write_str("the end of the file"),
            Self::Wrong(message) => f.write_str(message),
        }
    }
}

/// All tokens of a text, up to its end or the first thing that is none.
pub(super) fn scan(text: &str) -> Vec<Token> {
    let mut scanner = Scanner { characters: Characters::new(text) };
    let mut tokens = Vec::new();
    loop {
        match scanner.token() {
            Ok(Token { at, kind: TokenKind::End }) => {
                tokens.push(Token { at, kind: TokenKind::End });
                return tokens;
            }
            Ok(token) => tokens.push(token),
            Err(SyntaxError { at, message, .. }) => {
                tokens.push(Token { at, kind: TokenKind::Wrong(message) });
                return tokens;
            }
        }
    }
}

struct Scanner<'a> {
    characters: Characters<'a>,
}

impl Scanner<'_> {
    fn token(&mut self) -> Result<Token> {
        self.space()?;
        let Some(first) = self.characters.next()? else {
            return Ok(Token { at: self.characters.at(), kind: TokenKind::End });
        };
        let at = first.at;
        let kind = match first.char {
            // White space and comments are gone, so this begins documentation.
            '#' => self.documentation()?,
            '"' | '\'' => TokenKind::Literal(self.quoted(first)?),
            '\\' => match self.characters.next()? {
                Some(start) if begins_name(start.char) => TokenKind::Quoted(self.name(start.char)?),
                Some(_) | None => return wrong(at, "a name follows `\\`"),
            },
            start if begins_name(start) => self.names(start)?,
            start => self.symbol(at, start)?,
        };
        Ok(Token { at, kind })
    }

    /// Skips white space and comments, not documentation.
    fn space(&mut self) -> Result<()> {
        loop {
            match self.characters.peek()? {
                Some(next) if next.is_space() => {
                    self.characters.next()?;
                }
                Some(next) if next.char == '#' && !self.is_documentation()? => {
                    self.line()?;
                }
                Some(_) | None => return Ok(()),
            }
        }
    }

    /// Whether two `#` follow.
    fn is_documentation(&self) -> Result<bool> {
        let mut ahead = self.characters.clone();
        let hash = |next: Option<Character>| next.is_some_and(|next| next.char == '#');
        Ok(hash(ahead.next()?) && hash(ahead.next()?))
    }

    /// What is left of the line; its end stays.
    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        while let Some(next) = self.characters.peek()?.filter(|next| !next.is_newline()) {
            line.push(next.char);
            self.characters.next()?;
        }
        Ok(line)
    }

    /// Lines that begin with `##`, one after the other; the first `#` is read.
    fn documentation(&mut self) -> Result<TokenKind> {
        let mut text = String::new();
        loop {
            let line = self.line()?;
            let line = line.trim_start_matches('#');
            text.push_str(line.strip_prefix(' ').unwrap_or(line));
            let mut ahead = self.characters.clone();
            // One line end, then the next line's indentation.
            let mut lines = 0;
            while let Some(next) = ahead.peek()?.filter(|next| next.is_space()) {
                lines += usize::from(next.is_newline());
                ahead.next()?;
            }
            let next = Self { characters: ahead };
            if lines != 1 || !next.is_documentation()? {
                return Ok(TokenKind::Documentation(text));
            }
            *self = next;
            text.push('\n');
        }
    }

    /// A literal segment after its first quote: one line in single quotes, or any text in three.
    fn quoted(&mut self, quote: Character) -> Result<String> {
        let mut ahead = self.characters.clone();
        let is_quote = |next: Option<Character>| next.is_some_and(|next| next.char == quote.char);
        if is_quote(ahead.next()?) {
            if is_quote(ahead.next()?) {
                self.characters = ahead;
                return self.triple_quoted(quote);
            }
            self.characters.next()?;
            return Ok(String::new());
        }
        let mut literal = String::new();
        loop {
            match self.characters.next()? {
                Some(next) if next.char == quote.char => return Ok(literal),
                Some(next) if !next.is_newline() => literal.push(next.char),
                Some(_) | None => {
                    return wrong(
                        quote.at,
                        format!("the literal has no closing `{}` on its line", quote.char),
                    );
                }
            }
        }
    }

    fn triple_quoted(&mut self, quote: Character) -> Result<String> {
        let mut literal = String::new();
        let mut quotes = 0;
        while let Some(next) = self.characters.next()? {
            literal.push(next.char);
            quotes = if next.char == quote.char { quotes + 1 } else { 0 };
            if quotes == 3 {
                literal.truncate(literal.len() - 3);
                return Ok(literal);
            }
        }
        let closing = String::from(quote.char).repeat(3);
        wrong(quote.at, format!("the literal has no closing `{closing}`"))
    }

    /// A name, or two with a colon, or one with `:*`.
    fn names(&mut self, start: char) -> Result<TokenKind> {
        let name = self.name(start)?;
        let mut ahead = self.characters.clone();
        if ahead.next()?.is_none_or(|next| next.char != ':') {
            return Ok(TokenKind::Name(name));
        }
        match ahead.next()? {
            Some(next) if next.char == '*' => {
                self.characters = ahead;
                Ok(TokenKind::Wildcard(name))
            }
            Some(next) if begins_name(next.char) => {
                self.characters = ahead;
                Ok(TokenKind::Prefixed(name, self.name(next.char)?))
            }
            Some(_) | None => Ok(TokenKind::Name(name)),
        }
    }

    /// The rest of a name without a colon.
    fn name(&mut self, start: char) -> Result<String> {
        let mut name = String::from(start);
        let goes_on = |next: &Character| next.char != ':' && is_name_char(next.char);
        while let Some(next) = self.characters.peek()?.filter(goes_on) {
            name.push(next.char);
            self.characters.next()?;
        }
        Ok(name)
    }

    fn symbol(&mut self, at: Offset, start: char) -> Result<TokenKind> {
        let after = self.characters.peek()?.map(|next| next.char);
        let found = SYMBOLS.into_iter().find(|symbol| {
            let mut chars = symbol.chars();
            chars.next() == Some(start) && chars.next().is_none_or(|second| Some(second) == after)
        });
        let Some(symbol) = found else {
            return wrong(at, format!("`{}` means nothing here", start.escape_debug()));
        };
        if symbol.len() == 2 {
            self.characters.next()?;
        }
        Ok(TokenKind::Symbol(symbol))
    }
}

fn begins_name(char: char) -> bool {
    char != ':' && is_name_start(char)
}

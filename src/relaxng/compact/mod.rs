//! The compact syntax of RELAX NG (OASIS committee specification of 21 November 2002) read into a
//! syntax tree.
//!
//! Prefixes and inherited namespaces are resolved while reading. Annotations are checked and
//! skipped, except that documentation (`##`, `a:documentation`) becomes a gloss. What crosses
//! definitions and files is left to the compiler, as with the XML syntax.

use super::syntax::{MAX_DEPTH, Offset, SchemaFile, SyntaxError};
use crate::diagnostic::Code;
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

mod annotations;
mod characters;
mod declarations;
mod grammar;
mod name_classes;
mod patterns;
mod tokens;

use declarations::Declarations;
use tokens::{Token, TokenKind};

type Result<T> = std::result::Result<T, SyntaxError>;

/// How deep brackets of any kind may nest: far deeper than people write, and shallow enough for
/// the stack of any thread. A pair stands for at most three nodes of the tree (say a repeated
/// choice in an element), so the tree stays far below the depth that its readers allow.
const NESTING: usize = 64;
const _: () = assert!(NESTING * 3 < MAX_DEPTH);

/// Reads a schema in the compact syntax. `path` is what findings name and what references in the
/// file are relative to; `namespace` is the default namespace that it inherits from the file that
/// refers to it.
///
/// # Errors
/// The first place where the file is not in the compact syntax.
pub fn read(bytes: &[u8], path: &str, namespace: &str) -> Result<SchemaFile> {
    let text = decode(bytes)?;
    let tokens = tokens::scan(&text);
    let mut parser = Parser {
        tokens,
        next: 0,
        nesting: 0,
        at_top: true,
        declarations: Declarations::new(namespace),
    };
    let root = parser.schema()?;
    Ok(SchemaFile { path: path.into(), root })
}

/// The text of a file: UTF-8, or what its byte order mark says.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let bytes = &bytes[mark..];
    let wrong = |at, message: String| SyntaxError { code: Code::XmlEncoding, at, message };
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes)
            .map(Cow::Borrowed)
            .map_err(|error| wrong(error.valid_up_to(), "this byte is not UTF-8".into()));
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.ok_or_else(|| wrong(0, format!("the file is not {}, as it says", encoding.name())))
}

/// The tokens of a file and how far they are read.
struct Parser {
    /// They end with [`TokenKind::End`] or [`TokenKind::Wrong`].
    tokens: Vec<Token>,
    next: usize,
    /// How many brackets are open.
    nesting: usize,
    /// Whether no brace is open around a top-level pattern: annotations that would follow it in
    /// the XML syntax would follow the root element there.
    at_top: bool,
    declarations: Declarations,
}

impl Parser {
    /// The token to be read next.
    fn peek(&self) -> &Token {
        &self.tokens[self.next]
    }

    /// The token after it, for the places where one does not decide.
    fn peek_after(&self) -> &TokenKind {
        let after = (self.next + 1).min(self.tokens.len() - 1);
        &self.tokens[after].kind
    }

    /// Where the next token stands.
    fn at(&self) -> Offset {
        self.peek().at
    }

    /// Goes past the next token; the last one stays.
    fn advance(&mut self) {
        self.next = (self.next + 1).min(self.tokens.len() - 1);
    }

    /// Takes the next token if it is this symbol.
    fn found(&mut self, symbol: &'static str) -> bool {
        let found = self.peek().is(symbol);
        if found {
            self.advance();
        }
        found
    }

    /// Takes the next token, which must be this symbol.
    fn expect(&mut self, symbol: &'static str) -> Result<()> {
        if self.found(symbol) { Ok(()) } else { self.unexpected(&format!("`{symbol}`")) }
    }

    /// What stands next is not what is wanted.
    fn unexpected<T>(&self, wanted: &str) -> Result<T> {
        let token = self.peek();
        if let TokenKind::Wrong(message) = &token.kind {
            return wrong(token.at, message.clone());
        }
        wrong(token.at, format!("{wanted} is wanted here, got {}", token.kind))
    }

    /// Reads something inside brackets.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.nesting == NESTING {
            let message = format!("brackets nest deeper than {NESTING}");
            return Err(SyntaxError { code: Code::SchemaLimit, at: self.at(), message });
        }
        self.nesting += 1;
        let result = read(self)?;
        self.nesting -= 1;
        Ok(result)
    }

    /// Reads something between braces.
    fn braced<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.expect("{")?;
        let at_top = std::mem::replace(&mut self.at_top, false);
        let result = self.nested(read)?;
        self.at_top = at_top;
        self.expect("}")?;
        Ok(result)
    }

    /// A literal: segments joined by `~`.
    fn literal(&mut self) -> Result<String> {
        let mut literal = String::new();
        loop {
            let TokenKind::Literal(segment) = &self.peek().kind else {
                return self.unexpected("a literal in quotes");
            };
            literal.push_str(segment);
            self.advance();
            if !self.found("~") {
                return Ok(literal);
            }
        }
    }

    /// An identifier, or a keyword where one may serve as a name.
    fn name(&mut self, what: &str) -> Result<String> {
        let (TokenKind::Name(name) | TokenKind::Quoted(name)) = &self.peek().kind else {
            return self.unexpected(what);
        };
        let name = name.clone();
        self.advance();
        Ok(name)
    }
}

fn wrong<T>(at: Offset, message: impl Into<String>) -> Result<T> {
    Err(SyntaxError { code: Code::CompactSyntax, at, message: message.into() })
}

#[cfg(test)]
mod tests;

//! The types after `instance of`, `treat as`, `cast as` and `castable as`.

use super::super::fault::Fault;
use super::super::lexer::Token;
use super::super::types::{AtomicType, ItemType, SequenceType, SingleType};
use super::{Parser, describe};

/// The namespace of the simple types.
pub(super) const XML_SCHEMA: &str = "http://www.w3.org/2001/XMLSchema";

impl Parser<'_> {
    pub(super) fn single_type(&mut self) -> Result<SingleType, Fault> {
        let atomic = self.atomic_type()?;
        Ok(SingleType { atomic, optional: self.take_symbol("?") })
    }

    /// A type that values can be asked for.
    pub(super) fn instance_type(&mut self) -> Result<SequenceType, Fault> {
        let offset = self.offset();
        let read = self.sequence_type()?;
        match read.item {
            ItemType::Atomic(atomic) if !atomic.is_told_apart() => {
                let message = "values do not remember that they were cast to this derived type";
                Err(Fault::unsupported(offset, message))
            }
            _ => Ok(read),
        }
    }

    pub(super) fn sequence_type(&mut self) -> Result<SequenceType, Fault> {
        let offset = self.offset();
        let item = match self.peek().clone() {
            Token::Name(None, word) if self.is_symbol_at(1, "(") => {
                self.at += 1;
                match &*word {
                    "empty-sequence" => {
                        self.expect_symbol("(")?;
                        self.expect_symbol(")")?;
                        return Ok(SequenceType { item: ItemType::Any, least: 0, most: 0 });
                    }
                    "item" => {
                        self.expect_symbol("(")?;
                        self.expect_symbol(")")?;
                        ItemType::Any
                    }
                    _ => ItemType::Node(self.kind_test(&word, offset)?),
                }
            }
            _ => ItemType::Atomic(self.atomic_type()?),
        };
        let (least, most) = match self.peek() {
            Token::Symbol("?") => (0, 1),
            Token::Symbol("*") => (0, usize::MAX),
            Token::Symbol("+") => (1, usize::MAX),
            _ => return Ok(SequenceType { item, least: 1, most: 1 }),
        };
        self.at += 1;
        Ok(SequenceType { item, least, most })
    }

    fn atomic_type(&mut self) -> Result<AtomicType, Fault> {
        let offset = self.offset();
        let token = self.next();
        let Token::Name(Some(prefix), local) = token else {
            self.at -= 1;
            let message =
                format!("a type such as `xs:integer` is expected, not {}", describe(&token));
            return Err(Fault::syntax(offset, message));
        };
        if self.namespace(&prefix)? != XML_SCHEMA {
            let message = format!("`{prefix}:{local}` is no type of XML Schema");
            return Err(Fault::unsupported(offset, message));
        }
        AtomicType::parse(&local).ok_or_else(|| {
            let message = format!("the type `{prefix}:{local}` is not evaluated");
            Fault::unsupported(offset, message)
        })
    }
}

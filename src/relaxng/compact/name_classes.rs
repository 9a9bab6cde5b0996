//! Name classes of a compact schema.

use super::tokens::TokenKind;
use super::{Parser, Result};
use crate::relaxng::syntax::{NameClass, NameClassKind};
use std::sync::Arc;

/// What is named: names without a prefix are in the default namespace for elements only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    Element,
    Attribute,
}

impl Parser {
    /// A name class; alternatives are joined by `|`, and an exception stands alone.
    pub(super) fn name_class(&mut self, names: Names) -> Result<NameClass> {
        let mut first = self.simple_name_class(names)?;
        if self.peek().is("-")
            && let NameClassKind::AnyName(except) | NameClassKind::NsName(_, except) =
                &mut first.class.kind
            && !first.parenthesized
        {
            self.advance();
            except.push(self.simple_name_class(names)?.class);
            return Ok(first.class);
        }
        let at = first.class.at;
        let mut choice = vec![first.class];
        while self.found("|") {
            choice.push(self.simple_name_class(names)?.class);
        }
        Ok(match choice.pop() {
            Some(only) if choice.is_empty() => only,
            last => {
                choice.extend(last);
                NameClass { at, kind: NameClassKind::Choice(choice) }
            }
        })
    }

    /// A name, a wildcard, or a name class in parentheses; with its annotations.
    fn simple_name_class(&mut self, names: Names) -> Result<Simple> {
        self.annotations()?;
        let at = self.at();
        let parenthesized = self.found("(");
        if parenthesized {
            let class = self.nested(|parser| parser.name_class(names))?;
            self.expect(")")?;
            self.following_name_annotations()?;
            return Ok(Simple { class, parenthesized });
        }
        let kind = match &self.peek().kind {
            TokenKind::Name(local) | TokenKind::Quoted(local) => {
                let namespace: Arc<str> = match names {
                    Names::Element => self.declarations.default(),
                    Names::Attribute => "".into(),
                };
                NameClassKind::Name { namespace, local: local.as_str().into() }
            }
            TokenKind::Prefixed(prefix, local) => {
                let namespace = self.declarations.namespace(prefix, at)?;
                NameClassKind::Name { namespace, local: local.as_str().into() }
            }
            TokenKind::Wildcard(prefix) => {
                NameClassKind::NsName(self.declarations.namespace(prefix, at)?, Vec::new())
            }
            TokenKind::Symbol("*") => NameClassKind::AnyName(Vec::new()),
            TokenKind::Symbol(_)
            | TokenKind::Literal(_)
            | TokenKind::Documentation(_)
            | TokenKind::End
            | TokenKind::Wrong(_) => return self.unexpected("a name"),
        };
        self.advance();
        self.following_name_annotations()?;
        Ok(Simple { class: NameClass { at, kind }, parenthesized })
    }

    /// Names are inside their element or attribute, so annotations can follow them anywhere.
    fn following_name_annotations(&mut self) -> Result<()> {
        let at_top = std::mem::replace(&mut self.at_top, false);
        self.following_annotations()?;
        self.at_top = at_top;
        Ok(())
    }
}

/// A name class without operators.
struct Simple {
    class: NameClass,
    parenthesized: bool,
}

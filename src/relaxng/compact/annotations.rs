//! Annotations (section 5 of the specification): checked, and skipped but for documentation.

use super::tokens::TokenKind;
use super::{Parser, Result, wrong};
use crate::relaxng::syntax::Offset;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The namespace of RELAX NG, whose names are no annotations.
const RELAXNG: &str = "http://relaxng.org/ns/structure/1.0";
/// The namespace of `a:documentation`.
const COMPATIBILITY: &str = "http://relaxng.org/ns/compatibility/annotations/1.0";
/// As the suite writes it, without the slash that the namespace of declarations has.
const XMLNS: [&str; 2] = ["http://www.w3.org/2000/xmlns", "http://www.w3.org/2000/xmlns/"];

/// What stands before a pattern, name class, definition or parameter.
pub(super) struct Annotations {
    /// Where they begin.
    pub(super) at: Offset,
    /// The first documentation among them, white space collapsed.
    pub(super) gloss: Option<Box<str>>,
    /// Whether any is an element; documentation is one.
    pub(super) has_elements: bool,
    /// Whether there are any.
    pub(super) any: bool,
}

/// A name in an annotation.
struct Named {
    at: Offset,
    prefixed: bool,
    namespace: Arc<str>,
    local: String,
}

impl Parser {
    /// Documentation, then annotations in brackets; either may be missing.
    pub(super) fn annotations(&mut self) -> Result<Annotations> {
        let at = self.at();
        let mut all = Annotations { at, gloss: None, has_elements: false, any: false };
        while let TokenKind::Documentation(text) = &self.peek().kind {
            let gloss = collapsed(text);
            all.gloss.get_or_insert(gloss);
            all.has_elements = true;
            self.advance();
        }
        if self.found("[") {
            all.any = true;
            self.nested(|parser| parser.bracketed(&mut all))?;
            self.expect("]")?;
        }
        all.any |= all.has_elements;
        Ok(all)
    }

    /// Attributes, which must have a prefix, then elements that are not of RELAX NG.
    fn bracketed(&mut self, all: &mut Annotations) -> Result<()> {
        let mut attributes = BTreeSet::new();
        while self.is_attribute() {
            let name = self.annotation_name()?;
            if !name.prefixed || name.namespace.is_empty() {
                return wrong(name.at, "an attribute of an annotation needs a namespace");
            }
            foreign(&name)?;
            self.attribute_value(name, &mut attributes)?;
        }
        while !self.peek().is("]") {
            let name = self.annotation_name()?;
            foreign(&name)?;
            let text = self.annotation_content()?;
            if *name.namespace == *COMPATIBILITY && name.local == "documentation" {
                all.gloss.get_or_insert_with(|| collapsed(&text));
            }
            all.has_elements = true;
        }
        Ok(())
    }

    /// Whether a name and `=` follow.
    fn is_attribute(&self) -> bool {
        let is_name = matches!(
            self.peek().kind,
            TokenKind::Name(_) | TokenKind::Quoted(_) | TokenKind::Prefixed(..)
        );
        is_name && matches!(self.peek_after(), TokenKind::Symbol("="))
    }

    /// What follows the name of an attribute, which may be there once only.
    fn attribute_value(
        &mut self,
        name: Named,
        attributes: &mut BTreeSet<(Arc<str>, String)>,
    ) -> Result<()> {
        self.expect("=")?;
        self.literal()?;
        let message = format!("the attribute `{}` is there twice", name.local);
        let added = attributes.insert((name.namespace, name.local));
        if added { Ok(()) } else { wrong(name.at, message) }
    }

    /// The annotations after a pattern or name class: `>>` and an element, any number of times.
    pub(super) fn following_annotations(&mut self) -> Result<()> {
        while self.peek().is(">>") {
            if self.at_top {
                return wrong(self.at(), "no annotation can follow the pattern of a whole schema");
            }
            self.advance();
            self.annotation_element()?;
        }
        Ok(())
    }

    /// One annotation element that is not of RELAX NG.
    pub(super) fn annotation_element(&mut self) -> Result<()> {
        let name = self.annotation_name()?;
        foreign(&name)?;
        self.annotation_content()?;
        Ok(())
    }

    /// What an annotation element holds, in brackets: attributes, then elements and text. Gives
    /// the text.
    fn annotation_content(&mut self) -> Result<String> {
        self.expect("[")?;
        let text = self.nested(|parser| {
            let mut attributes = BTreeSet::new();
            while parser.is_attribute() {
                let name = parser.annotation_name()?;
                if !name.prefixed && name.local == "xmlns" || XMLNS.contains(&&*name.namespace) {
                    return wrong(name.at, "an annotation cannot declare a namespace");
                }
                parser.attribute_value(name, &mut attributes)?;
            }
            let mut text = String::new();
            while !parser.peek().is("]") {
                if matches!(parser.peek().kind, TokenKind::Literal(_)) {
                    text.push_str(&parser.literal()?);
                } else {
                    parser.annotation_name()?;
                    text.push_str(&parser.annotation_content()?);
                }
            }
            Ok(text)
        })?;
        self.expect("]")?;
        Ok(text)
    }

    fn annotation_name(&mut self) -> Result<Named> {
        let at = self.at();
        let (prefixed, namespace, local) = match &self.peek().kind {
            TokenKind::Prefixed(prefix, local) => {
                (true, self.declarations.namespace(prefix, at)?, local.clone())
            }
            TokenKind::Name(local) | TokenKind::Quoted(local) => (false, "".into(), local.clone()),
            TokenKind::Wildcard(_)
            | TokenKind::Literal(_)
            | TokenKind::Documentation(_)
            | TokenKind::Symbol(_)
            | TokenKind::End
            | TokenKind::Wrong(_) => return self.unexpected("the name of an annotation"),
        };
        self.advance();
        Ok(Named { at, prefixed, namespace, local })
    }
}

/// Refuses names that are not for annotations.
fn foreign(name: &Named) -> Result<()> {
    if *name.namespace == *RELAXNG {
        return wrong(name.at, "an annotation is not in the namespace of RELAX NG");
    }
    if XMLNS.contains(&&*name.namespace) {
        return wrong(name.at, "an annotation cannot declare a namespace");
    }
    Ok(())
}

/// A text with each run of white space made one space, and none at the ends.
fn collapsed(text: &str) -> Box<str> {
    let words: Vec<_> = text.split_ascii_whitespace().collect();
    words.join(" ").into()
}

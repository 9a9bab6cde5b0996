//! The patterns of a compact schema (section 2 of the specification).

use super::annotations::Annotations;
use super::name_classes::Names;
use super::tokens::{TokenKind, is_keyword};
use super::{Parser, Result, wrong};
use crate::relaxng::syntax::{Offset, Param, Pattern, PatternKind, Reference};
use std::sync::Arc;

/// A pattern and how it was written.
struct Written {
    pattern: Pattern,
    /// Whether it is a type with an exception, without parentheses: it stands alone.
    bare_except: bool,
}

/// The keywords that begin a pattern; `string` and `token` are datatypes.
const PATTERN_KEYWORDS: [&str; 10] = [
    "attribute",
    "element",
    "empty",
    "external",
    "grammar",
    "list",
    "mixed",
    "notAllowed",
    "parent",
    "text",
];

/// The operators between patterns, which are not mixed without parentheses.
const OPERATORS: [&str; 3] = [",", "&", "|"];

impl Parser {
    /// A pattern up to what cannot belong to it.
    pub(super) fn pattern(&mut self) -> Result<Pattern> {
        let annotations = self.annotations()?;
        self.pattern_after(annotations)
    }

    /// A pattern whose first annotations are read.
    pub(super) fn pattern_after(&mut self, annotations: Annotations) -> Result<Pattern> {
        let at = annotations.at;
        let first = self.particle(annotations)?;
        let Some(operator) = self.operator() else { return Ok(first.pattern) };
        let mut last = first;
        let mut parts = Vec::new();
        while let Some(next) = self.operator() {
            if next != operator {
                let message = format!("`{operator}` and `{next}` need parentheses between them");
                return wrong(self.at(), message);
            }
            alone(&last, self.at())?;
            self.advance();
            let annotations = self.annotations()?;
            parts.push(last.pattern);
            last = self.particle(annotations)?;
        }
        alone(&last, self.at())?;
        parts.push(last.pattern);
        let kind = match operator {
            "," => PatternKind::Group(parts),
            "&" => PatternKind::Interleave(parts),
            _ => PatternKind::Choice(parts),
        };
        Ok(Pattern::new(at, kind))
    }

    /// The operator that follows, left where it is.
    fn operator(&self) -> Option<&'static str> {
        OPERATORS.into_iter().find(|operator| self.peek().is(operator))
    }

    /// A pattern without an operator, with the annotations after it and its `?`, `*` or `+`.
    fn particle(&mut self, annotations: Annotations) -> Result<Written> {
        let at = annotations.at;
        let mut written = self.annotated_primary(annotations)?;
        self.following_annotations()?;
        let repeat: fn(Vec<Pattern>) -> PatternKind = if self.peek().is("?") {
            PatternKind::Optional
        } else if self.peek().is("*") {
            PatternKind::ZeroOrMore
        } else if self.peek().is("+") {
            PatternKind::OneOrMore
        } else {
            return Ok(written);
        };
        alone(&written, self.at())?;
        self.advance();
        self.following_annotations()?;
        written.pattern = Pattern::new(at, repeat(group(written.pattern)));
        Ok(written)
    }

    fn annotated_primary(&mut self, annotations: Annotations) -> Result<Written> {
        let at = self.at();
        let is_value = matches!(self.peek().kind, TokenKind::Literal(_))
            || matches!(self.peek_after(), TokenKind::Literal(_)) && self.is_datatype();
        if is_value && annotations.has_elements && self.at_top {
            return wrong(annotations.at, "no annotation can follow the pattern of a whole schema");
        }
        let mut written = self.primary(at)?;
        let keeps_gloss = matches!(
            written.pattern.kind,
            PatternKind::Element { .. } | PatternKind::Attribute { .. } | PatternKind::Value { .. }
        ) && written.pattern.gloss.is_none();
        if keeps_gloss {
            written.pattern.gloss = annotations.gloss;
        }
        Ok(written)
    }

    fn primary(&mut self, at: Offset) -> Result<Written> {
        if self.found("(") {
            let pattern = self.nested(Self::pattern)?;
            self.expect(")")?;
            return Ok(Written { pattern, bare_except: false });
        }
        if matches!(self.peek().kind, TokenKind::Literal(_)) {
            let kind = self.value("".into(), "token".into())?;
            return Ok(Written { pattern: Pattern::new(at, kind), bare_except: false });
        }
        if self.is_datatype() {
            return self.datatype(at);
        }
        let kind = match &self.peek().kind {
            TokenKind::Name(name) if is_keyword(name) => {
                let keyword = name.clone();
                self.keyword(&keyword)?
            }
            TokenKind::Name(_) | TokenKind::Quoted(_) => {
                PatternKind::Ref(self.name("a pattern")?.into())
            }
            TokenKind::Prefixed(..)
            | TokenKind::Wildcard(_)
            | TokenKind::Literal(_)
            | TokenKind::Documentation(_)
            | TokenKind::Symbol(_)
            | TokenKind::End
            | TokenKind::Wrong(_) => return self.unexpected("a pattern"),
        };
        Ok(Written { pattern: Pattern::new(at, kind), bare_except: false })
    }

    /// What begins with a keyword, which stands next.
    fn keyword(&mut self, keyword: &str) -> Result<PatternKind> {
        if !PATTERN_KEYWORDS.contains(&keyword) {
            return self.unexpected("a pattern");
        }
        self.advance();
        Ok(match keyword {
            "element" => {
                let name = self.name_class(Names::Element)?;
                PatternKind::Element { name, content: group(self.braced(Self::pattern)?) }
            }
            "attribute" => {
                let name = self.name_class(Names::Attribute)?;
                PatternKind::Attribute { name, content: vec![self.braced(Self::pattern)?] }
            }
            "mixed" => PatternKind::Mixed(group(self.braced(Self::pattern)?)),
            "list" => PatternKind::List(group(self.braced(Self::pattern)?)),
            "empty" => PatternKind::Empty,
            "notAllowed" => PatternKind::NotAllowed,
            "parent" => PatternKind::ParentRef(self.identifier("a definition's name")?.into()),
            "grammar" => PatternKind::Grammar(self.braced(Self::grammar_content)?),
            "external" => PatternKind::External(self.reference()?),
            _ => PatternKind::Text,
        })
    }

    /// The name of another file, and the namespace that it inherits.
    pub(super) fn reference(&mut self) -> Result<Reference> {
        let at = self.at();
        let href = self.literal()?;
        if href.contains('#') {
            return wrong(at, format!("`{href}` has a fragment; a whole file is meant"));
        }
        Ok(Reference { href: href.into(), base: Vec::new(), namespace: self.inherit()? })
    }

    /// A name that is no keyword.
    pub(super) fn identifier(&mut self, what: &str) -> Result<String> {
        if matches!(&self.peek().kind, TokenKind::Name(name) if is_keyword(name)) {
            return self.unexpected(&format!("{what} (a keyword is written with `\\` before it)"));
        }
        self.name(what)
    }

    fn is_datatype(&self) -> bool {
        let token = self.peek();
        matches!(token.kind, TokenKind::Prefixed(..))
            || token.is_keyword("string")
            || token.is_keyword("token")
    }

    /// A datatype: a value of it, or all of them but an exception.
    fn datatype(&mut self, at: Offset) -> Result<Written> {
        let (library, name): (Arc<str>, Arc<str>) = match &self.peek().kind {
            TokenKind::Prefixed(prefix, name) => {
                let named = (self.declarations.library(prefix, at)?, name.as_str().into());
                self.advance();
                named
            }
            _ => ("".into(), self.name("a datatype")?.into()),
        };
        if matches!(self.peek().kind, TokenKind::Literal(_)) {
            let kind = self.value(library, name)?;
            return Ok(Written { pattern: Pattern::new(at, kind), bare_except: false });
        }
        let parameters =
            if self.peek().is("{") { self.braced(Self::parameters)? } else { Vec::new() };
        let bare_except = self.found("-");
        let mut except = Vec::new();
        if bare_except {
            let annotations = self.annotations()?;
            let excepted = self.nested(|parser| parser.annotated_primary(annotations))?;
            alone(&excepted, self.at())?;
            except.push(excepted.pattern);
        }
        let kind = PatternKind::Data { library, name, parameters, except };
        Ok(Written { pattern: Pattern::new(at, kind), bare_except })
    }

    fn value(&mut self, library: Arc<str>, name: Arc<str>) -> Result<PatternKind> {
        let value = self.literal()?.into();
        Ok(PatternKind::Value { library, name, value, context: self.declarations.bindings() })
    }

    /// The parameters of a datatype, between their braces.
    fn parameters(&mut self) -> Result<Vec<Param>> {
        let mut parameters = Vec::new();
        while !self.peek().is("}") {
            self.annotations()?;
            let at = self.at();
            let name = self.name("a parameter such as `pattern = \"…\"`, or `}`,")?;
            self.expect("=")?;
            parameters.push(Param { at, name: name.into(), value: self.literal()?.into() });
        }
        Ok(parameters)
    }
}

/// The patterns that mean a group where they stand together.
pub(super) fn group(pattern: Pattern) -> Vec<Pattern> {
    match pattern.kind {
        PatternKind::Group(parts) => parts,
        _ => vec![pattern],
    }
}

/// Refuses an exception without parentheses where anything stands beside it.
fn alone(written: &Written, at: Offset) -> Result<()> {
    if written.bare_except {
        return wrong(at, "a type with an exception (`-`) needs parentheses around it here");
    }
    Ok(())
}

//! Whole schemas and the content of grammars.

use super::annotations::Annotations;
use super::patterns::group;
use super::tokens::{TokenKind, is_keyword};
use super::{Parser, Result, wrong};
use crate::relaxng::syntax::{Combine, Component, Definition, Include, Pattern, PatternKind};

/// What a grammar may hold where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Grammar,
    /// Between the braces of an `include`, which holds no further `include`.
    Include,
}

impl Parser {
    /// A file: declarations, then a pattern or the content of a grammar.
    pub(super) fn schema(&mut self) -> Result<Pattern> {
        self.declarations()?;
        let at = self.at();
        if self.peek().kind == TokenKind::End {
            return wrong(at, "the schema is empty");
        }
        let annotations = self.annotations()?;
        let root = if self.begins_component() {
            self.at_top = false;
            let mut components = Vec::new();
            self.component(&annotations, Place::Grammar, &mut components)?;
            while self.peek().kind != TokenKind::End {
                let annotations = self.annotations()?;
                self.component(&annotations, Place::Grammar, &mut components)?;
            }
            Pattern::new(at, PatternKind::Grammar(components))
        } else {
            let root = self.pattern_after(annotations)?;
            if self.peek().kind != TokenKind::End {
                return self.unexpected("an operator or the end of the file");
            }
            root
        };
        Ok(root)
    }

    /// Whether a part of a grammar follows, and no pattern.
    fn begins_component(&self) -> bool {
        let assigns = matches!(self.peek_after(), TokenKind::Symbol("=" | "|=" | "&=" | "["));
        match &self.peek().kind {
            TokenKind::Name(name) if is_keyword(name) => {
                matches!(name.as_str(), "start" | "div" | "include")
            }
            TokenKind::Name(_) | TokenKind::Quoted(_) => assigns,
            TokenKind::Prefixed(..) => matches!(self.peek_after(), TokenKind::Symbol("[")),
            TokenKind::Wildcard(_)
            | TokenKind::Literal(_)
            | TokenKind::Documentation(_)
            | TokenKind::Symbol(_)
            | TokenKind::End
            | TokenKind::Wrong(_) => false,
        }
    }

    /// The content of a grammar, up to its closing brace.
    pub(super) fn grammar_content(&mut self) -> Result<Vec<Component>> {
        self.components(Place::Grammar)
    }

    fn components(&mut self, place: Place) -> Result<Vec<Component>> {
        let mut components = Vec::new();
        while !self.peek().is("}") {
            let annotations = self.annotations()?;
            self.component(&annotations, place, &mut components)?;
        }
        Ok(components)
    }

    /// One part of a grammar, added to the others; annotation elements add nothing.
    fn component(
        &mut self,
        annotations: &Annotations,
        place: Place,
        components: &mut Vec<Component>,
    ) -> Result<()> {
        let at = self.at();
        if !self.begins_component() {
            return self.unexpected("a definition, `start`, `div` or `include`");
        }
        if matches!(self.peek_after(), TokenKind::Symbol("["))
            && !matches!(&self.peek().kind, TokenKind::Name(name) if is_keyword(name))
        {
            if annotations.any {
                return wrong(annotations.at, "an annotation has no annotations before it");
            }
            return self.annotation_element();
        }
        if self.peek().is_keyword("div") {
            self.advance();
            let content = self.braced(|parser| parser.components(place))?;
            components.push(Component::Div(content));
        } else if self.peek().is_keyword("include") {
            if place == Place::Include {
                return self.unexpected("a definition, `start` or `div`");
            }
            self.advance();
            let reference = self.reference()?;
            let overrides = if self.peek().is("{") {
                self.braced(|parser| parser.components(Place::Include))?
            } else {
                Vec::new()
            };
            components.push(Component::Include(Include { at, reference, overrides }));
        } else if self.peek().is_keyword("start") {
            self.advance();
            let combine = self.assignment()?;
            let content = vec![self.pattern()?];
            components.push(Component::Start(Definition { at, combine, content }));
        } else {
            let name = self.identifier("the name of a definition")?;
            let combine = self.assignment()?;
            let content = group(self.pattern()?);
            components.push(Component::Define(name.into(), Definition { at, combine, content }));
        }
        Ok(())
    }

    /// `=`, `|=` or `&=`.
    fn assignment(&mut self) -> Result<Option<Combine>> {
        if self.found("|=") {
            return Ok(Some(Combine::Choice));
        }
        if self.found("&=") {
            return Ok(Some(Combine::Interleave));
        }
        if self.found("=") {
            return Ok(None);
        }
        self.unexpected("`=`, `|=` or `&=`")
    }
}

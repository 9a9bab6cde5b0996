//! The elements of a schema as they are read: their attributes, what they inherit, what is skipped.

use super::{ANNOTATIONS, Parser, RELAXNG, wrong};
use crate::diagnostic::Code;
use crate::relaxng::syntax::{MAX_DEPTH, Offset, SyntaxError};
use crate::xml::{Event, XML_NAMESPACE};
use std::borrow::Cow;
use std::sync::Arc;

/// What an element inherits from those around it.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) namespace: Arc<str>,
    pub(super) library: Arc<str>,
    pub(super) base: Arc<Vec<Arc<str>>>,
}

impl Scope {
    /// What holds inside an element.
    pub(super) fn within(&self, element: &Element<'_>) -> Cow<'_, Self> {
        if element.namespace.is_none() && element.library.is_none() && element.base.is_none() {
            return Cow::Borrowed(self);
        }
        let mut scope = self.clone();
        if let Some(namespace) = &element.namespace {
            scope.namespace = Arc::clone(namespace);
        }
        if let Some(library) = &element.library {
            scope.library = Arc::clone(library);
        }
        if let Some(base) = &element.base {
            let mut bases = (*scope.base).clone();
            bases.push(Arc::clone(base));
            scope.base = Arc::new(bases);
        }
        Cow::Owned(scope)
    }
}

/// A start tag of RELAX NG, its attributes taken out.
pub(super) struct Element<'d> {
    pub(super) at: Offset,
    pub(super) local: &'d str,
    pub(super) name: Option<Cow<'d, str>>,
    pub(super) namespace: Option<Arc<str>>,
    pub(super) library: Option<Arc<str>>,
    pub(super) datatype: Option<Arc<str>>,
    pub(super) combine: Option<Cow<'d, str>>,
    pub(super) href: Option<Cow<'d, str>>,
    pub(super) base: Option<Arc<str>>,
}

impl<'d> Parser<'d> {
    /// The element of the start tag just read; none where it is foreign.
    pub(super) fn tag(&mut self) -> Result<Option<Element<'d>>, SyntaxError> {
        let at = self.reader.span().start;
        let Some(written) = self.reader.open_tag() else { return Ok(None) };
        let name = self.reader.name(written.name);
        if name.namespace != RELAXNG {
            return Ok(None);
        }
        let local = written.written.split_once(':').map_or(written.written, |(_, local)| local);
        let mut element = Element {
            at,
            local,
            name: None,
            namespace: None,
            library: None,
            datatype: None,
            combine: None,
            href: None,
            base: None,
        };
        for index in 0..self.reader.attributes().len() {
            let attribute = &self.reader.attributes()[index];
            let name = self.reader.name(attribute.name);
            let at = attribute.at;
            match (name.namespace, name.local) {
                ("", _) => {}
                (XML_NAMESPACE, "base") => {
                    element.base = Some((*attribute.value).into());
                    continue;
                }
                (RELAXNG, _) => return Err(wrong(at, "attributes of RELAX NG have no prefix")),
                (_, _) => continue,
            }
            let (attribute, value) = (attribute.written, attribute.value.clone());
            match (attribute, local) {
                ("ns", _) => element.namespace = Some(self.shared(&value)),
                ("datatypeLibrary", _) => {
                    element.library = Some(self.library(&value).map_err(|why| wrong(at, why))?);
                }
                ("name", "element" | "attribute" | "ref" | "parentRef" | "define" | "param") => {
                    element.name = Some(trimmed(value));
                }
                ("type", "data" | "value") => {
                    element.datatype = Some(self.shared(&trimmed(value)));
                }
                ("combine", "define" | "start") => element.combine = Some(trimmed(value)),
                ("href", "include" | "externalRef") => element.href = Some(value),
                (_, _) => {
                    let message = format!("`{local}` has no attribute `{attribute}`");
                    return Err(wrong(at, message));
                }
            }
        }
        Ok(Some(element))
    }

    /// A datatype library: an absolute URI without a fragment, or nothing (4.3).
    fn library(&mut self, value: &str) -> Result<Arc<str>, String> {
        if value.is_empty() {
            return Ok(self.shared(""));
        }
        let (scheme, rest) = value.split_once(':').unwrap_or_default();
        let sound = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
            && !rest.is_empty()
            && !value.contains('#')
            && well_escaped(value);
        if sound {
            Ok(self.shared(value))
        } else {
            Err(format!("datatype library `{value}` is no absolute URI without a fragment"))
        }
    }

    pub(super) fn deeper(&mut self, at: Offset) -> Result<(), SyntaxError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("the schema nests deeper than {MAX_DEPTH} levels");
            return Err(SyntaxError { code: Code::SchemaLimit, at, message });
        }
        Ok(())
    }

    /// The next child element of RELAX NG, or none at the end of the parent. Annotations are
    /// skipped; documentation goes to `gloss`.
    pub(super) fn child(
        &mut self,
        parent: &str,
        gloss: &mut Option<Box<str>>,
    ) -> Result<Option<Element<'d>>, SyntaxError> {
        loop {
            let at = self.reader.span().start;
            match self.event()? {
                Some(Event::Start(tag)) => {
                    if let Some(element) = self.tag()? {
                        return Ok(Some(element));
                    }
                    let name = self.reader.name(tag.name);
                    let documentation =
                        name.namespace == ANNOTATIONS && name.local == "documentation";
                    let text = self.skip(documentation && gloss.is_none())?;
                    if documentation && gloss.is_none() && !text.is_empty() {
                        *gloss = Some(text);
                    }
                }
                Some(Event::End(_)) => return Ok(None),
                Some(Event::Text(piece)) => {
                    if !piece.text.bytes().all(crate::xml::is_space) {
                        let at = self.reader.span().start;
                        return Err(wrong(at, format!("`{parent}` holds no text")));
                    }
                }
                Some(Event::Comment(_) | Event::Instruction(_)) => {}
                Some(Event::Skipped(name)) => return Err(skipped(at, name)),
                None => return Err(wrong(at, "the schema ends early")),
            }
        }
    }

    /// Skips a foreign element, of any depth; its text with white space collapsed.
    pub(super) fn skip(&mut self, keep: bool) -> Result<Box<str>, SyntaxError> {
        let depth = self.reader.depth();
        let mut text = String::new();
        loop {
            match self.event()? {
                Some(Event::End(_)) if self.reader.depth() < depth => break,
                Some(Event::Text(piece)) if keep => text.push_str(&piece.text),
                Some(_) => {}
                None => break,
            }
        }
        let mut collapsed = String::with_capacity(text.len());
        for word in text.split_ascii_whitespace() {
            if !collapsed.is_empty() {
                collapsed.push(' ');
            }
            collapsed.push_str(word);
        }
        Ok(collapsed.into())
    }

    /// The text of `value`, `name` and `param`.
    pub(super) fn text(&mut self, parent: &str) -> Result<String, SyntaxError> {
        let mut text = String::new();
        loop {
            match self.event()? {
                Some(Event::Text(piece)) => text.push_str(&piece.text),
                Some(Event::End(_)) => return Ok(text),
                Some(Event::Start(_)) => {
                    let at = self.reader.span().start;
                    return Err(wrong(at, format!("`{parent}` holds text alone")));
                }
                Some(Event::Comment(_) | Event::Instruction(_)) => {}
                Some(Event::Skipped(name)) => return Err(skipped(self.reader.span().start, name)),
                None => return Err(wrong(self.reader.span().start, "the schema ends early")),
            }
        }
    }
}

/// A value without the white space around it.
fn trimmed(value: Cow<'_, str>) -> Cow<'_, str> {
    const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];
    match value {
        Cow::Borrowed(value) => Cow::Borrowed(value.trim_matches(SPACE)),
        Cow::Owned(value) => Cow::Owned(value.trim_matches(SPACE).to_owned()),
    }
}

/// Whether every `%` begins an escape.
fn well_escaped(uri: &str) -> bool {
    uri.split('%')
        .skip(1)
        .all(|rest| rest.len() >= 2 && rest.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit))
}

fn skipped(at: Offset, name: &str) -> SyntaxError {
    let message = format!("entity `{name}` is in another file and was not read");
    SyntaxError { code: Code::EntityNotRead, at, message }
}

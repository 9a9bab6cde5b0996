//! The pull reader: one event after the other, with names resolved and attributes in place.

use super::attributes::{predefined, reference, too_much, undeclared};
use super::chars::{is_name, is_name_start_byte, is_space};
use super::cursor::Cursor;
use super::doctype::Entity;
use super::event::{Attribute, Event, Held, Kind, Tag};
use super::names::{ContextId, Key, Names};
use super::namespaces::Namespaces;
use super::{Document, Name, NameId, XmlError};
use memchr::memmem;
use std::borrow::Cow;
use std::ops::Range;

/// Reads a [`Document`] event by event.
///
/// After an error the document is over; what follows is not looked at.
#[derive(Debug)]
pub struct Reader<'d> {
    pub(super) document: &'d Document<'d>,
    /// What is being read: the document, or the text of an entity.
    pub(super) text: &'d str,
    pub(super) at: usize,
    pub(super) frames: Vec<Frame<'d>>,
    pub(super) open: Vec<Open<'d>>,
    pub(super) namespaces: Namespaces<'d>,
    pub(super) names: Names<'d>,
    pub(super) attributes: Vec<Attribute<'d>>,
    /// The declarations of the current start tag: prefix, namespace, place.
    pub(super) declarations: Vec<(&'d str, Cow<'d, str>, usize)>,
    /// For each name, the start tag that had it last as an attribute.
    pub(super) seen: Vec<u32>,
    /// How many attributes of the current start tag have names that are still to be resolved.
    pub(super) unresolved: usize,
    pub(super) starts: u32,
    /// Where the next `]]>` stands; found anew when reading has passed it.
    pub(super) next_close: usize,
    pub(super) carriage_returns: bool,
    /// The start tag just given was `<a/>`.
    pub(super) end_follows: bool,
    /// The bindings of the element that has just ended.
    pub(super) ended: Option<(u32, ContextId)>,
    /// Whether the document element has begun.
    pub(super) began: bool,
    /// Bytes added by entities and defaults.
    pub(super) expanded: usize,
    /// How many they may add.
    pub(super) expansion: usize,
    pub(super) span: Range<usize>,
    /// What the event just read holds.
    pub(super) held: Held<'d>,
}

#[derive(Debug)]
pub(super) struct Frame<'d> {
    pub(super) entity: &'d str,
    pub(super) text: &'d str,
    pub(super) at: usize,
    /// Where the reference to it begins in that text.
    pub(super) reference: usize,
    pub(super) depth: usize,
}

#[derive(Debug)]
pub(super) struct Open<'d> {
    pub(super) tag: Tag<'d>,
    pub(super) key: Key,
    pub(super) context: ContextId,
    pub(super) declared: u32,
}

impl<'d> Reader<'d> {
    pub(super) fn new(document: &'d Document<'d>, body: usize) -> Self {
        let text = document.legal();
        Self {
            document,
            text,
            at: body,
            frames: Vec::new(),
            open: Vec::new(),
            namespaces: Namespaces::new(),
            names: Names::default(),
            attributes: Vec::new(),
            declarations: Vec::new(),
            seen: Vec::new(),
            unresolved: 0,
            starts: 0,
            next_close: memmem::find(text.as_bytes(), b"]]>").unwrap_or(usize::MAX),
            carriage_returns: document.carriage_return,
            end_follows: false,
            ended: None,
            began: false,
            expanded: 0,
            expansion: document.expansion(),
            span: body..body,
            held: Held::default(),
        }
    }

    /// The next event, or none at the end of a document that is well-formed.
    ///
    /// # Errors
    /// The first thing that is not XML.
    #[inline]
    pub fn next_event(&mut self) -> Result<Option<Event<'d>>, XmlError> {
        Ok(self.advance()?.map(|kind| self.event(kind)))
    }

    /// Reads the next event; what it holds is left in `held`.
    fn advance(&mut self) -> Result<Option<Kind>, XmlError> {
        if let Some((declared, context)) = self.ended.take() {
            self.namespaces.undo(declared, context);
        }
        if self.end_follows {
            self.end_follows = false;
            return Ok(Some(self.close()));
        }
        loop {
            let Some(&byte) = self.text.as_bytes().get(self.at) else {
                if self.leave()? {
                    continue;
                }
                return Ok(None);
            };
            let start = self.place();
            let kind = if byte == b'<' { self.markup()? } else { self.characters(byte)? };
            if kind.is_some() {
                self.span = start..self.place().max(start);
                return Ok(kind);
            }
        }
    }

    /// The attributes of the last start tag, in order; defaults last.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute<'d>] {
        &self.attributes
    }

    /// What a name id stands for.
    #[must_use]
    pub fn name(&self, id: NameId) -> Name<'_> {
        let (namespace, local) = self.names.get(id);
        Name { namespace: self.namespaces.uri(namespace), local }
    }

    /// The bytes of the last event in the document's text; those of an event from an entity are
    /// the reference.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The tag of the innermost open element.
    #[must_use]
    pub fn open_tag(&self) -> Option<Tag<'d>> {
        self.open.last().map(|open| open.tag)
    }

    /// How many elements are open.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// The namespace of a prefix (`""` for the default) here: inside the element whose start was
    /// the last event. None where it is not declared.
    #[must_use]
    pub fn namespace(&self, prefix: &str) -> Option<&str> {
        self.namespaces.get(prefix).map(|id| self.namespaces.uri(id))
    }

    /// All prefixes in force with their namespaces; `xml` is one of them.
    pub fn namespaces(&self) -> impl Iterator<Item = (&'d str, &str)> {
        self.namespaces.in_force()
    }

    /// The prefixes that the last start tag declares (`""` for the default namespace), with their
    /// namespaces (`""` where the default is taken back), in the order of the tag.
    pub fn declared(&self) -> impl Iterator<Item = (&'d str, &str)> {
        let count = self.open.last().map_or(0, |open| open.declared);
        self.namespaces.newest(count)
    }

    /// Whether the document declares an unparsed entity of this name.
    #[must_use]
    pub fn is_unparsed_entity(&self, name: &str) -> bool {
        matches!(self.document.doctype.entities.get(name), Some(Entity::Unparsed))
    }

    /// The place in the document, also where an entity is being read.
    #[inline]
    pub(super) fn place(&self) -> usize {
        if self.frames.is_empty() { self.at } else { self.place_around() }
    }

    #[cold]
    fn place_around(&self) -> usize {
        self.frames.first().map_or(self.at, |frame| frame.reference)
    }

    pub(super) fn error<T>(&self, message: impl Into<String>) -> Result<T, XmlError> {
        Err(XmlError::form(self.place(), message))
    }

    /// The error of a construct that is not closed before the text ends.
    pub(super) fn endless(&self, what: &str) -> XmlError {
        if self.frames.is_empty() {
            self.document.ends_early(what)
        } else {
            XmlError::form(self.place(), what)
        }
    }

    /// At the end of a text: back to the one around it, or the end of the document.
    fn leave(&mut self) -> Result<bool, XmlError> {
        if let Some(frame) = self.frames.pop() {
            if self.open.len() != frame.depth {
                self.frames.push(frame);
                return self.error("an element does not end in the entity in which it begins");
            }
            (self.text, self.at) = (frame.text, frame.at);
            return Ok(true);
        }
        if let Some(open) = self.open.last() {
            let message = format!("the document ends before `</{}>`", open.tag.written);
            return Err(self.document.ends_early(&message));
        }
        if !self.began || self.at < self.document.text().len() {
            return Err(self.document.ends_early("the document has no element"));
        }
        Ok(false)
    }

    fn characters(&mut self, first: u8) -> Result<Option<Kind>, XmlError> {
        let start = self.at;
        let bytes = &self.text.as_bytes()[start..];
        if self.open.is_empty() {
            let end = bytes.iter().position(|&b| !is_space(b)).unwrap_or(bytes.len());
            self.at += end;
            return if end > 0 { Ok(None) } else { self.error("text outside the root element") };
        }
        // The text of entities has no line ends that would have to be normalised.
        let carriage_returns = self.carriage_returns && self.frames.is_empty();
        let stop = if carriage_returns {
            memchr::memchr3(b'<', b'&', b'\r', bytes)
        } else {
            memchr::memchr2(b'<', b'&', bytes)
        };
        let length = stop.unwrap_or(bytes.len());
        if length == 0 {
            if first == b'&' {
                return self.reference();
            }
            self.at += 1;
            if bytes.get(1) == Some(&b'\n') {
                // The piece that follows begins with the `\n`.
                return Ok(None);
            }
            return Ok(Some(self.hold(Kind::Text, Cow::Borrowed("\n"))));
        }
        let end = start + length;
        self.check_close(start, end)?;
        self.at = end;
        self.held.text = &self.text[start..end];
        Ok(Some(Kind::Text))
    }

    /// `]]>` is not allowed in text.
    #[inline]
    fn check_close(&mut self, start: usize, end: usize) -> Result<(), XmlError> {
        let message = "`]]>` is not allowed in text; write `]]&gt;`";
        if !self.frames.is_empty() {
            let found = memmem::find(&self.text.as_bytes()[start..end], b"]]>");
            return if found.is_some() { self.error(message) } else { Ok(()) };
        }
        if self.next_close < start {
            let found = memmem::find(&self.text.as_bytes()[start..], b"]]>");
            self.next_close = found.map_or(usize::MAX, |at| start + at);
        }
        if self.next_close < end {
            return Err(XmlError::form(self.next_close, message));
        }
        Ok(())
    }

    fn reference(&mut self) -> Result<Option<Kind>, XmlError> {
        let place = self.place();
        let text: &'d str = self.text;
        let mut cursor = Cursor { text, at: self.at + 1, fixed: Some(place) };
        if cursor.take("#") {
            let character = cursor.character()?;
            self.at = cursor.at;
            return Ok(Some(self.hold(Kind::Text, Cow::Owned(character.to_string()))));
        }
        let name = reference(&mut cursor)?;
        if let Some(text) = predefined(name) {
            self.at = cursor.at;
            return Ok(Some(self.hold(Kind::Text, Cow::Borrowed(text))));
        }
        let document = self.document;
        let replacement: &'d str = match document.doctype.entities.get(name) {
            Some(Entity::Internal(replacement)) => replacement,
            Some(Entity::Unparsed) => {
                return self.error(format!("entity `{name}` is not text: it is never parsed"));
            }
            Some(Entity::External) => {
                self.at = cursor.at;
                return Ok(Some(self.hold(Kind::Skipped, Cow::Borrowed(name))));
            }
            None if document.doctype.partial => {
                self.at = cursor.at;
                return Ok(Some(self.hold(Kind::Skipped, Cow::Borrowed(name))));
            }
            None => return Err(undeclared(place, name)),
        };
        if self.frames.iter().any(|frame| frame.entity == name) {
            return self.error(format!("entity `{name}` holds itself"));
        }
        self.expanded += replacement.len() + 1;
        let limits = &document.limits;
        if self.expanded > self.expansion || self.frames.len() >= limits.entity_depth {
            return Err(too_much(place));
        }
        let (reference, depth) = (self.at, self.open.len());
        self.frames.push(Frame { entity: name, text, at: cursor.at, reference, depth });
        (self.text, self.at) = (replacement, 0);
        Ok(None)
    }

    fn markup(&mut self) -> Result<Option<Kind>, XmlError> {
        match self.text.as_bytes().get(self.at + 1) {
            Some(b'/') => self.end_tag().map(Some),
            Some(b'!') => self.declaration(),
            Some(b'?') => self.instruction(),
            Some(&byte) if is_name_start_byte(byte) => self.start_tag().map(Some),
            Some(_) => self.error("`<` begins a tag; write `&lt;` for the sign"),
            None => Err(self.endless("the document ends after `<`")),
        }
    }

    fn declaration(&mut self) -> Result<Option<Kind>, XmlError> {
        let rest = &self.text[self.at..];
        if let Some(inside) = rest.strip_prefix("<!--") {
            let Some(length) = memmem::find(inside.as_bytes(), b"--") else {
                return Err(self.endless("a comment has no end"));
            };
            if inside.as_bytes().get(length + 2) != Some(&b'>') {
                return if inside.len() == length + 2 {
                    Err(self.endless("a comment has no end"))
                } else {
                    self.error("`--` is not allowed inside a comment")
                };
            }
            self.at += "<!---->".len() + length;
            let text = self.lines(&inside[..length]);
            return Ok(Some(self.hold(Kind::Comment, text)));
        }
        if let Some(inside) = rest.strip_prefix("<![CDATA[") {
            if self.open.is_empty() {
                return self.error("text outside the root element");
            }
            let Some(length) = memmem::find(inside.as_bytes(), b"]]>") else {
                return Err(self.endless("a CDATA section has no end"));
            };
            self.at += "<![CDATA[]]>".len() + length;
            if length == 0 {
                return Ok(None);
            }
            let text = self.lines(&inside[..length]);
            return Ok(Some(self.hold(Kind::Cdata, text)));
        }
        let doctype = &self.document.doctype;
        if self.frames.is_empty() && doctype.end > 0 && self.at == doctype.start {
            self.at = doctype.end;
            return Ok(None);
        }
        if rest.starts_with("<!DOCTYPE") {
            return self.error("a document type declaration stands once, before the root element");
        }
        if "<![CDATA[".starts_with(rest) || "<!--".starts_with(rest) {
            return Err(self.endless("the document ends within a tag"));
        }
        self.error("`<!` begins a comment or a CDATA section here, and this is neither")
    }

    /// Line ends as `\n`, where the text is the document's.
    fn lines(&self, text: &'d str) -> Cow<'d, str> {
        if self.carriage_returns && self.frames.is_empty() && text.contains('\r') {
            Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            Cow::Borrowed(text)
        }
    }

    fn instruction(&mut self) -> Result<Option<Kind>, XmlError> {
        let Some(length) = memmem::find(&self.text.as_bytes()[self.at..], b"?>") else {
            return Err(self.endless("an instruction has no end"));
        };
        let inside = &self.text[self.at + 2..self.at + length.max(2)];
        let end = inside.bytes().position(is_space).unwrap_or(inside.len());
        let (target, data) = inside.split_at(end);
        if !is_name(target) {
            return self.error(format!("`{target}` is no target of an instruction"));
        }
        if target.eq_ignore_ascii_case("xml") {
            return self.error("the XML declaration stands at the very beginning or not at all");
        }
        if target.contains(':') {
            let message = "the target of an instruction has no colon";
            return Err(XmlError::namespace(self.place(), message));
        }
        self.at += length + 2;
        let data = data.trim_start_matches([' ', '\t', '\n', '\r']);
        self.held.target = target;
        let data = self.lines(data);
        Ok(Some(self.hold(Kind::Instruction, data)))
    }
}

//! A file as the comparison sees it: one text without markup, and tags that stand off from it.
//!
//! Each byte of the file belongs to one piece of text or one tag, or to the white space that leads
//! to it, so that any part of the file can be written again as it was.

use super::names::Names;
use super::tei::{Content, Role, Zone};
use super::text;
use crate::xml::{Document, Event, Name, NameId, XML_NAMESPACE, XmlError};
use std::borrow::Cow;
use std::ops::Range;

/// Stands in the text for the `&` of a reference to an entity of another file, which is not read:
/// a character that no XML holds, so that no text is taken for it.
pub(super) const UNREAD: char = '\u{FFFE}';

/// A file, read.
#[derive(Debug)]
pub(super) struct Reading<'d> {
    /// The decoded file.
    pub raw: &'d str,
    /// Its characters, without layout; offsets called `at` point into it.
    pub text: String,
    /// The text by origin, in order.
    pub pieces: Vec<Piece>,
    /// Start tags, end tags, comments and instructions, in order.
    pub tags: Vec<Tag<'d>>,
    /// The elements, by start tag.
    pub elements: Vec<Element<'d>>,
    /// The attributes of all elements.
    pub attributes: Vec<Attribute<'d>>,
    /// Where blocks begin or end, rising.
    pub breaks: Vec<usize>,
    /// Where each stretch of one zone begins.
    pub zones: Vec<(usize, Zone)>,
    /// White space after the last tag begins here.
    pub tail: usize,
    /// Whether entities or attributes are declared, so that no part of the file can be taken for
    /// what it says.
    pub declares: bool,
}

/// A stretch of text with one origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its characters.
    pub at: Range<usize>,
    /// What stands for them in the file.
    pub raw: Range<usize>,
    /// Where the layout before it begins in the file.
    pub lead: usize,
    /// Whether the file has the same bytes.
    pub verbatim: bool,
}

/// A tag, or a comment or an instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'d> {
    pub kind: TagKind<'d>,
    /// The place in the text.
    pub at: usize,
    /// Its bytes in the file; none for the end of `<a/>`.
    pub raw: Range<usize>,
    /// Where the layout before it begins in the file.
    pub lead: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TagKind<'d> {
    /// The start of an element, by its index.
    Start(usize),
    /// The end of an element, by its index.
    End(usize),
    /// A comment, an instruction or the document type, and what it says.
    Point(PointKind, Cow<'d, str>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum PointKind {
    Comment,
    Instruction,
    Doctype,
}

#[derive(Debug, Clone)]
pub(super) struct Element<'d> {
    pub name: u32,
    /// The name with its prefix.
    pub written: &'d str,
    /// Its attributes, by name.
    pub attributes: Range<usize>,
    pub parent: Option<usize>,
    /// Its tags, by index.
    pub tags: Range<usize>,
    pub role: Role,
    pub zone: Zone,
    /// Whether white space alone is layout in it.
    pub elements_alone: bool,
    /// Whether `xml:space` asks for each space to be kept.
    preserve: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Attribute<'d> {
    pub name: u32,
    /// Whether it is `xml:id`.
    pub is_id: bool,
    pub written: &'d str,
    pub value: Cow<'d, str>,
    /// Where the value begins in the file, after its quote.
    pub value_at: usize,
}

/// Text of the file before it is known which white space of it is layout.
#[derive(Debug)]
pub(super) struct Chunk<'d> {
    pub text: Cow<'d, str>,
    pub raw: Range<usize>,
    /// The chunk stands before this tag.
    pub tag: usize,
    /// Whether the file has the same bytes.
    pub verbatim: bool,
}

/// What the comparison cannot read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// Where in the decoded file.
    pub at: usize,
    pub message: String,
}

impl From<XmlError> for Refusal {
    fn from(error: XmlError) -> Self {
        Self { at: error.at, message: error.message }
    }
}

impl<'d> Reading<'d> {
    /// Reads a file; `names` are shared with the file it is compared with.
    pub fn new(document: &'d Document<'_>, names: &mut Names) -> Result<Self, Refusal> {
        let mut reading = Self {
            raw: document.text(),
            text: String::new(),
            pieces: Vec::new(),
            tags: Vec::new(),
            elements: Vec::new(),
            attributes: Vec::new(),
            breaks: Vec::new(),
            zones: Vec::new(),
            tail: 0,
            declares: document.has_declarations(),
        };
        let chunks = reading.events(document, names)?;
        text::lay(&mut reading, &chunks, names);
        Ok(reading)
    }

    /// First pass: tags, elements and raw text.
    fn events(
        &mut self,
        document: &'d Document<'_>,
        names: &mut Names,
    ) -> Result<Vec<Chunk<'d>>, Refusal> {
        let mut reader = document.reader();
        let mut numbers: Vec<Option<(u32, bool)>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut chunks = Vec::new();
        self.doctype(document);
        while let Some(event) = reader.next_event()? {
            let raw = reader.span();
            match event {
                Event::Start(tag) => {
                    let first = self.attributes.len();
                    for attribute in reader.attributes() {
                        let (name, is_id) =
                            number(&mut numbers, attribute.name, |id| reader.name(id), names);
                        self.attributes.push(Attribute {
                            name,
                            is_id,
                            written: attribute.written,
                            value: attribute.value.clone(),
                            value_at: attribute.value_at,
                        });
                    }
                    self.attributes[first..].sort_by_key(|attribute| attribute.name);
                    let (name, _) = number(&mut numbers, tag.name, |id| reader.name(id), names);
                    let parent = open.last().copied();
                    open.push(self.elements.len());
                    self.tag(TagKind::Start(self.elements.len()), raw);
                    self.element(name, tag.written, first, parent, names);
                }
                Event::End(_) => {
                    let element = open.pop().expect("the reader closes what it opened");
                    self.elements[element].tags.end = self.tags.len();
                    // The end of `<a/>` is given the span of the start.
                    let start = &self.tags[self.elements[element].tags.start].raw;
                    let raw = if *start == raw { raw.end..raw.end } else { raw };
                    self.tag(TagKind::End(element), raw);
                }
                Event::Text(piece) => {
                    let verbatim = self.raw[raw.clone()] == *piece.text;
                    let tag = self.tags.len();
                    chunks.push(Chunk { text: piece.text, raw, tag, verbatim });
                }
                Event::Comment(inside) => {
                    self.tag(TagKind::Point(PointKind::Comment, inside), raw);
                }
                Event::Instruction(instruction) => {
                    let said = format!("{} {}", instruction.target, instruction.data);
                    self.tag(TagKind::Point(PointKind::Instruction, said.into()), raw);
                }
                Event::Skipped(name) => {
                    let text = format!("{UNREAD}{name};").into();
                    chunks.push(Chunk { text, raw, tag: self.tags.len(), verbatim: false });
                }
            }
        }
        Ok(chunks)
    }

    /// The document type declaration, where there is one: it is compared as a whole.
    fn doctype(&mut self, document: &'d Document<'_>) {
        let Some(raw) = document.doctype() else { return };
        let inside = &self.raw[raw.start + "<!DOCTYPE".len()..raw.end - 1];
        let said = inside.split_whitespace().collect::<Vec<_>>().join(" ");
        self.tag(TagKind::Point(PointKind::Doctype, said.into()), raw);
    }

    fn tag(&mut self, kind: TagKind<'d>, raw: Range<usize>) {
        let mut place = self.tags.len();
        // Only the document type is met before its turn.
        if let Some(last) = self.tags.last()
            && matches!(last.kind, TagKind::Point(PointKind::Doctype, _))
            && raw.start < last.raw.start
        {
            place -= 1;
        }
        self.tags.insert(place, Tag { kind, at: 0, lead: raw.start, raw });
    }

    fn element(
        &mut self,
        name: u32,
        written: &'d str,
        first_attribute: usize,
        parent: Option<usize>,
        names: &Names,
    ) {
        let attributes = first_attribute..self.attributes.len();
        let space = self.attributes[attributes.clone()]
            .iter()
            .find(|attribute| attribute.written == "xml:space")
            .map(|attribute| attribute.value == "preserve");
        let nature = names.nature(name);
        let above = parent.map(|parent| &self.elements[parent]);
        let in_register = above.is_some_and(|above| above.zone == Zone::Register);
        let zone = match nature.zone {
            Some(zone) if !in_register => zone,
            Some(_) | None => above.map_or(Zone::Text, |above| above.zone),
        };
        self.elements.push(Element {
            name,
            written,
            attributes,
            parent,
            tags: self.tags.len() - 1..0,
            role: nature.role.unwrap_or(Role::Annotation),
            zone,
            elements_alone: nature.content == Content::Elements,
            preserve: space.unwrap_or(above.is_some_and(|above| above.preserve)),
        });
    }

    /// The place in the text of an element.
    pub fn extent(&self, element: usize) -> Range<usize> {
        let tags = &self.elements[element].tags;
        self.tags[tags.start].at..self.tags[tags.end].at
    }

    /// The attributes of an element.
    pub fn attributes(&self, element: usize) -> &[Attribute<'d>] {
        &self.attributes[self.elements[element].attributes.clone()]
    }

    /// The `xml:id` of an element.
    pub fn id(&self, element: usize) -> Option<&str> {
        let mut attributes = self.attributes(element).iter();
        attributes.find(|attribute| attribute.is_id).map(|attribute| &*attribute.value)
    }

    /// Whether `xml:space="preserve"` holds in an element.
    pub fn preserves_space(&self, element: usize) -> bool {
        self.elements[element].preserve
    }

    /// The zone of a place in the text.
    pub fn zone(&self, at: usize) -> Zone {
        let after = self.zones.partition_point(|&(start, _)| start <= at);
        after.checked_sub(1).map_or(Zone::Text, |index| self.zones[index].1)
    }

    /// The file offset of a place in the text: of the character after it.
    pub fn raw_at(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.at.end <= at);
        let Some(piece) = self.pieces.get(index) else {
            return self.pieces.last().map_or(0, |piece| piece.raw.end);
        };
        let inside = if piece.verbatim { at.saturating_sub(piece.at.start) } else { 0 };
        piece.raw.start + inside
    }
}

/// The shared number of a document's name, and whether it is `xml:id`.
fn number<'n>(
    numbers: &mut Vec<Option<(u32, bool)>>,
    id: NameId,
    name: impl Fn(NameId) -> Name<'n>,
    names: &mut Names,
) -> (u32, bool) {
    if numbers.len() <= id.index() {
        numbers.resize(id.index() + 1, None);
    }
    *numbers[id.index()].get_or_insert_with(|| {
        let Name { namespace, local } = name(id);
        let is_id = local == "id" && namespace == XML_NAMESPACE;
        (names.number(namespace, local), is_id)
    })
}

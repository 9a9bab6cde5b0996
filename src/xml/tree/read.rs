//! Reads a document into a tree.

use super::{NameId, TooLarge, Tree, TreeBuilder};
use crate::xml::{Document, Event, Limits, Reader, XmlError, XmlErrorKind};

impl Tree {
    /// The tree of a document that findings call `path`.
    ///
    /// ```
    /// use rubricate::xml::{Limits, tree::{NodeId, Tree}};
    /// let tree = Tree::read("p.xml", b"<p n='1'>one <hi>two</hi></p>", Limits::default())?;
    /// let p = tree.root().expect("there is an element");
    /// assert_eq!(tree.value(p), "one two");
    /// assert_eq!(tree.attribute(p, "", "n"), Some("1"));
    /// # Ok::<(), rubricate::xml::XmlError>(())
    /// ```
    ///
    /// # Errors
    /// The first thing that is not XML; a document too large to be numbered.
    pub fn read(path: &str, bytes: &[u8], limits: Limits) -> Result<Self, XmlError> {
        Self::of_document(path, &Document::new(bytes, limits)?)
    }

    /// The tree of a document whose prolog was read.
    ///
    /// # Errors
    /// The first thing that is not XML; a document too large to be numbered.
    pub fn of_document(path: &str, document: &Document<'_>) -> Result<Self, XmlError> {
        let mut growing = Growing::new(path, document);
        let mut reader = document.reader();
        while let Some(event) = reader.next_event()? {
            growing.take(&reader, &event);
        }
        growing.finish()
    }

    /// The tree of a document that is of interest in parts only: its root element and, as children
    /// of that, the outermost elements of the namespaces that are `wanted`, with all they hold.
    ///
    /// # Errors
    /// The first thing that is not XML; a document too large to be numbered.
    pub(crate) fn of_parts(
        path: &str,
        document: &Document<'_>,
        wanted: &[&str],
    ) -> Result<Self, XmlError> {
        let mut growing = Growing { builder: TreeBuilder::new(path), names: NameCache::default() };
        let mut reader = document.reader();
        // How deep the part is that is being read.
        let mut part = None;
        while let Some(event) = reader.next_event()? {
            let depth = reader.depth();
            let taken = match &event {
                Event::Start(tag) => {
                    if part.is_none() && wanted.contains(&reader.name(tag.name).namespace) {
                        part = Some(depth);
                    }
                    part.is_some() || depth == 1
                }
                Event::End(_) => part.is_some() || depth == 0,
                Event::Text(_) | Event::Comment(_) | Event::Instruction(_) | Event::Skipped(_) => {
                    part.is_some()
                }
            };
            if taken {
                growing.take(&reader, &event);
            }
            if matches!(event, Event::End(_)) && part == Some(depth + 1) {
                part = None;
            }
        }
        growing.finish()
    }
}

/// A tree that grows while a reader goes on, whoever else looks at the events.
pub(crate) struct Growing<'d> {
    builder: TreeBuilder,
    names: NameCache<'d>,
}

impl<'d> Growing<'d> {
    /// The tree of a document that findings call `path`, with nothing in it yet.
    pub(crate) fn new(path: &str, document: &Document<'_>) -> Self {
        let mut builder = TreeBuilder::new(path);
        builder.reserve(document.text());
        Self { builder, names: NameCache::default() }
    }

    /// Adds what the reader has just given.
    #[inline]
    pub(crate) fn take(&mut self, reader: &Reader<'d>, event: &Event<'d>) {
        let at = reader.span().start;
        let Self { builder, names } = self;
        match event {
            Event::Start(tag) => {
                let name = names.get(builder, reader, tag.name, tag.written);
                builder.start_element(name, at);
                for (prefix, namespace) in reader.declared() {
                    builder.declare(prefix, namespace);
                }
                for attribute in reader.attributes() {
                    let name = names.get(builder, reader, attribute.name, attribute.written);
                    builder.attribute(name, &attribute.value, attribute.at);
                }
            }
            Event::End(_) => builder.end_element(),
            Event::Text(text) => builder.text(&text.text, at),
            Event::Comment(text) => builder.comment(text, at),
            Event::Instruction(found) => builder.instruction(found.target, &found.data, at),
            Event::Skipped(_) => {}
        }
    }

    /// The finished tree.
    ///
    /// # Errors
    /// A document too large to be numbered.
    pub(crate) fn finish(self) -> Result<Tree, XmlError> {
        self.builder.finish().map_err(|TooLarge| XmlError {
            at: 0,
            kind: XmlErrorKind::Limit,
            message: TooLarge.to_string(),
        })
    }
}

/// The last written form of each name, which is nearly always the next one too.
#[derive(Default)]
struct NameCache<'d> {
    last: Vec<Option<(&'d str, NameId)>>,
}

impl<'d> NameCache<'d> {
    fn get(
        &mut self,
        builder: &mut TreeBuilder,
        reader: &Reader<'_>,
        id: crate::xml::NameId,
        written: &'d str,
    ) -> NameId {
        if self.last.len() <= id.index() {
            self.last.resize(id.index() + 1, None);
        }
        let cell = &mut self.last[id.index()];
        if let Some((known, name)) = cell
            && *known == written
        {
            return *name;
        }
        let name = reader.name(id);
        let interned = builder.names().intern(written, name.namespace, name.local);
        *cell = Some((written, interned));
        interned
    }
}

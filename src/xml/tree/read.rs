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
        let mut builder = TreeBuilder::new(path);
        let mut reader = document.reader();
        let mut names = NameCache::default();
        while let Some(event) = reader.next_event()? {
            let at = reader.span().start;
            match event {
                Event::Start(tag) => {
                    let name = names.get(&mut builder, &reader, tag.name, tag.written);
                    builder.start_element(name, at);
                    declarations(&mut builder, &reader, &document.text()[reader.span()]);
                    for attribute in reader.attributes() {
                        let name =
                            names.get(&mut builder, &reader, attribute.name, attribute.written);
                        builder.attribute(name, &attribute.value, attribute.at);
                    }
                }
                Event::End(_) => builder.end_element(),
                Event::Text(text) => builder.text(&text.text, at),
                Event::Comment(text) => builder.comment(&text, at),
                Event::Instruction(found) => builder.instruction(found.target, &found.data, at),
                Event::Skipped(_) => {}
            }
        }
        builder.finish().map_err(|TooLarge| XmlError {
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

/// Records what a start tag declares. A false hit inside an attribute value only repeats what is
/// in force there anyway.
fn declarations(builder: &mut TreeBuilder, reader: &Reader<'_>, tag: &str) {
    for at in memchr::memmem::find_iter(tag.as_bytes(), b"xmlns") {
        let rest = &tag[at + "xmlns".len()..];
        let prefix = match rest.strip_prefix(':') {
            Some(rest) => {
                rest.split(|c: char| c == '=' || c.is_ascii_whitespace()).next().unwrap_or("")
            }
            None => "",
        };
        match reader.namespace(prefix) {
            Some(namespace) => builder.declare(prefix, namespace),
            None if prefix.is_empty() => builder.declare("", ""),
            None => {}
        }
    }
}

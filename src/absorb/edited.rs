//! The file that an editor corrected, and the file that it was generated as.

use super::entries::Entries;
use super::page::Page;
use crate::diagnostic::{Code, Diagnostic};
use crate::encode::{TEI_NAMESPACE, Tei};
use crate::layer::Span;
use crate::source::{line_starts, place_in};
use crate::xml::tree::{NodeId, Tree};
use crate::xml::{Document, Limits, Lines};
use std::ops::Range;
use std::sync::Arc;

/// A TEI file in memory, as an editor left it.
#[derive(Debug)]
pub struct Edited {
    path: Arc<str>,
    xml: String,
    /// Where its lines begin.
    lines: Vec<usize>,
    tree: Tree,
}

impl Edited {
    /// Reads a file; `path` is what findings name.
    ///
    /// # Errors
    /// What is not well-formed, or no TEI document, with its place.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Self, Diagnostic> {
        let path: Arc<str> = path.into();
        let document = Document::new(bytes, Limits::default()).map_err(|error| {
            let at = std::str::from_utf8(bytes).ok().map(|text| Lines::new(text).place(error.at));
            Diagnostic::new(Code::from(error.kind), &path, at, error.message)
        })?;
        let lines = Lines::new(document.text());
        let tree = Tree::of_document(&path, &document).map_err(|error| {
            let at = Some(lines.place(error.at));
            Diagnostic::new(Code::from(error.kind), &path, at, error.message)
        })?;
        let root = tree.root();
        let is_tei =
            |node: NodeId| tree.namespace(node) == TEI_NAMESPACE && tree.local_name(node) == "TEI";
        if let Some(root) = root.filter(|root| !is_tei(*root)) {
            let namespace = match tree.namespace(root) {
                "" => "no namespace".to_owned(),
                name => format!("the namespace `{name}`"),
            };
            let message = format!(
                "`<{}>` in {namespace} is no TEI document: wanted `<TEI>` in `{TEI_NAMESPACE}`",
                tree.name(root)
            );
            let at = Some(lines.place(tree.offset(root)));
            return Err(Diagnostic::new(Code::EditedUnknown, &path, at, message));
        }
        if tree.elements(TEI_NAMESPACE, "text").is_empty() {
            let at = root.map(|root| lines.place(tree.offset(root)));
            let message = "the document has no `<text>`";
            return Err(Diagnostic::new(Code::EditedUnknown, &path, at, message));
        }
        let xml = document.text().to_owned();
        Ok(Self { lines: line_starts(&xml), xml, path, tree })
    }

    /// The name that findings give it.
    #[must_use]
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// Its text, decoded.
    #[must_use]
    pub fn xml(&self) -> &str {
        &self.xml
    }

    /// Its tree.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// What its header says it is named by: `idno type="file"`.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        let numbers = self.tree.elements(TEI_NAMESPACE, "idno").iter();
        let mut named = numbers.filter(|node| {
            let parent = self.tree.parent(**node).map(|parent| self.tree.local_name(parent));
            parent == Some("publicationStmt")
                && self.tree.attribute(**node, "", "type") == Some("file")
        });
        named.next().map(|node| self.tree.value(*node).trim())
    }

    /// A finding at a byte of it.
    #[must_use]
    pub fn finding(&self, code: Code, at: usize, message: impl Into<String>) -> Diagnostic {
        let place = place_in(&self.xml, &self.lines, at);
        Diagnostic::new(code, &self.path, Some(place), message)
    }
}

/// A generated file, with the way from its characters to the text.
#[derive(Debug)]
pub struct Generated {
    /// Its tree.
    pub tree: Tree,
    /// Its text with marks.
    pub page: Page,
    /// The byte of the normalised text that each byte of the characters is.
    texts: Vec<usize>,
}

impl Generated {
    /// Reads a generated file back.
    ///
    /// # Errors
    /// What is never so: TEI that is not well-formed, or does not hold the text that it is of.
    pub fn new(tei: &Tei, text: &str, entries: &Entries) -> Result<Self, Diagnostic> {
        let path: Arc<str> = "".into();
        let lost = |message: &str| Diagnostic::new(Code::TextChanged, &path, None, message);
        let tree = Tree::read("", tei.xml.as_bytes(), Limits::default())
            .map_err(|error| lost(&error.message))?;
        let page = Page::new(&tree, entries);
        let (mut chars, mut texts) = (String::with_capacity(page.chars.len()), Vec::new());
        for (_, span) in &tei.origins {
            for (at, c) in text[span.range()].char_indices() {
                if !c.is_whitespace() {
                    chars.push(c);
                    texts.extend((0..c.len_utf8()).map(|byte| span.start + at + byte));
                }
            }
        }
        if chars != page.chars {
            return Err(lost("the text of the TEI is not the text of the source"));
        }
        Ok(Self { tree, page, texts })
    }

    /// The text that a span of characters is.
    #[must_use]
    pub fn text_of(&self, chars: &Range<usize>) -> Option<Span> {
        let (start, last) = (*self.texts.get(chars.start)?, *self.texts.get(chars.end - 1)?);
        (start <= last).then(|| Span::new(start, last + 1))
    }

    /// Where the text of a character begins; past the last one, where that one ends.
    #[must_use]
    pub fn text_at(&self, at: usize) -> usize {
        let last = || self.texts.last().map_or(0, |last| last + 1);
        self.texts.get(at).copied().unwrap_or_else(last)
    }
}

//! XML 1.0 (fifth edition) with Namespaces 1.0, read from memory: a complete check of
//! well-formedness at the speed of reading.
//!
//! A [`Document`] holds the decoded text and what the prolog declares; its [`Reader`] gives one
//! [`Event`] after the other, never recurses, and stops at the first thing that is not XML.
//! External entities and the external DTD subset are never fetched.
//!
//! ```
//! use rubricate::xml::{Document, Event, Limits};
//! let document = Document::new(b"<p xmlns='urn:a' n='1'>one &amp; two</p>", Limits::default())?;
//! let mut reader = document.reader();
//! let mut text = String::new();
//! while let Some(event) = reader.next_event()? {
//!     match event {
//!         Event::Start(tag) => {
//!             assert_eq!(reader.name(tag.name).namespace, "urn:a");
//!             assert_eq!(reader.attributes()[0].value, "1");
//!         }
//!         Event::Text(piece) => text.push_str(&piece.text),
//!         Event::End(_) | Event::Comment(_) | Event::Instruction(_) | Event::Skipped(_) => {}
//!     }
//! }
//! assert_eq!(text, "one & two");
//! # Ok::<(), rubricate::xml::XmlError>(())
//! ```

mod attributes;
mod chars;
mod content_model;
mod cursor;
mod doctype;
mod document;
mod encoding;
mod event;
mod names;
mod namespaces;
mod place;
mod reader;
mod tags;
pub mod tree;

pub use chars::{is_name, is_name_char, is_name_start, is_ncname, is_space};
pub use document::Document;
pub(crate) use encoding::decode;
pub use event::{Attribute, Event, Instruction, Tag, Text};
pub use names::{Name, NameId};
pub use place::Lines;
pub use reader::Reader;

use std::fmt;

/// The namespace that the prefix `xml` always stands for.
pub const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of namespace declarations.
pub const XMLNS_NAMESPACE: &str = "http://www.w3.org/2000/xmlns/";

/// What a document may ask of the reader before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Open elements at one time. Each costs about 60 bytes.
    pub depth: usize,
    /// Bytes that entities and default attributes add to the document, all together, beyond four
    /// times its own length.
    pub expansion: usize,
    /// Entities that are open at one time.
    pub entity_depth: usize,
    /// Attributes of one element.
    pub attributes: usize,
    /// Bytes of one name.
    pub name: usize,
}

impl Default for Limits {
    /// 2^20 levels, 8 MiB of expansion, 64 open entities, 65,536 attributes, 65,536 bytes a name.
    fn default() -> Self {
        Self {
            depth: 1 << 20,
            expansion: 8 << 20,
            entity_depth: 64,
            attributes: 1 << 16,
            name: 1 << 16,
        }
    }
}

/// What kind of rule a document breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum XmlErrorKind {
    /// A rule of XML 1.0.
    Form,
    /// A rule of Namespaces in XML 1.0.
    Namespace,
    /// The bytes are not in the encoding that they claim, or it is not known.
    Encoding,
    /// One of the [`Limits`].
    Limit,
}

/// Why a document is not well-formed; reading ends there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlError {
    /// Where, in bytes of the decoded text; inside an entity, where it is referred to.
    pub at: usize,
    /// The kind of rule.
    pub kind: XmlErrorKind,
    /// What is wrong, lower case.
    pub message: String,
}

impl XmlError {
    fn form(at: usize, message: impl Into<String>) -> Self {
        Self { at, kind: XmlErrorKind::Form, message: message.into() }
    }

    fn namespace(at: usize, message: impl Into<String>) -> Self {
        Self { at, kind: XmlErrorKind::Namespace, message: message.into() }
    }

    fn limit(at: usize, message: impl Into<String>) -> Self {
        Self { at, kind: XmlErrorKind::Limit, message: message.into() }
    }
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for XmlError {}

#[cfg(test)]
mod tests;

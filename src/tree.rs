//! The tree between resolving and encoding: elements around spans of the text.

use crate::layer::Span;

/// An element with its attributes and children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its TEI name.
    pub name: &'static str,
    /// Its attributes, in the order in which they are written.
    pub attributes: Vec<(&'static str, String)>,
    /// What is in it, in order.
    pub children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text of the document.
    Text(Span),
    /// Words of the tool or of edition.toml: in the header, in registers and in `corr` alone, never
    /// in the text of the document.
    Words(String),
}

impl Element {
    /// An empty element.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), children: Vec::new() }
    }

    /// The same with one more attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// The same with an attribute where there is a value.
    #[must_use]
    pub fn with_some(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The same with one more child.
    #[must_use]
    pub fn child(mut self, child: impl Into<Node>) -> Self {
        self.children.push(child.into());
        self
    }

    /// The same with one more child where there is one.
    #[must_use]
    pub fn child_some(self, child: Option<impl Into<Node>>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// The same with more children.
    #[must_use]
    pub fn children<N: Into<Node>>(mut self, children: impl IntoIterator<Item = N>) -> Self {
        self.children.extend(children.into_iter().map(Into::into));
        self
    }

    /// The same with words of the tool.
    #[must_use]
    pub fn words(self, words: impl Into<String>) -> Self {
        self.child(Node::Words(words.into()))
    }

    /// The text of the document in this element, in order.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        let mut spans = Vec::new();
        self.collect(&mut spans);
        spans
    }

    fn collect(&self, spans: &mut Vec<Span>) {
        for child in &self.children {
            match child {
                Node::Element(element) => element.collect(spans),
                Node::Text(span) => spans.push(*span),
                Node::Words(_) => {}
            }
        }
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

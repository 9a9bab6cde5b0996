//! From the tree to XML, with the way back: every stretch of text in the XML knows its span.

use crate::LetterFile;
use crate::layer::Span;
use crate::tree::{Element, Node};
use std::fmt::Write as _;
use std::ops::Range;

/// The namespace of TEI.
pub const TEI_NAMESPACE: &str = "http://www.tei-c.org/ns/1.0";

/// An encoded document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tei {
    /// The XML, UTF-8, with an XML declaration and a final newline.
    pub xml: String,
    /// Bytes of the XML and the text that they stand for, in the order of both.
    pub origins: Vec<(Range<usize>, Span)>,
}

impl Tei {
    /// The text that a byte of the XML stands for, or the last text before it; none where the
    /// document's text has not begun.
    #[must_use]
    pub fn origin(&self, offset: usize) -> Option<usize> {
        let at = self.origins.partition_point(|(xml, _)| xml.start <= offset);
        let (xml, span) = self.origins.get(at.checked_sub(1)?)?;
        Some((span.start + offset.saturating_sub(xml.start)).min(span.end))
    }
}

/// Elements whose children each begin a new line; the text of all others is left as it is.
const CONTAINERS: &[&str] = &[
    "TEI",
    "teiHeader",
    "fileDesc",
    "titleStmt",
    "editionStmt",
    "publicationStmt",
    "sourceDesc",
    "encodingDesc",
    "editorialDecl",
    "profileDesc",
    "langUsage",
    "calendarDesc",
    "revisionDesc",
    "projectDesc",
    "samplingDecl",
    "tagsDecl",
    "appInfo",
    "application",
    "respStmt",
    "availability",
    "normalization",
    "listPrefixDef",
    "prefixDef",
    "interpretation",
    "correction",
    "hyphenation",
    "quotation",
    "textClass",
    "msDesc",
    "msIdentifier",
    "correspDesc",
    "correspAction",
    "correspContext",
    "text",
    "front",
    "body",
    "back",
    "titlePage",
    "docTitle",
    "div",
    "list",
    "standOff",
    "listPerson",
    "listPlace",
    "listOrg",
    "listEvent",
    "listBibl",
    "person",
    "personGrp",
    "place",
    "org",
    "event",
    "location",
    "opener",
    "closer",
    "calendar",
    "change",
    "group",
];

/// Elements that are parted from one before them by a new line wherever they stand: a tool that
/// drops the tags runs no words together.
const BLOCKS: &[&str] = &["p", "addrLine"];

/// Whether an element holds elements alone, each on a line of its own.
#[must_use]
pub fn is_container(name: &str) -> bool {
    CONTAINERS.contains(&name)
}

fn is_block(node: &Node) -> bool {
    matches!(node, Node::Element(element) if BLOCKS.contains(&element.name))
}

/// Writes a document: its root element with the text it points into.
#[must_use]
pub fn encode(root: &Element, text: &str) -> Tei {
    let mut tei = Tei { xml: String::with_capacity(text.len() * 2 + 4096), origins: Vec::new() };
    tei.xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write_element(&mut tei, root, text);
    tei.xml.push('\n');
    tei
}

/// Writes the files of a page: its own, and those of its letters with their keys.
#[must_use]
pub fn encode_all(
    (page, letters): &(Element, Vec<(String, Element)>),
    text: &str,
) -> (Tei, Vec<LetterFile>) {
    let letter =
        |(key, root): &(String, Element)| LetterFile { key: key.clone(), tei: encode(root, text) };
    (encode(page, text), letters.iter().map(letter).collect())
}

/// What is still to be written.
enum Step<'a> {
    Node(&'a Node),
    Close(&'a Element),
    Line,
}

/// Writes an element and all in it, without recursion, so that no depth can overflow the stack.
fn write_element(tei: &mut Tei, root: &Element, text: &str) {
    let mut steps = Vec::new();
    open(tei, root, &mut steps);
    while let Some(step) = steps.pop() {
        match step {
            Step::Node(Node::Element(element)) => open(tei, element, &mut steps),
            Step::Node(Node::Text(span)) => {
                escape_text(&mut tei.xml, &text[span.range()], |xml, part| {
                    let source = Span::new(span.start + part.start, span.start + part.end);
                    tei.origins.push((xml, source));
                });
            }
            Step::Node(Node::Words(words)) => escape_text(&mut tei.xml, words, |_, _| {}),
            Step::Close(element) => {
                tei.xml.push_str("</");
                tei.xml.push_str(element.name);
                tei.xml.push('>');
            }
            Step::Line => tei.xml.push('\n'),
        }
    }
}

/// Writes a start tag and puts the rest of the element on the stack.
fn open<'a>(tei: &mut Tei, element: &'a Element, steps: &mut Vec<Step<'a>>) {
    tei.xml.push('<');
    tei.xml.push_str(element.name);
    for (name, value) in &element.attributes {
        let _ = write!(tei.xml, " {name}=\"");
        escape_attribute(&mut tei.xml, value);
        tei.xml.push('"');
    }
    if element.children.is_empty() {
        tei.xml.push_str("/>");
        return;
    }
    tei.xml.push('>');
    steps.push(Step::Close(element));
    let lines = CONTAINERS.contains(&element.name)
        && element.children.iter().all(|child| matches!(child, Node::Element(_)));
    if lines {
        steps.push(Step::Line);
    }
    for (at, child) in element.children.iter().enumerate().rev() {
        steps.push(Step::Node(child));
        if at > 0 && (lines || is_block(child) && is_block(&element.children[at - 1])) {
            steps.push(Step::Line);
        }
    }
    if lines {
        steps.push(Step::Line);
    }
}

/// Escapes text, and tells which bytes of the XML each stretch of it became. A carriage return
/// that came this far is kept by a character reference.
fn escape_text(xml: &mut String, text: &str, mut became: impl FnMut(Range<usize>, Range<usize>)) {
    let mut from = 0;
    let mut copy = |xml: &mut String, words: &str, part: Range<usize>| {
        if !part.is_empty() {
            let start = xml.len();
            xml.push_str(words);
            became(start..xml.len(), part);
        }
    };
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'\r' => "&#13;",
            _ => continue,
        };
        copy(xml, &text[from..at], from..at);
        copy(xml, entity, at..at + 1);
        from = at + 1;
    }
    copy(xml, &text[from..], from..text.len());
}

/// Words as they stand in an attribute, and as well between tags.
#[must_use]
pub fn escape_words(words: &str) -> String {
    let mut xml = String::with_capacity(words.len());
    escape_attribute(&mut xml, words);
    xml
}

/// Escapes the value of an attribute, so that a parser gives it back unchanged.
fn escape_attribute(xml: &mut String, value: &str) {
    for c in value.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\n' => xml.push_str("&#10;"),
            '\r' => xml.push_str("&#13;"),
            '\t' => xml.push_str("&#9;"),
            other => xml.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_traced() {
        let text = "a <p>& b";
        let paragraph = Element::new("p").child(Node::Text(Span::new(0, 8)));
        let tei = encode(&paragraph, text);
        assert_eq!(
            tei.xml,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<p>a &lt;p&gt;&amp; b</p>\n"
        );
        let start = tei.xml.find("a &lt;").expect("it was written");
        assert_eq!(tei.origin(start), Some(0));
        assert_eq!(tei.origin(tei.xml.find(" b<").expect("it was written")), Some(6));
        assert_eq!(tei.origin(0), None);
    }

    #[test]
    fn paragraphs_and_lines_run_into_no_neighbour() {
        let words = |words: &str| Node::Words(words.to_owned());
        let line = |name, text: &str| Node::Element(Element::new(name).child(words(text)));
        let both = |name, part| {
            let root =
                Element::new(name).child(line(part, "Leyden.")).child(line(part, "By ferry."));
            encode(&root, "").xml.split_once('\n').expect("there is a declaration").1.to_owned()
        };
        assert_eq!(
            both("postscript", "p"),
            "<postscript><p>Leyden.</p>\n<p>By ferry.</p></postscript>\n"
        );
        assert_eq!(both("note", "p"), "<note><p>Leyden.</p>\n<p>By ferry.</p></note>\n");
        assert_eq!(
            both("address", "addrLine"),
            "<address><addrLine>Leyden.</addrLine>\n<addrLine>By ferry.</addrLine></address>\n"
        );
    }

    #[test]
    fn attributes_come_back_unchanged() {
        let root = Element::new("p").with("n", "a\"<&>\t\n'");
        let tei = encode(&root, "");
        let document = roxmltree::Document::parse(&tei.xml).expect("it is well-formed");
        assert_eq!(document.root_element().attribute("n"), Some("a\"<&>\t\n'"));
    }
}

//! A TEI file as words with marks, and whatever else stands in it.
//!
//! White space does not count: an editor's program may have wrapped the lines elsewhere. What
//! counts of it is kept apart ([`Space`]): a word that was divided, two words that were joined.

use super::entries::Entries;
use super::mark::{self, Found, Part, alternatives};
use crate::decide::elements::Phrase;
use crate::encode::{TEI_NAMESPACE, is_container};
use crate::xml::XML_NAMESPACE;
use crate::xml::tree::{Kind, NodeId, Tree};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The `text` of a file, read. Spans are bytes of [`Page::chars`].
#[derive(Debug, Default)]
pub struct Page {
    /// The characters of the text without white space, and without what stands beside the text.
    pub chars: String,
    /// White space, by the character that it stands before.
    pub spaces: BTreeMap<usize, Space>,
    /// Where an element that is no mark begins or ends: white space there says nothing.
    pub breaks: BTreeSet<usize>,
    /// What decisions can speak of, the outer before the inner.
    pub marks: Vec<Found>,
    /// Everything else.
    pub items: Vec<Item>,
    /// Where each text node begins: in the characters, and in bytes of the file.
    pub runs: Vec<(usize, usize)>,
}

/// White space between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// It stands beside a tag and has a line end: programs break lines there.
    pub is_wrapped: bool,
    /// It is all that stands between two tags: programs that indent take it for theirs.
    pub is_alone: bool,
}

/// What no decision can speak of: a block, a break, a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The name of the element; `#comment` and the like for what is none.
    pub name: String,
    /// Its start tag, with sorted attributes; for a comment all of it.
    pub shown: String,
    /// Its characters; for what is none or holds none, the place.
    pub span: Range<usize>,
    /// Its `xml:id`.
    pub id: Option<String>,
    /// Where it stands in the file, in bytes.
    pub at: usize,
}

impl Page {
    /// The text of a TEI file; empty where it has none.
    #[must_use]
    pub fn new(tree: &Tree, entries: &Entries) -> Self {
        let Some(&text) = tree.elements(TEI_NAMESPACE, "text").first() else {
            return Self::default();
        };
        let mut reader = Reader {
            tree,
            entries,
            page: Self::default(),
            parts: Vec::new(),
            open: Vec::new(),
            space: None,
        };
        reader.read(text);
        reader.page.marks = mark::join(reader.parts);
        reader.page
    }

    /// The words of a span, with single spaces between them.
    #[must_use]
    pub fn words(&self, span: &Range<usize>) -> String {
        let mut words = String::new();
        for (at, c) in self.chars[span.clone()].char_indices() {
            let at = span.start + at;
            let is_edge = self.spaces.contains_key(&at) || self.breaks.contains(&at);
            if at > span.start && is_edge {
                words.push(' ');
            }
            words.push(c);
        }
        words
    }

    /// Where a character stands in the file, in bytes; past the last one, where that one ends.
    #[must_use]
    pub fn offset(&self, at: usize, xml: &str) -> usize {
        let run = self.runs.partition_point(|&(chars, _)| chars <= at);
        let Some(&(chars, start)) = run.checked_sub(1).and_then(|run| self.runs.get(run)) else {
            return 0;
        };
        let wanted = self.chars[chars..at.min(self.chars.len())].chars().count();
        raw_offset(&xml[start.min(xml.len())..], wanted) + start
    }
}

/// How far into character data the character stands that has so many before it that are no white
/// space.
fn raw_offset(raw: &str, wanted: usize) -> usize {
    const SECTION: &str = "<![CDATA[";
    let (mut at, mut seen) = (0, 0);
    while let Some(c) = raw[at..].chars().next() {
        let rest = &raw[at..];
        let length = match c {
            '<' if rest.starts_with(SECTION) => {
                at += SECTION.len();
                continue;
            }
            ']' if rest.starts_with("]]>") => {
                at += "]]>".len();
                continue;
            }
            '<' => return at,
            '&' => rest.find(';').map_or(1, |end| end + 1),
            _ => c.len_utf8(),
        };
        if !c.is_whitespace() {
            if seen == wanted {
                return at;
            }
            seen += 1;
        }
        at += length;
    }
    at
}

/// An element around the present place.
struct Open {
    end: usize,
    holds: Holds,
}

enum Holds {
    /// A mark: which part.
    Part(usize),
    /// Something else: which item.
    Item(usize),
    /// What is passed through.
    Nothing,
}

struct Reader<'t> {
    tree: &'t Tree,
    entries: &'t Entries,
    page: Page,
    parts: Vec<Part>,
    open: Vec<Open>,
    /// White space before the next character.
    space: Option<Space>,
}

impl Reader<'_> {
    fn read(&mut self, text: NodeId) {
        let mut at = text.index() + 1;
        let end = self.tree.subtree_end(text);
        while at < end {
            let node = self.tree.node(at);
            self.close(at);
            at = match self.tree.kind(node) {
                Kind::Text => {
                    self.text(node);
                    at + 1
                }
                Kind::Element => self.start(node),
                Kind::Comment | Kind::Instruction => {
                    self.aside(node);
                    at + 1
                }
                Kind::Document | Kind::Attribute => at + 1,
            };
        }
        self.close(end);
    }

    fn close(&mut self, at: usize) {
        while let Some(open) = self.open.pop_if(|open| open.end <= at) {
            let here = self.page.chars.len();
            match open.holds {
                Holds::Part(part) => self.parts[part].ends(here),
                Holds::Item(item) => {
                    self.page.items[item].span.end = here;
                    self.page.breaks.insert(here);
                }
                Holds::Nothing => {}
            }
        }
    }

    fn text(&mut self, node: NodeId) {
        self.page.runs.push((self.page.chars.len(), self.tree.offset(node)));
        let text = self.tree.value(node);
        let is_alone = text.trim().is_empty();
        let mut inside = false;
        for c in text.chars() {
            if c.is_whitespace() {
                let before = self.space.unwrap_or(Space { is_wrapped: false, is_alone });
                self.space = Some(Space {
                    is_wrapped: before.is_wrapped || matches!(c, '\n' | '\r'),
                    is_alone: before.is_alone && is_alone,
                });
                continue;
            }
            if let Some(space) = self.space.take() {
                let is_wrapped = space.is_wrapped && !inside;
                self.page.spaces.insert(self.page.chars.len(), Space { is_wrapped, ..space });
            }
            self.page.chars.push(c);
            inside = true;
        }
    }

    /// What an element begins; gives the node to go on with.
    fn start(&mut self, element: NodeId) -> usize {
        let (inside, end) = (element.index() + 1, self.tree.subtree_end(element));
        let local = self.tree.local_name(element);
        let is_tei = self.tree.namespace(element) == TEI_NAMESPACE;
        let parent = self.tree.parent(element);
        let parent_name = parent.map_or("", |parent| self.tree.local_name(parent));
        if is_tei && local == "choice" && alternatives(self.tree, element).is_some() {
            self.open.push(Open { end, holds: Holds::Nothing });
            return inside;
        }
        if is_tei && local == "desc" && parent_name == "gap" {
            self.open.push(Open { end, holds: Holds::Nothing });
            return inside;
        }
        if is_tei
            && parent_name == "choice"
            && parent.is_some_and(|parent| self.reads(parent, element))
        {
            // What an editor reads instead is said by the mark beside it.
            return end;
        }
        if is_tei && local == "note" && !is_container(parent_name) {
            self.item(element, true);
            return end;
        }
        let phrase = Phrase::find(local).filter(|_| is_tei);
        let has_words = !self.tree.value(element).trim().is_empty();
        let Some(phrase) = phrase.filter(|_| has_words) else {
            let item = self.item(element, false);
            self.open.push(Open { end, holds: Holds::Item(item) });
            return inside;
        };
        let here = self.page.chars.len();
        if is_container(parent_name) {
            self.page.breaks.insert(here);
        }
        let part = Part::read((self.tree, self.entries), element, phrase, here);
        self.open.push(Open { end, holds: Holds::Part(self.parts.len()) });
        self.parts.push(part);
        inside
    }

    /// Whether an element of a `choice` is what an editor reads instead.
    fn reads(&self, choice: NodeId, element: NodeId) -> bool {
        alternatives(self.tree, choice).is_some_and(|(_, reading)| reading == element)
    }

    /// An element that is no mark; `whole` where what it holds belongs to it.
    fn item(&mut self, element: NodeId, whole: bool) -> usize {
        let tree = self.tree;
        let mut shown = start_tag(tree, element);
        if whole {
            shown.push_str(&squeezed(tree.value(element)));
        }
        self.push_item(tree.local_name(element).to_owned(), shown, element)
    }

    /// A comment or a processing instruction.
    fn aside(&mut self, node: NodeId) {
        let value = squeezed(self.tree.value(node));
        let (name, shown) = match self.tree.kind(node) {
            Kind::Comment => ("#comment".to_owned(), format!("<!--{value}-->")),
            _ => {
                let target = self.tree.name(node);
                (format!("#{target}"), format!("<?{target} {value}?>"))
            }
        };
        let here = self.page.chars.len();
        let at = self.tree.offset(node);
        self.page.items.push(Item { name, shown, span: here..here, id: None, at });
    }

    fn push_item(&mut self, name: String, shown: String, node: NodeId) -> usize {
        let here = self.page.chars.len();
        self.page.breaks.insert(here);
        let at = self.tree.offset(node);
        let id = id_of(self.tree, node).map(str::to_owned);
        self.page.items.push(Item { name, shown, span: here..here, id, at });
        self.page.items.len() - 1
    }
}

/// A start tag as it would be written, its attributes sorted.
#[must_use]
pub fn start_tag(tree: &Tree, element: NodeId) -> String {
    let mut attributes: Vec<(&str, &str)> =
        tree.attributes(element).map(|node| (tree.name(node), tree.value(node))).collect();
    attributes.sort_unstable();
    let mut shown = format!("<{}", tree.name(element));
    for (name, value) in attributes {
        shown.push_str(&format!(" {name}=\"{}\"", squeezed(value)));
    }
    shown.push('>');
    shown
}

/// Words with single spaces between them.
#[must_use]
pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The `xml:id` of an element.
#[must_use]
pub fn id_of(tree: &Tree, element: NodeId) -> Option<&str> {
    tree.attribute(element, XML_NAMESPACE, "id")
}

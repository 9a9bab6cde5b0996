//! The names of a document with what stands around them, as a table of the edition shows them.

use super::Names;
use crate::Document;
use crate::encode::Tei;
use crate::layer::Span;
use std::fmt;

/// The names of a document, each with its context.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gathered {
    /// The name of the document: its path below the input folder without the ending.
    pub document: String,
    /// Its names.
    pub names: Names,
    /// What stands around each of its mentions, in their order.
    pub contexts: Vec<Context>,
}

/// A mention with the words around it, each text with single spaces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// The file and the `xml:id` of the block: `letter-3#p12`; the file alone where no block has one.
    pub place: String,
    /// A few words before it in its block, with the space that parts them.
    pub before: String,
    /// The mention.
    pub words: String,
    /// A few words after it in its block, with the space that parts them.
    pub after: String,
}

/// `letter-3#p12: rode with [Gray] to the harbour`.
impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}[{}]{}", self.place, self.before, self.words, self.after)
    }
}

impl Gathered {
    /// The names of a document that has this name.
    #[must_use]
    pub fn new(name: &str, document: &Document) -> Self {
        let text = document.text.as_str();
        let blocks = blocks(name, document);
        let contexts = document.names.mentions.iter().map(|mention| {
            let at = blocks.partition_point(|block| block.start <= mention.span.start);
            let block = at.checked_sub(1).map(|at| &blocks[at]);
            let end = blocks.get(at).map_or(text.len(), |next| next.start).max(mention.span.end);
            let around = Span::new(block.map_or(0, |block| block.start), end);
            Context {
                place: block.map_or_else(|| name.to_owned(), |block| block.place.clone()),
                before: before(&text[around.start..mention.span.start]),
                words: squeezed(&text[mention.span.range()]).trim().to_owned(),
                after: after(&text[mention.span.end..around.end]),
            }
        });
        let contexts = contexts.collect();
        Self { document: name.to_owned(), names: document.names.clone(), contexts }
    }
}

/// How many characters of context there are on each side.
const AROUND: usize = 48;

/// A text with single spaces, those at its ends included.
fn squeezed(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let space = |is_there: bool| if is_there && !words.is_empty() { " " } else { "" };
    let first = space(text.starts_with(char::is_whitespace));
    let last = space(text.ends_with(char::is_whitespace));
    format!("{first}{words}{last}")
}

/// The last words of a text.
fn before(text: &str) -> String {
    let text = squeezed(text).trim_start().to_owned();
    match text.char_indices().rev().nth(AROUND) {
        None => text,
        Some((at, _)) => text[at..].split_once(' ').map_or("", |(_, rest)| rest).to_owned(),
    }
}

/// The first words of a text.
fn after(text: &str) -> String {
    let text = squeezed(text).trim_end().to_owned();
    match text.char_indices().nth(AROUND) {
        None => text,
        Some((at, _)) => text[..at].rsplit_once(' ').map_or("", |(rest, _)| rest).to_owned(),
    }
}

/// A block that has an identifier, by where its text begins.
struct Block {
    start: usize,
    place: String,
}

/// The blocks of all files of a document that have an `xml:id`, by where their text begins, the
/// inner after the outer.
fn blocks(name: &str, document: &Document) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (suffix, tei) in document.files() {
        blocks.extend(blocks_of(&format!("{name}{suffix}"), tei));
    }
    blocks.sort_by_key(|block| block.start);
    blocks
}

fn blocks_of(file: &str, tei: &Tei) -> Vec<Block> {
    const ID: &str = " xml:id=\"";
    let mut blocks = Vec::new();
    let mut at = tei.xml.find("<text").unwrap_or(tei.xml.len());
    while let Some(found) = tei.xml[at..].find(ID) {
        let from = at + found + ID.len();
        let tag = tei.xml[..from].rfind('<').map_or("", |open| &tei.xml[open + 1..from]);
        let id = tei.xml[from..].split('"').next().unwrap_or_default();
        at = from + id.len();
        // A marker is no block.
        if tag.starts_with("ref ") {
            continue;
        }
        let next = tei.origins.partition_point(|(xml, _)| xml.start < at);
        if let Some((_, span)) = tei.origins.get(next) {
            blocks.push(Block { start: span.start, place: format!("{file}#{id}") });
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contexts_are_cut_between_words() {
        let long = "one two three four five six seven eight nine ten eleven twelve";
        assert_eq!(after(long), "one two three four five six seven eight nine");
        assert_eq!(before(long), "four five six seven eight nine ten eleven twelve");
        assert_eq!((before("a\n b"), after(" a\nb")), ("a b".to_owned(), " a b".to_owned()));
    }
}

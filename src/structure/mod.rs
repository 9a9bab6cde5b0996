//! From a text to its blocks: title page, divisions, paragraphs, lists, notes, furniture.
//!
//! Blocks nest and never cross. Every character that is not white space lies in exactly one leaf;
//! what looks like nothing that is known stays a paragraph.

mod front;
mod furniture;
mod letters;
mod notes;
mod prose;
mod unit;
mod words;

use crate::annotate::dates::{Context, Dates};
use crate::diagnostic::Finding;
use crate::languages::Language;
use crate::layer::Span;
use crate::normalise::Text;
pub use letters::{Correspondence, Layout, LetterWords, Party, PartyKind};
pub use unit::{Unit, units};
pub use words::PageWords;

/// A part of a document: a container with children, or a leaf whose span is its text.
///
/// The span of a leaf starts and ends with a character that is not white space; the span of a
/// container reaches from its first child to its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub span: Span,
    /// Its parts, in the order of the text; none for a leaf.
    pub children: Vec<Block>,
}

/// What a block is. Names are those of the TEI Guidelines, chapters 3 and 4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A line that belongs to the page, not to the text: `fw`.
    Furniture(Furniture),
    /// The title page, a container.
    TitlePage,
    /// A title on it; the first is the main one.
    Title {
        /// Whether it is the main title.
        main: bool,
    },
    /// The statement of who compiled, edited or translated.
    Byline,
    /// A division with its head, a container.
    Division {
        /// TEI's `@type`: `section`, `chapter`, … or `division`.
        role: String,
        /// Its number as printed, without the word.
        n: Option<String>,
    },
    /// One of several documents of a page, a container: a letter, its enclosures and its notes.
    /// It becomes a TEI file of its own, or divisions, as edition.toml decides.
    Text {
        /// What its file and its identifiers are called by: a number, unlike any other of the page.
        key: String,
    },
    /// A letter or an enclosure, a container.
    Letter {
        /// TEI's `@type`: `letter`, `telegram`, `enclosure`, …
        kind: String,
        /// Its number as printed.
        n: Option<String>,
    },
    /// The part of a letter that is of one hand, a container.
    Part,
    /// The number of a letter.
    NumberHead,
    /// The editors' date of a letter.
    DocDate,
    /// What stands above the text of a letter, a container.
    Opener,
    /// What stands below it, a container.
    Closer,
    /// A postscript, a container.
    Postscript,
    /// An address, a container.
    Address,
    /// A line of an address.
    AddressLine,
    /// Place and date.
    Dateline,
    /// A salutation, or a closing formula.
    Salute,
    /// A signature.
    Signed,
    /// Another line above or below the text, with what it is: TEI's `seg/@type`.
    Segment(&'static str),
    /// Where a letter is kept or printed, a container.
    Source,
    /// A line of it.
    SourceLine,
    /// The head of the division around it.
    Head,
    /// A paragraph.
    Paragraph,
    /// A paragraph that is one quotation.
    Quotation,
    /// A list, a container.
    List,
    /// An item of a list.
    Item,
    /// The place where a page begins; its text is the printed number.
    PageBreak {
        /// The number of the page.
        n: String,
    },
    /// The notes, a container.
    Notes,
    /// The head of the notes.
    NotesHead,
    /// A note; its children are its paragraphs, the first without the label.
    Note {
        /// Its number or sign as printed, none where it has none.
        n: Option<String>,
        /// The text of the number, with its full stop or bracket.
        label: Option<Span>,
    },
}

/// Why a line is furniture: TEI's `fw/@type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Furniture {
    /// A row of links.
    Navigation,
    /// The name of the web site, above its links.
    SiteHeader,
    /// A head printed again as a link or running title.
    RepeatedHead,
}

/// The blocks of a document, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Structure {
    /// Title page and what stands above it.
    pub front: Vec<Block>,
    /// The text.
    pub body: Vec<Block>,
    /// The notes and what stands below them.
    pub back: Vec<Block>,
    /// What the layout says of each letter, in the order of the text.
    pub letters: Vec<Correspondence>,
}

impl Furniture {
    /// The value of `@type`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::SiteHeader => "siteHeader",
            Self::RepeatedHead => "repeatedHead",
        }
    }
}

impl Block {
    /// A block without parts.
    #[must_use]
    pub fn leaf(kind: BlockKind, span: Span) -> Self {
        Self { kind, span, children: Vec::new() }
    }

    /// A block around its parts.
    ///
    /// # Panics
    /// When there are no parts.
    #[must_use]
    pub fn around(kind: BlockKind, children: Vec<Self>) -> Self {
        let first = children.first().expect("a container has at least one part");
        let last = children.last().expect("a container has at least one part");
        Self { kind, span: Span::new(first.span.start, last.span.end), children }
    }

    /// Calls `visit` for this block and all below it, in the order of the text.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }
}

impl Structure {
    /// The top blocks of front, body and back, in the order of the text.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.front.iter().chain(&self.body).chain(&self.back)
    }

    /// The leaves, in the order of the text.
    #[must_use]
    pub fn leaves(&self) -> Vec<&Block> {
        let mut leaves = Vec::new();
        for block in self.blocks() {
            block.walk(&mut |block| {
                if block.children.is_empty() {
                    leaves.push(block);
                }
            });
        }
        leaves
    }
}

/// The first forty characters, so that a message stays a line.
fn clip(line: &str) -> String {
    const MOST: usize = 40;
    if line.chars().count() <= MOST {
        return line.to_owned();
    }
    line.chars().take(MOST - 1).chain(['…']).collect()
}

/// Recognises the blocks of a text in one language. Never fails: what it cannot place stays a
/// paragraph, and what it wonders about is a finding.
#[must_use]
pub fn structure(text: &Text, language: &Language) -> (Structure, Vec<Finding>) {
    let dates = Dates::new(&[language]);
    let context = Context::default();
    let words = &language.letters;
    read(text, &Layout { language, words, dates: &dates, context: &context })
}

/// Recognises the blocks of a text. Never fails: what it cannot place stays a paragraph, and what
/// it wonders about is a finding.
#[must_use]
pub fn read(text: &Text, layout: &Layout) -> (Structure, Vec<Finding>) {
    let page = &layout.language.page;
    let text = text.as_str();
    let mut findings = Vec::new();
    let units = units(text);
    let (front, units, mut back) = furniture::set_apart(text, &units, page, &mut findings);
    let mut front = front;
    if let Some(mut structure) = letters::read(text, &units, layout, &mut findings) {
        front.append(&mut structure.front);
        structure.front = front;
        structure.back.append(&mut back);
        return (structure, findings);
    }
    let (units, notes) = notes::gather(text, units, page, &mut findings);
    back.splice(0..0, notes);
    let (title, units) = front::title_page(text, units, page);
    front.extend(title);
    let body = prose::divide(text, &units, page);
    (Structure { front, body, back, letters: Vec::new() }, findings)
}

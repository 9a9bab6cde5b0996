//! What the pages about all documents need to know of one, small enough to be kept for thousands.

use super::anchors::Anchors;
use super::entities::Entities;
use super::tei::{
    Dated, Document, Head, Letter, NameKind, Notes, Place, Pointers, Reading, name_kind,
};
use crate::xml::tree::NodeId;
use std::ops::Range;
use std::sync::Arc;

/// How much of a sentence is shown on either side of a name, in bytes.
const CONTEXT: usize = 90;

/// How much the name in a header counts for, beside those in texts.
const HEADER: usize = 1_000;

/// What is known of a document.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The file, below the folder of the TEI.
    pub path: Arc<str>,
    /// Which document of the file.
    pub part: usize,
    /// Its title; never empty.
    pub title: String,
    /// What the header says of it.
    pub head: Head,
    /// The letters that it holds.
    pub letters: Vec<Letter>,
    /// Where it names what is in an index.
    pub mentions: Vec<Mention>,
    /// Where it names a date.
    pub dates: Vec<(Dated, Context)>,
    /// The `xml:id`s of its text that a page has, sorted.
    pub ids: Vec<Box<str>>,
    /// What is wrong with it, one line each.
    pub errors: Vec<String>,
}

/// A place where something is named.
#[derive(Debug, Clone)]
pub struct Mention {
    /// What the markup says that it is.
    pub kind: NameKind,
    /// What it points to.
    pub place: Place,
    /// The words.
    pub context: Context,
}

/// Words of a text and what stands around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The anchor of the paragraph; empty for the whole document.
    pub anchor: Box<str>,
    /// What stands before, then the words, then what stands after.
    pub text: Box<str>,
    /// The words, in bytes of the text.
    pub words: Range<u32>,
}

/// A document with all that is found out about it once.
#[derive(Debug)]
pub struct Read {
    /// The document.
    pub document: Document,
    /// Its pointers.
    pub pointers: Pointers,
    /// Its notes.
    pub notes: Notes,
    /// Its anchors.
    pub anchors: Anchors,
}

impl Read {
    /// Reads what every use of a document needs.
    #[must_use]
    pub fn new(document: Document) -> Self {
        let pointers = Pointers::of(&document);
        let notes = Notes::of(&document);
        let anchors = Anchors::of(&document);
        Self { document, pointers, notes, anchors }
    }

    /// What the pages about all documents need to know of it.
    #[must_use]
    pub fn facts(&self, reading: &Reading) -> Facts {
        let document = &self.document;
        let head = Head::of(document);
        let mut facts = Facts {
            path: Arc::clone(&document.path),
            part: document.part,
            title: title(document, &head),
            letters: Letter::all_of(document, &self.pointers),
            ids: self.anchors.given(),
            head,
            ..Facts::default()
        };
        for span in &reading.spans {
            let name = document.tree().local_name(span.node);
            if name == "date" {
                // When a book was printed is no day of the edition's calendar.
                let cited = document.is_inside(span.node, |name| name.starts_with("bibl"));
                if let Some(dated) = Dated::of(document, span.node).filter(|_| !cited) {
                    let context = self.context(reading, &span.range, span.node);
                    facts.dates.push((dated, context));
                }
                continue;
            }
            let Some(kind) = name_kind(name, document.attribute(span.node, "type")) else {
                continue;
            };
            let context = || self.context(reading, &span.range, span.node);
            let places = self.pointed(span.node);
            facts.mentions.extend(places.into_iter().map(|place| Mention {
                kind,
                place,
                context: context(),
            }));
        }
        facts
    }

    /// Whether the document itself lists persons, places or organisations.
    #[must_use]
    pub fn lists_entries(&self) -> bool {
        let document = &self.document;
        document.below(document.root()).any(|node| {
            matches!(document.tree().local_name(node), "person" | "personGrp" | "place" | "org")
                && document.attribute(node, "sameAs").is_none()
        })
    }

    /// What a name points to: `@ref`, or the one `@key` of older files.
    #[must_use]
    pub fn pointed(&self, node: NodeId) -> Vec<Place> {
        if let Some(pointers) = self.document.attribute(node, "ref") {
            return self.pointers.resolve_all(pointers).collect();
        }
        let key = self.document.attribute(node, "key").map(str::trim).filter(|k| !k.is_empty());
        key.map(|key| Place::Key(key.to_owned())).into_iter().collect()
    }

    fn context(&self, reading: &Reading, range: &Range<usize>, node: NodeId) -> Context {
        let block =
            reading.block_at(range.start).map_or(0..reading.text.len(), |b| b.range.clone());
        let end = range.end.min(block.end);
        let (whole_before, whole_after) =
            (&reading.text[block.start..range.start], &reading.text[end..block.end]);
        let words = &reading.text[range.start..end];
        let (before, after) = (tail(whole_before), front(whole_after));
        let cut = |part: &str, whole: &str| if part.len() < whole.len() { "…" } else { "" };
        let before = format!("{}{before}", cut(before, whole_before));
        let after = format!("{after}{}", cut(after, whole_after));
        let start = before.len() as u32;
        Context {
            anchor: self.anchors.nearest(&self.document, node).into(),
            text: format!("{before}{words}{after}").into(),
            words: start..start + words.len() as u32,
        }
    }
}

/// The last words of a text, from the start of one of them.
fn tail(text: &str) -> &str {
    if text.len() <= CONTEXT {
        return text;
    }
    let from = text.ceil_char_boundary(text.len() - CONTEXT);
    let rest = &text[from..];
    rest.find(char::is_whitespace).map_or(rest, |space| rest[space..].trim_start())
}

/// The first words of a text, to the end of one of them.
fn front(text: &str) -> &str {
    if text.len() <= CONTEXT {
        return text;
    }
    let part = &text[..text.floor_char_boundary(CONTEXT)];
    part.rfind(char::is_whitespace).map_or(part, |space| part[..space].trim_end())
}

impl Context {
    /// What stands before the words, the words, and what stands after.
    #[must_use]
    pub fn parts(&self) -> (&str, &str, &str) {
        let (start, end) = (self.words.start as usize, self.words.end as usize);
        (&self.text[..start], &self.text[start..end], &self.text[end..])
    }
}

/// The title of a document: of its header, else of its first head, else the name of its file.
fn title(document: &Document, head: &Head) -> String {
    if !head.title.is_empty() {
        return head.title.clone();
    }
    let first = document.text().and_then(|text| document.first_below(text, "head"));
    let words = first.map(|node| document.words(node)).filter(|words| !words.is_empty());
    words.unwrap_or_else(|| {
        let name = document.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
    })
}

/// Adds an entry for everything that is pointed to and in no register, named by the words that
/// point to it most often.
pub fn add_unlisted(entities: &mut Entities, facts: &[Facts]) {
    use std::collections::BTreeMap;
    let mut named = BTreeMap::<(&Place, NameKind), BTreeMap<&str, usize>>::new();
    for mention in facts.iter().flat_map(|facts| &facts.mentions) {
        if entities.find(&mention.place).is_none() {
            let words = named.entry((&mention.place, mention.kind)).or_default();
            *words.entry(mention.context.parts().1).or_default() += 1;
        }
    }
    let letters = facts.iter().flat_map(|facts| &facts.letters);
    for party in letters.flat_map(|letter| letter.sent.iter().chain(&letter.received)) {
        let kind = if party.organisation { NameKind::Organisation } else { NameKind::Person };
        let known = party.places.iter().any(|place| entities.find(place).is_some());
        if let Some(place) = party.places.first().filter(|_| !known) {
            // What the header calls somebody counts for more than what the text does.
            *named.entry((place, kind)).or_default().entry(&party.name).or_default() += HEADER;
        }
    }
    let found: Vec<_> = (named.into_iter())
        .map(|((place, kind), words)| {
            let most = words.into_iter().max_by_key(|(name, count)| (*count, name.len()));
            (place.clone(), kind, most.map(|(name, _)| name.to_owned()).unwrap_or_default())
        })
        .collect();
    for (place, kind, name) in found {
        if entities.find(&place).is_none() {
            entities.add_unlisted(kind, place, name);
        }
    }
}

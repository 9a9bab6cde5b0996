//! What the header says of a page, and of each of its letters where they are several.

use super::sent::{Sent, sent};
use crate::annotate::{Mark, dates};
use crate::layer::{Annotation, Layer, Span};
use crate::named::Named;
use crate::normalise::{Change, Text};
use crate::source::Source;
use crate::structure::{Block, BlockKind, Structure};
use std::collections::{BTreeMap, BTreeSet};

/// What the header says of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The name of its source without folder and ending.
    pub stem: String,
    /// The name of its own file without ending.
    pub name: String,
    /// The way from its folder to that of all outputs: `../` for each folder between.
    pub up: String,
    /// The title that the document gives itself.
    pub title: Option<String>,
    /// How often each change was made to its text.
    pub changes: BTreeMap<Change, usize>,
    /// The calendars that its dates point to, without the number sign.
    pub calendars: BTreeSet<String>,
    /// Its vague dates, as they are printed.
    pub vague: BTreeSet<String>,
    /// The numbers of the documents of the edition that it refers to.
    pub numbers: BTreeSet<u32>,
    /// The entries that its names point to.
    pub named: Named,
    /// How its source was encoded, as `UTF-8`.
    pub encoding: String,
    /// Who made decisions about its page, as they sign.
    pub people: BTreeSet<String>,
    /// What was sent: its letters, in the order of the text.
    pub sent: Vec<Sent>,
    /// The same for each of its letters, where they are several.
    pub letters: Vec<Self>,
}

/// The marks and the text that a document is made of.
struct Material<'a> {
    text: &'a Text,
    marks: Vec<&'a Annotation>,
}

impl Facts {
    /// Gathers the facts from what the stages found.
    #[must_use]
    pub fn new(source: &Source, text: &Text, structure: &Structure, layers: &[Layer]) -> Self {
        let marks = layers.iter().flat_map(|layer| &layer.annotations).collect();
        let material = Material { text, marks };
        let words = text.as_str();
        let whole = Span::new(0, words.len());
        let own = structure.blocks().filter(|block| !matches!(block.kind, BlockKind::Text { .. }));
        let mut facts = material.facts(source, whole, title(words, own));
        let keys = structure.body.iter().filter_map(|block| match &block.kind {
            BlockKind::Text { key } => Some(Some(key.as_str())),
            BlockKind::Letter { .. } => Some(None),
            _ => None,
        });
        facts.sent = structure
            .letters
            .iter()
            .zip(keys)
            .map(|(letter, key)| sent(words, letter, &material.marks, letter_id(key)))
            .collect();
        for block in &structure.body {
            if let BlockKind::Text { key } = &block.kind {
                let mut letter = material.facts(source, block.span, title(words, [block]));
                letter.name = letter_name(&facts.stem, key);
                let id = letter_id(Some(key));
                letter.sent = facts.sent.iter().filter(|sent| sent.id == id).cloned().collect();
                facts.letters.push(letter);
            }
        }
        facts
    }

    /// The same with who made decisions about the page.
    #[must_use]
    pub fn decided_by(mut self, people: &BTreeSet<String>) -> Self {
        self.people.clone_from(people);
        for letter in &mut self.letters {
            letter.people.clone_from(people);
        }
        self
    }
}

impl Material<'_> {
    fn facts(&self, source: &Source, span: Span, title: Option<String>) -> Facts {
        let marks: Vec<_> = self.marks.iter().filter(|mark| span.overlaps(mark.span)).collect();
        let mut calendars = BTreeSet::new();
        let mut numbers = BTreeSet::new();
        let mut vague = BTreeSet::new();
        for annotation in &marks {
            match &annotation.mark {
                Mark::Documents(list) => numbers.extend(list),
                Mark::Date(value) => {
                    if annotation.evidence.rule == dates::PART {
                        let printed = &self.text.as_str()[annotation.span.range()];
                        vague.insert(printed.to_owned());
                    }
                    for (name, pointers) in value.attributes() {
                        if name == "calendar" || name == "datingMethod" {
                            let ids = pointers.split_whitespace();
                            calendars.extend(ids.map(|id| id.trim_start_matches('#').to_owned()));
                        }
                    }
                }
                _ => {}
            }
        }
        let mut changes = BTreeMap::new();
        for piece in self.text.map().changed() {
            if let Some(why) = piece.why
                && span.range().contains(&piece.text.start)
            {
                *changes.entry(why).or_default() += 1;
            }
        }
        let named = Named::new(marks.into_iter().copied());
        let stem = source.stem().to_owned();
        let encoding = source.encoding().to_owned();
        let up = "../".repeat(source.folder().matches('/').count());
        let (name, letters, people) = (stem.clone(), Vec::new(), BTreeSet::new());
        let sent = Vec::new();
        Facts {
            stem,
            name,
            up,
            title,
            changes,
            calendars,
            vague,
            numbers,
            named,
            encoding,
            people,
            sent,
            letters,
        }
    }
}

/// The `xml:id` of the division of a letter; `key` is that of one of several.
fn letter_id(key: Option<&str>) -> String {
    key.map_or_else(|| "l1".to_owned(), |key| format!("l{key}.l1"))
}

/// The name of the file of one of several letters, without ending.
#[must_use]
pub fn letter_name(stem: &str, key: &str) -> String {
    format!("{stem}.{key}")
}

/// The title that a document gives itself: its main title and its first head.
fn title<'a>(text: &str, blocks: impl IntoIterator<Item = &'a Block>) -> Option<String> {
    let mut title = None;
    let mut head = None;
    for block in blocks {
        block.walk(&mut |block| {
            let slot = match block.kind {
                BlockKind::Title { main: true } | BlockKind::NumberHead => &mut title,
                BlockKind::Head => &mut head,
                _ => return,
            };
            slot.get_or_insert_with(|| {
                let words: Vec<&str> = text[block.span.range()].split_whitespace().collect();
                words.join(" ")
            });
        });
    }
    match (title, head) {
        (Some(title), Some(head)) => Some(format!("{}: {head}", title.trim_end_matches('.'))),
        (one, other) => one.or(other),
    }
}

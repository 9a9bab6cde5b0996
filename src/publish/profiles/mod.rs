//! Profiles: the TEI of an edition in the narrower ways that other projects ask for. Each comes
//! with a list of what it leaves out.

mod dtabf;
mod inline_notes;
mod write;

use super::Output;
use super::facts::Read;
use crate::xml::tree::NodeId;
use std::collections::{BTreeMap, HashSet};

/// A profile of TEI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// Notes stand where their markers stood, with white space before them.
    InlineNotes,
    /// The text as the base format of the Deutsches Textarchiv (DTABf) has it. The header stays
    /// as it is: what DTABf asks of one, a text alone cannot say.
    Dtabf,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Self; 2] = [Self::InlineNotes, Self::Dtabf];

    /// Its folder.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::InlineNotes => "inline-notes",
            Self::Dtabf => "dtabf",
        }
    }

    /// The key of the words that say what it is.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::InlineNotes => "about_inline_notes",
            Self::Dtabf => "about_dtabf",
        }
    }

    /// A document in the profile.
    #[must_use]
    pub fn of(self, read: &Read) -> Profiled {
        let moves = inline_notes::Moves::of(read);
        let mut dropped = Dropped::default();
        let xml = match self {
            Self::InlineNotes => {
                write::write(read, &mut inline_notes::Inline { moves, dropped: &mut dropped })
            }
            Self::Dtabf => write::write(read, &mut dtabf::Base::new(read, moves, &mut dropped)),
        };
        Profiled { xml, dropped }
    }
}

/// A document in a profile.
#[derive(Debug, Clone, Default)]
pub struct Profiled {
    /// The XML.
    pub xml: String,
    /// What it lacks.
    pub dropped: Dropped,
}

/// What a profile left out: by place (the nearest `xml:id`), what, and its value.
#[derive(Debug, Clone, Default)]
pub struct Dropped(BTreeMap<(String, String, String), usize>);

impl Dropped {
    fn add(&mut self, read: &Read, node: NodeId, what: String, value: &str) {
        let place = read.anchors.nearest(&read.document, node).to_owned();
        let value: Vec<&str> = value.split_whitespace().collect();
        *self.0.entry((place, what, value.join(" "))).or_default() += 1;
    }

    /// Whether nothing was left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The list, one line each: document, place, what, value and how often, parted by tabs.
    #[must_use]
    pub fn list(&self, document: &str) -> String {
        let mut list = String::new();
        for ((place, what, value), count) in &self.0 {
            list.push_str(&format!("{document}\t{place}\t{what}\t{value}\t{count}\n"));
        }
        list
    }
}

/// The first line of a list of what was dropped.
pub const COLUMNS: &str = "document\tplace\twhat\tvalue\tcount\n";

/// What becomes of an element.
pub(super) enum Action {
    /// It stays, perhaps under another name, with these attributes.
    Keep { name: String, attributes: Vec<(String, String)> },
    /// What it holds stays.
    Unwrap,
    /// It goes with all it holds.
    Drop,
    /// A note takes its place, with these attributes.
    Note { note: NodeId, attributes: Vec<(String, String)> },
}

/// How a profile decides.
pub(super) trait Rules {
    fn action(&mut self, read: &Read, node: NodeId) -> Action;
}

/// The attributes of an element as they are written.
pub(super) fn attributes(read: &Read, node: NodeId) -> Vec<(String, String)> {
    let tree = read.document.tree();
    let pairs =
        tree.attributes(node).map(|at| (tree.name(at).to_owned(), tree.value(at).to_owned()));
    pairs.collect()
}

/// Writes a document in every profile, and gives for each what is to be added to its list.
///
/// # Errors
/// When a file cannot be written.
pub fn write_all(read: &Read, slug: &str, output: &Output) -> std::io::Result<Vec<String>> {
    let write = |profile: Profile| {
        let profiled = profile.of(read);
        output.write(&format!("data/{}/{slug}.xml", profile.name()), profiled.xml)?;
        Ok(profiled.dropped.list(slug))
    };
    Profile::ALL.into_iter().map(write).collect()
}

/// Nodes that are gone.
pub(super) type Gone = HashSet<NodeId>;

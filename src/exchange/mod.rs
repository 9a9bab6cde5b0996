//! The letters of a whole edition: who wrote to whom before and after, and the list of them all
//! for `correspSearch`.

pub mod cmif;
mod context;

pub use context::{contexts, put, without};

use crate::authority::{Authority, Entry};
use crate::header::{Correspondent, Sent, When};
use crate::tree::Element;
use crate::{Desk, Document, files};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What an edition keeps of one of its letters, so that those before and after it and the list of
/// all can be made without reading it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Its file below the output folder, with `/`.
    pub file: String,
    /// The `xml:id` of its division, where its file holds several letters.
    pub anchor: Option<String>,
    /// Its number in the edition.
    pub number: Option<u32>,
    /// Those who wrote it and those it was written to, by their entries or else their names.
    pub people: (BTreeSet<String>, BTreeSet<String>),
    /// Who wrote to whom and when, in words.
    pub words: String,
    /// The first day that it can have been written on, as ISO 8601 has it.
    pub day: Option<String>,
    /// Its `correspDesc` in the list of all letters.
    pub listed: String,
    /// The `correspContext` that stands in its file; empty where there is none.
    pub context: String,
}

/// The letters of a document. `file` gives the file of what is named by the page and a suffix.
#[must_use]
pub fn letters(desk: &Desk, document: &Document, file: impl Fn(&str) -> String) -> Vec<Letter> {
    let several = document.sent.len() > 1 && document.letters.is_empty();
    document
        .sent
        .iter()
        .map(|sent| {
            let own = document.letters.iter().find(|own| sent.id == format!("l{}.l1", own.key));
            let file = file(&own.map_or_else(String::new, |own| format!(".{}", own.key)));
            let anchor = several.then(|| sent.id.clone());
            let listed = cmif::description(desk, sent, &file, anchor.as_deref());
            Letter {
                number: sent.number.as_ref().and_then(|number| number.parse().ok()),
                people: (people(&sent.senders), people(&sent.addressees)),
                words: words(sent),
                day: sent.date.as_ref().and_then(first_day),
                context: String::new(),
                file,
                anchor,
                listed,
            }
        })
        .collect()
}

/// The numbered documents of an edition. A number that several have leads to all of them.
#[must_use]
pub fn by_number(letters: &[Letter]) -> BTreeMap<u32, Vec<&Letter>> {
    let mut found: BTreeMap<u32, Vec<&Letter>> = BTreeMap::new();
    for letter in letters {
        if let Some(number) = letter.number {
            found.entry(number).or_default().push(letter);
        }
    }
    found
}

/// A reference from a file of the edition to a letter: the address of its file, with the `xml:id`
/// of its division where it has no file of its own, and who wrote to whom.
#[must_use]
pub fn reference(file: &str, letter: &Letter) -> Element {
    Element::new("ref").with("target", address(file, letter)).words(letter.words.clone())
}

/// A letter as a pointer, seen from a file of the edition.
fn address(from: &str, letter: &Letter) -> String {
    let mut target = if from == letter.file { String::new() } else { relative(from, &letter.file) };
    if let Some(anchor) = &letter.anchor {
        target.push('#');
        target.push_str(anchor);
    }
    target
}

/// Each of several people by the entry, or by the name where there is none.
fn people(who: &[Correspondent]) -> BTreeSet<String> {
    who.iter()
        .map(|who| who.references.first().cloned().unwrap_or_else(|| who.words.to_lowercase()))
        .collect()
}

/// `A. Gray – B. Brown, 5 May 1920`.
fn words(sent: &Sent) -> String {
    let names = |who: &[Correspondent]| {
        let names: Vec<&str> = who.iter().map(|who| who.words.as_str()).collect();
        if names.is_empty() { "…".to_owned() } else { names.join(", ") }
    };
    let date = sent.date.as_ref().map_or(String::new(), |date| format!(", {}", date.words));
    format!("{} – {}{date}", names(&sent.senders), names(&sent.addressees))
}

/// The first day that a date can be, of `when`, `from` or `notBefore`; else the last.
fn first_day(date: &When) -> Option<String> {
    let value = |name: &str| date.attributes.iter().find(|(found, _)| *found == name);
    ["when", "from", "notBefore", "to", "notAfter"]
        .iter()
        .find_map(|name| value(name))
        .map(|(_, value)| value.split('T').next().unwrap_or(value).to_owned())
}

/// The entry of a list that an identifier names.
fn entry<'a>(authority: &'a Authority, id: &str) -> Option<&'a Entry> {
    authority.entries().find(|entry| entry.id == id)
}

/// The address of a file seen from another, both below one folder.
fn relative(from: &str, to: &str) -> String {
    let folder = |path: &str| {
        let parent = Path::new(path).parent().unwrap_or(Path::new("")).to_path_buf();
        parent.iter().map(|part| part.to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    let (here, there) = (folder(from), folder(to));
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let name = Path::new(to).file_name().map_or(Path::new(""), Path::new);
    let up = vec![".."; here.len() - shared];
    let parts = up.into_iter().map(str::to_owned).chain(there[shared..].iter().cloned());
    let parts: Vec<String> = parts.chain([files::printed(name)]).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_file_leads_through_the_folders() {
        for (from, to, address) in [
            ("a.xml", "b.xml", "b.xml"),
            ("x/a.xml", "x/b.xml", "b.xml"),
            ("x/a.xml", "y/z/b.xml", "../y/z/b.xml"),
            ("x/y/a.xml", "b.xml", "../../b.xml"),
            ("a.xml", "x/b.xml", "x/b.xml"),
        ] {
            assert_eq!(relative(from, to), address, "{from} {to}");
        }
    }
}

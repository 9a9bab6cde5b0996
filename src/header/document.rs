//! The files of a page: one, or a file for each of its letters and one that keeps them together.

use super::facts::letter_name;
use super::{Facts, header};
use crate::Desk;
use crate::edition::Letters;
use crate::encode::TEI_NAMESPACE;
use crate::resolve::Resolved;
use crate::tree::{Element, Node};

/// The namespace of `XInclude`.
const XINCLUDE: &str = "http://www.w3.org/2001/XInclude";
/// Where the `text` of a letter stands in its file: the second element below the root. Of the
/// ways to say so this one needs no document type.
const TEXT: &str = "element(/1/2)";

/// The files that a page becomes: its own, and one for each of its letters where they are several
/// and edition.toml wants them apart. The page's own file then holds what is not of a letter, and
/// an `xi:include` of the text of each: with them in their places it is one valid document.
#[must_use]
pub fn documents(facts: &Facts, tree: Resolved, desk: &Desk) -> (Element, Vec<(String, Element)>) {
    if desk.edition.letters == Letters::Divisions {
        return (document(facts, tree.into_text(), desk), Vec::new());
    }
    let file = |key: &str| format!("{}.xml", letter_name(&facts.stem, key));
    let (mut page, letters) = tree.into_texts(|letter| {
        Element::new("xi:include").with("href", file(&letter.key)).with("xpointer", TEXT)
    });
    let page_file = format!("{}.xml", facts.stem);
    let scopes: Vec<(String, String)> =
        letters.iter().map(|(key, _)| (format!("l{key}."), file(key))).collect();
    let home = |id: &str| {
        let own = scopes.iter().filter(|(scope, _)| id.starts_with(scope));
        own.max_by_key(|(scope, _)| scope.len()).map_or(&*page_file, |(_, file)| file)
    };
    lead_out(&mut page, &page_file, &home);
    let mut root = document(facts, page, desk);
    if !letters.is_empty() {
        root.attributes.insert(1, ("xmlns:xi", XINCLUDE.to_owned()));
    }
    let letters = letters.into_iter().zip(&facts.letters).map(|((key, mut text), letter)| {
        lead_out(&mut text, &file(&key), &home);
        (key, document(letter, text, desk))
    });
    (root, letters.collect())
}

fn document(facts: &Facts, text: Element, desk: &Desk) -> Element {
    Element::new("TEI")
        .with("xmlns", TEI_NAMESPACE)
        .with("xml:lang", desk.edition.languages.main.clone())
        .child(header(facts, desk))
        .child(text)
}

/// Leads the markers of a file to the files that their notes are in: the page keeps those at its
/// foot, and a marker may have found its note below another letter.
fn lead_out<'f>(element: &mut Element, own: &str, home: &impl Fn(&str) -> &'f str) {
    if element.name == "ref"
        && element.attributes.contains(&("type", "noteAnchor".to_owned()))
        && let Some((_, target)) = element.attributes.iter_mut().find(|(name, _)| *name == "target")
        && let Some(file) = target.strip_prefix('#').map(home).filter(|file| *file != own)
    {
        *target = format!("{file}{target}");
    }
    for child in &mut element.children {
        if let Node::Element(child) = child {
            lead_out(child, own, home);
        }
    }
}

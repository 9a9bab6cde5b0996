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
    let (page, letters) = tree.into_texts(|letter| {
        let file = format!("{}.xml", letter_name(&facts.stem, &letter.key));
        Element::new("xi:include").with("href", file).with("xpointer", TEXT)
    });
    let mut root = document(facts, page, desk);
    if !letters.is_empty() {
        root.attributes.insert(1, ("xmlns:xi", XINCLUDE.to_owned()));
    }
    let letters = letters.into_iter().zip(&facts.letters).map(|((key, mut text), letter)| {
        lead_out(&mut text, &format!("l{key}."), &facts.stem);
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

/// Leads the markers of notes that stand at the foot of the page to the file of the page.
fn lead_out(element: &mut Element, scope: &str, page: &str) {
    if element.name == "ref"
        && element.attributes.contains(&("type", "noteAnchor".to_owned()))
        && let Some((_, target)) = element.attributes.iter_mut().find(|(name, _)| *name == "target")
        && target.strip_prefix('#').is_some_and(|id| !id.starts_with(scope))
    {
        *target = format!("{page}.xml{target}");
    }
    for child in &mut element.children {
        if let Node::Element(child) = child {
            lead_out(child, scope, page);
        }
    }
}

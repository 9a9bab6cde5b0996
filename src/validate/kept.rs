//! Whether the text that was read is the text that was written: nothing lost, nothing twice.

use crate::Document;
use crate::diagnostic::{Code, Diagnostic};
use crate::encode::{TEI_NAMESPACE, Tei};
use crate::layer::Span;
use crate::source::Source;
use crate::xml::tree::{Kind, NodeId, Tree};

/// Whether the text read back from a file is the text that it was made from, white space not
/// counted.
pub fn file(tei: &Tei, tree: &Tree, text: &str) -> Option<Diagnostic> {
    let root = *tree.elements(TEI_NAMESPACE, "text").first()?;
    let mut found = tree
        .nodes()
        .filter(|node| tree.kind(*node) == Kind::Text && tree.is_below(*node, root))
        .filter(|node| !is_of_editor(tree, *node))
        .flat_map(|node| tree.value(node).chars())
        .filter(|c| !c.is_whitespace());
    let wanted = tei.origins.iter().flat_map(|(_, span)| text[span.range()].chars());
    let mut wanted = wanted.filter(|c| !c.is_whitespace());
    let same = wanted.by_ref().all(|c| found.next() == Some(c)) && found.next().is_none();
    let message = "the text of the TEI is not the text of the source";
    (!same).then(|| Diagnostic::new(Code::TextChanged, &"".into(), None, message))
}

/// Whether words are what an editor reads instead of the text that stands beside them.
fn is_of_editor(tree: &Tree, words: NodeId) -> bool {
    let Some(reading) = tree.parent(words) else { return false };
    let is_choice = |node: &NodeId| tree.local_name(*node) == "choice";
    tree.parent(reading).as_ref().is_some_and(is_choice) && tree.previous_sibling(reading).is_some()
}

/// Whether the files of a document hold each character of its text once, white space not counted:
/// the check that needs no schema.
#[must_use]
pub fn all(document: &Document, source: &Source) -> Option<Diagnostic> {
    let text = document.text.as_str();
    let mut spans: Vec<Span> =
        document.files().flat_map(|(_, tei)| tei.origins.iter().map(|(_, span)| *span)).collect();
    spans.sort_unstable();
    let mut at = 0;
    for span in spans.into_iter().chain([Span::new(text.len(), text.len())]) {
        let between = text.get(at..span.start);
        if !between.is_some_and(|between| between.trim().is_empty()) {
            let place = document.text.source_of(Span::new(at.min(span.start), span.start));
            let at = source.line_column(place.start);
            let message = "a part of the source is in none of the files, or in two of them";
            return Some(Diagnostic::new(Code::TextChanged, source.path(), Some(at), message));
        }
        at = span.end;
    }
    None
}

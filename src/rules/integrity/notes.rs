//! Notes and their anchors come in pairs, with the same number.

use super::{Subject, TEI};
use crate::diagnostic::{Code, Diagnostic};
use crate::xml::tree::{NodeId, Tree, XML_NAMESPACE};
use std::collections::{BTreeMap, BTreeSet};

/// The types that say that a pointer is the anchor of a note.
const ANCHORS: &[&str] =
    &["noteanchor", "note-anchor", "noteref", "note-ref", "footnote", "endnote", "fnref"];
/// The types of divisions that hold nothing but notes.
const DIVISIONS: &[&str] = &["notes", "footnotes", "endnotes", "fn"];

/// The findings about notes without anchor, anchors without note, and numbers that differ.
#[must_use]
pub fn check(subject: Subject<'_>) -> Vec<Diagnostic> {
    let tree = subject.tree;
    let mut found = Vec::new();
    let mut pointed_to: BTreeSet<&str> = BTreeSet::new();
    let mut anchors: BTreeMap<&str, NodeId> = BTreeMap::new();
    for name in ["ref", "ptr"] {
        for &pointer in tree.elements(TEI, name) {
            let targets = tree.attribute(pointer, "", "target").unwrap_or_default();
            for id in targets.split_ascii_whitespace().filter_map(|t| t.strip_prefix('#')) {
                pointed_to.insert(id);
                if is_anchor(tree, pointer) {
                    anchors.entry(id).or_insert(pointer);
                    found.extend(anchor(subject, pointer, id));
                }
            }
        }
    }
    for &note in tree.elements(TEI, "note") {
        if !is_apart(tree, note) {
            continue;
        }
        let id = tree.attribute(note, XML_NAMESPACE, "id");
        let referred = id.is_some_and(|id| pointed_to.contains(id))
            || ["target", "corresp"].iter().any(|name| tree.attribute(note, "", name).is_some());
        if !referred {
            let number = tree.attribute(note, "", "n").map(|n| format!(" {n}")).unwrap_or_default();
            let message = format!("nothing in the text refers to this note{number}");
            found.push(subject.finding(Code::NoteWithoutAnchor, note, message));
        }
    }
    for (id, pointer) in anchors {
        if let Some(note) = tree.element_by_id(id) {
            found.extend(numbers(subject, pointer, note));
        }
    }
    found
}

fn is_anchor(tree: &Tree, pointer: NodeId) -> bool {
    let kind = tree.attribute(pointer, "", "type").unwrap_or_default();
    ANCHORS.iter().any(|known| kind.eq_ignore_ascii_case(known))
}

/// Whether a note stands among notes, away from the place that it is about.
fn is_apart(tree: &Tree, note: NodeId) -> bool {
    let Some(parent) = tree.parent(note) else { return false };
    let kind = tree.attribute(parent, "", "type").unwrap_or_default();
    tree.local_name(parent) == "div" && DIVISIONS.iter().any(|d| kind.eq_ignore_ascii_case(d))
}

/// An anchor that leads to something else than a note. That it leads nowhere is for the references.
fn anchor(subject: Subject<'_>, pointer: NodeId, id: &str) -> Option<Diagnostic> {
    let tree = subject.tree;
    let target = tree.element_by_id(id)?;
    (tree.local_name(target) != "note").then(|| {
        let name = tree.name(target);
        let message = format!("the anchor of a note points to `#{id}`, which is a `<{name}>`");
        subject.finding(Code::AnchorWithoutNote, pointer, message)
    })
}

fn numbers(subject: Subject<'_>, pointer: NodeId, note: NodeId) -> Option<Diagnostic> {
    let tree = subject.tree;
    let in_text = tree.attribute(pointer, "", "n").unwrap_or_else(|| tree.value(pointer));
    let in_note = tree.attribute(note, "", "n")?;
    let (anchor_number, note_number) = (number(in_text)?, number(in_note)?);
    (anchor_number != note_number).then(|| {
        let at = subject.lines.place(tree.offset(note));
        let message = format!(
            "the text has the number {anchor_number} here, the note at {at} is {note_number}"
        );
        subject.finding(Code::NoteNumberDiffers, pointer, message)
    })
}

/// The number that a mark such as `[12]`, `12)` or `*12` holds.
fn number(mark: &str) -> Option<&str> {
    let digits = mark.trim_matches(|c: char| !c.is_alphanumeric());
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    const SOUND: &str = "<p>A word<ref type='noteAnchor' target='#n1'>[1]</ref></p>\
                         <div type='notes'><note xml:id='n1' n='1'>Which.</note></div>";

    #[test]
    fn a_note_and_its_anchor_are_a_pair() {
        assert_eq!(found(check, SOUND), [""; 0]);
        assert_eq!(found(check, "<p>A word<note>inline</note></p>"), [""; 0]);
    }

    #[test]
    fn a_note_that_nothing_refers_to_is_found() {
        let lost = SOUND.replace("#n1", "#n2");
        assert_eq!(
            found(check, &lost),
            ["118: warning[R731]: nothing in the text refers to this note 1"]
        );
    }

    #[test]
    fn an_anchor_that_leads_to_no_note_is_found() {
        let wrong = SOUND.replace("<p>", "<p xml:id='n2'>").replace("'#n1'", "'#n2 #n1'");
        assert_eq!(
            found(check, &wrong),
            ["63: error[R732]: the anchor of a note points to `#n2`, which is a `<p>`"]
        );
    }

    #[test]
    fn numbers_of_a_pair_are_equal() {
        let other = SOUND.replace("[1]", "[2]");
        assert_eq!(
            found(check, &other),
            ["51: warning[R733]: the text has the number 2 here, the note at 1:118 is 1"]
        );
        assert_eq!(found(check, &SOUND.replace("[1]", "*")), [""; 0]);
    }
}

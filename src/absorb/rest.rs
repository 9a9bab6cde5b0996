//! What differs beside the marks: the structure, the header. No decision can say it.

use super::edited::{Edited, Generated};
use super::entries::Entries;
use super::overlay::Overlay;
use super::page::{Item, Page, id_of, squeezed, start_tag};
use crate::diagnostic::{Code, Diagnostic};
use crate::encode::TEI_NAMESPACE;
use crate::xml::tree::{Kind, NodeId, Tree};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The findings about the structure of a text.
#[must_use]
pub fn structure(edited: &Edited, old: &Page, new: &Page, overlay: &Overlay) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut left: BTreeMap<(usize, usize), Vec<&Item>> = BTreeMap::new();
    let near = |span: &Range<usize>| (span.start, span.end);
    for item in &old.items {
        left.entry(near(&item.span)).or_default().push(item);
    }
    let mut added = Vec::new();
    for item in &new.items {
        if item.name.starts_with('#') {
            findings.push(aside(edited, item));
            continue;
        }
        let there = left.entry(near(&overlay.old_near(&item.span))).or_default();
        match there.iter().position(|old| old.shown == item.shown) {
            Some(at) => drop(there.remove(at)),
            None => added.push(item),
        }
    }
    for item in added {
        let there = left.entry(near(&overlay.old_near(&item.span))).or_default();
        let message = match there.iter().position(|old| old.name == item.name) {
            Some(at) => {
                let old = there.remove(at);
                format!("`{}` became `{}`, which no decision can say", old.shown, item.shown)
            }
            None => format!("`{}` was added, which no decision can say", item.shown),
        };
        findings.push(edited.finding(Code::NotAbsorbed, item.at, message));
    }
    for old in left.into_values().flatten() {
        let place = overlay.new_near(&old.span).start;
        let message = format!("`{}` was taken out, which no decision can say", old.shown);
        let at = new.offset(place, edited.xml());
        findings.push(edited.finding(Code::NotAbsorbed, at, message));
    }
    findings
}

/// What an editor wrote beside the text.
fn aside(edited: &Edited, item: &Item) -> Diagnostic {
    // oXygen keeps the changes that it tracks in processing instructions.
    if item.name.starts_with("#oxy_") {
        let message = format!("`{}` is a change that nobody has settled yet", item.shown);
        let mut finding = edited.finding(Code::NotAbsorbed, item.at, message);
        finding.help = Some("accept or reject the tracked changes first".to_owned());
        return finding;
    }
    let message = format!("`{}` stays in this file alone", item.shown);
    edited.finding(Code::CommentNotAbsorbed, item.at, message)
}

/// The parts of a header that follow from the text, the program, or all letters of the edition.
const DERIVED: &[&str] =
    &["normalization", "appInfo", "correspContext", "listPrefixDef", "calendarDesc"];
/// The parts that list what the document names.
const LISTS: &[&str] = &["particDesc", "settingDesc"];
/// What decisions are signed with; see [`crate::decide::People`].
const DECIDES: &str = "decisions on the markup";

/// A sentence of a header: an element with its attributes and its own words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Saying {
    /// The elements around it, and itself.
    path: String,
    /// What it says.
    shown: String,
    /// The entry of a list that it is of.
    entry: Option<String>,
}

/// The findings about the header. `bare` is the file as it is without decisions: what an editor
/// left as it was before the last decisions is no change.
#[must_use]
pub fn header(edited: &Edited, generated: &[&Generated], entries: &Entries) -> Vec<Diagnostic> {
    let new = sayings(edited.tree());
    let old: Vec<BTreeSet<Saying>> = generated
        .iter()
        .map(|generated| sayings(&generated.tree).into_iter().map(|(said, _)| said).collect())
        .collect();
    let listed: BTreeSet<&str> =
        old.iter().flatten().filter_map(|said| said.entry.as_deref()).collect();
    let mut findings = Vec::new();
    for (said, at) in &new {
        let follows = |id: &str| entries.knows(id) && !listed.contains(id);
        let is_known =
            old.iter().any(|old| old.contains(said)) || said.entry.as_deref().is_some_and(follows);
        if !is_known {
            let message = format!("`{}` in the header is not what was generated", said.shown);
            findings.push(edited.finding(Code::NotAbsorbed, *at, message));
        }
    }
    let now: BTreeSet<&Saying> = new.iter().map(|(said, _)| said).collect();
    let now_listed: BTreeSet<&str> =
        new.iter().filter_map(|(said, _)| said.entry.as_deref()).collect();
    let header = edited.tree().elements(TEI_NAMESPACE, "teiHeader").first();
    let at = header.map_or(0, |header| edited.tree().offset(*header));
    let Some((first, others)) = old.split_first() else { return findings };
    for said in first {
        let is_old = others.iter().all(|other| other.contains(said));
        let follows = |id: &str| !now_listed.contains(id);
        if now.contains(said) || !is_old || said.entry.as_deref().is_some_and(follows) {
            continue;
        }
        let message = format!("`{}` was taken out of the header", said.shown);
        findings.push(edited.finding(Code::NotAbsorbed, at, message));
    }
    findings
}

/// What a file says outside its text, with the places.
fn sayings(tree: &Tree) -> Vec<(Saying, usize)> {
    let mut found = Vec::new();
    let Some(root) = tree.root() else { return found };
    let shown = start_tag(tree, root);
    found.push((Saying { path: "TEI".to_owned(), shown, entry: None }, tree.offset(root)));
    // The elements to go into, with the path and the entry around them.
    let mut open: Vec<(NodeId, String, Option<String>)> = vec![(root, String::new(), None)];
    while let Some((parent, path, entry)) = open.pop() {
        for node in tree.children(parent) {
            if tree.kind(node) != Kind::Element || is_derived(tree, node) {
                continue;
            }
            if parent == root && tree.local_name(node) == "text" {
                continue;
            }
            let name = tree.name(node);
            let path = format!("{path}/{name}");
            let in_lists = LISTS.iter().any(|list| path.contains(list));
            let entry = match &entry {
                Some(entry) => Some(entry.clone()),
                None => id_of(tree, node).filter(|_| in_lists).map(str::to_owned),
            };
            // A list around entries says nothing by itself.
            if !in_lists || entry.is_some() {
                let shown = format!("{}{}", start_tag(tree, node), own_words(tree, node));
                let said = Saying { path: path.clone(), shown, entry: entry.clone() };
                found.push((said, tree.offset(node)));
            }
            open.push((node, path, entry));
        }
    }
    found.sort_by_key(|(_, at)| *at);
    found
}

/// The text of an element that is in no element within it.
fn own_words(tree: &Tree, element: NodeId) -> String {
    let texts = tree.children(element).filter(|node| tree.kind(*node) == Kind::Text);
    squeezed(&texts.map(|node| tree.value(node)).collect::<Vec<_>>().join(" "))
}

fn is_derived(tree: &Tree, element: NodeId) -> bool {
    let name = tree.local_name(element);
    DERIVED.contains(&name)
        || name == "respStmt" && squeezed(tree.value(element)).starts_with(DECIDES)
}

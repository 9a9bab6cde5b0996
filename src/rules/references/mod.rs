//! References: whether pointers lead to something, and identifiers are given once.
//!
//! [`check`] follows the pointers of one document; which attributes point is said by
//! [`Pointers`], and what stands in other files by [`Files`], which is asked for their
//! [`Identifiers`] alone.

mod identifiers;
mod pointer;
mod pointers;
mod resolve;

pub use identifiers::Identifiers;
pub use pointers::Pointers;
pub(crate) use pointers::TEI;
pub use resolve::{Files, Found};

use super::Subject;
use crate::diagnostic::{Code, Diagnostic};
use hashbrown::HashMap;
use pointer::Pointer;
use resolve::{From, Prefixes, Target};
use std::collections::BTreeMap;

/// How many places of referrers a finding names.
const NAMED: usize = 4;

/// The findings about the identifiers and pointers of a document, in the order of the file.
/// `own` are its identifiers, `files` the others that it may point to.
#[must_use]
pub fn check(
    subject: Subject<'_>,
    own: &Identifiers,
    pointers: &Pointers,
    files: &dyn Files,
) -> Vec<Diagnostic> {
    let tree = subject.tree;
    let all = pointer::all(tree, pointers);
    let mut found = duplicates(subject, &all);
    let prefixes = Prefixes::of(tree);
    for (element, ident, why) in prefixes.broken() {
        let message = format!("the pattern of the prefix `{ident}` cannot be read: {why}");
        found.push(subject.finding(Code::UnknownPrefix, element, message));
    }
    let from = From { path: tree.path(), own, prefixes: &prefixes, files };
    // The same pointer is often used a thousand times.
    let mut known: HashMap<(&str, Option<&str>), Target> = HashMap::new();
    for pointer in &all {
        let target =
            known.entry((pointer.value, pointer.base)).or_insert_with(|| from.target(pointer));
        found.extend(finding(subject, pointer, target));
    }
    found.sort();
    found
}

fn duplicates(subject: Subject<'_>, pointers: &[Pointer<'_>]) -> Vec<Diagnostic> {
    let tree = subject.tree;
    let id = |node| tree.value(node).trim_ascii();
    let bearers: Vec<_> = tree.id_attributes().chunk_by(|&a, &b| id(a) == id(b)).collect();
    let mut referrers: BTreeMap<&str, Vec<&Pointer<'_>>> = BTreeMap::new();
    if bearers.iter().any(|same| same.len() > 1) {
        for pointer in pointers {
            if let Some(id) = pointer.value.strip_prefix('#') {
                referrers.entry(id).or_default().push(pointer);
            }
        }
        for all in referrers.values_mut() {
            all.sort_by_key(|pointer| pointer.attribute);
        }
    }
    let mut found = Vec::new();
    for same in bearers {
        let elements: Vec<_> = same.iter().filter_map(|&node| tree.parent(node)).collect();
        let Some((&first, others)) = elements.split_first() else { continue };
        for &other in others {
            let id = id(same[0]);
            let message = format!(
                "the xml:id `{id}` of this `<{}>` is already that of the `<{}>` at {}",
                tree.name(other),
                tree.name(first),
                subject.place(first)
            );
            let mut finding = subject.finding(Code::IdGivenTwice, other, message);
            finding.help = Some(match referrers.get(id) {
                None => "nothing in this file refers to it".to_owned(),
                Some(all) => {
                    let places = all.iter().take(NAMED).map(|p| subject.place(p.attribute));
                    let named: Vec<_> = places.map(|place| place.to_string()).collect();
                    let more = match all.len() - named.len() {
                        0 => String::new(),
                        more => format!(" and {more} more"),
                    };
                    format!("referred to at {}{more}: say which is meant", named.join(", "))
                }
            });
            found.push(finding);
        }
    }
    found
}

fn finding(subject: Subject<'_>, pointer: &Pointer<'_>, target: &Target) -> Option<Diagnostic> {
    if *target == Target::Sound {
        return None;
    }
    let (tree, value) = (subject.tree, pointer.value);
    let (element, attribute) = (tree.name(pointer.element), tree.name(pointer.attribute));
    let about = format!("@{attribute} of `<{element}>` points to `{value}`");
    let (code, message, help) = match target {
        Target::Sound => return None,
        Target::NoSuchId { id, file: None } => {
            let message = format!("{about}, but nothing in this file has the xml:id `{id}`");
            (Code::DanglingReference, message, nearest(subject, id))
        }
        Target::NoSuchId { id, file: Some(file) } => {
            let message = format!("{about}, but nothing in {file} has the xml:id `{id}`");
            (Code::DanglingReference, message, None)
        }
        Target::NoSuchFile(file) => {
            let expanded = if file.ends_with(value.split('#').next().unwrap_or_default()) {
                format!("there is no file {file}")
            } else {
                format!("that is {file}, and there is no such file")
            };
            (Code::MissingFile, format!("{about}, but {expanded}"), None)
        }
        Target::Outside(file) => {
            let message = format!("{about}, that is {file}, outside the folder of --root");
            (Code::OutsideRoot, message, None)
        }
        Target::UnknownPrefix(prefix) => {
            let message = format!("{about}, but no prefixDef says what `{prefix}:` stands for");
            let help = format!(
                "declare it in the header: <prefixDef ident=\"{prefix}\" matchPattern=\"(.+)\" \
                 replacementPattern=\"…#$1\"/>"
            );
            (Code::UnknownPrefix, message, Some(help))
        }
        Target::NoPatternFits { prefix, rest } => {
            let message =
                format!("{about}, but no matchPattern of the prefix `{prefix}` fits `{rest}`");
            (Code::UnknownPrefix, message, None)
        }
        Target::Empty => {
            let message = format!("{about}, which is nothing");
            (Code::DanglingReference, message, None)
        }
    };
    let mut finding = subject.finding(code, pointer.attribute, message);
    finding.help = help;
    Some(finding)
}

/// The identifier that was probably meant: the one that differs least, if it differs little.
fn nearest(subject: Subject<'_>, id: &str) -> Option<String> {
    let letters: Vec<char> = id.chars().collect();
    let limit = (letters.len() / 4).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for &node in subject.tree.id_attributes() {
        let known = subject.tree.value(node).trim_ascii();
        let distance = distance(&letters, known, limit);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, known));
        }
    }
    best.map(|(_, known)| format!("there is `{known}`"))
}

/// The number of letters to change, add or take away; more than `limit` is not counted out.
fn distance(a: &[char], b: &str, limit: usize) -> usize {
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
        if row.iter().all(|&cost| cost > limit) {
            return limit + 1;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests;

//! References: whether pointers lead to something, and identifiers are given once.
//!
//! Documents are read one by one into [`DocumentFacts`], which hold what is needed of them;
//! [`check`] then follows the pointers of one of them. Which attributes point is said by
//! [`Pointers`].

mod facts;
mod pointers;
mod resolve;

pub use facts::DocumentFacts;
pub use pointers::Pointers;
pub(crate) use pointers::TEI;
pub use resolve::{Files, Found};

use crate::diagnostic::{Code, Diagnostic};
use facts::Pointer;
use resolve::{Prefixes, Target};
use std::collections::BTreeMap;

/// How many places of referrers a finding names.
const NAMED: usize = 4;

/// The findings about the identifiers and pointers of a document, in the order of the file.
/// `files` are the others that it may point to.
#[must_use]
pub fn check(document: &DocumentFacts, files: &dyn Files) -> Vec<Diagnostic> {
    let mut found = duplicates(document);
    let prefixes = Prefixes::new(&document.prefixes);
    for (prefix, why) in prefixes.broken() {
        let message = format!("the pattern of the prefix `{}` cannot be read: {why}", prefix.ident);
        let at = Some(prefix.at);
        found.push(Diagnostic::new(Code::UnknownPrefix, &document.path, at, message));
    }
    // The same pointer is often used a thousand times.
    let mut known: BTreeMap<(&str, Option<&str>), Target> = BTreeMap::new();
    for pointer in &document.pointers {
        let key = (&*pointer.value, pointer.base.as_deref());
        let target = known
            .entry(key)
            .or_insert_with(|| resolve::target(document, &prefixes, files, pointer));
        found.extend(finding(document, pointer, target));
    }
    found.sort();
    found
}

fn duplicates(document: &DocumentFacts) -> Vec<Diagnostic> {
    let mut referrers: BTreeMap<&str, Vec<&Pointer>> = BTreeMap::new();
    let mut found = Vec::new();
    if document.ids.values().any(|bearers| bearers.len() > 1) {
        for pointer in &document.pointers {
            if let Some(id) = pointer.value.strip_prefix('#') {
                referrers.entry(id).or_default().push(pointer);
            }
        }
    }
    for (id, bearers) in &document.ids {
        let Some((first, others)) = bearers.split_first() else { continue };
        for other in others {
            let message = format!(
                "the xml:id `{id}` of this `<{}>` is already that of the `<{}>` at {}",
                other.element, first.element, first.at
            );
            let mut finding =
                Diagnostic::new(Code::IdGivenTwice, &document.path, Some(other.at), message);
            finding.help = Some(match referrers.get(&**id) {
                None => "nothing in this file refers to it".to_owned(),
                Some(all) => {
                    let named: Vec<_> = all.iter().take(NAMED).map(|p| p.at.to_string()).collect();
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

fn finding(document: &DocumentFacts, pointer: &Pointer, target: &Target) -> Option<Diagnostic> {
    let Pointer { value, element, attribute, .. } = pointer;
    let subject = format!("@{attribute} of `<{element}>` points to `{value}`");
    let (code, message, help) = match target {
        Target::Sound => return None,
        Target::NoSuchId { id, file: None } => {
            let message = format!("{subject}, but nothing in this file has the xml:id `{id}`");
            (Code::DanglingReference, message, nearest(document, id))
        }
        Target::NoSuchId { id, file: Some(file) } => {
            let message = format!("{subject}, but nothing in {file} has the xml:id `{id}`");
            (Code::DanglingReference, message, None)
        }
        Target::NoSuchFile(file) => {
            let expanded = if file.ends_with(value.split('#').next().unwrap_or_default()) {
                format!("there is no file {file}")
            } else {
                format!("that is {file}, and there is no such file")
            };
            (Code::MissingFile, format!("{subject}, but {expanded}"), None)
        }
        Target::Outside(file) => {
            let message = format!("{subject}, that is {file}, outside the folder of --root");
            (Code::OutsideRoot, message, None)
        }
        Target::UnknownPrefix(prefix) => {
            let message = format!("{subject}, but no prefixDef says what `{prefix}:` stands for");
            let help = format!(
                "declare it in the header: <prefixDef ident=\"{prefix}\" matchPattern=\"(.+)\" \
                 replacementPattern=\"…#$1\"/>"
            );
            (Code::UnknownPrefix, message, Some(help))
        }
        Target::NoPatternFits { prefix, rest } => {
            let message =
                format!("{subject}, but no matchPattern of the prefix `{prefix}` fits `{rest}`");
            (Code::UnknownPrefix, message, None)
        }
        Target::Empty => {
            let message = format!("{subject}, which is nothing");
            (Code::DanglingReference, message, None)
        }
    };
    let mut finding = Diagnostic::new(code, &document.path, Some(pointer.at), message);
    finding.help = help;
    Some(finding)
}

/// The identifier that was probably meant: the one that differs least, if it differs little.
fn nearest(document: &DocumentFacts, id: &str) -> Option<String> {
    let letters: Vec<char> = id.chars().collect();
    let limit = (letters.len() / 4).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for known in document.ids.keys() {
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

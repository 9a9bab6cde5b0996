//! Follows pointers: inside the document, across files, through private prefixes.

use super::facts::{DocumentFacts, Pointer, Prefix};
use crate::rules::paths;
use crate::xpath::compile_regex;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Other files that pointers may lead to.
pub trait Files: Sync {
    /// What is known of the file at a path, worked out from that of the document.
    fn look_up(&self, path: &str) -> Found;
}

/// What a file turned out to be.
#[derive(Debug, Clone)]
pub enum Found {
    /// A document of XML.
    Document(Arc<DocumentFacts>),
    /// A file of another kind, or one that is not XML: it is there, and holds no identifiers.
    Other,
    /// A folder or file outside the root that may be read.
    Outside,
    /// Nothing.
    Missing,
}

/// Where a pointer leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// To something that is there, or out of what can be looked at.
    Sound,
    NoSuchId {
        id: String,
        file: Option<String>,
    },
    NoSuchFile(String),
    Outside(String),
    UnknownPrefix(String),
    /// The prefix is known, but none of its patterns fits.
    NoPatternFits {
        prefix: String,
        rest: String,
    },
    Empty,
}

/// Schemes that lead out of the files of an edition.
const OUTSIDE: &[&str] = &[
    "http",
    "https",
    "urn",
    "mailto",
    "ftp",
    "ftps",
    "file",
    "data",
    "doi",
    "info",
    "tel",
    "ark",
    "hdl",
    "tag",
    "geo",
    "javascript",
    "jar",
    "svn",
    "git",
    "ssh",
    "isbn",
    "cite",
    "cts",
    "tei",
    "xri",
    "gopher",
    "news",
    "about",
];

/// The private prefixes of a document, their patterns compiled.
pub(super) struct Prefixes<'d> {
    by_ident: BTreeMap<&'d str, Vec<Compiled<'d>>>,
}

/// A definition with its pattern, or what is wrong with that.
type Compiled<'d> = (Result<Regex, String>, &'d Prefix);

impl<'d> Prefixes<'d> {
    pub(super) fn new(prefixes: &'d [Prefix]) -> Self {
        let mut by_ident: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for prefix in prefixes {
            let whole = format!("^(?:{})$", prefix.pattern);
            let regex = compile_regex(&whole).map_err(|fault| fault.to_string());
            by_ident.entry(&prefix.ident).or_default().push((regex, prefix));
        }
        Self { by_ident }
    }

    /// The definitions whose pattern cannot be read, with the reason.
    pub(super) fn broken(&self) -> impl Iterator<Item = (&'d Prefix, &str)> {
        let all = self.by_ident.values().flatten();
        all.filter_map(|(regex, prefix)| Some((*prefix, regex.as_ref().err()?.as_str())))
    }

    /// What a reference stands for; none where its prefix is not declared.
    fn expand(&self, prefix: &str, rest: &str) -> Option<Vec<String>> {
        let definitions = self.by_ident.get(prefix)?;
        let fitting = definitions.iter().filter_map(|(regex, definition)| {
            // What is wrong with a pattern is said once, about the definition itself.
            let Ok(regex) = regex else { return Some(format!("https:{rest}")) };
            let found = regex.captures(rest)?;
            let mut made = String::new();
            let mut template = definition.replacement.chars().peekable();
            while let Some(c) = template.next() {
                match template.peek().and_then(|digit| digit.to_digit(10)) {
                    Some(group) if c == '$' => {
                        template.next();
                        made.push_str(found.get(group as usize).map_or("", |m| m.as_str()));
                    }
                    _ => made.push(c),
                }
            }
            Some(made)
        });
        Some(fitting.collect())
    }
}

/// How many prefixes may stand for one another.
const MAX_PREFIXES: usize = 8;

/// Where a pointer of a document leads.
pub(super) fn target(
    document: &DocumentFacts,
    prefixes: &Prefixes<'_>,
    files: &dyn Files,
    pointer: &Pointer,
) -> Target {
    let base = pointer.base.as_deref();
    let mut reference = pointer.value.to_string();
    for _ in 0..MAX_PREFIXES {
        let Some(scheme) = paths::scheme(&reference) else {
            return follow(document, files, base, &reference);
        };
        let rest = reference[scheme.len() + 1..].to_owned();
        match prefixes.expand(scheme, &rest) {
            Some(expanded) => match expanded.into_iter().next() {
                Some(expanded) => reference = expanded,
                None => return Target::NoPatternFits { prefix: scheme.to_owned(), rest },
            },
            None if OUTSIDE.contains(&scheme.to_ascii_lowercase().as_str()) => {
                return Target::Sound;
            }
            None => return Target::UnknownPrefix(scheme.to_owned()),
        }
    }
    Target::Sound
}

fn follow(
    document: &DocumentFacts,
    files: &dyn Files,
    base: Option<&str>,
    reference: &str,
) -> Target {
    let (path, fragment) = match reference.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (reference, None),
    };
    // A scheme of XPointer selects by other means than an identifier.
    let id = fragment.filter(|fragment| !fragment.contains('('));
    if path.is_empty() {
        return match id {
            None if fragment.is_none() => Target::Empty,
            Some("") => Target::Empty,
            Some(id) if !document.has_id(id) => Target::NoSuchId { id: id.to_owned(), file: None },
            _ => Target::Sound,
        };
    }
    let from = match base {
        Some(base) if paths::scheme(base).is_some() => return Target::Sound,
        Some(base) => paths::resolve(&document.path, base),
        None => document.path.to_string(),
    };
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let full = paths::resolve(&from, path);
    if full == paths::tidy(&document.path) {
        return follow(document, files, None, &format!("#{}", id.unwrap_or("xpath()")));
    }
    match files.look_up(&full) {
        Found::Missing => Target::NoSuchFile(full),
        Found::Outside => Target::Outside(full),
        Found::Other => Target::Sound,
        Found::Document(other) => match id {
            Some(id) if !id.is_empty() && !other.has_id(id) => {
                Target::NoSuchId { id: id.to_owned(), file: Some(full) }
            }
            _ => Target::Sound,
        },
    }
}

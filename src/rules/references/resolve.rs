//! Follows pointers: inside the document, across files, through private prefixes.

use super::identifiers::Identifiers;
use super::pointer::Pointer;
use super::pointers::TEI;
use crate::rules::paths;
use crate::xml::tree::{NodeId, Tree};
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
    Document(Arc<Identifiers>),
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
pub(super) struct Prefixes<'t> {
    by_ident: BTreeMap<&'t str, Vec<Prefix<'t>>>,
}

/// A `prefixDef`.
struct Prefix<'t> {
    /// Its pattern, or what is wrong with that.
    pattern: Result<Regex, String>,
    replacement: &'t str,
    element: NodeId,
}

impl<'t> Prefixes<'t> {
    pub(super) fn of(tree: &'t Tree) -> Self {
        let mut by_ident: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for &element in tree.elements(TEI, "prefixDef") {
            let get = |name| tree.attribute(element, "", name).unwrap_or_default();
            let whole = format!("^(?:{})$", get("matchPattern"));
            let pattern = compile_regex(&whole).map_err(|fault| fault.to_string());
            let replacement = get("replacementPattern");
            by_ident.entry(get("ident")).or_default().push(Prefix {
                pattern,
                replacement,
                element,
            });
        }
        Self { by_ident }
    }

    /// The definitions whose pattern cannot be read, with the reason.
    pub(super) fn broken(&self) -> impl Iterator<Item = (NodeId, &'t str, &str)> {
        self.by_ident.iter().flat_map(|(&ident, all)| {
            all.iter().filter_map(move |prefix| {
                Some((prefix.element, ident, prefix.pattern.as_ref().err()?.as_str()))
            })
        })
    }

    /// What a reference stands for; none where its prefix is not declared.
    fn expand(&self, prefix: &str, rest: &str) -> Option<Vec<String>> {
        let definitions = self.by_ident.get(prefix)?;
        let fitting = definitions.iter().filter_map(|definition| {
            // What is wrong with a pattern is said once, about the definition itself.
            let Ok(regex) = &definition.pattern else { return Some(format!("https:{rest}")) };
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

/// The document whose pointers are followed, and what they may lead to.
pub(super) struct From<'f> {
    pub(super) path: &'f str,
    pub(super) own: &'f Identifiers,
    pub(super) prefixes: &'f Prefixes<'f>,
    pub(super) files: &'f dyn Files,
}

impl From<'_> {
    /// Where a pointer of the document leads.
    pub(super) fn target(&self, pointer: &Pointer<'_>) -> Target {
        let mut reference = pointer.value.to_owned();
        for _ in 0..MAX_PREFIXES {
            let Some(scheme) = paths::scheme(&reference) else {
                return self.follow(pointer.base, &reference);
            };
            let rest = reference[scheme.len() + 1..].to_owned();
            match self.prefixes.expand(scheme, &rest) {
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

    fn follow(&self, base: Option<&str>, reference: &str) -> Target {
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
                Some(id) if !self.own.contains(id) => {
                    Target::NoSuchId { id: id.to_owned(), file: None }
                }
                _ => Target::Sound,
            };
        }
        let from = match base {
            Some(base) if paths::scheme(base).is_some() => return Target::Sound,
            Some(base) => paths::resolve(self.path, base),
            None => self.path.to_owned(),
        };
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        let full = paths::resolve(&from, path);
        if full == paths::tidy(self.path) {
            return self.follow(None, &format!("#{}", id.unwrap_or("xpath()")));
        }
        match self.files.look_up(&full) {
            Found::Missing => Target::NoSuchFile(full),
            Found::Outside => Target::Outside(full),
            Found::Other => Target::Sound,
            Found::Document(other) => match id {
                Some(id) if !id.is_empty() && !other.contains(id) => {
                    Target::NoSuchId { id: id.to_owned(), file: Some(full) }
                }
                _ => Target::Sound,
            },
        }
    }
}

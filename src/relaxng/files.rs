//! The files of a schema: the one that was asked for and those that it refers to (4.5 to 4.7).

use super::syntax::{Component, Definition, Offset, Pattern, PatternKind, Reference, SchemaFile};
use super::{compact, xml_syntax};
use crate::diagnostic::Code;
use hashbrown::HashMap;
use std::borrow::Cow;
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many files a schema may have.
const MAX_FILES: usize = 4096;

/// Gives the bytes of a file that a schema refers to, by its resolved path, or says why not.
pub type Load<'l> = &'l dyn Fn(&str) -> Result<Vec<u8>, String>;

/// What is wrong with a schema: one finding, in one of its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The code.
    pub code: Code,
    /// The path of the file.
    pub path: Arc<str>,
    /// The decoded text of the file, where it could be read, for the place.
    pub text: Arc<str>,
    /// Where in it.
    pub at: Offset,
    /// What is wrong.
    pub message: String,
}

/// All files of a schema, and which reference leads to which.
#[derive(Debug, Default)]
pub struct Files<'b> {
    pub all: Vec<SchemaFile>,
    /// The bytes of each: its text is only wanted where something is wrong with it.
    bytes: Vec<Cow<'b, [u8]>>,
    /// By the file and the place of the reference.
    pub links: HashMap<(usize, Offset), usize>,
    known: HashMap<(Arc<str>, Arc<str>), usize>,
}

/// Whether a file is in the compact syntax: its name ends in `.rnc`.
#[must_use]
pub fn is_compact(path: &str) -> bool {
    path.len() > 4 && path.as_bytes()[path.len() - 4..].eq_ignore_ascii_case(b".rnc")
}

/// Reads one file.
fn read(bytes: &[u8], path: &str, namespace: &str) -> Result<SchemaFile, Flaw> {
    let read = if is_compact(path) { compact::read } else { xml_syntax::read };
    read(bytes, path, namespace).map_err(|error| Flaw {
        code: error.code,
        path: path.into(),
        text: text_of(bytes, path),
        at: error.at,
        message: error.message,
    })
}

/// The decoded text of a file, for places in it; as well as can be where it cannot be decoded.
fn text_of(bytes: &[u8], path: &str) -> Arc<str> {
    let decoded =
        if is_compact(path) { compact::decode(bytes).ok() } else { crate::xml::decode(bytes).ok() };
    decoded.unwrap_or_else(|| String::from_utf8_lossy(bytes)).into()
}

/// The files of a schema on the disk: the one at a path and those that it refers to. Of a schema
/// that is not sound, those that were met.
#[must_use]
pub fn files_of(path: &Path) -> Vec<PathBuf> {
    let met = RefCell::new(vec![path.to_path_buf()]);
    let load = |path: &str| {
        met.borrow_mut().push(path.into());
        std::fs::read(path).map_err(|error| error.to_string())
    };
    let name = path.to_string_lossy().replace('\\', "/");
    if let Ok(bytes) = std::fs::read(path) {
        // Whether it is sound is found out when it is compiled.
        let _ = Files::read(&bytes, &name, &load);
    }
    let mut met = met.into_inner();
    met.sort();
    met.dedup();
    met
}

impl<'b> Files<'b> {
    /// Reads a schema and everything that it refers to.
    pub fn read(bytes: &'b [u8], path: &str, load: Load<'_>) -> Result<Self, Flaw> {
        let mut files = Self::default();
        files.all.push(read(bytes, path, "")?);
        files.bytes.push(bytes.into());
        files.known.insert((path.into(), "".into()), 0);
        // The chain of files from the first to each, for loops.
        let mut chains: Vec<Vec<Arc<str>>> = vec![vec![path.into()]];
        let mut next = 0;
        while next < files.all.len() {
            let mut found = Vec::new();
            references(&files.all[next].root, &mut found);
            let found: Vec<(Offset, Reference)> =
                found.into_iter().map(|(at, reference)| (at, reference.clone())).collect();
            for (at, reference) in found {
                let flaw = |message| files.flaw(Code::SchemaFile, next, at, message);
                let resolved = resolve(&files.all[next].path, &reference).map_err(flaw)?;
                let resolved: Arc<str> = resolved.into();
                if chains[next].contains(&resolved) {
                    return Err(flaw(format!("`{}` refers back to itself", reference.href)));
                }
                let key = (Arc::clone(&resolved), Arc::clone(&reference.namespace));
                let target = match files.known.get(&key) {
                    // Only a file with the same chain is shared, so that every loop is seen.
                    Some(&known) if chains[known].len() == chains[next].len() + 1 => known,
                    Some(_) | None => {
                        if files.all.len() >= MAX_FILES {
                            let message = format!("the schema has more than {MAX_FILES} files");
                            return Err(files.flaw(Code::SchemaLimit, next, at, message));
                        }
                        let bytes = load(&resolved).map_err(|why| {
                            flaw(format!("`{}` cannot be read: {why}", reference.href))
                        })?;
                        let file = read(&bytes, &resolved, &reference.namespace)?;
                        files.all.push(file);
                        files.bytes.push(bytes.into());
                        let mut chain = chains[next].clone();
                        chain.push(resolved);
                        chains.push(chain);
                        files.known.insert(key, files.all.len() - 1);
                        files.all.len() - 1
                    }
                };
                files.links.insert((next, at), target);
            }
            next += 1;
        }
        Ok(files)
    }

    /// A flaw at a place of one of the files.
    pub fn flaw(&self, code: Code, file: usize, at: Offset, message: impl Into<String>) -> Flaw {
        let path = &self.all[file].path;
        let text = text_of(&self.bytes[file], path);
        Flaw { code, path: Arc::clone(path), text, at, message: message.into() }
    }
}

fn references<'s>(pattern: &'s Pattern, found: &mut Vec<(Offset, &'s Reference)>) {
    match &pattern.kind {
        PatternKind::Element { content, .. }
        | PatternKind::Attribute { content, .. }
        | PatternKind::Group(content)
        | PatternKind::Interleave(content)
        | PatternKind::Choice(content)
        | PatternKind::Optional(content)
        | PatternKind::ZeroOrMore(content)
        | PatternKind::OneOrMore(content)
        | PatternKind::List(content)
        | PatternKind::Mixed(content)
        | PatternKind::Data { except: content, .. } => {
            for inner in content {
                references(inner, found);
            }
        }
        PatternKind::External(reference) => found.push((pattern.at, reference)),
        PatternKind::Grammar(components) => of_components(components, found),
        PatternKind::Ref(_)
        | PatternKind::ParentRef(_)
        | PatternKind::Empty
        | PatternKind::NotAllowed
        | PatternKind::Text
        | PatternKind::Value { .. } => {}
    }
}

fn of_components<'s>(components: &'s [Component], found: &mut Vec<(Offset, &'s Reference)>) {
    for component in components {
        match component {
            Component::Start(Definition { content, .. })
            | Component::Define(_, Definition { content, .. }) => {
                for inner in content {
                    references(inner, found);
                }
            }
            Component::Div(inner) => of_components(inner, found),
            Component::Include(include) => {
                found.push((include.at, &include.reference));
                of_components(&include.overrides, found);
            }
        }
    }
}

/// The path that a reference leads to, from the file it stands in.
fn resolve(path: &str, reference: &Reference) -> Result<String, String> {
    let mut resolved = path.to_owned();
    for part in reference.base.iter().map(|base| &**base).chain([&*reference.href]) {
        resolved = join(&resolved, part)?;
    }
    Ok(resolved)
}

fn join(base: &str, reference: &str) -> Result<String, String> {
    let reference = match reference.split_once(':') {
        Some(("file", rest)) => rest.strip_prefix("//").unwrap_or(rest),
        Some((scheme, _)) if is_scheme(scheme) => {
            return Err(format!("`{reference}` is not a file, and nothing else is fetched"));
        }
        Some(_) | None => reference,
    };
    let reference = unescape(reference);
    if reference.is_empty() {
        return Ok(base.to_owned());
    }
    let mut parts: Vec<&str> = Vec::new();
    let folder = base.rfind(['/', std::path::MAIN_SEPARATOR]).map_or("", |slash| &base[..=slash]);
    let joined =
        if reference.starts_with('/') { reference } else { format!("{folder}{reference}") };
    for part in joined.split(['/', std::path::MAIN_SEPARATOR]) {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|&last| last != ".." && !last.is_empty()) => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    Ok(parts.join("/"))
}

fn is_scheme(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

/// Percent escapes as the bytes they stand for; what is no escape stays.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escape = (byte == b'%').then(|| byte_of(after)).flatten();
        if let Some(value) = escape {
            bytes.push(value);
            rest = &after[2..];
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn byte_of(hexadecimal: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(hexadecimal.get(..2)?).ok()?;
    u8::from_str_radix(digits, 16).ok()
}

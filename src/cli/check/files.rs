//! The files that the arguments name.

use super::unreadable;
use rubricate::diagnostic::Diagnostic;
use rubricate::publish::MANIFEST;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How deep folders are searched.
const MAX_DEPTH: usize = 64;

/// The files in their order, folders replaced by the `.xml` files below them, each once; and a
/// finding for each folder that holds none or cannot be read.
pub fn expand(named: &[PathBuf]) -> (Vec<String>, Vec<Diagnostic>) {
    let (mut paths, mut missing) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    let mut add = |path: &Path| {
        let path = path.to_string_lossy().into_owned();
        if seen.insert(path.clone()) {
            paths.push(path);
        }
    };
    for path in named {
        if !path.is_dir() {
            add(path);
            continue;
        }
        let mut found = Vec::new();
        below(path, 0, &mut found, &mut missing);
        if found.is_empty() {
            let message = "there is no `.xml` file in the folder".to_owned();
            missing.push(unreadable(&path.to_string_lossy(), message));
        }
        for path in &found {
            add(path);
        }
    }
    (paths, missing)
}

/// The `.xml` files below a folder, by name; links to folders are not followed. A published site
/// in it is passed over: it holds the same TEI once more, and that of other schemas.
fn below(folder: &Path, depth: usize, found: &mut Vec<PathBuf>, failed: &mut Vec<Diagnostic>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let message = format!("the folder cannot be read: {error}");
            failed.push(unreadable(&folder.to_string_lossy(), message));
            return;
        }
    };
    let mut entries: Vec<_> = entries.filter_map(Result::ok).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && depth < MAX_DEPTH {
            if !path.join(MANIFEST).exists() {
                below(&path, depth + 1, found, failed);
            }
        } else if !kind.is_dir()
            && path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xml"))
        {
            found.push(path);
        }
    }
}

//! The files of two folders, side by side.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// A document by its place under both folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The path under either folder, with `/`.
    pub name: String,
    /// The golden file, where there is one.
    pub old: Option<PathBuf>,
    /// The new file, where there is one.
    pub new: Option<PathBuf>,
}

/// The XML files under two folders, by relative path. A folder that is not there has no files.
///
/// Hidden files are left out, and links to folders are not followed, for they may lead back.
///
/// # Errors
/// A folder that cannot be listed.
pub fn pair_folders(old: &Path, new: &Path) -> io::Result<Vec<Pair>> {
    let mut pairs = BTreeMap::<String, (Option<PathBuf>, Option<PathBuf>)>::new();
    for (name, path) in xml_files(old)? {
        pairs.entry(name).or_default().0 = Some(path);
    }
    for (name, path) in xml_files(new)? {
        pairs.entry(name).or_default().1 = Some(path);
    }
    Ok(pairs.into_iter().map(|(name, (old, new))| Pair { name, old, new }).collect())
}

fn xml_files(root: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    let mut folders = vec![(String::new(), root.to_path_buf())];
    while let Some((prefix, folder)) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound && prefix.is_empty() => continue,
            Err(error) => {
                let message = format!("{}: {error}", folder.display());
                return Err(io::Error::new(error.kind(), message));
            }
        };
        // A published site holds copies of the TEI.
        if folder.join(crate::publish::MANIFEST).exists() {
            continue;
        }
        for entry in entries {
            let entry = entry?;
            let file_name = entry.file_name();
            let name = file_name.to_string_lossy();
            if name.starts_with('.') {
                continue;
            }
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                folders.push((format!("{prefix}{name}/"), path));
            } else if path
                .extension()
                .is_some_and(|extension| extension == "xml" || extension == "tei")
            {
                files.push((format!("{prefix}{name}"), path));
            }
        }
    }
    Ok(files)
}

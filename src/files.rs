//! Files and folders: what is read, and how it is written so that a crash leaves no half file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The plain-text documents below a folder: files ending in `.txt`, as paths relative to it, in
/// the order of their names, the same on every machine. Hidden files and folders are passed over.
///
/// # Errors
/// When a folder cannot be listed; the error names it.
pub fn documents(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(below) = folders.pop() {
        let here = folder.join(&below);
        let entries = fs::read_dir(&here).map_err(|error| named(&error, &here))?;
        for entry in entries {
            let entry = entry.map_err(|error| named(&error, &here))?;
            let name = entry.file_name();
            if name.to_string_lossy().starts_with('.') {
                continue;
            }
            let path = below.join(&name);
            let kind = fs::metadata(entry.path()).map_err(|error| named(&error, &entry.path()))?;
            if kind.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt")) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A path as findings print it: with `/` on every system.
#[must_use]
pub fn printed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let joined = parts.join("/");
    joined.strip_prefix("//").map_or_else(|| joined.clone(), |rest| format!("/{rest}"))
}

/// Writes a file in one step: whole, or not at all. A file that already says the same is not
/// touched. Missing folders are made. Returns whether anything was written.
///
/// # Errors
/// When the file or its folder cannot be written; the error names it. The old file is then as it
/// was.
pub fn write(path: &Path, content: &[u8]) -> io::Result<bool> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(false);
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| named(&error, folder))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // The process in the name keeps two runs apart; the rename makes the file appear at once.
    let part = folder.join(format!(".{name}.{}.part", std::process::id()));
    let written = File::create(&part)
        .and_then(|mut file| file.write_all(content).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&part, path));
    written.map_err(|error| {
        // What is left of the attempt is of no use; the error that counts is the first.
        let _ = fs::remove_file(&part);
        named(&error, path)
    })?;
    Ok(true)
}

/// The same error with the path in front.
fn named(error: &io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", printed(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_listed_in_order_below_folders() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for name in ["b.txt", "a/z.txt", "a.TXT", ".hidden.txt", "c.xml"] {
            write(&folder.path().join(name), b"x").expect("it can be written");
        }
        let found = documents(folder.path()).expect("it can be listed");
        let found: Vec<String> = found.iter().map(|path| printed(path)).collect();
        assert_eq!(found, ["a/z.txt", "a.TXT", "b.txt"]);
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = documents(Path::new("no/such/folder")).expect_err("it is not there");
        assert!(error.to_string().starts_with("no/such/folder: "), "{error}");
    }

    #[test]
    fn the_same_content_is_not_written_again() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("x.xml");
        assert!(write(&path, b"1").expect("it can be written"));
        assert!(!write(&path, b"1").expect("it can be read"));
        assert!(write(&path, b"2").expect("it can be written"));
        assert_eq!(fs::read_dir(folder.path()).expect("it can be listed").count(), 1);
    }
}

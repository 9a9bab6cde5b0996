//! Files and folders: what is read, and how it is written so that a crash leaves no half file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The plain-text documents below a folder: files ending in `.txt`, as paths relative to it, in
/// the order of their names, the same on every machine. Hidden files and folders are passed over;
/// links to files are followed, links to folders are not, as they may lead in a circle.
///
/// # Errors
/// When a folder cannot be listed, or two documents differ in their ending alone and would have
/// one output; the error names it.
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
            let kind = entry.file_type().map_err(|error| named(&error, &entry.path()))?;
            if kind.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"))
                && (kind.is_file() || entry.path().is_file())
            {
                found.push(path);
            }
        }
    }
    found.sort();
    let stems: Vec<_> = found.iter().map(|path| path.with_extension("")).collect();
    for (pair, stems) in found.windows(2).zip(stems.windows(2)) {
        if stems[0] == stems[1] {
            let message = format!("`{}` would have the same output", printed(&pair[1]));
            return Err(named(&io::Error::other(message), &folder.join(&pair[0])));
        }
    }
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
    put(path, content, File::sync_all)
}

/// The same for the thousands of files of a site, which a run makes again at any time: it does not
/// wait until each is on the disk.
///
/// # Errors
/// As [`write`].
pub fn replace(path: &Path, content: &[u8]) -> io::Result<bool> {
    put(path, content, |_| Ok(()))
}

fn put(
    path: &Path,
    content: &[u8],
    settle: impl FnOnce(&File) -> io::Result<()>,
) -> io::Result<bool> {
    if holds(path, content) {
        return Ok(false);
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| named(&error, folder))?;
    let part = part_of(path, folder);
    let written = File::options()
        .write(true)
        .create_new(true)
        .open(&part)
        .and_then(|mut file| file.write_all(content).and_then(|()| settle(&file)))
        .and_then(|()| fs::rename(&part, path));
    written.map_err(|error| {
        // What is left of the attempt is of no use; the error that counts is the first.
        let _ = fs::remove_file(&part);
        named(&error, path)
    })?;
    Ok(true)
}

/// Whether a file holds exactly this; the length is asked first, as reading costs more.
fn holds(path: &Path, content: &[u8]) -> bool {
    fs::metadata(path).is_ok_and(|old| old.is_file() && old.len() == content.len() as u64)
        && fs::read(path).is_ok_and(|old| old == content)
}

/// A name beside the file that no other run and no other thread uses; the rename makes the file
/// appear at once.
fn part_of(path: &Path, folder: &Path) -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    folder.join(format!(".{name}.{}-{number}.part", std::process::id()))
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
        for name in ["b.txt", "a/z.txt", "a.TXT", ".hidden.txt", "c.xml", ".git/d.txt"] {
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
    fn two_documents_of_one_output_are_refused() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for name in ["a.txt", "a.TXT"] {
            write(&folder.path().join(name), b"x").expect("it can be written");
        }
        let error = documents(folder.path()).expect_err("one would overwrite the other");
        assert!(error.to_string().ends_with("`a.txt` would have the same output"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_are_not_followed() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        write(&folder.path().join("a.txt"), b"x").expect("it can be written");
        for (to, name) in [(".", "again"), ("a.txt", "b.txt"), ("none", "c.txt")] {
            std::os::unix::fs::symlink(to, folder.path().join(name)).expect("it can be linked");
        }
        let found = documents(folder.path()).expect("it can be listed");
        assert_eq!(found, [Path::new("a.txt"), Path::new("b.txt")]);
    }

    #[test]
    fn the_same_content_is_not_written_again() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("x.xml");
        assert!(write(&path, b"1").expect("it can be written"));
        assert!(!write(&path, b"1").expect("it can be read"));
        assert!(write(&path, b"2").expect("it can be written"));
        assert_eq!(fs::read(&path).expect("it can be read"), b"2");
        assert_eq!(fs::read_dir(folder.path()).expect("it can be listed").count(), 1);
    }

    #[test]
    fn a_failed_write_leaves_what_was_there() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let taken = folder.path().join("taken");
        fs::create_dir_all(taken.join("inside")).expect("it can be made");
        let error = write(&taken, b"2").expect_err("a folder is in its place");
        assert!(error.to_string().contains("taken: "), "{error}");
        assert_eq!(fs::read_dir(folder.path()).expect("it can be listed").count(), 1);
    }
}

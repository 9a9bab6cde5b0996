//! The documents of a folder, and files that are written whole or not at all.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The ending of an input document, in lower case.
const ENDING: &str = "txt";
/// Folders in folders, deeper than anyone keeps documents.
const DEEPEST: usize = 64;

/// An input document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InputFile {
    /// Its path below the input folder without its ending, with `/`: `1912/letter-3`. Outputs are
    /// named by it.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// A file or folder that could not be read or written.
#[derive(Debug)]
pub struct FileError {
    /// Which.
    pub path: PathBuf,
    /// What was tried: `read` or `write`.
    pub tried: &'static str,
    /// What the system says.
    pub error: io::Error,
}

/// The text files below a folder, by name. Files and folders whose name begins with `.` are
/// passed over, links to folders are not followed.
///
/// # Errors
/// A folder that is not there or cannot be read, and two documents of one name.
pub fn documents(folder: &Path) -> Result<Vec<InputFile>, FileError> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_path_buf(), String::new(), 0)];
    while let Some((folder, prefix, depth)) = folders.pop() {
        let failed = |error| FileError { path: folder.clone(), tried: "read", error };
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let file_name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().map_err(failed)?;
            if file_name.starts_with('.') {
                continue;
            }
            if kind.is_dir() && depth < DEEPEST {
                folders.push((entry.path(), format!("{prefix}{file_name}/"), depth + 1));
            }
            let Some((stem, ending)) = file_name.rsplit_once('.') else { continue };
            if ending.eq_ignore_ascii_case(ENDING) && entry.path().is_file() {
                found.push(InputFile { name: format!("{prefix}{stem}"), path: entry.path() });
            }
        }
    }
    found.sort();
    for pair in found.windows(2) {
        if pair[0].name == pair[1].name {
            let other = pair[1].path.display();
            let error = io::Error::other(format!("`{other}` would have the same output"));
            return Err(FileError { path: pair[0].path.clone(), tried: "read", error });
        }
    }
    Ok(found)
}

/// Writes a file so that at any time either the old content or the new one is there, and makes
/// its folder where there is none. A file that holds these bytes already is not touched; returns
/// whether it was written.
///
/// # Errors
/// What the system says; the old content, if any, is then still there.
pub fn write(path: &Path, bytes: &[u8]) -> Result<bool, FileError> {
    let failed = |error| FileError { path: path.to_path_buf(), tried: "write", error };
    if holds(path, bytes) {
        return Ok(false);
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(failed)?;
    let draft = draft_of(path, folder);
    let written = write_draft(&draft, bytes).and_then(|()| fs::rename(&draft, path));
    if let Err(error) = written {
        // The draft may not be there; the first error is the one to tell.
        let _ = fs::remove_file(&draft);
        return Err(failed(error));
    }
    Ok(true)
}

/// Whether a file holds exactly these bytes.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64)
        && fs::read(path).is_ok_and(|found| found == bytes)
}

/// A name beside the file that no other run and no other thread uses.
fn draft_of(path: &Path, folder: &Path) -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    folder.join(format!(".{name}.{}-{number}.draft", std::process::id()))
}

fn write_draft(draft: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(draft)?;
    file.write_all(bytes)?;
    file.sync_all()
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} `{}`: {}", self.tried, self.path.display(), self.error)
    }
}

impl std::error::Error for FileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_in_order_of_their_names() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a/2.TXT", "a/10.txt", ".hidden.txt", "note.md", "a/.x/c.txt"] {
            assert!(write(&dir.path().join(name), b"x").unwrap());
        }
        let found = documents(dir.path()).unwrap();
        let names: Vec<_> = found.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["a/10", "a/2", "b"]);
    }

    #[test]
    fn two_documents_of_one_name_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        write(&dir.path().join("a.txt"), b"x").unwrap();
        write(&dir.path().join("a.TXT"), b"x").unwrap();
        let error = documents(dir.path()).unwrap_err();
        assert!(error.to_string().contains("would have the same output"), "{error}");
    }

    #[test]
    fn a_folder_that_is_missing_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        let error = documents(&dir.path().join("none")).unwrap_err();
        assert!(error.to_string().starts_with("cannot read `"), "{error}");
    }

    #[test]
    fn a_file_is_replaced_whole_and_leaves_no_draft() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("deep/er/file.xml");
        assert!(write(&path, b"one").unwrap());
        assert!(!write(&path, b"one").unwrap());
        assert!(write(&path, b"two").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(dir.path().join("deep/er")).unwrap().count(), 1);
    }

    #[test]
    fn a_failed_write_leaves_what_was_there() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("taken");
        fs::create_dir(&path).unwrap();
        fs::write(path.join("inside"), b"x").unwrap();
        let error = write(&path, b"two").unwrap_err();
        assert!(error.to_string().starts_with("cannot write `"), "{error}");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}

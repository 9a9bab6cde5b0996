//! Files that are there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a file so that a reader, or the next run after a crash, finds the old content or the
/// new, never a part: into a file beside it, flushed to the disk, and renamed over it. What a run
/// that was killed left beside the file is overwritten by the next.
///
/// # Errors
/// What the system says; the old file is as it was then.
pub fn write_atomically(path: &Path, content: &[u8]) -> io::Result<()> {
    // A link stays one: what it leads to is written.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        Some(_) | None => PathBuf::from("."),
    };
    fs::create_dir_all(&folder)?;
    let beside = beside(&path)?;
    let written = fill(&beside, &path, content).and_then(|()| fs::rename(&beside, &path));
    if let Err(error) = written {
        // Where even that fails, the next run writes over it.
        let _ = fs::remove_file(&beside);
        return Err(io::Error::new(error.kind(), format!("{}: {error}", path.display())));
    }
    // The name itself must reach the disk too. Not every system lets a folder be opened.
    if let Ok(folder) = File::open(&folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// The hidden file that is written first.
fn beside(path: &Path) -> io::Result<PathBuf> {
    let Some(name) = path.file_name() else {
        let message = format!("{}: names no file", path.display());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    };
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(".rubricate-new");
    Ok(path.with_file_name(hidden))
}

fn fill(beside: &Path, path: &Path, content: &[u8]) -> io::Result<()> {
    // Never through a link that someone laid there.
    match fs::remove_file(beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut file = File::options().write(true).create_new(true).open(beside)?;
    file.write_all(content)?;
    if let Ok(metadata) = fs::metadata(path) {
        file.set_permissions(metadata.permissions())?;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/a.xml");
        write_atomically(&path, b"one").unwrap();
        fs::write(folder.path().join("deep/.a.xml.rubricate-new"), b"of a killed run").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path().join("deep")).unwrap().count(), 1);
    }

    #[test]
    fn a_name_that_cannot_be_written_is_an_error_with_the_path() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), b"").unwrap();
        let error = write_atomically(&folder.path().join("file/a.xml"), b"").unwrap_err();
        assert_ne!(error.kind(), io::ErrorKind::NotFound);
    }
}

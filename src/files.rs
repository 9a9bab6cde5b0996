//! Files and folders: what is read, and how it is written so that a crash leaves no half file.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The plain-text documents below a folder: files ending in `.txt`, as paths relative to it, in
/// the order of their names, the same on every machine; see [`below`].
///
/// # Errors
/// When a folder cannot be listed, or two documents differ in their ending alone and would have
/// one output; the error names it.
pub fn documents(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder).map_err(|error| named(&error, folder))?;
    let is_text =
        |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
    let below = below(folder, is_text)?.files.into_iter();
    let found: Vec<PathBuf> =
        below.map(|path| path.strip_prefix(folder).map_or(path.clone(), PathBuf::from)).collect();
    let stems: Vec<_> = found.iter().map(|path| path.with_extension("")).collect();
    for (pair, stems) in found.windows(2).zip(stems.windows(2)) {
        if stems[0] == stems[1] {
            let message = format!("`{}` would have the same output", printed(&pair[1]));
            return Err(named(&io::Error::other(message), &folder.join(&pair[0])));
        }
    }
    Ok(found)
}

/// What lies below a folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Below {
    /// The files that were asked for, in order.
    pub files: Vec<PathBuf>,
    /// The folder itself and those below it, in order.
    pub folders: Vec<PathBuf>,
}

/// The files below a folder that `wanted` names. Hidden files and folders are passed over; links to
/// files are followed, links to folders are not, as they may lead in a circle. A folder that is not
/// there has none.
///
/// # Errors
/// A folder that cannot be listed; the error names it.
pub fn below(folder: &Path, wanted: impl Fn(&Path) -> bool) -> io::Result<Below> {
    let mut below = Below::default();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(here) = folders.pop() {
        let entries = match fs::read_dir(&here) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(|error| named(&error, &here))?,
        };
        for entry in entries {
            let entry = entry.map_err(|error| named(&error, &here))?;
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = entry.path();
            let kind = entry.file_type().map_err(|error| named(&error, &path))?;
            if kind.is_dir() {
                folders.push(path);
            } else if wanted(&path) && (kind.is_file() || path.is_file()) {
                below.files.push(path);
            }
        }
        below.folders.push(here);
    }
    below.files.sort();
    below.folders.sort();
    Ok(below)
}

/// A path as findings print it: with `/` on every system.
#[must_use]
pub fn printed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let joined = parts.join("/");
    joined.strip_prefix("//").map_or_else(|| joined.clone(), |rest| format!("/{rest}"))
}

/// The end of the name of a file that is not yet whole.
const NEW: &str = ".rubricate-new";

/// Writes a file in one step: whole, or not at all. A file that already says the same is not
/// touched. Missing folders are made. Returns whether anything was written.
///
/// What a run that was killed left is written over, or removed by [`clear`]. One process at a time
/// may write a file. The content need not have reached the disk yet: use it for what can be made
/// again.
///
/// # Errors
/// When the file or its folder cannot be written; the error names it. The old file is then as it
/// was.
pub fn write(path: &Path, content: &[u8]) -> io::Result<bool> {
    if holds(path, content) {
        return Ok(false);
    }
    replace(path, content, |_| Ok(()))?;
    Ok(true)
}

/// The same for what cannot be made again: it is on the disk when this returns, and a power cut
/// before leaves the old file.
///
/// # Errors
/// As [`write()`].
pub fn write_durably(path: &Path, content: &[u8]) -> io::Result<()> {
    replace(path, content, File::sync_all)?;
    // The name itself must reach the disk too. Not every system lets a folder be opened.
    if let Ok(folder) = File::open(folder_of(path)) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Removes what runs that were killed left below a folder: files that are not whole.
///
/// # Errors
/// When a folder cannot be listed or such a file not be removed.
pub fn clear(folder: &Path) -> io::Result<()> {
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(|error| named(&error, &folder))?,
        };
        for entry in entries {
            let entry = entry.map_err(|error| named(&error, &folder))?;
            let name = entry.file_name();
            let name = name.as_encoded_bytes();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(entry.path());
            } else if name.starts_with(b".") && name.ends_with(NEW.as_bytes()) {
                fs::remove_file(entry.path()).map_err(|error| named(&error, &entry.path()))?;
            }
        }
    }
    Ok(())
}

/// Whether a file holds exactly this; the length is asked first, as reading costs more.
fn holds(path: &Path, content: &[u8]) -> bool {
    fs::metadata(path).is_ok_and(|old| old.is_file() && old.len() == content.len() as u64)
        && fs::read(path).is_ok_and(|old| old == content)
}

/// Puts a file in the place of another: written beside it, and renamed over it.
fn replace(
    path: &Path,
    content: &[u8],
    flush: impl FnOnce(&File) -> io::Result<()>,
) -> io::Result<()> {
    // A link stays one: what it leads to is written.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = folder_of(&target);
    fs::create_dir_all(folder).map_err(|error| named(&error, folder))?;
    let Some(name) = target.file_name() else {
        return Err(named(&io::Error::other("it names no file"), path));
    };
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(NEW);
    let new = target.with_file_name(hidden);
    let replaced = fill(&new, &target, content, flush).and_then(|()| fs::rename(&new, &target));
    replaced.map_err(|error| {
        // What is left of the attempt is of no use; the error that counts is the first.
        let _ = fs::remove_file(&new);
        named(&error, path)
    })
}

fn fill(
    new: &Path,
    old: &Path,
    content: &[u8],
    flush: impl FnOnce(&File) -> io::Result<()>,
) -> io::Result<()> {
    // Never through a link that someone laid there.
    match fs::remove_file(new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut file = File::options().write(true).create_new(true).open(new)?;
    file.write_all(content)?;
    if let Ok(old) = fs::metadata(old) {
        file.set_permissions(old.permissions())?;
    }
    flush(&file)
}

/// The folder of a file; the present one where its path names none.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
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

    #[test]
    fn what_a_killed_run_left_is_written_over_or_cleared() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("deep/a.xml");
        write_durably(&path, b"one").expect("it can be written");
        for name in ["deep/.a.xml.rubricate-new", ".b.xml.rubricate-new", ".kept"] {
            fs::write(folder.path().join(name), b"half").expect("it can be written");
        }
        write_durably(&path, b"two").expect("it can be written");
        assert_eq!(fs::read(&path).expect("it can be read"), b"two");
        assert_eq!(fs::read_dir(folder.path().join("deep")).expect("it is there").count(), 1);
        clear(folder.path()).expect("it can be listed");
        assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 2);
        clear(&folder.path().join("none")).expect("nothing is to be cleared");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_rights_are_kept() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (real, link) = (folder.path().join("real.xml"), folder.path().join("link.xml"));
        fs::write(&real, b"1").expect("it can be written");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("it is ours");
        std::os::unix::fs::symlink("real.xml", &link).expect("it can be linked");
        write_durably(&link, b"2").expect("it can be written");
        assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
        assert_eq!(fs::read(&real).expect("it can be read"), b"2");
        let mode = fs::metadata(&real).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }
}

//! The folder that is written: each file once, and nothing left over from an earlier run.

use crate::files;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The list of what was written, in the folder itself. A folder that holds it was published, and
/// is not searched for TEI or golden files.
pub const MANIFEST: &str = ".rubricate-site";

/// A folder to publish to.
#[derive(Debug)]
pub struct Output {
    folder: PathBuf,
    written: Mutex<BTreeSet<String>>,
}

impl Output {
    /// A folder that is there, or will be made.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), written: Mutex::default() }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the list holds from an earlier run.
    #[must_use]
    pub fn manifest_before(&self) -> Vec<u8> {
        std::fs::read(self.folder.join(MANIFEST)).unwrap_or_default()
    }

    /// Writes a file at a path below the folder, with `/`.
    ///
    /// # Errors
    /// When it cannot be written; the error names it.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) -> io::Result<()> {
        files::write(&self.folder.join(path), content.as_ref())?;
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        written.insert(path.to_owned());
        Ok(())
    }

    /// Begins a file that is written bit by bit; it takes its place when it is finished.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn stream(&self, path: &str) -> io::Result<Stream> {
        let full = self.folder.join(path);
        if let Some(folder) = full.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let part = full.with_extension("part");
        let file = BufWriter::new(File::create(&part)?);
        Ok(Stream { path: path.to_owned(), part, file })
    }

    /// What was written, in order.
    #[must_use]
    pub fn written(&self) -> Vec<String> {
        let written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        written.iter().cloned().collect()
    }

    /// Removes what an earlier run wrote and this one did not, and lists what is there now. Files
    /// that no run wrote are never touched.
    ///
    /// # Errors
    /// When the list cannot be written, or a file cannot be removed.
    pub fn finish(&self) -> io::Result<usize> {
        let manifest = self.folder.join(MANIFEST);
        let written: BTreeSet<String> = self.written().into_iter().collect();
        let before = std::fs::read_to_string(&manifest).unwrap_or_default();
        for stale in before.lines().filter(|line| is_below(line) && !written.contains(*line)) {
            match std::fs::remove_file(self.folder.join(stale)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            // A folder that is empty now goes too; one that is not stays.
            if let Some(parent) = self.folder.join(stale).parent() {
                let _ = std::fs::remove_dir(parent);
            }
        }
        let list: Vec<&str> = written.iter().map(String::as_str).collect();
        files::write(&manifest, (list.join("\n") + "\n").as_bytes())?;
        Ok(written.len())
    }
}

/// A file that is being written.
#[derive(Debug)]
pub struct Stream {
    path: String,
    part: PathBuf,
    file: BufWriter<File>,
}

impl Stream {
    /// Adds to the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        self.file.write_all(text.as_bytes())
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self, output: &Output) -> io::Result<()> {
        self.file.flush()?;
        std::fs::rename(&self.part, output.folder.join(&self.path))?;
        let mut written = output.written.lock().unwrap_or_else(PoisonError::into_inner);
        written.insert(self.path);
        Ok(())
    }
}

/// Whether a line of the list is a path that cannot lead out of the folder.
fn is_below(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_longer_written_goes_and_what_others_put_there_stays() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let first = Output::new(folder.path());
        first.write("a/old.html", "1").expect("it can be written");
        first.write("b.html", "1").expect("it can be written");
        first.finish().expect("it can be listed");
        std::fs::write(folder.path().join("CNAME"), "x").expect("it can be written");
        let second = Output::new(folder.path());
        second.write("b.html", "2").expect("it can be written");
        assert_eq!(second.finish().expect("it can be listed"), 1);
        let there = |name: &str| folder.path().join(name).exists();
        assert_eq!((there("a"), there("b.html"), there("CNAME")), (false, true, true));
    }

    #[test]
    fn a_list_that_leads_out_of_the_folder_is_not_followed() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let site = folder.path().join("site");
        std::fs::create_dir(&site).expect("it can be made");
        std::fs::write(folder.path().join("keep"), "x").expect("it can be written");
        std::fs::write(site.join(MANIFEST), "../keep\n/etc/none\n").expect("it can be written");
        Output::new(&site).finish().expect("it can be listed");
        assert!(folder.path().join("keep").exists());
    }
}

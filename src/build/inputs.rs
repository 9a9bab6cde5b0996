//! What a build reads: the files that every document follows from, the documents, the golden files.

use super::below;
use crate::cache::{Digest, Digester};
use crate::edition::{self, Edition};
use crate::files;
use std::io;
use std::path::{Path, PathBuf};

/// The files and folders that a build reads, each list in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inputs {
    /// What every document follows from: edition.toml, the lists, the decisions, the schema.
    pub common: Vec<PathBuf>,
    /// The plain texts.
    pub documents: Vec<PathBuf>,
    /// The golden files.
    pub golden: Vec<PathBuf>,
    /// The folders of all of these: a file that comes or goes changes one of them.
    pub folders: Vec<PathBuf>,
}

impl Inputs {
    /// Lists what the build of an edition in a folder reads; `schema` are the files of its schema.
    /// A folder that is not there has no files.
    ///
    /// # Errors
    /// A folder that cannot be listed.
    pub fn list(folder: &Path, edition: &Edition, schema: &[PathBuf]) -> io::Result<Self> {
        let folders = &edition.folders;
        let mut inputs =
            Self { common: vec![below(folder, Path::new(edition::FILE))], ..Self::default() };
        for part in [&folders.authority, &folders.decisions].into_iter().flatten() {
            let below = files::below(&below(folder, part), |_| true)?;
            inputs.common.extend(below.files);
            inputs.folders.extend(below.folders);
        }
        inputs.common.extend(schema.iter().cloned());
        let is_text = |path: &Path| ends_in(path, "txt");
        let texts = files::below(&below(folder, &folders.input), is_text)?;
        inputs.documents = texts.files;
        inputs.folders.extend(texts.folders);
        let golden = files::below(&below(folder, &folders.golden), |path| ends_in(path, "xml"))?;
        inputs.golden = golden.files;
        inputs.folders.extend(golden.folders);
        for list in [&mut inputs.common, &mut inputs.folders] {
            list.sort();
            list.dedup();
        }
        Ok(inputs)
    }

    /// The digest of all that every document follows from, the program itself included; none where
    /// the program cannot be told from another version of it, and nothing may be kept then.
    ///
    /// # Errors
    /// A file that is there and cannot be read.
    pub fn basis(&self) -> io::Result<Option<Digest>> {
        let Some(program) = Digest::of_this_program() else { return Ok(None) };
        let mut digester = Digester::default().with_digest(program);
        for file in &self.common {
            digester = digester.with_file(file)?;
        }
        Ok(Some(digester.finish()))
    }

    /// All files and folders.
    pub fn all(&self) -> impl Iterator<Item = &PathBuf> {
        self.common.iter().chain(&self.documents).chain(&self.golden).chain(&self.folders)
    }
}

fn ends_in(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

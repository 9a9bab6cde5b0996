//! What a build takes from earlier ones, so that it does only what has changed.

use crate::annotate::unlisted::Shown;
use crate::cache::{Cache, ComparisonRecord, Digest, Digester, DocumentRecord};
use crate::files;
use crate::golden::{Memory, Words};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What earlier builds left, and what this one follows from.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// The journal.
    pub cache: &'a Cache,
    /// What every document follows from.
    pub basis: Digest,
}

/// An output: what it says and what it follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// The digest of its bytes.
    pub content: Digest,
    /// The digest of all that it was made from.
    pub from: Digest,
}

/// The name of the record of a document.
fn document(path: &Path) -> String {
    format!("{DOCUMENT}{}", files::printed(path))
}

const DOCUMENT: &str = "document ";
const SHOWN: &str = "shown ";
const REGISTERS: &str = "registers";

impl Earlier<'_> {
    /// The digest of all that one document follows from: its bytes, the name that findings give
    /// it, what the other texts say of its names, and the files beside it that would have a name of
    /// its outputs.
    pub(super) fn key(
        &self,
        shown: &str,
        bytes: &[u8],
        others: Option<Digest>,
        rivals: &[&PathBuf],
    ) -> Digest {
        let digester = Digester::default().with_digest(self.basis).with(shown.as_bytes());
        let digester = digester.with_digest(Digest::of(bytes));
        let digester = others.into_iter().fold(digester, Digester::with_digest);
        let names = rivals.iter().map(|path| path.as_os_str().as_encoded_bytes());
        names.fold(digester, Digester::with).finish()
    }

    /// What a text shows of its words: as it was kept, or made anew from its bytes and kept.
    pub(crate) fn shown(
        &self,
        path: &Path,
        bytes: Vec<u8>,
        make: impl FnOnce(Vec<u8>) -> Shown,
    ) -> Shown {
        let name = format!("{SHOWN}{}", files::printed(path));
        let digester = Digester::default().with_digest(self.basis);
        let key = digester.with_digest(Digest::of(&bytes)).finish();
        self.cache.get(&name, key).unwrap_or_else(|| {
            let shown = make(bytes);
            self.cache.put(&name, key, &shown);
            shown
        })
    }

    /// What became of a document, where that is known and its outputs are as they were written.
    pub(super) fn recall(&self, path: &Path, key: Digest, output: &Path) -> Option<DocumentRecord> {
        let record: DocumentRecord = self.cache.get(&document(path), key)?;
        let is_as_written = |(name, digest): &(PathBuf, String)| {
            Digest::of_file(&output.join(name)).is_ok_and(|found| found.to_string() == *digest)
        };
        record.outputs.iter().all(is_as_written).then_some(record)
    }

    /// Keeps what became of a document.
    pub(super) fn keep(&self, path: &Path, key: Digest, record: &DocumentRecord) {
        self.cache.put(&document(path), key, record);
    }

    /// Keeps which registers were made, so that one that is no longer made is known.
    pub(super) fn keep_registers(&self, made: &[(PathBuf, Made)]) {
        let outputs: Vec<_> =
            made.iter().map(|(path, made)| (path.clone(), made.content)).collect();
        let digester = outputs.iter().fold(Digester::default(), |all, (path, content)| {
            all.with(path.as_os_str().as_encoded_bytes()).with_digest(*content)
        });
        let key = digester.finish();
        if self.cache.get::<DocumentRecord>(REGISTERS, key).is_none() {
            let record = DocumentRecord::new(outputs, BTreeSet::new(), &[]);
            self.cache.put(REGISTERS, key, &record);
        }
    }

    /// Removes outputs of earlier builds that this one did not make, as of texts that are gone.
    /// One that says something else by now is left, as is any of a text that could not be read.
    pub(super) fn remove_outdated(
        &self,
        made: &BTreeMap<String, Made>,
        unread: &BTreeSet<PathBuf>,
        output: &Path,
    ) -> io::Result<()> {
        let registers = self.cache.earlier::<DocumentRecord>(REGISTERS);
        for (name, record) in self.cache.earlier(DOCUMENT).into_iter().chain(registers) {
            if unread.contains(Path::new(&name)) {
                continue;
            }
            for (path, digest) in record.outputs {
                let file = output.join(&path);
                if !made.contains_key(&files::printed(&path))
                    && Digest::of_file(&file).is_ok_and(|found| found.to_string() == digest)
                {
                    fs::remove_file(&file)?;
                }
            }
        }
        Ok(())
    }
}

/// The comparisons of earlier builds.
#[derive(Debug)]
pub struct Comparisons<'a> {
    earlier: Earlier<'a>,
    made: &'a BTreeMap<String, Made>,
    /// What the paths in reports begin with.
    shown: String,
}

impl<'a> Comparisons<'a> {
    /// The comparisons of these outputs; `shown` are the folders that reports name.
    #[must_use]
    pub fn new(earlier: Earlier<'a>, made: &'a BTreeMap<String, Made>, shown: [&Path; 2]) -> Self {
        let shown = shown.map(files::printed).join("\n");
        Self { earlier, made, shown }
    }

    fn key(&self, made: Made, golden: Digest) -> Digest {
        let digester = Digester::default().with_digest(golden).with_digest(made.content);
        digester.with_digest(made.from).with(self.shown.as_bytes()).finish()
    }
}

impl Memory for Comparisons<'_> {
    fn recall(&self, document: &str, golden: &[u8]) -> Option<ComparisonRecord> {
        let made = *self.made.get(document)?;
        let golden = Digest::of(golden);
        if golden == made.content {
            // What was built is well-formed, and nothing differs from itself.
            return Some(ComparisonRecord::new(Words::Same.verdict(), (true, true), &[]));
        }
        self.earlier.cache.get(&format!("comparison {document}"), self.key(made, golden))
    }

    fn keep(&self, document: &str, golden: &[u8], said: &ComparisonRecord) {
        if let Some(made) = self.made.get(document) {
            let key = self.key(*made, Digest::of(golden));
            self.earlier.cache.put(&format!("comparison {document}"), key, said);
        }
    }
}

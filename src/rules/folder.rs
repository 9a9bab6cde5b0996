//! The files that documents refer to, read from the disk when they are asked for, each once.

use super::paths;
use super::references::{Files, Found, Identifiers};
use crate::xml::tree::Tree;
use crate::xml::{Document, Limits};
use crate::xpath::Library;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A file larger than this is not read for what it holds, only known to be there.
const MAX_BYTES: u64 = 256 << 20;
/// How many documents rules may read with `doc()` in one run.
const MAX_TREES: usize = 1_000;
/// How many bytes of identifiers are kept; those of more files are read anew at each use.
const MAX_KEPT: usize = 256 << 20;

/// The files beside those that are checked, read when something points to them.
#[derive(Debug, Default)]
pub struct Folder {
    /// Only what lies below is read, where there is a root.
    root: Option<PathBuf>,
    looked_up: Mutex<LookedUp>,
    trees: Mutex<BTreeMap<String, Result<Arc<Tree>, String>>>,
}

/// What was found out about files, each looked at once.
#[derive(Debug, Default)]
struct LookedUp {
    files: HashMap<String, Arc<OnceLock<Found>>>,
    bytes: usize,
}

impl Folder {
    /// The files on the disk; below `root` where it is given.
    ///
    /// # Errors
    /// When the root is not a folder that can be read.
    pub fn new(root: Option<&Path>) -> std::io::Result<Self> {
        let root = root.map(Path::canonicalize).transpose()?;
        if root.as_ref().is_some_and(|root| !root.is_dir()) {
            return Err(std::io::ErrorKind::NotADirectory.into());
        }
        Ok(Self { root, ..Self::default() })
    }

    /// What of a path may be read.
    fn allowed(&self, path: &str) -> Allowed {
        let Ok(full) = Path::new(path).canonicalize() else {
            // A folder that is not there can lead nowhere; `..` is seen without it.
            return Allowed::Missing;
        };
        match &self.root {
            Some(root) if !full.starts_with(root) => Allowed::Outside,
            _ => Allowed::Yes,
        }
    }

    fn read(&self, path: &str) -> Found {
        match self.allowed(path) {
            Allowed::Missing => return Found::Missing,
            Allowed::Outside => return Found::Outside,
            Allowed::Yes => {}
        }
        let Ok(meta) = std::fs::metadata(path) else { return Found::Missing };
        let is_xml = Path::new(path).extension().is_some_and(|end| end.eq_ignore_ascii_case("xml"));
        if !meta.is_file() || meta.len() > MAX_BYTES || !is_xml {
            return Found::Other;
        }
        let Ok(bytes) = std::fs::read(path) else { return Found::Missing };
        let Ok(document) = Document::new(&bytes, Limits::default()) else { return Found::Other };
        match Identifiers::of_document(&document) {
            Ok(identifiers) => Found::Document(Arc::new(identifiers)),
            Err(_) => Found::Other,
        }
    }
}

enum Allowed {
    Yes,
    Outside,
    Missing,
}

impl Files for Folder {
    fn look_up(&self, path: &str) -> Found {
        // A panic while the lock was held cannot have left the map half changed.
        let lock = || self.looked_up.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = lock();
        let cell = match known.files.get(path) {
            Some(cell) => Arc::clone(cell),
            None if known.bytes > MAX_KEPT => {
                drop(known);
                return self.read(path);
            }
            None => Arc::clone(known.files.entry(path.to_owned()).or_default()),
        };
        drop(known);
        // Files are read outside the lock, and whoever needs the same one waits for it alone.
        let found = cell.get_or_init(|| {
            let found = self.read(path);
            let kept =
                if let Found::Document(identifiers) = &found { identifiers.size() } else { 0 };
            lock().bytes += kept + path.len();
            found
        });
        found.clone()
    }
}

impl Library for Folder {
    fn load(&self, base: &str, uri: &str) -> Result<Arc<Tree>, String> {
        if paths::scheme(uri).is_some() {
            return Err(format!("`{uri}` is not on this disk, and nothing is fetched"));
        }
        let path = paths::resolve(base, uri);
        let mut trees = self.trees.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = trees.get(&path) {
            return known.clone();
        }
        let read = || {
            match self.allowed(&path) {
                Allowed::Missing => return Err(format!("there is no file {path}")),
                Allowed::Outside => return Err(format!("{path} is outside the folder of --root")),
                Allowed::Yes => {}
            }
            let large = std::fs::metadata(&path).is_ok_and(|meta| meta.len() > MAX_BYTES);
            if large || trees.len() >= MAX_TREES {
                return Err(format!("{path} is not read: too large, or one file too many"));
            }
            let bytes = std::fs::read(&path).map_err(|error| format!("{path}: {error}"))?;
            let tree = Tree::read(&path, &bytes, Limits::default());
            tree.map(Arc::new).map_err(|error| format!("{path} is not XML: {error}"))
        };
        let tree = read();
        trees.insert(path, tree.clone());
        tree
    }
}

//! What earlier builds made, so that a build does only what has changed.
//!
//! A journal, one line a fact: a checksum, the key, the name and the value. The key is the digest of
//! all that the value follows from; where it differs, the value is not looked at. A line that does
//! not agree with its checksum, as the last one of a run that was killed, is passed over, and what
//! it said is made again. The journal is only ever added to; one that holds what is no longer
//! needed is written anew in the end, whole or not at all.

mod digest;
mod record;

pub use digest::{Digest, Digester};
pub use record::{ComparisonRecord, DocumentRecord};

use crate::files;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The name of the folder beside edition.toml.
pub const FOLDER: &str = ".rubricate-cache";
const JOURNAL: &str = "journal";
const LOCK: &str = "lock";

/// The journal of one edition, held by one process at a time.
#[derive(Debug)]
pub struct Cache {
    /// None where nothing is kept.
    folder: Option<PathBuf>,
    known: BTreeMap<String, Line>,
    /// Whether what is known may be found.
    trusted: bool,
    /// How many lines the journal has that say nothing any more.
    stale: usize,
    state: Mutex<State>,
    /// Held until the cache is dropped, or the process ends.
    _lock: Option<File>,
}

/// A line as it stands in the journal, without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    key: Digest,
    value: String,
}

#[derive(Debug, Default)]
struct State {
    /// The journal, open at its end, once something is added.
    journal: Option<File>,
    /// The lines of this run, by name.
    added: BTreeMap<String, Line>,
    /// The names that were found in the journal.
    used: BTreeSet<String>,
    /// The first thing that went wrong; the build goes on without.
    fault: Option<io::Error>,
}

impl Cache {
    /// A cache that knows nothing and keeps nothing.
    #[must_use]
    pub fn none() -> Self {
        Self {
            folder: None,
            known: BTreeMap::new(),
            trusted: true,
            stale: 0,
            state: Mutex::default(),
            _lock: None,
        }
    }

    /// The cache of the edition in a folder. It waits for another process that builds the same
    /// edition; `waiting` is called before it does.
    ///
    /// # Errors
    /// Where the folder of the cache cannot be made or read: a build can do without, and should
    /// say so.
    pub fn open(edition: &Path, waiting: impl FnOnce()) -> io::Result<Self> {
        let folder = edition.join(FOLDER);
        fs::create_dir_all(&folder)?;
        let lock = File::options().create(true).append(true).open(folder.join(LOCK))?;
        if lock.try_lock().is_err() {
            waiting();
            lock.lock()?;
        }
        for (name, content) in [
            (".gitignore", "*\n"),
            ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"),
        ] {
            files::write(&folder.join(name), content.as_bytes())?;
        }
        let bytes = match fs::read(folder.join(JOURNAL)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        let (known, stale) = read(&bytes);
        let folder = Some(folder);
        let state = Mutex::default();
        Ok(Self { folder, known, trusted: true, stale, state, _lock: Some(lock) })
    }

    /// What the journal says under a name, where it follows from the same as the key does.
    pub fn get<T: DeserializeOwned>(&self, name: &str, key: Digest) -> Option<T> {
        let line = self.known.get(name).filter(|line| self.trusted && line.key == key)?;
        let value = serde_json::from_str(&line.value).ok()?;
        self.state().used.insert(name.to_owned());
        Some(value)
    }

    /// Adds a line. Where that fails the rest of the run keeps nothing; [`Self::finish`] says why.
    pub fn put<T: Serialize>(&self, name: &str, key: Digest, value: &T) {
        let Some(folder) = &self.folder else { return };
        let mut state = self.state();
        if state.fault.is_some() {
            return;
        }
        let added = serde_json::to_string(value).map_err(io::Error::from).and_then(|value| {
            let line = Line { key, value };
            let mut journal = match state.journal.take() {
                Some(journal) => journal,
                None => {
                    let path = folder.join(JOURNAL);
                    let mut journal = File::options().create(true).append(true).open(path)?;
                    // A line that was cut off must not swallow the next.
                    journal.write_all(b"\n")?;
                    journal
                }
            };
            journal.write_all(written(name, &line).as_bytes())?;
            state.journal = Some(journal);
            Ok(line)
        });
        match added {
            Ok(line) => {
                state.added.insert(name.to_owned(), line);
            }
            Err(error) => state.fault = Some(error),
        }
    }

    /// What the journal said when it was opened under names that begin so, each with the rest of
    /// its name, whatever it followed from.
    pub fn earlier<T: DeserializeOwned>(&self, prefix: &str) -> Vec<(String, T)> {
        let lines = self.known.range(prefix.to_owned()..);
        lines
            .map_while(|(name, line)| Some((name.strip_prefix(prefix)?, line)))
            .filter_map(|(name, line)| {
                Some((name.to_owned(), serde_json::from_str(&line.value).ok()?))
            })
            .collect()
    }

    /// From now on nothing is found, and everything is made again.
    pub fn distrust(&mut self) {
        self.trusted = false;
    }

    /// Ends the run: a journal with lines that say nothing any more is written anew.
    ///
    /// # Errors
    /// The first thing that went wrong; the next run makes again what was not kept.
    pub fn finish(self) -> io::Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let state = self.state.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(fault) = state.fault {
            return Err(fault);
        }
        let is_used = |name: &String| state.used.contains(name) && !state.added.contains_key(name);
        let kept = self.known.iter().filter(|(name, _)| is_used(name));
        let kept: Vec<_> = kept.chain(&state.added).collect();
        if self.stale == 0 && kept.len() == self.known.len() && state.added.is_empty() {
            return Ok(());
        }
        let journal: String = kept.into_iter().map(|(name, line)| written(name, line)).collect();
        files::write(&folder.join(JOURNAL), journal.as_bytes())?;
        Ok(())
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// A line of the journal: the checksum of what follows it, the key, the name, the value.
fn written(name: &str, line: &Line) -> String {
    let name = serde_json::Value::from(name);
    let said = format!("{}\t{name}\t{}", line.key, line.value);
    format!("{}\t{said}\n", Digest::of(said.as_bytes()))
}

/// The lines that agree with their checksums, the last of each name, and how many others there are.
fn read(bytes: &[u8]) -> (BTreeMap<String, Line>, usize) {
    let mut known = BTreeMap::new();
    let mut lines = 0;
    for line in bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
        lines += 1;
        if let Some((name, line)) = read_line(line) {
            known.insert(name, line);
        }
    }
    let stale = lines - known.len();
    (known, stale)
}

fn read_line(line: &[u8]) -> Option<(String, Line)> {
    let (checksum, said) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    if Digest::parse(checksum)? != Digest::of(said.as_bytes()) {
        return None;
    }
    let mut fields = said.splitn(3, '\t');
    let key = Digest::parse(fields.next()?)?;
    let name = serde_json::from_str(fields.next()?).ok()?;
    Some((name, Line { key, value: fields.next()?.to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(of: &str) -> Digest {
        Digest::of(of.as_bytes())
    }

    fn opened(folder: &Path) -> Cache {
        Cache::open(folder, || panic!("nobody else holds it")).unwrap()
    }

    /// A cache with these names, each with its own name as its value, and the journal it left.
    fn filled(folder: &Path, names: &[&str]) -> Vec<u8> {
        let cache = opened(folder);
        for name in names {
            cache.put(name, key(name), name);
        }
        cache.finish().unwrap();
        fs::read(folder.join(FOLDER).join(JOURNAL)).unwrap()
    }

    #[test]
    fn what_was_put_is_found_by_name_and_key() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path(), &["a", "b\n\t\u{0}"]);
        let cache = opened(folder.path());
        assert_eq!(cache.get::<String>("a", key("a")).as_deref(), Some("a"));
        assert_eq!(
            cache.get::<String>("b\n\t\u{0}", key("b\n\t\u{0}")).as_deref(),
            Some("b\n\t\u{0}")
        );
        assert_eq!(cache.get::<String>("a", key("b")), None);
        assert_eq!(cache.get::<u32>("a", key("a")), None);
    }

    #[test]
    fn a_run_that_was_killed_keeps_what_it_had_put() {
        let folder = tempfile::tempdir().unwrap();
        let cache = opened(folder.path());
        cache.put("a", key("a"), &1);
        drop(cache);
        let journal = folder.path().join(FOLDER).join(JOURNAL);
        let mut bytes = fs::read(&journal).unwrap();
        bytes.extend(b"0123 cut off");
        fs::write(&journal, bytes).unwrap();
        let cache = opened(folder.path());
        cache.put("b", key("b"), &2);
        drop(cache);
        let cache = opened(folder.path());
        assert_eq!(cache.get("a", key("a")), Some(1));
        assert_eq!(cache.get("b", key("b")), Some(2));
    }

    #[test]
    fn what_is_no_longer_asked_for_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path(), &["x a", "x b", "y c"]);
        let cache = opened(folder.path());
        cache.get::<String>("x a", key("x a")).unwrap();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(cache.earlier::<String>("x "), [pair("a", "x a"), pair("b", "x b")]);
        cache.finish().unwrap();
        assert_eq!(opened(folder.path()).earlier::<String>(""), [pair("x a", "x a")]);
    }

    #[test]
    fn what_is_distrusted_is_not_found() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path(), &["a"]);
        let mut cache = opened(folder.path());
        cache.distrust();
        assert_eq!(cache.get::<String>("a", key("a")), None);
    }

    #[test]
    fn a_journal_that_says_the_same_is_not_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let first = filled(folder.path(), &["a", "b"]);
        let journal = folder.path().join(FOLDER).join(JOURNAL);
        let mut permissions = fs::metadata(&journal).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&journal, permissions).unwrap();
        let cache = opened(folder.path());
        for name in ["a", "b"] {
            cache.get::<String>(name, key(name)).unwrap();
        }
        cache.finish().unwrap();
        assert_eq!(fs::read(&journal).unwrap(), first);
    }

    proptest! {
        #[test]
        fn a_damaged_journal_never_says_what_was_not_put(
            at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>(),
        ) {
            let mut bytes: Vec<u8> = ["a", "b", "c"]
                .map(|name| written(name, &Line { key: key(name), value: format!("\"{name}\"") }))
                .concat()
                .into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if cut {
                bytes.truncate(at);
            }
            for (name, line) in read(&bytes).0 {
                prop_assert_eq!(line, Line { key: key(&name), value: format!("\"{name}\"") });
            }
        }
    }
}

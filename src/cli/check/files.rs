//! The files that the arguments name, and the day on which the run takes place.

use rubricate::xpath::{Moment, MomentKind};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// How deep folders are searched.
const MAX_DEPTH: usize = 64;

/// The files in their order, folders replaced by the `.xml` files below them, each once; and a
/// message for each that is not there.
pub fn expand(named: &[PathBuf]) -> (Vec<String>, Vec<String>) {
    let (mut paths, mut missing) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    let mut add = |path: &Path| {
        let path = path.to_string_lossy().into_owned();
        if seen.insert(path.clone()) {
            paths.push(path);
        }
    };
    for path in named {
        if !path.is_dir() {
            add(path);
            continue;
        }
        let mut found = Vec::new();
        below(path, 0, &mut found, &mut missing);
        if found.is_empty() {
            missing.push(format!("{}: there is no .xml file in the folder", path.display()));
        }
        for path in &found {
            add(path);
        }
    }
    (paths, missing)
}

/// The `.xml` files below a folder, by name; links to folders are not followed.
fn below(folder: &Path, depth: usize, found: &mut Vec<PathBuf>, failed: &mut Vec<String>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            failed.push(format!("{}: {error}", folder.display()));
            return;
        }
    };
    let mut entries: Vec<_> = entries.filter_map(Result::ok).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && depth < MAX_DEPTH {
            below(&path, depth + 1, found, failed);
        } else if !kind.is_dir()
            && path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xml"))
        {
            found.push(path);
        }
    }
}

/// The moment that rules are given for today: that of `SOURCE_DATE_EPOCH` where builds are to
/// be repeatable, else that of the clock.
pub fn now() -> Option<Moment> {
    let stated = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse::<u64>().ok());
    let seconds = match stated {
        Some(seconds) => seconds,
        None => SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs(),
    };
    let start = Moment::parse(MomentKind::DateTime, "1970-01-01T00:00:00Z")?;
    start.plus_seconds(i64::try_from(seconds).ok()?)
}

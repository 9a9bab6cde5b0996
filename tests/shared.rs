//! Where the data for measuring lies: `../shared`, beside the checkout. The project builds and
//! passes without it; a test that needs it skips with a printed line. So it does without the tools
//! that some tests compare with (`make tools`).

use std::path::{Path, PathBuf};

/// A path under `../shared`, or none (with a line that says so) where it is not there.
///
/// # Panics
/// Where `RUBRICATE_NEED_SHARED` is set, as in CI, and the path is missing.
#[allow(dead_code, reason = "each module uses it as it needs")]
#[must_use]
pub fn shared(path: &str) -> Option<PathBuf> {
    let full = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if full.exists() {
        return Some(full);
    }
    assert!(std::env::var_os("RUBRICATE_NEED_SHARED").is_none(), "../shared/{path} is missing");
    eprintln!("skipped: ../shared/{path} is not here");
    None
}

/// Says that a test is skipped because a tool is not installed.
///
/// # Panics
/// Where `RUBRICATE_NEED_TOOLS` is set, as in CI.
#[allow(dead_code, reason = "each module uses it as it needs")]
pub fn skip_without(tool: &str) {
    assert!(std::env::var_os("RUBRICATE_NEED_TOOLS").is_none(), "{tool} is missing: `make tools`");
    eprintln!("skipped: {tool} is not installed (make tools)");
}

/// The paths of all files below a folder, seen from it, in order.
///
/// # Panics
/// Where a folder cannot be listed.
#[allow(dead_code, reason = "each module uses it as it needs")]
#[must_use]
pub fn files_below(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let relative = path.strip_prefix(root).expect("it is below");
                found.push(rubricate::files::printed(relative));
            }
        }
    }
    found.sort();
    found
}

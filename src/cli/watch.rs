//! `rubricate watch [DIR]`.

use super::run::{Options, run_once};
use rubricate::build::{Inputs, below};
use rubricate::edition::Edition;
use rubricate::relaxng::files_of;
use rubricate::report::{Entry, Format, Report, Style};
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

const EXAMPLES: &str = "Examples:
  rubricate watch             the edition in this folder
  rubricate watch DIR --no-compare

Files are looked at, not waited for: that works on every disk and network, and
costs less than reading their names. It ends with Ctrl-C.";

/// How long it waits before it looks again.
const PAUSE: Duration = Duration::from_millis(300);

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The folder of the edition, with its edition.toml.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Do not compare with the golden files.
    #[arg(long)]
    no_compare: bool,
}

/// Builds the edition again whenever one of its files changes, and shows what is new.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let options = Options {
        folder: &arguments.folder,
        force: false,
        compare: !arguments.no_compare,
        certainty: None,
    };
    let mut seen = BTreeMap::new();
    let mut last = None;
    loop {
        let state = settled(&arguments.folder);
        if last.as_ref() != Some(&state) {
            last = Some(state);
            let report = match run_once(options) {
                Ok(Ok(run)) => run.report,
                Ok(Err(faults)) => Report::of_diagnostics("open", [], faults),
                Err(error) => {
                    // What is in the way may be gone when the next file changes.
                    eprintln!("rubricate: {error:#}");
                    continue;
                }
            };
            seen = show(&report, &seen)?;
        }
        std::thread::sleep(PAUSE);
    }
}

/// What a file looked like from outside.
type State = BTreeMap<PathBuf, Option<(u64, SystemTime)>>;

/// The state of all inputs once nothing changes any more, so that no half-saved file is built.
fn settled(folder: &Path) -> State {
    let mut state = state(folder);
    loop {
        std::thread::sleep(PAUSE / 6);
        let next = self::state(folder);
        if next == state {
            return state;
        }
        state = next;
    }
}

fn state(folder: &Path) -> State {
    // An edition that cannot be read may be mended: its own file is looked at in any case.
    let edition = Edition::read(folder).unwrap_or_default();
    let schema = edition.schema.as_ref().map(|schema| files_of(&below(folder, schema)));
    let inputs = Inputs::list(folder, &edition, &schema.unwrap_or_default()).unwrap_or_default();
    let look = |path: &PathBuf| {
        let seen = std::fs::metadata(path).ok();
        seen.and_then(|seen| Some((seen.len(), seen.modified().ok()?)))
    };
    let configuration = below(folder, Path::new(rubricate::edition::FILE));
    let all = inputs.all().cloned().chain([configuration]);
    all.map(|path| (path.clone(), look(&path))).collect()
}

/// A finding by what it says, wherever its line has moved to.
type Key = (String, String, String);

fn key(entry: &Entry) -> Key {
    let found = &entry.diagnostic;
    let said = entry.comparison.as_ref().map_or(&found.message, |comparison| &comparison.id);
    (found.place.path.to_string(), found.code.to_string(), said.clone())
}

/// Prints the findings that were not there before, and how many are gone.
fn show(report: &Report, seen: &BTreeMap<Key, usize>) -> anyhow::Result<BTreeMap<Key, usize>> {
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    let mut new = Vec::new();
    for entry in report.entries() {
        let key = key(entry);
        let count = counts.entry(key.clone()).or_default();
        *count += 1;
        if *count > seen.get(&key).copied().unwrap_or_default() {
            new.push(entry.clone());
        }
    }
    let gone: usize = seen
        .iter()
        .map(|(key, before)| before.saturating_sub(counts.get(key).copied().unwrap_or_default()))
        .sum();
    let total = report.entries().len();
    let note = format!("{} new, {gone} gone, {total} in all.", new.len());
    let shown = Report::new("watch", Vec::new(), new).note(note);
    let mut out = io::stdout().lock();
    shown.write(Format::Text, Style::of_stdout(), &mut out)?;
    out.flush()?;
    Ok(counts)
}

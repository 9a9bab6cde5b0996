//! `rubricate accept`.

mod terminal;

use super::desk;
use anyhow::{Context, bail};
use rubricate::golden::{AcceptError, Accepted, Choice, Pair, accept, pair_folders};
use rubricate::report::Style;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use terminal::Terminal;

const EXAMPLES: &str = "Examples:
  rubricate accept                       approve all that differs
  rubricate accept --only date,persName  only marks of these names
  rubricate accept --only nrh55i         only the change of this name
  rubricate accept --interactive         ask for each: y yes, n no,
                                         a yes to all that follow, q stop

WORDs are names of changes as `rubricate diff` prints them in brackets,
elements, parts (text, annotation, structure, header, register, markup),
kinds (characters, white-space, order, added, removed, edges, kind, value,
target, split, merged, wording), and `document` for files without a golden
file. What is not approved stays a difference. Golden files are never deleted.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Approve only what these words name.
    #[arg(long, value_name = "WORD", value_delimiter = ',', conflicts_with = "interactive")]
    only: Vec<String>,
    /// Ask for each change.
    #[arg(long)]
    interactive: bool,
    /// The folder of the edition whose output is approved.
    #[arg(long, value_name = "DIR", default_value = ".")]
    edition: PathBuf,
    /// The folder of the golden files, or one golden file, if not that of the edition.
    #[arg(long, value_name = "PATH")]
    golden: Option<PathBuf>,
    /// The folder of the new files, or one new file, if not that of the edition.
    #[arg(long, value_name = "PATH")]
    output: Option<PathBuf>,
}

/// Approves changes and says what was written.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (golden, output) = match (&arguments.golden, &arguments.output) {
        (Some(golden), Some(output)) => (golden.clone(), output.clone()),
        (golden, output) => {
            let folders = match desk::folders(&arguments.edition)? {
                Ok(folders) => folders,
                Err(code) => return Ok(code),
            };
            (golden.clone().unwrap_or(folders.golden), output.clone().unwrap_or(folders.output))
        }
    };
    between(&golden, &output, arguments)
}

/// Approves what the arguments say of the files of two folders, or of two files.
fn between(golden: &Path, output: &Path, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if !output.exists() {
        bail!("{} is not there: build the edition first", output.display());
    }
    let (pairs, golden) = if output.is_dir() {
        (pair_folders(golden, output)?, golden)
    } else {
        let name = golden.file_name().context("the golden file has no name")?;
        let pair = Pair {
            name: name.to_string_lossy().into_owned(),
            old: golden.exists().then(|| golden.to_path_buf()),
            new: Some(output.to_path_buf()),
        };
        (vec![pair], golden.parent().unwrap_or(Path::new(".")))
    };
    let mut terminal = Terminal::new(Style::of_stdout());
    let choice = if arguments.interactive {
        Choice::Ask(&mut terminal)
    } else if arguments.only.is_empty() {
        Choice::All
    } else {
        Choice::Only(arguments.only.clone())
    };
    let accepted = accept(&pairs, golden, choice).map_err(|error| match error {
        AcceptError::NeedsMore { ref with, .. } if !with.is_empty() => {
            let more = format!("add them: --only {}", with.join(","));
            anyhow::Error::new(error).context(more)
        }
        AcceptError::NeedsMore { .. } | AcceptError::Unreadable(_) | AcceptError::Io(_) => {
            anyhow::Error::new(error)
        }
    })?;
    tell(&accepted)
}

fn tell(accepted: &Accepted) -> anyhow::Result<ExitCode> {
    let mut out = io::stdout().lock();
    for (document, changes) in &accepted.written {
        writeln!(out, "{document}: {changes} accepted")?;
    }
    for document in &accepted.without_output {
        writeln!(
            out,
            "{document}: the golden file has no output; delete it if the document is gone"
        )?;
    }
    writeln!(out, "{} written, {} left undecided", accepted.written.len(), accepted.left)?;
    if !accepted.unknown.is_empty() {
        bail!("nothing that differs is named {}", accepted.unknown.join(", "));
    }
    Ok(ExitCode::SUCCESS)
}

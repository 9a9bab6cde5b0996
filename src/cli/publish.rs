//! `rubricate publish [DIR]`.

use super::desk;
use anyhow::bail;
use indicatif::{ProgressBar, ProgressStyle};
use rubricate::build::below;
use rubricate::diagnostic::Severity;
use rubricate::edition::Edition;
use rubricate::files;
use rubricate::publish::{Plan, publish};
use rubricate::report::{Format, Report, Style};
use rubricate::rules::Checker;
use std::collections::BTreeSet;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate build && rubricate publish     the edition in this folder, to output/site
  rubricate publish --tei FOLDER           TEI from elsewhere, with this edition.toml

Open index.html of the site in a browser: it needs no server and no network.

Exit codes: 0 clean, 1 an error was found in a document, 2 nothing could be
published.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The folder of the edition, with its edition.toml.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// The TEI to publish; what `build` wrote where it is not given.
    #[arg(long, value_name = "FOLDER")]
    tei: Option<PathBuf>,
    /// Where the site goes; `site` in the output folder where it is not given.
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// How many documents at once; all cores where it is not given. The output is the same.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Publishes the TEI of an edition, and reports what is wrong with it.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    desk::set_threads(arguments.threads)?;
    let edition = match Edition::read(&arguments.folder) {
        Ok(edition) => edition,
        Err(error) => return desk::report(error.faults().to_vec(), arguments.format),
    };
    let output = below(&arguments.folder, &edition.folders.output);
    let tei = arguments.tei.clone().unwrap_or_else(|| output.clone());
    let site = arguments.to.clone().unwrap_or_else(|| output.join("site"));
    if !tei.is_dir() {
        bail!("`{}` is not there: `rubricate build` writes the TEI", files::printed(&tei));
    }
    let schema = edition.schema.as_ref().map(|schema| below(&arguments.folder, schema));
    let checker = match schema.as_deref().map(|path| Checker::read(&[path], None, false)) {
        None => Checker::default(),
        Some(Ok((checker, _))) => checker,
        Some(Err(fault)) => return desk::report(vec![fault], arguments.format),
    };
    let bar = ProgressBar::no_length();
    bar.set_style(ProgressStyle::with_template("{pos} pages written, {elapsed}")?);
    let plan = Plan {
        edition: &edition,
        folder: &arguments.folder,
        tei: &tei,
        site: &site,
        checker: &checker,
    };
    let outcome = publish(plan, || bar.inc(1));
    bar.finish_and_clear();
    let outcome = outcome?;
    if outcome.documents == 0 {
        bail!("there is no TEI document in `{}`", files::printed(&tei));
    }
    let failed = outcome.diagnostics.iter().any(|found| found.severity() == Severity::Error);
    let found = outcome.diagnostics.iter().map(|finding| finding.place.path.clone());
    let paths: BTreeSet<_> = found.chain(outcome.paths.iter().map(|p| p.as_str().into())).collect();
    let documents = match outcome.documents {
        1 => "1 document".to_owned(),
        count => format!("{count} documents"),
    };
    let note = format!("{documents} published in {} files: {}", outcome.files, shown(&site));
    let report = Report::of_diagnostics("publish", paths, outcome.diagnostics).note(note);
    let mut out = io::stdout().lock();
    report.write(arguments.format, Style::of_stdout(), &mut out)?;
    out.flush()?;
    Ok(ExitCode::from(u8::from(failed)))
}

/// The page to open.
fn shown(site: &Path) -> String {
    files::printed(&site.join("index.html"))
}

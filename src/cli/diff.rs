//! `rubricate diff OLD NEW`.

use rubricate::golden::compare_paths;
use rubricate::report::{Format, Style};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate diff                        the golden files against the output
  rubricate diff old.xml new.xml        any two XML files
  rubricate diff v1/ v2/ --format html  all files of two folders, as a page

Exit codes: 0 the same, 1 something differs, 2 a file could not be compared.
What differs in layout alone (indentation, order of attributes, `<a/>` or
`<a></a>`, identifiers renumbered) is named and does not count.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The golden file, or a folder of them.
    #[arg(default_value = "tests/golden")]
    old: PathBuf,
    /// The file to look at, or a folder of them.
    #[arg(default_value = "output")]
    new: PathBuf,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Compares, reports, and says by the exit code whether anything differs.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let compared = compare_paths(&arguments.old, &arguments.new, &())?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    compared.report.write(arguments.format, Style::of_stdout(), &mut out)?;
    out.flush()?;
    let code = if compared.failed { 2 } else { compared.report.exit_code() };
    Ok(ExitCode::from(code))
}

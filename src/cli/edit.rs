//! `rubricate edit FILE`.

use super::certainty::{self, CertaintyArgument};
use super::desk;
use rubricate::Desk;
use rubricate::authority::Authority;
use rubricate::build::below;
use rubricate::edit;
use rubricate::edition::{Edition, Letters};
use rubricate::files;
use rubricate::report::{Format, Report};
use rubricate::source::Source;
use rubricate::validate::kept;
use std::io::{self, Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate edit letter.txt > letter.xml
  cat letter.txt | rubricate edit - --language de
  rubricate edit letter.txt --edition DIR   with the lists and rules of an edition";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The plain text; `-` is standard input.
    file: PathBuf,
    /// The folder of an edition whose configuration and lists are used.
    #[arg(long, value_name = "DIR")]
    edition: Option<PathBuf>,
    /// The language of the text, a BCP 47 tag, where there is no edition.
    #[arg(long, value_name = "TAG", conflicts_with = "edition", default_value = "en")]
    language: String,
    #[command(flatten)]
    certainty: CertaintyArgument,
}

/// Writes the TEI of one text to standard output, and what was found to standard error.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut desk = match &arguments.edition {
        Some(folder) => match desk::open(folder, Format::Text)? {
            Ok(desk) => desk,
            Err(code) => return Ok(code),
        },
        None => Desk::new(in_language(&arguments.language), Authority::default()),
    };
    certainty::set(arguments.certainty.asked(), &mut desk);
    // One stream holds one document.
    desk.edition.letters = Letters::Divisions;
    let shown = files::printed(&arguments.file);
    let source = if arguments.file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        Source::from_bytes(&shown, bytes, desk.edition.encoding)
    } else {
        Source::read(&arguments.file, &shown, desk.edition.encoding)
    };
    let source = match source {
        Ok(source) => source.located(&path_below_input(arguments, &desk)),
        Err(error) => {
            eprintln!("{}", error.into_diagnostic(&shown.into()));
            return Ok(ExitCode::from(2));
        }
    };
    let document = edit(&source, &desk);
    let mut out = io::stdout().lock();
    out.write_all(document.tei.xml.as_bytes())?;
    out.flush()?;
    let lost = kept(&document, &source);
    let mut findings = [source.findings(), document.diagnostics].concat();
    findings.extend(lost);
    let report = Report::of_diagnostics("edit", [source.path().clone()], findings);
    for entry in report.entries() {
        eprintln!("{}", entry.diagnostic);
    }
    Ok(ExitCode::from(report.exit_code()))
}

/// The path of the text below the input folder of its edition; empty where it is not in there.
fn path_below_input(arguments: &Arguments, desk: &Desk) -> PathBuf {
    let Some(edition) = &arguments.edition else { return PathBuf::new() };
    let input = below(edition, &desk.edition.folders.input).canonicalize();
    let file = arguments.file.canonicalize();
    let within =
        |(file, input): (PathBuf, PathBuf)| Some(file.strip_prefix(input).ok()?.to_path_buf());
    file.ok().zip(input.ok()).and_then(within).unwrap_or_default()
}

/// An edition of nothing but texts in one language.
fn in_language(tag: &str) -> Edition {
    let mut edition = Edition::default();
    tag.clone_into(&mut edition.languages.main);
    edition
}

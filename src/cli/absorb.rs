//! `rubricate absorb EDITED.xml`.

use super::certainty::{self, CertaintyArgument};
use super::desk::{self, document};
use super::signature::SignatureArguments;
use anyhow::anyhow;
use rubricate::absorb::{Absorbed, Edited, Found, Job, Otherwise, absorb, find};
use rubricate::decide::Draft;
use rubricate::diagnostic::{Diagnostic, Severity};
use rubricate::files;
use rubricate::report::{Format, Report, Style};
use rubricate::source::Source;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate absorb output/letter-3.xml             corrected where it was built
  rubricate absorb ~/mail/corrected.xml --document letter-3 --who mh
  rubricate absorb corrected.xml --dry-run         shows the decisions

The document is generated anew from its text and the decisions that stand, and
compared with the corrected file. White space, line breaks and the order of
attributes are no difference.

  marks     a mark that was added, taken away, moved or changed becomes a
            decision (`rubricate decide --help`), in the place of an earlier one
            about the same words that it contradicts
  words     are shown with their place in the plain text, and refused
  the rest  paragraphs, header, notes, elements and attributes that decisions
            do not know: shown, and refused

Where something is refused nothing is written; with --partial the rest is. What
is written was tried: the next build has the marks of the corrected file. Absorb
a file before the next build, or before other decisions are made about its
document: what was decided since it was built is not in it, and would be undone.

Exit codes: 0 written or nothing to absorb, 1 something was refused, 2 failure.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The TEI file that was corrected.
    file: PathBuf,
    /// The folder of the edition.
    #[arg(long, value_name = "DIR", default_value = ".")]
    edition: PathBuf,
    /// The document that it is, by the name of its text without `.txt`; the header and the name of
    /// the file say it where it is not given.
    #[arg(long, value_name = "NAME")]
    document: Option<String>,
    /// Take what can be taken, where something cannot.
    #[arg(long)]
    partial: bool,
    #[command(flatten)]
    signature: SignatureArguments,
    #[command(flatten)]
    certainty: CertaintyArgument,
    /// Show the lines without writing them.
    #[arg(long)]
    dry_run: bool,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Takes the corrections of a file into the decisions of its edition.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut desk = match desk::open(&arguments.edition, arguments.format)? {
        Ok(desk) => desk,
        Err(code) => return Ok(code),
    };
    certainty::set(arguments.certainty.asked(), &mut desk);
    let shown = files::printed(&arguments.file);
    let bytes = Source::bytes(&arguments.file)
        .map_err(|error| anyhow!("{}", error.into_diagnostic(&shown.as_str().into())))?;
    let edited = match Edited::read(&shown, &bytes) {
        Ok(edited) => edited,
        Err(fault) => return desk::report(vec![fault], arguments.format),
    };
    let found = match &arguments.document {
        Some(name) => Found { document: name.clone(), suffix: String::new() },
        None => find(&arguments.file, &edited, &arguments.edition, &desk)
            .map_err(|error| anyhow!("{shown}: {error}; say which it is with --document"))?,
    };
    let source = document(&arguments.edition, &desk, &found.document)?;
    let draft = desk::draft(&arguments.edition, &desk)?;
    let job =
        Job { edited: &edited, source: &source, document: &found.document, suffix: &found.suffix };
    let otherwise = if arguments.partial { Otherwise::Partial } else { Otherwise::Nothing };
    let edition = desk.edition.clone();
    let sign = || arguments.signature.sign(&edition);
    match absorb(job, &mut desk, (&draft, otherwise), sign)? {
        Ok(absorbed) => write(arguments, &draft, (&found, absorbed)),
        Err(faults) => desk::report(faults, arguments.format),
    }
}

/// Writes the decisions, or says why not.
fn write(
    arguments: &Arguments,
    draft: &Draft,
    (found, absorbed): (&Found, Absorbed),
) -> anyhow::Result<ExitCode> {
    let Absorbed { findings, decisions, draft: fitted } = absorbed;
    let path = files::printed(&draft.path(&found.document));
    let is_text = arguments.format == Format::Text;
    if let Some(fitted) = &fitted {
        if !arguments.dry_run {
            files::write_all(&fitted.files())?;
        }
        for (line, decision) in decisions.iter().filter(|_| is_text) {
            if arguments.dry_run {
                println!("{}", decision.to_json());
            } else {
                let instead = match decision.replaces.as_slice() {
                    [] => String::new(),
                    replaced => format!(", in the place of {}", replaced.join(", ")),
                };
                println!("{path}:{line}: {decision} (`{}`){instead}", decision.at.exact);
            }
        }
    }
    let refused = findings.iter().any(|finding| finding.severity() == Severity::Error);
    let count = match decisions.len() {
        1 => "1 decision".to_owned(),
        count => format!("{count} decisions"),
    };
    let note = match (decisions.is_empty(), &fitted, arguments.dry_run) {
        (true, _, _) if refused => "Nothing is written.".to_owned(),
        (true, _, _) => "Nothing to absorb.".to_owned(),
        (false, None, _) => {
            format!("Nothing is written; {count} would be, with --partial.")
        }
        (false, Some(_), true) => format!("{count}, not written."),
        (false, Some(_), false) => format!("{count} written."),
    };
    report(arguments, findings, &note)
}

fn report(
    arguments: &Arguments,
    findings: Vec<Diagnostic>,
    note: &str,
) -> anyhow::Result<ExitCode> {
    let paths = [files::printed(&arguments.file).into()];
    let report = Report::of_diagnostics("absorb", paths, findings).note(note);
    report.write(arguments.format, Style::of_stdout(), &mut io::stdout().lock())?;
    Ok(ExitCode::from(report.exit_code()))
}

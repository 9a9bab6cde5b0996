//! `rubricate check --schema SCHEMA [FILES…]`.

use anyhow::{Context, bail};
use rayon::prelude::*;
use rubricate::diagnostic::{Diagnostic, Severity};
use rubricate::relaxng::Schema;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Arguments {
    /// The RELAX NG schema, in the XML or (`.rnc`) the compact syntax.
    #[arg(long, short)]
    schema: Option<PathBuf>,
    /// The files to validate; without any, the schema alone is checked.
    files: Vec<PathBuf>,
}

/// Prints the findings in the order of the files: 0 without errors, 1 with, 2 where a file cannot
/// be read or the schema cannot be used.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Some(schema) = &arguments.schema else {
        bail!("name the schema with --schema, and the files to validate");
    };
    let schema = match Schema::read(schema) {
        Ok(schema) => schema,
        Err(error) => {
            print(&[error.diagnostic().clone()])?;
            return Ok(ExitCode::from(2));
        }
    };
    let validated: Vec<anyhow::Result<Vec<Diagnostic>>> =
        arguments.files.par_iter().map(|path| validate(&schema, path)).collect();
    let mut code = ExitCode::SUCCESS;
    let mut unread = Vec::new();
    for outcome in validated {
        match outcome {
            Ok(findings) => {
                if findings.iter().any(|finding| finding.severity() == Severity::Error) {
                    code = ExitCode::from(1);
                }
                print(&findings)?;
            }
            Err(error) => unread.push(error),
        }
    }
    for error in &unread {
        eprintln!("rubricate: {error:#}");
    }
    Ok(if unread.is_empty() { code } else { ExitCode::from(2) })
}

fn validate(schema: &Schema, path: &Path) -> anyhow::Result<Vec<Diagnostic>> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    Ok(schema.validate_file(&path.to_string_lossy(), &bytes))
}

/// Prints findings; a reader that has gone away, as `head` does, is no failure.
fn print(findings: &[Diagnostic]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for finding in findings {
        match writeln!(out, "{finding}") {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(()),
            outcome => outcome?,
        }
    }
    Ok(())
}

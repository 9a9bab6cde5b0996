//! The commands.

mod check;
mod explain;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Turns plain-text historical documents into validated TEI P5 editions.
#[derive(Parser)]
#[command(version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Validate XML files against a RELAX NG schema, or the schema itself.
    Check(check::Arguments),
    /// Say what a code such as R301 means and what can be done.
    Explain(explain::Arguments),
}

/// Runs the command that the arguments name; 0 clean, 1 findings, 2 failure.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("rubricate: {error:#}");
            ExitCode::from(2)
        }
    }
}

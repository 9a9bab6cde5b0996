//! The commands.

mod accept;
mod build;
mod check;
mod date;
mod desk;
mod diff;
mod edit;
mod explain;
mod init;
mod publish;

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
    /// Approve what differs from the golden files: all, some, or one by one.
    Accept(accept::Arguments),
    /// Build an edition: every text of its input folder, its registers, and the comparison.
    Build(build::Arguments),
    /// Validate XML files: grammar, rules, references, dates; or a schema itself.
    Check(check::Arguments),
    /// Compare golden files and output, or any two XML files, by what they say.
    Diff(diff::Arguments),
    /// Read the dates of a text: their TEI attributes and why.
    Date(date::Arguments),
    /// Write the TEI of one text to standard output.
    Edit(edit::Arguments),
    /// Say what a code such as R301 means and what can be done.
    Explain(explain::Arguments),
    /// Begin an edition: a commented edition.toml and a small example.
    Init(init::Arguments),
    /// Publish an edition: a website, and the data that other tools accept.
    Publish(publish::Arguments),
}

/// Runs the command that the arguments name; 0 clean, 1 findings, 2 failure.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Accept(arguments) => accept::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Edit(arguments) => edit::run(&arguments),
        Command::Date(arguments) => date::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Publish(arguments) => publish::run(&arguments),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("rubricate: {error:#}");
            ExitCode::from(2)
        }
    }
}

//! The commands.

mod absorb;
mod accept;
mod build;
mod certainty;
mod check;
mod clock;
mod completions;
mod date;
mod decide;
mod desk;
mod diff;
mod edit;
mod entities;
mod explain;
mod init;
mod man;
mod publish;
mod run;
mod signature;
mod train;
mod watch;

use clap::{CommandFactory as _, Parser, Subcommand};
use rubricate::report::{Style, folded};
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate init my-edition       begin an edition
  rubricate build my-edition      build it, check it, compare it
  rubricate check letter.xml      check any TEI file
  rubricate help build            the options of a command

Exit codes: 0 clean, 1 findings of level error or a difference, 2 failure.";

/// Turns plain-text historical documents into validated TEI P5 editions.
#[derive(Parser)]
#[command(version, about, max_term_width = 80, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Take back TEI that was corrected by hand: its marks become decisions.
    Absorb(absorb::Arguments),
    /// Approve what differs from the golden files: all, some, or one by one.
    Accept(accept::Arguments),
    /// Build an edition: every text of its input folder, its registers, and the comparison.
    Build(build::Arguments),
    /// Validate XML files: grammar, rules, references, dates; or a schema itself.
    Check(check::Arguments),
    /// Write the completions of a shell: bash, elvish, fish, powershell, zsh.
    Completions(completions::Arguments),
    /// Compare golden files and output, or any two XML files, by what they say.
    Diff(diff::Arguments),
    /// Read the dates of a text: their TEI attributes and why.
    Date(date::Arguments),
    /// Decide about a mark, so that every later run obeys.
    Decide(Box<decide::Arguments>),
    /// Write the TEI of one text to standard output.
    Edit(edit::Arguments),
    /// Write all names as a table for editors, in the lists and in none; take it back corrected.
    Entities(entities::Arguments),
    /// Say what a code such as R301 means and what can be done.
    Explain(explain::Arguments),
    /// Begin an edition: a commented edition.toml and a small example.
    Init(init::Arguments),
    /// Learn the model that finds names in no list, from texts with scholars' markup.
    Train(train::Arguments),
    /// Write the manual page.
    Man(man::Arguments),
    /// Build an edition again whenever one of its files changes; show new findings.
    Watch(watch::Arguments),
    /// Publish an edition: a website, and the data that other tools accept.
    Publish(publish::Arguments),
}

/// Runs the command that the arguments name; 0 clean, 1 findings, 2 failure.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Absorb(arguments) => absorb::run(&arguments),
        Command::Accept(arguments) => accept::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command()),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Decide(arguments) => decide::run(&arguments),
        Command::Edit(arguments) => edit::run(&arguments),
        Command::Entities(arguments) => entities::run(&arguments),
        Command::Date(arguments) => date::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Train(arguments) => train::run(&arguments),
        Command::Man(arguments) => man::run(&arguments, Arguments::command()),
        Command::Watch(arguments) => watch::run(&arguments),
        Command::Publish(arguments) => publish::run(&arguments),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            let told = format!("rubricate: {error:#}");
            match Style::of_stderr() {
                Style::Plain => eprintln!("{told}"),
                Style::Folded(columns) | Style::Coloured(columns) => {
                    eprintln!("{}", folded(&told, columns, 4));
                }
            }
            ExitCode::from(2)
        }
    }
}

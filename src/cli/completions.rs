//! `rubricate completions SHELL`.

use clap::Command;
use clap_complete::Shell;
use std::io::{self, Write as _};
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate completions bash > ~/.local/share/bash-completion/completions/rubricate
  rubricate completions zsh > ~/.zfunc/_rubricate
  rubricate completions fish > ~/.config/fish/completions/rubricate.fish";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The shell.
    shell: Shell,
}

/// Writes what a shell needs to complete the commands and their options.
pub fn run(arguments: &Arguments, mut command: Command) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "rubricate", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

//! `rubricate man`.

use anyhow::Context as _;
use clap::Command;
use clap_mangen::Man;
use rubricate::files;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate man | man -l -           read it now
  rubricate man --folder share/man1  a page for each command";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Write one page for each command into this folder.
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// Writes the manual page: that of the whole to standard output, or all of them into a folder.
pub fn run(arguments: &Arguments, mut command: Command) -> anyhow::Result<ExitCode> {
    command.build();
    let Some(folder) = &arguments.folder else {
        io::stdout().lock().write_all(&page(&command, "rubricate")?)?;
        return Ok(ExitCode::SUCCESS);
    };
    let mut pages = vec![("rubricate".to_owned(), page(&command, "rubricate")?)];
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        let name = format!("rubricate-{}", below.get_name());
        let content = page(below, &name)?;
        pages.push((name, content));
    }
    for (name, content) in pages {
        let path = folder.join(format!("{name}.1"));
        files::write(&path, &content).context("the page cannot be written")?;
        println!("{}", files::printed(&path));
    }
    Ok(ExitCode::SUCCESS)
}

/// One page: what clap knows, then the examples as they stand in `--help`.
fn page(command: &Command, name: &str) -> io::Result<Vec<u8>> {
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let man = Man::new(command.clone().display_name(name.to_owned())).title(name.to_uppercase());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    for part in after.split("\n\n") {
        match part.strip_prefix("Examples:\n") {
            Some(examples) => write!(page, ".SH EXAMPLES\n.nf\n{}.fi\n", lines(examples))?,
            None => write!(page, ".SH NOTES\n{}", lines(part))?,
        }
    }
    Ok(page)
}

/// Lines that `troff` prints as they are.
fn lines(text: &str) -> String {
    let escaped = |line: &str| {
        let line = line.replace('\\', "\\e").replace('-', "\\-");
        // A line that begins so would be taken for a command.
        let guard = if line.starts_with(['.', '\'']) { "\\&" } else { "" };
        format!("{guard}{line}\n")
    };
    text.lines().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_taken_for_a_command() {
        assert_eq!(lines(".a-b\n\\n"), "\\&.a\\-b\n\\en\n");
    }
}

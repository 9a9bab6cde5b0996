//! `rubricate explain CODE`.

use anyhow::bail;
use rubricate::diagnostic::Code;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate explain R301   what R301 means and what can be done
  rubricate explain        all codes, one a line";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The code, such as R301; all codes where none is given.
    code: Option<String>,
}

/// Prints what a code means, or the list of all codes.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Some(wanted) = &arguments.code else {
        for code in Code::ALL {
            let first = code.explanation().lines().next().unwrap_or_default().trim();
            println!("{code} {:<8} {first}", code.severity().as_str());
        }
        return Ok(ExitCode::SUCCESS);
    };
    let Some(code) = Code::parse(wanted) else {
        bail!("`{wanted}` is no code of rubricate; `rubricate explain` lists them all");
    };
    println!("{code} ({})\n", code.severity().as_str());
    for line in code.explanation().lines() {
        println!("{}", line.strip_prefix(' ').unwrap_or(line));
    }
    Ok(ExitCode::SUCCESS)
}

//! The command line: one file a command, in `cli`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}

//! What the commands say of themselves: help, completions, manual pages.

use std::process::{Command, Output};

fn rubricate(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rubricate")).args(arguments).output().expect("it starts")
}

fn told(arguments: &[&str]) -> String {
    let output = rubricate(arguments);
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The names of all commands, as `--help` lists them.
fn commands() -> Vec<String> {
    let help = told(&["--help"]);
    let list = help.split("Commands:\n").nth(1).expect("a list of commands");
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.map(|line| line.split_whitespace().next().expect("a name").to_owned());
    names.filter(|name| name != "help").collect()
}

#[test]
fn each_command_has_help_with_examples_that_fits_the_screen() {
    let commands = commands();
    assert!(commands.len() >= 10, "{commands:?}");
    for command in commands {
        let help = told(&[&command, "--help"]);
        let examples = help.split("Examples:\n").nth(1).unwrap_or_default();
        assert!(
            examples.starts_with(&format!("  rubricate {command}")) || examples.contains(&command),
            "{command}: {help}"
        );
        for line in help.lines() {
            assert!(line.chars().count() <= 80, "{command}: {line}");
        }
    }
}

#[test]
fn completions_know_each_command_in_each_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = told(&["completions", shell]);
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
    }
    let bash = Command::new("bash").args(["-n", "-c", &told(&["completions", "bash"])]).status();
    assert!(bash.expect("bash starts").success());
    assert_eq!(rubricate(&["completions", "tcsh"]).status.code(), Some(2));
}

#[test]
fn the_bash_completion_offers_commands_and_options() {
    let script = format!(
        "{}\nCOMP_WORDS=(rubricate diff --for); COMP_CWORD=2; _rubricate rubricate --for diff; \
         echo \"${{COMPREPLY[*]}}\"",
        told(&["completions", "bash"])
    );
    let offered = Command::new("bash").args(["-c", &script]).output().expect("bash starts");
    assert_eq!(String::from_utf8_lossy(&offered.stdout).trim(), "--format");
}

#[test]
fn there_is_a_manual_page_for_each_command() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().to_str().expect("UTF-8");
    told(&["man", "--folder", path]);
    for command in commands() {
        let page = std::fs::read_to_string(folder.path().join(format!("rubricate-{command}.1")));
        let page = page.expect("a page");
        assert!(page.contains(".SH EXAMPLES"), "{page}");
        assert!(page.contains(&format!("rubricate\\-{command}")), "{page}");
    }
    let whole = told(&["man"]);
    assert!(whole.contains(".SH SUBCOMMANDS") && whole.contains(".SH NOTES"), "{whole}");
    assert_eq!(whole, told(&["man"]), "the same at any time");
}

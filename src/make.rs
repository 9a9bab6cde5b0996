//! What a build read and wrote, as rules for `make`.

use crate::files::printed;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Rules that make `target` again where an input is newer, and that let every output follow it.
///
/// Inputs may go without stopping make; a folder among them stands for what comes into it. An
/// output follows without a command, so that what is made from it is made again only where it was
/// written. The recipe for `target` is the user's: `rubricate build --make-deps TARGET`.
#[must_use]
pub fn rules(target: &Path, inputs: &[PathBuf], outputs: &[PathBuf]) -> String {
    let target = escaped(target);
    let mut rules = String::from("# Written by `rubricate build --make-deps`, read by make.\n");
    write!(rules, "{target}:").expect("a string takes all that is written");
    for input in inputs {
        write!(rules, " \\\n  {}", escaped(input)).expect("a string takes all that is written");
    }
    rules.push('\n');
    for output in outputs {
        writeln!(rules, "\n{}: {target} ;", escaped(output))
            .expect("a string takes all that is written");
    }
    for input in inputs {
        writeln!(rules, "\n{}:", escaped(input)).expect("a string takes all that is written");
    }
    rules
}

/// A path as make reads it in a rule.
fn escaped(path: &Path) -> String {
    let mut escaped = String::new();
    for c in printed(path).chars() {
        match c {
            ' ' | '\t' | '#' | ':' | '%' | '\\' => escaped.extend(['\\', c]),
            '$' => escaped.push_str("$$"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_make_would_read_otherwise_is_escaped() {
        assert_eq!(escaped(Path::new("in/a b#1$.txt")), "in/a\\ b\\#1$$.txt");
    }

    #[test]
    fn the_target_follows_the_inputs_and_the_outputs_the_target() {
        let rules = rules(Path::new("d"), &["a.txt".into()], &["a.xml".into()]);
        let lines: Vec<_> = rules.lines().skip(1).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["d: \\", "  a.txt", "a.xml: d ;", "a.txt:"]);
    }
}

//! One line a finding, then the summary.

use super::{Entry, Report, Style};
use crate::diagnostic::{Diagnostic, Severity};
use std::io::{self, Write};

const BOLD: &str = "\u{1b}[1m";
const FAINT: &str = "\u{1b}[2m";
const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const CYAN: &str = "\u{1b}[1;36m";
const END: &str = "\u{1b}[0m";

pub(super) fn write(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (path, (verdict, entries)) in report.by_path() {
        if let Some(verdict) = verdict {
            writeln!(out, "{}: {}", single_line(path), single_line(verdict))?;
        }
        for entry in entries {
            line(entry, style, out)?;
        }
    }
    writeln!(out, "{}", single_line(&report.summary()))
}

fn line(entry: &Entry, style: Style, out: &mut dyn Write) -> io::Result<()> {
    finding(&entry.diagnostic, style, out)?;
    match (&entry.comparison, style) {
        (Some(comparison), Style::Plain) => writeln!(out, " [{}]", comparison.id),
        (Some(comparison), Style::Coloured) => writeln!(out, " {FAINT}[{}]{END}", comparison.id),
        (None, _) => writeln!(out),
    }
}

/// One finding without the line's end.
fn finding(diagnostic: &Diagnostic, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let line = single_line(&diagnostic.to_string());
    if style == Style::Plain {
        return out.write_all(line.as_bytes());
    }
    let colour = match diagnostic.severity() {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Info => CYAN,
    };
    let level = format!("{}[{}]:", diagnostic.severity().as_str(), diagnostic.code);
    // The level stands after the place; a path that holds the same words is cut before it.
    let place_ends = single_line(&diagnostic.place.path).len();
    let Some(at) = line[place_ends..].find(&level).map(|at| at + place_ends) else {
        return out.write_all(line.as_bytes());
    };
    let (place, rest) = line.split_at(at);
    write!(out, "{BOLD}{place}{END}{colour}{level}{END}{}", &rest[level.len()..])
}

/// Findings take one line each, whatever their text holds, and never steer the terminal.
fn single_line(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let escaped = c.is_control();
            let shown = escaped.then(|| c.escape_default()).into_iter().flatten();
            shown.chain((!escaped).then_some(c))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::LineColumn;

    fn written(style: Style, message: &str) -> String {
        let at = Some(LineColumn { line: 2, column: 3 });
        let found = Diagnostic::new(Code::EmptyInput, &"a.txt".into(), at, message);
        let mut out = Vec::new();
        write(&Report::of_diagnostics("check", [], vec![found]), style, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn one_finding_is_one_line() {
        assert_eq!(
            written(Style::Plain, "no\ntext\u{1b}[2J").lines().next(),
            Some("a.txt:2:3: error[R101]: no\\ntext\\u{1b}[2J")
        );
    }

    #[test]
    fn colour_stands_around_the_level() {
        assert_eq!(
            written(Style::Coloured, "x").lines().next(),
            Some("\u{1b}[1ma.txt:2:3: \u{1b}[0m\u{1b}[1;31merror[R101]:\u{1b}[0m x")
        );
    }
}

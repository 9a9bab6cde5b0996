//! One line a finding, then the summary.

use super::fold::{fold, folded};
use super::{Entry, Report, Style};
use crate::diagnostic::Severity;
use std::io::{self, Write};

const BOLD: &str = "\u{1b}[1m";
const FAINT: &str = "\u{1b}[2m";
const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const CYAN: &str = "\u{1b}[1;36m";

/// Columns by which the lines of a finding are indented after its first.
const INDENT: usize = 4;

pub(super) fn write(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (path, (verdict, entries)) in report.by_path() {
        if let Some(verdict) = verdict {
            let told = format!("{}: {}", single_line(path), single_line(verdict));
            writeln!(out, "{}", sentence(&told, style))?;
        }
        for entry in entries {
            writeln!(out, "{}", finding(entry, style))?;
        }
    }
    writeln!(out, "{}", sentence(&single_line(&report.summary()), style))
}

/// A line that is no finding.
fn sentence(text: &str, style: Style) -> String {
    match style {
        Style::Plain => text.to_owned(),
        Style::Folded(columns) | Style::Coloured(columns) => folded(text, columns, INDENT),
    }
}

/// One finding without the line's end.
fn finding(entry: &Entry, style: Style) -> String {
    let found = &entry.diagnostic;
    let line = single_line(&found.to_string());
    let id = entry.comparison.as_ref().map(|comparison| format!("[{}]", comparison.id));
    let columns = match style {
        Style::Plain => return id.map_or(line.clone(), |id| format!("{line} {id}")),
        Style::Folded(columns) | Style::Coloured(columns) => columns,
    };
    let level = format!("{}[{}]:", found.severity().as_str(), found.code);
    let (place, message) = {
        // The level stands after the place; a path that holds the same words is passed over.
        let path_ends = single_line(&found.place.path).len();
        let at = line[path_ends..].find(&level).map_or(path_ends, |at| at + path_ends);
        (line[..at].trim_end(), line[at..].trim_start_matches(&level).trim_start())
    };
    let coloured = |colour| if let Style::Coloured(_) = style { colour } else { "" };
    let colour = match found.severity() {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Info => CYAN,
    };
    let words = [(place, coloured(BOLD)), (level.as_str(), coloured(colour))]
        .into_iter()
        .chain(message.split(' ').map(|word| (word, "")))
        .chain(id.as_deref().map(|id| (id, coloured(FAINT))));
    fold(words, columns, INDENT)
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
    use crate::diagnostic::{Code, Diagnostic};
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
    fn colour_stands_around_the_place_and_the_level() {
        assert_eq!(
            written(Style::Coloured(80), "x").lines().next(),
            Some("\u{1b}[1ma.txt:2:3:\u{1b}[0m \u{1b}[1;31merror[R101]:\u{1b}[0m x")
        );
    }

    #[test]
    fn on_a_terminal_lines_are_folded() {
        assert_eq!(
            written(Style::Folded(36), "one two three\u{7} four five"),
            "a.txt:2:3: error[R101]: one two\n    three\\u{7} four five\n\
             check: 0 documents, 1 error in 1\n    file (R101 ×1).\n"
        );
    }
}

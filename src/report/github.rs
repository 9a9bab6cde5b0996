//! Workflow commands: GitHub shows each beside the line that it names.

use super::Report;
use crate::diagnostic::Severity;
use std::fmt::Write as _;
use std::io::{self, Write};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for entry in report.entries() {
        let found = &entry.diagnostic;
        let command = match found.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let mut properties = format!("file={}", property(&found.place.path));
        if let Some(at) = found.place.at {
            write!(properties, ",line={},col={}", at.line, at.column)
                .expect("a string takes all that is written");
        }
        let help = found.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        let message = data(&format!("{}{help}", found.message));
        writeln!(out, "::{command} {properties},title={}::{message}", found.code)?;
    }
    // A line that starts with `::` or `##[` would be taken for a command.
    writeln!(out, "rubricate {}", report.summary().replace(['\r', '\n'], " "))
}

/// The message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, where `:` and `,` end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::LineColumn;

    #[test]
    fn properties_and_messages_are_escaped_each_in_its_way() {
        let at = Some(LineColumn { line: 2, column: 3 });
        let found =
            Diagnostic::new(Code::EmptyInput, &"a,b:c%.txt".into(), at, "50 %:\nnone, none");
        let mut out = Vec::new();
        write(&Report::of_diagnostics("check", [], vec![found]), &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap().lines().next(),
            Some("::error file=a%2Cb%3Ac%25.txt,line=2,col=3,title=R101::50 %25:%0Anone, none")
        );
    }
}

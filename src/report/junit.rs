//! The XML test report that CI servers read: one suite a document, one failed case an error, and
//! one passed case for a document without errors. Warnings stand in `system-out`. There are no
//! times in it, so that the same findings give the same bytes.

use super::escape::markup;
use super::{Entry, Report};
use crate::diagnostic::Severity;
use std::io::{self, Write};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let suites = report.by_path();
    let tests: usize = suites.values().map(|(_, entries)| failures(entries).max(1)).sum();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"rubricate {}\" tests=\"{tests}\" failures=\"{}\" errors=\"0\" time=\"0\">",
        markup(report.command()),
        report.count(Severity::Error)
    )?;
    for (path, (_, entries)) in suites {
        suite(report.command(), path, &entries, out)?;
    }
    writeln!(out, "</testsuites>")
}

fn suite(command: &str, path: &str, entries: &[&Entry], out: &mut dyn Write) -> io::Result<()> {
    let failures = failures(entries);
    let (command, path) = (markup(command), markup(path));
    writeln!(
        out,
        "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\" time=\"0\">",
        failures.max(1)
    )?;
    if failures == 0 {
        writeln!(out, "    <testcase classname=\"{command}\" name=\"{path}\" time=\"0\"/>")?;
    }
    for entry in entries {
        let found = &entry.diagnostic;
        if found.severity() != Severity::Error {
            continue;
        }
        let place = found.place.at.map(|at| format!(":{at}")).unwrap_or_default();
        let code = found.code;
        writeln!(
            out,
            "    <testcase classname=\"{command}\" name=\"{path}{place} {code}\" time=\"0\">"
        )?;
        writeln!(
            out,
            "      <failure type=\"{code}\" message=\"{}\">{}</failure>",
            markup(&found.message),
            markup(&found.to_string())
        )?;
        writeln!(out, "    </testcase>")?;
    }
    if failures < entries.len() {
        write!(out, "    <system-out>")?;
        for entry in entries.iter().filter(|e| e.diagnostic.severity() != Severity::Error) {
            writeln!(out, "{}", markup(&entry.diagnostic.to_string()))?;
        }
        writeln!(out, "    </system-out>")?;
    }
    writeln!(out, "  </testsuite>")
}

fn failures(entries: &[&Entry]) -> usize {
    entries.iter().filter(|entry| entry.diagnostic.severity() == Severity::Error).count()
}

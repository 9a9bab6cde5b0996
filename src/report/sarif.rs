//! SARIF 2.1.0 (OASIS), as code scanning and editors read it.

use super::escape::uri;
use super::{Entry, Report};
use crate::diagnostic::{Code, Severity};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let rules: BTreeSet<_> = report.entries().iter().map(|entry| entry.diagnostic.code).collect();
    // Results name their rule by its index in the table.
    let index: BTreeMap<_, _> = rules.iter().enumerate().map(|(at, code)| (*code, at)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "automationDetails": { "id": format!("rubricate/{}/", report.command()) },
            "columnKind": "unicodeCodePoints",
            "artifacts": report.documents().iter()
                .map(|document| json!({ "location": { "uri": uri(&document.path) } }))
                .collect::<Vec<_>>(),
            "invocations": [{ "executionSuccessful": true }],
            "results": report.entries().iter()
                .map(|entry| result(entry, index[&entry.diagnostic.code]))
                .collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(code: Code) -> Value {
    let explanation = code.explanation();
    let first = explanation.lines().next().unwrap_or_default().trim();
    json!({
        "id": code.as_str(),
        "name": format!("{code:?}"),
        "shortDescription": { "text": first },
        "fullDescription": { "text": explanation.trim() },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn result(entry: &Entry, rule: usize) -> Value {
    let found = &entry.diagnostic;
    let message = match &found.help {
        Some(help) => format!("{} ({help})", found.message),
        None => found.message.clone(),
    };
    let mut physical = json!({ "artifactLocation": { "uri": uri(&found.place.path) } });
    if let Some(at) = found.place.at {
        physical["region"] = json!({ "startLine": at.line, "startColumn": at.column });
    }
    let mut result = json!({
        "ruleId": found.code.as_str(),
        "ruleIndex": rule,
        "level": level(found.severity()),
        "message": { "text": message },
        "locations": [{ "physicalLocation": physical }],
    });
    if let Some(comparison) = &entry.comparison {
        // The name stays the same from run to run, so that a viewer knows the finding again.
        result["partialFingerprints"] = json!({ "rubricateChange/v1": comparison.id });
        result["properties"] = json!({ "group": comparison.group, "kind": comparison.kind });
    }
    if let Some(at) = found.place.xml {
        result["properties"]["xml"] = json!({ "line": at.line, "column": at.column });
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

//! The report for programs. What it holds is said by [`JSON_SCHEMA`], which tests check it against.

use super::{Comparison, Document, Entry, Excerpt, Report};
use crate::diagnostic::Severity;
use serde::Serialize;
use std::io::{self, Write};

/// The JSON Schema (2020-12) of [`super::Format::Json`]. `version` grows when a field changes its
/// meaning or goes; a new field leaves it as it is.
pub const JSON_SCHEMA: &str = include_str!("report.schema.json");

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Whole<'a> {
    format: &'static str,
    version: u32,
    tool: Tool,
    command: &'a str,
    summary: Summary,
    documents: Vec<OneDocument<'a>>,
    findings: Vec<OneFinding<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary {
    documents: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    sentence: String,
}

#[derive(Serialize)]
struct OneDocument<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'a str>,
}

#[derive(Serialize)]
struct OneFinding<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    xml_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    xml_column: Option<usize>,
    level: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    id: &'a str,
    group: &'a str,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<Side<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<Side<'a>>,
}

#[derive(Serialize)]
struct Side<'a> {
    line: usize,
    column: usize,
    before: &'a str,
    text: &'a str,
    after: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    markup: Option<&'a str>,
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let whole = Whole {
        format: "rubricate-report",
        version: VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        command: report.command(),
        summary: Summary {
            documents: report.documents().len(),
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            infos: report.count(Severity::Info),
            sentence: report.summary(),
        },
        documents: report.documents().iter().map(OneDocument::from).collect(),
        findings: report.entries().iter().map(OneFinding::from).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

impl<'a> From<&'a Document> for OneDocument<'a> {
    fn from(document: &'a Document) -> Self {
        Self { path: &document.path, verdict: document.verdict.as_deref() }
    }
}

impl<'a> From<&'a Entry> for OneFinding<'a> {
    fn from(entry: &'a Entry) -> Self {
        let found = &entry.diagnostic;
        Self {
            path: &found.place.path,
            line: found.place.at.map(|at| at.line),
            column: found.place.at.map(|at| at.column),
            xml_line: found.place.xml.map(|at| at.line),
            xml_column: found.place.xml.map(|at| at.column),
            level: found.severity().as_str(),
            code: found.code.as_str(),
            message: &found.message,
            help: found.help.as_deref(),
            change: entry.comparison.as_ref().map(Change::from),
        }
    }
}

impl<'a> From<&'a Comparison> for Change<'a> {
    fn from(change: &'a Comparison) -> Self {
        Self {
            id: &change.id,
            group: &change.group,
            kind: &change.kind,
            old: change.old.as_ref().map(Side::from),
            new: change.new.as_ref().map(Side::from),
        }
    }
}

impl<'a> From<&'a Excerpt> for Side<'a> {
    fn from(excerpt: &'a Excerpt) -> Self {
        Self {
            line: excerpt.at.line,
            column: excerpt.at.column,
            before: &excerpt.before,
            text: &excerpt.text,
            after: &excerpt.after,
            markup: excerpt.markup.as_deref(),
        }
    }
}

//! One page that needs no network: findings by document, the two sides of a change beside each
//! other, filters by level and kind, and all of it reachable from the keyboard. Without scripts
//! the page shows everything.

use super::escape::markup;
use super::{Comparison, Entry, Excerpt, Report};
use crate::diagnostic::Severity;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let title = format!("rubricate {}", report.command());
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>",
        title = markup(&title)
    )?;
    writeln!(out, "<header>\n<h1>{}</h1>\n<p>{}</p>", markup(&title), markup(&report.summary()))?;
    filters(report, out)?;
    writeln!(out, "</header>\n<main id=\"findings\">")?;
    let mut clean = Vec::new();
    for (path, (verdict, entries)) in report.by_path() {
        if entries.is_empty() {
            clean.push((path, verdict));
        } else {
            file(path, verdict, &entries, out)?;
        }
    }
    without_findings(&clean, out)?;
    writeln!(out, "</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>")
}

/// One box to tick for each level and each kind that occurs, with its count.
fn filters(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut levels = BTreeMap::<Severity, usize>::new();
    let mut kinds = BTreeMap::<String, usize>::new();
    for entry in report.entries() {
        *levels.entry(entry.diagnostic.severity()).or_default() += 1;
        *kinds.entry(kind(entry)).or_default() += 1;
    }
    // Without scripts it would do nothing.
    writeln!(out, "<form id=\"filters\" hidden>")?;
    writeln!(out, "<fieldset><legend>Level</legend>")?;
    for (level, count) in levels {
        tick("level", level.as_str(), count, out)?;
    }
    writeln!(out, "</fieldset>\n<fieldset><legend>Kind</legend>")?;
    for (kind, count) in kinds {
        tick("kind", &kind, count, out)?;
    }
    writeln!(
        out,
        "</fieldset>\n<label class=\"search\">Search <kbd>/</kbd> \
         <input type=\"search\" id=\"search\" autocomplete=\"off\"></label>\n\
         <p id=\"shown\" role=\"status\"></p>\n\
         <p class=\"keys\"><kbd>j</kbd> next, <kbd>k</kbd> previous, <kbd>/</kbd> search, \
         <kbd>Esc</kbd> show all</p>\n</form>"
    )
}

fn tick(name: &str, value: &str, count: usize, out: &mut dyn Write) -> io::Result<()> {
    let value = markup(value);
    writeln!(
        out,
        "<label><input type=\"checkbox\" name=\"{name}\" value=\"{value}\" checked> {value} \
         <span class=\"count\">{count}</span></label>"
    )
}

/// The word that a finding is filtered by.
fn kind(entry: &Entry) -> String {
    match &entry.comparison {
        Some(comparison) => format!("{}: {}", comparison.group, comparison.kind),
        None => entry.diagnostic.code.to_string(),
    }
}

fn file(
    path: &str,
    verdict: Option<&str>,
    entries: &[&Entry],
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<section>\n<h2>{}</h2>", markup(path))?;
    if let Some(verdict) = verdict {
        writeln!(out, "<p class=\"verdict\">{}</p>", markup(verdict))?;
    }
    for entry in entries {
        finding(entry, out)?;
    }
    writeln!(out, "</section>")
}

fn finding(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let found = &entry.diagnostic;
    let level = found.severity().as_str();
    writeln!(
        out,
        "<article class=\"{level}\" data-level=\"{level}\" data-kind=\"{}\" tabindex=\"-1\">",
        markup(&kind(entry))
    )?;
    let place = found.place.at.map(|at| at.to_string()).unwrap_or_default();
    writeln!(
        out,
        "<h3><span class=\"level\">{level}</span> <span class=\"code\">{}</span> \
         <span class=\"place\">{place}</span> {}</h3>",
        found.code,
        markup(&found.message)
    )?;
    if let Some(help) = &found.help {
        writeln!(out, "<p class=\"help\">{}</p>", markup(help))?;
    }
    if let Some(comparison) = &entry.comparison {
        sides(comparison, out)?;
    }
    writeln!(out, "</article>")
}

fn sides(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<div class=\"sides\">")?;
    side("golden", "del", comparison.old.as_ref(), out)?;
    side("output", "ins", comparison.new.as_ref(), out)?;
    writeln!(
        out,
        "</div>\n<p class=\"accept\">rubricate accept --only <code>{}</code></p>",
        markup(&comparison.id)
    )
}

fn side(
    name: &str,
    element: &str,
    excerpt: Option<&Excerpt>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<div class=\"side\"><h4>{name}")?;
    let Some(excerpt) = excerpt else {
        return writeln!(out, "</h4><p class=\"nothing\">nothing here</p></div>");
    };
    writeln!(out, " <span class=\"place\">{}</span></h4>", excerpt.at)?;
    if let Some(tag) = &excerpt.markup {
        writeln!(out, "<p><code>{}</code></p>", markup(tag))?;
    }
    writeln!(
        out,
        "<p class=\"words\">{}<{element}>{}</{element}>{}</p></div>",
        markup(&excerpt.before),
        markup(&excerpt.text),
        markup(&excerpt.after)
    )
}

fn without_findings(
    documents: &[(&Arc<str>, Option<&str>)],
    out: &mut dyn Write,
) -> io::Result<()> {
    if documents.is_empty() {
        return Ok(());
    }
    writeln!(out, "<details>\n<summary>{} without findings</summary>\n<ul>", documents.len())?;
    for (path, verdict) in documents {
        let verdict = verdict.map(|verdict| format!(": {verdict}")).unwrap_or_default();
        writeln!(out, "<li>{}{}</li>", markup(path), markup(&verdict))?;
    }
    writeln!(out, "</ul>\n</details>")
}

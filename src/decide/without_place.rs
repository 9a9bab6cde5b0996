//! Decisions that no document of the edition has a place for.

use super::decision::Signed;
use super::folder::{ALL, ENDING};
use super::ground::squeeze;
use crate::Desk;
use crate::diagnostic::{Code, Diagnostic};
use crate::files;
use crate::normalise::normalise;
use crate::source::{LineColumn, Source};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Findings about decisions for documents that are not there, and about those for the whole
/// edition that had no place in any document.
#[must_use]
pub fn without_place(
    desk: &Desk,
    input: &Path,
    documents: &[PathBuf],
    fitted: &BTreeSet<usize>,
) -> Vec<Diagnostic> {
    let decisions = &desk.decisions;
    let names: BTreeSet<String> =
        documents.iter().map(|path| files::printed(&path.with_extension(""))).collect();
    let mut findings = Vec::new();
    for (name, path, found) in decisions.without_document(&names) {
        let count = found.len();
        let plural = if count == 1 { "decision is" } else { "decisions are" };
        let message =
            format!("{count} {plural} about `{name}`, which is no document of the edition");
        let at = found.first().map(|signed| LineColumn { line: signed.line, column: 1 });
        let mut finding = Diagnostic::new(Code::DecisionWithoutDocument, path, at, message);
        finding.help = renamed(desk, input, documents, found).map(|now| {
            let folder = path.len() - name.len() - ENDING.len() - ".".len();
            let folder = path.get(..folder).unwrap_or_default();
            format!("their words are in `{now}`: was it renamed? then rename this to `{folder}{now}.{ENDING}`")
        });
        findings.push(finding);
    }
    for (number, signed) in decisions.everywhere().decisions().iter().enumerate() {
        if !fitted.contains(&number) {
            let exact = super::misfit::short(&signed.decision.at.exact);
            let message =
                format!("`{exact}` has no such place in any document ({})", signed.decision);
            let at = Some(LineColumn { line: signed.line, column: 1 });
            findings.push(Diagnostic::new(Code::DecisionLost, &signed.path, at, message));
        }
    }
    findings
}

/// The document that has the words of the decisions, with what stood around them.
fn renamed(desk: &Desk, input: &Path, documents: &[PathBuf], found: &[Signed]) -> Option<String> {
    const ASKED: usize = 20;
    let words: Vec<String> = found
        .iter()
        .take(ASKED)
        .map(|signed| &signed.decision.at)
        .map(|at| format!("{}{}{}", at.prefix, at.exact, at.suffix))
        .collect();
    let taken = |path: &Path| {
        !desk.decisions.of_document(&files::printed(&path.with_extension(""))).is_empty()
    };
    let counted: Vec<(usize, &PathBuf)> = documents
        .par_iter()
        .filter(|path| !taken(path))
        .filter_map(|path| {
            let source = Source::read(&input.join(path), ALL, desk.edition.encoding).ok()?;
            let flat = squeeze(normalise(&source, &desk.rules).0.as_str());
            Some((words.iter().filter(|words| flat.contains(words.as_str())).count(), path))
        })
        .collect();
    let best =
        counted.into_iter().max_by_key(|(count, path)| (*count, std::cmp::Reverse(*path)))?;
    (best.0 * 2 > words.len()).then(|| files::printed(&best.1.with_extension("")))
}

//! Lines of decisions read and checked: everything that is wrong, with its line and column.

use super::anchor::Anchor;
use super::decision::{Decision, KINDS, Signature, Signed};
use super::elements::nearest;
use super::ground::{hash, squeeze};
use super::line::{AnchorLine, Line, certainty};
use crate::annotate::dates::Iso;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{LineColumn, Source};
use std::collections::BTreeMap;
use std::fmt;
use unicode_normalization::UnicodeNormalization as _;

/// The keys that every decision may have.
const COMMON: &[&str] = &[
    "decision",
    "exact",
    "prefix",
    "suffix",
    "occurrence",
    "of",
    "paragraph",
    "between",
    "everywhere",
    "cert",
    "evidence",
    "who",
    "when",
    "why",
    "replaces",
];

/// Reads a file of decisions, one a line; blank lines are passed over.
#[must_use]
pub fn read(source: &Source, faults: &mut Vec<Diagnostic>) -> Vec<Signed> {
    let text = source.text().strip_prefix('\u{feff}').unwrap_or(source.text());
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let line = line.trim_end();
        match decision(line) {
            Ok(decision) => found.push(Signed {
                decision,
                id: id(line),
                path: source.path().clone(),
                line: number + 1,
            }),
            Err(wrong) => faults.extend(wrong.into_iter().map(|fault| {
                let at = LineColumn { line: number + 1, column: fault.column };
                let mut finding =
                    Diagnostic::new(fault.code, source.path(), Some(at), fault.message);
                finding.help = fault.help;
                finding
            })),
        }
    }
    found
}

/// The name of a line.
#[must_use]
pub fn id(line: &str) -> String {
    format!("{:016x}", hash(line))
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which rule.
    pub code: Code,
    /// Where in the line, in characters from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What can be done.
    pub help: Option<String>,
}

impl Fault {
    pub(super) fn value(message: impl Into<String>) -> Self {
        Self { code: Code::DecisionValue, column: 1, message: message.into(), help: None }
    }

    fn syntax(message: impl Into<String>) -> Self {
        Self { code: Code::DecisionSyntax, ..Self::value(message) }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// The message, and in brackets what can be done.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, " ({help})"))
    }
}

/// The decision that a line says.
///
/// # Errors
/// Everything that is wrong with it.
pub fn decision(line: &str) -> Result<Decision, Vec<Fault>> {
    if line.starts_with('[') {
        return Err(vec![Fault::syntax("this is no decision: wanted an object, `{…}`")]);
    }
    let line: Line = serde_json::from_str(line).map_err(|error| vec![unreadable(line, &error)])?;
    let mut checker = Checker { line, faults: Vec::new() };
    let decision = checker.decision();
    match decision {
        Some(decision) if checker.faults.is_empty() => Ok(decision),
        Some(_) | None => Err(checker.faults),
    }
}

/// Why a line is no decision: no JSON, or a key that is not known.
fn unreadable(line: &str, error: &serde_json::Error) -> Fault {
    if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
        return Fault::syntax("a mark of an unfinished merge stands here")
            .help("keep the decisions of both sides, one a line, and take the mark out");
    }
    let known: Vec<&str> = COMMON
        .iter()
        .chain(KINDS.iter().flat_map(|(_, needed, allowed)| needed.iter().chain(*allowed)))
        .copied()
        .collect();
    let keys: BTreeMap<String, serde_json::Value> = serde_json::from_str(line).unwrap_or_default();
    if let Some(key) = keys.keys().find(|key| !known.contains(&key.as_str())) {
        let fault = Fault::syntax(format!("the key `{key}` is not known"));
        let fault = Fault { column: column_of(line, key), ..fault };
        return match nearest(key, known) {
            Some(meant) => fault.help(format!("is `{meant}` meant?")),
            None => fault,
        };
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let before =
        &line[..line.floor_char_boundary(error.column().saturating_sub(1).min(line.len()))];
    let fault = Fault::syntax(format!("this is no decision: {message}"));
    Fault { column: before.chars().count() + 1, ..fault }
}

/// Where a key stands in a line, in characters from 1.
fn column_of(line: &str, key: &str) -> usize {
    line.find(&format!("\"{key}\"")).map_or(1, |at| line[..at].chars().count() + 1)
}

/// A line on its way to a decision.
pub(super) struct Checker {
    pub(super) line: Line,
    pub(super) faults: Vec<Fault>,
}

impl Checker {
    fn decision(&mut self) -> Option<Decision> {
        let kind = std::mem::take(&mut self.line.decision);
        let known = KINDS.iter().find(|(name, ..)| *name == kind);
        if known.is_none() {
            let kinds: Vec<_> = KINDS.iter().map(|(name, ..)| format!("`{name}`")).collect();
            let fault = if kind.is_empty() {
                Fault::syntax("the key `decision` is missing")
            } else {
                Fault::value(format!("`{kind}` is no decision"))
            };
            self.faults.push(fault.help(format!("decisions are {}", kinds.join(", "))));
        }
        let (needed, allowed) =
            known.map_or((&[][..], &[][..]), |(_, needed, allowed)| (*needed, *allowed));
        for key in needed {
            if self.has(key) {
                continue;
            }
            self.faults
                .push(Fault::syntax(format!("the key `{key}` is missing, which `{kind}` needs")));
        }
        let more = ["element", "as", "ref", "attributes", "parts", "note", "words", "within"];
        for key in more {
            let is_odd = known.is_some() && !needed.contains(&key) && !allowed.contains(&key);
            if is_odd && self.has(key) {
                self.faults
                    .push(Fault::syntax(format!("the key `{key}` says nothing to `{kind}`")));
            }
        }
        let signature = self.signature();
        let at = self.anchor();
        if !self.faults.is_empty() {
            return None;
        }
        let verdict = self.verdict(&kind)?;
        Some(Decision {
            verdict,
            at,
            everywhere: self.line.everywhere,
            cert: self.cert(),
            evidence: self.evidence(),
            signature,
            replaces: std::mem::take(&mut self.line.replaces),
        })
    }

    pub(super) fn has(&self, key: &str) -> bool {
        let line = &self.line;
        match key {
            "element" => line.element.is_some(),
            "as" => line.r#as.is_some(),
            "ref" => line.r#ref.is_some(),
            "attributes" => line.attributes.is_some(),
            "parts" => line.parts.is_some(),
            "note" => line.note.is_some(),
            "words" => line.words.is_some(),
            "within" => line.within.is_some(),
            _ => false,
        }
    }

    fn signature(&mut self) -> Signature {
        let line = &self.line;
        let signature = Signature {
            who: squeeze(&line.who),
            when: line.when.trim().to_owned(),
            why: squeeze(&line.why),
        };
        if signature.who.is_empty() {
            self.faults.push(Fault::syntax("the key `who` is missing: who decided this"));
        }
        let day = Iso::parse(&signature.when).filter(|day| day.day.is_some() && day.year.is_some());
        if signature.when.is_empty() {
            self.faults.push(Fault::syntax("the key `when` is missing: the day of the decision"));
        } else if day.is_none() {
            let message =
                format!("`{}` is no day: wanted one such as `2026-11-24`", signature.when);
            self.faults.push(Fault::value(message));
        }
        signature
    }

    fn anchor(&mut self) -> Anchor {
        let line = &self.line;
        let anchor = AnchorLine {
            exact: line.exact.clone(),
            prefix: line.prefix.clone(),
            suffix: line.suffix.clone(),
            occurrence: line.occurrence,
            of: line.of,
            paragraph: line.paragraph.clone(),
            between: line.between.clone(),
        };
        if line.everywhere {
            let place = [
                ("occurrence", line.occurrence.is_some()),
                ("paragraph", line.paragraph.is_some()),
                ("between", line.between.is_some()),
            ];
            for (key, _) in place.into_iter().filter(|(_, given)| *given) {
                let message = format!("the key `{key}` names one place, `everywhere` names all");
                self.faults.push(Fault::syntax(message));
            }
        }
        self.anchor_of(&anchor)
    }

    pub(super) fn anchor_of(&mut self, line: &AnchorLine) -> Anchor {
        let exact = text(&line.exact);
        if exact.trim().is_empty() {
            self.faults.push(Fault::syntax("the key `exact` is missing: the words it is about"));
        }
        if line.occurrence == Some(0) {
            self.faults.push(Fault::value("`occurrence` counts from 1"));
        }
        let paragraph = line.paragraph.as_deref().map(|hash| self.hash(hash));
        let between =
            line.between.as_ref().map(|[before, after]| (self.hash(before), self.hash(after)));
        Anchor {
            exact: exact.trim().to_owned(),
            prefix: text(&line.prefix),
            suffix: text(&line.suffix),
            paragraph,
            between,
            occurrence: line.occurrence,
            of: line.of,
        }
    }

    fn hash(&mut self, hash: &str) -> u64 {
        u64::from_str_radix(hash, 16).unwrap_or_else(|_| {
            self.faults.push(Fault::value(format!("`{hash}` is no hash of a paragraph")));
            0
        })
    }

    fn cert(&mut self) -> Option<crate::layer::Certainty> {
        let word = self.line.cert.as_deref()?;
        let found = certainty(word);
        if found.is_none() {
            let message = format!("`{word}` is no certainty: wanted `high`, `medium` or `low`");
            self.faults.push(Fault::value(message));
        }
        found
    }

    fn evidence(&mut self) -> Option<String> {
        let words = squeeze(self.line.evidence.as_deref()?);
        let known = |word: &str| ["internal", "external", "conjecture"].contains(&word);
        if words.is_empty() || !words.split(' ').all(known) {
            let message =
                format!("`{words}` is no evidence: wanted `internal`, `external` or `conjecture`");
            self.faults.push(Fault::value(message));
        }
        Some(words)
    }
}

/// A text of a line as the ground has it: composed, with single spaces; a space at an end counts.
pub(super) fn text(text: &str) -> String {
    let composed: String = text.nfc().collect();
    let mut flat = squeeze(&composed);
    if flat.is_empty() {
        return flat;
    }
    if composed.starts_with(char::is_whitespace) {
        flat.insert(0, ' ');
    }
    if composed.ends_with(char::is_whitespace) {
        flat.push(' ');
    }
    flat
}

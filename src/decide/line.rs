//! A decision as a line of JSON, and back.

use super::anchor::Anchor;
use super::decision::{Decision, Part, Signature, Tag, Verdict};
use crate::layer::Certainty;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The keys of a line, in the order in which they are written.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Line {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub decision: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub exact: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub suffix: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub between: Option<[String; 2]>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub everywhere: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#as: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#ref: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<PartLine>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<AnchorLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cert: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub who: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub when: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<String>,
}

/// A part of what is divided.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PartLine {
    pub exact: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<usize>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub element: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#ref: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
}

/// The opening words of a note.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AnchorLine {
    pub exact: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub suffix: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub between: Option<[String; 2]>,
}

impl Line {
    /// The line of a decision.
    #[must_use]
    pub fn of(decision: &Decision) -> Self {
        let AnchorLine { exact, prefix, suffix, occurrence, of, paragraph, between } =
            AnchorLine::of(&decision.at);
        let Signature { who, when, why } = decision.signature.clone();
        let line = Self {
            decision: decision.verdict.kind().to_owned(),
            exact,
            prefix,
            suffix,
            occurrence,
            of,
            paragraph,
            between,
            everywhere: decision.everywhere,
            cert: decision.cert.map(|cert| cert.as_str().to_owned()),
            evidence: decision.evidence.clone(),
            who,
            when,
            why,
            replaces: decision.replaces.clone(),
            ..Self::default()
        };
        line.with(&decision.verdict)
    }

    fn with(mut self, verdict: &Verdict) -> Self {
        let name = |name: &'static str| Some(name.to_owned());
        match verdict {
            Verdict::Accept(phrase, tag) => {
                if let Some(tag) = tag {
                    self.set(tag, true);
                }
                self.element = name(phrase.name);
            }
            Verdict::Reject(phrase) => self.element = phrase.and_then(|phrase| name(phrase.name)),
            Verdict::Retag(phrase, tag) => {
                self.set(tag, false);
                self.element = name(phrase.name);
                self.r#as = name(tag.phrase.name);
            }
            Verdict::Link(phrase, to) => {
                self.element = name(phrase.name);
                self.r#ref = Some(to.clone());
            }
            Verdict::Add(tag) => {
                self.set(tag, false);
                self.element = name(tag.phrase.name);
            }
            Verdict::Split(phrase, parts) => {
                self.element = name(phrase.name);
                self.parts = Some(parts.iter().map(PartLine::of).collect());
            }
            Verdict::Date(tag) => {
                self.set(tag, true);
                self.within = None;
            }
            Verdict::Note(note) => self.note = Some(AnchorLine::of(note)),
        }
        self
    }

    /// Writes a tag; its attributes also where there are none, if that says something.
    fn set(&mut self, tag: &Tag, always: bool) {
        let refs = tag.name_kind().is_some() && (always || !tag.refs.is_empty());
        self.r#ref = refs.then(|| tag.refs.clone());
        let attributes = attributes(tag);
        self.attributes = (always || !attributes.is_empty()).then_some(attributes);
        self.note = tag.note.as_ref().map(AnchorLine::of);
        self.words.clone_from(&tag.words);
        self.within = tag.within.map(str::to_owned);
    }
}

fn attributes(tag: &Tag) -> BTreeMap<String, String> {
    tag.attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

impl PartLine {
    fn of(part: &Part) -> Self {
        let attributes = attributes(&part.tag);
        Self {
            exact: part.exact.clone(),
            occurrence: (part.occurrence > 1).then_some(part.occurrence),
            element: part.tag.phrase.name.to_owned(),
            r#ref: (!part.tag.refs.is_empty()).then(|| part.tag.refs.clone()),
            attributes: (!attributes.is_empty()).then_some(attributes),
            within: part.tag.within.map(str::to_owned),
        }
    }
}

impl AnchorLine {
    fn of(anchor: &Anchor) -> Self {
        let hex = |hash: u64| format!("{hash:016x}");
        Self {
            exact: anchor.exact.clone(),
            prefix: anchor.prefix.clone(),
            suffix: anchor.suffix.clone(),
            occurrence: anchor.occurrence,
            of: anchor.of,
            paragraph: anchor.paragraph.map(hex),
            between: anchor.between.map(|(before, after)| [hex(before), hex(after)]),
        }
    }
}

impl Decision {
    /// The line of JSON that says it, without a line end.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Strings, numbers and lists of them have a form in JSON, always.
        serde_json::to_string(&Line::of(self)).unwrap_or_default()
    }
}

/// The word of `teidata.certainty`.
#[must_use]
pub fn certainty(word: &str) -> Option<Certainty> {
    [Certainty::High, Certainty::Medium, Certainty::Low].into_iter().find(|c| c.as_str() == word)
}

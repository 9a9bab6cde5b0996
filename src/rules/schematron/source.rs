//! Schematron as it is written: patterns and rules before anything in them is compiled.

use crate::source::LineColumn;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The namespace of ISO Schematron.
pub(super) const SCHEMATRON: &str = "http://purl.oclc.org/dsdl/schematron";
/// The namespace of Schematron before ISO, whose rules are not run.
pub(super) const SCHEMATRON_1: &str = "http://www.ascc.net/xml/schematron";

/// A place in a schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) path: Arc<str>,
    pub(super) at: LineColumn,
}

/// Everything that the files of one schema say.
#[derive(Debug, Clone, Default)]
pub(super) struct RawSchema {
    /// The query language, where it is named, and where.
    pub(super) binding: Option<(String, Spot)>,
    /// Where the first pattern of a schema stands that names no query language.
    pub(super) unbound: Option<Spot>,
    pub(super) namespaces: Vec<(String, String, Spot)>,
    pub(super) lets: Vec<RawLet>,
    pub(super) default_phase: Option<String>,
    pub(super) phases: Vec<RawPhase>,
    pub(super) patterns: Vec<RawPattern>,
    pub(super) diagnostics: BTreeMap<String, Vec<RawPiece>>,
    /// Abstract rules that stand outside patterns.
    pub(super) rules: Vec<RawRule>,
}

#[derive(Debug, Clone)]
pub(super) struct RawLet {
    pub(super) name: String,
    /// None where the value is not an expression but content.
    pub(super) value: Option<String>,
    pub(super) spot: Spot,
}

#[derive(Debug, Clone)]
pub(super) struct RawPhase {
    pub(super) id: String,
    pub(super) active: Vec<String>,
    pub(super) lets: Vec<RawLet>,
}

#[derive(Debug, Clone)]
pub(super) struct RawPattern {
    pub(super) id: Option<String>,
    pub(super) is_abstract: bool,
    /// The abstract pattern that it fills in, and the words it puts for the parameters.
    pub(super) is_a: Option<String>,
    pub(super) parameters: Vec<(String, String)>,
    /// Whether it is about other documents than the one that is checked.
    pub(super) documents: bool,
    pub(super) lets: Vec<RawLet>,
    pub(super) rules: Vec<RawRule>,
    pub(super) spot: Spot,
}

#[derive(Debug, Clone)]
pub(super) struct RawRule {
    pub(super) id: Option<String>,
    pub(super) is_abstract: bool,
    pub(super) context: Option<String>,
    pub(super) role: Option<String>,
    pub(super) parts: Vec<RawPart>,
    pub(super) spot: Spot,
}

#[derive(Debug, Clone)]
pub(super) enum RawPart {
    Let(RawLet),
    Check(RawCheck),
    /// The checks of an abstract rule.
    Extends(String, Spot),
}

/// `assert` or `report`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CheckKind {
    Assert,
    Report,
}

#[derive(Debug, Clone)]
pub(super) struct RawCheck {
    pub(super) kind: CheckKind,
    pub(super) id: Option<String>,
    pub(super) role: Option<String>,
    pub(super) test: String,
    pub(super) subject: Option<String>,
    pub(super) diagnostics: Vec<String>,
    pub(super) message: Vec<RawPiece>,
    pub(super) spot: Spot,
}

/// A piece of a message.
#[derive(Debug, Clone)]
pub(super) enum RawPiece {
    Text(String),
    /// `value-of`, with its expression.
    Value(String, Spot),
    /// `name`, with its path.
    Name(Option<String>, Spot),
}

impl RawPattern {
    /// The pattern with words put for `$parameter` everywhere.
    pub(super) fn filled(&self, parameters: &[(String, String)]) -> Vec<RawRule> {
        let mut rules = self.rules.clone();
        for rule in &mut rules {
            rule.fill(parameters);
        }
        rules
    }
}

impl RawRule {
    fn fill(&mut self, parameters: &[(String, String)]) {
        if let Some(context) = &mut self.context {
            *context = fill(context, parameters);
        }
        for part in &mut self.parts {
            match part {
                RawPart::Let(RawLet { value, .. }) => {
                    if let Some(value) = value {
                        *value = fill(value, parameters);
                    }
                }
                RawPart::Check(check) => {
                    check.test = fill(&check.test, parameters);
                    check.subject = check.subject.as_ref().map(|s| fill(s, parameters));
                    for piece in &mut check.message {
                        match piece {
                            RawPiece::Text(text) | RawPiece::Value(text, _) => {
                                *text = fill(text, parameters);
                            }
                            RawPiece::Name(path, _) => {
                                *path = path.as_ref().map(|path| fill(path, parameters));
                            }
                        }
                    }
                }
                RawPart::Extends(..) => {}
            }
        }
    }
}

/// Puts words for `$name`; the longest name that fits counts.
pub(super) fn fill(text: &str, parameters: &[(String, String)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        let name_end = rest[1..]
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.')))
            .map_or(rest.len(), |end| end + 1);
        let fitting = parameters.iter().filter(|(name, _)| rest[1..name_end].starts_with(&**name));
        match fitting.max_by_key(|(name, _)| name.len()) {
            Some((name, value)) => {
                filled.push_str(value);
                rest = &rest[1 + name.len()..];
            }
            None => {
                filled.push('$');
                rest = &rest[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_parameter_is_filled_in() {
        let words = [("a".to_owned(), "x".to_owned()), ("ab".to_owned(), "y/z".to_owned())];
        assert_eq!(fill("$a + $ab = $c", &words), "x + y/z = $c");
        assert_eq!(fill("$", &words), "$");
    }
}

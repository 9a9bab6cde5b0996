//! Compiles what was read: abstract patterns and rules filled in, expressions parsed once.

use super::source::{
    CheckKind, RawCheck, RawLet, RawPart, RawPattern, RawPiece, RawRule, RawSchema, Spot,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::xpath::{ExprId, Fault, FaultKind, Pattern, Program, Scope, Slot};

/// The rules that run, with the expressions they are made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Compiled {
    pub(super) program: Program,
    pub(super) lets: Vec<Binding>,
    pub(super) patterns: Vec<CompiledPattern>,
    pub(super) rules: Vec<Rule>,
}

#[derive(Debug, Clone)]
pub(super) struct CompiledPattern {
    pub(super) lets: Vec<Binding>,
}

#[derive(Debug, Clone)]
pub(super) struct Binding {
    pub(super) slot: Slot,
    pub(super) value: ExprId,
}

#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) pattern: usize,
    /// Which rule of its pattern it is, from 0.
    pub(super) number: usize,
    /// What a finding calls the rule: its identifier or that of its pattern.
    pub(super) name: Option<Box<str>>,
    pub(super) context: Pattern,
    pub(super) context_text: Box<str>,
    pub(super) lets: Vec<Binding>,
    pub(super) checks: Vec<Check>,
    pub(super) spot: Spot,
}

#[derive(Debug, Clone)]
pub(super) struct Check {
    pub(super) kind: CheckKind,
    pub(super) code: Code,
    pub(super) id: Option<Box<str>>,
    pub(super) test: ExprId,
    pub(super) test_text: Box<str>,
    pub(super) subject: Option<ExprId>,
    pub(super) message: Vec<Piece>,
    pub(super) diagnostics: Vec<Vec<Piece>>,
    pub(super) spot: Spot,
}

#[derive(Debug, Clone)]
pub(super) enum Piece {
    Text(Box<str>),
    Value(ExprId),
    Name(Option<ExprId>),
}

/// How many abstract rules may extend each other.
const MAX_EXTENDS: usize = 20;

/// Compiles a schema for a phase.
pub(super) fn compile(
    raw: &RawSchema,
    phase: Option<&str>,
    documents: bool,
) -> (Compiled, Vec<Diagnostic>) {
    let namespaces = raw.namespaces.iter().map(|(prefix, uri, _)| (prefix.clone(), uri.clone()));
    let scope = Scope { namespaces: namespaces.collect(), variables: Vec::new(), documents };
    let mut compiler = Compiler { raw, scope, compiled: Compiled::default(), findings: Vec::new() };
    if compiler.language() {
        compiler.schema(phase);
    }
    (compiler.compiled, compiler.findings)
}

struct Compiler<'r> {
    raw: &'r RawSchema,
    scope: Scope,
    compiled: Compiled,
    findings: Vec<Diagnostic>,
}

impl Compiler<'_> {
    fn finding(&mut self, code: Code, spot: &Spot, message: impl Into<String>) {
        self.findings.push(Diagnostic::new(code, &spot.path, Some(spot.at), message));
    }

    /// Whether the rules are in a language that is run.
    fn language(&mut self) -> bool {
        if let Some((binding, spot)) = &self.raw.binding {
            match binding.to_ascii_lowercase().as_str() {
                "xslt2" | "xslt3" | "xpath2" | "xpath3" | "xpath31" => {}
                "xslt" | "xslt1" | "xpath" | "exslt" => {
                    let message = format!(
                        "the rules are written for `{binding}` (XPath 1) and are read as XPath 2"
                    );
                    self.finding(Code::RuleLanguage, &spot.clone(), message);
                }
                _ => {
                    let message = format!(
                        "the rules are in `{binding}`, which is not evaluated; none of them is run"
                    );
                    self.finding(Code::RuleUnsupported, &spot.clone(), message);
                    return false;
                }
            }
        } else if let Some(spot) = self.raw.unbound.clone() {
            let message = "the schema names no queryBinding, which means XPath 1; its rules are \
                           read as XPath 2";
            self.finding(Code::RuleLanguage, &spot, message);
        }
        true
    }

    fn schema(&mut self, phase: Option<&str>) {
        let wanted = match phase.or(self.raw.default_phase.as_deref()) {
            Some("#DEFAULT") => self.raw.default_phase.as_deref(),
            other => other,
        };
        let phase = wanted.filter(|&id| id != "#ALL");
        let raw_phase = phase.and_then(|id| self.raw.phases.iter().find(|phase| phase.id == id));
        let globals = self.lets(&self.raw.lets);
        self.compiled.lets.extend(globals);
        if let Some(phase) = raw_phase {
            let lets = self.lets(&phase.lets);
            self.compiled.lets.extend(lets);
        }
        for pattern in &self.raw.patterns {
            let active = match (phase, raw_phase) {
                (None, _) => true,
                (Some(_), Some(phase)) => {
                    pattern.id.as_ref().is_some_and(|id| phase.active.contains(id))
                }
                (Some(_), None) => false,
            };
            if active && !pattern.is_abstract {
                self.pattern(pattern);
            }
        }
    }

    fn pattern(&mut self, raw: &RawPattern) {
        if raw.documents {
            let message = "a pattern about other documents (@documents) is not run";
            self.finding(Code::RuleUnsupported, &raw.spot, message);
            return;
        }
        let mut raw_lets = raw.lets.clone();
        let rules = match &raw.is_a {
            None => raw.rules.clone(),
            Some(name) => {
                let wanted = Some(name.as_str());
                let found =
                    self.raw.patterns.iter().find(|p| p.is_abstract && p.id.as_deref() == wanted);
                let Some(model) = found else {
                    let message = format!("there is no abstract pattern `{name}`");
                    self.finding(Code::RuleBroken, &raw.spot, message);
                    return;
                };
                for model_let in &model.lets {
                    let mut filled = model_let.clone();
                    filled.value = filled.value.map(|v| super::source::fill(&v, &raw.parameters));
                    raw_lets.push(filled);
                }
                model.filled(&raw.parameters)
            }
        };
        let outer = self.scope.variables.len();
        let lets = self.lets(&raw_lets);
        let index = self.compiled.patterns.len();
        self.compiled.patterns.push(CompiledPattern { lets });
        let concrete = rules.iter().filter(|rule| !rule.is_abstract);
        for (number, rule) in concrete.enumerate() {
            self.rule(raw, &rules, rule, (index, number));
        }
        self.scope.variables.truncate(outer);
    }

    fn rule(
        &mut self,
        pattern: &RawPattern,
        siblings: &[RawRule],
        raw: &RawRule,
        (index, number): (usize, usize),
    ) {
        let Some(context_text) = &raw.context else {
            self.finding(Code::RuleBroken, &raw.spot, "the rule has no context, and is not run");
            return;
        };
        let context = match self.compiled.program.pattern(context_text, &self.scope) {
            Ok(context) => context,
            Err(fault) => {
                self.broken(&raw.spot, "the context of the rule", context_text, &fault);
                return;
            }
        };
        let mut parts = Vec::new();
        self.gather(siblings, raw, &mut parts, 0);
        let outer = self.scope.variables.len();
        let (mut lets, mut checks) = (Vec::new(), Vec::new());
        for part in &parts {
            match part {
                RawPart::Let(raw) => lets.extend(self.binding(raw)),
                RawPart::Check(check) => checks.extend(self.check(check, raw.role.as_deref())),
                RawPart::Extends(..) => {}
            }
        }
        self.scope.variables.truncate(outer);
        let name = raw.id.as_ref().or(pattern.id.as_ref());
        self.compiled.rules.push(Rule {
            pattern: index,
            number,
            name: name.map(|name| name.as_str().into()),
            context,
            context_text: context_text.as_str().into(),
            lets,
            checks,
            spot: raw.spot.clone(),
        });
    }

    /// The parts of a rule and of the abstract rules that it extends.
    fn gather(
        &mut self,
        siblings: &[RawRule],
        rule: &RawRule,
        parts: &mut Vec<RawPart>,
        depth: usize,
    ) {
        for part in &rule.parts {
            let RawPart::Extends(name, spot) = part else {
                parts.push(part.clone());
                continue;
            };
            let of_schema = self.raw.patterns.iter().flat_map(|pattern| &pattern.rules);
            let mut known = siblings.iter().chain(&self.raw.rules).chain(of_schema);
            let found = known.find(|r| r.is_abstract && r.id.as_deref() == Some(name));
            match found.cloned() {
                Some(model) if depth < MAX_EXTENDS => {
                    self.gather(siblings, &model, parts, depth + 1);
                }
                Some(_) => {
                    let message = format!("abstract rules extend each other round `{name}`");
                    self.finding(Code::RuleBroken, spot, message);
                }
                None => {
                    let message = format!("there is no abstract rule `{name}`");
                    self.finding(Code::RuleBroken, spot, message);
                }
            }
        }
    }

    fn lets(&mut self, raw: &[RawLet]) -> Vec<Binding> {
        raw.iter().filter_map(|raw| self.binding(raw)).collect()
    }

    /// A variable; where its value cannot be read, what uses it cannot be read either.
    fn binding(&mut self, raw: &RawLet) -> Option<Binding> {
        let Some(text) = &raw.value else {
            let message = format!("the variable `${}` has content instead of @value", raw.name);
            self.finding(Code::RuleUnsupported, &raw.spot, message);
            return None;
        };
        match self.compiled.program.parse(text, &self.scope) {
            Ok(value) => {
                let slot = self.compiled.program.new_slot();
                self.scope.variables.push((raw.name.clone(), slot));
                Some(Binding { slot, value })
            }
            Err(fault) => {
                let what = format!("the value of the variable `${}`", raw.name);
                self.broken(&raw.spot, &what, text, &fault);
                None
            }
        }
    }

    fn check(&mut self, raw: &RawCheck, rule_role: Option<&str>) -> Option<Check> {
        let test = match self.compiled.program.parse(&raw.test, &self.scope) {
            Ok(test) => test,
            Err(fault) => {
                self.broken(&raw.spot, "the test", &raw.test, &fault);
                return None;
            }
        };
        let subject = raw.subject.as_ref().and_then(|text| {
            let parsed = self.compiled.program.parse(text, &self.scope);
            parsed.map_err(|fault| self.broken(&raw.spot, "the subject", text, &fault)).ok()
        });
        let message = self.message(&raw.message);
        let mut diagnostics = Vec::new();
        for id in &raw.diagnostics {
            match self.raw.diagnostics.get(id) {
                Some(pieces) => diagnostics.push(self.message(pieces)),
                None => {
                    let message = format!("there is no diagnostic `{id}`");
                    self.finding(Code::RuleBroken, &raw.spot, message);
                }
            }
        }
        Some(Check {
            kind: raw.kind,
            code: code_of(raw.role.as_deref().or(rule_role)),
            id: raw.id.as_ref().map(|id| id.as_str().into()),
            test,
            test_text: raw.test.as_str().into(),
            subject,
            message,
            diagnostics,
            spot: raw.spot.clone(),
        })
    }

    fn message(&mut self, raw: &[RawPiece]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for piece in raw {
            let (text, spot) = match piece {
                RawPiece::Text(text) => {
                    pieces.push(Piece::Text(text.as_str().into()));
                    continue;
                }
                RawPiece::Name(None, _) => {
                    pieces.push(Piece::Name(None));
                    continue;
                }
                RawPiece::Value(text, spot) | RawPiece::Name(Some(text), spot) => (text, spot),
            };
            match self.compiled.program.parse(text, &self.scope) {
                Ok(expr) if matches!(piece, RawPiece::Name(..)) => {
                    pieces.push(Piece::Name(Some(expr)));
                }
                Ok(expr) => pieces.push(Piece::Value(expr)),
                Err(fault) => {
                    self.broken(spot, "a value in the message", text, &fault);
                    pieces.push(Piece::Text(format!("[{text}]").into()));
                }
            }
        }
        pieces
    }

    /// The finding about an expression that cannot be run.
    fn broken(&mut self, spot: &Spot, what: &str, text: &str, fault: &Fault) {
        let code = match fault.kind() {
            FaultKind::Unsupported => Code::RuleUnsupported,
            FaultKind::Syntax | FaultKind::Dynamic | FaultKind::Cost => Code::RuleBroken,
        };
        let character = text.get(..fault.offset()).map_or(0, |before| before.chars().count()) + 1;
        let message = format!(
            "{what} cannot be run: {fault} (character {character} of `{}`)",
            super::message::shortened(text)
        );
        self.finding(code, spot, message);
    }
}

/// What a role makes of a finding.
fn code_of(role: Option<&str>) -> Code {
    match role.unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "warning" | "warn" | "nonfatal" | "caution" => Code::RuleWarning,
        "info" | "information" | "hint" | "note" => Code::RuleNote,
        _ => Code::RuleViolated,
    }
}

//! Reads Schematron from `.sch` files and out of RELAX NG schemas.

use super::source::{
    CheckKind, RawCheck, RawLet, RawPart, RawPattern, RawPhase, RawPiece, RawRule, RawSchema,
    SCHEMATRON, SCHEMATRON_1, Spot,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::xml::tree::{Kind, NodeId, Tree};
use crate::xml::{Document, Limits, Lines};
use std::collections::BTreeSet;

/// How many files one schema may be made of.
const MAX_FILES: usize = 1000;
/// How deep elements may stand within a message.
const MAX_DEPTH: usize = 50;

/// Gives the bytes of a file of a schema, by its path.
pub type ReadFile<'f> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'f;

pub(super) struct Reading<'r, 'f> {
    read: &'r ReadFile<'f>,
    seen: BTreeSet<String>,
    pub(super) schema: RawSchema,
    pub(super) findings: Vec<Diagnostic>,
}

/// One file while it is read.
struct File<'t> {
    tree: &'t Tree,
    lines: &'t Lines<'t>,
}

impl File<'_> {
    fn spot(&self, node: NodeId) -> Spot {
        Spot { path: self.tree.path().clone(), at: self.lines.place(self.tree.offset(node)) }
    }

    fn attribute(&self, element: NodeId, name: &str) -> Option<String> {
        self.tree.attribute(element, "", name).map(str::to_owned)
    }

    /// The name of an element of ISO Schematron.
    fn rule_word(&self, node: NodeId) -> Option<&str> {
        (self.tree.kind(node) == Kind::Element && self.tree.namespace(node) == SCHEMATRON)
            .then(|| self.tree.local_name(node))
    }
}

impl<'r, 'f> Reading<'r, 'f> {
    pub(super) fn new(read: &'r ReadFile<'f>) -> Self {
        Self { read, seen: BTreeSet::new(), schema: RawSchema::default(), findings: Vec::new() }
    }

    /// Reads a file and the files that it includes.
    pub(super) fn file(&mut self, path: &str) -> Result<(), String> {
        self.files(vec![path.to_owned()])
    }

    fn files(&mut self, mut waiting: Vec<String>) -> Result<(), String> {
        while let Some(path) = waiting.pop() {
            if !self.seen.insert(path.clone()) {
                continue;
            }
            if self.seen.len() > MAX_FILES {
                return Err(format!("the schema has more than {MAX_FILES} files"));
            }
            let bytes = (self.read)(&path)?;
            waiting.extend(self.one(&path, &bytes)?);
        }
        Ok(())
    }

    /// Reads the rules in a file of a grammar, and the files of rules that it includes.
    pub(super) fn in_grammar(&mut self, path: &str, bytes: &[u8]) -> Result<(), String> {
        if self.seen.insert(path.to_owned()) {
            let included = self.one(path, bytes)?;
            self.files(included)?;
        }
        Ok(())
    }

    /// Reads one file; the files of rules that it includes, last first.
    fn one(&mut self, path: &str, bytes: &[u8]) -> Result<Vec<String>, String> {
        let wrong = |error: crate::xml::XmlError| format!("{path} is not XML: {error}");
        let document = Document::new(bytes, Limits::default()).map_err(wrong)?;
        if [SCHEMATRON, SCHEMATRON_1].iter().all(|name| !document.text().contains(name)) {
            return Ok(Vec::new());
        }
        let tree = Tree::of_parts(path, &document, &[SCHEMATRON, SCHEMATRON_1]).map_err(wrong)?;
        let lines = Lines::new(document.text());
        let mut included = self.top(&File { tree: &tree, lines: &lines }, path);
        included.reverse();
        Ok(included)
    }

    /// Reads what stands at the top of a file; the files it names are returned.
    fn top(&mut self, file: &File<'_>, path: &str) -> Vec<String> {
        let Some(root) = file.tree.root() else { return Vec::new() };
        let mut others = Vec::new();
        if file.rule_word(root) == Some("schema") {
            self.schema_element(file, root, path, &mut others);
            return others;
        }
        if file.rule_word(root).is_some() {
            self.component(file, root, path, &mut others);
            return others;
        }
        let mut old_rules = None;
        for node in file.tree.nodes() {
            let parent_is_rule =
                file.tree.parent(node).is_some_and(|parent| file.rule_word(parent).is_some());
            if file.rule_word(node) == Some("schema") {
                self.schema_element(file, node, path, &mut others);
            } else if file.rule_word(node).is_some() && !parent_is_rule {
                self.component(file, node, path, &mut others);
            }
            if file.tree.namespace(node) == SCHEMATRON_1 && old_rules.is_none() {
                old_rules = Some(node);
            }
        }
        if let Some(node) = old_rules {
            let message = "rules of Schematron 1.x are not run; the ISO standard has replaced it";
            self.finding(Code::RuleUnsupported, &file.spot(node), message);
        }
        others
    }

    fn finding(&mut self, code: Code, spot: &Spot, message: impl Into<String>) {
        self.findings.push(Diagnostic::new(code, &spot.path, Some(spot.at), message));
    }

    fn schema_element(
        &mut self,
        file: &File<'_>,
        schema: NodeId,
        path: &str,
        others: &mut Vec<String>,
    ) {
        let spot = file.spot(schema);
        match file.attribute(schema, "queryBinding") {
            Some(binding) => self.schema.binding = Some((binding, spot)),
            None => self.schema.unbound = Some(spot),
        }
        self.schema.default_phase = file.attribute(schema, "defaultPhase");
        for child in file.tree.children(schema) {
            if file.rule_word(child).is_some() {
                self.component(file, child, path, others);
            } else if file.tree.kind(child) == Kind::Element
                && file.tree.namespace(child) == "http://www.w3.org/1999/XSL/Transform"
            {
                let name = file.tree.name(child);
                let message =
                    format!("`<{name}>` is not run; rules that call what it defines are named");
                let warning = file.spot(child);
                self.finding(Code::RuleLanguage, &warning, message);
            }
        }
    }

    /// A child of `schema`, or what stands in its place in another schema.
    fn component(&mut self, file: &File<'_>, node: NodeId, path: &str, others: &mut Vec<String>) {
        let spot = file.spot(node);
        match file.rule_word(node).unwrap_or_default() {
            "ns" => {
                let prefix = file.attribute(node, "prefix").unwrap_or_default();
                let uri = file.attribute(node, "uri").unwrap_or_default();
                let known = self.schema.namespaces.iter().find(|(p, ..)| *p == prefix);
                if let Some((_, other, _)) = known.filter(|(_, known, _)| *known != uri) {
                    let message = format!(
                        "the prefix `{prefix}` stands for `{uri}` here, and for `{other}` elsewhere"
                    );
                    self.finding(Code::RuleBroken, &spot, message);
                }
                self.schema.namespaces.push((prefix, uri, spot));
            }
            "let" => self.schema.lets.push(raw_let(file, node)),
            "pattern" => {
                let pattern = self.pattern(file, node);
                self.schema.patterns.push(pattern);
            }
            "phase" => {
                let parts = file.tree.children(node);
                let mut phase = RawPhase {
                    id: file.attribute(node, "id").unwrap_or_default(),
                    active: Vec::new(),
                    lets: Vec::new(),
                };
                for part in parts {
                    match file.rule_word(part) {
                        Some("active") => phase.active.extend(file.attribute(part, "pattern")),
                        Some("let") => phase.lets.push(raw_let(file, part)),
                        _ => {}
                    }
                }
                self.schema.phases.push(phase);
            }
            "diagnostics" => {
                for child in file.tree.children(node) {
                    if file.rule_word(child) == Some("diagnostic") {
                        let id = file.attribute(child, "id").unwrap_or_default();
                        let message = message(file, child);
                        self.schema.diagnostics.insert(id, message);
                    }
                }
            }
            "rules" => {
                for child in file.tree.children(node) {
                    if file.rule_word(child) == Some("rule") {
                        let rule = self.rule(file, child);
                        self.schema.rules.push(rule);
                    }
                }
            }
            "rule" => {
                let rule = self.rule(file, node);
                if rule.is_abstract {
                    self.schema.rules.push(rule);
                } else {
                    self.schema.patterns.push(RawPattern {
                        id: None,
                        is_abstract: false,
                        is_a: None,
                        parameters: Vec::new(),
                        documents: false,
                        lets: Vec::new(),
                        rules: vec![rule],
                        spot,
                    });
                }
            }
            "include" => {
                if let Some(href) = file.attribute(node, "href") {
                    others.push(crate::rules::paths::resolve(path, &href));
                }
            }
            "assert" | "report" => {
                let message = "an assert or report outside a rule has no context, and is not run";
                self.finding(Code::RuleBroken, &spot, message);
            }
            _ => {}
        }
    }

    fn pattern(&mut self, file: &File<'_>, node: NodeId) -> RawPattern {
        let mut pattern = RawPattern {
            id: file.attribute(node, "id"),
            is_abstract: file.attribute(node, "abstract").as_deref() == Some("true"),
            is_a: file.attribute(node, "is-a"),
            parameters: Vec::new(),
            documents: file.attribute(node, "documents").is_some(),
            lets: Vec::new(),
            rules: Vec::new(),
            spot: file.spot(node),
        };
        for child in file.tree.children(node) {
            match file.rule_word(child) {
                Some("let") => pattern.lets.push(raw_let(file, child)),
                Some("rule") => {
                    let rule = self.rule(file, child);
                    pattern.rules.push(rule);
                }
                Some("param") => {
                    let name = file.attribute(child, "name").unwrap_or_default();
                    let value = file.attribute(child, "value").unwrap_or_default();
                    pattern.parameters.push((name, value));
                }
                Some(word @ ("include" | "assert" | "report")) => {
                    let message = format!("`{word}` within a pattern is not run");
                    self.finding(Code::RuleUnsupported, &file.spot(child), message);
                }
                Some(_) | None => {}
            }
        }
        pattern
    }

    fn rule(&mut self, file: &File<'_>, node: NodeId) -> RawRule {
        let mut parts = Vec::new();
        for child in file.tree.children(node) {
            match file.rule_word(child) {
                Some("let") => parts.push(RawPart::Let(raw_let(file, child))),
                Some("assert") => parts.push(check(file, child, CheckKind::Assert)),
                Some("report") => parts.push(check(file, child, CheckKind::Report)),
                Some("extends") => match file.attribute(child, "rule") {
                    Some(rule) => parts.push(RawPart::Extends(rule, file.spot(child))),
                    None => {
                        let message = "`extends` is followed by the name of a rule; other files \
                                       are read by `include` at the top of a schema only";
                        self.finding(Code::RuleUnsupported, &file.spot(child), message);
                    }
                },
                Some("include") => {
                    let message = "`include` within a rule is not run";
                    self.finding(Code::RuleUnsupported, &file.spot(child), message);
                }
                Some(_) | None => {}
            }
        }
        RawRule {
            id: file.attribute(node, "id"),
            is_abstract: file.attribute(node, "abstract").as_deref() == Some("true"),
            context: file.attribute(node, "context"),
            role: file.attribute(node, "role"),
            parts,
            spot: file.spot(node),
        }
    }
}

fn raw_let(file: &File<'_>, node: NodeId) -> RawLet {
    RawLet {
        name: file.attribute(node, "name").unwrap_or_default(),
        value: file.attribute(node, "value"),
        spot: file.spot(node),
    }
}

fn check(file: &File<'_>, node: NodeId, kind: CheckKind) -> RawPart {
    let diagnostics = file.attribute(node, "diagnostics").unwrap_or_default();
    RawPart::Check(RawCheck {
        kind,
        id: file.attribute(node, "id"),
        role: file.attribute(node, "role"),
        test: file.attribute(node, "test").unwrap_or_default(),
        subject: file.attribute(node, "subject"),
        diagnostics: diagnostics.split_ascii_whitespace().map(str::to_owned).collect(),
        message: message(file, node),
        spot: file.spot(node),
    })
}

/// The pieces of a message: text, also within `emph`, `span` and the like, values and names.
fn message(file: &File<'_>, element: NodeId) -> Vec<RawPiece> {
    let tree = file.tree;
    let mut pieces: Vec<RawPiece> = Vec::new();
    let end = tree.subtree_end(element);
    let mut at = element.index() + 1;
    while at < end {
        let node = tree.node(at);
        at += 1;
        match tree.kind(node) {
            Kind::Text => match pieces.last_mut() {
                Some(RawPiece::Text(text)) => text.push_str(tree.value(node)),
                _ => pieces.push(RawPiece::Text(tree.value(node).to_owned())),
            },
            Kind::Element => match tree.local_name(node) {
                "value-of" => {
                    let select = file.attribute(node, "select").unwrap_or_default();
                    pieces.push(RawPiece::Value(select, file.spot(node)));
                    at = tree.subtree_end(node);
                }
                "name" if file.rule_word(node).is_some() => {
                    pieces.push(RawPiece::Name(file.attribute(node, "path"), file.spot(node)));
                    at = tree.subtree_end(node);
                }
                _ if pieces.len() > MAX_DEPTH * MAX_DEPTH => at = end,
                _ => {}
            },
            Kind::Document | Kind::Attribute | Kind::Comment | Kind::Instruction => {}
        }
    }
    pieces
}

//! Runs compiled rules over a document.
//!
//! Contexts are sorted by the names that can match them, so that a rule is tried only where it
//! may apply; in each pattern the first rule that matches a node is the one that counts.

use super::compile::{Check, Compiled, Rule};
use super::message;
use super::source::CheckKind;
use super::{Options, Violation};
use crate::diagnostic::{Code, Diagnostic};
use crate::xml::Lines;
use crate::xml::tree::{Kind, NodeId, Tree};
use crate::xpath::{Documents, Evaluation, Fault, FaultKind, Node, Pulled};
use std::collections::BTreeMap;

/// Steps that each rule may take in a document, whatever its size.
const STEPS: u64 = 20_000_000;
/// And for each node of it.
const STEPS_PER_NODE: u64 = 60;

pub(super) fn run<'d>(
    compiled: &'d Compiled,
    documents: &'d Documents<'d>,
    lines: &Lines<'_>,
    options: Options,
) -> Outcome {
    let tree = documents.main();
    let steps = options.steps.unwrap_or(STEPS + STEPS_PER_NODE * tree.len() as u64);
    let evaluation = Evaluation::new(&compiled.program, documents, options.now, steps);
    let mut run = Run {
        compiled,
        lines,
        budgets: vec![steps; compiled.rules.len()],
        bound: vec![false; compiled.patterns.len()],
        failures: BTreeMap::new(),
        violations: Vec::new(),
        most: options.most,
        untold: 0,
        evaluation,
    };
    run.document();
    run.outcome()
}

/// What a run over a document gives.
pub(super) struct Outcome {
    pub(super) violations: Vec<Violation>,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) untold: usize,
}

struct Run<'d, 'l> {
    compiled: &'d Compiled,
    lines: &'l Lines<'l>,
    evaluation: Evaluation<'d>,
    /// The steps that each rule has left; none once it was given up.
    budgets: Vec<u64>,
    /// The patterns whose variables have their values.
    bound: Vec<bool>,
    /// Failures of rules: rule, check, message; the first place and how many there are.
    failures: BTreeMap<(usize, Option<usize>, String), Failure>,
    violations: Vec<Violation>,
    most: usize,
    untold: usize,
}

struct Failure {
    first: NodeId,
    count: usize,
    kind: FaultKind,
}

/// Which rules may match, by name and kind of node.
struct Dispatch {
    elements: Vec<Vec<u32>>,
    /// Rules for what stands under the document node alone.
    top: Vec<u32>,
    /// Rules for elements that have an attribute of this name.
    bearers: Vec<Vec<u32>>,
    attributes: Vec<Vec<u32>>,
    text: Vec<u32>,
    comments: Vec<u32>,
    instructions: Vec<Vec<u32>>,
    document: Vec<u32>,
}

impl Dispatch {
    fn new(compiled: &Compiled, evaluation: &Evaluation<'_>, tree: &Tree) -> Self {
        let empty = || vec![Vec::new(); tree.table().expanded_len()];
        let mut dispatch = Self {
            elements: empty(),
            top: Vec::new(),
            bearers: empty(),
            attributes: empty(),
            text: Vec::new(),
            comments: Vec::new(),
            instructions: empty(),
            document: Vec::new(),
        };
        for (index, rule) in compiled.rules.iter().enumerate() {
            let index = index as u32;
            for trigger in rule.context.triggers(&compiled.program) {
                let pulls = |kind| evaluation.pulls(trigger, kind);
                if evaluation.waits_for_top(trigger) {
                    add(std::slice::from_mut(&mut dispatch.top), index, Pulled::All);
                    continue;
                }
                if evaluation.waits_for_attribute(trigger) {
                    add(&mut dispatch.bearers, index, evaluation.waits_for(trigger));
                } else {
                    add(&mut dispatch.elements, index, pulls(Kind::Element));
                }
                add(&mut dispatch.attributes, index, pulls(Kind::Attribute));
                add(&mut dispatch.instructions, index, pulls(Kind::Instruction));
                for (kind, list) in [
                    (Kind::Text, &mut dispatch.text),
                    (Kind::Comment, &mut dispatch.comments),
                    (Kind::Document, &mut dispatch.document),
                ] {
                    add(std::slice::from_mut(list), index, pulls(kind));
                }
            }
        }
        dispatch
    }

    /// The rules that may match a node, in their order; `room` is used where two lists are one.
    #[inline]
    fn candidates<'s>(&'s self, tree: &Tree, node: NodeId, room: &'s mut Vec<u32>) -> &'s [u32] {
        let name = || tree.table().expanded(tree.name_id(node)).index();
        let own = match tree.kind(node) {
            Kind::Document => return &self.document,
            Kind::Attribute => return &self.attributes[name()],
            Kind::Text => &self.text,
            Kind::Comment => &self.comments,
            Kind::Instruction => &self.instructions[name()],
            Kind::Element => &self.elements[name()],
        };
        room.clear();
        for attribute in tree.attributes(node) {
            let name = tree.table().expanded(tree.name_id(attribute)).index();
            room.extend_from_slice(&self.bearers[name]);
        }
        if !self.top.is_empty() && tree.parent(node) == Some(NodeId::DOCUMENT) {
            room.extend_from_slice(&self.top);
        }
        if room.is_empty() {
            return own;
        }
        room.extend_from_slice(own);
        room.sort_unstable();
        room.dedup();
        room
    }
}

/// Adds a rule to the lists of the names that pull it.
fn add(lists: &mut [Vec<u32>], rule: u32, pulled: Pulled<'_>) {
    let add = |list: &mut Vec<u32>| {
        if list.last() != Some(&rule) {
            list.push(rule);
        }
    };
    match pulled {
        Pulled::None => {}
        Pulled::One(name) => add(&mut lists[name.index()]),
        Pulled::Several(fits) => {
            lists.iter_mut().zip(fits).filter(|(_, fits)| **fits).for_each(|(list, _)| add(list));
        }
        Pulled::All => lists.iter_mut().for_each(add),
    }
}

impl Run<'_, '_> {
    fn document(&mut self) {
        let tree = self.evaluation.main();
        let root = Node::of_main(NodeId::DOCUMENT);
        for binding in &self.compiled.lets {
            self.evaluation.bind(binding.slot, binding.value, root);
        }
        let dispatch = Dispatch::new(self.compiled, &self.evaluation, tree);
        let mut room = Vec::new();
        for node in tree.nodes() {
            let mut done = None;
            for &rule in dispatch.candidates(tree, node, &mut room) {
                let rule = rule as usize;
                if done == Some(self.compiled.rules[rule].pattern) || self.budgets[rule] == 0 {
                    continue;
                }
                self.evaluation.refuel(self.budgets[rule]);
                if self.try_rule(rule, Node::of_main(node)) {
                    done = Some(self.compiled.rules[rule].pattern);
                }
                // A rule that was given up stays so; the budget is for the whole document.
                if self.budgets[rule] > 0 {
                    self.budgets[rule] = self.evaluation.fuel();
                }
            }
        }
    }

    /// Whether the rule matches the node; its checks are made then.
    fn try_rule(&mut self, index: usize, node: Node) -> bool {
        let compiled = self.compiled;
        let rule: &Rule = &compiled.rules[index];
        if !std::mem::replace(&mut self.bound[rule.pattern], true) {
            let root = Node::of_main(NodeId::DOCUMENT);
            for binding in &compiled.patterns[rule.pattern].lets {
                self.evaluation.bind(binding.slot, binding.value, root);
            }
        }
        match self.evaluation.matches(&rule.context, node) {
            Ok(true) => {}
            Ok(false) => return false,
            Err(fault) => {
                self.failed(index, None, node, &fault);
                return false;
            }
        }
        for binding in &rule.lets {
            self.evaluation.bind(binding.slot, binding.value, node);
        }
        for (at, check) in rule.checks.iter().enumerate() {
            match self.evaluation.truth_at(check.test, node) {
                Ok(holds) if holds == (check.kind == CheckKind::Report) => {
                    self.violated(index, at, check, node);
                }
                Ok(_) => {}
                Err(fault) => self.failed(index, Some(at), node, &fault),
            }
        }
        true
    }

    fn violated(&mut self, index: usize, at: usize, check: &Check, node: Node) {
        if self.violations.len() >= self.most {
            self.untold += 1;
            return;
        }
        let made = message::text(&self.evaluation, &check.message, node).and_then(|message| {
            let mut more = Vec::new();
            for pieces in &check.diagnostics {
                more.push(message::text(&self.evaluation, pieces, node)?);
            }
            Ok((message, more.join(" ")))
        });
        match made {
            Ok((message, more)) => {
                let subject = check.subject.and_then(|subject| {
                    self.evaluation.nodes_at(subject, node).ok()?.first().copied()
                });
                let rule = &self.compiled.rules[index];
                self.violations.push(Violation {
                    rule: rule.name.as_deref().map(str::to_owned),
                    number: rule.number,
                    check: at,
                    id: check.id.as_deref().map(str::to_owned),
                    node: subject.unwrap_or(node).id(),
                    code: check.code,
                    message,
                    more,
                    test: message::shortened(&check.test_text),
                });
            }
            Err(fault) => self.failed(index, Some(at), node, &fault),
        }
    }

    fn failed(&mut self, rule: usize, check: Option<usize>, node: Node, fault: &Fault) {
        if fault.kind() == FaultKind::Cost {
            self.budgets[rule] = 0;
        }
        let key = (rule, check, fault.message().to_owned());
        let failure = Failure { first: node.id(), count: 0, kind: fault.kind() };
        self.failures.entry(key).or_insert(failure).count += 1;
    }

    fn outcome(self) -> Outcome {
        let tree = self.evaluation.main();
        let mut findings = Vec::new();
        for ((rule, check, reason), failure) in &self.failures {
            let rule = &self.compiled.rules[*rule];
            let (what, text, spot) = match check.map(|at| &rule.checks[at]) {
                Some(check) => ("the test", &check.test_text, &check.spot),
                None => ("the context", &rule.context_text, &rule.spot),
            };
            let name = rule.name.as_deref().map(|name| format!(" of rule {name}"));
            let shown = message::shortened(text);
            let what = format!("{what}{}", name.unwrap_or_default());
            let (code, message) = match failure.kind {
                FaultKind::Cost => {
                    let message = format!("{what} was given up: {reason} (`{shown}`)");
                    (Code::RuleTooCostly, message)
                }
                FaultKind::Dynamic | FaultKind::Unsupported | FaultKind::Syntax => {
                    (Code::RuleWithoutAnswer, format!("{what} has no answer: {reason} (`{shown}`)"))
                }
            };
            let at = self.lines.place(tree.offset(failure.first));
            let mut finding = Diagnostic::new(code, tree.path(), Some(at), message);
            let place = format!("the rule is at {}:{}", spot.path, spot.at);
            finding.help = Some(match failure.count {
                1 => place,
                count => format!("{place}; so at {} more nodes", count - 1),
            });
            findings.push(finding);
        }
        Outcome { violations: self.violations, findings, untold: self.untold }
    }
}

//! Paths, steps, and what stands at the leaves of an expression.

use super::super::fault::Fault;
use super::super::functions::Function;
use super::super::lexer::Token;
use super::super::syntax::{Expr, ExprId, NameTest, NodeTest, Start, Step};
use super::super::types::{AtomicType, SingleType};
use super::{Parser, describe};
use crate::xml::tree::Axis;

/// The namespace of the functions of XPath.
pub(super) const FUNCTIONS: &str = "http://www.w3.org/2005/xpath-functions";

/// A path longer than this is no rule.
const MAX_STEPS: usize = 200;

/// A step, or an expression that may turn out to be the whole path.
enum Read {
    Step(Step),
    Expr(ExprId),
}

impl Parser<'_> {
    pub(super) fn path(&mut self) -> Result<ExprId, Fault> {
        let offset = self.offset();
        let mut steps = Vec::new();
        let start = if self.take_symbol("//") {
            let next = self.step_only()?;
            self.add_below(&mut steps, next);
            Start::Root
        } else if self.take_symbol("/") {
            if !self.step_begins() {
                return self.push(Expr::Path(Start::Root, steps), offset);
            }
            steps.push(self.step_only()?);
            Start::Root
        } else {
            match self.step()? {
                Read::Step(step) => {
                    steps.push(step);
                    Start::Focus
                }
                Read::Expr(expr) if !self.is_symbol("/") && !self.is_symbol("//") => {
                    return Ok(expr);
                }
                Read::Expr(expr) => match self.program.expr(expr) {
                    Expr::Context => Start::Focus,
                    _ => Start::Expr(expr),
                },
            }
        };
        loop {
            if steps.len() > MAX_STEPS {
                let message = format!("a path of more than {MAX_STEPS} steps is not evaluated");
                return Err(Fault::unsupported(offset, message));
            }
            if self.take_symbol("//") {
                let next = self.step_only()?;
                self.add_below(&mut steps, next);
            } else if self.take_symbol("/") {
                let next = self.step_only()?;
                steps.push(next);
            } else {
                return self.push(Expr::Path(start, steps), offset);
            }
        }
    }

    /// Adds what `//step` stands for: `descendant-or-self::node()/step`. Where no predicate
    /// counts, `//x` is the same as `descendant::x`, which can be looked up.
    fn add_below(&self, steps: &mut Vec<Step>, next: Step) {
        let mut between = NodeTest::Any;
        if let Step::Axis { axis, test, predicates } = &next {
            let counts = predicates.iter().any(|&p| self.program.is_positional(p));
            if !counts && matches!(axis, Axis::Child | Axis::Descendant) {
                let (test, predicates) = (*test, predicates.clone());
                steps.push(Step::Axis { axis: Axis::Descendant, test, predicates });
                return;
            }
            if *axis == Axis::Attribute {
                between = NodeTest::Element;
            }
        }
        let axis = Axis::DescendantOrSelf;
        steps.push(Step::Axis { axis, test: between, predicates: Vec::new() });
        steps.push(next);
    }

    fn step_begins(&self) -> bool {
        match self.peek() {
            Token::Name(..)
            | Token::AnyLocal(_)
            | Token::AnyPrefix(_)
            | Token::Text(_)
            | Token::Integer(_)
            | Token::Decimal(_)
            | Token::Double(_) => true,
            Token::Symbol(symbol) => matches!(*symbol, "@" | "." | ".." | "*" | "(" | "$"),
            Token::End => false,
        }
    }

    fn step_only(&mut self) -> Result<Step, Fault> {
        Ok(match self.step()? {
            Read::Step(step) => step,
            Read::Expr(expr) => Step::Expr(expr),
        })
    }

    fn step(&mut self) -> Result<Read, Fault> {
        self.enter()?;
        let read = self.read_step();
        self.depth -= 1;
        read
    }

    fn read_step(&mut self) -> Result<Read, Fault> {
        let offset = self.offset();
        if self.take_symbol("..") {
            return self.axis_step(Axis::Parent, NodeTest::Any);
        }
        if self.take_symbol("@") {
            let test = self.node_test(Axis::Attribute)?;
            return self.axis_step(Axis::Attribute, test);
        }
        match self.peek().clone() {
            Token::Name(None, word) if self.is_symbol_at(1, "::") => {
                let Some(axis) = Axis::parse(&word) else {
                    let message = format!("the axis `{word}` is not evaluated");
                    return Err(Fault::unsupported(offset, message));
                };
                self.at += 2;
                let test = self.node_test(axis)?;
                self.axis_step(axis, test)
            }
            Token::Name(prefix, local) if self.is_symbol_at(1, "(") => {
                if prefix.is_none() && is_kind_test(&local) {
                    let axis = match &*local {
                        "attribute" | "schema-attribute" => Axis::Attribute,
                        _ => Axis::Child,
                    };
                    let test = self.node_test(axis)?;
                    return self.axis_step(axis, test);
                }
                let call = self.call(prefix.as_deref(), &local)?;
                self.filtered(call, offset)
            }
            Token::Name(..) | Token::AnyLocal(_) | Token::AnyPrefix(_) | Token::Symbol("*") => {
                let test = self.node_test(Axis::Child)?;
                self.axis_step(Axis::Child, test)
            }
            _ => {
                let primary = self.primary()?;
                self.filtered(primary, offset)
            }
        }
    }

    fn axis_step(&mut self, axis: Axis, test: NodeTest) -> Result<Read, Fault> {
        let predicates = self.predicates()?;
        Ok(Read::Step(Step::Axis { axis, test, predicates }))
    }

    fn filtered(&mut self, base: ExprId, offset: usize) -> Result<Read, Fault> {
        let predicates = self.predicates()?;
        if predicates.is_empty() {
            return Ok(Read::Expr(base));
        }
        self.push(Expr::Filter(base, predicates), offset).map(Read::Expr)
    }

    fn predicates(&mut self) -> Result<Vec<ExprId>, Fault> {
        let mut found = Vec::new();
        while self.take_symbol("[") {
            found.push(self.expr()?);
            self.expect_symbol("]")?;
        }
        Ok(found)
    }

    /// A name or a kind of node; a bare name is an attribute on the attribute axis, else an
    /// element.
    pub(super) fn node_test(&mut self, axis: Axis) -> Result<NodeTest, Fault> {
        let offset = self.offset();
        let attribute = axis == Axis::Attribute;
        let token = self.next();
        let name = match token {
            Token::Symbol("*") if attribute => return Ok(NodeTest::Attribute),
            Token::Symbol("*") => return Ok(NodeTest::Element),
            Token::Name(None, word) if self.is_symbol("(") => return self.kind_test(&word, offset),
            Token::Name(None, local) => NameTest { namespace: Some("".into()), local: Some(local) },
            Token::Name(Some(prefix), local) => {
                NameTest { namespace: Some(self.namespace(&prefix)?.into()), local: Some(local) }
            }
            Token::AnyLocal(prefix) => {
                NameTest { namespace: Some(self.namespace(&prefix)?.into()), local: None }
            }
            Token::AnyPrefix(local) => NameTest { namespace: None, local: Some(local) },
            other => {
                let message = format!("a step is expected here, not {}", describe(&other));
                return Err(Fault::syntax(offset, message));
            }
        };
        let test = self.program.name_test(name);
        Ok(if attribute { NodeTest::AttributeNamed(test) } else { NodeTest::ElementNamed(test) })
    }

    /// `text()`, `element(name)` and the like, after the word.
    pub(super) fn kind_test(&mut self, word: &str, offset: usize) -> Result<NodeTest, Fault> {
        self.expect_symbol("(")?;
        let test = match word {
            "node" => NodeTest::Any,
            "text" => NodeTest::Text,
            "comment" => NodeTest::Comment,
            "document-node" => {
                if !self.is_symbol(")") {
                    let message = "`document-node()` with a test inside is not evaluated";
                    return Err(Fault::unsupported(offset, message));
                }
                NodeTest::Document
            }
            "processing-instruction" => match self.peek().clone() {
                Token::Name(None, name) | Token::Text(name) => {
                    self.at += 1;
                    let name = NameTest { namespace: Some("".into()), local: Some(name) };
                    NodeTest::InstructionNamed(self.program.name_test(name))
                }
                _ => NodeTest::Instruction,
            },
            "element" if self.is_symbol(")") => NodeTest::Element,
            "element" => self.node_test(Axis::Child)?,
            "attribute" if self.is_symbol(")") => NodeTest::Attribute,
            "attribute" => self.node_test(Axis::Attribute)?,
            _ => {
                let message = format!("the test `{word}()` needs a typed document");
                return Err(Fault::unsupported(offset, message));
            }
        };
        if self.is_symbol(",") {
            let message = format!("a type within `{word}()` needs a typed document");
            return Err(Fault::unsupported(offset, message));
        }
        self.expect_symbol(")")?;
        Ok(test)
    }

    fn primary(&mut self) -> Result<ExprId, Fault> {
        let offset = self.offset();
        match self.next() {
            Token::Symbol("(") => {
                if self.take_symbol(")") {
                    return self.push(Expr::Sequence(Vec::new()), offset);
                }
                let inner = self.expr()?;
                self.expect_symbol(")")?;
                Ok(inner)
            }
            Token::Symbol("$") => {
                let name = self.variable_name()?;
                let Some((_, slot)) = self.variables.iter().rev().find(|(known, _)| *known == name)
                else {
                    let message = format!("the variable `${name}` is not declared");
                    return Err(Fault::syntax(offset, message));
                };
                let slot = *slot;
                self.push(Expr::Variable(slot), offset)
            }
            Token::Symbol(".") => self.push(Expr::Context, offset),
            token @ (Token::Text(_) | Token::Integer(_) | Token::Decimal(_) | Token::Double(_)) => {
                self.literal(&token, offset)
            }
            other => {
                self.at -= 1;
                let message =
                    format!("a value or a step is expected here, not {}", describe(&other));
                Err(Fault::syntax(offset, message))
            }
        }
    }

    fn call(&mut self, prefix: Option<&str>, local: &str) -> Result<ExprId, Fault> {
        let offset = self.offset();
        if prefix.is_none() && local == "function" {
            let message = "functions within expressions (XPath 3) are not evaluated";
            return Err(Fault::unsupported(offset, message));
        }
        self.at += 1;
        let namespace = prefix.map_or(Ok(FUNCTIONS), |prefix| self.namespace(prefix))?.to_owned();
        self.expect_symbol("(")?;
        let mut arguments = Vec::new();
        if !self.take_symbol(")") {
            loop {
                arguments.push(self.single()?);
                if !self.take_symbol(",") {
                    break;
                }
            }
            self.expect_symbol(")")?;
        }
        let written = prefix.map_or(local.to_owned(), |prefix| format!("{prefix}:{local}"));
        if namespace == super::types::XML_SCHEMA {
            return self.constructor(&written, local, &arguments, offset);
        }
        if namespace != FUNCTIONS {
            let message = format!("the function `{written}()` is none of XPath");
            return Err(Fault::unsupported(offset, message));
        }
        if local == "current" && arguments.is_empty() {
            return self.push(Expr::Current, offset);
        }
        self.known_call(local, arguments, offset)
    }

    /// `xs:integer(x)` is `x cast as xs:integer?`.
    fn constructor(
        &mut self,
        written: &str,
        local: &str,
        arguments: &[ExprId],
        offset: usize,
    ) -> Result<ExprId, Fault> {
        let Some(atomic) = AtomicType::parse(local) else {
            let message = format!("the type `{written}` is not evaluated");
            return Err(Fault::unsupported(offset, message));
        };
        let [argument] = arguments else {
            let message = format!("`{written}()` takes one argument, not {}", arguments.len());
            return Err(Fault::syntax(offset, message));
        };
        self.push(Expr::Cast(*argument, SingleType { atomic, optional: true }), offset)
    }

    fn known_call(
        &mut self,
        local: &str,
        mut arguments: Vec<ExprId>,
        offset: usize,
    ) -> Result<ExprId, Fault> {
        let Some((function, least, most)) = Function::find(local) else {
            let message = format!("the function `{local}()` is not evaluated");
            return Err(Fault::unsupported(offset, message));
        };
        let given = arguments.len();
        if given < least || given > most {
            let wanted =
                if least == most { format!("{least}") } else { format!("{least} to {most}") };
            let message = format!("`{local}()` takes {wanted} arguments, not {given}");
            return Err(Fault::syntax(offset, message));
        }
        if matches!(function, Function::Doc | Function::DocAvailable) && !self.scope.documents {
            let message = format!("`{local}()` reads other files, which is off without `--root`");
            return Err(Fault::unsupported(offset, message));
        }
        if let Some(last) = given.checked_sub(1)
            && function.is_argument_collation(last)
        {
            self.check_collation(arguments[last])?;
        }
        if function.takes_context(given) {
            arguments.push(self.push(Expr::Context, offset)?);
        }
        self.push(Expr::Call(function, arguments), offset)
    }

    /// Strings are compared by code points and in no other way.
    fn check_collation(&self, argument: ExprId) -> Result<(), Fault> {
        use super::super::atomic::Constant;
        const CODEPOINT: &str = "http://www.w3.org/2005/xpath-functions/collation/codepoint";
        match self.program.expr(argument) {
            Expr::Literal(Constant::Text(name)) if **name == *CODEPOINT => Ok(()),
            _ => {
                let message = "collations other than the one by code points are not evaluated";
                Err(Fault::unsupported(self.program.offset(argument), message))
            }
        }
    }
}

/// Whether a name with parentheses is a test rather than a call.
fn is_kind_test(word: &str) -> bool {
    matches!(
        word,
        "node"
            | "text"
            | "comment"
            | "processing-instruction"
            | "element"
            | "attribute"
            | "document-node"
            | "schema-element"
            | "schema-attribute"
    )
}

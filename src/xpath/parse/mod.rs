//! Reads XPath 2 into a [`Program`]: precedence climbing, names resolved at once.

mod operators;
mod steps;
mod types;

use super::atomic::Constant;
use super::decimal::Decimal;
use super::fault::Fault;
use super::lexer::{Token, tokens};
use super::syntax::{Expr, ExprId, MAX_DEPTH, Program, Quantifier, Slot};

/// What an expression may refer to.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Prefixes and the namespaces that they stand for. `xs` and `fn` are known unless they are
    /// given another meaning.
    pub namespaces: Vec<(String, String)>,
    /// Variables and the places of their values; the last of a name is meant.
    pub variables: Vec<(String, Slot)>,
    /// Whether `doc()` is allowed.
    pub documents: bool,
}

impl Program {
    /// Adds an expression.
    ///
    /// # Errors
    /// When it is no XPath 2, names something unknown, or is not supported.
    pub fn parse(&mut self, text: &str, scope: &Scope) -> Result<ExprId, Fault> {
        let tokens = tokens(text)?;
        let variables = scope.variables.clone();
        let mut parser = Parser { tokens, at: 0, program: self, scope, variables, depth: 0 };
        let expr = parser.expr()?;
        match parser.peek() {
            Token::End => Ok(expr),
            token => {
                let message = format!("{} is not expected here", describe(token));
                Err(Fault::syntax(parser.offset(), message))
            }
        }
    }
}

struct Parser<'p> {
    tokens: Vec<(Token, usize)>,
    at: usize,
    program: &'p mut Program,
    scope: &'p Scope,
    variables: Vec<(String, Slot)>,
    depth: u16,
}

impl Parser<'_> {
    fn peek(&self) -> &Token {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> &Token {
        let at = (self.at + ahead).min(self.tokens.len() - 1);
        &self.tokens[at].0
    }

    fn offset(&self) -> usize {
        self.tokens[self.at.min(self.tokens.len() - 1)].1
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn is_symbol(&self, symbol: &str) -> bool {
        matches!(self.peek(), Token::Symbol(found) if *found == symbol)
    }

    fn is_symbol_at(&self, ahead: usize, symbol: &str) -> bool {
        matches!(self.peek_at(ahead), Token::Symbol(found) if *found == symbol)
    }

    fn is_word_at(&self, ahead: usize, word: &str) -> bool {
        matches!(self.peek_at(ahead), Token::Name(None, found) if **found == *word)
    }

    fn take_symbol(&mut self, symbol: &str) -> bool {
        let found = self.is_symbol(symbol);
        self.at += usize::from(found);
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word_at(0, word);
        self.at += usize::from(found);
        found
    }

    fn expect_symbol(&mut self, symbol: &str) -> Result<(), Fault> {
        if self.take_symbol(symbol) { Ok(()) } else { Err(self.wanted(symbol)) }
    }

    fn expect_word(&mut self, word: &str) -> Result<(), Fault> {
        if self.take_word(word) { Ok(()) } else { Err(self.wanted(word)) }
    }

    fn wanted(&self, what: &str) -> Fault {
        let message = format!("`{what}` is expected here, not {}", describe(self.peek()));
        Fault::syntax(self.offset(), message)
    }

    /// Adds an expression, unless it nests too deep to be evaluated.
    fn push(&mut self, expr: Expr, offset: usize) -> Result<ExprId, Fault> {
        let id = self.program.push(expr, offset);
        if self.program.facts(id).depth > MAX_DEPTH { Err(too_deep(offset)) } else { Ok(id) }
    }

    fn enter(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(too_deep(self.offset())) } else { Ok(()) }
    }

    /// Expressions with commas between them.
    fn expr(&mut self) -> Result<ExprId, Fault> {
        let offset = self.offset();
        let first = self.single()?;
        if !self.is_symbol(",") {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take_symbol(",") {
            parts.push(self.single()?);
        }
        self.push(Expr::Sequence(parts), offset)
    }

    fn single(&mut self) -> Result<ExprId, Fault> {
        self.enter()?;
        let word = match self.peek() {
            Token::Name(None, word) => word.clone(),
            _ => "".into(),
        };
        let binds = self.is_symbol_at(1, "$");
        let made = match &*word {
            "for" if binds => self.bindings("in", "return", Expr::For),
            "let" if binds => self.bindings(":=", "return", Expr::Let),
            "some" if binds => self.bindings("in", "satisfies", |slot, source, body| {
                Expr::Quantified(Quantifier::Some, slot, source, body)
            }),
            "every" if binds => self.bindings("in", "satisfies", |slot, source, body| {
                Expr::Quantified(Quantifier::Every, slot, source, body)
            }),
            "if" if self.is_symbol_at(1, "(") => self.conditional(),
            _ => self.binary(1),
        };
        self.depth -= 1;
        made
    }

    /// `for $a in x, $b in y return z` and its three relatives.
    fn bindings(
        &mut self,
        between: &str,
        before_body: &str,
        make: fn(Slot, ExprId, ExprId) -> Expr,
    ) -> Result<ExprId, Fault> {
        let offset = self.offset();
        self.at += 1;
        let known = self.variables.len();
        let mut clauses = Vec::new();
        loop {
            self.expect_symbol("$")?;
            let name = self.variable_name()?;
            if self.take_word("as") {
                self.sequence_type()?;
            }
            if between == ":=" {
                self.expect_symbol(between)?;
            } else {
                self.expect_word(between)?;
            }
            let source = self.single()?;
            let slot = self.program.new_slot();
            self.variables.push((name, slot));
            clauses.push((slot, source));
            if !self.take_symbol(",") {
                break;
            }
        }
        self.expect_word(before_body)?;
        let mut body = self.single()?;
        self.variables.truncate(known);
        for (slot, source) in clauses.into_iter().rev() {
            body = self.push(make(slot, source, body), offset)?;
        }
        Ok(body)
    }

    fn variable_name(&mut self) -> Result<String, Fault> {
        match self.next() {
            Token::Name(None, local) => Ok(local.into()),
            Token::Name(Some(prefix), local) => Ok(format!("{prefix}:{local}")),
            token => {
                self.at -= 1;
                let message = format!("a name of a variable is expected, not {}", describe(&token));
                Err(Fault::syntax(self.offset(), message))
            }
        }
    }

    fn conditional(&mut self) -> Result<ExprId, Fault> {
        let offset = self.offset();
        self.at += 1;
        self.expect_symbol("(")?;
        let condition = self.expr()?;
        self.expect_symbol(")")?;
        self.expect_word("then")?;
        let then = self.single()?;
        self.expect_word("else")?;
        let other = self.single()?;
        self.push(Expr::If(condition, then, other), offset)
    }

    fn unary(&mut self) -> Result<ExprId, Fault> {
        let offset = self.offset();
        let mut negative = false;
        let mut signs = 0_usize;
        loop {
            if self.take_symbol("-") {
                negative = !negative;
            } else if !self.take_symbol("+") {
                break;
            }
            signs += 1;
        }
        let value = self.mapped()?;
        match (signs, negative) {
            (0, _) => Ok(value),
            (_, true) => self.push(Expr::Negate(value), offset),
            (_, false) => self.push(Expr::Plus(value), offset),
        }
    }

    /// Paths with `!` between them, which XPath 3 has and Schematron files use.
    fn mapped(&mut self) -> Result<ExprId, Fault> {
        let offset = self.offset();
        let mut left = self.path()?;
        while self.take_symbol("!") {
            let right = self.path()?;
            left = self.push(Expr::Map(left, right), offset)?;
        }
        if self.is_symbol("=>") {
            let message = "the arrow `=>` of XPath 3 is not evaluated; write the call out";
            return Err(Fault::unsupported(self.offset(), message));
        }
        Ok(left)
    }

    fn literal(&mut self, token: &Token, offset: usize) -> Result<ExprId, Fault> {
        let constant = match token {
            Token::Text(text) => Constant::Text(text.clone()),
            Token::Integer(digits) => match digits.parse() {
                Ok(value) => Constant::Integer(value),
                Err(_) => {
                    let message = format!("`{digits}` is too large for an integer");
                    return Err(Fault::unsupported(offset, message));
                }
            },
            Token::Decimal(digits) => match Decimal::parse(digits) {
                Some(value) => Constant::Decimal(value),
                None => {
                    let message = format!("`{digits}` is too large for a decimal");
                    return Err(Fault::unsupported(offset, message));
                }
            },
            Token::Double(digits) => {
                Constant::Double(digits.parse().expect("the lexer read the form of a number"))
            }
            other => return Err(Fault::syntax(offset, format!("{} is no value", describe(other)))),
        };
        self.push(Expr::Literal(constant), offset)
    }

    /// The namespace that a prefix stands for.
    fn namespace(&self, prefix: &str) -> Result<&str, Fault> {
        let known = self.scope.namespaces.iter().rev().find(|(name, _)| name == prefix);
        match (known, prefix) {
            (Some((_, namespace)), _) => Ok(namespace),
            (None, "xml") => Ok(crate::xml::tree::XML_NAMESPACE),
            (None, "xs") => Ok(types::XML_SCHEMA),
            (None, "fn") => Ok(steps::FUNCTIONS),
            (None, _) => {
                let offset = self.tokens[self.at.saturating_sub(1)].1;
                let message = format!("the prefix `{prefix}` is not declared");
                Err(Fault::syntax(offset, message))
            }
        }
    }
}

fn too_deep(offset: usize) -> Fault {
    Fault::unsupported(offset, format!("the expression nests more than {MAX_DEPTH} deep"))
}

fn describe(token: &Token) -> String {
    match token {
        Token::Name(None, local) => format!("`{local}`"),
        Token::Name(Some(prefix), local) => format!("`{prefix}:{local}`"),
        Token::AnyLocal(prefix) => format!("`{prefix}:*`"),
        Token::AnyPrefix(local) => format!("`*:{local}`"),
        Token::Text(text) => format!("the string '{text}'"),
        Token::Integer(digits) | Token::Decimal(digits) | Token::Double(digits) => {
            format!("`{digits}`")
        }
        Token::Symbol(symbol) => format!("`{symbol}`"),
        Token::End => "the end of the expression".into(),
    }
}

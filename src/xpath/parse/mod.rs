//! Reads XPath 2 into a [`Program`]: precedence climbing, names resolved at once.

mod steps;
mod types;

use super::atomic::Constant;
use super::decimal::Decimal;
use super::fault::Fault;
use super::lexer::{Token, tokens};
use super::syntax::{
    Comparison, Expr, ExprId, MAX_DEPTH, NodeComparison, Operator, Program, Quantifier, Slot,
};

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

/// An operator between two operands; the tighter it binds, the higher the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Binary {
    Or,
    And,
    General(Comparison),
    Value(Comparison),
    Node(NodeComparison),
    Join,
    To,
    Arithmetic(Operator),
    Union,
    Intersect,
    Except,
    InstanceOf,
    TreatAs,
    CastableAs,
    CastAs,
}

impl Binary {
    fn level(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::General(_) | Self::Value(_) | Self::Node(_) => 3,
            Self::Join => 4,
            Self::To => 5,
            Self::Arithmetic(Operator::Add | Operator::Subtract) => 6,
            Self::Arithmetic(_) => 7,
            Self::Union => 8,
            Self::Intersect | Self::Except => 9,
            Self::InstanceOf => 10,
            Self::TreatAs => 11,
            Self::CastableAs => 12,
            Self::CastAs => 13,
        }
    }

    /// Whether a second one of the same level needs parentheses.
    fn stands_alone(self) -> bool {
        matches!(self.level(), 3 | 5 | 10 | 11 | 12 | 13)
    }
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

    /// The operator that stands here, with the number of tokens it takes.
    fn operator(&self) -> Option<(Binary, usize)> {
        use Comparison as C;
        use Operator as O;
        let found = match self.peek() {
            Token::Symbol(symbol) => match *symbol {
                "=" => Binary::General(C::Equal),
                "!=" => Binary::General(C::NotEqual),
                "<" => Binary::General(C::Less),
                "<=" => Binary::General(C::LessOrEqual),
                ">" => Binary::General(C::Greater),
                ">=" => Binary::General(C::GreaterOrEqual),
                "<<" => Binary::Node(NodeComparison::Before),
                ">>" => Binary::Node(NodeComparison::After),
                "||" => Binary::Join,
                "+" => Binary::Arithmetic(O::Add),
                "-" => Binary::Arithmetic(O::Subtract),
                "*" => Binary::Arithmetic(O::Multiply),
                "|" => Binary::Union,
                _ => return None,
            },
            Token::Name(None, word) => match &**word {
                "or" => Binary::Or,
                "and" => Binary::And,
                "eq" => Binary::Value(C::Equal),
                "ne" => Binary::Value(C::NotEqual),
                "lt" => Binary::Value(C::Less),
                "le" => Binary::Value(C::LessOrEqual),
                "gt" => Binary::Value(C::Greater),
                "ge" => Binary::Value(C::GreaterOrEqual),
                "is" => Binary::Node(NodeComparison::Is),
                "to" => Binary::To,
                "div" => Binary::Arithmetic(O::Divide),
                "idiv" => Binary::Arithmetic(O::IntegerDivide),
                "mod" => Binary::Arithmetic(O::Modulo),
                "union" => Binary::Union,
                "intersect" => Binary::Intersect,
                "except" => Binary::Except,
                "instance" if self.is_word_at(1, "of") => return Some((Binary::InstanceOf, 2)),
                "treat" if self.is_word_at(1, "as") => return Some((Binary::TreatAs, 2)),
                "castable" if self.is_word_at(1, "as") => return Some((Binary::CastableAs, 2)),
                "cast" if self.is_word_at(1, "as") => return Some((Binary::CastAs, 2)),
                _ => return None,
            },
            _ => return None,
        };
        Some((found, 1))
    }

    fn binary(&mut self, least: u8) -> Result<ExprId, Fault> {
        let offset = self.offset();
        let mut left = self.unary()?;
        let mut before: Option<Binary> = None;
        while let Some((operator, length)) = self.operator() {
            let level = operator.level();
            if level < least {
                break;
            }
            if before.is_some_and(|known| known.level() == level && known.stands_alone()) {
                let message = "two comparisons or types in a row need parentheses";
                return Err(Fault::syntax(self.offset(), message));
            }
            self.at += length;
            left = self.operation(operator, left, offset)?;
            before = Some(operator);
        }
        Ok(left)
    }

    fn operation(
        &mut self,
        operator: Binary,
        left: ExprId,
        offset: usize,
    ) -> Result<ExprId, Fault> {
        let level = operator.level();
        let made = match operator {
            Binary::Or => Expr::Or(self.run(operator, left)?),
            Binary::And => Expr::And(self.run(operator, left)?),
            Binary::Join => Expr::Join(self.run(operator, left)?),
            Binary::Union => Expr::Union(self.run(operator, left)?),
            Binary::General(how) => Expr::General(how, left, self.binary(level + 1)?),
            Binary::Value(how) => Expr::Value(how, left, self.binary(level + 1)?),
            Binary::Node(how) => Expr::Node(how, left, self.binary(level + 1)?),
            Binary::To => Expr::Range(left, self.binary(level + 1)?),
            Binary::Arithmetic(how) => Expr::Arithmetic(how, left, self.binary(level + 1)?),
            Binary::Intersect => Expr::Intersect(left, self.binary(level + 1)?),
            Binary::Except => Expr::Except(left, self.binary(level + 1)?),
            Binary::InstanceOf => Expr::InstanceOf(left, self.instance_type()?),
            Binary::TreatAs => Expr::TreatAs(left, self.instance_type()?),
            Binary::CastableAs => Expr::Castable(left, self.single_type()?),
            Binary::CastAs => Expr::Cast(left, self.single_type()?),
        };
        self.push(made, offset)
    }

    /// The operands of one operator in a row, so that `a or b or c …` does not nest.
    fn run(&mut self, operator: Binary, left: ExprId) -> Result<Vec<ExprId>, Fault> {
        let mut parts = vec![left, self.binary(operator.level() + 1)?];
        while self.operator().is_some_and(|(next, _)| next == operator) {
            self.at += 1;
            parts.push(self.binary(operator.level() + 1)?);
        }
        Ok(parts)
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

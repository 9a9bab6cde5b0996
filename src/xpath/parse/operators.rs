//! Operators between operands, by precedence climbing.

use super::Parser;
use crate::xpath::fault::Fault;
use crate::xpath::lexer::Token;
use crate::xpath::syntax::{Comparison, Expr, ExprId, NodeComparison, Operator};

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

    pub(super) fn binary(&mut self, least: u8) -> Result<ExprId, Fault> {
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
}

//! Numeric constraints of a paragraph.

use smol_str::SmolStr;

use super::words;
use crate::quantity::{Rational, Unit, rational};
use crate::text::Span;

/// How a value bounds its parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Op {
    /// Exclusive lower bound: exceeding, 超, 초과.
    Greater,
    /// Inclusive lower bound: or more, 以上, 이상.
    AtLeast,
    /// Exclusive upper bound: less than, 未満, 미만.
    Less,
    /// Inclusive upper bound: not exceeding, 以下, 이하.
    AtMost,
    /// An exact value, as a condition: at 1 Hz.
    Exactly,
    /// About that value.
    About,
}

impl Op {
    /// What holds of a value of which this is denied: "no dimension greater than 30 cm".
    pub const fn denied(self) -> Self {
        match self {
            Self::Greater => Self::AtMost,
            Self::AtLeast => Self::Less,
            Self::Less => Self::AtLeast,
            Self::AtMost => Self::Greater,
            exact => exact,
        }
    }
}

words!(Op { Greater => ">", AtLeast => ">=", Less => "<", AtMost => "<=", Exactly => "=", About => "~" });

/// A value: exact, or a formula kept as printed.
#[derive(Debug, Clone, Eq, PartialOrd, Ord)]
pub enum Value {
    /// An exact number in the bound's unit.
    Exact(Rational),
    /// A formula without its brackets, folded: `1.7+L/1000`.
    Formula(String),
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Exact(a), Self::Exact(b)) => rational::is_same(a, b),
            (Self::Formula(a), Self::Formula(b)) => a == b,
            _ => false,
        }
    }
}

impl std::fmt::Display for Value {
    /// The exact number, or the formula in brackets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exact(number) => f.write_str(&rational::print(number)),
            Self::Formula(formula) => write!(f, "[{formula}]"),
        }
    }
}

/// Whether a bound limits what is controlled or states a condition under which a
/// limit holds ("at 1 Hz").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It limits.
    Limit,
    /// It says under which condition a limit holds.
    Condition,
    /// It only gives an example ("e.g., a CEP of 10 km at a range of 300 km").
    Example,
}

words!(Role { Limit => "limit", Condition => "condition", Example => "example" });

/// The same value again in another unit, in brackets behind it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alias {
    /// The value.
    pub value: Value,
    /// Its unit.
    pub unit: Unit,
    /// As printed.
    pub literal: SmolStr,
    /// Whether it is the main value within the precision printed; `None` where the
    /// two units are not of one dimension, so that nothing can be said.
    pub agrees: Option<bool>,
}

/// One numeric constraint on a technical parameter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bound {
    /// How the value bounds.
    pub op: Op,
    /// The value in `unit`.
    pub value: Value,
    /// The unit as the list prints it, in its code.
    pub unit: Unit,
    /// Value and unit as printed; a formula over 100 bytes folded, as in `value`.
    pub literal: SmolStr,
    /// Bytes of the paragraph's text, half-open: value and unit.
    pub span: Span,
    /// Same value in other units.
    pub aliases: Vec<Alias>,
    /// Limit or condition.
    pub role: Role,
    /// Id of the parameter shared by the three lists (`peak-saturated-power`), where known.
    pub parameter: Option<SmolStr>,
    /// Bytes of the paragraph's text that name the parameter, where found.
    pub phrase: Option<Span>,
}

impl std::fmt::Display for Bound {
    /// `OP VALUE UNIT`, as the tables show a bound.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.op.word(), self.value, self.unit)
    }
}

/// A number that was not read as a bound, nor claimed as anything else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// Bytes of the paragraph's text.
    pub span: Span,
    /// The literal.
    pub literal: SmolStr,
    /// Stable code that says why.
    pub code: SmolStr,
}

//! Mentions: numbers with their units and the same value again in brackets, as
//! [`super::bound`] finds them before it knows what they bound.

use crate::model::{Alias, Value};
use crate::quantity::Unit;
use crate::text::Span;

/// A value with its unit, not yet a bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The value.
    pub value: Value,
    /// Its unit; absent where none is printed.
    pub unit: Option<Unit>,
    /// Whether printed as ±.
    pub plus_minus: bool,
    /// Whether a ratio of like quantities, whose missing unit is 1.
    pub ratio: bool,
    /// Value and unit.
    pub span: Span,
    /// `span` and the brackets with aliases behind it.
    pub whole: Span,
    /// The same value in other units.
    pub aliases: Vec<Alias>,
}

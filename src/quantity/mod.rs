//! Exact quantities: rationals, units, dimensions, intervals. No floating point.

#![deny(clippy::float_arithmetic, clippy::lossy_float_literal)]

/// An exact number.
pub type Rational = num_rational::BigRational;

/// A unit by its code in the manner of UCUM, ASCII: `GHz`, `W/kg`, `N.s`, `1` for a
/// count or ratio.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Unit(std::borrow::Cow<'static, str>);

impl Unit {
    /// A count or a ratio.
    pub const ONE: Self = Self(std::borrow::Cow::Borrowed("1"));

    /// The unit of that code; the code is not checked.
    pub fn new(code: impl Into<std::borrow::Cow<'static, str>>) -> Self {
        Self(code.into())
    }

    /// Its code.
    pub fn code(&self) -> &str {
        &self.0
    }
}

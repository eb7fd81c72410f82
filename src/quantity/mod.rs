//! Exact quantities: rationals, units, dimensions, intervals. No floating point.

#![deny(clippy::float_arithmetic, clippy::lossy_float_literal)]

pub mod formula;
pub mod interval;
pub mod rational;
pub mod unit;

pub use interval::{Interval, Relation};
pub use unit::{Dimension, Scale, Unit};

/// An exact number.
pub type Rational = num_rational::BigRational;

//! Exact quantities: rationals, units, dimensions, intervals. No floating point.

#![deny(clippy::float_arithmetic, clippy::lossy_float_literal)]

pub mod rational;
pub mod unit;

pub use unit::{Dimension, Scale, Unit};

/// An exact number.
pub type Rational = num_rational::BigRational;

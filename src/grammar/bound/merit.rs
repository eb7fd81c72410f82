//! Which direction is better: "better than" and "or better" compare by it.

use num_bigint::BigInt;

use crate::grammar::mention::Mention;
use crate::model::Value;
use crate::quantity::Rational;

/// Parameters of which more is better, in English and Korean. Of all others (accuracy,
/// resolution, error, noise, stability) less is better.
const UPWARDS: [&str; 14] = [
    "purity",
    "gain",
    "isolation",
    "attenuation",
    "suppression",
    "rejection",
    "efficiency",
    "selectivity",
    "transmission",
    "AGMA", // quality levels of gears
    "순도",
    "이득",
    "감쇠",
    "효율",
];

/// Whether a paragraph speaks of a parameter of which more is better.
pub fn is_upwards(text: &str, mention: &Mention) -> bool {
    let unit = mention.unit.as_ref().map_or("", |u| u.code());
    // A sensitivity in decibels is a gain ("better than −180 dB"); in other units it is the
    // least that is sensed.
    let decibels = unit == "dB" && text.contains("sensitivity");
    // "uniformity of 99.5% or better": near the whole, what is missing counts.
    let half = Rational::from_integer(BigInt::from(50));
    let whole = unit == "%" && matches!(&mention.value, Value::Exact(v) if *v > half);
    decibels || whole || UPWARDS.iter().any(|word| text.contains(word))
}

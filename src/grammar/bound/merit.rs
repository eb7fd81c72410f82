//! Which direction is better: "better than" and "or better" compare by it.

/// Parameters of which more is better, in English and Korean. Of all others (accuracy,
/// resolution, error, noise, stability) less is better.
const UPWARDS: [&str; 13] = [
    "purity",
    "gain",
    "isolation",
    "attenuation",
    "suppression",
    "rejection",
    "efficiency",
    "selectivity",
    "transmission",
    "순도",
    "이득",
    "감쇠",
    "효율",
];

/// Whether a paragraph speaks of a parameter of which more is better.
pub fn is_upwards(text: &str) -> bool {
    UPWARDS.iter().any(|word| text.contains(word))
}

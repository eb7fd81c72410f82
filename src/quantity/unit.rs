//! Units by code, and the table behind them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock, RwLock};

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use num_traits::{One as _, Zero as _};
use serde::Deserialize;

use super::{Rational, rational};
use crate::text::Language;
use crate::text::words::Words;

/// A unit by its code in the manner of UCUM, ASCII: `GHz`, `W/kg`, `N.s`,
/// `deg/h^0.5`, `1` for a count or ratio.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(Cow<'static, str>);

impl Unit {
    /// A count or a ratio.
    pub const ONE: Self = Self(Cow::Borrowed("1"));

    /// The unit of that code; the code is not checked.
    pub fn new(code: impl Into<Cow<'static, str>>) -> Self {
        Self(code.into())
    }

    /// Its code.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// Its dimension and scale; `None` where the code is not composed of known units.
    pub fn scale(&self) -> Option<Arc<Scale>> {
        // The lists print few units many times. Of a document that prints more than that,
        // the rest is composed anew each time.
        const MOST: usize = 1024;
        type Known = IndexMap<Unit, Option<Arc<Scale>>, RandomState>;
        static KNOWN: LazyLock<RwLock<Known>> = LazyLock::new(RwLock::default);
        if let Some(scale) = KNOWN.read().ok().and_then(|known| known.get(self).cloned()) {
            return scale;
        }
        let scale = self.compose().map(Arc::new);
        if let Ok(mut known) = KNOWN.write()
            && known.len() < MOST
        {
            known.insert(self.clone(), scale.clone());
        }
        scale
    }

    /// Whether both measure the same: kW and W do, and any unit and itself.
    pub fn measures_as(&self, other: &Self) -> bool {
        let of_one = |own: Arc<Scale>| other.scale().is_some_and(|other| own.dimension == other.dimension);
        self == other || self.scale().is_some_and(of_one)
    }

    fn compose(&self) -> Option<Scale> {
        let mut bases = BTreeMap::new();
        let mut scale = Scale { dimension: Dimension::none(), factor: Rational::one(), offset: Rational::zero() };
        let mut sign = 1;
        // The point of a root's exponent is no product.
        let code = self.0.replace("^0.5", ROOT);
        for part in code.split_inclusive(['.', '/']).flat_map(split_operator) {
            match part {
                "." => sign = 1,
                "/" => sign = -1,
                factor => scale.multiply(&mut bases, factor, sign)?,
            }
        }
        if self.0.contains(['.', '/', '^']) {
            scale.offset = Rational::zero();
        }
        scale.dimension = Dimension::of(&bases);
        Some(scale)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a square root stands in a code while it is taken apart.
const ROOT: &str = "^½";

/// Splits `kg/` into `kg` and `/`. Codes with a slash of their own (`r/min`) are
/// composed of known units all the same.
fn split_operator(part: &str) -> impl Iterator<Item = &str> {
    let cut = part.len() - usize::from(part.ends_with(['.', '/']));
    let (factor, operator) = part.split_at_checked(cut).unwrap_or((part, ""));
    [factor, operator].into_iter().filter(|p| !p.is_empty())
}

/// What physical quantity a unit measures: its base units in order, each with its exponent
/// in halves, without zeros. Angle, information, octave and the logarithmic units are bases
/// of their own, so that incommensurable units never compare.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimension(Arc<str>);

impl Dimension {
    /// That of a count or ratio.
    fn none() -> Self {
        Self(Arc::from(""))
    }

    fn of(bases: &BTreeMap<String, i32>) -> Self {
        let powers: Vec<String> = bases.iter().map(|(base, halves)| format!("{base}^{halves}/2")).collect();
        Self(Arc::from(powers.join(" ")))
    }
}

/// How a unit relates to the base units of its dimension:
/// `base = value × factor + offset`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// What it measures.
    pub dimension: Dimension,
    /// Exact factor.
    pub factor: Rational,
    /// Exact offset, for degrees Celsius and Fahrenheit; else 0.
    pub offset: Rational,
}

impl Scale {
    /// `value`, in this unit, in the base units of its dimension.
    pub fn to_base(&self, value: &Rational) -> Rational {
        if self.offset.is_zero() {
            return rational::product(value, &self.factor);
        }
        rational::product(value, &self.factor) + &self.offset
    }

    /// Multiplies with `atom^power`, or divides where `sign` is −1; `bases` become those of
    /// the product.
    fn multiply(&mut self, bases: &mut BTreeMap<String, i32>, part: &str, sign: i32) -> Option<()> {
        let (code, power) = part.split_once('^').unwrap_or((part, "1"));
        let halves = match power {
            "½" => 1,
            whole => whole.parse::<i32>().ok().filter(|p| p.abs() <= 12)? * 2,
        };
        let atom = table().atoms.get(code)?;
        for (base, exponent) in &atom.dimension {
            let sum = bases.entry(base.clone()).or_insert(0);
            *sum += sign * exponent * halves;
            if *sum == 0 {
                bases.remove(base);
            }
        }
        if halves % 2 == 0 {
            self.factor *= atom.factor.pow(sign * halves / 2);
        } else if !atom.factor.is_one() {
            // The root of a factor need not be rational: such units form a dimension of their own.
            bases.insert(format!("sqrt {code}"), sign);
        }
        self.offset.clone_from(&atom.offset);
        Some(())
    }
}

#[derive(Deserialize)]
struct File {
    prefix: Vec<PrefixRow>,
    unit: Vec<UnitRow>,
}

#[derive(Deserialize)]
struct PrefixRow {
    code: String,
    factor: String,
    symbols: Option<Vec<String>>,
    en: String,
    ja: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitRow {
    code: String,
    dimension: String,
    factor: String,
    #[serde(default)]
    offset: Option<String>,
    #[serde(rename = "source")]
    _source: String,
    #[serde(default)]
    prefixes: bool,
    #[serde(default)]
    symbols: Vec<String>,
    #[serde(default)]
    en: Vec<String>,
    #[serde(default)]
    ja: Vec<String>,
    #[serde(default)]
    ko: Vec<String>,
}

struct Atom {
    dimension: Vec<(String, i32)>,
    factor: Rational,
    offset: Rational,
}

/// The table of `units.toml`: atoms by code, and by language aliases with their codes.
struct Table {
    atoms: BTreeMap<String, Atom>,
    aliases: [Words<String>; 3],
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        // A broken table is caught by the tests of this module; an empty one reads no unit.
        let file = toml::from_str(include_str!("units.toml")).unwrap_or(File { prefix: Vec::new(), unit: Vec::new() });
        build(&file)
    })
}

fn build(file: &File) -> Table {
    let mut atoms = BTreeMap::new();
    // Among equal aliases the unit's own beats a prefixed one, as it comes first.
    let mut aliases: [Vec<(String, String)>; 3] = Default::default();
    let mut add = |language: Language, alias: String, code: &str| {
        if let Some(aliases) = aliases.get_mut(language as usize) {
            aliases.push((alias, code.to_owned()));
        }
    };
    for unit in &file.unit {
        let factor = rational::parse(&unit.factor).unwrap_or_else(Rational::one);
        let offset = unit.offset.as_deref().and_then(rational::parse).unwrap_or_else(Rational::zero);
        let dimension: Vec<_> = unit.dimension.split_whitespace().map(exponent).collect();
        for (language, words) in [(Language::En, &unit.en), (Language::Ja, &unit.ja), (Language::Ko, &unit.ko)] {
            let symbols = if language == Language::Ja { &[] } else { unit.symbols.as_slice() };
            for alias in symbols.iter().chain(words) {
                add(language, alias.clone(), &unit.code);
            }
        }
        for prefix in file.prefix.iter().filter(|_| unit.prefixes) {
            let code = format!("{}{}", prefix.code, unit.code);
            let Some(power) = rational::parse(&prefix.factor) else { continue };
            atoms.entry(code.clone()).or_insert_with(|| Atom {
                dimension: dimension.clone(),
                factor: &factor * &power,
                offset: Rational::zero(),
            });
            let own = [prefix.code.clone()];
            for p in prefix.symbols.as_deref().unwrap_or(&own) {
                for symbol in &unit.symbols {
                    add(Language::En, format!("{p}{symbol}"), &code);
                    add(Language::Ko, format!("{p}{symbol}"), &code);
                }
            }
            for word in &unit.en {
                // Korean texts print some of these words: milligal.
                add(Language::En, format!("{}{word}", prefix.en), &code);
                add(Language::Ko, format!("{}{word}", prefix.en), &code);
            }
            for word in &unit.ja {
                add(Language::Ja, format!("{}{word}", prefix.ja), &code);
            }
        }
        atoms.insert(unit.code.clone(), Atom { dimension, factor, offset });
    }
    Table { atoms, aliases: aliases.map(|words| Words::new(words, 2)) }
}

/// `s-1` to (`s`, −1).
fn exponent(part: &str) -> (String, i32) {
    let cut = part.find(|c: char| c == '-' || c.is_ascii_digit()).unwrap_or(part.len());
    let (base, power) = part.split_at_checked(cut).unwrap_or((part, ""));
    (base.to_owned(), power.parse().unwrap_or(1))
}

/// The longest alias of a unit atom that `text` begins with: how many bytes it takes,
/// and the unit's code. An alias that ends in a Latin letter is not one where another
/// Latin letter follows.
pub fn longest_alias(text: &str, language: Language) -> Option<(usize, &'static str)> {
    let stands = |alias: &str| {
        let next = text.as_bytes().get(alias.len());
        !(next.is_some_and(u8::is_ascii_alphabetic)
            && alias.ends_with(|c: char| c.is_ascii_alphabetic() || matches!(c, 'µ' | 'μ')))
    };
    let found = table().aliases.get(language as usize)?.longest(text, stands);
    found.map(|(alias, code)| (alias.len(), code.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_have_a_dimension() {
        let scale = |code: &'static str| Unit::new(code).scale().unwrap();
        assert_eq!(scale("fT/Hz^0.5").dimension, scale("nT/Hz^0.5").dimension);
        assert_ne!(scale("fT/Hz^0.5").dimension, scale("fT/Hz").dimension);
        assert_ne!(scale("deg/h^0.5").dimension, scale("deg/h").dimension);
    }
}

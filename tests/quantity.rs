//! Promise: numbers are exact and print as they are read; sets of values relate as their members
//! say; a unit has the dimension and the factor of what it is composed of, and is found by the
//! longest of its names.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use num_bigint::BigInt;
use num_traits::{Signed as _, Zero as _};
use proptest::prelude::*;
use tricord::quantity::rational::{apart, is_within, parse, power_of_ten, print, product, small_integer};
use tricord::quantity::{Interval, Rational, Relation, Unit, unit::longest_alias};
use tricord::text::Language;

fn fraction(numerator: i64, denominator: i64) -> Rational {
    Rational::new(numerator.into(), denominator.into())
}

#[test]
fn numbers_are_read_as_they_stand() {
    let read = [
        ("12", 12, 1),
        ("-1,250.5", -2501, 2),
        ("+3", 3, 1),
        (".50", 1, 2),
        ("0.25", 1, 4),
        ("1 000_0", 10_000, 1),
        ("9.1e-3", 91, 10_000),
        ("9.1E2", 910, 1),
        ("1.5e0", 3, 2),
        ("2.50e1", 25, 1),
        ("5/9", 5, 9),
        ("-5/10", -1, 2),
        ("0", 0, 1),
        ("18446744073709551615e-1", 3_689_348_814_741_910_323, 2),
        ("-0.000001", -1, 1_000_000),
    ];
    for (text, numerator, denominator) in read {
        assert_eq!(parse(text), Some(fraction(numerator, denominator)), "{text}");
    }
    for text in ["", "-", "1.2.3", "1/0", "1e", "1e1.5", "a", "1/", "/2", "--1", "1-", "٣", "1e5000", "1e-5000"] {
        assert_eq!(parse(text), None, "{text}");
    }
    // Beyond 64 bits.
    let large = "123456789012345678901234567890";
    assert_eq!(print(&parse(large).unwrap()), "1.2345678901234567890123456789e29");
    assert_eq!(parse(&format!("{large}.5")).unwrap() - parse(large).unwrap(), fraction(1, 2));
    assert_eq!(parse(&format!("-{large}")).unwrap() + parse(large).unwrap(), fraction(0, 1));
    assert_eq!(parse("1e30").unwrap(), parse("1000000000000000000000000000000").unwrap());
    assert_eq!(parse("1e-30").unwrap() * parse("1e30").unwrap(), fraction(1, 1));
    assert_eq!(parse("5e-20").unwrap() * parse("2e19").unwrap(), fraction(1, 1));
}

#[test]
fn numbers_are_printed_the_shortest_way() {
    let printed = [
        ("12", "12"),
        ("-12.50", "-12.5"),
        ("0", "0"),
        ("0.5", "0.5"),
        ("1/3", "1/3"),
        ("-1/7", "-1/7"),
        ("1/8", "0.125"),
        ("1/40", "0.025"),
        ("3/25", "0.12"),
        ("1/1024", "0.0009765625"),
        ("1000000", "1000000"),
        ("9999999", "9999999"),
        ("10000000", "1e7"),
        ("84100000", "8.41e7"),
        ("-84100000", "-8.41e7"),
        ("12345678", "1.2345678e7"),
        ("0.00001", "0.00001"),
        ("0.0000123", "0.0000123"),
        ("0.000001", "1e-6"),
        ("0.00000125", "1.25e-6"),
        ("1e-31", "1e-31"),
        ("9.1e-31", "9.1e-31"),
        ("-9.1e-31", "-9.1e-31"),
        // Denominators beyond 64 bits: of twos and fives alone, and not.
        ("1/36893488147419103232", "2.710505431213761085018632002174854278564453125e-20"),
        ("1/1136868377216160297393798828125", "8.796093022208e-31"),
        ("1/36893488147419103233", "1/36893488147419103233"),
    ];
    for (text, out) in printed {
        assert_eq!(print(&parse(text).unwrap()), out, "{text}");
    }
}

#[test]
fn powers_of_ten_have_an_end() {
    assert_eq!(power_of_ten(0), Some(fraction(1, 1)));
    assert_eq!(power_of_ten(3), Some(fraction(1000, 1)));
    assert_eq!(power_of_ten(-3), Some(fraction(1, 1000)));
    for (exponent, there) in [(4096, true), (4097, false), (-4096, true), (-4097, false)] {
        assert_eq!(power_of_ten(exponent).is_some(), there, "{exponent}");
    }
}

#[test]
fn whole_numbers_are_known_as_such() {
    assert_eq!(small_integer(&fraction(-7, 1)), Some(-7));
    assert_eq!(small_integer(&fraction(7, 2)), None);
    assert_eq!(small_integer(&parse("1e40").unwrap()), None);
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(numerator: i64, denominator in 1_i64.., shift in -40_i64..40) {
        let value = fraction(numerator, denominator) * power_of_ten(shift).unwrap();
        prop_assert_eq!(parse(&print(&value)), Some(value.clone()));
        let ends = fraction(numerator, 1) * power_of_ten(shift).unwrap();
        prop_assert!(!print(&ends).contains('/'));
        prop_assert_eq!(parse(&print(&ends)), Some(ends));
    }

    #[test]
    fn distances_are_those_of_fractions(a: i64, b in 1_i64.., c: i64, d in 1_i64.., near in -9_i64..9) {
        let (x, y) = (fraction(a, b), fraction(c, d));
        let (next, huge) = (&x + fraction(near, b), power_of_ten(30).unwrap());
        for (x, y) in [(&x, &y), (&x, &next), (&x, &x), (&(&x * &huge), &(&y * &huge)), (&(&x * &huge), &(&next * &huge))] {
            let size = x.abs().max(y.abs());
            if size.is_zero() {
                prop_assert_eq!(apart(x, y), 0);
                prop_assert!(is_within(x, y, 0));
                continue;
            }
            let share = (x - y).abs() / size;
            let parts = (&share * Rational::from_integer(BigInt::from(1) << 60)).to_integer();
            prop_assert_eq!(BigInt::from(apart(x, y)), parts);
            for thousandths in [0, 4, 5, 999, 1000, 1999, 2000] {
                prop_assert_eq!(is_within(x, y, thousandths), share <= fraction(thousandths.into(), 1000));
            }
        }
    }

    #[test]
    fn products_are_those_of_fractions(a: i64, b in 1_i64.., c: i64, d in 1_i64..) {
        let (left, right) = (fraction(a, b), fraction(c, d));
        let product = product(&left, &right);
        prop_assert_eq!(&product, &(&left * &right));
        // In lowest terms, as comparisons take it to be.
        prop_assert_eq!(product.clone(), product.reduced());
    }
}

#[test]
fn products_are_in_lowest_terms() {
    for (a, b) in [((2, 3), (3, 4)), ((6, 1), (1, 3)), ((0, 5), (7, 9)), ((-2, 3), (3, -4)), ((5, 7), (1, 1))] {
        let (a, b) = (fraction(a.0, a.1), fraction(b.0, b.1));
        let product = product(&a, &b);
        assert_eq!((product.numer(), product.denom()), ((&a * &b).numer(), (&a * &b).denom()));
    }
    let large = parse("1e30").unwrap();
    assert_eq!(product(&large, &fraction(1, 2)), parse("5e29").unwrap());
}

/// Points on, between and beyond the ends that are tried.
const POINTS: [(i64, i64); 7] = [(0, 1), (1, 1), (3, 2), (2, 1), (5, 2), (3, 1), (4, 1)];

/// All intervals with ends at 1, 2 and 3, and which points each holds.
fn intervals() -> Vec<(Interval, Vec<bool>)> {
    let points = POINTS.map(|(a, b)| fraction(a, b));
    let mut ends: Vec<Option<(i64, bool)>> = vec![None];
    ends.extend((1..=3).flat_map(|value| [true, false].map(|closed| Some((value, closed)))));
    let mut all = Vec::new();
    for low in &ends {
        for high in &ends {
            let from = low.map_or_else(Interval::default, |(v, closed)| Interval::above(fraction(v, 1), closed));
            let to = high.map_or_else(Interval::default, |(v, closed)| Interval::below(fraction(v, 1), closed));
            let holds = |point: &Rational| {
                let above = low.is_none_or(|(v, closed)| *point > fraction(v, 1) || closed && *point == fraction(v, 1));
                let below =
                    high.is_none_or(|(v, closed)| *point < fraction(v, 1) || closed && *point == fraction(v, 1));
                above && below
            };
            all.push((from.and(&to), points.iter().map(holds).collect()));
        }
    }
    all
}

#[test]
fn intervals_relate_as_their_points_do() {
    let all = intervals();
    for (a, left) in &all {
        assert_eq!(a.is_empty(), !left.contains(&true), "{a:?}");
        for (b, right) in &all {
            let pairs = || left.iter().zip(right);
            let shared = pairs().any(|(l, r)| *l && *r);
            let (more, less) = (pairs().any(|(l, r)| *l && !*r), pairs().any(|(l, r)| !*l && *r));
            assert_eq!(a.and(b).is_empty(), !shared, "{a:?} {b:?}");
            if a.is_empty() || b.is_empty() {
                continue; // no list prints one
            }
            let relation = match (shared, more, less) {
                (false, ..) => Relation::Disjoint,
                (_, false, false) => Relation::Equal,
                (_, true, false) => Relation::Broader,
                (_, false, true) => Relation::Narrower,
                _ => Relation::Overlaps,
            };
            assert_eq!(a.relation(b), relation, "{a:?} {b:?}");
            assert_eq!(b.relation(a), relation.mirrored(), "{b:?} {a:?}");
        }
    }
    let two = Interval::only(fraction(2, 1));
    assert_eq!(two, Interval::above(fraction(2, 1), true).and(&Interval::below(fraction(2, 1), true)));
    assert!(!two.is_empty());
}

#[test]
fn relations_of_parts_make_that_of_the_whole() {
    use Relation::{Broader, Disjoint, Equal, Narrower, Overlaps, Unknown};
    let all = [Equal, Broader, Narrower, Overlaps, Disjoint, Unknown];
    for a in all {
        assert_eq!(a.and(Equal), a);
        assert_eq!(a.and(Unknown), Unknown);
        assert_eq!(a.and(a), a);
        assert_eq!(a.mirrored().mirrored(), a);
        for b in all {
            assert_eq!(a.and(b), b.and(a));
            assert_eq!(a.and(b).mirrored(), a.mirrored().and(b.mirrored()));
        }
    }
    assert_eq!(Broader.and(Narrower), Overlaps);
    assert_eq!(Broader.and(Disjoint), Disjoint);
    assert_eq!(Overlaps.and(Narrower), Overlaps);
    assert_eq!(Broader.mirrored(), Narrower);
    for relation in all {
        assert_eq!(Relation::from_word(relation.word()), Some(relation));
    }
    assert_eq!(Relation::from_word("same"), None);
    let words = all.map(Relation::word);
    assert_eq!(words, ["equal", "broader", "narrower", "overlaps", "disjoint", "unknown"]);
}

/// `value` of a unit in another unit of the same dimension.
fn convert(value: &str, from: &'static str, to: &'static str) -> String {
    let (from, to) = (Unit::new(from).scale().unwrap(), Unit::new(to).scale().unwrap());
    assert_eq!(from.dimension, to.dimension);
    print(&((from.to_base(&parse(value).unwrap()) - &to.offset) / &to.factor))
}

#[test]
fn units_are_worth_what_they_are_composed_of() {
    let same = [
        ("1", "GHz", "1e9", "Hz"),
        ("2", "kW", "2000", "W"),
        ("1", "N", "1", "kg.m/s^2"),
        ("1", "W/kg", "1", "m^2/s^3"),
        ("3", "mm^2", "0.000003", "m^2"),
        ("36", "km/h", "10", "m/s"),
        ("1", "cm^3", "0.000001", "m^3"),
        ("5", "kN.s", "5000", "N.s"),
        ("0", "Cel", "273.15", "K"),
        ("-40", "Cel", "-40", "Fah"),
        ("212", "Fah", "100", "Cel"),
        ("1", "mK", "0.001", "K"),
        // How far temperatures are apart has no zero.
        ("7", "Cel/h", "7", "K/h"),
        ("2", "m^-1", "0.002", "mm^-1"),
        ("1", "1", "1", "m/m"),
        ("4", "kHz.s", "4000", "1"),
    ];
    for (value, from, other, to) in same {
        assert_eq!(parse(&convert(value, from, to)), parse(other), "{value} {from}");
    }
}

#[test]
fn units_that_measure_another_thing_do_not_compare() {
    let dimension = |code: &'static str| Unit::new(code).scale().map(|s| s.dimension.clone());
    for (a, b) in [("m", "s"), ("m^2", "m"), ("W/kg", "W.kg"), ("deg/h", "deg/h^0.5"), ("m/s", "m.s"), ("1", "bit")] {
        assert!(dimension(a).is_some() && dimension(b).is_some(), "{a} {b}");
        assert_ne!(dimension(a), dimension(b), "{a} {b}");
    }
    for code in ["", "furlong", "m^x", "m/", "m..s", "m^13", "m^-13"] {
        let known = code.is_empty() || code == "m/" || code == "m..s"; // nothing but operators more
        assert_eq!(dimension(code).is_some(), known, "{code}");
    }
    assert!(dimension("m^12").is_some() && dimension("m^-12").is_some());
    assert_eq!(Unit::ONE.to_string(), "1");
    assert_eq!(Unit::new("m/s").code(), "m/s");
    assert_eq!(format!("{:>6}", Unit::new("m/s").to_string()), "   m/s");
}

#[test]
fn the_root_of_a_unit_is_a_dimension_of_its_own() {
    let scale = |code: &'static str| Unit::new(code).scale().unwrap();
    let (root, other) = (scale("deg/h^0.5"), scale("deg/s^0.5"));
    assert_ne!(root.dimension, other.dimension, "the root of 3600 is known, that of other factors need not be");
    assert_eq!(scale("V/Hz^0.5").dimension, scale("mV/Hz^0.5").dimension);
    assert_eq!(scale("V/Hz^0.5").factor, scale("V").factor);
    assert_ne!(scale("V.Hz^0.5").dimension, scale("V/Hz^0.5").dimension);
    assert_ne!(scale("V.h^0.5").dimension, scale("V/h^0.5").dimension);
}

#[test]
fn a_unit_is_found_by_the_longest_of_its_names() {
    let found = [
        ("mm thick", Language::En, Some((2, "mm"))),
        ("m/s", Language::En, Some((1, "m"))),
        ("metres", Language::En, Some((6, "m"))),
        ("GHz", Language::En, Some((3, "GHz"))),
        ("milk", Language::En, None),
        ("", Language::En, None),
        ("メガヘルツを", Language::Ja, Some((15, "MHz"))),
        ("ヘルツ", Language::Ja, Some((9, "Hz"))),
        ("MHz", Language::Ja, None),
        ("kW를", Language::Ko, Some((2, "kW"))),
        ("㎛", Language::Ko, Some((3, "um"))),
        ("µm", Language::En, Some((3, "um"))),
        ("µma", Language::En, None),
    ];
    for (text, language, want) in found {
        assert_eq!(longest_alias(text, language), want, "{text}");
    }
}

#[test]
fn distances_of_the_values_that_lists_print() {
    let half = 1_u128 << 59;
    assert_eq!(apart(&fraction(1, 1), &fraction(2, 1)), half);
    assert_eq!(apart(&fraction(1, 2), &fraction(1, 1)), half);
    assert_eq!(apart(&fraction(-1, 1), &fraction(1, 1)), 4 * half);
    assert_eq!(apart(&fraction(90, 1), &fraction(90, 1)), 0);
    assert_eq!(apart(&fraction(0, 1), &fraction(0, 1)), 0);
    assert!(is_within(&fraction(996, 1), &fraction(1000, 1), 4));
    assert!(!is_within(&fraction(9959, 10), &fraction(1000, 1), 4));
}

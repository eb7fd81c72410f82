//! Promise: phrases of the US list's English give the bounds that they state, and numbers
//! that limit nothing give none. The phrases are our own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use tricord::grammar::{self, ClaimKind};
use tricord::model::{Bound, Op, Role};
use tricord::text::Language;

fn shown(bound: &Bound) -> String {
    let aliases: String = bound.aliases.iter().map(|a| format!(" (={} {})", a.value, a.unit)).collect();
    format!("{}{} {}{aliases}", bound.op.word(), bound.value, bound.unit)
}

fn read(text: &str) -> String {
    let reading = grammar::read(text, Language::En);
    assert_eq!(reading.unread, [], "{text}");
    let bounds: Vec<String> = reading.bounds.iter().map(shown).collect();
    if bounds.is_empty() { "-".to_owned() } else { bounds.join(" | ") }
}

fn check(cases: &[(&str, &str)]) {
    let differing: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, read(text)))
        .filter(|(_, expected, got)| got != *expected)
        .map(|(text, expected, got)| format!("{text}\n  want {expected}\n  read {got}"))
        .collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn a_range_that_is_left_out() {
    check(&[
        ("A tone outside the range from 30 kHz to 50 kHz", "<30 kHz | >50 kHz"),
        ("Radios on frequencies other than 5.1 to 5.3 GHz inclusive and having", "<5.1 GHz | >5.3 GHz"),
        ("to work outside the ambient temperature range from 250 K (-23 °C) to 340 K", "<250 K (=-23 Cel) | >340 K"),
        ("A tone in the range from 30 kHz to 50 kHz", ">=30 kHz | <=50 kHz"),
    ]);
}

#[test]
fn comparators_before_the_value() {
    check(&[
        ("A mass exceeding 3 kg", ">3 kg"),
        ("A mass not exceeding 3 kg", "<=3 kg"),
        ("A range greater than or equal to 5 km", ">=5 km"),
        ("A range equal to or greater (further) than 5 km", ">=5 km"),
        ("noise equal to or less (better) than 4 dB", "<=4 dB"),
        ("noise less (better) than or equal to 4 dB", "<=4 dB"),
        ("loss better (less) than or equal to 0.3 dB", "<=0.3 dB"),
        ("no more than 7 W", "<=7 W"),
        ("not less than 7 W", ">=7 W"),
        ("at least 12 m", ">=12 m"),
        ("up to and including 40 GHz", "<=40 GHz"),
        ("within 2 mm of the mark", "<=2 mm"),
        ("a flow in excess of 9 L/min", ">9 L/min"),
        ("a flow equal to or in excess of 9 L/min", ">=9 L/min"),
        ("a size of less 13 kPa", "<13 kPa"),
        ("a temperature greater 75 °C", ">75 Cel"),
        ("at or below a temperature of 4 K", "<=4 K"),
        ("a mirror equivalent to or larger than a single one 2 m wide", ">=2 m"),
        ("an overlay below or equal to 1.5 nm", "<=1.5 nm"),
        ("an overlay above 1.5 nm and below or equal to 2.4 nm", ">1.5 nm | <=2.4 nm"),
        ("evacuated down to 0.01 Pa", "<=0.01 Pa"),
        ("weak solutions (less than 1%)", "<1 %"),
        ("are less (better) than: 0.001° on any axis", "<0.001 deg"),
        ("pressures below (10^−4) Torr", "<0.0001 Torr"),
        ("a volume less than the rated power multiplied by 10 cm^3/W", "<10 cm^3/W"),
    ]);
}

#[test]
fn comparators_behind_the_value() {
    check(&[
        ("90% by weight or more of tin", ">=90 %"),
        ("2 kg of TNT or greater; and", ">=2 kg"),
        ("an area of 1,000 cm^2 per sheet or less", "<=1000 cm^2"),
        ("32 channels or more", ">=32 1"),
        ("two planes or more", ">=2 1"),
        ("15% of the width or larger", ">=15 %"),
        ("1,000 tonnes displacement or more", ">=1000 t"),
        ("1 nautical mile “CEP” or less (better) in a 24 hr period", "<=1 nmi | =24 h"),
        ("5 × 10^6 Gy (Si)/s, or higher", ">=5000000 Gy/s"),
        ("at 200 Hz and below.", "<=200 Hz"),
        ("1,500 hp and over with a governor", ">=1500 hp"),
        ("below 219 K (−54 °C) or above 423 K (150 °C)", "<219 K (=-54 Cel) | >423 K (=150 Cel)"),
        ("longer than 4 m and up to 8 m", ">4 m | <=8 m"),
        ("a resolution of 12-bit or more but less than 14-bit", ">=12 bit | <14 bit"),
        ("five degrees of 'freedom' or more", ">=5 1"),
    ]);
}

#[test]
fn ranges_and_lists() {
    check(&[
        ("between 25 and 100 mm", ">=25 mm | <=100 mm"),
        ("20 Hz to 2,000 Hz", ">=20 Hz | <=2000 Hz"),
        ("from 2 GHz up to and including 15 GHz", ">=2 GHz | <=15 GHz"),
        ("from 300 up to 600 Hz", ">=300 Hz | <=600 Hz"),
        ("within 0 to 0.2 mm of the range", ">=0 mm | <=0.2 mm"),
        ("from zero to 13 kPa", ">=0 kPa | <=13 kPa"),
        ("of at least −50 °C to + 125 °C", ">=-50 Cel | <=125 Cel"),
        ("from 30 to 130 kg per minute", ">=30 kg/min | <=130 kg/min"),
        ("tested over 3 m segments, over 30 kg of load", "=3 m | >30 kg"),
        ("10 Hz ≤ F ≤ 10 kHz", ">=10 Hz | <=10 kHz"),
        ("10 kHz < F ≤ 100 kHz", ">10 kHz | <=100 kHz"),
        ("more than 25% tin and 20% lead by weight", ">25 % | >20 %"),
        ("(approximately 50% Nb, 30% Ti, 20% W)", "~50 % | ~30 % | ~20 %"),
        ("exceeding 80 mm in diameter and 20 mm in thickness", ">80 mm | >20 mm"),
        ("0.5 to 5 MPa (5 to 50 atmospheres)", ">=0.5 MPa | <=5 MPa (=50 atm)"),
        ("exceeding 20% at a temperature of 301 K (28 °C)", ">20 % | =301 K (=28 Cel)"),
    ]);
}

#[test]
fn direction_of_merit() {
    check(&[
        ("an accuracy better than 2 µm", "<2 um"),
        ("an accuracy equal to or better than 5 arc-second", "<=5 arcsec"),
        ("a purity of 99.99% or better", ">=99.99 %"),
        ("a uniformity of 99.5% or better", ">=99.5 %"),
        ("stability better than 0.1% over a time period of 8 hours", "<0.1 % | =8 h"),
        ("a hydrophone sensitivity better than −180 dB", ">-180 dB"),
        ("a sensitivity of 0.01 µcoulomb/mm^2 or better", "<=0.01 uC/mm^2"),
        ("a quality of AGMA 14 or better", ">=14 AGMA"),
        ("finer than ±10 micrometer", "<10 um"),
        ("better (less) than plus or minus 0.05%", "<0.05 %"),
    ]);
}

#[test]
fn formulae_are_kept_as_printed() {
    check(&[
        ("less (better) than (1.7 + L/1,000) µm", "<[1.7+L/1000] um"),
        ("less than − (126 + 20log_10F − 20log_10f)", "<[-(126+20log_10F-20log_10f)] 1"),
        ("exceeding (10log(f) + 169.77)dB", ">[10log(f)+169.77] dB"),
        ("a flatness of λ/10 or better", "<=[λ/10] 1"),
        ("more than 5 × 104^−4", ">[5×104^-4] 1"),
        ("greater than 1 octave (f_max > 2f_min)", ">1 oct"),
    ]);
}

#[test]
fn units() {
    check(&[
        ("exceeding 2.7 cm/s or 10 kW/cm2", ">2.7 cm/s | =10 kW/cm^2"),
        ("less than 3 × 10^−6/K", "<3e-6 1/K"),
        ("more than 125 full frames per second", ">125 1/s"),
        ("less than 10^19 atoms/cm^3", "<1e19 1/cm^3"),
        ("1 × 10^−10 errors/bit/day or less", "<=1e-10 1/bit/d"),
        ("greater than 1.3 Giga Samples Per Second (GSPS)", ">1.3e9 1/s"),
        ("greater than 1.0 GSPS", ">1 1/ns"),
        ("37 GBq (1 curie) per kg or greater", ">=37 GBq/kg (=1 Ci)"),
        ("not exceeding 0.2 kg/kWh", "<=0.2 kg/kW/h"),
        ("0.15 kg N^−1 h^−1 or less", "<=0.15 kg.N^-1.h^-1"),
        ("less than 130 micro g", "<130 ugn"),
        ("a bias of less than 0.75 degree per hour in a 1 g environment", "<0.75 deg/h | =1 gn"),
        ("less than one minute", "<1 min"),
        ("a capacity greater than 200 g of chlorine per hour", ">200 g/h"),
        ("a rate of 3 kg of dry powder per minute or more", ">=3 kg/min"),
        ("a load of 5 kg of steel per item", "=5 kg"),
        ("better than 40 dB (reference 100 mV rms per 1g) in acceleration", "<40 dB | =100 mV/gn"),
        ("less than half an octave", "<0.5 oct"),
        ("an octave or one octave or less", "<=1 oct"),
        ("Mach 1.2 or more", ">=1.2 Mach"),
        ("20 ±0.01 °C", ">=19.99 Cel | <=20.01 Cel"),
        ("(290 ±2) K", ">=288 K | <=292 K"),
        ("in more than one dimension, or in one dimension", ">1 1"),
        ("a K factor = 0.25", "=0.25 1"),
        ("N is equal to 1,024 points", "=1024 1"),
        ("an exposure of 2 microseconds or faster", "<=2 us"),
        ("pressures of 7 Mpa or more", ">=7 MPa"),
        ("less than 0.1 magnetic flux quantum/K", "<0.1 Phi0/K"),
        ("an amplitude greater than −3 dBfs", ">-3 dBFS"),
        ("less than 1 part tin to 500 parts lead", "<0.002 1"),
        ("an angle of less than 20 µrad", "<20 urad"),
        ("not more than thirty-five percent", "<=35 %"),
        ("an aspect ratio of more than 5:1 in a single chamber", ">5 1"),
        ("greater than .50 inches (12.7 mm)", ">0.5 in (=12.7 mm)"),
    ]);
}

#[test]
fn what_limits_nothing() {
    check(&[
        ("one or more axes", "-"),
        ("ends 90 days after the submission of it", "-"),
        ("aged for 90 days at 300 K", "=90 d | =300 K"),
        ("at least one of them", "-"),
        ("controlled by 3A001.a.2 or b.10", "-"),
        ("see Notes 1 and 2 in the list", "-"),
        ("specified in column 1 in the table", "-"),
        ("Schedule 1, 2, or 3 chemicals", "-"),
        ("made from 1890 to 1898 and later", "-"),
        ("boron-10 (^10B) and lithium-6 (^6 Li)", "-"),
        ("(CAS 107-07-3) 2-Chloroethanol", "-"),
        ("22 CFR parts 120 through 130", "-"),
        ("three dimensional displays", "-"),
    ]);
    let reading = grammar::read("one or more of two things", Language::En);
    assert!(reading.claims.iter().all(|c| c.kind == ClaimKind::Word));
}

#[test]
fn a_value_takes_the_comparator_that_is_announced_above_it() {
    let complete = |text: &str, label: &str, above: &str| {
        let mut bounds = grammar::read(text, Language::En).bounds;
        grammar::complete(&mut bounds, text, label.len(), above, Language::En);
        bounds.iter().map(|b| (b.op, b.role)).collect::<Vec<_>>()
    };
    let above = "a. A strength, measured at 20 °C, equal to or greater than:";
    assert_eq!(complete("a.1. 0.9 GPa in one state; or", "a.1.", above), [(Op::AtLeast, Role::Limit)]);
    let above = "a. Hardened to exceed any of the following specifications:";
    assert_eq!(complete("a.1. A dose of 5 × 10^3 Gy (Si);", "a.1.", above), [(Op::Greater, Role::Limit)]);
    let above = "a. A 'sensitivity' lower (better) than any of the following:";
    assert_eq!(
        complete("a.1. 0.05 nT at frequencies of less than 1 Hz;", "a.1.", above),
        [(Op::Less, Role::Limit), (Op::Less, Role::Limit)]
    );
    // What has its own comparator keeps it, and so does what nothing is announced for.
    assert_eq!(complete("a.1. 3 kg or less", "a.1.", above), [(Op::AtMost, Role::Limit)]);
    let above = "a. More than 5 kg and having any of the following:";
    assert_eq!(complete("a.1. 3 kg;", "a.1.", above), [(Op::Exactly, Role::Condition)]);
    assert_eq!(complete("a.1. Weight at 3 g", "a.1.", "a. Exceeding:"), [(Op::Exactly, Role::Condition)]);
}

#[test]
fn formulae_and_what_is_none() {
    check(&[
        ("less than (N log_2 N)/20,480 ms", "<[(Nlog_2N)/20480] ms"),
        ("an output (in watts) greater than 505 divided by the frequency (in GHz) squared", ">[505/f^2] W"),
        ("an area less than 2x (volume at rest)^2/3", "<[2×(volumeatrest)^2/3] 1"),
        ("modulus in N/m^2 divided by weight in N/m^3", "-"),
        ("K is K = 1.7 × 10^3V^2.65Q", "-"),
        ("$5000: 3A001.a", "-"),
        ("(IEEE STD 528-2001 paragraph 2)", "-"),
        ("described in ASTM D 7000-07 or 80/1269/EEC", "-"),
        ("Room 2099B, in paragraphs (1)-(f)", "-"),
        ("See 1A001. (4) MT controls apply. 2. For cars", "-"),
    ]);
}

#[test]
fn what_is_denied_is_bounded_the_other_way_round() {
    check(&[
        ("No dimension greater than 12 cm;", "<=12 cm"),
        ("no overall length exceeding 12 cm", "<=12 cm"),
        ("plates with no side of 12 cm or more", "<12 cm"),
        ("not capable of testing rotors having a mass greater than 4 kg;", "<=4 kg"),
        ("incapable of withstanding temperatures exceeding 400 K (127 °C); or", "<=400 K (=127 Cel)"),
        ("that do not have a 'processing rate' of 4800 or more. For those", "<4800 1"),
        ("but cannot place bands with a width equal to or less than 25 mm.", ">25 mm"),
        ("a length that cannot exceed 5 m", "<=5 m"),
        ("not including a swing exceeding ±20°, and limited to", "<=20 deg"),
        ("without a loss of more than 3 dB at the end", "<=3 dB"),
        ("an overlay no better than ±0.3 micrometer", ">=0.3 um"),
        // What is denied is something else.
        ("without the use of a grid equal to or less than 0.07 deg", "<=0.07 deg"),
        ("not made of steel, having a mass greater than 4 kg", ">4 kg"),
        ("a device with no lens and having a mass greater than 4 kg", ">4 kg"),
        ("This entry does not control a device containing less than 2 g of it", "<2 g"),
        ("no licence is required for machines not exceeding 70 WT", "<=70 WT"),
    ]);
    let reading = grammar::read("not capable of carrying at least 40 kg to a range of at least 3 km", Language::En);
    let unread: Vec<&str> = reading.unread.iter().map(|u| u.code.as_str()).collect();
    assert_eq!((reading.bounds.len(), unread), (0, vec!["denied-together"; 2]));
}

/// A word behind a number that is neither a unit nor counted may be a unit: no count is read.
#[test]
fn what_cannot_be_read_is_listed() {
    let unread = |text: &str| {
        let reading = grammar::read(text, Language::En);
        assert_eq!(reading.bounds, [], "{text}");
        reading.unread.iter().map(|u| (u.literal.to_string(), u.code.to_string())).collect::<Vec<_>>()
    };
    let one = |literal: &str, code: &str| vec![(literal.to_owned(), code.to_owned())];
    assert_eq!(unread("exceeding 25 furlongs"), one("25", "unknown-unit"));
    assert_eq!(unread("25 furlongs or more;"), one("25", "unknown-unit"));
    assert_eq!(unread("a length of 25 furlongs"), one("25", "unknown-unit"));
    assert_eq!(unread("ISO 9999 Tolerance Class 2, or better"), one("2", "grade"));
    assert_eq!(unread("surveys to Order 1a or better"), one("1", "grade"));
    check(&[
        ("exceeding 25 detector elements", ">25 1"),
        ("25 or more hollow tubes per plate", ">=25 1"),
        ("more than 25 “active pixels” per array", ">25 1"),
        ("with a less than 3.3 dielectric constant;", "<3.3 1"),
        ("made to ISO 9999 class 2;", "-"),
    ]);
}

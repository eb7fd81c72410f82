//! Promise: a bound that is printed in English is read back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use proptest::prelude::*;
use tricord::text::Language;

proptest! {
    #[test]
    fn a_printed_bound_is_read_back(
        digits in 2_u32..1_000_000,
        places in 0_usize..4,
        power in proptest::option::of(-12_i32..13),
        unit in proptest::sample::select(vec!["GHz", "mm", "K", "%", "kW", "dB", "nm", "MPa", "g/cm^3", "deg/s"]),
        op in proptest::sample::select(vec![
            (">=", "equal to or greater than "),
            (">", "exceeding "),
            ("<=", "not exceeding "),
            ("<", "less than "),
        ]),
    ) {
        let scale = 10_u32.pow(u32::try_from(places).unwrap());
        let fraction = if places == 0 { String::new() } else { format!(".{:0places$}", digits % scale) };
        let mantissa = format!("{}{fraction}", digits / scale);
        let times = power.map(|p| format!(" × 10^{p}")).unwrap_or_default();
        let text = format!("A value {}{mantissa}{times} {unit};", op.1);
        let value = tricord::quantity::rational::parse(&format!("{mantissa}e{}", power.unwrap_or(0))).unwrap();
        let want = format!("{} {} {unit}", op.0, tricord::quantity::rational::print(&value));
        let reading = tricord::grammar::read(&text, Language::En);
        let shown: Vec<String> = reading.bounds.iter().map(ToString::to_string).collect();
        prop_assert_eq!(shown.join(" | "), want, "{}", text);
    }
}

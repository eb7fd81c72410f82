//! Promise: formulae that lists print in different ways compare by what they are worth.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use proptest::prelude::*;
use tricord::quantity::formula::worth;

#[test]
fn ways_of_printing_one_formula_are_the_same() {
    let same = [
        ("800+(600×L/1000)", "600*L/1000+800"),
        ("10log(f)+169.77", "10log(ヘルツで表した周波数)+169.77"),
        ("(N×log₂N)/20480", "((複素点の数)log2(複素点の数))/20480"),
        ("1.6+L/2000", "L×0.0005+1.6"),
        // Each list names the two frequencies in an order of its own.
        ("-(126+20log_10F-20log_10f)", "20log10(動作周波数)-20log10(オフセット周波数)-126"),
        ("5×104^-4", "5/(104·104·104·104)"),
        // Brackets beside each other are not inside each other.
        ("(1)+(1)+(1)+(1)+(1)", "5"),
        ("log(f)+log(f)+log(f)+log(f)+log(f)", "5×log(f)"),
        ("周波数2", "2×周波数"),
        ("0.0008+6e-7*L", "6/10000000×L+8/10000"),
        ("2e3×L", "2000L"),
        ("2e+3", "3+e×2"),
    ];
    for (a, b) in same {
        assert_eq!(worth(a).unwrap(), worth(b).unwrap(), "{a} and {b}");
    }
}

#[test]
fn other_formulae_are_not() {
    let other = [
        ("1.6+L/2000", "1.7+L/2000"),
        ("1.6+L/2000", "1.6+L/1000"),
        ("10log(f)+169.77", "10log2(f)+169.77"),
        ("10log(f)+169.77", "10f+169.77"),
        ("λ/10", "λ/20"),
        ("505.62/f^2", "505.62/f"),
        ("A-B", "A+B"),
    ];
    for (a, b) in other {
        assert_ne!(worth(a).unwrap(), worth(b).unwrap(), "{a} and {b}");
    }
}

#[test]
fn words_in_brackets_are_one_quantity() {
    assert_eq!(worth("2*(displacement)").unwrap(), worth("d*2").unwrap());
    assert_eq!(worth("(abcd)").unwrap(), worth("x").unwrap());
    // So few letters are quantities of a letter each.
    assert_eq!(worth("(abc)").unwrap(), worth("a*b*c").unwrap());
}

#[test]
fn what_is_no_formula_is_not_read() {
    for text in ["", "1+", "20log", "(1", "1/0", "1.2.3", "2^99", "((((((1))))))", "a+b+c+d", "²", "0^-1", "(1-1)^-2"]
    {
        assert_eq!(worth(text), None, "{text}");
    }
    assert!(!worth("5×10^-4").unwrap().varies && worth("L/5").unwrap().varies);
}

proptest! {
    #[test]
    fn nothing_breaks_it(text in "[0-9.eLf()+*/^×·log₂_ -]{0,40}") {
        let _ = worth(&text);
    }

    #[test]
    fn the_order_of_factors_and_terms_is_nothing(a in 1_u32..9999, b in 1_u32..9999) {
        prop_assert_eq!(worth(&format!("{a}+{b}×L")), worth(&format!("L*{b}+{a}")));
    }
}

//! What an ECCN's digits say of where its control comes from (15 CFR 738.2(d)).

/// Regimes of an entry: from the third character of its number, and for the series of
/// former munitions from the last two. Digit 0 stands for the Wassenaar list only where
/// national security is among the reasons: 3A090 and its like are national.
pub(super) fn of(eccn: &str, reasons: &[&str]) -> Option<&'static str> {
    if eccn.ends_with("018") {
        return Some("former-munitions");
    }
    match eccn.as_bytes().get(2)? {
        b'0' if reasons.contains(&"NS") => Some("WA"),
        b'0' if reasons.is_empty() => None,
        b'0' => Some("unilateral"),
        b'1' => Some("MTCR"),
        b'2' => Some("NSG"),
        b'3' => Some("AG"),
        b'5' => Some("commerce-determined"),
        b'6' => Some("former-munitions"),
        b'9' => Some("unilateral"),
        _ => None,
    }
}

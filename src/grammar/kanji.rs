//! Numbers of the Japanese list: positional kanji 一〇・五 (第一条第八号), thousands 一、二五〇,
//! 五〇兆 (第六条第一号イ), traditional 十億分の一 (第二十三条), fractions 一〇〇万分の二八
//! (第四条第十号), powers 一〇の一九乗 (第六条第十七号), signs 零下, プラスマイナス.

use num_bigint::BigInt;
use num_traits::Zero as _;

use crate::model::numeral;
use crate::quantity::{Rational, rational};

/// A number without its unit, and where it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Its exact value, without the sign.
    pub value: Rational,
    /// Bytes that it takes.
    pub length: usize,
    /// Whether it is a quotient of like quantities: 五分の一.
    pub ratio: bool,
}

/// Whether `c` can be part of a number; 十, 百, 千 and 万 only beside others.
pub fn is_numeral(c: char) -> bool {
    numeral::digit(c).is_some() || numeral::power(c).is_some() || matches!(c, '万' | '億' | '兆')
}

/// The number that `text` begins with: a fraction, a ratio, a power or a plain one.
pub fn number(text: &str) -> Option<Number> {
    let (first, length) = plain(text)?;
    let rest = text.get(length..)?;
    if let Some(tail) = rest.strip_prefix("分の")
        && let Some((parts, more)) = plain(tail)
        && !first.is_zero()
    {
        return Some(Number { value: parts / first, length: length + "分の".len() + more, ratio: true });
    }
    if let Some(tail) = rest.strip_prefix('対')
        && let Some((second, more)) = plain(tail)
        && !second.is_zero()
    {
        return Some(Number { value: first / second, length: length + '対'.len_utf8() + more, ratio: true });
    }
    if let Some(tail) = rest.strip_prefix('の') {
        let (minus, tail) = match ["マイナス", "負の"].iter().find_map(|m| tail.strip_prefix(m)) {
            Some(after) => (true, after),
            None => (false, tail),
        };
        if let Some((exponent, more)) = plain(tail)
            && tail.get(more..).is_some_and(|t| t.starts_with('乗'))
            && first == Rational::from_integer(10.into())
            && exponent.is_integer()
        {
            let exponent = i64::try_from(exponent.to_integer()).ok()?;
            let end = text.len() - tail.len() + more + '乗'.len_utf8();
            let value = rational::power_of_ten(if minus { -exponent } else { exponent })?;
            return Some(Number { value, length: end, ratio: false });
        }
    }
    Some(Number { value: first, length, ratio: false })
}

/// A number without fraction or power, and its length: 一、二五〇・五, 五〇万, 二十一, 一億二、〇〇〇万.
fn plain(text: &str) -> Option<(Rational, usize)> {
    let mut sum = Rational::zero();
    let mut length = 0;
    loop {
        let rest = text.get(length..)?;
        let Some((part, taken)) = section(rest) else { break };
        length += taken;
        let big = text.get(length..)?.chars().next().and_then(|c| {
            Some(match c {
                '万' => 4,
                '億' => 8,
                '兆' => 12,
                _ => return None,
            })
        });
        match big.and_then(rational::power_of_ten) {
            Some(factor) => {
                sum += part * factor;
                length += '万'.len_utf8();
            }
            None => return Some((sum + part, length)),
        }
    }
    (length > 0).then_some((sum, length))
}

/// Digits below 万: positional with separators, or traditional.
fn section(text: &str) -> Option<(Rational, usize)> {
    let digits = |t: &str| t.chars().take_while(|c| numeral::digit(*c).is_some()).collect::<String>();
    let head = digits(text);
    let after = text.get(head.len()..)?;
    if after.chars().next().is_some_and(|c| numeral::power(c).is_some()) {
        let all: String =
            text.chars().take_while(|c| numeral::digit(*c).is_some() || numeral::power(*c).is_some()).collect();
        return Some((Rational::from_integer(BigInt::from(numeral::number(&all)?)), all.len()));
    }
    if head.is_empty() {
        return None;
    }
    let mut printed = ascii(&head);
    let mut length = head.len();
    // 、 separates thousands where three digits follow and no more, behind one to three.
    if head.chars().count() <= 3 && !head.starts_with('〇') {
        while let Some(tail) = text.get(length..)?.strip_prefix(['、', ',', '，']) {
            let group = digits(tail);
            if group.chars().count() != 3 {
                break;
            }
            printed.push_str(&ascii(&group));
            length = text.len() - tail.len() + group.len();
        }
    }
    if let Some(tail) = text.get(length..)?.strip_prefix(['・', '．', '.']) {
        let decimals = digits(tail);
        if !decimals.is_empty() {
            printed.push('.');
            printed.push_str(&ascii(&decimals));
            length = text.len() - tail.len() + decimals.len();
        }
    }
    Some((rational::parse(&printed)?, length))
}

fn ascii(digits: &str) -> String {
    digits.chars().filter_map(numeral::digit).filter_map(|d| char::from_digit(d, 10)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_form() {
        for (text, value) in [
            ("一〇・五キロ", "10.5"),
            ("一、二五〇メガ", "1250"),
            ("一、二及び四", "1"),
            ("五〇兆個", "50000000000000"),
            ("五〇万ラド", "500000"),
            ("二十一", "21"),
            ("十億分の一", "1/1000000000"),
            ("十万分の六", "6/100000"),
            ("一〇〇万分の二八平方", "28/1000000"),
            ("一、〇〇〇億分の一", "1/100000000000"),
            ("一〇の一九乗未満", "10000000000000000000"),
            ("〇・〇〇一二八", "0.00128"),
            ("一、〇〇〇、〇〇〇分の五", "5/1000000"),
            ("一〇〇対一以上", "100"),
            ("一対二〇", "1/20"),
        ] {
            assert_eq!(number(text).map(|n| n.value), rational::parse(value), "{text}");
        }
        assert_eq!(number("キロ"), None);
    }
}

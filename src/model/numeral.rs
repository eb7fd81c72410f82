//! Numbers and letters of Japanese enumerators: 二十一, 二一, ２１, ハ, イロ.

/// The iroha letters in their order with their Latin names, ヰ, ヱ and ン included.
const IROHA: [(char, &str); 48] = [
    ('イ', "i"),
    ('ロ', "ro"),
    ('ハ', "ha"),
    ('ニ', "ni"),
    ('ホ', "ho"),
    ('ヘ', "he"),
    ('ト', "to"),
    ('チ', "chi"),
    ('リ', "ri"),
    ('ヌ', "nu"),
    ('ル', "ru"),
    ('ヲ', "wo"),
    ('ワ', "wa"),
    ('カ', "ka"),
    ('ヨ', "yo"),
    ('タ', "ta"),
    ('レ', "re"),
    ('ソ', "so"),
    ('ツ', "tsu"),
    ('ネ', "ne"),
    ('ナ', "na"),
    ('ラ', "ra"),
    ('ム', "mu"),
    ('ウ', "u"),
    ('ヰ', "wi"),
    ('ノ', "no"),
    ('オ', "o"),
    ('ク', "ku"),
    ('ヤ', "ya"),
    ('マ', "ma"),
    ('ケ', "ke"),
    ('フ', "fu"),
    ('コ', "ko"),
    ('エ', "e"),
    ('テ', "te"),
    ('ア', "a"),
    ('サ', "sa"),
    ('キ', "ki"),
    ('ユ', "yu"),
    ('メ', "me"),
    ('ミ', "mi"),
    ('シ', "shi"),
    ('ヱ', "we"),
    ('ヒ', "hi"),
    ('モ', "mo"),
    ('セ', "se"),
    ('ス', "su"),
    ('ン', "n"),
];

/// The letters of a number from 1: イ … ン, then イイ (49), イロ (50) … ンン (2,352).
/// `None` for 0 and beyond.
pub fn iroha(number: u32) -> Option<String> {
    Some(iroha_letters(number)?.iter().map(|(kana, _)| *kana).collect())
}

/// The Latin names of [`iroha`], joined by a hyphen: `ha`, `i-ro`.
pub fn iroha_latin(number: u32) -> Option<String> {
    let names: Vec<&str> = iroha_letters(number)?.iter().map(|(_, name)| *name).collect();
    Some(names.join("-"))
}

fn iroha_letters(number: u32) -> Option<Vec<(char, &'static str)>> {
    let size = IROHA.len();
    let index = usize::try_from(number.checked_sub(1)?).ok()?;
    let last = *IROHA.get(index % size)?;
    match index / size {
        0 => Some(vec![last]),
        first => Some(vec![*IROHA.get(first - 1)?, last]),
    }
}

/// The number of one or two iroha letters: ハ is 3, イロ is 50. The hiragana へ, which the
/// laws print in places for the katakana ヘ, counts as that.
pub fn iroha_number(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let katakana = |c: char| if c == 'へ' { 'ヘ' } else { c };
    let position =
        |c: char| IROHA.iter().position(|(kana, _)| *kana == katakana(c)).and_then(|i| u32::try_from(i + 1).ok());
    let first = position(chars.next()?)?;
    match (chars.next(), chars.next()) {
        (None, _) => Some(first),
        (Some(second), None) => Some(first * 48 + position(second)?),
        _ => None,
    }
}

/// A digit: ASCII, full-width or kanji.
pub fn digit(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '０'..='９' => u32::from(c) - u32::from('０'),
        '〇' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// 十, 百 or 千.
pub fn power(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// A whole number below a hundred million of an enumerator, all of the text: `21`, `２１`, positional 二一 or
/// traditional 二十一.
pub fn number(text: &str) -> Option<u32> {
    let mut sum = 0u32;
    let mut pending: Option<u32> = None;
    let mut seen = false;
    for c in text.chars() {
        seen = true;
        if let Some(d) = digit(c) {
            pending = Some(pending.unwrap_or(0).checked_mul(10)?.checked_add(d)?);
        } else {
            sum = sum.checked_add(pending.take().unwrap_or(1).checked_mul(power(c)?)?)?;
        }
    }
    let value = sum.checked_add(pending.unwrap_or(0))?;
    (seen && value < 100_000_000).then_some(value)
}

/// A number with its branches as an id's component: 十の二 is `10_2`, 一 is `1`.
pub fn branched(text: &str) -> Option<String> {
    let mut out = String::new();
    for part in text.split('の') {
        if !out.is_empty() {
            out.push('_');
        }
        out.push_str(&number(part)?.to_string());
    }
    Some(out)
}

/// A number below 10,000 in traditional kanji: 21 is 二十一. Others in ASCII digits.
pub fn kanji(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if number == 0 || number >= 10_000 {
        return number.to_string();
    }
    let mut out = String::new();
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit > 1 || (digit == 1 && unit == 1) {
            out.push_str(DIGITS.get(digit as usize).copied().unwrap_or(""));
        }
        if digit > 0 {
            out.push_str(name);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_the_last() {
        for n in 1..=2352 {
            assert_eq!(iroha_number(&iroha(n).unwrap()), Some(n));
        }
        assert_eq!(iroha(25).as_deref(), Some("ヰ"));
        assert_eq!(iroha(50).as_deref(), Some("イロ"));
        assert_eq!(iroha_latin(50).as_deref(), Some("i-ro"));
        assert_eq!((iroha(0), iroha(2353)), (None, None));
    }

    #[test]
    fn numbers_in_four_scripts() {
        for n in 1..10_000 {
            assert_eq!(number(&kanji(n)), Some(n));
        }
        for text in ["21", "２１", "二一", "二十一"] {
            assert_eq!(number(text), Some(21));
        }
        assert_eq!(number(""), None);
        assert_eq!(number("二ニ"), None);
        assert_eq!(number("99999999999"), None);
        assert_eq!(branched("十七の三").as_deref(), Some("17_3"));
        assert_eq!(branched("５の"), None);
    }
}

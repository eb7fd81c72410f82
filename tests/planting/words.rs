//! What operators write: numbers, units and comparators in the words of each list.

use std::ops::Range;

use tricord::model::{List, Op};

const KANJI: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

fn digit(c: char) -> Option<usize> {
    c.to_digit(10).map(|d| d as usize).or_else(|| KANJI.iter().position(|k| *k == c))
}

/// Whether it is a digit in any of the three languages.
pub fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

fn like(model: char, digit: usize) -> char {
    if model.is_ascii_digit() { char::from(b'0' + digit as u8) } else { KANJI[digit] }
}

/// The number that `literal` begins with, behind a sign: digits, points and commas, no
/// word for a power. With whether a minus stands before it.
fn number(literal: &str) -> Option<(Range<usize>, bool)> {
    let start = literal.find(|c| digit(c).is_some())?;
    if literal[..start].contains(|c: char| c.is_alphanumeric()) && !literal.starts_with("マイナス") {
        return None;
    }
    let part = |c: char| digit(c).is_some() || matches!(c, '.' | ',' | '・' | '、');
    let end = literal[start..].find(|c| !part(c)).map_or(literal.len(), |n| start + n);
    let rest = literal[end..].trim_start();
    let power = ['十', '百', '千', '万', '億', '分', 'x', '×', '^', '/', '±', '~', '～', '-', '兆', '+'];
    let more = rest.contains(|c| digit(c).is_some());
    if rest.starts_with(power)
        || more
        || literal[..start].contains(['±', '<', '+'])
        || literal[start..end].ends_with([',', '.'])
    {
        return None;
    }
    let minus = ["-", "−", "－", "–", "マイナス", "零下", "△"].iter().any(|m| literal[..start].contains(m));
    Some((start..end, minus))
}

/// The last digit one up, or one down from nine; with whether the value grows.
pub fn last_digit(literal: &str) -> Option<(String, bool)> {
    let (range, minus) = number(literal)?;
    let (at, last) = literal[range].char_indices().last()?;
    let at = number(literal)?.0.start + at;
    let value = digit(last)?;
    let (new, up) = if value == 9 { (8, false) } else { (value + 1, true) };
    let mut out = literal.to_owned();
    out.replace_range(at..at + last.len_utf8(), &like(last, new).to_string());
    Some((out, up != minus))
}

/// Ten times the value.
pub fn times_ten(literal: &str) -> Option<(String, bool)> {
    let (range, minus) = number(literal)?;
    let text = &literal[range.clone()];
    let zero = if text.contains(|c: char| c.is_ascii_digit()) { '0' } else { '〇' };
    if text.chars().all(|c| digit(c).is_none_or(|d| d == 0)) || text.contains([',', '、']) {
        return None;
    }
    let point = text.find(['.', '・']);
    let new = match point {
        None => format!("{text}{zero}"),
        Some(point) => {
            let mark = text[point..].chars().next()?;
            let (whole, part) = (&text[..point], &text[point + mark.len_utf8()..]);
            let first = part.chars().next()?;
            let rest = &part[first.len_utf8()..];
            let whole = if whole.chars().eq([zero]) { String::new() } else { whole.to_owned() };
            let mut new = format!("{whole}{first}");
            if !rest.is_empty() {
                let significant = new.trim_start_matches(zero);
                new = if significant.is_empty() { zero.to_string() } else { significant.to_owned() };
                new = format!("{new}{mark}{rest}");
            }
            new
        }
    };
    let mut out = literal.to_owned();
    out.replace_range(range, &new);
    Some((out, !minus))
}

/// Units one thousand apart, as the lists write them, the smaller second.
const PREFIXES: [(&str, &str); 16] = [
    ("kW", "W"),
    ("kHz", "Hz"),
    ("MHz", "kHz"),
    ("GHz", "MHz"),
    ("MPa", "kPa"),
    ("kg", "g"),
    ("km", "m"),
    ("mm", "µm"),
    ("kV", "V"),
    ("キロワット", "ワット"),
    ("ギガヘルツ", "メガヘルツ"),
    ("メガヘルツ", "キロヘルツ"),
    ("キロヘルツ", "ヘルツ"),
    ("キログラム", "グラム"),
    ("キロメートル", "メートル"),
    ("メガパスカル", "キロパスカル"),
];

/// The number and what follows it, where that is nothing but a unit.
fn unit_of(literal: &str) -> Option<(&str, &str)> {
    let (range, _) = number(literal)?;
    let (number, unit) = literal.split_at(range.end);
    (!number.is_empty()).then_some((number, unit.trim_start()))
}

/// The unit a thousand times smaller; with whether the value grows.
pub fn other_prefix(literal: &str) -> Option<(String, bool)> {
    let (_, unit) = unit_of(literal)?;
    let (_, minus) = number(literal)?;
    let (large, small) = PREFIXES.iter().find(|(large, _)| *large == unit)?;
    Some((format!("{}{small}", literal.strip_suffix(large)?), minus))
}

/// The same value in another unit.
pub fn equal_unit(literal: &str) -> Option<String> {
    let (number, unit) = unit_of(literal)?;
    let (_, small) = PREFIXES.iter().find(|(large, _)| *large == unit)?;
    let mut value = number.to_owned();
    for _ in 0..3 {
        value = times_ten(&value)?.0;
    }
    let gap = &literal[number.len()..literal.len() - unit.len()];
    Some(format!("{value}{gap}{small}"))
}

/// Comparators around a value: what stands before it, what stands behind it, the same
/// turned from strict to not strict or back.
const WORDS: [(List, Op, &str, &str, &str, &str); 21] = [
    (List::Us, Op::Greater, "exceeding ", "", "equal to or greater than ", ""),
    (List::Us, Op::Greater, "greater than ", "", "equal to or greater than ", ""),
    (List::Us, Op::Greater, "more than ", "", "equal to or greater than ", ""),
    (List::Us, Op::Less, "less than ", "", "equal to or less than ", ""),
    (List::Us, Op::AtLeast, "", " or more", "", " or more"),
    (List::Us, Op::AtLeast, "equal to or greater than ", "", "greater than ", ""),
    (List::Us, Op::AtMost, "equal to or less than ", "", "less than ", ""),
    (List::Us, Op::AtMost, "not exceeding ", "", "less than ", ""),
    (List::Jp, Op::Greater, "", "を超える", "", "以上の"),
    (List::Jp, Op::Greater, "", "超", "", "以上"),
    (List::Jp, Op::Less, "", "未満", "", "以下"),
    (List::Jp, Op::AtLeast, "", "以上", "", "超"),
    (List::Jp, Op::AtMost, "", "以下", "", "未満"),
    (List::Kr, Op::Greater, "", "를 초과하는", "", " 이상인"),
    (List::Kr, Op::Greater, "", "을 초과하는", "", " 이상인"),
    (List::Kr, Op::Greater, "", " 초과", "", " 이상"),
    (List::Kr, Op::Greater, "", "를 초과하고", "", " 이상이고"),
    (List::Kr, Op::Less, "", " 미만", "", " 이하"),
    (List::Kr, Op::AtLeast, "", " 이상", "", " 초과"),
    (List::Kr, Op::AtMost, "", " 이하", "", " 미만"),
    (List::Kr, Op::AtMost, "", "이하", "", "미만"),
];

/// The bytes of `text` to replace so that the bound at `value` turns strict, or stops to be.
pub fn comparator(text: &str, value: Range<usize>, list: List, op: Op) -> Option<(Range<usize>, String)> {
    let (before, after) = (&text[..value.start], &text[value.end..]);
    WORDS.iter().filter(|w| w.0 == list && w.1 == op).find_map(|(_, _, head, tail, new_head, new_tail)| {
        let longer = ["equal to or ", "not ", "no "].iter().any(|w| before.ends_with(&format!("{w}{head}")));
        if (head == new_head && tail == new_tail) || !before.ends_with(head) || !after.starts_with(tail) {
            return None;
        }
        if !head.is_empty() && longer || head.is_empty() && is_followed(list, &after[tail.len()..]) {
            return None;
        }
        let span = value.start - head.len()..value.end + tail.len();
        Some((span, format!("{new_head}{}{new_tail}", &text[value.clone()])))
    })
}

/// Whether the word that a comparator stands in goes on so that it says something else.
fn is_followed(list: List, after: &str) -> bool {
    match list {
        List::Kr => !after.starts_with([' ', '의', '인', ',', ';', ')']) && !after.is_empty(),
        _ => false,
    }
}

/// Where the exponent of a power of ten stands in the bound's literal, and what is left
/// when it comes down into the line; with whether the value grows.
pub fn exponent(text: &str, span: Range<usize>, list: List) -> Option<(Range<usize>, String, bool)> {
    let literal = &text[span.clone()];
    if list == List::Jp {
        let at = literal.find("一〇の").map(|at| at + "一〇の".len())?;
        let end = at + literal[at..].find('乗')?;
        let minus = literal[at..end].starts_with("マイナス");
        let cut = at - "の".len()..end + "乗".len();
        return Some((span.start + cut.start - "〇".len()..span.start + cut.end, "〇".to_owned(), minus));
    }
    let at = literal.find("10^")?;
    let raised = &literal[at + 3..];
    let minus = raised.starts_with(['-', '−', '–']);
    let digits: String = raised.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let end = at + 3 + raised.find(&digits)? + digits.len();
    if digits.is_empty() {
        return None;
    }
    let start = span.start + at;
    Some((start..span.start + end, format!("10{digits}"), minus))
}

/// The same to any reader: other spaces, full-width digits.
pub fn noise(literal: &str, list: List) -> Option<String> {
    let wide = |c: char| c.to_digit(10).and_then(|d| char::from_u32('０' as u32 + d)).unwrap_or(c);
    let (_, unit) = unit_of(literal)?;
    match list {
        List::Us => literal.contains(' ').then(|| literal.replace(' ', "\u{a0} \n")),
        List::Kr => Some(literal.chars().map(wide).collect::<String>()),
        List::Jp => {
            let number = literal.strip_suffix(unit)?;
            (!unit.is_empty()).then(|| format!("{number}\u{3000}{unit}"))
        }
    }
}

/// An enumerator some steps on: by two, `c.` for `a.`, `b.1.d.` for `b.1.b.`, ニ for ロ.
pub fn later(label: &str, steps: u8) -> Option<String> {
    const ORDERS: [&str; 3] = [
        "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキ",
        "abcdefghijklmnopqrstuvwx",
        "一二三四五六七八九",
    ];
    let (at, last) = label.char_indices().rfind(|(_, c)| c.is_alphanumeric())?;
    let before = label[..at].chars().next_back();
    let new = match last {
        '1'..='9' if !before.is_some_and(|c| c.is_ascii_digit()) => {
            Some(last.to_digit(10)? + u32::from(steps)).filter(|n| *n < 10)?.to_string()
        }
        _ if before.is_some_and(|c| KANJI.contains(&c) || c == '十') => return None,
        _ => {
            let order = ORDERS.iter().find(|order| order.contains(last))?;
            order.chars().skip_while(|c| *c != last).nth(usize::from(steps))?.to_string()
        }
    };
    let mut out = label.to_owned();
    out.replace_range(at..at + last.len_utf8(), &new);
    Some(out)
}

//! Digits in Japanese text that are no values: 第N条 and its kin, labels, standards
//! (ＩＳＯ二三〇／二（一九八八）), chemical names (二・二・二―トリニトロ…), isotopes (ゲルマニウム七〇),
//! dates, words (一般, 唯一, 三次元).

use super::ClaimKind;
use super::kanji::{is_numeral, number};
use super::label_ja;
use super::scan::Named;
use super::unit_ja;

/// What the run that starts at byte `at` belongs to, if it is no value.
pub fn name_at(text: &str, at: usize) -> Option<Named> {
    let (before, rest) = (text.get(..at)?, text.get(at..)?);
    let claim = |n: usize, kind| (at..at + n, kind);
    enumerated(before, rest)
        .map(|n| claim(n, ClaimKind::Citation))
        .or_else(|| cited(before, rest).map(|n| claim(n, ClaimKind::Citation)))
        .or_else(|| date(before, rest).map(|n| claim(n, ClaimKind::Date)))
        .or_else(|| chemical(before, rest).map(|n| claim(n, ClaimKind::Name)))
        .or_else(|| standard(before, rest).map(|n| claim(n, ClaimKind::Name)))
        .or_else(|| full_width(before, rest))
        .map_or_else(|| word(before, rest).map(|n| claim(n, ClaimKind::Word)), Some)
        .or_else(|| isotope(before, rest).map(|n| claim(n, ClaimKind::Name)))
}

/// Bytes of the run of numerals at the start.
pub fn run(text: &str) -> usize {
    text.chars().take_while(|c| is_numeral(*c)).map(char::len_utf8).sum()
}

/// Bare numbers that are labels: 次の一から四まで, 次の一及び二, 一に該当する, 一、二及び四から一五までの項.
fn enumerated(before: &str, rest: &str) -> Option<usize> {
    const LINKS: [&str; 6] = ["から", "及び", "又は", "若しくは", "並びに", "、"];
    let (mut end, mut count) = (0, 0);
    let mut range = false;
    loop {
        let tail = rest.get(end..)?;
        let n = run(tail);
        if n == 0 || n > 4 * '一'.len_utf8() {
            return None;
        }
        end += n;
        count += 1;
        if range && let Some(after) = rest.get(end..)?.strip_prefix("まで") {
            end = rest.len() - after.len();
        }
        let tail = rest.get(end..)?;
        let Some(link) = LINKS.iter().find(|l| tail.strip_prefix(**l).is_some_and(|t| run(t) > 0)) else { break };
        range = *link == "から";
        end += link.len();
    }
    let tail = rest.get(end..)?;
    if tail.starts_with("の項") {
        return (count > 1).then_some(end + "の項".len());
    }
    let cited = ["に該当", "に掲げ"].iter().any(|t| tail.starts_with(t));
    let listed = count > 1 && ["の", "に", "を"].iter().any(|t| tail.starts_with(t));
    (cited || (before.ends_with("次の") && listed)).then_some(end)
}

/// 第十八号ロからヘまで, 別表第一の七の項（一六）, 前二号, （三）１, 次の（一）から（三）まで.
fn cited(before: &str, rest: &str) -> Option<usize> {
    const UNITS: [&str; 14] = ["条", "項", "号", "欄", "類", "部", "章", "節", "編", "回", "種", "世代", "級", "表"];
    let length = run(rest);
    let after = rest.get(length..)?;
    // 第八四・五六項: a tariff heading.
    let (length, after) = match after.strip_prefix('・') {
        Some(tail) if before.ends_with('第') && run(tail) > 0 => {
            let n = length + '・'.len_utf8() + run(tail);
            (n, rest.get(n..)?)
        }
        _ => (length, after),
    };
    let unit = UNITS.iter().find(|u| after.starts_with(**u));
    if before.ends_with('第') {
        let mut end = length + unit.map_or(0, |u| u.len());
        // 第十七号の三ロ
        while let Some(tail) = rest.get(end..)?.strip_prefix('の').filter(|t| unit.is_some() && run(t) > 0) {
            if number(tail).is_some_and(|n| {
                tail.get(n.length..).is_some_and(|t| t.starts_with("の項") || unit_ja::unit(t).is_some())
            }) {
                break;
            }
            end += 'の'.len_utf8() + run(tail);
        }
        // ２ behind 条 is the 項: 第十九条第２項, 第四条２.
        let kana = rest.get(end..)?;
        if unit.is_some()
            && let Some((_, n)) = label_ja::path(kana, rest.get(..end)?.chars().next_back())
            && kana.chars().next().is_some_and(|c| !is_numeral(c))
        {
            end += n;
        }
        return Some(end);
    }
    let whole = before.ends_with('前') || before.ends_with("各");
    if whole && unit.is_some() {
        return Some(length + unit.map_or(0, |u| u.len()));
    }
    // 一五の項, 十二の項, 三の二の項
    let mut end = length;
    let mut tail = after;
    while let Some(more) = tail.strip_prefix('の') {
        if more.starts_with('項') {
            return Some(end + "の項".len());
        }
        let n = run(more);
        if n == 0 {
            break;
        }
        end += 'の'.len_utf8() + n;
        tail = more.get(n..)?;
    }
    // （十一）, and the levels that follow it.
    if before.ends_with('（') && after.starts_with('）') {
        let mut end = length + '）'.len_utf8();
        while let Some((label, n)) = rest.get(end..).and_then(|t| label_ja::label(t, Some('）'))) {
            if label.style == label_ja::Style::Kanji && unit_ja::unit(rest.get(end + n..)?).is_some() {
                break;
            }
            end += n;
        }
        return Some(end);
    }
    // （五の二）
    if before.ends_with('（') && tail.starts_with('）') && end > length {
        return Some(end + '）'.len_utf8());
    }
    None
}

/// 平成二十五年四月一日, 一九八八年: a year of four digits or of an era.
fn date(before: &str, rest: &str) -> Option<usize> {
    const ERAS: [&str; 5] = ["明治", "大正", "昭和", "平成", "令和"];
    let length = run(rest);
    let after = rest.get(length..)?;
    let era = ERAS.iter().any(|e| before.ends_with(e));
    let four = length == 4 * '一'.len_utf8() && (rest.starts_with("一九") || rest.starts_with("二〇"));
    let bracketed = four && before.ends_with('（') && after.starts_with('）');
    let law = before.ends_with("法律第") || before.ends_with("政令第") || before.ends_with("省令第");
    if bracketed {
        return Some(length);
    }
    if !(after.starts_with('年') && (era || four)) && !law {
        return None;
    }
    let mut end = length;
    for unit in ["年", "月", "日"] {
        let Some(tail) = rest.get(end..)?.strip_prefix(unit) else { break };
        end += unit.len();
        end += if unit == "日" { 0 } else { run(tail) };
    }
    Some(end)
}

/// A run that touches ― or ′, with the list of locants around it, or that a chemical
/// word follows: 一・二・四―, 三酸化, 六ふっ化.
fn chemical(before: &str, rest: &str) -> Option<usize> {
    const WORDS: [&str; 29] = [
        "酸化",
        "塩化",
        "ふっ化",
        "フッ化",
        "硫化",
        "窒化",
        "臭化",
        "よう化",
        "水素",
        "炭化",
        "ほう化",
        "けい化",
        "弗化",
        "硝酸",
        "りん酸",
        "リン酸",
        "シアン",
        "メチル",
        "エチル",
        "フェニル",
        "フルオロ",
        "クロロ",
        "ニトロ",
        "アミノ",
        "オキシ",
        "セレン化",
        "ひ化",
        "りん化",
        "アンチモン",
    ];
    if before.ends_with(['―', '′', '［', '－']) && !before.ends_with("――") {
        return Some(locants(rest).max(run(rest)));
    }
    let length = locants(rest);
    let after = rest.get(length..)?;
    if after.starts_with(['―', '′', '］', '‐', '＝']) {
        return Some(length);
    }
    let short = run(rest);
    let after = rest.get(short..)?;
    // 三酸化二ガリウム
    let oxide = before.ends_with('化') || before.ends_with("水素");
    let element = after.starts_with(|c: char| matches!(c, 'ァ'..='ヺ')) || after.starts_with("窒素");
    if oxide && element && short == '一'.len_utf8() && unit_ja::unit(after).is_none() {
        return Some(short);
    }
    // 二・フルオロ
    let after = after.strip_prefix('・').unwrap_or(after);
    (short == '一'.len_utf8() && WORDS.iter().any(|w| after.starts_with(w))).then_some(short)
}

/// Numerals with the marks between locants, and letters with a mark: 二・二・二, 一、二, Ｎ・Ｎ′.
fn locants(text: &str) -> usize {
    let mut end = 0;
    let mut last = 0;
    for (i, c) in text.char_indices() {
        let digit = is_numeral(c);
        let mark = matches!(c, '・' | '、' | '，' | '′' | '：' | '（' | '）')
            || c.is_ascii_alphabetic()
            || ('Ａ'..='Ｚ').contains(&c);
        if digit || c == '′' {
            last = i + c.len_utf8();
        } else if !mark {
            break;
        }
        end = i + c.len_utf8();
        if end > 60 {
            break;
        }
    }
    last.min(end)
}

/// A run that full-width capitals precede (ＩＳＯ二三〇／二, Ｈ二六四), with parts and year.
fn standard(before: &str, rest: &str) -> Option<usize> {
    let last = before.chars().next_back()?;
    let letter = |c: char| ('Ａ'..='Ｚ').contains(&c) || ('ａ'..='ｚ').contains(&c) || c.is_ascii_alphabetic();
    let mark = matches!(last, '／' | '－' | '―' | '・' | '‐')
        && before.trim_end_matches(['／', '－', '―', '・', '‐']).ends_with(|c| letter(c) || is_numeral(c));
    let named = ["規格", "番号", "型式", "モデル"].iter().any(|w| before.ends_with(w));
    if !(letter(last) || (mark && before.trim_end_matches(['／', '－', '―', '・', '‐']).ends_with(letter)) || named)
    {
        return None;
    }
    let mut end = run(rest);
    loop {
        let tail = rest.get(end..)?;
        let Some(c) = tail.chars().next() else { break };
        let more = tail.get(c.len_utf8()..)?;
        if matches!(c, '／' | '・' | '－' | '―' | '：' | '‐') && run(more) > 0 {
            end += c.len_utf8() + run(more);
        } else if c == '（' && more.get(run(more)..).is_some_and(|t| t.starts_with('）')) && run(more) >= 12 {
            end += c.len_utf8() + run(more) + '）'.len_utf8();
        } else {
            break;
        }
    }
    // A value behind a symbol: ＴＰＰが is no case, Ｖ五〇〇ボルト would be.
    unit_ja::unit(rest.get(end..)?).filter(|u| !u.counter).is_none().then_some(end)
}

/// Full-width Arabic digits are labels, or parts of a formula; values are in kanji.
fn full_width(before: &str, rest: &str) -> Option<Named> {
    let digits: usize =
        rest.chars().take_while(|c| ('０'..='９').contains(c) || c.is_ascii_digit()).map(char::len_utf8).sum();
    if digits == 0 {
        return None;
    }
    let at = before.len();
    let after = rest.get(digits..)?;
    let formula = before.ends_with(['＋', '－', '−', '×', '÷', '＝', '．', '＾', 'ｇ', '/', '／'])
        && !after.starts_with('）')
        || after.starts_with(['ｌ', '．', '＋', '×', '＾', '（', '＝', 'ｆ', 'Ｆ']);
    if formula {
        return Some((at..at + digits, ClaimKind::Formula));
    }
    // ５０ミリメートル
    if unit_ja::unit(after).is_some_and(|u| !u.counter) {
        return None;
    }
    // １から３まで, １一, １イ（一）
    let mut end = digits;
    let kanji = after.chars().take_while(|c| is_numeral(*c)).map(char::len_utf8).sum::<usize>();
    if kanji > 0 && unit_ja::unit(after.get(kanji..)?).is_none() {
        end += kanji;
    }
    Some((at..at + end, ClaimKind::Label))
}

/// What compares a value behind it.
const COMPARED: [&str; 6] = ["以上", "以下", "未満", "超", "を超", "以内"];

/// Words with a numeral in them: 一般, 均一, 唯一, 三次元, 二重, いずれか一, 一の.
fn word(before: &str, rest: &str) -> Option<usize> {
    const AFTER: [&str; 40] = [
        "般",
        "体",
        "部",
        "定",
        "連",
        "切",
        "時的",
        "対",
        "様",
        "致",
        "律",
        "括",
        "旦",
        "緒",
        "次元",
        "次",
        "重",
        "方の",
        "方が",
        "方を",
        "方に",
        "方へ",
        "元",
        "相",
        "乗平均",
        "乗",
        "角",
        "分に",
        "分な",
        "字",
        "輪",
        "脚",
        "価",
        "量体",
        "覧",
        "環",
        "員",
        "極",
        "端子",
        "方向性",
    ];
    const BEFORE: [&str; 12] =
        ["均", "同", "唯", "統", "単", "随", "いずれか", "うち", "少なくとも", "のみの", "もう", "主"];
    let length = run(rest);
    let after = rest.get(length..)?;
    let single = length == '一'.len_utf8();
    let first = rest.chars().next()?;
    // 三相以上, マッハ数が一以上, 軸数が一のもの, 一対二〇: a value all the same.
    let counted = unit_ja::unit(after).filter(|u| u.counter).map_or(0, |u| u.length);
    let valued = before.ends_with("数が")
        || after.strip_prefix('対').is_some_and(|t| run(t) > 0)
        || first != '一' && after.get(counted..).is_some_and(|t| COMPARED.iter().any(|c| t.starts_with(c)));
    if valued && number(rest).is_some() {
        return None;
    }
    if single
        && (AFTER.iter().any(|w| after.starts_with(w)) && !(after.starts_with("体積") || after.starts_with("次の")))
    {
        return Some(length);
    }
    if single && first == '十' && (after.starts_with("分に") || after.starts_with("分な")) {
        return Some(length);
    }
    if single && matches!(first, '一') {
        if BEFORE.iter().any(|w| before.ends_with(w)) || after.starts_with("の") && !after.starts_with("の項") {
            return Some(length);
        }
        // 一以上, 一軸以上, 一又は二以上の: any; but 比率が一倍以上.
        let tail = after.get(counted..)?;
        if tail.starts_with("以上") && !before.ends_with('が') {
            return Some(length);
        }
        if let Some(tail) = tail.strip_prefix("又は二") {
            let more = unit_ja::unit(tail).filter(|u| u.counter).map_or(0, |u| u.length);
            if tail.get(more..)?.starts_with("以上") {
                return Some(rest.len() - tail.len());
            }
        }
        if tail.starts_with("若しくは二以上") {
            return Some(length + counted + "若しくは二".len());
        }
    }
    // 百, 千 and 万 alone, in words.
    (length > 0
        && matches!(first, '百' | '千' | '万' | '億' | '兆')
        && !after.starts_with("分の")
        && unit_ja::unit(after).is_none())
    .then_some(length)
}

/// An element's or model's name with a number behind it, and neither unit nor comparator:
/// ゲルマニウム七〇, ウラン二三五, ヘリウム三.
fn isotope(before: &str, rest: &str) -> Option<usize> {
    const ELEMENTS: [&str; 6] = ["ウラン", "ほう素", "ホウ素", "けい素", "水素", "酸素"];
    const TAILS: [&str; 9] = ["以上", "以下", "未満", "超", "を超", "以内", "より", "分の", "・"];
    let katakana = before.ends_with(|c: char| matches!(c, 'ァ'..='ヴ' | 'ー'));
    let length = run(rest);
    // マイナス一〇〇、〇〇〇ギガヘルツ: the whole number may have a unit behind it.
    let value = number(rest).map_or(length, |n| n.length);
    let after = rest.get(value..)?;
    let named = katakana && !before.ends_with("マイナス") || ELEMENTS.iter().any(|e| before.ends_with(e));
    let valued = TAILS.iter().any(|t| after.starts_with(t));
    (named && !valued && unit_ja::unit(after).is_none()).then_some(length)
}

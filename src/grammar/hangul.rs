//! Digits in Korean text: what they belong to where they are no values, and the
//! mentions that only Korean prints (두 개 이상, 3분의 1, 분당 2리터).

use super::ClaimKind;
use super::expression::expression_at;
use super::mention::Mention;
use super::scan::Named;
use super::{latin, name, unit};
use crate::model::Value;
use crate::quantity::{Rational, Unit};
use crate::text::{Language, Span};

/// Native number words before a counter, with their value. "한" and "하나" are left
/// out: 하나 이상 means any.
const WORDS: [(&str, u8); 9] =
    [("두", 2), ("둘", 2), ("세", 3), ("셋", 3), ("네", 4), ("넷", 4), ("다섯", 5), ("여섯", 6), ("일곱", 7)];

/// Nouns that count.
const COUNTERS: [&str; 14] = ["개", "축", "대", "명", "번", "회", "층", "쌍", "가지", "종", "단", "채널", "배", "차원"];

/// How far behind a value the words that bound it are looked for, in bytes.
const REACH: usize = 400;

/// `text` up to `length` bytes, cut between characters.
pub fn first_bytes(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

/// What stands behind byte `at`, as far as a comparator may stand.
pub fn behind(text: &str, at: usize) -> &str {
    first_bytes(text.get(at..).unwrap_or(""), REACH)
}

/// Start of the first digits, or number word with a counter and a comparator, in `stretch`.
pub fn next_run(text: &str, stretch: std::ops::Range<usize>) -> Option<usize> {
    let from = stretch.start;
    let digit = latin::next_run(text, stretch.clone());
    let words = text.get(from..digit.unwrap_or(stretch.end))?;
    let mut inside = text.get(..from)?.ends_with(char::is_alphanumeric);
    for (i, c) in words.char_indices() {
        if !inside
            && matches!(c, '한' | '두' | '둘' | '세' | '셋' | '네' | '넷' | '다' | '여' | '일')
            && text.get(from + i..).is_some_and(|t| counted(t).is_some() || timed(t).is_some())
        {
            return Some(from + i);
        }
        inside = is_hangul(c) || c.is_alphanumeric();
    }
    digit
}

/// End of the run that starts at `start`.
pub fn run_end(text: &str, start: usize) -> usize {
    let word = |t: &&str| !t.starts_with(|c: char| c.is_ascii_digit());
    match text.get(start..).filter(word).and_then(|t| counted(t).or_else(|| timed(t))) {
        Some((_, length)) => start + length,
        None => latin::run_end(text, start),
    }
}

/// A number word that a comparator follows: its value, and its length without the counter.
fn counted(text: &str) -> Option<(u8, usize)> {
    let (word, value) = WORDS.iter().find(|(w, _)| text.starts_with(w))?;
    let rest = text.get(word.len()..)?.trim_start_matches(' ');
    let rest =
        COUNTERS.iter().find_map(|c| rest.strip_prefix(c)).or_else(|| "둘셋넷".contains(word).then_some(rest))?;
    let rest = rest.trim_start_matches(['를', '을', '가']).trim_start_matches(' ');
    let bounded = ["이상", "초과", "이하", "미만", "또는 그 이상", "혹은 그 이상", "또는 그이상"];
    bounded.iter().any(|b| rest.starts_with(b)).then_some((*value, word.len()))
}

/// 한 시간 이상, 두 시간 미만: a number word before hours that a comparator follows: its
/// value, and its length without the unit.
fn timed(text: &str) -> Option<(u8, usize)> {
    let (word, value) = [("한", 1)].iter().chain(&WORDS).find(|(w, _)| text.starts_with(w))?;
    let rest = text.get(word.len()..)?.trim_start_matches(' ').strip_prefix("시간")?;
    super::bound::ko::compares(behind(rest, 0)).then_some((*value, word.len()))
}

/// What the run at byte `at` belongs to if it is no value.
pub fn name_at(text: &str, at: usize) -> Option<Named> {
    let rest = text.get(at..)?;
    let before = text.get(..at)?;
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let named = |length: usize, kind| Some((at..at + length, kind));
    let number = digits(rest);
    let tail = rest.get(number..)?;
    if label(before, tail) {
        return named(number, ClaimKind::Label);
    }
    if let Some(length) = name::directive(rest) {
        return named(length, ClaimKind::Citation);
    }
    if is_cited(before, tail) {
        return named(number, ClaimKind::Citation);
    }
    if is_date(before, rest, tail) {
        return named(number, ClaimKind::Date);
    }
    if let Some(length) = formula_part(before, rest, tail) {
        return named(length, ClaimKind::Formula);
    }
    if let Some(length) = isotope(before, tail) {
        return named(number + length, ClaimKind::Name);
    }
    if let Some(length) = substance(before, rest) {
        return named(length, ClaimKind::Name);
    }
    if is_word(before, tail) {
        return named(number, ClaimKind::Word);
    }
    let (range, kind) = name::name_at(text, at)?;
    let group_alone = kind == ClaimKind::Citation && range.len() == 2;
    let is_value = group_alone && super::bound::ko::compares(behind(text, range.end));
    (!is_value).then_some((range, kind))
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// An enumerator at the paragraph's start: `1.`, `a. 1.`, `(2)`, `주 1:`, `기술해설 1.`.
fn label(before: &str, tail: &str) -> bool {
    let head = before.trim();
    let first = head.is_empty() || matches!(head, "(" | "|") || {
        let mut letters = head.chars();
        letters.next().is_some_and(|c| c.is_ascii_lowercase()) && matches!(letters.as_str(), "." | ". (" | ".(")
    };
    let closes = |t: &str| t.is_empty() || t.starts_with([' ', '\u{a0}', '\u{3000}']);
    let ends = tail.strip_prefix(['.', ')']).is_some_and(|t| closes(t) || t.starts_with(|c: char| !c.is_ascii_digit()));
    let note = ["주", "주의", "기술해설", "해설", "참고", "비고"].contains(&head.trim_start_matches('|').trim());
    // "1) … 2) …" in a sentence; "B.1." in a table.
    let listed = tail.starts_with(") ")
        && before.ends_with(' ')
        && before.rfind('(').is_none_or(|o| before.get(o..).unwrap_or("").contains(')'));
    let lettered = tail.starts_with(". ")
        && (before.ends_with("| ")
            || before.strip_suffix('.').is_some_and(|h| matches!(h, "A" | "B" | "C" | "D" | "E" | "F" | "G")));
    listed || lettered || first && ends || note && (tail.starts_with([':', '.', ')', ' ']) || tail.is_empty())
}

/// Digits behind 제, 별표, 주 and their kind, or before 항, 조 and 호.
fn is_cited(before: &str, tail: &str) -> bool {
    const LEADS: [&str; 23] = [
        "ML",
        "클래스",
        "지침",
        "품목",
        "별표",
        "주",
        "주의",
        "표",
        "부속서",
        "기술해설",
        "해설",
        "그림",
        "식",
        "범주",
        "부록",
        "등급",
        "유형",
        "항목",
        "통제번호",
        "No.",
        "그룹",
        "목록",
        "Note",
    ];
    let head = before.trim_end_matches([' ', '\u{a0}']);
    let ordinal = head.strip_suffix('제').is_some_and(|h| !h.ends_with(char::is_alphanumeric))
        && ["부", "조", "장", "항", "호", "절", "류", "편", "목"].iter().any(|s| tail.trim_start().starts_with(s));
    // "공차등급 4 또는 2"
    let chained =
        head.strip_suffix("또는").map_or(head, |h| h.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()));
    let tolerance = chained.trim_end().ends_with("공차등급");
    let led = tolerance
        || LEADS.iter().any(|l| {
            head.strip_suffix(l).is_some_and(|h| !h.ends_with(char::is_alphanumeric))
                && (before.ends_with(' ') || matches!(*l, "주" | "기술해설"))
        });
    let bracketed = before.ends_with('(')
        && tail.starts_with(')')
        && before.trim_end_matches('(').trim_end().ends_with(|c: char| c.is_alphabetic() || matches!(c, ')' | '\''));
    let item = ["항", "조의", "조에", "조 ", "호의", "호 ", "호에", "장의"].iter().any(|s| tail.starts_with(s));
    let path = before.ends_with(" .")
        && unit::unit(Language::Ko)(tail).is_err()
        && !super::bound::ko::compares(tail)
        && tail.starts_with(|c: char| c == ',' || is_hangul(c));
    let sections = tail.strip_prefix('.').is_some_and(|t| {
        t.get(digits(t)..).is_some_and(|u| digits(t) > 0 && u.strip_prefix('.').is_some_and(|v| digits(v) > 0))
    });
    // "3A001.a.3~9의 항", "6A003.a.3, 4, 혹은 5항", "NR2.A.1"
    let range = head.strip_suffix('~').is_some_and(ends_with_control_number);
    let list = head.strip_suffix(',').is_some_and(ends_with_control_number) && {
        let near = tail.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | ' '));
        let near = ["혹은", "또는", "및"].iter().find_map(|w| near.strip_prefix(w)).unwrap_or(near).trim_start();
        near.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('항')
    };
    let lettered = before.strip_suffix('.').is_some_and(|h| {
        let letter = h.trim_end_matches(|c: char| c.is_ascii_uppercase());
        letter.len() + 1 == h.len() && letter.ends_with('.')
    });
    // 17(a)에 따라
    let lettered_below = number_letter(tail);
    // 제2의 회전축
    let counted =
        head.strip_suffix('제').is_some_and(|h| !h.ends_with(char::is_alphanumeric)) && tail.starts_with("의 ");
    ordinal
        || (led && !followed_by_value(tail))
        || bracketed
        || item
        || path
        || sections
        || range
        || list
        || lettered
        || lettered_below
        || counted
}

/// `(a)` behind a number, no variable of a formula.
fn number_letter(tail: &str) -> bool {
    let Some((letter, rest)) = tail.strip_prefix('(').and_then(|t| t.split_once(')')) else { return false };
    letter.len() == 1
        && letter.starts_with(|c: char| c.is_ascii_lowercase())
        && rest.starts_with(['에', '의', ' ', ','])
}

/// Whether `text` ends with a control number and its path.
fn ends_with_control_number(text: &str) -> bool {
    let last = text.rsplit([' ', '(', '~', '\u{a0}']).next().unwrap_or("");
    name::control_number(last).is_some_and(|n| n == last.len())
}

/// Whether a unit follows, so that a word before it is no lead of a citation.
fn followed_by_value(tail: &str) -> bool {
    tail.starts_with('.') && digits(tail.get(1..).unwrap_or("")) > 0
        || tail.starts_with('%')
        || COUNTERS.iter().any(|c| tail.starts_with(c))
}

/// `2008년`, `2월`, `1월1일`, `(2009)`.
fn is_date(before: &str, rest: &str, tail: &str) -> bool {
    let century = digits(rest) == 4 && (rest.starts_with("19") || rest.starts_with("20"));
    let head = before.trim_end();
    let month = tail.trim_start().starts_with("월") && digits(rest) <= 2;
    let day = tail.trim_start().starts_with('일') && head.ends_with('월') && digits(rest) <= 2;
    // "1918 인플루엔자": nothing counts what stands behind it.
    let noun = tail.strip_prefix(' ').is_some_and(|t| {
        t.starts_with(is_hangul)
            && unit::unit(Language::Ko)(tail).is_err()
            && !COUNTERS.iter().any(|c| t.starts_with(c))
            && !super::bound::ko::compares(tail)
    });
    let year = tail.starts_with('년') || before.ends_with('(') && tail.starts_with(')') || noun;
    century && year || month || day
}

/// Digits that only a formula or definition holds: `2^n개`, `[d≤15cm*GHz*N/fGHz ]`,
/// `20log(rms …)`, `(b*d)2`.
fn formula_part(before: &str, rest: &str, tail: &str) -> Option<usize> {
    let number = rest.len() - tail.len();
    if let Some(power) = tail.strip_prefix('^')
        && power.starts_with(|c: char| c.is_ascii_lowercase())
    {
        return Some(number + 2);
    }
    let open = before.rfind('[').filter(|o| !before.get(*o..).unwrap_or("").contains(']'));
    if open.is_some_and(|o| before.get(o..).unwrap_or("").contains(['≤', '≥', '<', '>', '=']))
        && let Some(close) = rest.find(']')
    {
        return Some(close);
    }
    // 2 fmin를 초과: a multiple of a variable.
    if let Some(name) = ["fmin", "fmax"].iter().find(|v| tail.trim_start().starts_with(**v)) {
        return Some(number + tail.len() - tail.trim_start().len() + name.len());
    }
    let squared = before.ends_with(')') && tail.starts_with(')');
    // "2n 수준": the power has lost its script.
    let variable = tail.strip_prefix('n').is_some_and(|t| t.starts_with(' ') && t.trim_start().starts_with(is_hangul));
    if variable {
        return Some(number + 1);
    }
    let logarithm = tail.starts_with("log")
        && !tail.get(3..).unwrap_or("").starts_with(|c: char| c.is_ascii_digit() || matches!(c, '₂' | '_'))
        && sum_fails(before, rest);
    (squared || logarithm).then_some(number + if logarithm { 3 } else { 0 })
}

fn sum_fails(before: &str, rest: &str) -> bool {
    let window = format!("{}{}", before, first_bytes(rest, 80));
    expression_at(&window, before.len()).is_none()
}

/// `225Ac`, `(224Cm)`, and the `224` of `퀴륨 224 (224Cm)`: bytes behind the digits.
fn isotope(before: &str, tail: &str) -> Option<usize> {
    const SYMBOLS: [&str; 22] = [
        "Ac", "Cm", "Po", "Es", "Cf", "Ra", "Gd", "Th", "Pu", "He", "Li", "U", "Np", "Am", "Si", "Ge", "B", "Rn", "Bk",
        "Pa", "H", "Fm",
    ];
    let symbol: String = tail.chars().take_while(char::is_ascii_alphabetic).collect();
    let prints = before.ends_with('(') && tail.get(symbol.len()..)?.starts_with(')');
    if prints && SYMBOLS.contains(&symbol.as_str()) {
        return Some(symbol.len());
    }
    // The same number again in the bracket.
    let open = tail.trim_start_matches(' ').strip_prefix('(')?;
    let again = open.trim_start_matches(|c: char| c.is_ascii_digit());
    let mass = digits(open);
    let letters: String = again.chars().take_while(char::is_ascii_alphabetic).collect();
    (mass >= 2 && again.get(letters.len()..)?.starts_with(')') && SYMBOLS.contains(&letters.as_str())).then_some(0)
}

/// `10-클로로-5,10-디하이드로페나자인`, `리튬-6`, `U+6`, `300시리즈`.
fn substance(before: &str, rest: &str) -> Option<usize> {
    let number = digits(rest);
    let hyphen = before.strip_suffix(['-', '+', '‐']);
    let element = hyphen.is_some_and(|h| {
        let joined = h.ends_with(|c: char| c.is_alphabetic() || matches!(c, ')' | '\'' | ']'));
        joined && unit::unit(Language::Ko)(rest.get(number..).unwrap_or("")).is_err()
    });
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '\''))).unwrap_or(rest.len());
    let locant = rest
        .get(end..)?
        .strip_prefix(['-', '‐'])
        .is_some_and(|t| t.starts_with(is_hangul) && !COUNTERS.iter().any(|c| t.starts_with(c)));
    if locant {
        let stop =
            rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | ',' | '\'' | '‐'))).unwrap_or(rest.len());
        return Some(rest.get(..stop)?.trim_end_matches([',', '-']).len());
    }
    let tail = rest.get(number..)?;
    let follows = tail.trim_start();
    let series = ["시리즈", "계열", "규격"].iter().any(|w| follows.starts_with(w));
    let bare = || {
        unit::unit(Language::Ko)(tail).is_err()
            && !super::bound::ko::compares(tail)
            && !COUNTERS.iter().any(|c| follows.starts_with(c))
    };
    // 동위원소 238에 대한 235의 비율
    let share = tail.starts_with("의 비율") && before.contains("동위원소");
    // 3가: valence, as the particle would be 이 behind these digits.
    let valence = tail.strip_prefix('가').is_some_and(|t| t.starts_with(' '))
        && number == 1
        && rest.starts_with(['1', '3', '6', '7', '8']);
    // 공정1의 생성물: a name with its number, whatever particle follows.
    let numbered = before.ends_with("공정");
    // 베타1, 공정1; 플루토늄 239, 동위원소 235, 233
    let joined = before.ends_with(is_hangul) && !tail.starts_with(is_hangul) && !tail.starts_with('.');
    let mut lead = before.trim_end();
    while let Some(head) = lead.strip_suffix([',']).or_else(|| lead.strip_suffix("또는")) {
        lead = head.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    }
    let isotope = (2..=3).contains(&number)
        && ["플루토늄", "우라늄", "동위원소", "토륨", "보론", "붕소", "리튬", "헬륨", "라듐"]
            .iter()
            .any(|w| lead.ends_with(w));
    // "Si0.70Ge0.30", "B36.10": the point stands in a name that was claimed.
    let inside = before.strip_suffix('.').is_some_and(|h| h.ends_with(|c: char| c.is_ascii_digit()));
    if inside {
        let stop = tail.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tail.len());
        return Some(number + stop);
    }
    // "[4,5-d]", "2,2 ,4,4 ,6,6 -hexanitrobiphenyl", "CAS 194486 -77-6"
    let list = rest.get(end..)?.trim_start();
    let comma = before.strip_suffix([',', '[']).is_some_and(|h| !h.ends_with(is_hangul));
    let hyphened = list.strip_prefix('-').is_some_and(|t| t.starts_with(|c: char| c.is_ascii_alphabetic()));
    let position = hyphened || comma && (list.starts_with([',', '-', ']']));
    if position {
        return Some(rest.get(..end)?.trim_end_matches(',').len());
    }
    if before.trim_end().ends_with("CAS") {
        return Some(rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ' ' | '-'))).unwrap_or(rest.len()));
    }
    let standard =
        ["TS", "Std", "AISI", "Directive", "Layer", "해상상태"].iter().any(|w| before.trim_end().ends_with(w));
    let name = element || series || share || valence || numbered || standard;
    (name || (joined || isotope) && bare()).then_some(number)
}

/// Whether `c` is a syllable of Hangul.
pub fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// Ordinals and the like: 3차원, 2번째, 3번 열, 2세대, 1등급, 5판, 3 sigma.
fn is_word(before: &str, tail: &str) -> bool {
    const TAILS: [&str; 16] = [
        "차",
        "번째",
        "번 열",
        "세대",
        "등급",
        "단계",
        "판",
        "족",
        "급",
        " sigma",
        " 시그마",
        "시그마",
        "(one)",
        "원자",
        "원소",
        "류",
    ];
    // "원자질량단위" is a unit.
    let dimensions =
        tail.strip_prefix(['․', '·', 'ㆍ']).is_some_and(|t| t.get(digits(t)..).is_some_and(|u| u.starts_with("차원")));
    // 2차원 이상: a count that is bounded.
    let bounded = |t: &str| ["이상", "초과", "이하", "미만"].iter().any(|w| t.trim_start().starts_with(w));
    if tail.strip_prefix("차원").is_some_and(bounded) {
        return false;
    }
    TAILS.iter().any(|t| tail.starts_with(t)) && !tail.starts_with("원자질량")
        || before.ends_with("IEEE-")
        || dimensions
}

/// Whether a syllable at the end of `literal` that is a unit elsewhere begins another word with
/// `tail`: 초과, 분해.
fn is_misread(literal: &str, tail: &str) -> bool {
    match literal.chars().next_back() {
        Some('초') => tail.starts_with('과'),
        Some('일') => tail.trim_start().starts_with('때') || tail.starts_with('반'),
        Some('분') => ["해", "자", "할", "류"].iter().any(|s| tail.starts_with(s)),
        Some('도') => ["록", "달", "는 "].iter().any(|s| tail.starts_with(s)),
        _ => false,
    }
}

/// The mention whose first run starts at `at`.
pub fn mention_at(text: &str, at: usize) -> Option<Mention> {
    let rest = text.get(at..)?;
    if let Some((value, length)) = counted(rest) {
        let span = Span::new(at, at + length);
        return Some(exact(Rational::from_integer(value.into()), false, span));
    }
    if let Some((value, length)) = timed(rest) {
        let (after, unit) = unit::unit(Language::Ko)(rest.get(length..)?).ok()?;
        let span = Span::new(at, text.len() - after.len());
        return Some(Mention { unit: Some(unit), ..exact(Rational::from_integer(value.into()), false, span) });
    }
    let mut mention = latin::mention_at(text, at, Language::Ko)?;
    if matches!(mention.value, Value::Formula(_)) {
        return Some(mention);
    }
    let start = mention.span.range().start;
    let mut end = mention.span.range().end;
    let literal = text.get(start..end)?;
    if is_misread(literal, text.get(end..)?) {
        end = start + literal.trim_end_matches(['초', '일', '분', '도']).trim_end().len();
        mention.unit = None;
        mention.span = Span::new(start, end);
        mention.whole = mention.span;
        mention.aliases.clear();
    }
    let (literal, tail) = (text.get(start..end)?, text.get(end..)?);
    // 3분의 1
    if literal.ends_with('분')
        && let Some(over) = tail.strip_prefix("의").map(|t| t.trim_start_matches(' '))
        && let Some(Value::Exact(whole)) = Some(&mention.value)
        && digits(over) > 0
        && *whole != Rational::from_integer(0.into())
    {
        let parts = crate::quantity::rational::parse(over.get(..digits(over))?)?;
        let span = Span::new(start, text.len() - over.len() + digits(over));
        return Some(exact(parts / whole, true, span));
    }
    // 10^4 neutrons/sec․cm^2, 125 full frames/sec
    if mention.unit.is_none()
        && let Some(noun) = tail.strip_prefix(' ')
        && let Some((word, by)) = noun.split_once('/')
        && word.len() >= 4
        && word.split(' ').count() <= 2
        && word.chars().all(|c| c.is_ascii_lowercase() || c == ' ')
        && let Ok((after, per)) = unit::unit(Language::Ko)(by)
    {
        mention.unit = Some(Unit::new(format!("1/{}", per.code().replace('.', "/"))));
        mention.span = Span::new(start, text.len() - after.len());
        mention.whole = mention.span;
        return Some(mention);
    }
    // 1×10^-11/month
    if mention.unit.is_none()
        && let Some((after, per)) = tail.strip_prefix('/').and_then(|t| unit::unit(Language::Ko)(t).ok())
    {
        mention.unit = Some(Unit::new(format!("1/{}", per.code())));
        mention.span = Span::new(start, text.len() - after.len());
        mention.whole = mention.span;
    }
    let head = text.get(..start)?.trim_end();
    if mention.unit.is_none() && (head.ends_with("Mach") || head.ends_with("마하")) {
        mention.unit = Some(Unit::new("Mach"));
    }
    if let Some(per) = rate(head) {
        let code = mention.unit.as_ref().map_or("1", Unit::code);
        if !code.contains('/') {
            mention.unit = Some(Unit::new(format!("{code}/{per}")));
        }
    }
    Some(mention)
}

fn exact(value: Rational, ratio: bool, span: Span) -> Mention {
    let value = Value::Exact(value);
    Mention { value, unit: None, plus_minus: false, ratio, span, whole: span, aliases: Vec::new() }
}

/// 분당, 초당, 시간당, with at most one noun between it and the value: the unit per
/// which the value counts.
fn rate(head: &str) -> Option<&'static str> {
    let last = |text: &str| {
        [
            ("비행시간당", "h"),
            ("비행 시간당", "h"),
            ("시간당", "h"),
            ("시간 당", "h"),
            ("분당", "min"),
            ("초당", "s"),
            ("매초", "s"),
            ("매분", "min"),
        ]
        .into_iter()
        .find_map(|(word, unit)| {
            text.strip_suffix(word)
                .filter(|h| !h.ends_with(is_hangul) && !h.ends_with(|c: char| c.is_ascii_digit()))
                .map(|_| unit)
        })
    };
    last(head).or_else(|| {
        let (lead, noun) = head.rsplit_once(' ')?;
        let plain = noun.chars().all(is_hangul)
            && noun.chars().count() <= 4
            && !noun.ends_with(['에', '로', '고', '며', '을', '를']);
        last(lead).filter(|_| plain)
    })
}

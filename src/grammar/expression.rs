//! Formulae that stand where a value would: `1.7+L/1,000`, `(N×log₂N)/20,480`,
//! `－(126 + 20log10F - 20log10f)`, `λ/10`. They are kept as printed.

use smallvec::SmallVec;

use super::FEW;
use super::hangul::first_bytes;

/// How far before its first digits a formula may begin, in bytes.
const REACH: usize = 24;

/// How long a formula may be, in bytes.
const LONGEST: usize = 240;

/// The formula around the digits at `digit`: where it begins and ends. It begins with
/// the digits, with a bracket or λ before them, or with the sign of that bracket.
pub fn expression_at(text: &str, digit: usize) -> Option<std::ops::Range<usize>> {
    let before = text.get(..digit)?;
    // A bracket, or the first byte of λ.
    let near = before.as_bytes().get(digit.saturating_sub(REACH)..)?;
    if memchr::memchr2(b'(', 0xCE, near).is_none() && !goes_on(text.get(digit..)?) {
        return None;
    }
    let mut starts = SmallVec::<[usize; FEW]>::new();
    for (at, c) in before.char_indices().rev().take_while(|(at, _)| digit - at <= REACH) {
        let part = matches!(c, ' ' | '(' | ')' | '+' | '-' | '−' | '–' | '－' | '×' | '*' | '/' | 'λ' | '₂' | '_');
        if !(c.is_ascii_alphanumeric() || part) {
            break;
        }
        let opens = || before.get(at + c.len_utf8()..).unwrap_or("").trim_start().starts_with('(');
        if matches!(c, '(' | 'λ') || is_minus(c) && opens() {
            starts.push(at);
        }
    }
    starts.into_iter().rev().chain([digit]).find_map(|start| {
        let joined = text.get(..start)?.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ','));
        let input = first_bytes(text.get(start..).filter(|_| !joined)?, LONGEST);
        let found = sum(input, 0)?;
        let end = start + found.length;
        let whole = input.get(..found.length)?;
        (found.variable && found.operator && end > digit && !is_unit(whole) && !is_list(whole)).then_some(start..end)
    })
}

/// Whether a formula can go on behind the digits that `text` begins with, with an operator, a
/// bracket or a logarithm. What begins with no digit may be a variable.
fn goes_on(text: &str) -> bool {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let ahead = behind.trim_start_matches(' ');
    let joins = match ahead.chars().next() {
        Some('(') => ahead.len() == behind.len(),
        Some('l') => ahead.starts_with("log"),
        Some(c) => is_operator(c, ahead),
        None => false,
    };
    joins || behind.len() == text.len()
}

/// Whether `c`, which `ahead` begins with, joins two factors or summands.
fn is_operator(c: char, ahead: &str) -> bool {
    match c {
        '+' | '×' | '*' | '/' | '·' => true,
        // "2x (displaced volume)^2/3"
        'x' => ahead.get(1..).is_some_and(|r| r.trim_start_matches(' ').starts_with('(')),
        c => is_minus(c),
    }
}

/// "2/s", "5 × N": a number with one letter is rather a unit.
fn is_unit(whole: &str) -> bool {
    let rest = whole.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
    let mut letters = rest.chars().filter(|c| *c != ' ');
    rest.len() < whole.len()
        && letters.next().is_some_and(|c| c != '+')
        && letters.next().is_some_and(char::is_alphabetic)
        && letters.next().is_none()
}

/// "(1)-(f)": paragraphs of a list.
fn is_list(whole: &str) -> bool {
    whole.chars().all(|c| c.is_ascii_alphanumeric() || is_minus(c) || matches!(c, '(' | ')' | ' '))
        && !whole.contains("log")
}

/// As printed, without white space, separators of thousands, brackets around the whole and
/// the unit of a variable (`[GHz]`).
pub fn folded(printed: &str) -> String {
    let mut unit = false;
    let mut out = String::with_capacity(printed.len());
    for c in printed.chars().filter(|c| !c.is_whitespace() && *c != ',') {
        unit |= c == '[';
        if !unit {
            out.push(if is_minus(c) { '-' } else { c });
            if c == '(' && out.ends_with("x(") {
                out.truncate(out.len() - "x(".len());
                out.push_str("×(");
            }
        }
        unit &= c != ']';
    }
    let inner = out.strip_prefix('(').and_then(|o| o.strip_suffix(')'));
    inner.filter(|i| !i.contains(')') || closes_last(i)).map(str::to_owned).unwrap_or(out)
}

/// Whether every bracket that `inside` closes was opened in it.
fn closes_last(inside: &str) -> bool {
    let mut depth = 0_i32;
    inside.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    })
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−' | '–' | '－')
}

#[derive(Clone, Copy, Default)]
struct Found {
    length: usize,
    variable: bool,
    operator: bool,
}

/// Factors joined by operators. `depth` bounds the brackets.
fn sum(input: &str, depth: u8) -> Option<Found> {
    let mut found = Found::default();
    let mut rest = input;
    let sign = rest.chars().next().filter(|c| is_minus(*c) || *c == '+').map_or(0, char::len_utf8);
    rest = rest.get(sign..)?.trim_start_matches(' ');
    loop {
        let (part, number) = factor(rest, depth)?;
        let mut taken = part;
        rest = rest.get(part.length..)?;
        // "20log10F", "20 log_10 F", "600(…)", "N log_2 N": multiplied without a sign.
        let ahead = rest.strip_prefix(' ').filter(|r| r.starts_with("log")).unwrap_or(rest);
        if (number && ahead.starts_with('(') || ahead.starts_with("log"))
            && let Some((next, false)) = factor(ahead, depth)
            && (next.operator || ahead.starts_with("log"))
        {
            rest = ahead.get(next.length..)?;
            taken.variable |= next.variable;
            taken.operator = true;
        }
        found.variable |= taken.variable;
        found.operator |= taken.operator;
        found.length = input.len() - rest.len();
        let ahead = rest.trim_start_matches(' ');
        let Some(operator) = ahead.chars().next().filter(|c| is_operator(*c, ahead)) else {
            return Some(found);
        };
        let next = ahead.get(operator.len_utf8()..)?.trim_start_matches(' ');
        if factor(next, depth).is_none() {
            return Some(found);
        }
        found.operator = true;
        rest = next;
    }
}

/// A number, a variable of one letter, a logarithm or a bracket; and whether it is a number.
fn factor(input: &str, depth: u8) -> Option<(Found, bool)> {
    let found = |length, variable, operator| Found { length, variable, operator };
    let first = input.chars().next()?;
    if first.is_ascii_digit() {
        let length = input.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(input.len());
        let length = input.get(..length)?.trim_end_matches(['.', ',']).len();
        return Some((found(length, false, false), true));
    }
    if let Some(inside) = input.strip_prefix('(') {
        if let Some(length) = named(inside) {
            return Some((found(length + 1, true, false), false));
        }
        let part = if depth < 4 { sum(inside, depth + 1)? } else { return None };
        let close = inside.get(part.length..)?;
        let spaces = close.len() - close.trim_start_matches(' ').len();
        close.get(spaces..)?.strip_prefix(')')?;
        return Some((found(part.length + spaces + 2, part.variable, part.operator), false));
    }
    if let Some(base) = input.strip_prefix("log") {
        let base = base.trim_start_matches(['_', '₂']).trim_start_matches(|c: char| c.is_ascii_digit());
        let mut length = input.len() - base.len();
        let spaces = base.len() - base.trim_start_matches(' ').len();
        match base.get(spaces..).and_then(|b| factor(b, depth)) {
            Some((argument, false)) => length += spaces + argument.length,
            // A file may lose what a logarithm is taken of; a formula remains inside brackets.
            _ if depth == 0 => return None,
            _ => {}
        }
        return Some((found(length, true, true), false));
    }
    let alone = !input.get(first.len_utf8()..)?.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let letter = first.is_ascii_alphabetic() || first == 'λ';
    (letter && alone && !matches!(first, 'x' | 'X')).then(|| (found(first.len_utf8(), true, false), false))
}

/// A quantity in words that is raised to a power, behind its bracket: `displaced volume)^2/3`,
/// `최대 동작주파수[GHz])^2`. How many bytes.
fn named(inside: &str) -> Option<usize> {
    const LONGEST: usize = 120;
    let end = inside.find(|c: char| !(c.is_alphabetic() || matches!(c, ' ' | '[' | ']' | '-')))?;
    let rest = inside.get(end..)?.strip_prefix(")^")?;
    let power = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '/').len();
    (end > 1 && end < LONGEST && power > 0).then_some(end + ")^".len() + power)
}

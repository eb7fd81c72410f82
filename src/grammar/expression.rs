//! Formulae that stand where a value would: `1.7+L/1,000`, `(N×log₂N)/20,480`,
//! `－(126 + 20log10F - 20log10f)`, `λ/10`. They are kept as printed.

/// How far before its first digits a formula may begin, in bytes.
const REACH: usize = 24;

/// The formula around the digits at `digit`: where it begins and ends.
pub fn expression_at(text: &str, digit: usize) -> Option<std::ops::Range<usize>> {
    let before = text.get(..digit)?;
    let mut starts = Vec::new();
    for (at, c) in before.char_indices().rev().take_while(|(at, _)| digit - at <= REACH) {
        if !(c.is_ascii_alphanumeric() || " ()+-−–－×*/λ₂_".contains(c)) {
            break;
        }
        starts.push(at);
    }
    starts.reverse();
    starts.push(digit);
    starts.into_iter().find_map(|start| {
        let joined = text.get(..start)?.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ','));
        let input = text.get(start..).filter(|i| !joined && !i.starts_with(' '))?;
        let found = sum(input, 0)?;
        let end = start + found.length;
        (found.variable && found.operator && end > digit).then_some(start..end)
    })
}

/// As printed, without white space, separators of thousands and brackets around the whole.
pub fn folded(printed: &str) -> String {
    let out: String = printed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ',')
        .map(|c| if is_minus(c) { '-' } else { c })
        .collect();
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
        // "20log10F", "600(…)": multiplied without a sign.
        if number
            && rest.starts_with(['(', 'l'])
            && let Some((next, false)) = factor(rest, depth)
        {
            rest = rest.get(next.length..)?;
            taken.variable |= next.variable;
            taken.operator = true;
        }
        found.variable |= taken.variable;
        found.operator |= taken.operator;
        found.length = input.len() - rest.len();
        let ahead = rest.trim_start_matches(' ');
        let Some(operator) = ahead.chars().next().filter(|c| is_minus(*c) || "+×*/·".contains(*c)) else {
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
        let part = if depth < 4 { sum(inside, depth + 1)? } else { return None };
        let close = inside.get(part.length..)?;
        let spaces = close.len() - close.trim_start_matches(' ').len();
        close.get(spaces..)?.strip_prefix(')')?;
        return Some((found(part.length + spaces + 2, part.variable, part.operator), false));
    }
    if let Some(base) = input.strip_prefix("log") {
        let base = base.trim_start_matches(['_', '₂']).trim_start_matches(|c: char| c.is_ascii_digit());
        let mut length = input.len() - base.len();
        if let Some((argument, false)) = factor(base, depth) {
            length += argument.length;
        }
        return Some((found(length, true, true), false));
    }
    let alone = !input.get(first.len_utf8()..)?.starts_with(|c: char| c.is_ascii_alphanumeric());
    let letter = first.is_ascii_alphabetic() || first == 'λ';
    (letter && alone && !matches!(first, 'x' | 'X')).then(|| (found(first.len_utf8(), true, false), false))
}

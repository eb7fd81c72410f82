//! Digits in Latin text that are no values: control numbers, paragraphs of a list,
//! other laws, CAS numbers, standards, chemical names, isotopes, models, dates.

use super::ClaimKind;
use crate::text::words::is_letter;

/// What the digit run at byte `at` of `text` belongs to, and where that ends, if it is
/// no value. `text` is in English or Korean.
pub fn name_at(text: &str, at: usize) -> Option<(std::ops::Range<usize>, ClaimKind)> {
    let rest = text.get(at..)?;
    let before = text.get(..at)?;
    let number = digits(rest);
    // What stands on both sides rules most of them out.
    let last = before.as_bytes().last().copied().unwrap_or_default();
    let next = rest.as_bytes().get(number).copied().unwrap_or_default();
    let joined = last.is_ascii_alphabetic() || matches!(last, b'_' | b'-' | b'/' | 0x80..);
    let named = |kind| move |n| (at..at + n, kind);
    control_number(rest)
        .map(named(ClaimKind::Citation))
        .or_else(|| only(next == b'-', || cas_number(rest)).map(named(ClaimKind::Name)))
        .or_else(|| only(next == b'/', || directive(rest)).map(named(ClaimKind::Citation)))
        .or_else(|| cited_law(before, rest, number).map(named(ClaimKind::Citation)))
        .or_else(|| only(matches!(next, b'.' | b')'), || label(before, rest)).map(named(ClaimKind::Label)))
        .or_else(|| only(last == b'$', || money(before, rest)).map(named(ClaimKind::Word)))
        .or_else(|| date(before, rest, number).map(named(ClaimKind::Date)))
        .or_else(|| only(number == 4, || year(before, rest)).map(named(ClaimKind::Date)))
        .or_else(|| {
            only(matches!(last, b'^' | b'-' | 0x80..), || exponent(before, rest)).map(named(ClaimKind::Formula))
        })
        .or_else(|| in_formula(before, rest, number).map(named(ClaimKind::Formula)))
        .or_else(|| only(last == b'^', || isotope(before, rest)).map(named(ClaimKind::Name)))
        .or_else(|| standard(before, rest).map(named(ClaimKind::Name)))
        .or_else(|| only(last == b'.', || paragraph_path(before, rest)).map(named(ClaimKind::Citation)))
        .or_else(|| {
            let may = joined || matches!(next, b'-' | b',' | b'\'');
            only(may, || word_with_digits(before, rest)).map(named(ClaimKind::Name))
        })
}

/// What `read` finds where it `may` stand at all.
#[inline]
fn only(may: bool, read: impl FnOnce() -> Option<usize>) -> Option<usize> {
    if may { read() } else { None }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// `3A001.b.2.a`, `1C351`, `0A5`, `9x515`, `600 series`: how many bytes.
pub fn control_number(text: &str) -> Option<usize> {
    let b = text.as_bytes();
    let category = b.first().is_some_and(u8::is_ascii_digit);
    let group = b.get(1).is_some_and(|c| matches!(c, b'A'..=b'E' | b'x' | b'Y' | b'y'));
    if !category || !group {
        return None;
    }
    let number = digits(text.get(2..)?);
    // "5x10^5" multiplies.
    if b.get(1) == Some(&b'x') && (number != 3 || b.get(5) == Some(&b'^')) {
        return None;
    }
    if number > 3 || (number == 0 && b.get(2).is_some_and(u8::is_ascii_alphanumeric)) {
        return None;
    }
    let mut end = 2 + number;
    while let Some(n) = text.get(end..).and_then(path_part) {
        end += n;
    }
    Some(end)
}

/// `.b`, `.2`, `.10`, `.z`, `.iv`: one step of a paragraph's path.
fn path_part(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('.')?;
    let number = digits(rest);
    let letters = rest.bytes().take_while(u8::is_ascii_lowercase).count();
    let length = if number > 0 { number } else { letters };
    let next = rest.as_bytes().get(length);
    let fits = (1..=2).contains(&length) && !next.is_some_and(u8::is_ascii_alphanumeric);
    fits.then_some(length + 1)
}

/// The CAS numbers that a text in Latin digits names.
pub fn cas_numbers(text: &str) -> impl Iterator<Item = &str> {
    memchr::memchr_iter(b'-', text.as_bytes()).filter_map(move |dash| {
        let head = text.get(..dash).filter(|h| h.as_bytes().last().is_some_and(u8::is_ascii_digit))?;
        let start = head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let clear = !text.get(..start)?.ends_with(['-', '.']);
        let rest = text.get(start..)?;
        let length = cas_number(rest).filter(|_| clear)?;
        rest.get(..length)
    })
}

/// `7783-66-6`: how many bytes.
fn cas_number(text: &str) -> Option<usize> {
    let first = digits(text);
    let rest = text.get(first..)?.strip_prefix('-')?;
    let second = digits(rest);
    let tail = rest.get(second..)?.strip_prefix('-')?;
    let check = digits(tail);
    ((2..=7).contains(&first) && second == 2 && check == 1).then_some(first + second + check + 2)
}

/// `2005/94/EC`, `80/1269/EEC`: how many bytes.
pub fn directive(text: &str) -> Option<usize> {
    let first = digits(text);
    let rest = text.get(first..)?.strip_prefix('/')?;
    let second = digits(rest);
    let body = rest.get(second..)?.strip_prefix('/')?;
    let letters = body.bytes().take_while(u8::is_ascii_uppercase).count();
    let known = matches!(body.get(..letters)?, "EC" | "EEC" | "EU" | "EWG");
    (first > 0 && second > 0 && known).then_some(first + second + letters + 2)
}

/// `… in 1A005.a. 2. For purposes of …`, `(3) See …`: an enumerator between two sentences.
fn label(before: &str, rest: &str) -> Option<usize> {
    let number = digits(rest);
    let tail = rest.get(number..)?;
    let opens = |t: &str| t.trim_end().ends_with(['.', ';', ':']) && t.ends_with(' ');
    let sentence = |t: &str| t.strip_prefix(' ').is_some_and(|t| t.starts_with(|c: char| c.is_ascii_uppercase()));
    let plain = tail.strip_prefix('.').is_some_and(sentence) && opens(before);
    let bracketed = tail.strip_prefix(')').is_some_and(sentence) && before.strip_suffix('(').is_some_and(opens);
    (number <= 2 && (plain || bracketed)).then_some(number)
}

/// `$5,000`: no technical quantity.
fn money(before: &str, rest: &str) -> Option<usize> {
    before.ends_with('$').then(|| rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',').len())
}

/// Digits after `§`, `Part`, `Note`, `CFR`, `Category` and their kind, or before `CFR`
/// and `U.S.C.`.
fn cited_law(before: &str, rest: &str, number: usize) -> Option<usize> {
    let after = rest.get(number..)?.trim_start();
    if after.starts_with(['C', 'U', 'F', 's']) && ["CFR", "U.S.C", "FR ", "series"].iter().any(|w| after.starts_with(w))
    {
        return Some(number);
    }
    let mut lead = before.trim_end();
    // What ends otherwise ends with none of them.
    if lead.ends_with(['h', 'd', 'r', 'o', ',']) {
        lead = lead.strip_suffix("through").or_else(|| lead.strip_suffix("and")).unwrap_or(lead).trim_end();
        // "Notes 1 and 2", "Schedule 1, 2, or 3": the numbers before it.
        for link in [" and", " or", ",", " to"] {
            lead = lead.strip_suffix(link).unwrap_or(lead).trim_end_matches(',').trim_end();
        }
    }
    let is_listed = |c: char| c.is_ascii_digit() || matches!(c, ',' | ' ');
    let lists = || {
        let word = || last_word(lead.trim_end_matches(is_listed));
        lead.ends_with(is_listed) && matches!(word(), "Notes" | "Schedule" | "Schedules" | "Parts" | "parts")
    };
    if !(leads_to_law(lead) || lists()) {
        return None;
    }
    let mut end = number;
    // § 740.2(a)(4), 734.13
    while let Some(tail) = rest.get(end..) {
        let step = match tail.as_bytes() {
            [b'.' | b'-', next, ..] if next.is_ascii_digit() => 1 + digits(tail.get(1..)?),
            [b'(', ..] => tail.find(')').filter(|n| *n <= 5).map_or(0, |n| n + 1),
            _ => 0,
        };
        if step == 0 {
            break;
        }
        end += step;
    }
    Some(end)
}

/// Whether `text` ends with a word that the number of a law, or of a part of one, follows.
fn leads_to_law(text: &str) -> bool {
    if text.ends_with('.') {
        return ["No.", "supplement no.", "N.B.", "U.S.C."].iter().any(|w| ends_with_word(text, w));
    }
    let known = matches!(
        last_word(text),
        "Room"
            | "CFR"
            | "Part"
            | "part"
            | "parts"
            | "Parts"
            | "Note"
            | "Notes"
            | "Category"
            | "Categories"
            | "category"
            | "Column"
            | "FR"
            | "Group"
            | "Groups"
            | "section"
            | "Section"
            | "sections"
            | "paragraph"
            | "paragraphs"
            | "Schedule"
            | "Table"
            | "Annex"
            | "Item"
            | "column"
            | "columns"
            | "Columns"
            | "Class"
            | "Classes"
            | "class"
            | "Layer"
            | "Order"
            | "Schedules"
            | "race"
    );
    known || ends_with_word(text, "§")
}

/// The letters and digits that `text` ends with.
fn last_word(text: &str) -> &str {
    let start = text.as_bytes().iter().rposition(|b| !is_letter(*b)).map_or(0, |at| at + 1);
    text.get(start..).unwrap_or("")
}

#[inline]
fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|head| !head.ends_with(|c: char| c.is_ascii_alphanumeric()))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn date(before: &str, rest: &str, number: usize) -> Option<usize> {
    if number > 4 {
        return None;
    }
    let lead = before.trim_end_matches([' ', ',']);
    let word = last_word(lead);
    let named = word.starts_with(|c: char| c.is_ascii_uppercase());
    if named && MONTHS.iter().any(|m| *m == word || m.get(..3) == Some(word)) {
        return Some(number);
    }
    let is_year = number == 4 && (rest.starts_with("19") || rest.starts_with("20"));
    let month_before = || lead.rsplit(' ').nth(1).is_some_and(|w| MONTHS.contains(&w));
    (is_year && month_before()).then_some(4)
}

/// A year of four digits without its month: "manufactured from 1890 to 1898", "between 1890 and 1919".
fn year(before: &str, rest: &str) -> Option<usize> {
    if !matches!(rest.get(..2)?, "17" | "18" | "19" | "20") {
        return None;
    }
    // A unit or a comparator behind it makes it a value.
    let tail = rest.get(4..)?.trim_start();
    let alone = tail.is_empty()
        || tail.starts_with([',', '.', ';', ')'])
        || ["to ", "and ", "that ", "or before"].iter().any(|w| tail.starts_with(w));
    let dated = || ["manufactured", "made", "built", "produced"].iter().any(|w| before.contains(w));
    (alone && dated()).then_some(4)
}

/// The power of a unit that has no value: "the Young's modulus in N/m^2".
fn exponent(before: &str, rest: &str) -> Option<usize> {
    let head = before.trim_end_matches(['-', '−', '–']).strip_suffix('^')?;
    head.ends_with(|c: char| c.is_ascii_alphabetic()).then(|| digits(rest))
}

/// Digits inside a formula that restates a limit: "[P_sat>505.62 W*GHz^2/f_GHz^2]",
/// "(f_max > 2f_min)".
fn in_formula(before: &str, rest: &str, number: usize) -> Option<usize> {
    let tail = rest.get(number..)?;
    if let [letter, b'_', ..] = tail.as_bytes()
        && letter.is_ascii_alphabetic()
    {
        return Some(number + tail.find([' ', ')', ',', ';']).unwrap_or(tail.len()));
    }
    let bracket = memchr::memrchr2(b'[', b']', before.as_bytes())?;
    let inside = before.get(bracket..)?.strip_prefix('[')?;
    let end = rest.find(']')?;
    let whole = inside.contains(['>', '<', '=', '≤', '≥']);
    whole.then_some(end)
}

/// `^10B`, `^226Ra`, `^6 Li`: a script that nothing stands before.
fn isotope(before: &str, rest: &str) -> Option<usize> {
    let head = before.strip_suffix('^')?;
    if head.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '”' | '\'' | ']')) {
        return None;
    }
    let number = digits(rest);
    let letters = rest.get(number..)?.bytes().take_while(u8::is_ascii_alphabetic).count();
    Some(number + letters)
}

/// `ISO 10360-2:2009`, `ASTM E-1444`, `IEEE 802.11`, `MIL-STD-883`, `NIJ 0101.06`.
fn standard(before: &str, rest: &str) -> Option<usize> {
    const BODIES: [&str; 34] = [
        "ARP",
        "ETSI",
        "ETSI TS",
        "3GPP TS",
        "ISO",
        "ISO/",
        "IEC",
        "ASTM",
        "ANSI",
        "IEEE",
        "EN",
        "DIN",
        "JIS",
        "SAE",
        "MIL-STD",
        "MIL-STD-",
        "MIL-PRF-",
        "NIJ",
        "NIJ Standard-",
        "UN",
        "NATO",
        "STANAG",
        "ITU-T",
        "VDI/VDE",
        "AMS",
        "Mil-Std",
        "BS",
        "RFC",
        "CLSI",
        "GOST",
        "KS",
        "ABEC",
        "AFBMA",
        "ABMA Std",
    ];
    if rest.starts_with("3GPP") {
        return Some("3GPP".len());
    }
    let lead = before.trim_end();
    // What ends otherwise names none, as before most numbers.
    let may = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '/' | 'd');
    if !lead.ends_with(may) {
        return None;
    }
    // "IEEE STD 528-2001"
    let lead = lead.strip_suffix(" STD").or_else(|| lead.strip_suffix(" Std")).unwrap_or(lead);
    let tail = lead.rsplit([' ', '(']).next().unwrap_or(lead);
    let known = BODIES.iter().any(|b| ends_with_word(lead, b))
        || tail.ends_with(['-', 'E', 'D', 'C', '/'])
            && BODIES.iter().any(|b| b.len() < tail.len() && tail.starts_with(b));
    // "ASTM D 7028-07"
    let lettered = tail.len() == 1
        && tail.starts_with(|c: char| c.is_ascii_uppercase())
        && lead.strip_suffix(tail).is_some_and(|l| BODIES.iter().any(|b| ends_with_word(l.trim_end(), b)));
    // "ETSI TS 101 331"
    let second = tail.len() == 3
        && tail.bytes().all(|b| b.is_ascii_digit())
        && lead.strip_suffix(tail).is_some_and(|l| ends_with_word(l.trim_end(), "ETSI TS"));
    if !(known || lettered || second) {
        return None;
    }
    let end =
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':' | '/'))).unwrap_or(rest.len());
    let end = rest.get(..end).map_or(0, |s| s.trim_end_matches(['.', ':', '-', '/']).len());
    Some(end)
}

/// A path without its control number: `a.3 to a.10`, `b.1.a`, `.y.1`: the digits
/// follow a letter and a dot.
fn paragraph_path(before: &str, rest: &str) -> Option<usize> {
    let head = before.strip_suffix('.')?;
    let letter = head.chars().next_back()?;
    if !letter.is_ascii_lowercase() {
        return None;
    }
    let alone = !head.get(..head.len() - 1)?.ends_with(|c: char| c.is_ascii_alphabetic());
    if !alone {
        return None;
    }
    let mut end = digits(rest);
    while let Some(n) = rest.get(end..).and_then(path_part) {
        end += n;
    }
    Some(end)
}

/// Digits inside a word: `LAX-112`, `CO_2`, `B61`, `C-130`, `3,6-diamino-1,2,4,5-tetrazine`,
/// `2-chloroethyl`, `U-235`, `3D`. The whole word is the name.
fn word_with_digits(before: &str, rest: &str) -> Option<usize> {
    let number = digits(rest);
    let previous = before.chars().next_back();
    let attached = match previous {
        Some(c) if c.is_ascii_alphabetic() || c == '_' => true,
        Some('-' | '/' | '‐') => {
            let head = before.get(..before.len() - previous.map_or(0, char::len_utf8))?;
            head.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')' || c == '\'')
                && word_of(head).is_some_and(|w| w.contains(|c: char| c.is_ascii_alphabetic()))
        }
        _ => false,
    };
    let locant = locants(rest);
    if !attached && locant.is_none() {
        return None;
    }
    let start = locant.unwrap_or(number);
    let tail = rest.get(start..)?;
    let more = tail
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '\'' | '[' | ']')))
        .unwrap_or(tail.len());
    Some(start + tail.get(..more).map_or(0, |t| t.trim_end_matches('-').len()))
}

fn word_of(text: &str) -> Option<&str> {
    text.rsplit(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).next()
}

/// `3,6-`, `2,2,2-`, `N,N-2-`: digits and commas, then a hyphen and a lower-case letter
/// or bracket. How many bytes, hyphen included.
fn locants(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '\''))).unwrap_or(text.len());
    let tail = text.get(end..)?.strip_prefix('-')?;
    let chemical = tail.starts_with(['(', '[']) || {
        let word = tail.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
        (word.len() >= 4 && !NOT_CHEMICAL.contains(&word))
            || text.get(..end).is_some_and(|t| t.contains(',') && !word.is_empty())
    };
    chemical.then_some(end + 1)
}

/// Words that follow a number and a hyphen without being part of a chemical name.
const NOT_CHEMICAL: [&str; 20] = [
    "axis",
    "dimensional",
    "speed",
    "year",
    "hour",
    "minute",
    "meter",
    "inch",
    "foot",
    "pass",
    "level",
    "stage",
    "megawatt",
    "micron",
    "pole",
    "caliber",
    "terminal",
    "channel",
    "point",
    "bits",
];

//! Citations of the lists with control numbers: `3A001.b.2 through b.4`, `1C351.d.15 and .16`,
//! `3A001.b.2.a~h`, `6A003.a.3, 4, 혹은 5항`, `paragraphs .a and .b of this entry`; and of other
//! law: `22 CFR part 121`, `USML Category XI(c)`, `§ 740.2(a)(5)`, 별표 14.

use smol_str::SmolStr;

use crate::grammar::tail::first_chars;
use crate::text::words::{Places, ascii_letters, is_letter};
use crate::text::{Language, Span};

/// What is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// A control number with its path, `3A001.b.2`, or a category or group, `5.2`, `4A`. A number
    /// that no list can have (`6A00.5.e.3`) is kept as printed.
    Number(SmolStr),
    /// A path that goes on from the one named before it, without its first dot: `b.3`, `16`.
    Further(SmolStr),
    /// A path in the entry that the text belongs to.
    Own {
        /// Without its first dot.
        path: SmolStr,
        /// Whether the text says that it is a paragraph ("paragraph .a", `a항`).
        said: bool,
    },
    /// "this entry", "this ECCN".
    ThisEntry,
    /// 본 항, 이 항: the paragraph itself.
    This,
    /// A note of what was named before it, with a path in it: 주 2.a.1.
    Note(SmolStr),
    /// Another law or document.
    Outside,
}

/// A citation as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Bytes of the text, half-open.
    pub span: Span,
    /// What is named.
    pub named: Named,
    /// Whether it ends a range that the citation before it begins.
    pub ends_range: bool,
}

/// Finds the citations of `text`. `from` is where its own label ends.
pub fn find(text: &str, from: usize, language: Language) -> Vec<Cited> {
    let lower = |byte: u8| byte.wrapping_sub(b'a') < 26;
    let digit = |byte: u8| byte.wrapping_sub(b'0') < 10;
    match language {
        Language::Ko => find_at(text, from, language, |before, byte, behind| {
            let word = (lower(byte) | digit(byte)) & !is_letter(before);
            // The first bytes of 별, 본, 이, 제, 주 and of §.
            let wide = (byte == 0xEB) | (byte == 0xEC) | (byte == 0xC2);
            word | wide | ((byte == b'.') & lower(behind))
        }),
        _ => find_at(text, from, language, |before, byte, behind| {
            // Digits, capitals and the signs between them; "paragraph", "this"; "b.3".
            let word = (byte.wrapping_sub(b'0') <= b'Z' - b'0') | (lower(byte) & (behind == b'.'));
            let word = word | ((byte == b'p') & (behind == b'a')) | ((byte == b't') & (behind == b'h'));
            (word & !is_letter(before)) | ((byte == b'.') & lower(behind)) | (byte == 0xC2)
        }),
    }
}

/// As [`find`]; citations start only where `may` says so of a byte, the one before it and the
/// one behind it.
fn find_at(text: &str, from: usize, language: Language, may: impl Fn(u8, u8, u8) -> bool) -> Vec<Cited> {
    let mut scanner = Scanner { text, language, found: Vec::new() };
    let bytes = text.as_bytes();
    let behind = |end: usize| {
        let inside = end.checked_sub(1).and_then(|last| bytes.get(last)).is_some_and(u8::is_ascii_alphanumeric);
        if inside { end + ascii_letters(bytes.get(end..).unwrap_or_default()) } else { end }
    };
    let mut from = behind(from);
    let mut places = Places::new(bytes, from, may);
    let may_start = |at: usize| bytes.get(at..).is_some_and(|rest| starts(rest, language));
    while let Some(start) = places.find_map(|at| (at >= from && may_start(at)).then_some(at)) {
        if let Some(end) = scanner.step(start) {
            from = behind(end);
        }
    }
    scanner.found
}

/// Whether a citation may start where `text` does.
#[inline]
fn starts(text: &[u8], language: Language) -> bool {
    match text {
        [b'a'..=b'z', ..] if language == Language::Ko => true,
        [b'a'..=b'z', b'.', ..] => true,
        // "paragraph", "part", "this entry"
        [b'p', b'a', b'r', b'a' | b't', ..] | [b't', b'h', b'i', b's', b' ', ..] => true,
        // Numbers and groups, "22 CFR"
        [b'0'..=b'9', b'A'..=b'E', ..] | [b'0'..=b'9', b' ', b'C', ..] => true,
        [b'0'..=b'9', b'0'..=b'9', b' ', b'C', ..] => true,
        // Categories, parts, supplements, "This entry", the USML
        [b'C' | b'P', b'a', ..] | [b'S', b'u', ..] | [b'T', b'h', ..] | [b'U', b'S', ..] => language == Language::En,
        [b'.', b'a'..=b'z', ..] => true,
        // 별, 본, 이, 제, 주
        [0xEB, 0xB3, 0x84 | 0xB8, ..] | [0xEC, 0x9D, 0xB4, ..] | [0xEC, 0xA0, 0x9C, ..] | [0xEC, 0xA3, 0xBC, ..] => {
            language == Language::Ko
        }
        // §
        [0xC2, 0xA7, ..] => true,
        _ => false,
    }
}

struct Scanner<'t> {
    text: &'t str,
    language: Language,
    found: Vec<Cited>,
}

/// A control number at the start of `text`, `3A001` or the malformed `6A00`, and its length.
fn number(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let ([b'0'..=b'9', b'A'..=b'E'], rest) = bytes.split_at_checked(2)? else { return None };
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let next = rest.get(digits);
    match digits {
        3 => next.is_none_or(|b| !b.is_ascii_alphanumeric()).then_some(5),
        // `6A00.5.e.3`
        2 => (next == Some(&b'.') && rest.get(3).is_some_and(u8::is_ascii_digit)).then_some(4),
        _ => None,
    }
}

/// A product group of a category at the start of `text`, `3B`, and its length.
fn group(text: &str) -> Option<usize> {
    let [b'0'..=b'9', b'A'..=b'E', rest @ ..] = text.as_bytes() else { return None };
    rest.first().is_none_or(|b| !b.is_ascii_alphanumeric()).then_some(2)
}

/// Whether a product group that ends before `text` is one, and not the "2D or 3D" of a drawing:
/// "3A (except …)", `2A, 2B 또는 2D에`.
fn is_group(text: &str) -> bool {
    let bracket = text.trim_start_matches('.').trim_start();
    let excepts = ["(except", "(Except"].iter().any(|w| bracket.starts_with(w));
    let joined = || {
        let next = text.get(connective(text)?.0..)?;
        Some(number(next).is_some() || next.get(group(next)?..).is_some_and(is_group))
    };
    excepts || text.trim_start().starts_with(['에', '의']) || joined() == Some(true)
}

/// A segment of a path at the start of `text`: `a`, `ab`, `12`.
fn segment(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let letters = text.bytes().take_while(u8::is_ascii_lowercase).count();
    let len = if digits > 0 { digits } else { letters };
    let ends = text.as_bytes().get(len).is_none_or(|b| !b.is_ascii_alphanumeric());
    ((digits > 0 && len <= 3) || (digits == 0 && (1..=2).contains(&len))).then_some(len).filter(|_| ends)
}

/// Length of a path without its first dot: `b.2.a`.
fn path(text: &str) -> Option<usize> {
    let mut end = segment(text)?;
    while let Some(len) = text.get(end..).and_then(|t| t.strip_prefix('.')).and_then(segment) {
        end += 1 + len;
    }
    Some(end)
}

/// `.b.2.a` behind a number; a space may stand before or after a dot (`5D002.c .3`), never before a word.
fn tail(text: &str) -> usize {
    let mut end = 0;
    while let Some(len) = text.get(end..).and_then(|t| t.strip_prefix('.')).and_then(segment) {
        end += 1 + len;
    }
    end
}

/// A connective between citations at the start of `text`: its length, and whether it makes a range.
fn connective(text: &str) -> Option<(usize, bool)> {
    const WIDE: [(&str, bool); 13] = [
        ("–", true),
        ("～", true),
        ("∼", true),
        ("에서", true),
        ("부터", true),
        ("내지", true),
        ("및", false),
        ("또는", false),
        ("혹은", false),
        ("그리고", false),
        ("와", false),
        ("과", false),
        ("나", false),
    ];
    let mut end = 0;
    let (mut any, mut range) = (false, false);
    loop {
        let rest = text.get(end..)?;
        // Most that stands behind a citation is seen to be none by its first byte.
        let spaces = rest.bytes().take_while(|b| *b == b' ').count();
        if let None | Some(b'b'..=b'e' | b'g'..=b'n' | b'p'..=b's' | b'u'..=b'z' | b'(' | b')' | b';' | b':') =
            rest.as_bytes().get(spaces)
        {
            return any.then_some((end + spaces, range));
        }
        let trimmed = rest.trim_start_matches([' ', '\u{3000}']);
        // `1C011.a., 1C011.b.`; the ending of a Korean noun: 3A001.a.3~10항, 3A001.a.12.
        let skipped = trimmed.trim_start_matches('항');
        let skipped = if end == 0 { skipped.strip_prefix('.').unwrap_or(skipped) } else { skipped };
        let start = skipped.trim_start();
        // The first byte tells which it may be, and whether that makes a range.
        let words: &[(&str, bool)] = match start.as_bytes().first() {
            // "See ECCN 9A004 for .g and .h"
            Some(b'f') => match start.strip_prefix("for ").filter(|p| p.starts_with('.') && !any) {
                Some(paths) => return Some((text.len() - paths.len(), false)),
                None => &[],
            },
            Some(b't') => &[("through", true), ("to", true)],
            Some(b'a') => &[("and/or", false), ("and", false)],
            Some(b'o') => &[("or", false)],
            Some(b',') => &[(",", false)],
            Some(b'-') => &[("-", true)],
            Some(b'~') => &[("~", true)],
            Some(0x80..) => &WIDE,
            _ => &[],
        };
        let word = words.iter().find(|(w, _)| {
            let latin = w.starts_with(|c: char| c.is_ascii_alphabetic());
            start.strip_prefix(w).is_some_and(|a| !latin || a.starts_with([' ', '.']))
        });
        let Some(&(word, is_range)) = word else {
            return any.then(|| (end + (rest.len() - trimmed.len()), range));
        };
        any = true;
        range |= is_range;
        end = text.len() - start.len() + word.len();
    }
}

impl<'t> Scanner<'t> {
    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or("")
    }

    fn push(&mut self, start: usize, end: usize, named: Named, ends_range: bool) {
        self.found.push(Cited { span: Span::new(start, end), named, ends_range });
    }

    /// Reads what starts at `at` and gives where to go on; `None` where nothing does.
    fn step(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let before = self.text.get(..at).unwrap_or("");
        let first = rest.chars().next()?;
        let clear = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-');
        // Nothing starts inside a word.
        if !clear && first.is_ascii_alphanumeric() {
            return None;
        }
        let starts = match self.language {
            Language::Ko => first.is_ascii_digit() || first.is_ascii_lowercase() || "별본이제주.".contains(first),
            _ => first.is_ascii_alphanumeric() || matches!(first, '.' | '§'),
        };
        if !starts {
            return None;
        }
        if first.is_ascii_digit() && clear && number(rest).is_some() {
            return Some(self.numbers(at));
        }
        if let Some(len) = group(rest).filter(|len| clear && (before.ends_with("by ") || is_group(self.rest(at + len))))
        {
            return Some(self.group(at, len));
        }
        let other = first.is_ascii_digit() || matches!(first, '§' | 'U' | 'C' | 'S' | 'P' | 'p' | '별');
        if let Some(end) = other.then(|| self.outside(at, clear)).flatten() {
            return Some(end);
        }
        match self.language {
            Language::Ko => self.korean(at, clear),
            _ if first.is_ascii_digit() || (first.is_ascii_uppercase() && !matches!(first, 'T' | 'C' | 'P')) => None,
            _ => self.english(at, clear),
        }
    }

    /// A control number and all that the text joins to it.
    fn numbers(&mut self, at: usize) -> usize {
        let len = number(self.rest(at)).unwrap_or(0);
        let end = at + len + tail(self.rest(at + len));
        self.push(at, end, Named::Number(self.text.get(at..end).unwrap_or("").into()), false);
        self.further(end)
    }

    /// A product group and all that the text joins to it.
    fn group(&mut self, at: usize, len: usize) -> usize {
        self.push(at, at + len, Named::Number(self.text.get(at..at + len).unwrap_or("").into()), false);
        self.further(at + len)
    }

    /// What is joined to a citation that ends at `end`.
    fn further(&mut self, mut end: usize) -> usize {
        loop {
            end = self.note(end);
            let Some((gap, range)) = connective(self.rest(end)) else { return end };
            let start = end + gap;
            let rest = self.rest(start);
            if let Some(len) = number(rest) {
                let stop = start + len + tail(self.rest(start + len));
                let name = self.text.get(start..stop).unwrap_or("").into();
                self.push(start, stop, Named::Number(name), range);
                end = stop;
                continue;
            }
            if let Some(len) = group(rest) {
                self.push(start, start + len, Named::Number(rest.get(..len).unwrap_or("").into()), range);
                end = start + len;
                continue;
            }
            let dotted = rest.strip_prefix('.');
            let body = dotted.unwrap_or(rest);
            let Some(len) = path(body) else { return end };
            let stop = start + (rest.len() - body.len()) + len;
            let tilde = self.text.get(end..start).is_some_and(|gap| gap.contains(['~', '～', '∼']));
            let number_to = range && tilde && body.starts_with(|c: char| c.is_ascii_digit());
            if !(dotted.is_some() || number_to || self.is_path(start, stop)) {
                return end;
            }
            self.push(start, stop, Named::Further(body.get(..len).unwrap_or("").into()), range);
            end = stop;
        }
    }

    /// Whether an undotted `a`, `b.3` or `4` in a list of citations is one: not an article,
    /// not a number with a unit.
    fn is_path(&self, start: usize, end: usize) -> bool {
        let name = self.text.get(start..end).unwrap_or("");
        let rest = self.rest(end);
        if let Some((_, below)) = name.split_once('.') {
            // `n.e.s.` is none.
            return name.starts_with(|c: char| c.is_ascii_lowercase())
                && below.starts_with(|c: char| c.is_ascii_digit());
        }
        let korean = rest.starts_with(['항', '에', '의', '은', '는', '를', '을', '와', '과', '이', '중']);
        if name.bytes().all(|b| b.is_ascii_digit()) {
            return rest.starts_with('항')
                || (self.language == Language::Ko
                    && connective(rest).is_some_and(|(len, _)| {
                        let next = rest.get(len..).unwrap_or("");
                        segment(next).is_some_and(|n| next.get(n..).is_some_and(|t| t.starts_with('항')))
                    }));
        }
        let ends = rest.is_empty() || rest.starts_with([',', '.', ';', ':', ')', '|']) || korean;
        let joined = connective(rest).is_some_and(|(len, _)| {
            let next = rest.get(len..).unwrap_or("");
            number(next).is_some() || path(next.strip_prefix('.').unwrap_or(next)).is_some()
        });
        let tail = [" in ", " when ", " if ", " for ", " of ", " are ", " is ", " | ", " that "];
        ends || joined || (name != "a" && name.len() == 1 && tail.iter().any(|w| rest.starts_with(w)))
    }

    /// 주 2.a.1 behind a citation: 5A002.a 주 2.a.1에서, 1C001.a의 주1.c.1.
    fn note(&mut self, end: usize) -> usize {
        if self.language != Language::Ko {
            return end;
        }
        let rest = self.rest(end);
        let start = rest.strip_prefix('의').unwrap_or(rest).trim_start();
        let Some(name) = start.strip_prefix('주').map(str::trim_start) else { return end };
        let digits = name.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return end;
        }
        let mut len = digits + tail(name.get(digits..).unwrap_or(""));
        // 주 2 j.1.a.1
        let spaced = name
            .get(len..)
            .and_then(|t| t.strip_prefix(' '))
            .filter(|t| t.starts_with(|c: char| c.is_ascii_lowercase()));
        let spaced =
            spaced.and_then(path).filter(|n| name.get(len + 1 + n..).is_some_and(|t| t.starts_with(['에', '의'])));
        let mut named = name.get(..len).unwrap_or("").to_owned();
        if let Some(n) = spaced {
            named = format!("{named}.{}", name.get(len + 1..len + 1 + n).unwrap_or(""));
            len += 1 + n;
        }
        let stop = self.text.len() - name.len() + len;
        let from = self.text.len() - start.len();
        self.push(from, stop, Named::Note(named.into()), false);
        stop
    }

    fn english(&mut self, at: usize, clear: bool) -> Option<usize> {
        if !clear && !self.rest(at).starts_with('.') {
            return None;
        }
        let read = match self.rest(at).as_bytes() {
            [b't' | b'T', ..] => self.this_entry(at),
            [b'C', ..] => self.category(at),
            [b'p' | b'P', ..] => self.paragraph(at),
            _ => None,
        };
        read.or_else(|| self.bare(at, clear))
    }

    /// `this entry`, `This ECCN`.
    fn this_entry(&mut self, at: usize) -> Option<usize> {
        for word in ["this entry", "this ECCN", "This entry", "This ECCN"] {
            let Some(behind) = self.rest(at).strip_prefix(word) else { continue };
            // "this ECCN 9A004"
            if behind.strip_prefix(' ').is_none_or(|r| number(r).is_none()) {
                self.push(at, at + word.len(), Named::ThisEntry, false);
                return Some(at + word.len());
            }
        }
        None
    }

    /// `Category 5`, `Category 5, Part 2`.
    fn category(&mut self, at: usize) -> Option<usize> {
        let digit = self.rest(at).strip_prefix("Category ")?.get(..1)?;
        if !digit.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let mut end = at + "Category ".len() + 1;
        let mut name = SmolStr::from(digit);
        for between in [", Part ", " Part ", " - Part ", "–Part ", "—Part ", " – Part ", " part ", ", part "] {
            if let Some(part) =
                self.rest(end).strip_prefix(between).and_then(|r| r.get(..1)).filter(|d| matches!(*d, "1" | "2"))
            {
                name = format!("{digit}.{part}").into();
                end += between.len() + 1;
                break;
            }
        }
        self.push(at, end, Named::Number(name), false);
        Some(end)
    }

    /// `paragraph .a`, `paragraphs a.1 and a.2`, `paragraph a.2 of Note 2`.
    fn paragraph(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        for word in ["paragraphs ", "paragraph ", "Paragraphs ", "Paragraph "] {
            let Some(name) = rest.strip_prefix(word) else { continue };
            if number(name).is_some() {
                return None;
            }
            let body = name.strip_prefix('.').unwrap_or(name);
            let len = path(body)?;
            let said = body.get(..len).unwrap_or("");
            // "paragraph is"; "paragraph 1" is of another text.
            if !said.starts_with(|c: char| c.is_ascii_lowercase()) || (said.len() == 2) {
                return None;
            }
            let start = at + word.len();
            let end = start + (name.len() - body.len()) + len;
            if self.of_another(end) {
                return Some(end);
            }
            // "paragraph a.2 of Note 2"
            if let Some(note) = self.rest(end).strip_prefix(" of Note ") {
                let digits = note.bytes().take_while(u8::is_ascii_digit).count();
                let named = format!("{}.{said}", note.get(..digits).unwrap_or(""));
                let stop = end + " of Note ".len() + digits;
                self.push(start, stop, Named::Note(named.into()), false);
                return Some(stop);
            }
            self.push(start, end, Named::Own { path: said.into(), said: true }, false);
            return Some(self.further(end));
        }
        None
    }

    /// Whether the paths before `end` are those of another text: "b.1 and b.2 of the definition
    /// of …", "a.2 to a.4 of the Cryptography Note", "paragraph .b of the Note to 2B201.b".
    fn of_another(&self, end: usize) -> bool {
        let ahead = first_chars(self.rest(end), 48);
        let named = ahead.split_once("of the ").map(|(_, name)| name);
        named.is_some_and(|name| {
            name.starts_with("definition")
                || name.split(' ').take(2).any(|w| w.trim_end_matches([',', '.', ')', ';']) == "Note")
        })
    }

    /// `.d` or `b.1` by itself.
    fn bare(&mut self, at: usize, clear: bool) -> Option<usize> {
        let rest = self.rest(at);
        let before = self.text.get(..at).unwrap_or("");
        let dotted = rest.strip_prefix('.');
        let body = dotted.unwrap_or(rest);
        if !body.starts_with(|c: char| c.is_ascii_lowercase())
            || !before.is_empty() && !before.ends_with([' ', '(', '\''])
        {
            return None;
        }
        let len = path(body)?;
        let name = body.get(..len).unwrap_or("");
        let deep = name.contains('.') && name.split('.').nth(1).is_some_and(|s| s.bytes().all(|b| b.is_ascii_digit()));
        let spelled = name.split('.').all(|s| s.len() == 1 || s.bytes().all(|b| b.is_ascii_digit()));
        if !(clear && spelled && (deep || dotted.is_some())) || matches!(name, "e.g" | "i.e") {
            return None;
        }
        let end = at + (rest.len() - body.len()) + len;
        if self.of_another(end) {
            return None;
        }
        self.push(at, end, Named::Own { path: name.into(), said: false }, false);
        Some(self.further(end))
    }

    fn korean(&mut self, at: usize, clear: bool) -> Option<usize> {
        let rest = self.rest(at);
        let before = self.text.get(..at).unwrap_or("");
        for word in ["본 항", "이 항"] {
            // 동력이 항상
            let alone = before.is_empty() || before.ends_with([' ', '(']);
            if alone && rest.starts_with(word) && !rest.get(word.len()..).is_some_and(|t| t.starts_with('상')) {
                self.push(at, at + word.len(), Named::This, false);
                return Some(at + word.len());
            }
        }
        if let Some((name, len)) = part(rest) {
            let mut end = at + len;
            self.push(at, end, Named::Number(name.into()), false);
            // 제1부부터 제9부까지
            if let Some(to) = self.rest(end).strip_prefix("부터 ")
                && let Some((name, len)) = part(to)
            {
                let start = end + "부터 ".len();
                end = start + len;
                self.push(start, end, Named::Number(name.into()), true);
            }
            return Some(self.note(end));
        }
        if rest.starts_with('주') && (before.is_empty() || before.ends_with([' ', '('])) {
            let end = self.note(at);
            return (end > at).then_some(end);
        }
        // `a항`, `h.1과 h.2항`
        if clear && rest.starts_with(|c: char| c.is_ascii_lowercase()) {
            let len = path(rest)?;
            let name = rest.get(..len).unwrap_or("");
            if rest.get(len..).is_some_and(|t| t.starts_with('항'))
                && name.split('.').all(|s| s.len() == 1 || s.as_bytes().first().is_some_and(u8::is_ascii_digit))
            {
                self.push(at, at + len, Named::Own { path: name.into(), said: true }, false);
                return Some(self.further(at + len));
            }
            return self.bare(at, clear);
        }
        None
    }

    /// A citation of another law or document.
    fn outside(&mut self, at: usize, clear: bool) -> Option<usize> {
        let rest = self.rest(at);
        let len = match self.language {
            Language::Ko => {
                let number = rest.strip_prefix("별표")?.trim_start();
                let digits = number.bytes().take_while(u8::is_ascii_digit).count();
                // 별표 2 is this list.
                let own = number.get(..digits) == Some("2");
                (digits > 0 && !own).then(|| rest.len() - number.len() + digits)?
            }
            _ if !clear && !rest.starts_with('§') => return None,
            _ => outside_english(rest)?,
        };
        self.push(at, at + len, Named::Outside, false);
        Some(at + len)
    }
}

/// 제5부 제2장, 제5부 2장, 제10부: `5.2`, `0`, and the length.
fn part(text: &str) -> Option<(String, usize)> {
    let rest = text.strip_prefix('제')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = rest.get(..digits)?.parse().ok()?;
    let after = rest.get(digits..)?.strip_prefix('부')?;
    let mut name = (number % 10).to_string();
    let mut end = text.len() - after.len();
    let chapter = after.trim_start();
    let chapter = chapter.strip_prefix('제').unwrap_or(chapter);
    if let Some(tail) = chapter.get(1..).and_then(|t| t.strip_prefix('장'))
        && let Some(n) = chapter.get(..1).filter(|n| n.as_bytes().first().is_some_and(u8::is_ascii_digit))
    {
        name = format!("{name}.{n}");
        end = text.len() - tail.len();
    }
    Some((name, end))
}

fn outside_english(text: &str) -> Option<usize> {
    let span = |rest: &str, part: fn(char) -> bool| rest.find(|c| !part(c)).unwrap_or(rest.len());
    let numeric = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '(' | ')' | '-');
    let trim = |n: usize| {
        text.get(..n).map_or(n, |t| {
            t.trim_end_matches(['.', '(', ')', '-'])
                .len()
                .max(if t.ends_with(')') && t.matches('(').count() >= t.matches(')').count() { n } else { 0 })
        })
    };
    match text.as_bytes().first()? {
        b'0'..=b'9' => {
            let digits = span(text, |c| c.is_ascii_digit());
            let cfr = text.get(digits..).filter(|_| (1..=2).contains(&digits))?.strip_prefix(" CFR ")?;
            let numbers = ["parts ", "part ", "chapter ", "Part ", ""].iter().find_map(|w| cfr.strip_prefix(w))?;
            let len = span(numbers, numeric);
            (len > 0).then(|| trim(text.len() - numbers.len() + len))
        }
        b'U' | b'C' => {
            const WORDS: [&str; 5] = ["USML Categories ", "USML Category ", "USML Cat ", "Category ", "Categories "];
            let rest = WORDS.iter().find_map(|word| text.strip_prefix(word))?;
            let roman = rest.starts_with(['I', 'V', 'X']);
            let len = span(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '(' | ')'));
            roman.then(|| trim(text.len() - rest.len() + len))
        }
        b'S' => {
            let rest = text.strip_prefix("Supplement No. ")?;
            let digits = span(rest, |c| c.is_ascii_digit());
            let to = rest.get(digits..)?.strip_prefix(" to ")?;
            let part = to.strip_prefix("part ").or_else(|| to.strip_prefix("Part "))?;
            let len = span(part, |c| c.is_ascii_digit());
            (digits > 0 && len > 0).then(|| text.len() - part.len() + len)
        }
        b'p' | b'P' => {
            let rest = ["parts ", "part ", "Parts ", "Part "].iter().find_map(|word| text.strip_prefix(word))?;
            let len = span(rest, |c| c.is_ascii_digit());
            (len == 3).then(|| text.len() - rest.len() + len)
        }
        _ => {
            let rest = text.strip_prefix('§')?.trim_start_matches(['§', ' ']);
            let len = span(rest, numeric);
            (len > 0).then(|| trim(text.len() - rest.len() + len))
        }
    }
}

//! What a note or a clause does: takes out, brings in, defines, explains.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem::Finder;
use smallvec::SmallVec;

use super::FEW;
use crate::model::NoteEffect;
use crate::text::Language;

/// Words that say it, the first in the text counts.
const ENGLISH: [(&str, NoteEffect); 23] = [
    ("does not control", NoteEffect::Excludes),
    ("do not control", NoteEffect::Excludes),
    ("does not apply", NoteEffect::Excludes),
    ("do not apply", NoteEffect::Excludes),
    ("does not include", NoteEffect::Excludes),
    ("do not include", NoteEffect::Excludes),
    ("does not specify", NoteEffect::Excludes),
    ("do not specify", NoteEffect::Excludes),
    ("does not cover", NoteEffect::Excludes),
    ("does not refer to", NoteEffect::Excludes),
    ("are not controlled", NoteEffect::Excludes),
    ("is not controlled", NoteEffect::Excludes),
    ("are not specified by", NoteEffect::Excludes),
    ("does not regulate", NoteEffect::Excludes),
    ("excludes", NoteEffect::Excludes),
    ("are excluded", NoteEffect::Excludes),
    ("is excluded", NoteEffect::Excludes),
    ("includes", NoteEffect::Includes),
    ("include", NoteEffect::Includes),
    ("are included", NoteEffect::Includes),
    ("also refer to", NoteEffect::Includes),
    ("also control", NoteEffect::Includes),
    ("also appl", NoteEffect::Includes),
];

const KOREAN: [(&str, NoteEffect); 37] = [
    ("통제하지 않", NoteEffect::Excludes),
    ("통제를 하지 않", NoteEffect::Excludes),
    ("명시하지 않", NoteEffect::Excludes),
    ("통제하지 아니", NoteEffect::Excludes),
    ("통제되지 않는다", NoteEffect::Excludes),
    ("통제되지 않음", NoteEffect::Excludes),
    ("통제되지 아니", NoteEffect::Excludes),
    ("통제를 받지 않", NoteEffect::Excludes),
    ("통제에서 제외된", NoteEffect::Excludes),
    ("통제 대상에서 제외", NoteEffect::Excludes),
    ("통제대상에서 제외", NoteEffect::Excludes),
    ("적용하지 않", NoteEffect::Excludes),
    ("적용되지 않", NoteEffect::Excludes),
    ("적용되지 아니", NoteEffect::Excludes),
    ("적용하지 아니", NoteEffect::Excludes),
    ("해당되지 않", NoteEffect::Excludes),
    ("해당하지 않", NoteEffect::Excludes),
    ("포함하지 않", NoteEffect::Excludes),
    ("포함하지 아니", NoteEffect::Excludes),
    ("포함되지 않", NoteEffect::Excludes),
    ("포함되지 아니", NoteEffect::Excludes),
    ("제외한다", NoteEffect::Excludes),
    ("제외된다", NoteEffect::Excludes),
    ("제외함", NoteEffect::Excludes),
    ("제외됨", NoteEffect::Excludes),
    ("제외:", NoteEffect::Excludes),
    ("제외 :", NoteEffect::Excludes),
    ("제외.", NoteEffect::Excludes),
    ("포함한다", NoteEffect::Includes),
    ("포함된다", NoteEffect::Includes),
    ("포함함", NoteEffect::Includes),
    ("포함:", NoteEffect::Includes),
    ("포함된 것", NoteEffect::Includes),
    ("의미하지 않", NoteEffect::Excludes),
    ("도 통제된다", NoteEffect::Includes),
    ("도 통제한다", NoteEffect::Includes),
    ("모두 통제된다", NoteEffect::Includes),
];

/// What a note's text without its label does. Brackets and what follows the first sentence
/// count only where nothing else does: they qualify.
///
/// `3A001.b.2 does not control …` · `3B001.f.2 includes:` · `'Fan blade' is the aerofoil …` ·
/// 1A006은 … 통제하지 않는다.
pub fn of_note(text: &str, language: Language) -> NoteEffect {
    let plain = without_brackets(text);
    let first = first_sentence(&plain);
    // A note that defines and, in a further sentence, leaves out, defines.
    by_words(first, language)
        .or_else(|| definition(first, language).then_some(NoteEffect::Defines))
        .or_else(|| by_words(&plain, language).filter(|_| language == Language::En))
        .unwrap_or(NoteEffect::Explains)
}

/// Whether a technical note's text takes out what it names by number, defines a term, or explains.
///
/// `This ECCN does not control …` · `2B352.g.1 does not control …`
pub fn of_technical_note(text: &str, language: Language) -> NoteEffect {
    if language == Language::En && takes_out_by_number(text) {
        NoteEffect::Excludes
    } else if definition(text, language) {
        NoteEffect::Defines
    } else {
        NoteEffect::Explains
    }
}

/// What a reference (N.B.) does: it explains, unless it takes out what it names by number.
pub fn of_reference(text: &str, language: Language) -> NoteEffect {
    let takes_out = language == Language::En && takes_out_by_number(text);
    if takes_out { NoteEffect::Excludes } else { NoteEffect::Explains }
}

/// Whether a sentence says that an ECCN, a paragraph of one or "this entry" does not control.
fn takes_out_by_number(text: &str) -> bool {
    numbers_taken_out(text).next().is_some()
}

/// What stands before "does not control" or "does not apply": an ECCN or paragraph, or nothing
/// where it is this one.
fn numbers_taken_out(text: &str) -> impl Iterator<Item = &str> {
    const WORDS: &str = " does not ";
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(WORDS));
    FINDER.find_iter(text.as_bytes()).filter_map(move |at| {
        let (before, after) = (text.get(..at)?, text.get(at + WORDS.len()..)?);
        if !(after.starts_with("control") || after.starts_with("apply")) {
            return None;
        }
        let word = before.rsplit(' ').next()?.trim_end_matches('.');
        let own = ["This ECCN", "This entry", "this entry"].iter().any(|t| before.ends_with(t));
        let number = word.get(..5).is_some_and(|n| {
            let [a, b, c, d, e] = n.as_bytes() else { return false };
            a.is_ascii_digit() && (b'A'..=b'E').contains(b) && [c, d, e].iter().all(|x| x.is_ascii_digit())
        });
        if own { Some("") } else { number.then_some(word) }
    })
}

/// What a text of an entry that is no note says of what the entry controls, if it does:
/// `ECCN Controls: This entry does not control …`, `(2) This entry includes …`, `7A008 does not
/// control …` in 7A008, `entry`.
pub fn of_text(text: &str, entry: &str) -> Option<NoteEffect> {
    const WORDS: [(&str, &str, NoteEffect); 3] = [
        ("This", "does not control", NoteEffect::Excludes),
        ("This", "includes", NoteEffect::Includes),
        ("controlled by this", "include", NoteEffect::Includes),
    ];
    const BETWEEN: &str = " entry ";
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(BETWEEN));
    let mut found = FINDER.find_iter(text.as_bytes()).filter_map(|at| {
        let (head, tail) = (text.get(..at)?, text.get(at + BETWEEN.len()..)?);
        WORDS.iter().find(|(before, after, _)| head.ends_with(before) && tail.starts_with(after)).map(|w| w.2)
    });
    let own = |number: &str| number.is_empty() || number.starts_with(entry);
    let by_number = || numbers_taken_out(text).any(own).then_some(NoteEffect::Excludes);
    found.next().or_else(by_number)
}

fn by_words(text: &str, language: Language) -> Option<NoteEffect> {
    let words: &[(&str, NoteEffect)] = match language {
        Language::En => &ENGLISH,
        Language::Ja => return None,
        Language::Ko => &KOREAN,
    };
    let trimmed = text.trim_end();
    if language == Language::Ko && trimmed.ends_with("제외") {
        return Some(NoteEffect::Excludes);
    }
    if language == Language::Ko && trimmed.ends_with("포함") {
        return Some(NoteEffect::Includes);
    }
    let finder = finder(language)?;
    if language == Language::En {
        return words.get(finder.find(text)?.pattern().as_usize()).map(|(_, effect)| *effect);
    }
    // 통제에서 제외되지 않는다
    // "X는 포함하지 않는다" speaks of what is controlled where it names a control number.
    let numbered = text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let counts =
        |(word, effect): &(&str, NoteEffect)| numbered || *effect != NoteEffect::Excludes || !word.starts_with("포함");
    finder
        .find_overlapping_iter(text)
        .filter_map(|m| Some((m.start(), m.pattern(), words.get(m.pattern().as_usize()).filter(|w| counts(w))?.1)))
        .min_by_key(|(start, pattern, _)| (*start, *pattern))
        .map(|(_, _, effect)| effect)
}

/// Finds the words of [`ENGLISH`] or [`KOREAN`] in one pass; of the English ones the first.
fn finder(language: Language) -> Option<&'static AhoCorasick> {
    static FINDERS: [OnceLock<Option<AhoCorasick>>; 2] = [const { OnceLock::new() }; 2];
    let (at, words, kind): (usize, &[(&str, NoteEffect)], _) = match language {
        Language::En => (0, &ENGLISH, MatchKind::LeftmostFirst),
        _ => (1, &KOREAN, MatchKind::Standard),
    };
    let build = || AhoCorasick::builder().match_kind(kind).build(words.iter().map(|(word, _)| word)).ok();
    FINDERS.get(at)?.get_or_init(build).as_ref()
}

/// Whether a term in single quotes is defined somewhere in `text`.
fn definition(text: &str, language: Language) -> bool {
    quotes(text).iter().any(|q| {
        let rest = text.get(q.span.end..).unwrap_or("");
        // A term of the list is seldom defined in place, and then says so.
        let means = [" means ", " has the meaning", " has the same meaning"].iter().any(|v| rest.starts_with(v));
        means || (q.local && defines_here(rest, language))
    })
}

/// Whether what follows a term in quotes defines it: `'X' is`, `'X' (Y) means`, 'X'는, 'X'란.
pub fn defines_here(rest: &str, language: Language) -> bool {
    const ENGLISH_VERBS: [&str; 18] = [
        "—is ",
        "—are ",
        ": ",
        " denotes ",
        ", also known as ",
        " pertains to ",
        " is ",
        " are ",
        " means ",
        " mean ",
        " refers to ",
        " refer to ",
        " is:",
        " are:",
        " means:",
        " consists ",
        " consist ",
        " comprises ",
    ];
    let open = rest.trim_start().strip_prefix('(');
    let rest = open.and_then(|r| r.split_once(')')).map_or(rest, |(_, after)| after);
    match language {
        Language::En => {
            // 'nanocrystalline' materials are …
            let noun = rest.strip_prefix(' ').and_then(|r| r.split_once(' ')).filter(|(word, _)| {
                word.len() > 3
                    && word.bytes().all(|b| b.is_ascii_lowercase())
                    && !matches!(*word, "that" | "which" | "when")
            });
            let after = noun.map(|(word, _)| rest.get(1 + word.len()..).unwrap_or(""));
            let begins = |t: &str, verbs: &[&str]| verbs.iter().any(|v| t.starts_with(v));
            begins(rest, &ENGLISH_VERBS)
                || after.is_some_and(|t| begins(t, &[" is a ", " is the ", " are those ", " are ", " is any "]))
        }
        _ => {
            let plain = ["은", "는", "란", "이란", "라 함", "이라 함", ": "].iter().any(|v| rest.starts_with(v));
            // '개조될 수 있는' 것은 …을 의미한다.
            let sentence = first_sentence(rest);
            let means = ["의미한다", "의미함", "말한다", "말함", "뜻한다"].iter().any(|v| sentence.contains(v));
            let topic: String = rest.chars().take(8).collect();
            plain || (means && ["것은", "경우는"].iter().any(|v| topic.contains(v)))
        }
    }
}

/// `text` without what stands in round brackets.
fn without_brackets(text: &str) -> Cow<'_, str> {
    let mut depth = 0usize;
    // What is kept, and from where on nothing is left out.
    let (mut kept, mut from) = (String::new(), 0);
    for at in brackets(text) {
        match text.get(at..).and_then(|t| t.chars().next()) {
            Some('(' | '（') => {
                if depth == 0 {
                    kept.push_str(text.get(from..at).unwrap_or(""));
                }
                depth += 1;
            }
            Some(c @ (')' | '）')) if depth > 0 => {
                depth -= 1;
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    if depth == 0 && from == 0 {
        return Cow::Borrowed(text);
    }
    if depth == 0 {
        kept.push_str(text.get(from..).unwrap_or(""));
    }
    Cow::Owned(kept)
}

fn first_sentence(text: &str) -> &str {
    let bytes = text.as_bytes();
    let mut stops = memchr::memchr_iter(b'.', bytes).filter(|at| bytes.get(at + 1) == Some(&b' '));
    let end = stops.find(|at| {
        let before = text.get(..*at).unwrap_or("");
        // `e.g. `, `No. 4`, `1C001.a. `
        let word = before.rsplit(' ').next().unwrap_or("");
        word.chars().count() > 3 && !word.contains('.')
    });
    text.get(..end.map_or(text.len(), |at| at + 1)).unwrap_or(text)
}

/// A term in quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Bytes with the quotes.
    pub span: Range<usize>,
    /// Bytes without them.
    pub term: Range<usize>,
    /// Whether the quotes are single.
    pub local: bool,
}

/// The first mark in `text` from byte `at` on that may open a quote, and where it stands.
fn quote_from(text: &str, at: usize) -> Option<(usize, char)> {
    // The first byte of ‘ and “ begins other marks as well.
    memchr::memchr3_iter(b'\'', b'"', 0xE2, text.as_bytes().get(at..)?).find_map(|offset| {
        let mark = text.get(at + offset..)?.chars().next()?;
        matches!(mark, '\'' | '"' | '\u{2018}' | '\u{201c}').then_some((at + offset, mark))
    })
}

/// The first mark in `text` that closes a quote, and where it stands, if not far.
fn close_from(text: &str, local: bool) -> Option<(usize, char)> {
    // As many bytes as 120 characters have at most.
    let bytes = text.as_bytes().get(..480).unwrap_or(text.as_bytes());
    let (straight, curly) = if local { ('\'', '’') } else { ('"', '”') };
    // The first byte of ’ and ” begins other marks as well.
    memchr::memchr2_iter(straight as u8, 0xE2, bytes).find_map(|at| {
        let mut rest = text.get(at..)?.chars();
        let mark = rest.next().filter(|c| [straight, curly].contains(c))?;
        let goes_on = local && rest.next().is_some_and(|c| c.is_ascii_alphanumeric());
        (!goes_on).then_some((at, mark))
    })
}

/// The terms in quotes: '…' and ‘…’ are of this place, “…” and "…" of the list. An
/// apostrophe, a prime and an inch mark open none.
pub fn quotes(text: &str) -> SmallVec<[Quote; FEW]> {
    let mut found = SmallVec::new();
    let mut at = 0;
    while let Some((start, open)) = quote_from(text, at) {
        let inner = start + open.len_utf8();
        at = inner;
        let local = matches!(open, '\'' | '‘');
        let before = text.get(..start).and_then(|t| t.chars().next_back());
        if local && before.is_some_and(|c| c.is_ascii_alphanumeric()) {
            continue;
        }
        let rest = text.get(inner..).unwrap_or("");
        let close = close_from(rest, local);
        // A term that long is none.
        let near = |len: usize| len < 120 || rest.get(..len).is_some_and(|term| term.chars().count() < 120);
        let Some((len, close)) = close.filter(|(len, _)| *len > 0 && near(*len)) else { continue };
        let term = inner..inner + len;
        let end = inner + len + close.len_utf8();
        found.push(Quote { span: start..end, term, local });
        at = end;
    }
    found
}

/// The clauses of a text: brackets that take out, bring in or define, and provisos.
///
/// 「（医療用装置を除く。）」 · 「ただし、次のいずれかに該当するものを除く。」 · 「（半製品を含む。…）」 ·
/// (except 0A502 shotguns …) · (9A012에 명시된 것 제외).
pub fn clauses(text: &str, language: Language) -> Vec<(Range<usize>, NoteEffect)> {
    let mut found = Vec::new();
    let mut open = SmallVec::<[usize; FEW]>::new();
    let bracket = match language {
        Language::Ja => text.contains('（'),
        _ => memchr::memchr(b'(', text.as_bytes()).is_some(),
    };
    let proviso = language == Language::Ja && text.contains("ただし、");
    if language == Language::En {
        found.extend(open_exception(text).map(|range| (range, NoteEffect::Excludes)));
    }
    if !(proviso || bracket) {
        return found;
    }
    for at in brackets(text) {
        match text.get(at..).and_then(|t| t.chars().next()) {
            Some('（' | '(') => open.push(at),
            Some(c @ ('）' | ')')) => {
                let Some(start) = open.pop() else { continue };
                let inner = text.get(start..at).and_then(|t| t.get(t.chars().next().map_or(0, char::len_utf8)..));
                let Some(inner) = inner else { continue };
                let whole = start..at + c.len_utf8();
                match language {
                    Language::Ja => of_sentences(inner, at - inner.len(), &whole, &mut found),
                    _ => found.extend(of_bracket(inner, language).map(|e| (whole, e))),
                }
            }
            _ => {}
        }
    }
    if language == Language::Ja
        && let Some(start) = text.rfind("ただし、")
    {
        let end = text.get(start..).and_then(|t| t.find('。')).map_or(text.len(), |n| start + n + '。'.len_utf8());
        let proviso = text.get(start..end).unwrap_or("").trim_end_matches('。');
        if proviso.ends_with("除く") || proviso.ends_with("この限りでない") {
            found.push((start..end, NoteEffect::Excludes));
        }
    }
    found.sort_by_key(|(span, _)| (span.start, span.end));
    found
}

/// Where brackets may stand: the first byte of the wide ones begins other characters as well.
fn brackets(text: &str) -> impl Iterator<Item = usize> {
    memchr::memchr3_iter(b'(', b')', 0xEF, text.as_bytes())
}

/// What an English text takes out without brackets, up to the next comma: ", excluding civil
/// certified engines". What holds a number may as well be its bound or citation, and is left.
fn open_exception(text: &str) -> Option<Range<usize>> {
    const BEGIN: &str = "exc";
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(BEGIN));
    let (mut excluding, mut except) = (None, None);
    for at in FINDER.find_iter(text.as_bytes()) {
        let word = text.get(at..).unwrap_or("");
        if word.starts_with("excluding ") {
            excluding = excluding.or(Some(at));
        } else if word.starts_with("except ") {
            except = except.or(Some(at));
        }
    }
    let behind = |at: &usize, end: &str| text.get(..*at).is_some_and(|before| before.ends_with(end));
    let start = [excluding.filter(|at| behind(at, " ")), except.filter(|at| behind(at, ", "))];
    let start = start.into_iter().flatten().min()?;
    let rest = text.get(start..)?;
    let end = rest.find([',', ';', '.', ':', '(']).map_or(text.len(), |n| start + n);
    let inner = text.get(start..end)?;
    (!inner.contains(|c: char| c.is_ascii_digit())).then_some(start..end)
}

/// What a Japanese bracket takes out, brings in or defines, a sentence at a time, from behind a
/// 「に限り、」 and up to a 「を除き、」 within one: 「…に限る。…を除く。」, 「医療用のものを除き、…に限る。」.
/// `whole` is the span with the brackets, of one sentence.
fn of_sentences(inner: &str, at: usize, whole: &Range<usize>, found: &mut Vec<(Range<usize>, NoteEffect)>) {
    const TAKING_OUT: &str = "を除き、";
    let (mut depth, mut start) = (0_usize, 0);
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for (i, c) in inner.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '。' | '、' if depth == 0 && (c == '。' || inner.get(..i).is_some_and(|t| t.ends_with("に限り"))) => {
                sentences.push(start..i);
                start = i + c.len_utf8();
            }
            _ => {}
        }
    }
    if start < inner.len() {
        sentences.push(start..inner.len());
    }
    let effect = |sentence: &str| match sentence {
        s if s.ends_with("除く") => Some(NoteEffect::Excludes),
        s if s.ends_with("含む") => Some(NoteEffect::Includes),
        s if s.ends_with("をいう") => Some(NoteEffect::Defines),
        _ => None,
    };
    let one = sentences.iter().filter(|s| inner.get((*s).clone()).is_some_and(|t| !t.starts_with("以下"))).count() == 1;
    for sentence in sentences {
        let Some(words) = inner.get(sentence.clone()) else { continue };
        if let Some(e) = effect(words) {
            found.push((if one { whole.clone() } else { at + sentence.start..at + sentence.end }, e));
        } else if let Some(end) = words.find(TAKING_OUT).filter(|end| is_balanced(words.get(..*end))) {
            found.push((at + sentence.start..at + sentence.start + end + TAKING_OUT.len(), NoteEffect::Excludes));
        }
    }
}

fn is_balanced(text: Option<&str>) -> bool {
    text.is_some_and(|t| t.matches(['（', '(']).count() == t.matches(['）', ')']).count())
}

/// What a bracket in English or Korean takes out or brings in.
fn of_bracket(inner: &str, language: Language) -> Option<NoteEffect> {
    let korean = inner.trim_end_matches(['.', ' ']);
    let ends = |words: &[&str]| words.iter().any(|w| korean.ends_with(w));
    let begins = |words: &[&str]| words.iter().any(|w| inner.get(..w.len()).is_some_and(|t| t.eq_ignore_ascii_case(w)));
    let (excludes, includes) = match language {
        Language::En => (begins(&["except", "other than", "excluding", "but not"]), begins(&["including", "includes"])),
        _ => (
            ends(&["제외", "제외한다", "제외함", "제외됨", "제외된다", "제외한 것"]),
            ends(&["포함", "포함한다", "포함함", "포함된다", "포함한 것"]),
        ),
    };
    match (excludes, includes) {
        (true, _) => Some(NoteEffect::Excludes),
        (_, true) => Some(NoteEffect::Includes),
        _ => None,
    }
}

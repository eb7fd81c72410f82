//! What follows a value in Japanese and Korean: brackets with the same value again, the
//! comparator, and then words that say of what.

use crate::text::Language;

/// What follows the comparator of a value, whose tail is `tail`; the tail itself where no
/// comparator stands there.
pub fn after_comparator(tail: &str, language: Language) -> &str {
    let bare = past_bracket(tail);
    match language {
        Language::En => bare,
        Language::Ja => JA.iter().find_map(|w| bare.strip_prefix(w)).unwrap_or(bare),
        Language::Ko => {
            let found = |t: &str| KO.iter().find_map(|w| t.strip_prefix(w)).map(str::len);
            let bare_words = bare.trim_start();
            let particle = bare_words.strip_prefix(['를', '을', '의', '가', '이']).map(str::trim_start);
            let left = found(bare_words).or_else(|| particle.and_then(found)).unwrap_or(bare.len());
            bare.get(bare.len() - left..).unwrap_or(bare)
        }
    }
}

const JA: [&str; 14] = [
    "を超える",
    "を超えない",
    "を超え",
    "超",
    "以上",
    "以下",
    "未満",
    "以内",
    "まで",
    "より高い",
    "より低い",
    "より大きい",
    "より小さい",
    "を下回る",
];

const KO: [&str; 17] = [
    "초과",
    "이상",
    "이하",
    "미만",
    "이내",
    "넘는",
    "보다 큰",
    "보다 작은",
    "보다 높은",
    "보다 낮은",
    "보다 우수한",
    "보다 긴",
    "보다 짧은",
    "보다 많은",
    "보다 적은",
    "까지",
    "보다 크거나 같",
];

/// What follows brackets at the start of `text`.
pub fn past_bracket(text: &str) -> &str {
    let trimmed = text.trim_start();
    if !trimmed.starts_with(['(', '（']) {
        return text;
    }
    let mut depth = 0_u32;
    for (i, c) in trimmed.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' if depth == 1 => return trimmed.get(i + c.len_utf8()..).unwrap_or(""),
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text
}

/// Where `word` stands in `text`, sooner known than from [`str::find`] where both are short.
pub fn find(text: &str, word: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), word.as_bytes())
}

/// At most `count` characters from the start of `text`.
pub fn first_chars(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).and_then(|(i, _)| text.get(..i)).unwrap_or(text)
}

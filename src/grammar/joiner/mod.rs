//! Joiners: what a text announces of its children, and the connective that a child ends
//! with. One file a language; [`crate::normalize`] puts both together.

mod en;
pub mod ja;
mod ko;

use crate::model::Joiner;
use crate::text::Language;

/// What a text announces of the paragraphs below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Announced {
    /// "all of the following", 다음의 모든 특성.
    All,
    /// "any of the following", 다음 중 하나.
    Any,
    /// "at least two of the following", 다음 중 두 개 이상.
    Several,
    /// A list of things: "as follows", 다음의 것.
    List,
    /// A list of traits, without saying how many: "the following characteristics".
    Traits,
    /// What is not meant: "except:".
    Exceptions,
}

/// A connective at the end of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Connective {
    /// "and", 그리고.
    And,
    /// "or", "and/or", 또는.
    Or,
}

/// What `text` announces of the paragraphs below it; `None` where nothing. The last
/// announcement counts. Japanese is read by [`ja::shares`], since it needs the labels.
pub fn announced(text: &str, language: Language) -> Option<Announced> {
    match language {
        Language::En => en::announced(text),
        Language::Ja => None,
        Language::Ko => ko::announced(text),
    }
}

/// The connective that `text` ends with. Japanese has none at the end.
pub fn connective(text: &str, language: Language) -> Option<Connective> {
    match language {
        Language::En => en::connective(text),
        Language::Ja => None,
        Language::Ko => ko::connective(text),
    }
}

/// Whether `text` cannot stand without paragraphs below it: "as follows (see List of Items
/// Controlled)", 次のいずれかに該当するもの, 다음의 것:.
pub fn ends_in_list(text: &str, language: Language) -> bool {
    let end = text.trim_end_matches([' ', '.', ';', ',']);
    match language {
        Language::En => [":", "as follows", "(see List of Items Controlled)"].iter().any(|w| end.ends_with(w)),
        Language::Ja => text.contains('次') && ja::shares(text, &[]).joiner != Joiner::None,
        Language::Ko => end.ends_with(':'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_stand_without_a_list_is_told_from_what_holds_its_own() {
        assert!(ends_in_list("Valves, as follows (see List of Items Controlled).", Language::En));
        assert!(ends_in_list("Valves having any of the following:", Language::En));
        assert!(!ends_in_list("Valves, as follows: bellows valves and gate valves.", Language::En));
        assert!(ends_in_list("弁であって、次のいずれかに該当するもの", Language::Ja));
        assert!(ends_in_list("弁であって、次のイ及びロに該当するもの", Language::Ja));
        assert!(ends_in_list("弁（附属品を除く。）のうち、次に掲げるもの", Language::Ja));
        assert!(!ends_in_list("漏れ量が次に掲げる式により算定した値未満の弁", Language::Ja));
        assert!(!ends_in_list("三次の弁であって、前号イに該当するもの", Language::Ja));
        assert!(ends_in_list("밸브로서 다음의 것:", Language::Ko));
        assert!(!ends_in_list("밸브로서 다음의 것: 벨로즈 밸브", Language::Ko));
    }
}

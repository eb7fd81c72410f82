//! Words and sentences of the program in three languages, one file each in `messages/`.
//! `tests/messages.rs` holds the three files to the same keys and placeholders.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::model::{Edition, List};
use crate::text::Language;

/// The messages of one language.
#[derive(Debug)]
pub struct Messages {
    language: Language,
    texts: BTreeMap<String, String>,
}

/// The messages of `language`.
pub fn messages(language: Language) -> &'static Messages {
    static ALL: [OnceLock<Messages>; 3] = [const { OnceLock::new() }; 3];
    let [en, ja, ko] = &ALL;
    let (cell, toml) = match language {
        Language::En => (en, include_str!("messages/en.toml")),
        Language::Ja => (ja, include_str!("messages/ja.toml")),
        Language::Ko => (ko, include_str!("messages/ko.toml")),
    };
    cell.get_or_init(|| Messages::new(language, toml))
}

impl Messages {
    /// Tables of strings; what is not one is left out, and a test sees it missing.
    fn new(language: Language, toml: &str) -> Self {
        let tables: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(toml).unwrap_or_default();
        let texts = tables
            .into_iter()
            .flat_map(|(table, texts)| texts.into_iter().map(move |(key, text)| (format!("{table}.{key}"), text)))
            .collect();
        Self { language, texts }
    }

    /// Their language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// All keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// Whether there is a message of `key`.
    pub fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }

    /// The message of `key`; the key itself where there is none.
    pub fn text<'k>(&'k self, key: &'k str) -> &'k str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// The message of `key` with its placeholders filled in. What is filled in is not
    /// looked at again, so that a text with brackets in it stays as it is.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.text(key);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let named = after.split_once('}').and_then(|(name, tail)| {
                let (_, value) = values.iter().find(|(n, _)| *n == name)?;
                Some((*value, tail))
            });
            match named {
                Some((value, tail)) => {
                    out.push_str(value);
                    rest = tail;
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// What a list is called at the head of a column.
    pub fn list(&self, list: List) -> &str {
        match list {
            List::Us => self.text("list.us"),
            List::Jp => self.text("list.jp"),
            List::Kr => self.text("list.kr"),
        }
    }

    /// Lists by name, inside a sentence: `the US and Japan`.
    pub fn lists(&self, lists: &[List]) -> String {
        let name = |list: &List| match list {
            List::Us => self.text("in-text.us"),
            List::Jp => self.text("in-text.jp"),
            List::Kr => self.text("in-text.kr"),
        };
        let names: Vec<&str> = lists.iter().map(name).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first @ .., last] => self.fill("join.two", &[("a", &first.join(self.text("join.comma"))), ("b", last)]),
        }
    }

    /// The editions of the three lists: `US in force 2026-08-18; Japan …`.
    pub fn editions(&self, editions: [&Edition; 3]) -> String {
        let named = List::ALL.iter().zip(editions).map(|(list, edition)| match edition.in_force.as_str() {
            "" => self.fill("agenda.edition-unknown", &[("list", self.list(*list))]),
            date => self.fill("agenda.edition", &[("list", self.list(*list)), ("date", date)]),
        });
        named.collect::<Vec<_>>().join(self.text("join.semicolon"))
    }

    /// The first `most` of `items` joined by `separator`, and how many more there are.
    pub fn some(&self, items: &[String], most: usize, separator: &str) -> String {
        let mut shown: Vec<String> = items.iter().take(most).cloned().collect();
        if items.len() > most {
            shown.push(self.fill("join.more", &[("count", &(items.len() - most).to_string())]));
        }
        shown.join(separator)
    }
}

/// The text with a capital letter, where a small Latin one begins it.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if first.is_ascii_lowercase() => format!("{}{}", first.to_ascii_uppercase(), chars.as_str()),
        _ => text.to_owned(),
    }
}

/// The word of the command line and of file names: `en`, `ja`, `ko`.
pub fn word(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::Ja => "ja",
        Language::Ko => "ko",
    }
}

/// The keys under which enumerations look for their messages: `kind.value`.
pub fn keyed(table: &str, word: &str) -> String {
    format!("{table}.{word}")
}

//! The concepts of `lists/terms.csv` in a text of any of the three languages.

use std::sync::OnceLock;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use serde::Deserialize;
use smol_str::SmolStr;

use crate::text::Language;
use crate::text::fold::{fold, fold_in};
use crate::text::words::Words;

/// A concept: what it is called in three languages. Variants; the first is the usual one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// Unique slug, `tensile-strength`.
    pub slug: String,
    /// English.
    pub en: Vec<String>,
    /// Japanese.
    pub ja: Vec<String>,
    /// Korean.
    pub ko: Vec<String>,
    /// Category of the lists that it comes from, a digit; empty where it says how and not
    /// what ("specially designed").
    pub category: String,
}

#[derive(Deserialize)]
struct Row {
    concept: String,
    en: String,
    ja: String,
    ko: String,
    category: String,
}

impl Concept {
    /// Its variants in `language`.
    pub fn variants(&self, language: Language) -> &[String] {
        match language {
            Language::En => &self.en,
            Language::Ja => &self.ja,
            Language::Ko => &self.ko,
        }
    }
}

/// All concepts, sorted by slug.
pub fn concepts() -> &'static [Concept] {
    static CONCEPTS: OnceLock<Vec<Concept>> = OnceLock::new();
    CONCEPTS.get_or_init(|| {
        let variants = |cell: &str| cell.split('|').filter(|v| !v.is_empty()).map(str::to_owned).collect();
        let mut concepts: Vec<Concept> = csv::Reader::from_reader(include_str!("../../lists/terms.csv").as_bytes())
            .into_deserialize()
            .filter_map(|row: Result<Row, _>| row.ok())
            .map(|row| Concept {
                slug: row.concept,
                en: variants(&row.en),
                ja: variants(&row.ja),
                ko: variants(&row.ko),
                category: row.category,
            })
            .collect();
        concepts.sort_by(|a, b| a.slug.cmp(&b.slug));
        concepts
    })
}

/// The concept of that slug.
pub fn concept(slug: &str) -> Option<&'static Concept> {
    static BY_SLUG: OnceLock<IndexMap<&'static str, &'static Concept, RandomState>> = OnceLock::new();
    BY_SLUG.get_or_init(|| concepts().iter().map(|c| (c.slug.as_str(), c)).collect()).get(slug).copied()
}

/// Finds concepts in texts of one language.
pub struct Finder {
    language: Language,
    /// With the index into [`concepts`].
    words: Words<usize>,
}

/// The finder of `language`, made at its first use.
pub fn finder(language: Language) -> &'static Finder {
    static FINDERS: [OnceLock<Finder>; 3] = [const { OnceLock::new() }; 3];
    let [en, ja, ko] = &FINDERS;
    let finder = match language {
        Language::En => en,
        Language::Ja => ja,
        Language::Ko => ko,
    };
    finder.get_or_init(|| Finder::new(language))
}

impl Finder {
    fn new(language: Language) -> Self {
        let variants = |(at, concept): (usize, &'static Concept)| {
            concept.variants(language).iter().map(move |v| (fold(v, language).trim().to_owned(), at))
        };
        Self { language, words: Words::new(concepts().iter().enumerate().flat_map(variants), head(language)) }
    }

    /// The slugs of the concepts that `text` names, sorted. The longest term wins where
    /// two overlap; an English term must stand as whole words, a plural counts.
    pub fn find(&self, text: &str) -> Vec<SmolStr> {
        self.find_in(&mut Vec::new(), text)
    }

    /// As [`Self::find`], with a buffer that serves one text after the other.
    pub fn find_in(&self, buffer: &mut Vec<u8>, text: &str) -> Vec<SmolStr> {
        let folded = fold_in(buffer, text, self.language);
        let mut found: Vec<usize> =
            self.words.find(folded, self.language == Language::En).map(|(_, concept)| *concept).collect();
        found.sort_unstable();
        found.dedup();
        let mut slugs = Vec::with_capacity(found.len());
        slugs.extend(found.iter().filter_map(|i| concepts().get(*i)).map(|c| SmolStr::new_static(&c.slug)));
        slugs
    }
}

/// By how many characters words of a language are looked up.
pub(super) fn head(language: Language) -> usize {
    if language == Language::En { 6 } else { 2 }
}

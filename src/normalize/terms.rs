//! The concepts of `lists/terms.csv` in a text of any of the three languages.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use indexmap::IndexMap;
use serde::Deserialize;

use crate::text::Language;
use crate::text::fold::fold;

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
    static BY_SLUG: OnceLock<IndexMap<&'static str, &'static Concept>> = OnceLock::new();
    BY_SLUG.get_or_init(|| concepts().iter().map(|c| (c.slug.as_str(), c)).collect()).get(slug).copied()
}

/// Finds concepts in texts of one language.
pub struct Finder {
    language: Language,
    automaton: AhoCorasick,
    /// Index into [`concepts`] of each pattern.
    concept: Vec<usize>,
}

/// The finder of `language`, made at its first use.
pub fn finder(language: Language) -> Option<&'static Finder> {
    static FINDERS: [OnceLock<Option<Finder>>; 3] = [const { OnceLock::new() }; 3];
    FINDERS.get(language as usize)?.get_or_init(|| Finder::new(language)).as_ref()
}

impl Finder {
    fn new(language: Language) -> Option<Self> {
        let (mut patterns, mut concept) = (Vec::new(), Vec::new());
        for (i, c) in concepts().iter().enumerate() {
            for variant in c.variants(language) {
                patterns.push(fold(variant, language).trim().to_owned());
                concept.push(i);
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).ok()?;
        Some(Self { language, automaton, concept })
    }

    /// The slugs of the concepts that `text` names, sorted. The longest term wins where
    /// two overlap; an English term must stand as whole words, a plural counts.
    pub fn find(&self, text: &str) -> Vec<String> {
        let folded = fold(text, self.language);
        let found: BTreeSet<usize> = self
            .automaton
            .find_iter(&folded)
            .filter(|m| self.language != Language::En || is_word(&folded, m.start(), m.end()))
            .filter_map(|m| self.concept.get(m.pattern().as_usize()).copied())
            .collect();
        found.into_iter().filter_map(|i| concepts().get(i)).map(|c| c.slug.clone()).collect()
    }
}

/// Whether what stands from `start` to `end` is whole words; a plural counts.
pub(super) fn is_word(text: &str, start: usize, end: usize) -> bool {
    let head_clear = !text.get(..start).is_some_and(|h| h.ends_with(|c: char| c.is_alphanumeric()));
    let tail = text.get(end..).unwrap_or("");
    let clear = |t: &str| !t.starts_with(|c: char| c.is_alphanumeric());
    head_clear
        && (clear(tail) || tail.strip_prefix('s').is_some_and(clear) || tail.strip_prefix("es").is_some_and(clear))
}

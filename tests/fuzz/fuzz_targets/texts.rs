//! The texts of paragraphs in the three languages.
#![no_main]
use tricord::text::Language;
libfuzzer_sys::fuzz_target!(|text: &str| {
    for language in [Language::En, Language::Ja, Language::Ko] {
        let reading = tricord::grammar::read(text, language);
        for bound in &reading.bounds {
            assert!(text.get(bound.span.start as usize..bound.span.end as usize).is_some());
        }
    }
});

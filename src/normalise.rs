//! Normalises a brochure: resolves its settings, corrects French typography, numbers notes and assigns anchors to headings.
//!
//! Input: raw settings and a raw manuscript. Output: the settings and the manuscript that `compose` works with. This stage does
//! not use font metrics, pages or PDF.

mod anchors;
mod dates;
mod file_edits;
mod french;
mod front_matter;
mod language;
mod lines;
mod note_refs;
mod notes;
mod parallel;
mod settings;
mod superiors;
mod text;
mod typography;

pub use file_edits::file_edits;
pub use french::{Corrector, Edit, Rule, applied};
pub use settings::spec;
pub use typography::Correction;

use crate::cache::{ByAddress, Cache};
use crate::diagnostic::Warned;
use crate::manuscript::{Manuscript, Text};
use crate::spec::{FrenchSpec, Spec};
use anchors::TextAnchors;
use language::Language;
use notes::NoteNumbers;
use rayon::prelude::*;
use std::sync::Arc;
use text::{NormalisedText, TextSettings};

/// A normalised manuscript and the corrections that were made to it.
pub struct Normalised {
    /// The manuscript.
    pub manuscript: Manuscript,
    /// The typographic corrections, in the order of the texts and of the words in each text.
    pub corrections: Vec<Correction>,
}

/// Corrects the typography of a manuscript, numbers its notes and assigns anchors to its headings. Nothing is cached.
pub fn manuscript(manuscript: Manuscript, spec: &Spec) -> Warned<Normalised> {
    Normaliser::disabled().manuscript(manuscript, spec)
}

/// Returns the corrections of the typography of one text, in the order of the file. `language` is that of the brochure, in which
/// a text is unless its front matter names another language.
pub fn corrections(text: &Text, language: &str, french: &FrenchSpec) -> Warned<Vec<Correction>> {
    let mut text = text.clone();
    let tag = text.front.language.clone().unwrap_or_else(|| language.to_string());
    // Superior letters and small capitals are not corrections, and the text itself is not kept.
    let french = &FrenchSpec { superiors: false, centuries: false, ..french.clone() };
    let (corrections, diagnostics) = parallel::correct(&mut text, Language { tag: &tag, french });
    Warned::new(corrections, diagnostics)
}

/// Normalises successive versions of a manuscript. A text that hasn't changed since the previous version is not normalised
/// again, as long as its settings are the same.
#[derive(Default)]
pub struct Normaliser {
    texts: Cache<(ByAddress<Text>, Arc<TextSettings>), Arc<NormalisedText>>,
    numbered_texts: Cache<(ByAddress<Text>, NoteNumbers, TextAnchors), Arc<Text>>,
}

impl Normaliser {
    /// Returns a normaliser with no cached texts.
    pub fn new() -> Normaliser {
        Normaliser::default()
    }

    /// Returns a normaliser that caches nothing, for a manuscript that is normalised only once.
    pub fn disabled() -> Normaliser {
        Normaliser { texts: Cache::disabled(), numbered_texts: Cache::disabled() }
    }

    /// Normalises a manuscript, reusing cached texts that haven't changed.
    pub fn manuscript(&self, manuscript: Manuscript, spec: &Spec) -> Warned<Normalised> {
        self.texts.next_round();
        self.numbered_texts.next_round();
        let settings = Arc::new(TextSettings::of(spec));
        let normalise = |raw: Arc<Text>| {
            let key = (ByAddress(raw.clone()), settings.clone());
            self.texts.get_or_insert_with(key, || Arc::new(text::normalise(&raw, &settings)))
        };
        let normalised: Vec<Arc<NormalisedText>> = manuscript.texts.into_par_iter().map(normalise).collect();
        let mut diagnostics = Vec::new();
        let mut corrections = Vec::new();
        for text in &normalised {
            diagnostics.extend(text.diagnostics.iter().cloned());
            corrections.extend(text.corrections.iter().cloned());
        }
        let numbers = notes::number(normalised.iter().map(|one| (&*one.text, &*one.references)), &spec.notes);
        let anchors = anchors::resolve(normalised.iter().map(|one| (&*one.text, &*one.links)));
        let anchors = anchors.report_to(&mut diagnostics);
        let parts = normalised.iter().zip(numbers).zip(anchors);
        let texts = parts.map(|((one, numbers), anchors)| self.numbered(&one.text, numbers, anchors)).collect();
        Warned::new(Normalised { manuscript: Manuscript { texts }, corrections }, diagnostics)
    }

    /// Returns a text with its notes numbered and with anchors assigned to its headings.
    fn numbered(&self, text: &Arc<Text>, numbers: NoteNumbers, anchors: TextAnchors) -> Arc<Text> {
        let key = (ByAddress(text.clone()), numbers, anchors);
        if let Some(text) = self.numbered_texts.get(&key) {
            return text;
        }
        let mut text = Text::clone(text);
        notes::set_numbers(&mut text, &key.1);
        anchors::set_anchors(&mut text, &key.2);
        self.numbered_texts.insert(key, Arc::new(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};
    use crate::font::FontBook;
    use crate::manuscript::{Block, FrontMatter, Inline, Words};
    use crate::spec::RawSpec;

    fn text(words: &str) -> Arc<Text> {
        let words = Words { text: words.to_string(), span: Span::default() };
        let blocks = vec![Block::Paragraph(vec![Inline::Text(words)])];
        Arc::new(Text {
            file: FileId(0),
            name: String::new(),
            front: FrontMatter::default(),
            blocks,
            notes: Vec::new(),
        })
    }

    #[test]
    fn only_changed_texts_are_normalised_again() {
        let spec = spec(&RawSpec::default(), &FontBook::default(), None).value;
        let normaliser = Normaliser::new();
        let run = |texts: [&Arc<Text>; 2], spec: &Spec| {
            let manuscript = Manuscript { texts: texts.into_iter().cloned().collect() };
            normaliser.manuscript(manuscript, spec).value
        };
        let (one, other) = (text("Oui!"), text("Non!"));
        let first = run([&one, &other], &spec);
        let second = run([&one, &text("Si!")], &spec);
        assert!(Arc::ptr_eq(&first.manuscript.texts[0], &second.manuscript.texts[0]));
        assert!(!Arc::ptr_eq(&first.manuscript.texts[1], &second.manuscript.texts[1]));
        assert_eq!(second.corrections.len(), 2);
        let mut english = spec.clone();
        english.language = "en".to_string();
        assert!(run([&one, &other], &english).corrections.is_empty());
    }
}

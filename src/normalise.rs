//! Normalises what was read: settings are resolved, French typography is corrected, notes are numbered, headings get their anchors.
//!
//! Takes the raw settings and the raw manuscript; gives those that `compose` works with. It knows nothing of fonts' metrics, pages or
//! PDF.

mod anchors;
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

pub use french::{Corrector, Edit, Rule, applied};
pub use settings::spec;
pub use typography::Correction;

use crate::cache::{ByAddress, Cache};
use crate::diagnostic::Warned;
use crate::manuscript::{Manuscript, Text};
use crate::spec::Spec;
use anchors::HeadingAnchors;
use notes::NoteNumbers;
use rayon::prelude::*;
use std::sync::Arc;
use text::{NormalisedText, TextSettings};

/// A normalised manuscript, and what was corrected.
pub struct Normalised {
    /// The manuscript.
    pub manuscript: Manuscript,
    /// The changes of typography, text by text, in order.
    pub corrections: Vec<Correction>,
}

/// Normalises a manuscript.
pub fn manuscript(manuscript: Manuscript, spec: &Spec) -> Warned<Normalised> {
    Normaliser::disabled().manuscript(manuscript, spec)
}

/// Normalises one version of a manuscript after the other. A text that is the same as in the version before, under the same settings,
/// is not normalised again.
#[derive(Default)]
pub struct Normaliser {
    texts: Cache<(ByAddress<Text>, Arc<TextSettings>), Arc<NormalisedText>>,
    numbered_texts: Cache<(ByAddress<Text>, NoteNumbers, HeadingAnchors), Arc<Text>>,
}

impl Normaliser {
    /// A normaliser that has no text yet.
    pub fn new() -> Normaliser {
        Normaliser::default()
    }

    /// A normaliser that keeps nothing, for a manuscript that is normalised once.
    pub fn disabled() -> Normaliser {
        Normaliser { texts: Cache::disabled(), numbered_texts: Cache::disabled() }
    }

    /// Normalises a manuscript.
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

    /// A text with its notes numbered and its headings named.
    fn numbered(&self, text: &Arc<Text>, numbers: NoteNumbers, anchors: HeadingAnchors) -> Arc<Text> {
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
        Arc::new(Text { file: FileId(0), front: FrontMatter::default(), blocks, notes: Vec::new() })
    }

    #[test]
    fn only_texts_that_have_changed_are_normalised_again() {
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

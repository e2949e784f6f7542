//! Normalises one text by itself: every step that doesn't depend on the other texts.

use super::anchors::{self, AnchorLink};
use super::language::Language;
use super::typography::Correction;
use super::{front_matter, notes, parallel};
use crate::diagnostic::{Diagnostic, Fault};
use crate::manuscript::{Block, NoteId, Text};
use crate::spec::{FrenchSpec, Spec};
use std::sync::Arc;

/// The settings that affect how a text is normalised.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct TextSettings {
    /// The language of the brochure.
    language: String,
    french: FrenchSpec,
    print_links: bool,
}

impl TextSettings {
    pub(super) fn of(spec: &Spec) -> TextSettings {
        TextSettings { language: spec.language.clone(), french: spec.french.clone(), print_links: spec.print_links }
    }
}

/// A text that is normalised except for its note numbers and heading anchors, which depend on the other texts.
pub(super) struct NormalisedText {
    pub(super) text: Arc<Text>,
    pub(super) corrections: Vec<Correction>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The text's note references, in order.
    pub(super) references: Vec<NoteId>,
    /// The text's links to anchors in the brochure.
    pub(super) links: Vec<AnchorLink>,
}

/// Normalises a text.
pub(super) fn normalise(raw: &Text, settings: &TextSettings) -> NormalisedText {
    let mut text = raw.clone();
    let in_language = |tag| Language { tag, french: &settings.french };
    front_matter::insert(&mut text, in_language(&settings.language));
    let language = text.front.language.clone().unwrap_or_else(|| settings.language.clone());
    let (corrections, mut diagnostics) = parallel::correct(&mut text, in_language(&language));
    diagnostics.extend(missing_captions(&text));
    if settings.print_links {
        notes::add_for_links(&mut text);
    }
    let (references, links) = (notes::references(&mut text), anchors::links(&mut text));
    NormalisedText { text: Arc::new(text), corrections, diagnostics, references, links }
}

/// Returns a note-level diagnostic for each figure without a caption.
fn missing_captions(text: &Text) -> Vec<Diagnostic> {
    let missing = |block: &Block| {
        let Block::Figure(figure) = block else { return None };
        let fault = Fault::NoCaption { file: figure.picture.name.clone() };
        figure.caption.is_empty().then(|| Diagnostic::note(figure.picture.span, fault))
    };
    text.blocks.iter().filter_map(missing).collect()
}

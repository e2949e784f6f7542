//! Normalises one text by itself: every step that doesn't depend on the other texts.

use super::anchors::{self, AnchorLink};
use super::language::Language;
use super::lines::each_line;
use super::typography::Correction;
use super::{front_matter, notes, parallel};
use crate::diagnostic::{Diagnostic, Fault};
use crate::manuscript::{Block, Figure, Inline, NoteId, PictureRef, Text};
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
    let language = text.front.language.clone().unwrap_or_else(|| settings.language.clone());
    front_matter::set_date(&mut text, &language);
    front_matter::insert(&mut text, in_language(&settings.language));
    let (mut corrections, mut diagnostics) = parallel::correct(&mut text, in_language(&language));
    // Front matter is data, which `agrafe typo` leaves as it is.
    let front = front_matter::spans(&text);
    corrections.retain(|correction| !front.iter().any(|span| span.contains(correction.span)));
    diagnostics.extend(missing_captions(&text));
    diagnostics.extend(pictures_in_lines(&mut text));
    if settings.print_links {
        notes::add_for_links(&mut text);
    }
    let (references, links) = (notes::references(&mut text), anchors::links(&mut text));
    NormalisedText { text: Arc::new(text), corrections, diagnostics, references, links }
}

/// Returns a note-level diagnostic for each figure without a caption.
fn missing_captions(text: &Text) -> Vec<Diagnostic> {
    let figures = text.blocks.iter().flat_map(Block::figures);
    let missing = figures.filter(|figure| figure.caption.is_empty() && figure.credit.is_none());
    let fault = |figure: &Figure| Fault::NoCaption { file: figure.picture.name.clone() };
    missing.map(|figure| Diagnostic::note(figure.picture.span, fault(figure))).collect()
}

/// The height in pixels up to which a picture inside a line is an icon, which is meant to be as high as the line.
const LARGEST_ICON: u32 = 64;

/// Reports photographs inside lines, which are set as high as the line.
fn pictures_in_lines(text: &mut Text) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    each_line(&mut text.blocks, &mut |line, _| find_pictures(line, &mut found));
    for note in &mut text.notes {
        each_line(&mut note.blocks, &mut |line, _| find_pictures(line, &mut found));
    }
    let fault = |picture: &PictureRef| Fault::PictureInLine { file: picture.name.clone() };
    found.iter().map(|picture| Diagnostic::warning(picture.span, fault(picture))).collect()
}

fn find_pictures(inlines: &[Inline], found: &mut Vec<PictureRef>) {
    for inline in inlines {
        if let Inline::Picture(picture) = inline
            && picture.pixels.1 > LARGEST_ICON
        {
            found.push(picture.clone());
        }
        find_pictures(inline.inner(), found);
    }
}

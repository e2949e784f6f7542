//! Inline content flattened: one text, with runs of style, links, labels and pictures at its bytes.
//!
//! Takes inlines of the manuscript; gives a [`StyledText`], from which paragraphs are itemized.

use super::style::{Family, Style, feature};
use crate::diagnostic::Span;
use crate::manuscript::{Inline, Link, Note, NoteId, PictureRef, Series, Words};
use std::ops::Range;

/// Takes the place of an inline picture in the text.
pub(super) const PICTURE: char = '\u{fffc}';
/// Takes the place of a line break that the author asked for.
pub(super) const NEW_LINE: char = '\n';

/// A part of a text in one style.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) range: Range<usize>,
    pub(super) style: Style,
    pub(super) span: Span,
    /// Whether spaces are kept as typed and words aren't hyphenated: code.
    pub(super) literal: bool,
}

/// A place that a link leads to, or whose page number is printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Label {
    /// A heading with that anchor.
    Anchor(String),
    /// The reference to a note: the number of the text, and the note.
    NoteRef(usize, NoteId),
    /// The note itself.
    Note(usize, NoteId),
}

/// Where a link leads, before page numbers are known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum LinkTarget {
    /// Out of the brochure.
    Address(String),
    /// To a label.
    Label(Label),
}

/// How the references to the notes of a text look. Each note has a sign: `3`, or `b` in a series of its own.
#[derive(Clone, Copy)]
pub(super) struct NoteRefs<'a> {
    /// The number of the text in the brochure.
    pub(super) text: usize,
    /// Its notes.
    pub(super) notes: &'a [Note],
}

impl NoteRefs<'static> {
    /// For text that refers to no notes.
    pub(super) const NONE: NoteRefs<'static> = NoteRefs { text: usize::MAX, notes: &[] };
}

impl NoteRefs<'_> {
    /// The sign of a note.
    fn sign(&self, NoteId(id): NoteId) -> String {
        self.notes.get(id as usize).map_or_else(String::new, |note| note_sign(note.series, note.number))
    }
}

/// The sign of a note: `3` in the author's series, `c` in the translator's, where `aa` comes after `z`.
pub(super) fn note_sign(series: Series, number: u32) -> String {
    match series {
        Series::Author => number.to_string(),
        Series::Translator => {
            let mut letters = Vec::new();
            let mut rest = number;
            while rest > 0 {
                rest -= 1;
                letters.push(char::from(b'a' + (rest % 26) as u8));
                rest /= 26;
            }
            letters.iter().rev().collect()
        }
    }
}

/// The text of a paragraph with everything that is attached to it.
#[derive(Clone, Debug, Default)]
pub(super) struct StyledText {
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    /// Links from bytes of the text.
    pub(super) links: Vec<(Range<usize>, LinkTarget)>,
    /// Labels at bytes of the text.
    pub(super) labels: Vec<(usize, Label)>,
    /// Pictures at bytes of the text.
    pub(super) pictures: Vec<(usize, PictureRef)>,
}

impl StyledText {
    /// Flattens inlines in a style.
    pub(super) fn of(inlines: &[Inline], style: Style, notes: NoteRefs) -> StyledText {
        let mut text = StyledText::default();
        text.add(inlines, style, notes);
        text
    }

    /// Plain words in a style.
    pub(super) fn words(words: &Words, style: Style) -> StyledText {
        let mut text = StyledText::default();
        text.push(&words.text, style, words.span, false);
        text
    }

    /// Adds text at the end.
    pub(super) fn push(&mut self, text: &str, style: Style, span: Span, literal: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.runs.push(Run { range: start..self.text.len(), style, span, literal });
    }

    /// Adds inlines at the end.
    pub(super) fn add(&mut self, inlines: &[Inline], style: Style, notes: NoteRefs) {
        for inline in inlines {
            match inline {
                Inline::Text(words) => self.push(&words.text, style, words.span, false),
                Inline::Emphasis(inner) => self.add(inner, style.emphasised(), notes),
                Inline::Strong(inner) => self.add(inner, style.bold(), notes),
                Inline::Struck(inner) => self.add(inner, Style { struck: true, ..style }, notes),
                Inline::Superscript(inner) => self.add(inner, style.superior(), notes),
                Inline::Subscript(inner) => self.add(inner, lowered(style), notes),
                Inline::Code(words) => self.push(&words.text, code(style), words.span, true),
                Inline::Link { link, inlines, .. } => self.add_link(link, inlines, style, notes),
                Inline::Foreign { language, inlines } => self.add(inlines, style.in_language(language), notes),
                Inline::SmallCapitals(inner) => self.add(inner, style.small_capitals(), notes),
                Inline::Break => self.push("\n", style, Span::default(), false),
                Inline::Picture(picture) => {
                    self.pictures.push((self.text.len(), picture.clone()));
                    self.push("\u{fffc}", style, picture.span, true);
                }
                Inline::NoteRef(note, span) => self.add_note_ref(*note, *span, style, notes),
            }
        }
    }

    fn add_link(&mut self, link: &Link, inlines: &[Inline], style: Style, notes: NoteRefs) {
        let start = self.text.len();
        self.add(inlines, style, notes);
        let target = match link {
            Link::Address(address) => LinkTarget::Address(address.clone()),
            Link::Anchor(anchor) => LinkTarget::Label(Label::Anchor(anchor.clone())),
        };
        self.links.push((start..self.text.len(), target));
    }

    /// Adds the reference to a note, as a superior after a thin no-break space; a comma separates two in a row.
    fn add_note_ref(&mut self, note: NoteId, span: Span, style: Style, notes: NoteRefs) {
        let raised = Style { features: style.features | feature::SUPERIORS, bold: false, italic: false, ..style };
        let follows = self.runs.last().is_some_and(|r| r.style == raised) && self.labels.last().is_some();
        if follows {
            self.push(",", raised, span, false);
        } else if self.text.chars().last().is_some_and(|c| !c.is_whitespace()) {
            self.push("\u{202f}", raised, span, false);
        }
        let start = self.text.len();
        self.push(&notes.sign(note), raised, span, false);
        self.labels.push((start, Label::NoteRef(notes.text, note)));
        self.links.push((start..self.text.len(), LinkTarget::Label(Label::Note(notes.text, note))));
    }

    /// The run that holds a byte.
    pub(super) fn run_at(&self, byte: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|r| r.range.end <= byte);
        self.runs.get(after)
    }
}

/// Smaller and raised: superiors where the face has none.
pub(super) fn raised(style: Style) -> Style {
    Style { size: style.size.times(0.65), rise: style.rise + style.size.times(0.33), ..style }
}

fn lowered(style: Style) -> Style {
    Style { size: style.size.times(0.65), rise: style.rise - style.size.times(0.14), ..style }
}

/// Typewriter type looks larger than text type of the same size, so it is set smaller.
fn code(style: Style) -> Style {
    let size = style.size.times(0.84);
    Style { family: Family::Code, size, italic: false, features: feature::NO_LIGATURES, tracking: 0, ..style }
}

//! Flattened inline content: one text, with styled runs, links, labels and pictures at byte positions.
//!
//! Input: inlines of the manuscript. Output: a [`StyledText`], from which paragraphs are itemized.

use super::counter;
use super::style::{Family, Style, feature};
use crate::diagnostic::Span;
use crate::manuscript::{Counter, Inline, InlineStyle, Link, Note, NoteId, PictureRef, Series, Words};
use std::ops::Range;

/// The character that replaces an inline picture in the text.
pub(super) const PICTURE: char = '\u{fffc}';
/// The character that replaces a line break forced by the author.
pub(super) const NEW_LINE: char = '\n';

/// A part of a text in one style.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) range: Range<usize>,
    pub(super) style: Style,
    pub(super) span: Span,
    /// Whether spaces are kept as written and words aren't hyphenated, as in code.
    pub(super) literal: bool,
}

/// A place that is the target of a link, or whose page number is printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Label {
    /// A heading with this anchor.
    Anchor(String),
    /// A note reference: the index of the text, and the note.
    NoteRef(usize, NoteId),
    /// The note itself.
    Note(usize, NoteId),
}

/// The target of a link, before page numbers are known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum LinkTarget {
    /// An address outside the brochure.
    Address(String),
    /// A label inside the brochure.
    Label(Label),
}

/// The notes of a text, which determine how its note references look. Each note has a mark: `3`, or `b` in a separate series.
#[derive(Clone, Copy)]
pub(super) struct NoteRefs<'a> {
    /// The index of the text in the brochure.
    pub(super) text: usize,
    /// The notes of the text.
    pub(super) notes: &'a [Note],
}

impl NoteRefs<'static> {
    /// The value for text without note references.
    pub(super) const NONE: NoteRefs<'static> = NoteRefs { text: usize::MAX, notes: &[] };
}

impl NoteRefs<'_> {
    /// Returns the mark of a note.
    fn mark(&self, NoteId(id): NoteId) -> String {
        self.notes.get(id as usize).map_or_else(String::new, |note| note_mark(note.series, note.number))
    }
}

/// Returns the mark of a note: `3` in the author's series, `c` in the translator's, where `aa` follows `z`.
pub(super) fn note_mark(series: Series, number: u32) -> String {
    match series {
        Series::Author => number.to_string(),
        Series::Translator => counter::written(number.into(), Counter::LowerLetters),
    }
}

/// The text of a paragraph, with everything that is attached to it.
#[derive(Clone, Debug, Default)]
pub(super) struct StyledText {
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    /// The links, with the byte ranges of their text.
    pub(super) links: Vec<(Range<usize>, LinkTarget)>,
    /// The labels, with their byte positions in the text.
    pub(super) labels: Vec<(usize, Label)>,
    /// The pictures, with their byte positions in the text.
    pub(super) pictures: Vec<(usize, PictureRef)>,
}

impl StyledText {
    /// Creates a text from inlines in a style.
    pub(super) fn of(inlines: &[Inline], style: Style, notes: NoteRefs) -> StyledText {
        let mut text = StyledText::default();
        text.add(inlines, style, notes);
        text
    }

    /// Creates a text from plain words in a style.
    pub(super) fn words(words: &Words, style: Style) -> StyledText {
        let mut text = StyledText::default();
        text.push(&words.text, style, words.span, false);
        text
    }

    /// Appends text.
    pub(super) fn push(&mut self, text: &str, style: Style, span: Span, literal: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.runs.push(Run { range: start..self.text.len(), style, span, literal });
    }

    /// Appends inlines.
    pub(super) fn add(&mut self, inlines: &[Inline], style: Style, notes: NoteRefs) {
        for inline in inlines {
            match inline {
                Inline::Text(words) => self.push(&words.text, style, words.span, false),
                Inline::Styled { style: change, inlines, .. } => self.add(inlines, styled(style, *change), notes),
                Inline::Code(words) => self.push(&words.text, code(style), words.span, true),
                Inline::Link { link, inlines, .. } => self.add_link(link, inlines, style, notes),
                Inline::Foreign { language, inlines, .. } => self.add(inlines, style.in_language(language), notes),
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
            // A text that isn't in the brochure; the others have become anchors.
            Link::Text { .. } => return,
        };
        self.links.push((start..self.text.len(), target));
    }

    /// Adds a note reference as a superior after a thin no-break space. A comma separates two references in a row.
    fn add_note_ref(&mut self, note: NoteId, span: Span, style: Style, notes: NoteRefs) {
        let raised = Style { features: style.features | feature::SUPERIORS, bold: false, italic: false, ..style };
        let follows = self.runs.last().is_some_and(|r| r.style == raised) && self.labels.last().is_some();
        if follows {
            self.push(",", raised, span, false);
        } else if self.text.chars().last().is_some_and(|c| !c.is_whitespace()) {
            self.push("\u{202f}", raised, span, false);
        }
        let start = self.text.len();
        self.push(&notes.mark(note), raised, span, false);
        self.labels.push((start, Label::NoteRef(notes.text, note)));
        self.links.push((start..self.text.len(), LinkTarget::Label(Label::Note(notes.text, note))));
    }

    /// Returns the run that contains a byte.
    pub(super) fn run_at(&self, byte: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|r| r.range.end <= byte);
        self.runs.get(after)
    }
}

/// Returns the style of words inside words of another style.
fn styled(style: Style, change: InlineStyle) -> Style {
    match change {
        InlineStyle::Emphasis => style.emphasised(),
        InlineStyle::Strong => style.bold(),
        InlineStyle::Struck => Style { struck: true, ..style },
        InlineStyle::Underlined => Style { underlined: true, ..style },
        InlineStyle::Superscript => style.superior(),
        InlineStyle::Subscript => lowered(style),
        InlineStyle::SmallCapitals => style.small_capitals(),
        // The size of the notes, if the text has its usual size.
        InlineStyle::Small => Style { size: style.size.times(0.85), ..style },
    }
}

/// Returns a smaller, raised style, for superiors that the face lacks.
pub(super) fn raised(style: Style) -> Style {
    Style { size: style.size.times(0.65), rise: style.rise + style.size.times(0.33), ..style }
}

fn lowered(style: Style) -> Style {
    Style { size: style.size.times(0.65), rise: style.rise - style.size.times(0.14), ..style }
}

/// Returns the style of code. Typewriter type looks larger than text type of the same size, so it is set smaller.
fn code(style: Style) -> Style {
    let size = style.size.times(0.84);
    Style { family: Family::Code, size, italic: false, features: feature::NO_LIGATURES, tracking: 0, ..style }
}

//! Inlines to a flow: one text with styles, links and calls laid over it.

use super::style::{Family, Style, feature};
use crate::diagnostic::Span;
use crate::manuscript::{Inline, Link, NoteId, PictureRef, Words};
use std::ops::Range;

/// Stands in the text where a picture stands in the line.
pub(super) const PICTURE: char = '\u{fffc}';
/// Stands in the text where a line must end.
pub(super) const NEW_LINE: char = '\n';

/// A stretch of text in one style.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) range: Range<usize>,
    pub(super) style: Style,
    pub(super) span: Span,
    /// Whether spaces and signs are to be kept as typed and words not divided: code.
    pub(super) literal: bool,
}

/// A place that links may lead to, or that a page must be known for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Label {
    /// A heading with that name.
    Anchor(String),
    /// The call of a note: the text's number and the note's.
    Call(usize, NoteId),
    /// The note itself.
    Note(usize, NoteId),
}

/// Where a link leads, before pages are known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Lead {
    /// Out of the brochure.
    Address(String),
    /// To a label.
    Label(Label),
}

/// A paragraph's words before they are set.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    /// What links where.
    pub(super) links: Vec<(Range<usize>, Lead)>,
    /// Labels at bytes of the text.
    pub(super) labels: Vec<(usize, Label)>,
    /// Pictures at bytes of the text.
    pub(super) pictures: Vec<(usize, PictureRef)>,
}

/// What the calls of notes look like: the sign of each note of a text.
pub(super) trait Calls {
    /// The text's number in the brochure.
    fn text(&self) -> usize;
    /// The sign of a note: `3`, or `b`.
    fn sign(&self, note: NoteId) -> String;
}

impl Flow {
    /// Flattens inlines in a style.
    pub(super) fn of(inlines: &[Inline], style: Style, calls: &dyn Calls) -> Flow {
        let mut flow = Flow::default();
        flow.add(inlines, style, calls);
        flow
    }

    /// A flow of plain words.
    pub(super) fn words(words: &Words, style: Style) -> Flow {
        let mut flow = Flow::default();
        flow.push(&words.text, style, words.span, false);
        flow
    }

    /// Adds words at the end.
    pub(super) fn push(&mut self, text: &str, style: Style, span: Span, literal: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.runs.push(Run { range: start..self.text.len(), style, span, literal });
    }

    /// Adds inlines at the end.
    pub(super) fn add(&mut self, inlines: &[Inline], style: Style, calls: &dyn Calls) {
        for inline in inlines {
            match inline {
                Inline::Text(words) => self.push(&words.text, style, words.span, false),
                Inline::Emphasis(inner) => self.add(inner, style.emphasised(), calls),
                Inline::Strong(inner) => self.add(inner, style.bold(), calls),
                Inline::Struck(inner) => self.add(inner, Style { struck: true, ..style }, calls),
                Inline::Superscript(inner) => self.add(inner, style.superior(), calls),
                Inline::Subscript(inner) => self.add(inner, lowered(style), calls),
                Inline::Code(words) => self.push(&words.text, code(style), words.span, true),
                Inline::Link { link, inlines, .. } => self.add_link(link, inlines, style, calls),
                Inline::Foreign { language, inlines } => self.add(inlines, style.in_language(language), calls),
                Inline::SmallCapitals(inner) => self.add(inner, style.small_capitals(), calls),
                Inline::Break => self.push("\n", style, Span::default(), false),
                Inline::Picture(picture) => {
                    self.pictures.push((self.text.len(), picture.clone()));
                    self.push("\u{fffc}", style, picture.span, true);
                }
                Inline::Call(note, span) => self.add_call(*note, *span, style, calls),
            }
        }
    }

    fn add_link(&mut self, link: &Link, inlines: &[Inline], style: Style, calls: &dyn Calls) {
        let start = self.text.len();
        self.add(inlines, style, calls);
        let lead = match link {
            Link::Address(address) => Lead::Address(address.clone()),
            Link::Anchor(anchor) => Lead::Label(Label::Anchor(anchor.clone())),
        };
        self.links.push((start..self.text.len(), lead));
    }

    /// The sign of a note, raised, after a thin space that can't break; signs that follow each other get a comma.
    fn add_call(&mut self, note: NoteId, span: Span, style: Style, calls: &dyn Calls) {
        let raised = Style { features: style.features | feature::SUPERIORS, bold: false, italic: false, ..style };
        let follows = self.runs.last().is_some_and(|r| r.style == raised) && self.labels.last().is_some();
        if follows {
            self.push(",", raised, span, false);
        } else if self.text.chars().last().is_some_and(|c| !c.is_whitespace()) {
            self.push("\u{202f}", raised, span, false);
        }
        let start = self.text.len();
        self.push(&calls.sign(note), raised, span, false);
        self.labels.push((start, Label::Call(calls.text(), note)));
        self.links.push((start..self.text.len(), Lead::Label(Label::Note(calls.text(), note))));
    }

    /// The run that holds a byte.
    pub(super) fn run_at(&self, byte: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|r| r.range.end <= byte);
        self.runs.get(after)
    }
}

/// Smaller and raised, for faces without letters drawn for it and for words typed between `<sup>`.
pub(super) fn raised(style: Style) -> Style {
    Style { size: style.size.times(0.65), rise: style.rise + style.size.times(0.33), ..style }
}

fn lowered(style: Style) -> Style {
    Style { size: style.size.times(0.65), rise: style.rise - style.size.times(0.14), ..style }
}

/// Typewriter letters look larger than book letters of the same size.
fn code(style: Style) -> Style {
    let size = style.size.times(0.84);
    Style { family: Family::Code, size, italic: false, features: feature::NO_LIGATURES, tracking: 0, ..style }
}

//! The tokens of a line: words, spaces and pictures with their natural widths.

use crate::compose::shape::Segment;
use crate::compose::style::Style;
use std::borrow::Cow;

/// A word, a space or a picture in a line, with its width before the line is filled.
pub(super) struct LineToken<'p> {
    pub(super) content: TokenContent<'p>,
    pub(super) width: i64,
    pub(super) stretch: i64,
    pub(super) shrink: i64,
    pub(super) style: Style,
}

pub(super) enum TokenContent<'p> {
    Letters(Letters<'p>),
    /// A word space, with its byte position in the text.
    Space(usize),
    /// A space of fixed width, with its byte position in the text.
    FixedSpace(usize),
    /// An inline picture, with its index in the text.
    Picture(usize),
    /// A part of the rule that replaces a row of underscores.
    FormRule,
    /// The indent.
    Indent,
}

/// The letters of a word, or of the part of it that is in this line.
pub(super) struct Letters<'p> {
    pub(super) segments: Cow<'p, [Segment]>,
    /// The text that they show; an added hyphen is U+00AD.
    pub(super) text: Cow<'p, str>,
    /// The byte position in the paragraph's text at which they begin.
    pub(super) start: usize,
}

//! Sets one line: places its glyphs exactly, and stretches or shrinks its word spaces until the line fills its measure.
//!
//! Breaks are chosen from the widths of whole words. Here, a word that has been hyphenated is shaped again with its hyphen,
//! so that kerning and ligatures are right on both sides of the break.

mod fill;
mod glyph_runs;
mod missing;
mod set_line;
mod token;

use super::itemize::{Origin, Paragraph};
use super::linebreak::{BreakItem, FORCED, Kind};
use super::protrusion;
use super::shape::{Shaped, Shaper, width_of};
use crate::unit::Length;
pub(super) use fill::Flexibility;
use fill::{Fill, Totals};
use glyph_runs::GlyphRunBuilder;
pub(super) use set_line::SetLine;
use std::borrow::Cow;
use std::ops::Range;
use token::{Letters, LineToken, TokenContent};

/// How lines are aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Alignment {
    /// Justified: a line fills its measure.
    Justified,
    /// Flush left.
    Left,
    /// Centred.
    Centred,
    /// Flush right.
    Right,
}

/// Options for setting a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineOptions {
    pub(super) measure: Length,
    pub(super) alignment: Alignment,
    pub(super) flexibility: Flexibility,
}

/// Sets the items in `range` as one line. The line ends with a hyphen if the item after it is a break that adds one.
pub(super) fn set(paragraph: &Paragraph, range: Range<usize>, options: LineOptions, shaper: &mut Shaper) -> SetLine {
    let hyphenated =
        matches!(paragraph.items.get(range.end), Some(BreakItem { kind: Kind::Penalty { hyphen: true, .. }, .. }));
    let tokens = tokens(paragraph, range.clone(), hyphenated, shaper);
    let LineOptions { measure, alignment, flexibility } = options;
    let (left, right) = if flexibility.protrusion { protrusions(&tokens, shaper) } else { (0, 0) };
    let totals = Totals::of(&tokens);
    let short = measure.0 - totals.natural + left + right;
    let ends_paragraph = range.end >= paragraph.items.len() || is_forced(paragraph, range.end);
    let fill = Fill::of(&totals, short, alignment == Alignment::Justified, ends_paragraph, flexibility);
    let start = match alignment {
        Alignment::Justified | Alignment::Left => -left,
        Alignment::Centred => (measure.0 - totals.natural - fill.given) / 2,
        Alignment::Right => measure.0 - totals.natural - fill.given,
    };
    let mut line = GlyphRunBuilder::new(paragraph, &fill, start, shaper).build(&tokens, &totals);
    line.hyphenated = hyphenated;
    line.full = alignment == Alignment::Justified && !ends_paragraph;
    line.excess = Length((fill.given - short).max(0));
    line
}

fn is_forced(paragraph: &Paragraph, at: usize) -> bool {
    matches!(paragraph.items.get(at), Some(BreakItem { kind: Kind::Penalty { cost, .. }, .. }) if *cost <= FORCED)
}

/// Returns the tokens of a line. The letters of a part are separate items for line breaking; here, they become one token
/// again. If only some of them are in the line, they are shaped again.
fn tokens<'p>(
    paragraph: &'p Paragraph,
    range: Range<usize>,
    hyphenated: bool,
    shaper: &mut Shaper,
) -> Vec<LineToken<'p>> {
    let mut tokens = Vec::with_capacity(range.len());
    let mut at = range.start;
    while at < range.end {
        let BreakItem { kind, width, .. } = paragraph.items[at];
        let rigid = |content, style| LineToken { content, width, stretch: 0, shrink: 0, style };
        match &paragraph.origins[at] {
            Origin::Letters(part, bytes) => {
                let last = last_of_part(paragraph, at, *part, range.end);
                let end = match &paragraph.origins[last] {
                    Origin::Letters(_, bytes) => bytes.end,
                    Origin::Space(_) | Origin::Picture(_) | Origin::Indent | Origin::FormRule(_) | Origin::Break => {
                        bytes.end
                    }
                };
                let ends_in_hyphen = hyphenated && last + 1 == range.end;
                tokens.push(letters(paragraph, *part, bytes.start..end, ends_in_hyphen, shaper));
                at = last;
            }
            Origin::Space(byte) => {
                let style = paragraph.style_at(*byte);
                tokens.push(match kind {
                    Kind::Glue { stretch, shrink } => {
                        LineToken { content: TokenContent::Space(*byte), width, stretch, shrink, style }
                    }
                    Kind::Box | Kind::Penalty { .. } => rigid(TokenContent::FixedSpace(*byte), style),
                });
            }
            Origin::Picture(number) => tokens.push(rigid(TokenContent::Picture(*number), paragraph.last_style())),
            Origin::Indent => tokens.push(rigid(TokenContent::Indent, paragraph.last_style())),
            Origin::FormRule(byte) => {
                let shrink = if let Kind::Glue { shrink, .. } = kind { shrink } else { 0 };
                tokens.push(LineToken { shrink, ..rigid(TokenContent::FormRule, paragraph.style_at(*byte)) });
            }
            Origin::Break => {}
        }
        at += 1;
    }
    tokens
}

/// Returns the last item of a part, at or after the item `at` and before `end`. The items of a part are adjacent, except for
/// possible breaks between them.
fn last_of_part(paragraph: &Paragraph, at: usize, part: usize, end: usize) -> usize {
    let mut last = at;
    for (number, origin) in paragraph.origins.iter().enumerate().take(end).skip(at + 1) {
        match origin {
            Origin::Letters(next, _) if *next == part => last = number,
            Origin::Break if number == last + 1 => {}
            Origin::Letters(..)
            | Origin::Space(_)
            | Origin::Picture(_)
            | Origin::Indent
            | Origin::FormRule(_)
            | Origin::Break => break,
        }
    }
    last
}

fn letters<'p>(
    paragraph: &'p Paragraph,
    part: usize,
    bytes: Range<usize>,
    hyphen: bool,
    shaper: &mut Shaper,
) -> LineToken<'p> {
    let part = &paragraph.parts[part];
    let (word, style) = (&part.word, part.word.style);
    let start = bytes.start;
    let unhyphenated = &paragraph.text.text[bytes.clone()];
    if !hyphen && bytes == part.range {
        let letters = Letters { segments: Cow::Borrowed(&word.segments), text: Cow::Borrowed(unhyphenated), start };
        return LineToken {
            content: TokenContent::Letters(letters),
            width: word.width.0,
            stretch: 0,
            shrink: 0,
            style,
        };
    }
    let (Shaped { segments, .. }, text) = if hyphen {
        // The text contains a soft hyphen, so that the word is whole when the line is copied from the PDF.
        (shaper.shape(&format!("{unhyphenated}-"), style), Cow::Owned(format!("{unhyphenated}\u{ad}")))
    } else {
        (shaper.shape(unhyphenated, style), Cow::Borrowed(unhyphenated))
    };
    let width = width_of(&segments, style).0;
    let letters = Letters { segments: Cow::Owned(segments), text, start };
    LineToken { content: TokenContent::Letters(letters), width, stretch: 0, shrink: 0, style }
}

/// Returns how far the first and the last character of a line protrude.
fn protrusions(tokens: &[LineToken], shaper: &Shaper) -> (i64, i64) {
    let protruding = |token: Option<&LineToken>, first: bool| {
        let Some(LineToken { content: TokenContent::Letters(Letters { text, .. }), style, .. }) = token else {
            return 0;
        };
        let c = if first { text.chars().next() } else { text.chars().next_back() };
        c.map(|c| if c == '\u{ad}' { '-' } else { c }).map_or(0, |c| {
            let share = if first { protrusion::left(c) } else { protrusion::right(c) };
            if share == 0 { 0 } else { shaper.char_width(c, *style).0 * share / 1000 }
        })
    };
    (protruding(tokens.first(), true), protruding(tokens.last(), false))
}

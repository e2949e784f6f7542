//! Draws the boxes that replace missing glyphs: a frame with the hexadecimal code of the character.

use crate::compose::rules::RULE;
use crate::compose::shape::Shaper;
use crate::compose::style::{Family, Style};
use crate::diagnostic::Span;
use crate::font::FaceId;
use crate::geometry::{Point, Size};
use crate::page::{Glyph, GlyphRun, Item};
use crate::unit::Length;
use std::sync::Arc;

/// The size of the digits, in per cent of the type size: three digits of typewriter type fit into the box.
const DIGIT_PERCENT: i64 = 36;
/// The height of the frame, in per cent of the type size: about that of a capital with a little room.
const HEIGHT_PERCENT: i64 = 76;
/// The baselines of the two rows of digits, in per cent of the type size above the baseline of the text.
const BASELINES: [i64; 2] = [42, 8];
/// The side bearings of the frame, in per cent of its width.
const BEARING_PERCENT: i64 = 6;

/// A character without a glyph.
pub(super) struct MissingGlyph<'t> {
    /// The character, with what is joined to it.
    pub(super) text: &'t str,
    pub(super) style: Style,
    pub(super) width: i64,
    /// The face of the digits.
    pub(super) face: FaceId,
}

/// Returns the face of the digits.
pub(super) fn code_face(shaper: &Shaper) -> FaceId {
    shaper.face_id(Style::plain(Family::Code, Length::ZERO))
}

impl MissingGlyph<'_> {
    /// Draws the box with its left edge at `left`.
    pub(super) fn draw(&self, left: Length, shaper: &Shaper, items: &mut Vec<(Point, Item)>) {
        let code = format!("{:04X}", u32::from(self.text.chars().next().unwrap_or_default()));
        let (upper, lower) = code.split_at(code.len() / 2);
        let bearing = Length(self.width * BEARING_PERCENT / 100);
        let frame = Size::new(Length(self.width) - bearing * 2, self.style.size.scale(HEIGHT_PERCENT, 100));
        self.frame(Point::new(left + bearing, -frame.height - self.style.rise), frame, items);
        for ((digits, baseline), text) in [upper, lower].into_iter().zip(BASELINES).zip([self.text, ""]) {
            let run = self.digits(digits, text, shaper);
            let width: i64 = run.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
            let up = self.style.size.scale(baseline, 100) + self.style.rise;
            let at = Point::new(left + Length(self.width - width) / 2, -up);
            items.push((at, Item::Glyphs(Arc::new(run), Span::default())));
        }
    }

    fn frame(&self, at: Point, size: Size, items: &mut Vec<(Point, Item)>) {
        let thin = Length::pt(RULE);
        let (across, down) = (Size::new(size.width, thin), Size::new(thin, size.height));
        for (right, below, size) in [
            (Length::ZERO, Length::ZERO, across),
            (Length::ZERO, size.height - thin, across),
            (Length::ZERO, Length::ZERO, down),
            (size.width - thin, Length::ZERO, down),
        ] {
            items.push((at.moved(right, below), Item::Rule(size, self.style.ink)));
        }
    }

    /// Returns a row of digits, which all represent `text` where it is copied from the PDF.
    fn digits(&self, digits: &str, text: &str, shaper: &Shaper) -> GlyphRun {
        let size = self.style.size.scale(DIGIT_PERCENT, 100);
        let face = shaper.face(self.face);
        let glyph = |digit: char| {
            let id = face.glyph(digit).unwrap_or(0);
            Glyph { id, cluster: 0, advance: face.at(face.advance(id), size).0 as i32 }
        };
        GlyphRun {
            face: self.face,
            size,
            expansion: super::fill::NATURAL_WIDTH as i32,
            letterspace: 0,
            ink: self.style.ink,
            glyphs: digits.chars().map(glyph).collect(),
            offsets: Vec::new(),
            text: text.into(),
        }
    }
}

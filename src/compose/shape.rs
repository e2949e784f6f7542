//! Shapes characters into glyphs with harfrust, face by face along the fallback chain of a style.
//!
//! Input: a word and a style. Output: its glyphs, with their advances at the type size of the style.

use super::style::{Style, feature};
use crate::cache::Cache;
use crate::font::{Face, FaceId, FontBook};
use crate::page::Offset;
use crate::spec::Faces;
use crate::unit::Length;
use harfrust::{
    Buffer, Direction, Feature, GlyphInfo, GlyphPosition, Script, ShapeOptions, ShapePlan, ShaperFont, Tag, shape,
};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// A glyph at a type size.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShapedGlyph {
    /// The glyph number in the face.
    pub(super) id: u16,
    /// The byte of the segment's text at which the glyph's cluster begins.
    pub(super) cluster: u16,
    /// The distance by which the glyph advances the pen, including kerning.
    pub(super) advance: Length,
}

/// A part of a word that is set in one face.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) face: FaceId,
    /// The bytes of the word that the segment shows.
    pub(super) range: Range<usize>,
    pub(super) glyphs: Vec<ShapedGlyph>,
    /// The offsets of glyphs that aren't drawn at the pen's position, such as accents placed on their letters.
    pub(super) offsets: Vec<Offset>,
}

/// A shaped word.
#[derive(Clone, Debug, Default)]
pub(super) struct Shaped {
    pub(super) segments: Vec<Segment>,
    /// The characters that no face of the chain has, each with its byte in the word.
    pub(super) missing: Vec<(usize, char)>,
}

/// The key of a shaping plan: face, features and script.
pub(super) type PlanKey = (FaceId, u8, Option<Script>);
/// The cache of shaping plans. Compiling a plan takes longer than shaping a page.
pub(super) type ShapePlans = Cache<PlanKey, Arc<ShapePlan>>;

/// Shapes words.
pub(super) struct Shaper<'a> {
    fonts: &'a FontBook,
    faces: &'a Faces,
    plans: &'a ShapePlans,
    prepared: HashMap<FaceId, ShaperFont<'a, 'static>>,
    buffer: Buffer,
}

impl<'a> Shaper<'a> {
    pub(super) fn new(fonts: &'a FontBook, faces: &'a Faces, plans: &'a ShapePlans) -> Shaper<'a> {
        Shaper { fonts, faces, plans, prepared: HashMap::new(), buffer: Buffer::new() }
    }

    /// Returns the preferred face of a style.
    pub(super) fn face_id(&self, style: Style) -> FaceId {
        style.chain(self.faces).first().copied().unwrap_or(FaceId(0))
    }

    /// Returns the face with this index.
    pub(super) fn face(&self, id: FaceId) -> &'a Face {
        self.fonts.face(id)
    }

    /// Returns the width of a single character, without kerning.
    pub(super) fn char_width(&self, c: char, style: Style) -> Length {
        let face = self.face(self.face_id(style));
        face.glyph(c).map_or(Length::ZERO, |glyph| face.at(face.advance(glyph), style.size))
    }

    /// Returns the width of the space between words.
    pub(super) fn word_space(&self, style: Style) -> Length {
        let face = self.face(self.face_id(style));
        let units = face.glyph(' ').map_or(face.units_per_em / 4, |glyph| face.advance(glyph));
        face.at(units, style.size)
    }

    /// Shapes a word.
    pub(super) fn shape(&mut self, word: &str, style: Style) -> Shaped {
        let mut shaped = Shaped::default();
        let chain = style.chain(self.faces);
        let mut begun: Option<(FaceId, usize)> = None;
        // Faces are chosen before shaping, because shaping hides some characters that a face lacks.
        for (at, c) in word.char_indices() {
            let current = begun.map(|(face, _)| face);
            let found = if joins_previous(c) && current.is_some() { current } else { self.face_with(c, chain) };
            if found.is_none() {
                shaped.missing.push((at, c));
            }
            let face = found.or(current).or(chain.first().copied()).unwrap_or(FaceId(0));
            match begun {
                Some((id, _)) if id == face => {}
                Some((id, start)) => {
                    shaped.segments.push(self.segment(id, word, start..at, style));
                    begun = Some((face, at));
                }
                None => begun = Some((face, at)),
            }
        }
        if let Some((id, start)) = begun {
            shaped.segments.push(self.segment(id, word, start..word.len(), style));
        }
        for segment in &mut shaped.segments {
            self.resolve_missing(segment, word, style, &mut shaped.missing);
        }
        shaped
    }

    /// Drops the modifiers of emoji that the face of a segment doesn't join to the emoji before them. Gives other missing glyphs
    /// the width of the box that replaces them, and adds their characters to `missing`.
    fn resolve_missing(&self, segment: &mut Segment, word: &str, style: Style, missing: &mut Vec<(usize, char)>) {
        let text = &word[segment.range.clone()];
        if segment.glyphs.iter().all(|glyph| glyph.id != 0) && !text.contains(is_modifier) {
            return;
        }
        let face = self.fonts.face(segment.face);
        let ends: Vec<usize> = cluster_ends(&segment.glyphs, text.len());
        let cluster = |number: usize, glyph: &ShapedGlyph| &text[usize::from(glyph.cluster)..ends[number]];
        let mut kept = Vec::with_capacity(segment.glyphs.len());
        for (number, glyph) in segment.glyphs.iter().enumerate() {
            let cluster = cluster(number, glyph);
            let is_modifying = |c: char| is_modifier(c) && face.glyph(c).unwrap_or(0) == glyph.id;
            let lacking = || cluster.char_indices().find(|(_, c)| !is_modifier(*c) && face.glyph(*c).is_none());
            match (glyph.id, lacking()) {
                (0, Some((at, c))) => {
                    let at = segment.range.start + usize::from(glyph.cluster) + at;
                    if !missing.contains(&(at, c)) {
                        missing.push((at, c));
                    }
                    kept.push(ShapedGlyph { advance: style.size.scale(MISSING_PERCENT, 100), ..*glyph });
                }
                _ if segment.offsets.is_empty() && cluster.chars().skip(1).any(is_modifying) => {}
                _ => kept.push(*glyph),
            }
        }
        segment.glyphs = kept;
    }

    fn face_with(&self, c: char, chain: &[FaceId]) -> Option<FaceId> {
        chain.iter().copied().find(|id| self.fonts.get(*id).is_some_and(|face| face.glyph(c).is_some()))
    }

    fn segment(&mut self, id: FaceId, word: &str, range: Range<usize>, style: Style) -> Segment {
        let face = self.fonts.face(id);
        let font = &face.font;
        let prepared = self.prepared.entry(id).or_insert_with(|| ShaperFont::new(font));
        self.buffer.clear();
        self.buffer.push_str(&word[range.clone()]);
        self.buffer.set_direction(Direction::LeftToRight);
        self.buffer.guess_segment_properties();
        let script = self.buffer.script();
        let features = features_of(style.features);
        let make = || Arc::new(ShapePlan::new(font, Direction::LeftToRight, script, None, &features));
        let plan = self.plans.get_or_insert_with((id, style.features, script), make);
        let options = ShapeOptions::new().plan(Some(&plan)).features(&features);
        let mut offsets = Vec::new();
        // A face with broken tables is set without kerning, which is better than no text at all.
        let glyphs = if shape(prepared, &mut self.buffer, options).is_ok() {
            let glyphs = self.buffer.glyph_infos().iter().zip(self.buffer.glyph_positions()).enumerate();
            let glyph = |(number, (info, position)): (usize, (&GlyphInfo, &GlyphPosition))| {
                if (position.x_offset, position.y_offset) != (0, 0) {
                    let (right, up) = (position.x_offset as i16, position.y_offset as i16);
                    offsets.push(Offset { glyph: number as u16, right, up });
                }
                let advance = face.at(i64::from(position.x_advance), style.size);
                ShapedGlyph { id: info.glyph_id as u16, cluster: info.cluster as u16, advance }
            };
            glyphs.map(glyph).collect()
        } else {
            let glyph = |(at, c): (usize, char)| {
                let id = face.glyph(c).unwrap_or(0);
                ShapedGlyph { id, cluster: at as u16, advance: face.at(face.advance(id), style.size) }
            };
            word[range.clone()].char_indices().map(glyph).collect()
        };
        Segment { face: id, range, glyphs, offsets }
    }
}

/// Returns the width of shaped segments, including the tracking of their style.
pub(super) fn width_of(segments: &[Segment], style: Style) -> Length {
    let glyphs = || segments.iter().flat_map(|segment| &segment.glyphs);
    glyphs().map(|glyph| glyph.advance).sum::<Length>() + style.letterspace() * glyphs().count() as i64
}

/// Returns, for each glyph, the byte at which its cluster ends in a text of `length` bytes.
fn cluster_ends(glyphs: &[ShapedGlyph], length: usize) -> Vec<usize> {
    let mut ends = vec![length; glyphs.len()];
    for at in (1..glyphs.len()).rev() {
        let (before, here) = (glyphs[at - 1].cluster, glyphs[at].cluster);
        ends[at - 1] = if before == here { ends[at] } else { usize::from(here).max(usize::from(before)) };
    }
    ends
}

/// The width of the box that replaces a missing glyph, in per cent of the type size. It has room for three digits.
const MISSING_PERCENT: i64 = 80;

/// Whether a character only modifies the emoji before it: a skin tone, a variation selector, a joiner, a keycap or a tag.
fn is_modifier(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{200d}' | '\u{20e3}' | '\u{e0020}'..='\u{e007f}')
}

/// Whether a character belongs to a script that is written from right to left, such as Hebrew or Arabic (Unicode, "Default
/// Bidi_Class values").
pub(super) fn is_right_to_left(c: char) -> bool {
    let is_letter = c.is_alphabetic() || c.is_numeric();
    let is_in_block = matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    is_in_block && is_letter
}

/// Whether a character must have the same face as the one before it, as combining marks and joiners must.
pub(super) fn joins_previous(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || is_modifier(c)
        || matches!(c, '\u{200b}'..='\u{200d}' | '\u{ad}' | '\u{2060}')
}

/// Returns the OpenType features for a set of [`feature`] bits.
fn features_of(bits: u8) -> Vec<Feature> {
    let tags: [(u8, &[u8; 4], u32); 6] = [
        (feature::SMALL_CAPITALS, b"smcp", 1),
        (feature::SUPERIORS, b"sups", 1),
        (feature::CAPITALS_TO_SMALL, b"c2sc", 1),
        (feature::TABULAR, b"tnum", 1),
        (feature::NO_LIGATURES, b"liga", 0),
        (feature::NO_LIGATURES, b"clig", 0),
    ];
    let requested = tags.into_iter().filter(|(bit, ..)| bits & bit != 0);
    requested.map(|(_, tag, value)| Feature::new(Tag::new(tag), value, ..)).collect()
}

//! Faces and their metrics, from bytes; never from paths.
//!
//! A [`FontBook`] holds every face that a brochure may use. Families are found by name and style; the book itself
//! doesn't know where the bytes came from.

use crate::unit::Length;
use skrifa::raw::types::NameId;
use skrifa::{Font, GlyphId};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

/// The number of a face in its [`FontBook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// Upright or italic, regular or bold: the four styles a text asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Variant {
    /// Heavier than the text.
    pub bold: bool,
    /// Slanted or italic.
    pub italic: bool,
}

/// The bytes of a font file, shared between a face and the PDF that embeds it.
#[derive(Clone)]
pub enum FontBytes {
    /// Compiled into the program.
    Embedded(&'static [u8]),
    /// Read from a brochure's folder or from the system.
    Loaded(Arc<Vec<u8>>),
}

impl FontBytes {
    /// The bytes themselves.
    pub fn as_slice(&self) -> &[u8] {
        match self {
            FontBytes::Embedded(bytes) => bytes,
            FontBytes::Loaded(bytes) => bytes,
        }
    }
}

/// One face: a family in one style.
pub struct Face {
    /// The name of its family.
    pub family: String,
    /// Its weight from 100 to 900; 400 is regular, 700 bold.
    pub weight: u16,
    /// Whether it is italic or oblique.
    pub italic: bool,
    /// The file it comes from.
    pub bytes: FontBytes,
    /// Its number inside a collection; 0 for a single face.
    pub index: u32,
    /// Its parsed tables.
    pub font: Font,
    /// Font units in an em.
    pub units_per_em: i64,
    /// The glyphs of [`usual`] characters, as far as they were asked for: one more than their number.
    glyphs: Box<[AtomicU32]>,
    /// The advances of glyphs, as far as they were asked for: one more than their units.
    advances: OnceLock<Box<[AtomicU32]>>,
}

/// Where a character stands among those that texts of our alphabet are made of: up to U+017F, and the signs of printing.
fn usual(c: char) -> Option<usize> {
    match u32::from(c) {
        code @ ..0x180 => Some(code as usize),
        code @ 0x2000..0x2040 => Some((code - 0x2000 + 0x180) as usize),
        _ => None,
    }
}

/// Numbers that are found out when they are asked for; 0 is for those that weren't yet.
fn unasked(count: usize) -> Box<[AtomicU32]> {
    (0..count).map(|_| AtomicU32::new(0)).collect()
}

/// A number that is kept at a place, or else found out; whoever finds it out finds the same.
fn asked(place: Option<&AtomicU32>, find: impl FnOnce() -> u32) -> u32 {
    let kept = place.map_or(0, |place| place.load(Ordering::Relaxed));
    if kept > 0 {
        return kept - 1;
    }
    let found = find();
    if let Some(place) = place {
        place.store(found.saturating_add(1), Ordering::Relaxed);
    }
    found
}

impl Face {
    /// Parses a face; `None` when the bytes are no font that can be set and embedded.
    pub fn parse(bytes: FontBytes, index: u32) -> Option<Face> {
        let font = match &bytes {
            FontBytes::Embedded(slice) => Font::new(*slice, index)?,
            FontBytes::Loaded(shared) => Font::new(shared.as_ref().clone(), index)?,
        };
        let names = font.names();
        let name = |id| names.get(id).and_then(|n| n.english_or_first()).map(|n| n.name().to_string());
        let family = name(NameId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(NameId::FAMILY_NAME))?;
        let attributes = font.default_attributes();
        let units_per_em = i64::from(font.units_per_em());
        if units_per_em == 0 {
            return None;
        }
        Some(Face {
            family,
            weight: f64::from(attributes.weight.value()).round() as u16,
            italic: attributes.style != skrifa::font::attribute::Style::Normal,
            bytes,
            index,
            units_per_em,
            glyphs: unasked(0x1c0),
            advances: OnceLock::new(),
            font,
        })
    }

    /// The glyph of a character, if this face has one.
    pub fn glyph(&self, c: char) -> Option<u16> {
        let find = || self.font.charmap().map_unicode(c).map_or(0, |g| g.to_u32());
        let glyph = asked(usual(c).and_then(|at| self.glyphs.get(at)), find) as u16;
        (glyph != 0).then_some(glyph)
    }

    /// A distance in font units at a type size.
    #[inline]
    pub fn at(&self, units: i64, size: Length) -> Length {
        // Nearly all faces have one of these ems, and dividing by a number that is known is five times as fast.
        match self.units_per_em {
            1000 => size.scale(units, 1000),
            2048 => size.scale(units, 2048),
            other => size.scale(units, other),
        }
    }

    /// The advance of a glyph in font units, without kerning.
    pub fn advance(&self, glyph: u16) -> i64 {
        let find = || self.font.glyph_metrics().h_advance(GlyphId::from(u32::from(glyph))).round() as u32;
        let advances = self.advances.get_or_init(|| unasked(self.font.metrics().num_glyphs as usize));
        i64::from(asked(advances.get(usize::from(glyph)), find))
    }

    /// Height of capitals in font units; two thirds of an em where the face doesn't say.
    pub fn cap_height(&self) -> i64 {
        self.font.metrics().cap_height.map_or(self.units_per_em * 2 / 3, |h| h.to_f64().round() as i64)
    }

    /// Height above and depth below the baseline, in font units, depth positive.
    pub fn extents(&self) -> (i64, i64) {
        let line = self.font.metrics().h_line();
        line.map_or((self.units_per_em * 3 / 4, self.units_per_em / 4), |l| {
            (l.ascender.to_f64().round() as i64, -(l.descender.to_f64().round() as i64))
        })
    }
}

/// Every face that may be used, in a fixed order.
#[derive(Default)]
pub struct FontBook {
    faces: Vec<Face>,
}

impl FontBook {
    /// Adds a face; a later face of the same family and style hides an earlier one.
    pub fn add(&mut self, face: Face) -> FaceId {
        self.faces.push(face);
        FaceId((self.faces.len() - 1) as u16)
    }

    /// The face with that number.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// The face with that number, if there is one.
    pub fn get(&self, id: FaceId) -> Option<&Face> {
        self.faces.get(usize::from(id.0))
    }

    /// The names of all families, sorted, each once.
    pub fn families(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.faces.iter().map(|f| f.family.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether a family of that name is here, whatever the capitals.
    pub fn has(&self, family: &str) -> bool {
        self.faces.iter().any(|f| f.family.eq_ignore_ascii_case(family))
    }

    /// The face of a family nearest to a style: the right slant first, then the nearest weight.
    pub fn find(&self, family: &str, variant: Variant) -> Option<FaceId> {
        let wanted = if variant.bold { 700 } else { 400 };
        let ids = 0..self.faces.len() as u16;
        ids.filter(|&i| self.faces[usize::from(i)].family.eq_ignore_ascii_case(family))
            // The later of two alike wins, so that a brochure's own fonts come before the built-in ones.
            .min_by_key(|&i| {
                let face = &self.faces[usize::from(i)];
                (face.italic != variant.italic, face.weight.abs_diff(wanted), u16::MAX - i)
            })
            .map(FaceId)
    }
}

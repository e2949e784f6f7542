//! Font faces and their metrics, parsed from bytes.
//!
//! A [`FontBook`] holds every face that a brochure may use, by family and style. It doesn't know where the bytes come from,
//! because only `read` opens files.

use crate::unit::Length;
use skrifa::raw::types::NameId;
use skrifa::{Font, GlyphId};
use std::sync::{Arc, OnceLock};

/// The index of a face in its [`FontBook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// One of the four styles of a family: upright or italic, regular or bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Variant {
    /// Whether the style is bold.
    pub bold: bool,
    /// Whether the style is italic or oblique.
    pub italic: bool,
}

/// The bytes of a font file, shared between a face and the PDF that embeds it.
#[derive(Clone)]
pub enum FontBytes {
    /// Compiled into the program.
    Embedded(&'static [u8]),
    /// Read from the folder of a brochure, or from the system.
    Loaded(Arc<Vec<u8>>),
}

impl FontBytes {
    /// Returns the bytes as a slice.
    pub fn as_slice(&self) -> &[u8] {
        match self {
            FontBytes::Embedded(bytes) => bytes,
            FontBytes::Loaded(bytes) => bytes,
        }
    }
}

/// A font face: a family in one style.
pub struct Face {
    /// The name of the family.
    pub family: String,
    /// The weight, from 100 to 900; 400 is regular, 700 is bold.
    pub weight: u16,
    /// Whether the face is italic or oblique.
    pub italic: bool,
    /// The bytes of the font file.
    pub bytes: FontBytes,
    /// The index in a font collection; 0 for a file with one face.
    pub index: u32,
    /// The parsed tables.
    pub font: Font,
    /// The number of font units per em.
    pub units_per_em: i64,
    /// The glyphs of the characters below [`LATIN_END`], 0 where the face has none. Without this table, searching the `cmap`
    /// table for every letter would take 4 % of the time of a build without pictures (`tests/bench/compare.py`).
    latin: OnceLock<Vec<u16>>,
}

/// The end of the Unicode blocks whose glyphs are looked up in advance: Basic Latin to Latin Extended-A.
const LATIN_END: u32 = 0x180;

impl Face {
    /// Parses a face. Returns `None` if the bytes aren't a font that can be typeset and embedded.
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
            font,
            latin: OnceLock::new(),
        })
    }

    /// Returns the glyph of a character, if this face has one.
    pub fn glyph(&self, c: char) -> Option<u16> {
        let glyph_of = |code: u32| char::from_u32(code).and_then(|c| self.mapped_glyph(c)).unwrap_or(0);
        let latin = self.latin.get_or_init(|| (0..LATIN_END).map(glyph_of).collect());
        match latin.get(c as usize) {
            Some(glyph) => Some(*glyph).filter(|glyph| *glyph != 0),
            None => self.mapped_glyph(c),
        }
    }

    /// Returns the glyph to which the `cmap` table maps a character.
    fn mapped_glyph(&self, c: char) -> Option<u16> {
        let glyph = self.font.charmap().map_unicode(c)?.to_u32();
        u16::try_from(glyph).ok().filter(|glyph| *glyph != 0)
    }

    /// Converts a distance in font units to a length at a type size.
    pub fn at(&self, units: i64, size: Length) -> Length {
        size.scale(units, self.units_per_em)
    }

    /// Returns the advance width of a glyph in font units, without kerning.
    pub fn advance(&self, glyph: u16) -> i64 {
        self.font.glyph_metrics().h_advance(GlyphId::from(u32::from(glyph))).round() as i64
    }

    /// Returns the height of capitals in font units, or two thirds of an em if the face doesn't specify it.
    pub fn cap_height(&self) -> i64 {
        self.font.metrics().cap_height.map_or(self.units_per_em * 2 / 3, |h| h.to_f64().round() as i64)
    }

    /// Returns the ascent above and the descent below the baseline in font units, both positive. If the face doesn't specify
    /// them, they are three quarters and one quarter of an em.
    pub fn extents(&self) -> (i64, i64) {
        let line = self.font.metrics().h_line();
        line.map_or((self.units_per_em * 3 / 4, self.units_per_em / 4), |l| {
            (l.ascender.to_f64().round() as i64, -(l.descender.to_f64().round() as i64))
        })
    }
}

/// All faces that a brochure may use, in a fixed order.
#[derive(Default)]
pub struct FontBook {
    faces: Vec<Face>,
}

impl FontBook {
    /// Adds a face, which takes precedence over earlier faces of the same family and style.
    pub fn add(&mut self, face: Face) -> FaceId {
        self.faces.push(face);
        FaceId((self.faces.len() - 1) as u16)
    }

    /// Returns the face with this index.
    ///
    /// # Panics
    /// If the index belongs to another font book and is too large for this one.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// Returns the face with this index, if there is one.
    pub fn get(&self, id: FaceId) -> Option<&Face> {
        self.faces.get(usize::from(id.0))
    }

    /// Returns the names of all families in alphabetical order, without duplicates.
    pub fn families(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.faces.iter().map(|f| f.family.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether there is a family with this name. Letter case is ignored.
    pub fn has(&self, family: &str) -> bool {
        self.faces.iter().any(|f| f.family.eq_ignore_ascii_case(family))
    }

    /// Returns the face of a family that is closest to a style, compared first by slant and then by weight.
    pub fn find(&self, family: &str, variant: Variant) -> Option<FaceId> {
        let target_weight = if variant.bold { 700 } else { 400 };
        let ids = 0..self.faces.len() as u16;
        ids.filter(|&i| self.faces[usize::from(i)].family.eq_ignore_ascii_case(family))
            // Of two faces that are equally close, the later one wins, so that a brochure's own fonts take precedence over the
            // built-in ones.
            .min_by_key(|&i| {
                let face = &self.faces[usize::from(i)];
                (face.italic != variant.italic, face.weight.abs_diff(target_weight), u16::MAX - i)
            })
            .map(FaceId)
    }
}

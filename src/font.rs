//! Font faces and their metrics, from bytes.
//!
//! A [`FontBook`] holds every face that a brochure may use, by family and style. It doesn't know where the bytes came from:
//! reading files is the business of `read`.

use crate::unit::Length;
use skrifa::raw::types::NameId;
use skrifa::{Font, GlyphId};
use std::sync::Arc;

/// The index of a face in its [`FontBook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// One of the four styles that a text asks for: upright or italic, regular or bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Variant {
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is italic or oblique.
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
    /// The bytes themselves.
    pub fn as_slice(&self) -> &[u8] {
        match self {
            FontBytes::Embedded(bytes) => bytes,
            FontBytes::Loaded(bytes) => bytes,
        }
    }
}

/// A font face: a family in one style.
pub struct Face {
    /// The name of its family.
    pub family: String,
    /// Its weight, from 100 to 900; 400 is regular, 700 is bold.
    pub weight: u16,
    /// Whether it is italic or oblique.
    pub italic: bool,
    /// The bytes of its file.
    pub bytes: FontBytes,
    /// Its index in a font collection; 0 for a file with one face.
    pub index: u32,
    /// Its parsed tables.
    pub font: Font,
    /// Font units per em.
    pub units_per_em: i64,
}

impl Face {
    /// Parses a face; `None` if the bytes are no font that can be typeset and embedded.
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
        })
    }

    /// The glyph of a character, if this face has one.
    pub fn glyph(&self, c: char) -> Option<u16> {
        let glyph = self.font.charmap().map_unicode(c)?.to_u32();
        u16::try_from(glyph).ok().filter(|glyph| *glyph != 0)
    }

    /// A distance in font units as a length, at a type size.
    pub fn at(&self, units: i64, size: Length) -> Length {
        size.scale(units, self.units_per_em)
    }

    /// The advance width of a glyph in font units, without kerning.
    pub fn advance(&self, glyph: u16) -> i64 {
        self.font.glyph_metrics().h_advance(GlyphId::from(u32::from(glyph))).round() as i64
    }

    /// The height of capitals in font units; two thirds of an em if the face doesn't say.
    pub fn cap_height(&self) -> i64 {
        self.font.metrics().cap_height.map_or(self.units_per_em * 2 / 3, |h| h.to_f64().round() as i64)
    }

    /// The ascent above and the descent below the baseline in font units, both positive; three quarters and one quarter of an
    /// em if the face doesn't say.
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
    /// Adds a face; a later face of the same family and style hides an earlier one.
    pub fn add(&mut self, face: Face) -> FaceId {
        self.faces.push(face);
        FaceId((self.faces.len() - 1) as u16)
    }

    /// The face with that index.
    ///
    /// # Panics
    /// If the index comes from another collection.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// The face with that index, if there is one.
    pub fn get(&self, id: FaceId) -> Option<&Face> {
        self.faces.get(usize::from(id.0))
    }

    /// The names of all families, each once, in alphabetical order.
    pub fn families(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.faces.iter().map(|f| f.family.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether there is a family of that name; upper and lower case are the same.
    pub fn has(&self, family: &str) -> bool {
        self.faces.iter().any(|f| f.family.eq_ignore_ascii_case(family))
    }

    /// The face of a family that is nearest to a style: first by slant, then by weight.
    pub fn find(&self, family: &str, variant: Variant) -> Option<FaceId> {
        let wanted = if variant.bold { 700 } else { 400 };
        let ids = 0..self.faces.len() as u16;
        ids.filter(|&i| self.faces[usize::from(i)].family.eq_ignore_ascii_case(family))
            // Of two faces that are equally near the later one wins, so a brochure's own fonts come before the built-in
            // ones.
            .min_by_key(|&i| {
                let face = &self.faces[usize::from(i)];
                (face.italic != variant.italic, face.weight.abs_diff(wanted), u16::MAX - i)
            })
            .map(FaceId)
    }
}

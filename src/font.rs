//! Font faces and their metrics, parsed from bytes.
//!
//! A [`FontBook`] holds every face that a brochure may use, by family and style. It doesn't know where the bytes come from,
//! because only `read` opens files.

use crate::unit::Length;
use crate::watchdog::watched;
use flate2::read::ZlibDecoder;
use skrifa::font::glyph::outline::PathSink;
use skrifa::raw::types::NameId;
use skrifa::{DrawMemory, Font, GlyphId, ScalerFont};
use std::io::Read;
use std::sync::{Arc, OnceLock};
use subsetter::GlyphRemapper;

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
    /// Whether the glyphs may be coloured pictures, which are neither drawn nor embedded.
    is_colour: bool,
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
        let bytes_of_face = bytes.as_slice().get(table_directory(bytes.as_slice(), index)..).unwrap_or_default();
        let is_colour = has_colour_table(bytes_of_face);
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
            is_colour,
        })
    }

    /// Whether a subset with all glyphs can be made, as a test of faces from strangers. The outlines of a face with PostScript
    /// outlines are programs, which could run for years.
    pub fn can_be_subset(&self) -> bool {
        let bytes = self.bytes.as_slice();
        let directory = bytes.get(table_directory(bytes, self.index)..).unwrap_or_default();
        if !has_table(directory, &[b"CFF ", b"CFF2"]) {
            return true;
        }
        let count = u16::try_from(self.font.num_glyphs()).unwrap_or(u16::MAX);
        let (bytes, index) = (self.bytes.clone(), self.index);
        let subset = move || {
            let all: Vec<u16> = (0..count).collect();
            subsetter::subset(bytes.as_slice(), index, &GlyphRemapper::new_from_glyphs_sorted(&all)).is_ok()
        };
        watched(self.bytes.as_slice().len(), subset) == Ok(true)
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
        let glyph = u16::try_from(glyph).ok().filter(|glyph| *glyph != 0)?;
        let is_drawn = !self.is_colour || c.is_whitespace() || self.has_outline(glyph);
        is_drawn.then_some(glyph)
    }

    /// Whether a glyph has an outline. In a colour font, most glyphs are coloured pictures instead.
    fn has_outline(&self, glyph: u16) -> bool {
        let scaler = ScalerFont::unhinted(self.font.clone(), None);
        let mut counter = SegmentCounter::default();
        if let Some(outline) = scaler.outline(GlyphId::from(u32::from(glyph))) {
            let _ = outline.draw(DrawMemory::Scratch, &mut counter);
        }
        counter.0 > 0
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

/// Returns the position of the table directory of a face: 0, or the position in the header of a font collection.
fn table_directory(bytes: &[u8], index: u32) -> usize {
    let entry = 12 + 4 * index as usize;
    match (bytes.starts_with(b"ttcf"), bytes.get(entry..entry + 4)) {
        (true, Some(&[a, b, c, d])) => u32::from_be_bytes([a, b, c, d]) as usize,
        _ => 0,
    }
}

/// Whether a table directory has a table with coloured glyphs (OpenType specification, "Font Tables").
fn has_colour_table(directory: &[u8]) -> bool {
    has_table(directory, &[b"CBDT", b"COLR", b"sbix", b"SVG "])
}

/// Whether a table directory has one of these tables.
fn has_table(directory: &[u8], wanted: &[&[u8; 4]]) -> bool {
    let Some(&[high, low]) = directory.get(4..6) else { return false };
    let records = directory.get(12..).unwrap_or_default().chunks_exact(16);
    let mut tags = records.take(usize::from(u16::from_be_bytes([high, low]))).map(|record| &record[..4]);
    tags.any(|tag| wanted.iter().any(|wanted| tag == *wanted))
}

/// Counts the segments of an outline.
#[derive(Default)]
struct SegmentCounter(usize);

impl PathSink for SegmentCounter {
    fn move_to(&mut self, _: f32, _: f32) {}

    fn line_to(&mut self, _: f32, _: f32) {
        self.0 += 1;
    }

    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
        self.0 += 1;
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        self.0 += 1;
    }

    fn close(&mut self) {}
}

/// A compressed face of the program, which is unpacked and parsed when a character needs it.
struct PackedFace {
    bytes: &'static [u8],
    face: OnceLock<Option<Face>>,
}

impl PackedFace {
    fn face(&self) -> Option<&Face> {
        let unpack = || {
            let mut bytes = Vec::new();
            ZlibDecoder::new(self.bytes).read_to_end(&mut bytes).ok()?;
            Face::parse(FontBytes::Loaded(Arc::new(bytes)), 0)
        };
        self.face.get_or_init(unpack).as_ref()
    }
}

/// All faces that a brochure may use, in a fixed order.
#[derive(Default)]
pub struct FontBook {
    faces: Vec<Face>,
    /// The faces of last resort. Their indices are counted from the greatest one downwards.
    last_resorts: Vec<PackedFace>,
}

impl FontBook {
    /// Adds a face, which takes precedence over earlier faces of the same family and style.
    pub fn add(&mut self, face: Face) -> FaceId {
        self.faces.push(face);
        FaceId((self.faces.len() - 1) as u16)
    }

    /// Adds a face of last resort, compressed in the format of zlib. It belongs to no family, and is tried for characters that
    /// no other face has.
    pub fn add_last_resort(&mut self, bytes: &'static [u8]) {
        self.last_resorts.push(PackedFace { bytes, face: OnceLock::new() });
    }

    /// Returns the indices of the faces of last resort, in the order in which they are tried.
    pub fn last_resorts(&self) -> impl Iterator<Item = FaceId> + use<> {
        (0..self.last_resorts.len() as u16).map(|number| FaceId(u16::MAX - number))
    }

    /// Returns the face with this index.
    ///
    /// # Panics
    /// If the font book has no faces. If the index belongs to another font book, the result is any face.
    pub fn face(&self, id: FaceId) -> &Face {
        self.get(id).unwrap_or_else(|| &self.faces[0])
    }

    /// Returns the face with this index, if there is one.
    pub fn get(&self, id: FaceId) -> Option<&Face> {
        let last_resort = || self.last_resorts.get(usize::from(u16::MAX - id.0)).and_then(PackedFace::face);
        self.faces.get(usize::from(id.0)).or_else(last_resort)
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

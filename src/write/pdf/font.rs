//! Embeds the fonts of a PDF as subsets, with the width and the text of each glyph.
//!
//! Every font is a Type 0 font with two-byte codes (ISO 32000, 9.7). A subset contains only the glyphs that the book
//! shows. They get new glyph numbers in the order of the old ones, and the code of a glyph is its new number. OpenType
//! fonts with CFF outlines are embedded as bare CFF (9.9, `FontFile3`), and fonts with TrueType outlines as TrueType
//! (`FontFile2`).

use super::document::Document;
use crate::deflate::deflate_fast;
use crate::font::{Face, FaceId, FontBook};
use crate::geometry::Point;
use crate::page::{Book, GlyphRun, Item};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Rect, Ref, Str};
use std::borrow::Cow;
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;
use xxhash_rust::xxh3::xxh3_64;

/// Spaces that have a fixed width or do not break. The PDF records their text as a plain space, because readers type
/// plain spaces when they search, and expect plain spaces in text that they copy.
const SPECIAL_SPACES: [char; 4] = ['\u{a0}', '\u{202f}', '\u{2009}', '\u{200a}'];

/// A face that a book uses, with the glyphs that the book uses from it.
pub(super) struct UsedFace {
    /// Maps the glyph numbers of the face to those of the subset.
    remapper: GlyphRemapper,
    /// The glyphs, by their numbers in the face.
    glyphs: ByGlyph<UsedGlyph>,
    pub(super) units_per_em: f64,
}

/// A value for each used glyph of a face, indexed by glyph number. Every glyph of a book is looked up here several
/// times. With a hash map, a build takes a tenth longer (measured on text with `tests/bench/compare.py`).
type ByGlyph<T> = Vec<Option<T>>;

/// A glyph that a book uses.
#[derive(Clone, Default)]
pub(super) struct UsedGlyph {
    /// Its number in the subset, which is its code in content streams.
    pub(super) cid: u16,
    /// Its advance, in font units.
    pub(super) advance: f64,
    /// The characters that the glyph represents where it first occurs. Wherever the glyph represents other characters,
    /// these are written explicitly.
    text: String,
}

/// The value for a glyph that the book does not use. Nothing is drawn for it.
static UNUSED_GLYPH: UsedGlyph = UsedGlyph { cid: 0, advance: 0.0, text: String::new() };

impl UsedFace {
    fn new(face: &Face, texts: ByGlyph<Cow<str>>) -> UsedFace {
        let mut remapper = GlyphRemapper::new();
        let metrics = face.font.glyph_metrics();
        let mut glyphs = ByGlyph::new();
        for (glyph, text) in (0..).zip(texts) {
            let Some(text) = text else { continue };
            let advance = f64::from(metrics.h_advance(skrifa::GlyphId::from(u32::from(glyph))));
            // A soft hyphen is shown with the glyph of the hyphen, whose default text is a hyphen.
            let text = if text == "\u{ad}" { "-".to_string() } else { text.into_owned() };
            *slot(&mut glyphs, glyph) = Some(UsedGlyph { cid: remapper.remap(glyph), advance, text });
        }
        UsedFace { remapper, glyphs, units_per_em: face.units_per_em as f64 }
    }

    /// Returns a glyph by its number in the face.
    pub(super) fn glyph(&self, glyph: u16) -> &UsedGlyph {
        self.glyphs.get(usize::from(glyph)).and_then(Option::as_ref).unwrap_or(&UNUSED_GLYPH)
    }
}

/// Returns the slot for a glyph's value. Adds slots if there are too few.
fn slot<T>(glyphs: &mut ByGlyph<T>, glyph: u16) -> &mut Option<T> {
    let index = usize::from(glyph);
    if index >= glyphs.len() {
        glyphs.resize_with(index + 1, || None);
    }
    &mut glyphs[index]
}

impl UsedGlyph {
    /// Whether the text of a cluster that begins with this glyph must be written explicitly: either the cluster has
    /// several glyphs, or its text differs from the text of the glyph.
    pub(super) fn needs_actual_text(&self, cluster: &Cluster) -> bool {
        cluster.glyphs > 1 || self.text != *cluster.text
    }
}

/// The glyphs that together represent one unit of text: a letter, a ligature, or a letter with its accent.
pub(super) struct Cluster<'r> {
    /// The characters of the unit, with every special space replaced by a plain space.
    pub(super) text: Cow<'r, str>,
    /// The number of glyphs.
    pub(super) glyphs: usize,
}

impl<'r> Cluster<'r> {
    /// Returns the cluster that begins with the glyph at index `at`.
    pub(super) fn at(run: &'r GlyphRun, at: usize) -> Cluster<'r> {
        let start = run.glyphs[at].cluster;
        let glyphs = run.glyphs[at..].iter().take_while(|glyph| glyph.cluster == start).count();
        let start = usize::from(start);
        let end = run.glyphs.get(at + glyphs).map_or(run.text.len(), |glyph| usize::from(glyph.cluster));
        let text = run.text.get(start..end.max(start)).unwrap_or_default();
        let text = match text {
            _ if !text.contains(SPECIAL_SPACES) => Cow::Borrowed(text),
            _ => Cow::Owned(text.replace(SPECIAL_SPACES, " ")),
        };
        Cluster { text, glyphs }
    }
}

/// The used glyphs of each face, with the characters that each glyph represents where it first occurs.
type SeenGlyphs<'b> = BTreeMap<u16, ByGlyph<Cow<'b, str>>>;

/// Returns the faces that a book uses, by index.
pub(super) fn used_faces(book: &Book, fonts: &FontBook) -> BTreeMap<u16, UsedFace> {
    let mut seen = SeenGlyphs::new();
    for page in &book.pages {
        collect_glyphs(&page.items, &mut seen);
    }
    seen.into_iter().map(|(face, texts)| (face, UsedFace::new(fonts.face(FaceId(face)), texts))).collect()
}

fn collect_glyphs<'b>(items: &'b [(Point, Item)], seen: &mut SeenGlyphs<'b>) {
    for (_, item) in items {
        match item {
            Item::Glyphs(run, _) => {
                let glyphs = seen.entry(run.face.0).or_default();
                for (at, glyph) in run.glyphs.iter().enumerate() {
                    slot(glyphs, glyph.id).get_or_insert_with(|| {
                        let begins = at == 0 || run.glyphs[at - 1].cluster != glyph.cluster;
                        let cluster = Cluster::at(run, at);
                        // In a cluster of several glyphs, the individual glyphs have no text.
                        if begins && cluster.glyphs == 1 { cluster.text } else { Cow::Borrowed("") }
                    });
                }
            }
            Item::Group(_, inner) => collect_glyphs(inner, seen),
            Item::Rule(..) | Item::Image(..) | Item::Link(..) => {}
        }
    }
}

/// The streams of a font, created once for all PDFs.
pub(super) struct FontStreams {
    /// The subset, deflated.
    program: Vec<u8>,
    is_cff: bool,
    /// The map from codes to text, deflated (9.10.3).
    to_unicode: Vec<u8>,
}

impl FontStreams {
    /// Subsets a face.
    pub(super) fn new(face: &Face, used: &UsedFace) -> FontStreams {
        let subset = subsetter::subset(face.bytes.as_slice(), face.index, &used.remapper);
        // Every face with PostScript outlines was subset once when it was read, so this hardly ever fails. If it does, the whole
        // font is embedded instead.
        let file = subset.unwrap_or_else(|_| face.bytes.as_slice().to_vec());
        let cff = table(&file, b"CFF ");
        FontStreams {
            program: deflate_fast(cff.unwrap_or(&file)),
            is_cff: cff.is_some(),
            to_unicode: deflate_fast(&to_unicode(used)),
        }
    }
}

/// A font ready to be embedded.
pub(super) struct EmbeddableFont<'f> {
    pub(super) face: &'f Face,
    pub(super) used: &'f UsedFace,
    pub(super) streams: &'f FontStreams,
}

impl EmbeddableFont<'_> {
    /// Embeds the font as the object `id`.
    pub(super) fn embed(&self, document: &mut Document, id: Ref) {
        let EmbeddableFont { face, used, streams } = self;
        let descendant = document.numbers.next();
        let descriptor = document.numbers.next();
        let program = document.numbers.next();
        let to_unicode = document.numbers.next();
        let name = base_name(face, used);
        let name = Name(name.as_bytes());
        document
            .object()
            .type0_font(id)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(descendant)
            .to_unicode(to_unicode);
        let mut cid = document.object().cid_font(descendant);
        cid.subtype(if streams.is_cff { CidFontType::Type0 } else { CidFontType::Type2 });
        cid.base_font(name);
        cid.system_info(SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 });
        cid.font_descriptor(descriptor).default_width(0.0);
        if !streams.is_cff {
            cid.cid_to_gid_map_predefined(Name(b"Identity"));
        }
        let thousandths = |units: f64| (units * 1000.0 / used.units_per_em) as f32;
        let widths = used.remapper.remapped_gids().map(|glyph| thousandths(used.glyph(glyph).advance));
        cid.widths().consecutive(0, widths);
        cid.finish();
        self.describe(document, descriptor, name, program);
        let mut stream = document.object().stream(program, &streams.program);
        stream.filter(Filter::FlateDecode);
        if streams.is_cff {
            stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        }
        stream.finish();
        document.object().cmap(to_unicode, &streams.to_unicode).filter(Filter::FlateDecode);
    }

    /// Writes the font descriptor (9.8).
    fn describe(&self, document: &mut Document, id: Ref, name: Name, program: Ref) {
        let face = self.face;
        let thousandths = |units: f64| (units * 1000.0 / face.units_per_em as f64).round() as f32;
        let metrics = face.font.metrics();
        let bounds = &metrics.bounds;
        let (ascent, descent) = face.extents();
        let mut flags = FontFlags::SYMBOLIC;
        flags.set(FontFlags::ITALIC, face.italic);
        let mut descriptor = document.object().font_descriptor(id);
        descriptor.name(name).flags(flags);
        descriptor.bbox(Rect::new(
            thousandths(bounds.x_min.to_f64()),
            thousandths(bounds.y_min.to_f64()),
            thousandths(bounds.x_max.to_f64()),
            thousandths(bounds.y_max.to_f64()),
        ));
        // Viewers use the angle only to imitate a missing font.
        descriptor.italic_angle(if face.italic { -12.0 } else { 0.0 });
        descriptor.ascent(thousandths(ascent as f64)).descent(-thousandths(descent as f64));
        descriptor.cap_height(thousandths(face.cap_height() as f64));
        // OpenType has no stem width. These values are typical of bold and regular book faces.
        descriptor.stem_v(if face.weight >= 600 { 140.0 } else { 80.0 });
        if self.streams.is_cff {
            descriptor.font_file3(program);
        } else {
            descriptor.font_file2(program);
        }
    }
}

/// Returns the map from codes to text.
fn to_unicode(used: &UsedFace) -> Vec<u8> {
    let info = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"UCS"), supplement: 0 };
    let mut map = UnicodeCmap::new(Name(b"Custom"), info);
    for glyph in used.remapper.remapped_gids().map(|glyph| used.glyph(glyph)) {
        if !glyph.text.is_empty() {
            map.pair_with_multiple(glyph.cid, glyph.text.chars());
        }
    }
    map.finish().to_vec()
}

/// Returns the name of a subset: a tag of six letters, which differs between subsets of a face (9.6.4), then the family
/// and the style.
fn base_name(face: &Face, used: &UsedFace) -> String {
    let glyphs: Vec<u8> = used.remapper.remapped_gids().flat_map(u16::to_be_bytes).collect();
    let mut rest = xxh3_64(&glyphs);
    let mut tag = String::new();
    for _ in 0..6 {
        tag.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    let style = match (face.weight >= 600, face.italic) {
        (false, false) => "Regular",
        (false, true) => "Italic",
        (true, false) => "Bold",
        (true, true) => "BoldItalic",
    };
    let family: String = face.family.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{tag}+{family}-{style}")
}

/// Returns the bytes of the table with the given tag in an OpenType file, or `None` if there is no such table.
fn table<'f>(file: &'f [u8], tag: &[u8; 4]) -> Option<&'f [u8]> {
    let be16 = |at: usize| Some(usize::from(u16::from_be_bytes(file.get(at..at + 2)?.try_into().ok()?)));
    let be32 = |at: usize| Some(u32::from_be_bytes(file.get(at..at + 4)?.try_into().ok()?) as usize);
    let record = (0..be16(4)?).map(|i| 12 + i * 16).find(|at| file.get(*at..*at + 4) == Some(tag))?;
    let (start, length) = (be32(record + 8)?, be32(record + 12)?);
    file.get(start..start.checked_add(length)?)
}

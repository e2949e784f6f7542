//! Faces in a PDF: subset, with the width and the text of each glyph.

use super::document::Document;
use crate::deflate::deflate;
use crate::font::{Face, FontBook};
use crate::geometry::Point;
use crate::page::{Book, GlyphRun, Item};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Rect, Ref, Str};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;
use xxhash_rust::xxh3::xxh3_64;

/// What is known of a face that a book uses.
pub(super) struct FaceInUse {
    /// New numbers by old ones.
    remapper: GlyphRemapper,
    /// What each glyph shows where it was first seen.
    texts: BTreeMap<u16, String>,
    /// For the writer's inner loop; the first stands for all that are not in use.
    glyphs: Vec<GlyphInUse>,
    /// The place among them by the glyph's number: a face has thousands, and a brochure shows some eighty.
    places: Vec<u32>,
    pub(super) units_per_em: f64,
}

/// What the writer needs of a glyph.
#[derive(Clone, Default)]
pub(super) struct GlyphInUse {
    pub(super) cid: u16,
    /// In font units.
    pub(super) advance: f64,
    text: Box<str>,
    /// The text, where it is a single letter of ASCII, as nearly all are; else 0.
    ascii: u8,
    /// Whether its code stands in a string as it is.
    pub(super) plain: bool,
}

/// Whether a byte stands in a string as it is; a bare return would be read as a new line (ISO 32000-1, 7.3.4.2).
pub(super) fn is_plain(byte: u8) -> bool {
    !matches!(byte, b'(' | b')' | b'\\' | b'\r')
}

impl FaceInUse {
    /// The code of a glyph in this PDF, and its advance in font units.
    pub(super) fn code(&self, glyph: u16) -> (u16, f64) {
        let known = self.known(glyph);
        (known.cid, known.advance)
    }

    fn known(&self, glyph: u16) -> &GlyphInUse {
        let place = self.places.get(usize::from(glyph)).copied().unwrap_or(0);
        &self.glyphs[place as usize]
    }

    /// A glyph that is a cluster of its own and shows the letter it always shows. This is asked of every glyph: none means
    /// that one has to look closer.
    pub(super) fn usual(&self, run: &GlyphRun, at: usize) -> Option<&GlyphInUse> {
        let glyph = &run.glyphs[at];
        let start = usize::from(glyph.cluster);
        let next = run.glyphs.get(at + 1).map_or(run.text.len(), |g| usize::from(g.cluster));
        let (known, text) = (self.known(glyph.id), run.text.as_bytes());
        let usual = if known.ascii != 0 {
            next == start + 1 && text.get(start) == Some(&known.ascii)
        } else {
            next > start && text.get(start..next) == Some(known.text.as_bytes())
        };
        usual.then_some(known)
    }

    /// Whether a cluster shows other text than its glyph does elsewhere, so that it has to be said apart.
    pub(super) fn needs_actual_text(&self, glyph: u16, text: &str, count: usize) -> bool {
        count > 1 || *self.known(glyph).text != *text
    }
}

/// Spaces that nobody types.
const SPACES: [char; 4] = ['\u{a0}', '\u{202f}', '\u{2009}', '\u{200a}'];

/// The text of the cluster that begins at a glyph, as people would type it, and the number of its glyphs.
pub(super) fn cluster_text(run: &GlyphRun, at: usize) -> (Cow<'_, str>, usize) {
    let start = run.glyphs[at].cluster;
    let count = run.glyphs[at..].iter().take_while(|g| g.cluster == start).count();
    let end = run.glyphs.get(at + count).map_or(run.text.len(), |g| usize::from(g.cluster));
    let text = run.text.get(usize::from(start)..end.max(usize::from(start))).unwrap_or_default();
    // Whoever copies or searches types plain spaces.
    let text = match text {
        "\u{a0}" | "\u{202f}" | "\u{2009}" | "\u{200a}" => Cow::Borrowed(" "),
        _ if !text.contains(SPACES) => Cow::Borrowed(text),
        _ => Cow::Owned(text.replace(SPACES, " ")),
    };
    (text, count)
}

/// The texts of the glyphs of a page, by face.
type Seen<'b> = BTreeMap<u16, SeenGlyphs<'b>>;

/// The glyphs of a face that a page shows: some fifty, each seen thousands of times.
#[derive(Default)]
struct SeenGlyphs<'b> {
    /// One bit a glyph.
    known: Vec<u64>,
    texts: Vec<(u16, Cow<'b, str>)>,
}

impl SeenGlyphs<'_> {
    /// Whether a glyph wasn't seen before; it is from now on.
    fn is_new(&mut self, glyph: u16) -> bool {
        let (word, bit) = (usize::from(glyph / 64), 1u64 << (glyph % 64));
        if self.known.get(word).is_some_and(|known| known & bit != 0) {
            return false;
        }
        if self.known.len() <= word {
            self.known.resize(word + 1, 0);
        }
        self.known[word] |= bit;
        true
    }
}

/// Finds every face and glyph of a book. The first page that shows a glyph decides its text, whatever the threads do.
pub(super) fn gather(book: &Book, fonts: &FontBook) -> BTreeMap<u16, FaceInUse> {
    let pages: Vec<Seen> = book
        .pages
        .par_iter()
        .map(|page| {
            let mut seen = Seen::new();
            look(&page.items, &mut seen);
            seen
        })
        .collect();
    let mut all: BTreeMap<u16, BTreeMap<u16, String>> = BTreeMap::new();
    for page in pages {
        for (face, glyphs) in page {
            let known = all.entry(face).or_default();
            for (glyph, text) in glyphs.texts {
                known.entry(glyph).or_insert_with(|| text.into_owned());
            }
        }
    }
    all.into_iter().map(|(number, texts)| (number, in_use(fonts.face(crate::font::FaceId(number)), texts))).collect()
}

fn look<'b>(items: &'b [(Point, Item)], seen: &mut Seen<'b>) {
    for (_, item) in items {
        match item {
            Item::Glyphs(run, _) => {
                let known = seen.entry(run.face.0).or_default();
                for (at, glyph) in run.glyphs.iter().enumerate() {
                    if known.is_new(glyph.id) {
                        let begins = at == 0 || run.glyphs[at - 1].cluster != glyph.cluster;
                        let (text, count) = cluster_text(run, at);
                        // The parts of a cluster of several have no text of their own.
                        let text = if begins && count == 1 { text } else { Cow::Borrowed("") };
                        known.texts.push((glyph.id, text));
                    }
                }
            }
            Item::Group(_, inner) => look(inner, seen),
            Item::Rule(..) | Item::Image(..) | Item::Link(..) => {}
        }
    }
}

fn in_use(face: &Face, texts: BTreeMap<u16, String>) -> FaceInUse {
    let mut remapper = GlyphRemapper::new();
    let metrics = face.font.glyph_metrics();
    // A soft hyphen is drawn by the hyphen, whose usual text is a hyphen.
    let texts: BTreeMap<u16, String> =
        texts.into_iter().map(|(g, t)| (g, if t == "\u{ad}" { "-".to_string() } else { t })).collect();
    let highest = texts.keys().next_back().copied().unwrap_or(0);
    let mut glyphs = vec![GlyphInUse::default()];
    let mut places = vec![0; usize::from(highest) + 1];
    for (glyph, text) in &texts {
        places[usize::from(*glyph)] = glyphs.len() as u32;
        let cid = remapper.remap(*glyph);
        glyphs.push(GlyphInUse {
            cid,
            plain: cid.to_be_bytes().into_iter().all(is_plain),
            advance: f64::from(metrics.h_advance(skrifa::GlyphId::from(u32::from(*glyph)))),
            text: text.as_str().into(),
            ascii: match text.as_bytes() {
                [letter] => *letter,
                _ => 0,
            },
        });
    }
    FaceInUse { remapper, texts, glyphs, places, units_per_em: face.units_per_em as f64 }
}

/// A face's files, made once for all PDFs.
pub(super) struct FaceFiles {
    /// The subset, deflated.
    program: Vec<u8>,
    is_cff: bool,
    /// The map from codes to text, deflated.
    unicode: Vec<u8>,
}

impl FaceFiles {
    /// How many bytes there are.
    pub(super) fn len(&self) -> usize {
        self.program.len() + self.unicode.len()
    }
}

/// Subsets a face and deflates what a PDF holds of it.
pub(super) fn files(face: &Face, used: &FaceInUse) -> FaceFiles {
    let subset = subsetter::subset(face.bytes.as_slice(), face.index, &used.remapper);
    // Faces are tried when they are read, so a failure here would be a face that changed in between.
    let file = subset.unwrap_or_else(|_| face.bytes.as_slice().to_vec());
    let cff = table(&file, b"CFF ");
    FaceFiles { program: deflate(cff.unwrap_or(&file)), is_cff: cff.is_some(), unicode: deflate(&unicode_map(used)) }
}

/// Embeds a face under `id`.
pub(super) fn embed(document: &mut Document, id: Ref, face: &Face, (used, files): (&FaceInUse, &FaceFiles)) {
    let ids = [document.next(), document.next(), document.next(), document.next()];
    let [descendant, descriptor, data, unicode] = ids;
    let name = base_name(face, used);
    let base = name.as_bytes();
    document
        .pdf
        .type0_font(id)
        .base_font(Name(base))
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(descendant)
        .to_unicode(unicode);
    let mut cid = document.pdf.cid_font(descendant);
    cid.subtype(if files.is_cff { CidFontType::Type0 } else { CidFontType::Type2 });
    cid.base_font(Name(base));
    cid.system_info(SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 });
    cid.font_descriptor(descriptor).default_width(0.0);
    if !files.is_cff {
        cid.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    let per_mille = |units: f64| (units * 1000.0 / used.units_per_em) as f32;
    let widths = used.remapper.remapped_gids().map(|old| per_mille(used.code(old).1));
    cid.widths().consecutive(0, widths);
    cid.finish();
    describe(document, descriptor, (face, base), (data, files.is_cff));
    let mut stream = document.pdf.stream(data, &files.program);
    stream.filter(Filter::FlateDecode);
    if files.is_cff {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    }
    stream.finish();
    document.pdf.cmap(unicode, &files.unicode).filter(Filter::FlateDecode);
}

fn describe(document: &mut Document, id: Ref, (face, base): (&Face, &[u8]), (data, is_cff): (Ref, bool)) {
    let per_mille = |units: f64| (units * 1000.0 / face.units_per_em as f64).round() as f32;
    let metrics = face.font.metrics();
    let bounds = &metrics.bounds;
    let (ascent, descent) = face.extents();
    let mut flags = FontFlags::SYMBOLIC;
    flags.set(FontFlags::ITALIC, face.italic);
    let mut descriptor = document.pdf.font_descriptor(id);
    descriptor.name(Name(base)).flags(flags);
    descriptor.bbox(Rect::new(
        per_mille(bounds.x_min.to_f64()),
        per_mille(bounds.y_min.to_f64()),
        per_mille(bounds.x_max.to_f64()),
        per_mille(bounds.y_max.to_f64()),
    ));
    descriptor.italic_angle(if face.italic { -12.0 } else { 0.0 });
    descriptor.ascent(per_mille(ascent as f64)).descent(-per_mille(descent as f64));
    descriptor.cap_height(per_mille(face.cap_height() as f64));
    // Stem widths aren't in the tables; this is what regular and bold book faces have.
    descriptor.stem_v(if face.weight >= 600 { 140.0 } else { 80.0 });
    if is_cff {
        descriptor.font_file3(data)
    } else {
        descriptor.font_file2(data)
    };
}

fn unicode_map(used: &FaceInUse) -> Vec<u8> {
    let info = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"UCS"), supplement: 0 };
    let mut map = UnicodeCmap::new(Name(b"Custom"), info);
    for (glyph, text) in &used.texts {
        if !text.is_empty() {
            map.pair_with_multiple(used.code(*glyph).0, text.chars());
        }
    }
    map.finish().to_vec()
}

/// Six letters that tell one subset from another (ISO 32000-1, 9.6.4), then the face's own name.
fn base_name(face: &Face, used: &FaceInUse) -> String {
    let glyphs: Vec<u8> = used.remapper.remapped_gids().flat_map(u16::to_be_bytes).collect();
    let mut rest = xxh3_64(&glyphs);
    let mut name = String::new();
    for _ in 0..6 {
        name.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    let style = match (face.weight >= 600, face.italic) {
        (false, false) => "Regular",
        (false, true) => "Italic",
        (true, false) => "Bold",
        (true, true) => "BoldItalic",
    };
    let family: String = face.family.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{name}+{family}-{style}")
}

/// A table of an OpenType file.
fn table<'f>(file: &'f [u8], tag: &[u8; 4]) -> Option<&'f [u8]> {
    let be16 = |at: usize| Some(usize::from(u16::from_be_bytes(file.get(at..at + 2)?.try_into().ok()?)));
    let be32 = |at: usize| Some(u32::from_be_bytes(file.get(at..at + 4)?.try_into().ok()?) as usize);
    let record = (0..be16(4)?).map(|i| 12 + i * 16).find(|at| file.get(*at..*at + 4) == Some(tag))?;
    let (start, length) = (be32(record + 8)?, be32(record + 12)?);
    file.get(start..start.checked_add(length)?)
}

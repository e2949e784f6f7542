//! Letters to glyphs: shaping by harfrust, behind a cache of words.
//!
//! Takes a word and a style; gives its glyphs, face by face along the fallback chain, as wide as they are at their size:
//! widths are asked for far more often than words are shaped.

use super::style::{Style, feature};
use super::vocabulary::Vocabulary;
use crate::font::{Face, FaceId, FontBook};
use crate::page::Offset;
use crate::spec::Faces;
use crate::unit::Length;
use harfrust::{
    Buffer, Direction, Feature, GlyphInfo, GlyphPosition, Script, ShapeOptions, ShapePlan, ShaperFont, Tag, shape,
};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex};

/// A glyph as the font has it, at a size.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShapedGlyph {
    pub(super) id: u16,
    /// The byte of the segment's text that it begins to show.
    pub(super) cluster: u16,
    /// In units of [`Length`], kerning included.
    pub(super) advance: i32,
}

impl ShapedGlyph {
    /// By how much the pen goes on.
    pub(super) fn width(&self) -> i64 {
        i64::from(self.advance)
    }
}

/// A stretch of a word in one face.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) face: FaceId,
    /// The bytes of the word that it shows, in half the room: a text has thousands of words.
    pub(super) range: Range<u32>,
    pub(super) glyphs: Box<[ShapedGlyph]>,
    /// The few that stand beside the pen.
    pub(super) offsets: Box<[Offset]>,
}

impl Segment {
    /// The bytes of the word that it shows.
    pub(super) fn bytes(&self) -> Range<usize> {
        self.range.start as usize..self.range.end as usize
    }
}

/// A shaped word.
#[derive(Clone, Debug, Default)]
pub(super) struct Shaped {
    pub(super) segments: Vec<Segment>,
    /// Characters that no face of the chain has, with their byte in the word.
    pub(super) missing: Vec<(usize, char)>,
}

/// Words beyond this many bytes are not kept: URLs and code are seldom seen twice.
const LONGEST_CACHED: usize = 64;

type CacheKey = (FaceId, u8, Length);
type PlanKey = (FaceId, u8, Option<Script>);

/// Plans for shaping, made once for all threads: compiling one takes longer than shaping a page.
#[derive(Default)]
pub(super) struct Plans(Mutex<FxHashMap<PlanKey, Arc<ShapePlan>>>);

impl Plans {
    /// The plan of that key; made by whoever asks first.
    fn get(&self, key: PlanKey, make: impl FnOnce() -> ShapePlan) -> Arc<ShapePlan> {
        let mut plans = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        plans.entry(key).or_insert_with(|| Arc::new(make())).clone()
    }
}

/// Words that were shaped, by face, features, size and letters.
#[derive(Default)]
pub(super) struct ShapedWords(FxHashMap<CacheKey, FxHashMap<Box<str>, Arc<Shaped>>>);

/// Shapes words of one brochure; each thread has its own.
pub(super) struct Shaper<'a> {
    fonts: &'a FontBook,
    faces: &'a Faces,
    prepared: FxHashMap<FaceId, ShaperFont<'a, 'static>>,
    plans: FxHashMap<PlanKey, Arc<ShapePlan>>,
    shared: &'a Plans,
    vocabulary: &'a Vocabulary,
    words: ShapedWords,
    buffer: Buffer,
}

impl<'a> Shaper<'a> {
    /// A shaper that goes on with what is known: plans and words of all threads, and words of the shaper before it.
    pub(super) fn new(
        fonts: &'a FontBook,
        faces: &'a Faces,
        (shared, vocabulary): (&'a Plans, &'a Vocabulary),
        words: ShapedWords,
    ) -> Shaper<'a> {
        Shaper {
            fonts,
            faces,
            prepared: FxHashMap::default(),
            plans: FxHashMap::default(),
            shared,
            vocabulary,
            words,
            buffer: Buffer::new(),
        }
    }

    /// The words shaped so far, for the next shaper.
    pub(super) fn take_words(&mut self) -> ShapedWords {
        std::mem::take(&mut self.words)
    }

    /// The preferred face of a style.
    pub(super) fn face_id(&self, style: Style) -> FaceId {
        style.chain(self.faces).first().copied().unwrap_or(FaceId(0))
    }

    /// A face by its number.
    pub(super) fn face(&self, id: FaceId) -> &'a Face {
        self.fonts.face(id)
    }

    /// The glyphs of a word.
    pub(super) fn word(&mut self, word: &str, style: Style) -> Arc<Shaped> {
        let key = (self.face_id(style), style.features, style.size);
        if let Some(shaped) = self.words.0.get(&key).and_then(|words| words.get(word)) {
            return shaped.clone();
        }
        let shaped = Arc::new(self.shape(word, style));
        if word.len() <= LONGEST_CACHED {
            self.words.0.entry(key).or_default().insert(word.into(), shaped.clone());
        }
        shaped
    }

    /// The words of the workshop.
    pub(super) fn vocabulary(&self) -> &'a Vocabulary {
        self.vocabulary
    }

    /// The glyphs of a word, for who keeps them.
    pub(super) fn shape(&mut self, word: &str, style: Style) -> Shaped {
        // Nearly all words are of one segment.
        let mut shaped = Shaped { segments: Vec::with_capacity(1), ..Shaped::default() };
        let chain = style.chain(self.faces);
        if let Some(&first) = chain.first() {
            let face = self.fonts.face(first);
            // Asked before it is shaped: shaping hides some characters that a face hasn't.
            if !word.is_empty() && word.chars().all(|c| face.glyph(c).is_some()) {
                shaped.segments.push(self.segment(first, word, 0..word.len(), style));
                return shaped;
            }
        }
        let mut begun: Option<(FaceId, usize)> = None;
        for (at, c) in word.char_indices() {
            let current = begun.map(|(face, _)| face);
            let found = if clings(c) && current.is_some() { current } else { self.face_with(c, chain) };
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
        shaped
    }

    fn face_with(&self, c: char, chain: &[FaceId]) -> Option<FaceId> {
        chain.iter().copied().find(|id| self.fonts.face(*id).glyph(c).is_some())
    }

    fn segment(&mut self, id: FaceId, word: &str, range: Range<usize>, style: Style) -> Segment {
        let face = self.fonts.face(id);
        let (font, features) = (&face.font, style.features);
        // Type of more than 32,768 points is as wide as that.
        let wide = |units: i64| i32::try_from(face.at(units, style.size).0).unwrap_or(i32::MAX);
        let prepared = self.prepared.entry(id).or_insert_with(|| ShaperFont::new(font));
        self.buffer.clear();
        self.buffer.push_str(&word[range.clone()]);
        self.buffer.set_direction(Direction::LeftToRight);
        self.buffer.guess_segment_properties();
        let script = self.buffer.script();
        let wanted = FEATURES.get(usize::from(features)).map_or(&[][..], Vec::as_slice);
        let (key, shared) = ((id, features, script), self.shared);
        let make = || ShapePlan::new(font, Direction::LeftToRight, script, None, wanted);
        let plan = self.plans.entry(key).or_insert_with(|| shared.get(key, make));
        let options = ShapeOptions::new().plan(Some(plan)).features(wanted);
        let mut offsets = Vec::new();
        // A face whose tables are broken sets its words unkerned rather than not at all.
        let glyphs = if shape(prepared, &mut self.buffer, options).is_ok() {
            let infos = self.buffer.glyph_infos().iter().zip(self.buffer.glyph_positions()).enumerate();
            let glyph = |(number, (info, position)): (usize, (&GlyphInfo, &GlyphPosition))| {
                if (position.x_offset, position.y_offset) != (0, 0) {
                    let (right, up) = (position.x_offset as i16, position.y_offset as i16);
                    offsets.push(Offset { glyph: number as u16, right, up });
                }
                let advance = wide(i64::from(position.x_advance));
                ShapedGlyph { id: info.glyph_id as u16, cluster: info.cluster as u16, advance }
            };
            infos.map(glyph).collect()
        } else {
            let glyph = |(at, c): (usize, char)| {
                let id = face.glyph(c).unwrap_or(0);
                ShapedGlyph { id, cluster: at as u16, advance: wide(face.advance(id)) }
            };
            word[range.clone()].char_indices().map(glyph).collect()
        };
        let range = range.start as u32..range.end as u32;
        Segment { face: id, range, glyphs, offsets: offsets.into() }
    }
}

/// Marks and joiners that belong to the character before them, whatever face it stands in.
fn clings(c: char) -> bool {
    // None stands before the first of them.
    c >= '\u{300}' && unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{ad}' | '\u{2060}')
}

/// The features of every set of bits.
static FEATURES: LazyLock<[Vec<Feature>; feature::SETS]> =
    LazyLock::new(|| std::array::from_fn(|bits| features_of(bits as u8)));

fn features_of(bits: u8) -> Vec<Feature> {
    let mut features = Vec::new();
    let mut set = |bit: u8, tag: &[u8; 4], value: u32| {
        if bits & bit != 0 {
            features.push(Feature::new(Tag::new(tag), value, ..));
        }
    };
    set(feature::SMALL_CAPITALS, b"smcp", 1);
    set(feature::SUPERIORS, b"sups", 1);
    set(feature::CAPITALS_TO_SMALL, b"c2sc", 1);
    set(feature::TABULAR, b"tnum", 1);
    set(feature::NO_LIGATURES, b"liga", 0);
    set(feature::NO_LIGATURES, b"clig", 0);
    features
}

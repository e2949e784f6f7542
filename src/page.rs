//! The display list: the content of a page, as data.
//!
//! Every back-end draws from it. The origin is the top left corner of the trim, and y points down. A page can be dumped,
//! compared, cached, and placed on sheets without being composed again.

use crate::diagnostic::Span;
use crate::font::FaceId;
use crate::geometry::{Point, Rect, Size};
use crate::image::ImageId;
use crate::structure::{self, Piece};
use crate::unit::Length;
use std::sync::Arc;

/// A tone of black, the only print colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Full black.
    Black,
    /// The colour of the paper, for white on black.
    Paper,
    /// A tint of black, in per cent, for marks on proofs.
    Tint(u8),
}

impl Ink {
    /// Returns the lightness, from 0 (black) to 1 (paper).
    pub fn lightness(self) -> f32 {
        match self {
            Ink::Black => 0.0,
            Ink::Paper => 1.0,
            Ink::Tint(share) => 1.0 - f32::from(share.min(100)) / 100.0,
        }
    }
}

/// One glyph of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph number in the face.
    pub id: u16,
    /// The byte of the run's text at which the glyph's cluster begins.
    pub cluster: u16,
    /// The distance by which the glyph advances the pen, including kerning, letterspacing and word space, in units of
    /// [`Length`].
    pub advance: i32,
}

/// The offset of a glyph that isn't drawn at the pen, such as an accent above its letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset {
    /// The index of the glyph in its run.
    pub glyph: u16,
    /// The distance to the right, in font units.
    pub right: i16,
    /// The distance upwards, in font units.
    pub up: i16,
}

/// A run of glyphs in one face and size on one baseline.
///
/// The run keeps its text and the cluster of each glyph, so that search and copy work across hyphens and ligatures. A hyphen
/// that was added at the end of a line is U+00AD in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// The type size.
    pub size: Length,
    /// The horizontal scale of the glyphs, in 1/100,000; 100,000 is the designed width.
    pub expansion: i32,
    /// The letterspacing that every advance includes, in units of [`Length`]. It is recorded separately so that a writer can
    /// set it once for the whole run.
    pub letterspace: i32,
    /// The tone.
    pub ink: Ink,
    /// The glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// The offsets of the few glyphs that aren't drawn at the pen, in the order of their indices.
    pub offsets: Vec<Offset>,
    /// The text that the glyphs show.
    pub text: Box<str>,
}

impl GlyphRun {
    /// Returns how far a glyph is drawn to the right of the pen and above it, in font units.
    pub fn offset(&self, glyph: usize) -> (f64, f64) {
        let found = self.offsets.binary_search_by_key(&glyph, |offset| usize::from(offset.glyph)).ok();
        found.map_or((0.0, 0.0), |at| (f64::from(self.offsets[at].right), f64::from(self.offsets[at].up)))
    }

    /// Returns the advance width of the whole run.
    pub fn width(&self) -> Length {
        Length(self.glyphs.iter().map(|g| i64::from(g.advance)).sum())
    }
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An address, such as a URL.
    Address(Box<str>),
    /// A place in the brochure: the index of a page, and the distance from its top.
    Place(usize, Length),
}

/// An item on a page, positioned by a point.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Glyphs, and the span of their text in the manuscript; the point is the start of the baseline. A line that is composed
    /// again without change reuses the run of the previous composition.
    Glyphs(Arc<GlyphRun>, Span),
    /// A filled rectangle; the point is its top left corner.
    Rule(Size, Ink),
    /// A picture; the point is its top left corner.
    Image(ImageId, Size),
    /// The area of a link; the point is its top left corner.
    Link(Target, Size),
    /// Items relative to the point, clipped to the size if one is given.
    Group(Option<Size>, Vec<(Point, Item)>),
}

/// The role of a page, which determines its furniture (folio and running head).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageRole {
    /// A front or back cover.
    Cover,
    /// A title page, part title or colophon: no furniture.
    Display,
    /// The first page of a text: a folio, no running head.
    Opening,
    /// Any other page of a text: a folio and a running head.
    Text,
    /// An empty page.
    Blank,
}

/// A line of text, recorded for proofs, checks and statistics.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The left end of the measure, on the baseline.
    pub at: Point,
    /// The measure: the width that was available.
    pub measure: Length,
    /// The width of the text.
    pub width: Length,
    /// The type size.
    pub size: Length,
    /// The word space, in per cent of the natural word space.
    pub space_percent: u32,
    /// Whether the line is justified and fills its measure.
    pub full: bool,
    /// Whether the line ends in a hyphenated word.
    pub hyphenated: bool,
    /// Whether the line is the first of a paragraph.
    pub opens: bool,
    /// Whether the line is the last of a paragraph.
    pub closes: bool,
    /// The span of its text in the manuscript.
    pub span: Span,
}

/// The bounds of the ink on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InkBounds {
    /// The rectangle around all text, estimated from type sizes and advances.
    pub text: Option<Rect>,
    /// The rectangle around all pictures and rules.
    pub graphics: Option<Rect>,
}

impl InkBounds {
    fn add(&mut self, items: &[(Point, Item)], origin: Point) {
        for (at, item) in items {
            let at = at.moved(origin.x, origin.y);
            match item {
                Item::Glyphs(run, _) if run.text.trim().is_empty() => {}
                Item::Glyphs(run, _) => {
                    // Ascenders reach about three quarters of the type size above the baseline, descenders a quarter below it.
                    let up = run.size.scale(75, 100);
                    let size = Size::new(run.width(), run.size);
                    self.text = Some(union(self.text, Rect { at: at.moved(Length::ZERO, -up), size }));
                }
                Item::Rule(_, Ink::Paper) | Item::Link(..) => {}
                Item::Rule(size, _) | Item::Image(_, size) | Item::Group(Some(size), _) => {
                    self.graphics = Some(union(self.graphics, Rect { at, size: *size }));
                }
                Item::Group(None, inner) => self.add(inner, at),
            }
        }
    }
}

/// Returns the smallest rectangle that contains both.
fn union(one: Option<Rect>, other: Rect) -> Rect {
    let Some(one) = one else { return other };
    let (left, top) = (one.at.x.min(other.at.x), one.at.y.min(other.at.y));
    let right = (one.at.x + one.size.width).max(other.at.x + other.size.width);
    let foot = (one.at.y + one.size.height).max(other.at.y + other.size.height);
    Rect { at: Point::new(left, top), size: Size::new(right - left, foot - top) }
}

/// A page of the brochure.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The page number, from 1; covers and blank pages count.
    pub folio: usize,
    /// The role.
    pub role: PageRole,
    /// The size after trimming.
    pub trim: Size,
    /// The items, in the order in which they are drawn.
    pub items: Vec<(Point, Item)>,
    /// The roles of the items: each piece is a number of successive items with the same role.
    pub pieces: Vec<Piece>,
    /// The lines of text, from top to bottom.
    pub lines: Vec<Line>,
}

impl Page {
    /// Creates an empty page.
    pub fn blank(folio: usize, trim: Size) -> Page {
        Page { folio, role: PageRole::Blank, trim, items: Vec::new(), pieces: Vec::new(), lines: Vec::new() }
    }

    /// Adds items that are drawn on top of all others. A tagged PDF marks them as artifacts, which are not part of the text.
    pub fn append(&mut self, items: Vec<(Point, Item)>) {
        self.pieces.push(Piece { role: structure::Role::Artifact, items: items.len() });
        self.items.extend(items);
    }

    /// Adds items that are drawn below all others. A tagged PDF marks them as artifacts, which are not part of the text.
    pub fn prepend(&mut self, items: Vec<(Point, Item)>) {
        self.pieces.insert(0, Piece { role: structure::Role::Artifact, items: items.len() });
        self.items.splice(0..0, items);
    }

    /// Whether two pages look the same, regardless of where their text is in the manuscript.
    pub fn looks_like(&self, other: &Page) -> bool {
        let line = |line: &Line| Line { span: Span::default(), ..*line };
        (self.folio, self.role, self.trim) == (other.folio, other.role, other.trim)
            && look_alike(&self.items, &other.items)
            && self.lines.iter().map(line).eq(other.lines.iter().map(line))
    }

    /// Returns the bounds of the ink on the page.
    pub fn ink_bounds(&self) -> InkBounds {
        let mut bounds = InkBounds::default();
        bounds.add(&self.items, Point::default());
        bounds
    }

    /// Returns the glyph runs on a line, from left to right.
    pub fn runs_of(&self, line: &Line) -> Vec<(Point, &GlyphRun)> {
        let mut runs: Vec<(Point, &GlyphRun)> = Vec::new();
        for (at, item) in &self.items {
            if let Item::Glyphs(run, _) = item
                && (at.y - line.at.y).0.abs() < line.size.0 / 2
                && at.x >= line.at.x - line.size
                && at.x <= line.at.x + line.measure
            {
                runs.push((*at, run));
            }
        }
        runs.sort_by_key(|(at, _)| at.x);
        runs
    }

    /// Returns the text of a line. A hyphen that was added at its end is U+00AD.
    pub fn text_of(&self, line: &Line) -> String {
        self.runs_of(line).iter().map(|(_, run)| &*run.text).collect()
    }

    /// Calls `visit` with each picture on the page and its size, including pictures inside groups.
    pub fn each_image(&self, visit: &mut dyn FnMut(ImageId, Size)) {
        each_image(&self.items, visit);
    }

    /// Whether this is a right-hand page.
    pub fn is_recto(&self) -> bool {
        self.folio % 2 == 1
    }
}

fn each_image(items: &[(Point, Item)], visit: &mut dyn FnMut(ImageId, Size)) {
    for (_, item) in items {
        match item {
            Item::Image(id, size) => visit(*id, *size),
            Item::Group(_, inner) => each_image(inner, visit),
            Item::Glyphs(..) | Item::Rule(..) | Item::Link(..) => {}
        }
    }
}

/// Whether two lists of items look the same.
fn look_alike(some: &[(Point, Item)], others: &[(Point, Item)]) -> bool {
    let same = |one: &Item, other: &Item| match (one, other) {
        // A line that is composed again without change reuses its run, so comparing pointers is usually enough.
        (Item::Glyphs(run, _), Item::Glyphs(other, _)) => Arc::ptr_eq(run, other) || run == other,
        (Item::Group(clip, inner), Item::Group(other_clip, other)) => clip == other_clip && look_alike(inner, other),
        (one, other) => one == other,
    };
    some.len() == others.len()
        && some.iter().zip(others).all(|((at, one), (there, other))| at == there && same(one, other))
}

/// A heading in the outline of the PDF.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The level, from 1.
    pub level: u8,
    /// The text.
    pub title: String,
    /// The index of the page.
    pub page: usize,
    /// The distance from the top of that page.
    pub y: Length,
}

/// A finished brochure, with its pages in reading order.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The pages.
    pub pages: Vec<Page>,
    /// The headings, in reading order.
    pub marks: Vec<Mark>,
}

impl Book {
    /// Returns the line on which a place in the manuscript is printed, as the index of the page and the index of the line on
    /// that page. If no line contains the place, returns the nearest line before it.
    pub fn line_of(&self, span: Span) -> Option<(usize, usize)> {
        let mut nearest: Option<(u32, (usize, usize))> = None;
        for (number, page) in self.pages.iter().enumerate() {
            for (i, own) in page.lines.iter().map(|line| line.span).enumerate() {
                if own.file != span.file || own.end <= own.start || own.start > span.start {
                    continue;
                }
                if span.start <= own.end && nearest.is_none_or(|(start, _)| own.start >= start) {
                    return Some((number, i));
                }
                if nearest.is_none_or(|(start, _)| own.start > start) {
                    nearest = Some((own.start, (number, i)));
                }
            }
        }
        nearest.map(|(_, place)| place)
    }
}

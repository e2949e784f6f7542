//! The display list: what stands on a page, as data.
//!
//! Every back-end draws from it. The origin is the trim's top left corner, y goes down; only a writer flips it. A page
//! can be dumped, hashed, compared, cached, and placed on sheets without being drawn again.

use crate::diagnostic::Span;
use crate::font::FaceId;
use crate::geometry::{Point, Rect, Size};
use crate::image::ImageId;
use crate::structure::{self, Piece};
use crate::unit::Length;
use std::sync::Arc;

/// Print colour of one machine: black.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Full black.
    Black,
    /// The paper: what stands white on black.
    Paper,
    /// So many hundredths of black: marks on proofs.
    Tint(u8),
}

impl Ink {
    /// How light it is: 0 is black, 1 is the paper.
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
    /// Its number in the face.
    pub id: u16,
    /// The byte of the run's text that it begins to show.
    pub cluster: u16,
    /// What it advances the pen by, kerning, letterspacing and word space included, in units of [`Length`].
    pub advance: i32,
}

/// A glyph that stands beside the pen: an accent that is set on its letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset {
    /// Its place in the run.
    pub glyph: u16,
    /// To the right, in font units.
    pub right: i16,
    /// Upwards, in font units.
    pub up: i16,
}

/// Glyphs of one face and size on one baseline.
///
/// The run keeps its text and the cluster of each glyph, so that search and copy survive hyphens and ligatures. A hyphen
/// that was added at a line's end is U+00AD in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// Its size.
    pub size: Length,
    /// Horizontal scale of the glyphs in 1/100,000; 100,000 is as drawn.
    pub expansion: i32,
    /// What each advance holds beyond the glyph's own width and kerning, so that a writer can say it once for all.
    pub letterspace: i32,
    /// The colour.
    pub ink: Ink,
    /// The glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// The few that stand beside the pen, in order.
    pub offsets: Vec<Offset>,
    /// The text that they show.
    pub text: Box<str>,
}

impl GlyphRun {
    /// By how much a glyph stands to the right of the pen and above it, in font units.
    pub fn offset(&self, glyph: usize) -> (f64, f64) {
        let found = self.offsets.iter().find(|o| usize::from(o.glyph) == glyph);
        found.map_or((0.0, 0.0), |o| (f64::from(o.right), f64::from(o.up)))
    }

    /// How far the pen goes over the whole run.
    pub fn width(&self) -> Length {
        Length(self.glyphs.iter().map(|g| i64::from(g.advance)).sum())
    }
}

/// Where a link on a page leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To an address.
    Address(Box<str>),
    /// To a place in the brochure: the number of a page from 0, and a height on it.
    Place(usize, Length),
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Letters, and where they were typed; the point is where the baseline begins. A line that is set again as it was
    /// shares its letters.
    Glyphs(Arc<GlyphRun>, Span),
    /// A filled rectangle; the point is its top left corner.
    Rule(Size, Ink),
    /// A picture; the point is its top left corner.
    Image(ImageId, Size),
    /// A field that a click follows; the point is its top left corner.
    Link(Target, Size),
    /// Items of their own, moved to the point and cut to the size if there is one.
    Group(Option<Size>, Vec<(Point, Item)>),
}

/// What a page is for, which decides what furniture it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Front or back cover.
    Cover,
    /// Title page, part title, colophon: no furniture.
    Display,
    /// A page on which a text begins: a folio, no running head.
    Opening,
    /// A page of text.
    Text,
    /// Nothing stands on it.
    Blank,
}

/// What is known of a line of text, for proofs and figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The left end of its measure, on its baseline.
    pub at: Point,
    /// The width that it had.
    pub measure: Length,
    /// The width that it took.
    pub width: Length,
    /// The size of its letters.
    pub size: Length,
    /// Its word space in hundredths of the natural one.
    pub space_percent: u32,
    /// Whether it is justified and fills its measure.
    pub full: bool,
    /// Whether it ends in a divided word.
    pub hyphenated: bool,
    /// Whether a paragraph begins with it.
    pub opens: bool,
    /// Whether a paragraph ends with it.
    pub closes: bool,
    /// Where it was typed.
    pub span: Span,
}

/// Where ink is on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InkBounds {
    /// The rectangle around all letters, to a tenth of their size.
    pub text: Option<Rect>,
    /// The rectangle around pictures and rules.
    pub graphics: Option<Rect>,
}

impl InkBounds {
    fn add(&mut self, items: &[(Point, Item)], origin: Point) {
        for (at, item) in items {
            let at = at.moved(origin.x, origin.y);
            match item {
                Item::Glyphs(run, _) if run.text.trim().is_empty() => {}
                Item::Glyphs(run, _) => {
                    // What small letters with ascenders and descenders take of the size.
                    let up = run.size.scale(75, 100);
                    let size = Size::new(run.width(), run.size);
                    self.text = Some(joined(self.text, Rect { at: at.moved(Length::ZERO, -up), size }));
                }
                Item::Rule(_, Ink::Paper) | Item::Link(..) => {}
                Item::Rule(size, _) | Item::Image(_, size) | Item::Group(Some(size), _) => {
                    self.graphics = Some(joined(self.graphics, Rect { at, size: *size }));
                }
                Item::Group(None, inner) => self.add(inner, at),
            }
        }
    }
}

/// The rectangle around two.
fn joined(one: Option<Rect>, other: Rect) -> Rect {
    let Some(one) = one else { return other };
    let (left, top) = (one.at.x.min(other.at.x), one.at.y.min(other.at.y));
    let right = (one.at.x + one.size.width).max(other.at.x + other.size.width);
    let foot = (one.at.y + one.size.height).max(other.at.y + other.size.height);
    Rect { at: Point::new(left, top), size: Size::new(right - left, foot - top) }
}

/// A page of the brochure.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its number, from 1, covers and blanks counted.
    pub folio: usize,
    /// What it is for.
    pub role: Role,
    /// Its size.
    pub trim: Size,
    /// What stands on it.
    pub items: Vec<(Point, Item)>,
    /// The roles of these items, in the same order.
    pub pieces: Vec<Piece>,
    /// Its lines of text, from top to bottom.
    pub lines: Vec<Line>,
}

impl Page {
    /// A page with nothing on it.
    pub fn blank(folio: usize, trim: Size) -> Page {
        Page { folio, role: Role::Blank, trim, items: Vec::new(), pieces: Vec::new(), lines: Vec::new() }
    }

    /// Draws something that is no part of the text over everything else.
    pub fn append(&mut self, items: Vec<(Point, Item)>) {
        self.pieces.push(Piece { role: structure::Role::Artifact, items: items.len() });
        self.items.extend(items);
    }

    /// Draws something that is no part of the text under everything else.
    pub fn prepend(&mut self, items: Vec<(Point, Item)>) {
        self.pieces.insert(0, Piece { role: structure::Role::Artifact, items: items.len() });
        self.items.splice(0..0, items);
    }

    /// Whether the same is seen on two pages, wherever their words were typed.
    pub fn looks_like(&self, other: &Page) -> bool {
        let line = |line: &Line| Line { span: Span::default(), ..*line };
        (self.folio, self.role, self.trim) == (other.folio, other.role, other.trim)
            && alike(&self.items, &other.items)
            && self.lines.iter().map(line).eq(other.lines.iter().map(line))
    }

    /// Where ink is on it.
    pub fn ink_bounds(&self) -> InkBounds {
        let mut bounds = InkBounds::default();
        bounds.add(&self.items, Point::default());
        bounds
    }

    /// The glyph runs that stand on a line, from left to right.
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

    /// The text of a line; a hyphen that was added at its end is U+00AD.
    pub fn text_of(&self, line: &Line) -> String {
        self.runs_of(line).iter().map(|(_, run)| &*run.text).collect()
    }

    /// Calls `visit` for every picture on the page, those inside groups included, with its size.
    pub fn each_image(&self, visit: &mut dyn FnMut(ImageId, Size)) {
        each_image(&self.items, visit);
    }

    /// Whether it is a right-hand page.
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

/// Whether the same is seen of items.
fn alike(some: &[(Point, Item)], others: &[(Point, Item)]) -> bool {
    let same = |one: &Item, other: &Item| match (one, other) {
        // Lines that were set once share their letters.
        (Item::Glyphs(run, _), Item::Glyphs(other, _)) => Arc::ptr_eq(run, other) || run == other,
        (Item::Group(clip, inner), Item::Group(other_clip, other)) => clip == other_clip && alike(inner, other),
        (one, other) => one == other,
    };
    some.len() == others.len()
        && some.iter().zip(others).all(|((at, one), (there, other))| at == there && same(one, other))
}

/// A heading as readers of the PDF find it in the side bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its level, from 1.
    pub level: u8,
    /// Its words.
    pub title: String,
    /// The number of its page, from 0.
    pub page: usize,
    /// Its height on that page.
    pub y: Length,
}

/// A finished brochure: pages in reading order.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The pages.
    pub pages: Vec<Page>,
    /// The headings, in order.
    pub marks: Vec<Mark>,
}

impl Book {
    /// Page and line, from 0, on which a byte of a text stands; for what shows on none, the line before it.
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

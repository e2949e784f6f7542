//! Writes the drawing of a page as a content stream (ISO 32000, 7.8.2 and 9.4).

use super::file::SETTINGS;
use super::font::{Cluster, UsedFace};
use super::resource_names::{font_name, picture_name, plate_name};
use super::text_row::TextRow;
use super::units::points;
use crate::deflate::deflate_fast;
use crate::geometry::{Point, Size, WHOLE};
use crate::image::{ImageId, Plates};
use crate::page::{GlyphRun, Ink, Item, Page};
use crate::unit::Length;
use pdf_writer::{Content, Name, TextStr};
use std::collections::{BTreeMap, BTreeSet};

/// The drawing of one page, and the indices of the resources that it uses.
#[derive(Clone, Default)]
pub(super) struct PageContent {
    /// The content stream, deflated.
    pub(super) deflated: Vec<u8>,
    pub(super) faces: BTreeSet<u16>,
    pub(super) pictures: BTreeSet<u32>,
    pub(super) plates: BTreeSet<usize>,
}

/// Plates, and the scale at which pages are placed on the sheets.
#[derive(Clone, Copy)]
pub(super) struct PlatesAtScale<'p> {
    pub(super) plates: &'p Plates,
    /// The scale, in millionths.
    pub(super) scale: i64,
}

/// Draws and deflates a page. A picture that has a plate for its size on the sheet is drawn as that plate.
pub(super) fn draw(page: &Page, faces: &BTreeMap<u16, UsedFace>, plates: Option<PlatesAtScale>) -> PageContent {
    let mut writer = ContentWriter {
        written: Vec::new(),
        content: Content::with_settings(SETTINGS),
        faces,
        plates,
        height: page.trim.height,
        used: PageContent::default(),
        text: None,
        ink: Ink::Black,
    };
    writer.items(&page.items, Point::default());
    writer.end_text();
    let ContentWriter { mut written, content, mut used, .. } = writer;
    written.extend_from_slice(content.as_bytes());
    used.deflated = deflate_fast(&written);
    used
}

/// The parameters of the open text object.
#[derive(Clone, Copy, PartialEq)]
struct TextState {
    face: u16,
    size: Length,
    expansion: i32,
    letterspace: i32,
}

struct ContentWriter<'f> {
    /// The complete operators so far.
    written: Vec<u8>,
    /// The operators after them.
    content: Content,
    faces: &'f BTreeMap<u16, UsedFace>,
    plates: Option<PlatesAtScale<'f>>,
    /// The height of the page, which is needed because y points up in a PDF.
    height: Length,
    used: PageContent,
    /// The state of the text object, if one is open.
    text: Option<TextState>,
    ink: Ink,
}

impl ContentWriter<'_> {
    fn items(&mut self, items: &[(Point, Item)], origin: Point) {
        for (at, item) in items {
            let at = at.moved(origin.x, origin.y);
            match item {
                Item::Glyphs(run, _) => self.run(at, run),
                Item::Rule(size, ink) => self.rule(at, *size, *ink),
                Item::Image(id, size) => self.image(at, *id, *size),
                // Links are written as annotations of the page.
                Item::Link(..) => {}
                Item::Group(clip, inner) => {
                    self.end_text();
                    self.content.save_state();
                    if let Some(size) = clip {
                        let (x, y) = self.foot(at, *size);
                        self.content.rect(x, y, points(size.width), points(size.height)).clip_nonzero().end_path();
                    }
                    let ink = self.ink;
                    self.items(inner, at);
                    self.end_text();
                    self.content.restore_state();
                    self.ink = ink;
                }
            }
        }
    }

    /// Returns the lower left corner of a rectangle whose upper left corner is at `at`.
    fn foot(&self, at: Point, size: Size) -> (f32, f32) {
        (points(at.x), points(self.height - at.y - size.height))
    }

    fn image(&mut self, at: Point, id: ImageId, size: Size) {
        self.end_text();
        if self.plate(at, id, size) {
            return;
        }
        self.used.pictures.insert(id.0);
        let (x, y) = self.foot(at, size);
        self.x_object([points(size.width), 0.0, 0.0, points(size.height), x, y], &picture_name(id.0));
    }

    /// Draws a picture as its plate, and returns true. If there is no plate for the picture's size on the sheet, draws
    /// nothing and returns false. Every dot of the plate coincides with a printer dot: the plate's size and position
    /// are whole numbers of dots, and pages are placed on whole dots of the sheet.
    fn plate(&mut self, at: Point, id: ImageId, size: Size) -> bool {
        let Some(PlatesAtScale { plates, scale }) = self.plates else { return false };
        let printed = Size::new(size.width.scale(scale, WHOLE), size.height.scale(scale, WHOLE));
        let Some((number, plate)) = plates.find(id, printed) else { return false };
        self.set_ink(Ink::Black);
        // The size of a printer dot, in points of the page.
        let dot = 72.0 / f64::from(plates.dpi) * (WHOLE as f64 / scale as f64);
        let (width, height) = (f64::from(plate.width) * dot, f64::from(plate.height) * dot);
        let foot = (self.height - at.y).to_pt() - height;
        let on_dot = |length: f64| ((length / dot).round() * dot) as f32;
        let matrix = [width as f32, 0.0, 0.0, height as f32, on_dot(at.x.to_pt()), on_dot(foot)];
        self.x_object(matrix, &plate_name(number));
        self.used.plates.insert(number);
        true
    }

    fn x_object(&mut self, matrix: [f32; 6], name: &str) {
        self.content.save_state().transform(matrix);
        self.content.x_object(Name(name.as_bytes()));
        self.content.restore_state();
    }

    fn rule(&mut self, at: Point, size: Size, ink: Ink) {
        self.end_text();
        self.set_ink(ink);
        let (x, y) = self.foot(at, size);
        self.content.rect(x, y, points(size.width), points(size.height)).fill_nonzero();
    }

    fn set_ink(&mut self, ink: Ink) {
        if self.ink != ink {
            self.content.set_fill_gray(ink.lightness());
            self.ink = ink;
        }
    }

    fn end_text(&mut self) {
        if self.text.take().is_some() {
            self.content.end_text();
        }
    }

    fn run(&mut self, at: Point, run: &GlyphRun) {
        let Some(face) = self.faces.get(&run.face.0) else { return };
        if self.ink != run.ink {
            self.end_text();
            self.set_ink(run.ink);
        }
        self.used.faces.insert(run.face.0);
        let state =
            TextState { face: run.face.0, size: run.size, expansion: run.expansion, letterspace: run.letterspace };
        let before = self.text.replace(state);
        if before.is_none() {
            self.content.begin_text();
        }
        if before.is_none_or(|b| (b.face, b.size) != (state.face, state.size)) {
            self.content.set_font(Name(font_name(state.face).as_bytes()), points(run.size));
        }
        // Scaling and spacing persist after the text object ends, so they are set again in each text object.
        if before.is_none_or(|b| b.expansion != state.expansion) {
            self.content.set_horizontal_scaling(state.expansion as f32 / 1000.0);
        }
        let spacing = char_spacing(run);
        if before.is_none_or(|b| (b.letterspace, b.expansion) != (state.letterspace, state.expansion)) {
            self.content.set_char_spacing(spacing as f32);
        }
        self.content.set_text_matrix([1.0, 0.0, 0.0, 1.0, points(at.x), points(self.height - at.y)]);
        self.glyphs(run, face, spacing);
    }

    /// Writes the `TJ` operator of a row, unless there is nothing to show.
    fn show(&mut self, row: &mut TextRow) {
        if row.is_empty() {
            return;
        }
        let before = std::mem::replace(&mut self.content, Content::with_settings(SETTINGS));
        self.written.extend_from_slice(before.as_bytes());
        self.written.push(b'\n');
        row.write(&mut self.written);
        self.written.push(b'\n');
    }

    /// Shows the glyphs of a run. Every raised glyph, and every cluster whose text must be written explicitly, gets a
    /// separate text operator.
    fn glyphs(&mut self, run: &GlyphRun, face: &UsedFace, spacing: f64) {
        let scale = f64::from(run.expansion) / 100_000.0;
        let em = run.size.to_pt() * scale;
        let unit = run.size.to_pt() / face.units_per_em;
        // How far the viewer's pen lags behind the composed position, in points.
        let mut drift = 0.0;
        let mut row = TextRow::default();
        let mut at = 0;
        while at < run.glyphs.len() {
            let cluster = Cluster::at(run, at);
            let first = face.glyph(run.glyphs[at].id);
            let needs_text = first.needs_actual_text(&cluster);
            if needs_text {
                self.show(&mut row);
                let mut span = self.content.begin_marked_content_with_properties(Name(b"Span"));
                span.properties().actual_text(TextStr(&cluster.text));
            }
            for (i, glyph) in run.glyphs[at..at + cluster.glyphs].iter().enumerate() {
                let used = if i == 0 { first } else { face.glyph(glyph.id) };
                let (right, up) = run.offset(at + i);
                let shift = right * unit * scale;
                if up != 0.0 {
                    self.show(&mut row);
                    self.content.set_rise((up * unit) as f32);
                }
                // A shift moves the glyph but not the pen, so it is undone afterwards.
                drift -= row.advance(drift + shift, em);
                row.push(used.cid);
                drift += Length(i64::from(glyph.advance)).to_pt() - (used.advance * unit + spacing) * scale;
                if up != 0.0 {
                    self.show(&mut row);
                    self.content.set_rise(0.0);
                }
            }
            if needs_text {
                self.show(&mut row);
                self.content.end_marked_content();
            }
            at += cluster.glyphs;
        }
        self.show(&mut row);
    }
}

/// Returns the letterspacing as PDF expects it: before horizontal scaling, and rounded to a ten-thousandth of a point.
fn char_spacing(run: &GlyphRun) -> f64 {
    let unscaled = Length(i64::from(run.letterspace)).to_pt() * 100_000.0 / f64::from(run.expansion);
    (unscaled * 10_000.0).round() / 10_000.0
}
